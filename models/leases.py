"""Leases: what only one process may do at a time, such as polling. Real time, so that a moved clock steals nothing."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import BigInteger, text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from .clock import real_now, to_ms


class LeaseRow(SQLModel, table=True):
    """Who does it, and until when."""

    __tablename__ = "leases"

    name: str = Field(primary_key=True)
    holder: str
    until: int = Field(sa_type=BigInteger)


_TAKE = text(
    "INSERT INTO leases (name, holder, until) VALUES (:name, :holder, :until) ON CONFLICT (name) DO UPDATE "
    "SET holder = excluded.holder, until = excluded.until WHERE leases.holder = excluded.holder OR leases.until < :now "
    "RETURNING holder"
)
_GIVE_BACK = text("DELETE FROM leases WHERE name = :name AND holder = :holder")


def take(connection: Connection, name: str, holder: str, *, seconds: float) -> bool:
    """Take or renew the lease; False while another holds it."""
    at = real_now(connection)
    values = {"name": name, "holder": holder, "until": to_ms(at + timedelta(seconds=seconds)), "now": to_ms(at)}
    return connection.execute(_TAKE, values).first() is not None


def give_back(connection: Connection, name: str, holder: str) -> None:
    """End the lease, if it is still this holder's, so that the next need not wait for its end."""
    connection.execute(_GIVE_BACK, {"name": name, "holder": holder})
