"""Counters: a shop's till or a cash machine takes cash in, or hands it out against a token (FAQ 9, FAQ 10, terms 3.7).

A counter learns what it may do and why not, never a balance; the customer is told of money only. A wrong token, number,
amount or partner costs one of the tries of the token it concerns. The same call twice is one: `counter_calls.py`.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from datetime import datetime

from .cash_points import TOPUP, TOPUP_BY_TOKEN, WITHDRAW, account_of, amounts
from .conversations import tell
from .counter_calls import answer_once
from .customers import Customer, customer_with, lock_customer
from .ending_tokens import count_wrong
from .ledger import Move, Posted, Refused, lock, post, settle, wallet_of
from .limits import BalanceLimit, refusal_to_receive
from .money import Money
from .orders import Desk, Fact, Order, Refusal, fact, handles
from .phone import Phone
from .tokens import (
    Token,
    TokenKind,
    TokenStatus,
    digits_in,
    ended_token_with,
    fingerprint_of,
    live_token,
    live_token_with,
    mark_ended,
    token_with,
)
from .topping_up import ToppedUp


@fact("withdrawn")
@dataclass(frozen=True)
class Withdrawn(Fact):
    """What the customer is told: the cash was handed out."""

    amount: Money
    fee: Money
    partner: str
    balance: Money
    reference: str
    at: datetime


@fact("cash_handed_out")
@dataclass(frozen=True)
class CashHandedOut(Fact):
    """What the counter is told: it may hand out the cash."""

    amount: Money
    reference: str
    at: datetime


@fact("cash_taken_in")
@dataclass(frozen=True)
class CashTakenIn(Fact):
    """What the counter is told: the money is in the customer's wallet."""

    amount: Money
    reference: str
    at: datetime


@fact("not_served_here")
@dataclass(frozen=True)
class NotServedHere(Refusal):
    """This partner does not do that."""


@fact("counter_amount_not_served")
@dataclass(frozen=True)
class CounterAmountNotServed(Refusal):
    """This partner takes no such amount in (FAQ 9)."""

    multiple: Money
    least: Money
    most: Money


@fact("number_unknown")
@dataclass(frozen=True)
class NumberUnknown(Refusal):
    """No wallet has this number."""


@fact("account_not_active")
@dataclass(frozen=True)
class AccountNotActive(Refusal):
    """The account is blocked: nothing in or out (FAQ 8)."""


@fact("token_needed")
@dataclass(frozen=True)
class TokenNeeded(Refusal):
    """No token was named."""


@fact("token_unknown")
@dataclass(frozen=True)
class TokenUnknown(Refusal):
    """This number has no such token; whether the number or the digits are wrong is not said."""


@fact("token_ended")
@dataclass(frozen=True)
class TokenEnded(Refusal):
    """It was this number's token, and it is over."""

    status: TokenStatus


@fact("token_of_another_partner")
@dataclass(frozen=True)
class TokenOfAnotherPartner(Refusal):
    """The token is bound to another partner."""


@fact("token_of_another_amount")
@dataclass(frozen=True)
class TokenOfAnotherAmount(Refusal):
    """The token is bound to another amount."""


@fact("counter_over_limit")
@dataclass(frozen=True)
class CounterOverLimit(Refusal):
    """The customer's limit for balance, or for the month's money in, would be passed (Services Table)."""

    limit: Money
    monthly: bool


@dataclass(frozen=True)
class Redeem(Order[Fact]):
    """May cash be handed out? `key` is the partner's own id of the call."""

    partner: str
    phone: Phone
    code: str = field(repr=False)
    amount: Money


@dataclass(frozen=True)
class PayInCash(Order[Fact]):
    """Cash was handed in for this number. `key` is the partner's own id of the call; no code where none is needed."""

    partner: str
    phone: Phone
    code: str | None = field(repr=False)
    amount: Money


@handles(Redeem)
def redeem(desk: Desk, order: Redeem) -> Fact:
    """Let cash be handed out once per token (FAQ 10): the hold becomes a withdrawal."""
    return answer_once(desk, order.partner, order.key, _content(order), lambda: _redeem(desk, order))


@handles(PayInCash)
def pay_in_cash(desk: Desk, order: PayInCash) -> Fact:
    """Credit cash once per call (FAQ 9); over a limit nothing moves (Services Table)."""
    return answer_once(desk, order.partner, order.key, _content(order), lambda: _pay_in(desk, order))


def _content(order: Redeem | PayInCash) -> tuple[str, ...]:
    return type(order).__name__, order.phone, digits_in(order.code or ""), str(int(order.amount))


def _redeem(desk: Desk, order: Redeem) -> Fact:
    if order.partner not in WITHDRAW:
        return NotServedHere()
    if not digits_in(order.code):
        return TokenNeeded()
    named = customer_with(desk.connection, order.phone)
    if named is not None and not named.may_move_money:
        return AccountNotActive()
    concerned = _concerned(desk, named, order.code, "withdraw")
    if concerned is None:
        return _ended_or_unknown(desk, named, order.code, "withdraw")
    owner, token, at = _locked(desk, concerned)
    refusal = _refusal(desk, order, owner, token, at)
    if refusal is not None:
        return refusal
    _use(desk, token, f"{order.partner}:{order.key}", at)
    for held in filter(None, (token.hold_id, token.fee_hold_id)):
        settled = settle(desk.connection, held, at=at)
        if isinstance(settled, Refused) or settled.existed:
            raise RuntimeError(f"the hold of token {token.id} could not be settled: {settled}")
    balance = wallet_of(desk.connection, owner.id).available
    tell(desk, owner.id, Withdrawn(token.amount, token.fee, token.partner, balance, token.reference, at))
    return CashHandedOut(token.amount, token.reference, at)


