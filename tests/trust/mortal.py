"""A mortal stage: people at their phones as ever, but the program is a process that dies where the test wants.

After a death a minute passes, the program is started again, and whoever waited for an answer tries again: the channel
delivers the same message, the browser sends the same form, the till repeats its call.
"""

from __future__ import annotations

import atexit
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from multiprocessing.connection import Connection, Listener
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bot.intake import Received
from bot.message import Doing, Message, Outgoing
from models.database import Database
from tests.databases import as_owner
from tests.rows import all_rows
from tests.stage import PUBLIC_URL, Recorder, Stage
from tests.trust import dying

LIFE_SECONDS_MAX = 60
ROOT = Path(__file__).parents[2]
_MINUTE = (
    "UPDATE messages SET lease_until = 0 WHERE status = 'sending'",
    "UPDATE jobs SET lease_until = 0 WHERE lease_until > 0",
)

_NUMBERED = {"approve": "applications", "refuse": "applications", "hand-back": "cases"}
"""Commands that begin with a number, and of what it is."""


class Nursery:
    """Where lives begin; one at a time."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="kaspro-nursery-"))
        self.log = self._folder / "log"
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.trust.dying"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self._listener = Listener(str(self._folder / "line"), family="AF_UNIX")
        atexit.register(self.close)

    def born(self, url: str, folder: Path, faults: Sequence[str]) -> Connection:
        """Start the program over this database, and return the line to it."""
        assert self._process.stdin is not None
        order = {"address": self._listener.address, "url": url, "folder": str(folder), "faults": list(faults)}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return self._listener.accept()

    def ended(self) -> int:
        """Return how the last life ended."""
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """No more lives."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(10)
        self._listener.close()
        shutil.rmtree(self._folder, ignore_errors=True)


@cache
def nursery() -> Nursery:
    """The one of this process."""
    return Nursery()


class _Files(dict[str, bytes]):
    """Files that customers sent, where the program's process can have them."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def __setitem__(self, name: str, data: bytes) -> None:
        super().__setitem__(name, data)
        (self._folder / name).write_bytes(data)


class Outlived(Recorder):
    """What the program's process had sent, by the files that it leaves."""

    def __init__(self, name: str, folder: Path) -> None:
        super().__init__(name)
        self.files = _Files(folder)
        self._sent = dying.Kept(folder / f"{name}.sent")
        self._done = dying.Kept(folder / f"{name}.done")

    @property
    def sent(self) -> list[Outgoing]:
        """What came, oldest first."""
        return self._sent.all()

    @sent.setter
    def sent(self, _: list[Outgoing]) -> None:
        """The file is what counts."""

    @property
    def done(self) -> list[Doing]:
        """What was done silently, oldest first."""
        return self._done.all()

    @done.setter
    def done(self, _: list[Doing]) -> None:
        """The file is what counts."""


@dataclass
class Answered:
    """What a browser shows."""

    status_code: int
    headers: dict[str, str]
    text: str


