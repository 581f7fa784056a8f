"""Registering: a stranger with a proved number becomes a Regular customer (FAQ 2, terms 2.1 to 2.3)."""

from __future__ import annotations

from dataclasses import dataclass

from .customers import CustomerId, IdentityId, add_customer, customer_with, email_taken, join
from .figures import figure
from .ledger import open_wallet
from .money import Money
from .orders import Desk, Fact, Order, Refusal, fact, handles
from .phone import Phone
from .pins import remember_pin


@fact("registered")
@dataclass(frozen=True)
class Registered(Fact):
    """A wallet is open."""

    customer: CustomerId
    first_name: str
    balance_max: Money
    incoming_max: Money


@fact("email_taken")
@dataclass(frozen=True)
class EmailTaken(Refusal):
    """A wallet has this e-mail already (FAQ 5)."""


@fact("number_taken")
@dataclass(frozen=True)
class NumberTaken(Refusal):
    """A wallet has this number already: it can be linked."""


@dataclass(frozen=True)
class Register(Order[Fact]):
    """Open a wallet. The number was proved, the PIN is hashed."""

    identity: IdentityId
    phone: Phone
    first_name: str
    last_name: str
    email: str
    pin: str
    language: str


@handles(Register)
def register(desk: Desk, order: Register) -> Fact:
    """Add the customer, her wallet and her first channel; one wallet per number and per e-mail."""
    if customer_with(desk.connection, order.phone):
        return NumberTaken()
    if email_taken(desk.connection, order.email):
        return EmailTaken()
    customer = add_customer(
        desk.connection,
        phone=order.phone,
        email=order.email,
        first_name=order.first_name,
        last_name=order.last_name,
        language=order.language,
        pin=order.pin,
        at=desk.now,
    )
    open_wallet(desk.connection, customer, desk.now)
    remember_pin(desk, customer, order.pin)
    join(desk.connection, order.identity, customer, order.language)
    return Registered(
        customer=customer,
        first_name=order.first_name,
        balance_max=Money(figure(desk.connection, "balance_max.regular")),
        incoming_max=Money(figure(desk.connection, "incoming_max.regular")),
    )
