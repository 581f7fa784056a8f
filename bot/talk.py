"""Talk: what a turn works with, and what it says that needs no flow: menu, hello, help, a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot import buttons
from bot.chat import Flow, PinAnswer, Question, Run
from bot.contact import SUPPORT_EMAIL, SUPPORT_PHONE
from bot.guide import Guide
from bot.masking import Masked
from bot.message import Ask, Message, Reply, Traits, Words
from bot.state import State
from bot.words import Speaker, answered_when, counted, t
from models.away import welcomed
from models.cases import CaseKind, minutes_to_answer, open_case
from models.conversations import Conversation
from models.customers import Identity, Tier
from models.me import Stranger, who_is
from models.orders import Desk, Fact


@dataclass
class Outcome:
    """What came of a turn."""

    state: State
    mode: str
    replies: list[Reply] = field(default_factory=list)
    question: Question | None = None
    """The question now put, with the run it belongs to."""
    run: Run | None = None
    answered: tuple[str, str, str] = ("", "", "")
    """Flow, question and run that the message answered."""
    fact: Fact | None = None
    """What an order said, for the keypad page."""
    refused: Fact | Reply | None = None
    """Why a secret answer was not taken, for the keypad page."""
    topic: Words | None = None
    """What the question is about."""
    stale: bool = False
    """The button or page was for a question that is over."""
    stands: bool = False
    """The question that was open is neither answered nor put again: it stays open as it was."""


class Talk:
    """One message of one person, worked on within one transaction, and what is said back."""

    def __init__(
        self,
        desk: Desk,
        conversation: Conversation,
        said: Message,
        *,
        masked: Masked,
        traits: Traits,
        flows: Mapping[str, Flow],
        pin: PinAnswer,
        guide: Guide,
        shown: Mapping[str, str],
        typed_pins: bool,
        pages: bool,
    ) -> None:
        """`shown` are the numbered choices last shown; without `typed_pins` a PIN is taken on its page only.

        Without `pages` there are none.
        """
        self.desk = desk
        self.said = said
        self.state = State.load(conversation.state)
        self.identity: Identity = conversation.identity
        self.outcome = Outcome(self.state, conversation.mode)
        self._conversation = conversation
        self._masked = masked
        self._traits = traits
        self._flows = flows
        self._pin = pin
        self._guide = guide
        self._shown = shown
        self._typed_pins = typed_pins
        self._pages = pages
        self._hint: Words | None = None
        self._was_with_person = conversation.mode == "person"
        self._stopped_by_block = False
        self._was_away = False

    @property
    def _run(self) -> Run | None:
        return self.state.runs[0] if self.state.runs else None

    def _speaker(self) -> Speaker:
        return Speaker(self.identity.language, self.desk.now)

    def _words(self) -> str:
        """Return what was said, without digits that may be a secret one: a PIN is never an amount."""
        return self._masked.text

    def _say(self, reply: Reply) -> None:
        self.state.put = False
        self.outcome.replies.append(reply)

    def _understood(self) -> None:
        self.state.misses = 0

    def _welcome_back(self) -> None:
        """Tell who blocked the bot, and writes again, how many notices of money were lost meanwhile."""
        missed, self._was_away = self.identity.away - 1, True
        welcomed(self.desk.connection, self.identity.id)
        if missed > 0:
            words = counted(
                "While the bot was blocked here: one notice about your money. It is in your history.",
                "While the bot was blocked here: {count} notices about your money. They are in your history.",
                missed,
            )
            self._say(Reply(words, (buttons.SEE_HISTORY,), Ask.CHOICE))

    def _menu(self) -> None:
        person = who_is(self.desk, self.identity)
        if isinstance(person, Stranger):
            self._hello()
            return
        if not person.customer.may_move_money:
            self._blocked()
            return
        shown = [
            buttons.CHECK_BALANCE,
            buttons.SEND_MONEY,
            buttons.TOP_UP,
            buttons.SEE_HISTORY,
            buttons.CHANGE_PIN,
            buttons.CHANGE_LANGUAGE,
            buttons.TALK_TO_A_PERSON,
        ]
        premium = person.tier is Tier.PREMIUM
        shown.insert(shown.index(buttons.TOP_UP) + 1, buttons.WITHDRAW if premium else buttons.GO_PREMIUM)
        run = self._run
        if run is not None:
            shown.insert(0, buttons.CONTINUE)
        asked = t("What would you like to do, {name}?", name=person.customer.first_name)
        self._say(Reply(asked, tuple(shown), Ask.CHOICE))

    def _hello(self) -> None:
        words = t("Hello! This is the KasPro bot: top up, pay, send money, withdraw cash.")
        other = buttons.SPEAK_INDONESIAN if self.identity.language == "en" else buttons.SPEAK_ENGLISH
        going_on = (buttons.CONTINUE,) if self._run is not None else ()
        self._say(Reply(words, (*going_on, buttons.SIGN_UP, buttons.LINK_ACCOUNT, other), Ask.CHOICE))

    def _blocked(self) -> None:
        """What a customer whose account is blocked still has, and how it is reactivated (FAQ 8)."""
        words = t(
            "⚠️ Your account is blocked: no money goes in or out. Balance, history and questions still work here. "
            "Reactivate it by {phone} or {email}.",
            phone=SUPPORT_PHONE,
            email=SUPPORT_EMAIL,
        )
        offered = (buttons.CHECK_BALANCE, buttons.SEE_HISTORY, buttons.TALK_TO_A_PERSON)
        self._say(Reply(words, offered, Ask.CHOICE))

    def _help(self) -> None:
        person = who_is(self.desk, self.identity)
        if isinstance(person, Stranger):
            self._hello()
            return
        words = t(
            "Write it in your own words, for example: balance, send 50k to 0812…, top up by BCA, history, change PIN."
        )
        self._say(Reply(words, (buttons.SEE_MENU, buttons.TALK_TO_A_PERSON), Ask.CHOICE))

    def _hand_over(self, kind: CaseKind) -> None:
        """Open a case and be silent until a person, or the customer, hands back."""
        open_case(
            self.desk.connection,
            kind,
            at=self.desk.now,
            conversation=self._conversation.id,
            customer=self.identity.customer_id,
        )
        self.outcome.mode = "person"
        when = answered_when(minutes_to_answer(self.desk.connection))
        if kind is CaseKind.NOT_UNDERSTOOD:
            words = t("Three times not understood, so a person will help, {when}. No need to say it again.", when=when)
        else:
            words = t("A person will answer here, {when}. You can write already what it is about.", when=when)
        self._say(Reply(words, (buttons.BACK_TO_BOT,), Ask.CHOICE))
