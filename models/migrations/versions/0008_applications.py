"""Applications for Premium."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

OPEN = sa.text("status IN ('queued', 'photo_wanted')")


def upgrade() -> None:
    """As models/applications.py says."""
    op.create_table(
        "applications",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("order_key", sa.String(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("id_kind", sa.String(), nullable=False),
        sa.Column("id_photo", sa.BigInteger(), nullable=False),
        sa.Column("selfie", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("wanted", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("fresh", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("queued_at", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("status IN ('queued', 'photo_wanted', 'approved', 'refused')", name="applications_status"),
        sa.CheckConstraint("(status = 'photo_wanted') = (wanted <> '')", name="applications_wanted"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"]),
        sa.ForeignKeyConstraint(["id_photo"], ["photos.id"]),
        sa.ForeignKeyConstraint(["selfie"], ["photos.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("order_key"),
    )
    op.create_index(
        "applications_one_open",
        "applications",
        ["customer_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index("applications_queue", "applications", ["status", "queued_at"], unique=False)
    op.create_index(op.f("ix_applications_customer_id"), "applications", ["customer_id"], unique=False)
