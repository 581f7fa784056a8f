"""Orders, facts, refusals: how a conversation has something done.

A flow orders (`SendMoney`), a handler carries out and returns what came of it: a fact (`Sent`) or a refusal. Orders
that need the customer's consent reach their handler only as `Agreed`, which nobody but `bot.chat` makes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from sqlalchemy.engine import Connection

from .plain import Plain, dump, load
from .secrets import Secrets
from .slow import Slow

if TYPE_CHECKING:  # It works with a desk itself.
    from .photo_desk import PhotoDesk


@dataclass(frozen=True)
class Fact:
    """What came of an order. `NAME` is kept in rows for good and never changes."""

    NAME: ClassVar[str] = ""
    SAY: ClassVar[str] = "last"
    """Where it is told: `last` is the channel last written on, `all` is every channel of the customer."""
    TO_PERSON: ClassVar[bool] = False
    """Whether a person has the conversation from then on: the order opened a case in it."""


@dataclass(frozen=True)
class Refusal(Fact):
    """Why not. Expected, so a value; worded by the flow like any fact."""


F = TypeVar("F", bound=Fact)


@dataclass(frozen=True)
class Order(Generic[F]):
    """What a flow asks to be carried out. `key` makes the same order twice one order."""

    key: str


O_co = TypeVar("O_co", bound="Order[Any]", covariant=True)


@dataclass(frozen=True)
class Agreed(Generic[O_co]):
    """Proof that the customer agreed to exactly this order in these words, and gave the PIN for it in this turn."""

    order: O_co
    draft: str


@dataclass(frozen=True)
class Desk:
    """What a handler works with: the turn's transaction, its time, what it may hash and seal with."""

    connection: Connection
    now: datetime
    secrets: Secrets
    slow: Slow
    conversation: int | None = None
    """The conversation whose turn it is, if it is one's."""
    message: int | None = None
    """The row of the message that is answered, if one is: what is told in this turn is told because of it."""
    told: list[tuple[int, Fact]] = field(default_factory=list)
    """Whom handlers told what in this turn; the engine does not say it again."""
    photos: PhotoDesk | None = None
    """What fetches and keeps photos, where any are taken."""


Handler = Callable[[Desk, Any], Fact]
_HANDLERS: dict[type, Handler] = {}
_FACTS: dict[str, type[Fact]] = {}

H = TypeVar("H", bound=Callable[..., Fact])
C = TypeVar("C", bound=type[Fact])


def handles(order: type, *, agreed: bool = False) -> Callable[[H], H]:
    """Register the one function that carries out orders of this sort; with `agreed`, only ones that were agreed to."""

    def register(handler: H) -> H:
        if order in _HANDLERS:
            raise RuntimeError(f"{order.__name__} has a handler already")
        _HANDLERS[order] = handler
        handler.__dict__["agreed"] = agreed
        return handler

    return register


def fact(name: str) -> Callable[[C], C]:
    """Give a fact or refusal the fixed name under which rows keep it."""

    def register(kind: C) -> C:
        if name in _FACTS:
            raise RuntimeError(f"{name} is a fact already")
        kind.NAME = name
        _FACTS[name] = kind
        return kind

    return register


def carry_out(desk: Desk, order: Order[Any] | Agreed[Any]) -> Fact:
    """Have the order carried out in this transaction and return what came of it."""
    agreed = isinstance(order, Agreed)
    handler = _HANDLERS[type(order.order if isinstance(order, Agreed) else order)]
    if handler.__dict__["agreed"] is not agreed:
        raise RuntimeError(f"{handler.__name__} takes {'only' if not agreed else 'no'} agreed orders")
    return handler(desk, order)


def keep(told: Fact) -> dict[str, Plain]:
    """Return the fact as rows keep it."""
    return {"fact": told.NAME, "is": dump(told)}


def recall(kept: dict[str, Any]) -> Fact:
    """Return the fact that `keep` made plain."""
    return load(_FACTS[kept["fact"]], kept["is"])


def all_facts() -> dict[str, type[Fact]]:
    """Return every fact by its name, for tests that require words for each."""
    return dict(_FACTS)
