"""Health: `/healthz` fails when this process cannot serve, within two seconds, and tells nothing else."""

from __future__ import annotations

import re
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest
from sqlalchemy import text

from bot import cli, health
from bot.health import Health
from models.beats import beat, leave
from models.database import Database
from models.migrating import revisions
from tests.databases import as_owner, on_postgresql, on_sqlite, postgres_server
from tests.stage import Stage


class Usage(NamedTuple):
    """As `shutil.disk_usage` tells it."""

    total: int
    used: int
    free: int


def asked(stage: Stage) -> tuple[int, list[str]]:
    answer = stage.web.get("/healthz")
    return answer.status_code, answer.text.splitlines()


def failing(stage: Stage) -> list[str]:
    """Return the parts that fail; it is answered 503 if and only if there is one."""
    status, lines = asked(stage)
    parts = [line.removesuffix(": FAILS") for line in lines if line.endswith(": FAILS")]
    assert (status, lines[0]) == ((503, "unable to serve") if parts else (200, "ok"))
    return parts


def well_again(stage: Stage) -> None:
    """Wait until a look that hung is over, and the next one finds nothing."""
    for _ in range(100):
        if asked(stage)[0] == 200:
            break
        time.sleep(0.05)
    assert failing(stage) == []


def test_all_is_well(stage: Stage) -> None:
    beat(stage.database, "send", "send 1")
    beat(stage.database, "work", "work 1")
    assert asked(stage) == (200, ["ok", "database: ok", "schema: ok", "clock: ok", "disk: ok", "media: ok"])


@on_sqlite
def test_it_is_never_cached_and_tells_no_number(stage: Stage) -> None:
    answer = stage.web.get("/healthz")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.mimetype == "text/plain"
    assert not re.search("[0-9]", answer.text)


def test_a_silent_sender_or_worker_is_a_warning_and_no_failure(stage: Stage) -> None:
    assert asked(stage)[1][-2:] == ["warning: send silent", "warning: work silent"]
    beat(stage.database, "send", "send 1")
    assert asked(stage) == (200, [*asked(stage)[1][:6], "warning: work silent"])
    with stage.database.begin() as connection:
        connection.execute(text("UPDATE beats SET at = at - 61000"))
    assert asked(stage)[1][-2:] == ["warning: send silent", "warning: work silent"]


def test_one_that_ended_as_it_should_is_not_heard_of(stage: Stage) -> None:
    beat(stage.database, "send", "send 1")
    leave(stage.database, "send 1")
    assert "warning: send silent" in asked(stage)[1]


# The database.


@on_sqlite
def test_a_locked_database_fails_in_two_seconds_and_is_well_again(stage: Stage) -> None:
    other = Database(stage.database.url.render_as_string())
    with other.begin():
        began = time.monotonic()
        assert failing(stage) == ["database"]
        assert time.monotonic() - began < 3
        began = time.monotonic()
        assert failing(stage) == ["database"]  # It waits for the same look, and no second thread hangs.
        assert time.monotonic() - began < 3
    other.close()
    well_again(stage)


@on_sqlite
def test_a_database_that_is_gone_fails(stage: Stage) -> None:
    stage.database.close()
    Path(str(stage.database.url.database)).write_bytes(b"no database")
    assert failing(stage) == ["database"]


def test_a_server_that_is_gone_fails(tmp_path: Path) -> None:
    gone = Database(f"postgresql://kaspro@/kaspro?host={tmp_path}")
    found = Health(gone, tmp_path).report()
    assert [part for part, good in found.parts.items() if not good] == ["database"]


@on_postgresql
def test_a_database_that_only_reads_fails(stage: Stage) -> None:
    name = stage.database.url.database
    as_owner(stage.database, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    stage.database.engine.dispose()
    assert failing(stage) == ["database"]


@on_postgresql
def test_a_table_that_is_locked_fails_in_two_seconds(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "SECONDS_MAX", 0.3)
    url = postgres_server().get_uri(stage.database.url.database)
    with psycopg.connect(url) as connection:
        connection.execute("LOCK TABLE transfers IN ACCESS EXCLUSIVE MODE")
        began = time.monotonic()
        assert failing(stage) == ["clock"]
        assert time.monotonic() - began < 1.5
    well_again(stage)


def test_tables_of_an_older_version_fail(stage: Stage) -> None:
    change = "UPDATE alembic_version SET version_num = '{}'"
    as_owner(stage.database, change.format(revisions()[-2]))
    assert failing(stage) == ["schema", "clock"]
    as_owner(stage.database, change.format("9999"))
    assert failing(stage) == []  # A newer version only adds.


def test_no_tables_fail(tmp_path: Path) -> None:
    empty = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    assert not Health(empty, tmp_path).report().is_fine
    empty.close()


# The clock.


def test_a_clock_behind_the_newest_posting_fails(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    move = "UPDATE clock SET offset_ms = offset_ms + {}"
    with stage.database.begin() as connection:
        connection.execute(text(move.format(-4000)))
    assert failing(stage) == []
    with stage.database.begin() as connection:
        connection.execute(text(move.format(-30_000)))
    assert failing(stage) == ["clock"]
    for command in ("serve", "send", "work"):
        assert cli.run([command], lambda: stage.wallet) == 2
        assert capsys.readouterr().err.startswith("app.py: the clock is behind the newest transfer")


# The machine.


@on_sqlite
@pytest.mark.parametrize(
    ("free", "fails", "warns"), [(10_000, ["disk"], True), (500_000_000, [], True), (2**40, [], False)]
)
def test_a_disk_that_is_full_fails(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, free: int, fails: list[str], warns: bool
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: Usage(2**41, 0, free))
    assert failing(stage) == fails
    assert ("warning: disk nearly full" in asked(stage)[1]) is warns


@on_sqlite
def test_photos_that_cannot_be_kept_fail(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert not Health(stage.database, tmp_path / "file" / "media").report().parts["media"]
    assert Health(stage.database, tmp_path / "to be made" / "media").report().parts["media"]


@on_sqlite
def test_a_disk_that_hangs_fails_in_two_seconds(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "SECONDS_MAX", 0.2)
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: time.sleep(0.5))
    assert failing(stage) == ["disk"]
    monkeypatch.undo()
    well_again(stage)


@on_sqlite
def test_what_fails_is_logged_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: Usage(1, 1, 0))
    for _ in range(3):
        asked(stage)
    monkeypatch.undo()
    asked(stage)
    told = [record.getMessage() for record in caplog.records if record.name == "bot.health"]
    assert told == ["unable to serve: disk", "able to serve again: disk"]


@on_sqlite
def test_many_that_ask_at_once_share_one_look(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []
    usage = shutil.disk_usage

    def slowly(place: Any) -> Any:
        looks.append(1)
        time.sleep(0.2)
        return usage(place)

    monkeypatch.setattr(shutil, "disk_usage", slowly)
    mine = Health(stage.database, stage.media.path)
    with ThreadPoolExecutor(8) as threads:
        assert all(found.is_fine for found in threads.map(lambda _: mine.report(), range(8)))
    assert len(looks) <= 2 * len({stage.media.path, "database"})
