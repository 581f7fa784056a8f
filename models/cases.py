"""Cases: what waits for a person of KasPro, and how it was answered."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, bindparam, text
from sqlalchemy.engine import Connection, RowMapping
from sqlmodel import Field, SQLModel

from .clock import from_ms, to_ms
from .conversations import ConversationId
from .customers import CustomerId
from .database import BigId
from .executing import Write

ANSWERS_TO_ESTIMATE = 5
ANSWERS_COUNTED = 20
LINES_MAX = 5
"""Numbers that one conversation can have in its case: a slip is mended, a list is not taken."""


class CaseKind(StrEnum):
    """Why a person is needed."""

    ASKED = "asked"  # the customer asked for a person
    NOT_UNDERSTOOD = "not_understood"  # three times in a row
    FAILED_TURN = "failed_turn"  # a mistake of ours: the message was kept, an apology sent
    PIN_LOCKED = "pin_locked"  # ten wrong PINs in a row
    FORGOTTEN_PIN = "forgotten_pin"
    CONFLICT = "conflict"  # one delivery id with two contents
    BLOCK = "block"  # somebody wants an account blocked from a channel that is not linked to it
    REACTIVATE = "reactivate"  # a blocked customer wants her account back
    CLOSING = "closing"  # a Regular customer wants to close with money left
    FRIEND_CASH = "friend_cash"  # cash was handed over, the other side does not say so


ENDED_BY: dict[CaseKind, str] = {
    CaseKind.PIN_LOCKED: "reset-pin",
    CaseKind.FORGOTTEN_PIN: "reset-pin",
    CaseKind.BLOCK: "block",
    CaseKind.REACTIVATE: "reactivate",
    CaseKind.FRIEND_CASH: "settle-cash",
    CaseKind.CLOSING: "",
}
"""Cases that talk does not end, by the act of staff that does, where there is one; all others are over once answered.

`staff close` ends any of them.
"""

PIN_CASES = (CaseKind.FORGOTTEN_PIN, CaseKind.PIN_LOCKED)


class CaseRow(SQLModel, table=True):
    """One case."""

    __tablename__ = "cases"
    __table_args__ = (Index("cases_open", "status", "id"), Index("cases_conversation", "conversation_id", "status"))

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    kind: str
    status: str = Field(default="open", description="open | answered | done | closed")
    conversation_id: int | None = Field(default=None, sa_type=BigInteger, foreign_key="conversations.id")
    customer_id: int | None = Field(default=None, sa_type=BigInteger, foreign_key="customers.id")
    detail: str = Field(default="")
    opened_at: int = Field(sa_type=BigInteger)
    answered_at: int | None = Field(default=None, sa_type=BigInteger)
    answered_by: str = Field(default="")
    helped: str = Field(
        default="", sa_column_kwargs={"server_default": ""}, description="what the customer said afterwards: yes | no"
    )


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
    helped: str = ""


_FOR_ACTS = "kind IN ({})".format(", ".join(f"'{kind}'" for kind in ENDED_BY))
_OPEN_ALREADY = text(
    "SELECT id FROM cases WHERE kind = :kind AND conversation_id = :conversation "
    f"AND (status = 'open' OR (status = 'answered' AND {_FOR_ACTS})) ORDER BY id LIMIT 1"
)
_WAITS_AGAIN = text("UPDATE cases SET status = 'open', helped = '' WHERE id = :id AND status = 'answered'")
_ADD = text(
    "INSERT INTO cases (kind, status, conversation_id, customer_id, detail, opened_at, answered_by) "
    "VALUES (:kind, 'open', :conversation, :customer, :detail, :at, '') RETURNING id"
)
_COLUMNS = "id, kind, status, conversation_id, customer_id, detail, opened_at, helped"
_OPEN = text(f"SELECT {_COLUMNS} FROM cases WHERE status <> 'closed' ORDER BY id")
_ONE = text(f"SELECT {_COLUMNS} FROM cases WHERE id = :id")
_ANSWERED = text(
    f"UPDATE cases SET status = CASE WHEN status = 'done' OR (status = 'closed' AND {_FOR_ACTS}) THEN 'done' "
    "ELSE 'answered' END, answered_at = COALESCE(answered_at, :at), answered_by = :by WHERE id = :id"
)
_CLOSED = text(
    "UPDATE cases SET status = 'closed' WHERE conversation_id = :conversation "
    f"AND (status = 'done' OR (status = 'answered' AND NOT {_FOR_ACTS}))"
)
_CLOSE = text("UPDATE cases SET status = 'closed' WHERE id = :id")
_ENDED = (
    "UPDATE cases SET status = CASE WHEN EXISTS (SELECT 1 FROM conversations v WHERE v.id = cases.conversation_id "
    "AND v.mode = 'person') THEN 'done' ELSE 'closed' END WHERE status IN ('open', 'answered') AND "
)
_END = text(f"{_ENDED} id = :id")
_END_OF = text(f"{_ENDED} customer_id = :customer AND kind IN :kinds").bindparams(bindparam("kinds", expanding=True))
_END_ABOUT = text(f"{_ENDED} kind = :kind AND detail = :detail")
_SET_DETAIL = text("UPDATE cases SET detail = :detail WHERE id = :id")
_NO_HELP = text("UPDATE cases SET helped = 'no', status = 'open' WHERE id = :id")
_HELP = text(
    f"UPDATE cases SET helped = 'yes', status = CASE WHEN {_FOR_ACTS} AND status IN ('open', 'answered') "
    "THEN status ELSE 'closed' END WHERE id = :id"
)
_OPENED_SINCE = text(
    "SELECT COUNT(*) FROM cases WHERE kind = :kind AND customer_id = :customer AND opened_at >= :since"
)
_WAITING = text(
    "SELECT 1 FROM cases WHERE customer_id = :customer AND kind = :kind AND status IN ('open', 'answered') "
    "AND (:conversation IS NULL OR conversation_id = :conversation) LIMIT 1"
).bindparams(bindparam("conversation", type_=BigInteger))
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
    """Open a case and return its number; one of this kind that is still open in the conversation stays the only one.

    One that was answered and waits for an act is the same case, open again.
    """
    found = connection.execute(_OPEN_ALREADY, {"kind": kind, "conversation": conversation}).scalar_one_or_none()
    if found is not None:
        connection.execute(_WAITS_AGAIN, {"id": found})
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


def close(connection: Connection, number: int) -> None:
    """Close the case; whether anybody answered it stays as it is, so that waits are counted from answers alone."""
    connection.execute(_CLOSE, {"id": number})


def end(connection: Connection, number: int) -> None:
    """End the case, for what it asks is done: closed at once, or once the person who talks there has handed back."""
    connection.execute(_END, {"id": number})


def end_of(connection: Connection, customer: CustomerId, *kinds: CaseKind) -> None:
    """End the customer's cases of these kinds, on whatever channel of hers."""
    connection.execute(_END_OF, {"customer": customer, "kinds": list(kinds)})


