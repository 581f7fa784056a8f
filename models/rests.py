"""Rests: a whole channel left alone for a while, since it throttles us or does not take our credentials.

What waits for it stays queued. Only the sender writes here; real time, and one row for all senders.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from .clock import from_ms, to_ms

FIRST_SECONDS = 5
SECONDS_MAX = 300
TRIAL_SECONDS = 60
"""While one message is tried, the others wait: as long as its lease lasts at most."""


class RestRow(SQLModel, table=True):
    """A channel that rests; one that is well has no row."""

    __tablename__ = "rests"

    channel: str = Field(primary_key=True)
    until: int = Field(sa_type=BigInteger, description="real time")
    since: int = Field(sa_type=BigInteger, description="real time")
    refusals: int = Field(description="how often it refused our credentials; 0 where it only throttles")
    why: str


@dataclass(frozen=True)
class Rest:
    """A channel that rests, or that is tried with one message at a time."""

    channel: str
    until: datetime
    since: datetime
    refusals: int
    why: str

    @property
    def refuses(self) -> bool:
        """Whether the channel does not take our credentials, and staff have to know."""
        return self.refusals > 0


_ALL = text("SELECT channel, until, since, refusals, why FROM rests ORDER BY channel")
_REFUSED = text(
    "INSERT INTO rests (channel, until, since, refusals, why) VALUES (:channel, :until, :now, 1, :why) "
    "ON CONFLICT (channel) DO UPDATE SET until = excluded.until, refusals = rests.refusals + 1, why = excluded.why, "
    "since = CASE WHEN rests.refusals = 0 THEN excluded.since ELSE rests.since END"
)
_THROTTLED = text(
    "INSERT INTO rests (channel, until, since, refusals, why) VALUES (:channel, :until, :now, 0, 'throttled') "
    "ON CONFLICT (channel) DO UPDATE SET until = excluded.until WHERE rests.until < excluded.until"
)
_TRY = text("UPDATE rests SET until = :until WHERE channel = :channel AND until <= :now")
_AFTER = text("UPDATE rests SET until = :until WHERE channel = :channel")
_OVER = text("DELETE FROM rests WHERE channel = :channel")


def rests(connection: Connection) -> list[Rest]:
    """Return every channel that rests or is only tried."""
    return [
        Rest(row.channel, from_ms(row.until), from_ms(row.since), row.refusals, row.why)
        for row in connection.execute(_ALL)
    ]


def rest_refused(connection: Connection, channel: str, *, why: str, now: datetime, tried: bool) -> bool:
    """Let the channel rest, for it does not take our credentials: ever longer, up to five minutes.

    Return whether this began or went on: of the many that are refused at once only the first counts, and `tried` says
    that this was the one that tried it.
    """
    known = next((each for each in rests(connection) if each.channel == channel), None)
    if known is not None and known.refuses and not tried:
        return False
    seconds = min(FIRST_SECONDS * 2 ** (known.refusals if known else 0), SECONDS_MAX)
    values = {"channel": channel, "until": to_ms(now + timedelta(seconds=seconds)), "now": to_ms(now), "why": why}
    connection.execute(_REFUSED, values)
    return True


def rest_throttled(connection: Connection, channel: str, *, until: datetime, now: datetime) -> None:
    """Let the channel rest until then, for it throttles several chats at once."""
    connection.execute(_THROTTLED, {"channel": channel, "until": to_ms(until), "now": to_ms(now)})


def try_once(connection: Connection, channel: str, *, now: datetime) -> bool:
    """Take the right to try a channel whose rest is over with one message; False if another sender has it."""
    values = {"channel": channel, "until": to_ms(now + timedelta(seconds=TRIAL_SECONDS)), "now": to_ms(now)}
    return connection.execute(_TRY, values).rowcount == 1


def try_again(connection: Connection, channel: str, *, now: datetime) -> None:
    """The try told nothing of the channel: another follows soon."""
    values = {"channel": channel, "until": to_ms(now + timedelta(seconds=FIRST_SECONDS))}
    connection.execute(_AFTER, values)


def end_rest(connection: Connection, channel: str) -> None:
    """The channel takes our messages again."""
    connection.execute(_OVER, {"channel": channel})
