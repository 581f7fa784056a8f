"""D8: the database is locked from outside, its disk is full or fails: what is not kept is answered 503, and it heals.

PostgreSQL's own disk cannot be filled from here: the server is made to refuse as it does then (53100), or is read-only.
"""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from bot.intake import End
from models.check_books import check
from models.customers import Tier
from models.database import Database
from tests.databases import as_owner, on_postgresql, on_server, on_sqlite
from tests.stage import PIN, Stage
from tests.trust.crowd import LONGER
from tests.trust.score import figure

HELD_SECONDS = 8.0 if LONGER > 1 else 1.0
PAYMENTS = 60 if LONGER > 1 else 12
WORDS = ("kirim 10rb ke 081298764567", "ya", PIN)
KIB = 1_024

HOLD_LOCK = (
    "import sqlite3, sys\n"
    "line = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
    "line.execute('BEGIN IMMEDIATE')\n"
    "print('held', flush=True)\n"
    "sys.stdin.readline()\n"
    "line.execute('ROLLBACK')\n"
)
HOLD_GATE = (
    "import fcntl, sys\n"
    "gate = open(sys.argv[1] + '.gate', 'ab')\n"
    "fcntl.flock(gate, fcntl.LOCK_EX)\n"
    "print('held', flush=True)\n"
    "sys.stdin.readline()\n"
)


class Story:
    """Budi pays again and again; his channel delivers each message until it is answered 2xx."""

    def __init__(self, stage: Stage, *, heals_after: int = 3) -> None:
        """The fault is mended after so many deliveries were refused."""
        self.stage = stage
        self._heals_after = heals_after
        self.kept: list[str] = []
        self.refused = 0
        self.told_failed = 0
        """Payments that she was told had failed: what is said there is small enough to fit where they do not."""
        self.ends: Counter[End] = Counter()

    def go(self, heal: Callable[[], None], payments: int = PAYMENTS) -> None:
        """Pay so often; when some deliveries were refused the fault is mended, and nothing else is done about it."""
        for _ in range(payments):
            for words in WORDS:
                if self._say(words, heal) is End.APOLOGISED:
                    self.told_failed += 1
                    while self._say("batal", heal) is End.APOLOGISED:
                        pass
                    break

    def _say(self, words: str, heal: Callable[[], None]) -> End:
        message = self.stage.message("telegram", "budi", text=words)
        while True:
            end = self.stage.intake.receive(message).end
            self.ends[end] += 1
            if end is not End.FAILED:
                self.kept.append(f"telegram:{message.key}")
                return end
            self.refused += 1
            assert self.refused < 5 * self._heals_after, "it does not heal"
            if self.refused == self._heals_after:
                heal()

    def judge(self, what: str, payments: int = PAYMENTS, *, refused: bool = True) -> None:
        """What was acknowledged is there, and each payment was made once."""
        with self.stage.database.read() as connection:
            there = set(connection.execute(text("SELECT delivery FROM messages WHERE direction = 'in'")).scalars())
            paid = connection.execute(text("SELECT COUNT(*) FROM transfers WHERE code = 'transfer'")).scalar_one()
            findings = check(connection)
        missing = len(set(self.kept) - there)
        told = (
            f"{what}: {len(self.kept)} messages acknowledged, {missing} of them missing, {self.refused} answered 503; "
            f"{paid} of {payments} payments, {self.told_failed} told as failed"
        )
        payments -= self.told_failed
        lost, doubled = missing + max(payments - paid, 0), max(paid - payments, 0)
        figure("D8", self.stage.database, told, lost=lost, doubled=doubled)
        assert missing == 0
        assert paid == payments
        assert (self.refused > 0) == refused
        assert set(self.ends) <= {End.HANDLED, End.FAILED, End.APOLOGISED}, self.ends
        assert findings == []


# SQLite: the lock.


