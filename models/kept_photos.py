"""Kept photos: which encrypted file holds which customer's photo; the files are media.py's, the keys vault.py's.

Asked when an application is made, looked at or erased. `context` binds a file to what it is, so that none can be put in
another's place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, text
from sqlalchemy.engine import Connection, RowMapping
from sqlmodel import Field, SQLModel

from .clock import from_ms, to_ms
from .customers import CustomerId
from .database import BigId
from .photos import Photo


class PhotoKind(StrEnum):
    """What a photo is of."""

    ID = "id"  # an identity card
    SELFIE = "selfie"  # the customer, holding it


class PhotoRow(SQLModel, table=True):
    """One photo of a customer."""

    __tablename__ = "photos"
    __table_args__ = (CheckConstraint("kind IN ('id', 'selfie')", name="photos_kind"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    customer_id: int = Field(sa_type=BigInteger, foreign_key="customers.id", index=True)
    application_id: int | None = Field(default=None, sa_type=BigInteger, index=True)
    name: str = Field(unique=True, description="of its file")
    kind: str
    width: int
    height: int
    bytes: int = Field(description="of the picture before it was encrypted")
    digest: str = Field(description="of those bytes: the same picture sent twice shows")
    created_at: int = Field(sa_type=BigInteger)


@dataclass(frozen=True)
class KeptPhoto:
    """A photo as its row tells it."""

    id: int
    customer: CustomerId
    application: int | None
    name: str
    kind: PhotoKind
    width: int
    height: int
    bytes: int
    digest: str
    created_at: datetime


_COLUMNS = "id, customer_id, application_id, name, kind, width, height, bytes, digest, created_at"
_ADD = text(
    f"INSERT INTO photos ({_COLUMNS.removeprefix('id, ')}) VALUES "
    "(:customer, :application, :name, :kind, :width, :height, :bytes, :digest, :at) RETURNING id"
)
_BY_ID = text(f"SELECT {_COLUMNS} FROM photos WHERE id = :id")
_OF = text(f"SELECT {_COLUMNS} FROM photos WHERE customer_id = :customer ORDER BY id")
_NAMES = text("SELECT name FROM photos")
_ATTACH = text("UPDATE photos SET application_id = :application WHERE id = :id AND customer_id = :customer")
_DROP = text("DELETE FROM photos WHERE id = :id")


def context(customer_id: CustomerId, kind: PhotoKind) -> str:
    """Return what the file of such a photo is encrypted for."""
    return f"photo {customer_id} {kind}"


def add_photo(
    connection: Connection,
    *,
    customer: CustomerId,
    kind: PhotoKind,
    name: str,
    photo: Photo,
    at: datetime,
    application: int | None = None,
) -> int:
    """Keep that this file holds this photo, and return the photo's id; the database refuses a file known already."""
    values = {"customer": customer, "application": application, "name": name, "kind": kind, "at": to_ms(at)}
    looks = {"width": photo.width, "height": photo.height, "bytes": len(photo.data), "digest": photo.digest}
    return int(connection.execute(_ADD, {**values, **looks}).scalar_one())


def photo(connection: Connection, photo_id: int) -> KeptPhoto | None:
    """Return the photo, or None."""
    row = connection.execute(_BY_ID, {"id": photo_id}).one_or_none()
    return _kept(row._mapping) if row else None


def photos_of(connection: Connection, customer: CustomerId) -> list[KeptPhoto]:
    """Return the customer's photos, oldest first."""
    return [_kept(row._mapping) for row in connection.execute(_OF, {"customer": customer})]


def attach(connection: Connection, photo_id: int, *, customer: CustomerId, application: int) -> bool:
    """Make the photo part of an application; return whether there is such a photo of hers."""
    values = {"id": photo_id, "customer": customer, "application": application}
    return connection.execute(_ATTACH, values).rowcount == 1


def names(connection: Connection) -> set[str]:
    """Return the names of all files that a photo is in, for `MediaStore.sweep`."""
    return set(connection.execute(_NAMES).scalars())


def drop_photo(connection: Connection, photo_id: int) -> None:
    """Forget the photo; its file is dropped after the commit."""
    connection.execute(_DROP, {"id": photo_id})


def _kept(row: RowMapping) -> KeptPhoto:
    return KeptPhoto(
        id=row["id"],
        customer=CustomerId(row["customer_id"]),
        application=row["application_id"],
        name=row["name"],
        kind=PhotoKind(row["kind"]),
        width=row["width"],
        height=row["height"],
        bytes=row["bytes"],
        digest=row["digest"],
        created_at=from_ms(row["created_at"]),
    )
