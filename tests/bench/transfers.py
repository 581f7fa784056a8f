"""Transfers: a whole one, from the request to the receipts, beside as many balance questions as it takes messages.

A transfer is three messages: "kirim 1000 ke 08…", "ya", the PIN. Its time is that of the three, from the first byte in
to the last byte out, less the time inside argon2, which is slow on purpose. The floor is the time of three balance
questions over the same database. Both are said in one thread of one process without a server, so nothing waits; the
ratio is floor to transfer, and 1.00 would be a transfer whose messages cost no more than questions.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from sqlalchemy import text

from models.database import Database
from models.secrets import Secrets
from tests.bench.figures import Line, Report, Run, Spread, alternate
from tests.bench.inside import Talker, wallet_over
from tests.bench.people import PIN, settle
from tests.bench.places import Places
from tests.bench.turns import check_effects

CHATS = 1_000
LINES = ("kirim 1000 ke {phone}", "ya", PIN)
ONCE = len(LINES)
ASKING = 500_000_000
"""The first update of the balance questions, far from those of the transfers."""

_SENT = text("SELECT COUNT(*), COALESCE(SUM(amount), 0) FROM transfers WHERE code = 'transfer' AND step = 'posted'")


@dataclass(frozen=True)
class Took:
    """Microseconds of one transfer, or of as many questions as it takes messages."""

    took: float
    hashing: float


class _Hashing:
    """How long argon2 took."""

    def __init__(self) -> None:
        self.seconds = 0.0

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Measure every PIN that is verified meanwhile."""
        with patch.object(Secrets, "pin_matches", self._timed(Secrets.pin_matches)):
            yield

    def _timed(self, real: Callable[[Secrets, str, str], bool]) -> Callable[[Secrets, str, str], bool]:
        def timed(secrets: Secrets, kept: str, pin: str) -> bool:
            start = time.perf_counter()
            try:
                return real(secrets, kept, pin)
            finally:
                self.seconds += time.perf_counter() - start

        return timed


def transfer(places: Places, kind: str, *, seconds: float, rounds: int) -> Report:
    """Return what a transfer takes, less the hashing of its PIN, to what its messages would as questions."""
    report = Report()
    with places.database(kind) as database:
        people = settle(database, CHATS)
        wallet = wallet_over(database)
        app, hashing = wallet.web.wsgi_app, _Hashing()
        sending, asking = Talker(app, people, LINES), Talker(app, people, ["saldo"], ASKING)

        def measure(talker: Talker) -> Took:
            count, hashed = 0, hashing.seconds
            start = time.perf_counter()
            while time.perf_counter() - start < seconds:
                talker.say(ONCE)
                count += 1
            spent, hashed = time.perf_counter() - start, hashing.seconds - hashed
            return Took(1e6 * (spent - hashed) / count, 1e6 * hashed / count)

        with hashing.measured():
            sending.say(10 * ONCE)
            asking.say(10 * ONCE)
            runs = alternate(lambda: measure(asking), [lambda: measure(sending)], rounds)[0]
        wallet.database.close()
        _check(report, database, sending, asking)
    report.lines = [_line(kind, runs)]
    return report


def _check(report: Report, database: Database, sending: Talker, asking: Talker) -> None:
    sent = sending.said // ONCE
    with database.read() as connection:
        found: Any = connection.execute(_SENT).one()
    report.expect("transfers, rupiah", tuple(map(int, found)), (sent, 1_000 * sent))
    check_effects(report, database, sending.said + asking.said)


def _line(kind: str, runs: list[Run[Took]]) -> Line:
    floors = [runs[0].before.took, *(run.after.took for run in runs)]
    return Line(
        f"transfer {kind}: us less hashing",
        f"{statistics.median([run.cell.took for run in runs]):,.0f}",
        f"{statistics.median(floors):,.0f}",
        Spread.of([1 / run.ratio(lambda each: each.took) for run in runs]),
        more={
            "ours_us": [run.cell.took for run in runs],
            "floor_us": floors,
            "hashing_us": [run.cell.hashing for run in runs],
        },
    )
