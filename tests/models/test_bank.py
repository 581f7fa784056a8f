"""The bank: eight wallets, eight threads, and somebody who reads all balances all the time."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from functools import partial

from sqlalchemy import text
from sqlalchemy.engine import Connection

from models import ledger, statements
from models.database import Database
from models.ledger import Move, Posted
from models.money import Money

from .books import Books, at_once, outcome

SECONDS = 1.5
NAMES = ("budi", "sari", "dewi", "eka", "fitri", "gita", "hadi", "indah")
TOTAL = len(NAMES) * 100
_READ = text(
    "SELECT id, credits_posted - debits_posted AS balance, debits_pending AS held FROM accounts WHERE kind = 'wallet'"
)


def test_no_rupiah_is_made_or_lost_under_eight_threads(database: Database) -> None:
    books = Books(database)
    for name in NAMES:
        books.open(name, 100)
    told: Counter[str] = Counter()
    stop = time.monotonic() + SECONDS

    def act(seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311  a test that can be run again
        nth = 0
        while time.monotonic() < stop:
            nth += 1
            debit, credit = chance.sample(NAMES, 2)
            move = Move(
                id=f"{seed}-{nth}",
                debit=books.wallets[debit],
                credit=books.wallets[credit],
                amount=Money(chance.randint(1, 40)),
                code="transfer",
                order_key="",
            )
            deed = chance.choice([send, send_twice, hold_and_settle, hold_and_void])
            told[database.run(partial(deed, move=move))] += 1

    at_once(*[partial(act, seed) for seed in range(8)], partial(read_until, stop, database, told))
    assert told["posted"] > 20
    assert told["reads"] > 2
    assert set(told) <= {"posted", "exceeds_balance", "reads"}, told
    assert books.total() == TOTAL
    assert books.lies() == []


def test_two_wallets_that_pay_each_other_never_wait_in_a_ring(database: Database) -> None:
    books = Books(database)
    for name in ("budi", "sari"):
        books.open(name, 10_000)

    def pay(debit: str, credit: str) -> None:
        for _ in range(15):
            # Not `run`: a lost race that was tried again would hide the ring.
            assert books.send(debit, credit, 1) == "posted"

    at_once(*[partial(pay, "budi", "sari"), partial(pay, "sari", "budi")] * 4)
    assert books.balances() == {"budi": 10_000, "sari": 10_000}
    assert books.lies() == []


def test_everybody_pays_one_merchant_at_once(database: Database) -> None:
    books = Books(database)
    for name in NAMES:
        books.open(name, 100)

    def pay(name: str) -> None:
        for _ in range(10):
            assert books.send(name, "merchant:warung", 3, code="payment") == "posted"

    at_once(*[partial(pay, name) for name in NAMES])
    with database.read() as connection:
        assert statements.house_balance(connection, "merchant:warung") == 3 * 10 * len(NAMES)
    assert books.lies() == []


def read_until(stop: float, database: Database, told: Counter[str]) -> None:
    """Read all balances again and again: their total never changes, none is missing, none below zero."""
    pause = threading.Event()
    while time.monotonic() < stop:
        with database.read() as connection:
            rows = connection.execute(_READ).all()
        assert len(rows) == len(NAMES)
        assert sum(row.balance for row in rows) == TOTAL
        assert all(row.balance >= row.held >= 0 for row in rows)
        told["reads"] += 1
        pause.wait(0.005)


def send(connection: Connection, move: Move) -> str:
    return outcome(ledger.post(connection, move))


def send_twice(connection: Connection, move: Move) -> str:
    first, again = ledger.post(connection, move), ledger.post(connection, move)
    assert again == first or (isinstance(again, Posted) and again.existed)
    return outcome(first)


def hold_and_settle(connection: Connection, move: Move) -> str:
    held = ledger.hold(connection, move, None)
    if isinstance(held, Posted):
        assert outcome(ledger.settle(connection, move.id)) == "posted"
    return outcome(held)


def hold_and_void(connection: Connection, move: Move) -> str:
    held = ledger.hold(connection, move, None)
    if isinstance(held, Posted):
        assert outcome(ledger.void(connection, move.id)) == "posted"
    return outcome(held)
