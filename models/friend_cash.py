"""Friend cash: how a request for cash ends: the money goes to the friend, or comes back, or a person decides.

Asked by the steps (friend_answering, friend_confirming), by staff and by whoever blocks or closes an account. Each end
is a conditional change of the request's row and of its holds in one transaction, so that there is only one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import text

from .cases import CaseKind, add_to_detail, open_case
from .cases import end as end_case
from .cash_requests import CashRequest, Step, dispute, disputed_in, end, live_of, locked, with_id, with_reference
from .clock import WIB
from .conversations import tell
from .customers import Customer, CustomerId, customer
from .ledger import Posted, Refused, settle, void, wallet_of
from .money import Money
from .orders import Desk, Fact, fact
from .references import spoken
from .sending import forget_asked


class Why(StrEnum):
    """Why the money came back."""

    DECLINED = "declined"  # the friend cannot help, or no longer can
    UNANSWERED = "unanswered"
    NOT_HANDED = "not_handed"  # accepted, and no cash in time
    CANCELLED = "cancelled"  # by the payer
    STAFF = "staff"  # decided by a person of KasPro
    OVER = "over"  # one of the two accounts is blocked or closed: which is nobody else's business


@fact("cash_paid")
@dataclass(frozen=True)
class CashPaid(Fact):
    """The payer has the cash, and the money went to the friend."""

    amount: Money
    fee: Money
    friend: str
    balance: Money
    reference: str
    at: datetime
    by_staff: bool


@fact("cash_repaid")
@dataclass(frozen=True)
class CashRepaid(Fact):
    """What the friend is told: the money for her cash came in."""

    amount: Money
    payer: str
    reference: str
    at: datetime


@fact("cash_back")
@dataclass(frozen=True)
class CashBack(Fact):
    """The payer's money is free again. `held` is amount and fee."""

    held: Money
    friend: str
    why: Why
    reference: str
    at: datetime


@fact("cash_off")
@dataclass(frozen=True)
class CashOff(Fact):
    """What the friend is told: no cash is wanted any more. `accepted`: she had said that she would bring it."""

    amount: Money
    payer: str
    why: Why
    accepted: bool
    reference: str


@fact("cash_disputed")
@dataclass(frozen=True)
class CashDisputed(Fact):
    """The payer is told that a person looks into it, and what still holds."""

    held: Money
    friend: str
    reference: str


@fact("cash_examined")
@dataclass(frozen=True)
class CashExamined(Fact):
    """The friend is told that a person looks into it."""

    amount: Money
    payer: str
    reference: str


_CONVERSATION = text(
    "SELECT c.id FROM conversations c JOIN identities i ON i.id = c.identity_id WHERE i.customer_id = :customer "
    "ORDER BY i.blocked_us, i.last_in_at DESC, i.id LIMIT 1"
)


def both(desk: Desk, request: CashRequest) -> tuple[Customer, Customer]:
    """Return payer and friend as they are now, unlocked."""
    return customer(desk.connection, request.payer), customer(desk.connection, request.friend)


def pay(desk: Desk, request: CashRequest, *, at: datetime, by_staff: bool = False) -> CashPaid | None:
    """Settle what is held, once, and tell both; None if the request is at no step where that may be.

    The friend's limits are not asked again: from her yes on the amount was counted as received by her whenever
    anything else came in (`models/limits.py`), so there is room for it, in this month and in any later one.
    """
    if not end(desk.connection, request, Step.DONE, at=at, steps=(Step.HANDED, Step.DISPUTED)):
        return None
    posted = _sure(settle(desk.connection, request.hold_id, at=at))
    if request.fee_hold_id is not None:
        _sure(settle(desk.connection, request.fee_hold_id, at=at))
    payer, friend = both(desk, request)
    paid = CashPaid(
        amount=request.amount,
        fee=request.fee,
        friend=friend.short_name,
        balance=wallet_of(desk.connection, payer.id).available,
        reference=request.reference,
        at=posted.at,
        by_staff=by_staff,
    )
    forget_asked(desk.connection, payer.id, friend.id, posted.at)
    tell(desk, payer.id, paid)
    tell(desk, friend.id, CashRepaid(request.amount, payer.short_name, request.reference, posted.at))
    _close_case(desk, request)
    return paid


