"""Counters: what a token is bound to, what a wrong one costs, and that no call moves money twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from models.cash_points import TOPUP
from models.counters import PayInCash, Redeem
from models.customers import Status, Tier, set_status, set_tier
from models.ending_tokens import void_all
from models.money import Money
from models.orders import all_facts
from models.tokens import digits_in, live_tokens
from tests.models.tills import FREE, LIFE, is_clean, make, make_topup, set_to, status, told, wallet, wrong
from tests.stage import PEOPLE, Stage

# Redeemed


@pytest.mark.parametrize(
    ("partner", "who", "amount", "code", "outcome", "cost"),
    [
        ("alfamart", "budi", 300_000, "right", "cash_handed_out", 0),
        ("alfamart", "budi", 300_000, "spaced", "cash_handed_out", 0),
        ("alfamart", "budi", 300_000, "wrong", "token_unknown", 1),
        ("alfamart", "budi", 300_000, "short", "token_unknown", 1),
        ("alfamart", "budi", 300_000, "", "token_needed", 0),
        ("alfamart", "budi", 250_000, "right", "token_of_another_amount", 1),
        ("indomaret", "budi", 300_000, "right", "token_of_another_partner", 1),
        ("danamon", "budi", 300_000, "right", "token_of_another_partner", 1),
        ("digibos", "budi", 300_000, "right", "not_served_here", 0),
        ("warung", "budi", 300_000, "right", "not_served_here", 0),
        ("alfamart", "sari", 300_000, "right", "token_unknown", 1),
        ("alfamart", "joko", 300_000, "right", "token_unknown", 1),
        ("alfamart", "joko", 300_000, "wrong", "token_unknown", 0),
    ],
)
def test_a_token_is_bound_to_number_partner_and_amount(
    stage: Stage, partner: str, who: str, amount: int, code: str, outcome: str, cost: int
) -> None:
    make(stage)
    right = digits_in(stage.token("budi"))
    said = {"right": right, "spaced": f"{right[:4]}-{right[4:]} ", "wrong": wrong(right), "short": right[:7], "": ""}
    assert outcome == stage.cashier(partner, "redeem", who, amount, code=said[code]).NAME
    with stage.database.read() as connection:
        assert connection.execute(text("SELECT wrong_tries FROM tokens")).scalar_one() == cost
    assert wallet(stage)[1] == (0 if outcome == "cash_handed_out" else 300_000)
    assert is_clean(stage)


@pytest.mark.parametrize("how", ["code", "amount", "partner", "number"])
def test_the_third_wrong_try_voids_it_and_is_told_once(stage: Stage, how: str) -> None:
    make(stage)
    right = stage.token("budi")
    calls: dict[str, tuple[str, str, int, str]] = {
        "code": ("alfamart", "budi", 300_000, wrong(right)),
        "amount": ("alfamart", "budi", 350_000, right),
        "partner": ("indomaret", "budi", 300_000, right),
        "number": ("alfamart", "joko", 300_000, right),
    }
    partner, who, amount, code = calls[how]
    for left in (2, 1, 0):
        assert wallet(stage)[1] == 300_000
        stage.cashier(partner, "redeem", who, amount, code=code)
        assert (status(stage) == "voided") is (left == 0)
    assert wallet(stage) == (FREE, 0)
    assert stage.cashier("alfamart", "redeem", "budi", 300_000, code=right).NAME == "token_ended"
    stage.wait(LIFE)
    assert told(stage) == ["token_made", "token_voided"]
    assert is_clean(stage)


def test_a_wrong_try_costs_the_named_numbers_own_token(stage: Stage) -> None:
    with stage.database.begin() as connection:
        set_tier(connection, stage.id_of("sari"), Tier.PREMIUM)
    stage.pay_in("sari", 500_000)
    make(stage)
    make(stage, who="sari", key="sari")
    assert stage.cashier("alfamart", "redeem", "sari", 300_000, code=stage.token("budi")).NAME == "token_unknown"
    with stage.database.read() as connection:
        tries = connection.execute(text("SELECT order_key, wrong_tries FROM tokens")).all()
    assert {row.order_key: row.wrong_tries for row in tries} == {"run": 0, "sari": 1}


def test_a_token_is_used_once(stage: Stage) -> None:
    make(stage)
    first, again = (stage.cashier("alfamart", "redeem", "budi", 300_000) for _ in range(2))
    assert (first.NAME, again.NAME, str(again.status)) == ("cash_handed_out", "token_ended", "used")
    assert wallet(stage) == (FREE - 300_000, 0)


def test_the_same_call_is_answered_the_same_and_moves_nothing_twice(stage: Stage) -> None:
    make(stage)
    code = stage.token("budi")
    asked: dict[str, Any] = {"key": "one call", "code": code}
    first = stage.cashier("alfamart", "redeem", "budi", 300_000, **asked)
    assert stage.cashier("alfamart", "redeem", "budi", 300_000, **asked) == first
    assert stage.cashier("alfamart", "redeem", "budi", 250_000, **asked).NAME == "called_otherwise"
    assert (
        stage.cashier("alfamart", "redeem", "budi", 300_000, key="one call", code=wrong(code)).NAME
        == "called_otherwise"
    )
    assert stage.cashier("alfamart", "topup", "budi", 300_000, key="one call").NAME == "called_otherwise"
    assert wallet(stage) == (FREE - 300_000, 0)
    assert told(stage) == ["token_made", "withdrawn"]


def test_a_wrong_call_that_is_repeated_costs_one_try(stage: Stage) -> None:
    make(stage)
    for _ in range(5):
        assert stage.cashier("alfamart", "redeem", "budi", 50_000, key="one call").NAME == "token_of_another_amount"
    assert stage.redeem("budi").NAME == "cash_handed_out"


def test_two_partners_may_number_their_calls_alike(stage: Stage) -> None:
    for partner in ("alfamart", "digibos"):
        assert stage.cashier(partner, "topup", "budi", 50_000, key="1").NAME == "cash_taken_in"
    assert wallet(stage) == (FREE + 100_000, 0)


@pytest.mark.parametrize(
    ("late", "outcome"), [(-1, "cash_handed_out"), (0, "token_ended"), (1, "token_ended"), (86_400_000, "token_ended")]
)
def test_it_is_good_until_the_very_moment(
    stage: Stage, late: int, outcome: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(stage)
    with stage.database.read() as connection:
        (token,) = live_tokens(connection, stage.id_of("budi"))
    at = token.expires_at + timedelta(milliseconds=late)
    monkeypatch.setattr("models.counters.lock", lambda *_: at)
    assert outcome == stage.redeem("budi").NAME
    assert is_clean(stage)


def test_a_blocked_account_neither_gets_nor_gives(stage: Stage) -> None:
    make(stage)
    make_topup(stage, who="sari")
    with stage.database.begin() as connection:
        set_status(connection, stage.id_of("budi"), Status.BLOCKED)
        set_status(connection, stage.id_of("sari"), Status.BLOCKED)
    assert stage.redeem("budi").NAME == "account_not_active"
    assert stage.cashier("alfamart", "topup", "budi", 50_000).NAME == "account_not_active"
    assert stage.cashier("indomaret", "topup", "sari", 50_000).NAME == "account_not_active"
    assert wallet(stage)[1] == 300_000


def test_blocking_frees_everything_quietly(stage: Stage) -> None:
    set_to(stage, "fee.withdraw.alfamart", 2_500)
    make(stage, fee=2_500)
    make_topup(stage)
    with stage.database.begin() as connection:
        assert void_all(stage.desk(connection), stage.id_of("budi")) == 302_500
        assert void_all(stage.desk(connection), stage.id_of("budi")) == 0
    assert wallet(stage) == (FREE, 0)
    stage.wait(LIFE)
    assert told(stage) == ["token_made", "topup_token_made"]
    assert is_clean(stage)


# Cash in


@pytest.mark.parametrize(
    ("partner", "amount", "who", "outcome"),
    [
        ("alfamart", 50_000, "sari", "cash_taken_in"),
        ("alfamart", 60_000, "sari", "counter_amount_not_served"),
        ("digibos", 12_345, "sari", "cash_taken_in"),
        ("digibos", 9_999, "sari", "counter_amount_not_served"),
        ("digibos", -10_000, "sari", "counter_amount_not_served"),
        ("danamon", 100_000, "sari", "not_served_here"),
        ("alfamart", 50_000, "joko", "number_unknown"),
    ],
)
def test_shops_take_cash_in(stage: Stage, partner: str, amount: int, who: str, outcome: str) -> None:
    assert outcome == stage.cashier(partner, "topup", who, amount).NAME
    came = amount if outcome == "cash_taken_in" else 0
    assert wallet(stage, "sari") == (came, 0)
    assert told(stage, "sari") == (["topped_up"] if came else [])
    assert is_clean(stage)


@pytest.mark.parametrize(
    ("who", "code", "amount", "outcome", "cost"),
    [
        ("sari", "right", 60_000, "cash_taken_in", 0),
        ("sari", "right", 65_000, "counter_amount_not_served", 0),
        ("sari", "wrong", 60_000, "token_unknown", 1),
        ("sari", "", 60_000, "token_needed", 0),
        ("budi", "right", 60_000, "token_unknown", 1),
        ("joko", "right", 60_000, "token_unknown", 1),
    ],
)
def test_indomaret_takes_cash_in_by_token(
    stage: Stage, who: str, code: str, amount: int, outcome: str, cost: int
) -> None:
    make_topup(stage, who="sari")
    right = stage.token("sari")
    said = {"right": right, "wrong": wrong(right), "": ""}[code]
    assert outcome == stage.cashier("indomaret", "topup", who, amount, code=said).NAME
    with stage.database.read() as connection:
        assert connection.execute(text("SELECT wrong_tries FROM tokens")).scalar_one() == cost
    assert status(stage, "run topup") == ("used" if outcome == "cash_taken_in" else "live")
    assert wallet(stage, "sari") == (60_000 if outcome == "cash_taken_in" else 0, 0)
    assert is_clean(stage)


def test_a_topup_token_is_used_once_and_expires(stage: Stage) -> None:
    make_topup(stage, who="sari")
    names = [stage.cashier("indomaret", "topup", "sari", 50_000).NAME for _ in range(2)]
    assert names == ["cash_taken_in", "token_ended"]
    make_topup(stage, who="sari", key="next")
    stage.wait(LIFE)
    assert stage.cashier("indomaret", "topup", "sari", 50_000).NAME == "token_ended"
    assert told(stage, "sari") == ["topup_token_made", "topped_up", "topup_token_made", "token_expired"]
    assert wallet(stage, "sari") == (50_000, 0)


def test_a_new_topup_token_takes_the_olds_place(stage: Stage) -> None:
    make_topup(stage, who="sari")
    old = stage.token("sari")
    make_topup(stage, who="sari", key="next")
    assert stage.cashier("indomaret", "topup", "sari", 50_000, code=old).NAME == "token_unknown"
    assert stage.cashier("indomaret", "topup", "sari", 50_000).NAME == "cash_taken_in"
    assert told(stage, "sari") == ["topup_token_made", "topup_token_made", "topped_up"]


def test_three_wrong_tries_void_a_topup_token(stage: Stage) -> None:
    make_topup(stage, who="sari")
    code = wrong(stage.token("sari"))
    for _ in range(3):
        stage.cashier("indomaret", "topup", "sari", 50_000, code=code)
    assert told(stage, "sari") == ["topup_token_made", "token_voided"]


def test_a_withdrawal_token_pays_nothing_in_and_the_other_way_round(stage: Stage) -> None:
    make(stage, partner="indomaret")
    assert stage.cashier("indomaret", "topup", "budi", 50_000, code=stage.token("budi")).NAME == "token_unknown"
    make_topup(stage, who="sari")
    assert stage.cashier("indomaret", "redeem", "sari", 50_000, code=stage.token("sari")).NAME == "token_unknown"
    assert wallet(stage) == (FREE - 300_000, 300_000)


def test_the_limits_are_checked_before_money_moves(stage: Stage) -> None:
    stage.pay_in("sari", 1_960_000)
    make_topup(stage, who="sari")
    refused = stage.cashier("alfamart", "topup", "sari", 50_000)
    assert (refused.NAME, refused.limit, refused.monthly) == ("counter_over_limit", 2_000_000, False)
    assert stage.cashier("indomaret", "topup", "sari", 50_000).NAME == "counter_over_limit"
    assert status(stage, "run topup") == "live"
    assert stage.cashier("indomaret", "topup", "sari", 40_000).NAME == "cash_taken_in"
    assert told(stage, "sari") == ["topped_up", "topup_token_made", "topped_up"]


def test_the_months_limit_is_named_too(stage: Stage) -> None:
    set_to(stage, "incoming_max.regular", 100_000)
    assert stage.cashier("alfamart", "topup", "sari", 100_000).NAME == "cash_taken_in"
    assert stage.cashier("digibos", "topup", "sari", 10_000).monthly is True


def test_a_top_up_is_told_with_what_is_free(stage: Stage) -> None:
    make(stage)
    stage.cashier("alfamart", "topup", "budi", 50_000)
    stage.send()
    assert "isi saldo Alfamart" in stage.last("telegram", "budi")
    assert "Saldomu Rp1.000.000" in stage.last("telegram", "budi")


def test_a_counter_never_learns_a_balance() -> None:
    for kind in (Redeem, PayInCash):
        assert "00000001" not in repr(kind("1", TOPUP[0], PEOPLE["budi"].phone, "00000001", Money(1)))
    for name in ("cash_handed_out", "cash_taken_in", "counter_over_limit", "token_ended", "counter_amount_not_served"):
        assert not {"balance", "room", "available"} & set(all_facts()[name].__dataclass_fields__)
