"""Jobs; a customer may be blocked or closed; whether a person helped."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """As models/jobs.py, models/customers.py and models/cases.py say."""
    op.add_column("customers", sa.Column("status", sa.String(), nullable=False, server_default="active"))
    op.add_column("customers", sa.Column("former_phone", sa.String(), nullable=False, server_default=""))
    op.add_column("customers", sa.Column("former_email", sa.String(), nullable=False, server_default=""))
    op.add_column("cases", sa.Column("helped", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "jobs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("lease_until", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kind", "subject", name="jobs_one_each"),
    )
    op.create_index("jobs_due", "jobs", ["due_at"], unique=False)
