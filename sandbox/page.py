"""Page: the simulator, phones side by side and the sandbox's counter beside them.

It shows what `World` remembers and hands on what a person does there. Money and customers are asked of an `Office`.
Every deed is a form that works without JavaScript; with it the same routes answer in JSON.
"""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Protocol
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, jsonify, render_template, request

from sandbox import files, loopback_only, same_origin_only, samples, shown
from sandbox.phones import Hands, NotOnThisChannel
from sandbox.world import Phone, World

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
STEPS = {
    "5min": ("+5 min", timedelta(minutes=5)),
    "1h": ("+1 h", timedelta(hours=1)),
    "1day": ("+1 day", timedelta(days=1)),
    "1month": ("+1 month", None),
}
FIRST_PHONES = (
    ("Budi Hartono", "telegram", "+6281277665544"),
    ("Sari Wulandari", "whatsapp", "+6281298764567"),
)
NEXT_STEPS = {
    "telegram": "Telegram keeps trying by itself.",
    "whatsapp": "The message can be delivered again from its bubble.",
}
PAYLOAD_MAX = 200
NAME_MAX = 60
CHUNK = 65_536
DRAINED_MAX = 64_000_000
AVATARS = 6


class NotDone(Exception):
    """The deed was not done; the message says why to whoever tried."""


@dataclass(frozen=True)
class Account:
    """A customer as the counter knows her; the phone is E.164."""

    name: str
    phone: str
    tier: str
    language: str


@dataclass(frozen=True)
class Outcome:
    """What came of a deed, in words for whoever did it."""

    ok: bool
    text: str
    reference: str = ""


class Office(Protocol):
    """The wallet's side, as far as the sandbox's counter needs it."""

    def now(self) -> datetime:
        """Return the time by which customers and their money live."""

    def offset(self) -> timedelta:
        """Return how far the clock has been moved ahead."""

    def forward(self, by: timedelta) -> None:
        """Move the clock ahead."""

    def customers(self) -> Sequence[Account]:
        """Return the customers, oldest first."""

    def banks(self) -> Sequence[tuple[str, str]]:
        """Return the banks as (code, label)."""

    def va_of(self, bank: str, phone: str) -> str:
        """Return this customer's virtual account number at this bank."""

    def pay_in(self, bank: str, va: str, amount_text: str) -> Outcome:
        """Have a teller pay into a virtual account."""

    def counters(self) -> Sequence[tuple[str, str]]:
        """Return the tills and cash machines as (code, label)."""

    def cash(self, partner: str, action: str, phone: str, token: str, amount_text: str) -> Outcome:
        """Have a till take cash in (`topup`), or a till or cash machine hand it out (`redeem`)."""

    def set_premium(self, phone: str, premium: bool) -> Outcome:
        """Make the customer Premium or Regular, without an application."""


@dataclass(frozen=True)
class Said:
    """The outcome of the deed that led to this page, and the part of the page it belongs to."""

    place: str = ""
    outcome: Outcome | None = None

    def at(self, place: str) -> Outcome | None:
        """Return the outcome if it belongs to this part of the page."""
        return self.outcome if self.place == place else None


def first_phones(world: World) -> None:
    """Put two phones on the page that nobody has used yet; once, so that removed ones stay away."""
    if world.recall("first_phones", False):
        return
    world.keep("first_phones", True)
    for name, channel, number in FIRST_PHONES:
        with suppress(ValueError):
            world.add_phone(name, channel, number, "id")


def simulator_page(world: World, hands: Hands, office: Office) -> Blueprint:
    """Return the page at /, its fragments under /sandbox and its deeds under /sandbox/page."""
    page = Blueprint(
        "simulator", __name__, template_folder="templates", static_folder="static", static_url_path="/sandbox/static"
    )
    page.before_request(loopback_only)
    page.before_request(same_origin_only)
    page.after_request(_guarded)
    _add_views(page, world, office)
    _add_counter(page, world, office)
    _add_phones(page, world, hands)
    _add_pictures(page, world)
    return page


