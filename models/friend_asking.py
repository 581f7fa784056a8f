"""Asking a friend for cash: the money is held for her until she has handed over the cash (FAQ 10, Premium only)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from .cash_requests import CashRequest, Step, add, live_of_payer, with_key
from .conversations import tell
from .customers import Customer, CustomerId, Tier, customer
from .figures import figure
from .jobs import schedule
from .ledger import Move, Posted, Refused, Wallet, hold, house, lock, wallet_of
from .limits import refusal_to_receive
from .making_tokens import CashNeedsPremium
from .money import Money
from .orders import Agreed, Desk, Fact, Order, Refusal, fact, handles
from .phone import Phone
from .standing import refusal_to_use
from .tariff import fee_to_withdraw

ANSWER_DUE = "friend_answer"
"""The job that ends a request nobody answered."""


@fact("friend_asked")
@dataclass(frozen=True)
class FriendAsked(Fact):
    """What the payer is told: the money is held, and until when the friend may answer."""

    amount: Money
    fee: Money
    friend: str
    first_name: str
    phone: Phone
    until: datetime
    reference: str


@fact("cash_wanted")
@dataclass(frozen=True)
class CashWanted(Fact):
    """What the friend is asked."""

    amount: Money
    payer: str
    reference: str


@fact("cash_below_minimum")
@dataclass(frozen=True)
class CashBelowMinimum(Refusal):
    """So little is not withdrawn with a friend (FAQ 10)."""

    minimum: Money


@fact("friend_exceeds_balance")
@dataclass(frozen=True)
class FriendExceedsBalance(Refusal):
    """The payer has less than that free."""

    balance: Money
    short: Money
    fee: Money


@fact("friend_cannot")
@dataclass(frozen=True)
class FriendCannot(Refusal):
    """Something of the friend's is in the way, and only she knows what."""

    friend: str


@fact("cash_stands")
@dataclass(frozen=True)
class CashStands(Refusal):
    """How a request stands, for one of its two people: what she wanted fits another step of it."""

    step: Step
    amount: Money
    held: Money
    mine: bool
    """Told to the payer; otherwise to the friend."""
    other: str
    first_name: str
    until: datetime
    """When its time is over; nothing is, once the cash was handed over, and then it is when that was said."""
    question: int
    """Which time the payer is asked whether she has the cash."""
    reference: str


@fact("asking_refused")
@dataclass(frozen=True)
class AskingRefused(Refusal):
    """Something changed after consent; nothing is held."""

    why: str


@dataclass(frozen=True)
class AskFriend(Order[Fact]):
    """Hold the amount and the fee, and ask the friend for the cash."""

    payer: CustomerId
    friend: CustomerId
    amount: Money
    fee: Money


def refusal_to_ask(desk: Desk, payer: Customer, wallet: Wallet, amount: Money) -> Refusal | None:
    """Return why this customer may not withdraw this many rupiah with a friend now, or None (FAQ 10)."""
    if payer.tier is not Tier.PREMIUM:
        return CashNeedsPremium()
    minimum = Money(figure(desk.connection, "withdraw.friend.min"))
    if amount < minimum:
        return CashBelowMinimum(minimum=minimum)
    fee = fee_to_withdraw(desk.connection, "friend")
    if amount + fee > wallet.available:
        return FriendExceedsBalance(balance=wallet.available, short=amount + fee - wallet.available, fee=fee)
    return None


def how_it_stands(desk: Desk, request: CashRequest, reader: CustomerId) -> CashStands:
    """Return how the request stands, as this one of its two people is told."""
    mine = reader == request.payer
    other = customer(desk.connection, request.friend if mine else request.payer)
    return CashStands(
        step=request.step,
        amount=request.amount,
        held=request.held,
        mine=mine,
        other=other.short_name,
        first_name=other.first_name,
        until=request.expires_at or request.handed_at or desk.now,
        question=request.reminders + 1,
        reference=request.reference,
    )


@handles(AskFriend, agreed=True)
def ask_friend(desk: Desk, agreed: Agreed[AskFriend]) -> Fact:
    """Hold the money once and tell both; everything that was checked before consent is checked once more."""
    order = agreed.order
    mine = wallet_of(desk.connection, order.payer).account_id
    hers = wallet_of(desk.connection, order.friend).account_id
    at = lock(desk.connection, mine, hers)
    # Read only now: whoever blocks or closes an account locks its wallet too.
    payer, friend = customer(desk.connection, order.payer), customer(desk.connection, order.friend)
    made = with_key(desk.connection, order.key)
    if made is not None:
        return how_it_stands(desk, made, payer.id)
    refusal = _refusal(desk, order, payer, friend, at)
    if refusal is not None:
        return refusal
    # No expiry in the ledger: a yes gives more time, and from the handing over on nothing ends by itself.
    held = hold(
        desk.connection, Move(f"cash:{order.key}", mine, hers, order.amount, "withdraw", order.key), None, at=at
    )
    if isinstance(held, Refused):
        return AskingRefused(why=held)
    until = at + timedelta(minutes=figure(desk.connection, "friend.answer_minutes"))
    made = add(
        desk.connection,
        key=order.key,
        payer=payer.id,
        friend=friend.id,
        amount=order.amount,
        fee=order.fee,
        hold=held.id,
        fee_hold=_hold_fee(desk, order, at).id if order.fee else None,
        reference=held.reference,
        at=at,
        until=until,
    )
    schedule(desk.connection, ANSWER_DUE, made.id, until)
    told = FriendAsked(
        amount=order.amount,
        fee=order.fee,
        friend=friend.short_name,
        first_name=friend.first_name,
        phone=friend.phone,
        until=until,
        reference=made.reference,
    )
    tell(desk, payer.id, told)
    tell(desk, friend.id, CashWanted(order.amount, payer.short_name, made.reference))
    return told


def _refusal(desk: Desk, order: AskFriend, payer: Customer, friend: Customer, at: datetime) -> Refusal | None:
    live = live_of_payer(desk.connection, payer.id)
    if live is not None:
        return how_it_stands(desk, live, payer.id)
    refusal = refusal_to_use(payer) or refusal_to_ask(desk, payer, wallet_of(desk.connection, payer.id), order.amount)
    if refusal is not None:
        return refusal
    if order.fee != fee_to_withdraw(desk.connection, "friend"):
        return AskingRefused(why="the fee is another one now")
    hers = wallet_of(desk.connection, friend.id).account_id
    if not friend.may_move_money or refusal_to_receive(desk.connection, hers, friend.tier, order.amount, at):
        return FriendCannot(friend=friend.short_name)
    return None


def _hold_fee(desk: Desk, order: AskFriend, at: datetime) -> Posted:
    fees = house(desk.connection, "fees:withdraw", "fees", desk.now)
    mine = wallet_of(desk.connection, order.payer).account_id
    move = Move(f"cash-fee:{order.key}", mine, fees, order.fee, "fee", order.key, companion=True)
    held = hold(desk.connection, move, None, at=at)
    if isinstance(held, Refused):
        raise TypeError(f"the fee could not be held: {held}")
    return held
