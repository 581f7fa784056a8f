"""Cash requests: a customer asks a friend for cash."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

LIVE = "status IN ('asked', 'accepted', 'handed', 'disputed')"


def upgrade() -> None:
    """As models/cash_requests.py says."""
    op.create_table(
        "cash_requests",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("order_key", sa.String(), nullable=False),
        sa.Column("payer_id", sa.BigInteger(), nullable=False),
        sa.Column("friend_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("fee", sa.BigInteger(), nullable=False),
        sa.Column("hold_id", sa.String(), nullable=False),
        sa.Column("fee_hold_id", sa.String(), nullable=True),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=True),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("accepted_at", sa.BigInteger(), nullable=True),
        sa.Column("handed_at", sa.BigInteger(), nullable=True),
        sa.Column("reminded_at", sa.BigInteger(), nullable=True),
        sa.Column("disputed_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("amount > 0 AND fee >= 0", name="cash_requests_amount_is_positive"),
        sa.CheckConstraint("payer_id <> friend_id", name="cash_requests_between_two"),
        sa.CheckConstraint(
            "status IN ('asked', 'accepted', 'handed', 'disputed', 'done', 'declined', 'expired', 'cancelled')",
            name="cash_requests_status_is_known",
        ),
        sa.CheckConstraint(
            "CASE WHEN status IN ('asked', 'accepted') THEN expires_at IS NOT NULL "
            "WHEN status IN ('handed', 'disputed') THEN expires_at IS NULL ELSE ended_at IS NOT NULL END",
            name="cash_requests_times_fit",
        ),
        sa.ForeignKeyConstraint(["payer_id"], ["customers.id"]),
        sa.ForeignKeyConstraint(["friend_id"], ["customers.id"]),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("order_key"),
        sa.UniqueConstraint("hold_id"),
        sa.UniqueConstraint("reference"),
    )
    index("cash_requests_one_live", "payer_id", unique=True)
    index("cash_requests_of_friend", "friend_id", unique=False)


def index(name: str, column: str, *, unique: bool) -> None:
    """Make an index over the requests that are not over, on both databases."""
    where = sa.text(LIVE)
    op.create_index(name, "cash_requests", [column], unique=unique, sqlite_where=where, postgresql_where=where)
