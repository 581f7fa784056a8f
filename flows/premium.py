"""Premium: a Regular customer proves who she is (FAQ 4; terms 1.6, 2.4). Rules: models/applying.py.

Which identity card, a photo of it, one of her holding it, its number and the PIN; then people look at it.
"""

from __future__ import annotations

from typing import Any

from bot import buttons
from bot.chat import Answer, Chat, Field, NotUnderstood, Refused, Topic, flow
from bot.message import Ask, Button, Kind, Message, Reply, Words
from bot.receipts import Receipt, shows
from bot.words import says, t
from flows.answers import Choice
from flows.photos import PhotoAnswer, asks_by_page
from flows.premium_words import PAPERS, id_hints, number_rules, page_labels, selfie_hints, why_id, why_selfie
from flows.secrets import Pin
from models.applications import Application, ApplicationStatus, Photos, open_application
from models.applying import (
    ApplicationRefused,
    Applied,
    Apply,
    ApplyRefused,
    DecidedAlready,
    PhotoWanted,
    Reason,
    SendAgain,
    is_sealed_number,
    seal_number,
    waits_since,
)
from models.customers import Tier
from models.id_numbers import IdKind, NumberFault, read_id_number
from models.me import Me
from models.orders import Fact, Order
from models.photo_desk import PhotoKind

CARDS = {
    IdKind.KTP: Button(t("KTP"), "answer:ktp"),
    IdKind.SIM: Button(t("SIM"), "answer:sim"),
    IdKind.PASSPORT: Button(t("Passport"), "answer:passport"),
}
SEND_PHOTO = Button(t("Send the photo"), "flow:upgrade_premium")
BOTH_ARE_HERE = t("Both photos are here already, no other is needed.")
SAFER = t("The photo is here. The next one is safer on the secure page; please delete this one from the chat.")


def is_about_it(me: Me, said: Message) -> bool:
    """Return whether a photo is about an open application: one that a reviewer wants taken again may just be sent."""
    if said.kind is not Kind.PHOTO or me.tier is Tier.PREMIUM:
        return False
    return open_application(me.desk.connection, me.id) is not None


@flow("upgrade_premium", takes=is_about_it)
def upgrade_premium(chat: Chat, me: Me) -> Order[Fact]:
    """What is still needed of her; the order returned queues the application, or queues it again."""
    chat.topic = Topic(t("your application for Premium"))
    if me.tier is Tier.PREMIUM:
        words = t("You are Premium already, {name}.", name=me.customer.first_name)
        chat.end(words, buttons.SEND_MONEY, buttons.WITHDRAW)
    asked = open_application(chat.desk.connection, me.id)
    if asked is not None and asked.status is ApplicationStatus.PHOTO_WANTED:
        return _photos_again(chat, me, asked)
    if asked is not None:
        words = t("⏳ A person has been checking it since {since}. You will be told here.", since=waits_since(asked))
        chat.end(words, buttons.TALK_TO_A_PERSON)
    kind = chat.ask("card", Card(), t("Which identity card will you use?"))
    paper = PAPERS[kind]
    of_id = PhotoAnswer(chat, me, PhotoKind.ID, id_hints(paper))
    id_photo = chat.ask(f"photo {kind}", of_id, _ask_for_id(chat, me, paper))
    of_her = PhotoAnswer(chat, me, PhotoKind.SELFIE, selfie_hints(paper), besides=(id_photo,))
    selfie = chat.ask(f"selfie {kind}", of_her, _then(of_id, _ask_for_selfie(chat, me, paper)))
    number = chat.ask(f"number {kind}", IdNumber(chat, me, kind), _then(of_her, _ask_for_number(chat, paper)))
    chat.ask("pin", PinAtTheEnd(chat, me.id), t("Enter your PIN to apply for Premium."))
    return Apply(chat.run.key, me.id, kind, id_photo, selfie, number)


