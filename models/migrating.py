"""Migrating: how the tables become those of this version while the version before it goes on working.

`Database.migrate` and the start of every process ask it. On PostgreSQL no step waits long for a lock, because whoever
comes after it would wait too; each migration is a transaction of its own. On SQLite all of them are one.
"""

from __future__ import annotations

import logging
import time
from enum import Enum
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import URL, create_engine, inspect, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

log = logging.getLogger(__name__)

FOLDER = Path(__file__).parent / "migrations"
TURN = 7319001
"""The advisory lock of whoever migrates."""
LOCK_SECONDS = 1
"""How long a step may wait for a table: for so long everybody who comes after it waits as well."""
PAUSE_SECONDS = 2
BUSY_SECONDS_MAX = 300
_BUSY = {"55P03", "40P01"}


class TablesBusy(Exception):
    """A table could not be changed because others use it without a pause; nothing of that step was done."""


class TablesBehind(Exception):
    """The tables are those of an older version; the text is one line for the operator."""


class Standing(Enum):
    """How the tables stand to this version of the program."""

    EMPTY = "empty"
    BEHIND = "behind"
    CURRENT = "current"
    AHEAD = "ahead"
    """A newer version has changed them already: it only added, so that this one goes on working."""


_OPEN = text(
    "SELECT pid, CAST(EXTRACT(EPOCH FROM clock_timestamp() - xact_start) AS INTEGER) AS seconds FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL ORDER BY xact_start"
)
_MIGRATING = text(
    "SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
    "WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.objid = :turn AND l.granted"
)


def revisions() -> list[str]:
    """Return the migrations that this version knows, oldest first; a file's name begins with its own."""
    return sorted(path.name.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py"))


def standing(connection: Connection) -> Standing:
    """Return how the tables stand to this version."""
    if not inspect(connection).has_table("alembic_version"):
        return Standing.EMPTY
    at = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    if at is None:
        return Standing.EMPTY
    known = revisions()
    if at not in known:
        return Standing.AHEAD
    return Standing.CURRENT if at == known[-1] else Standing.BEHIND


def is_migrating(connection: Connection) -> bool:
    """Return whether somebody changes the tables of this PostgreSQL database just now."""
    return connection.execute(_MIGRATING, {"turn": TURN}).first() is not None


def upgrade(connection: Connection) -> None:
    """Carry out the migrations that are missing; tables that are ahead of us stay as they are."""
    if standing(connection) is Standing.AHEAD:
        log.info("the tables are those of a newer version, nothing to do")
        return
    connection.commit()
    # Loaded only to migrate: every process asks how the tables stand, and none but one changes them.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.commit()


def upgrade_postgresql(url: URL) -> None:
    """Wait for one's turn, then migrate as the tables' owner; a table in use is tried again and again."""
    owner = create_engine(url.set(drivername="postgresql+psycopg"), poolclass=NullPool)
    with owner.connect() as connection:  # The turn is given back when it closes, however that comes about.
        _await_turn(connection)
        until = time.monotonic() + BUSY_SECONDS_MAX
        while not _tried(connection):
            if time.monotonic() > until:
                raise TablesBusy(_whom_we_wait_for(connection))
            log.warning("a table is in use, trying again in %d s: %s", PAUSE_SECONDS, _whom_we_wait_for(connection))
            time.sleep(PAUSE_SECONDS)


def _await_turn(connection: Connection) -> None:
    # Asked again and again rather than waited for: an index made beside the traffic waits for whoever waits.
    while not connection.execute(text("SELECT pg_try_advisory_lock(:turn)"), {"turn": TURN}).scalar_one():
        connection.commit()
        time.sleep(0.1)
    connection.commit()


def _tried(connection: Connection) -> bool:
    connection.execute(text(f"SET lock_timeout = '{LOCK_SECONDS}s'"))
    connection.commit()
    try:
        upgrade(connection)
    except OperationalError as error:
        connection.rollback()
        if getattr(error.orig, "sqlstate", None) not in _BUSY:
            raise
        return False
    return True


def _whom_we_wait_for(connection: Connection) -> str:
    oldest = connection.execute(_OPEN).first()
    connection.commit()
    return f"process {oldest.pid} has had a transaction open for {oldest.seconds} s" if oldest else "nobody now"


def add_columns(table: str, *columns: sa.Column[Any]) -> None:
    """Add columns, for migrations that add indexes as well: harmless when some of them are there already."""
    from alembic import op

    for column in columns:
        op.add_column(table, column, if_not_exists=op.get_context().dialect.name != "sqlite" or None)


def add_index(name: str, table: str, columns: list[str], *, where: str = "", unique: bool = False) -> None:
    """Make an index on a table that is in use, for migrations: without keeping anybody from writing to it.

    On PostgreSQL it ends the migration's transaction and begins another. So whatever stands before it must be harmless
    when it is done again, after a crash: `add_columns`, or `if_not_exists=True`.
    """
    from alembic import op

    fits = sa.text(where) if where else None
    if op.get_context().dialect.name == "sqlite":
        op.create_index(name, table, columns, unique=unique, sqlite_where=fits)
        return
    with op.get_context().autocommit_block():
        op.execute("SET lock_timeout = 0")  # It waits for open transactions, and nobody waits for it.
        # What a broken attempt left behind is of no use, and would count as there.
        if op.get_bind().execute(_HALF_MADE, {"name": name}).first():
            op.drop_index(name, table_name=table, postgresql_concurrently=True)
        op.create_index(
            name,
            table,
            columns,
            unique=unique,
            if_not_exists=True,
            postgresql_where=fits,
            postgresql_concurrently=True,
        )
        op.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")


_HALF_MADE = text(
    "SELECT 1 FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relname = :name AND NOT i.indisvalid"
)
