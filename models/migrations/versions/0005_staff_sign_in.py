"""Staff sign in: passwords, sessions and tries; and what the desk reads by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """As models/staff.py, staff_sessions.py, staff_tries.py, and the indices of what the desk reads, say."""
    op.add_column("staff", sa.Column("password", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "staff_sessions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("fingerprint"),
    )
    op.create_index(op.f("ix_staff_sessions_staff_id"), "staff_sessions", ["staff_id"], unique=False)
    op.create_index(op.f("ix_staff_sessions_ends_at"), "staff_sessions", ["ends_at"], unique=False)
    op.create_table(
        "staff_tries",
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=False),
        sa.Column("tried_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("who"),
    )
    op.create_index(op.f("ix_staff_tries_tried_at"), "staff_tries", ["tried_at"], unique=False)
    op.create_index("audit_subject", "audit", ["subject", "at"], unique=False)
    partial("conversations_with_a_person", "conversations", ["id"], "mode = 'person'")
    partial("identities_phone", "identities", ["phone"], "phone <> ''")
    partial("customers_former_phone", "customers", ["former_phone"], "former_phone <> ''")
    partial("customers_former_email", "customers", ["former_email"], "former_email <> ''")


def partial(name: str, table: str, columns: list[str], where: str) -> None:
    """Make an index over the rows that fit, on both databases."""
    op.create_index(name, table, columns, unique=False, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
