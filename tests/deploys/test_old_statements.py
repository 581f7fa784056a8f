"""Old statements: every statement that a former release executes still fits the newest tables.

During a deploy, and after going back, the former release runs beside them. Its statements were written down by
`python -m tests.old_runs.save` (docs/deploying.md).
"""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from functools import cache
from typing import Any

import psycopg
import pytest
from sqlalchemy import inspect

from models.database import Database
from tests.databases import as_owner
from tests.old_runs.save import FOLDER
from tests.trust.score import figure

RELEASES = sorted(path.parent.name for path in FOLDER.glob("*/statements.json"))
COMMANDS_MIN = 200
"""A release that executes fewer was not written down as a whole."""
INSERTED = re.compile(r"INSERT INTO (\w+) \(([^)]*)\)")


@cache
def statements(release: str, dialect: str) -> list[str]:
    """Return what this release executes."""
    found: list[str] = json.loads((FOLDER / release / "statements.json").read_text())[dialect]
    return found


def does_not_fit(database: Database, known: list[str]) -> list[str]:
    """Return which statements the database cannot plan, with nothing for all their values, and why."""
    wrong: list[str] = []
    plan = _plan_on_sqlite if database.is_sqlite else _plan_on_postgresql
    for statement in known:
        try:
            plan(database, statement)
        except (sqlite3.Error, psycopg.Error) as error:
            wrong.append(f"{error}: {statement}")
    return wrong


def _plan_on_sqlite(database: Database, statement: str) -> None:
    # A connection each: Python 3.11's module crashes when it explains again what no longer fits.
    with closing(sqlite3.connect(str(database.url.database))) as connection:
        marks = re.sub(r"'[^']*'", "", statement).count("?")
        connection.execute(f"EXPLAIN {statement}", [None] * marks).fetchall()


def _plan_on_postgresql(database: Database, statement: str) -> None:
    with database.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        try:
            nothing = dict.fromkeys(re.findall(r"%\((\w+)\)s", statement))
            psycopg.ClientCursor(driver).execute(f"EXPLAIN {statement}", nothing)
        finally:
            driver.rollback()


def lacking(database: Database, statement: str) -> str:
    """Return which columns an INSERT does not name and the tables cannot do without."""
    into = INSERTED.match(statement)
    if into is None:
        return ""
    named = {each.strip() for each in into[2].split(",")}
    needed = {
        column["name"]
        for column in inspect(database.engine).get_columns(into[1])
        if not column["nullable"] and column["default"] is None and not column.get("primary_key")
    }
    return f"{sorted(needed - named)} of {statement}" if needed - named else ""


@pytest.mark.parametrize("release", RELEASES)
def test_every_statement_of_a_former_release_fits_the_newest_tables(release: str, database: Database) -> None:
    known = statements(release, database.engine.dialect.name)
    wrong = does_not_fit(database, known) + [why for each in known if (why := lacking(database, each))]
    figure(
        "Deploy",
        database,
        f"{len(known)} statements of {release} against the newest tables, {len(wrong)} do not fit",
        lost=len(wrong),
    )
    assert wrong == []
    assert len(known) >= COMMANDS_MIN


def test_the_check_sees_what_would_break(database: Database) -> None:
    insert = next(each for each in statements("0.2.0", database.engine.dialect.name) if "INSERT INTO jobs" in each)
    assert not does_not_fit(database, [insert])
    assert not lacking(database, insert)
    as_owner(database, "ALTER TABLE jobs ADD COLUMN later VARCHAR NOT NULL DEFAULT 'x'")
    assert not lacking(database, insert)
    as_owner(database, "ALTER TABLE jobs RENAME COLUMN later TO other", "ALTER TABLE jobs RENAME COLUMN error TO why")
    assert "error" in does_not_fit(database, [insert])[0]
    assert lacking(database, insert).startswith("['why']")


def test_a_release_was_written_down_for_each_that_saved_its_runs() -> None:
    assert set(RELEASES) >= {path.name for path in FOLDER.iterdir() if path.is_dir() and path.name[0].isdigit()} - {
        "0.1.0"  # Before it nothing ran for anybody.
    }


def test_what_was_written_down_holds_nobodys_number() -> None:
    for release in RELEASES:
        for dialect in ("sqlite", "postgresql"):
            assert not [each for each in statements(release, dialect) if re.search(r"\+62\d{6}", each)]
