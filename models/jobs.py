"""Jobs: what is to be done at a certain time: holds that expire, reminders. The worker does them, one transaction each.

A job is due by the wallet's clock and leased in real time: a worker that dies leaves a lease, after which another does
the job. What it does and its end are one commit, so it is done once however many try.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from sqlalchemy import BigInteger, Index, UniqueConstraint, text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from .clock import now, real_now, to_ms
from .database import BigId, Database
from .orders import Desk
from .secrets import Secrets
from .slow import Slow

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
PAUSE_MAX = timedelta(hours=1)


class JobRow(SQLModel, table=True):
    """One job. When it is done its row is gone: what it did is in the rows that it wrote."""

    __tablename__ = "jobs"
    __table_args__ = (UniqueConstraint("kind", "subject", name="jobs_one_each"), Index("jobs_due", "due_at"))

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    kind: str
    subject: int = Field(sa_type=BigInteger, description="the row it is about")
    due_at: int = Field(sa_type=BigInteger, description="by the wallet's clock")
    lease_until: int = Field(sa_type=BigInteger, description="real time; also the pause after a failure")
    attempts: int
    error: str
    created_at: int = Field(sa_type=BigInteger)


@dataclass(frozen=True)
class Job:
    """A job that is ours for as long as its lease."""

    id: int
    kind: str
    subject: int
    due_at: int
    attempts: int


Deed = Callable[[Desk, int], None]
_DEEDS: dict[str, Deed] = {}

D = TypeVar("D", bound=Deed)

_SCHEDULE = text(
    "INSERT INTO jobs (kind, subject, due_at, lease_until, attempts, error, created_at) "
    "VALUES (:kind, :subject, :due, 0, 0, '', :at) "
    "ON CONFLICT (kind, subject) DO UPDATE SET due_at = excluded.due_at, lease_until = 0, attempts = 0, error = ''"
)
_UNSCHEDULE = text("DELETE FROM jobs WHERE kind = :kind AND subject = :subject")
_DUE = "SELECT id FROM jobs WHERE due_at <= :now AND lease_until < :real ORDER BY due_at, id LIMIT 1"
_IS_DUE = text(_DUE)
_CLAIM = {
    name: text(
        f"UPDATE jobs SET lease_until = :until, attempts = attempts + 1 WHERE id = ({_DUE}{lock}) "
        "RETURNING id, kind, subject, due_at, attempts"
    )
    for name, lock in (("sqlite", ""), ("postgresql", " FOR UPDATE SKIP LOCKED"))
}
# Only the claim that still holds may end the job; a deed that put its own job off has given it another time.
_MINE = "id = :id AND due_at = :due AND attempts = :attempts"
_STILL_MINE = {
    "sqlite": text(f"SELECT 1 FROM jobs WHERE {_MINE}"),
    "postgresql": text(f"SELECT 1 FROM jobs WHERE {_MINE} FOR UPDATE"),
}
_FINISH = text(f"DELETE FROM jobs WHERE {_MINE}")
_FAIL = text(f"UPDATE jobs SET lease_until = :until, error = :error WHERE {_MINE}")


def does(kind: str) -> Callable[[D], D]:
    """Register the one function that does jobs of this kind; it must be harmless when there is nothing left to do."""

    def register(deed: D) -> D:
        if kind in _DEEDS:
            raise RuntimeError(f"{kind} is done already")
        _DEEDS[kind] = deed
        return deed

    return register


def schedule(connection: Connection, kind: str, subject: int, due: datetime) -> None:
    """Have it done at that time; one of the kind that waits for this subject already is put off or brought forward."""
    values = {"kind": kind, "subject": subject, "due": to_ms(due), "at": to_ms(now(connection))}
    connection.execute(_SCHEDULE, values)


def unschedule(connection: Connection, kind: str, subject: int) -> None:
    """Have it not done after all."""
    connection.execute(_UNSCHEDULE, {"kind": kind, "subject": subject})


def do_due(database: Database, secrets: Secrets, stopped: Callable[[], bool] = lambda: False) -> int:
    """Do every job that is due and return how many were done; one that fails is logged, and tried again later.

    Told to stop it leaves the next one unclaimed, so that whoever comes after need not wait for a lease to end.
    """
    done = 0
    while not stopped() and (job := _claimed(database)) is not None:
        try:
            done += database.run(partial(_do, job=job, secrets=secrets))
        except Exception as error:
            log.exception("the job %s of %d failed", job.kind, job.subject)
            database.run(partial(_put_off, job=job, error=error))
    return done


def _claimed(database: Database) -> Job | None:
    with database.read() as connection:  # Most of the time nothing is due, and then nobody's gate is taken.
        asked = {"now": to_ms(now(connection)), "real": to_ms(real_now(connection))}
        if connection.execute(_IS_DUE, asked).first() is None:
            return None
    return database.run(claim)


def claim(connection: Connection) -> Job | None:
    """Return the job that is due first, leased to the caller, or None."""
    real = real_now(connection)
    asked = {"now": to_ms(now(connection)), "real": to_ms(real), "until": to_ms(real + LEASE)}
    row = connection.execute(_CLAIM[connection.dialect.name], asked).one_or_none()
    return Job(*row) if row else None


def _do(connection: Connection, job: Job, secrets: Secrets) -> int:
    mine = {"id": job.id, "due": job.due_at, "attempts": job.attempts}
    if connection.execute(_STILL_MINE[connection.dialect.name], mine).first() is None:
        return 0  # The lease was over and another worker has it, or somebody put it off.
    _DEEDS[job.kind](Desk(connection, now(connection), secrets, Slow()), job.subject)
    connection.execute(_FINISH, mine)
    return 1


def _put_off(connection: Connection, job: Job, error: Exception) -> None:
    pause = min(LEASE * 2 ** min(job.attempts, 6), PAUSE_MAX)
    mine = {"id": job.id, "due": job.due_at, "attempts": job.attempts}
    until = to_ms(real_now(connection) + pause)
    connection.execute(_FAIL, {**mine, "until": until, "error": type(error).__name__})
