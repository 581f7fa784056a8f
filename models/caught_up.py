"""Caught up: how far a channel's own list of what customers wrote was compared with what we have.

Asked by bot/catching_up.py alone. Times are the wallet's, so that a sandbox whose clock was moved is read as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from .clock import from_ms, to_ms
from .flooding import CALM_MS, FLOOD


class CaughtUpRow(SQLModel, table=True):
    """One channel."""

    __tablename__ = "caught_up"

    channel: str = Field(primary_key=True)
    until: int = Field(sa_type=BigInteger, description="everything written before then is here")


@dataclass(frozen=True)
class Known:
    """Who has a number on a channel, as far as we have heard: her lasting id, and when she last wrote."""

    sender: str
    address: str
    language: str
    heard_at: datetime


@dataclass(frozen=True)
class Newest:
    """The last thing that somebody is known to have said."""

    key: str
    at: datetime


_UNTIL = text("SELECT until FROM caught_up WHERE channel = :channel")
_SET = text(
    "INSERT INTO caught_up (channel, until) VALUES (:channel, :until) "
    "ON CONFLICT (channel) DO UPDATE SET until = excluded.until WHERE caught_up.until < excluded.until"
)
_HAVE = text("SELECT 1 FROM messages WHERE delivery = :delivery")
_BY_NUMBER = text(
    "SELECT sender, address, language, last_in_at FROM identities WHERE phone = :phone AND channel = :channel "
    "ORDER BY last_in_at DESC, id DESC LIMIT 1"
)
_NEWEST = text(
    "SELECT delivery, created_at FROM messages WHERE conversation_id = (SELECT v.id FROM conversations v "
    "JOIN identities i ON i.id = v.identity_id WHERE i.channel = :channel AND i.sender = :sender) "
    "AND direction = 'in' ORDER BY id DESC LIMIT 1"
)
_LAST_KEPT = text(
    "SELECT error FROM messages WHERE conversation_id = (SELECT v.id FROM conversations v JOIN identities i "
    "ON i.id = v.identity_id WHERE i.channel = :channel AND i.sender = :sender) "
    "AND direction = 'in' AND created_at <= :at ORDER BY id DESC LIMIT 1"
)
_BY_ID = text(
    "SELECT sender, address, language, last_in_at FROM identities WHERE channel = :channel AND sender = :sender"
)


def caught_up(connection: Connection, channel: str) -> datetime | None:
    """Return until when the channel was compared, or None if it never was."""
    found = connection.execute(_UNTIL, {"channel": channel}).scalar_one_or_none()
    return from_ms(found) if found is not None else None


def set_caught_up(connection: Connection, channel: str, until: datetime) -> None:
    """Keep that everything before then is here; never a step back."""
    connection.execute(_SET, {"channel": channel, "until": to_ms(until)})


def not_here(connection: Connection, channel: str, keys: Sequence[str]) -> list[str]:
    """Return which of these deliveries were never kept."""
    asked = {key: connection.execute(_HAVE, {"delivery": f"{channel}:{key}"}).first() for key in keys}
    return [key for key, found in asked.items() if found is None]


def known_by_number(connection: Connection, channel: str, phone: str) -> Known | None:
    """Return who last wrote from this number, or None if nobody ever did."""
    return _known(connection.execute(_BY_NUMBER, {"channel": channel, "phone": phone}).one_or_none())


def known_by_id(connection: Connection, channel: str, sender: str) -> Known | None:
    """Return who has this lasting id, or None if she never wrote."""
    return _known(connection.execute(_BY_ID, {"channel": channel, "sender": sender}).one_or_none())


def last_kept(connection: Connection, channel: str, sender: str) -> Newest | None:
    """Return the last thing that she is known to have said, or None if she never wrote."""
    row = connection.execute(_NEWEST, {"channel": channel, "sender": sender}).one_or_none()
    return Newest((row.delivery or "").removeprefix(f"{channel}:"), from_ms(row.created_at)) if row else None


def in_a_flood(connection: Connection, channel: str, known: Known, at: datetime) -> bool:
    """Return whether a message of that time was one of a flood, of which only the first is kept.

    Each of a flood was heard, so what was written well after she was last heard is none of it.
    """
    if to_ms(at) > to_ms(known.heard_at) + CALM_MS:
        return False
    asked = {"channel": channel, "sender": known.sender, "at": to_ms(at)}
    return bool(connection.execute(_LAST_KEPT, asked).scalar_one_or_none() == FLOOD)


def _known(row: Any) -> Known | None:
    return Known(row.sender, row.address, row.language, from_ms(row.last_in_at)) if row is not None else None
