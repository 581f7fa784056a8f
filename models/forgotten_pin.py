"""Forgotten PIN: what a customer says to show who she is, laid beside what we know, for the person who decides.

She is never told which of it was right, so that nobody learns it by asking.
"""

from __future__ import annotations

from dataclasses import dataclass

from .cases import PIN_CASES, CaseKind, is_waiting, minutes_to_answer, open_case, opened_since
from .clock import WIB, start_of_day
from .customers import Customer, CustomerId, lock_customer
from .ledger import wallet_of
from .orders import Desk, Fact, Order, Refusal, fact, handles
from .standing import refusal_to_use
from .statements import statement

CASES_A_DAY = 3


@fact("new_pin_asked")
@dataclass(frozen=True)
class NewPinAsked(Fact):
    """A case is open; a person decides."""

    TO_PERSON = True
    minutes: int
    """How soon a person answers; 0 where no time can be named."""


@fact("asked_too_often")
@dataclass(frozen=True)
class AskedTooOften(Refusal):
    """The day's cases of this sort are spent."""


@dataclass(frozen=True)
class AskForNewPin(Order[Fact]):
    """Have a person check that it is the customer who forgot her PIN. A stranger is asked for nothing here."""

    customer: CustomerId | None
    name: str = ""
    email: str = ""
    last_movement: str = ""


def is_asked_already(desk: Desk, customer: CustomerId) -> bool:
    """Return whether her case is open in this conversation: she is not questioned twice."""
    return is_waiting(desk.connection, CaseKind.FORGOTTEN_PIN, customer, conversation=desk.conversation)


def too_often(desk: Desk, customer: CustomerId) -> AskedTooOften | None:
    """Return that she may not ask again today, over all her channels, or None."""
    opened = opened_since(desk.connection, CaseKind.FORGOTTEN_PIN, customer, start_of_day(desk.now))
    return AskedTooOften() if opened >= CASES_A_DAY else None


@handles(AskForNewPin)
def ask_for_new_pin(desk: Desk, order: AskForNewPin) -> Fact:
    """Open the case with what matches and what differs; while one is open here it stays the only one."""
    detail = ""
    if order.customer is not None:
        owner = lock_customer(desk.connection, order.customer)
        refusal = refusal_to_use(owner)
        if refusal is not None:
            return refusal
        if not is_asked_already(desk, owner.id):
            spent = too_often(desk, owner.id)
            if spent is not None:
                return spent
            detail = _compared(desk, order, owner)
    open_case(
        desk.connection,
        CaseKind.FORGOTTEN_PIN,
        at=desk.now,
        conversation=desk.conversation,
        customer=order.customer,
        detail=detail,
    )
    return NewPinAsked(minutes=minutes_to_answer(desk.connection) or 0)


def is_expected(desk: Desk, customer: CustomerId) -> bool:
    """Return whether a case waits for which staff may let the customer set a new PIN."""
    return any(is_waiting(desk.connection, kind, customer) for kind in PIN_CASES)


def _compared(desk: Desk, order: AskForNewPin, owner: Customer) -> str:
    """Return for staff what she said beside what is so; name and e-mail themselves stay out of it."""
    name = f"{owner.first_name} {owner.last_name}".strip()
    lines = (
        f"name {_matches(order.name, name)}",
        f"e-mail {_matches(order.email, owner.email)}",
        f"last movement: she says “{order.last_movement}”",
        f"really: {_last_movement(desk, owner.id)}",
    )
    return "\n".join(lines)


def _matches(said: str, known: str) -> str:
    return "matches" if said.casefold().split() == known.casefold().split() else "differs"


def _last_movement(desk: Desk, customer: CustomerId) -> str:
    found = statement(desk.connection, wallet_of(desk.connection, customer).account_id, count=1)
    if not found:
        return "nothing has moved"
    last = found[0]
    note = f" ({last.note})" if last.note else ""
    amount = f"{'-' if last.amount < 0 else '+'}Rp{abs(int(last.amount)):,}".replace(",", ".")
    return f"{last.code}{note} {amount}, {last.at.astimezone(WIB):%d %b %Y %H.%M} WIB"
