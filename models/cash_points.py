"""Cash points: which partner takes cash in or hands it out, and in which amounts (FAQ 9, FAQ 10).

Asked by flows before consent, and again by the handlers when an order is carried out. The amounts are the operator's
figures (`models/figures.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.engine import Connection

from .figures import FIGURES, figure
from .ledger import AccountId, house
from .money import Money

Way = Literal["topup", "withdraw"]

TOPUP = ("alfamart", "indomaret", "digibos")
"""Who takes cash in (FAQ 9, Modern Channel)."""
WITHDRAW = ("alfamart", "indomaret", "danamon")
"""Who hands cash out (FAQ 10); a friend does so without a token."""
TOPUP_BY_TOKEN = ("indomaret",)
"""Where a top-up needs a token (FAQ 9)."""
_BANKS = ("danamon",)


@dataclass(frozen=True)
class Amounts:
    """The amounts that a partner serves, in rupiah: multiples of `multiple` from `least` to `most`."""

    multiple: Money
    least: Money
    most: Money

    def has(self, amount: Money) -> bool:
        """Return whether the partner serves this amount."""
        return self.least <= amount <= self.most and amount % self.multiple == 0

    def near(self, amount: Money, free: Money) -> tuple[Money, ...]:
        """Return the served amounts next to this one, at most two, the lesser first; none above what is free."""
        lowest = Money(-(-self.least // self.multiple) * self.multiple)
        highest = Money(min(self.most, free) // self.multiple * self.multiple)
        if highest < lowest:
            return ()
        below = Money(min(max(amount // self.multiple * self.multiple, lowest), highest))
        above = Money(min(max(-(-amount // self.multiple) * self.multiple, lowest), highest))
        return (below,) if below == above else (below, above)


def amounts(connection: Connection, way: Way, partner: str) -> Amounts:
    """Return what this partner serves (FAQ 9 for top-ups, FAQ 10 for cash); where no least is named it is one step."""
    multiple = max(_figure(connection, f"{way}.{partner}.multiple", 1), 1)
    least = max(_figure(connection, f"{way}.{partner}.min", multiple), 1)
    return Amounts(Money(multiple), Money(least), Money(figure(connection, f"{way}.{partner}.max")))


def account_of(connection: Connection, partner: str, at: datetime) -> AccountId:
    """Return the house account that says what this partner owes us or is owed."""
    kind: Literal["bank", "merchant"] = "bank" if partner in _BANKS else "merchant"
    return house(connection, f"{kind}:{partner}", kind, at)


def _figure(connection: Connection, name: str, otherwise: int) -> int:
    return figure(connection, name) if name in FIGURES else otherwise
