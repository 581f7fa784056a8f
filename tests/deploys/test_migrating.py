"""Migrating beside the old version: nobody is kept waiting for long, and a version says when it does not fit.

The lint reads what the migrations really send to PostgreSQL.
"""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import Engine

from bot import cli
from models import migrating
from models.database import Database
from models.migrating import LOCK_SECONDS, Standing, TablesBehind, TablesBusy
from tests.databases import on_postgresql, on_server
from tests.stage import Stage, settings

LATER = '''"""A later release."""

import sqlalchemy as sa

from models.migrating import add_columns, add_index

revision = "9999"
down_revision = "{newest}"


def upgrade() -> None:
    """A column and an index more, in the busiest table."""
    add_columns("messages", sa.Column("later", sa.String(), nullable=False, server_default=""))
    add_index("messages_later", "messages", ["later"])
'''
FIRST_LINTED = "0009"
"""What came before was released, on tables that nobody had filled yet."""
DECIDED: dict[tuple[str, str], str] = {}
"""Exceptions by migration and the statement's first words, each with the decision that names the release after which it
is safe (docs/decisions/)."""
NEVER = {
    r"\b(DROP|TRUNCATE|RENAME)\b": "takes away what the version before uses",
    r"ALTER COLUMN": "changes what the version before knows",
    r"ADD CONSTRAINT": "refuses what the version before writes",
    r"CREATE UNIQUE INDEX": "refuses what the version before writes",
    r"^DELETE": "takes away what the version before wrote",
}


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The migrations of a release to come."""
    folder = tmp_path / "later"
    (folder / "versions").mkdir(parents=True)
    for path in migrating.FOLDER.rglob("*.py"):
        (folder / path.relative_to(migrating.FOLDER)).write_text(path.read_text())
    (folder / "versions" / "9999_later.py").write_text(LATER.format(newest=migrating.revisions()[-1]))
    return folder


def wrong_with(revision: str, statements: list[str]) -> list[str]:
    """Return what a migration may not do while the version before it works on the same tables."""
    found: list[str] = []
    fresh = {name for each in statements for name in re.findall(r"^CREATE TABLE (?:IF NOT EXISTS )?(\w+)", each)}
    for each in statements:
        words = " ".join(each.split())
        changed = re.match(r"(?:ALTER TABLE|CREATE (?:UNIQUE )?INDEX .*? ON|DELETE FROM|DROP TABLE)\s+(\w+)", words)
        if (changed and changed[1] in fresh) or (revision, " ".join(words.split()[:4])) in DECIDED:
            continue
        found += [f"{revision} {why}: {words[:120]}" for what, why in NEVER.items() if re.search(what, words)]
        if re.search(r"ADD COLUMN", words) and "NOT NULL" in words and "DEFAULT" not in words:
            found.append(f"{revision} needs what the version before does not write: {words[:120]}")
        if words.startswith("CREATE INDEX") and "CONCURRENTLY" not in words:
            found.append(f"{revision} keeps everybody from writing (use add_index): {words[:120]}")
    return found


def sent_by_migrations(database: Database) -> dict[str, list[str]]:
    """Return what each migration sends, as it is sent to an empty database."""
    sent: dict[str, list[str]] = defaultdict(list)

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        frame = sys._getframe()
        while frame is not None and "/versions/" not in frame.f_code.co_filename:
            frame = frame.f_back  # type: ignore[assignment]  # None ends the loop
        if frame is not None:
            sent[Path(frame.f_code.co_filename).name.partition("_")[0]].append(statement.strip())

    event.listen(Engine, "before_cursor_execute", note)
    try:
        database.migrate()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return sent


@on_postgresql
def test_migrations_only_add(database: Database) -> None:
    on_server(str(database.url.database), "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
    sent = sent_by_migrations(database)
    assert sorted(sent) == migrating.revisions()
    wrong = [why for revision in sent if revision >= FIRST_LINTED for why in wrong_with(revision, sent[revision])]
    assert wrong == []


@pytest.mark.parametrize(
    ("statement", "right"),
    [
        ("ALTER TABLE messages ADD COLUMN later VARCHAR", True),
        ("ALTER TABLE messages ADD COLUMN later VARCHAR DEFAULT '' NOT NULL", True),
        ("ALTER TABLE messages ADD COLUMN later VARCHAR NOT NULL", False),
        ("ALTER TABLE messages DROP COLUMN error", False),
        ("ALTER TABLE messages RENAME COLUMN error TO why", False),
        ("ALTER TABLE messages ALTER COLUMN error TYPE BIGINT", False),
        ("ALTER TABLE messages ADD CONSTRAINT short CHECK (length(text) < 9)", False),
        ("DROP INDEX messages_lane", False),
        ("CREATE INDEX messages_later ON messages (later)", False),
        ("CREATE INDEX CONCURRENTLY IF NOT EXISTS messages_later ON messages (later)", True),
        ("CREATE UNIQUE INDEX CONCURRENTLY messages_one ON messages (lane)", False),
        ("CREATE TABLE one (id BIGINT)", True),
    ],
)
def test_the_lint_knows_what_only_adds(statement: str, right: bool) -> None:
    assert (wrong_with("0100", [statement]) == []) is right


def test_the_newest_migration_is_the_one_that_all_lead_to() -> None:
    chain = {path.name[:4]: path.read_text() for path in (migrating.FOLDER / "versions").glob("[0-9]*.py")}
    for before, after in zip(["", *migrating.revisions()], migrating.revisions(), strict=False):
        assert f'revision = "{after}"' in chain[after]
        assert (f'down_revision = "{before}"' if before else "down_revision = None") in chain[after]


def test_a_version_works_on_newer_tables_and_leaves_them_alone(database: Database, later: Path) -> None:
    stage = Stage(database)
    stage.add("budi", balance=1_000)
    with patch.object(migrating, "FOLDER", later):
        database.migrate()
        assert database.standing() is Standing.CURRENT
    assert database.standing() is Standing.AHEAD
    database.prepare()
    database.migrate()
    assert database.standing() is Standing.AHEAD
    assert stage.intake.receive(stage.message("telegram", "budi", text="saldo")).outcome is not None


def test_a_newer_version_says_in_one_line_that_it_does_not_fit(
    database: Database, later: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wallet = Stage(database, settings()).wallet
    with patch.object(migrating, "FOLDER", later):
        assert database.standing() is Standing.BEHIND
        with pytest.raises(TablesBehind):
            database.prepare()
        for command in ("serve", "send", "work", "check-books"):
            assert cli.run([command], lambda: wallet) == 2
            said = capsys.readouterr().err
            assert said == "app.py: the tables are those of an older version: run `python app.py migrate` first\n"
        assert cli.run(["migrate"], lambda: wallet) == 0
        database.prepare()


@on_postgresql
def test_a_table_in_use_makes_it_try_again_and_traffic_hardly_waits(database: Database, later: Path) -> None:
    Stage(database).add("budi")
    slowest = 0.0
    done = threading.Event()

    def migrate() -> None:
        with patch.object(migrating, "FOLDER", later), patch.object(migrating, "PAUSE_SECONDS", 0.3):
            database.migrate()
        done.set()

    with database.begin() as long:
        long.execute(text("SELECT COUNT(*) FROM messages"))
        migrating_now = threading.Thread(target=migrate)
        migrating_now.start()
        until = time.monotonic() + 2.5 * LOCK_SECONDS
        while time.monotonic() < until:
            begun = time.monotonic()
            with database.read() as connection:
                connection.execute(text("SELECT COUNT(*) FROM messages"))
            slowest = max(slowest, time.monotonic() - begun)
            time.sleep(0.02)
        assert not done.is_set()
    migrating_now.join(20)
    assert done.is_set()
    assert slowest < 2 * LOCK_SECONDS
    with database.read() as connection:
        made = connection.execute(text("SELECT indisvalid FROM pg_index WHERE indexrelid = 'messages_later'::regclass"))
        assert made.scalar_one()


@on_postgresql
def test_it_gives_up_with_a_line_that_names_who_is_in_the_way(database: Database, later: Path) -> None:
    with database.begin() as long:
        long.execute(text("SELECT COUNT(*) FROM messages"))
        with (
            patch.object(migrating, "FOLDER", later),
            patch.object(migrating, "BUSY_SECONDS_MAX", 0),
            patch.object(migrating, "LOCK_SECONDS", 0.1),
            pytest.raises(TablesBusy, match=r"process \d+ has had a transaction open for \d+ s"),
        ):
            database.migrate()
    assert database.standing() is Standing.CURRENT


@on_postgresql
def test_an_index_that_broke_half_made_is_made_again(database: Database, later: Path) -> None:
    on_server(
        str(database.url.database),
        "ALTER TABLE messages ADD COLUMN later VARCHAR NOT NULL DEFAULT ''",
        "CREATE INDEX messages_later ON messages (lane)",
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'messages_later'::regclass",
    )
    with patch.object(migrating, "FOLDER", later):
        database.migrate()
    with database.read() as connection:
        asked = text("SELECT indexdef FROM pg_indexes WHERE indexname = 'messages_later'")
        assert "(later)" in connection.execute(asked).scalar_one()


def test_several_processes_may_migrate_at_once(database: Database, later: Path) -> None:
    url = database.url.render_as_string(hide_password=False)
    code = (
        "from pathlib import Path; from models import migrating; from models.database import Database; "
        f"migrating.FOLDER = Path({str(later)!r}); Database({url!r}).migrate()"
    )
    processes = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True) for _ in range(2)]
    assert [(each.communicate(timeout=60)[1], each.returncode) for each in processes] == [("", 0)] * 2
    with patch.object(migrating, "FOLDER", later):
        assert database.standing() is Standing.CURRENT
