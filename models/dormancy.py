"""Dormancy: a wallet that nobody has used for six whole months costs a fee a month (terms 3.8).

The document lets us take it unannounced; we announce it first. Announced by the worker, taken by the command
`dormant-fees`, once per customer and month however often that runs. Months turn at midnight in WIB.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from .clock import WIB, from_ms, month_of, now, start_of_day, start_of_month, to_ms
from .conversations import tell
from .customers import CustomerId, lock_customer
from .figures import figure
from .jobs import does, schedule
from .ledger import AccountId, Move, Refused, exists, house, lock, post, wallet_of
from .money import Money
from .orders import Desk, Fact, fact

HOUSE = "fees:dormant"
ANNOUNCED_AHEAD = timedelta(days=7)
"""How much earlier than it must the announcement goes out, so that a day without a worker delays no fee."""
AT_ONCE = 500
MORNING = timedelta(hours=9)


@fact("dormancy_announced")
@dataclass(frozen=True)
class DormancyAnnounced(Fact):
    """What is going to be taken, from when on, and since when the wallet rests."""

    SAY = "all"
    fee: Money
    since: datetime
    first: datetime


@fact("dormant_fee_taken")
@dataclass(frozen=True)
class DormantFeeTaken(Fact):
    """A month's fee was taken."""

    amount: Money
    balance: Money
    reference: str
    at: datetime


class DormancyNoticeRow(SQLModel, table=True):
    """That a customer was told of the fee, in one spell of rest: `since` is the transaction that began it."""

    __tablename__ = "dormancy_notices"

    customer_id: int = Field(primary_key=True, sa_type=BigInteger, foreign_key="customers.id")
    since: int = Field(primary_key=True, sa_type=BigInteger)
    told_at: int = Field(sa_type=BigInteger)


# What a transaction is (terms 1.20): any movement but the fee itself. A hold that was freed again moved nothing.
_LAST = (
    "COALESCE((SELECT MAX(seen.created_at) FROM ("
    "SELECT d.created_at FROM transfers d WHERE d.debit_account_id = a.id AND d.debit_version IS NOT NULL "
    "AND d.step IN ('posted', 'post') AND d.credit_account_id <> :fees "
    "UNION ALL SELECT c.created_at FROM transfers c WHERE c.credit_account_id = a.id AND c.credit_version IS NOT NULL "
    "AND c.step IN ('posted', 'post')) AS seen), a.opened_at)"
)
_RESTING = (
    f"SELECT a.customer_id, {_LAST} AS since FROM accounts a JOIN customers u ON u.id = a.customer_id "
    "WHERE a.kind = 'wallet' AND a.opened_at < :before AND u.status = 'active' "
    "AND a.credits_posted - a.debits_posted - a.debits_pending > 0"
)
_DORMANT = text(f"SELECT customer_id FROM ({_RESTING}) AS resting WHERE since < :before ORDER BY customer_id")
_UNTOLD = text(
    f"SELECT customer_id FROM ({_RESTING}) AS resting WHERE since < :before AND NOT EXISTS "
    "(SELECT 1 FROM dormancy_notices n WHERE n.customer_id = resting.customer_id AND n.since = resting.since) "
    "ORDER BY customer_id LIMIT :count"
)
_SINCE = text(f"SELECT {_LAST} AS since FROM accounts a WHERE a.id = :account")
_NOTE = text(
    "INSERT INTO dormancy_notices (customer_id, since, told_at) VALUES (:customer, :since, :at) "
    "ON CONFLICT (customer_id, since) DO NOTHING RETURNING told_at"
)
_TOLD_AT = text("SELECT told_at FROM dormancy_notices WHERE customer_id = :customer AND since = :since")


_PLANNED = text("SELECT 1 FROM jobs WHERE kind = 'announce dormancy'")


def dormant_in(connection: Connection, month: int) -> list[CustomerId]:
    """Return whose wallets had no transaction in the six whole months before this one (202611), and hold money."""
    asked = {"fees": _fees(connection), "before": to_ms(_resting_before(connection, month))}
    return [CustomerId(row.customer_id) for row in connection.execute(_DORMANT, asked)]


