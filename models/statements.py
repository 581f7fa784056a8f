"""Statements: what moved in an account, and what it came to, without reading a customer's whole history.

Asked by flows, limits and staff; nothing here writes. All amounts are whole rupiah.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.engine import Connection

from .clock import from_ms, to_ms
from .ledger import AccountId
from .money import AMOUNT_MAX, Money


@dataclass(frozen=True)
class Entry:
    """A line of a wallet's statement; `amount` is negative where money left."""

    seq: int
    amount: Money
    code: str
    reference: str
    other: str
    other_customer_id: int | None
    note: str
    balance_after: Money
    at: datetime


def statement(
    connection: Connection,
    account_id: AccountId,
    *,
    before_seq: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    count: int = 10,
) -> list[Entry]:
    """Return what moved in a wallet, the newest first: from `since` on, before `until`, below `before_seq`."""
    end = to_ms(until) if until else AMOUNT_MAX
    if before_seq is not None:
        # Times never fall within a wallet, so what came before is no later; that spares reading all the newer ones.
        at = connection.execute(_TIME_OF, {"seq": before_seq}).scalar_one_or_none()
        end = end if at is None else min(end, at + 1)
    wanted = {"account": account_id, "before": AMOUNT_MAX if before_seq is None else before_seq, "count": count}
    found = connection.execute(_STATEMENT, {**wanted, "since": to_ms(since) if since else 0, "until": end})
    return [
        Entry(
            seq=row.seq,
            amount=Money(row.amount),
            code=row.code,
            reference=row.reference,
            other=row.other,
            other_customer_id=row.other_customer_id,
            note=row.note,
            balance_after=Money(row.balance_after),
            at=from_ms(row.created_at),
        )
        for row in found
    ]


def balance_at(connection: Connection, account_id: AccountId, instant: datetime) -> Money:
    """Return a wallet's balance in rupiah, held money included, as it was then."""
    balance = connection.execute(_BALANCE_AT, {"account": account_id, "at": to_ms(instant)}).scalar_one_or_none()
    return Money(balance or 0)


def incoming(connection: Connection, account_id: AccountId, month: int) -> Money:
    """Return what a wallet took in within a month in WIB, in rupiah: top-ups and transfers (Services Table)."""
    total = connection.execute(_INCOMING, {"account": account_id, "month": month}).scalar_one_or_none()
    return Money(total or 0)


def house_balance(connection: Connection, name: str) -> Money:
    """Return a house account's credits less its debits in rupiah: below zero is what a bank keeps for our customers."""
    return Money(connection.execute(_HOUSE_BALANCE, {"name": name}).scalar_one())


_INCOMING = text("SELECT total FROM incoming WHERE account_id = :account AND month = :month")
_TIME_OF = text("SELECT created_at FROM transfers WHERE seq = :seq")
_LINES = (
    "SELECT * FROM (SELECT seq, {sign}amount AS amount, code, reference AS own, pending_id, note, "
    "{other}_account_id AS other_id, {side}_balance_after AS balance_after, created_at FROM transfers "
    "WHERE {side}_account_id = :account AND {side}_version IS NOT NULL AND step IN ('posted', 'post') "
    "AND created_at >= :since AND created_at < :until AND seq < :before "
    "ORDER BY created_at DESC, seq DESC LIMIT :count) AS {side}s"
)
_GONE = _LINES.format(side="debit", other="credit", sign="-")
_COME = _LINES.format(side="credit", other="debit", sign="")
_STATEMENT = text(
    "SELECT line.*, COALESCE(line.own, held.reference, '') AS reference, other.name AS other, "
    f"other.customer_id AS other_customer_id FROM ({_GONE} UNION ALL {_COME}) AS line "
    "JOIN accounts other ON other.id = line.other_id LEFT JOIN transfers held ON held.id = line.pending_id "
    "ORDER BY line.seq DESC LIMIT :count"
)
_LAST = (
    "SELECT * FROM (SELECT seq, {side}_balance_after AS balance_after FROM transfers "
    "WHERE {side}_account_id = :account AND {side}_version IS NOT NULL AND created_at <= :at "
    "ORDER BY created_at DESC, seq DESC LIMIT 1) AS {side}s"
)
_BALANCE_AT = text(
    f"SELECT balance_after FROM ({_LAST.format(side='debit')} UNION ALL {_LAST.format(side='credit')}) AS last "
    "ORDER BY seq DESC LIMIT 1"
)
_AFTER = (
    "COALESCE((SELECT SUM(t.amount) FROM transfers t WHERE t.{side}_account_id = a.id AND t.{side}_version IS NULL "
    "AND t.step IN ('posted', 'post') AND t.seq > COALESCE(c.seq, 0)), 0)"
)
_HOUSE_BALANCE = text(
    "SELECT COALESCE(c.credits, 0) - COALESCE(c.debits, 0) "
    f"+ {_AFTER.format(side='credit')} - {_AFTER.format(side='debit')} "
    "FROM accounts a LEFT JOIN checkpoints c ON c.account_id = a.id "
    "AND c.seq = (SELECT MAX(last.seq) FROM checkpoints last WHERE last.account_id = a.id) "
    "WHERE a.name = :name AND a.kind <> 'wallet'"
)
