"""WhatsApp by way of Twilio: signed forms in, messages out.

Buttons need templates made beforehand (`whatsapp_templates.py`). Where none is set that takes the message, `word` turns
them into a numbered menu, a line to agree by, or a link. Free words are taken for 24 hours after the customer's own;
later only approved notices. A customer is known by `ExternalUserId`: the number in `From` may be hidden behind a
username.
"""

from __future__ import annotations

import base64
import logging
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import parse_qsl

from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]
from twilio.rest import Client  # type: ignore[import-untyped]
from werkzeug.datastructures import MultiDict

from bot.channels import twilio_http, whatsapp_templates
from bot.channels.base import Ignored, Listed, NotProven, Request, Unfetched, Unreadable
from bot.channels.fetching import Fetcher, Place
from bot.channels.markup import storable, units, whatsapp_text
from bot.channels.whatsapp_templates import Content
from bot.message import Ask, Deed, Doing, Kind, Message, Outgoing, Pressable, Result, Sent

FORM = "application/x-www-form-urlencoded"
FIELDS_MAX = 500
API_HOST = "api.twilio.com"
REDIRECTS_MAX = 2
TWILIOS_SANDBOX = "whatsapp:+14155238886"
"""Everybody's sender to try things with; it takes one message in three seconds."""
SANDBOX_PACE = 3.0
STORES = (
    Place("mms.twiliocdn.com", re.compile(r"/.+")),
    Place("media.twiliocdn.com", re.compile(r"/.+")),
    Place("s3-external-1.amazonaws.com", re.compile(r"/media\.twiliocdn\.com/(?!.*\.\.).+")),
)
"""Where Twilio keeps media and leads to, without credentials: the last is everybody's host, and only Twilio's bucket
on it is meant."""

_SID = "[A-Z]{2}[0-9a-fA-F]{32}"
_log = logging.getLogger(__name__)
_INITIAL = re.compile(r"\b[^\W\d_]\.$")
_NUMBER = re.compile(r"whatsapp:(\+[1-9]\d{6,14})")
_RANKS = {"accepted": 0, "scheduled": 0, "queued": 0, "sending": 1, "sent": 2, "failed": 3, "undelivered": 3}
_RANKS |= {"delivered": 4, "read": 5}


@dataclass(frozen=True)
class Status:
    """What Twilio tells later of a message that we sent."""

    message_id: str
    status: str
    error: str = ""

    @property
    def rank(self) -> int:
        """How far the message is, for tellings come in any order: one of a lower rank changes nothing."""
        return _RANKS.get(self.status, -1)


