"""Counts: what a process counted, added up in the database every few seconds, over all processes of all machines.

Counting is an addition in memory and touches no database; `models/beats.py` carries it over. What a process that is
killed had not carried over is not counted.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Mapping

from sqlalchemy import BigInteger, text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

BETWEEN = "|"
"""Between two labels as they are kept; none of ours has one in it."""
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""In seconds, the upper ends of the steps in which turns are counted."""
STEPS = tuple(f"{bound:g}" for bound in BOUNDS)
ABOVE = "+Inf"

Counted = dict[tuple[str, str], int]
"""By name and labels."""


class CountRow(SQLModel, table=True):
    """One sum, which only grows."""

    __tablename__ = "counts"

    name: str = Field(primary_key=True)
    labels: str = Field(primary_key=True)
    value: int = Field(sa_type=BigInteger)


_ADD = text(
    "INSERT INTO counts (name, labels, value) VALUES (:name, :labels, :value) "
    "ON CONFLICT (name, labels) DO UPDATE SET value = counts.value + excluded.value"
)
_ALL = text("SELECT name, labels, value FROM counts ORDER BY name, labels")

_lock = threading.Lock()
_counted: Counted = {}


def count(name: str, *labels: str, by: int = 1) -> None:
    """Count something that happened; labels are names of ours, never what somebody said."""
    key = (name, BETWEEN.join(labels))
    with _lock:
        _counted[key] = _counted.get(key, 0) + by


def count_turn(channel: str, end: str, seconds: float) -> None:
    """Count a turn, in the step that its time falls into, and its time."""
    step = bisect_left(BOUNDS, seconds)
    turn = f"{channel}{BETWEEN}{end}"
    bucket = ("turns", f"{turn}{BETWEEN}{STEPS[step] if step < len(STEPS) else ABOVE}")
    took = ("turns_microseconds", turn)
    with _lock:
        _counted[bucket] = _counted.get(bucket, 0) + 1
        _counted[took] = _counted.get(took, 0) + int(seconds * 1_000_000)


def taken() -> Counted:
    """Return what was counted since the last time, which is the caller's to carry over or to give back."""
    global _counted
    with _lock:
        mine, _counted = _counted, {}
    return mine


def give_back(counted: Mapping[tuple[str, str], int]) -> None:
    """Count again what could not be carried over."""
    with _lock:
        for key, value in counted.items():
            _counted[key] = _counted.get(key, 0) + value


def carry_over(connection: Connection, counted: Mapping[tuple[str, str], int]) -> None:
    """Add what a process counted to the sums; in the order of their keys, so that two processes never deadlock."""
    rows = [{"name": name, "labels": labels, "value": value} for (name, labels), value in sorted(counted.items())]
    if rows:
        connection.execute(_ADD, rows)


def all_counts(connection: Connection) -> dict[str, dict[tuple[str, ...], int]]:
    """Return every sum, by name and labels."""
    found: dict[str, dict[tuple[str, ...], int]] = {}
    for row in connection.execute(_ALL):
        found.setdefault(row.name, {})[tuple(row.labels.split(BETWEEN)) if row.labels else ()] = int(row.value)
    return found