def _photos_again(chat: Chat, me: Me, asked: Application) -> Order[Fact]:
    """Have only those photos taken again that were refused."""
    paper, seen = PAPERS[asked.id_kind], (asked.id_photo, asked.selfie)
    of_id, of_her = _reasons(asked)
    id_photo = selfie = 0
    first = PhotoAnswer(chat, me, PhotoKind.ID, id_hints(paper), besides=seen)
    if asked.wanted in (Photos.ID, Photos.BOTH):
        prompt = t("Please take the photo of your {paper} again, because {why}.", paper=paper, why=why_id(of_id, paper))
        id_photo = chat.ask(f"photo again {asked.id} {asked.round}", first, prompt)
    second = PhotoAnswer(chat, me, PhotoKind.SELFIE, selfie_hints(paper), besides=(*seen, id_photo))
    if asked.wanted in (Photos.SELFIE, Photos.BOTH):
        prompt = t(
            "Please take the photo of you holding the {paper} again, because {why}.",
            paper=paper,
            why=why_selfie(of_her, paper),
        )
        selfie = chat.ask(f"selfie again {asked.id} {asked.round}", second, _then(first, prompt))
    in_chat = first.in_chat or second.in_chat
    return SendAgain(chat.run.key, me.id, asked.id, asked.round, id_photo, selfie, in_chat)


def _reasons(asked: Application) -> tuple[str, str]:
    """Return why the photo of the card was refused, and why the one of her."""
    first, _, second = asked.reason.partition(" ")
    return first, second or first


def _ask_for_id(chat: Chat, me: Me, paper: Words) -> Words:
    if asks_by_page(chat, me):
        return t("Take a photo of your {paper} on the secure page, with all the writing readable.", paper=paper)
    return t("Send a photo of your {paper}, with all the writing readable.", paper=paper)


def _ask_for_selfie(chat: Chat, me: Me, paper: Words) -> Words:
    if asks_by_page(chat, me):
        return t("Now a photo of you holding the {paper}, your whole face in sight, on the page too.", paper=paper)
    return t("Now a photo of you holding the {paper}, your whole face in sight.", paper=paper)


def _ask_for_number(chat: Chat, paper: Words) -> Words:
    if chat.pages:
        return t("Finally, the {paper} number and your PIN on the secure page.", paper=paper)
    return t("Finally, the {paper} number. Type it here, it is not kept in the chat.", paper=paper)


def _then(before: PhotoAnswer, prompt: Words) -> Words:
    """Return the prompt, after a word on the photo that came in the chat although there is a page."""
    return t("{first} {second}", first=SAFER, second=prompt) if before.in_chat else prompt


class Card(Choice[IdKind]):
    """Which identity card."""

    def __init__(self) -> None:
        super().__init__(CARDS)

    def read(self, said: Message) -> IdKind:
        """Return the kind; a photo before it is known of what says nothing."""
        if said.kind is Kind.PHOTO:
            raise Refused(Reply(t("First the kind of identity card, then its photo.")))
        if said.kind is Kind.TEXT:
            named = {kind for kind in IdKind for word in _NAMED[kind] if word in said.text.casefold().split()}
            if len(named) == 1:
                return named.pop()
        return IdKind(super().read(said))

    def load(self, kept: Any) -> IdKind:
        """Return the kind as kept."""
        return IdKind(super().load(kept))


_NAMED = {IdKind.KTP: ("ktp",), IdKind.SIM: ("sim",), IdKind.PASSPORT: ("paspor", "passport")}


