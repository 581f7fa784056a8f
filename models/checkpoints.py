"""Checkpoints: what a house account's transfers came to, up to one of them.

Made now and then by the worker, so that the balance of an account in everyone's transfers is read in bounded time; read
by `statements.house_balance`.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import BigInteger, text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from .clock import real_now, to_ms

SEALED_AFTER = timedelta(minutes=10)


class CheckpointRow(SQLModel, table=True):
    """The sums of an account in rupiah over its transfers up to `seq`."""

    __tablename__ = "checkpoints"

    account_id: int = Field(primary_key=True, sa_type=BigInteger, foreign_key="accounts.id")
    seq: int = Field(primary_key=True, sa_type=BigInteger)
    debits: int = Field(sa_type=BigInteger)
    credits: int = Field(sa_type=BigInteger)
    made_at: int = Field(sa_type=BigInteger)


_SEALED = text("SELECT seq FROM transfers WHERE created_at <= :before ORDER BY seq DESC LIMIT 1")
_SINCE = (
    "COALESCE((SELECT SUM(t.amount) FROM transfers t WHERE t.{side}_account_id = a.id AND t.{side}_version IS NULL "
    "AND t.step IN ('posted', 'post') AND t.seq > COALESCE(c.seq, 0) AND t.seq <= :seq), 0)"
)
_MAKE = text(
    "INSERT INTO checkpoints (account_id, seq, debits, credits, made_at) SELECT id, :seq, debits, credits, :at FROM ("
    f"SELECT a.id, COALESCE(c.debits, 0) + {_SINCE.format(side='debit')} AS debits, "
    f"COALESCE(c.credits, 0) + {_SINCE.format(side='credit')} AS credits, "
    "COALESCE(c.debits, 0) + COALESCE(c.credits, 0) AS known "
    "FROM accounts a LEFT JOIN checkpoints c ON c.account_id = a.id "
    "AND c.seq = (SELECT MAX(last.seq) FROM checkpoints last WHERE last.account_id = a.id) WHERE a.kind <> 'wallet') "
    "AS sums WHERE debits + credits > known ON CONFLICT (account_id, seq) DO NOTHING RETURNING account_id"
)


def make_checkpoints(connection: Connection, *, sealed_after: timedelta = SEALED_AFTER) -> int:
    """Seal the house accounts' sums up to the newest transfer that is old enough; return how many accounts moved."""
    at = real_now(connection)
    # A transfer draws its number before it commits, so a lower number may still appear after a higher one has. Every
    # transaction ends within seconds (the turn's deadline, the database's time-outs): below a number that was drawn ten
    # minutes ago nothing is missing. Real time, because the sandbox's clock, moved ahead, would make new rows look old.
    seq = connection.execute(_SEALED, {"before": to_ms(at - sealed_after)}).scalar_one_or_none()
    if seq is None:
        return 0
    return len(connection.execute(_MAKE, {"seq": seq, "at": to_ms(at)}).all())
