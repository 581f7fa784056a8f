"""Topping up: money that a partner took in becomes a customer's balance (FAQ 9, terms 3.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .conversations import tell
from .customers import customer_with, lock_customer
from .figures import figure
from .ledger import Move, Posted, exists, house, lock, post, wallet_of
from .limits import BalanceLimit, IncomingLimit, refusal_to_receive
from .money import Money
from .orders import Desk, Fact, Order, Refusal, fact, handles
from .standing import NotTakenNow
from .va import owner_of


@fact("topped_up")
@dataclass(frozen=True)
class ToppedUp(Fact):
    """Money came in from a bank."""

    amount: Money
    bank: str
    balance: Money
    reference: str
    at: datetime


@fact("account_unknown")
@dataclass(frozen=True)
class AccountUnknown(Refusal):
    """No wallet has this virtual account number."""


@fact("over_balance_limit")
@dataclass(frozen=True)
class OverBalanceLimit(Refusal):
    """The balance would pass its limit (Services Table)."""

    limit: Money
    room: Money


@fact("over_incoming_limit")
@dataclass(frozen=True)
class OverIncomingLimit(Refusal):
    """The month's incoming money would pass its limit (Services Table)."""

    limit: Money
    room: Money


@fact("amount_not_taken")
@dataclass(frozen=True)
class AmountNotTaken(Refusal):
    """The bank takes no such amount (CIMB: at least Rp10.000, FAQ 9)."""

    minimum: Money


@fact("paid_in_otherwise")
@dataclass(frozen=True)
class PaidInOtherwise(Refusal):
    """This payment was made before, with other content."""


@dataclass(frozen=True)
class PayIn(Order[Fact]):
    """Credit what was paid into a virtual account. `key` is the bank's own id of the payment."""

    bank: str
    va: str
    amount: Money


@handles(PayIn)
def pay_in(desk: Desk, order: PayIn) -> Fact:
    """Credit the wallet once per payment; over a limit nothing moves (Services Table)."""
    minimum = Money(figure(desk.connection, "topup.min.cimb") if order.bank == "cimb" else 1)
    if order.amount < minimum:
        return AmountNotTaken(minimum=minimum)
    phone = owner_of(order.bank, order.va)
    found = customer_with(desk.connection, phone) if phone else None
    if found is None:
        return AccountUnknown()
    owner = lock_customer(desk.connection, found.id)
    wallet = wallet_of(desk.connection, owner.id).account_id
    at = lock(desk.connection, wallet)
    move = Move(
        id=f"topup:{order.bank}:{order.key}",
        debit=house(desk.connection, f"bank:{order.bank}", "bank", desk.now),
        credit=wallet,
        amount=order.amount,
        code="topup",
        order_key=order.key,
        note=order.bank,
    )
    if not exists(desk.connection, move.id):
        if not owner.may_move_money:
            return NotTakenNow()
        match refusal_to_receive(desk.connection, wallet, owner.tier, order.amount, at):
            case BalanceLimit(limit, room):
                return OverBalanceLimit(limit=limit, room=room)
            case IncomingLimit(limit, room):
                return OverIncomingLimit(limit=limit, room=room)
    posted = post(desk.connection, move, at=at)
    if not isinstance(posted, Posted):
        return PaidInOtherwise()
    topped_up = ToppedUp(
        amount=posted.amount,
        bank=order.bank,
        balance=wallet_of(desk.connection, owner.id).available,
        reference=posted.reference,
        at=posted.at,
    )
    if not posted.existed:
        tell(desk, owner.id, topped_up)
    return topped_up
