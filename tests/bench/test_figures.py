"""The arithmetic of the benchmarks: what a ratio, a spread and a verdict are. No figure of speed is tested."""

from __future__ import annotations

import json

import pytest

from tests.bench.figures import Line, Report, Run, Spread, alternate, percentile, slope, table
from tests.bench.paying import Work, wishes
from tests.bench.people import update


def test_every_cell_stands_between_two_floors_and_every_second_round_runs_backwards() -> None:
    heard: list[str] = []

    def cell(name: str, figure: float) -> float:
        heard.append(name)
        return figure

    runs = alternate(lambda: cell("floor", 10), [lambda: cell("one", 5), lambda: cell("other", 20)], rounds=2)

    assert " ".join(heard) == "floor one floor other floor other floor one floor"
    assert [[run.ratio(float) for run in each] for each in runs] == [[0.5, 0.5], [2.0, 2.0]]


def test_a_ratio_is_to_the_mean_of_the_floors_around_it() -> None:
    assert Run(before=10.0, cell=12.0, after=20.0).ratio(float) == 0.8


def test_a_spread_is_the_median_with_the_lowest_and_the_highest() -> None:
    assert Spread.of([0.9, 0.7, 0.8]) == Spread(0.8, 0.7, 0.9)
    assert Spread(0.8, 0.7, 0.9).shown() == "0.80 [0.70-0.90]"


def test_of_nothing_there_is_no_figure() -> None:
    with pytest.raises(ValueError, match="nothing was measured"):
        Spread.of([])
    with pytest.raises(ValueError, match="nothing was measured"):
        percentile([], 0.5)


@pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.99, 99), (1.0, 100), (0.001, 1)])
def test_a_percentile_is_a_value_that_was_measured(share: float, value: int) -> None:
    assert percentile(range(100, 0, -1), share) == value


def test_what_grows_evenly_has_its_slope() -> None:
    assert slope([0, 1, 2], [100.0, 100.5, 101.0]) == pytest.approx(0.5)


def test_a_report_names_what_is_not_as_it_should_be() -> None:
    report = Report()
    report.expect("messages kept", 7, 7)
    report.expect("replies", 8, 7)
    assert report.wrong == ["replies: 8 instead of 7"]


def test_the_table_shows_a_verdict_only_where_there_is_an_aim() -> None:
    lines = [
        Line("turn", "80", "100", Spread(0.8, 0.7, 0.9), ">= 0.8", reached=True),
        Line("ledger", "50", "100", Spread(0.5, 0.5, 0.5), ">= 1.0", reached=False),
        Line("transfer", "9", "3"),
    ]
    shown = table(lines).splitlines()
    assert [line.split()[-1] for line in shown] == ["aim", "reached", "MISSED", "3"]
    json.dumps([each.plain() for each in lines])


def test_no_transfer_is_wished_for_twice_and_none_to_oneself() -> None:
    work = Work("", "bench", payers=[1, 2, 3], payees=[], seconds=0)
    wished = [move for thread in range(2) for move, _ in zip(wishes(work, thread), range(200), strict=False)]
    assert len({move.id for move in wished}) == 400
    assert all(move.debit != move.credit for move in wished)


def test_a_payer_has_the_merchant_beside_her() -> None:
    work = Work("", "bench", payers=[1, 2], payees=[11, 12], seconds=0)
    wished = [move for move, _ in zip(wishes(work, 0), range(50), strict=False)]
    assert {(move.debit, move.credit) for move in wished} == {(1, 11), (2, 12)}


def test_an_update_is_what_telegram_posts() -> None:
    told = json.loads(update(7, 5_000_001, "saldo"))
    assert (told["update_id"], told["message"]["chat"]["id"], told["message"]["text"]) == (7, 5_000_001, "saldo")
