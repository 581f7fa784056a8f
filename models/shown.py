"""Shown: what was last put before a person: its choices, which a bare number may pick, and buttons that are over."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import Connection

from .conversations import MASK, ConversationId
from .orders import Fact, recall

_LAST = text(
    "SELECT status, fact, extra FROM messages WHERE conversation_id = :conversation AND direction = 'out' "
    "AND kind = 'text' AND status <> 'superseded' ORDER BY id DESC LIMIT 1"
)


_UNSENT = text(
    "SELECT status FROM messages WHERE conversation_id = :conversation AND direction = 'out' AND kind = 'text' "
    "AND run_key = :run AND question = :question AND status <> 'superseded' ORDER BY id DESC LIMIT 1"
)


def buttons_left(asked: str) -> str:
    """Return the channel's id of the last question's message (`Incoming.asked`), if its buttons are still there."""
    message, _, extra = asked.partition(" ")
    tappable = [button for button in json.loads(extra or "{}").get("buttons", []) if not button.get("contact")]
    return message if tappable else ""


_SENT_LAST = (
    "FROM messages WHERE conversation_id = :conversation AND direction = 'out' AND kind = 'text' "
    "AND status NOT IN ('queued', 'superseded', 'failed') ORDER BY id DESC LIMIT 1"
)
_TOLD_LAST = text(f"SELECT text, extra, created_at {_SENT_LAST}")
_LAST_SEEN = text(f"SELECT fact, fact_data {_SENT_LAST}")
_SEEN = text(f"SELECT extra {_SENT_LAST}")


def fact_shown(connection: Connection, conversation: ConversationId) -> Fact | None:
    """Return the fact that the person was last told, if that is the last thing that she saw; else None."""
    row = connection.execute(_LAST_SEEN, {"conversation": conversation}).one_or_none()
    if row is None or not row.fact:
        return None
    return recall({"fact": row.fact, "is": json.loads(row.fact_data)})


def buttons_seen(connection: Connection, conversation: ConversationId) -> list[str]:
    """Return what the buttons under the last thing that the person saw would do, whether she can tap them or not."""
    extra = connection.execute(_SEEN, {"conversation": conversation}).scalar_one_or_none()
    shown = json.loads(extra) if extra is not None else {}
    return [button["data"] for button in shown.get("buttons", []) if button.get("data")]


@dataclass(frozen=True)
class Told:
    """What a person was last told, as its row keeps it."""

    text: str
    extra: dict[str, Any]
    at: int
    """When it was queued, in milliseconds."""
    secret: bool
    """Whether it held what is said only once: the row has a mask in its place."""


def told_last(connection: Connection, conversation: ConversationId) -> Told | None:
    """Return what the person was last told, a notice or an answer; None for somebody who was told nothing yet."""
    row = connection.execute(_TOLD_LAST, {"conversation": conversation}).one_or_none()
    if row is None:
        return None
    extra = json.loads(row.extra)
    return Told(row.text, extra, row.created_at, secret=MASK in row.text or bool(extra.get("protect")))


def is_unsent(connection: Connection, conversation: ConversationId, run_key: str, question: str) -> bool:
    """Return whether this question is still to be sent, so that nobody can have answered it."""
    asked = {"conversation": conversation, "run": run_key, "question": question}
    return connection.execute(_UNSENT, asked).scalar_one_or_none() == "queued"


def choices_shown(connection: Connection, conversation: ConversationId, said: str) -> dict[str, str]:
    """Return what each number stands for in the last message, if what was said may be such a number; else nothing.

    While a notice is on its way, or where a message did not arrive, a number was meant for something else. An answer to
    her own words may be read, and answered, before its channel has told us that it took it.
    """
    number = said.strip()
    if not (1 <= len(number) <= 2 and number.isascii() and number.isdigit()):
        return {}
    last = connection.execute(_LAST, {"conversation": conversation}).one_or_none()
    if last is None or last.status in ("queued", "failed") or (last.status == "sending" and last.fact):
        return {}
    shown = json.loads(last.extra)
    if shown.get("ask") != "choice":
        return {}
    tappable = [button["data"] for button in shown.get("buttons", []) if button.get("data")]
    return {str(nth): data for nth, data in enumerate(tappable, start=1)}
