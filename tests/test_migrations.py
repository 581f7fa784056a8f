"""Migrations: what they make is what the classes say, however often and by however many they are run."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlmodel import SQLModel

import models.tables  # noqa: F401  every table
from models.database import Database
from models.migrating import Standing
from tests.databases import drop, on_server, postgres_server
from tests.rows import all_rows

ROOT = Path(__file__).parents[1]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without a table."""
    if request.param == "sqlite":
        made = Database(f"sqlite:///{tmp_path / 'new.db'}")
    else:
        name = f"kaspro_{uuid4().hex}"
        on_server("postgres", f"CREATE DATABASE {name}")
        made = Database(postgres_server().get_uri(name))
    yield made
    drop(made)


def schema(database: Database) -> dict[str, Any]:
    """Return tables, columns and indexes as the database tells them."""
    found = inspect(database.engine)
    return {
        table: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(table)],
            sorted(str(index["name"]) for index in found.get_indexes(table)),
        )
        for table in sorted(found.get_table_names())
    }


def test_the_tables_are_what_the_classes_say(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_every_table_of_the_classes_is_there(database: Database) -> None:
    assert set(SQLModel.metadata.tables) == set(schema(database)) - {"alembic_version"}


def test_money_has_64_bits(database: Database) -> None:
    columns = {name: kind for name, kind, _ in schema(database)["transfers"][0]}
    assert columns["amount"] == "BIGINT"


def test_an_empty_database_gets_everything(empty: Database, database: Database) -> None:
    assert empty.standing() is Standing.EMPTY
    empty.migrate()
    assert empty.standing() is Standing.CURRENT
    if empty.is_sqlite == database.is_sqlite:
        assert schema(empty) == schema(database)


def test_upgrading_twice_is_harmless(empty: Database) -> None:
    empty.migrate()
    with empty.begin() as connection:
        connection.execute(text("INSERT INTO clock (id, offset_ms) VALUES (1, 7)"))
    before = schema(empty), all_rows(empty)
    empty.migrate()
    assert (schema(empty), all_rows(empty)) == before


def test_two_that_upgrade_at_once_do_not_meet(empty: Database) -> None:
    ready = Barrier(2)

    def work(_: int) -> None:
        mine = Database(str(empty.url.render_as_string(hide_password=False)))
        ready.wait(5)
        mine.migrate()
        mine.close()

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(work, range(2)))
    assert set(SQLModel.metadata.tables) <= set(schema(empty))
    with empty.read() as connection:
        assert connection.execute(text("SELECT COUNT(*) FROM alembic_version")).scalar_one() == 1


def test_two_programs_that_begin_at_once_do_not_meet(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    begin = f"from models.database import Database; Database({url!r}).migrate()"
    programs = [
        subprocess.Popen([sys.executable, "-c", begin], cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    assert [(program.communicate(timeout=30)[1], program.returncode) for program in programs] == [("", 0)] * 2
    made = Database(url)
    assert set(SQLModel.metadata.tables) <= set(schema(made))
    made.close()
