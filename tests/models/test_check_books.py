"""Check the books: true ones pass, and every lie is named with its row."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection

from models import ledger
from models.check_books import check, figures_of_the_books
from models.checkpoints import make_checkpoints
from models.customers import Tier
from models.database import Database
from models.money import Money
from tests.databases import on_postgresql, on_sqlite

from .books import Books, unguard


@pytest.fixture
def busy(database: Database) -> Books:
    """Books with one of everything. Transfer 2 pays Rp30.000, 3 is its fee, 5 settles a hold, 7 voids "
    "one, 8 gives back."""
    books = Books(database)
    books.open("budi", 100_000, Tier.REGULAR)
    books.open("sari", tier=Tier.REGULAR)
    with database.begin() as connection:
        ledger.post(connection, books.move(connection, "budi", "sari", 30_000, id="sent"))
        ledger.post(connection, books.move(connection, "budi", "fees:transfer", 500, code="fee"))
        for end in ("settle", "void"):
            ledger.hold(connection, books.move(connection, "budi", "fees:atm", 10_000, id=end, code="withdraw"), None)
            getattr(ledger, end)(connection, end)
        ledger.reverse(connection, "sent", reversal_id="back", order_key="", amount=Money(5_000))
        make_checkpoints(connection, sealed_after=-timedelta(minutes=1))
        ledger.hold(connection, books.move(connection, "sari", "fees:atm", 1_000, id="open", code="withdraw"), None)
        ledger.post(connection, books.move(connection, "bank:bni", "sari", 7, code="topup"))
    return books


def test_true_books_have_no_lies(busy: Books) -> None:
    assert busy.lies() == []


def test_empty_books_have_no_lies(database: Database) -> None:
    with database.read() as connection:
        assert check(connection) == []
        assert figures_of_the_books(connection) == {
            "wallets": 0,
            "transfers": 0,
            "customers' money": 0,
            "held of it": 0,
        }


def test_the_books_have_figures(busy: Books) -> None:
    with busy.database.read() as connection:
        assert figures_of_the_books(connection) == {
            "wallets": 2,
            "transfers": 10,
            "customers' money": 89_507,
            "held of it": 1_000,
            "balance of bank:bca": -100_000,
            "balance of bank:bni": -7,
            "balance of fees:atm": 10_000,
            "balance of fees:transfer": 500,
        }


@pytest.mark.parametrize(
    ("lie", "promise", "place"),
    [
        (
            "UPDATE transfers SET amount = 30001 WHERE seq = 2",
            "I3 a wallet's sums are those of its transfers",
            "account wallet:1",
        ),
        (
            "UPDATE transfers SET amount = 30001 WHERE seq = 2",
            "I5 each balance follows from the one before",
            "transfer 2",
        ),
        ("UPDATE transfers SET amount = 30001 WHERE seq = 2", "I8 transfers never change", "transfer 2"),
        ("UPDATE transfers SET note = 'hi' WHERE seq = 2", "I8 transfers never change", "transfer 2"),
        ("DELETE FROM transfers WHERE seq = 3", "I5 versions run without a gap", "transfer 4"),
        ("DELETE FROM transfers WHERE seq = 3", "I2 debits equal credits", "all accounts"),
        ("DELETE FROM transfers WHERE seq = 10", "I5 the last version is the wallet's", "account wallet:2"),
        ("DELETE FROM transfers WHERE seq = 10", "I12 a month's total is the sum of its transfers", None),
        (
            "UPDATE transfers SET debit_balance_after = 69999 WHERE seq = 2",
            "I5 each balance follows from the one before",
            "transfer 2",
        ),
        (
            "UPDATE transfers SET debit_balance_after = -1 WHERE seq = 2",
            "I4 a wallet was never below zero",
            "transfer 2",
        ),
        ("UPDATE transfers SET debit_version = 9 WHERE seq = 3", "I5 versions run without a gap", "transfer 3"),
        (
            "UPDATE transfers SET credit_version = 1, credit_balance_after = 500 WHERE seq = 3",
            "I5 a house account's side carries no balance",
            "transfer 3",
        ),
        (
            "UPDATE transfers SET created_at = created_at - 5000 WHERE seq = 4",
            "I7 within a wallet time never falls",
            "transfer 4",
        ),
        (
            "UPDATE incoming SET total = total + 1 WHERE account_id = 1",
            "I12 a month's total is the sum of its transfers",
            None,
        ),
        ("DELETE FROM incoming", "I12 a month's total is the sum of its transfers", None),
        (
            "UPDATE accounts SET credits_posted = credits_posted + 1 WHERE name = 'wallet:1'",
            "I2 debits equal credits",
            "all accounts",
        ),
        (
            "UPDATE accounts SET debits_pending = 0 WHERE name = 'wallet:2'",
            "I3 a wallet's sums are those of its transfers",
            "account wallet:2",
        ),
        (
            "UPDATE accounts SET version = 1 WHERE name = 'wallet:1'",
            "I5 the last version is the wallet's",
            "account wallet:1",
        ),
        (
            "UPDATE accounts SET credits_posted = 1 WHERE name = 'bank:bca'",
            "I3 a house account keeps no sums of its own",
            "account bank:bca",
        ),
        ("UPDATE checkpoints SET debits = debits + 1", "I3 a checkpoint is the sum of its transfers", None),
        ("UPDATE transfers SET amount = 9999 WHERE seq = 4", "I10 what ends a hold fits it", "transfer 5"),
        ("UPDATE transfers SET amount = 30001 WHERE seq = 8", "I10 no more is given back than was moved", "transfer 8"),
        (
            "UPDATE transfers SET reverses_id = 'settle' WHERE seq = 8",
            "I10 no more is given back than was moved",
            "transfer 8",
        ),
        ("UPDATE transfers SET amount = 2000001 WHERE seq = 1", "I8 transfers never change", "transfer 1"),
        (
            "UPDATE transfers SET credit_balance_after = 2000001 WHERE seq = 1",
            "I12 a balance is within its limit",
            "transfer 1",
        ),
        ("UPDATE transfers SET amount = 20000001 WHERE seq = 1", "I12 a month is within its limit", None),
    ],
)
def test_a_lie_is_named(busy: Books, lie: str, promise: str, place: str | None) -> None:
    with busy.database.begin() as connection:
        tell(connection, lie)
        named = [(finding.promise, finding.row) for finding in check(connection)]
    assert promise in [said for said, _ in named], named
    if place is not None:
        assert (promise, place) in named


