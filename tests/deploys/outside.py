"""Outside: Telegram's and Twilio's servers on one port, which take every message and remember it."""

from __future__ import annotations

import itertools
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

BOT = {"id": 7_000_000_001, "is_bot": True, "first_name": "KasPro", "username": "kaspro_bot"}


class Outside:
    """What came, by channel, address and words."""

    def __init__(self) -> None:
        self.sent: Counter[tuple[str, str, str]] = Counter()
        self.late = 0.0
        """Seconds before a message is answered."""
        self.waiting = threading.Event()
        """Set as soon as somebody waits for such an answer."""
        self._ids = itertools.count(1)
        self._lock = threading.Lock()

    def telegram(self, method: str, fields: dict[str, str]) -> Any:
        """Answer a call of the Bot API."""
        if method == "getMe":
            return BOT
        if method != "sendMessage":
            return True
        chat = {"id": int(fields["chat_id"]), "type": "private"}
        return {"message_id": self._take("telegram", fields["chat_id"], fields["text"]), "date": 1, "chat": chat}

    def twilio(self, fields: dict[str, str]) -> Any:
        """Answer a message that is to be sent."""
        number = self._take("whatsapp", fields["To"], fields.get("Body", ""))
        return {"sid": f"SM{number:032x}", "status": "queued", "to": fields["To"], "from": fields["From"]}

    def _take(self, channel: str, to: str, text: str) -> int:
        if self.late:
            self.waiting.set()
            time.sleep(self.late)
        with self._lock:
            self.sent[channel, to, text] += 1
            return next(self._ids)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256


@contextmanager
def outside() -> Iterator[tuple[Outside, str]]:
    """Give the servers and where they listen."""
    world = Outside()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # One packet an answer: in two, each would wait for the other side's acknowledgement.

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            fields = {name: values[0] for name, values in parse_qs(body.decode()).items()}
            path = urlsplit(self.path).path
            if path.startswith("/telegram/"):
                self._answer(200, {"ok": True, "result": world.telegram(path.rpartition("/")[2], fields)})
            else:
                self._answer(201, world.twilio(fields))

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if path.startswith("/telegram/"):
                self._answer(200, {"ok": True, "result": world.telegram(path.rpartition("/")[2], {})})
            else:
                self._answer(200, {"messages": [], "next_page_uri": None, "page": 0, "page_size": 50})

        def _answer(self, status: int, content: Any) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = _Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield world, f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
