"""One commit for several writers on SQLite: all of it is kept or nothing, and who fails takes nobody with her."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, OperationalError

from models.database import Database, lost_race
from models.gate import TOGETHER_MAX, Undone
from tests.databases import drop, fresh, on_sqlite

_WRITE = text("INSERT INTO leases (name, holder, until) VALUES (:name, '', 0)")
_NAMES = text("SELECT name FROM leases ORDER BY name")


class Crowd:
    """Writers who all wait at the gate before the first of them is done."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.commits = 0
        self.errors: dict[str, BaseException] = {}
        self.begun = threading.Event()
        self.go = threading.Event()
        event.listen(database.engine, "commit", self._count)

    def write(self, *works: tuple[str, Callable[[Connection], Any]]) -> None:
        """Have the first one hold the gate until all others wait for it."""
        threads = [threading.Thread(target=self._one, args=(nth, *work)) for nth, work in enumerate(works)]
        threads[0].start()
        assert self.begun.wait(10)
        for thread in threads[1:]:
            thread.start()
        while self.database._writers._waiting < len(works) - 1:
            pass
        self.go.set()
        for thread in threads:
            thread.join(10)
            assert not thread.is_alive()

    def names(self) -> list[str]:
        """Return what was kept."""
        with self.database.read() as connection:
            return list(connection.execute(_NAMES).scalars())

    def _one(self, nth: int, name: str, work: Callable[[Connection], Any]) -> None:
        try:
            with self.database.begin() as connection:
                connection.execute(_WRITE, {"name": name})
                if nth == 0:
                    self.begun.set()
                    assert self.go.wait(10)
                work(connection)
        except BaseException as error:
            self.errors[name] = error

    def _count(self, _connection: Connection) -> None:
        self.commits += 1


@pytest.fixture
def crowd(database: Database) -> Crowd:
    return Crowd(database)


def nothing(_connection: Connection) -> None:
    """Nothing more."""


def stumble(_connection: Connection) -> None:
    """A turn that is begun anew, or crashes."""
    raise KeyError("stumbled")


@on_sqlite
def test_all_who_wait_are_kept_by_one_commit(crowd: Crowd) -> None:
    crowd.write(*[(f"w{nth}", nothing) for nth in range(TOGETHER_MAX)])
    assert crowd.commits == 1
    assert crowd.names() == [f"w{nth}" for nth in range(TOGETHER_MAX)]
    assert crowd.errors == {}


@on_sqlite
def test_nobody_waits_for_an_endless_row_of_others(crowd: Crowd) -> None:
    crowd.write(*[(f"w{nth}", nothing) for nth in range(TOGETHER_MAX + 1)])
    assert crowd.commits == 2


@on_sqlite
def test_who_fails_takes_nobody_with_her(crowd: Crowd) -> None:
    crowd.write(("a", nothing), ("b", stumble), ("c", nothing), ("d", stumble))
    assert crowd.names() == ["a", "c"]
    assert {name: type(error) for name, error in crowd.errors.items()} == {"b": KeyError, "d": KeyError}


@on_sqlite
def test_when_the_first_one_fails_the_others_begin_anew(crowd: Crowd) -> None:
    crowd.write(("a", stumble), ("b", nothing), ("c", nothing))
    assert crowd.names() == ["b", "c"]
    assert list(crowd.errors) == ["a"]


@on_sqlite
def test_a_commit_that_fails_is_everybodys_failure_and_may_be_tried_again(crowd: Crowd) -> None:
    def refuse(_connection: Connection) -> None:
        raise OperationalError("COMMIT", None, OSError("no space left on device"))

    event.listen(crowd.database.engine, "commit", refuse)
    crowd.write(("a", nothing), ("b", nothing), ("c", nothing))
    event.remove(crowd.database.engine, "commit", refuse)
    assert crowd.names() == []
    assert set(crowd.errors) == {"a", "b", "c"}
    undone = [error for error in crowd.errors.values() if isinstance(error, Undone)]
    assert len(undone) == 2
    assert all(lost_race(error) for error in undone)
    assert isinstance(next(error for error in crowd.errors.values() if not isinstance(error, Undone)), DBAPIError)
    crowd.database.run(lambda connection: connection.execute(_WRITE, {"name": "later"}))
    assert crowd.names() == ["later"]


@on_sqlite
def test_a_transaction_that_the_database_gave_up_keeps_nothing_of_anybody(crowd: Crowd) -> None:
    def give_up(connection: Connection) -> None:
        connection.connection.driver_connection.rollback()  # type: ignore[union-attr]  # as SQLite does at a full disk
        raise OperationalError("INSERT", None, OSError("disk full"))

    crowd.write(("a", nothing), ("b", give_up))
    assert crowd.names() == []
    assert isinstance(crowd.errors["a"], Undone)
    crowd.database.run(lambda connection: connection.execute(_WRITE, {"name": "later"}))
    assert crowd.names() == ["later"]


def test_a_database_is_given_back_with_nobody_in_it(tmp_path: Path) -> None:
    made = fresh("sqlite", tmp_path)
    with made.begin() as connection:
        connection.execute(_WRITE, {"name": "one"})
    drop(made)
    assert made.engine.pool.checkedout() == 0  # type: ignore[attr-defined]  # of the pool that SQLite has
