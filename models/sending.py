"""Sending: money from one customer to another (Services Table: P2P, Premium only)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from .clock import start_of_day, to_ms
from .conversations import tell
from .customers import Customer, CustomerId, Tier, customer
from .figures import figure
from .ledger import AccountId, Move, Posted, Refused, Wallet, exists, house, lock, post, wallet_of
from .limits import BalanceLimit, refusal_to_receive
from .money import Money
from .orders import Agreed, Desk, Fact, Order, Refusal, fact, handles
from .phone import Phone
from .standing import refusal_to_use
from .tariff import fee_to_send


@fact("sent")
@dataclass(frozen=True)
class Sent(Fact):
    """What the payer is told."""

    amount: Money
    fee: Money
    to: str
    phone: Phone
    note: str
    balance: Money
    reference: str
    at: datetime


@fact("received")
@dataclass(frozen=True)
class Received(Fact):
    """What the payee is told."""

    amount: Money
    payer: str
    note: str
    reference: str
    at: datetime


@fact("wanted_to_send")
@dataclass(frozen=True)
class WantedToSend(Fact):
    """What a payee is told, at the payer's wish, when a limit of hers was in the way."""

    payer: str
    limit: Money
    tier: Tier
    monthly: bool


@fact("wanted_to_send_while_blocked")
@dataclass(frozen=True)
class WantedToSendWhileBlocked(Fact):
    """What a payee is told, at the payer's wish, when her account was blocked."""

    payer: str


@fact("payee_told")
@dataclass(frozen=True)
class PayeeTold(Fact):
    """The payee knows that somebody wants to send."""

    name: str


@fact("needs_premium")
@dataclass(frozen=True)
class NeedsPremium(Refusal):
    """Sending is for Premium (Services Table)."""


@fact("exceeds_balance")
@dataclass(frozen=True)
class ExceedsBalance(Refusal):
    """The payer has less than that."""

    balance: Money
    short: Money
    fee: Money


@fact("payee_cannot_receive")
@dataclass(frozen=True)
class PayeeCannotReceive(Refusal):
    """The payee's limits, or her blocked account, are in the way; which of it is only told to the payee."""

    name: str
    first_name: str


@fact("payee_not_today")
@dataclass(frozen=True)
class PayeeNotToday(Refusal):
    """Too many tries against one payee's limits: her balance shall not be found out that way."""


@fact("payee_can_receive")
@dataclass(frozen=True)
class PayeeCanReceive(Fact):
    """Nothing of the payee is in the way."""


@fact("send_refused")
@dataclass(frozen=True)
class SendRefused(Refusal):
    """The ledger refused; nothing moved."""

    why: str


@dataclass(frozen=True)
class SendMoney(Order[Fact]):
    """Move the amount to the recipient, and the fee to us."""

    payer: CustomerId
    recipient: CustomerId
    amount: Money
    fee: Money
    note: str


@dataclass(frozen=True)
class AskPayee(Order[Fact]):
    """Find out whether the payee may take this amount; a no counts as one of the day's tries."""

    payer: CustomerId
    recipient: CustomerId
    amount: Money


@dataclass(frozen=True)
class TellPayee(Order[Fact]):
    """Let the payee know that her limit was in the way of this amount."""

    payer: CustomerId
    recipient: CustomerId
    amount: Money


class RefusedTryRow(SQLModel, table=True):
    """How often a payer met a payee's limits on a day."""

    __tablename__ = "refused_tries"

    payer_id: int = Field(primary_key=True, sa_type=BigInteger, foreign_key="customers.id")
    payee_id: int = Field(primary_key=True, sa_type=BigInteger, foreign_key="customers.id")
    day: int = Field(primary_key=True, sa_type=BigInteger, description="midnight WIB")
    tries: int


class AskedAmountRow(SQLModel, table=True):
    """An amount that a payer asked a payee's limits about on a day, and has sent nothing since."""

    __tablename__ = "asked_amounts"

    payer_id: int = Field(primary_key=True, sa_type=BigInteger, foreign_key="customers.id")
    payee_id: int = Field(primary_key=True, sa_type=BigInteger, foreign_key="customers.id")
    day: int = Field(primary_key=True, sa_type=BigInteger, description="midnight WIB")
    amount: int = Field(primary_key=True, sa_type=BigInteger)


_PAIR = "payer_id = :payer AND payee_id = :payee AND day = :day"
_TRIES = text(f"SELECT tries FROM refused_tries WHERE {_PAIR}")
_ASKED = text(f"SELECT COUNT(*) FROM asked_amounts WHERE {_PAIR} AND amount <> :amount")
_ASK = text(
    "INSERT INTO asked_amounts (payer_id, payee_id, day, amount) VALUES (:payer, :payee, :day, :amount) "
    "ON CONFLICT (payer_id, payee_id, day, amount) DO NOTHING"
)
_SENT = text(f"DELETE FROM asked_amounts WHERE {_PAIR}")
_COUNT = text(
    "INSERT INTO refused_tries (payer_id, payee_id, day, tries) VALUES (:payer, :payee, :day, 1) "
    "ON CONFLICT (payer_id, payee_id, day) DO UPDATE SET tries = refused_tries.tries + 1"
)


def refusal_to_send(payer: Customer, wallet: Wallet, amount: Money, fee: Money) -> Refusal | None:
    """Return why this customer may not send this many rupiah and their fee now, or None (Services Table, FAQ 8)."""
    stands_still = refusal_to_use(payer)
    if stands_still is not None:
        return stands_still
    if payer.tier is Tier.REGULAR:
        return NeedsPremium()
    if amount + fee > wallet.available:
        return ExceedsBalance(balance=wallet.available, short=amount + fee - wallet.available, fee=fee)
    return None


