"""Dead letters: what was not delivered, for all we know, and what staff do about it: send it again, or set it aside.

They are rows of the transcript, listed until somebody settles them. Who blocked the bot is in no list: she knows why.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import text
from sqlalchemy.engine import Connection, RowMapping

from .clock import from_ms, to_ms
from .conversations import MASK, MessageId
from .references import spoken

_UNDELIVERED = "m.settled = '' AND m.kind = 'text' AND m.status IN ('failed', 'unknown', 'held')"
_COLUMNS = (
    "m.id, m.conversation_id, m.customer_id, m.channel, m.lane, m.status, m.settled, m.text, m.extra, m.question, "
    "m.language, m.fact, m.fact_data, m.error, m.parts_out, m.created_at, i.customer_id AS chat_of, i.address, "
    "i.blocked_us"
)
_FROM = (
    "FROM messages m LEFT JOIN conversations c ON c.id = m.conversation_id "
    "LEFT JOIN identities i ON i.id = c.identity_id"
)
_NEWEST = text(f"SELECT {_COLUMNS} {_FROM} WHERE {_UNDELIVERED} AND m.id < :before ORDER BY m.id DESC LIMIT :count")
_ONE = text(f"SELECT {_COLUMNS} {_FROM} WHERE m.id = :id AND m.direction = 'out' AND m.kind = 'text'")
_SETTLE = text(
    "UPDATE messages SET settled = :settled, sealed = NULL, status = CASE WHEN status = 'held' THEN 'failed' "
    "ELSE status END WHERE id = :id AND settled = '' AND status IN ('failed', 'unknown', 'held')"
)
_QUEUE_AGAIN = text(
    "INSERT INTO messages (conversation_id, customer_id, direction, kind, channel, lane, digest, provider_id, status, "
    "text, extra, silent, flow, question, run_key, language, fact, fact_data, reply_to, attempts, not_before, "
    "lease_until, error, created_at, parts_out) "
    "SELECT conversation_id, customer_id, 'out', kind, channel, :lane, '', '', 'queued', text, extra, '', flow, "
    "question, run_key, language, fact, fact_data, reply_to, 0, 0, 0, '', :at, parts_out "
    "FROM messages WHERE id = :id RETURNING id"
)
_WAITING = text(
    "SELECT channel, COUNT(*) AS many, MIN(created_at) AS oldest FROM messages "
    "WHERE status IN ('queued', 'doubtful') AND kind = 'text' GROUP BY channel ORDER BY channel"
)

WHY = {
    "21211": "The number is not one that can be written to.",
    "21614": "The number takes no SMS.",
    "21617": "The message was too long.",
    "30003": "Her phone could not be reached.",
    "30004": "Her phone takes no messages from us.",
    "30005": "Nobody has this number any more.",
    "30006": "The number is a landline, or her carrier takes no SMS.",
    "30007": "A carrier took it for spam.",
    "30008": "Her carrier did not say why.",
    "63003": "WhatsApp does not know this number.",
    "63005": "WhatsApp did not accept what it says.",
    "63013": "WhatsApp's rules refuse what it says.",
    "63016": "WhatsApp takes free text only within 24 hours of her last message.",
    "63018": "WhatsApp took no more from us just then.",
    "63024": "This number is not on WhatsApp.",
    "63032": "WhatsApp limits this customer's chats.",
    "63049": "WhatsApp chose not to deliver it.",
}
"""What Twilio's codes mean, for staff."""
_CODE = re.compile(r"\b\d{5}\b")


class Refusal(StrEnum):
    """Why a message is not sent again."""

    ARRIVED = "it was delivered, or is still under way"
    SETTLED = "somebody has settled it already"
    HELD = "it is held, and goes by itself once she writes"
    SECRET = "it held a secret, which was wiped: she has to ask for a new one"  # noqa: S105  a sentence, no secret
    QUESTION = "it asks something, and the conversation may be elsewhere by now: she is asked anew when she writes"
    BLOCKED = "she blocked the bot: reach her on another channel"
    MOVED = "the chat is not hers any more"
    UNKNOWN = "it may have arrived: look at what she wrote next, or ask her"


