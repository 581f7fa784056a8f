"""The outbox: which message goes next, and how its sending ended. Only the sender writes by it.

A lane is one channel and address; what goes down a lane goes in order, one at a time. Silent acts neither wait for its
messages nor hold them up. Claims are leases in real time: a sender that dies leaves a lease, and what it held may have
been sent. It is `doubtful` where the channel can be asked, which comes before anything else; elsewhere it is `unknown`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any

from sqlalchemy import BigInteger, String, bindparam, text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from .away import gone
from .clock import from_ms, now, real_now, to_ms
from .conversations import ConversationId, MessageId

LEASE = timedelta(seconds=60)
SENDS_WITHIN = 45.0
"""Seconds of a lease in which a sending may begin: the rest is for the channel's answer."""
WAITS_MAX = timedelta(days=1)
"""A receipt outlives an outage of a day."""
QUESTION_WAITS_MAX = timedelta(hours=1)
"""After that nobody waits for the question."""
SECRET_WAITS_MAX = timedelta(minutes=15)
"""A code, a link or a token has run out by then."""
SILENT = ("delete", "answer_tap", "drop_buttons", "typing", "menu", "redact")


class LaneRow(SQLModel, table=True):
    """When the next message may go down a lane."""

    __tablename__ = "lanes"

    lane: str = Field(primary_key=True)
    not_before: int = Field(default=0, sa_type=BigInteger, description="real time")
    tired_until: int = Field(
        default=0,
        sa_type=BigInteger,
        sa_column_kwargs={"server_default": "0"},
        description="real time; when it will have rested from what went down it",
    )


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
    lease: int
    """Tells this claim from a later one of the same message."""
    since: int
    """When the first sending began whose outcome is not known, or else this one; real time."""
    looks: int | None
    """None where it is to be sent; else it is looked up first, and so often the channel did not have it."""
    parts_out: int
    """Of a long text, the parts that are out already."""
    error: str = ""
    """Why it was not sent before, if it was tried."""
    together: int | None = None
    """The first of the messages with which it was last sent as one."""
    also: tuple[Claimed, ...] = ()
    """The messages that go with it as one: whatever becomes of it becomes of them."""
    heard_at: int = 0
    """When its reader had last written, as it was looked at before it was sent; the wallet's time."""
    tries_channel: bool = False
    """It alone tries a channel that rested."""
    began: float = field(default_factory=time.monotonic)
    """When the lease began, by a clock that nobody sets."""

    @property
    def in_doubt(self) -> bool:
        """Whether it may be out already."""
        return self.looks is not None


