"""Outworld: Telegram and Twilio as servers in the test's process, with a memory that no death of the wallet touches.

They are the sandbox's doubles over real sockets. What people do is posted as the channels post it: Telegram again and
again until it is taken, Twilio once more if there was no answer at all. Each delivery and its answers are kept.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs

import httpx
from flask import Flask
from werkzeug.serving import make_server

from sandbox.phones import Hands
from sandbox.telegram import telegram_double
from sandbox.twilio import twilio_double
from sandbox.world import World
from tests.browser.outside import ACCOUNT, AUTH_TOKEN, SECRET, SMS, TOKEN, WHATSAPP

RETRIES = (0.3,) * 400
"""Telegram tries for a day; two minutes are long enough here."""


@dataclass(frozen=True)
class Taken:
    """The answer that a post came back with."""

    status_code: int


class Outworld:
    """The channels and everybody's phones."""

    def __init__(self, folder: Path, port: int) -> None:
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self.program = f"http://127.0.0.1:{port}"
        self.http = httpx.Client(trust_env=False, timeout=15, limits=httpx.Limits(max_connections=None))
        self.ahead = timedelta(0)
        """By how much its clock was moved, as the wallet's was."""
        self.world = World(folder / "world.db", lambda: datetime.now(UTC) + self.ahead)
        self.answers: dict[str, list[int]] = {}
        """By the channel's id of each delivery: the answers to it, 0 for none."""
        self.posted: dict[str, tuple[str, dict[str, str], bytes]] = {}
        self._lock = threading.Lock()
        self.hands = Hands(
            self.world,
            base_url=self.program,
            telegram_secret=SECRET,
            twilio_auth_token=AUTH_TOKEN,
            account_sid=ACCOUNT,
            whatsapp_sender=WHATSAPP,
            post=self.post,
            retry_delays=RETRIES,
        )
        app = Flask("outworld")
        app.register_blueprint(telegram_double(self.world, TOKEN))
        app.register_blueprint(twilio_double(self.world, ACCOUNT, AUTH_TOKEN, status_poster=self.post))
        self._server = make_server("127.0.0.1", 0, app, threaded=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        url = f"http://127.0.0.1:{self._server.port}"
        self.settings = {
            "PUBLIC_URL": self.program,
            "PORT": str(port),
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_SECRET": SECRET,
            "TELEGRAM_API_URL": f"{url}/sandbox/telegram",
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
            "TWILIO_WHATSAPP_FROM": WHATSAPP,
            "TWILIO_SMS_FROM": SMS,
            "TWILIO_API_URL": f"{url}/sandbox/twilio",
        }

    def post(self, url: str, *, headers: Mapping[str, str], content: bytes) -> Taken:
        """Post, and remember what and how it was answered."""
        key = _key(url, content)
        status = 0
        try:
            status = self.http.post(url, headers=dict(headers), content=content).status_code
        finally:
            with self._lock:
                self.answers.setdefault(key, []).append(status)
                self.posted[key] = (url, dict(headers), content)
        return Taken(status)

    def close(self) -> None:
        """Close the lines."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self.http.close()


def _key(url: str, content: bytes) -> str:
    """Return under which id the wallet keeps a delivery; status callbacks are none."""
    if url.endswith("/telegram"):
        return f"telegram:{json.loads(content)['update_id']}"
    if url.endswith("/whatsapp"):
        return f"whatsapp:{parse_qs(content.decode())['MessageSid'][0]}"
    return "status"
