"""Limits: how much a customer may hold, and take in within a month (Services Table).

Asked by flows before consent, and again by the handlers when an order is carried out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
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
    taken = wallet(connection, account_id).balance + reserved(connection, account_id)
    # The posted balance still has the held money in it, so a hold that is voided later never lifts it over the limit.
    room = balance_max - taken
    if amount > room:
        return BalanceLimit(balance_max, Money(max(room, 0)))
    month_room = room_this_month(connection, account_id, tier, now)
    if amount > month_room:
        return IncomingLimit(Money(figure(connection, f"incoming_max.{tier}")), month_room)
    return None


def room_this_month(connection: Connection, account_id: AccountId, tier: str, now: datetime) -> Money:
    """Return how many rupiah the wallet can still take in this month in WIB, never below zero (Services Table)."""
    incoming_max = figure(connection, f"incoming_max.{tier}")
    month = month_of(now)
    formerly = connection.execute(_FORMERLY, {"account": account_id, "month": month}).scalar_one()
    taken = incoming(connection, account_id, month) + formerly + reserved(connection, account_id)
    return Money(max(incoming_max - taken, 0))


def reserved(connection: Connection, account_id: AccountId) -> Money:
    """Return what will come in for cash that this customer has promised or handed to friends, in rupiah (FAQ 10).

    It counts as received from her yes on, so that the money for her cash can always be settled. It fills the balance
    now, and the month in which it is settled, which may be any later one: so it is counted in every month while it
    is open, and a new month has room for it, because the month of her yes had.
    """
    return Money(connection.execute(_RESERVED, {"account": account_id}).scalar_one())


# Asked at every credit: both statements repeat the conditions of the partial indexes that they are read by.
# Who closes her wallet and opens another with the same number has no second month (Services Table).
_FORMERLY = text(
    "SELECT CAST(COALESCE(SUM(i.total), 0) AS BIGINT) FROM incoming i JOIN accounts a ON a.id = i.account_id "
    "JOIN customers c ON c.id = a.customer_id JOIN accounts mine ON mine.id = :account "
    "JOIN customers me ON me.id = mine.customer_id "
    "WHERE c.status = 'closed' AND c.former_phone <> '' AND c.former_phone = me.phone AND i.month = :month"
)
_RESERVED = text(
    "SELECT CAST(COALESCE(SUM(r.amount), 0) AS BIGINT) FROM cash_requests r "
    "JOIN accounts a ON a.customer_id = r.friend_id "
    "WHERE a.id = :account AND r.status IN ('asked', 'accepted', 'handed', 'disputed') AND r.status <> 'asked'"
)
