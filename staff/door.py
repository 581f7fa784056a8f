"""Door: who comes in at the desk, for how long, and that a form was really sent from the desk's own page.

Sessions and waits live by real time. A name that is unknown is answered like a wrong password, and as slowly.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets as chance
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from flask import Request, Response, g, request
from sqlalchemy.engine import Connection

from models import audit
from models.clock import now, real_now
from models.database import Database
from models.secrets import Secrets
from models.staff import StaffMember, member
from models.staff_sessions import IDLE, Session, begin_session, end_session, find_session, touch_session
from models.staff_tries import forgive, take_try

NAME_MAX = 64


@dataclass(frozen=True)
class Refused:
    """No way in; `until` is set when the next try has to wait."""

    until: datetime | None = None


@dataclass(frozen=True)
class CameIn:
    """Signed in, under a new token."""

    token: str


class Door:
    """Signs staff in and out and knows them again by their cookie."""

    def __init__(self, database: Database, secrets: Secrets, *, https: bool) -> None:
        self._database = database
        self._secrets = secrets
        self._https = https
        # The prefix makes the browser refuse the cookie without Secure, with another path, or from another host.
        self.cookie = "__Host-staff" if https else "staff"
        self.cookie_before = "__Host-staff-door" if https else "staff-door"

    # Who it is

    def session(self) -> Session | None:
        """Return the session of the request's cookie, and write down now and then that she is still there."""
        token = request.cookies.get(self.cookie, "")
        if not token:
            return None
        with self._database.read() as connection:
            found = find_session(connection, self._secrets, token)
            at = real_now(connection)
        if found is None:
            return None
        if found.is_over(at):
            self._database.run(lambda connection: end_session(connection, found))
            return None
        if found.wants_touch(at):
            self._database.run(lambda connection: touch_session(connection, found, now=at))
        g.idle_until = min(at + IDLE, found.ends_at)
        return found

    def try_to_come_in(self, name: str, password: str) -> CameIn | Refused:
        """Count the try, compare the password with nothing open, and write down what came of it."""
        name = name.strip()[:NAME_MAX]
        who = [self._secrets.fingerprint("staff try", "name", name.casefold())]
        who.append(self._secrets.fingerprint("staff try", "address", address_of(request)))
        until = self._database.run(lambda connection: take_try(connection, who, now=real_now(connection)))
        if until is not None:
            return Refused(until)
        with self._database.read() as connection:
            known = member(connection, name) if name.isprintable() else None  # PostgreSQL takes no NUL.
        right = self._secrets.password_matches(known.password if known else "", password)
        return self._database.run(lambda connection: self._settle(connection, known, right=right, who=who))

    def _settle(
        self, connection: Connection, known: StaffMember | None, *, right: bool, who: list[str]
    ) -> CameIn | Refused:
        at, detail = now(connection), f"from {address_of(request)}"
        # Looked at once more: the password may have been changed while it was compared.
        if known is None or not right or member(connection, known.name) != known:
            subject = f"staff {known.name}" if known else "an unknown name"
            actor = known.name if known else "unknown"
            audit.record(connection, at=at, actor=actor, action="sign in refused", subject=subject, detail=detail)
            return Refused()
        forgive(connection, who)
        before = find_session(connection, self._secrets, request.cookies.get(self.cookie, ""))
        if before is not None:
            end_session(connection, before)
        subject = f"staff {known.name}"
        audit.record(connection, at=at, actor=known.name, action="sign in", subject=subject, detail=detail)
        return CameIn(begin_session(connection, self._secrets, known.id, now=real_now(connection)))

    def sign_out(self, session: Session) -> None:
        """End the session, with an audit line."""

        def end(connection: Connection) -> None:
            end_session(connection, session)
            name = session.staff.name
            audit.record(connection, at=now(connection), actor=name, action="sign out", subject=f"staff {name}")

        self._database.run(end)

    # Cookies

    def let_in(self, response: Response, token: str) -> None:
        """Hand the session's token to the browser; the one of the form has done its work."""
        self._set(response, self.cookie, token)
        self._drop(response, self.cookie_before)

    def let_out(self, response: Response) -> None:
        """Take the token back."""
        self._drop(response, self.cookie)

    def _set(self, response: Response, name: str, value: str) -> None:
        response.set_cookie(name, value, path=self._path, secure=self._https, httponly=True, samesite="Strict")

    def _drop(self, response: Response, name: str) -> None:
        response.delete_cookie(name, path=self._path, secure=self._https, httponly=True, samesite="Strict")

    @property
    def _path(self) -> str:
        return "/" if self._https else "/staff"

    # Forms

    def form_token(self, session: Session) -> str:
        """Return what every form of this session carries."""
        return self._secrets.fingerprint("staff form", session.token)

    def new_door_token(self) -> str:
        """Return a token for the browser of somebody who is not signed in."""
        return chance.token_urlsafe(16)

    def hold_door(self, response: Response, token: str) -> None:
        """Give the browser the token that the sign-in form is bound to."""
        self._set(response, self.cookie_before, token)

    def door_form_token(self, token: str) -> str:
        """Return what the sign-in form carries."""
        return self._secrets.fingerprint("staff door", token)

    def is_own_form(self, expected: str) -> bool:
        """Return whether the form carries its token."""
        return hmac.compare_digest(request.form.get("form_token", "").encode(), expected.encode())

    def door_token(self) -> str:
        """Return the token in the browser of somebody who is not signed in, or nothing."""
        return request.cookies.get(self.cookie_before, "")

    def is_same_origin(self) -> bool:
        """Return whether the browser says that the deed comes from the desk itself, or says nothing about it."""
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            return False
        told = request.headers.get("Origin") or request.headers.get("Referer")
        if told is None:
            return True
        origin = urlsplit(told)
        # Behind a proxy the scheme is only known by PUBLIC_URL.
        return origin.netloc == request.host and (origin.scheme == "https" or not self._https)


def address_of(asked: Request) -> str:
    """Return the client's address; of IPv6 the network, for one customer of a provider has all of that."""
    try:
        address = ipaddress.ip_address(asked.remote_addr or "")
    except ValueError:
        return "unknown"
    if address.version == 6 and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address.ipv4_mapped or address) if address.version == 6 else str(address)