_HEADS = (
    "SELECT m.id FROM messages m LEFT JOIN lanes l ON l.lane = m.lane "
    "WHERE m.status IN ('queued', 'doubtful') AND m.not_before <= :now AND m.channel IN :channels "
    "AND (:lane = '' OR m.lane = :lane OR m.reply_to IN (SELECT id FROM messages WHERE lane = :lane)) "
    f"AND (COALESCE(l.not_before, 0) <= :now OR m.kind IN {SILENT}) "
    "AND NOT EXISTS (SELECT 1 FROM messages e "
    "WHERE e.lane = m.lane AND e.status IN ('queued', 'sending', 'doubtful') AND e.id < m.id "
    f"AND (e.kind IN {SILENT}) = (m.kind IN {SILENT})) "
    "ORDER BY m.id LIMIT :count"
)
COLUMNS = (
    "id, conversation_id, kind, channel, lane, text, extra, sealed, language, fact, fact_data, attempts, created_at, "
    "question, lease_until, doubt_since, looks, parts_out, error, together"
)
_TAKE = (
    "UPDATE messages SET status = 'sending', lease_until = :until, "
    "attempts = attempts + CASE WHEN looks IS NULL THEN 1 ELSE 0 END WHERE id IN "
)
_CLAIM = {
    "sqlite": text(f"{_TAKE} ({_HEADS}) RETURNING {COLUMNS}").bindparams(
        bindparam("channels", type_=String, expanding=True)
    ),
    "postgresql": text(
        f"{_TAKE} (SELECT id FROM messages WHERE id IN ({_HEADS}) AND status IN ('queued', 'doubtful') "
        f"ORDER BY id FOR UPDATE SKIP LOCKED) RETURNING {COLUMNS}"
    ).bindparams(bindparam("channels", type_=String, expanding=True)),
}
_WORDED = text(
    "UPDATE messages SET text = :text, extra = :extra WHERE id = :id AND status = 'sending' AND lease_until = :lease"
)
_SENT = text(
    "UPDATE messages SET status = 'sent', error = '', provider_id = :provider_id, sealed = NULL, sent_at = :at, "
    "looks = NULL WHERE id = :id AND status IN ('sending', 'doubtful', 'unknown')"
)
_END = text(
    "UPDATE messages SET status = :status, error = :error, sealed = NULL, sent_at = :at, looks = NULL, "
    "settled = :settled WHERE id = :id AND status = 'sending' AND lease_until = :lease"
)
_AGAIN = text(
    "UPDATE messages SET status = 'queued', error = :error, not_before = :at, looks = NULL, together = NULL, "
    "attempts = attempts - :uncounted WHERE id = :id AND status = 'sending' AND lease_until = :lease"
)
_DOUBT = text(
    "UPDATE messages SET status = 'doubtful', error = :error, not_before = :at, looks = :looks, "
    "doubt_since = :since WHERE id = :id AND status = 'sending' AND lease_until = :lease"
)
_PART_OUT = text(
    "UPDATE messages SET parts_out = :parts, lease_until = :until "
    "WHERE id = :id AND status = 'sending' AND lease_until = :lease"
)
_PACE = text(
    "INSERT INTO lanes (lane, not_before) VALUES (:lane, :at) "
    "ON CONFLICT (lane) DO UPDATE SET not_before = excluded.not_before"
)
_TIRED = text("SELECT tired_until FROM lanes WHERE lane = :lane")
_PACE_AND_TIRE = text(
    "INSERT INTO lanes (lane, not_before, tired_until) VALUES (:lane, :at, :tired) ON CONFLICT (lane) "
    "DO UPDATE SET not_before = excluded.not_before, tired_until = excluded.tired_until"
)
_OVER = f"WHERE status = 'sending' AND lease_until < :now AND kind {{}} IN {SILENT}"
_SILENT_LEFT = text(f"UPDATE messages SET status = 'queued' {_OVER.format('')}")
_UNWORDED_LEFT = text(f"UPDATE messages SET status = 'queued' {_OVER.format('NOT')} AND fact <> '' AND text = ''")
_LEFT_IN_DOUBT = text(
    "UPDATE messages SET status = 'doubtful', error = 'the sender stopped while sending', looks = COALESCE(looks, 0), "
    f"doubt_since = COALESCE(doubt_since, lease_until - :lease), not_before = :now {_OVER.format('NOT')} "
    "AND channel IN :ask RETURNING id"
).bindparams(bindparam("ask", type_=String, expanding=True))
_LEFT_UNKNOWN = text(
    "UPDATE messages SET status = 'unknown', sealed = NULL, error = 'the sender stopped while sending', "
    f"sent_at = :now {_OVER.format('NOT')} AND channel NOT IN :ask RETURNING id"
).bindparams(bindparam("ask", type_=String, expanding=True))
_NEXT_DUE = text(
    "SELECT MIN(CASE "
    f"WHEN COALESCE(l.not_before, 0) > m.not_before AND m.kind NOT IN {SILENT} THEN l.not_before "
    "ELSE m.not_before END) "
    "FROM messages m LEFT JOIN lanes l ON l.lane = m.lane "
    "WHERE m.status IN ('queued', 'doubtful') AND m.channel IN :channels"
).bindparams(bindparam("channels", type_=String, expanding=True))
_LEASE_OVER = text("SELECT 1 FROM messages WHERE status = 'sending' AND lease_until < :now LIMIT 1")
_KNOWN = text("SELECT 1 FROM messages WHERE channel = :channel AND provider_id = :provider_id LIMIT 1")
_WAITING = text(
    "SELECT DISTINCT lane FROM messages WHERE lane IN :lanes AND status = 'queued' AND kind = 'text'"
).bindparams(bindparam("lanes", type_=String, expanding=True))
_PENDING = text(
    "SELECT COUNT(*) FROM messages m WHERE m.status IN ('queued', 'sending', 'doubtful') AND m.channel IN :channels "
    "AND (:lane = '' OR m.lane = :lane OR m.reply_to IN (SELECT id FROM messages WHERE lane = :lane))"
).bindparams(bindparam("channels", type_=String, expanding=True))
_GIVE_UP = text(
    "UPDATE messages SET status = CASE WHEN status = 'doubtful' THEN 'unknown' ELSE 'failed' END, sealed = NULL, "
    "looks = NULL, sent_at = :at, "
    "error = CASE WHEN error = '' THEN 'waited too long' ELSE 'waited too long, last: ' || error END "
    "WHERE status IN ('queued', 'doubtful') AND ((created_at < :day AND held_at IS NULL) "
    "OR (question <> '' AND created_at < :hour) OR (sealed IS NOT NULL AND created_at < :quarter)) RETURNING id"
)
_OLDEST = text("SELECT created_at FROM messages WHERE status IN ('queued', 'doubtful') ORDER BY id LIMIT 1")
_UNDELIVERED = "settled = '' AND kind = 'text' AND status IN ('failed', 'unknown', 'held')"
_UNKNOWN_SENDS = text(f"SELECT COUNT(*) FROM messages WHERE {_UNDELIVERED} AND status = 'unknown'")
_DEAD_LETTERS = text(f"SELECT COUNT(*) FROM messages WHERE {_UNDELIVERED}")


