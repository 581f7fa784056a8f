"""Reading: every question that the desk asks the database. Plain SELECTs over one view; nothing here writes or locks.

Lists are paged by message id, so that a page stays what it was while new messages come in.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import TextClause, bindparam, text
from sqlalchemy.engine import Connection, Row

from models.clock import from_ms
from models.money import AMOUNT_MAX, Money
from models.phone import Phone

PAGE = 50
MESSAGES = 100
FOUND_MAX = 20


@dataclass(frozen=True)
class Person:
    """Whose conversation it is: a customer, or a stranger of whom we know at most a number."""

    customer_id: int | None
    name: str
    phone: Phone | None
    language: str
    tier: str = ""
    status: str = ""


@dataclass(frozen=True)
class OpenCase:
    """A case that is not closed."""

    id: int
    kind: str
    status: str
    conversation_id: int | None
    detail: str
    opened_at: datetime
    answered_at: datetime | None
    answered_by: str


@dataclass(frozen=True)
class Line:
    """A conversation in a list, with the last thing said in it."""

    id: int
    person: Person
    channel: str
    mode: str
    last_id: int
    direction: str
    kind: str
    text: str
    status: str
    fact: str
    said_by: str
    at: datetime | None
    cases: list[OpenCase] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """A page of conversations; `older` and `newer` are the message ids from which the next pages go, 0 for none."""

    lines: list[Line]
    older: int = 0
    newer: int = 0


@dataclass(frozen=True)
class Said:
    """One message of a transcript."""

    id: int
    direction: str
    kind: str
    channel: str
    status: str
    text: str
    extra: dict[str, Any]
    silent: str
    flow: str
    question: str
    language: str
    fact: str
    fact_data: dict[str, Any]
    error: str
    at: datetime
    parts_out: int = 0
    settled: str = ""


@dataclass(frozen=True)
class Stretch:
    """A page of a transcript, oldest first."""

    said: list[Said]
    older: bool
    newer: bool


@dataclass(frozen=True)
class Side:
    """One side of a transfer: a customer's wallet, or an account of the house."""

    account: str
    customer_id: int | None
    name: str
    phone: Phone | None


@dataclass(frozen=True)
class Transfer:
    """A transfer, or a hold, by its reference; `ended` says how a hold ended."""

    id: str
    reference: str
    amount: Money
    code: str
    step: str
    ended: str
    ended_amount: Money | None
    expires_at: datetime | None
    debit: Side
    credit: Side
    note: str
    order_key: str
    at: datetime


@dataclass(frozen=True)
class Step:
    """One row of the ledger that belongs to a transfer: itself, the end of its hold, a reversal, its fee."""

    id: str
    amount: Money
    code: str
    step: str
    reference: str
    at: datetime


@dataclass(frozen=True)
class Channel:
    """One channel of a customer, with its conversation if there is one."""

    channel: str
    conversation_id: int | None
    blocked_us: bool
    last_in_at: datetime | None


@dataclass(frozen=True)
class Card:
    """A customer as her card names her."""

    id: int
    name: str
    phone: Phone
    email: str
    tier: str
    status: str
    language: str
    since: datetime


def _many(statement: str) -> TextClause:
    return text(statement).bindparams(bindparam("ids", expanding=True))


def _shown(row: str) -> str:
    """Silent acts (a deletion, a dropped button) are no part of a transcript."""
    return f"({row}.direction = 'in' OR {row}.kind = 'text')"


_PERSON = (
    "i.channel, i.phone AS identity_phone, i.language AS identity_language, k.id AS customer_id, k.first_name, "
    "k.last_name, k.phone, k.former_phone, k.tier, k.status AS customer_status"
)
_PEOPLE = "JOIN identities i ON i.id = c.identity_id LEFT JOIN customers k ON k.id = i.customer_id"
_LAST_OF = f"(SELECT n.id FROM messages n WHERE n.conversation_id = c.id AND {_shown('n')} ORDER BY n.id DESC LIMIT 1)"
# The newest messages are walked until enough are the last of their conversation: no conversation carries its last one,
# for a notice to somebody else must not wait for her conversation's row.
_WALK = (
    f"SELECT m.conversation_id AS id FROM messages m WHERE m.conversation_id IS NOT NULL AND {_shown('m')} "
    "AND NOT EXISTS (SELECT 1 FROM messages n WHERE n.conversation_id = m.conversation_id AND n.id > m.id "
    f"AND {_shown('n')}) "
)
_NEWEST = text(f"{_WALK} AND m.id < :before ORDER BY m.id DESC LIMIT :count")
_NEWER = text(f"{_WALK} AND m.id > :after ORDER BY m.id LIMIT :count")
_PERSONAL = f"SELECT id FROM (SELECT c.id, {_LAST_OF} AS last FROM conversations c WHERE c.mode = 'person') AS those "
_NEWEST_PERSONAL = text(f"{_PERSONAL} WHERE last < :before ORDER BY last DESC LIMIT :count")
_NEWER_PERSONAL = text(f"{_PERSONAL} WHERE last > :after ORDER BY last LIMIT :count")
_WITH_A_PERSON = text("SELECT COUNT(*) FROM conversations WHERE mode = 'person'")
_LINES = _many(
    f"SELECT c.id, c.mode, {_PERSON}, m.id AS last_id, m.direction, m.kind, m.text, m.status, m.fact, m.fact_data, "
    f"m.created_at FROM conversations c {_PEOPLE} LEFT JOIN messages m ON m.id = {_LAST_OF} WHERE c.id IN :ids "
    "ORDER BY COALESCE(m.id, 0) DESC, c.id DESC"
)
_CASE = "id, kind, status, conversation_id, detail, opened_at, answered_at, answered_by"
_CASES = _many(f"SELECT {_CASE} FROM cases WHERE conversation_id IN :ids AND status <> 'closed' ORDER BY id")
_ALL_CASES = text(f"SELECT {_CASE} FROM cases WHERE conversation_id = :conversation ORDER BY id")

