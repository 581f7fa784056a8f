"""Cases: what waits for a person of KasPro, and how it was answered."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.engine import Connection, RowMapping
from sqlmodel import Field, SQLModel

from .clock import from_ms, to_ms
from .conversations import ConversationId
from .customers import CustomerId
from .database import BigId

ANSWERS_TO_ESTIMATE = 5
ANSWERS_COUNTED = 20


class CaseKind(StrEnum):
    """Why a person is needed."""

    ASKED = "asked"  # the customer asked for a person
    NOT_UNDERSTOOD = "not_understood"  # three times in a row
    FAILED_TURN = "failed_turn"  # a mistake of ours: the message was kept, an apology sent
    PIN_LOCKED = "pin_locked"  # ten wrong PINs in a row
    FORGOTTEN_PIN = "forgotten_pin"
    CONFLICT = "conflict"  # one delivery id with two contents


class CaseRow(SQLModel, table=True):
    """One case."""

    __tablename__ = "cases"
    __table_args__ = (Index("cases_open", "status", "id"), Index("cases_conversation", "conversation_id", "status"))

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    kind: str
    status: str = Field(default="open", description="open | answered | closed")
    conversation_id: int | None = Field(default=None, sa_type=BigInteger, foreign_key="conversations.id")
    customer_id: int | None = Field(default=None, sa_type=BigInteger, foreign_key="customers.id")
    detail: str = Field(default="")
    opened_at: int = Field(sa_type=BigInteger)
    answered_at: int | None = Field(default=None, sa_type=BigInteger)
    answered_by: str = Field(default="")


@dataclass(frozen=True)
class Case:
    """A case as staff see it."""

    id: int
    kind: CaseKind
    status: str
    conversation: ConversationId | None
    customer: CustomerId | None
    detail: str
    opened_at: datetime


_OPEN_ALREADY = text(
    "SELECT id FROM cases WHERE kind = :kind AND status = 'open' AND conversation_id = :conversation ORDER BY id "
    "LIMIT 1"
)
_ADD = text(
    "INSERT INTO cases (kind, status, conversation_id, customer_id, detail, opened_at, answered_by) "
    "VALUES (:kind, 'open', :conversation, :customer, :detail, :at, '') RETURNING id"
)
_COLUMNS = "id, kind, status, conversation_id, customer_id, detail, opened_at"
_OPEN = text(f"SELECT {_COLUMNS} FROM cases WHERE status <> 'closed' ORDER BY id")
_ONE = text(f"SELECT {_COLUMNS} FROM cases WHERE id = :id")
_ANSWERED = text(
    "UPDATE cases SET status = 'answered', answered_at = COALESCE(answered_at, :at), answered_by = :by WHERE id = :id"
)
_CLOSED = text("UPDATE cases SET status = 'closed' WHERE conversation_id = :conversation AND status = 'answered'")
_WAITS = text(
    "SELECT answered_at - opened_at FROM cases WHERE answered_at IS NOT NULL ORDER BY answered_at DESC LIMIT :count"
)


def open_case(
    connection: Connection,
    kind: CaseKind,
    *,
    at: datetime,
    conversation: int | None = None,
    customer: CustomerId | None = None,
    detail: str = "",
) -> int:
    """Open a case and return its number; one of this kind that is still open in the conversation stays the only one."""
    found = connection.execute(_OPEN_ALREADY, {"kind": kind, "conversation": conversation}).scalar_one_or_none()
    if found is not None:
        return int(found)
    values = {"kind": kind, "conversation": conversation, "customer": customer, "detail": detail, "at": to_ms(at)}
    return int(connection.execute(_ADD, values).scalar_one())


def open_cases(connection: Connection) -> list[Case]:
    """Return the cases that are not closed, oldest first."""
    return [_case(row._mapping) for row in connection.execute(_OPEN)]


def case(connection: Connection, number: int) -> Case | None:
    """Return the case with this number, or None."""
    row = connection.execute(_ONE, {"id": number}).one_or_none()
    return _case(row._mapping) if row else None


def answered(connection: Connection, number: int, *, by: str, at: datetime) -> None:
    """Write down that a person answered."""
    connection.execute(_ANSWERED, {"id": number, "by": by, "at": to_ms(at)})


def close_answered(connection: Connection, conversation: ConversationId) -> None:
    """Close the conversation's cases that a person has answered."""
    connection.execute(_CLOSED, {"conversation": conversation})


def minutes_to_answer(connection: Connection) -> int | None:
    """Return the median wait of the last twenty answered cases in minutes; None while there are fewer than five."""
    waits = [int(row[0]) for row in connection.execute(_WAITS, {"count": ANSWERS_COUNTED})]
    if len(waits) < ANSWERS_TO_ESTIMATE:
        return None
    return max(1, round(statistics.median(waits) / 60_000))


def _case(kept: RowMapping) -> Case:
    return Case(
        id=kept["id"],
        kind=CaseKind(kept["kind"]),
        status=kept["status"],
        conversation=kept["conversation_id"],
        customer=kept["customer_id"],
        detail=kept["detail"],
        opened_at=from_ms(kept["opened_at"]),
    )