def claim(
    connection: Connection, *, channels: Sequence[str], lane: str = "", now: datetime, count: int
) -> list[Claimed]:
    """Take the first message of up to `count` free lanes, for a minute; with `lane`, of that one and of SMS."""
    values = {"now": to_ms(now), "until": to_ms(now + LEASE), "count": count, "channels": list(channels), "lane": lane}
    rows = connection.execute(_CLAIM[connection.dialect.name], values)
    return sorted((as_claimed(row, now) for row in rows), key=lambda claimed: claimed.id)


def as_claimed(row: Any, now: datetime) -> Claimed:
    """Return a row of the queue with the columns `COLUMNS` as a claim."""
    return Claimed(
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
        lease=row.lease_until,
        since=row.doubt_since if row.doubt_since is not None else to_ms(now),
        looks=row.looks,
        parts_out=row.parts_out,
        error=row.error,
        together=row.together,
    )


class Overtaken(Exception):
    """The claim is over: another sender has the message."""


def store_words(connection: Connection, message: Claimed, *, text: str, extra: dict[str, Any]) -> None:
    """Keep how a fact was worded, before it is sent; raise `Overtaken` if it is not ours to send any more."""
    values = {"id": message.id, "lease": message.lease, "text": text, "extra": json.dumps(extra, ensure_ascii=False)}
    if connection.execute(_WORDED, values).rowcount == 0:
        raise Overtaken


def mark_sent(connection: Connection, messages: Iterable[tuple[Claimed, str]], *, at: datetime) -> None:
    """Write down that these are out, by the channel's ids, whoever holds them by now: nothing is known better."""
    sent = [
        {"id": each.id, "provider_id": provider_id, "at": to_ms(at)}
        for claimed, provider_id in messages
        for each in (claimed, *claimed.also)
    ]
    if sent:
        connection.execute(_SENT, sorted(sent, key=itemgetter("id")))


def end(
    connection: Connection, message: Claimed, status: str, *, at: datetime, error: str = "", settled: str = ""
) -> None:
    """Write down a final outcome but `sent`; what was sealed is wiped."""
    for each in (message, *message.also):
        values = {"id": each.id, "lease": each.lease, "status": status, "error": error, "settled": settled}
        connection.execute(_END, {**values, "at": to_ms(at)})


def put_back(connection: Connection, message: Claimed, *, at: datetime, error: str, counts: bool = True) -> None:
    """Queue a message again that was certainly not sent, for that time; what `counts` not is no try of its own."""
    values = {"at": to_ms(at), "error": error, "uncounted": int(not counts)}
    for each in (message, *message.also):
        connection.execute(_AGAIN, {"id": each.id, "lease": each.lease, **values})


def doubt(connection: Connection, message: Claimed, *, look_at: datetime, looks: int, error: str) -> None:
    """Have it looked up at that time, before anything else; its lane waits."""
    for each in (message, *message.also):
        values = {"id": each.id, "lease": each.lease, "at": to_ms(look_at), "looks": looks, "error": error}
        connection.execute(_DOUBT, {**values, "since": message.since})


def part_out(connection: Connection, message: Claimed, parts: int) -> Claimed:
    """Keep that so many parts of it are out, and the lease for another minute; return the claim as it is now.

    Raise `Overtaken` if it is not ours to send any more.
    """
    began = time.monotonic()
    until = to_ms(real_now(connection) + LEASE)
    values = {"id": message.id, "lease": message.lease, "parts": parts, "until": until}
    if connection.execute(_PART_OUT, values).rowcount == 0:
        raise Overtaken
    return replace(message, parts_out=parts, lease=until, looks=None, began=began)