@contextmanager
def held_by_another(program: str, database: Database, seconds: float | None = None) -> Iterator[Callable[[], None]]:
    """Have another process hold a lock, for so long or until it is told to let go."""
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(database.url.database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"

    def let_go() -> None:
        with contextlib.suppress(ValueError, BrokenPipeError):
            child.communicate("\n", timeout=10)

    timer = threading.Timer(seconds or 0, let_go)
    if seconds:
        timer.start()
    try:
        yield let_go
    finally:
        if seconds:
            timer.join()
        else:
            let_go()


@on_sqlite
@pytest.mark.parametrize("program", [HOLD_LOCK, HOLD_GATE], ids=["lock", "gate"])
def test_another_process_holds_the_write_lock_for_a_while(program: str, stage: Stage) -> None:
    story, began = Story(stage), time.monotonic()
    with held_by_another(program, stage.database, HELD_SECONDS):
        story.go(lambda: None, 1)
    waited = time.monotonic() - began
    name = "the lock" if program == HOLD_LOCK else "the gate"
    story.judge(f"{name} held for {HELD_SECONDS:.0f} s, waited {waited:.1f} s", 1, refused=False)
    assert waited > HELD_SECONDS * 0.9


@on_sqlite
def test_another_process_holds_the_write_lock_for_longer_than_we_wait(stage: Stage) -> None:
    impatient(stage.database, "PRAGMA busy_timeout = 100")
    story = Story(stage)
    with held_by_another(HOLD_LOCK, stage.database) as let_go:
        story.go(let_go, 2)
    story.judge("the lock held for longer than we wait", 2)


@on_sqlite
def test_the_gate_cannot_be_opened(stage: Stage) -> None:
    """As on a file system that has become read-only."""
    stage.database.close()
    gate = Path(f"{stage.database.url.database}.gate")
    gate.unlink(missing_ok=True)
    gate.mkdir()
    story = Story(stage)
    story.go(gate.rmdir, 2)
    story.judge("the gate cannot be opened", 2)


def impatient(database: Database, *statements: str) -> None:
    """Have each connection begin with these statements, so that waits are short."""
    database.close()

    @event.listens_for(database.engine, "checkout")
    def prepare(connection: Any, _record: Any, _proxy: Any) -> None:
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        cursor.close()
        if not database.is_sqlite:
            connection.commit()


# SQLite: the disk.


@on_sqlite
def test_the_database_may_not_grow(stage: Stage) -> None:
    with stage.database.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    most = [pages + 3]
    stage.database.close()

    @event.listens_for(stage.database.engine, "checkout")
    def limit(connection: Any, _record: Any, _proxy: Any) -> None:
        connection.execute(f"PRAGMA max_page_count = {most[0]}")

    story = Story(stage)
    story.go(lambda: most.__setitem__(0, 1_000_000))
    story.judge("SQLITE_FULL")


@on_sqlite
def test_writes_to_the_database_fail(stage: Stage) -> None:
    """A limit on the size of files makes the kernel refuse the write itself: an I/O error for SQLite."""
    file = Path(str(stage.database.url.database))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def heal() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    story = Story(stage)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size + 24 * KIB, before[1]))
        story.go(heal)
    finally:
        heal()
    story.judge("SQLITE_IOERR on write")


@pytest.mark.long
@on_sqlite
def test_the_disk_is_full(database: Database, tmp_path: Path) -> None:
    """A file system of three megabytes in memory, filled to the last page."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    small = None
    try:
        target = folder / "kaspro.db"
        target.write_bytes(Path(str(database.url.database)).read_bytes())
        small = Database(f"sqlite:///{target}")
        stage = Stage(small)
        stage.add("budi", tier=Tier.PREMIUM, balance=1_250_000, channels=("telegram",))
        stage.add("sari", channels=("telegram",))
        filler = folder / "filler"
        with filler.open("wb", buffering=0) as filling, contextlib.suppress(OSError):
            while filling.write(b"x" * 4 * KIB):
                pass
        story = Story(stage)
        story.go(filler.unlink)
        story.judge("ENOSPC")
    finally:
        if small is not None:
            small.close()
        subprocess.run(["umount", "--lazy", folder], check=True)


# PostgreSQL.


@on_postgresql
def test_a_row_is_locked_for_a_while(stage: Stage) -> None:
    story, began = Story(stage), time.monotonic()
    with locked(stage.database) as let_go:
        threading.Timer(HELD_SECONDS * 0.9, let_go).start()
        story.go(lambda: None, 1)
    waited = time.monotonic() - began
    story.judge(f"her row held for {HELD_SECONDS * 0.9:.1f} s, waited {waited:.1f} s", 1, refused=False)


@on_postgresql
def test_a_row_is_locked_for_longer_than_we_wait(stage: Stage) -> None:
    if LONGER == 1:
        impatient(stage.database, "SET lock_timeout = '100ms'")
    story = Story(stage, heals_after=1 if LONGER > 1 else 3)
    with locked(stage.database) as let_go:
        story.go(let_go, 2)
    story.judge("her row held over lock_timeout", 2)


@contextmanager
def locked(database: Database) -> Iterator[Callable[[], None]]:
    """Have somebody else hold the rows of all identities."""
    other = Database(database.url.render_as_string(hide_password=False))
    connection = other.engine.connect()
    connection.execute(text("SELECT id FROM identities FOR UPDATE"))
    try:
        yield connection.rollback
    finally:
        connection.close()
        other.close()


@on_postgresql
def test_the_servers_disk_is_full(stage: Stage) -> None:
    refuse = (
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$"
    )
    on_insert = "CREATE TRIGGER full_disk BEFORE INSERT ON {} FOR EACH ROW EXECUTE FUNCTION full_disk()"
    as_owner(stage.database, refuse, on_insert.format("messages"), on_insert.format("transfers"))
    story = Story(stage)
    story.go(lambda: as_owner(stage.database, "DROP FUNCTION full_disk CASCADE"), 2)
    story.judge("53100 disk_full", 2)


@on_postgresql
def test_the_server_is_read_only(stage: Stage) -> None:
    name = stage.database.url.database
    stage.database.close()
    on_server("postgres", f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    story = Story(stage)

    def heal() -> None:
        # As a server that is promoted: whoever is connected to the old one is cut off.
        on_server(
            "postgres",
            f"ALTER DATABASE {name} RESET default_transaction_read_only",
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
        )

    story.go(heal, 2)
    story.judge("25006 read only, then cut off", 2)
