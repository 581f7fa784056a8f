"""Desk: the pages under `/staff/`. Everybody on the staff may read all of them; what is looked at is written down.

Pages read over one view and lock nothing. They are whole without JavaScript, of which there is none.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, g, make_response, redirect, render_template, request, url_for
from sqlalchemy.engine import Connection
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from models import audit, dead_letters, outbox
from models.clock import month_of, now
from models.database import Database
from models.figures import figure
from models.ledger import Wallet, wallet_of
from models.money import AMOUNT_MAX, Money
from models.rests import rests
from models.secrets import Secrets
from models.staff import Role, lock_member
from models.staff_sessions import Session
from models.statements import Entry, incoming, statement
from staff import reading, searching, transcript, wording
from staff.door import CameIn, Door

log = logging.getLogger(__name__)

HERE = Path(__file__).parent
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
VIEWED_ONCE_IN = timedelta(minutes=5)
LAST_TRANSFERS = 5
WAITS_LONG = timedelta(minutes=5)
"""What waits longer to be sent than that is shown."""
OPEN = ("staff.sign_in", "staff.come_in", "staff.static")
WENT_WRONG = {
    403: (
        "This form cannot be used any more",
        "Nothing was done. Go back, load the page again, and send it once more.",
    ),
    404: ("There is nothing here", "The address may be mistyped, or it never was. Nothing is lost."),
    405: ("This page cannot be asked for like that", "Nothing was done."),
}
MISTAKE = (
    "The desk could not read this",
    "Nothing was changed: the desk only reads. Wallets and chats go on by themselves.",
)


@dataclass(frozen=True)
class Customer:
    """What the card beside a transcript shows of a customer."""

    card: reading.Card
    wallet: Wallet
    incoming: Money
    incoming_max: Money
    balance_max: Money
    channels: list[reading.Channel]
    last: list[Entry]
    names: dict[int, str]


def staff_desk(database: Database, secrets: Secrets, *, https: bool) -> Blueprint:
    """Return `/staff/`; with `https` its cookies are for TLS alone."""
    desk = Blueprint(
        "staff",
        __name__,
        url_prefix="/staff",
        static_folder=str(HERE / "static"),
        template_folder=str(HERE / "templates"),
    )
    door = Door(database, secrets, https=https)
    pages = _Pages(database, door)

    @desk.before_request
    def guard() -> AnyResponse | None:
        """Nobody passes without a session but to the sign-in page; no deed without a form of ours."""
        g.staff_session = None
        changes = request.method not in ("GET", "HEAD")
        if changes and not door.is_same_origin():
            abort(403)
        if request.endpoint in OPEN:
            return None
        g.staff_session = session = door.session()
        if session is None:
            return pages.to_sign_in()
        if changes and not door.is_own_form(door.form_token(session)):
            abort(403)
        return None

    @desk.after_request
    def close(response: Response) -> Response:
        """No page is kept, framed, or tells where it was left for."""
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if request.endpoint != "staff.static":
            response.headers["Cache-Control"] = "no-store"
        return response

    @desk.errorhandler(Exception)
    def wrong(error: Exception) -> AnyResponse:
        """What failed, what is safe, what to do."""
        if isinstance(error, HTTPException) and (error.code or 500) < 400:
            return error.get_response()
        return pages.wrong(error)

    _add_door(desk, door, pages)
    _add_reading(desk, pages)
    return desk


def _add_door(desk: Blueprint, door: Door, pages: _Pages) -> None:
    @desk.get("/sign-in")
    def sign_in() -> AnyResponse:
        """The way in; who is in already goes on."""
        if door.session() is not None:
            return redirect(_local(request.args.get("next", "")), code=303)
        return pages.sign_in()

    @desk.post("/sign-in")
    def come_in() -> AnyResponse:
        """One try."""
        token = door.door_token()
        if not token or not door.is_own_form(door.door_form_token(token)):
            return pages.sign_in("The page was open too long. Nothing was checked: please sign in again.", status=403)
        came = door.try_to_come_in(request.form.get("name", ""), request.form.get("password", ""))
        if isinstance(came, CameIn):
            response = make_response(redirect(_local(request.form.get("next", "")), code=303))
            door.let_in(response, came.token)
            return response
        if came.until is not None:
            # A minute begun is said as the next one, so that nobody comes too early.
            until = wording.clock(came.until + timedelta(seconds=59))
            return pages.sign_in(f"Too many wrong tries. Try again from {until} WIB.", status=429)
        return pages.sign_in("Name and password do not go together. Nobody was signed in.", status=403)

    @desk.post("/sign-out")
    def sign_out() -> AnyResponse:
        """Out, here."""
        door.sign_out(_session())
        response = make_response(redirect(url_for("staff.sign_in", out=1), code=303))
        door.let_out(response)
        return response


def _add_reading(desk: Blueprint, pages: _Pages) -> None:
    @desk.get("/")
    def inbox() -> AnyResponse:
        """The conversations, the newest first."""
        return pages.show("inbox.html", pages.inbox)

    @desk.get("/conversations/<int:number>")
    def conversation(number: int) -> AnyResponse:
        """One transcript, with the customer's card."""
        pages.note_view(number)
        return pages.show("conversation.html", lambda connection: pages.conversation(connection, number))

    @desk.get("/conversations/<int:number>/customer")
    def customer(number: int) -> AnyResponse:
        """The same, with the card in front where only one of them has room."""
        pages.note_view(number)
        return pages.show(
            "conversation.html", lambda connection: {**pages.conversation(connection, number), "pane": "card"}
        )

    @desk.post("/conversations/<int:number>/number")
    def reveal(number: int) -> AnyResponse:
        """The whole number, once, and written down."""
        pages.note_reveal(number)
        return pages.show(
            "conversation.html",
            lambda connection: {**pages.conversation(connection, number), "pane": "card", "revealed": True},
        )

    @desk.get("/transfers/<reference>")
    def transfer(reference: str) -> AnyResponse:
        """What the ledger says of a transfer."""
        return pages.show("transfer.html", lambda connection: pages.transfer(connection, reference))

    @desk.get("/search")
    def search() -> AnyResponse:
        """Whatever a number, a reference or an e-mail leads to."""
        pages.note_search()
        return pages.show("search.html", pages.search)

    @desk.get("/undelivered")
    def undelivered() -> AnyResponse:
        """What did not arrive, why, and what can be done."""
        return pages.show("undelivered.html", pages.undelivered)

    @desk.get("/<path:_rest>")
    def nowhere(_rest: str) -> AnyResponse:
        """No such page; strangers are not even told that."""
        abort(404)