def pace(connection: Connection, quiet: Mapping[str, datetime]) -> None:
    """Keep each lane quiet until its time."""
    if quiet:
        connection.execute(_PACE, [{"lane": lane, "at": to_ms(until)} for lane, until in sorted(quiet.items())])


def pace_after_burst(connection: Connection, lane: str, *, at: datetime, pace: float, burst: int, rest: float) -> None:
    """Keep the lane quiet for its pace, and after a burst for as long as it wants rest from each message."""
    tired = connection.execute(_TIRED, {"lane": lane}).scalar_one_or_none() or 0
    tired_until = max(from_ms(tired), at) + timedelta(seconds=rest)
    quiet = max(at + timedelta(seconds=pace), tired_until - timedelta(seconds=burst * rest))
    connection.execute(_PACE_AND_TIRE, {"lane": lane, "at": to_ms(quiet), "tired": to_ms(tired_until)})


def leave_behind(connection: Connection, *, asking: Sequence[str], now: datetime) -> int:
    """Take from dead senders what they held, and return how many messages may or may not be out.

    They are looked up on the channels that can be asked, and `unknown` elsewhere. Silent acts are done again, and facts
    that have no words yet are sent after all: words are kept before a channel hears them.
    """
    if connection.execute(_LEASE_OVER, {"now": to_ms(now)}).first() is None:
        return 0
    values = {"now": to_ms(now), "ask": list(asking), "lease": LEASE // timedelta(milliseconds=1)}
    connection.execute(_SILENT_LEFT, {"now": to_ms(now)})
    connection.execute(_UNWORDED_LEFT, {"now": to_ms(now)})
    left = connection.execute(_LEFT_IN_DOUBT, values).all()
    return len(left) + len(connection.execute(_LEFT_UNKNOWN, values).all())


def something_to_do(connection: Connection, channels: Sequence[str]) -> bool:
    """Return whether a message may go now, or a lease is over. Read without the writers' gate: a look, no claim."""
    at = to_ms(real_now(connection))
    due: int | None = connection.execute(_NEXT_DUE, {"channels": list(channels)}).scalar_one_or_none()
    return (due is not None and due <= at) or connection.execute(_LEASE_OVER, {"now": at}).first() is not None


def known_ids(connection: Connection, channel: str, found: Sequence[str]) -> set[str]:
    """Return which of these ids of a channel belong to messages that are known to be sent."""
    asked = [{"channel": channel, "provider_id": each} for each in found]
    return {each["provider_id"] for each in asked if connection.execute(_KNOWN, each).first() is not None}


def waiting_in(connection: Connection, lanes: Collection[str]) -> set[str]:
    """Return in which of these lanes messages wait."""
    return set(connection.execute(_WAITING, {"lanes": sorted(lanes)}).scalars()) if lanes else set()


def pending(connection: Connection, *, channels: Sequence[str], lane: str = "") -> int:
    """Return how many messages of these channels are not out yet."""
    return int(connection.execute(_PENDING, {"channels": list(channels), "lane": lane}).scalar_one())


def blocked(connection: Connection, refused: Claimed) -> None:
    """The customer blocked the bot: nothing more goes down this lane until she writes again, nor was this let in."""
    gone(connection, refused.conversation, refused.lane, refused.id)


def give_up_late(connection: Connection) -> None:
    """End what waits for too long, whether its channel is throttled, out of order or closed: staff find it listed."""
    at = now(connection)
    values = {
        "day": to_ms(at - WAITS_MAX),
        "hour": to_ms(at - QUESTION_WAITS_MAX),
        "quarter": to_ms(at - SECRET_WAITS_MAX),
    }
    connection.execute(_GIVE_UP, {**values, "at": to_ms(real_now(connection))})


def oldest_queued(connection: Connection) -> datetime | None:
    """Return when the oldest message was queued that still waits, on whatever channel."""
    at = connection.execute(_OLDEST).scalar_one_or_none()
    return None if at is None else from_ms(at)


def unknown_sends(connection: Connection) -> int:
    """Return how many messages may or may not have arrived, and were not settled by staff."""
    return int(connection.execute(_UNKNOWN_SENDS).scalar_one())


def dead_letters(connection: Connection) -> int:
    """Return how many messages were not delivered, for all we know, and were not settled by staff."""
    return int(connection.execute(_DEAD_LETTERS).scalar_one())
