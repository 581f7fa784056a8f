"""Twilio: a double of its Messages API for WhatsApp and SMS, with the signed status callbacks that follow a message.

It checks and answers as the real service does. Messages of both directions are kept, as Twilio keeps them.
"""

from __future__ import annotations

import hmac
import json
import queue
import re
import secrets
import sqlite3
import ssl
import threading
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any, Protocol
from urllib.parse import urldefrag, urlencode

import httpx
from flask import Blueprint, Response, jsonify, request
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from bot.channels.whatsapp_templates import TEMPLATES, Template
from sandbox import files, loopback_only
from sandbox.telegram import hang_up
from sandbox.world import Bubble, Key, Rows, World

BODY_MAX = 1600
PAGE_SIZE = 50
PAGE_SIZE_MAX = 1000
SEGMENT_LENGTH = 160
POST_SECONDS_MAX = 15
NO_RECIPIENT = 63024
OUTSIDE_WINDOW = 63016
TOO_FAST = 63018
NO_SUCH_CONTENT, BAD_VARIABLES = 21655, 21656
API_VERSION = "2010-04-01"
FORM = "application/x-www-form-urlencoded"
UNFIT = re.compile(r"[\r\n\t]| {4}|^\s*$")
"""What Twilio takes in no variable of a template."""
ADDRESS = re.compile(r"\+[1-9]\d{6,14}|whatsapp:(\+[1-9]\d{6,14}|[A-Z]{2}\.[A-Za-z0-9]{1,128})")

Plain = dict[str, Any]


class Answer(Protocol):
    """What a post comes back with, as far as anybody looks."""

    @property
    def status_code(self) -> int:
        """The HTTP status."""


Post = Callable[..., Answer]
"""Posts `content` with `headers` to a URL."""

_TLS = ssl.create_default_context()


def post(url: str, *, headers: Mapping[str, str], content: bytes) -> Answer:
    """Post over HTTP, never through a proxy: what the sandbox calls is on this machine."""
    return httpx.post(url, headers=headers, content=content, timeout=POST_SECONDS_MAX, trust_env=False, verify=_TLS)


@dataclass
class Refused(Exception):
    """The call is refused, with the status, code and words of the real service."""

    status: int
    code: int
    message: str


def twilio_double(
    world: World,
    account_sid: str,
    auth_token: str,
    status_poster: Post = post,
    *,
    window: timedelta | None = None,
    templates: Mapping[str, str] | None = None,
    pace: timedelta = timedelta(0),
) -> Blueprint:
    """Return the Messages API of this account.

    `window` is how long after her words a customer takes free text, `templates` the SIDs of the templates that were
    made, by name, and `pace` how long the account waits between two messages, as Twilio's own sandbox wants it.
    """
    made = {sid: TEMPLATES[name] for name, sid in (templates or {}).items()}
    double = Blueprint("twilio_double", __name__, url_prefix=f"/sandbox/twilio/{API_VERSION}/Accounts/<account>")
    statuses = Statuses(world, account_sid, auth_token, status_poster)
    world.watch_reads(statuses.seen)
    double.before_request(loopback_only)

    @double.before_request
    def prove() -> None:
        given = request.authorization
        if given is None or given.type != "basic" or given.username != account_sid:
            raise Refused(401, 20003, "Authenticate")
        if not hmac.compare_digest(str(given.password).encode(), auth_token.encode()):
            raise Refused(401, 20003, "Authenticate")
        if (request.view_args or {}).get("account") != account_sid:
            raise _not_found()

    @double.errorhandler(Refused)
    def refuse(refused: Refused) -> Response:
        more = f"https://www.twilio.com/docs/errors/{refused.code}"
        answer = jsonify(code=refused.code, message=refused.message, more_info=more, status=refused.status)
        answer.status_code = refused.status
        return answer

    @double.post("/Messages.json")
    def create(account: str) -> Response:
        asked = _asked(made)
        kind = world.take_failure("whatsapp" if asked.whatsapp else "sms")
        _fail(kind)
        error = _trouble(world, asked, kind, window, pace)
        sid = new_sid("SM")
        record(
            world,
            sid,
            recipient=asked.recipient,
            sender=asked.sender,
            body=asked.body,
            direction="outbound-api",
            status="queued",
            callback=asked.callback,
            bubble=None if error else _put(world, asked),
        )
        answer = jsonify(_written(_message(world, sid), account))
        answer.status_code = 201
        statuses.follow(sid, error)
        return hang_up() if kind == "hang-up" else answer

    @double.get("/Messages.json")
    def listed(account: str) -> Response:
        return jsonify(_page(world, account))

    @double.get("/Messages/<sid>.json")
    def fetch(account: str, sid: str) -> Response:
        return jsonify(_written(_message(world, sid), account))

    @double.post("/Messages/<sid>.json")
    def redact(account: str, sid: str) -> Response:
        _message(world, sid)
        if request.form.get("Body") != "":
            raise Refused(400, 20001, "Body can only be updated to an empty string.")
        _change(world, "UPDATE twilio_messages SET body = '' WHERE sid = ?", sid)
        return jsonify(_written(_message(world, sid), account))

    @double.delete("/Messages/<sid>.json")
    def delete(account: str, sid: str) -> Response:  # noqa: ARG001  # Flask names all parts of the path.
        _message(world, sid)
        _change(world, "DELETE FROM twilio_messages WHERE sid = ?", sid)
        return Response(status=204)

    @double.get("/Messages/<sid>/Media/<name>")
    def media(account: str, sid: str, name: str) -> Response:  # noqa: ARG001
        _message(world, sid)
        found = files.handed_out(world, name)
        if found is None:
            raise _not_found()
        return Response(found.body, mimetype=found.type, headers={"X-Content-Type-Options": "nosniff"})

    @double.delete("/Messages/<sid>/Media/<name>.json")
    def delete_media(account: str, sid: str, name: str) -> Response:  # noqa: ARG001
        _message(world, sid)
        if not files.forget(world, name):
            raise _not_found()
        return Response(status=204)

    return double


