"""Taking photos: one that a customer sent becomes an encrypted file and a row, or the reason why not.

Fetching, decoding and writing are slow: they are done by whoever the program hands in (`Desk.photos`), with nothing
open, and only the row is written in the turn. A file whose turn then fails is swept away a day later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from .customers import CustomerId
from .kept_photos import KeptPhoto, PhotoKind, add_photo, photo
from .orders import Desk
from .photos import Photo, PhotoFault, PhotoRefused

__all__ = [
    "KeptPhoto",
    "PhotoDesk",
    "PhotoFault",
    "PhotoKind",
    "PhotoNotHad",
    "PhotoRefused",
    "PhotoSent",
    "SamePhoto",
    "TakenPhoto",
    "keep_photo",
    "photo_of",
]


@dataclass(frozen=True)
class PhotoSent:
    """Where a photo is: at a channel, by the channel's own name for it, or here already, from a page."""

    channel: str
    media: str = ""
    data: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class TakenPhoto:
    """The photo is in the file of this name, encrypted under her key."""

    name: str
    photo: Photo


@dataclass(frozen=True)
class PhotoNotHad:
    """The channel did not give the photo out; `permanent` says that asking again cannot help."""

    permanent: bool


@dataclass(frozen=True)
class SamePhoto:
    """The picture is one that was sent already."""


class PhotoDesk(Protocol):
    """Fetches, checks, encrypts and keeps. Slow: never called within a transaction."""

    def take(self, sent: PhotoSent, customer: CustomerId, kind: PhotoKind) -> TakenPhoto | PhotoRefused | PhotoNotHad:
        """Return the photo as it was kept, or why it was not."""


def keep_photo(
    desk: Desk, sent: PhotoSent, customer: CustomerId, kind: PhotoKind, *, besides: Sequence[int] = ()
) -> int | PhotoRefused | PhotoNotHad | SamePhoto:
    """Return the row of the photo that was sent, or why it is not taken; it may be none of the photos `besides`."""
    if desk.photos is None:
        raise RuntimeError("no photos are taken at this desk")
    taken = desk.slow(desk.photos.take, sent, customer, kind)
    if not isinstance(taken, TakenPhoto):
        return taken
    others = [photo_of(desk, customer, each) for each in besides]
    if any(other is not None and other.digest == taken.photo.digest for other in others):
        return SamePhoto()
    return add_photo(desk.connection, customer=customer, kind=kind, name=taken.name, photo=taken.photo, at=desk.now)


def photo_of(desk: Desk, customer: CustomerId, photo_id: int) -> KeptPhoto | None:
    """Return this photo, if there is one and it is hers."""
    found = photo(desk.connection, photo_id)
    return found if found is not None and found.customer == customer else None
