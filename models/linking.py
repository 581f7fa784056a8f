"""Linking: another channel joins a wallet, proved by a code to its number and by its PIN."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .conversations import tell
from .customers import CustomerId, IdentityId, identity, join, lock_customer
from .languages import speak
from .orders import Desk, Fact, Order, Refusal, fact, handles


@fact("linked")
@dataclass(frozen=True)
class Linked(Fact):
    """This channel is the customer's from now on."""

    first_name: str


@fact("channel_linked")
@dataclass(frozen=True)
class ChannelLinked(Fact):
    """What the customer's other channels hear of it."""

    SAY = "all"
    channel: str
    at: datetime


@fact("cannot_link")
@dataclass(frozen=True)
class CannotLink(Refusal):
    """The account takes no new channel now: it is blocked, or closed."""


@dataclass(frozen=True)
class JoinChannel(Order[Fact]):
    """Join this identity to the customer. Number and PIN were proved."""

    identity: IdentityId
    channel: str
    customer: CustomerId


@handles(JoinChannel)
def join_channel(desk: Desk, order: JoinChannel) -> Fact:
    """Join the channel and tell the others; a blocked account stays as it is."""
    owner = lock_customer(desk.connection, order.customer)
    if not owner.may_move_money:
        return CannotLink()
    tell(desk, order.customer, ChannelLinked(channel=order.channel, at=desk.now), besides=order.identity)
    before = identity(desk.connection, order.identity).language
    join(desk.connection, order.identity, order.customer, owner.language)
    if before != owner.language:
        speak(desk, identity(desk.connection, order.identity))
    return Linked(first_name=owner.first_name)