class Statuses:
    """Tells the wallet how its messages fare: one telling after another, in a thread of this process."""

    def __init__(self, world: World, account_sid: str, auth_token: str, poster: Post) -> None:
        self._world = world
        self._account_sid = account_sid
        self._signer = RequestValidator(auth_token)
        self._poster = poster
        self._due: queue.SimpleQueue[tuple[str, str, int | None]] = queue.SimpleQueue()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def follow(self, sid: str, error: int | None) -> None:
        """Tell what becomes of a new message: it arrives, or it fails with this code."""
        for status in ("sent", "delivered") if error is None else ("failed",):
            self._due.put((sid, status, error))
        self._start()

    def seen(self, bubbles: Sequence[int]) -> None:
        """Tell that the messages behind these bubbles were read."""
        marks = ", ".join("?" * len(bubbles))
        with self._world.change() as db:
            found = db.execute(f"SELECT sid FROM twilio_messages WHERE bubble IN ({marks}) ORDER BY id", bubbles)
            sids = [str(row["sid"]) for row in found]
        for sid in sids:
            self._due.put((sid, "read", None))
        self._start()

    def _start(self) -> None:
        # Not before it is needed: a server may fork between, and threads do not survive that.
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="twilio statuses", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            sid, status, error = self._due.get()
            # A telling that fails is lost, as Twilio's are, and must not hold back the next.
            with suppress(Exception):
                self._tell(sid, status, error)

    def _tell(self, sid: str, status: str, error: int | None) -> None:
        _change(self._world, "UPDATE twilio_messages SET status = ?, error = ? WHERE sid = ?", status, error, sid)
        row = _message(self._world, sid)
        if not row["callback"]:
            return
        form = {
            "MessageSid": sid,
            "SmsSid": sid,
            "MessageStatus": status,
            "SmsStatus": status,
            "To": row["recipient"],
            "From": row["sender"],
            "AccountSid": self._account_sid,
            "ApiVersion": API_VERSION,
        }
        if row["recipient"].startswith("whatsapp:"):
            form |= {"ChannelPrefix": "whatsapp", "ChannelToAddress": row["recipient"], "EventType": status.upper()}
        if error:
            form |= {"ErrorCode": str(error)}
        url = urldefrag(row["callback"]).url
        sealed = signed(self._signer, url, form)
        self._poster(url, headers=sealed.headers, content=sealed.content)


@dataclass(frozen=True)
class Form:
    """A form as Twilio posts it."""

    headers: dict[str, str]
    content: bytes


def signed(signer: RequestValidator, url: str, form: Mapping[str, str]) -> Form:
    """Return the form with the signature for this public URL."""
    headers = {
        "Content-Type": f"{FORM}; charset=UTF-8",
        "User-Agent": "TwilioProxy/1.1",
        "I-Twilio-Idempotency-Token": str(uuid.uuid4()),
        "X-Twilio-Signature": str(signer.compute_signature(url, dict(form))),
    }
    return Form(headers, urlencode(form).encode())


