"""Staff: who may act on customers, by name."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from .clock import to_ms
from .database import BigId


class Role(StrEnum):
    """What a staff member is there for."""

    AGENT = "agent"
    REVIEWER = "reviewer"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"


class StaffRow(SQLModel, table=True):
    """One staff member."""

    __tablename__ = "staff"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    name: str = Field(unique=True)
    role: str
    created_at: int = Field(sa_type=BigInteger)


_ADD = text(
    "INSERT INTO staff (name, role, created_at) VALUES (:name, :role, :at) ON CONFLICT (name) DO NOTHING RETURNING id"
)
_FIND = text("SELECT role FROM staff WHERE name = :name")


def add_staff(connection: Connection, name: str, role: Role, *, at: datetime) -> bool:
    """Add a staff member; False when the name is taken."""
    return connection.execute(_ADD, {"name": name, "role": role, "at": to_ms(at)}).first() is not None


def role_of(connection: Connection, name: str) -> Role | None:
    """Return the staff member's role, or None for a stranger."""
    role = connection.execute(_FIND, {"name": name}).scalar_one_or_none()
    return Role(role) if role else None
