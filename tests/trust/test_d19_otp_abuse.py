"""D19: codes used twice, by another, or late; thousands of wishes for one: never more SMS than the rules pay for."""

from __future__ import annotations

import itertools
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import text

from models.clock import to_ms
from models.codes import CodeDead, CodeRight, CodeSent, CodeTooSoon, CodeWrong, NoMoreCodes, SendCode, try_code
from models.customers import IdentityId
from models.figures import set_figure
from models.orders import Fact, carry_out
from models.phone import Phone
from tests.stage import Stage
from tests.trust.crowd import LONGER, at_once
from tests.trust.score import figure

BUDI = Phone("+6281277665544")
NUMBERS = 100
WISHES = 1_000 * LONGER
THREADS = 16


@pytest.fixture
def identity(stage: Stage) -> IdentityId:
    """A stranger who may ask for codes."""
    stage.say("telegram", "joko", "halo")
    with stage.database.read() as connection:
        found = connection.execute(text("SELECT id FROM identities WHERE customer_id IS NULL")).scalar_one()
    return IdentityId(found)


def wish(stage: Stage, identity: IdentityId, phone: Phone, *, run: str, nth: int) -> Fact:
    return stage.database.run(lambda connection: carry_out(stage.desk(connection), SendCode(run, phone, nth, identity)))


def attempt(stage: Stage, sent: CodeSent, digits: str, *, run: str) -> Fact:
    return stage.database.run(lambda connection: try_code(stage.desk(connection), sent, run, digits))


def code_for(stage: Stage, identity: IdentityId, *, run: str, nth: int = 0) -> tuple[CodeSent, str]:
    sent = wish(stage, identity, BUDI, run=run, nth=nth)
    assert isinstance(sent, CodeSent)
    stage.send()
    return sent, stage.code("budi")


def sms(stage: Stage) -> int:
    with stage.database.read() as connection:
        return int(connection.execute(text("SELECT COUNT(*) FROM messages WHERE channel = 'sms'")).scalar_one())


def test_a_code_is_good_once(stage: Stage, identity: IdentityId) -> None:
    sent, code = code_for(stage, identity, run="mine")
    assert isinstance(attempt(stage, sent, code, run="mine"), CodeRight)
    assert isinstance(attempt(stage, sent, code, run="mine"), CodeDead)


def test_a_code_used_by_ten_at_once_is_good_once(stage: Stage, identity: IdentityId) -> None:
    sent, code = code_for(stage, identity, run="mine")
    ends = at_once(*[partial(attempt, stage, sent, code, run="mine")] * 10)
    assert sum(isinstance(each, CodeRight) for each in ends) == 1


def test_a_code_is_nothing_to_another_run(stage: Stage, identity: IdentityId) -> None:
    sent, code = code_for(stage, identity, run="mine")
    assert isinstance(attempt(stage, sent, code, run="somebody else's"), CodeDead)
    assert isinstance(attempt(stage, sent, code, run="mine"), CodeRight)


def test_a_code_dies_after_five_minutes(stage: Stage, identity: IdentityId) -> None:
    sent, code = code_for(stage, identity, run="mine")
    stage.wait(timedelta(minutes=5, seconds=1))
    assert isinstance(attempt(stage, sent, code, run="mine"), CodeDead)


def test_fifty_wrong_tries_at_once_are_three(stage: Stage, identity: IdentityId) -> None:
    sent, code = code_for(stage, identity, run="mine")
    wrong = f"{(int(code) + 1) % 10**6:06}"
    ends = at_once(*[partial(attempt, stage, sent, wrong, run="mine")] * 50)
    assert sum(isinstance(each, CodeWrong) for each in ends) == 2, "the third is told that the code is dead"
    assert isinstance(attempt(stage, sent, code, run="mine"), CodeDead)


def test_a_number_gets_three_codes_a_day_with_pauses_whoever_asks(stage: Stage, identity: IdentityId) -> None:
    ends: list[Fact] = []
    for nth, seconds in enumerate((0, 10, 31, 31, 61, 3600, 22 * 3600, 2 * 3600)):
        stage.wait(timedelta(seconds=seconds))
        ends.append(wish(stage, identity, BUDI, run=f"run {nth}", nth=0))
    kinds = [type(each) for each in ends]
    assert kinds == [CodeSent, CodeTooSoon, CodeSent, CodeTooSoon, CodeSent, NoMoreCodes, NoMoreCodes, CodeSent]


def test_a_number_asked_for_by_many_at_once_gets_one(stage: Stage, identity: IdentityId) -> None:
    ends = at_once(*[partial(wish, stage, identity, BUDI, run=f"run {nth}", nth=0) for nth in range(20)])
    assert sum(isinstance(each, CodeSent) for each in ends) == 1
    assert sms(stage) == 1


def test_thousands_of_wishes_cost_no_more_than_the_cap(stage: Stage, identity: IdentityId) -> None:
    cap = 40
    with stage.database.begin() as connection:
        set_figure(connection, "otp.per_day", cap)
    phones = [Phone(f"+62812400{number:05}") for number in range(NUMBERS)]
    wishes = list(itertools.islice(enumerate(itertools.cycle(phones)), WISHES))

    def ask(mine: int) -> int:
        return sum(
            isinstance(wish(stage, identity, phone, run=f"flood {nth}", nth=0), CodeSent)
            for nth, phone in wishes[mine::THREADS]
        )

    sent = sum(at_once(*[partial(ask, mine) for mine in range(THREADS)]))
    figure("D19", stage.database, f"{WISHES} wishes from {NUMBERS} numbers, {sent} SMS for a cap of {cap}")
    assert sent == sms(stage) == cap
    with stage.database.read() as connection:
        desk = stage.desk(connection)
        late = connection.execute(text("SELECT COUNT(*) FROM codes WHERE sent_at > :now"), {"now": to_ms(desk.now)})
        assert late.scalar_one() == 0
