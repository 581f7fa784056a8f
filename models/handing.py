"""Handing: a conversation goes from a person back to the bot."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.engine import Connection

from .conversations import ConversationId
from .customers import Identity, lock_identity
from .orders import Fact, fact

_IDENTITY_OF = text("SELECT identity_id FROM conversations WHERE id = :id")


@fact("handed_back")
@dataclass(frozen=True)
class HandedBack(Fact):
    """A person is done; the bot answers again."""

    by: str


@fact("staff_said")
@dataclass(frozen=True)
class StaffSaid(Fact):
    """What a person of KasPro writes, signed with her name."""

    by: str
    text: str


def conversation_identity(connection: Connection, conversation: ConversationId) -> Identity:
    """Return whose conversation it is, locked as a turn would lock it."""
    return lock_identity(connection, connection.execute(_IDENTITY_OF, {"id": conversation}).scalar_one())