def announce(desk: Desk, customer_id: CustomerId, month: int) -> bool:
    """Tell the customer of the fee that begins in this month; False if she was told in this spell, or is not dormant.

    One that was not announced in time begins later: with the first month that is far enough away.
    """
    if not lock_customer(desk.connection, customer_id).may_move_money:
        return False
    since = _since(desk.connection, customer_id)
    if since >= _resting_before(desk.connection, month):
        return False
    noted = {"customer": customer_id, "since": to_ms(since), "at": to_ms(desk.now)}
    if desk.connection.execute(_NOTE, noted).first() is None:
        return False
    fee = Money(figure(desk.connection, "fee.dormant"))
    first = max(start_of_month(month), _first_fee(desk.connection, desk.now))
    tell(desk, customer_id, DormancyAnnounced(fee=fee, since=since, first=first))
    return True


def charge(desk: Desk, customer_id: CustomerId, month: int) -> Money | None:
    """Take the month's fee in rupiah, or what is free if that is less (terms 3.8); None when there is none to take.

    Nothing is taken twice for a month, nothing before it was announced for long enough, nothing below zero.
    """
    if not lock_customer(desk.connection, customer_id).may_move_money:
        return None  # Nothing goes out of a blocked account, and its owner cannot end the rest.
    account = wallet_of(desk.connection, customer_id).account_id
    at = lock(desk.connection, account)
    since = _since(desk.connection, customer_id)
    move_id = f"dormant:{customer_id}:{month}"
    if since >= _resting_before(desk.connection, month) or exists(desk.connection, move_id):
        return None
    asked = {"customer": customer_id, "since": to_ms(since)}
    told_at = desk.connection.execute(_TOLD_AT, asked).scalar_one_or_none()
    if told_at is None or _first_fee(desk.connection, from_ms(told_at)) > start_of_month(month):
        return None
    free = wallet_of(desk.connection, customer_id).available
    amount = Money(min(figure(desk.connection, "fee.dormant"), free))
    if amount <= 0:
        return None
    move = Move(move_id, account, _fees(desk.connection), amount, "fee", move_id, note="dormant")
    posted = post(desk.connection, move, at=at)
    if isinstance(posted, Refused):
        raise RuntimeError(f"the fee could not be taken: {posted}")
    balance = wallet_of(desk.connection, customer_id).available
    tell(desk, customer_id, DormantFeeTaken(posted.amount, balance, posted.reference, posted.at))
    return posted.amount


def plan_announcements(connection: Connection) -> None:
    """Have the announcements begin; the job then plans itself anew."""
    if connection.execute(_PLANNED).first() is None:
        schedule(connection, "announce dormancy", 0, now(connection))


@does("announce dormancy")
def announce_due(desk: Desk, _subject: int) -> None:
    """Announce the fees of next month, some hundred at a time, every morning from three weeks before it on."""
    connection = desk.connection
    next_month = _first_after(desk.now)
    again = start_of_day(desk.now) + timedelta(days=1) + MORNING
    if next_month - desk.now <= _notice(connection) + ANNOUNCED_AHEAD:
        month = month_of(next_month)
        asked = {"fees": _fees(connection), "before": to_ms(_resting_before(connection, month)), "count": AT_ONCE}
        untold = [CustomerId(row.customer_id) for row in connection.execute(_UNTOLD, asked)]
        for each in untold:
            announce(desk, each, month)
        if len(untold) == AT_ONCE:
            again = desk.now
    schedule(connection, "announce dormancy", 0, again)


def _resting_before(connection: Connection, month: int) -> datetime:
    """Return before when the last transaction must have been for a wallet to be dormant in this month."""
    year, number = divmod(month, 100)
    months = year * 12 + number - 1 - figure(connection, "dormant.months")
    return start_of_month(months // 12 * 100 + months % 12 + 1)


def _since(connection: Connection, customer_id: CustomerId) -> datetime:
    asked = {"fees": _fees(connection), "account": wallet_of(connection, customer_id).account_id}
    return from_ms(connection.execute(_SINCE, asked).scalar_one())


def _fees(connection: Connection) -> AccountId:
    return house(connection, HOUSE, "fees", now(connection))


def _first_fee(connection: Connection, told_at: datetime) -> datetime:
    """Return the first month for which a fee may be taken that was announced then."""
    return _first_after(told_at + _notice(connection))


def _notice(connection: Connection) -> timedelta:
    return timedelta(days=figure(connection, "dormant.notice_days"))


def _first_after(instant: datetime) -> datetime:
    """Return when the next month begins in WIB."""
    local = instant.astimezone(WIB)
    following = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0) + timedelta(days=32)
    return following.replace(day=1).astimezone(UTC)
