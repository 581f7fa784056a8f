"""Alembic's environment: runs the migrations on the connection that `models.migrating` hands over."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

import models.tables  # noqa: F401  every table, so that a comparison sees them all

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    # A lock on one table is not kept while another is waited for. On SQLite it has no effect: all is one transaction.
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