@dataclass(frozen=True)
class DeadLetter:
    """A message that was not delivered, for all we know."""

    id: MessageId
    conversation: int | None
    customer: int | None
    channel: str
    address: str
    """Where she is to be reached now."""
    status: str
    settled: str
    text: str
    language: str
    fact: str
    reference: str
    error: str
    parts_out: int
    at: datetime
    had_secret: bool
    asks: bool
    blocked: bool
    moved: bool
    """Whether its chat belongs to somebody else by now."""

    @property
    def why(self) -> str:
        """Return what happened, in staff's words."""
        return why(self.status, self.error, self.parts_out)

    def refusal(self, *, although: bool = False) -> Refusal | None:
        """Return why it is not sent again; `although` says that it may arrive twice."""
        if self.settled:
            return Refusal.SETTLED
        if self.status not in ("failed", "unknown", "held"):
            return Refusal.ARRIVED
        if self.status == "held":
            return Refusal.HELD
        if self.had_secret:
            return Refusal.SECRET
        if self.asks:
            return Refusal.QUESTION
        if self.moved:
            return Refusal.MOVED
        if self.blocked:
            return Refusal.BLOCKED
        return Refusal.UNKNOWN if self.status == "unknown" and not although else None


@dataclass(frozen=True)
class Waiting:
    """What waits to be sent on a channel."""

    channel: str
    count: int
    oldest: datetime


def undelivered(connection: Connection, *, before: int, count: int) -> list[DeadLetter]:
    """Return what was not delivered and is not settled, the newest first, from messages before that one."""
    rows = connection.execute(_NEWEST, {"before": before, "count": count})
    return [_letter(row._mapping) for row in rows]


def letter(connection: Connection, number: int) -> DeadLetter | None:
    """Return one message that we sent or tried to, whatever became of it."""
    row = connection.execute(_ONE, {"id": number}).one_or_none()
    return None if row is None else _letter(row._mapping)


def send_again(connection: Connection, found: DeadLetter, *, at: datetime) -> MessageId | None:
    """Queue the same words once more, and of a long text what is not out yet; None if somebody was faster."""
    if not _settle(connection, found, "sent again"):
        return None
    values = {"id": found.id, "at": to_ms(at), "lane": f"{found.channel}:{found.address}"}
    return MessageId(connection.execute(_QUEUE_AGAIN, values).scalar_one())


def set_aside(connection: Connection, found: DeadLetter) -> bool:
    """Take it off the list; what is held is not sent any more. False if somebody was faster."""
    return _settle(connection, found, "set aside")


def waiting(connection: Connection) -> list[Waiting]:
    """Return what waits to be sent, by channel, closed ones too."""
    return [Waiting(row.channel, row.many, from_ms(row.oldest)) for row in connection.execute(_WAITING)]


def why(status: str, error: str, parts_out: int = 0) -> str:
    """Return what became of a message that was not delivered, in staff's words."""
    said = _why(status, error)
    return f"Only its beginning arrived. {said}" if parts_out else said


def _why(status: str, error: str) -> str:
    if status == "unknown":
        return "No answer came, so it may have arrived."
    code = _CODE.search(error)
    if code is not None and code[0] in WHY:
        return WHY[code[0]]
    if status == "held":
        return WHY["63016"]
    if error.startswith("waited too long"):
        return "Its channel was out of order for too long."
    if "chat not found" in error.lower():
        return "Telegram does not know this chat any more."
    return f"Refused: {error[:120]}" if error else "It could not be sent."


def _settle(connection: Connection, found: DeadLetter, how: str) -> bool:
    return connection.execute(_SETTLE, {"id": found.id, "settled": how}).rowcount == 1


def _letter(row: RowMapping) -> DeadLetter:
    fact_data, extra = json.loads(row["fact_data"]), json.loads(row["extra"])
    reference = fact_data.get("reference", "")
    linked = any(button.get("link") for button in extra.get("buttons", []))
    lasting = row["conversation_id"] is not None
    return DeadLetter(
        id=MessageId(row["id"]),
        conversation=row["conversation_id"],
        customer=row["customer_id"],
        channel=row["channel"],
        address=row["address"] if lasting else row["lane"].partition(":")[2],
        status=row["status"],
        settled=row["settled"],
        text=row["text"],
        language=row["language"],
        fact=row["fact"],
        reference=spoken(reference) if isinstance(reference, str) and reference else "",
        error=row["error"],
        parts_out=row["parts_out"],
        at=from_ms(row["created_at"]),
        had_secret=linked or MASK in row["text"] or MASK in json.dumps(fact_data, ensure_ascii=False),
        asks=row["question"] != "",
        blocked=bool(row["blocked_us"]),
        moved=lasting and row["customer_id"] is not None and row["chat_of"] != row["customer_id"],
    )
