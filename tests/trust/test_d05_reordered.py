"""D5: messages overtake each other and old buttons are pressed: nothing is paid that was not shown last."""

from __future__ import annotations

import itertools
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import text

from bot.message import Kind, Message
from models.check_books import check
from models.ledger import wallet_of
from models.statements import statement
from tests.stage import PIN, Stage
from tests.trust.crowd import LONGER, at_once
from tests.trust.score import figure

SARI = "081298764567"
START = 1_250_000
DRAFT = "Kirim *Rp50.000* ke *Sari W.*"
EVERY = 1_000
"""More than ever moves here."""


def sent(stage: Stage) -> list[int]:
    """What went to Sari, oldest first."""
    with stage.database.read() as connection:
        assert check(connection) == []
        found = statement(connection, wallet_of(connection, stage.id_of("sari")).account_id, count=EVERY)
    return [int(entry.amount) for entry in reversed(found)]


def tap_of(stage: Stage, label: str, *, old: int = 0) -> Message:
    """A tap on a button of Budi's Telegram, not delivered yet."""
    button, _ = stage.buttons("telegram", "budi", label)[old]
    return stage.message("telegram", "budi", Kind.TAP, button=button.data, callback="tap")


def say(stage: Stage, *words: str) -> None:
    """Budi types on Telegram."""
    for each in words:
        stage.say("telegram", "budi", each)


@pytest.mark.parametrize(
    "early",
    [
        ("ya", PIN, "kirim ke " + SARI, "ya", PIN, "50rb"),
        ("ya", "kirim ke " + SARI, "yes", "ya", "50rb"),
        ("ya", PIN, SARI, PIN, "50rb"),
        (SARI, "ya", PIN, "50rb"),
        ("ya", "50rb", SARI),
    ],
)
def test_a_yes_before_any_amount_agrees_to_nothing(stage: Stage, early: tuple[str, ...]) -> None:
    """Whether the amount or whom it is for is said first, with nothing open or when it is asked for."""
    say(stage, *early)
    assert sent(stage) == []
    assert DRAFT in stage.last("telegram", "budi")
    say(stage, PIN)
    assert sent(stage) == []
    assert DRAFT in stage.last("telegram", "budi")
    say(stage, "ya")
    assert sent(stage) == []
    say(stage, PIN)
    assert sent(stage) == [50_000]


def test_a_yes_said_in_between_lets_go_of_the_amount(stage: Stage) -> None:
    say(stage, "50rb", "ya", PIN, SARI, PIN)
    assert sent(stage) == []
    assert "Mau kirim berapa ke Sari W.?" in stage.last("telegram", "budi")
    say(stage, "60rb", PIN)
    assert sent(stage) == []
    say(stage, "ya", PIN)
    assert sent(stage) == [60_000]


def test_a_yes_said_to_a_person_agrees_to_nothing(stage: Stage) -> None:
    """Three that cannot be read, and a person answers: what is said to her makes no draft, and none is paid later."""
    say(stage, "ya", PIN, "kirim ke " + SARI, "ya", PIN, "yes", "ya")
    assert "petugas" in stage.last("telegram", "budi")
    say(stage, "50rb", "ya", PIN)
    assert sent(stage) == []
    stage.tap("telegram", "budi", "Kembali ke bot")
    say(stage, "ya", PIN)
    assert sent(stage) == []
    say(stage, "50rb")
    assert DRAFT in stage.last("telegram", "budi")
    say(stage, PIN)
    assert sent(stage) == []
    say(stage, "ya", PIN)
    assert sent(stage) == [50_000]


def test_an_old_yes_after_a_new_draft_pays_nothing(stage: Stage) -> None:
    say(stage, "kirim 50rb ke " + SARI)
    old = tap_of(stage, "Ya, kirim")
    say(stage, "eh 60rb")
    stage.intake.receive(old)
    stage.send()
    say(stage, PIN)
    assert sent(stage) == []
    assert "60.000" in stage.last("telegram", "budi")
    say(stage, "ya", PIN)
    assert sent(stage) == [60_000]


def test_words_that_come_back_are_agreed_to_anew(stage: Stage) -> None:
    say(stage, "kirim 50rb ke " + SARI, "ya", "eh 60rb", "eh 50rb", PIN)
    assert sent(stage) == []
    say(stage, "ya", PIN)
    assert sent(stage) == [50_000]


def test_an_old_yes_of_the_same_words_in_another_run_pays_nothing(stage: Stage) -> None:
    say(stage, "kirim 50rb ke " + SARI)
    old = tap_of(stage, "Ya, kirim")
    say(stage, "batal", "kirim 50rb ke " + SARI)
    stage.intake.receive(old)
    stage.send()
    say(stage, PIN)
    assert sent(stage) == []


@pytest.mark.parametrize("words", ["ya", "60rb", PIN, "kirim 90rb ke " + SARI, "ya, kirim"])
def test_an_edited_message_agrees_to_nothing(stage: Stage, words: str) -> None:
    say(stage, "kirim 50rb ke " + SARI)
    stage.hear("telegram", "budi", text=words, edited=True)
    say(stage, PIN)
    assert sent(stage) == []


@pytest.mark.parametrize("words", ["ya", PIN, "60rb", f"{PIN}.", f"{PIN} kak"])
def test_an_edited_message_signs_nothing_and_no_pin_becomes_an_amount(stage: Stage, words: str) -> None:
    say(stage, "kirim 50rb ke " + SARI, "ya")
    stage.hear("telegram", "budi", text=words, edited=True)
    assert sent(stage) == []
    say(stage, PIN)
    assert sent(stage) == ([] if words == "60rb" else [50_000])


