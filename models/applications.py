"""Applications: a Regular customer's for Premium (FAQ 4, terms 1.6, 2.4), with the photos and number that prove her.

Made and decided by models/applying.py; staff look here for what waits. The ID number is encrypted under her key.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Index, LargeBinary, text
from sqlalchemy.engine import Connection, RowMapping
from sqlmodel import Field, SQLModel

from .clock import from_ms, to_ms
from .customers import CustomerId
from .database import BigId
from .id_numbers import IdKind

_OPEN = "status IN ('queued', 'photo_wanted')"


class ApplicationStatus(StrEnum):
    """Who has to do something next."""

    QUEUED = "queued"  # a reviewer
    PHOTO_WANTED = "photo_wanted"  # the customer
    APPROVED = "approved"
    REFUSED = "refused"


class Photos(StrEnum):
    """Which of the two photos."""

    NEITHER = ""
    ID = "id"
    SELFIE = "selfie"
    BOTH = "both"


class ApplicationRow(SQLModel, table=True):
    """One application."""

    __tablename__ = "applications"
    __table_args__ = (
        Index(
            "applications_one_open",
            "customer_id",
            unique=True,
            sqlite_where=text(_OPEN),
            postgresql_where=text(_OPEN),
        ),
        Index("applications_queue", "status", "queued_at"),
        CheckConstraint("status IN ('queued', 'photo_wanted', 'approved', 'refused')", name="applications_status"),
        CheckConstraint("(status = 'photo_wanted') = (wanted <> '')", name="applications_wanted"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    order_key: str = Field(unique=True)
    customer_id: int = Field(sa_type=BigInteger, foreign_key="customers.id", index=True)
    id_kind: str
    id_photo: int = Field(sa_type=BigInteger, foreign_key="photos.id")
    selfie: int = Field(sa_type=BigInteger, foreign_key="photos.id")
    number: bytes = Field(sa_type=LargeBinary, description="of the ID, encrypted under the customer's key")
    status: str
    wanted: str = Field(description="the photo to be taken again: id, selfie, both; empty while none is")
    reason: str = Field(description="why it was refused, or a photo of it: one code, or the ID's and the selfie's")
    fresh: str = Field(description="which photos no reviewer has judged yet: id, selfie, both")
    round: int = Field(description="how often photos were asked for again")
    decided_by: str
    decided_at: int | None = Field(default=None, sa_type=BigInteger)
    queued_at: int = Field(sa_type=BigInteger, description="since when it waits for a reviewer")
    created_at: int = Field(sa_type=BigInteger)


@dataclass(frozen=True)
class Application:
    """An application as flows and staff see it."""

    id: int
    customer: CustomerId
    id_kind: IdKind
    id_photo: int
    selfie: int
    number: bytes = field(repr=False)
    status: ApplicationStatus
    wanted: Photos
    reason: str
    fresh: Photos
    round: int
    decided_by: str
    decided_at: datetime | None
    queued_at: datetime
    created_at: datetime


_COLUMNS = (
    "id, customer_id, id_kind, id_photo, selfie, number, status, wanted, reason, fresh, round, decided_by, decided_at, "
    "queued_at, created_at"
)
_ADD = text(
    "INSERT INTO applications (order_key, customer_id, id_kind, id_photo, selfie, number, status, wanted, reason, "
    "fresh, round, decided_by, queued_at, created_at) VALUES (:key, :customer, :id_kind, :id_photo, :selfie, :number, "
    "'queued', '', '', 'both', 0, '', :at, :at) RETURNING id"
)
_ONE = text(f"SELECT {_COLUMNS} FROM applications WHERE id = :id")
_OPEN_OF = text(f"SELECT {_COLUMNS} FROM applications WHERE customer_id = :customer AND {_OPEN}")
_QUEUE = text(f"SELECT {_COLUMNS} FROM applications WHERE {_OPEN} ORDER BY status DESC, queued_at, id")
# Each moves one row from where it must be, or none: two reviewers cannot both decide.
_WANT = text(
    "UPDATE applications SET status = 'photo_wanted', wanted = :wanted, reason = :reason, round = round + 1, "
    "fresh = '', decided_by = :by, decided_at = :at WHERE id = :id AND status = 'queued'"
)
_REQUEUE = text(
    "UPDATE applications SET status = 'queued', wanted = '', fresh = :fresh, id_photo = :id_photo, selfie = :selfie, "
    "queued_at = :at WHERE id = :id AND status = 'photo_wanted' AND wanted = :fresh AND round = :round"
)
_DECIDE = text(
    "UPDATE applications SET status = :status, wanted = '', reason = :reason, decided_by = :by, decided_at = :at "
    f"WHERE id = :id AND {_OPEN} AND (status = 'queued' OR :status = 'refused')"
)


def add_application(
    connection: Connection,
    *,
    key: str,
    customer: CustomerId,
    id_kind: IdKind,
    id_photo: int,
    selfie: int,
    number: bytes,
    at: datetime,
) -> int:
    """Queue an application and return its number; the database refuses a second open one of a customer."""
    values = {"key": key, "customer": customer, "id_kind": id_kind, "id_photo": id_photo, "selfie": selfie}
    return int(connection.execute(_ADD, {**values, "number": number, "at": to_ms(at)}).scalar_one())


def application(connection: Connection, number: int) -> Application | None:
    """Return the application with this number, or None."""
    row = connection.execute(_ONE, {"id": number}).one_or_none()
    return _application(row._mapping) if row else None


def open_application(connection: Connection, customer: CustomerId) -> Application | None:
    """Return the customer's application that is not decided yet, or None."""
    row = connection.execute(_OPEN_OF, {"customer": customer}).one_or_none()
    return _application(row._mapping) if row else None


