"""Proofs: when the books were last checked, and when the last backup was made and checked; one row each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import BigInteger, text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from .clock import from_ms, real_now, to_ms

What = Literal["books", "backup"]


class ProofRow(SQLModel, table=True):
    """The last time that something was proved, or found wrong."""

    __tablename__ = "proofs"

    what: str = Field(primary_key=True, description="books | backup")
    at: int = Field(sa_type=BigInteger, description="real time")
    good: bool


@dataclass(frozen=True)
class Proof:
    """When, and with what result."""

    at: datetime
    good: bool


_NOTE = text(
    "INSERT INTO proofs (what, at, good) VALUES (:what, :at, :good) "
    "ON CONFLICT (what) DO UPDATE SET at = excluded.at, good = excluded.good"
)
_ALL = text("SELECT what, at, good FROM proofs")


def note_proof(connection: Connection, what: What, *, good: bool) -> None:
    """Write down that it was proved now, or found wrong."""
    connection.execute(_NOTE, {"what": what, "at": to_ms(real_now(connection)), "good": good})


def proofs(connection: Connection) -> dict[str, Proof]:
    """Return the last proof of each."""
    return {row.what: Proof(from_ms(row.at), bool(row.good)) for row in connection.execute(_ALL)}