def end_about(connection: Connection, kind: CaseKind, detail: str) -> None:
    """End the cases of this kind that are about just this, whoever opened them."""
    connection.execute(_END_ABOUT, {"kind": kind, "detail": detail})


def is_for_an_act(found: Case) -> bool:
    """Return whether talk leaves the case as it is: an act of staff, or of the customer herself, has to end it."""
    return found.kind in ENDED_BY and found.status in ("open", "answered")


def add_to_detail(connection: Connection, number: int, line: str) -> None:
    """Add a line to what the case is about, unless it is there, or the case holds too many already."""
    found = case(connection, number)
    lines = found.detail.split("\n") if found is not None and found.detail else []
    if line not in lines and len(lines) < LINES_MAX:
        connection.execute(_SET_DETAIL, {"id": number, "detail": "\n".join([*lines, line])})


def note_helped(connection: Connection, number: int, *, helped: bool) -> None:
    """Keep what the customer said of the answer; if it did not help, the case is open again."""
    connection.execute(_HELP if helped else _NO_HELP, {"id": number})


def opened_since(connection: Connection, kind: CaseKind, customer: CustomerId, since: datetime) -> int:
    """Return how many cases of this kind were opened for the customer since then, whatever became of them."""
    values = {"kind": kind, "customer": customer, "since": to_ms(since)}
    return int(connection.execute(_OPENED_SINCE, values).scalar_one())


def is_waiting(
    connection: Connection, kind: CaseKind, customer: CustomerId, *, conversation: int | None = None
) -> bool:
    """Return whether a case of this kind is not done yet for the customer: in this conversation, or in any."""
    values = {"kind": kind, "customer": customer, "conversation": conversation}
    return connection.execute(_WAITING, values).first() is not None


def answered_closed(conversation: ConversationId) -> Write:
    """Return what closes the conversation's cases that a person has answered, but for those that an act has to end."""
    return _CLOSED, {"conversation": conversation}


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
        helped=kept["helped"],
    )
