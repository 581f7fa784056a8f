"""The outbox: which message goes next, and how its sending ended. Only the sender uses it.

A lane is one channel and address; what goes down a lane goes in order, one at a time. Silent acts neither wait for its
messages nor hold them up. Claims are leases in real time: a sender that dies leaves a lease, and what it held ends as
`unknown`, for it may have been sent.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, bindparam, text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from .clock import real_now, to_ms
from .conversations import ConversationId, MessageId

LEASE = timedelta(seconds=60)
SILENT = ("delete", "answer_tap", "drop_buttons", "typing")


class LaneRow(SQLModel, table=True):
    """When the next message may go down a lane."""

    __tablename__ = "lanes"

    lane: str = Field(primary_key=True)
    not_before: int = Field(default=0, sa_type=BigInteger, description="real time")


class StatusRow(SQLModel, table=True):
    """What a channel reported of a message, perhaps before we knew the message's id."""

    __tablename__ = "statuses"

    channel: str = Field(primary_key=True)
    provider_id: str = Field(primary_key=True)
    status: str = Field(primary_key=True)
    error: str = Field(default="")
    at: int = Field(sa_type=BigInteger)


@dataclass(frozen=True)
class Claimed:
    """A message that this sender, and nobody else, now sends."""

    id: MessageId
    conversation: ConversationId | None
    kind: str
    channel: str
    lane: str
    address: str
    text: str
    extra: dict[str, Any]
    sealed: bytes | None
    language: str
    fact: str
    fact_data: dict[str, Any]
    attempts: int
    created_at: int
    asks: bool
    """Whether it puts a question, which nobody waits for after a while."""


_HEADS = (
    "SELECT m.id FROM messages m LEFT JOIN lanes l ON l.lane = m.lane "
    "WHERE m.status = 'queued' AND m.not_before <= :now AND m.channel IN :channels "
    "AND (:lane = '' OR m.lane = :lane OR m.reply_to IN (SELECT id FROM messages WHERE lane = :lane)) "
    f"AND (COALESCE(l.not_before, 0) <= :now OR m.kind IN {SILENT}) "
    "AND NOT EXISTS (SELECT 1 FROM messages e "
    "WHERE e.lane = m.lane AND e.status IN ('queued', 'sending') AND e.id < m.id "
    f"AND (e.kind IN {SILENT}) = (m.kind IN {SILENT})) "
    "ORDER BY m.id LIMIT :count"
)
_COLUMNS = (
    "id, conversation_id, kind, channel, lane, text, extra, sealed, language, fact, fact_data, attempts, created_at, "
    "question"
)
_CLAIM = {
    "sqlite": text(
        f"UPDATE messages SET status = 'sending', lease_until = :until, attempts = attempts + 1 WHERE id IN ({_HEADS}) "
        f"RETURNING {_COLUMNS}"
    ).bindparams(bindparam("channels", expanding=True)),
    "postgresql": text(
        f"UPDATE messages SET status = 'sending', lease_until = :until, attempts = attempts + 1 WHERE id IN ("
        f"SELECT id FROM messages WHERE id IN ({_HEADS}) AND status = 'queued' ORDER BY id FOR UPDATE SKIP LOCKED) "
        f"RETURNING {_COLUMNS}"
    ).bindparams(bindparam("channels", expanding=True)),
}
_WORDED = text("UPDATE messages SET text = :text, extra = :extra WHERE id = :id")
_MARK = text(
    "UPDATE messages SET status = :status, error = :error, provider_id = :provider_id, sealed = NULL, sent_at = :at "
    "WHERE id = :id AND status = 'sending'"
)
_AGAIN = text(
    "UPDATE messages SET status = 'queued', error = :error, not_before = :at WHERE id = :id AND status = 'sending'"
)
_PACE = text(
    "INSERT INTO lanes (lane, not_before) VALUES (:lane, :at) "
    "ON CONFLICT (lane) DO UPDATE SET not_before = excluded.not_before"
)
_LEFT_BEHIND = text(
    "UPDATE messages SET status = 'unknown', sealed = NULL, error = 'the sender stopped while sending' "
    "WHERE status = 'sending' AND lease_until < :now RETURNING id"
)
_NEXT_DUE = text(
    "SELECT MIN(CASE "
    f"WHEN COALESCE(l.not_before, 0) > m.not_before AND m.kind NOT IN {SILENT} THEN l.not_before "
    "ELSE m.not_before END) "
    "FROM messages m LEFT JOIN lanes l ON l.lane = m.lane WHERE m.status = 'queued' AND m.channel IN :channels"
).bindparams(bindparam("channels", expanding=True))
_LEASE_OVER = text("SELECT 1 FROM messages WHERE status = 'sending' AND lease_until < :now LIMIT 1")
_KNOWN = text("SELECT 1 FROM messages WHERE channel = :channel AND provider_id = :provider_id LIMIT 1")
_WAITING = text("SELECT COUNT(*) FROM messages WHERE lane = :lane AND status = 'queued' AND kind = 'text'")
_PENDING = text(
    "SELECT COUNT(*) FROM messages m WHERE m.status IN ('queued', 'sending') AND m.channel IN :channels "
    "AND (:lane = '' OR m.lane = :lane OR m.reply_to IN (SELECT id FROM messages WHERE lane = :lane))"
).bindparams(bindparam("channels", expanding=True))
_BLOCKED = text(
    "UPDATE identities SET blocked_us = true WHERE id = "
    "(SELECT identity_id FROM conversations WHERE id = :conversation)"
)
_DROP_LANE = text(
    "UPDATE messages SET status = 'failed', sealed = NULL, error = 'the customer blocked the bot' "
    "WHERE lane = :lane AND status = 'queued'"
)
_REPORT = text(
    "INSERT INTO statuses (channel, provider_id, status, error, at) "
    "VALUES (:channel, :provider_id, :status, :error, :at) "
    "ON CONFLICT (channel, provider_id, status) DO NOTHING"
)
_REPORTED = text("SELECT status, error FROM statuses WHERE channel = :channel AND provider_id = :provider_id")
_STEP = text(
    "UPDATE messages SET status = :status, error = :error WHERE channel = :channel AND provider_id = :provider_id "
    "AND direction = 'out' AND status IN ('sent', 'delivered', 'unknown', 'failed')"
)
_RANKS = {"sent": 1, "failed": 2, "delivered": 3, "read": 4}
_WORDS_FOR = {"undelivered": "failed"}


