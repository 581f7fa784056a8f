"""Making tokens: cash is set aside for one counter (FAQ 10), or a counter may take cash in (FAQ 9, Indomaret).

The digits are told once, sealed, to their owner alone; a lost token is cancelled and made anew. Used at a counter:
`counters.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from .cash_points import TOPUP_BY_TOKEN, WITHDRAW, account_of, amounts
from .conversations import MASK, tell
from .customers import Customer, CustomerId, Tier, lock_customer
from .ending_tokens import end_unused, expire
from .figures import figure
from .jobs import schedule
from .ledger import AccountId, Move, Posted, hold, house, lock, wallet_of
from .ledger import Refused as LedgerRefused
from .money import Money
from .orders import Agreed, Desk, Fact, Order, Refusal, fact, handles
from .phone import Phone
from .tariff import fee_to_withdraw
from .tokens import (
    NO_MONEY,
    Token,
    TokenId,
    TokenKind,
    TokenStatus,
    add_token,
    fingerprint_of,
    live_token,
    new_digits,
    spoken_digits,
    token_of_order,
)

DIGITS_TRIES = 5


@fact("token_made")
@dataclass(frozen=True)
class TokenMade(Fact):
    """Cash is set aside. The row holds the code sealed."""

    amount: Money
    fee: Money
    partner: str
    phone: Phone
    code: str
    until: datetime
    reference: str


@fact("topup_token_made")
@dataclass(frozen=True)
class TopupTokenMade(Fact):
    """A shop may take cash in for the customer. The row holds the code sealed."""

    partner: str
    phone: Phone
    code: str
    until: datetime
    replaced: bool
    """An earlier one is good no longer."""


@fact("cash_needs_premium")
@dataclass(frozen=True)
class CashNeedsPremium(Refusal):
    """Withdrawing is for Premium (Services Table, terms 3.7)."""


@fact("cash_not_served")
@dataclass(frozen=True)
class CashNotServed(Refusal):
    """The place hands out no such amount (FAQ 10); `low` and `high` are the nearest that can be had, zero for none."""

    partner: str
    multiple: Money
    least: Money
    most: Money
    low: Money
    high: Money


@fact("cash_exceeds_balance")
@dataclass(frozen=True)
class CashExceedsBalance(Refusal):
    """The customer has less than that; `near` is the most that she can have instead, zero for nothing."""

    balance: Money
    short: Money
    fee: Money
    near: Money


@fact("has_token")
@dataclass(frozen=True)
class HasToken(Refusal):
    """One withdrawal token at a time."""

    amount: Money
    partner: str
    until: datetime
    minutes: int
    reference: str


@fact("token_not_made")
@dataclass(frozen=True)
class TokenNotMade(Refusal):
    """Something changed since it was agreed to; nothing is held."""

    why: str


@dataclass(frozen=True)
class MakeToken(Order[Fact]):
    """Set the amount and the fee aside for this partner, and make the token for it."""

    payer: CustomerId
    amount: Money
    fee: Money
    partner: str


@dataclass(frozen=True)
class MakeTopupToken(Order[Fact]):
    """Make the token with which this shop takes cash in for the customer."""

    customer: CustomerId
    partner: str


def refusal_to_withdraw(connection: Connection, owner: Customer, partner: str, amount: Money) -> Refusal | None:
    """Return why this customer may not have this many rupiah in cash there now, or None (Services Table, FAQ 10)."""
    if owner.tier is Tier.REGULAR:
        return CashNeedsPremium()
    served = amounts(connection, "withdraw", partner)
    fee = fee_to_withdraw(connection, partner)
    available = wallet_of(connection, owner.id).available
    near = served.near(amount, available - fee)
    if not served.has(amount):
        low, high = (near[0], near[-1]) if near else (Money(0), Money(0))
        return CashNotServed(partner, served.multiple, served.least, served.most, low, high)
    if amount + fee > available:
        return CashExceedsBalance(available, amount + fee - available, fee, near[-1] if near else Money(0))
    return None


def has_token(token: Token, now: datetime) -> HasToken:
    """Return why no other withdrawal token is made while this one is live."""
    return HasToken(token.amount, token.partner, token.expires_at, token.minutes_left(now), token.reference)


@handles(MakeToken, agreed=True)
def make_token(desk: Desk, agreed: Agreed[MakeToken]) -> Fact:
    """Hold the money once and tell the code; everything that was checked before consent is checked once more."""
    order = agreed.order
    owner = lock_customer(desk.connection, order.payer)
    refusal = _refusal(desk, order, owner)
    if refusal is not None:
        return refusal
    wallet = wallet_of(desk.connection, owner.id).account_id
    at = lock(desk.connection, wallet)
    until = at + timedelta(minutes=figure(desk.connection, "token.minutes"))
    held = _hold(desk, order, wallet, at=at, until=until)
    digits, token_id = _add(
        desk,
        "withdraw",
        owner.id,
        order.partner,
        key=order.key,
        at=at,
        until=until,
        amount=order.amount,
        fee=order.fee,
        held=held,
    )
    schedule(desk.connection, "expire token", token_id, until)
    told = TokenMade(order.amount, order.fee, order.partner, owner.phone, MASK, until, held.reference)
    tell(desk, owner.id, told, secret={"code": spoken_digits(digits)})
    return told


def _refusal(desk: Desk, order: MakeToken, owner: Customer) -> Refusal | None:
    made = token_of_order(desk.connection, order.key)
    live = live_token(desk.connection, owner.id, "withdraw")
    if live is not None and not live.is_live(desk.now):  # Its time is over, and the worker has not come by yet.
        expire(desk, live)
        live = None
    if live is not None:
        return has_token(live, desk.now)
    if made is not None:
        return TokenNotMade(why="this order made its token before")
    if order.partner not in WITHDRAW or not owner.may_move_money:
        return TokenNotMade(why="not at this place, or not now")
    refusal = refusal_to_withdraw(desk.connection, owner, order.partner, order.amount)
    if refusal is not None:
        return TokenNotMade(why=refusal.NAME) if isinstance(refusal, CashNotServed) else refusal
    if order.fee != fee_to_withdraw(desk.connection, order.partner):
        return TokenNotMade(why="the fee is another one now")
    return None


def _hold(desk: Desk, order: MakeToken, wallet: AccountId, *, at: datetime, until: datetime) -> Posted:
    """Set amount and fee aside; both end together."""
    partner = account_of(desk.connection, order.partner, desk.now)
    moves = [Move(f"withdraw:{order.key}", wallet, partner, order.amount, "withdraw", order.key, note=order.partner)]
    if order.fee:
        fees = house(desk.connection, "fees:withdraw", "fees", desk.now)
        moves.append(Move(f"fee:{order.key}", wallet, fees, order.fee, "fee", order.key, companion=True))
    held = [hold(desk.connection, move, until, at=at) for move in moves]
    for each in held:
        if isinstance(each, LedgerRefused) or each.existed:
            raise RuntimeError(f"what the wallet has free could not be held: {each}")
    return held[0]  # type: ignore[return-value]  # not refused, as just seen


@handles(MakeTopupToken)
def make_topup_token(desk: Desk, order: MakeTopupToken) -> Fact:
    """Make the token and tell its code; one that is live already was shown once, so it gives way."""
    owner = lock_customer(desk.connection, order.customer)
    if token_of_order(desk.connection, order.key) is not None:
        return TokenNotMade(why="this order made its token before")
    if order.partner not in TOPUP_BY_TOKEN or not owner.may_move_money:
        return TokenNotMade(why="not at this place, or not now")
    live = live_token(desk.connection, owner.id, "topup")
    if live is not None:
        end_unused(desk, live, TokenStatus.CANCELLED)
    until = desk.now + timedelta(minutes=figure(desk.connection, "token.minutes"))
    digits, token_id = _add(desk, "topup", owner.id, order.partner, key=order.key, at=desk.now, until=until)
    schedule(desk.connection, "expire token", token_id, until)
    replaced = live is not None and live.is_live(desk.now)
    told = TopupTokenMade(order.partner, owner.phone, MASK, until, replaced)
    tell(desk, owner.id, told, secret={"code": spoken_digits(digits)})
    return told


def _add(
    desk: Desk,
    kind: TokenKind,
    owner: CustomerId,
    partner: str,
    *,
    key: str,
    at: datetime,
    until: datetime,
    amount: Money | None = None,
    fee: Money = NO_MONEY,
    held: Posted | None = None,
) -> tuple[str, TokenId]:
    """Keep the token under digits that no other live one has; return them and its id."""
    for _ in range(DIGITS_TRIES):
        digits = new_digits()
        added = add_token(
            desk.connection,
            kind=kind,
            customer=owner,
            partner=partner,
            fingerprint=fingerprint_of(desk.secrets, digits),
            order_key=key,
            expires_at=until,
            at=at,
            amount=amount,
            fee=fee,
            hold_id=held.id if held else None,
            reference=held.reference if held else "",
        )
        if added is not None:
            return digits, added
    raise RuntimeError(f"no digits were free in {DIGITS_TRIES} tries")
