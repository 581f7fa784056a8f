"""Conversations and messages. The transcript is the outbox: one table, both directions.

Intake writes what came in and queues what is said; handlers `tell` facts, unworded; the sender claims, words and marks
(`models/outbox.py`). Text in these rows holds no secret: a PIN or code is masked before it comes here.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Concatenate, NewType, ParamSpec

from sqlalchemy import BigInteger, Index, LargeBinary, TextClause, text
from sqlalchemy.engine import Connection, Row
from sqlmodel import Field, SQLModel

from .away import lose
from .clock import MOVED, NOW, from_ms, now, to_ms
from .customers import (
    CUSTOMER_COLUMNS,
    CustomerId,
    Identity,
    IdentityId,
    identities_of,
    lock_customer,
    remember_locked,
)
from .database import BigId, partial_index
from .executing import Write, write_together
from .figures import CHANGED, changed_figures
from .flooding import Pace, paced
from .orders import Desk, Fact, keep
from .phone import Phone
from .plain import dump

ConversationId = NewType("ConversationId", int)
MessageId = NewType("MessageId", int)
P = ParamSpec("P")

MASK = "••••••"


class ConversationRow(SQLModel, table=True):
    """The state of one identity's conversation."""

    __tablename__ = "conversations"
    __table_args__ = (partial_index("conversations_with_a_person", "id", where="mode = 'person'"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    identity_id: int = Field(sa_type=BigInteger, unique=True, foreign_key="identities.id")
    mode: str = Field(default="bot", description="bot, or person: then the bot is silent")
    state: str = Field(default="{}", description="the runs and what else the engine keeps, as JSON")
    created_at: int = Field(sa_type=BigInteger)


class MessageRow(SQLModel, table=True):
    """One message, in or out, or a silent act on a channel."""

    __tablename__ = "messages"
    __table_args__ = (
        Index("messages_queue", "status", "not_before"),
        Index("messages_lane", "lane", "status"),
        Index("messages_conversation", "conversation_id", "id"),
        Index("messages_provider", "channel", "provider_id"),
        Index("messages_reply", "reply_to"),
        partial_index("messages_to_forget", "created_at", where="channel = 'telegram' AND delivery IS NOT NULL"),
        partial_index(
            "messages_questions",
            "conversation_id",
            "id",
            where="direction = 'out' AND (kind = 'drop_buttons' OR (kind = 'text' AND question <> ''))",
        ),
        partial_index("messages_waiting", "id", where="status IN ('queued', 'doubtful')"),
        partial_index("messages_sending", "id", where="status = 'sending'"),
        partial_index("messages_held", "conversation_id", where="status = 'held'"),
        partial_index("messages_unsent", "conversation_id", where="status = 'queued' AND question <> '' AND fact = ''"),
        partial_index(
            "messages_undelivered",
            "id",
            where="settled = '' AND kind = 'text' AND status IN ('failed', 'unknown', 'held')",
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    conversation_id: int | None = Field(default=None, sa_type=BigInteger, foreign_key="conversations.id")
    customer_id: int | None = Field(default=None, sa_type=BigInteger, index=True)
    direction: str = Field(description="in | out")
    kind: str = Field(description="in: text, tap, contact, …; out: text, or a silent act: delete, answer_tap, …")
    channel: str
    lane: str = Field(default="", description="channel and address: what goes down one lane goes in order")
    delivery: str | None = Field(default=None, unique=True, description="channel and the channel's id of the delivery")
    digest: str = Field(default="", description="of a delivery's bytes")
    provider_id: str = Field(default="", description="the channel's id of the message")
    status: str = Field(
        description="in: handled, failed, ignored, aside; "
        "out: queued, sending, doubtful, held, sent, delivered, read, failed, unknown, superseded"
    )
    text: str = Field(default="", description="masked: never a PIN or a code")
    extra: str = Field(default="{}", description="buttons and the like, as JSON")
    sealed: bytes | None = Field(default=None, sa_type=LargeBinary, description="encrypted; wiped at any final outcome")
    silent: str = Field(default="", description="in: why it got no answer of its own")
    flow: str = Field(default="")
    question: str = Field(default="")
    run_key: str = Field(default="")
    language: str = Field(default="")
    fact: str = Field(default="")
    fact_data: str = Field(default="{}")
    reply_to: int | None = Field(default=None, sa_type=BigInteger)
    attempts: int = Field(default=0)
    not_before: int = Field(default=0, sa_type=BigInteger, description="real time")
    lease_until: int = Field(default=0, sa_type=BigInteger, description="real time")
    error: str = Field(default="")
    created_at: int = Field(sa_type=BigInteger)
    sent_at: int | None = Field(default=None, sa_type=BigInteger)
    doubt_since: int | None = Field(
        default=None, sa_type=BigInteger, description="real time; when a sending began whose outcome was not known"
    )
    looks: int | None = Field(
        default=None, description="to be looked up before anything else: how often the channel's list had it not"
    )
    parts_out: int = Field(
        default=0, sa_column_kwargs={"server_default": "0"}, description="parts of a long text that are out"
    )
    settled: str = Field(
        default="",
        sa_column_kwargs={"server_default": ""},
        description="of what was not delivered: sent again, set aside, blocked",
    )
    held_at: int | None = Field(
        default=None, sa_type=BigInteger, description="real time; when it was held back until the customer writes"
    )
    together: int | None = Field(
        default=None, sa_type=BigInteger, description="the first of the messages that went out as one with this"
    )


@dataclass(frozen=True)
class Incoming:
    """One row of what a customer said."""

    id: MessageId
    fresh: bool
    """False for a repeat of a delivery that was kept before."""
    same: bool
    """Whether the repeat has the same bytes."""
    asked: str = ""
    """The last question before it, unless its buttons are gone: the channel's id of the message, and its buttons."""


@dataclass(frozen=True)
class Conversation:
    """A conversation, hers alone until this transaction ends."""

    id: ConversationId
    identity: Identity
    mode: str
    state: dict[str, Any]
    at: datetime
    """When she wrote."""
    unread: int = 0
    """How many of her messages, with this one, were not read in a flood; 0 when it is to be read."""
    heard: Write | None = None
    """What is still to be written of her having written; `keep_incoming` does so, or `hear`."""
    unheard: Write | None = None
    """What takes that back, when it was a repeat of something kept before."""


_ADD_IDENTITY = text(
    "INSERT INTO identities (channel, sender, address, phone, language, blocked_us, last_in_at, created_at) "
    "VALUES (:channel, :sender, :address, :phone, :language, false, 0, :at) ON CONFLICT (channel, sender) DO NOTHING"
)
_BY_SENDER = "i.channel = :channel AND i.sender = :sender"
_OF_CUSTOMER = ", ".join(f"c.{name} AS customer_{name}" for name in CUSTOMER_COLUMNS)


def _step_in(dialect: str, *, customer: bool) -> TextClause:
    """Return what reads somebody with her conversation, the time and the changed figures, in one go.

    Each row that is read is locked too, in this order, and so read as it is once everyone before us is done.
    """
    columns = (
        "i.id, i.customer_id, i.language, i.phone, i.away, i.last_in_at, i.heard_ahead, i.unread, "
        f"v.id AS conversation, v.mode, v.state, {NOW[dialect]} AS now, {MOVED} AS moved, "
        f"{CHANGED[dialect]} AS figures"
    )
    source, locked = "identities i JOIN conversations v ON v.identity_id = i.id", "i, v"
    if customer:
        columns, locked = f"{columns}, {_OF_CUSTOMER}", f"{locked}, c"
        source = f"{source} JOIN customers c ON c.id = i.customer_id"
    lock = f" FOR NO KEY UPDATE OF {locked}" if dialect == "postgresql" else ""
    return text(f"SELECT {columns} FROM {source} WHERE {_BY_SENDER}{lock}")


_CUSTOMER_STEPS_IN = {name: _step_in(name, customer=True) for name in NOW}
_STRANGER_STEPS_IN = {name: _step_in(name, customer=False) for name in NOW}
_HEARD = text(
    "UPDATE identities SET last_in_at = :at, address = :address, blocked_us = false, heard_ahead = :ahead, "
    "unread = :unread, "
    "phone = CASE WHEN :phone = '' THEN phone ELSE :phone END WHERE id = :id"
)
_UNHEARD = text("UPDATE identities SET last_in_at = :at, heard_ahead = :ahead, unread = :unread WHERE id = :id")
_ADD_CONVERSATION = text(
    "INSERT INTO conversations (identity_id, mode, state, created_at) SELECT id, 'bot', '{}', :at FROM identities "
    "WHERE channel = :channel AND sender = :sender ON CONFLICT (identity_id) DO NOTHING"
)
_SAVE = text("UPDATE conversations SET mode = :mode, state = :state WHERE id = :id")
_SET_MODE = text("UPDATE conversations SET mode = :mode WHERE id = :id")
_KEEP = text(
    "INSERT INTO messages (conversation_id, customer_id, direction, kind, channel, lane, delivery, digest, "
    "provider_id, "
    "status, text, extra, silent, flow, question, run_key, language, fact, fact_data, attempts, not_before, "
    "lease_until, error, created_at) "
    "VALUES (:conversation, :customer, 'in', :kind, :channel, :lane, :delivery, :digest, :provider_id, "
    ":status, :text, :extra, '', :flow, :question, :run_key, :language, '', '{}', 0, 0, 0, :error, :at) "
    "ON CONFLICT (delivery) DO NOTHING RETURNING id, "
    "(SELECT CASE WHEN q.kind = 'text' THEN q.provider_id || ' ' || q.extra ELSE '' END FROM messages q "
    "WHERE q.conversation_id = :conversation AND q.direction = 'out' "
    "AND (q.kind = 'drop_buttons' OR (q.kind = 'text' AND q.question <> '')) ORDER BY q.id DESC LIMIT 1) AS asked"
)
_REPEATED = text("SELECT id, digest FROM messages WHERE delivery = :delivery")
_QUEUE = text(
    "INSERT INTO messages (conversation_id, customer_id, direction, kind, channel, lane, digest, provider_id, "
    "status, text, extra, silent, sealed, flow, question, run_key, language, fact, fact_data, reply_to, attempts, "
    "not_before, lease_until, error, created_at) "
    "VALUES (:conversation, :customer, 'out', :kind, :channel, :lane, '', '', "
    "'queued', :text, :extra, '', :sealed, :flow, :question, :run_key, :language, :fact, :fact_data, :reply_to, 0, "
    "0, 0, '', :at) RETURNING id"
)
_SUPERSEDE = text(
    "UPDATE messages SET status = 'superseded', sealed = NULL WHERE conversation_id = :conversation "
    "AND direction = 'out' AND status = 'queued' AND question <> '' AND fact = ''"
)
_CONVERSATION_OF = text("SELECT id FROM conversations WHERE identity_id = :identity")


def enter(
    connection: Connection,
    *,
    channel: str,
    sender: str,
    address: str,
    phone: str,
    language: str,
    at: datetime | None = None,
) -> Conversation:
    """Return the person's conversation, locked, and the customer behind it with it; a stranger's is made first.

    She writes now, or wrote `at` an earlier time.
    """
    return hear(
        connection,
        step_in(connection, channel=channel, sender=sender, address=address, phone=phone, language=language, at=at),
    )


def step_in(
    connection: Connection,
    *,
    channel: str,
    sender: str,
    address: str,
    phone: str,
    language: str,
    at: datetime | None = None,
    written: datetime | None = None,
) -> Conversation:
    """As `enter`; that she has written is still to be written.

    Her pace goes by when it was `written`, unless the sandbox has moved the clock by which the channel does not go.
    """
    keys = {"channel": channel, "sender": sender}
    row = _locked(connection, keys)
    if row is None:
        made = {**keys, "at": to_ms(now(connection))}
        connection.execute(_ADD_IDENTITY, {**made, "address": address, "phone": phone, "language": language})
        connection.execute(_ADD_CONVERSATION, made)
        row = _locked(connection, keys)
    if row is None:
        raise RuntimeError("a conversation that was just made is not there")
    changed_figures(connection, row.figures)
    moment = row.now if at is None else to_ms(at)
    paces_by = None if written is None or row.moved else to_ms(written)
    pace = paced(connection, Pace(row.heard_ahead, row.unread), moment, paces_by)
    vouched = phone or row.phone
    identity = Identity(
        id=IdentityId(row.id),
        channel=channel,
        sender=sender,
        address=address,
        customer_id=CustomerId(row.customer_id) if row.customer_id is not None else None,
        phone=Phone(vouched) if vouched else None,
        language=row.language,
        away=row.away,
    )
    heard = {"id": row.id, "at": moment, "address": address, "phone": phone}
    return Conversation(
        ConversationId(row.conversation),
        identity,
        row.mode,
        json.loads(row.state),
        from_ms(moment),
        pace.unread,
        (_HEARD, {**heard, "ahead": pace.ahead, "unread": pace.unread}),
        (_UNHEARD, {"id": row.id, "at": row.last_in_at, "ahead": row.heard_ahead, "unread": row.unread}),
    )


def _locked(connection: Connection, keys: dict[str, str]) -> Row[Any] | None:
    """Return the identity with its conversation, and its customer if it has one, all locked; None for a newcomer."""
    dialect = connection.dialect.name
    row = connection.execute(_CUSTOMER_STEPS_IN[dialect], keys).one_or_none()
    if row is not None:
        remember_locked(connection, {name: row._mapping[f"customer_{name}"] for name in CUSTOMER_COLUMNS})
        return row
    row = connection.execute(_STRANGER_STEPS_IN[dialect], keys).one_or_none()
    if row is not None and row.customer_id is not None:  # She has become a customer while we waited for the lock.
        lock_customer(connection, CustomerId(row.customer_id))
    return row


def hear(connection: Connection, conversation: Conversation) -> Conversation:
    """Write down that she has written."""
    if conversation.heard is not None:
        connection.execute(*conversation.heard)
    return replace(conversation, heard=None, unheard=None)


def is_kept(connection: Connection, channel: str, delivery: str) -> bool:
    """Return whether a delivery was kept before, so that this is a repeat."""
    return connection.execute(_REPEATED, {"delivery": f"{channel}:{delivery}"}).first() is not None


def saved(conversation: ConversationId, *, mode: str, state: dict[str, Any]) -> Write:
    """Return what keeps the conversation's state."""
    kept = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
    return _SAVE, {"id": conversation, "mode": mode, "state": kept}


def set_mode(connection: Connection, conversation: ConversationId, mode: str) -> None:
    """Hand the conversation to a person, or back to the bot."""
    connection.execute(_SET_MODE, {"id": conversation, "mode": mode})


def keep_incoming(
    connection: Connection,
    conversation: Conversation | None,
    *,
    channel: str,
    delivery: str,
    digest: str,
    kind: str,
    status: str,
    at: datetime,
    text: str = "",
    provider_id: str = "",
    error: str = "",
    extra: dict[str, Any] | None = None,
) -> Incoming:
    """Keep a delivery once: the second time, the row of the first is returned and nothing is added."""
    name = f"{channel}:{delivery}"
    identity = conversation.identity if conversation else None
    values = {
        "conversation": conversation.id if conversation else None,
        "customer": identity.customer_id if identity else None,
        "kind": kind,
        "channel": channel,
        "lane": f"{channel}:{identity.address}" if identity else "",
        "delivery": name,
        "digest": digest,
        "provider_id": provider_id,
        "status": status,
        "text": text,
        "extra": json.dumps(extra or {}, ensure_ascii=False),
        "flow": "",
        "question": "",
        "run_key": "",
        "language": identity.language if identity else "",
        "error": error,
        "at": to_ms(at),
    }
    heard = [conversation.heard] if conversation is not None and conversation.heard is not None else []
    added = write_together(connection, *heard, (_KEEP, values)).one_or_none()
    if added is not None:
        return Incoming(MessageId(added.id), fresh=True, same=True, asked=added.asked or "")
    if heard and conversation is not None and conversation.unheard is not None:
        connection.execute(*conversation.unheard)
    kept = connection.execute(_REPEATED, {"delivery": name}).one()
    same = kept.digest == digest or "" in (kept.digest, digest)
    return Incoming(MessageId(kept.id), fresh=False, same=same)


_SETTLE = text(
    "UPDATE messages SET text = :text, flow = :flow, question = :question, run_key = :run_key, "
    "customer_id = :customer, status = :status, error = :error, silent = :silent WHERE id = :id"
)


def settled(
    message: MessageId,
    *,
    text: str,
    flow: str = "",
    question: str = "",
    run_key: str = "",
    customer: CustomerId | None = None,
    status: str = "handled",
    error: str = "",
    silent: str = "",
) -> Write:
    """Return what writes down how a message was understood: as the answer to which question of which flow."""
    values = {"id": message, "text": text, "flow": flow, "question": question, "run_key": run_key, "customer": customer}
    return _SETTLE, {**values, "status": status, "error": error, "silent": silent}


def queued(
    identity: Identity,
    conversation: ConversationId | None,
    *,
    at: datetime,
    kind: str = "text",
    text: str = "",
    extra: dict[str, Any] | None = None,
    sealed: bytes | None = None,
    flow: str = "",
    question: str = "",
    run_key: str = "",
    language: str = "",
    fact: Fact | None = None,
    reply_to: int | None = None,
) -> Write:
    """Return what queues a message, or a silent act, to this identity."""
    kept: dict[str, Any] = keep(fact) if fact else {"fact": "", "is": {}}
    values = {
        "conversation": conversation,
        "customer": identity.customer_id,
        "kind": kind,
        "channel": identity.channel,
        "lane": f"{identity.channel}:{identity.address}",
        "text": text,
        "extra": json.dumps(extra or {}, ensure_ascii=False),
        "sealed": sealed,
        "flow": flow,
        "question": question,
        "run_key": run_key,
        "language": language or identity.language,
        "fact": kept["fact"],
        "fact_data": json.dumps(kept["is"], ensure_ascii=False),
        "reply_to": reply_to,
        "at": to_ms(at),
    }
    return _QUEUE, values


def _queuing(write: Callable[P, Write]) -> Callable[Concatenate[Connection, P], MessageId]:
    def queue(connection: Connection, /, *args: P.args, **said: P.kwargs) -> MessageId:
        """Queue a message, or a silent act, to this identity, and return its row's id."""
        return MessageId(connection.execute(*write(*args, **said)).scalar_one())

    return queue


queue = _queuing(queued)


def questions_superseded(conversation: ConversationId) -> Write:
    """Return what takes back questions that nobody has seen yet, for a newer reply takes their place; never facts."""
    return _SUPERSEDE, {"conversation": conversation}


def tell(
    desk: Desk,
    customer: CustomerId,
    told: Fact,
    *,
    besides: IdentityId | None = None,
    secret: dict[str, str] | None = None,
) -> None:
    """Queue a fact for the customer, unworded: on the channel last written on, or on all (`Fact.SAY`).

    `secret` names fields that `told` holds as `MASK`, with what they really are: the rows hold that only sealed.
    """
    desk.told.append((customer, told))
    sealed = desk.secrets.seal(json.dumps(secret)) if secret else None
    identities = identities_of(desk.connection, customer)
    if type(told).SAY != "all":
        identities = identities[:1]
    for identity in identities:
        if identity.id == besides:
            continue
        conversation = desk.connection.execute(_CONVERSATION_OF, {"identity": identity.id}).scalar_one_or_none()
        row = queue(
            desk.connection, identity, conversation, at=desk.now, fact=told, sealed=sealed, reply_to=desk.message
        )
        if identity.blocked_us:
            lose(desk.connection, identity.id, row)


def tell_by_sms(desk: Desk, phone: Phone, told: Fact, *, language: str, secret: dict[str, str]) -> None:
    """Queue a fact for a number by SMS. `secret` names its fields that the row may hold only sealed."""
    identity = Identity(IdentityId(0), "sms", phone, phone, None, phone, language)
    masked = replace(told, **dict.fromkeys(secret, MASK))
    sealed = desk.secrets.seal(json.dumps(dump(secret)))
    queue(desk.connection, identity, None, at=desk.now, fact=masked, sealed=sealed, reply_to=desk.message)
