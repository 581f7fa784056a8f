"""Rows: everything that a database holds, for tests that say nothing was written."""

from __future__ import annotations

from typing import Any

from sqlmodel import SQLModel

import models.tables  # noqa: F401  every table
from models.database import Database


def all_rows(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of every table, by its name, in one order."""
    with database.read() as connection:
        return {
            table.name: sorted((dict(row._mapping) for row in connection.execute(table.select())), key=repr)
            for table in SQLModel.metadata.sorted_tables
        }


def messages(database: Database, **wanted: Any) -> list[dict[str, Any]]:
    """Return the messages with these values, oldest first."""
    found = sorted(all_rows(database)["messages"], key=lambda row: int(row["id"]))
    return [row for row in found if all(row[name] == value for name, value in wanted.items())]
