"""Figures: the limits, fees and lifetimes that an operator may change.

The code knows each by name, with what it means and who says so; a row exists only for one that was changed. Asked by
limits, tariff, codes and the intake; changed by the commands `limits` and `tariff` alone, which leave an audit line.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from sqlalchemy import BigInteger, CheckConstraint, text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from .executing import remember, remembered


class FigureRow(SQLModel, table=True):
    """A figure that an operator has changed."""

    __tablename__ = "figures"
    __table_args__ = (CheckConstraint("value >= 0 AND highest >= value", name="figures_not_negative"),)

    name: str = Field(primary_key=True)
    value: int = Field(sa_type=BigInteger)
    highest: int = Field(
        sa_type=BigInteger,
        description="the most it ever was: a limit that is lowered makes no lie of what it once allowed",
    )


@dataclass(frozen=True)
class Figure:
    """A figure in force, what it means, and whose rule it is."""

    name: str
    value: int
    means: str
    source: str


_TABLE = "Services Table"
_PAUSE = "published rule on codes"
_OURS = "our own rule"
FIGURES: dict[str, Figure] = {
    figure.name: figure
    for figure in (
        Figure("balance_max.regular", 2_000_000, "rupiah a Regular customer may hold", _TABLE),
        Figure("balance_max.premium", 20_000_000, "rupiah a Premium customer may hold", _TABLE),
        Figure("incoming_max.regular", 20_000_000, "rupiah a Regular customer may take in within a month", _TABLE),
        Figure("incoming_max.premium", 40_000_000, "rupiah a Premium customer may take in within a month", _TABLE),
        Figure("fee.transfer", 0, "rupiah taken for sending money to another customer", _OURS),
        Figure("otp.minutes", 5, "minutes for which a code by SMS is good", _PAUSE),
        Figure("otp.tries", 3, "wrong tries that kill a code", _PAUSE),
        Figure("otp.per_number_and_day", 3, "codes a number may get in 24 hours", _PAUSE),
        Figure("otp.per_day", 10_000, "codes we pay for in a day, over all numbers", _OURS),
        Figure("link.minutes", 5, "minutes for which a keypad link is good", _OURS),
        Figure("refused_tries_per_day", 5, "tries a payer has in a day against one payee's limit", _OURS),
        Figure(
            "unsent_tries_per_day",
            8,
            "other amounts a payer may ask one payee's limits about in a day without sending",
            _OURS,
        ),
        Figure("topup.min.cimb", 10_000, "rupiah, the least a top-up by CIMB Niaga may be", "FAQ 9"),
        Figure("topup.alfamart.multiple", 50_000, "rupiah of which a top-up at Alfamart is a multiple", "FAQ 9"),
        Figure("topup.alfamart.max", 1_000_000, "rupiah, the most a top-up at Alfamart may be", "FAQ 9"),
        Figure("topup.indomaret.multiple", 10_000, "rupiah of which a top-up at Indomaret is a multiple", "FAQ 9"),
        Figure("topup.indomaret.max", 1_000_000, "rupiah, the most a top-up at Indomaret may be", "FAQ 9"),
        Figure("topup.digibos.min", 10_000, "rupiah, the least a top-up at LKD Digibos may be", "FAQ 9"),
        Figure("topup.digibos.max", 1_000_000, "rupiah, the most a top-up at LKD Digibos may be", "FAQ 9"),
        Figure("withdraw.alfamart.multiple", 50_000, "rupiah of which cash at Alfamart is a multiple", "FAQ 10"),
        Figure("withdraw.alfamart.max", 1_000_000, "rupiah, the most a withdrawal at Alfamart may be", "FAQ 10"),
        Figure("withdraw.indomaret.multiple", 50_000, "rupiah of which cash at Indomaret is a multiple", "FAQ 10"),
        Figure("withdraw.indomaret.max", 1_000_000, "rupiah, the most a withdrawal at Indomaret may be", "FAQ 10"),
        Figure("withdraw.danamon.min", 100_000, "rupiah, the least a withdrawal at Danamon may be", "FAQ 10"),
        Figure("withdraw.danamon.multiple", 100_000, "rupiah of which cash at Danamon is a multiple", "FAQ 10"),
        Figure("withdraw.danamon.max", 1_000_000, "rupiah, the most a withdrawal at Danamon may be", "FAQ 10"),
        Figure("withdraw.friend.min", 10_000, "rupiah, the least a withdrawal with a friend may be", "FAQ 10"),
        Figure("fee.withdraw.alfamart", 0, "rupiah taken for a withdrawal at Alfamart", _OURS),
        Figure("fee.withdraw.indomaret", 0, "rupiah taken for a withdrawal at Indomaret", _OURS),
        Figure("fee.withdraw.danamon", 0, "rupiah taken for a withdrawal at a Danamon ATM", _OURS),
        Figure("fee.withdraw.friend", 0, "rupiah taken for a withdrawal with a friend", _OURS),
        Figure("fee.dormant", 5_000, "rupiah a month taken from a wallet that nobody uses", "terms 3.8"),
        Figure("dormant.months", 6, "whole months without a transaction that make a wallet dormant", "terms 3.8"),
        Figure("dormant.notice_days", 14, "days between the announcement and the first such fee", _OURS),
        Figure("token.minutes", 15, "minutes for which a token is good", _OURS),
        Figure("token.tries", 3, "wrong tries that void a token", _OURS),
        Figure("friend.answer_minutes", 15, "minutes in which a friend may say whether she can help", _OURS),
        Figure("friend.cash_minutes", 60, "minutes for handing over the cash, after a friend said yes", _OURS),
        Figure("friend.reminder_minutes", 15, "minutes of silence after which cash handed over is asked about", _OURS),
        Figure("flood.messages_per_minute", 30, "messages a minute of one chat that are read; 0 for any", _OURS),
        Figure("run.sleep_minutes", 30, "minutes of silence after which a conversation rests", _OURS),
    )
}

CHANGED = {
    "sqlite": "(SELECT json_group_object(name, value) FROM figures)",
    "postgresql": "(SELECT CAST(COALESCE(json_object_agg(name, value), '{}') AS TEXT) FROM figures)",
}
"""The changed figures as one JSON value, for a statement that reads other things too."""
_CHANGED = {name: text(f"SELECT {changed}") for name, changed in CHANGED.items()}
_HIGHEST = text("SELECT highest FROM figures WHERE name = :name")
_ALL = text("SELECT name, value FROM figures")
_SET = text(
    "INSERT INTO figures (name, value, highest) VALUES (:name, :value, :highest) ON CONFLICT (name) DO UPDATE "
    "SET value = excluded.value, "
    "highest = CASE WHEN excluded.value > figures.highest THEN excluded.value ELSE figures.highest END"
)


def figure(connection: Connection, name: str) -> int:
    """Return the figure in force; raises `KeyError` for a name that the code does not know."""
    changed = remembered(connection, "figures", "all", lambda: changed_figures(connection))
    return int(changed.get(name, FIGURES[name].value))


def changed_figures(connection: Connection, kept: str | None = None) -> dict[str, int]:
    """Return the figures that were changed, read once a transaction; `kept` is what `CHANGED` selected already."""
    if kept is None:
        kept = connection.execute(_CHANGED[connection.dialect.name]).scalar_one()
    return remember(connection, "figures", "all", json.loads(kept))


def highest_figure(connection: Connection, name: str) -> int:
    """Return the most that the figure ever allowed, by which old books are judged."""
    changed = connection.execute(_HIGHEST, {"name": name}).scalar_one_or_none()
    return FIGURES[name].value if changed is None else int(changed)


def all_figures(connection: Connection) -> list[Figure]:
    """Return every figure as it is in force, in the order in which the code lists them."""
    changed = {row.name: int(row.value) for row in connection.execute(_ALL)}
    return [replace(figure, value=changed.get(figure.name, figure.value)) for figure in FIGURES.values()]


def set_figure(connection: Connection, name: str, value: int) -> None:
    """Change a figure; raises `ValueError` for an unknown name, or a value below zero or beyond 64 bits."""
    if name not in FIGURES:
        raise ValueError(f"there is no figure {name!r}")
    if not 0 <= value < 2**63:
        raise ValueError(f"{name} cannot be {value}")
    highest = max(value, FIGURES[name].value)
    connection.execute(_SET, {"name": name, "value": value, "highest": highest})
