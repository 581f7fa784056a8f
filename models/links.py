"""Keypad links: one page for one secret answer to one question.

128 bits, kept hashed, five minutes, bound to conversation, run and question (a money question carries its draft in its
name). Used up by the right answer; looking at the page changes nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from .clock import from_ms, to_ms
from .conversations import ConversationId
from .customers import CustomerId, IdentityId
from .database import BigId
from .executing import Write
from .figures import figure
from .secrets import Secrets


class LinkRow(SQLModel, table=True):
    """One link."""

    __tablename__ = "links"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    fingerprint: str = Field(unique=True)
    conversation_id: int = Field(sa_type=BigInteger, foreign_key="conversations.id", index=True)
    identity_id: int = Field(sa_type=BigInteger, foreign_key="identities.id")
    run_key: str
    question: str
    page: str = Field(description="what the page shows, in the customer's language, as JSON; no secret")
    outcome: str = Field(default="", description="what came of it, for the page that says so; empty while open")
    expires_at: int = Field(sa_type=BigInteger)
    closed_at: int | None = Field(default=None, sa_type=BigInteger)
    created_at: int = Field(sa_type=BigInteger)


@dataclass(frozen=True)
class Link:
    """A link that was found by its token."""

    id: int
    conversation: ConversationId
    identity: IdentityId
    channel: str
    sender: str
    address: str
    language: str
    run_key: str
    question: str
    page: dict[str, Any]
    outcome: dict[str, Any]
    created_at: datetime
    expires_at: datetime
    closed: bool

    def is_open(self, now: datetime) -> bool:
        """Return whether the page may still take an answer."""
        return not self.closed and now < self.expires_at


_ADD = text(
    "INSERT INTO links "
    "(fingerprint, conversation_id, identity_id, run_key, question, page, outcome, expires_at, created_at) "
    "VALUES (:fingerprint, :conversation, :identity, :run_key, :question, :page, '', :expires_at, :at)"
)
_FIND = text(
    "SELECT l.id, l.conversation_id, l.identity_id, i.channel, i.sender, i.address, i.language, "
    "l.run_key, l.question, l.page, l.outcome, l.created_at, l.expires_at, l.closed_at "
    "FROM links l JOIN identities i ON i.id = l.identity_id WHERE l.fingerprint = :fingerprint"
)
_CLOSE = text("UPDATE links SET closed_at = :at, outcome = :outcome WHERE id = :id AND closed_at IS NULL RETURNING id")
_STOP = text(
    "UPDATE links SET closed_at = COALESCE(closed_at, :at), outcome = :outcome WHERE outcome = '' AND expires_at > :at "
    "AND identity_id IN (SELECT id FROM identities WHERE customer_id = :customer)"
)
_STILL_OPEN = text("SELECT 1 FROM links WHERE id = :id AND closed_at IS NULL AND expires_at > :at")
_CLOSE_OTHERS = text("UPDATE links SET closed_at = :at WHERE conversation_id = :conversation AND closed_at IS NULL")


def make_link(
    connection: Connection,
    secrets: Secrets,
    *,
    conversation: ConversationId,
    identity: IdentityId,
    run_key: str,
    question: str,
    page: dict[str, Any],
    at: datetime,
) -> tuple[str, datetime]:
    """Return the token of a new link and when it expires; the conversation's earlier links are closed."""
    token = secrets.new_link()
    expires_at = at + timedelta(minutes=figure(connection, "link.minutes"))
    connection.execute(*links_closed(conversation, at=at))
    values = {
        "fingerprint": secrets.fingerprint("link", token),
        "conversation": conversation,
        "identity": identity,
        "run_key": run_key,
        "question": question,
        "page": json.dumps(page, ensure_ascii=False),
        "expires_at": to_ms(expires_at),
        "at": to_ms(at),
    }
    connection.execute(_ADD, values)
    return token, expires_at


def find_link(connection: Connection, secrets: Secrets, token: str) -> Link | None:
    """Return the link with this token, open or not, or None."""
    row = connection.execute(_FIND, {"fingerprint": secrets.fingerprint("link", token)}).one_or_none()
    if row is None:
        return None
    return Link(
        id=row.id,
        conversation=ConversationId(row.conversation_id),
        identity=IdentityId(row.identity_id),
        channel=row.channel,
        sender=row.sender,
        address=row.address,
        language=row.language,
        run_key=row.run_key,
        question=row.question,
        page=json.loads(row.page),
        outcome=json.loads(row.outcome) if row.outcome else {},
        created_at=from_ms(row.created_at),
        expires_at=from_ms(row.expires_at),
        closed=row.closed_at is not None,
    )


def still_open(connection: Connection, link: int, at: datetime) -> bool:
    """Return whether the link takes an answer; asked once more with its conversation locked."""
    return connection.execute(_STILL_OPEN, {"id": link, "at": to_ms(at)}).first() is not None


def use_up(connection: Connection, link: int, outcome: dict[str, Any], *, at: datetime) -> bool:
    """Close the link with what came of it; False when it was closed before."""
    values = {"id": link, "outcome": json.dumps(outcome, ensure_ascii=False), "at": to_ms(at)}
    return connection.execute(_CLOSE, values).first() is not None


def stop_links(connection: Connection, customer: CustomerId, told: dict[str, Any], *, at: datetime) -> None:
    """Close the customer's links on all her channels; pages that took nothing and may still be looked at say why."""
    outcome = json.dumps({"fact": told}, ensure_ascii=False)
    connection.execute(_STOP, {"customer": customer, "outcome": outcome, "at": to_ms(at)})


def links_closed(conversation: ConversationId, *, at: datetime) -> Write:
    """Return what closes every open link of the conversation: its question is over."""
    return _CLOSE_OTHERS, {"conversation": conversation, "at": to_ms(at)}
