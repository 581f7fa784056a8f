"""Figures: what the operator may change, and what it costs."""

from __future__ import annotations

import pytest

from models.database import Database
from models.figures import FIGURES, all_figures, figure, highest_figure, set_figure
from models.money import Money
from models.tariff import fee_to_send


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("balance_max.regular", 2_000_000),
        ("balance_max.premium", 20_000_000),
        ("incoming_max.regular", 20_000_000),
        ("incoming_max.premium", 40_000_000),
        ("fee.transfer", 0),
        ("otp.minutes", 5),
        ("otp.tries", 3),
        ("otp.per_number_and_day", 3),
        ("otp.per_day", 10_000),
        ("link.minutes", 5),
        ("refused_tries_per_day", 5),
        ("topup.min.cimb", 10_000),
        ("run.sleep_minutes", 30),
    ],
)
def test_a_figure_is_what_the_issuer_or_we_decided(database: Database, name: str, value: int) -> None:
    with database.read() as connection:
        assert figure(connection, name) == value


def test_an_operator_changes_a_figure(database: Database) -> None:
    with database.begin() as connection:
        set_figure(connection, "fee.transfer", 1_000)
        set_figure(connection, "fee.transfer", 500)
        assert fee_to_send(connection, Money(50_000)) == 500
        assert {known.name: known.value for known in all_figures(connection)}["fee.transfer"] == 500
        assert [known.name for known in all_figures(connection)] == list(FIGURES)


@pytest.mark.parametrize(("name", "value"), [("fee.gift", 5), ("fee.transfer", -1), ("fee.transfer", 2**63)])
def test_a_figure_that_cannot_be_is_refused(database: Database, name: str, value: int) -> None:
    with database.begin() as connection:
        with pytest.raises(ValueError, match=name):
            set_figure(connection, name, value)
        assert figure(connection, "fee.transfer") == 0


@pytest.mark.parametrize(
    ("values", "highest"), [([], 2_000_000), ([5], 2_000_000), ([3_000_000, 5], 3_000_000), ([5, 3_000_000], 3_000_000)]
)
def test_the_most_that_a_limit_ever_was_is_remembered(database: Database, values: list[int], highest: int) -> None:
    with database.begin() as connection:
        for value in values:
            set_figure(connection, "balance_max.regular", value)
        assert highest_figure(connection, "balance_max.regular") == highest


def test_an_unknown_figure_is_our_own_mistake(database: Database) -> None:
    with database.read() as connection, pytest.raises(KeyError):
        figure(connection, "fee.gift")


def test_every_figure_says_what_it_means_and_who_says_so() -> None:
    assert all(known.means and known.source for known in FIGURES.values())
