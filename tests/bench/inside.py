"""Inside: the real program's WSGI app in this process, posted to without a server, one message after the other."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from app import Wallet
from models.database import Database
from tests.bench.people import SETTINGS, Person, update
from tests.stage import settings


def wallet_over(database: Database) -> Wallet:
    """Return the program over this database, with real hashes of PINs."""
    named = {name.lower(): value for name, value in SETTINGS.items()}
    url = database.url.render_as_string(hide_password=False)
    return Wallet(settings(**named, database_url=url))


class Talker:
    """People who say the same lines over and over, each in her own chat, to the next one's number."""

    def __init__(self, app: Callable[..., Any], people: Sequence[Person], lines: Sequence[str], first: int = 1) -> None:
        self._app = app
        self._people = people
        self._lines = lines
        self._first = first
        self.said = 0

    def say(self, count: int) -> None:
        """Have so many messages answered."""
        for _ in range(count):
            nth, line = divmod(self.said, len(self._lines))
            one, other = (self._people[(nth + next_) % len(self._people)] for next_ in (0, 1))
            said = self._lines[line].format(phone=other.phone)
            self.post(update(self._first + self.said, one.chat, said))
            self.said += 1

    def post(self, body: bytes) -> None:
        """Post one update; whatever is not answered 200 is an error."""
        status: list[str] = []
        answer = self._app(_environ(body), lambda told, _headers: status.append(told))
        b"".join(answer)
        answer.close()
        if status != ["200 OK"]:
            raise RuntimeError(f"answered {status}")


def _environ(body: bytes) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/telegram",
        "QUERY_STRING": "",
        "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "kaspro.example",
        "HTTP_X_TELEGRAM_BOT_API_SECRET_TOKEN": SETTINGS["TELEGRAM_SECRET"],
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
