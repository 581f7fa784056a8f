"""WhatsApp's window: messages held back until the customer writes, lanes that tire, and how far a channel is read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.migrating import add_index

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """As models/conversations.py, models/outbox.py and models/caught_up.py say."""
    add_index("messages_held", "messages", ["conversation_id"], where="status = 'held'")
    op.add_column("messages", sa.Column("held_at", sa.BigInteger(), nullable=True))
    op.add_column("messages", sa.Column("together", sa.BigInteger(), nullable=True))
    op.add_column("lanes", sa.Column("tired_until", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_table(
        "caught_up",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("channel"),
    )
