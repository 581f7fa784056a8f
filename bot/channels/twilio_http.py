"""Twilio over HTTP: what WhatsApp and SMS share of it.

Twilio's own client has neither time-out nor base URL; `TwilioHttp` gives it both. Its POST is not idempotent, so only
what certainly did not arrive may be sent again.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx
from twilio.base.exceptions import (  # type: ignore[import-untyped]
    TwilioException,
    TwilioRestException,
    TwilioServiceException,
)
from twilio.http.response import Response  # type: ignore[import-untyped]
from twilio.rest import Client  # type: ignore[import-untyped]

from bot.message import Result, Sent

BUSY = {20429, 21611, 63018}
"""Error codes: too many requests, too many messages queued, the channel's rate limit."""
BLOCKED = {21610, 63014}
"""Error codes: the customer unsubscribed, or blocked us."""
OUTSIDE = {63016}
"""Error codes: free words outside the customer's window."""
SHUT = {20003, 20005, 20404, 63007, 21659, 21660}
"""Error codes: wrong or revoked credentials, the account suspended or unknown, the sender's number not ours."""
LOOKED_AT = 100
"""The newest messages to one address among which one is looked up."""
RETRY_SECONDS = 3.0
"""Wait where Twilio names none; its WhatsApp sandbox takes one message in three seconds."""

PAGE = 200
SCANNED = 20_000
"""So many of the newest messages of a day are passed by on the way back to older ones."""

_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
_log = logging.getLogger(__name__)


class Throttled(Exception):
    """Twilio asks to wait."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(f"retry after {retry_after:g} s")
        self.retry_after = retry_after


class TwilioHttp:
    """The `http_client` of Twilio's `Client`, with a time-out and, if given, another scheme, host and path prefix."""

    is_async = False

    def __init__(self, api_url: str = "", timeout: float = 10.0) -> None:
        logging.getLogger("httpx").setLevel(logging.WARNING)  # It logs each URL, and some hold phone numbers.
        self._base = urlsplit(api_url.rstrip("/")) if api_url else None
        self._timeout = timeout
        self._opening = threading.Lock()
        self._opened: httpx.Client | None = None

    def request(
        self,
        method: str,
        url: str,
        params: Mapping[str, Any] | None = None,
        data: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,  # noqa: ARG002 -- Twilio's signature; ours was set at the start.
        allow_redirects: bool = False,
    ) -> Response:
        """Make one request; raise `Throttled` at 429, and what httpx raises when there is no answer."""
        answer = self._client().request(
            method.upper(),
            self._placed(url),
            params=params,
            data=data,
            headers=headers,
            auth=auth,
            follow_redirects=allow_redirects,
        )
        if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
            raise Throttled(_seconds(answer.headers.get("Retry-After", "")))
        return Response(answer.status_code, answer.text, answer.headers)

    def close(self) -> None:
        """Give connections back; they are opened anew when they are needed."""
        with self._opening:
            if self._opened is not None:
                self._opened.close()
                self._opened = None

    def _client(self) -> httpx.Client:
        """Return the connections, opened at first use: a web worker that never sends needs none."""
        with self._opening:
            if self._opened is None:
                self._opened = httpx.Client(timeout=self._timeout)
            return self._opened

    def _placed(self, url: str) -> str:
        if self._base is None:
            return url
        parts = urlsplit(url)
        return urlunsplit((self._base.scheme, self._base.netloc, self._base.path + parts.path, parts.query, ""))


async def create(client: Client, **fields: str) -> Sent:
    """Send one message, once, and say what became of it."""
    try:
        message = await asyncio.to_thread(client.messages.create, **fields)
    except Throttled as error:
        return Sent(Result.RETRY, error="429", retry_after=error.retry_after)
    except (TwilioRestException, TwilioServiceException) as error:
        return _refused(error.status, error.code)
    except _NEVER_LEFT as error:
        return Sent(Result.RETRY, error=type(error).__name__)
    except (httpx.HTTPError, TypeError, KeyError, AttributeError, ValueError) as error:
        return Sent(Result.UNKNOWN, error=type(error).__name__)
    if not isinstance(message.sid, str) or not message.sid:
        return Sent(Result.UNKNOWN, error="no sid")
    return Sent(Result.SENT, message.sid)