class WhatsApp:
    """The WhatsApp sender with this number.

    `phrases` holds our words by language, `consent`, `pick` and `open` in each; `templates` the SIDs of the templates
    that were made, by name.
    """

    name = "whatsapp"
    text_max = 1600
    looks_up = True
    window = timedelta(hours=24)
    burst = 40
    rest = 6.0
    """One message in six seconds to one person, over time (Meta's pair limit)."""

    def __init__(
        self,
        account_sid: str,
        auth_token: str,
        sender: str,
        *,
        phrases: Mapping[str, Mapping[str, str]],
        api_url: str = "",
        status_url: str = "",
        timeout: float = 10.0,
        fetcher: Fetcher | None = None,
        templates: Mapping[str, str] | None = None,
    ) -> None:
        self.phrases = phrases
        self._templates = templates or {}
        self._sender = _addressed(sender)
        self.pace = SANDBOX_PACE if self._sender == TWILIOS_SANDBOX else 1.0
        self._status_url = status_url
        self._proof = RequestValidator(auth_token) if auth_token else None
        self._http = twilio_http.TwilioHttp(api_url, timeout)
        self._client = Client(account_sid, auth_token, http_client=self._http)
        self._api_url = api_url.rstrip("/")
        self._media = re.compile(rf"/2010-04-01/Accounts/{re.escape(account_sid)}/Messages/{_SID}/Media/{_SID}")
        credentials = base64.b64encode(f"{account_sid}:{auth_token}".encode()).decode()
        self._proves_us = {"Authorization": f"Basic {credentials}"}
        self._fetcher = fetcher or Fetcher()

    def prove(self, request: Request) -> None:
        """Return if Twilio signed exactly this URL and form; raise `NotProven` otherwise."""
        signature = request.header("X-Twilio-Signature")
        try:
            form = _form(request)
        except Unreadable as error:
            raise NotProven(str(error)) from error
        if self._proof is None or not self._proof.validate(request.url, form, signature):
            raise NotProven("wrong or missing signature")

    def read(self, request: Request) -> Message | Ignored:
        """Return what the form says; raise `Unreadable` if it is no message."""
        form = _form(request)
        key, address = _required(form, "MessageSid"), _required(form, "From")
        if "MessageStatus" in form or not address.startswith("whatsapp:"):
            return Ignored(key, "no WhatsApp message of a customer")
        number = _NUMBER.fullmatch(address)
        kind, button = _kind(form), _button(form)
        return Message(
            channel=self.name,
            sender=_text(form, "ExternalUserId") or address,
            key=key,
            kind=kind,
            text=_text(form, "Body"),
            button=button,
            address=address,
            phone=number[1] if number else "",
            name=_text(form, "ProfileName"),
            message_id=key,
            media=_text(form, "MediaUrl0") if _is_image(form, 0) else "",
            body=sha256(request.body).hexdigest(),
        )

    def read_status(self, request: Request) -> Status:
        """Return what a status callback tells; raise `Unreadable` if it is none."""
        form = _form(request)
        return Status(_required(form, "MessageSid"), _required(form, "MessageStatus"), _text(form, "ErrorCode"))

    def word(self, out: Outgoing) -> str:
        """Return the text with what stands for its buttons; without, where a template carries them."""
        content = self._content(out)
        if content is not None:
            return content.body
        text, phrases = whatsapp_text(out.text), self._phrases(out)
        links = [button for button in out.buttons if button.url]
        if out.ask is Ask.SECRET and links:
            text = f"{before_link(text)}: {links.pop(0).url}"
        lines = [text, *(f"{whatsapp_text(link.label)}: {link.url}" for link in links)]
        if out.ask is Ask.CONSENT:
            lines.append(consent(out, phrases["consent"]))
        elif choices := self.choices(out):
            menu = [f"*{number}* {whatsapp_text(choice.label)}" for number, choice in enumerate(choices, start=1)]
            lines += ["", *menu, phrases["pick"]]
        return "\n".join(lines)

    def choices(self, out: Outgoing) -> list[Pressable]:
        """Return the buttons in the order they are numbered; none where a number or an agreement is wanted."""
        if out.ask in {Ask.ANSWER, Ask.CONSENT, Ask.SECRET}:
            return []
        return [button for button in out.buttons if button.data]

    def _content(self, out: Outgoing) -> Content | None:
        """Return the template by which the message goes, if one is set that takes it."""
        text = whatsapp_text(out.text)
        if out.notice:
            return whatsapp_templates.notice(text, out.notice, out.language, self._templates)
        if not self._templates or any(button.url for button in out.buttons):
            return None
        consent_asked = out.ask is Ask.CONSENT
        choices = [button for button in out.buttons if button.data] if consent_asked else self.choices(out)
        opens = self._phrases(out).get("open", "")
        return whatsapp_templates.tappable(text, choices, self._templates, open_label=opens, consent=consent_asked)

    def _phrases(self, out: Outgoing) -> Mapping[str, str]:
        return self.phrases.get(out.language, self.phrases["id"])

    def notice(self, out: Outgoing, subject: str) -> Outgoing | None:
        """Return the message as an approved notice on this subject tells it; None if none is set that takes it."""
        told = replace(out, buttons=(), ask=Ask.NOTHING, notice=subject)
        return told if self._content(told) is not None else None

    def fits_one(self, out: Outgoing) -> bool:
        """Return whether the message goes in one piece: shorter with buttons than without."""
        with_buttons = any(button.data for button in out.buttons)
        return units(self.word(out)) <= (whatsapp_templates.BODY_MAX if with_buttons else self.text_max)

    async def send(self, out: Outgoing) -> Sent:
        """Send one message, once, and say what became of it."""
        content = self._content(out)
        if content is None and out.notice:
            return Sent(Result.OUTSIDE, error="no approved notice")
        fields = {"to": _addressed(out.to), "from_": self._sender}
        fields |= {"body": self.word(out)} if content is None else content.fields
        if self._status_url:
            fields["status_callback"] = self._status_url
        return await twilio_http.create(self._client, **fields)

    async def do(self, doing: Doing) -> Sent:
        """Wipe a message's words at Twilio. A customer's phone keeps hers: nothing is taken back there."""
        if doing.deed is not Deed.REDACT:
            return Sent(Result.FAILED)
        return await twilio_http.redact(self._client, doing.target)

    async def listed(self, since: datetime, most: int, until: datetime | None = None) -> list[Listed]:
        """Return what customers wrote since then as Twilio's list has it, oldest first, at most the last `most`."""
        found = await twilio_http.received(self._client, to=self._sender, since=since, most=most, until=until)
        return [
            Listed(
                key=each.sid,
                address=each.from_,
                phone=number[1] if (number := _NUMBER.fullmatch(each.from_)) else "",
                text=storable(each.body or ""),
                at=twilio_http.time_of(each, since),
                media=str(each.num_media or "0") != "0",
            )
            for each in found
            if str(each.from_ or "").startswith("whatsapp:")
        ]

    async def look_up(self, out: Outgoing, since: float) -> Sequence[str] | None:
        """Return ids of messages with this text sent to this address since then."""
        return await twilio_http.find(
            self._client, sender=self._sender, to=_addressed(out.to), body=self.word(out), since=since
        )

    def fetch(self, media: str) -> bytes:
        """Return the file at this `MediaUrl0`, and have Twilio delete its own; raise `Unfetched`.

        Only this account's media are asked for, at Twilio or where TWILIO_API_URL stands in for it: whatever host an
        address names, what proves us goes nowhere else.
        """
        path = self._media_path(media)
        base = self._api_url or f"https://{API_HOST}"
        first = Place.under(base, self._media.pattern, ours=bool(self._api_url))
        data = self._fetcher.fetch(
            f"{base}{path}", [first], then=STORES, redirects_max=REDIRECTS_MAX, headers=self._proves_us
        )
        threading.Thread(target=self._delete, args=(path,), name="delete media", daemon=True).start()
        return data

    def _media_path(self, media: str) -> str:
        """Return the path of a media's address; refuse one that is not on this account's list at Twilio."""
        for base in (f"https://{API_HOST}", self._api_url):
            if base and media.startswith(f"{base}/") and self._media.fullmatch(path := media.removeprefix(base)):
                return path
        raise Unfetched("not a media of ours", permanent=True)

    def _delete(self, path: str) -> None:
        """Delete the media at Twilio, which keeps it for ever otherwise; if it cannot be done now, it is not."""
        *_, message, _, name = path.split("/")
        try:
            self._client.messages(message).media(name).delete()
        except Exception as error:  # Whatever it is, the photo has been fetched and the customer is served.
            _log.warning("A media was not deleted at Twilio: %s", type(error).__name__)

    async def close(self) -> None:
        """Give connections back."""
        self._http.close()