class IdNumber(Answer[str]):
    """The card's number, sealed under her key at once; entered on its page, or typed where there is none."""

    secret = True
    wants = "number"
    ask = Ask.SECRET

    def __init__(self, chat: Chat, me: Me, kind: IdKind) -> None:
        self._chat = chat
        self._me = me
        self._kind = kind
        self.page, label = page_labels(kind)
        self.field = Field("number", label, (number_rules(kind),))

    def read(self, said: Message) -> str:
        """Return the number sealed."""
        if said.kind is Kind.PHOTO:
            raise Refused(Reply(BOTH_ARE_HERE))
        typed = said.secret if said.link else said.text
        may_be = said.link or (said.kind is Kind.TEXT and not self._chat.pages and any(map(str.isdecimal, typed)))
        if not may_be:
            raise NotUnderstood(self._hint)
        number = read_id_number(self._kind, typed)
        if number is NumberFault.NOT_PLAUSIBLE:
            raise Refused(Reply(t("No KTP has such a number. Please compare it with the card.")))
        if isinstance(number, NumberFault):
            raise Refused(Reply(number_rules(self._kind)))
        return seal_number(self._chat.desk, self._me.id, number)

    def load(self, kept: Any) -> str:
        """Return the number as kept, if her key still opens it."""
        if not isinstance(kept, str) or not is_sealed_number(self._chat.desk, self._me.id, kept):
            raise ValueError("not a number of hers")
        return kept

    @property
    def _hint(self) -> Words:
        if self._chat.pages:
            return t("The number is entered on the secure page, with the button.")
        return number_rules(self._kind)


class PinAtTheEnd(Pin):
    """Her PIN, when everything else is here."""

    def read(self, said: Message) -> bool:
        """Return True for the right PIN; a photo is none."""
        if said.kind is Kind.PHOTO:
            raise Refused(Reply(BOTH_ARE_HERE))
        return super().read(said)


@says(Applied)
def applied(told: Applied) -> Reply:
    """It is with people now."""
    words = t("⏳ A person is checking it. You will be told here.")
    return Reply((words, SAFER_NEXT_TIME) if told.in_chat else words)


SAFER_NEXT_TIME = t("Photos are safer on the secure page; please delete this one from the chat.")


@shows(Applied)
def applied_on_page(_told: Applied) -> Receipt:
    """The same, where she entered the PIN or uploaded the photo."""
    return Receipt(t("Being checked"), t("A person is checking it. You will be told in the chat."), mark="held")


@says(ApplyRefused)
def apply_refused(told: ApplyRefused) -> Reply:
    """Something else was done meanwhile, on another channel or by a reviewer."""
    if told.premium:
        return Reply(t("You are Premium by now."), (buttons.SEND_MONEY, buttons.WITHDRAW), Ask.CHOICE)
    words = t("Your application has changed meanwhile, so this changed nothing.")
    return Reply(words, (buttons.GO_PREMIUM,), Ask.CHOICE)


@says(PhotoWanted)
def photo_wanted(told: PhotoWanted) -> Reply:
    """Only the bad photo is asked for again; it may just be sent."""
    paper = PAPERS[told.id_kind]
    of_id, of_her = why_id(told.id_reason, paper), why_selfie(told.selfie_reason, paper)
    if told.wanted is Photos.SELFIE:
        words = t(
            "One thing left: take the photo of yourself again, {why}. The photo of the {paper} is good.",
            why=of_her,
            paper=paper,
        )
    elif told.wanted is Photos.ID:
        words = t(
            "One thing left: take the photo of the {paper} again, {why}. The photo of yourself is good.",
            why=of_id,
            paper=paper,
        )
    else:
        words = t(
            "Please take both photos again. The one of the {paper}: {why_id}. The one of yourself: {why_selfie}.",
            paper=paper,
            why_id=of_id,
            why_selfie=of_her,
        )
    return Reply(words, (SEND_PHOTO,), Ask.CHOICE)


@says(ApplicationRefused)
def application_refused(told: ApplicationRefused) -> Reply:
    """Why, that nothing else changes, and the ways on."""
    paper = PAPERS[told.id_kind]
    of_her = told.reason is Reason.NOT_SAME_PERSON
    words = t(
        "You are not Premium yet: {why}. You stay Regular, and you may apply again.",
        why=why_selfie(told.reason, paper) if of_her else why_id(told.reason, paper),
    )
    return Reply(words, (buttons.GO_PREMIUM, buttons.TALK_TO_A_PERSON), Ask.CHOICE)


@says(DecidedAlready)
def decided_already(_told: DecidedAlready) -> Reply:
    """For staff; no customer is told this."""
    return Reply(t("The application is decided already."))
