"""Staff tries: wrong sign-ins in a row, per name and per address, and how long the next one waits.

A try is counted before its password is hashed, under the rows' lock, so that many at once are no more than they are.
Names are kept as keyed hashes: people type passwords into the wrong field.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, bindparam, text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from .clock import from_ms, to_ms

FREE = 5
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
FORGOTTEN_AFTER = timedelta(days=1)


class StaffTryRow(SQLModel, table=True):
    """One name or address that was wrong, not yet followed by a right sign-in."""

    __tablename__ = "staff_tries"

    who: str = Field(primary_key=True, description="keyed hash of a name or of an address")
    wrong: int = Field(default=0, description="in a row")
    not_before: int = Field(default=0, sa_type=BigInteger, description="real time")
    tried_at: int = Field(sa_type=BigInteger, index=True, description="real time")


_MEET = text(
    "INSERT INTO staff_tries (who, wrong, not_before, tried_at) VALUES (:who, 0, 0, :now) ON CONFLICT (who) DO NOTHING"
)
_FIND = "SELECT who, wrong, not_before FROM staff_tries WHERE who IN :who ORDER BY who"
_LOCK = {
    "sqlite": text(_FIND).bindparams(bindparam("who", expanding=True)),
    "postgresql": text(f"{_FIND} FOR UPDATE").bindparams(bindparam("who", expanding=True)),
}
_COUNT = text("UPDATE staff_tries SET wrong = :wrong, not_before = :not_before, tried_at = :now WHERE who = :who")
_FORGIVE = text("DELETE FROM staff_tries WHERE who IN :who").bindparams(bindparam("who", expanding=True))
_FORGET = text("DELETE FROM staff_tries WHERE tried_at < :before AND not_before < :before")


def wait_after(wrong: int) -> timedelta:
    """Return how long the next try waits after so many wrong ones in a row."""
    return WAITS[min(wrong - FREE, len(WAITS) - 1)] if wrong >= FREE else timedelta(0)


def take_try(connection: Connection, who: Collection[str], *, now: datetime) -> datetime | None:
    """Count a try against all of these as wrong, or return until when one of them must wait and count nothing."""
    connection.execute(_FORGET, {"before": to_ms(now - FORGOTTEN_AFTER)})
    for each in sorted(who):
        connection.execute(_MEET, {"who": each, "now": to_ms(now)})
    rows = connection.execute(_LOCK[connection.dialect.name], {"who": sorted(who)}).all()
    until = max(int(row.not_before) for row in rows)
    if until > to_ms(now):
        return from_ms(until)
    for row in rows:
        wrong = row.wrong + 1
        wait = wait_after(wrong)
        # Without a wait there is no instant: another's clock may have been read a moment before ours.
        not_before = to_ms(now + wait) if wait else 0
        connection.execute(_COUNT, {"who": row.who, "wrong": wrong, "not_before": not_before, "now": to_ms(now)})
    return None


def forgive(connection: Connection, who: Collection[str]) -> None:
    """The sign-in was right: nothing is counted any more."""
    connection.execute(_FORGIVE, {"who": sorted(who)})
