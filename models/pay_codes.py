"""Pay codes: a word by chance that stands for one customer in a link, so that the link tells nobody her number.

It names whom money is for, and nothing else: amount, review and PIN are the payer's, as always.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import BigInteger, text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from .clock import to_ms
from .customers import CustomerId
from .orders import Desk, Fact, Order, fact, handles
from .phone import Phone
from .references import ALPHABET

LENGTH = 10
"""Of 31 signs: nobody finds a customer by trying."""
TRIES = 5


class PayCodeRow(SQLModel, table=True):
    """The code of one customer; it stays, for links are kept and passed on."""

    __tablename__ = "pay_codes"

    customer_id: int = Field(
        primary_key=True,
        sa_type=BigInteger,
        foreign_key="customers.id",
        sa_column_kwargs={"autoincrement": False},
    )
    code: str = Field(unique=True)
    created_at: int = Field(sa_type=BigInteger)


@fact("pay_code")
@dataclass(frozen=True)
class PayCode(Fact):
    """What stands for her in a link."""

    code: str


@dataclass(frozen=True)
class GivePayCode(Order[Fact]):
    """Give the customer her code: the one that she has, or a new one."""

    customer: CustomerId


_MINE = text("SELECT code FROM pay_codes WHERE customer_id = :customer")
_ADD = text(
    "INSERT INTO pay_codes (customer_id, code, created_at) VALUES (:customer, :code, :at) ON CONFLICT DO NOTHING"
)
_WHOSE = text(
    "SELECT c.phone FROM pay_codes p JOIN customers c ON c.id = p.customer_id "
    "WHERE p.code = :code AND c.status <> 'closed'"
)


@handles(GivePayCode)
def give_pay_code(desk: Desk, order: GivePayCode) -> PayCode:
    """Return her code; two turns at once agree on one."""
    for _ in range(TRIES):
        mine = desk.connection.execute(_MINE, {"customer": order.customer}).scalar_one_or_none()
        if mine is not None:
            return PayCode(str(mine))
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        desk.connection.execute(_ADD, {"customer": order.customer, "code": code, "at": to_ms(desk.now)})
    raise RuntimeError(f"no code was free in {TRIES} tries")


def phone_of_code(connection: Connection, code: str) -> Phone | None:
    """Return the number of the customer for whom the code stands, or None if it stands for nobody now."""
    phone = connection.execute(_WHOSE, {"code": code.upper()}).scalar_one_or_none()
    return Phone(phone) if phone is not None else None
