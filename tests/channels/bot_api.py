"""A Bot API that keeps updates until they are confirmed, as Telegram does, on a socket of this machine."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from tests.stage import CHATS

TOKEN = "7000000001:token"


class BotServer:
    """What it was told, what still waits, and who polls it now."""

    def __init__(self) -> None:
        self.waiting: list[dict[str, Any]] = []
        self.calls: list[tuple[str, dict[str, str]]] = []
        self.offsets: list[int] = []
        self.webhook = ""
        self.token = TOKEN
        self.polling = 0
        self._changed = threading.Condition()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def say(self, who: str, text: str, update_id: int) -> None:
        """Somebody writes to the bot."""
        person = {"id": int(CHATS[who]), "is_bot": False, "first_name": who.title(), "language_code": "id"}
        message = {"message_id": update_id, "date": 1, "chat": {"id": int(CHATS[who]), "type": "private"}, "text": text}
        self.keep({"update_id": update_id, "message": {**message, "from": person}})

    def keep(self, update: Any) -> None:
        """Have an update wait to be fetched."""
        with self._changed:
            self.waiting.append(update)
            self._changed.notify_all()

    def ids(self) -> list[int]:
        """Which updates were not confirmed yet."""
        with self._changed:
            return [each["update_id"] for each in self.waiting if "update_id" in each]

    def named(self, method: str) -> list[dict[str, str]]:
        """What calls of this method carried."""
        return [given for called, given in self.calls if called == method]

    def stop(self) -> None:
        """Listen no more."""
        with self._changed:
            self._changed.notify_all()
        self._server.shutdown()
        self._server.server_close()

    def answer(self, method: str, given: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Return what Telegram would answer."""
        self.calls.append((method, given))
        match method:
            case "getMe":
                return _ok({"id": 7000000001, "is_bot": True, "first_name": "KasPro", "username": "KasProBot"})
            case "setWebhook":
                self.webhook = given.get("url", "")
            case "deleteWebhook":
                self.webhook = ""
            case "getUpdates":
                return self._updates(int(given.get("offset") or 0), float(given.get("timeout") or 0))
        return _ok(True)

    def _updates(self, offset: int, timeout: float) -> tuple[int, dict[str, Any]]:
        with self._changed:
            if self.webhook:
                return _refused(409, "Conflict: can't use getUpdates method while webhook is active")
            if self.polling:
                return _refused(409, "Conflict: terminated by other getUpdates request")
            self.offsets.append(offset)
            self.waiting = [each for each in self.waiting if each.get("update_id", offset) >= offset]
            self.polling += 1
            try:
                until = time.monotonic() + timeout
                while not self.waiting and time.monotonic() < until:
                    self._changed.wait(0.2)
                return _ok(self.waiting[:100])
            finally:
                self.polling -= 1

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                token, _, method = self.path.removeprefix("/bot").partition("/")
                given = {name: values[0] for name, values in parse_qs(body).items()}
                right = token == server.token
                status, said = server.answer(method, given) if right else _refused(401, "Unauthorized")
                told = json.dumps(said).encode()
                with contextlib.suppress(OSError):
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(told)))
                    self.end_headers()
                    self.wfile.write(told)

            def log_message(self, *_: Any) -> None:
                """Nothing is printed."""

        return Handler


def _ok(result: Any) -> tuple[int, dict[str, Any]]:
    return 200, {"ok": True, "result": result}


def _refused(status: int, words: str) -> tuple[int, dict[str, Any]]:
    return status, {"ok": False, "error_code": status, "description": words}


@contextlib.contextmanager
def bot_server() -> Iterator[BotServer]:
    """Give one for as long as it is needed."""
    started = BotServer()
    try:
        yield started
    finally:
        started.stop()
