"""Questions that nobody has seen yet are found by their conversation, however long the queue is."""

from __future__ import annotations

from models.migrating import add_index

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """As models/conversations.py says."""
    add_index(
        "messages_unsent",
        "messages",
        ["conversation_id"],
        where="status = 'queued' AND question <> '' AND fact = ''",
    )
