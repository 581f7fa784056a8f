"""D18: many wrong PINs in one instant, on two channels and two ways in, with restarts: never more than the budget."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text

from bot.intake import End
from models.customers import customer
from models.pins import FREE_TRIES, WAITS, PinLocked, PinWaits, refusal_to_try
from models.secrets import Secrets
from tests.stage import PIN, WRONG_PIN, Stage
from tests.trust.crowd import at_once
from tests.trust.score import figure

GUESSES = 50
ASLEEP_AFTER = 30  # minutes


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every PIN that was held against a hash."""
    tried: list[str] = []
    matches = Secrets.pin_matches

    def counted(self: Secrets, kept: str, pin: str) -> bool:
        tried.append(pin)
        return matches(self, kept, pin)

    monkeypatch.setattr(Secrets, "pin_matches", counted)
    return tried


def test_fifty_wrong_pins_in_one_instant_are_three(stage: Stage, hashed: list[str]) -> None:
    open_both(stage)
    guess_at_once(stage)
    budi = counters(stage)
    told = f"{GUESSES} guesses at once, {budi['pin_wrong']} counted, hashed {len(hashed)} times"
    figure("D18", stage.database, told)
    assert budi["pin_wrong"] == FREE_TRIES
    assert stage.balance("budi") == 1_250_000


def test_ten_wrong_in_a_row_lock_whatever_the_waits_and_restarts(stage: Stage) -> None:
    counted = []
    for minutes in (0, *WAITS, 60, 60, 60, 60):
        stage.restart()
        if minutes:
            stage.wait(minutes_from_now(minutes))
        open_both(stage)
        guess_at_once(stage, typed=4, paged=4)
        counted.append(counters(stage)["pin_wrong"])
    figure("D18", stage.database, f"counted after each wait: {counted}")
    assert counted == [3, 4, 5, 6, 7, 8, 9, 10, 10]
    stage.wait(minutes_from_now(24 * 60))
    open_both(stage)
    stage.enter("whatsapp", "budi", PIN)
    stage.say("telegram", "budi", PIN)
    assert isinstance(refusal(stage), PinLocked)
    assert stage.balance("budi") == 1_250_000


def test_the_right_pin_is_refused_during_a_wait(stage: Stage) -> None:
    open_both(stage)
    guess_at_once(stage)
    assert isinstance(refusal(stage), PinWaits)
    before = counters(stage)
    for _ in range(2):
        stage.restart()
        stage.say("telegram", "budi", PIN)
        stage.enter("whatsapp", "budi", PIN)
    assert stage.balance("budi") == 1_250_000
    assert counters(stage) == before  # Neither a success nor a longer wait.
    stage.wait(minutes_from_now(1))
    stage.say("telegram", "budi", PIN)
    assert stage.balance("budi") == 1_200_000
    assert counters(stage)["pin_wrong"] == 0


def test_right_and_wrong_at_once_pay_once_and_never_pass_the_budget(stage: Stage) -> None:
    open_both(stage)
    page = stage.page("whatsapp", "budi")
    right = [partial(post, stage, page, PIN)] * 3
    wrong = [partial(stage.intake.receive, stage.message("telegram", "budi", text=WRONG_PIN)) for _ in range(8)]
    at_once(*right, *wrong)
    assert stage.balance("budi") in (1_250_000, 1_200_000)
    assert counters(stage)["pin_wrong"] <= FREE_TRIES


def test_tries_to_link_are_counted_apart_and_lock_nobody_out(empty_stage: Stage, hashed: list[str]) -> None:
    stage = empty_stage
    stage.add("budi", balance=0, channels=("whatsapp",))
    stage.add("sari", channels=("telegram",))
    for words in ("hubungkan akun", "081277665544"):
        stage.say("telegram", "joko", words)
    stage.say("telegram", "joko", stage.code("budi"))
    for minutes in (0, *WAITS, 60, 60, 60, 60, 60, 60):
        if minutes:
            stage.wait(minutes_from_now(minutes))
        for words in ("halo", "lanjut") if minutes > ASLEEP_AFTER else ():
            stage.intake.receive(stage.message("telegram", "joko", text=words))
        attack = [partial(stage.intake.receive, stage.message("telegram", "joko", text=WRONG_PIN)) for _ in range(5)]
        at_once(*attack)
    found = counters(stage)
    told = f"linking counted {found['link_wrong']}, hashed {len(hashed)} times, her own count {found['pin_wrong']}"
    figure("D18", stage.database, told)
    assert found["pin_wrong"] == 0
    assert found["link_wrong"] == FREE_TRIES + len(WAITS) + 6  # One a wait, and never locked.
    assert found["link_not_before"] > 0
    stage.say("whatsapp", "budi", "ganti pin")
    stage.say("whatsapp", "budi", PIN)
    assert counters(stage)["pin_wrong"] == 0
    assert "PIN" in stage.last("whatsapp", "budi")
    assert "terkunci" not in stage.last("whatsapp", "budi")


def open_both(stage: Stage) -> None:
    """Both of Budi's chats ask for the PIN of a transfer."""
    for channel in ("telegram", "whatsapp"):
        for words in ("batal", "kirim 50rb ke 081298764567", "ya"):
            stage.intake.receive(stage.message(channel, "budi", text=words))
    stage.send()


def guess_at_once(stage: Stage, *, typed: int = GUESSES // 2, paged: int = GUESSES // 2) -> None:
    """Wrong PINs in one instant: typed in one chat, on the page of the other."""
    page = stage.page("whatsapp", "budi")
    typing = [partial(stage.intake.receive, stage.message("telegram", "budi", text=WRONG_PIN)) for _ in range(typed)]
    entering = [partial(post, stage, page, WRONG_PIN) for _ in range(paged)]
    ends = at_once(*typing, *entering)
    assert {each.end for each in ends[:typed]} == {End.HANDLED}
    assert set(ends[typed:]) <= {200, 303}
    stage.send()


def post(stage: Stage, page: str, pin: str) -> int:
    """Enter digits on a page, with a browser of one's own."""
    return stage.wallet.web.test_client().post(page, data={"pin": pin}).status_code


def counters(stage: Stage) -> dict[str, Any]:
    """How Budi's tries stand."""
    asked = text("SELECT pin_wrong, pin_not_before, link_wrong, link_not_before FROM customers WHERE id = :id")
    with stage.database.read() as connection:
        return dict(connection.execute(asked, {"id": stage.id_of("budi")}).one()._mapping)


def refusal(stage: Stage) -> object:
    """Why no PIN of Budi's is taken now, if so."""
    with stage.database.read() as connection:
        return refusal_to_try(customer(connection, stage.id_of("budi")), stage.desk(connection).now)


def minutes_from_now(minutes: int) -> Any:
    """A span of time, a moment longer than so many minutes."""
    return timedelta(minutes=minutes, seconds=1)
