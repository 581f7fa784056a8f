"""PINs: tries and their waits, the change to a new one.

Three free tries, then waits of 1, 5, 15 and 60 minutes; ten wrong in a row lock it until staff help. Tries are counted
per customer over all channels; tries to link a channel are counted apart and only ever wait, so that a stranger locks
nobody out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import TextClause, text

from . import counts
from .cases import PIN_CASES, CaseKind, end_of, open_case
from .clock import from_ms, to_ms
from .conversations import tell
from .customers import Customer, CustomerId, lock_customer
from .orders import Desk, Fact, Order, Refusal, fact, handles
from .standing import refusal_to_use

FREE_TRIES = 3
WAITS = (1, 5, 15, 60)  # minutes, after the third, fourth, fifth and every later wrong PIN
LOCKED_AT = 10


@fact("pin_right")
@dataclass(frozen=True)
class PinRight(Fact):
    """It is the customer's PIN."""


@fact("pin_wrong")
@dataclass(frozen=True)
class PinWrong(Refusal):
    """It is not; that many tries are left before a wait."""

    left: int


@fact("pin_waits")
@dataclass(frozen=True)
class PinWaits(Refusal):
    """No PIN is taken until then, for that many were wrong in a row."""

    until: datetime
    wrong: int


@fact("pin_locked")
@dataclass(frozen=True)
class PinLocked(Refusal):
    """Ten wrong in a row: no PIN is taken until staff help. A case is open."""


@fact("pin_changed")
@dataclass(frozen=True)
class PinChanged(Fact):
    """The customer has a new PIN."""

    SAY = "all"
    at: datetime


@fact("pin_used_before")
@dataclass(frozen=True)
class PinUsedBefore(Refusal):
    """The customer had this PIN once (FAQ 7)."""


@fact("link_tried")
@dataclass(frozen=True)
class LinkTried(Fact):
    """Somebody had the code that went to her number, and not her PIN, to link another chat."""

    at: datetime


@dataclass(frozen=True)
class ChangePin(Order[Fact]):
    """Give the customer the PIN that hashes to this."""

    customer: CustomerId
    pin: str


@fact("pin_reset_allowed")
@dataclass(frozen=True)
class PinResetAllowed(Fact):
    """Staff checked who is asking: a new PIN may be set until then."""

    SAY = "all"
    until: datetime


@fact("pin_reset_over")
@dataclass(frozen=True)
class PinResetOver(Refusal):
    """Staff have not allowed it, or the time for it is over."""


@dataclass(frozen=True)
class ResetPin(Order[Fact]):
    """Give the customer the PIN that hashes to this, without the old one; only while staff allow it."""

    customer: CustomerId
    pin: str


RESET_HOURS = 24

_COUNT = text("UPDATE customers SET pin_wrong = :wrong, pin_not_before = :until WHERE id = :id")
_COUNT_LINKING = text("UPDATE customers SET link_wrong = :wrong, link_not_before = :until WHERE id = :id")
_SET = text("UPDATE customers SET pin = :pin, pin_wrong = 0, pin_not_before = 0, reset_until = 0 WHERE id = :id")
_ALLOW = text("UPDATE customers SET reset_until = :until WHERE id = :id")
_USED = text("SELECT 1 FROM used_pins WHERE customer_id = :id AND pin = :pin")
_REMEMBER = text("INSERT INTO used_pins (customer_id, pin, at) VALUES (:id, :pin, :at)")


def refusal_to_try(customer: Customer, now: datetime) -> PinWaits | PinLocked | None:
    """Return why no PIN is taken from this customer now, or None."""
    if customer.pin_wrong >= LOCKED_AT:
        return PinLocked()
    if now < customer.pin_not_before:
        return PinWaits(until=customer.pin_not_before, wrong=customer.pin_wrong)
    return None


def try_pin(desk: Desk, customer_id: CustomerId, pin: str) -> Fact:
    """Count one try and return what came of it. The PIN itself goes no further than the hasher."""
    customer = lock_customer(desk.connection, customer_id)
    refusal = refusal_to_try(customer, desk.now)
    if refusal is not None:
        return refusal
    wrong = _tried(desk, customer, pin, before=customer.pin_wrong, count=_COUNT)
    if wrong >= LOCKED_AT:
        counts.count("pin_locks")
        open_case(
            desk.connection, CaseKind.PIN_LOCKED, at=desk.now, conversation=desk.conversation, customer=customer_id
        )
        return PinLocked()
    if not wrong:
        end_of(desk.connection, customer_id, *PIN_CASES)  # She remembers it.
    return _came_of(wrong, desk.now)


