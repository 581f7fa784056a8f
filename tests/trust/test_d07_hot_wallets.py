"""D7: one wallet is paid by everybody at once, two pay each other, from two processes; nobody is told of a race."""

from __future__ import annotations

from collections import Counter
from typing import Any

import psycopg.errors
import pytest
from sqlalchemy import text

from bot.intake import LOST_MAX, End
from tests.databases import on_postgresql
from tests.stage import PIN, Stage
from tests.trust.crowd import LONGER, wallets
from tests.trust.payers import Part, Payers, in_another_process, pay_all
from tests.trust.score import figure

MEMBERS = 10
PAYMENTS = 20 if LONGER > 1 else 3
"""How often each of nine pays the tenth."""
PAIRS = 15 if LONGER > 1 else 1
P99_MAX = 10.0


def judge(payers: Payers, what: str, wanted: int) -> None:
    """Everything was paid once; what the database refused was begun anew."""
    database, figures = payers.stage.database, payers.figures
    with database.read() as connection:
        paid = connection.execute(text("SELECT COUNT(*) FROM transfers WHERE code = 'transfer'")).scalar_one()
    seconds = sorted(figures.seconds)
    p99 = seconds[int(0.99 * len(seconds))]
    told = (
        f"{what}: {paid} of {wanted} payments in {len(seconds)} turns by 2 processes; 40001 {figures.states['40001']}, "
        f"40P01 {figures.states['40P01']}, other errors {sum(figures.states.values()) - lost(figures.states)}, "
        f"at most {figures.tries_max} retries; p99 {p99 * 1000:.0f} ms"
    )
    figure("D7", database, told, lost=max(wanted - paid, 0), doubled=max(paid - wanted, 0))
    assert figures.ends == {End.HANDLED: len(seconds)}
    assert paid == wanted
    assert figures.tries_max <= LOST_MAX
    assert p99 < P99_MAX
    assert wallets(database)[:2] == (MEMBERS, payers.total)
    assert payers.books() == []


def lost(states: Counter[str]) -> int:
    return states["40001"] + states["40P01"]


def test_everybody_pays_one_wallet_while_others_pay_each_other(empty_stage: Stage) -> None:
    payers = Payers(empty_stage, MEMBERS)
    one_wallet: list[Part] = [(number, 0, PAYMENTS, "telegram") for number in range(1, MEMBERS)]
    # The same people on their other channel: each pair both ways at once, within a process or across.
    both_ways: list[Part] = [
        (payer, payee, PAIRS, "whatsapp")
        for a, b in ((1, 2), (3, 4), (5, 6), (7, 8))
        for payer, payee in ((a, b), (b, a))
    ]
    parts = [*one_wallet, *both_ways]
    with in_another_process(payers, 1, parts[1::2]):
        pay_all(payers, parts[::2])
    judge(payers, "one wallet paid by all, pairs both ways", sum(times for _, _, times, _ in parts))


@on_postgresql
@pytest.mark.parametrize("races", [1, LOST_MAX, LOST_MAX + 1])
def test_a_lost_race_begins_the_whole_turn_anew(races: int, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server is made to say 40001 at COMMIT: nothing below the dedupe is tried again, pauses are by chance."""
    for words in ("kirim 50rb ke 081298764567", "ya"):
        stage.say("telegram", "budi", words)
    left = [races]
    pauses: list[float] = []
    dialect = stage.database.engine.dialect
    commit = dialect.do_commit

    def commits(connection: Any) -> None:
        if left[0]:
            left[0] -= 1
            raise psycopg.errors.SerializationFailure("could not serialize access")
        commit(connection)

    monkeypatch.setattr(dialect, "do_commit", commits)
    monkeypatch.setattr("bot.intake.time.sleep", pauses.append)
    end = stage.intake.receive(stage.message("telegram", "budi", text=PIN)).end
    assert end is (End.HANDLED if races <= LOST_MAX else End.APOLOGISED)
    assert stage.balance("budi") == (1_200_000 if races <= LOST_MAX else 1_250_000)
    assert len(pauses) == min(races, LOST_MAX)
    assert len(set(pauses)) == len(pauses)
    assert all(0 <= pause <= 0.1 for pause in pauses)
