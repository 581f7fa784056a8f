"""What a flow sees: `ask`, `once`, `agree`, `end`, and the run that is replayed.

A flow is a plain function from what has been said to what comes next. `ask` returns a known answer or stops the
function there; the next message runs it again from its first line. It changes nothing but by orders.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Generic, NoReturn, Protocol, TypeVar

from bot.guide import Guide
from bot.message import Ask, Button, Kind, Message, Reply, Words
from bot.understand.agreement import agreement
from models.orders import Agreed, Desk, Fact, Order, carry_out, keep, recall
from models.plain import Plain, digest

T = TypeVar("T")
F = TypeVar("F", bound=Fact)
O = TypeVar("O", bound=Order[Any])  # noqa: E741  an order, as everywhere else

EARLY = "early"
"""The channel of words that were said before their question was asked."""
AGREE = "agree "
PIN = "pin "


class NotUnderstood(Exception):
    """The message is no answer to this question; it may be a correction, or about something else.

    `hint` says how an answer looks, should it turn out to be neither.
    """

    def __init__(self, hint: Words | None = None) -> None:
        super().__init__()
        self.hint = hint


class Refused(Exception):
    """The message answers, and the answer cannot be taken. `forget` names an earlier answer that is asked again."""

    def __init__(self, why: Fact | Reply, *, forget: str = "") -> None:
        super().__init__(str(why))
        self.why = why
        self.forget = forget


@dataclass(frozen=True)
class Field:
    """What a page has in the place of the keypad for a PIN."""

    kind: str
    """`number`: a field for the number of an identity card; `photo`: a file, or the camera."""
    label: Words
    hints: tuple[Words, ...] = ()
    """What the number looks like, or what must be seen on the photo."""
    camera: str = "environment"
    """For a photo, which of a phone's cameras: `environment` looks away from her, `user` at her."""


class Answer(ABC, Generic[T]):
    """A sort of answer: an amount, a person, a new PIN. Law: `load(dump(x)) == x`."""

    slots: tuple[str, ...] = ()
    """What understanding may have found for it in an earlier sentence."""
    secret = False
    """Its digits are masked before anything is stored, and a keypad page is offered."""
    kept = True
    """Whether the run holds it; a PIN is never held."""
    proof = False
    """`back` stops here."""
    optional = False
    """It is never asked for of itself: it is said early, added at the review, or changed."""
    digits = False
    """Six digits are a fair answer here, and no PIN typed out of turn."""
    ask = Ask.ANSWER
    buttons: tuple[Button, ...] = ()
    tries = False
    """Whether it is the customer's own PIN, whose wrong tries are counted and which may be forgotten."""
    page: Words | None = None
    """The label of the button to a page of its own, for answers that have one."""
    field: Field | None = None
    """What that page asks for, when it is no PIN."""
    wants: str = ""
    """`photo`, or `number` of an identity card: then what may be such a number is masked, and belongs on the page."""

    @abstractmethod
    def read(self, said: Message) -> T:
        """Return what the message means; raise `NotUnderstood` or `Refused`."""

    def dump(self, value: T) -> Plain:
        """Return the answer as the run holds it."""
        plain: Any = value
        return plain  # type: ignore[no-any-return]  # answers that are not plain say how

    def load(self, kept: Any) -> T:
        """Return the answer that `dump` made plain; raise `ValueError` to have it asked again."""
        value: T = kept
        return value


class Agreement(Answer[bool]):
    """Yes, and nothing but yes."""

    ask = Ask.CONSENT

    def __init__(self, *buttons: Button) -> None:
        self.buttons = buttons

    def read(self, said: Message) -> bool:
        """Return True for a whole message of agreement; a plain no is left to the engine, which cancels."""
        if said.kind is Kind.TAP and said.button == "yes":
            return True
        if said.kind is Kind.TEXT and not said.edited and agreement(said.text):
            return True
        raise NotUnderstood

    def load(self, kept: Any) -> bool:
        """Return True; whatever else is kept is no agreement."""
        if kept is not True:
            raise ValueError("not agreed")
        return True


