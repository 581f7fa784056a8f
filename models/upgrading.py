"""Upgrading: a Regular customer becomes Premium (FAQ 3, 4; terms 2.4)."""

from __future__ import annotations

from dataclasses import dataclass

from .conversations import tell
from .customers import CustomerId, Tier, lock_customer, set_tier
from .figures import figure
from .money import Money
from .orders import Desk, Fact, Order, fact, handles


@fact("made_premium")
@dataclass(frozen=True)
class MadePremium(Fact):
    """The customer is Premium at once."""

    SAY = "all"
    first_name: str
    balance_max: Money
    incoming_max: Money


@dataclass(frozen=True)
class MakePremium(Order[Fact]):
    """Make the customer Premium."""

    customer: CustomerId


@handles(MakePremium)
def make_premium(desk: Desk, order: MakePremium) -> Fact:
    """Set the tier and tell all channels; a Premium customer stays what she is, and hears nothing twice."""
    owner = lock_customer(desk.connection, order.customer)
    made = MadePremium(
        first_name=owner.first_name,
        balance_max=Money(figure(desk.connection, "balance_max.premium")),
        incoming_max=Money(figure(desk.connection, "incoming_max.premium")),
    )
    if owner.tier is not Tier.PREMIUM:
        set_tier(desk.connection, order.customer, Tier.PREMIUM)
        tell(desk, order.customer, made)
    return made
