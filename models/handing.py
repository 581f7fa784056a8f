"""Handing: a conversation goes from a person back to the bot, and the customer says whether she was helped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.engine import Connection

from .cases import Case, answered, case, close, is_for_an_act, minutes_to_answer, note_helped
from .conversations import ConversationId, queue, set_mode
from .customers import Identity, lock_identity
from .orders import Desk, Fact, Order, Refusal, fact, handles

_IDENTITY_OF = text("SELECT identity_id FROM conversations WHERE id = :id")
_MODE = text("SELECT mode FROM conversations WHERE id = :id")
_LAST_WORDS = text(
    "SELECT text FROM messages WHERE conversation_id = :conversation AND direction = 'in' AND text <> '' "
    "ORDER BY id DESC LIMIT 1"
)
WORDS_SHOWN = 80


@fact("handed_back")
@dataclass(frozen=True)
class HandedBack(Fact):
    """A person is done; the bot answers again, and asks whether it helped."""

    by: str
    case: int = 0


@fact("staff_said")
@dataclass(frozen=True)
class StaffSaid(Fact):
    """What a person of KasPro writes, signed with her name."""

    by: str
    text: str


@fact("helped")
@dataclass(frozen=True)
class Helped(Fact):
    """The customer was helped."""


@fact("not_helped")
@dataclass(frozen=True)
class NotHelped(Fact):
    """The customer was not: her case is open again."""

    TO_PERSON = True
    minutes: int
    """How soon a person answers; 0 where no time can be named."""


@fact("nothing_to_rate")
@dataclass(frozen=True)
class NothingToRate(Refusal):
    """The case is not this conversation's, or she has said so already."""


@dataclass(frozen=True)
class SayWhetherHelped(Order[Fact]):
    """Keep whether a person's answer to the case helped."""

    case: int
    helped: bool


def conversation_identity(connection: Connection, conversation: ConversationId) -> Identity:
    """Return whose conversation it is, locked as a turn would lock it."""
    return lock_identity(connection, connection.execute(_IDENTITY_OF, {"id": conversation}).scalar_one())


def last_words(connection: Connection, conversation: ConversationId) -> str:
    """Return the beginning of what the customer last wrote there, as it is stored; nothing if she never wrote."""
    said = connection.execute(_LAST_WORDS, {"conversation": conversation}).scalar_one_or_none() or ""
    words = " ".join(said.split())
    return words if len(words) <= WORDS_SHOWN else words[: WORDS_SHOWN - 1] + "…"


def hand_back(connection: Connection, found: Case, *, by: str, at: datetime) -> bool:
    """Give the conversation of the case back to the bot; False if the bot had it: then the case is only closed.

    A case that an act has to end (`is_for_an_act`) stays as it is, whoever has the conversation.
    """
    if found.conversation is None:
        raise ValueError(f"case {found.id} has no conversation")
    identity = conversation_identity(connection, found.conversation)
    if connection.execute(_MODE, {"id": found.conversation}).scalar_one() != "person":
        if not is_for_an_act(found):
            close(connection, found.id)
        return False
    set_mode(connection, found.conversation, "bot")
    answered(connection, found.id, by=by, at=at)
    queue(connection, identity, found.conversation, at=at, fact=HandedBack(by=by, case=found.id))
    return True


@handles(SayWhetherHelped)
def say_whether_helped(desk: Desk, order: SayWhetherHelped) -> Fact:
    """Keep it; a case that was no help is open again, and the conversation a person's."""
    found = case(desk.connection, order.case)
    if found is None or found.conversation is None or found.conversation != desk.conversation:
        return NothingToRate()  # A button carries whatever its sender puts in it.
    if found.status == "open" and not found.helped:
        return NothingToRate()
    if found.helped == "yes":
        return Helped() if order.helped else NothingToRate()
    note_helped(desk.connection, found.id, helped=order.helped)
    return Helped() if order.helped else NotHelped(minutes=minutes_to_answer(desk.connection) or 0)
