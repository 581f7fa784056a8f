"""Stopping: what is at hand is finished and written down, nothing new is begun, and whoever comes after need not wait.

Real processes of the program over both databases; each gets two signals.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from models.check_books import check
from models.customers import Tier
from models.database import Database
from tests.deploys import load
from tests.deploys.outside import outside
from tests.deploys.running import Running, wait_for
from tests.stage import CHATS, PIN, Stage

SIGNALS = {"sqlite": (signal.SIGTERM, signal.SIGINT), "postgresql": (signal.SIGINT, signal.SIGTERM)}
CALM_SECONDS = 0.3
"""After this what was begun waits at the lock."""


@pytest.fixture
def budi(database: Database) -> Stage:
    """A Premium customer on Telegram; Sari too."""
    made = Stage(database)
    made.add("budi", tier=Tier.PREMIUM, balance=1_250_000, channels=("telegram",))
    made.add("sari", channels=("telegram",))
    return made


@contextmanager
def nobody_writes(database: Database) -> Iterator[None]:
    """Keep every transaction of the program waiting that would write about a customer."""
    with database.begin() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT 1 FROM identities FOR UPDATE"))
            connection.execute(text("SELECT 1 FROM customers FOR UPDATE"))
        yield


def test_the_web_answers_what_is_in(budi: Stage, tmp_path: Path) -> None:
    running = Running(tmp_path, budi.database, "http://127.0.0.1:1")
    web = running.start("serve")
    said: list[str] = []

    def write() -> None:
        line = load._Line(running.port, keep=True)
        said.append(line.post(load.telegram(870_000_001, CHATS["budi"], "Budi", "saldo")))
        line.close()

    writing = threading.Thread(target=write)
    with nobody_writes(budi.database):
        writing.start()
        time.sleep(CALM_SECONDS)
        for each in SIGNALS[budi.database.engine.dialect.name]:
            web.tell(each)
            time.sleep(CALM_SECONDS)
        assert said == []
    writing.join()
    assert said == [""]
    assert web.wait() == 0
    assert running.name() == ""
    assert statuses(budi.database, "in") == ["handled"]


def test_the_sender_finishes_what_is_on_its_way(budi: Stage, tmp_path: Path) -> None:
    assert budi.intake.receive(budi.message("telegram", "budi", text="saldo")).outcome is not None
    with outside() as (world, api):
        world.late = 1
        sender = Running(tmp_path, budi.database, api).start("send")
        assert world.waiting.wait(10)
        for each in SIGNALS[budi.database.engine.dialect.name]:
            sender.tell(each)
        assert budi.intake.receive(budi.message("telegram", "sari", text="saldo")).outcome is not None
        assert sender.wait(10) == 0
        assert world.sent.total() == 1
    assert statuses(budi.database, "out") == ["sent", "queued"]


def test_the_worker_finishes_its_job_and_leaves_no_lease(budi: Stage, tmp_path: Path) -> None:
    for words in ("tarik 300rb di alfamart", "ya", PIN):
        budi.intake.receive(budi.message("telegram", "budi", text=words))
    with budi.database.begin() as connection:
        connection.execute(text("UPDATE clock SET offset_ms = offset_ms + :by"), {"by": 16 * 60_000})
    assert budi.balance("budi") == 950_000
    running = Running(tmp_path, budi.database, "http://127.0.0.1:1")
    worker = running.start("work")
    with nobody_writes(budi.database):
        time.sleep(CALM_SECONDS)
        for each in SIGNALS[budi.database.engine.dialect.name]:
            worker.tell(each)
    assert worker.wait(10) == 0
    with budi.database.read() as connection:
        assert connection.execute(text("SELECT COUNT(*) FROM jobs WHERE lease_until > 0")).scalar_one() == 0
        assert check(connection) == []
    another = running.start("work")
    wait_for(lambda: budi.balance("budi") == 1_250_000, "the held money to come back", 5)
    assert another.end()[0] == 0


def statuses(database: Database, direction: str) -> list[str]:
    """Return what became of the messages in or out, oldest first."""
    asked = text("SELECT status FROM messages WHERE direction = :direction AND kind = 'text' ORDER BY id")
    with database.read() as connection:
        return [row.status for row in connection.execute(asked, {"direction": direction})]
