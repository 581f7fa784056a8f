"""Limits: how much a customer may hold, and take in within a month (Services Table).

Asked by flows before consent, and again by the handlers when an order is carried out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import Connection, Row

from .clock import month_of
from .figures import figure
from .ledger import AccountId
from .money import Money


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
    taken = _taken(connection, account_id, now)
    # The posted balance still has the held money in it, so a hold that is voided later never lifts it over the limit.
    room = balance_max - taken.balance - taken.reserved
    if amount > room:
        return BalanceLimit(balance_max, Money(max(room, 0)))
    incoming_max = Money(figure(connection, f"incoming_max.{tier}"))
    month_room = Money(max(incoming_max - taken.came_in - taken.reserved, 0))
    if amount > month_room:
        return IncomingLimit(incoming_max, month_room)
    return None


def room_this_month(connection: Connection, account_id: AccountId, tier: str, now: datetime) -> Money:
    """Return how many rupiah the wallet can still take in this month in WIB, never below zero (Services Table)."""
    taken = _taken(connection, account_id, now)
    return Money(max(figure(connection, f"incoming_max.{tier}") - taken.came_in - taken.reserved, 0))


def _taken(connection: Connection, account_id: AccountId, now: datetime) -> Row[Any]:
    """Return what counts against a wallet's limits: its balance, what came in this month, and what will (FAQ 10).

    Cash that the customer has promised or handed to friends counts as received from her yes on, so that the money for
    it can always be settled. It fills the balance now, and the month in which it is settled, which may be any later
    one: so it is counted in every month while it is open, and a new month has room for it, because the month of her
    yes had.
    """
    return connection.execute(_TAKEN, {"account": account_id, "month": month_of(now)}).one()


# Asked at every credit: both sums repeat the conditions of the partial indexes that they are read by.
# Who closes her wallet and opens another with the same number has no second month (Services Table).
_FORMERLY = (
    "SELECT COALESCE(SUM(i.total), 0) FROM incoming i JOIN accounts a ON a.id = i.account_id "
    "JOIN customers c ON c.id = a.customer_id JOIN customers me ON me.id = mine.customer_id "
    "WHERE c.status = 'closed' AND c.former_phone <> '' AND c.former_phone = me.phone AND i.month = :month"
)
_RESERVED = (
    "SELECT COALESCE(SUM(r.amount), 0) FROM cash_requests r WHERE r.friend_id = mine.customer_id "
    "AND r.status IN ('asked', 'accepted', 'handed', 'disputed') AND r.status <> 'asked'"
)
_TAKEN = text(
    "SELECT mine.credits_posted - mine.debits_posted AS balance, "
    "CAST(COALESCE((SELECT total FROM incoming WHERE account_id = mine.id AND month = :month), 0) "
    f"+ ({_FORMERLY}) AS BIGINT) AS came_in, CAST(({_RESERVED}) AS BIGINT) AS reserved "
    "FROM accounts mine WHERE mine.id = :account"
)
