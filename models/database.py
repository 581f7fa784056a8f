"""The database: how a transaction begins, ends and is tried again.

Every difference between SQLite and PostgreSQL that is not a plain statement stands here. On SQLite writers take a gate
(a lock among threads, `flock` among processes) before BEGIN IMMEDIATE, so that nobody meets SQLite's sleeping busy
handler.
"""

from __future__ import annotations

import fcntl
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypeVar

from alembic import command
from alembic.config import Config
from sqlalchemy import BigInteger, Index, Integer, create_engine, event, inspect, make_url, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

T = TypeVar("T")

BigId = BigInteger().with_variant(Integer, "sqlite")
"""A 64-bit key that the database counts up. (SQLite only does so for INTEGER, which has 64 bits there.)"""


def partial_index(name: str, *columns: str, where: str) -> Index:
    """Return an index over the rows that fit, on both databases."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


APP_ROLE = "kaspro_app"
TRIES_MAX = 6
_LOST_RACES = {"40001", "40P01"}


class Gate:
    """One writer at a time, among the threads of this process and among processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._owner: int | None = None
        self._file: IO[bytes] | None = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Wait for the gate and hold it."""
        if self._owner == threading.get_ident():
            raise RuntimeError("a transaction was begun inside a transaction")
        with self._lock:
            self._owner = threading.get_ident()
            try:
                if self._file is None:
                    self._file = self._path.open("ab")
                fcntl.flock(self._file, fcntl.LOCK_EX)
                try:
                    yield
                finally:
                    fcntl.flock(self._file, fcntl.LOCK_UN)
            finally:
                self._owner = None

    def close(self) -> None:
        """Close the gate's file; it is opened again when it is needed."""
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None


class Database:
    """One database, SQLite or PostgreSQL, by its URL."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            if not self.url.database or self.url.database == ":memory:":
                raise ValueError("DATABASE_URL needs a file: several processes share the database")
            path = Path(self.url.database)
            path.parent.mkdir(parents=True, exist_ok=True)
            self._gate: Gate | None = Gate(path.with_name(path.name + ".gate"))
            self.engine = _sqlite_engine(url)
            self._reader = self.engine.execution_options(begin="BEGIN")
        else:
            self._gate = None
            self.engine = _postgresql_engine(url)
            self._reader = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """Open a transaction that may write: all of it is kept, or nothing."""
        if self._gate is None:
            with self.engine.begin() as connection:
                yield connection
            return
        with self._gate.held(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open one consistent view for reading (staff pages, commands, reports)."""
        with self._reader.begin() as connection:
            yield connection

    def run(self, work: Callable[[Connection], T]) -> T:
        """Do the work in a transaction; lost races on PostgreSQL start the whole of it over, a few times."""
        for nth in range(1, TRIES_MAX + 1):
            try:
                with self.begin() as connection:
                    return work(connection)
            except DBAPIError as error:
                if nth == TRIES_MAX or not lost_race(error):
                    raise
                time.sleep(random.uniform(0, 0.02 * nth))  # noqa: S311  a pause, not a secret
        raise AssertionError("unreachable")

    def migrate(self) -> None:
        """Bring the tables up to date, all of them in a fresh database. Safe beside others that do the same."""
        if self._gate is None:
            owner = create_engine(self.url.set(drivername="postgresql+psycopg"), poolclass=NullPool)
            with owner.connect() as connection:
                connection.execute(text("SELECT pg_advisory_lock(7319001)"))  # Given back when the connection closes.
                _upgrade(connection)
                connection.commit()
            self.engine.dispose()  # Its connections may have been made before the program's role was.
            return
        with self._gate.held(), self.engine.connect() as connection:
            _upgrade(connection)
            connection.commit()

    def is_migrated(self) -> bool:
        """Return whether the tables are there at all."""
        return inspect(self.engine).has_table("alembic_version")

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()
        if self._gate is not None:
            self._gate.close()


def lost_race(error: DBAPIError) -> bool:
    """Return whether the whole transaction, tried again, may well succeed."""
    return getattr(error.orig, "sqlstate", None) in _LOST_RACES


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": 15, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # The driver would begin only at the first write, with the reads outside.
        cursor = connection.cursor()
        # A rollback journal, not WAL: several processes write, and many releases can corrupt a WAL then
        # (docs/decisions/0002-sqlite-journal.md).
        cursor.execute("PRAGMA journal_mode = DELETE")
        cursor.execute("PRAGMA synchronous = EXTRA")
        cursor.execute("PRAGMA foreign_keys = ON")
        # Without this, REPLACE slips past the triggers that refuse DELETE.
        cursor.execute("PRAGMA recursive_triggers = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN IMMEDIATE"))

    return engine


def _postgresql_engine(url: str) -> Engine:
    engine = create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_size=10,
        max_overflow=10,
        pool_pre_ping=True,
        connect_args={
            "options": "-c statement_timeout=10s -c lock_timeout=8s -c idle_in_transaction_session_timeout=30s"
        },
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        # Without rights of an owner, not even a mistake of ours can change what is immutable.
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM pg_roles WHERE rolname = %s AND pg_has_role(current_user, oid, 'MEMBER')", (APP_ROLE,)
            )
            if cursor.fetchone():
                cursor.execute(f"SET ROLE {APP_ROLE}")
        connection.commit()

    return engine