def _pay_in(desk: Desk, order: PayInCash) -> Fact:
    if order.partner not in TOPUP:
        return NotServedHere()
    served = amounts(desk.connection, "topup", order.partner)
    if not served.has(order.amount):
        return CounterAmountNotServed(served.multiple, served.least, served.most)
    named = customer_with(desk.connection, order.phone)
    if named is not None and not named.may_move_money:
        return AccountNotActive()
    if order.partner not in TOPUP_BY_TOKEN:
        return NumberUnknown() if named is None else _credit(desk, order, lock_customer(desk.connection, named.id))
    if not digits_in(order.code or ""):
        return TokenNeeded()
    concerned = _concerned(desk, named, order.code or "", "topup")
    if concerned is None:
        return _ended_or_unknown(desk, named, order.code or "", "topup")
    owner, token, at = _locked(desk, concerned)
    refusal = _refusal(desk, order, owner, token, at)
    return refusal if refusal is not None else _credit(desk, order, owner, token)


def _credit(desk: Desk, order: PayInCash, owner: Customer, token: Token | None = None) -> Fact:
    """Move the money within the limits, and tell the customer; she is locked. A refused token stays good."""
    if not owner.may_move_money:
        return AccountNotActive()
    wallet = wallet_of(desk.connection, owner.id).account_id
    at = lock(desk.connection, wallet)
    over = refusal_to_receive(desk.connection, wallet, owner.tier, order.amount, at)
    if over is not None:
        return CounterOverLimit(over.limit, monthly=not isinstance(over, BalanceLimit))
    call = f"{order.partner}:{order.key}"
    if token is not None:
        _use(desk, token, call, at)
    partner = account_of(desk.connection, order.partner, desk.now)
    move = Move(f"topup:{call}", partner, wallet, order.amount, "topup", order.key, note=order.partner)
    posted = post(desk.connection, move, at=at)
    if not isinstance(posted, Posted) or posted.existed:
        raise RuntimeError(f"cash that was handed in could not be credited: {posted}")
    balance = wallet_of(desk.connection, owner.id).available
    tell(desk, owner.id, ToppedUp(posted.amount, order.partner, balance, posted.reference, posted.at))
    return CashTakenIn(posted.amount, posted.reference, posted.at)


# The token that a call concerns


def _concerned(desk: Desk, named: Customer | None, code: str, kind: TokenKind) -> Token | None:
    """Return the live token of the named number; where it has none, the live one with these digits. Not locked yet."""
    own = live_token(desk.connection, named.id, kind) if named is not None else None
    return own or live_token_with(desk.connection, fingerprint_of(desk.secrets, digits_in(code)), kind)


def _ended_or_unknown(desk: Desk, named: Customer | None, code: str, kind: TokenKind) -> Refusal:
    if named is not None:
        digits = fingerprint_of(desk.secrets, digits_in(code))
        ended = ended_token_with(desk.connection, named.id, digits, kind)
        if ended is not None:
            return TokenEnded(ended.status)
    return TokenUnknown()


def _locked(desk: Desk, concerned: Token) -> tuple[Customer, Token, datetime]:
    """Lock the token's owner and her wallet; return her, the token as it is now, and the time."""
    owner = lock_customer(desk.connection, concerned.customer)
    at = lock(desk.connection, wallet_of(desk.connection, owner.id).account_id)
    return owner, token_with(desk.connection, concerned.id), at


def _refusal(desk: Desk, order: Redeem | PayInCash, owner: Customer, token: Token, at: datetime) -> Refusal | None:
    """Return why this token does not do here, or None; what is wrong costs a live one a try. Its owner is locked."""
    digits = fingerprint_of(desk.secrets, digits_in(order.code or ""))
    known = owner.phone == order.phone and hmac.compare_digest(digits, token.fingerprint)
    if not token.is_live(at):
        over = TokenStatus.EXPIRED if token.status is TokenStatus.LIVE else token.status
        if known:
            return TokenEnded(over)
        named = owner if owner.phone == order.phone else None
        return _ended_or_unknown(desk, named, order.code or "", token.kind)
    wrong: Refusal | None = None
    if not known:
        wrong = TokenUnknown()
    elif token.partner != order.partner:
        wrong = TokenOfAnotherPartner()
    elif token.kind == "withdraw" and token.amount != order.amount:
        wrong = TokenOfAnotherAmount()
    if wrong is not None:
        count_wrong(desk, token)
        return wrong
    return None if owner.may_move_money else AccountNotActive()


def _use(desk: Desk, token: Token, call: str, at: datetime) -> None:
    if not mark_ended(desk.connection, token.id, TokenStatus.USED, at, used_by=call):
        raise RuntimeError(f"token {token.id} ended under its owner's lock")
