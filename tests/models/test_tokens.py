"""Tokens: made once, ended once; what they hold is free again or gone, and nobody but their owner learns the digits."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from flows.withdraw import PLACES
from models import tokens
from models.cash_points import WITHDRAW, Amounts, amounts
from models.conversations import MASK
from models.customers import Status, Tier, set_status, set_tier
from models.ending_tokens import CancelToken, expire_token
from models.held import held_for
from models.money import Money
from models.statements import house_balance
from models.tokens import TokenId, digits_in, live_tokens, new_digits, spoken_digits
from tests.models.tills import FREE, LIFE, MINUTE, is_clean, make, make_topup, set_to, status, told, wallet
from tests.stage import Stage
from tests.trust.leaks import columns, found, records

# Amounts


@pytest.mark.parametrize(
    ("amount", "free", "near"),
    [
        (275_000, 5_000_000, (250_000, 300_000)),
        (10_000, 5_000_000, (50_000,)),
        (49_999, 5_000_000, (50_000,)),
        (1_000_001, 5_000_000, (1_000_000,)),
        (10**15, 5_000_000, (1_000_000,)),
        (300_000, 260_000, (250_000,)),
        (275_000, 299_999, (250_000,)),
        (50_001, 50_000, (50_000,)),
        (300_000, 49_999, ()),
        (300_000, 0, ()),
        (300_000, -5, ()),
    ],
)
def test_near_amounts_can_all_be_had(amount: int, free: int, near: tuple[int, ...]) -> None:
    served = Amounts(Money(50_000), Money(50_000), Money(1_000_000))
    assert served.near(Money(amount), Money(free)) == near
    assert all(served.has(each) and each <= free for each in served.near(Money(amount), Money(free)))


@pytest.mark.parametrize(
    ("way", "partner", "served", "not_served"),
    [
        ("withdraw", "alfamart", [50_000, 1_000_000], [0, 10_000, 49_999, 75_000, 1_050_000]),
        ("withdraw", "indomaret", [50_000, 1_000_000], [0, 10_000, 75_000, 1_050_000]),
        ("withdraw", "danamon", [100_000, 1_000_000], [0, 50_000, 150_000, 1_100_000]),
        ("topup", "alfamart", [50_000, 1_000_000], [0, 10_000, 75_000, 1_050_000]),
        ("topup", "indomaret", [10_000, 1_000_000], [0, 5_000, 15_000, 1_010_000]),
        ("topup", "digibos", [10_000, 10_001, 1_000_000], [0, 9_999, 1_000_001]),
    ],
)
def test_partners_serve_what_the_document_says(
    stage: Stage, way: Any, partner: str, served: list[int], not_served: list[int]
) -> None:
    with stage.database.read() as connection:
        bounds = amounts(connection, way, partner)
    assert [each for each in served if not bounds.has(Money(each))] == []
    assert [each for each in not_served if bounds.has(Money(each))] == []


def test_whoever_hands_out_cash_has_a_button() -> None:
    assert set(PLACES) == {*WITHDRAW, "friend"}


# Made


def test_the_money_is_held_until_the_token_is_used(stage: Stage) -> None:
    assert make(stage) == "token_made"
    assert wallet(stage) == (FREE - 300_000, 300_000)
    with stage.database.read() as connection:
        (held,) = held_for(connection, stage.id_of("budi"))
        assert (held.amount, held.what) == (300_000, "token")
        assert held.until == live_tokens(connection, stage.id_of("budi"))[0].expires_at
        assert house_balance(connection, "merchant:alfamart") == 0
    assert stage.redeem("budi").NAME == "cash_handed_out"
    assert wallet(stage) == (FREE - 300_000, 0)
    with stage.database.read() as connection:
        assert held_for(connection, stage.id_of("budi")) == []
        assert house_balance(connection, "merchant:alfamart") == 300_000
    assert told(stage) == ["token_made", "withdrawn"]
    assert is_clean(stage)


@pytest.mark.parametrize(
    ("amount", "partner", "who", "outcome"),
    [
        (300_000, "alfamart", "budi", "token_made"),
        (1_000_000, "danamon", "budi", "token_made"),
        (50_000, "danamon", "budi", "token_not_made"),
        (60_000, "alfamart", "budi", "token_not_made"),
        (0, "alfamart", "budi", "token_not_made"),
        (-50_000, "alfamart", "budi", "token_not_made"),
        (1_050_000, "indomaret", "budi", "token_not_made"),
        (300_000, "digibos", "budi", "token_not_made"),
        (300_000, "warung", "budi", "token_not_made"),
        (300_000, "alfamart", "sari", "cash_needs_premium"),
    ],
)
def test_everything_is_checked_again_when_it_is_made(
    stage: Stage, amount: int, partner: str, who: str, outcome: str
) -> None:
    assert make(stage, amount, partner, who=who) == outcome
    assert wallet(stage, who)[1] == (amount if outcome == "token_made" else 0)
    assert is_clean(stage)


def test_the_balance_must_cover_amount_and_fee(empty_stage: Stage) -> None:
    empty_stage.add("budi", tier=Tier.PREMIUM, balance=302_499)
    set_to(empty_stage, "fee.withdraw.alfamart", 2_500)
    assert make(empty_stage, fee=2_500) == "cash_exceeds_balance"
    assert make(empty_stage, 250_000, fee=2_499) == "token_not_made"
    assert wallet(empty_stage) == (302_499, 0)
    assert make(empty_stage, 250_000, fee=2_500) == "token_made"
    assert wallet(empty_stage) == (49_999, 252_500)


@pytest.mark.parametrize("end", ["redeem", "cancel", "expire", "void"])
def test_a_fee_ends_with_the_withdrawal(stage: Stage, end: str) -> None:
    set_to(stage, "fee.withdraw.alfamart", 2_500)
    assert make(stage, fee=2_500) == "token_made"
    assert wallet(stage) == (FREE - 302_500, 302_500)
    match end:
        case "redeem":
            stage.redeem("budi")
        case "cancel":
            stage.order(CancelToken("c", stage.id_of("budi"), ""))
        case "expire":
            stage.wait(LIFE)
        case _:
            for _ in range(3):
                stage.cashier("alfamart", "redeem", "budi", 50_000)
    taken = 302_500 if end == "redeem" else 0
    assert wallet(stage) == (FREE - taken, 0)
    with stage.database.read() as connection:
        assert house_balance(connection, "fees:withdraw") == (2_500 if taken else 0)
    assert is_clean(stage)


def test_one_is_live_at_a_time(stage: Stage) -> None:
    assert make(stage) == "token_made"
    assert make(stage, 50_000, "danamon", key="other") == "has_token"
    assert make_topup(stage) == "topup_token_made"
    assert wallet(stage) == (FREE - 300_000, 300_000)
    stage.wait(LIFE)
    assert make(stage, 100_000, "danamon", key="third") == "token_made"


def test_one_whose_time_is_over_makes_room_before_the_worker_comes(stage: Stage) -> None:
    assert make(stage) == "token_made"
    with stage.database.begin() as connection:
        connection.execute(text("UPDATE clock SET offset_ms = offset_ms + 900000"))
    assert make(stage, 100_000, key="next") == "token_made"
    assert wallet(stage) == (FREE - 100_000, 100_000)
    stage.wait(timedelta(0))
    assert told(stage) == ["token_made", "token_expired", "token_made"]
    assert (status(stage), status(stage, "next")) == ("expired", "live")
    assert is_clean(stage)


def test_the_same_order_twice_holds_once(stage: Stage) -> None:
    assert make(stage) == "token_made"
    assert make(stage) == "has_token"
    stage.redeem("budi")
    assert make(stage) == "token_not_made"
    assert wallet(stage) == (FREE - 300_000, 0)
    assert make_topup(stage) == "topup_token_made"
    assert make_topup(stage) == "token_not_made"
    assert told(stage) == ["token_made", "withdrawn", "topup_token_made"]


def test_a_blocked_account_makes_none(stage: Stage) -> None:
    with stage.database.begin() as connection:
        set_status(connection, stage.id_of("budi"), Status.BLOCKED)
    assert make(stage) == make_topup(stage) == "token_not_made"


def test_the_digits_stand_nowhere_but_in_the_message_that_went_out(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    make(stage)
    make_topup(stage, who="sari")
    codes = [digits_in(stage.token("budi")), digits_in(stage.token("sari"))]
    for _ in range(2):
        stage.cashier("alfamart", "redeem", "budi", 50_000)
    stage.cashier("indomaret", "topup", "sari", 50_000)
    stage.redeem("budi")
    said = [*columns(stage.database), *records(caplog.records)]
    assert [(place, each) for place, value in said for each in found(value, codes, [])] == []
    with stage.database.read() as connection:
        rows = connection.execute(text("SELECT fact_data, sealed FROM messages WHERE fact = 'token_made'")).all()
    assert [json.loads(row.fact_data)["code"] for row in rows] == [MASK]
    assert [row.sealed for row in rows] == [None]
    out = [out for out in stage.phone("telegram", "budi") if spoken_digits(codes[0]) in out.text]
    assert [each.protect for each in out] == [True]
    assert out[0].text.count(spoken_digits(codes[0])) == out[0].text.count(f"`{spoken_digits(codes[0])}`") == 1


def test_the_page_shows_the_receipt_without_the_code(stage: Stage) -> None:
    stage.say("whatsapp", "budi", "tarik 300rb di alfamart")
    stage.say("whatsapp", "budi", "ya")
    page = stage.page("whatsapp", "budi")
    answer = stage.enter_on(page, "482915")
    shown = stage.web.get(answer.headers.get("Location", page)).text
    code = stage.token("budi")
    assert "Rp300.000" in shown
    assert code not in shown
    assert digits_in(code) not in shown


def test_digits_that_are_taken_are_made_anew(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    with stage.database.begin() as connection:
        set_tier(connection, stage.id_of("sari"), Tier.PREMIUM)
    stage.pay_in("sari", 500_000)
    drawn = iter(["00000001", "00000001", "00000001", "00000002"])
    monkeypatch.setattr("models.making_tokens.new_digits", lambda: next(drawn))
    assert make(stage) == "token_made"
    assert make(stage, who="sari", key="sari") == "token_made"
    assert (stage.token("budi"), stage.token("sari")) == ("0000 0001", "0000 0002")
    assert is_clean(stage)


def test_digits_of_an_ended_token_are_free_again(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.making_tokens.new_digits", lambda: "00000001")
    assert make(stage) == "token_made"
    stage.redeem("budi")
    assert make(stage, 50_000, key="next") == "token_made"
    assert stage.redeem("budi").amount == 50_000


def test_digits_are_eight_and_by_chance() -> None:
    drawn = {new_digits() for _ in range(300)}
    assert len(drawn) > 290
    assert all(len(each) == tokens.DIGITS and each.isdigit() for each in drawn)


# Cancelled and expired


def test_cancelling_frees_the_money_once(stage: Stage) -> None:
    make(stage)
    assert [stage.order(CancelToken(key, stage.id_of("budi"), "")).NAME for key in "ab"] == [
        "token_cancelled",
        "no_token",
    ]
    assert wallet(stage) == (FREE, 0)
    assert stage.cashier("alfamart", "redeem", "budi", 300_000).NAME == "token_ended"
    assert told(stage) == ["token_made", "token_cancelled"]


def test_nobody_cancels_anothers_token(stage: Stage) -> None:
    make(stage)
    with stage.database.read() as connection:
        (token,) = live_tokens(connection, stage.id_of("budi"))
    assert stage.order(CancelToken("a", stage.id_of("sari"), token.reference)).NAME == "no_token"
    assert stage.order(CancelToken("b", stage.id_of("sari"), "")).NAME == "no_token"
    assert status(stage) == "live"


def test_the_withdrawal_token_is_cancelled_before_the_other(stage: Stage) -> None:
    make(stage)
    make_topup(stage)
    for key in "abc":
        stage.order(CancelToken(key, stage.id_of("budi"), ""))
    assert told(stage)[2:] == ["token_cancelled", "token_cancelled"]
    assert (status(stage), status(stage, "run topup")) == ("cancelled", "cancelled")


def test_it_expires_once_and_never_early(stage: Stage) -> None:
    make(stage)
    stage.wait(LIFE - MINUTE)
    assert status(stage) == "live"
    with stage.database.begin() as connection:  # A worker whose clock ran ahead of what the database now says.
        connection.execute(text("UPDATE jobs SET due_at = 0"))
    stage.wait(timedelta(0))
    assert status(stage) == "live"
    stage.wait(MINUTE)
    assert status(stage) == "expired"
    with stage.database.begin() as connection:
        (token_id,) = connection.execute(text("SELECT id FROM tokens")).scalars()
        expire_token(stage.desk(connection), TokenId(token_id))
    assert told(stage) == ["token_made", "token_expired"]
    assert wallet(stage) == (FREE, 0)
    assert is_clean(stage)


def test_a_used_token_leaves_the_worker_nothing_to_do(stage: Stage) -> None:
    make(stage)
    stage.redeem("budi")
    stage.wait(LIFE)
    assert status(stage) == "used"
    with stage.database.read() as connection:
        assert connection.execute(text("SELECT COUNT(*) FROM jobs WHERE kind = 'expire token'")).scalar_one() == 0
