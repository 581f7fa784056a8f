"""Languages: which one a customer is spoken to in."""

from __future__ import annotations

from dataclasses import dataclass

from .conversations import ConversationId, queue
from .customers import CustomerId, Identity, IdentityId, identity, set_language
from .orders import Desk, Fact, Order, fact, handles

WITH_A_MENU = ("telegram",)
"""Channels whose app shows a menu of commands; unless told otherwise it follows the app's own language."""


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
    speak(desk, identity(desk.connection, order.identity))
    return LanguageSet(order.language)


def speak(desk: Desk, person: Identity) -> None:
    """Have the app's menu of commands follow the language of the chat, where the channel has such a menu."""
    if person.channel in WITH_A_MENU:
        where = ConversationId(desk.conversation) if desk.conversation is not None else None
        queue(desk.connection, person, where, at=desk.now, kind="menu", extra={"target": person.language})
