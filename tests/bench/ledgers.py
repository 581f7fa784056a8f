"""Ledgers: transfers through the ledger's public function, beside what the database itself can do.

On PostgreSQL that is pgbench's TPC-B-like transaction, prepared, at scale 10; on SQLite two rows in a transaction.
"""

from __future__ import annotations

import itertools
import re
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import Connection

from models.check_books import check
from models.checkpoints import make_checkpoints
from models.clock import now
from models.database import Database
from models.ledger import AccountId, Move, house, post
from models.money import Money
from models.statements import house_balance
from tests.bench.figures import Line, Report, Run, Spread, alternate
from tests.bench.floors import make_table
from tests.bench.paying import AMOUNT, Done, Work, moved_by, pay
from tests.bench.people import settle
from tests.bench.places import Places

WALLETS = 10_000
SCALE = 10
AIM = 1.0
AIM_HOT = 0.95
PEOPLE = 100
PAYMENTS = 10_000
READS = 21
BATCH = 500

_POSTED = text("SELECT COUNT(*), COALESCE(SUM(amount), 0) FROM transfers WHERE code = :code")


def _url(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def ledger(places: Places, kind: str, *, seconds: float, rounds: int) -> Report:
    """Return transfers a second between 10,000 wallets at random to the database's own measure."""
    report = Report()
    with ExitStack() as stack:
        database = stack.enter_context(places.database(kind))
        bare = stack.enter_context(places.database(kind, migrated=False))
        wallets = [one.wallet for one in settle(database, WALLETS)]
        database.close()
        names = (f"ledger:{nth}" for nth in itertools.count())
        cells: list[Done] = []

        def ours() -> Done:
            cells.append(pay(Work(_url(database), next(names), wallets, [], seconds)))
            return cells[-1]

        floor = _pgbench(places, bare, seconds) if kind == "postgresql" else _raw(bare, wallets, seconds)
        ours()
        runs = alternate(floor, [ours], rounds)[0]
        _check(report, database, "transfer", cells)
    aim = AIM if kind == "postgresql" else None
    report.lines = [_line(f"ledger {kind}: transfers/s", runs, aim)]
    return report


def _pgbench(places: Places, database: Database, seconds: float) -> Callable[[], Done]:
    """Return what runs pgbench once over tables of its own, with as many clients as we have."""
    server = places.server
    folder, name = server.get_postmaster_info().socket_dir, str(database.url.database)

    def run(*options: str) -> str:
        command = [str(server.bin_path / "pgbench"), "-h", str(folder), "-U", "postgres", *options, name]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    run("-i", "-q", "-s", str(SCALE))

    def measure() -> Done:
        told = run("-n", "-M", "prepared", "-c", "8", "-j", "2", "-T", str(max(1, round(seconds))))
        found = re.search(r"^tps = ([0-9.]+)", told, re.MULTILINE)
        if found is None:
            raise RuntimeError(f"pgbench does not tell its speed:\n{told}")
        return Done(float(found[1]), 0, 0)

    measure()
    return measure


def _raw(database: Database, wallets: list[int], seconds: float) -> Callable[[], Done]:
    make_table(database)
    work = Work(_url(database), "raw", wallets, [], seconds, bare=True)
    return lambda: pay(work)


def hot_merchant(places: Places, kind: str, *, seconds: float, rounds: int, payments: int = PAYMENTS) -> Report:
    """Return payments a second to one merchant to those of 100 merchants, and how long its balance takes to read."""
    report = Report()
    with places.database(kind) as database:
        people = [one.wallet for one in settle(database, PEOPLE)]
        with database.begin() as connection:
            at = now(connection)
            many = [house(connection, f"merchant:{nth}", "merchant", at) for nth in range(PEOPLE)]
            one = house(connection, "merchant:hot", "merchant", at)
        database.close()
        names = (f"pay:{nth}" for nth in itertools.count())
        cells: dict[bool, list[Done]] = {True: [], False: []}

        def paying(hot: bool) -> Done:
            payees = [one] * PEOPLE if hot else many
            work = Work(_url(database), next(names), people, [int(each) for each in payees], seconds, code="payment")
            cells[hot].append(pay(work))
            return cells[hot][-1]

        paying(True)
        runs = alternate(lambda: paying(False), [lambda: paying(True)], rounds)[0]
        paid = moved_by(cells[True]) + _top_up(database, people, one, payments - moved_by(cells[True]))
        reads = _reads(report, database, paid)
        _check(report, database, "payment", [*cells[True], *cells[False]], more=paid - moved_by(cells[True]))
    report.lines = [_line(f"hot merchant {kind}: payments/s", runs, AIM_HOT), _reading(kind, paid, *reads)]
    return report


def _top_up(database: Database, people: Sequence[int], merchant: AccountId, count: int) -> int:
    """Make as many more payments as are wanted, many to a transaction; return how many that was."""
    done = 0
    while done < count:

        def batch(connection: Connection, first: int = done) -> None:
            for nth in range(first, min(count, first + BATCH)):
                payer = AccountId(people[nth % len(people)])
                post(connection, Move(f"more:{nth}", payer, merchant, AMOUNT, "payment", f"more:{nth}"))

        database.run(batch)
        done = min(count, done + BATCH)
    return done


def _reads(report: Report, database: Database, paid: int) -> tuple[float, float]:
    """Return how long the merchant's balance takes to read, in ms, before its checkpoint and after."""
    times = []
    for nth in range(2):
        if nth == 1:
            with database.begin() as connection:
                made = make_checkpoints(connection, sealed_after=now(connection) - now(connection))
            report.expect("checkpoints", made >= 1, True)
        took = []
        with database.read() as connection:
            for _ in range(READS):
                start = time.perf_counter()
                balance = house_balance(connection, "merchant:hot")
                took.append(1000 * (time.perf_counter() - start))
        report.expect("the merchant's balance", int(balance), int(AMOUNT) * paid)
        times.append(statistics.median(took))
    return times[0], times[1]


def _reading(kind: str, paid: int, before: float, after: float) -> Line:
    return Line(
        f"hot merchant {kind}: its balance read",
        f"{after:.2f} ms",
        f"{before:.2f} ms",
        aim=f"after a checkpoint; before, with {paid:,} payments to sum",
        more={"checkpointed_ms": after, "summed_ms": before, "payments": paid},
    )


def _check(report: Report, database: Database, code: str, cells: Sequence[Done], more: int = 0) -> None:
    moved = moved_by(cells) + more
    with database.read() as connection:
        found: Any = connection.execute(_POSTED, {"code": code}).one()
        report.expect("transfers, rupiah", tuple(map(int, found)), (moved, moved * int(Money(AMOUNT))))
        report.expect("refused", sum(each.refused for each in cells), 0)
        report.expect("lies in the books", [str(each) for each in check(connection)][:3], [])


def _line(name: str, runs: list[Run[Done]], aim: float | None) -> Line:
    ratio = Spread.of([run.ratio(lambda each: each.rate) for run in runs])
    floors = [runs[0].before.rate, *(run.after.rate for run in runs)]
    return Line(
        name,
        f"{statistics.median([run.cell.rate for run in runs]):,.0f}",
        f"{statistics.median(floors):,.0f}",
        ratio,
        f">= {aim}" if aim else "",
        ratio.median >= aim if aim else None,
        {"ours": [run.cell.rate for run in runs], "floor": floors},
    )
