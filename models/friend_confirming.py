"""Confirming cash: the payer says whether she has it, or is silent; or she takes her request back before that.

The first no, or the first silence, asks both once more; the second leaves it to a person of KasPro. Nothing expires.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from .cash_requests import CashRequest, Step, locked, remind, with_id
from .conversations import tell
from .customers import CustomerId
from .figures import figure
from .friend_answering import SILENCE_DUE, NoSuchCash, end_if_late, fresh, of_payer
from .friend_asking import how_it_stands
from .friend_cash import Why, add_to_case, both, give_back, pay, to_staff
from .jobs import does, schedule
from .money import Money
from .orders import Desk, Fact, Order, Refusal, fact, handles

LAST_SILENCE_DUE = "friend_last_silence"
"""The job that leaves it to a person when the payer has not answered the second time either."""


@fact("not_received_noted")
@dataclass(frozen=True)
class NotReceivedNoted(Fact):
    """The payer's first no: the friend knows, and the question stays."""

    amount: Money
    first_name: str
    reference: str


@fact("asked_for_cash_again")
@dataclass(frozen=True)
class AskedForCashAgain(Fact):
    """The payer was silent, and is asked once more."""

    amount: Money
    first_name: str
    reference: str


@fact("cash_not_confirmed")
@dataclass(frozen=True)
class CashNotConfirmed(Fact):
    """The friend is told that the payer said no, or nothing yet."""

    amount: Money
    first_name: str
    said_no: bool


@fact("confirmation_noted")
@dataclass(frozen=True)
class ConfirmationNoted(Fact):
    """The payer has the cash, and one of the two accounts stands still: a person settles it."""

    reference: str


@fact("cannot_cancel_cash")
@dataclass(frozen=True)
class CannotCancelCash(Refusal):
    """The friend says that the cash is handed over: only a person may end that."""

    first_name: str
    held: Money
    reference: str


@dataclass(frozen=True)
class ConfirmCash(Order[Fact]):
    """Say that the cash was received: the money goes to the friend."""

    payer: CustomerId
    reference: str


@dataclass(frozen=True)
class DenyCash(Order[Fact]):
    """Say that no cash was received. `question` is which time she was asked, zero if she said it of herself."""

    payer: CustomerId
    reference: str
    question: int


@dataclass(frozen=True)
class CancelCash(Order[Fact]):
    """Take the request back, as long as nobody says that the cash was handed over."""

    payer: CustomerId
    reference: str


@handles(ConfirmCash)
def confirm_cash(desk: Desk, order: ConfirmCash) -> Fact:
    """Move the money, once."""
    request = of_payer(desk, order.payer, order.reference)
    if request is None:
        return NoSuchCash()
    at = locked(desk.connection, request)
    if request.step in (Step.HANDED, Step.DISPUTED) and not all(each.may_move_money for each in both(desk, request)):
        # Nothing goes in or out of an account that is blocked (FAQ 8): the case says that she has the cash.
        says = "the payer says that she has the cash, but an account is blocked or closed"
        if request.step is Step.HANDED:
            to_staff(desk, request, says, at=at)
        else:
            add_to_case(desk, request, says)
        return ConfirmationNoted(reference=request.reference)
    paid = pay(desk, request, at=at)
    return paid if paid is not None else _stands(desk, request)


@handles(DenyCash)
def deny_cash(desk: Desk, order: DenyCash) -> Fact:
    """Ask the friend the first time, staff the second; the button of an earlier question counts nothing."""
    request = of_payer(desk, order.payer, order.reference)
    if request is None:
        return NoSuchCash()
    if request.step is not Step.HANDED or 0 < order.question <= request.reminders:
        return _stands(desk, request)
    at = locked(desk.connection, request)
    if request.reminders:
        return to_staff(desk, request, "the payer says twice that she has no cash", at=at)
    noted = NotReceivedNoted(request.amount, both(desk, request)[1].first_name, request.reference)
    _ask_again(desk, request, noted, said_no=True, at=at)
    return noted


@handles(CancelCash)
def cancel_cash(desk: Desk, order: CancelCash) -> Fact:
    """Give the money back and tell the friend; once she has handed over the cash, refuse."""
    request = of_payer(desk, order.payer, order.reference)
    if request is None:
        return NoSuchCash()
    if request.step in (Step.HANDED, Step.DISPUTED):
        _, friend = both(desk, request)
        return CannotCancelCash(friend.first_name, request.held, request.reference)
    at = locked(desk.connection, request)
    steps = (Step.ASKED, Step.ACCEPTED)
    back = give_back(desk, request, Step.CANCELLED, Why.CANCELLED, at=at, steps=steps)
    return back if back is not None else _stands(desk, request)


@does(SILENCE_DUE)
def ask_again(desk: Desk, request_id: int) -> None:
    """The payer has not said whether she has the cash: both are told once."""
    request = fresh(desk, with_id(desk.connection, request_id))
    if request is None or request.step is not Step.HANDED or request.reminders:
        return
    at = locked(desk.connection, request)
    again = AskedForCashAgain(request.amount, both(desk, request)[1].first_name, request.reference)
    _ask_again(desk, request, again, said_no=False, at=at)


@does(LAST_SILENCE_DUE)
def leave_to_staff(desk: Desk, request_id: int) -> None:
    """She has not said it the second time either: a person is needed."""
    request = fresh(desk, with_id(desk.connection, request_id))
    if request is not None and request.step is Step.HANDED:
        to_staff(desk, request, "the payer has not answered", at=locked(desk.connection, request))


def _ask_again(desk: Desk, request: CashRequest, told: Fact, *, said_no: bool, at: datetime) -> None:
    if not remind(desk.connection, request, at=at):
        raise RuntimeError("a reminder was counted by somebody else, under our lock")
    wait = timedelta(minutes=figure(desk.connection, "friend.reminder_minutes"))
    schedule(desk.connection, LAST_SILENCE_DUE, request.id, at + wait)
    payer, friend = both(desk, request)
    tell(desk, payer.id, told)
    tell(desk, friend.id, CashNotConfirmed(request.amount, payer.first_name, said_no=said_no))


def _stands(desk: Desk, request: CashRequest) -> Fact:
    """Say how it stands; a request whose time is over, though the worker has not come by, is ended first."""
    if end_if_late(desk, request) is None:
        return how_it_stands(desk, request, request.payer)
    return next(told for whom, told in reversed(desk.told) if whom == request.payer)
