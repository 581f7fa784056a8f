"""What became of a message: doubts that are looked up, parts that are out, channels that rest, what staff settled."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.migrating import add_columns, add_index

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """As models/conversations.py, models/reports.py and models/rests.py say."""
    add_columns(
        "messages",
        sa.Column("doubt_since", sa.BigInteger(), nullable=True),
        sa.Column("looks", sa.Integer(), nullable=True),
        sa.Column("parts_out", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("settled", sa.String(), nullable=False, server_default=""),
    )
    add_index("messages_waiting", "messages", ["id"], where="status IN ('queued', 'doubtful')")
    add_index("messages_sending", "messages", ["id"], where="status = 'sending'")
    undelivered = "settled = '' AND kind = 'text' AND status IN ('failed', 'unknown', 'held')"
    add_index("messages_undelivered", "messages", ["id"], where=undelivered)
    add_index("statuses_at", "statuses", ["at"])
    op.create_table(
        "rests",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("channel"),
    )
    # Who blocked the bot is not waiting for anything.
    op.execute(
        "UPDATE messages SET settled = 'blocked' WHERE settled = '' AND kind = 'text' "
        "AND status IN ('failed', 'unknown', 'held') AND status = 'failed' AND error LIKE '%blocked%'"
    )
