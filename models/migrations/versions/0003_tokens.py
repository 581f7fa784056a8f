"""Tokens, and what counters asked and were answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """As models/tokens.py and models/counter_calls.py say."""
    op.create_table(
        "tokens",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("partner", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("fee", sa.BigInteger(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("hold_id", sa.String(), nullable=True),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("order_key", sa.String(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("used_by", sa.String(), nullable=False),
        sa.CheckConstraint("kind IN ('withdraw', 'topup')", name="tokens_kind_is_known"),
        sa.CheckConstraint(
            "status IN ('live', 'used', 'expired', 'cancelled', 'voided')", name="tokens_status_is_known"
        ),
        sa.CheckConstraint(
            "(kind = 'withdraw') = (amount IS NOT NULL) AND (kind = 'withdraw') = (hold_id IS NOT NULL)",
            name="tokens_withdrawal_is_held",
        ),
        sa.CheckConstraint("(status = 'live') = (ended_at IS NULL)", name="tokens_end_has_a_time"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("order_key"),
    )
    live, referred = sa.text("status = 'live'"), sa.text("reference <> ''")
    for name, columns in (("tokens_one_live", ["customer_id", "kind"]), ("tokens_live_code", ["fingerprint"])):
        op.create_index(name, "tokens", columns, unique=True, sqlite_where=live, postgresql_where=live)
    op.create_index("tokens_customer", "tokens", ["customer_id", "id"], unique=False)
    op.create_index(
        "tokens_reference", "tokens", ["reference"], unique=False, sqlite_where=referred, postgresql_where=referred
    )
    op.create_table(
        "counter_calls",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("fact", sa.String(), nullable=False),
        sa.Column("fact_data", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
