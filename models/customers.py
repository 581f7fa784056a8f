"""Customers and their identities: who someone is, and on which channels.

A customer has one wallet, one number and one e-mail; an identity is one channel's id of a person, a customer's or a
stranger's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NewType

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.engine import Connection, RowMapping
from sqlmodel import Field, SQLModel

from .clock import from_ms, to_ms
from .database import BigId, partial_index
from .executing import remember, remembered
from .phone import Phone

CustomerId = NewType("CustomerId", int)
IdentityId = NewType("IdentityId", int)


class Tier(StrEnum):
    """How well we know a customer (terms 1.12, 1.13)."""

    REGULAR = "regular"
    PREMIUM = "premium"


class Status(StrEnum):
    """Whether a customer's wallet may be used."""

    ACTIVE = "active"
    BLOCKED = "blocked"  # nothing in or out (FAQ 6, 8)
    CLOSED = "closed"  # for good: no channel is hers any more, the ledger stays


class CustomerRow(SQLModel, table=True):
    """A customer."""

    __tablename__ = "customers"
    __table_args__ = (
        partial_index("customers_former_phone", "former_phone", where="former_phone <> ''"),
        partial_index("customers_former_email", "former_email", where="former_email <> ''"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    phone: str = Field(unique=True)
    email: str = Field(unique=True)
    first_name: str
    last_name: str
    tier: str = Field(default=Tier.REGULAR)
    language: str
    pin: str = Field(description="argon2id over the peppered PIN; the salt is the customer's own and stays")
    pin_wrong: int = Field(default=0, description="wrong PINs in a row, over all channels")
    pin_not_before: int = Field(default=0, sa_type=BigInteger)
    link_wrong: int = Field(default=0, description="wrong PINs in a row while linking, counted apart")
    link_not_before: int = Field(default=0, sa_type=BigInteger)
    reset_until: int = Field(
        default=0, sa_type=BigInteger, description="staff let her set a new PIN without the old one"
    )
    status: str = Field(default=Status.ACTIVE, sa_column_kwargs={"server_default": "active"})
    former_phone: str = Field(
        default="", sa_column_kwargs={"server_default": ""}, description="of a closed wallet, whose number is free"
    )
    former_email: str = Field(default="", sa_column_kwargs={"server_default": ""})
    created_at: int = Field(sa_type=BigInteger)


class IdentityRow(SQLModel, table=True):
    """One channel's id of a person."""

    __tablename__ = "identities"
    __table_args__ = (
        Index("identities_channel_sender", "channel", "sender", unique=True),
        partial_index("identities_phone", "phone", where="phone <> ''"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    channel: str
    sender: str
    address: str = Field(description="where answers go; on WhatsApp the number, or the id of a user who hides it")
    customer_id: int | None = Field(default=None, sa_type=BigInteger, index=True, foreign_key="customers.id")
    phone: str = Field(default="", description="the number that the channel vouches for")
    language: str
    blocked_us: bool = Field(default=False, description="the person blocked the bot; cleared when she writes again")
    away: int = Field(
        default=0,
        sa_column_kwargs={"server_default": "0"},
        description="of who blocked the bot, until she is welcomed back: one, and one for each notice of money lost",
    )
    last_in_at: int = Field(default=0, sa_type=BigInteger)
    heard_ahead: int = Field(
        default=0,
        sa_type=BigInteger,
        sa_column_kwargs={"server_default": "0"},
        description="until when what she wrote would have taken at the pace that is allowed",
    )
    unread: int = Field(
        default=0, sa_column_kwargs={"server_default": "0"}, description="messages not read in the flood that goes on"
    )
    created_at: int = Field(sa_type=BigInteger)


class UsedPinRow(SQLModel, table=True):
    """A PIN that a customer once had, hashed with the customer's salt: never accepted again (FAQ 7)."""

    __tablename__ = "used_pins"
    __table_args__ = (Index("used_pins_customer", "customer_id", "pin", unique=True),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    customer_id: int = Field(sa_type=BigInteger, foreign_key="customers.id")
    pin: str
    at: int = Field(sa_type=BigInteger)


@dataclass(frozen=True)
class Customer:
    """A customer as flows and handlers see her."""

    id: CustomerId
    phone: Phone
    email: str
    first_name: str
    last_name: str
    tier: Tier
    language: str
    pin: str
    pin_wrong: int
    pin_not_before: datetime
    link_wrong: int
    link_not_before: datetime
    reset_until: datetime
    status: Status

    @property
    def may_move_money(self) -> bool:
        """Whether money may go in and out (FAQ 8: a blocked account stands still until staff reactivate it)."""
        return self.status is Status.ACTIVE

    @property
    def short_name(self) -> str:
        """First name and initial, as others see her: Sari W."""
        return f"{self.first_name} {self.last_name[0]}." if self.last_name else self.first_name


@dataclass(frozen=True)
class Identity:
    """One channel's id of a person, with the conversation that hangs on it."""

    id: IdentityId
    channel: str
    sender: str
    address: str
    customer_id: CustomerId | None
    phone: Phone | None
    language: str
    blocked_us: bool = False
    """Whether nothing reaches her here."""
    away: int = 0
    """While she is not welcomed back after having blocked the bot: one, and one for each notice of money lost."""


CUSTOMER_COLUMNS = tuple(
    "id phone email first_name last_name tier language pin pin_wrong pin_not_before "  # noqa: SIM905  prose
    "link_wrong link_not_before reset_until status former_phone".split()
)
_COLUMNS = ", ".join(CUSTOMER_COLUMNS)
_BY_ID = text(f"SELECT {_COLUMNS} FROM customers WHERE id = :id")
_BY_PHONE = text(f"SELECT {_COLUMNS} FROM customers WHERE phone = :phone")
_LOCKED = {
    "sqlite": _BY_ID,
    "postgresql": text(f"SELECT {_COLUMNS} FROM customers WHERE id = :id FOR NO KEY UPDATE"),
}
_BY_EMAIL = text("SELECT 1 FROM customers WHERE email = :email")
_IDENTITY_COLUMNS = "id, channel, sender, address, customer_id, phone, language, blocked_us, away"
_IDENTITIES = text(
    f"SELECT {_IDENTITY_COLUMNS} FROM identities WHERE customer_id = :customer ORDER BY blocked_us, last_in_at DESC, id"
)
_IDENTITY = text(f"SELECT {_IDENTITY_COLUMNS} FROM identities WHERE id = :id")
_LOCK_IDENTITY = {
    "sqlite": _IDENTITY,
    "postgresql": text(f"SELECT {_IDENTITY_COLUMNS} FROM identities WHERE id = :id FOR NO KEY UPDATE"),
}
_ADD = text(
    "INSERT INTO customers (phone, email, first_name, last_name, tier, language, pin, pin_wrong, pin_not_before, "
    "link_wrong, link_not_before, reset_until, created_at) "
    "VALUES (:phone, :email, :first_name, :last_name, 'regular', :language, :pin, 0, 0, 0, 0, 0, :at) RETURNING id"
)
_JOIN = text("UPDATE identities SET customer_id = :customer, language = :language WHERE id = :identity")
_SET_LANGUAGE = text("UPDATE customers SET language = :language WHERE id = :id")
_SET_IDENTITY_LANGUAGE = text("UPDATE identities SET language = :language WHERE id = :id")
_SET_STATUS = text("UPDATE customers SET status = :status WHERE id = :id")
_SET_TIER = text("UPDATE customers SET tier = :tier WHERE id = :id")
_PAID_BEFORE = text(
    f"SELECT {', '.join('c.' + name for name in CUSTOMER_COLUMNS)} FROM customers c WHERE c.id IN ("
    "SELECT a.customer_id FROM transfers t JOIN accounts a ON a.id = t.credit_account_id "
    "JOIN accounts mine ON mine.id = t.debit_account_id "
    "WHERE mine.customer_id = :customer AND t.debit_version IS NOT NULL AND t.code = 'transfer' "
    "AND a.customer_id IS NOT NULL) AND c.status <> 'closed' ORDER BY c.first_name, c.id"
)


def _customer(kept: RowMapping | dict[str, Any]) -> Customer:
    return Customer(
        id=CustomerId(kept["id"]),
        phone=Phone(kept["former_phone"] or kept["phone"]),
        email=kept["email"],
        first_name=kept["first_name"],
        last_name=kept["last_name"],
        tier=Tier(kept["tier"]),
        language=kept["language"],
        pin=kept["pin"],
        pin_wrong=kept["pin_wrong"],
        pin_not_before=from_ms(kept["pin_not_before"]),
        link_wrong=kept["link_wrong"],
        link_not_before=from_ms(kept["link_not_before"]),
        reset_until=from_ms(kept["reset_until"]),
        status=Status(kept["status"]),
    )


def customer(connection: Connection, customer_id: CustomerId) -> Customer:
    """Return the customer, as this transaction has locked her, or else unlocked."""
    return remembered(
        connection,
        "customers",
        customer_id,
        lambda: _customer(connection.execute(_BY_ID, {"id": customer_id}).one()._mapping),
    )


def lock_customer(connection: Connection, customer_id: CustomerId) -> Customer:
    """Return the customer, hers alone until this transaction ends."""

    def lock() -> Customer:
        row = connection.execute(_LOCKED[connection.dialect.name], {"id": customer_id}).one()
        return remember_locked(connection, row._mapping)

    return remembered(connection, "customers", customer_id, lock)


def remember_locked(connection: Connection, row: RowMapping | dict[str, Any]) -> Customer:
    """Return the customer of a row that this transaction has locked; until it ends she need not be read again."""
    locked = _customer(row)
    return remember(connection, "customers", locked.id, locked)


def customer_with(connection: Connection, phone: str) -> Customer | None:
    """Return the customer with this number, or None."""
    row = connection.execute(_BY_PHONE, {"phone": phone}).one_or_none()
    return _customer(row._mapping) if row else None


def email_taken(connection: Connection, email: str) -> bool:
    """Return whether a wallet has this e-mail already (FAQ 5: one wallet per e-mail)."""
    return connection.execute(_BY_EMAIL, {"email": email}).first() is not None


def people_paid_by(connection: Connection, customer_id: CustomerId) -> list[Customer]:
    """Return the customers whom this one has sent money to."""
    return [_customer(row._mapping) for row in connection.execute(_PAID_BEFORE, {"customer": customer_id})]


def identity(connection: Connection, identity_id: IdentityId) -> Identity:
    """Return the identity as it is now."""
    return _identity(connection.execute(_IDENTITY, {"id": identity_id}).one()._mapping)


def lock_identity(connection: Connection, identity_id: IdentityId) -> Identity:
    """Return the identity, with its conversation this transaction's alone, as a turn takes it first."""
    return _identity(connection.execute(_LOCK_IDENTITY[connection.dialect.name], {"id": identity_id}).one()._mapping)


def identities_of(connection: Connection, customer_id: CustomerId) -> list[Identity]:
    """Return the customer's identities, the one last written on first; those that blocked the bot come last."""
    return [_identity(row._mapping) for row in connection.execute(_IDENTITIES, {"customer": customer_id})]


def _identity(kept: RowMapping) -> Identity:
    return Identity(
        id=kept["id"],
        channel=kept["channel"],
        sender=kept["sender"],
        address=kept["address"],
        customer_id=kept["customer_id"],
        phone=Phone(kept["phone"]) if kept["phone"] else None,
        language=kept["language"],
        blocked_us=bool(kept["blocked_us"]),
        away=kept["away"],
    )


def add_customer(
    connection: Connection,
    *,
    phone: str,
    email: str,
    first_name: str,
    last_name: str,
    language: str,
    pin: str,
    at: datetime,
) -> CustomerId:
    """Add a Regular customer (terms 2.3) and return her id; the database refuses a number or e-mail that is taken."""
    values = {"phone": phone, "email": email, "first_name": first_name, "last_name": last_name}
    row = connection.execute(_ADD, {**values, "language": language, "pin": pin, "at": to_ms(at)})
    return CustomerId(row.scalar_one())


def join(connection: Connection, identity: IdentityId, customer_id: CustomerId, language: str) -> None:
    """Make the identity this customer's."""
    connection.execute(_JOIN, {"identity": identity, "customer": customer_id, "language": language})


def set_language(connection: Connection, identity: IdentityId, customer_id: CustomerId | None, language: str) -> None:
    """Speak this language from now on, to the person and in what she is told elsewhere."""
    connection.execute(_SET_IDENTITY_LANGUAGE, {"id": identity, "language": language})
    if customer_id is not None:
        connection.execute(_SET_LANGUAGE, {"id": customer_id, "language": language})


def set_tier(connection: Connection, customer_id: CustomerId, tier: Tier) -> None:
    """Move the customer to a tier."""
    connection.execute(_SET_TIER, {"id": customer_id, "tier": tier})


def set_status(connection: Connection, customer_id: CustomerId, status: Status) -> None:
    """Block or reactivate the customer; closing does more (`models/closing.py`)."""
    connection.execute(_SET_STATUS, {"id": customer_id, "status": status})