def open_applications(connection: Connection) -> list[Application]:
    """Return what is not decided: what waits for a reviewer first, oldest first."""
    return [_application(row._mapping) for row in connection.execute(_QUEUE)]


def want_photos(connection: Connection, number: int, wanted: Photos, reason: str, *, by: str, at: datetime) -> bool:
    """Have photos taken again; False if the application waits for no reviewer."""
    values = {"id": number, "wanted": wanted, "reason": reason, "by": by, "at": to_ms(at)}
    return connection.execute(_WANT, values).rowcount == 1


def requeue(connection: Connection, asked: Application, *, id_photo: int, selfie: int, at: datetime) -> bool:
    """Put the application back into the queue with the photos that were wanted; False if others are wanted by now."""
    values = {"id": asked.id, "fresh": asked.wanted, "round": asked.round, "id_photo": id_photo, "selfie": selfie}
    return connection.execute(_REQUEUE, {**values, "at": to_ms(at)}).rowcount == 1


def decide(
    connection: Connection, number: int, status: ApplicationStatus, *, by: str, at: datetime, reason: str = ""
) -> bool:
    """Approve what is queued, or refuse what is open; False if it is not."""
    values = {"id": number, "status": status, "reason": reason, "by": by, "at": to_ms(at)}
    return connection.execute(_DECIDE, values).rowcount == 1


def _application(kept: RowMapping) -> Application:
    return Application(
        id=kept["id"],
        customer=CustomerId(kept["customer_id"]),
        id_kind=IdKind(kept["id_kind"]),
        id_photo=kept["id_photo"],
        selfie=kept["selfie"],
        number=bytes(kept["number"]),
        status=ApplicationStatus(kept["status"]),
        wanted=Photos(kept["wanted"]),
        reason=kept["reason"],
        fresh=Photos(kept["fresh"]),
        round=kept["round"],
        decided_by=kept["decided_by"],
        decided_at=from_ms(kept["decided_at"]) if kept["decided_at"] is not None else None,
        queued_at=from_ms(kept["queued_at"]),
        created_at=from_ms(kept["created_at"]),
    )
