"""Staff sessions: who is signed in at the desk, until when. The browser holds a token, the row only its fingerprint.

They live by real time, whatever the sandbox's clock says: nobody else is told of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from .clock import from_ms, to_ms
from .database import BigId
from .secrets import Secrets
from .staff import Role, StaffMember

IDLE = timedelta(minutes=15)
WHOLE = timedelta(hours=8)
TOUCH = timedelta(seconds=30)
"""A session is written again at most this often, so that reading pages seldom writes."""


class StaffSessionRow(SQLModel, table=True):
    """One sign-in."""

    __tablename__ = "staff_sessions"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    fingerprint: str = Field(unique=True, description="keyed hash of the token in the browser's cookie")
    staff_id: int = Field(sa_type=BigInteger, foreign_key="staff.id", index=True)
    created_at: int = Field(sa_type=BigInteger, description="real time, as the two that follow")
    seen_at: int = Field(sa_type=BigInteger)
    ends_at: int = Field(sa_type=BigInteger, index=True)


@dataclass(frozen=True)
class Session:
    """Somebody who is signed in."""

    id: int
    staff: StaffMember
    seen_at: datetime
    ends_at: datetime
    token: str

    def is_over(self, now: datetime) -> bool:
        """Return whether it ended by silence or by its hours."""
        return now >= self.ends_at or now >= self.seen_at + IDLE

    def wants_touch(self, now: datetime) -> bool:
        """Return whether it is time to write down that she is still there."""
        return now >= self.seen_at + TOUCH


_ADD = text(
    "INSERT INTO staff_sessions (fingerprint, staff_id, created_at, seen_at, ends_at) "
    "VALUES (:fingerprint, :staff, :now, :now, :ends)"
)
_FIND = text(
    "SELECT s.id, s.staff_id, s.seen_at, s.ends_at, p.name, p.role FROM staff_sessions s "
    "JOIN staff p ON p.id = s.staff_id WHERE s.fingerprint = :fingerprint"
)
_TOUCH = text("UPDATE staff_sessions SET seen_at = :now WHERE id = :id AND seen_at < :now")
_END = text("DELETE FROM staff_sessions WHERE id = :id")
_END_ALL = text("DELETE FROM staff_sessions WHERE staff_id = :staff")
_FORGET = text("DELETE FROM staff_sessions WHERE ends_at <= :now")


def begin_session(connection: Connection, secrets: Secrets, staff_id: int, *, now: datetime) -> str:
    """Sign her in under a new token and return it; sessions that are over are forgotten on the way."""
    token = secrets.new_link()
    connection.execute(_FORGET, {"now": to_ms(now)})
    values = {"fingerprint": _fingerprint(secrets, token), "staff": staff_id}
    connection.execute(_ADD, {**values, "now": to_ms(now), "ends": to_ms(now + WHOLE)})
    return token


def find_session(connection: Connection, secrets: Secrets, token: str) -> Session | None:
    """Return whose token this is, over or not, or None."""
    row = connection.execute(_FIND, {"fingerprint": _fingerprint(secrets, token)}).one_or_none()
    if row is None:
        return None
    member = StaffMember(row.staff_id, row.name, Role(row.role))
    return Session(row.id, member, from_ms(row.seen_at), from_ms(row.ends_at), token)


def touch_session(connection: Connection, session: Session, *, now: datetime) -> None:
    """Write down that she is still there."""
    connection.execute(_TOUCH, {"id": session.id, "now": to_ms(now)})


def end_session(connection: Connection, session: Session) -> None:
    """Sign her out here."""
    connection.execute(_END, {"id": session.id})


def end_sessions_of(connection: Connection, staff_id: int) -> None:
    """Sign her out everywhere."""
    connection.execute(_END_ALL, {"staff": staff_id})


def _fingerprint(secrets: Secrets, token: str) -> str:
    return secrets.fingerprint("staff session", token)