@dataclass
class Run:
    """A flow in progress: one JSON value, and nothing else."""

    flow: str
    key: str
    """The idempotency key of its orders."""
    answers: dict[str, Plain] = field(default_factory=dict)
    """By name, in the order given."""
    facts: dict[str, Plain] = field(default_factory=dict)
    """What orders carried out on the way said."""
    early: dict[str, str] = field(default_factory=dict)
    """Said early, by slot: the amount in "send 50k to Budi"."""
    asked: str = ""
    """The question which now lies with the customer."""
    secret: bool = False
    """Whether that question asks for a secret."""
    digits: bool = False
    """Whether six digits are a fair answer to it."""
    keypad: bool = False
    """Whether a page of its own is offered for it."""
    wants: str = ""
    """Whether it asks for a `photo`, or for the `number` of an identity card."""
    photos: int = 0
    """How many photos answered its questions."""
    album: str = ""
    """The photos sent together of which one was an answer here: the others are none."""
    at: int = 0
    """When it was last worked on, in milliseconds."""

    @property
    def tag(self) -> str:
        """What a button under the open question carries: it holds for this run and question only."""
        return self.mark + digest(self.key, self.asked)[:10]

    @property
    def mark(self) -> str:
        """The part of the tag by which a button whose question is over is still known as this run's."""
        return digest(self.key)[:6]


@dataclass(frozen=True)
class Topic:
    """How a run is spoken of when it is not at hand."""

    short: Words
    """the transfer"""
    full: Words | None = None
    """the transfer of *Rp60,000* to Sari W."""
    matter: Words | None = None
    """*Rp60,000* to Sari W."""


@dataclass(frozen=True)
class Card:
    """What a keypad page shows above the PIN."""

    heading: Words
    name: str
    detail: Words
    amount: Words
    fee: Words
    submit: Words


class Stop(BaseException):
    """A flow stops here for this turn: no error, so no `except Exception` holds it up."""


class Question(Stop):
    """The flow waits for an answer."""

    def __init__(
        self, name: str, answer: Answer[Any], prompt: Words, *, why: Fact | Reply | None, card: Card | None
    ) -> None:
        super().__init__(name)
        self.name = name
        self.answer = answer
        self.prompt = prompt
        self.why = why
        self.card = card


class Ended(Stop):
    """The flow ended with these words and without an order."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply)
        self.reply = reply


class Again(Stop):
    """An answer was taken back: the flow is run once more."""


class PinAnswer(Protocol):
    """How the engine hands in the answer that checks a PIN (`flows.secrets.PinOf`)."""

    def __call__(self, chat: Chat, order: Order[Any]) -> Answer[Any]:
        """Return the answer that only the order's payer can give."""


