"""Staff: who may act on customers, by name."""

from __future__ import annotations

from dataclasses import dataclass, field
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
    password: str = Field(
        default="",
        sa_column_kwargs={"server_default": ""},
        description="argon2id over the peppered password; empty: she cannot sign in at the desk",
    )
    created_at: int = Field(sa_type=BigInteger)


@dataclass(frozen=True)
class StaffMember:
    """Somebody on the staff."""

    id: int
    name: str
    role: Role
    password: str = field(default="", repr=False)


_ADD = text(
    "INSERT INTO staff (name, role, created_at) VALUES (:name, :role, :at) ON CONFLICT (name) DO NOTHING RETURNING id"
)
_FIND = text("SELECT role FROM staff WHERE name = :name")
_MEMBER = text("SELECT id, name, role, password FROM staff WHERE name = :name")
_LOCK = {
    "sqlite": text("SELECT id FROM staff WHERE id = :id"),
    "postgresql": text("SELECT id FROM staff WHERE id = :id FOR NO KEY UPDATE"),
}
_SET_PASSWORD = text("UPDATE staff SET password = :password WHERE name = :name RETURNING id")


def add_staff(connection: Connection, name: str, role: Role, *, at: datetime) -> bool:
    """Add a staff member; False when the name is taken."""
    return connection.execute(_ADD, {"name": name, "role": role, "at": to_ms(at)}).first() is not None


def role_of(connection: Connection, name: str) -> Role | None:
    """Return the staff member's role, or None for a stranger."""
    role = connection.execute(_FIND, {"name": name}).scalar_one_or_none()
    return Role(role) if role else None


def member(connection: Connection, name: str) -> StaffMember | None:
    """Return who has this name, with her password's hash, or None."""
    row = connection.execute(_MEMBER, {"name": name}).one_or_none()
    return StaffMember(row.id, row.name, Role(row.role), row.password) if row else None


def set_password(connection: Connection, name: str, password: str) -> int | None:
    """Keep this hash as her password and return her id, or None for a stranger."""
    return connection.execute(_SET_PASSWORD, {"name": name, "password": password}).scalar_one_or_none()


def lock_member(connection: Connection, staff_id: int) -> None:
    """Have what this staff member does at once, in several windows, one after the other."""
    connection.execute(_LOCK[connection.dialect.name], {"id": staff_id})