class _Pages:
    """Reads what a page shows, and renders it."""

    def __init__(self, database: Database, door: Door) -> None:
        self._database = database
        self._door = door

    def show(self, template: str, read: Any) -> AnyResponse:
        """Return a page over one view of the database."""
        with self._database.read() as connection:
            at = now(connection)
            values = read(connection)
            waiting = reading.with_a_person(connection)
            undelivered = outbox.dead_letters(connection)
        session = _session()
        form_token = self._door.form_token(session)
        known = {"now": at, "session": session, "form_token": form_token, "undelivered": undelivered}
        return _page(template, **known, waiting=waiting, **values)

    # What pages show

    def inbox(self, connection: Connection) -> dict[str, Any]:
        """The list, or those that a person has."""
        person = request.args.get("mode") == "person"
        page = reading.conversations(connection, person=person, before=_edge("before"), after=_edge("after"))
        return {"page": page, "person": person, "pane": "list"}

    def conversation(self, connection: Connection, number: int) -> dict[str, Any]:
        """The list, a stretch of the transcript, and the card."""
        line = _found(reading.line_of(connection, number))
        person = request.args.get("mode") == "person"
        part = reading.stretch(connection, number, before=_edge("before"), after=_edge("after"), around=_edge("around"))
        cases = reading.cases_of(connection, number)
        moved = reading.transfers(connection, transcript.references_in(part.said))
        owner = line.person.customer_id
        return {
            "page": reading.conversations(connection, person=person),
            "person": person,
            "line": line,
            "part": part,
            "items": transcript.show(part.said, cases, moved, owner, newer=part.newer),
            "customer": self._customer(connection, owner) if owner is not None else None,
            "cases": [case for case in cases if case.status != "closed"],
            "around": _edge("around"),
            "pane": "talk",
        }

    def _customer(self, connection: Connection, owner: int) -> Customer:
        card = reading.card_of(connection, owner)
        wallet = wallet_of(connection, owner)
        last = statement(connection, wallet.account_id, count=LAST_TRANSFERS)
        others = {entry.other_customer_id for entry in last if entry.other_customer_id is not None}
        return Customer(
            card=card,
            wallet=wallet,
            incoming=incoming(connection, wallet.account_id, month_of(now(connection))),
            incoming_max=Money(figure(connection, f"incoming_max.{card.tier}")),
            balance_max=Money(figure(connection, f"balance_max.{card.tier}")),
            channels=reading.channels_of(connection, owner),
            last=last,
            names=reading.names_of(connection, others),
        )

    def transfer(self, connection: Connection, written: str) -> dict[str, Any]:
        """One transfer with its steps, and the conversations of both sides."""
        sought = searching.read_query(written)
        moved = _found(
            reading.transfers(connection, [sought.value] if sought.sort == "reference" else []).get(sought.value)
        )
        sides = [side.customer_id for side in (moved.debit, moved.credit) if side.customer_id is not None]
        lines = reading.lines_of(connection, reading.conversations_of(connection, sides))
        return {"transfer": moved, "steps": reading.steps_of(connection, moved), "lines": lines, "pane": "whole"}

    def search(self, connection: Connection) -> dict[str, Any]:
        """What was sought, and what it leads to."""
        typed = _typed()
        sought = searching.read_query(typed)
        moved = None
        spoken: list[tuple[int, reading.Said]] = []
        if sought.sort == "reference":
            moved = reading.transfers(connection, [sought.value]).get(sought.value)
            sides = (moved.debit, moved.credit) if moved else ()
            people = [side.customer_id for side in sides if side.customer_id is not None]
            numbers = set(reading.conversations_of(connection, people))
            spoken = reading.speaking_of(connection, numbers, sought.value)
        elif sought.sort == "email":
            people = reading.customers_with_email(connection, sought.value)
            numbers = set(reading.conversations_of(connection, people))
        elif sought.sort == "phone":
            people = reading.customers_with_phone(connection, sought.value)
            found = reading.conversations_of(connection, people)
            numbers = {*found, *reading.conversations_from(connection, sought.value)}
        else:
            people, numbers = [], set()
        return {
            "typed": typed,
            "sought": sought,
            "transfer": moved,
            "spoken": spoken,
            "cards": [reading.card_of(connection, one) for one in people],
            "lines": reading.lines_of(connection, numbers),
            "pane": "whole",
            "place": "search",
        }

    def undelivered(self, connection: Connection) -> dict[str, Any]:
        """Messages that did not arrive, the newest first, and what waits for how long."""
        found = dead_letters.undelivered(connection, before=_edge("before") or AMOUNT_MAX, count=reading.PAGE + 1)
        letters = found[: reading.PAGE]
        owners = {each.customer for each in letters if each.customer is not None}
        late = now(connection) - WAITS_LONG
        return {
            "letters": letters,
            "older": letters[-1].id if len(found) > reading.PAGE else 0,
            "names": reading.names_of(connection, owners),
            "resting": [rest for rest in rests(connection) if rest.refuses],
            "waiting_on": [each for each in dead_letters.waiting(connection) if each.oldest < late],
            "pane": "whole",
            "place": "undelivered",
        }

    # What is written down

    def note_view(self, number: int) -> None:
        """Write down that she looks at a conversation, once in five minutes, before she sees it."""
        staff = _session().staff
        seen = {"actor": staff.name, "action": "view conversation", "subject": f"conversation {number}"}
        if not 0 < number <= AMOUNT_MAX:
            abort(404)
        with self._database.read() as connection:
            _found(reading.line_of(connection, number))
            if audit.lately(connection, at=now(connection), within=VIEWED_ONCE_IN, **seen):
                return

        def note(connection: Connection) -> None:
            lock_member(connection, staff.id)  # Two pages opened at once would else be two lines.
            at = now(connection)
            if not audit.lately(connection, at=at, within=VIEWED_ONCE_IN, **seen):
                audit.record(connection, at=at, **seen)

        self._database.run(note)

    def note_search(self) -> None:
        """Write down that she searches and by what, each time, before she sees what it leads to; never the query."""
        typed = _typed()
        if not typed:
            return
        actor, subject = _session().staff.name, searching.read_query(typed).sort or "nothing readable"
        self._database.run(
            lambda connection: audit.record(
                connection, at=now(connection), actor=actor, action="search desk", subject=subject
            )
        )

    def note_reveal(self, number: int) -> None:
        """Write down that she looks at a whole number, each time, before she sees it."""
        if not 0 < number <= AMOUNT_MAX:
            abort(404)
        with self._database.read() as connection:
            line = _found(reading.line_of(connection, number))
        owner = line.person.customer_id
        subject = f"customer {owner}" if owner is not None else f"conversation {number}"
        actor, detail = _session().staff.name, f"conversation {number}"
        self._database.run(
            lambda connection: audit.record(
                connection, at=now(connection), actor=actor, action="reveal number", subject=subject, detail=detail
            )
        )

    # The door, and what goes wrong

    def to_sign_in(self) -> AnyResponse:
        """Send a stranger to the door, and afterwards to where she wanted."""
        wanted = request.full_path.rstrip("?") if request.method == "GET" else ""
        asked = {"next": wanted} if wanted not in ("", "/staff/") else {}
        had = self._door.cookie in request.cookies
        over = {"over": "1"} if had else {}
        response = make_response(redirect(_link("sign-in", **asked, **over), code=303))
        if had:
            self._door.let_out(response)
        return response

    def sign_in(self, error: str = "", *, status: int = 200) -> AnyResponse:
        """Return the sign-in form, bound to this browser."""
        token = self._door.door_token() or self._door.new_door_token()
        response = _page(
            "sign_in.html",
            error=error,
            form_token=self._door.door_form_token(token),
            wanted=_local(request.values.get("next", "")),
            name=request.form.get("name", "")[:64],
            over="over" in request.args,
            out="out" in request.args,
            pane="door",
        )
        response.status_code = status
        self._door.hold_door(response, token)
        return response

    def wrong(self, error: Exception) -> AnyResponse:
        """Return the page for what went wrong; a mistake of ours is logged once."""
        code = error.code or 500 if isinstance(error, HTTPException) else 500
        if code >= 500:
            log.error("a page of the desk failed: %s", request.url_rule or "an unknown address", exc_info=error)
        what, safe = WENT_WRONG.get(code, MISTAKE if code >= 500 else ("This was not done", "Nothing was changed."))
        session: Session | None = g.get("staff_session")
        again = request.full_path.rstrip("?") if request.method == "GET" and code >= 500 else ""
        token = self._door.form_token(session) if session else ""
        response = _page(
            "wrong.html", what=what, safe=safe, again=again, session=session, form_token=token, pane="whole"
        )
        response.status_code = code
        return response


