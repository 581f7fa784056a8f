"""Blocking: an account stands still until staff reactivate it (FAQ 6, 8; terms 3.2, 3.3).

Its customer blocks it from a channel of hers, without the PIN, for whoever has lost a phone may be in a hurry; staff do
by command. Whoever writes from elsewhere blocks nobody: a person looks into it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .cases import CaseKind, add_to_detail, end_about, end_of, minutes_to_answer, open_case
from .conversations import tell
from .customers import CustomerId, Status, lock_customer, set_status
from .ending_tokens import void_all
from .friend_cash import end_all
from .ledger import lock, wallet_of
from .links import stop_links
from .money import Money
from .orders import Desk, Fact, Order, Refusal, fact, handles, keep
from .phone import Phone


@fact("blocked")
@dataclass(frozen=True)
class Blocked(Fact):
    """Nothing goes in or out from then on; every channel is told."""

    SAY = "all"
    at: datetime
    freed: Money
    """What was held for open tokens, and is back in the balance."""


@fact("page_stopped")
@dataclass(frozen=True)
class PageStopped(Refusal):
    """What a keypad page shows that was open, or had just been, when the account was blocked."""


@fact("blocked_already")
@dataclass(frozen=True)
class BlockedAlready(Refusal):
    """It was blocked before."""


@fact("reactivated")
@dataclass(frozen=True)
class Reactivated(Fact):
    """Staff let the account be used again; every channel is told."""

    SAY = "all"
    at: datetime


@fact("loss_reported")
@dataclass(frozen=True)
class LossReported(Fact):
    """A case is open about the number, whether anybody has an account with it or not. Nobody is blocked."""

    TO_PERSON = True
    minutes: int
    """How soon a person answers; 0 where no time can be named."""


@fact("asked_to_reactivate")
@dataclass(frozen=True)
class AskedToReactivate(Fact):
    """A case is open: staff look into who is asking."""

    TO_PERSON = True
    minutes: int
    """How soon a person answers; 0 where no time can be named."""


@dataclass(frozen=True)
class Block(Order[Fact]):
    """Block the customer's account."""

    customer: CustomerId


@dataclass(frozen=True)
class ReportLoss(Order[Fact]):
    """Have a person look into an account that somebody wants blocked from a channel that is not linked to it."""

    number: Phone


@dataclass(frozen=True)
class AskToReactivate(Order[Fact]):
    """Have a person look into reactivating the account; a stranger's is found by talking to her."""

    customer: CustomerId | None


@handles(Block)
def block(desk: Desk, order: Block) -> Fact:
    """Block the account: what is under way at a counter, with a friend or on a page ends with it."""
    owner = lock_customer(desk.connection, order.customer)
    if owner.status is not Status.ACTIVE:
        return BlockedAlready()
    end_all(desk, owner.id)  # First: it locks the wallets of everybody concerned, in one go.
    # Money may be coming in under the wallet's lock alone: it is in before the block, or refused after it.
    lock(desk.connection, wallet_of(desk.connection, owner.id).account_id)
    freed = void_all(desk, owner.id)
    set_status(desk.connection, owner.id, Status.BLOCKED)
    stop_links(desk.connection, owner.id, keep(PageStopped()), at=desk.now)
    end_about(desk.connection, CaseKind.BLOCK, _about(owner.phone))
    blocked = Blocked(at=desk.now, freed=freed)
    tell(desk, owner.id, blocked)
    return blocked


def reactivate(desk: Desk, customer: CustomerId) -> Reactivated | None:
    """Let the account be used again; None if it is not blocked. Staff only, after checking who is asking (FAQ 8)."""
    if lock_customer(desk.connection, customer).status is not Status.BLOCKED:
        return None
    set_status(desk.connection, customer, Status.ACTIVE)
    end_of(desk.connection, customer, CaseKind.REACTIVATE)
    reactivated = Reactivated(at=desk.now)
    tell(desk, customer, reactivated)
    return reactivated


@handles(ReportLoss)
def report_loss(desk: Desk, order: ReportLoss) -> Fact:
    """Open the case, which holds the whole number for staff; a second number in the conversation joins the first."""
    case = open_case(
        desk.connection, CaseKind.BLOCK, at=desk.now, conversation=desk.conversation, detail=_about(order.number)
    )
    add_to_detail(desk.connection, case, _about(order.number))
    return LossReported(minutes=minutes_to_answer(desk.connection) or 0)


@handles(AskToReactivate)
def ask_to_reactivate(desk: Desk, order: AskToReactivate) -> Fact:
    """Open the case, once a conversation."""
    open_case(
        desk.connection,
        CaseKind.REACTIVATE,
        at=desk.now,
        conversation=desk.conversation,
        customer=order.customer,
    )
    return AskedToReactivate(minutes=minutes_to_answer(desk.connection) or 0)


def _about(number: Phone) -> str:
    """Return what a case says of the number; blocking it ends the case that is about it alone."""
    return f"account {number}"
