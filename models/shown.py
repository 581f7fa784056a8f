"""Shown: what was last put before a person: its choices, which a bare number may pick, and buttons that are over."""

from __future__ import annotations

import json

from sqlalchemy import text
from sqlalchemy.engine import Connection

from .conversations import ConversationId

_LAST = text(
    "SELECT extra FROM messages WHERE conversation_id = :conversation AND direction = 'out' AND kind = 'text' "
    "AND status <> 'superseded' ORDER BY id DESC LIMIT 1"
)


_LAST_QUESTION = text(
    "SELECT kind, provider_id, extra FROM messages WHERE conversation_id = :conversation AND direction = 'out' "
    "AND (kind = 'drop_buttons' OR (kind = 'text' AND question <> '')) ORDER BY id DESC LIMIT 1"
)


def buttons_left(connection: Connection, conversation: ConversationId) -> str:
    """Return the channel's id of the last question's message, if its buttons are still there; else nothing."""
    row = connection.execute(_LAST_QUESTION, {"conversation": conversation}).one_or_none()
    if row is None or row.kind != "text":
        return ""
    tappable = [button for button in json.loads(row.extra).get("buttons", []) if not button.get("contact")]
    return str(row.provider_id) if tappable else ""


def choices_shown(connection: Connection, conversation: ConversationId, said: str) -> dict[str, str]:
    """Return what each number stands for in the last message, if what was said may be such a number; else nothing."""
    number = said.strip()
    if not (1 <= len(number) <= 2 and number.isascii() and number.isdigit()):
        return {}
    extra = connection.execute(_LAST, {"conversation": conversation}).scalar_one_or_none()
    if extra is None:
        return {}
    shown = json.loads(extra)
    if shown.get("ask") != "choice":
        return {}
    tappable = [button["data"] for button in shown.get("buttons", []) if button.get("data")]
    return {str(nth): data for nth, data in enumerate(tappable, start=1)}
