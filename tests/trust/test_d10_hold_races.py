"""D10: one token, and who may end it in one instant: tills, its owner, the worker a day later, wrong tries, a block.

Each hold ends once, none early and none never; what was cash at the till is gone, what was not is back, to the rupiah.
"""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import text

from bot.intake import End
from models.check_books import check
from models.counters import Redeem
from models.ending_tokens import void_all
from models.figures import set_figure
from models.jobs import do_due
from models.ledger import wallet_of
from models.making_tokens import MakeToken, TokenMade
from models.money import Money
from models.orders import Agreed, carry_out
from models.statements import house_balance
from tests.stage import PEOPLE, Stage
from tests.trust.crowd import LONGER, at_once, dice
from tests.trust.score import figure

AMOUNT, FEE = 50_000, 1_000
ROUNDS = 5 * LONGER
DAY = timedelta(days=1)
START = 1_250_000
ENDS = {"used": "withdrawn", "expired": "token_expired", "cancelled": "token_cancelled", "voided": "token_voided"}


@dataclass
class Race:
    """Budi's tokens, one after the other, and those who would end them."""

    stage: Stage
    digits: list[str] = field(default_factory=list)
    calls: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    seen: Counter[str] = field(default_factory=Counter)
    chance: Random = field(default_factory=lambda: dice(10))

    def soon(self, deed: Callable[[], str]) -> Callable[[], str]:
        """Do it after a moment by chance, so that not the same one is always first."""
        pause = self.chance.uniform(0, 0.006)

        def begin() -> str:
            time.sleep(pause)
            return deed()

        return begin

    def order(self, order: Any) -> Any:
        """Carry it out as a turn does: a lost race starts it over."""
        return self.stage.database.run(lambda connection: carry_out(self.stage.desk(connection), order))

    def make(self) -> str:
        """Make a token; return its reference."""
        owner = self.stage.id_of("budi")
        order = MakeToken(f"run-{next(self.calls)}", owner, Money(AMOUNT), Money(FEE), "alfamart")
        made = self.order(Agreed(order, "draft"))
        assert isinstance(made, TokenMade), made
        return made.reference

    def redeem(self) -> str:
        """A till has the right digits."""
        return self._at_till(self.digits[-1], AMOUNT)

    def wrong(self) -> str:
        """A till has the right digits and three times another amount."""
        return [self._at_till(self.digits[-1], AMOUNT * 2) for _ in range(3)][-1]

    def note(self, end: str) -> bool:
        """Count how one ended; what was cashed is paid in again, so that there is enough for the next."""
        self.seen[end] += 1
        if end == "used":
            self.stage.pay_in("budi", AMOUNT + FEE)
        return end == "used"

    def _at_till(self, digits: str, amount: int) -> str:
        call = f"call-{next(self.calls)}"
        return str(self.order(Redeem(call, "alfamart", PEOPLE["budi"].phone, digits, Money(amount))).NAME)

    def cancel(self) -> str:
        """Its owner writes in her chat."""
        received = self.stage.intake.receive(self.stage.message("telegram", "budi", text="batalkan token"))
        assert received.end is End.HANDLED
        assert received.outcome is not None
        assert received.outcome.fact is not None
        return received.outcome.fact.NAME

    def expire(self) -> str:
        """A day passes, and the worker comes by."""
        self.stage.database.run(
            lambda connection: connection.execute(_FORWARD, {"by": DAY // timedelta(milliseconds=1)})
        )
        return f"worker did {do_due(self.stage.database, self.stage.secrets)}"

    def block(self) -> str:
        """Everything of hers is voided."""
        owner = self.stage.id_of("budi")
        freed = self.stage.database.run(lambda connection: void_all(self.stage.desk(connection), owner))
        return f"freed {int(freed)}"


_FORWARD = text("UPDATE clock SET offset_ms = offset_ms + :by")
_TOKEN = text("SELECT * FROM tokens WHERE reference = :reference")
_LAST_STEPS = text("SELECT step, amount FROM transfers WHERE pending_id IN (:hold, :fee)")
_TOLD = text(
    "SELECT fact, COUNT(*) AS times FROM messages WHERE fact IN ('withdrawn', 'token_expired', 'token_cancelled', "
    "'token_voided') AND fact_data LIKE :reference GROUP BY fact"
)


@pytest.fixture
def race(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Race:
    """Every token costs a fee, and its digits are overheard."""
    with stage.database.begin() as connection:
        set_figure(connection, "fee.withdraw.alfamart", FEE)
    begun = Race(stage)
    numbers = itertools.count(10_000_000)

    def overheard() -> str:
        begun.digits.append(str(next(numbers)))
        return begun.digits[-1]

    monkeypatch.setattr("models.making_tokens.new_digits", overheard)
    return begun


@pytest.mark.parametrize(
    "contenders",
    [
        ("redeem", "redeem"),
        ("redeem", "cancel"),
        ("redeem", "expire"),
        ("redeem", "wrong"),
        ("redeem", "block"),
        ("cancel", "expire"),
        ("cancel", "wrong"),
        ("expire", "expire"),
        ("expire", "wrong"),
        ("expire", "block"),
        ("redeem", "redeem", "cancel", "cancel", "expire", "expire", "wrong", "block"),
    ],
    ids="-".join,
)
def test_each_hold_ends_once(race: Race, contenders: tuple[str, ...]) -> None:
    used = 0
    for _ in range(ROUNDS):
        reference = race.make()
        deeds: list[Callable[[], str]] = [race.soon(getattr(race, each)) for each in contenders]
        said = at_once(*deeds)
        if state(race, reference) == "live":  # Nobody of these ends a token by himself every time.
            race.expire()
        end = judge(race, reference, said)
        used += race.note(end)
    report(race, contenders, leaked(race, used))


def test_none_expires_early_and_none_never_however_the_clock_is_moved(race: Race) -> None:
    for nth in range(ROUNDS):
        reference = race.make()
        for by in (-DAY, DAY - timedelta(minutes=1), timedelta(minutes=14)):
            race.stage.wait(by)
            assert state(race, reference) == "live"
        if nth % 2:
            race.stage.wait(timedelta(minutes=2))
        else:
            assert race.redeem() == "cash_handed_out"
        race.note(judge(race, reference, []))
        race.stage.wait(DAY)
    report(race, ("the clock",), leaked(race, race.seen["used"]))


def state(race: Race, reference: str) -> str:
    """How the token stands."""
    with race.stage.database.read() as connection:
        return str(connection.execute(_TOKEN, {"reference": reference}).one().status)


def judge(race: Race, reference: str, said: list[str]) -> str:
    """Return how the token ended, after all that must hold of it does."""
    with race.stage.database.read() as connection:
        token = connection.execute(_TOKEN, {"reference": reference}).one()
        holds = {"hold": token.hold_id, "fee": f"fee:{token.order_key}"}
        steps = connection.execute(_LAST_STEPS, holds).all()
        told = {row.fact: row.times for row in connection.execute(_TOLD, {"reference": f'%"{reference}"%'})}
        held = wallet_of(connection, race.stage.id_of("budi")).held
    end = str(token.status)
    step = "post" if end == "used" else "void"
    assert sorted((row.step, row.amount) for row in steps) == [(step, FEE), (step, AMOUNT)]
    assert held == 0
    assert said.count("cash_handed_out") <= 1
    if said:
        assert (end == "used") is ("cash_handed_out" in said)
    quietly = any(each.startswith("freed ") and each != "freed 0" for each in said)
    assert told == ({} if quietly else {ENDS[end]: 1})
    assert end != "used" or token.ended_at < token.expires_at, "used too late"
    assert end != "expired" or token.ended_at >= token.expires_at, "expired early"
    return end


def leaked(race: Race, used: int) -> int:
    """Return how many rupiah are not where the ends say they are."""
    with race.stage.database.read() as connection:
        merchant, fees = (house_balance(connection, name) for name in ("merchant:alfamart", "fees:withdraw"))
        assert check(connection) == []
        assert connection.execute(text("SELECT COUNT(*) FROM jobs WHERE error <> ''")).scalar_one() == 0
    gone = START - race.stage.balance("budi")  # What was taken was paid in again.
    return abs(gone) + abs(merchant - used * AMOUNT) + abs(fees - used * FEE)


def report(race: Race, contenders: tuple[str, ...], leak: int) -> None:
    """Print the figure, and fail on the first rupiah."""
    told = f"{' v '.join(contenders)}: {dict(race.seen)}, Rp{leak} leaked"
    figure("D10", race.stage.database, told, lost=int(leak > 0), doubled=abs(sum(race.seen.values()) - ROUNDS))
    assert leak == 0
    assert sum(race.seen.values()) == ROUNDS