@handles(AskPayee)
def ask_payee(desk: Desk, order: AskPayee) -> Fact:
    """Answer without saying what is in the way; after the day's tries only that it is not possible today.

    Other amounts that could be received count too while nothing is sent: they would find out the payee's balance.
    """
    tried = {"payer": order.payer, "payee": order.recipient, "day": to_ms(start_of_day(desk.now))}
    refused_so_far = desk.connection.execute(_TRIES, tried).scalar_one_or_none() or 0
    asked_so_far = desk.connection.execute(_ASKED, {**tried, "amount": order.amount}).scalar_one()
    if refused_so_far >= figure(desk.connection, "refused_tries_per_day"):
        return PayeeNotToday()
    if asked_so_far >= figure(desk.connection, "unsent_tries_per_day"):
        return PayeeNotToday()
    desk.connection.execute(_ASK, {**tried, "amount": order.amount})
    payee = customer(desk.connection, order.recipient)
    wallet = wallet_of(desk.connection, order.recipient).account_id
    refused = refusal_to_receive(desk.connection, wallet, payee.tier, order.amount, desk.now)
    if refused is None and payee.may_move_money:
        return PayeeCanReceive()
    desk.connection.execute(_COUNT, tried)
    return PayeeCannotReceive(name=payee.short_name, first_name=payee.first_name)


@handles(TellPayee)
def tell_payee(desk: Desk, order: TellPayee) -> Fact:
    """Tell the payee, and only her, what was in the way: a limit, or that her account is blocked."""
    payer, payee = customer(desk.connection, order.payer), customer(desk.connection, order.recipient)
    wallet = wallet_of(desk.connection, order.recipient).account_id
    refused = refusal_to_receive(desk.connection, wallet, payee.tier, order.amount, desk.now)
    if not payee.may_move_money:
        tell(desk, order.recipient, WantedToSendWhileBlocked(payer=payer.short_name))
    elif refused is not None:
        monthly = not isinstance(refused, BalanceLimit)
        wanted = WantedToSend(payer=payer.short_name, limit=refused.limit, tier=payee.tier, monthly=monthly)
        tell(desk, order.recipient, wanted)
    return PayeeTold(name=payee.first_name)


@handles(SendMoney, agreed=True)
def send_money(desk: Desk, agreed: Agreed[SendMoney]) -> Fact:
    """Move the money once and tell both; everything that was checked before consent is checked once more."""
    order = agreed.order
    mine = wallet_of(desk.connection, order.payer).account_id
    hers = wallet_of(desk.connection, order.recipient).account_id
    at = lock(desk.connection, mine, hers)
    # Read once both wallets are ours: a block takes its wallet too, so that none is committed in between.
    payer, payee = customer(desk.connection, order.payer), customer(desk.connection, order.recipient)
    move = Move(f"send:{order.key}", mine, hers, order.amount, "transfer", order.key, note=order.note)
    if not exists(desk.connection, move.id):
        refusal = _refusal(desk, order, payer, payee, at)
        if refusal is not None:
            return refusal
    posted = post(desk.connection, move, at=at)
    if isinstance(posted, Refused):
        return SendRefused(why=posted)
    if order.fee and not posted.existed:
        _take_fee(desk, order, mine, at)
    told = _receipt(order, payee, posted, wallet_of(desk.connection, payer.id).available)
    if not posted.existed:
        forget_asked(desk.connection, payer.id, payee.id, desk.now)
        tell(desk, payer.id, told)
        tell(desk, payee.id, Received(order.amount, payer.short_name, order.note, posted.reference, posted.at))
    return told


def forget_asked(connection: Connection, payer: CustomerId, payee: CustomerId, at: datetime) -> None:
    """Money went to the payee: the amounts that she was asked about that day were no mere tries."""
    connection.execute(_SENT, {"payer": payer, "payee": payee, "day": to_ms(start_of_day(at))})


def _refusal(desk: Desk, order: SendMoney, payer: Customer, payee: Customer, at: datetime) -> Refusal | None:
    refusal = refusal_to_send(payer, wallet_of(desk.connection, payer.id), order.amount, order.fee)
    if refusal is not None:
        return refusal
    if order.fee != fee_to_send(desk.connection, order.amount):
        return SendRefused(why="the fee is another one now")
    hers = wallet_of(desk.connection, payee.id).account_id
    limited = refusal_to_receive(desk.connection, hers, payee.tier, order.amount, at) is not None
    if limited or not payee.may_move_money:
        return PayeeCannotReceive(name=payee.short_name, first_name=payee.first_name)
    return None


def _take_fee(desk: Desk, order: SendMoney, payer: AccountId, at: datetime) -> None:
    fees = house(desk.connection, "fees:transfer", "fees", desk.now)
    paid = post(
        desk.connection, Move(f"fee:{order.key}", payer, fees, order.fee, "fee", order.key, companion=True), at=at
    )
    if isinstance(paid, Refused):
        raise RuntimeError(f"the fee could not be taken: {paid}")


def _receipt(order: SendMoney, payee: Customer, posted: Posted, balance: Money) -> Sent:
    return Sent(
        amount=order.amount,
        fee=order.fee,
        to=payee.short_name,
        phone=payee.phone,
        note=order.note,
        balance=balance,
        reference=posted.reference,
        at=posted.at,
    )
