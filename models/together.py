"""Together: messages that wait in one lane and go out as one. Only the sender asks.

Each keeps which was the first of them, so that after a crash the channel is asked for just the words that were sent,
and all of them end alike.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.engine import Connection

from .clock import from_ms, to_ms
from .outbox import COLUMNS, SILENT, Claimed, as_claimed

_BEHIND = text(
    f"SELECT {COLUMNS}, not_before, status FROM messages WHERE lane = :lane "
    "AND status IN ('queued', 'sending', 'doubtful') "
    f"AND id > :id AND kind NOT IN {SILENT} ORDER BY id LIMIT :count"
)
_TAKE = text(
    "UPDATE messages SET status = 'sending', lease_until = :lease, attempts = attempts + 1, together = :first "
    f"WHERE id = :id AND status = 'queued' RETURNING {COLUMNS}"
)
_JOIN = text("UPDATE messages SET together = :first WHERE id = :id AND status = 'sending' AND lease_until = :lease")
_GROUP = text(
    f"SELECT {COLUMNS} FROM messages WHERE lane = :lane AND together = :first "
    "AND status NOT IN ('queued', 'superseded') ORDER BY id"
)
_LOOK_TOO = text(
    "UPDATE messages SET status = 'sending', lease_until = :lease WHERE id = :id AND status = 'doubtful' RETURNING id"
)


def behind(connection: Connection, first: Claimed, *, now: datetime, count: int) -> list[Claimed]:
    """Return what waits in the lane right behind this message and may go now; nothing is taken yet."""
    found: list[Claimed] = []
    for row in connection.execute(_BEHIND, {"lane": first.lane, "id": first.id, "count": count}):
        if row.status != "queued" or row.not_before > to_ms(now) or row.looks is not None or row.parts_out:
            break
        if row.conversation_id != first.conversation:  # Perhaps of who had the number before: it is looked at alone.
            break
        found.append(as_claimed(row, now))
    return found


def take_with(connection: Connection, first: Claimed, others: list[Claimed]) -> Claimed:
    """Take these too, as far as they still wait in a row; return the claim with them."""
    taken: list[Claimed] = []
    for each in others:
        values = {"id": each.id, "lease": first.lease, "first": first.id}
        row = connection.execute(_TAKE, values).one_or_none()
        if row is None:
            break
        taken.append(as_claimed(row, from_ms(first.since)))
    if taken:
        connection.execute(_JOIN, {"id": first.id, "lease": first.lease, "first": first.id})
    return replace(first, also=tuple(taken), together=first.id if taken else first.together)


def alone(connection: Connection, message: Claimed) -> Claimed:
    """Keep that the message now goes by itself, after it was one of several."""
    connection.execute(_JOIN, {"id": message.id, "lease": message.lease, "first": None})
    return replace(message, together=None)


def sent_with(connection: Connection, message: Claimed) -> tuple[Claimed, list[Claimed]]:
    """Return the claim with the others that are in doubt like it, and all that were sent as one, in their order."""
    rows = connection.execute(_GROUP, {"lane": message.lane, "first": message.together}).all()
    group = [as_claimed(row, from_ms(message.since)) for row in rows]
    also = []
    for each in group:
        held = {"id": each.id, "lease": message.lease}
        if each.id != message.id and connection.execute(_LOOK_TOO, held).first() is not None:
            also.append(replace(each, lease=message.lease))
    return replace(message, also=tuple(also)), group
