"""Jobs: done when they are due, once, by whichever worker; a worker that dies or fails leaves them to be done."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from sqlalchemy import text

from models import jobs
from models.clock import forward, now, real_now, to_ms
from models.database import Database
from models.jobs import claim, do_due, schedule, unschedule
from models.orders import Desk
from models.secrets import Secrets
from tests.models.books import at_once

SECRETS = Secrets(key="k" * 32, pepper="p" * 32, memory_kib=64, passes=1)


class Diary:
    """What was done, in the database and out of it."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.fails = 0

    def note(self, desk: Desk, subject: int) -> None:
        """Write a row and a memory of it; as often as told, fail afterwards."""
        values = {"at": to_ms(desk.now), "subject": str(subject)}
        desk.connection.execute(
            text("INSERT INTO audit (at, actor, action, subject, detail) VALUES (:at, 'job', 'note', :subject, '')"),
            values,
        )
        self.done.append(subject)
        if self.fails:
            self.fails -= 1
            raise RuntimeError("not yet")


@pytest.fixture
def diary(monkeypatch: pytest.MonkeyPatch) -> Diary:
    """A kind of job whose deeds are noted."""
    kept = Diary()
    monkeypatch.setitem(jobs._DEEDS, "note", kept.note)
    return kept


def plan(database: Database, subject: int, *, minutes: int = 0) -> None:
    with database.begin() as connection:
        schedule(connection, "note", subject, now(connection) + timedelta(minutes=minutes))


def rows(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.execute(text("SELECT subject FROM audit WHERE action = 'note' ORDER BY id")).scalars())


def left(database: Database) -> int:
    with database.read() as connection:
        return int(connection.execute(text("SELECT COUNT(*) FROM jobs WHERE kind = 'note'")).scalar_one())


def move_clock(database: Database, by: timedelta) -> None:
    with database.begin() as connection:
        forward(connection, by)


def leases_over(database: Database) -> None:
    with database.begin() as connection:
        connection.execute(text("UPDATE jobs SET lease_until = :past"), {"past": to_ms(real_now(connection)) - 1})


@pytest.mark.usefixtures("diary")
def test_a_job_is_done_when_it_is_due_and_its_row_goes(database: Database) -> None:
    plan(database, 1, minutes=15)
    assert do_due(database, SECRETS) == 0
    move_clock(database, timedelta(minutes=15))
    assert do_due(database, SECRETS) == 1
    assert rows(database) == ["1"]
    assert left(database) == 0


def test_what_is_due_first_is_done_first(database: Database, diary: Diary) -> None:
    for subject, minutes in ((3, 3), (1, 1), (2, 2)):
        plan(database, subject, minutes=minutes)
    move_clock(database, timedelta(minutes=5))
    do_due(database, SECRETS)
    assert diary.done == [1, 2, 3]


@pytest.mark.usefixtures("diary")
def test_a_job_is_put_off_by_planning_it_again(database: Database) -> None:
    plan(database, 1, minutes=15)
    plan(database, 1, minutes=60)
    move_clock(database, timedelta(minutes=30))
    assert do_due(database, SECRETS) == 0
    move_clock(database, timedelta(minutes=30))
    assert do_due(database, SECRETS) == 1


@pytest.mark.usefixtures("diary")
def test_a_job_taken_back_is_not_done(database: Database) -> None:
    plan(database, 1)
    with database.begin() as connection:
        unschedule(connection, "note", 1)
    assert do_due(database, SECRETS) == 0


def test_a_deed_may_plan_its_own_job_anew(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def again(desk: Desk, subject: int) -> None:
        schedule(desk.connection, "note", subject, desk.now + timedelta(hours=1))

    monkeypatch.setitem(jobs._DEEDS, "note", again)
    plan(database, 1)
    assert do_due(database, SECRETS) == 1
    assert left(database) == 1
    assert do_due(database, SECRETS) == 0


def test_a_job_that_fails_leaves_nothing_and_is_tried_again_later(
    database: Database, diary: Diary, caplog: pytest.LogCaptureFixture
) -> None:
    diary.fails = 1
    plan(database, 1)
    plan(database, 2)
    with caplog.at_level(logging.CRITICAL):
        assert do_due(database, SECRETS) == 1
    assert rows(database) == ["2"], "what the failed one wrote is gone, and it held up no other"
    assert do_due(database, SECRETS) == 0
    leases_over(database)
    assert do_due(database, SECRETS) == 1
    assert rows(database) == ["2", "1"]


@pytest.mark.usefixtures("diary")
def test_a_worker_that_dies_with_a_job_leaves_it_to_another(database: Database) -> None:
    plan(database, 1)
    with database.begin() as connection:
        assert claim(connection) is not None
    assert do_due(database, SECRETS) == 0
    leases_over(database)
    assert do_due(database, SECRETS) == 1


@pytest.mark.usefixtures("diary")
def test_a_worker_that_comes_too_late_does_nothing(database: Database) -> None:
    plan(database, 1)
    with database.begin() as connection:
        slow = claim(connection)
    assert slow is not None
    leases_over(database)
    assert do_due(database, SECRETS) == 1
    assert database.run(lambda connection: jobs._do(connection, slow, SECRETS)) == 0
    assert rows(database) == ["1"]


@pytest.mark.usefixtures("diary")
def test_many_workers_do_each_job_once(database: Database) -> None:
    for subject in range(20):
        plan(database, subject)
    at_once(*[lambda: do_due(database, SECRETS)] * 4)
    do_due(database, SECRETS)
    assert sorted(rows(database), key=int) == [str(subject) for subject in range(20)]
