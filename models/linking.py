"""Linking: another channel joins a wallet, proved by a code to its number and by its PIN."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .conversations import tell
from .customers import CustomerId, IdentityId, customer, join
from .orders import Desk, Fact, Order, fact, handles


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


@dataclass(frozen=True)
class JoinChannel(Order[Fact]):
    """Join this identity to the customer. Number and PIN were proved."""

    identity: IdentityId
    channel: str
    customer: CustomerId


@handles(JoinChannel)
def join_channel(desk: Desk, order: JoinChannel) -> Fact:
    """Join the channel and tell the others."""
    owner = customer(desk.connection, order.customer)
    tell(desk, order.customer, ChannelLinked(channel=order.channel, at=desk.now), besides=order.identity)
    join(desk.connection, order.identity, order.customer, owner.language)
    return Linked(first_name=owner.first_name)
