"""Dying: the program in a process of its own that can be made to die at a named point, as by `kill -9`.

`python -m tests.trust.dying` is the nursery: it imports the program once, has no thread and no connection, and forks a
life whenever it is told to. Nothing in the program knows of it: every point is put around the program's own functions,
statements and commits from here. What a channel took is written to a file at once, so it outlives its sender.
"""

from __future__ import annotations

import asyncio
import functools
import gc
import importlib
import itertools
import json
import os
import pickle
import sys
import tempfile
import threading
import traceback
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Client, Connection
from pathlib import Path
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.engine import Engine

import app
from bot.channels.base import Unfetched
from bot.intake import Intake, Received
from bot.message import Doing, Kind, Message, Outgoing, Result, Sent
from bot.outcomes import Ended
from bot.sender import Sender
from bot.taking import PhotoTaker
from models import jobs
from models.clock import to_ms
from models.database import Database
from models.media import MediaStore
from models.orders import Order, carry_out
from models.secrets import Secrets
from tests.stage import Recorder, Stage, settings

KILLED = 137
"""The exit status that a shell shows after `kill -9`."""

FUNCTIONS = {
    "turn: before anything": ("before", "bot.intake:Intake.receive"),
    "turn: after the locks": ("after", "bot.intake:Intake._enter"),
    "turn: before the dedupe row": ("before", "bot.intake:keep_incoming"),
    "turn: after the dedupe row": ("after", "bot.intake:keep_incoming"),
    "turn: after slow work": ("after", "models.slow:Slow.do"),
    "turn: after a fact was queued": ("after", "models.conversations:queue"),
    "turn: after the replay": ("after", "bot.engine:Turn.take"),
    "turn: after the page's link": ("after", "bot.intake:make_link"),
    "turn: before state and reply": ("before", "bot.intake:write_together"),
    "turn: after state and reply": ("after", "bot.intake:write_together"),
    "turn: before the channel's answer": ("after", "bot.intake:Intake.receive"),
    "page: before what was typed is read": ("before", "bot.keypad:_message"),
    "page: before the browser's answer": ("before", "bot.keypad:_Pages.after"),
    "photo: before the file": ("before", "models.media:MediaStore.keep"),
    "photo: in the folder, not written through": ("before", "models.media:_sync"),
    "photo: between the file and its row": ("after", "models.media:MediaStore.keep"),
    "sender: before the words": ("before", "bot.carrying:word"),
    "sender: after the words": ("after", "bot.carrying:word"),
}
STATEMENTS = {
    "ledger: after the transfer's row": ("after", "INSERT INTO transfers"),
    "ledger: after the wallets' sums": ("after", "UPDATE accounts"),
    "job: after its deed": ("before", "DELETE FROM jobs WHERE id"),
}
SCOPES = {
    "turn": "bot.intake:Intake.receive",
    "photo's key": "bot.taking:PhotoTaker.take",
    "claim": "bot.sender:Sender._claim",
    "words": "bot.carrying:word",
    "mark": "bot.outcomes:Outcomes.write",
    "lease": "models.jobs:_claimed",
    "job": "models.jobs:do_due",
    "till": "tests.trust.dying:Life.order",
}
"""Whose commits are points, each just before and just after."""
CHANNEL = ("sender: the channel took it", "sender: the channel did a silent act")
COMMITS = tuple(f"{scope}: {side} COMMIT" for scope in SCOPES for side in ("before", "after"))
POINTS = (*FUNCTIONS, *STATEMENTS, *COMMITS, *CHANNEL)
LOSING = frozenset(
    point
    for point in POINTS
    if point.partition(":")[0] in ("sender", "words", "mark") or point == "claim: after COMMIT"
)
"""Points between a claim and its mark: some message of that claim may end as unknown without having come."""


