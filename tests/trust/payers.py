"""Payers: a crowd that pays from several processes, and what that took: lost races, tries, and how long each turn was.

`python -m tests.trust.payers` is one more process at the same database; it reads its part and tells figures as JSON.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import event

from bot.intake import End, Received
from models.customers import CustomerId
from models.database import Database
from models.phone import Phone
from tests.stage import PIN, Stage
from tests.trust.crowd import Crowd, Member, at_once


@dataclass
class Figures:
    """What it took."""

    ends: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    """Errors of the database by SQLSTATE, or by SQLite's own name."""
    tries_max: int = 0
    """The most errors that one turn met."""
    seconds: list[float] = field(default_factory=list)

    def add(self, other: Figures) -> None:
        """Take another's in."""
        self.ends.update(other.ends)
        self.states.update(other.states)
        self.tries_max = max(self.tries_max, other.tries_max)
        self.seconds += other.seconds


class Payers(Crowd):
    """A crowd whose every turn is timed, and whose lost races are counted."""

    def __init__(self, stage: Stage, count: int, *, process: int = 0) -> None:
        super().__init__(stage, count)
        self.figures = Figures()
        self.deliveries = itertools.count(1 + process * 1_000_000)
        self._mine = threading.local()
        self._lock = threading.Lock()
        event.listen(stage.database.engine, "handle_error", self._failed)

    def _failed(self, context: Any) -> None:
        error = context.original_exception
        self._mine.errors = getattr(self._mine, "errors", 0) + 1
        with self._lock:
            name = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", type(error).__name__)
            self.figures.states[str(name)] += 1

    def say(self, member: Member, words: str, *, channel: str = "telegram") -> Received:
        """One of them writes; the turn is timed."""
        self._mine.errors, began = 0, time.monotonic()
        received = super().say(member, words, channel=channel)
        took = time.monotonic() - began
        with self._lock:
            self.figures.ends[received.end] += 1
            self.figures.seconds.append(took)
            self.figures.tries_max = max(self.figures.tries_max, self._mine.errors)
        return received

    def pay(self, payer: int, payee: int, times: int, channel: str) -> None:
        """Pay so often through the conversation; each is agreed to and must be paid."""
        who, to = self.members[payer], self.members[payee]
        for _ in range(times):
            for words in (f"kirim Rp1000 ke {to.phone.local}", "ya", PIN):
                received = self.say(who, words, channel=channel)
                assert received.end is End.HANDLED, received
            assert received.outcome is not None
            fact = received.outcome.fact
            assert fact is not None, received.outcome.replies
            assert fact.NAME == "sent", fact


class Beside(Stage):
    """A second process at a database that is already set up."""

    def set_clock(self, to: datetime) -> None:
        """It is what time it is."""


Part = tuple[int, int, int, str]
"""Who pays whom, how often, and on which channel."""


def pay_all(payers: Payers, parts: list[Part]) -> None:
    """All parts at once, a thread for each."""
    at_once(*[partial(payers.pay, *part) for part in parts])


@contextmanager
def in_another_process(payers: Payers, process: int, parts: list[Part]) -> Iterator[None]:
    """Have these parts paid by a process of its own, which begins when the block does and has ended when it has."""
    database = payers.stage.database
    told = {
        "url": database.url.render_as_string(hide_password=False),
        "process": process,
        "members": [[member.id, member.number, member.phone] for member in payers.members],
        "parts": parts,
    }
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.trust.payers"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(json.dumps(told) + "\n")
    child.stdin.flush()
    assert child.stdout.readline() == "ready\n"
    child.stdin.write("go\n")
    child.stdin.flush()
    try:
        yield
    finally:
        said, _ = child.communicate(timeout=600)
    assert child.returncode == 0
    found = json.loads(said)
    payers.figures.add(Figures(Counter(found["ends"]), Counter(found["states"]), found["tries_max"], found["seconds"]))


def main() -> None:
    """Be one more process."""
    told = json.loads(sys.stdin.readline())
    payers = Payers(Beside(Database(told["url"])), 0, process=told["process"])
    payers.members = [Member(CustomerId(id_), number, Phone(phone)) for id_, number, phone in told["members"]]
    print("ready", flush=True)
    sys.stdin.readline()
    pay_all(payers, [(payer, payee, times, channel) for payer, payee, times, channel in told["parts"]])
    print(json.dumps(vars(payers.figures)))


if __name__ == "__main__":
    main()
