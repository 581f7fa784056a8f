"""Applying: the orders by which an application for Premium is made, comes back with new photos, and is decided.

A customer's orders come from flows/premium.py, a reviewer's from the staff. Approved, she is Premium at once (FAQ 4).
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.engine import Connection

from . import audit
from .applications import (
    Application,
    ApplicationStatus,
    Photos,
    add_application,
    application,
    decide,
    open_application,
    requeue,
    want_photos,
)
from .conversations import tell
from .customers import CustomerId, Status, Tier, lock_customer
from .id_numbers import IdKind
from .kept_photos import PhotoKind, attach, photo
from .orders import Desk, Fact, Order, Refusal, fact, handles
from .upgrading import MakePremium, make_premium
from .vault import decrypt, encrypt, existing_key, key_of


class Reason(StrEnum):
    """Why a photo, or the application, cannot be accepted."""

    COVERED = "covered"
    BLURRED = "blurred"
    CUT = "cut"
    UNREADABLE = "unreadable"
    NOT_SAME_PERSON = "not_same_person"
    EXPIRED = "expired"
    WRONG_KIND = "wrong_kind"


SHOW_PHOTO = "show photo"
SHOW_NUMBER = "show ID number"
"""How the audit calls a reviewer's looks."""
OF_ID = (Reason.COVERED, Reason.BLURRED, Reason.CUT, Reason.UNREADABLE, Reason.EXPIRED, Reason.WRONG_KIND)
OF_SELFIE = (Reason.COVERED, Reason.BLURRED, Reason.CUT, Reason.UNREADABLE, Reason.NOT_SAME_PERSON)
"""What can be wrong with each photo."""


@fact("applied")
@dataclass(frozen=True)
class Applied(Fact):
    """The application waits for a reviewer."""

    number: int
    in_chat: bool = False
    """Whether the photo came in a chat where it would be safer on a page."""


@fact("apply_refused")
@dataclass(frozen=True)
class ApplyRefused(Refusal):
    """It is no longer as it was: an application is open already, or she is Premium by now."""

    premium: bool


@fact("photo_wanted")
@dataclass(frozen=True)
class PhotoWanted(Fact):
    """A photo must be taken again, or both; the reasons of both may differ."""

    id_kind: IdKind
    wanted: Photos
    id_reason: str
    selfie_reason: str


@fact("application_refused")
@dataclass(frozen=True)
class ApplicationRefused(Fact):
    """The application as a whole was refused."""

    id_kind: IdKind
    reason: Reason


@fact("decided_already")
@dataclass(frozen=True)
class DecidedAlready(Refusal):
    """The application is not where this could be done to it: for staff, who see its status."""

    status: str


@dataclass(frozen=True)
class Apply(Order[Fact]):
    """Queue an application. The photos are kept, the number is sealed, the PIN was given in this turn."""

    customer: CustomerId
    id_kind: IdKind
    id_photo: int
    selfie: int
    number: str
    """As `seal_number` returned it."""


@dataclass(frozen=True)
class SendAgain(Order[Fact]):
    """Put the photos that were wanted in the places of those refused; 0 keeps the one that is good."""

    customer: CustomerId
    application: int
    round: int
    id_photo: int
    selfie: int
    in_chat: bool = False


@dataclass(frozen=True)
class WantPhotos(Order[Fact]):
    """A reviewer has photos taken again."""

    application: int
    wanted: Photos
    id_reason: str
    selfie_reason: str
    by: str


@dataclass(frozen=True)
class Approve(Order[Fact]):
    """A reviewer is sure who she is."""

    application: int
    by: str


@dataclass(frozen=True)
class RefuseFinally(Order[Fact]):
    """A reviewer refuses the application as a whole; she may make another."""

    application: int
    reason: Reason
    by: str


def seal_number(desk: Desk, customer: CustomerId, number: str) -> str:
    """Return the ID number encrypted under the customer's key, as a run may hold it."""
    key = key_of(desk.connection, desk.secrets, customer, desk.now)
    return base64.b64encode(encrypt(key, number.encode(), _context(customer))).decode()


def is_sealed_number(desk: Desk, customer: CustomerId, sealed: str) -> bool:
    """Return whether this is a number that `seal_number` sealed for her."""
    key = existing_key(desk.connection, desk.secrets, customer)
    try:
        return key is not None and bool(decrypt(key, base64.b64decode(sealed, validate=True), _context(customer)))
    except ValueError:
        return False


def number_of(desk: Desk, asked: Application) -> str | None:
    """Return the ID number of an application, for a reviewer's eyes; None if her key is erased."""
    key = existing_key(desk.connection, desk.secrets, asked.customer)
    return None if key is None else decrypt(key, asked.number, _context(asked.customer)).decode()


def _context(customer: CustomerId) -> str:
    return f"id number {customer}"


