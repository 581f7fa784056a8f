"""Limits: how much a customer may hold, and take in within a month (Services Table).

Asked by flows before consent, and again by the handlers when an order is carried out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from .clock import month_of
from .figures import figure
from .ledger import AccountId, wallet
from .money import Money
from .statements import incoming


@dataclass(frozen=True)
class BalanceLimit:
    """The wallet would hold more than its tier may. `room` is what it can still take, in rupiah."""

    limit: Money
    room: Money


@dataclass(frozen=True)
class IncomingLimit:
    """The wallet would take in more this month (WIB) than its tier may. `room` is what it can still take, in rupiah."""

    limit: Money
    room: Money


def refusal_to_receive(
    connection: Connection, account_id: AccountId, tier: str, amount: Money, now: datetime
) -> BalanceLimit | IncomingLimit | None:
    """Return why this wallet may not receive this amount of rupiah now, or None (Services Table).

    It binds only while the wallet is locked, at the time that `ledger.lock` returned.
    """
    balance_max = Money(figure(connection, f"balance_max.{tier}"))
    # The posted balance still has the held money in it, so a hold that is voided later never lifts it over the limit.
    room = balance_max - wallet(connection, account_id).balance
    if amount > room:
        return BalanceLimit(balance_max, Money(max(room, 0)))
    month_room = room_this_month(connection, account_id, tier, now)
    if amount > month_room:
        return IncomingLimit(Money(figure(connection, f"incoming_max.{tier}")), month_room)
    return None


def room_this_month(connection: Connection, account_id: AccountId, tier: str, now: datetime) -> Money:
    """Return how many rupiah the wallet can still take in this month in WIB, never below zero (Services Table)."""
    incoming_max = figure(connection, f"incoming_max.{tier}")
    return Money(max(incoming_max - incoming(connection, account_id, month_of(now)), 0))