@pytest.mark.parametrize(
    ("lie", "promise"),
    [
        ("UPDATE transfers SET amount = 0 WHERE seq = 2", "I1 two accounts, a positive amount"),
        (
            "UPDATE transfers SET credit_account_id = debit_account_id WHERE seq = 2",
            "I1 two accounts, a positive amount",
        ),
        ("UPDATE transfers SET id = 'sent' WHERE seq = 3", "I6 one transfer an id, one a reference"),
        ("UPDATE transfers SET pending_id = 'settle' WHERE seq = 7", "I10 a hold ends once"),
        ("UPDATE accounts SET debits_pending = 999999 WHERE name = 'wallet:1'", "I4 a wallet is never below zero"),
        ("ALTER TABLE incoming ADD COLUMN rate REAL", "I11 money is a whole number of 64 bits"),
    ],
)
def test_a_lie_is_named_even_when_the_constraints_are_gone(busy: Books, lie: str, promise: str) -> None:
    with busy.database.begin() as connection:
        strip(connection)
        tell(connection, lie)
        assert promise in [finding.promise for finding in check(connection)]


@on_sqlite
def test_a_fraction_is_a_lie(busy: Books) -> None:
    with busy.database.begin() as connection:
        strip(connection)
        tell(connection, "UPDATE transfers SET amount = 0.5 WHERE seq = 2")
        assert "I11 money is a whole number of 64 bits" in [finding.promise for finding in check(connection)]


@on_postgresql
def test_a_narrow_column_is_a_lie(busy: Books) -> None:
    with busy.database.begin() as connection:
        strip(connection)
        tell(connection, "ALTER TABLE transfers ALTER COLUMN amount TYPE integer")
        assert "I11 money is a whole number of 64 bits" in [finding.promise for finding in check(connection)]


def tell(connection: Connection, lie: str) -> None:
    """Write the lie, past the triggers."""
    unguard(connection)
    connection.execute(text(lie))


def strip(connection: Connection) -> None:
    """Take the checks and unique indexes of the ledger away."""
    unguard(connection)
    if connection.dialect.name == "postgresql":
        found = connection.execute(
            text(
                "SELECT conrelid::regclass AS place, conname AS name FROM pg_constraint "
                "WHERE contype IN ('c', 'u', 'f') AND conrelid IN ('transfers'::regclass, 'accounts'::regclass) "
                "ORDER BY contype = 'f' DESC"
            )
        ).all()
        for row in found:
            connection.execute(text(f"ALTER TABLE {row.place} DROP CONSTRAINT {row.name} CASCADE"))
        return
    connection.execute(text("PRAGMA ignore_check_constraints = ON"))
    connection.execute(text("CREATE TABLE bare AS SELECT * FROM transfers"))
    connection.execute(text("ALTER TABLE transfers RENAME TO whole"))
    connection.execute(text("ALTER TABLE bare RENAME TO transfers"))