class Life:
    """One process of the program, from its start to its death; `line` leads to the test."""

    def __init__(self, url: str, folder: Path, line: Connection, faults: tuple[str, ...]) -> None:
        self._line = line
        self._armed: frozenset[str] = frozenset()
        self._hits: set[str] = set()
        self._scopes = threading.local()
        self._place_points()
        for fault in faults:
            FAULTS[fault]()
        self._recorders = {name: Outliving(name, folder, self.reached) for name in ("telegram", "whatsapp", "sms")}
        self._wallet = app.Wallet(settings())
        self._database = Database(url)
        secrets = Secrets(key=settings().secret_key, pepper=settings().pin_pepper, memory_kib=8, passes=1)
        media = MediaStore(folder / "media")
        photos = PhotoTaker(self._database, secrets, media, self._recorders)
        self._wallet.__dict__.update(database=self._database, secrets=secrets, media=media, photos=photos)
        self._secrets = secrets

    def serve(self) -> None:
        """Do what the test asks for, until it hangs up."""
        while True:
            try:
                what, given, self._armed = self._line.recv()
            except EOFError:
                return
            self._hits = set()
            try:
                answer = getattr(self, what)(*given)
            except Exception:
                self._line.send(("failed", traceback.format_exc(), self._hits))
            else:
                self._line.send(("done", answer, self._hits))

    def reached(self, point: str) -> None:
        """Die here, if the test wants that."""
        self._hits.add(point)
        if point in self._armed:
            self._die(point)

    def _die(self, point: str) -> None:
        self._line.send(("dead", point, self._hits))
        os._exit(KILLED)

    # What the test asks for

    def receive(self, said: Message) -> Received:
        """Web: a channel delivers."""
        return Received(self._wallet.intake.receive(said).end)

    def get(self, path: str) -> tuple[int, dict[str, str], str]:
        """Web: a browser looks."""
        return _told(self._wallet.web.test_client().get(path))

    def post(self, path: str, given: dict[str, Any]) -> tuple[int, dict[str, str], str]:
        """Web: a browser sends a form."""
        return _told(self._wallet.web.test_client().post(path, **given))

    def send(self) -> None:
        """Sender: empty the queue."""
        asyncio.run(Sender(self._database, self._recorders, self._secrets, app.TRAITS.__getitem__).drain())

    def work(self) -> int:
        """Worker: do what is due."""
        return jobs.do_due(self._database, self._secrets)

    def order(self, order: Order[Any]) -> Any:
        """A partner's call."""
        return self._database.run(lambda connection: carry_out(Stage.desk(self, connection), order))  # type: ignore[arg-type]  # it only asks for the secrets

    def migrate(self, dies_at: int) -> int:
        """An operator: bring the tables up to date; die before the statement of this number, or return how many."""
        count = itertools.count(1)

        def look(*_: Any) -> None:
            if next(count) == dies_at:
                self._die("a migration")

        event.listen(Engine, "before_cursor_execute", look)
        self._database.migrate()
        return next(count) - 1

    @property
    def secrets(self) -> Secrets:
        """What hashes and seals."""
        return self._secrets

    # The points

    def _place_points(self) -> None:
        for scope, place in SCOPES.items():
            _wrap(place, functools.partial(self._in_scope, scope))
        for point, (side, place) in FUNCTIONS.items():
            _wrap(place, functools.partial(self._beside, point, side == "before"))
        _wrap("models.executing:Direct.execute", self._around_statement)
        begin, reached, scope_of = Database.begin, self.reached, self._scope

        @contextmanager
        def watched(database: Database) -> Iterator[Any]:
            with begin(database) as connection:
                yield connection
                reached(f"{scope_of()}: before COMMIT")
            reached(f"{scope_of()}: after COMMIT")

        setattr(Database, "begin", watched)  # noqa: B010  mypy knows that nobody does this

    def _scope(self) -> str:
        stack = getattr(self._scopes, "stack", ())
        return stack[-1] if stack else "nobody"

    def _in_scope(self, scope: str, function: Callable[..., Any], *given: Any, **named: Any) -> Any:
        before = getattr(self._scopes, "stack", ())
        self._scopes.stack = (*before, scope)
        try:
            return function(*given, **named)
        finally:
            self._scopes.stack = before

    def _around_statement(
        self, function: Callable[..., Any], connection: Any, statement: Any, *given: Any, **named: Any
    ) -> Any:
        points = [(side, point) for point, (side, words) in STATEMENTS.items() if words in str(statement)]
        for side, point in points:
            if side == "before":
                self.reached(point)
        came = function(connection, statement, *given, **named)
        for side, point in points:
            if side == "after":
                self.reached(point)
        return came

    def _beside(self, point: str, before: bool, function: Callable[..., Any], *given: Any, **named: Any) -> Any:
        if before:
            self.reached(point)
        came = function(*given, **named)
        if not before:
            self.reached(point)
        return came


class Outliving(Recorder):
    """A channel whose other end is a file, written before the sender hears of it."""

    def __init__(self, name: str, folder: Path, reached: Callable[[str], None]) -> None:
        super().__init__(name)
        self._folder = folder
        self._reached = reached

    async def send(self, out: Outgoing) -> Sent:
        """Keep it for good."""
        append(self._folder / f"{self.name}.sent", out)
        self._reached("sender: the channel took it")
        return Sent(Result.SENT, message_id=uuid.uuid4().hex)

    async def do(self, doing: Doing) -> Sent:
        """Keep it for good."""
        append(self._folder / f"{self.name}.done", doing)
        self._reached("sender: the channel did a silent act")
        return Sent(Result.SENT)

    def fetch(self, media: str) -> bytes:
        """What a test put there."""
        file = self._folder / media
        if not file.exists():
            raise Unfetched("status 404", permanent=False)
        return file.read_bytes()


def append(file: Path, what: Any) -> None:
    """Write one thing at the end of a file, in one write."""
    with file.open("ab", buffering=0) as end:
        end.write(pickle.dumps(what))