def consent(out: Outgoing, phrase: str) -> str:
    """Return how consent is typed: YES stands for the first button, "Yes, send", whose deed follows the comma."""
    yes = next((button.label for button in out.buttons if button.data), "")
    return phrase.format(deed=whatsapp_text(yes.partition(", ")[2] or yes))


def before_link(text: str) -> str:
    """Return the sentence without its full stop, to go on with a link; the one in "Sari W." is her initial's."""
    return text.rstrip() if _INITIAL.search(text.rstrip()) else text.rstrip().removesuffix(".")


def _form(request: Request) -> MultiDict[str, str]:
    """Return every field of the form, blank and repeated ones too, for the signature covers them all."""
    if request.header("Content-Type").partition(";")[0].strip().lower() != FORM:
        raise Unreadable("not a form")
    try:
        fields = parse_qsl(request.body.decode(), keep_blank_values=True, errors="strict", max_num_fields=FIELDS_MAX)
    except ValueError as error:
        raise Unreadable("the form cannot be decoded") from error
    return MultiDict(fields)


def _text(form: MultiDict[str, str], name: str) -> str:
    return storable(form.get(name, ""))


def _required(form: MultiDict[str, str], name: str) -> str:
    if not (value := _text(form, name)):
        raise Unreadable(f"{name} is missing")
    return value


def _button(form: MultiDict[str, str]) -> str:
    return _text(form, "ButtonPayload") or _text(form, "ListId")


def _kind(form: MultiDict[str, str]) -> Kind:
    if _button(form):
        return Kind.TAP
    media = [value for name, value in form.items() if name.startswith("MediaContentType")]
    if any(value.startswith("image/") for value in media):
        return Kind.PHOTO
    if any(value.startswith("audio/") for value in media):
        return Kind.VOICE
    if media or "Latitude" in form or not form.get("Body"):  # A contact card too: its number is not in the form.
        return Kind.OTHER
    return Kind.TEXT


def _is_image(form: MultiDict[str, str], nth: int) -> bool:
    return not _button(form) and form.get(f"MediaContentType{nth}", "").startswith("image/")


def _addressed(number: str) -> str:
    return number if number.startswith("whatsapp:") else f"whatsapp:{number}"
