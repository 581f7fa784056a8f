"""Backing up: one consistent copy of the database while all goes on, its books checked; and the photos beside it.

SECRET_KEY and PIN_PEPPER are in no backup: they are kept apart from it, or whoever has one has both.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, text
from sqlalchemy.engine import Connection

from models.check_books import Finding, check
from models.database import Database
from models.proofs import note_proof

_PATIENT = (text("SET LOCAL statement_timeout = 0"), text("SET LOCAL idle_in_transaction_session_timeout = 0"))
_SNAPSHOT = text("SELECT pg_export_snapshot()")
_WORDS = {
    "host": "PGHOST",
    "port": "PGPORT",
    "username": "PGUSER",
    "password": "PGPASSWORD",
    "database": "PGDATABASE",
}


class BackupFailed(Exception):
    """No backup was made; the text is one line for the operator."""


@dataclass(frozen=True)
class Backup:
    """What was made."""

    file: Path
    lies: list[Finding]
    """What is wrong in the books of the copy; an empty list is the proof."""
    photos: int
    """How many files of photos were copied now; those that were there before are not copied again."""


def back_up(database: Database, to: Path, *, media: Path, media_to: Path | None) -> Backup:
    """Write a copy of the database into a new file, check its books, and copy the photos that are not there yet.

    The file has its name only once it is whole and on the disk. Photos follow the database: each one that it names is
    there by then.
    """
    if to.exists():
        raise BackupFailed(f"{to} is there already")
    begun = to.with_name(f".{to.name}.{secrets.token_hex(4)}")
    try:
        os.close(os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        lies = _of_sqlite(database, begun) if database.is_sqlite else _of_postgresql(database, begun)
        _sync(begun)
        begun.rename(to)
        _sync(to.absolute().parent)
        photos = _copy_photos(media, media_to) if media_to is not None else 0
    except OSError as error:
        raise BackupFailed(f"the backup could not be written: {error.strerror}") from error
    finally:
        begun.unlink(missing_ok=True)
    database.run(lambda connection: note_proof(connection, "backup", good=not lies))
    return Backup(to, lies, photos)


def _of_sqlite(database: Database, to: Path) -> list[Finding]:
    # Writers wait at the gate meanwhile, rather than fail at a file that is being read.
    with (
        database.begin(),
        closing(sqlite3.connect(str(database.url.database))) as source,
        closing(sqlite3.connect(to)) as copy,
    ):
        source.backup(copy)
    with closing(sqlite3.connect(to)) as copy:
        found = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise BackupFailed("the copy is damaged: SQLite's integrity check fails")
    kept = Database(f"sqlite:///{to.absolute()}")
    try:
        with kept.read() as connection:
            return check(connection)
    finally:
        kept.close()


def _of_postgresql(database: Database, to: Path) -> list[Finding]:
    """Dump and check one and the same snapshot."""
    program = shutil.which("pg_dump")
    if program is None:
        raise BackupFailed("pg_dump is missing: install postgresql-client, of the server's version or newer")
    with _snapshot(database) as (connection, snapshot):
        arguments = [program, "--format=custom", "--no-password", f"--snapshot={snapshot}", f"--file={to}"]
        done = subprocess.run(  # noqa: S603  found on the operator's own path
            arguments, env={**os.environ, **connecting(database.url)}, capture_output=True, text=True, check=False
        )
        if done.returncode:
            complaint = " ".join(line.removeprefix("pg_dump: ") for line in done.stderr.strip().splitlines())
            raise BackupFailed(f"pg_dump failed: {complaint}")
        return check(connection)


def be_patient(connection: Connection) -> None:
    """Let this transaction last as long as it takes: reading all of the books may take minutes."""
    if connection.dialect.name == "postgresql":
        for patience in _PATIENT:
            connection.execute(patience)


@contextmanager
def _snapshot(database: Database) -> Iterator[tuple[Connection, str]]:
    with database.read() as connection:
        be_patient(connection)
        yield connection, str(connection.execute(_SNAPSHOT).scalar_one())


def connecting(url: URL) -> dict[str, str]:
    """Return what PostgreSQL's own programs need to connect, as their environment: arguments are seen by everybody."""
    given = {name: getattr(url, part) for part, name in _WORDS.items()}
    told = {name: str(value) for name, value in given.items() if value is not None}
    for name in ("host", "port", "sslmode", "sslrootcert"):
        if isinstance(value := url.query.get(name), str):
            told[f"PG{name.upper()}"] = value
    return told


def _copy_photos(source: Path, to: Path) -> int:
    """Copy each file of a photo that is not there; they are never changed, so one that is there is the same."""
    copied = 0
    for file in sorted(source.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/" + "[0-9a-f]" * 32)):
        place = to / file.relative_to(source)
        if place.exists():
            continue
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        begun = place.with_name(f".begun-{place.name}")
        try:
            shutil.copyfile(file, begun)
        except FileNotFoundError:  # Its customer's photo was dropped meanwhile.
            begun.unlink(missing_ok=True)
            continue
        begun.chmod(0o600)
        _sync(begun)
        begun.rename(place)
        _sync(place.parent)
        copied += 1
    return copied


def _sync(place: Path) -> None:
    """Write a file, or a folder's list of names, through to the disk."""
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
