"""Numbers: what a bare number picks on WhatsApp, which is never what nobody can have read, and never where money moves.

Who asks whom for cash is played by orders, so that what is told of it stands in the queue.
"""

from __future__ import annotations

import pytest
from sqlalchemy import text

from models.cash_requests import Step, live_of_payer
from models.friend_answering import AnswerFriend, HandOver
from models.friend_asking import AskFriend
from models.friend_confirming import DenyCash
from models.money import Money
from models.orders import Agreed
from tests.stage import Stage

ONE = "1"


def asks(stage: Stage) -> str:
    """Budi asks Sari for cash; return the reference. What both are told is queued."""
    stage.order(Agreed(AskFriend("ask", stage.id_of("budi"), stage.id_of("sari"), Money(100_000), Money(0)), "draft"))
    with stage.database.read() as connection:
        live = live_of_payer(connection, stage.id_of("budi"))
    assert live is not None
    return live.reference


def step(stage: Stage) -> Step | None:
    """Return how far Budi's request has come; None once it is over."""
    with stage.database.read() as connection:
        live = live_of_payer(connection, stage.id_of("budi"))
    return live.step if live is not None else None


def types(stage: Stage, name: str, words: str) -> None:
    """Somebody types on WhatsApp before anything that is queued has been sent."""
    stage.intake.receive(stage.message("whatsapp", name, text=words))


@pytest.mark.parametrize("status", ["queued", "sending", "failed"])
def test_a_number_for_the_menu_does_not_accept_what_is_on_its_way(stage: Stage, status: str) -> None:
    stage.say("whatsapp", "sari", "menu")
    asks(stage)
    with stage.database.begin() as connection:
        connection.execute(text("UPDATE messages SET status = :status WHERE status = 'queued'"), {"status": status})
    types(stage, "sari", ONE)
    assert step(stage) is Step.ASKED


def test_once_it_has_been_sent_the_number_is_for_it(stage: Stage) -> None:
    stage.say("whatsapp", "sari", "menu")
    asks(stage)
    stage.send()
    types(stage, "sari", ONE)
    assert step(stage) is Step.ACCEPTED


def handed(stage: Stage) -> str:
    """Budi, who wrote on WhatsApp last, is asked whether he has the cash."""
    stage.say("whatsapp", "budi", "menu")
    reference = asks(stage)
    stage.order(AnswerFriend("yes", stage.id_of("sari"), reference, "yes"))
    stage.order(HandOver("handed", stage.id_of("sari"), reference))
    return reference


@pytest.mark.parametrize("asked", ["menu", "tarik tunai lewat teman", "batalkan permintaan", "batal", "ya", "belum"])
@pytest.mark.parametrize("denied", [0, 1, 2])
def test_no_number_ever_says_that_the_cash_is_here(stage: Stage, asked: str, denied: int) -> None:
    reference = handed(stage)
    for nth in range(denied):
        stage.order(DenyCash(f"no {nth}", stage.id_of("budi"), reference, 0))
    types(stage, "budi", ONE)
    stage.send()
    if asked != "menu":
        stage.say("whatsapp", "budi", asked)
    stage.say("whatsapp", "budi", ONE)
    stage.say("whatsapp", "budi", ONE)
    assert step(stage) is (Step.DISPUTED if denied == 2 else Step.HANDED)
    assert stage.balance("sari") == 0


@pytest.mark.parametrize(
    "bare", ["ya", "sudah", "iya sudah", "udah", "sudah kok", "belum", "tidak", "yes", "already", "ok"]
)
@pytest.mark.parametrize("channel", ["whatsapp", "telegram"])
def test_a_bare_answer_settles_nothing_and_is_asked_in_full(stage: Stage, channel: str, bare: str) -> None:
    stage.say(channel, "budi", "menu")
    reference = handed(stage) if channel == "whatsapp" else asks(stage)
    if channel == "telegram":
        stage.order(AnswerFriend("yes", stage.id_of("sari"), reference, "yes"))
        stage.order(HandOver("handed", stage.id_of("sari"), reference))
    stage.send()
    for _ in range(2):
        stage.say(channel, "budi", bare)
        assert "Tolong jawab lengkap" in stage.last(channel, "budi")
        assert "Ya, sudah terima" in [button.label for button in stage.phone(channel, "budi")[-1].buttons]
        assert step(stage) is Step.HANDED
    stage.say(channel, "budi", "sudah diterima")
    assert step(stage) is None
    assert stage.balance("sari") == 100_000