def _page(template: str, **values: Any) -> Response:
    page = {"wording": wording, "waiting": 0, "session": None, "typed": "", "person": False, "revealed": False}
    page["undelivered"] = 0
    page |= {"link": _link, "may_act": _may_act(values.get("session")), "idle_until": g.get("idle_until")}
    known = {**page, **values}
    return make_response(render_template(f"staff/{template}", **known))


def _may_act(session: Session | None) -> bool:
    return session is not None and session.staff.role is not Role.AUDITOR


def _session() -> Session:
    session = g.get("staff_session")
    if not isinstance(session, Session):
        raise TypeError("nobody is signed in")
    return session


def _typed() -> str:
    """Return what stands in the search box."""
    return request.args.get("q", "").strip()[: searching.QUERY_MAX]


def _edge(name: str) -> int:
    """Return the message id at a page's edge that the address names; 0 where it names none."""
    given = request.args.get(name, "")
    fits = given.isascii() and given.isdigit() and len(given) <= 15
    return int(given) if fits else 0


def _found(found: Any) -> Any:
    if found is None:
        abort(404)
    return found


def _local(wanted: str) -> str:
    """Return the address within the desk that was asked for, or the desk itself."""
    fits = wanted.startswith("/staff/") and wanted.isprintable() and "\\" not in wanted and "//" not in wanted
    return wanted if fits and not wanted.startswith("/staff/sign-") else "/staff/"


def _link(path: str, **query: Any) -> str:
    """Return an address within the desk, with what of the query is set."""
    kept = {name: value for name, value in query.items() if value}
    return f"/staff/{path}{'?' + urlencode(kept) if kept else ''}"