@handles(Apply)
def apply(desk: Desk, order: Apply) -> Fact:
    """Queue it, once for its key; one that is open already, on whatever channel it was made, stays the only one."""
    owner = lock_customer(desk.connection, order.customer)
    if owner.tier is Tier.PREMIUM:
        return ApplyRefused(premium=True)
    if open_application(desk.connection, order.customer) is not None:
        return ApplyRefused(premium=False)
    number = add_application(
        desk.connection,
        key=order.key,
        customer=order.customer,
        id_kind=order.id_kind,
        id_photo=order.id_photo,
        selfie=order.selfie,
        number=base64.b64decode(order.number),
        at=desk.now,
    )
    _attach(desk, order.customer, number, order.id_photo, order.selfie)
    return Applied(number)


@handles(SendAgain)
def send_again(desk: Desk, order: SendAgain) -> Fact:
    """Queue it again with the new photos; refused if others are wanted by now, or none."""
    lock_customer(desk.connection, order.customer)
    asked = application(desk.connection, order.application)
    if asked is None or asked.customer != order.customer or asked.round != order.round:
        return ApplyRefused(premium=False)
    new_id, new_selfie = order.id_photo or asked.id_photo, order.selfie or asked.selfie
    if not requeue(desk.connection, asked, id_photo=new_id, selfie=new_selfie, at=desk.now):
        return ApplyRefused(premium=False)
    _attach(desk, order.customer, asked.id, new_id, new_selfie)
    return Applied(asked.id, order.in_chat)


@handles(WantPhotos)
def want_photos_again(desk: Desk, order: WantPhotos) -> Fact:
    """Write down which and why, and tell her."""
    asked = _locked(desk, order.application)
    reasons = [each for each in (order.id_reason, order.selfie_reason) if each]
    if not want_photos(desk.connection, asked.id, order.wanted, " ".join(reasons), by=order.by, at=desk.now):
        return DecidedAlready(asked.status)
    told = PhotoWanted(asked.id_kind, order.wanted, order.id_reason, order.selfie_reason)
    tell(desk, asked.customer, told)
    return told


@handles(Approve)
def approve(desk: Desk, order: Approve) -> Fact:
    """Make her Premium, told on all channels; never of a wallet that is closed."""
    asked = _locked(desk, order.application)
    if lock_customer(desk.connection, asked.customer).status is Status.CLOSED:
        return DecidedAlready(Status.CLOSED)
    if not decide(desk.connection, asked.id, ApplicationStatus.APPROVED, by=order.by, at=desk.now):
        return DecidedAlready(asked.status)
    return make_premium(desk, MakePremium(order.key, asked.customer))


@handles(RefuseFinally)
def refuse_finally(desk: Desk, order: RefuseFinally) -> Fact:
    """Close it and tell her why."""
    asked = _locked(desk, order.application)
    refused = ApplicationStatus.REFUSED
    if not decide(desk.connection, asked.id, refused, by=order.by, at=desk.now, reason=order.reason):
        return DecidedAlready(asked.status)
    told = ApplicationRefused(asked.id_kind, order.reason)
    tell(desk, asked.customer, told)
    return told


@dataclass(frozen=True)
class Looks:
    """What is written down of one reviewer's looks at an application."""

    any: bool
    """Whether she looked at all."""
    missed: Photos
    """Which photos were sent anew and have not been shown to her, though she did look."""


def looks_of(connection: Connection, asked: Application, by: str) -> Looks:
    """Return what she has seen of the application as it stands; ask with its customer locked."""
    subject = f"application {asked.id}"
    shown = audit.details(connection, actor=by, action=SHOW_PHOTO, subject=subject)
    if not shown and not audit.details(connection, actor=by, action=SHOW_NUMBER, subject=subject):
        return Looks(any=False, missed=Photos.NEITHER)
    of_id, of_her = (
        _is_anew(connection, asked, number) and shown_photo(kind, number) not in shown
        for kind, number in ((PhotoKind.ID, asked.id_photo), (PhotoKind.SELFIE, asked.selfie))
    )
    if of_id and of_her:
        return Looks(any=True, missed=Photos.BOTH)
    return Looks(any=True, missed=Photos.ID if of_id else Photos.SELFIE if of_her else Photos.NEITHER)


def shown_photo(kind: PhotoKind, number: int) -> str:
    """Return how the audit names a photo that was shown."""
    return f"{kind}, photo {number}"


def _is_anew(connection: Connection, asked: Application, number: int) -> bool:
    """Return whether the photo came after the application was made, in the place of another."""
    kept = photo(connection, number)
    return kept is not None and kept.created_at > asked.created_at


def waits_since(asked: Application) -> datetime:
    """Return since when the application is where it is."""
    return asked.decided_at or asked.queued_at if asked.status is ApplicationStatus.PHOTO_WANTED else asked.queued_at


def _locked(desk: Desk, number: int) -> Application:
    """Return the application as it stands with its customer locked."""
    asked = application(desk.connection, number)
    if asked is None:
        raise LookupError(f"there is no application {number}")
    lock_customer(desk.connection, asked.customer)
    return application(desk.connection, number) or asked


def _attach(desk: Desk, customer: CustomerId, number: int, *photos: int) -> None:
    for each in photos:
        if not attach(desk.connection, each, customer=customer, application=number):
            raise LookupError(f"there is no photo {each} of hers")
