"""Ending tokens: expired, cancelled, voided. What was held is free again, once, and the customer hears of it.

Whoever ends a token locks its owner first, then moves the row by a conditional UPDATE, then the ledger. Used ones end
in `counters.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .conversations import tell
from .customers import CustomerId, lock_customer
from .figures import figure
from .jobs import does, schedule
from .ledger import Refused, void
from .money import Money
from .orders import Desk, Fact, Order, Refusal, fact, handles
from .tokens import (
    Token,
    TokenId,
    TokenStatus,
    count_wrong_try,
    live_tokens,
    mark_ended,
    token_by_reference,
    token_with,
)


@fact("token_expired")
@dataclass(frozen=True)
class TokenExpired(Fact):
    """Nobody used it in time. `held` is what is free again: zero for a top-up's."""

    held: Money
    amount: Money
    partner: str
    reference: str


@fact("token_cancelled")
@dataclass(frozen=True)
class TokenCancelled(Fact):
    """The customer wanted it no longer. `held` is what is free again: zero for a top-up's."""

    held: Money
    partner: str
    reference: str


@fact("token_voided")
@dataclass(frozen=True)
class TokenVoided(Fact):
    """It was tried wrong too often. `held` is what is free again: zero for a top-up's."""

    held: Money
    partner: str
    tries: int
    reference: str


@fact("token_is_over")
@dataclass(frozen=True)
class TokenIsOver(Refusal):
    """The token that is to be cancelled has ended already."""

    status: TokenStatus
    amount: Money
    partner: str
    at: datetime
    reference: str


@fact("no_token")
@dataclass(frozen=True)
class NoToken(Refusal):
    """There is no token to cancel."""


@dataclass(frozen=True)
class CancelToken(Order[Fact]):
    """Cancel her token with this reference; without one, the withdrawal token that is live, or else the other."""

    customer: CustomerId
    reference: str


@handles(CancelToken)
def cancel_token(desk: Desk, order: CancelToken) -> Fact:
    """Free what was held, once. No PIN: the customer only gets her own money back."""
    lock_customer(desk.connection, order.customer)
    token = _to_cancel(desk, order)
    if token is None:
        return NoToken()
    if not token.is_live(desk.now):  # If only its time is over, the worker says so in a moment.
        over = TokenStatus.EXPIRED if token.status is TokenStatus.LIVE else token.status
        return TokenIsOver(over, token.amount, token.partner, token.ended_at or token.expires_at, token.reference)
    end_unused(desk, token, TokenStatus.CANCELLED)
    told = TokenCancelled(token.held, token.partner, token.reference)
    tell(desk, token.customer, told)
    return told


def _to_cancel(desk: Desk, order: CancelToken) -> Token | None:
    if order.reference:
        return token_by_reference(desk.connection, order.customer, order.reference)
    live = [token for token in live_tokens(desk.connection, order.customer) if token.is_live(desk.now)]
    return next((token for token in live if token.kind == "withdraw"), live[0] if live else None)


@does("expire token")
def expire_token(desk: Desk, subject: int) -> None:
    """Expire the token whose time is over; one that has ended meanwhile is left alone."""
    found = token_with(desk.connection, TokenId(subject))
    lock_customer(desk.connection, found.customer)
    token = token_with(desk.connection, found.id)
    if token.status is not TokenStatus.LIVE:
        return
    if desk.now < token.expires_at:  # The clock went back after the job was claimed: it stays due.
        schedule(desk.connection, "expire token", token.id, token.expires_at)
        return
    expire(desk, token)


def expire(desk: Desk, token: Token) -> None:
    """End a token whose time is over, and tell; its owner is locked."""
    if end_unused(desk, token, TokenStatus.EXPIRED):
        tell(desk, token.customer, TokenExpired(token.held, token.amount, token.partner, token.reference))


def count_wrong(desk: Desk, token: Token) -> None:
    """Count a wrong try at a counter; the last one voids the token, and only that is told. Its owner is locked."""
    tries = count_wrong_try(desk.connection, token.id)
    if tries >= figure(desk.connection, "token.tries") and end_unused(desk, token, TokenStatus.VOIDED):
        tell(desk, token.customer, TokenVoided(token.held, token.partner, tries, token.reference))


def void_all(desk: Desk, customer: CustomerId) -> Money:
    """End all open tokens of a customer and return how many rupiah that freed. Quiet: who blocks her account tells."""
    lock_customer(desk.connection, customer)
    ended = [each for each in live_tokens(desk.connection, customer) if end_unused(desk, each, TokenStatus.VOIDED)]
    return Money(sum(token.held for token in ended))


def end_unused(desk: Desk, token: Token, status: TokenStatus) -> bool:
    """End a token that nobody used and free what it held; return whether it was live. Its owner is locked."""
    if not mark_ended(desk.connection, token.id, status, desk.now):
        return False
    for held in filter(None, (token.hold_id, token.fee_hold_id)):
        freed = void(desk.connection, held)
        if isinstance(freed, Refused) or freed.existed:
            raise RuntimeError(f"the hold of token {token.id} could not be voided: {freed}")
    return True
