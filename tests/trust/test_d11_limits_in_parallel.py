"""D11: fifty transfers and top-ups in one instant, each within the limits and in sum over them; around midnight too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import text

from models.check_books import check
from models.clock import month_of, now
from models.customers import Tier
from models.figures import figure
from models.ledger import Move, hold, house, void, wallet_of
from models.money import Money
from models.orders import Agreed, Fact
from models.sending import PayeeCannotReceive, SendMoney, Sent
from models.statements import incoming
from models.topping_up import OverBalanceLimit, OverIncomingLimit, PayIn, ToppedUp
from models.va import va_number
from tests.stage import PEOPLE, Stage
from tests.trust import score
from tests.trust.crowd import Crowd, at_once

PAYERS = 10
EACH = 5
NEW_YEAR = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
"""Midnight in Jakarta: what comes in before belongs to December."""


def send(crowd: Crowd, payer: int, nth: int, amount: int) -> Fact:
    stage = crowd.stage
    order = SendMoney(f"split-{payer}-{nth}", crowd.members[payer].id, stage.id_of("sari"), Money(amount), Money(0), "")
    return stage.order(Agreed(order, "draft"))  # type: ignore[no-any-return]  # the stage carries out any order


def pay_in(stage: Stage, nth: int, amount: int) -> Fact:
    va = va_number("bca", PEOPLE["sari"].phone)
    return stage.order(PayIn(f"split-{nth}", "bca", va, Money(amount)))  # type: ignore[no-any-return]  # as above


def sari(stage: Stage) -> tuple[int, int]:
    """What she has, and what came in this month."""
    with stage.database.read() as connection:
        wallet = wallet_of(connection, stage.id_of("sari"))
        return int(wallet.balance), int(incoming(connection, wallet.account_id, month_of(now(connection))))


def limit(stage: Stage, name: str) -> int:
    with stage.database.read() as connection:
        return figure(connection, name)


def lower(stage: Stage, name: str, value: int) -> None:
    with stage.database.begin() as connection:
        connection.execute(
            text("INSERT INTO figures (name, value, highest) VALUES (:name, :value, :value)"),
            {"name": name, "value": value},
        )


def test_fifty_transfers_at_once_never_lift_a_balance_over_its_limit(empty_stage: Stage) -> None:
    empty_stage.add("sari", balance=1_900_000)
    crowd = Crowd(empty_stage, PAYERS)
    ends = at_once(*[partial(send, crowd, payer, nth, 15_000) for payer in range(PAYERS) for nth in range(EACH)])
    balance, _ = sari(empty_stage)
    sent = sum(isinstance(each, Sent) for each in ends)
    over = max(balance - limit(empty_stage, "balance_max.regular"), 0)
    score.figure("D11", empty_stage.database, f"{len(ends)} transfers at once, {sent} sent, overshoot Rp{over}")
    assert sent == 6
    assert balance == 1_990_000
    assert all(isinstance(each, Sent | PayeeCannotReceive) for each in ends)
    assert crowd.books() == []


def test_top_ups_and_transfers_at_once_never_pass_a_months_limit(empty_stage: Stage) -> None:
    empty_stage.add("sari", balance=0)
    lower(empty_stage, "incoming_max.regular", 300_000)
    crowd = Crowd(empty_stage, PAYERS)
    transfers = [partial(send, crowd, payer, 0, 40_000) for payer in range(PAYERS)]
    top_ups = [partial(pay_in, empty_stage, nth, 40_000) for nth in range(PAYERS)]
    ends = at_once(*transfers, *top_ups)
    _, came = sari(empty_stage)
    score.figure("D11", empty_stage.database, f"{len(ends)} at once, Rp{came} came in for a limit of Rp300000")
    assert came == 280_000
    assert sum(isinstance(each, Sent | ToppedUp) for each in ends) == 7
    assert all(isinstance(each, Sent | ToppedUp | PayeeCannotReceive | OverIncomingLimit) for each in ends)
    assert crowd.books() == []


@pytest.mark.parametrize("seconds", [-2, 0])
def test_at_midnight_each_month_has_its_own_room(empty_stage: Stage, seconds: int) -> None:
    """Half of them come just before midnight in WIB, half right after; each counts in the month that it came in."""
    stage = empty_stage
    stage.add("sari", tier=Tier.PREMIUM, balance=0)
    lower(stage, "incoming_max.premium", 200_000)
    with stage.database.read() as connection:
        until = NEW_YEAR - now(connection)
    stage.wait(until + timedelta(seconds=seconds - 1 if seconds < 0 else 1))
    before = at_once(*[partial(pay_in, stage, nth, 90_000) for nth in range(8)])
    stage.wait(timedelta(seconds=5))
    after = at_once(*[partial(pay_in, stage, 100 + nth, 90_000) for nth in range(8)])
    with stage.database.read() as connection:
        wallet = wallet_of(connection, stage.id_of("sari"))
        months = {month: int(incoming(connection, wallet.account_id, month)) for month in (202612, 202701)}
        assert check(connection) == []
    came = [sum(isinstance(each, ToppedUp) for each in ends) for ends in (before, after)]
    over = max(max(months.values()) - 200_000, 0)
    score.figure("D11", stage.database, f"around midnight {months}, overshoot Rp{over}")
    assert all(total <= 200_000 for total in months.values())
    assert came == ([2, 2] if seconds < 0 else [2, 0])


def test_held_money_counts_so_that_what_is_freed_never_passes_the_limit(empty_stage: Stage) -> None:
    stage = empty_stage
    stage.add("sari", tier=Tier.PREMIUM, balance=1_000_000)
    lower(stage, "balance_max.premium", 1_000_000)
    with stage.database.begin() as connection:
        mine = wallet_of(connection, stage.id_of("sari")).account_id
        shop = house(connection, "merchant:alfamart", "merchant", now(connection))
        hold(connection, Move("held", mine, shop, Money(300_000), "withdraw", "held"), None)
    ends = at_once(*[partial(pay_in, stage, nth, 100_000) for nth in range(5)])
    assert all(isinstance(each, OverBalanceLimit) for each in ends)
    with stage.database.begin() as connection:
        void(connection, "held")
    assert sari(stage)[0] == 1_000_000