def claim(
    connection: Connection, *, channels: Sequence[str], lane: str = "", now: datetime, count: int
) -> list[Claimed]:
    """Take the first message of up to `count` free lanes, for a minute; with `lane`, of that one and of SMS."""
    values = {"now": to_ms(now), "until": to_ms(now + LEASE), "count": count, "channels": list(channels), "lane": lane}
    rows = connection.execute(_CLAIM[connection.dialect.name], values)
    found = [
        Claimed(
            id=MessageId(row.id),
            conversation=row.conversation_id,
            kind=row.kind,
            channel=row.channel,
            lane=row.lane,
            address=row.lane.partition(":")[2],
            text=row.text,
            extra=json.loads(row.extra),
            sealed=row.sealed,
            language=row.language,
            fact=row.fact,
            fact_data=json.loads(row.fact_data),
            attempts=row.attempts,
            created_at=row.created_at,
            asks=row.question != "",
        )
        for row in rows
    ]
    return sorted(found, key=lambda claimed: claimed.id)


def store_words(connection: Connection, message: MessageId, *, text: str, extra: dict[str, Any]) -> None:
    """Keep how a fact was worded, before it is sent."""
    connection.execute(_WORDED, {"id": message, "text": text, "extra": json.dumps(extra, ensure_ascii=False)})


def mark(
    connection: Connection, message: MessageId, status: str, *, at: datetime, provider_id: str = "", error: str = ""
) -> None:
    """Write down a final outcome; what was sealed is wiped."""
    values = {"id": message, "status": status, "error": error, "provider_id": provider_id, "at": to_ms(at)}
    connection.execute(_MARK, values)


def put_back(connection: Connection, message: MessageId, *, at: datetime, error: str) -> None:
    """Queue a message again that was certainly not sent, for that time."""
    connection.execute(_AGAIN, {"id": message, "at": to_ms(at), "error": error})


def pace(connection: Connection, lane: str, until: datetime) -> None:
    """Keep the lane quiet until then."""
    connection.execute(_PACE, {"lane": lane, "at": to_ms(until)})


def leave_behind(connection: Connection, *, now: datetime) -> int:
    """End what a dead sender held as `unknown`, and return how many there were."""
    return len(connection.execute(_LEFT_BEHIND, {"now": to_ms(now)}).all())


def something_to_do(connection: Connection, channels: Sequence[str]) -> bool:
    """Return whether a message may go now, or a lease is over. Read without the writers' gate: a look, no claim."""
    at = to_ms(real_now(connection))
    due: int | None = connection.execute(_NEXT_DUE, {"channels": list(channels)}).scalar_one_or_none()
    return (due is not None and due <= at) or connection.execute(_LEASE_OVER, {"now": at}).first() is not None


def known_ids(connection: Connection, channel: str, found: Sequence[str]) -> set[str]:
    """Return which of these ids of a channel belong to messages that are known to be sent."""
    asked = [{"channel": channel, "provider_id": each} for each in found]
    return {each["provider_id"] for each in asked if connection.execute(_KNOWN, each).first() is not None}


def waiting_in(connection: Connection, lane: str) -> int:
    """Return how many messages wait in a lane."""
    return int(connection.execute(_WAITING, {"lane": lane}).scalar_one())


def pending(connection: Connection, *, channels: Sequence[str], lane: str = "") -> int:
    """Return how many messages of these channels are not out yet."""
    return int(connection.execute(_PENDING, {"channels": list(channels), "lane": lane}).scalar_one())


def blocked(connection: Connection, conversation: ConversationId | None, lane: str) -> None:
    """The customer blocked the bot: nothing more goes down this lane until she writes again."""
    connection.execute(_BLOCKED, {"conversation": conversation})
    connection.execute(_DROP_LANE, {"lane": lane})


def report(connection: Connection, channel: str, provider_id: str, status: str, *, error: str, at: datetime) -> None:
    """Take note of what the channel says became of a message, in whatever order it says so."""
    values = {"channel": channel, "provider_id": provider_id, "status": status, "error": error, "at": to_ms(at)}
    connection.execute(_REPORT, values)
    apply_reports(connection, channel, provider_id)


def apply_reports(connection: Connection, channel: str, provider_id: str) -> None:
    """Bring the message to the furthest state reported; called too once its id is known. Never a step back."""
    keys = {"channel": channel, "provider_id": provider_id}
    reported = [(_WORDS_FOR.get(row.status, row.status), row.error) for row in connection.execute(_REPORTED, keys)]
    known = [each for each in reported if each[0] in _RANKS]
    if known:
        status, error = max(known, key=lambda each: _RANKS[each[0]])
        connection.execute(_STEP, {**keys, "status": status, "error": error})