_SAID = (
    "id, direction, kind, channel, status, text, extra, silent, flow, question, language, fact, fact_data, error, "
    "created_at, parts_out, settled"
)
_BEFORE = text(
    f"SELECT {_SAID} FROM messages m WHERE conversation_id = :conversation AND {_shown('m')} AND id < :before "
    "ORDER BY id DESC LIMIT :count"
)
_AFTER = text(
    f"SELECT {_SAID} FROM messages m WHERE conversation_id = :conversation AND {_shown('m')} AND id > :after "
    "ORDER BY id LIMIT :count"
)

_TRANSFER = (
    "SELECT t.id, t.reference, t.amount, t.code, t.step, t.note, t.order_key, t.expires_at, t.created_at, "
    "e.step AS ended, e.amount AS ended_amount, d.name AS debit, c.name AS credit, dk.id AS debit_customer, "
    "dk.first_name AS debit_first, dk.last_name AS debit_last, dk.phone AS debit_phone, "
    "dk.former_phone AS debit_former, "
    "ck.id AS credit_customer, ck.first_name AS credit_first, ck.last_name AS credit_last, ck.phone AS credit_phone, "
    "ck.former_phone AS credit_former FROM transfers t JOIN accounts d ON d.id = t.debit_account_id "
    "JOIN accounts c ON c.id = t.credit_account_id LEFT JOIN transfers e ON e.pending_id = t.id "
    "LEFT JOIN customers dk ON dk.id = d.customer_id LEFT JOIN customers ck ON ck.id = c.customer_id "
)
_TRANSFERS = _many(f"{_TRANSFER} WHERE t.reference IN :ids")
_STEPS = text(
    "SELECT id, amount, code, step, reference, created_at FROM transfers WHERE id = :id OR pending_id = :id "
    "OR reverses_id = :id OR id = :fee ORDER BY seq"
)

_CARD = text(
    "SELECT id, first_name, last_name, phone, former_phone, email, former_email, tier, status, language, created_at "
    "FROM customers WHERE id = :id"
)
_NAMES = _many("SELECT id, first_name, last_name FROM customers WHERE id IN :ids")
_CHANNELS = text(
    "SELECT i.channel, c.id, i.blocked_us, i.last_in_at FROM identities i LEFT JOIN conversations c "
    "ON c.identity_id = i.id WHERE i.customer_id = :customer ORDER BY i.last_in_at DESC, i.id"
)

_WITH_PHONE = text(
    "SELECT id FROM customers WHERE phone = :value UNION SELECT id FROM customers WHERE former_phone = :value"
)
_WITH_EMAIL = text(
    "SELECT id FROM customers WHERE email = :value UNION SELECT id FROM customers WHERE former_email = :value"
)
_CONVERSATIONS_OF = _many(
    "SELECT c.id FROM identities i JOIN conversations c ON c.identity_id = i.id WHERE i.customer_id IN :ids"
)
_CONVERSATIONS_FROM = text(
    "SELECT c.id FROM identities i JOIN conversations c ON c.identity_id = i.id WHERE i.phone = :phone"
)
_SPEAK_OF = _many(
    f"SELECT {_SAID}, conversation_id FROM messages m WHERE conversation_id IN :ids AND {_shown('m')} "
    "AND (UPPER(text) LIKE :spoken OR UPPER(text) LIKE :bare OR fact_data LIKE :bare) ORDER BY id DESC LIMIT :count"
)


# Conversations


