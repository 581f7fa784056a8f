"""Limits: how much a wallet may hold and take in (Services Table)."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy.engine import Connection

from models import ledger
from models.customers import Tier, set_tier
from models.database import Database
from models.figures import set_figure
from models.limits import BalanceLimit, IncomingLimit, refusal_to_receive, room_this_month
from models.money import Money

from .books import Books, at_once, outcome

MILLION = 1_000_000
LAST_EVENING = datetime(2026, 11, 30, 16, 59, 59, tzinfo=UTC)  # A second before December in Jakarta.


@pytest.mark.parametrize(
    ("tier", "has", "amount", "refusal"),
    [
        (Tier.REGULAR, 0, 2 * MILLION, None),
        (Tier.REGULAR, 0, 2 * MILLION + 1, BalanceLimit(Money(2 * MILLION), Money(2 * MILLION))),
        (Tier.REGULAR, 1_999_999, 1, None),
        (Tier.REGULAR, 1_999_999, 2, BalanceLimit(Money(2 * MILLION), Money(1))),
        (Tier.REGULAR, 2 * MILLION, 1, BalanceLimit(Money(2 * MILLION), Money(0))),
        (Tier.PREMIUM, 0, 20 * MILLION, None),
        (Tier.PREMIUM, 19 * MILLION, MILLION + 1, BalanceLimit(Money(20 * MILLION), Money(MILLION))),
    ],
)
def test_a_wallet_holds_no_more_than_its_tier_may(
    database: Database, tier: Tier, has: int, amount: int, refusal: BalanceLimit | None
) -> None:
    books = Books(database)
    books.open("sari", has, tier)
    assert asked(books, tier, amount) == refusal


@pytest.mark.parametrize(
    ("tier", "came_in", "amount", "refusal"),
    [
        (Tier.REGULAR, 19 * MILLION, MILLION, None),
        (Tier.REGULAR, 19 * MILLION, MILLION + 1, IncomingLimit(Money(20 * MILLION), Money(MILLION))),
        (Tier.REGULAR, 20 * MILLION, 1, IncomingLimit(Money(20 * MILLION), Money(0))),
        (Tier.PREMIUM, 39 * MILLION, MILLION, None),
        (Tier.PREMIUM, 40 * MILLION, 1, IncomingLimit(Money(40 * MILLION), Money(0))),
    ],
)
def test_a_wallet_takes_in_no_more_a_month_than_its_tier_may(
    database: Database, tier: Tier, came_in: int, amount: int, refusal: IncomingLimit | None
) -> None:
    books = Books(database)
    books.open("sari", 0, tier)
    for _ in range(came_in // MILLION):
        books.topup("sari", MILLION)
        books.send("sari", "merchant:warung", MILLION, code="payment")
    assert asked(books, tier, amount) == refusal
    assert books.lies() == []


def test_held_money_keeps_its_place(database: Database) -> None:
    books = Books(database)
    books.open("sari", 2 * MILLION, Tier.REGULAR)
    with database.begin() as connection:
        ledger.hold(connection, books.move(connection, "sari", "fees:atm", MILLION, code="withdraw", id="held"), None)
    assert asked(books, Tier.REGULAR, 1) == BalanceLimit(Money(2 * MILLION), Money(0))
    with database.begin() as connection:
        ledger.void(connection, "held")
    assert books.wallet("sari").balance == 2 * MILLION
    assert books.lies() == []


def test_a_month_begins_at_midnight_in_jakarta(database: Database) -> None:
    books = Books(database)
    with database.begin() as connection:
        wallet = books.welcome(connection, "sari", LAST_EVENING - timedelta(days=1))
        instants = [LAST_EVENING, LAST_EVENING + timedelta(seconds=1)]
        for amount, at in zip((5 * MILLION, 7 * MILLION), instants, strict=True):
            ledger.post(connection, books.move(connection, "bank:bca", "sari", amount, code="topup"), at=at)
        rooms = [room_this_month(connection, wallet, Tier.PREMIUM, at) for at in instants]
    assert rooms == [35 * MILLION, 33 * MILLION]
    assert books.lies() == []


def test_an_operator_moves_a_limit_and_old_books_stay_true(database: Database) -> None:
    books = Books(database)
    books.open("sari", MILLION, Tier.REGULAR)
    with database.begin() as connection:
        set_figure(connection, "balance_max.regular", 500_000)
        set_figure(connection, "incoming_max.regular", 600_000)
    assert asked(books, Tier.REGULAR, 1) == BalanceLimit(Money(500_000), Money(0))
    assert books.lies() == []


def test_a_premium_customer_has_premium_limits(database: Database) -> None:
    books = Books(database)
    books.open("sari", 2 * MILLION, Tier.REGULAR)
    with database.begin() as connection:
        set_tier(connection, books.customers["sari"], Tier.PREMIUM)
    assert asked(books, Tier.PREMIUM, 18 * MILLION) is None


def test_a_limit_holds_when_many_pay_at_once(database: Database) -> None:
    books = Books(database)
    books.open("sari", 0, Tier.REGULAR)
    told: Counter[str] = Counter()

    def top_up(nth: int) -> None:
        def work(connection: Connection) -> str:
            move = books.move(connection, "bank:bca", "sari", 300_000, code="topup", id=f"payment {nth}")
            at = ledger.lock(connection, move.credit)
            refusal = refusal_to_receive(connection, move.credit, Tier.REGULAR, move.amount, at)
            return "refused" if refusal else outcome(ledger.post(connection, move, at=at))

        told[database.run(work)] += 1

    at_once(*[partial(top_up, nth) for nth in range(12)])
    assert told == {"posted": 6, "refused": 6}
    assert books.wallet("sari").balance == 1_800_000
    assert books.lies() == []


def asked(books: Books, tier: Tier, amount: int) -> BalanceLimit | IncomingLimit | None:
    """Ask whether Sari may receive this."""
    with books.database.begin() as connection:
        at = ledger.lock(connection, books.wallets["sari"])
        return refusal_to_receive(connection, books.wallets["sari"], tier, Money(amount), at)
