"""Providers: Telegram's and Twilio's ends in one server on real sockets. It remembers what it took, and may be sick."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.channels.sms import Sms
from bot.channels.telegram import Telegram
from bot.channels.whatsapp import WhatsApp

PHRASES = {language: {"consent": "Balas YA {deed}.", "pick": "Balas angkanya."} for language in ("id", "en")}
"""Enough of our words for a channel."""


@dataclass(frozen=True)
class Taken:
    """One message that arrived."""

    channel: str
    to: str
    text: str
    id: str
    at: float


@dataclass(frozen=True)
class Ill:
    """How a provider fails: with this status and body, or with none, which hangs; it may have taken the message."""

    status: int = 0
    body: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    took: bool = False


class Provider:
    """Takes messages by either API; `ills` says how it fails for an address, None for well."""

    def __init__(self, ills: Callable[[str, str], Ill | None] = lambda _channel, _to: None) -> None:
        self.taken: list[Taken] = []
        self.tried: list[tuple[str, str]] = []
        self.ills = ills
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    def __enter__(self) -> Provider:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def channels(self, timeout: float = 2.0) -> dict[str, Any]:
        """Return the real channels, which speak to it, without the pause between two messages of a chat."""
        made: dict[str, Any] = {
            "telegram": Telegram("1001:token", "secret", self.url, timeout=timeout),
            "whatsapp": WhatsApp("AC1", "token", "+6281111111111", phrases=PHRASES, api_url=self.url, timeout=timeout),
            "sms": Sms("AC1", "token", "+6281111111111", self.url, timeout=timeout),
        }
        for each in made.values():
            each.pace = 0.0
        return made

    def take(self, channel: str, to: str, text: str) -> Taken:
        """Take a message."""
        with self._lock:
            found = Taken(
                channel, to, text, f"{'SM' if channel != 'telegram' else ''}{len(self.taken) + 1}", time.time()
            )
            self.taken.append(found)
            return found

    def hang(self) -> None:
        """Say nothing until it is over."""
        self._over.wait(30)


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            to = parse_qs(urlsplit(self.path).query)["To"][0]
            found = [each for each in reversed(provider.taken) if each.to == to and each.channel != "telegram"]
            self._say(200, {"messages": [_listed(each) for each in found], "page": 0, "page_size": 100})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            if urlsplit(self.path).path.endswith("/Messages.json"):
                to = form["To"]
                self._take("whatsapp" if to.startswith("whatsapp:") else "sms", to, form["Body"], 201)
            elif self.path.endswith("/sendMessage"):
                self._take("telegram", form["chat_id"], form["text"], 200)
            else:
                self._say(200, {"ok": True, "result": True})

        def _take(self, channel: str, to: str, text: str, status: int) -> None:
            provider.tried.append((channel, to))
            ill = provider.ills(channel, to)
            taken = provider.take(channel, to, text) if ill is None or ill.took else None
            if ill is not None or taken is None:
                self._fail(ill or Ill(500))
                return
            chat = {"id": 1, "type": "private"}
            message = {"message_id": taken.id, "date": int(taken.at), "chat": chat, "text": text}
            twilio = {"sid": taken.id, "status": "queued"}
            self._say(status, {"ok": True, "result": message} if channel == "telegram" else twilio)

        def _fail(self, ill: Ill) -> None:
            if not ill.status:
                provider.hang()
                self.close_connection = True
                return
            self._say(ill.status, ill.body, ill.headers)

        def _say(self, status: int, value: dict[str, Any], headers: dict[str, str] | None = None) -> None:
            body = json.dumps(value).encode()
            self.send_response(status)
            for name, told in {**(headers or {}), "Content-Length": str(len(body))}.items():
                self.send_header(name, told)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def _listed(taken: Taken) -> dict[str, Any]:
    at = format_datetime(datetime.fromtimestamp(taken.at, UTC))
    return {"sid": taken.id, "body": taken.text, "date_created": at, "date_sent": None, "direction": "outbound-api"}
