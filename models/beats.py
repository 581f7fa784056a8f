"""Beats: each process notes every few seconds that it is at work, and carries over what it counted.

Read by `/healthz` and `/metrics`: who has not been heard of for a minute is silent. Times are real.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import BigInteger, text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from .clock import from_ms, real_now, to_ms
from .counts import carry_over, give_back, taken
from .database import Database

Kind = Literal["web", "send", "work"]
KINDS: tuple[Kind, ...] = ("web", "send", "work")
SECONDS = 10.0
SILENT_AFTER = timedelta(seconds=60)
KEPT = timedelta(days=1)


class BeatRow(SQLModel, table=True):
    """One process."""

    __tablename__ = "beats"

    process: str = Field(primary_key=True, description="made up when it starts")
    kind: str = Field(description="web | send | work")
    at: int = Field(sa_type=BigInteger, description="real time, when it was last heard of")
    since: int = Field(sa_type=BigInteger, description="real time, when it started")


@dataclass(frozen=True)
class Heard:
    """What was heard of the processes of one kind."""

    last: datetime | None
    """When the last one of them beat; None if none did for a day."""
    running: int
    """How many have been heard of within the last minute."""

    def is_silent(self) -> bool:
        """Return whether none of them seems to be at work."""
        return not self.running


_BEAT = text(
    "INSERT INTO beats (process, kind, at, since) VALUES (:process, :kind, :at, :at) "
    "ON CONFLICT (process) DO UPDATE SET at = excluded.at"
)
_LEAVE = text("DELETE FROM beats WHERE process = :process")
_FORGET = text("DELETE FROM beats WHERE at < :before")
_HEARD = text(
    "SELECT kind, MAX(at) AS last, SUM(CASE WHEN at >= :since THEN 1 ELSE 0 END) AS running FROM beats GROUP BY kind"
)


def beat(database: Database, kind: Kind, process: str) -> None:
    """Note that the process is at work, and add up what it counted, in one transaction."""
    _carry(database, lambda connection, at: _note(connection, kind, process, at))


def leave(database: Database, process: str) -> None:
    """Carry the last counts over; a process that ends as it should is not missed."""
    _carry(database, lambda connection, _at: connection.execute(_LEAVE, {"process": process}))


def heard(connection: Connection) -> dict[Kind, Heard]:
    """Return what was heard of each kind of process."""
    since = to_ms(real_now(connection) - SILENT_AFTER)
    rows = {row.kind: row for row in connection.execute(_HEARD, {"since": since})}
    return {
        kind: Heard(from_ms(rows[kind].last), int(rows[kind].running)) if kind in rows else Heard(None, 0)
        for kind in KINDS
    }


def _carry(database: Database, note: Callable[[Connection, int], object]) -> None:
    counted = taken()

    def work(connection: Connection) -> None:
        note(connection, to_ms(real_now(connection)))
        carry_over(connection, counted)

    try:
        database.run(work)
    except BaseException:
        give_back(counted)
        raise


def _note(connection: Connection, kind: Kind, process: str, at: int) -> None:
    connection.execute(_BEAT, {"process": process, "kind": kind, "at": at})
    connection.execute(_FORGET, {"before": at - int(KEPT.total_seconds() * 1000)})