def conversations(connection: Connection, *, person: bool, before: int = 0, after: int = 0) -> Page:
    """Return a page of conversations, the newest first; with `person`, those that a person has."""
    if after:
        found = _ids(connection, _NEWER_PERSONAL if person else _NEWER, after=after, count=PAGE + 1)
        lines = lines_of(connection, found[:PAGE])
        return Page(lines, older=_last(lines), newer=_first(lines) if len(found) > PAGE else 0)
    newest = _NEWEST_PERSONAL if person else _NEWEST
    found = _ids(connection, newest, before=before or AMOUNT_MAX, count=PAGE + 1)
    lines = lines_of(connection, found[:PAGE])
    return Page(lines, older=_last(lines) if len(found) > PAGE else 0, newer=_first(lines) if before else 0)


def with_a_person(connection: Connection) -> int:
    """Return how many conversations a person has."""
    return int(connection.execute(_WITH_A_PERSON).scalar_one())


def lines_of(connection: Connection, ids: Collection[int]) -> list[Line]:
    """Return these conversations with their last words and open cases, the newest first."""
    if not ids:
        return []
    cases: dict[int, list[OpenCase]] = {}
    for each in map(_case, connection.execute(_CASES, {"ids": list(ids)})):
        cases.setdefault(each.conversation_id or 0, []).append(each)
    return [_line(row, cases.get(row.id, [])) for row in connection.execute(_LINES, {"ids": list(ids)})]


def line_of(connection: Connection, conversation: int) -> Line | None:
    """Return one conversation, or None."""
    return next(iter(lines_of(connection, [conversation])), None)


def cases_of(connection: Connection, conversation: int) -> list[OpenCase]:
    """Return all cases of a conversation, closed ones too, oldest first."""
    return [_case(row) for row in connection.execute(_ALL_CASES, {"conversation": conversation})]


# Transcripts


