"""Answering a request for cash: the friend says whether she can help, and that she has handed it over.

What is too late ends here at once, whether the worker has come by or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from .cash_requests import CashRequest, Step, accept, hand, locked, with_id, with_reference
from .conversations import tell
from .customers import CustomerId, Tier
from .figures import figure
from .friend_asking import ANSWER_DUE, how_it_stands
from .friend_cash import Why, both, give_back
from .jobs import does, schedule
from .ledger import wallet_of
from .limits import BalanceLimit, refusal_to_receive
from .money import Money
from .orders import Desk, Fact, Order, Refusal, fact, handles

CASH_DUE = "friend_cash"
"""The job that ends a request whose cash was not handed over in time."""
SILENCE_DUE = "friend_silence"
"""The job that asks the payer again, done in `friend_confirming`."""


@fact("hand_it_over")
@dataclass(frozen=True)
class HandItOver(Fact):
    """The friend is told what to do now."""

    amount: Money
    first_name: str
    reference: str


@fact("friend_can")
@dataclass(frozen=True)
class FriendCan(Fact):
    """The payer is told that the friend will bring the cash."""

    first_name: str


@fact("friend_declined")
@dataclass(frozen=True)
class FriendDeclined(Fact):
    """The friend's no is passed on."""

    first_name: str


@fact("friend_over_limit")
@dataclass(frozen=True)
class FriendOverLimit(Refusal):
    """The friend's own limits leave no room for the money (Services Table); she alone is told. The request stays."""

    limit: Money
    tier: Tier
    monthly: bool
    reference: str


@fact("cash_handed")
@dataclass(frozen=True)
class CashHanded(Fact):
    """The payer is asked whether she has the cash."""

    amount: Money
    first_name: str
    reference: str


@fact("handing_noted")
@dataclass(frozen=True)
class HandingNoted(Fact):
    """The friend's word is passed on; the payer is asked now."""

    first_name: str


@fact("no_such_cash")
@dataclass(frozen=True)
class NoSuchCash(Refusal):
    """No request of that reference is hers: nothing is said of anybody else's."""


@dataclass(frozen=True)
class AnswerFriend(Order[Fact]):
    """Say whether the friend can help; a no is also taken after a yes, as long as no cash was handed over."""

    friend: CustomerId
    reference: str
    answer: Literal["yes", "no"]


@dataclass(frozen=True)
class HandOver(Order[Fact]):
    """Say that the cash was handed over."""

    friend: CustomerId
    reference: str


@handles(AnswerFriend)
def answer_friend(desk: Desk, order: AnswerFriend) -> Fact:
    """Take the friend's yes or no, once; tell the payer."""
    request = of_friend(desk, order.friend, order.reference)
    if request is None:
        return NoSuchCash()
    over = end_if_late(desk, request)
    if over is not None:
        return over
    if order.answer == "no":
        return _decline(desk, request)
    if request.step is not Step.ASKED:
        return how_it_stands(desk, request, request.friend)
    return _accept(desk, request)


@handles(HandOver)
def hand_over(desk: Desk, order: HandOver) -> Fact:
    """Ask the payer whether she has the cash; from here on nothing ends by itself."""
    request = of_friend(desk, order.friend, order.reference)
    if request is None:
        return NoSuchCash()
    over = end_if_late(desk, request)
    if over is not None:
        return over
    at = locked(desk.connection, request)
    if not hand(desk.connection, request, at=at):
        return how_it_stands(desk, request, request.friend)
    wait = timedelta(minutes=figure(desk.connection, "friend.reminder_minutes"))
    schedule(desk.connection, SILENCE_DUE, request.id, at + wait)
    payer, friend = both(desk, request)
    tell(desk, payer.id, CashHanded(request.amount, friend.first_name, request.reference))
    noted = HandingNoted(first_name=payer.first_name)
    desk.told.append((friend.id, noted))  # The payer answers her next; until then there is nothing more to say.
    return noted


def of_friend(desk: Desk, friend: CustomerId, reference: str) -> CashRequest | None:
    """Return the request to this friend as it stands now, its wallets locked; None for anybody else's."""
    return _mine(desk, with_reference(desk.connection, reference), friend=friend)


def of_payer(desk: Desk, payer: CustomerId, reference: str) -> CashRequest | None:
    """Return this payer's request as it stands now, its wallets locked; None for anybody else's."""
    return _mine(desk, with_reference(desk.connection, reference), payer=payer)


def end_if_late(desk: Desk, request: CashRequest) -> Fact | None:
    """End a request whose time is over; return how it then stands for the friend, or None if it is in time."""
    if request.step not in (Step.ASKED, Step.ACCEPTED) or request.expires_at is None:
        return None
    at = locked(desk.connection, request)
    if at < request.expires_at:
        return None
    why = Why.UNANSWERED if request.step is Step.ASKED else Why.NOT_HANDED
    give_back(desk, request, Step.EXPIRED, why, at=at, steps=(request.step,))
    return next(told for whom, told in reversed(desk.told) if whom == request.friend)


@does(ANSWER_DUE)
@does(CASH_DUE)
def end_in_time(desk: Desk, request_id: int) -> None:
    """Give the money back if nobody answered, or no cash was handed over, in time."""
    request = fresh(desk, with_id(desk.connection, request_id))
    if request is not None:
        end_if_late(desk, request)


def fresh(desk: Desk, request: CashRequest | None) -> CashRequest | None:
    """Return the request as it stands under the lock of its wallets."""
    if request is None:
        return None
    locked(desk.connection, request)
    return with_id(desk.connection, request.id)


def _mine(
    desk: Desk, request: CashRequest | None, *, payer: CustomerId | None = None, friend: CustomerId | None = None
) -> CashRequest | None:
    if request is None or (payer is not None and request.payer != payer) or (friend and request.friend != friend):
        return None
    return fresh(desk, request)


def _accept(desk: Desk, request: CashRequest) -> Fact:
    at = locked(desk.connection, request)
    payer, friend = both(desk, request)
    wallet = wallet_of(desk.connection, friend.id).account_id
    refused = refusal_to_receive(desk.connection, wallet, friend.tier, request.amount, at)
    if refused is not None:
        monthly = not isinstance(refused, BalanceLimit)
        return FriendOverLimit(refused.limit, friend.tier, monthly, request.reference)
    until = at + timedelta(minutes=figure(desk.connection, "friend.cash_minutes"))
    if not accept(desk.connection, request, at=at, until=until):
        return how_it_stands(desk, request, request.friend)
    schedule(desk.connection, CASH_DUE, request.id, until)
    tell(desk, payer.id, FriendCan(first_name=friend.first_name))
    told = HandItOver(request.amount, payer.first_name, request.reference)
    tell(desk, friend.id, told)
    return told


def _decline(desk: Desk, request: CashRequest) -> Fact:
    at = locked(desk.connection, request)
    steps = (Step.ASKED, Step.ACCEPTED)
    if give_back(desk, request, Step.DECLINED, Why.DECLINED, at=at, steps=steps) is None:
        return how_it_stands(desk, request, request.friend)
    payer, _ = both(desk, request)
    return FriendDeclined(first_name=payer.first_name)