def give_back(
    desk: Desk, request: CashRequest, to: Step, why: Why, *, at: datetime, steps: tuple[Step, ...]
) -> CashBack | None:
    """Void what is held, once, and tell both; None if the request is at none of these steps.

    A friend who declined is not told of it here: that is the answer to what she said.
    """
    if not end(desk.connection, request, to, at=at, steps=steps):
        return None
    _sure(void(desk.connection, request.hold_id, at=at))
    if request.fee_hold_id is not None:
        _sure(void(desk.connection, request.fee_hold_id, at=at))
    payer, friend = both(desk, request)
    back = CashBack(request.held, friend.first_name, why, request.reference, at)
    tell(desk, payer.id, back)
    if why is not Why.DECLINED:
        accepted = request.step is not Step.ASKED
        tell(desk, friend.id, CashOff(request.amount, payer.short_name, why, accepted, request.reference))
    _close_case(desk, request)
    return back


def to_staff(desk: Desk, request: CashRequest, reason: str, *, at: datetime) -> CashDisputed:
    """Leave a request whose cash is said to be handed over to a person of KasPro: a case, both told, nothing moves."""
    payer, friend = both(desk, request)
    detail = _detail(request, payer, friend, reason)
    number = open_case(
        desk.connection,
        CaseKind.FRIEND_CASH,
        at=at,
        conversation=desk.connection.execute(_CONVERSATION, {"customer": payer.id}).scalar_one_or_none(),
        customer=payer.id,
        detail=detail,
    )
    add_to_detail(desk.connection, number, detail)  # It may be the case of an earlier request that is open still.
    if not dispute(desk.connection, request, at=at, case=number):
        raise RuntimeError("a request that was not handed over came to staff")
    disputed = CashDisputed(request.held, friend.first_name, request.reference)
    tell(desk, payer.id, disputed)
    tell(desk, friend.id, CashExamined(request.amount, payer.short_name, request.reference))
    return disputed


def add_to_case(desk: Desk, request: CashRequest, line: str) -> None:
    """Let the person who looks into it know what else was said."""
    if request.case_id is not None:
        add_to_detail(desk.connection, request.case_id, line)


def decide(desk: Desk, reference: str, *, to_friend: bool) -> CashPaid | CashBack | CashRequest | None:
    """End a request whose cash is said to be handed over, as a person of KasPro decided, and tell both.

    Return the request as it stands where there is nothing to decide, None for a reference that is no request's.
    """
    found = with_reference(desk.connection, reference)
    if found is None:
        return None
    at = locked(desk.connection, found)
    request = with_id(desk.connection, found.id) or found
    if to_friend:
        return pay(desk, request, at=at, by_staff=True) or request
    steps = (Step.HANDED, Step.DISPUTED)
    return give_back(desk, request, Step.CANCELLED, Why.STAFF, at=at, steps=steps) or request


def end_all(desk: Desk, customer_id: CustomerId) -> None:
    """End every open request of which this customer is payer or friend: her account is blocked or closed.

    Before the cash was handed over the money comes back and the other side hears no reason; after it a person decides.
    The caller may hold this customer's row; the wallets of all are locked here, in one go.
    """
    found = live_of(desk.connection, customer_id)
    if not found:
        return
    at = locked(desk.connection, *found)
    for each in found:
        request = with_id(desk.connection, each.id)
        if request is None:
            continue
        if request.step is Step.HANDED:
            to_staff(desk, request, "an account is blocked or closed", at=at)
        else:
            give_back(desk, request, Step.CANCELLED, Why.OVER, at=at, steps=(Step.ASKED, Step.ACCEPTED))


def _detail(request: CashRequest, payer: Customer, friend: Customer, reason: str) -> str:
    amount = f"Rp{request.amount:,}".replace(",", ".")
    handed = f"{request.handed_at.astimezone(WIB):%d %b %H.%M} WIB" if request.handed_at else "never"
    return (
        f"{payer.short_name} ({payer.phone.masked}) asked {friend.short_name} ({friend.phone.masked}) for {amount} in "
        f"cash, Ref {spoken(request.reference)}; said to be handed over {handed}; {reason}"
    )


def _close_case(desk: Desk, request: CashRequest) -> None:
    """The case is over with its request, unless another is in dispute there; a person who talks hands back first."""
    if request.case_id is not None and not disputed_in(desk.connection, request.case_id):
        end_case(desk.connection, request.case_id)


def _sure(ended: Posted | Refused) -> Posted:
    """The row's own step has proved that the hold is open, so a refusal is a mistake of ours: nothing is kept of it."""
    if isinstance(ended, Refused):
        raise TypeError(f"the hold of a cash request could not be ended: {ended}")
    return ended