def stretch(connection: Connection, conversation: int, *, before: int = 0, after: int = 0, around: int = 0) -> Stretch:
    """Return a page of the transcript: the newest, what stands before or after a message, or around it."""
    if around:
        first = _page(connection, _BEFORE, conversation, before=around + 1, count=MESSAGES // 2)
        later = _page(connection, _AFTER, conversation, after=around, count=MESSAGES // 2)
        said, more, newer = [*reversed(first[0]), *later[0]], first[1], later[1]
        return Stretch(said, older=more, newer=newer)
    if after:
        found, more = _page(connection, _AFTER, conversation, after=after, count=MESSAGES)
        return Stretch(found, older=True, newer=more)
    found, more = _page(connection, _BEFORE, conversation, before=before or AMOUNT_MAX, count=MESSAGES)
    return Stretch(found[::-1], older=more, newer=bool(before))


def speaking_of(connection: Connection, conversations: Collection[int], reference: str) -> list[tuple[int, Said]]:
    """Return the newest messages of these conversations that name the reference, with their conversation."""
    if not conversations:
        return []
    like = {"spoken": f"%{reference[:4]}-{reference[4:]}%", "bare": f"%{reference}%", "count": FOUND_MAX}
    rows = connection.execute(_SPEAK_OF, {"ids": list(conversations), **like})
    return [(row.conversation_id, _said(row)) for row in rows]


# Money


def transfers(connection: Connection, references: Collection[str]) -> dict[str, Transfer]:
    """Return the transfers with these references."""
    if not references:
        return {}
    rows = connection.execute(_TRANSFERS, {"ids": list(references)})
    return {row.reference: _transfer(row) for row in rows}


def steps_of(connection: Connection, transfer: Transfer) -> list[Step]:
    """Return every row of the ledger that belongs to the transfer, oldest first."""
    fee = f"fee:{transfer.order_key}" if transfer.code == "transfer" else ""
    rows = connection.execute(_STEPS, {"id": transfer.id, "fee": fee})
    return [
        Step(row.id, Money(row.amount), row.code, row.step, row.reference or "", from_ms(row.created_at))
        for row in rows
    ]


# Customers


def card_of(connection: Connection, customer_id: int) -> Card:
    """Return who she is."""
    row = connection.execute(_CARD, {"id": customer_id}).one()
    return Card(
        id=row.id,
        name=f"{row.first_name} {row.last_name}".strip(),
        phone=Phone(row.former_phone or row.phone),
        email=row.former_email or row.email,
        tier=row.tier,
        status=row.status,
        language=row.language,
        since=from_ms(row.created_at),
    )


def names_of(connection: Connection, customers: Collection[int]) -> dict[int, str]:
    """Return the names of these customers."""
    if not customers:
        return {}
    rows = connection.execute(_NAMES, {"ids": list(customers)})
    return {row.id: f"{row.first_name} {row.last_name}".strip() for row in rows}


def channels_of(connection: Connection, customer_id: int) -> list[Channel]:
    """Return her channels, the one last written on first."""
    return [
        Channel(row.channel, row.id, bool(row.blocked_us), from_ms(row.last_in_at) if row.last_in_at else None)
        for row in connection.execute(_CHANNELS, {"customer": customer_id})
    ]


# Search


def customers_with_phone(connection: Connection, phone: str) -> list[int]:
    """Return who has this number, or had it until her wallet was closed."""
    return [row.id for row in connection.execute(_WITH_PHONE, {"value": phone})]


def customers_with_email(connection: Connection, email: str) -> list[int]:
    """Return who has this e-mail, or had it until her wallet was closed."""
    return [row.id for row in connection.execute(_WITH_EMAIL, {"value": email})]


def conversations_of(connection: Connection, customers: Collection[int]) -> list[int]:
    """Return the conversations of these customers."""
    if not customers:
        return []
    return [row.id for row in connection.execute(_CONVERSATIONS_OF, {"ids": list(customers)})]


def conversations_from(connection: Connection, phone: str) -> list[int]:
    """Return the conversations of people for whom a channel vouches that the number is theirs, strangers included."""
    return [row.id for row in connection.execute(_CONVERSATIONS_FROM, {"phone": phone})]


# How rows are read


def _ids(connection: Connection, statement: TextClause, **values: int) -> list[int]:
    return [row.id for row in connection.execute(statement, values)]


def _first(lines: Sequence[Line]) -> int:
    return lines[0].last_id if lines else 0


def _last(lines: Sequence[Line]) -> int:
    return lines[-1].last_id if lines else 0


def _page(
    connection: Connection, statement: TextClause, conversation: int, *, count: int, **edge: int
) -> tuple[list[Said], bool]:
    rows = connection.execute(statement, {"conversation": conversation, "count": count + 1, **edge}).all()
    return [_said(row) for row in rows[:count]], len(rows) > count


def _person(row: Row[Any]) -> Person:
    if row.customer_id is None:
        phone = Phone(row.identity_phone) if row.identity_phone else None
        return Person(None, "", phone, row.identity_language)
    return Person(
        customer_id=row.customer_id,
        name=f"{row.first_name} {row.last_name}".strip(),
        phone=Phone(row.former_phone or row.phone),
        language=row.identity_language,
        tier=row.tier,
        status=row.customer_status,
    )


def _line(row: Row[Any], cases: list[OpenCase]) -> Line:
    return Line(
        id=row.id,
        person=_person(row),
        channel=row.channel,
        mode=row.mode,
        last_id=row.last_id or 0,
        direction=row.direction or "",
        kind=row.kind or "",
        text=row.text or "",
        status=row.status or "",
        fact=row.fact or "",
        said_by=str(json.loads(row.fact_data).get("by", "")) if row.fact == "staff_said" else "",
        at=from_ms(row.created_at) if row.created_at else None,
        cases=cases,
    )


def _case(row: Row[Any]) -> OpenCase:
    return OpenCase(
        id=row.id,
        kind=row.kind,
        status=row.status,
        conversation_id=row.conversation_id,
        detail=row.detail,
        opened_at=from_ms(row.opened_at),
        answered_at=from_ms(row.answered_at) if row.answered_at else None,
        answered_by=row.answered_by,
    )


def _said(row: Row[Any]) -> Said:
    return Said(
        id=row.id,
        direction=row.direction,
        kind=row.kind,
        channel=row.channel,
        status=row.status,
        text=row.text,
        extra=json.loads(row.extra),
        silent=row.silent,
        flow=row.flow,
        question=row.question,
        language=row.language,
        fact=row.fact,
        fact_data=json.loads(row.fact_data),
        error=row.error,
        at=from_ms(row.created_at),
        parts_out=row.parts_out,
        settled=row.settled,
    )


def _side(account: str, customer: int | None, first: str | None, last: str | None, phone: str | None) -> Side:
    return Side(account, customer, f"{first or ''} {last or ''}".strip(), Phone(phone) if phone else None)


def _transfer(row: Row[Any]) -> Transfer:
    return Transfer(
        id=row.id,
        reference=row.reference,
        amount=Money(row.amount),
        code=row.code,
        step=row.step,
        ended=row.ended or "",
        ended_amount=None if row.ended_amount is None else Money(row.ended_amount),
        expires_at=from_ms(row.expires_at) if row.expires_at else None,
        debit=_side(
            row.debit, row.debit_customer, row.debit_first, row.debit_last, row.debit_former or row.debit_phone
        ),
        credit=_side(
            row.credit, row.credit_customer, row.credit_first, row.credit_last, row.credit_former or row.credit_phone
        ),
        note=row.note,
        order_key=row.order_key,
        at=from_ms(row.created_at),
    )
