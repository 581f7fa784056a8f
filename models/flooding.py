"""Flooding: who writes faster than people type is told so once, and not read until she has paused.

`enter` (models/conversations.py) counts each message in the identity's row, which it writes anyway; intake asks here
what is to be done with one that is not read. No row is added for it, so that a flood fills nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.engine import Connection

from .customers import IdentityId
from .figures import figure

FLOOD = "flood"
"""The error of the one message of a flood that is kept."""
WINDOW_MS = 60_000
CALM_MS = 30_000
URGENT_MS = 1_000
FIRST_MS = 2_000
"""What the first message after a pause counts for, at any pace."""
BACK_MS = 600_000
"""What a channel kept for us through an outage comes all at once: it counts for when it was written, so far back."""
ANY = 2**62

_LET_THROUGH = text(
    "UPDATE identities SET heard_ahead = :ahead, unread = unread - 1 WHERE id = :id AND heard_ahead <= :most"
)
_NOTE = text(
    "UPDATE messages SET silent = :silent WHERE id = (SELECT MAX(id) FROM messages WHERE conversation_id = :id "
    "AND direction = 'in' AND status = 'ignored' AND error = :flood)"
)


@dataclass(frozen=True)
class Pace:
    """How fast somebody writes, as her identity's row holds it."""

    ahead: int
    """Until when her messages would have taken at the pace that is allowed, in milliseconds."""
    unread: int
    """How many messages of the flood that goes on were not read; 0 while she is read."""


def paced(connection: Connection, before: Pace, at: int, written: int | None = None) -> Pace:
    """Return the pace with one message more, at this time in milliseconds; it is read if nothing is `unread` then.

    She may write a minute's worth at once. A flood is over when half of that time has gone by in silence. What was
    `written` earlier takes its time from then on, as far as `BACK_MS` goes.
    """
    since = at if written is None else min(max(written, at - BACK_MS), at)
    if before.ahead <= since and not before.unread:
        return Pace(since + FIRST_MS, 0)  # After a pause there is nothing to look up.
    limit = figure(connection, "flood.messages_per_minute")
    if limit == 0:
        return Pace(since, 0)
    calm = min(before.ahead, at + WINDOW_MS + URGENT_MS)  # A clock that was set back makes nobody wait for long.
    ahead = max(calm, since) + WINDOW_MS // limit
    if ahead - at <= (CALM_MS if before.unread else WINDOW_MS):
        return Pace(ahead, 0)
    return Pace(max(calm, at + WINDOW_MS), before.unread + 1)


def let_through(connection: Connection, identity: IdentityId, at: int, *, on_page: bool) -> bool:
    """Return whether a message that cannot wait is read in the middle of a flood.

    One that comes by a page of ours always is, for it has a budget of its own; one about blocking the account is once a
    second.
    """
    urgent = {"id": identity, "ahead": at + WINDOW_MS + URGENT_MS, "most": ANY if on_page else at + WINDOW_MS}
    return connection.execute(_LET_THROUGH, urgent).rowcount == 1


def note(connection: Connection, conversation: int, unread: int) -> None:
    """Write beside the message that is kept of a flood how many came."""
    said = f"{unread} messages came at once and were not read"
    connection.execute(_NOTE, {"id": conversation, "silent": said, "flood": FLOOD})