async def find(client: Client, *, sender: str, to: str, body: str, since: float) -> list[str] | None:
    """Return the ids of messages with this body sent to this address since then, None if Twilio does not tell."""
    start = datetime.fromtimestamp(int(since), UTC)
    try:
        # Each message's own time is compared: the list's filter goes by when a message was sent on, and one that Twilio
        # has still in its queue would be missing.
        listed = await asyncio.to_thread(client.messages.list, to=to, from_=sender, limit=LOOKED_AT)
        return [found.sid for found in listed if _same(found.body, body) and time_of(found, start) >= start]
    except (Throttled, TwilioException, httpx.HTTPError, TypeError, KeyError, AttributeError, ValueError) as error:
        _log.warning("Messages could not be looked up: %s", type(error).__name__)
        return None


async def received(client: Client, *, to: str, since: datetime, most: int, until: datetime | None = None) -> list[Any]:
    """Return the messages that came to this address since then, oldest first; raise if Twilio does not tell.

    Its list begins with the newest, so of more than `most` the oldest are left out: they come `until` the oldest that
    came, which is then among them.
    """
    asked: dict[str, Any] = {"limit": most, "page_size": min(most, PAGE)}
    if until is not None:
        asked |= {"limit": SCANNED, "date_sent_before": until + timedelta(days=1)}

    def read() -> list[Any]:
        every = client.messages.stream(to=to, date_sent_after=since, **asked)
        return list(islice((each for each in every if until is None or time_of(each, since) <= until), most))

    listed = await asyncio.to_thread(read)
    # Twilio may filter by the day only, so that each message's own time is compared too.
    found = [each for each in reversed(listed) if each.direction == "inbound" and time_of(each, since) >= since]
    return sorted(found, key=lambda each: time_of(each, since))


async def redact(client: Client, sid: str) -> Sent:
    """Wipe a message's words at Twilio; wiping twice is harmless, so whatever is not certain is tried again."""
    try:
        await asyncio.to_thread(client.messages(sid).update, body="")
    except Throttled as error:
        return Sent(Result.RETRY, error="429", retry_after=error.retry_after)
    except (TwilioRestException, TwilioServiceException) as error:
        if error.status == httpx.codes.NOT_FOUND:
            return Sent(Result.SENT)  # Deleted there already: nothing is left to be wiped.
        if error.status == httpx.codes.UNAUTHORIZED or error.code in SHUT:
            return Sent(Result.SHUT, error=str(error.code or error.status))
        kept = error.status < httpx.codes.INTERNAL_SERVER_ERROR and error.status != httpx.codes.CONFLICT
        return Sent(Result.FAILED if kept else Result.RETRY, error=str(error.code or error.status))
    except (httpx.HTTPError, TypeError, KeyError, AttributeError, ValueError) as error:
        return Sent(Result.RETRY, error=type(error).__name__)
    return Sent(Result.SENT)


def _refused(status: int, code: int | None) -> Sent:
    """Return what an error answer means; only a 4xx says for certain that nothing was sent."""
    said = str(code or status)
    if status >= httpx.codes.INTERNAL_SERVER_ERROR or status == httpx.codes.REQUEST_TIMEOUT:
        return Sent(Result.UNKNOWN, error=said)
    if status == httpx.codes.UNAUTHORIZED or code in SHUT:
        return Sent(Result.SHUT, error=said)
    if code in OUTSIDE:
        return Sent(Result.OUTSIDE, error=said)
    if code in BUSY:
        return Sent(Result.RETRY, error=said, retry_after=RETRY_SECONDS)
    return Sent(Result.BLOCKED if code in BLOCKED else Result.FAILED, error=said)


def _seconds(retry_after: str) -> float:
    return float(retry_after) if retry_after.isdecimal() else RETRY_SECONDS


def _same(found: str | None, body: str) -> bool:
    return (found or "").strip() == body.strip()


def time_of(found: Any, default: datetime) -> datetime:
    """Return when a message of the list came or went."""
    moment = found.date_created or found.date_sent
    return moment if isinstance(moment, datetime) else default
