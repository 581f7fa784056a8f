"""The sandbox's doubles, asked through the libraries that the wallet uses."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from flask import Blueprint, Flask
from werkzeug.serving import make_server

TOKEN = "123456:sandbox-token"
ACCOUNT = "AC" + "0" * 32
AUTH_TOKEN = "auth-token"
SENDER = "whatsapp:+6280000000001"
PATIENCE_SECONDS = 3.0


@dataclass
class Clock:
    """A clock that a test moves."""

    time: datetime = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **by: float) -> None:
        """Move ahead."""
        self.time += timedelta(**by)


@dataclass(frozen=True)
class Call:
    """A call that the webhook got."""

    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What the webhook answers."""

    status_code: int


@dataclass
class Webhook:
    """A webhook with memory; `answers` are given first, 0 for a lost connection, then always 200."""

    answers: list[int] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)

    def __call__(self, url: str, *, headers: Mapping[str, str], content: bytes) -> Answer:
        self.calls.append(Call(url, headers, content))
        status = self.answers.pop(0) if self.answers else 200
        if not status:
            raise ConnectionRefusedError(url)
        return Answer(status)


@contextmanager
def served(*blueprints: Blueprint) -> Iterator[str]:
    """Serve these on a loopback port, and yield its URL."""
    app = Flask("sandbox-test")
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def eventually(happened: Callable[[], bool]) -> None:
    """Return as soon as this holds; fail if it does not within a few seconds."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.01)
