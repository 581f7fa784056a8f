"""Gauges: how much waits, is held, is overdue, asked by `/metrics` when it is read.

Every statement goes by an index and stops at `ROWS_MAX` rows, so that a scrape costs the same on a bad day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import Connection

from .beats import KINDS, heard
from .clock import from_ms, now, real_now, to_ms
from .outbox import dead_letters, oldest_queued, unknown_sends
from .proofs import proofs
from .rests import rests

ROWS_MAX = 10_000

_QUEUED = text(
    "SELECT channel, COUNT(*) AS many FROM (SELECT channel FROM messages WHERE status IN ('queued', 'doubtful') "
    f"ORDER BY id LIMIT {ROWS_MAX}) AS waiting GROUP BY channel"
)
_TRIED_AGAIN = text(
    "SELECT COUNT(*) FROM (SELECT attempts FROM messages WHERE status IN ('queued', 'doubtful') "
    f"ORDER BY id LIMIT {ROWS_MAX}) AS waiting WHERE attempts > 0"
)
_TOKENS = text(
    "SELECT COUNT(*) AS many, COALESCE(SUM(amount + fee), 0) AS held FROM (SELECT amount, fee FROM tokens "
    f"WHERE status = 'live' AND kind = 'withdraw' LIMIT {ROWS_MAX}) AS live"
)
_REQUESTS = text(
    "SELECT COUNT(*) AS many, COALESCE(SUM(amount + fee), 0) AS held FROM (SELECT amount, fee FROM cash_requests "
    f"WHERE status IN ('asked', 'accepted', 'handed', 'disputed') LIMIT {ROWS_MAX}) AS live"
)
_CASES = text(
    "SELECT kind, COUNT(*) AS many, MIN(opened_at) AS oldest FROM (SELECT kind, opened_at FROM cases "
    f"WHERE status = 'open' ORDER BY id LIMIT {ROWS_MAX}) AS waiting GROUP BY kind"
)
_JOBS = text(
    "SELECT COUNT(*) AS many, COALESCE(SUM(CASE WHEN error <> '' THEN 1 ELSE 0 END), 0) AS failing, "
    "MIN(due_at) AS oldest FROM (SELECT due_at, error FROM jobs WHERE due_at <= :now "
    f"ORDER BY due_at LIMIT {ROWS_MAX}) AS due"
)


@dataclass(frozen=True)
class Gauge:
    """One figure as it is now, by its labels; without labels there is one sample under ()."""

    name: str
    means: str
    labels: tuple[str, ...]
    samples: Mapping[Any, float]
    """By the values of the labels, a tuple of as many."""


def gauges(connection: Connection) -> list[Gauge]:
    """Return every gauge, in one consistent view."""
    at, real = now(connection), real_now(connection)
    return [gauge for group in _GROUPS for gauge in group(connection, at, real)]


def _queue(connection: Connection, at: datetime, _real: datetime) -> Iterable[Gauge]:
    waiting = {(row.channel,): float(row.many) for row in connection.execute(_QUEUED)}
    oldest = oldest_queued(connection)
    age = max((at - oldest).total_seconds(), 0.0) if oldest else 0.0
    yield Gauge("queue_length", f"messages that wait to be sent, counted to {ROWS_MAX}", ("channel",), waiting)
    yield _one("queue_oldest_seconds", "age of the oldest message that waits", age)
    again = float(connection.execute(_TRIED_AGAIN).scalar_one())
    yield _one("queue_tried", "messages that wait after they were tried in vain", again)
    yield _one("unknown_sends", "messages that may or may not have arrived", float(unknown_sends(connection)))
    yield _one("dead_letters", "messages not delivered, not settled by staff", float(dead_letters(connection)))
    left_alone = {(each.channel,): float(each.refuses) for each in rests(connection)}
    yield Gauge("channel_rests", "a channel left alone: 1 it refuses us, 0 it throttles", ("channel",), left_alone)


def _money(connection: Connection, _at: datetime, _real: datetime) -> Iterable[Gauge]:
    found = {("token",): connection.execute(_TOKENS).one(), ("friend",): connection.execute(_REQUESTS).one()}
    yield Gauge("holds", "holds that are open", ("what",), {what: float(row.many) for what, row in found.items()})
    held = {what: float(row.held) for what, row in found.items()}
    yield Gauge("holds_rupiah", "rupiah in open holds, fees included", ("what",), held)


def _cases(connection: Connection, at: datetime, _real: datetime) -> Iterable[Gauge]:
    rows = list(connection.execute(_CASES))
    many = {(row.kind,): float(row.many) for row in rows}
    oldest = min((row.oldest for row in rows), default=None)
    yield Gauge("cases_open", "cases that wait for a person", ("kind",), many)
    age = max((at - from_ms(oldest)).total_seconds(), 0.0) if oldest is not None else 0.0
    yield _one("case_oldest_seconds", "age of the oldest open case", age)


def _jobs(connection: Connection, at: datetime, _real: datetime) -> Iterable[Gauge]:
    row = connection.execute(_JOBS, {"now": to_ms(at)}).one()
    late = max((at - from_ms(row.oldest)).total_seconds(), 0.0) if row.oldest is not None else 0.0
    yield _one("jobs_due", "jobs whose time has come", float(row.many))
    yield _one("jobs_failing", "jobs that failed and are tried again", float(row.failing))
    yield _one("jobs_overdue_seconds", "how late the oldest job is", late)


def _processes(connection: Connection, _at: datetime, real: datetime) -> Iterable[Gauge]:
    found = heard(connection)
    running = {(kind,): float(found[kind].running) for kind in KINDS}
    last = {(kind,): (real - each.last).total_seconds() for kind, each in found.items() if each.last is not None}
    yield Gauge("processes", "processes heard of within a minute", ("kind",), running)
    yield Gauge("heard_seconds", "time since a process of this kind was last heard of", ("kind",), last)


def _proofs(connection: Connection, _at: datetime, real: datetime) -> Iterable[Gauge]:
    found = proofs(connection)
    ages = {(what,): (real - each.at).total_seconds() for what, each in found.items()}
    yield Gauge("proof_age_seconds", "time since the books were checked, or a backup made", ("what",), ages)
    good = {(what,): float(each.good) for what, each in found.items()}
    yield Gauge("proof_good", "1 if the last check of the books, or of a backup, found no lie", ("what",), good)


def _one(name: str, means: str, value: float) -> Gauge:
    return Gauge(name, means, (), {(): value})


_GROUPS: tuple[Callable[[Connection, datetime, datetime], Iterable[Gauge]], ...] = (
    _queue,
    _money,
    _cases,
    _jobs,
    _processes,
    _proofs,
)
