"""Dormancy: six whole months without a transaction, told beforehand, once a month, never below zero (terms 3.8)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from bot import cli
from models.check_books import check
from models.clock import now
from models.database import Database
from models.dormancy import announce, charge, dormant_in, plan_announcements
from models.money import Money
from tests.models.books import at_once
from tests.stage import Stage


def at(stage: Stage, *when: int) -> None:
    """Make it this time in WIB."""
    wanted = datetime(*when, tzinfo=UTC) - timedelta(hours=7)  # type: ignore[misc,arg-type]  # year, month, day, hour …
    with stage.database.read() as connection:
        by = wanted - now(connection)
    assert by >= timedelta(0)
    stage.wait(by)


def months(stage: Stage, month: int) -> set[str]:
    """Who is dormant in a month."""
    with stage.database.begin() as connection:
        found = dormant_in(connection, month)
    return {name for name in ("budi", "sari") if stage.id_of(name) in found}


def take(stage: Stage, name: str, month: int) -> Money | None:
    return stage.database.run(lambda connection: charge(stage.desk(connection), stage.id_of(name), month))


def tell(stage: Stage, name: str, month: int) -> bool:
    return stage.database.run(lambda connection: announce(stage.desk(connection), stage.id_of(name), month))


def clean(database: Database) -> bool:
    with database.read() as connection:
        return check(connection) == []


@pytest.fixture
def resting(stage: Stage) -> Stage:
    """Budi last moved money on 24 November 2026; Sari never had any."""
    return stage


@pytest.mark.parametrize(
    ("month", "dormant"),
    [(202612, set()), (202705, set()), (202706, {"budi"}), (202707, {"budi"}), (202801, {"budi"})],
)
def test_a_wallet_rests_when_six_whole_months_have_passed(resting: Stage, month: int, dormant: set[str]) -> None:
    assert months(resting, month) == dormant


def test_an_empty_wallet_pays_nothing(resting: Stage) -> None:
    assert "sari" not in months(resting, 203001)


def test_nothing_is_taken_that_was_not_announced(resting: Stage) -> None:
    at(resting, 2027, 6, 2)
    # The worker had no day to announce it: the clock jumped. It is announced now, for the month after next.
    assert take(resting, "budi", 202706) is None
    assert resting.balance("budi") == 1_250_000


def test_the_worker_announces_it_on_all_channels_two_weeks_before(resting: Stage) -> None:
    resting.database.run(plan_announcements)
    at(resting, 2027, 5, 5, 10)
    resting.send()
    assert not any("Syarat 3.8" in out.text for out in resting.phone("telegram", "budi"))
    at(resting, 2027, 5, 12, 10)
    at(resting, 2027, 5, 13, 10)
    resting.send()
    resting.say("whatsapp", "budi", "saldo")  # She wrote nothing for long, so WhatsApp holds it until she does.
    for channel in ("telegram", "whatsapp"):
        told = [out.text for out in resting.phone(channel, "budi") if "Syarat 3.8" in out.text]
        assert len(told) == 1
        assert "1 Juni 2027" in told[0]
    at(resting, 2027, 6, 1, 0, 1)
    assert take(resting, "budi", 202706) == 5_000
    assert clean(resting.database)


def test_a_fee_is_taken_once_a_month_however_often_it_is_asked_for(resting: Stage) -> None:
    at(resting, 2027, 5, 10)
    assert tell(resting, "budi", 202706)
    assert not tell(resting, "budi", 202706)
    at(resting, 2027, 6, 1, 9)
    at_once(*[partial(take, resting, "budi", 202706)] * 6)
    assert take(resting, "budi", 202706) is None
    assert resting.balance("budi") == 1_245_000
    at(resting, 2027, 7, 1, 9)
    assert take(resting, "budi", 202707) == 5_000
    assert take(resting, "budi", 202706) is None
    assert clean(resting.database)


def test_one_announced_late_is_first_charged_in_the_month_that_was_promised(resting: Stage) -> None:
    at(resting, 2027, 5, 25)
    assert tell(resting, "budi", 202706)
    resting.send()
    assert "1 Juli 2027" in resting.last("telegram", "budi")
    at(resting, 2027, 6, 20)
    assert take(resting, "budi", 202706) is None
    at(resting, 2027, 7, 1)
    assert take(resting, "budi", 202706) is None
    assert take(resting, "budi", 202707) == 5_000


def test_a_transaction_ends_the_rest_and_a_fee_is_none(resting: Stage) -> None:
    at(resting, 2027, 5, 10)
    assert tell(resting, "budi", 202706)
    at(resting, 2027, 6, 1)
    assert take(resting, "budi", 202706) == 5_000
    assert months(resting, 202707) == {"budi"}
    resting.pay_in("budi", 10_000)
    assert take(resting, "budi", 202707) is None
    assert months(resting, 202712) == set()
    assert months(resting, 202801) == {"budi"}
    assert tell(resting, "budi", 202801), "it is another rest, so it is announced anew"


def test_what_is_left_is_taken_and_never_more(resting: Stage) -> None:
    resting.pay_in("sari", 7_000)
    at(resting, 2027, 5, 10)
    assert tell(resting, "sari", 202706)
    at(resting, 2027, 8, 1)
    assert [take(resting, "sari", month) for month in (202706, 202707, 202708)] == [5_000, 2_000, None]
    assert resting.balance("sari") == 0
    assert clean(resting.database)


def test_the_month_turns_at_midnight_in_jakarta(resting: Stage) -> None:
    at(resting, 2026, 11, 30, 23, 59)
    resting.pay_in("budi", 10_000)
    assert months(resting, 202706) == {"budi"}
    at(resting, 2026, 12, 1, 0, 1)
    resting.pay_in("budi", 10_000)
    assert months(resting, 202706) == set()
    assert months(resting, 202707) == {"budi"}


def test_the_command_says_what_it_did_and_takes_nothing_twice(
    resting: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(month: str) -> tuple[int, str]:
        ended = cli.run(["dormant-fees", "--month", month], lambda: resting.wallet)
        return ended, capsys.readouterr().out

    at(resting, 2027, 5, 10)
    assert tell(resting, "budi", 202706)
    at(resting, 2027, 6, 1, 1)
    assert "fee taken from 1, Rp5,000" in run("2027-06")[1]
    assert "fee taken from 0" in run("2027-06")[1]
    assert run("2027-07")[0] == 2
    assert run("2027-13")[0] == 2
    assert resting.balance("budi") == 1_245_000