class Chat:
    """One replay of a flow over its run, with what was said in this turn."""

    def __init__(
        self,
        run: Run,
        desk: Desk,
        said: Message | None,
        *,
        labels: Callable[[Words], str],
        pin: PinAnswer,
        guide: Guide,
        pages: bool = True,
        dry: bool = False,
    ) -> None:
        """`labels` says a button's label in the customer's language; a `dry` replay carries nothing out.

        Without `pages` there are none: whatever is secret is typed.
        """
        self.run = run
        self.desk = desk
        self.guide = guide
        self.pages = pages
        self.topic: Topic | None = None
        self.why: Fact | Reply | None = None
        self.trail: list[tuple[str, Answer[Any]]] = []
        self.answered = ""
        """The question that this turn's message answered, if any."""
        self._said = said
        self._labels = labels
        self._pin = pin
        self._dry = dry

    def ask(
        self,
        name: str,
        answer: Answer[T],
        prompt: Words,
        *,
        unless: Callable[[T], Fact | None] | None = None,
        card: Card | None = None,
    ) -> T:
        """Return the answer called `name`; without one that holds, stop here and put `prompt`.

        `unless` gives a refusal, and is asked again on every replay: should the world change, the question reopens.
        """
        self.trail.append((name, answer))
        value = self._known(name, answer)
        if value is None:
            value = self._heard(name, answer) or self._early(name, answer)
        if value is not None:
            refusal = unless(value[0]) if unless else None
            if refusal is None:
                return value[0]
            self.run.answers.pop(name, None)
            self.why = refusal
        why, self.why = self.why, None
        raise Question(name, answer, prompt, why=why, card=card)

    def once(self, order: Order[F]) -> F:
        """Have the order carried out in this turn's commit, once in this run; return what it said. Never a secret."""
        name = f"{type(order).__name__} {digest(order)}"
        if name not in self.run.facts:
            if self._dry:
                raise Again
            self.run.facts[name] = keep(carry_out(self.desk, order))
        kept: Any = self.run.facts[name]
        try:
            return recall(kept)  # type: ignore[return-value]  # the handler of this order returned it
        except (ValueError, TypeError, LookupError):
            del self.run.facts[name]  # As with an answer that a newer release cannot read.
            return self.once(order)

    def agree(
        self, order: O, sentence: Words, *, pin: Words, card: Card | None = None, buttons: tuple[Button, ...] = ()
    ) -> Agreed[O]:
        """Have exactly this order, in exactly these words, agreed to and signed with the PIN in this very turn."""
        draft = digest(order, sentence)
        for name in [each for each in self.run.answers if each.startswith(AGREE) and each != AGREE + draft]:
            del self.run.answers[name]  # An agreement to other words is none, even if these words come back.
        self.ask(AGREE + draft, Agreement(*buttons), sentence)
        self.ask(PIN + draft, self._pin(self, order), pin, card=card)
        return Agreed(order, draft)

    def end(self, words: Words | tuple[Words, ...], *buttons: Button) -> NoReturn:
        """End the flow with these words."""
        raise Ended(Reply(words, buttons, Ask.CHOICE if buttons else Ask.NOTHING))

    def forget(self, *names: str) -> NoReturn:
        """Take answers back and run the flow once more."""
        for name in names:
            self.run.answers.pop(name, None)
        raise Again

    def _known(self, name: str, answer: Answer[T]) -> tuple[T] | None:
        if name not in self.run.answers:
            return None
        try:
            return (answer.load(self.run.answers[name]),)
        except (ValueError, TypeError, LookupError):
            del self.run.answers[name]  # An answer that a newer release cannot read is asked again.
            return None

    def _heard(self, name: str, answer: Answer[T]) -> tuple[T] | None:
        if self._said is None or self.run.asked != name:
            return None
        said, self._said = self._as_tap(self._said, answer), None
        try:
            value = answer.read(said)
        except Refused as refused:
            self.answered = name
            self.why = refused.why
            if refused.forget:
                self.forget(refused.forget)
            return None
        self.answered = name
        return self._keep(name, answer, value)

    def _early(self, name: str, answer: Answer[T]) -> tuple[T] | None:
        for slot in answer.slots:
            words = self.run.early.pop(slot, None)
            if words is None:
                continue
            try:
                return self._keep(name, answer, answer.read(Message(EARLY, "", "", text=words)))
            except NotUnderstood as miss:
                self.why = Reply(miss.hint) if miss.hint else self.why
            except Refused as refused:
                self.why = refused.why
                self._drop_early(answer)  # A number that is refused is not exchanged for the name beside it.
        return None

    def _drop_early(self, answer: Answer[Any]) -> None:
        for slot in answer.slots:
            self.run.early.pop(slot, None)

    def _keep(self, name: str, answer: Answer[T], value: T) -> tuple[T]:
        self._drop_early(answer)  # What was said beside it must not come back once it is changed.
        if answer.kept:
            self.run.answers[name] = answer.dump(value)
        return (value,)

    def _as_tap(self, said: Message, answer: Answer[Any]) -> Message:
        """A button's words, or its number in a numbered menu, are a tap on it."""
        if said.kind is not Kind.TEXT or said.edited:
            return said
        answers = [button for button in answer.buttons if button.does.startswith("answer:")]
        typed = said.text.strip().casefold()
        for number, button in enumerate(answer.buttons, start=1):
            numbered = answer.ask is Ask.CHOICE and typed == str(number)
            if button in answers and (numbered or typed == self._labels(button.label).casefold()):
                return replace(said, kind=Kind.TAP, button=button.does.removeprefix("answer:"))
        return said


@dataclass(frozen=True)
class Flow:
    """A registered flow."""

    name: str
    play: Callable[..., Any]
    who: str
    """`customers`, `strangers` (who have no wallet yet) or `all`."""
    money: bool
    """Whether money moves by it: then what is left unfinished is told with "no money has moved"."""
    while_blocked: bool = False
    """Whether a customer whose account is blocked may have it."""
    takes: Callable[[Any, Message], bool] | None = None
    """Whether a photo or the like that answers no open question begins it: asked with the customer and the message."""
    cancels: Callable[[Any], Reply | None] | None = None
    """What can still be cancelled by it, with its button: asked with the customer who cancels and has nothing open."""


FLOWS: dict[str, Flow] = {}

P = TypeVar("P", bound=Callable[..., Any])


def flow(
    name: str,
    *,
    who: str = "customers",
    money: bool = False,
    while_blocked: bool = False,
    takes: Callable[[Any, Message], bool] | None = None,
    cancels: Callable[[Any], Reply | None] | None = None,
) -> Callable[[P], P]:
    """Register a flow under the intent that starts it."""

    def register(play: P) -> P:
        if name in FLOWS:
            raise RuntimeError(f"{name} is a flow already")
        FLOWS[name] = Flow(name, play, who, money, while_blocked, takes, cancels)
        return play

    return register