class Mortal(Stage):
    """`plan` says at which points the process dies, by the number of the call in which it does."""

    def __init__(
        self, database: Database, plan: Mapping[int, Iterable[str]] | None = None, *, faults: Sequence[str] = ()
    ) -> None:
        self.plan = {call: set(points) for call, points in (plan or {}).items()}
        self.faults = faults
        self.hits: list[tuple[str, set[str]]] = []
        """For each call: what it was, and which points it came to."""
        self.deaths: list[str] = []
        self.delivered: list[Message] = []
        self.folder = Path(tempfile.mkdtemp(prefix="kaspro-mortal-"))
        self._line: Connection | None = None
        super().__init__(database)

    def __post_init__(self) -> None:
        super().__post_init__()
        shutil.rmtree(self.media.path, ignore_errors=True)
        self.recorders = {name: Outlived(name, self.folder) for name in self.recorders}

    def restart(self) -> None:
        """The process is started again when it dies, and only then."""
        super().restart()
        self.wallet.__dict__.update(intake=self, web=self)
        self.intake = self  # type: ignore[assignment]  # deliveries go to the process

    def close(self) -> None:
        """End the process."""
        if self._line is not None:
            self._line.close()
            self._line = None
            assert nursery().ended() == 0
        shutil.rmtree(self.folder)

    # What the process does

    def receive(self, said: Message) -> Received:
        """Web: a channel delivers until it is answered."""
        self.delivered.append(said)
        received: Received = self._have("receive", said)
        return received

    def test_client(self) -> Mortal:
        """A browser."""
        return self

    @property
    def web(self) -> Any:
        """A browser."""
        return self

    def get(self, path: str) -> Answered:
        """Web: a browser looks."""
        return Answered(*self._have("get", path))

    def post(self, path: str, **given: Any) -> Answered:
        """Web: a browser sends a form, again if nothing comes back."""
        return Answered(*self._have("post", path, given))

    def send(self) -> None:
        """Sender."""
        self._have("send")

    def wait(self, by: timedelta) -> None:
        """Time passes, and the worker does what is due by then."""
        with self.database.begin() as connection:
            moved = {"by": int(by.total_seconds() * 1000)}
            connection.execute(text("UPDATE clock SET offset_ms = offset_ms + :by"), moved)
        self.work()

    def work(self) -> None:
        """Worker."""
        self._have("work")

    def staff(self, arguments: Sequence[str]) -> int:
        """A staff member's command, done at once; the number in it is the how manieth, as in the story.

        A turn that died took its numbers with it on PostgreSQL: what the story knows as 1 may be 3 there.
        """
        command, *given = arguments
        if command in _NUMBERED:
            ids = sorted(row["id"] for row in all_rows(self.database)[_NUMBERED[command]])
            given[0] = str(ids[int(given[0]) - 1])
        done = super().staff([command, *given])
        assert done == 0, arguments
        return done

    def order(self, order: Any) -> Any:
        """A partner calls until it is answered."""
        return self._have("order", order)

    def _number_on(self, page: str, number: str = "") -> Any:
        """The next page is the one in the chat, if the answer that led there was lost."""
        answer = super()._number_on(page, number)
        if answer.status_code == 303 and answer.headers.get("Location") == page:
            self._line_only("send")
            chats = [[link for out in each.sent for link in _links(out)] for each in self.recorders.values()]
            answer.headers["Location"] = next(links for links in chats if page in links)[-1]
        return answer

    # Its lives

    def _have(self, what: str, *given: Any) -> Any:
        armed = self.plan.get(len(self.hits), set())
        self.hits.append((what, set()))
        return self._line_only(what, *given, armed=armed)

    def _line_only(self, what: str, *given: Any, armed: Iterable[str] = ()) -> Any:
        """Have something done, in as many lives as it takes."""
        armed = set(armed)
        while True:
            if self._line is None:
                self._line = nursery().born(
                    self.database.url.render_as_string(hide_password=False), self.folder, self.faults
                )
            how, answer, hits = self._asked(self._line, what, given, frozenset(armed))
            self.hits[-1][1].update(hits)
            if how == "done":
                return answer
            if how == "failed":
                raise AssertionError(f"{what} failed:\n{answer}")
            self._line.close()
            self._line = None
            assert nursery().ended() == dying.KILLED
            self.deaths.append(answer)
            armed.discard(answer)
            as_owner(self.database, *_MINUTE)

    @staticmethod
    def _asked(line: Connection, *asked: Any) -> Any:
        try:
            line.send(asked)
            assert line.poll(LIFE_SECONDS_MAX), f"{asked[0]} hangs"
            return line.recv()
        except (EOFError, OSError) as gone:
            raise AssertionError(f"it died by itself:\n{nursery().log.read_text()[-4000:]}") from gone


def _links(out: Outgoing) -> list[str]:
    return [each.url.removeprefix(PUBLIC_URL) for each in out.buttons if each.url.startswith(PUBLIC_URL)]