def new_sid(prefix: str) -> str:
    """Return a new id as Twilio makes them."""
    return prefix + secrets.token_hex(16)


def sid_of(world: World, bubble: Bubble) -> str:
    """Return the id of the message that a bubble shows."""
    with world.change() as db:
        row = db.execute("SELECT sid FROM twilio_messages WHERE bubble = ?", (bubble.id,)).fetchone()
    return str(row["sid"]) if row is not None else ""


def record(
    world: World,
    sid: str,
    *,
    recipient: str,
    sender: str,
    body: str,
    direction: str,
    status: str,
    callback: str = "",
    bubble: int | None = None,
) -> None:
    """Keep a message of either direction, as Twilio does until it is deleted."""
    _change(
        world,
        "INSERT INTO twilio_messages (sid, recipient, sender, body, direction, status, at, callback, bubble)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *(sid, recipient, sender, body, direction, status, world.now().timestamp(), callback, bubble),
    )


@dataclass(frozen=True)
class _Asked:
    recipient: str
    sender: str
    body: str
    callback: str
    picture: bool
    template: Template | None = None
    keys: Rows = ()

    @property
    def whatsapp(self) -> bool:
        return self.recipient.startswith("whatsapp:")


def _asked(made: Mapping[str, Template]) -> _Asked:
    """Return the message that the real service would take."""
    form = request.form
    body, content = form.get("Body", ""), form.get("ContentSid", "")
    sender = form.get("From", "") or form.get("MessagingServiceSid", "")
    asked = _Asked(form.get("To", ""), sender, body, form.get("StatusCallback", ""), "MediaUrl" in form)
    if not asked.recipient:
        raise Refused(400, 21604, "A 'To' phone number is required.")
    if not asked.sender:
        raise Refused(400, 21603, "A 'From' phone number is required.")
    if not ADDRESS.fullmatch(asked.recipient):
        raise Refused(400, 21211, f"Invalid 'To' Phone Number: {asked.recipient}")
    if "From" in form and asked.sender.startswith("whatsapp:") != asked.whatsapp:
        raise Refused(400, 21910, "Invalid From and To pair. From and To should be of the same channel")
    if not (body or content or asked.picture):
        raise Refused(400, 21602, "Message body is required.")
    if len(body) > BODY_MAX:
        raise Refused(400, 21617, "The concatenated message body exceeds the 1600 character limit")
    if not content:
        return asked
    if content not in made:
        raise Refused(400, NO_SUCH_CONTENT, "The ContentSid Parameter is Invalid.")
    return _by_template(asked, made[content], form.get("ContentVariables", ""))


def _by_template(asked: _Asked, template: Template, variables: str) -> _Asked:
    """Return the message as the template makes it, with its choices as keys."""
    try:
        given = json.loads(variables or "{}")
        filled = template.filled({**template.samples, **given})
        fit = all(isinstance(value, str) and UNFIT.search(value) is None for value in given.values())
    except (ValueError, TypeError):
        fit, filled = False, {}
    if not fit:
        raise Refused(400, BAD_VARIABLES, "The ContentVariables Parameter is invalid.")
    choices = filled.get("actions", filled.get("items", []))
    keys = tuple((Key(each.get("title", each.get("item", "")), data=each["id"]),) for each in choices)
    return replace(asked, body=filled["body"], template=template, keys=keys)


def _fail(kind: str) -> None:
    """Raise the failure that was asked for, if nothing is to be sent."""
    if kind == "429":
        raise Refused(429, 20429, "Too Many Requests")
    if kind == "500":
        raise Refused(500, 20500, "An internal server error has occurred")
    if kind == "403":
        raise Refused(403, 20403, "Forbidden")


def _trouble(world: World, asked: _Asked, kind: str, window: timedelta | None, pace: timedelta) -> int | None:
    """Return the code with which a message fails after it was taken, if it does."""
    if kind.isdecimal():
        return int(kind)
    if not asked.whatsapp:
        return None
    phone = world.whatsapp_phone(asked.recipient)
    if phone is None:
        return NO_RECIPIENT
    if pace and world.seconds_since("whatsapp sent") < pace.total_seconds():
        return TOO_FAST
    if window is None or (asked.template is not None and asked.template.approval):
        return None
    spoken = [bubble.at for bubble in world.bubbles(phone.id, last=1000) if bubble.mine]
    return None if spoken and world.now() - spoken[-1] <= window else OUTSIDE_WINDOW


