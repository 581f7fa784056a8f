"""Link codes: a customer on one channel makes one, and begins on another with her number known.

Good once, ten minutes, on that other channel, kept as a hash; a new one ends the one before. It proves nothing: the
code by SMS and the PIN still follow (models/linking.py).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, text
from sqlmodel import Field, SQLModel

from .bots import our_name
from .clock import to_ms
from .conversations import MASK, tell
from .customers import CustomerId, customer
from .orders import Desk, Fact, Order, Refusal, fact, handles
from .phone import Phone
from .references import ALPHABET

LENGTH = 12
GOOD_FOR = timedelta(minutes=10)


class LinkCodeRow(SQLModel, table=True):
    """The one code that a customer may have open."""

    __tablename__ = "link_codes"

    customer_id: int = Field(
        primary_key=True,
        sa_type=BigInteger,
        foreign_key="customers.id",
        sa_column_kwargs={"autoincrement": False},
    )
    channel: str = Field(description="on which it is good")
    fingerprint: str = Field(unique=True)
    expires_at: int = Field(sa_type=BigInteger)


@fact("link_code_made")
@dataclass(frozen=True)
class LinkCodeMade(Fact):
    """What begins on the other channel, where we are found under `name`; the code is told once."""

    channel: str
    name: str
    code: str
    until: datetime


@fact("no_link_code")
@dataclass(frozen=True)
class NoLinkCode(Refusal):
    """The other channel is not open, or we do not know yet where we are found there."""

    channel: str


@fact("link_code_used")
@dataclass(frozen=True)
class LinkCodeUsed(Fact):
    """Whose number it stood for."""

    phone: Phone


@fact("link_code_over")
@dataclass(frozen=True)
class LinkCodeOver(Refusal):
    """It was used, is too old, was made for another channel, or never was one."""


@dataclass(frozen=True)
class MakeLinkCode(Order[Fact]):
    """Make a code for this channel, with which the customer begins there."""

    customer: CustomerId
    channel: str


@dataclass(frozen=True)
class UseLinkCode(Order[Fact]):
    """Use up this code, on the channel it was brought to."""

    code: str
    channel: str


_ADD = text(
    "INSERT INTO link_codes (customer_id, channel, fingerprint, expires_at) "
    "VALUES (:customer, :channel, :fingerprint, :until) ON CONFLICT (customer_id) DO UPDATE "
    "SET channel = excluded.channel, fingerprint = excluded.fingerprint, expires_at = excluded.expires_at"
)
_USE_UP = text(
    "DELETE FROM link_codes WHERE fingerprint = :fingerprint AND channel = :channel AND expires_at > :now "
    "RETURNING customer_id"
)


@handles(MakeLinkCode)
def make_link_code(desk: Desk, order: MakeLinkCode) -> Fact:
    """Make the code and tell it, once; the one before it is over."""
    name = our_name(desk.connection, order.channel)
    if not name:
        return NoLinkCode(order.channel)
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    until = desk.now + GOOD_FOR
    kept = {"customer": order.customer, "channel": order.channel, "until": to_ms(until)}
    desk.connection.execute(_ADD, {**kept, "fingerprint": _fingerprint(desk, code)})
    told = LinkCodeMade(order.channel, name, MASK, until)
    tell(desk, order.customer, told, secret={"code": code})
    return told


@handles(UseLinkCode)
def use_link_code(desk: Desk, order: UseLinkCode) -> Fact:
    """Use the code up and return whose number it stood for; of two who bring it, one has it."""
    brought = {"fingerprint": _fingerprint(desk, order.code), "channel": order.channel, "now": to_ms(desk.now)}
    owner = desk.connection.execute(_USE_UP, brought).scalar_one_or_none()
    if owner is None:
        return LinkCodeOver()
    return LinkCodeUsed(customer(desk.connection, CustomerId(owner)).phone)


def _fingerprint(desk: Desk, code: str) -> str:
    return desk.secrets.fingerprint("link code", code.upper())