class Kept:
    """The things that are in a file, read as far as they were not yet."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read_to = 0
        self._found: list[Any] = []

    def all(self) -> list[Any]:
        """Return them, oldest first."""
        if self._file.exists() and self._file.stat().st_size > self._read_to:
            with self._file.open("rb") as begun:
                begun.seek(self._read_to)
                while begun.peek(1):
                    self._found.append(pickle.load(begun))  # noqa: S301  we wrote it
                self._read_to = begun.tell()
        return self._found


def _told(answer: Any) -> tuple[int, dict[str, str], str]:
    return answer.status_code, dict(answer.headers), answer.text


def _wrap(place: str, around: Callable[..., Any]) -> None:
    """Have a function of the program called through another one."""
    owner, name = _found(place)
    function = getattr(owner, name)

    @functools.wraps(function)
    def through(*given: Any, **named: Any) -> Any:
        return around(function, *given, **named)

    setattr(owner, name, through)


def _found(place: str) -> tuple[Any, str]:
    module, _, path = place.partition(":")
    owner = importlib.import_module(module)
    *outer, name = path.split(".")
    for each in outer:
        owner = getattr(owner, each)
    return owner, name


# Mistakes that a test seeds, to see that it finds them


def _dedupe_first() -> None:
    """The dedupe row is kept in a transaction of its own."""

    def apart(function: Callable[..., Any], connection: Any, *given: Any, **named: Any) -> Any:
        kept = function(connection, *given, **named)
        driver = connection.connection.driver_connection
        driver.execute("COMMIT")
        driver.execute("BEGIN IMMEDIATE")
        return kept

    _wrap("bot.intake:keep_incoming", apart)


def _reply_after_commit() -> None:
    """The reply is queued after the turn's commit, in a transaction of its own."""

    def later(function: Callable[..., Any], intake: Intake, connection: Any, *given: Any) -> Any:
        driver = connection.connection.driver_connection
        driver.execute("COMMIT")
        driver.execute("BEGIN IMMEDIATE")
        return function(intake, connection, *given)

    _wrap("bot.intake:Intake._say", later)


def _mark_first() -> None:
    """A message is marked as sent before it is."""

    async def early(function: Callable[..., Any], sender: Any, claimed: Any) -> None:
        channel = sender._channels[claimed.channel]
        await asyncio.to_thread(sender._outcomes.write, Ended(claimed, channel, Sent(Result.SENT)))
        await function(sender, claimed)

    _wrap("bot.sender:Sender._send", early)


def _send_again() -> None:
    """What a dead sender held is simply sent again."""
    again = text("UPDATE messages SET status = 'queued' WHERE status = 'sending' AND lease_until < :now RETURNING id")

    def blindly(_function: Callable[..., Any], connection: Any, *, now: Any, **_: Any) -> int:
        return len(connection.execute(again, {"now": to_ms(now)}).all())

    _wrap("models.outbox:leave_behind", blindly)


def _job_done_first() -> None:
    """A job is over before it is done."""
    module = importlib.import_module("models.jobs")

    def early(_function: Callable[..., Any], connection: Any, job: Any, secrets: Any) -> Any:
        mine = {"id": job.id, "due": job.due_at, "attempts": job.attempts}
        connection.execute(module._FINISH, mine)
        driver = connection.connection.driver_connection
        driver.execute("COMMIT")
        driver.execute("BEGIN IMMEDIATE")
        module._DEEDS[job.kind](module.Desk(connection, module.now(connection), secrets, module.Slow()), job.subject)
        return 1

    _wrap("models.jobs:_do", early)


FAULTS: dict[str, Callable[[], None]] = {
    "the dedupe row apart": _dedupe_first,
    "the reply after the commit": _reply_after_commit,
    "the mark before the send": _mark_first,
    "sent again when in doubt": _send_again,
    "a job over before it is done": _job_done_first,
}


def nursery() -> None:
    """Fork a life for each line, and say how it ended."""
    _warm_up()
    gc.freeze()
    for order in sys.stdin:
        given = json.loads(order)
        born = os.fork()
        if born == 0:
            _live(given)
        print(os.waitstatus_to_exitcode(os.waitpid(born, 0)[1]), flush=True)


def _warm_up() -> None:
    """Have all imported and worked out that a first turn would, so that each life starts at once."""
    importlib.import_module("psycopg")
    with tempfile.TemporaryDirectory(prefix="kaspro-warm-") as folder:
        wallet = app.Wallet(settings(database_url=f"sqlite:///{folder}/warm.db"))
        wallet.database.migrate()
        wallet.intake.receive(Message("telegram", "1", "1", Kind.TEXT, text="saldo", body="1"))
        wallet.web.test_client().get("/pin/none")
        wallet.database.close()
    assert threading.active_count() == 1, "a process with threads cannot be forked"


def _live(given: dict[str, Any]) -> None:
    """Live, and never come back."""
    try:
        with Client(given["address"], family="AF_UNIX") as line:
            Life(given["url"], Path(given["folder"]), line, tuple(given["faults"])).serve()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    importlib.import_module("tests.trust.dying").nursery()  # Under its own name, by which the points find it.