def _add_views(page: Blueprint, world: World, office: Office) -> None:
    """Add what is only looked at: the page, its fragments, and what has changed."""

    @page.get("/")
    def simulator() -> str:
        first_phones(world)
        phones = [shown.phone_shown(world, phone) for phone in world.phones()]
        names = [f"phone-{each.phone.id}" for each in phones]
        tab = request.args.get("tab", "")
        if tab != "sandbox" and tab not in names:
            tab = names[0] if names else "sandbox"
        said = _recalled(world, request.args.get("said", ""))
        return render_template("sandbox/page.html", phones=phones, tab=tab, said=said, **_context(world, office))

    @page.get("/sandbox/phones/<int:phone_id>")
    def phone(phone_id: int) -> str:
        each = shown.phone_shown(world, _phone(world, phone_id))
        return render_template("sandbox/phone_alone.html", each=each, said=Said(), **_context(world, office))

    @page.get("/sandbox/open")
    def follow() -> str:
        """Ask on which phone a link to the wallet is opened."""
        channel = request.args.get("channel", "")
        if channel not in shown.CHANNELS:
            abort(404)
        able = [phone for phone in world.phones() if phone.channel == channel]
        payload = request.args.get("payload", "")[:PAYLOAD_MAX]
        return render_template("sandbox/open.html", phones=able, channel=shown.CHANNELS[channel], payload=payload)

    @page.get("/sandbox/rail")
    def rail() -> str:
        return render_template("sandbox/rail_alone.html", said=Said(), **_context(world, office))

    @page.get("/sandbox/live")
    def live() -> Response:
        """Say which phones, and whether the counter, show something else than the caller has seen."""
        seen = dict(pair.split(":", 1) for pair in request.args.get("revs", "").split(",") if ":" in pair)
        phones = world.phones()
        now = office.now()
        return jsonify(
            phones=[phone.id for phone in phones],
            changed=[phone.id for phone in phones if str(world.revision(phone.id)) != seen.get(str(phone.id))],
            rail=_rail_revision(world, office),
            moment=shown.moment(now),
            times={language: shown.clock_time(now, language) for language in shown.LANGUAGES},
        )


def _add_counter(page: Blueprint, world: World, office: Office) -> None:
    """Add the deeds of the counter: the clock, the teller, the cashier, the switches."""

    @page.post("/sandbox/page/clock")
    def clock() -> Response:
        label, step = STEPS.get(request.form.get("step", ""), ("", None))
        if not label:
            abort(400)
        office.forward(step or shown.next_month(office.now()))
        return _answer(world, "clock", Outcome(ok=True, text=f"It is {shown.moment(office.now())} now."), "sandbox")

    @page.post("/sandbox/page/bank")
    def bank() -> Response:
        form = request.form
        outcome = office.pay_in(form.get("bank", ""), form.get("va", ""), form.get("amount", ""))
        return _answer(world, "bank", outcome, "sandbox")

    @page.post("/sandbox/page/cashier")
    def cashier() -> Response:
        partner, action, phone, token, amount = (
            request.form.get(name, "") for name in ("partner", "action", "phone", "token", "amount")
        )
        return _answer(world, "cashier", office.cash(partner, action, phone, token, amount), "sandbox")

    @page.post("/sandbox/page/premium")
    def premium() -> Response:
        outcome = office.set_premium(request.form.get("phone", ""), request.form.get("premium") == "1")
        return _answer(world, "switches", outcome, "sandbox")


def _add_phones(page: Blueprint, world: World, hands: Hands) -> None:
    """Add the deeds on phones."""
    deeds = _deeds(world, hands)

    @page.post("/sandbox/page/phones")
    def add() -> Response:
        added = _added(world, request.form)
        if isinstance(added, Outcome):
            return _answer(world, "add", added, request.form.get("tab", ""))
        said = Outcome(ok=True, text=f"{added.name}'s phone is ready.")
        return _answer(world, "add", said, f"phone-{added.id}")

    @page.post("/sandbox/page/phones/<int:phone_id>/remove")
    def remove(phone_id: int) -> Response:
        phone = _phone(world, phone_id)
        world.remove_phone(phone.id)
        return _answer(world, "add", Outcome(ok=True, text=f"{phone.name}'s phone is removed."), "")

    @page.post("/sandbox/page/phones/<int:phone_id>/restart")
    def restart(phone_id: int) -> Response:
        """Start over as a person who has never written: a new phone with the same number."""
        phone = _phone(world, phone_id)
        world.remove_phone(phone.id)
        new = world.add_phone(phone.name, phone.channel, phone.number, phone.language, phone.hidden)
        return _answer(world, "add", Outcome(ok=True, text=f"{new.name}'s phone starts over."), f"phone-{new.id}")

    @page.post("/sandbox/page/phones/<int:phone_id>/<deed>")
    def do(phone_id: int, deed: str) -> Response:
        phone = _phone(world, phone_id)
        if deed not in deeds:
            abort(404)
        # Who does something on a phone has seen what it shows.
        world.mark_read(phone.id)
        outcome = _done(deeds[deed], phone, request.form)
        return _answer(world, f"phone-{phone.id}", outcome, f"phone-{phone.id}")


