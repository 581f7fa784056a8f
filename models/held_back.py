"""Held back: messages that a channel takes only after the customer has written again, kept with their words till then.

The sender holds them, her next message lets them go, before what is answered to it. A question among them is over by
then; facts are not. Staff see what is held among the messages that were not delivered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import bindparam, text
from sqlalchemy.engine import Connection

from .clock import from_ms, now, real_now, to_ms
from .conversations import MASK, ConversationId
from .orders import all_facts
from .outbox import SECRET_WAITS_MAX, Claimed, Overtaken, end, put_back

OUTSIDE, TOO_FAST = "63016", "63018"
"""Twilio's codes: free words outside the customer's window; more than the channel takes of us just now."""
MOVED = "she is told under her newer id"
AGAIN_MAX = 20
REST_SECONDS, REST_SECONDS_MAX = 6, 300


class Place(StrEnum):
    """Where a message's reader is, seen from a channel with a window."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    TAKEN = "taken"  # her number is by now somebody else's, as far as the channel tells
    MOVED = "moved"  # she has the number under another lasting id, and is told there


@dataclass(frozen=True)
class Standing:
    """Where the reader is, and when she had last written."""

    place: Place
    heard_at: int = 0


_STANDING = text(
    "SELECT i.last_in_at, i.customer_id, (SELECT COALESCE(o.customer_id, 0) FROM identities o "
    "WHERE o.phone = i.phone AND o.phone <> '' AND o.channel = i.channel AND o.address = i.address AND o.id <> i.id "
    "AND o.last_in_at > i.last_in_at ORDER BY o.last_in_at DESC LIMIT 1) AS newest "
    "FROM conversations c JOIN identities i ON i.id = c.identity_id WHERE c.id = :conversation"
)
_HEARD = "SELECT last_in_at FROM identities WHERE id = (SELECT identity_id FROM conversations WHERE id = :conversation)"
_LOCKED = {"sqlite": text(_HEARD), "postgresql": text(_HEARD + " FOR NO KEY UPDATE")}
_HOLD = text(
    "UPDATE messages SET status = 'held', error = :error, held_at = :at, looks = NULL, together = NULL "
    "WHERE id = :id AND status = 'sending' AND lease_until = :lease"
)
_NEWER = (
    "FROM conversations h JOIN identities i ON i.id = h.identity_id JOIN identities o ON o.customer_id = i.customer_id "
    "AND o.channel = i.channel AND o.address = i.address AND o.phone = i.phone AND o.phone <> '' AND o.id <> i.id "
    "AND o.last_in_at > i.last_in_at JOIN conversations c ON c.identity_id = o.id"
)
"""Of an older conversation `h`, those of the same customer by newer ids at the same address: `c`."""
_RELEASE = text(
    "UPDATE messages SET error = '', not_before = 0, "
    "status = CASE WHEN question <> '' AND fact = '' THEN 'superseded' "
    "WHEN sealed IS NOT NULL AND created_at < :quarter THEN 'failed' ELSE 'queued' END, "
    "sealed = CASE WHEN (question <> '' AND fact = '') OR created_at < :quarter THEN NULL ELSE sealed END "
    "WHERE conversation_id = :conversation AND (status = 'held' OR (status = 'queued' AND error = :outside))"
)
_OLDER = text(f"SELECT h.id {_NEWER} WHERE c.id = :conversation")
_NEWEST = text(f"SELECT c.id {_NEWER} WHERE h.id = :conversation ORDER BY o.last_in_at DESC LIMIT 1")
_MOVE = text(
    "UPDATE messages SET status = 'queued', conversation_id = :to, error = '', not_before = :at, looks = NULL, "
    "together = NULL, attempts = attempts - 1 WHERE id = :id AND status = 'sending' AND lease_until = :lease "
    "AND fact <> '' AND (fact NOT IN :everywhere OR NOT EXISTS (SELECT 1 FROM messages o WHERE o.conversation_id = :to "
    "AND o.fact = messages.fact AND o.fact_data = messages.fact_data AND o.created_at = messages.created_at))"
).bindparams(bindparam("everywhere", expanding=True))
_TOLD_AS = text("UPDATE messages SET extra = :extra WHERE id = :id AND status = 'sending' AND lease_until = :lease")
_SENT_AS = text(
    "SELECT m.id, m.attempts, i.last_in_at - COALESCE((SELECT offset_ms FROM clock WHERE id = 1), 0) > m.sent_at "
    "AS heard_since FROM messages m LEFT JOIN conversations c ON c.id = m.conversation_id "
    "LEFT JOIN identities i ON i.id = c.identity_id "
    "WHERE m.channel = :channel AND m.provider_id = :provider_id AND m.direction = 'out' AND m.kind = 'text' "
    "AND m.status IN ('sent', 'unknown', 'failed') AND m.attempts < :most AND m.text NOT LIKE :masked "
    """AND m.extra NOT LIKE '%"link": true%'"""
)
_SEND_AGAIN = text(
    "UPDATE messages SET status = 'queued', provider_id = '', error = :error, not_before = :at, settled = '', "
    "together = NULL WHERE id = :id"
)


