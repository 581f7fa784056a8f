"""Me: the person whose turn it is, as a flow sees her: a customer with her wallet, or a stranger."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .customers import Customer, CustomerId, Identity, Tier, customer
from .ledger import Wallet, wallet_of
from .orders import Desk
from .phone import Phone


@dataclass(frozen=True)
class Me:
    """A customer in her own conversation."""

    desk: Desk
    identity: Identity
    customer: Customer

    @property
    def id(self) -> CustomerId:
        """Her id."""
        return self.customer.id

    @property
    def tier(self) -> Tier:
        """Regular or Premium."""
        return self.customer.tier

    @property
    def phone(self) -> Phone:
        """Her own number."""
        return self.customer.phone

    @cached_property
    def wallet(self) -> Wallet:
        """Her wallet as it stands in this turn."""
        return wallet_of(self.desk.connection, self.customer.id)


@dataclass(frozen=True)
class Stranger:
    """Somebody without a wallet on this channel."""

    desk: Desk
    identity: Identity


def who_is(desk: Desk, identity: Identity) -> Me | Stranger:
    """Return the person behind an identity."""
    if identity.customer_id is None:
        return Stranger(desk, identity)
    return Me(desk, identity, customer(desk.connection, identity.customer_id))