def test_two_yes_at_once_ask_for_one_pin(stage: Stage) -> None:
    say(stage, "kirim 50rb ke " + SARI)
    tap = tap_of(stage, "Ya, kirim")
    at_once(
        partial(stage.intake.receive, tap),
        partial(stage.intake.receive, tap_of(stage, "Ya, kirim")),
        partial(stage.intake.receive, stage.message("telegram", "budi", text="ya")),
    )
    stage.send()
    assert sent(stage) == []
    say(stage, PIN, PIN, PIN)
    assert sent(stage) == [50_000]


def test_a_yes_that_overtakes_the_correction_is_void_once_that_comes(stage: Stage) -> None:
    say(stage, "kirim 50rb ke " + SARI)
    stage.intake.receive(tap_of(stage, "Ya, kirim"))
    stage.intake.receive(stage.message("telegram", "budi", text="eh 60rb"))
    stage.intake.receive(stage.message("telegram", "budi", text=PIN))
    stage.send()
    assert sent(stage) == []


def test_the_page_of_an_old_draft_takes_no_pin(stage: Stage) -> None:
    say(stage, "kirim 50rb ke " + SARI, "ya")
    page = stage.page("telegram", "budi")
    say(stage, "eh 60rb", "ya")
    answer = stage.web.post(page, data={"pin": PIN}, follow_redirects=True)
    assert answer.status_code == 200
    assert sent(stage) == []
    stage.enter("telegram", "budi")
    assert sent(stage) == [60_000]
    stage.web.post(page, data={"pin": PIN})
    assert sent(stage) == [60_000]


def test_a_page_that_is_too_old_takes_no_pin(stage: Stage) -> None:
    say(stage, "kirim 50rb ke " + SARI, "ya")
    stage.wait(timedelta(minutes=5))
    stage.enter("telegram", "budi")
    assert sent(stage) == []


def test_a_page_and_a_correction_at_once_pay_what_was_shown_or_nothing(stage: Stage) -> None:
    say(stage, "kirim 50rb ke " + SARI, "ya")
    page, browser = stage.page("telegram", "budi"), stage.wallet.web.test_client()
    correction = stage.message("telegram", "budi", text="eh 60rb")
    at_once(partial(browser.post, page, data={"pin": PIN}), partial(stage.intake.receive, correction))
    stage.send()
    assert sent(stage) in ([], [50_000])


def test_a_slept_draft_is_not_paid_by_yes_button_pin_or_page(stage: Stage) -> None:
    say(stage, "kirim 50rb ke " + SARI)
    yes = tap_of(stage, "Ya, kirim")
    stage.wait(timedelta(minutes=31))
    say(stage, "ya", PIN)
    stage.intake.receive(yes)
    say(stage, PIN)
    assert sent(stage) == []
    say(stage, "batal", "kirim 50rb ke " + SARI, "ya")
    stage.wait(timedelta(minutes=31))
    say(stage, PIN)
    stage.enter("telegram", "budi")
    assert sent(stage) == []


def test_in_every_order_only_what_was_shown_last_is_paid(stage: Stage) -> None:
    """Five messages of two drafts, in all their orders: each payment is of the draft shown right before its PIN."""
    orders = list(itertools.permutations(["ya", PIN, "eh 60rb", "tap", "batal"]))
    orders = orders if LONGER > 1 else orders[::5]
    paid: list[int] = []
    for order in orders:
        say(stage, "kirim 50rb ke " + SARI)
        yes = tap_of(stage, "Ya, kirim")
        for words in order:
            before, shown = stage.balance("budi"), last_said(stage)
            stage.intake.receive(yes if words == "tap" else stage.message("telegram", "budi", text=words))
            moved = before - stage.balance("budi")
            if moved:
                paid.append(moved)
                assert words == PIN
                assert f"Masukkan PIN untuk mengirim *Rp{moved:,}*".replace(",", ".") in shown
        stage.intake.receive(stage.message("telegram", "budi", text="batal"))
        if stage.balance("budi") < 200_000:
            stage.pay_in("budi", 500_000)
    told = f"{len(orders)} orders tried, {len(paid)} paid what was shown last, 0 anything else"
    figure("D5", stage.database, told, doubled=abs(len(sent(stage)) - len(paid)))
    assert set(paid) == {50_000, 60_000}
    assert sent(stage) == paid


def last_said(stage: Stage) -> str:
    """The last thing that the bot answered."""
    asked = text(
        "SELECT text FROM messages WHERE direction = 'out' AND kind = 'text' AND fact = '' ORDER BY id DESC LIMIT 1"
    )
    with stage.database.read() as connection:
        return str(connection.execute(asked).scalars().first())


def test_what_changed_between_the_yes_and_the_pin_is_looked_at_again(stage: Stage) -> None:
    say(stage, "kirim 1,2jt ke " + SARI, "ya")
    stage.pay_in("sari", 900_000)  # Now she has room for Rp1.100.000.
    say(stage, PIN)
    assert stage.balance("budi") == START
    assert "belum bisa menerima" in stage.last("telegram", "budi")
    say(stage, "kirim 800rb ke " + SARI, "ya")
    for words in ("kirim 900rb ke " + SARI, "ya", PIN):
        stage.say("whatsapp", "budi", words)
    assert stage.balance("budi") == START - 900_000
    say(stage, PIN)
    assert stage.balance("budi") == START - 900_000
