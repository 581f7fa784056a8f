"""The sorts of answer: an amount, a name, an e-mail, a person, one of several."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import capwords
from typing import Any, Generic, TypeVar

from sqlalchemy.exc import NoResultFound

from bot.chat import EARLY, Answer, NotUnderstood, Refused
from bot.message import Ask, Button, Kind, Message, Reply
from bot.understand.agreement import agreement
from bot.understand.amounts import read_amount
from bot.understand.intents import SURE, understand
from bot.understand.names import bare_name
from bot.understand.phones import read_phone
from bot.understand.questions import is_question
from bot.words import Raw, t
from models.customers import Customer, CustomerId, Status, customer, customer_with, people_paid_by
from models.me import Me
from models.money import Money
from models.phone import Phone

V = TypeVar("V", bound=str)

NAME_MAX = 40
NOTE_MAX = 100
_NOTED = ("thanks", "greeting", "pay_bill", "buy_credit", "pay_qr", "request_money")
"""What money is sent for, or said with it, rather than wished here: "pulsa", "bayar listrik"."""
_NO_NAME = re.compile(r"(?i)-|none|no last name|(tidak|nggak|gak|ga|tdk) (ada|punya)")
_INTRODUCED = re.compile(
    r"(?i)^(nama (depan |belakang )?(saya|aku|ku)|namaku|my (first |last )?name is|saya|aku|i am|i'm)( adalah)?[ :]+"
)
_TO = re.compile(r"(?i)^(ke|kepada|to|yang|yg)\s+")
_ENDING = re.compile(r"[•. ]*([0-9]{4})")
"""The last digits of a number, as we show them when several people have the name."""
_EMAIL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(\.[A-Za-z0-9\-]{1,63})+")
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'’\-])*")


def text_of(said: Message) -> str:
    """Return the words of a text; anything else is no answer in words."""
    if said.kind is not Kind.TEXT:
        raise NotUnderstood
    return " ".join(said.text.split())


class MoneyAnswer(Answer[Money]):
    """An amount in rupiah. What is ambiguous is asked, never guessed."""

    slots = ("amount",)
    digits = True

    def read(self, said: Message) -> Money:
        """Return the amount."""
        found = read_amount(text_of(said))
        if found.value is not None:
            return Money(found.value)
        if found.candidates:
            choices = t(
                "How much exactly: {first} or {second}? Write it in full.",
                first=Money(found.candidates[0]),
                second=Money(found.candidates[-1]),
            )
            raise Refused(Reply(choices, ask=Ask.ANSWER))
        raise NotUnderstood(t("The amount could not be read. For example 50k or Rp50,000"))

    def load(self, kept: Any) -> Money:
        """Return the amount as kept."""
        if type(kept) is not int or kept <= 0:
            raise ValueError("not an amount")
        return Money(kept)


MONEY = MoneyAnswer()


class TextAnswer(Answer[str]):
    """An answer in words, kept as they are."""

    def load(self, kept: Any) -> str:
        """Return the words as kept."""
        if not isinstance(kept, str):
            raise ValueError("not a text")
        return kept


class NameAnswer(TextAnswer):
    """A person's name, as she writes it."""

    def __init__(self, *buttons: Button, longest: int = NAME_MAX) -> None:
        self.buttons = buttons
        self._longest = longest

    def read(self, said: Message) -> str:
        """Return the name; a button answers with none."""
        if said.kind is Kind.TAP:
            return ""
        name = _INTRODUCED.sub("", text_of(said))
        if self.buttons and _NO_NAME.fullmatch(name):
            return ""
        if not _NAME.fullmatch(name) or understand(name, busy=True).intent != "none" or agreement(name) is not None:
            raise NotUnderstood(t("Please write the name in letters."))
        if is_question(name):
            raise NotUnderstood(t("Please write the name in letters."))
        if len(name) > self._longest:
            raise Refused(Reply(t("That is too long, at most {count} letters.", count=self._longest)))
        return name


class EmailAnswer(TextAnswer):
    """An e-mail address, in small letters."""

    def read(self, said: Message) -> str:
        """Return the address."""
        address = text_of(said).lower()
        if not _EMAIL.fullmatch(address) or len(address) > 254 or ".." in address:
            raise NotUnderstood(t("That is no e-mail address yet. For example sari@contoh.id"))
        return address


class NoteAnswer(TextAnswer):
    """A note to a payee. It is never asked for, only said early, added or changed; empty for none."""

    slots = ("note",)
    optional = True
    buttons = (Button(t("No note"), "answer:none"),)

    def read(self, said: Message) -> str:
        """Return the note, cut to what fits; a command in so many words or a bare amount or number is none."""
        if said.kind is Kind.TAP:
            return ""
        note = text_of(said)
        if said.channel == EARLY:
            return note[:NOTE_MAX]
        meaning = understand(note, busy=True)
        if meaning.confidence == SURE and meaning.intent not in _NOTED:
            raise NotUnderstood
        if meaning.whole and "note" not in meaning.spans and {"amount", "phone"} & set(meaning.spans):
            raise NotUnderstood  # "60rb" puts the amount right.
        if meaning.whole and set(meaning.spans) == {"note"}:  # "catatan: bensin"
            note = meaning.spans["note"]
        return note[:NOTE_MAX]


