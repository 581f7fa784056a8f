"""Applications by command line: what waits for a reviewer, its photos, and what she decides.

Reviewers and supervisors only, each look with an audit line; what they see is in no list and no line of it.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Connection

from bot.acts import Act, Refused, desk_of, signed, staff_member
from bot.words import Speaker
from models import audit
from models.applications import Application, ApplicationStatus, Photos, application, open_applications
from models.applying import (
    OF_ID,
    OF_SELFIE,
    SHOW_NUMBER,
    SHOW_PHOTO,
    Approve,
    DecidedAlready,
    Reason,
    RefuseFinally,
    WantPhotos,
    looks_of,
    number_of,
    shown_photo,
    waits_since,
)
from models.clock import now
from models.customers import Tier, customer, lock_customer
from models.kept_photos import PhotoKind, context, photo
from models.orders import Fact, Order, carry_out
from models.staff import Role
from models.vault import decrypt, existing_key

DECIDERS = (Role.REVIEWER, Role.SUPERVISOR)


def add_acts(act: Act) -> None:
    """Add `staff applications`, `approve`, `refuse`, `show-photo` and `show-number`."""
    act("applications", "list the applications for Premium that are not decided", _applications)
    approving = signed(act("approve", "make the customer of an application Premium", _approve))
    approving.add_argument("application", type=int, metavar="ID")
    refusing = signed(act("refuse", "have photos taken again, or refuse an application as a whole", _refuse))
    refusing.add_argument("application", type=int, metavar="ID")
    which = refusing.add_mutually_exclusive_group(required=True)
    which.add_argument("--photo", choices=[each.value for each in Photos if each], help="which photo is bad")
    which.add_argument("--final", action="store_true", help="the application as a whole")
    refusing.add_argument(
        "--reason",
        required=True,
        action="append",
        metavar="CODE",
        help=f"why: {', '.join(Reason)}; with --photo both, a second one is the selfie's",
    )
    showing = signed(act("show-photo", "write a photo of an application into a file, to look at", _show_photo))
    showing.add_argument("application", type=int, metavar="ID")
    showing.add_argument("photo", choices=[kind.value for kind in PhotoKind])
    showing.add_argument("--to", required=True, type=Path, metavar="FILE", help="a file that is not there yet")
    numbering = signed(
        act("show-number", "print the ID number of an application, to compare it with the photo", _number)
    )
    numbering.add_argument("application", type=int, metavar="ID")


def _applications(connection: Connection, _asked: argparse.Namespace, _program: Any) -> str:
    speaker = Speaker("en", now(connection))
    lines = []
    for each in open_applications(connection):
        who = customer(connection, each.customer)
        premium = ", Premium by now" if who.tier is Tier.PREMIUM else ""
        if each.status is ApplicationStatus.QUEUED:
            state = f"new photos: {each.fresh}"
        else:
            state = f"waits for the customer's photo: {each.wanted} ({each.reason})"
        since = speaker.say_time(waits_since(each))
        what = f"{each.id_kind}, round {each.round + 1}"
        lines.append(f"#{each.id} {who.short_name} {who.phone.masked}{premium}, {what}, since {since}, {state}")
    return "\n".join(lines) or "No application waits."


def _approve(connection: Connection, asked: argparse.Namespace, program: Any) -> str:
    found, told = _to_decide(connection, asked)
    _carry_out(connection, program, found, Approve(f"approve {found.id}", found.id, asked.by))
    _record(connection, asked.by, "approve application", found, "")
    return f"{customer(connection, found.customer).short_name} is Premium; all her channels are told.{told}"


def _refuse(connection: Connection, asked: argparse.Namespace, program: Any) -> str:
    found, told = _to_decide(connection, asked)
    if asked.final:
        (reason,) = _reasons(asked.reason, tuple(Reason), most=1)
        _carry_out(connection, program, found, RefuseFinally(f"refuse {found.id}", found.id, reason, asked.by))
        _record(connection, asked.by, "refuse application", found, reason)
        return f"Application {found.id} is refused; the customer is told why.{told}"
    wanted = Photos(asked.photo)
    of_id, of_selfie = _reasons_of_photos(wanted, asked.reason)
    key = f"want photos {found.id} {found.round}"
    _carry_out(connection, program, found, WantPhotos(key, found.id, wanted, of_id, of_selfie, asked.by))
    _record(connection, asked.by, "ask for photo", found, f"{wanted}: {' '.join(filter(None, (of_id, of_selfie)))}")
    return f"The customer of application {found.id} is asked for {_SPOKEN[wanted]} again.{told}"


_SPOKEN = {Photos.ID: "the photo of the ID", Photos.SELFIE: "the photo of herself", Photos.BOTH: "both photos"}


def _show_photo(connection: Connection, asked: argparse.Namespace, program: Any) -> str:
    found = _decided_by(connection, asked)
    kind = PhotoKind(asked.photo)
    kept = photo(connection, found.id_photo if kind is PhotoKind.ID else found.selfie)
    key = existing_key(connection, program.secrets, found.customer)
    if kept is None or key is None:
        raise Refused(f"The photo of application {found.id} is erased.")
    _record(connection, asked.by, SHOW_PHOTO, found, shown_photo(kind, kept.id))
    try:
        picture = decrypt(key, program.media.read(kept.name), context(found.customer, kind))
        descriptor = os.open(asked.to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as there:
        raise Refused(f"{asked.to} is there already; name another file.") from there
    except (OSError, ValueError) as trouble:
        raise Refused(f"The photo could not be read or written: {type(trouble).__name__}.") from trouble
    with os.fdopen(descriptor, "wb") as file:
        file.write(picture)
    return f"Written to {asked.to}, readable by you alone. Delete it when you have looked."


def _number(connection: Connection, asked: argparse.Namespace, program: Any) -> str:
    found = _decided_by(connection, asked)
    number = number_of(desk_of(connection, program), found)
    if number is None:
        raise Refused(f"The number of application {found.id} is erased.")
    _record(connection, asked.by, SHOW_NUMBER, found, "")
    return number


def _decided_by(connection: Connection, asked: argparse.Namespace) -> Application:
    """Return the application, if who acts may decide on it."""
    if staff_member(connection, asked.by) not in DECIDERS:
        raise Refused("Applications are for reviewers and supervisors.")
    found = application(connection, asked.application)
    if found is None:
        raise Refused(f"There is no application {asked.application}.")
    return found


def _to_decide(connection: Connection, asked: argparse.Namespace) -> tuple[Application, str]:
    """Return the application with its customer locked, and what to tell a reviewer who never looked by command.

    Who looked before a photo was sent anew is refused: she would decide by a photo that is not there any more.
    """
    lock_customer(connection, _decided_by(connection, asked).customer)
    found = _decided_by(connection, asked)
    looks = looks_of(connection, found, asked.by)
    if looks.missed:
        sent = "were sent anew and you have not looked at them" if looks.missed is Photos.BOTH else _ONE_MISSED
        kinds = [kind for kind in PhotoKind if looks.missed in (Photos(kind), Photos.BOTH)]
        ways = "; ".join(f"app.py staff show-photo {found.id} {kind} --to FILE --by {asked.by}" for kind in kinds)
        raise Refused(f"Nothing is decided: {_SPOKEN[looks.missed]} of application {found.id} {sent}: {ways}")
    return found, "" if looks.any else _NEVER_LOOKED


_ONE_MISSED = "was sent anew and you have not looked at it"
_NEVER_LOOKED = "\nNo look of yours at this application is written down: show-photo and show-number write one."


def _carry_out(connection: Connection, program: Any, found: Application, order: Order[Fact]) -> None:
    told = carry_out(desk_of(connection, program), order)
    if isinstance(told, DecidedAlready):
        raise Refused(f"Application {found.id} cannot be decided like this: its status is {told.status}.")


def _record(connection: Connection, by: str, action: str, found: Application, detail: str) -> None:
    audit.record(
        connection, at=now(connection), actor=by, action=action, subject=f"application {found.id}", detail=detail
    )


def _reasons_of_photos(wanted: Photos, codes: list[str]) -> tuple[str, str]:
    """Return why the photo of the ID is bad, and why the selfie; one code for both must be fit for both."""
    if wanted is Photos.BOTH:
        if len(codes) > 2:
            raise Refused("At most two reasons: the ID's, then the selfie's.")
        (of_id,), (of_selfie,) = _reasons(codes[:1], OF_ID, most=1), _reasons(codes[-1:], OF_SELFIE, most=1)
        return of_id, of_selfie
    (reason,) = _reasons(codes, OF_ID if wanted is Photos.ID else OF_SELFIE, most=1)
    return (reason, "") if wanted is Photos.ID else ("", reason)


def _reasons(codes: list[str], known: tuple[Reason, ...], *, most: int) -> list[Reason]:
    if len(codes) > most:
        raise Refused("One reason here.")
    for code in codes:
        if code not in known:
            raise Refused(f"{code} is no reason here. These are: {', '.join(known)}.")
    return [Reason(code) for code in codes]
