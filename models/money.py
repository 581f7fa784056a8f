"""Money: whole rupiah, and nothing else.

Columns that hold it are 64-bit integers; it is never a float, and there are no cents.
"""

from __future__ import annotations

AMOUNT_MAX = 2**53 - 1  # What every reader of our JSON can still hold exactly.


class Money(int):
    """An amount in whole rupiah. Sums and differences of money are money again."""

    def __add__(self, other: int) -> Money:
        return Money(int(self) + int(other))

    def __sub__(self, other: int) -> Money:
        return Money(int(self) - int(other))

    def __neg__(self) -> Money:
        return Money(-int(self))

    def __repr__(self) -> str:
        return f"Money({int(self)})"

    __str__ = __repr__