def _put(world: World, asked: _Asked) -> int | None:
    """Put the message on the phone it is for, and return its bubble."""
    if not asked.whatsapp:
        world.add_sms(asked.recipient, asked.body)
        return None
    phone = world.whatsapp_phone(asked.recipient)
    if phone is None:
        return None
    kind = "photo" if asked.picture else "text"
    bubble = world.add_bubble(phone.id, asked.body, kind=kind, style="whatsapp", keys=asked.keys).id
    if asked.template is not None:
        world.keep(f"content {bubble}", asked.template.type)
    return bubble


def _message(world: World, sid: str) -> sqlite3.Row:
    with world.change() as db:
        row: sqlite3.Row | None = db.execute("SELECT * FROM twilio_messages WHERE sid = ?", (sid,)).fetchone()
    if row is None:
        raise _not_found()
    return row


def _not_found() -> Refused:
    return Refused(404, 20404, f"The requested resource {request.path} was not found")


def _change(world: World, statement: str, *values: Any) -> None:
    with world.change() as db:
        db.execute(statement, values)


FILTERS = {
    "To": "recipient = :to",
    "From": "sender = :from",
    "DateSent": "date(at, 'unixepoch') = date(:on, 'unixepoch')",
    "DateSent<": "at <= :before",
    "DateSent>": "at >= :after",
}


def _page(world: World, account: str) -> Plain:
    """Return one page of the messages that the query asks for, newest first."""
    asked = request.args
    size = min(asked.get("PageSize", PAGE_SIZE, type=int), PAGE_SIZE_MAX)
    page = asked.get("Page", 0, type=int)
    wanted = [condition for name, condition in FILTERS.items() if name in asked]
    values = {
        "to": asked.get("To"),
        "from": asked.get("From"),
        "on": _moment(asked.get("DateSent")),
        "before": _moment(asked.get("DateSent<")),
        "after": _moment(asked.get("DateSent>")),
        "size": size + 1,
        "start": page * size,
    }
    where = " AND ".join(wanted) or "1"
    with world.change() as db:
        statement = f"SELECT * FROM twilio_messages WHERE {where} ORDER BY id DESC LIMIT :size OFFSET :start"
        rows = db.execute(statement, values).fetchall()
    uri = f"/{API_VERSION}/Accounts/{account}/Messages.json?"
    others = {name: value for name, value in asked.items() if name not in ("Page", "PageSize", "PageToken")}
    following = uri + urlencode({**others, "PageSize": size, "Page": page + 1}) if len(rows) > size else None
    shown = [_written(row, account) for row in rows[:size]]
    return {
        "messages": shown,
        "page": page,
        "page_size": size,
        "start": page * size,
        "end": page * size + max(len(shown) - 1, 0),
        "uri": uri + urlencode({**others, "PageSize": size, "Page": page}),
        "first_page_uri": uri + urlencode({**others, "PageSize": size, "Page": 0}),
        "previous_page_uri": uri + urlencode({**others, "PageSize": size, "Page": page - 1}) if page else None,
        "next_page_uri": following,
    }


def _moment(text: str | None) -> float | None:
    """Return a date or a time of a query in seconds."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(400, 20001, f"Invalid date: {text}") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _written(row: sqlite3.Row, account: str) -> Plain:
    """Return a message as Twilio writes it."""
    at = format_datetime(datetime.fromtimestamp(int(row["at"]), UTC))
    uri = f"/{API_VERSION}/Accounts/{account}/Messages/{row['sid']}"
    return {
        "account_sid": account,
        "api_version": API_VERSION,
        "body": row["body"],
        "date_created": at,
        "date_sent": None if row["status"] == "queued" else at,
        "date_updated": at,
        "direction": row["direction"],
        "error_code": row["error"],
        "error_message": None,
        "from": row["sender"],
        "messaging_service_sid": None,
        "num_media": "1" if row["sid"].startswith("MM") else "0",
        "num_segments": str(max(-(-len(row["body"]) // SEGMENT_LENGTH), 1)),
        "price": None,
        "price_unit": "USD",
        "sid": row["sid"],
        "status": row["status"],
        "subresource_uris": {"media": f"{uri}/Media.json"},
        "to": row["recipient"],
        "uri": f"{uri}.json",
    }
