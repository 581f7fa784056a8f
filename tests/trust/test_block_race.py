"""A block while a payment is confirmed on another channel, or comes in: one wins whole, none comes after the block."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text

from models.blocking import Block
from models.check_books import check
from models.customers import Status, customer
from models.standing import NotTakenNow
from models.topping_up import ToppedUp
from tests.stage import PIN, Stage
from tests.trust.crowd import LONGER, at_once
from tests.trust.score import figure

ROUNDS = 6 * LONGER


def test_a_block_and_a_confirmed_payment_never_both_half_happen(stage: Stage) -> None:
    ends = []
    for nth in range(ROUNDS):
        before = stage.balance("budi")
        for words in ("batal", "kirim 50rb ke 081298764567", "ya"):
            stage.intake.receive(stage.message("whatsapp", "budi", text=words))
        stage.intake.receive(stage.message("telegram", "budi", text="blokir akun"))
        pay = partial(stage.intake.receive, stage.message("whatsapp", "budi", text=PIN))
        block = partial(stage.intake.receive, stage.message("telegram", "budi", text="ya"))
        at_once(pay, partial(later, nth, block))
        paid = before - stage.balance("budi")
        assert status(stage, "budi") is Status.BLOCKED
        assert paid in (0, 50_000)
        assert order_of_events(stage) in ([], ["sent", "blocked"], ["blocked"])
        ends.append(paid)
        again(stage, "budi")
    figure("Block", stage.database, f"against a payment, {len(ends)} times: {Counter(ends)[50_000]} paid before it")
    clean(stage)


@pytest.mark.parametrize("whose", ["budi", "sari"])
def test_money_that_comes_in_is_there_before_the_block_or_not_at_all(whose: str, stage: Stage) -> None:
    ends = []
    for nth in range(ROUNDS):
        before = stage.balance(whose)
        pay = partial(stage.pay_in, whose, 10_000)
        block = partial(stage.order, Block("", stage.id_of(whose)))
        told = at_once(pay, partial(later, nth, block))
        came = next(each for each in told if isinstance(each, ToppedUp | NotTakenNow))
        assert stage.balance(whose) - before == (10_000 if isinstance(came, ToppedUp) else 0)
        ends.append(type(came).__name__)
        again(stage, whose)
    figure("Block", stage.database, f"against a top-up, {len(ends)} times: {Counter(ends)['ToppedUp']} came before it")
    clean(stage)


def test_a_payee_is_blocked_while_she_is_paid(stage: Stage) -> None:
    ends = []
    for nth in range(ROUNDS):
        before = stage.balance("sari")
        for words in ("batal", "kirim 50rb ke 081298764567", "ya"):
            stage.intake.receive(stage.message("telegram", "budi", text=words))
        pay = partial(stage.intake.receive, stage.message("telegram", "budi", text=PIN))
        block = partial(stage.order, Block("", stage.id_of("sari")))
        at_once(pay, partial(later, nth, block))
        came = stage.balance("sari") - before
        assert came in (0, 50_000)
        assert stage.balance("budi") == 1_250_000 - stage.balance("sari")
        ends.append(came)
        again(stage, "sari")
    figure("Block", stage.database, f"of the payee, {len(ends)} times: {Counter(ends)[50_000]} paid before it")
    clean(stage)


def later(nth: int, deed: Callable[[], Any]) -> Any:
    """Do it a little later in each round, so that now the one and now the other is first."""
    time.sleep(0.003 * nth)
    return deed()


def order_of_events(stage: Stage) -> list[str]:
    """What Budi was told on Telegram in this round, in the order in which it was written."""
    asked = text(
        "SELECT fact FROM messages WHERE status = 'queued' AND fact IN ('sent', 'blocked') AND customer_id = :id "
        "AND channel IN ('telegram', 'whatsapp') ORDER BY id"
    )
    with stage.database.read() as connection:
        found = [row.fact for row in connection.execute(asked, {"id": stage.id_of("budi")})]
    return list(dict.fromkeys(found))


def again(stage: Stage, name: str) -> None:
    """Everything is sent, and the account is active for the next round."""
    stage.send()
    with stage.database.begin() as connection:
        connection.execute(text("UPDATE customers SET status = 'active' WHERE id = :id"), {"id": stage.id_of(name)})


def status(stage: Stage, name: str) -> Any:
    """How the account stands."""
    with stage.database.read() as connection:
        return customer(connection, stage.id_of(name)).status


def clean(stage: Stage) -> None:
    """The books are true."""
    with stage.database.read() as connection:
        assert check(connection) == []