def try_pin_to_link(desk: Desk, customer_id: CustomerId, pin: str) -> Fact:
    """As `try_pin`, for a channel that is not the customer's yet: counted apart, and never locking."""
    customer = lock_customer(desk.connection, customer_id)
    if desk.now < customer.link_not_before:
        return PinWaits(until=customer.link_not_before, wrong=customer.link_wrong)
    wrong = _tried(desk, customer, pin, before=customer.link_wrong, count=_COUNT_LINKING)
    if wrong == 1 or wrong >= FREE_TRIES:  # Once, and then each time that it has to wait.
        tell(desk, customer_id, LinkTried(at=desk.now))
    return _came_of(wrong, desk.now)


def _tried(desk: Desk, customer: Customer, pin: str, *, before: int, count: TextClause) -> int:
    """Return how many PINs in a row are wrong with this one, and count them; none if it is right."""
    matches = desk.slow(desk.secrets.pin_matches, customer.pin, pin)
    counts.count("pin_tries", "right" if matches else "wrong")
    if matches:
        if before:
            desk.connection.execute(count, {"id": customer.id, "wrong": 0, "until": 0})
        return 0
    wrong = before + 1
    until = to_ms(_no_pin_until(wrong, desk.now))
    desk.connection.execute(count, {"id": customer.id, "wrong": wrong, "until": until})
    return wrong


def _came_of(wrong: int, now: datetime) -> Fact:
    if not wrong:
        return PinRight()
    if wrong >= FREE_TRIES:
        return PinWaits(until=_no_pin_until(wrong, now), wrong=wrong)
    return PinWrong(left=FREE_TRIES - wrong)


def used_before(desk: Desk, customer_id: CustomerId, pin: str) -> bool:
    """Return whether the customer once had the PIN that hashes to this (FAQ 7)."""
    return desk.connection.execute(_USED, {"id": customer_id, "pin": pin}).first() is not None


def remember_pin(desk: Desk, customer_id: CustomerId, pin: str) -> None:
    """Write down that this PIN was the customer's, so that it never will be again."""
    desk.connection.execute(_REMEMBER, {"id": customer_id, "pin": pin, "at": to_ms(desk.now)})


@handles(ChangePin)
def change_pin(desk: Desk, order: ChangePin) -> Fact:
    """Set the new PIN; every channel of the customer is told. Not while the account is blocked."""
    refusal = refusal_to_use(lock_customer(desk.connection, order.customer))
    if refusal is not None:
        return refusal
    return _set(desk, order.customer, order.pin)


@handles(ResetPin)
def reset_pin(desk: Desk, order: ResetPin) -> Fact:
    """As `change_pin`, once, while staff allow it; the tries start anew."""
    owner = lock_customer(desk.connection, order.customer)
    refusal = refusal_to_use(owner)
    if refusal is not None:
        return refusal
    if desk.now >= owner.reset_until:
        return PinResetOver()
    return _set(desk, order.customer, order.pin)


def allow_reset(desk: Desk, customer_id: CustomerId) -> PinResetAllowed:
    """Let the customer set a new PIN without the old one, for a day; staff only, after checking who is asking."""
    until = desk.now + timedelta(hours=RESET_HOURS)
    desk.connection.execute(_ALLOW, {"id": customer_id, "until": to_ms(until)})
    end_of(desk.connection, customer_id, *PIN_CASES)
    allowed = PinResetAllowed(until=until)
    tell(desk, customer_id, allowed)
    return allowed


def _set(desk: Desk, customer_id: CustomerId, pin: str) -> Fact:
    if used_before(desk, customer_id, pin):
        return PinUsedBefore()
    remember_pin(desk, customer_id, pin)
    desk.connection.execute(_SET, {"id": customer_id, "pin": pin})
    changed = PinChanged(at=desk.now)
    tell(desk, customer_id, changed)
    return changed


def _no_pin_until(wrong: int, now: datetime) -> datetime:
    """Return when the next PIN is taken: after a free try at any time, for a turn that waited began before `now`."""
    return now + wait_after(wrong) if wrong >= FREE_TRIES else from_ms(0)


def wait_after(wrong: int) -> timedelta:
    """Return how long no PIN is taken after this many wrong ones in a row."""
    if wrong < FREE_TRIES:
        return timedelta(0)
    return timedelta(minutes=WAITS[min(wrong - FREE_TRIES, len(WAITS) - 1)])