def _add_pictures(page: Blueprint, world: World) -> None:
    """Add the pictures in bubbles and of samples, and room for files on their way in."""

    @page.get("/sandbox/pictures/<int:phone_id>/<int:bubble_id>")
    def picture(phone_id: int, bubble_id: int) -> Response:
        found = files.on_phone(world, phone_id, bubble_id)
        return _kept(found.body, found.type) if found else abort(404)

    @page.get("/sandbox/samples/<name>")
    def sample(name: str) -> Response:
        return _kept(_small_sample(name), "image/jpeg") if name in samples.SAMPLES else abort(404)

    @page.before_request
    def make_room() -> None:
        if request.path.endswith("/photo"):
            request.max_content_length = files.UPLOAD_BYTES_MAX

    @page.errorhandler(413)
    def too_large(_error: Exception) -> Response:
        # A browser that is still sending would not read the answer.
        for _ in range(DRAINED_MAX // CHUNK):
            if not request.environ["wsgi.input"].read(CHUNK):
                break
        phone = str((request.view_args or {}).get("phone_id", ""))
        most = files.UPLOAD_BYTES_MAX // 1_000_000
        said = Outcome(ok=False, text=f"Nothing was sent: the simulator takes files up to {most} MB.")
        return _answer(world, f"phone-{phone}", said, f"phone-{phone}")


@cache
def _small_sample(name: str) -> bytes:
    return files.thumbnail(samples.sample(name, "Somebody"))


def _kept(body: bytes, mimetype: str) -> Response:
    """Answer with a picture, which the browser may keep: it never changes."""
    return Response(body, mimetype=mimetype, headers={"Cache-Control": "private, max-age=3600"})


Deed = Callable[[Phone, Mapping[str, str]], int]
"""Does something on a phone; returns the status of the webhook that heard of it, or of the deed itself."""

DONE = 200


def _deeds(world: World, hands: Hands) -> dict[str, Deed]:
    """Return what a person can do on a phone, by the last part of its address."""

    def read(phone: Phone, form: Mapping[str, str]) -> int:  # noqa: ARG001  # What is done on a phone marks it read.
        return DONE

    def contact(phone: Phone, form: Mapping[str, str]) -> int:
        number = shown.e164(form.get("number", ""))
        if not number:
            raise NotDone("Nothing was shared: that is no Indonesian mobile number.")
        return hands.share_contact(phone.id, number, form.get("name", "").strip()[:NAME_MAX] or shown.grouped(number))

    def language(phone: Phone, form: Mapping[str, str]) -> int:
        if form.get("language") not in shown.LANGUAGES:
            abort(400)
        world.set_language(phone.id, form["language"])
        return DONE

    def photo(phone: Phone, form: Mapping[str, str]) -> int:
        chosen = request.files.get("file")
        if chosen is None:
            return hands.send_photo(phone.id, form.get("sample", "id"))
        body = chosen.read()
        if not body:
            raise NotDone("Nothing was sent: choose a file first.")
        return hands.send_file(phone.id, files.attachment(chosen.filename or "", chosen.mimetype, body))

    return {
        "read": read,
        "contact": contact,
        "language": language,
        "say": lambda phone, form: hands.say(phone.id, form.get("text", "")),
        "edit": lambda phone, form: hands.edit(phone.id, _number(form, "bubble"), form.get("text", "")),
        "tap": lambda phone, form: hands.tap(phone.id, _number(form, "bubble"), form.get("data", "")),
        "press": lambda phone, form: hands.press(phone.id, form.get("label", "")),
        "repeat": lambda phone, form: hands.repeat(phone.id, _number(form, "bubble")),
        "own-contact": lambda phone, _: hands.share_own_contact(phone.id),
        "photo": photo,
        "voice": lambda phone, _: hands.send_voice(phone.id),
        "sticker": lambda phone, _: hands.send_sticker(phone.id),
        "start": lambda phone, form: hands.start(phone.id, form.get("payload", "")[:PAYLOAD_MAX]),
    }


def _done(deed: Deed, phone: Phone, form: Mapping[str, str]) -> Outcome:
    """Carry out the deed and say what came of it; silence means that the phone shows it."""
    try:
        status = deed(phone, form)
    except NotDone as why:
        return Outcome(ok=False, text=str(why))
    except NotOnThisChannel:
        return Outcome(ok=False, text=f"{shown.CHANNELS[phone.channel]} cannot do that.")
    except (KeyError, ValueError):
        return Outcome(ok=False, text="Nothing was sent: the phone shows something else by now.")
    if 200 <= status < 300:
        return Outcome(ok=True, text="")
    answered = f"The wallet answered {status}." if status else "The wallet did not answer."
    return Outcome(ok=False, text=f"{answered} {NEXT_STEPS[phone.channel]}")


def _added(world: World, form: Mapping[str, str]) -> Phone | Outcome:
    """Return the phone that the form describes, added; or why not."""
    name = " ".join(form.get("name", "").split())[:NAME_MAX]
    number = shown.e164(form.get("number", ""))
    channel, language = form.get("channel", ""), form.get("language", "")
    if not name:
        return Outcome(ok=False, text="No phone was added: it needs a name.")
    if not number:
        return Outcome(ok=False, text="No phone was added: that is no Indonesian mobile number. Try 0813 1234 5678.")
    if channel not in shown.CHANNELS or language not in shown.LANGUAGES:
        abort(400)
    try:
        return world.add_phone(name, channel, number, language, channel == "whatsapp" and form.get("hidden") == "1")
    except ValueError:
        where = f"{shown.grouped(number)} has {shown.CHANNELS[channel]} on another phone already"
        return Outcome(ok=False, text=f"No phone was added: {where}.")


def _context(world: World, office: Office) -> dict[str, object]:
    """Return what every template of the page may ask for."""
    accounts = list(office.customers())
    return {
        "now": office.now(),
        "offset": shown.ahead(office.offset()),
        "accounts": accounts,
        "account_of": {account.phone: account for account in accounts},
        "banks": office.banks(),
        "counters": office.counters(),
        "va_of": office.va_of,
        "calls": list(reversed(world.log())),
        "steps": {name: label for name, (label, _) in STEPS.items()},
        "rail_revision": _rail_revision(world, office),
        "shown": shown,
        "samples": {name: label for name, (label, _) in samples.SAMPLES.items()},
        "people": world.phones(),
        "avatars": AVATARS,
    }


def _rail_revision(world: World, office: Office) -> str:
    """Return a text that is another whenever the counter shows something else, the minute apart."""
    return str(zlib.crc32(repr((office.customers(), world.log(), office.offset())).encode()))


def _answer(world: World, place: str, outcome: Outcome, tab: str) -> Response:
    """Answer a deed: in JSON to the page's script, to anybody else by the page again, with the outcome in its place."""
    if request.accept_mimetypes.best == "application/json":
        return jsonify(ok=outcome.ok, text=outcome.text, reference=outcome.reference, place=place, tab=tab)
    said = ""
    if outcome.text:
        said = secrets.token_hex(8)
        world.keep("said", [said, place, outcome.ok, outcome.text, outcome.reference])
    query = urlencode([(name, value) for name, value in (("tab", tab), ("said", said)) if value])
    return Response(status=303, headers={"Location": f"/?{query}" if query else "/"})


def _recalled(world: World, key: str) -> Said:
    """Return the last outcome if this page was led to by it."""
    said, place, ok, text, reference = world.recall("said", ["", "", True, "", ""])
    return Said(place, Outcome(ok, text, reference)) if key and key == said else Said()


def _phone(world: World, phone_id: int) -> Phone:
    try:
        return world.phone(phone_id)
    except KeyError:
        abort(404)


def _number(form: Mapping[str, str], name: str) -> int:
    value = form.get(name, "")
    return int(value) if value.isascii() and value.isdigit() else abort(400)


def _guarded(answer: Response) -> Response:
    """Let the page load and run nothing but its own files, and be kept nowhere."""
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "same-origin"
    if not request.path.startswith("/sandbox/static/") and not (answer.mimetype or "").startswith("image/"):
        answer.headers["Cache-Control"] = "no-store"
    return answer