def standing(connection: Connection, message: Claimed, window: timedelta) -> Standing:
    """Return where the message's reader is; who has no conversation with us is inside until the channel refuses."""
    row = connection.execute(_STANDING, {"conversation": message.conversation}).one_or_none()
    if row is None:
        return Standing(Place.OUTSIDE if message.error == OUTSIDE else Place.INSIDE)
    if row.newest is not None:
        return Standing(Place.MOVED if row.newest and row.newest == row.customer_id else Place.TAKEN, row.last_in_at)
    over = now(connection) - from_ms(row.last_in_at) >= window
    return Standing(Place.OUTSIDE if over or message.error == OUTSIDE else Place.INSIDE, row.last_in_at)


def hold(connection: Connection, message: Claimed, *, at: datetime, error: str) -> None:
    """Keep the message until its reader writes; should she have written just now, it is queued again at once."""
    lock = _LOCKED[connection.dialect.name]
    row = connection.execute(lock, {"conversation": message.conversation}).one_or_none()
    if row is None:
        end(connection, message, "failed", at=at, error=error)
        return
    if message.heard_at and row.last_in_at != message.heard_at:
        put_back(connection, message, at=at, error="", counts=False)
        return
    for each in (message, *message.also):
        connection.execute(_HOLD, {"id": each.id, "lease": each.lease, "error": error, "at": to_ms(at)})


def move(connection: Connection, message: Claimed, *, at: datetime) -> None:
    """She has a newer id: a fact is told there, unless it was told to all her ids; all else is over."""
    to = connection.execute(_NEWEST, {"conversation": message.conversation}).scalar_one_or_none()
    if to is None:  # She wrote by the older id just now.
        put_back(connection, message, at=at, error="", counts=False)
        return
    everywhere = [name for name, kind in all_facts().items() if kind.SAY == "all"] or [""]
    values = {"id": message.id, "lease": message.lease, "to": to, "at": to_ms(at), "everywhere": everywhere}
    if connection.execute(_MOVE, values).rowcount == 0:
        end(connection, message, "superseded", at=at, error=MOVED)


def release(connection: Connection, conversation: ConversationId, at: datetime) -> None:
    """She has written: what is held for her goes out first, by whichever id of hers at this address.

    A question is over, and a secret has run out.
    """
    older = connection.execute(_OLDER, {"conversation": conversation}).scalars().all()
    values = {"outside": OUTSIDE, "quarter": to_ms(at - SECRET_WAITS_MAX)}
    connection.execute(_RELEASE, [{**values, "conversation": each} for each in (conversation, *older)])


def told_as(connection: Connection, message: Claimed, extra: str) -> None:
    """Keep by which approved notice the message goes, if by any, and what of it is shown; or raise `Overtaken`."""
    if connection.execute(_TOLD_AS, {"id": message.id, "lease": message.lease, "extra": extra}).rowcount == 0:
        raise Overtaken


def send_again(connection: Connection, channel: str, provider_id: str, error: str) -> bool:
    """The channel took a message and then refused it for a reason that passes: queue it again, if its words are whole.

    Return whether there was one. Outside the window it is for the sender to find a notice for it, or to hold it.
    """
    keys = {"channel": channel, "provider_id": provider_id, "most": AGAIN_MAX, "masked": f"%{MASK}%"}
    found = connection.execute(_SENT_AS, keys).all()
    for row in found:
        rest = min(REST_SECONDS * max(row.attempts, 1), REST_SECONDS_MAX) if error == TOO_FAST else 0
        why = "" if error == OUTSIDE and row.heard_since else error
        at = to_ms(real_now(connection) + timedelta(seconds=rest))
        connection.execute(_SEND_AGAIN, {"id": row.id, "error": why, "at": at})
    return bool(found)
