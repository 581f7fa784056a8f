"""Languages: which one a customer is spoken to in."""

from __future__ import annotations

from dataclasses import dataclass

from .customers import CustomerId, IdentityId, set_language
from .orders import Desk, Fact, Order, fact, handles


@fact("language_set")
@dataclass(frozen=True)
class LanguageSet(Fact):
    """From now on."""

    language: str


@dataclass(frozen=True)
class SetLanguage(Order[Fact]):
    """Speak this language, here and in what the customer is told elsewhere."""

    identity: IdentityId
    customer: CustomerId | None
    language: str


@handles(SetLanguage)
def set_it(desk: Desk, order: SetLanguage) -> Fact:
    """Set it."""
    set_language(desk.connection, order.identity, order.customer, order.language)
    return LanguageSet(order.language)
