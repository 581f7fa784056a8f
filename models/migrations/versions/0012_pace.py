"""How fast somebody writes: so that a flood is not read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """As models/customers.py says."""
    op.add_column("identities", sa.Column("heard_ahead", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("identities", sa.Column("unread", sa.Integer(), nullable=False, server_default="0"))