class PhoneAnswer(Answer[Phone]):
    """The customer's own mobile number: shared by button, vouched for by the channel, or typed."""

    slots = ("phone",)

    def __init__(self, *buttons: Button) -> None:
        self.buttons = buttons

    def read(self, said: Message) -> Phone:
        """Return the number; a contact counts only if it is the sender's own."""
        if said.kind is Kind.CONTACT and said.contact is not None:
            if not said.contact.own:
                raise Refused(Reply(t("That is someone else's number. Share your own with the button, or type it.")))
            return number_in(said.contact.phone)
        return number_in(text_of(said))

    def load(self, kept: Any) -> Phone:
        """Return the number as kept."""
        return phone_as_kept(kept)


def phone_as_kept(kept: Any) -> Phone:
    """Return the number that a run holds; raise `ValueError` for what is none."""
    if not isinstance(kept, str) or not _E164.fullmatch(kept):
        raise ValueError("not a number")
    return Phone(kept)


def number_in(text: str) -> Phone:
    """Return the one Indonesian mobile number that a text is; raise `NotUnderstood` or `Refused`."""
    found = read_phone(text)
    if found.value is not None:
        return Phone(found.value)
    if found.candidates:
        raise Refused(Reply(t("There are several numbers in it. Please write only one.")))
    raise NotUnderstood(t("That is no mobile number of Indonesia yet. For example 081234567890"))


class Person(Answer[Customer]):
    """Another customer: by number, shared contact, or the name of one paid before."""

    slots = ("phone", "name")

    def __init__(self, me: Me) -> None:
        self._me = me

    def read(self, said: Message) -> Customer:
        """Return the customer meant; who has no wallet and who cannot be paid are told apart for nobody."""
        if said.kind is Kind.CONTACT and said.contact is not None:
            return self._with(number_in(said.contact.phone))
        words = text_of(said)
        try:
            return self._with(number_in(words))
        except NotUnderstood:
            ending = _ENDING.fullmatch(_TO.sub("", words))
            if ending is None and not any(sign.isalpha() for sign in words):
                raise
            return self._ending_in(ending[1]) if ending else self._named(words)

    def dump(self, value: Customer) -> int:
        """Keep the id alone; names and tiers are read anew."""
        return value.id

    def load(self, kept: Any) -> Customer:
        """Return the customer as she is now."""
        if type(kept) is not int:
            raise ValueError("not a customer")
        try:
            found = customer(self._me.desk.connection, CustomerId(kept))
        except NoResultFound as unknown:
            raise ValueError("not a customer") from unknown
        if found.status is Status.CLOSED:
            raise ValueError("no longer a customer")
        return found

    def _with(self, phone: Phone) -> Customer:
        found = customer_with(self._me.desk.connection, phone)
        if found is None:
            raise Refused(Reply(t("We cannot send to the number {number}.", number=Raw(phone.masked))))
        if found.id == self._me.id:
            raise Refused(Reply(t("That is your own number.")))
        return found

    def _ending_in(self, digits: str) -> Customer:
        """Return the one customer paid before whose number ends so: what is said to "which one?"."""
        known = people_paid_by(self._me.desk.connection, self._me.id)
        found = [each for each in known if each.phone.endswith(digits)]
        if len(found) != 1:
            raise NotUnderstood(t("That is no mobile number of Indonesia yet. For example 081234567890"))
        return found[0]

    def _named(self, words: str) -> Customer:
        name = _TO.sub("", words)
        wanted = name.casefold()
        known = people_paid_by(self._me.desk.connection, self._me.id)
        called = {wanted, bare_name(wanted)}  # "Kak Budi" is Budi.
        found = [each for each in known if wanted and not called.isdisjoint(_names_of(each))]
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            names = ", ".join(f"{each.short_name} ({each.phone.masked})" for each in found[:5])
            which = t("Which one: {names}? The last four digits are enough.", names=names)
            raise Refused(Reply(which, ask=Ask.ANSWER))
        hint = t("You have not sent to {name} yet.", name=(capwords(name) if name.islower() else name)[:NAME_MAX])
        if wanted and _NAME.fullmatch(wanted) and understand(words, busy=True).intent in ("none", "yes", "no"):
            raise NotUnderstood(hint)
        raise NotUnderstood


def _names_of(person: Customer) -> set[str]:
    first, last = person.first_name.casefold(), person.last_name.casefold()
    return {
        first,
        last or first,
        f"{first} {last}".strip(),
        person.short_name.casefold(),
        person.short_name.casefold().rstrip("."),
    }


class Choice(Answer[V], Generic[V]):
    """One of a few, by button, by its number or by its words."""

    ask = Ask.CHOICE

    def __init__(
        self, choices: Mapping[V, Button], *, slots: tuple[str, ...] = (), more: tuple[Button, ...] = ()
    ) -> None:
        """`choices` by what each means; their buttons carry `answer:` and the same word. `more` are no answers."""
        self._choices = choices
        self.buttons = (*choices.values(), *more)
        self.slots = slots

    def read(self, said: Message) -> V:
        """Return the choice."""
        wanted = said.button if said.kind is Kind.TAP else text_of(said).casefold()
        for choice in self._choices:
            if wanted == choice:
                return choice
        raise NotUnderstood

    def load(self, kept: Any) -> V:
        """Return the choice as kept, if it still is one."""
        for choice in self._choices:
            if kept == choice:
                return choice
        raise ValueError("no longer a choice")
