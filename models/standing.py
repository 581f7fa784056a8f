"""Standing: whether an account may be used at all. A blocked or closed one moves no money (FAQ 6, 8; terms 3.2, 3.3).

Asked by flows before consent, and again by every handler that moves money or gives access to it.
"""

from __future__ import annotations

from dataclasses import dataclass

from .customers import Customer
from .orders import Refusal, fact


@fact("account_blocked")
@dataclass(frozen=True)
class AccountBlocked(Refusal):
    """The customer's own account is blocked; said to her alone."""


@fact("not_taken_now")
@dataclass(frozen=True)
class NotTakenNow(Refusal):
    """No money is paid into this account now. What is in the way is nobody's business but its owner's."""


def refusal_to_use(customer: Customer) -> AccountBlocked | None:
    """Return why this customer's money stands still, or None. It binds only while she, or her wallet, is locked."""
    return None if customer.may_move_money else AccountBlocked()
