"""The database: how a transaction begins, ends and is tried again.

Every difference between SQLite and PostgreSQL that is not a plain statement stands here. On SQLite writers take a gate
(a lock among threads, `flock` among processes) before BEGIN IMMEDIATE, so that nobody meets SQLite's sleeping busy
handler; those of one process that wait are committed together (`models/gate.py`).
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import BigInteger, Index, Integer, create_engine, event, make_url, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError, DisconnectionError, NotSupportedError, OperationalError

from .executing import Direct
from .gate import Gate, Undone, Writers
from .migrating import Standing, TablesBehind, is_migrating, standing, upgrade, upgrade_postgresql

T = TypeVar("T")

BigId = BigInteger().with_variant(Integer, "sqlite")
"""A 64-bit key that the database counts up. (SQLite only does so for INTEGER, which has 64 bits there.)"""


def partial_index(name: str, *columns: str, where: str) -> Index:
    """Return an index over the rows that fit, on both databases."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


APP_ROLE = "kaspro_app"
TRIES_MAX = 6
IDLE_SECONDS = 1.0
"""After so long a connection to PostgreSQL is asked whether it is still there, before it is used again."""
_LOST_RACES = {"40001", "40P01"}
_SERVER_LEFT = {"57P01", "57P02", "57P03"}


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
            self._alone = _postgresql_engine(url, isolation_level="AUTOCOMMIT", skip_autocommit_rollback=True)
            self._alone._connection_cls = Direct
        for engine in (self.engine, self._reader):
            engine._connection_cls = Direct  # SQLAlchemy has no public name for this.
        if self._gate is not None:
            self._writers = Writers(self.engine, self._gate)

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """Open a transaction that may write: all of it is kept, or nothing."""
        if self._gate is None:
            with self.engine.begin() as connection:
                yield connection
            return
        with self._writers.transaction() as connection:
            yield connection

    @contextmanager
    def each_alone(self) -> Iterator[Connection]:
        """Open, on PostgreSQL, what keeps each statement when it is done: no BEGIN, no COMMIT, each a way less."""
        with self._alone.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open one consistent view for reading (staff pages, commands, reports)."""
        with self._look() as connection, connection.begin():
            yield connection

    def _look(self) -> Connection:
        """Return a connection to read by; on PostgreSQL one that is certainly alive, for nobody reads again."""
        connection = self._reader.connect()
        if self._gate is None:
            try:
                connection.exec_driver_sql("SELECT 1")
                connection.rollback()
            except DBAPIError as error:
                connection.close()
                if not lost_server(error):
                    raise
                return self._reader.connect()
        return connection

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
            upgrade_postgresql(self.url)
            for engine in (self.engine, self._alone):
                engine.dispose()  # Its connections may have been made before the program's role was.
            return
        with self._gate.held(), self.engine.connect() as connection:
            upgrade(connection)

    def standing(self) -> Standing:
        """Return how the tables stand to this version; waits for whoever makes them for the first time just now."""
        while True:
            with self.read() as connection:
                found = standing(connection)
                if found is not Standing.BEHIND or self.is_sqlite or not is_migrating(connection):
                    return found
            time.sleep(0.2)

    def prepare(self) -> None:
        """Give an empty database its tables; raise `TablesBehind` where they are those of an older version."""
        found = self.standing()
        if found is Standing.EMPTY:
            self.migrate()
        elif found is Standing.BEHIND:
            raise TablesBehind("the tables are those of an older version: run `python app.py migrate` first")

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()
        if self._gate is None:
            self._alone.dispose()
        else:
            self._gate.close()


def lost_race(error: DBAPIError) -> bool:
    """Return whether the whole transaction, tried again, may well succeed."""
    if isinstance(error, Undone) or getattr(error.orig, "sqlstate", None) in _LOST_RACES:
        return True
    # A later version has just changed a table; the driver prepares its statements anew.
    return isinstance(error, NotSupportedError) and "cached plan" in str(error.orig)


def lost_server(error: DBAPIError) -> bool:
    """Return whether PostgreSQL went away or was not to be reached; what was being committed may have been kept."""
    if error.connection_invalidated or getattr(error.orig, "sqlstate", None) in _SERVER_LEFT:
        return True
    # Whatever the server says has a state; without one it was not reached. (SQLite's errors have no such thing.)
    return isinstance(error, OperationalError) and getattr(error.orig, "sqlstate", "") is None


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


def _postgresql_engine(url: str, **options: Any) -> Engine:
    engine = create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        **options,
        hide_parameters=True,
        pool_size=10,
        max_overflow=10,
        connect_args={
            "options": "-c plan_cache_mode=force_generic_plan -c statement_timeout=10s -c lock_timeout=8s "
            "-c idle_in_transaction_session_timeout=30s"
        },
    )

    @event.listens_for(engine, "checkin")
    def rest(_connection: Any, record: Any) -> None:
        record.info["idle_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def wake(connection: Any, record: Any, _proxy: Any) -> None:
        # One that was in use a moment ago is not asked whether it is alive: that costs as much as a statement.
        if time.monotonic() - record.info.get("idle_since", math.inf) > IDLE_SECONDS:
            try:
                connection.execute("SELECT 1")
                connection.rollback()
            except engine.dialect.loaded_dbapi.Error as error:
                raise DisconnectionError from error

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
