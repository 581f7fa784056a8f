"""Weak PINs: the ones that people choose, and so the ones that are guessed first.

About nine in a hundred PINs are refused: dates in three orders, runs, repeats, patterns, and one's own number.
"""

from __future__ import annotations

from calendar import monthrange
from functools import cache

_WAYS = (
    "01234567890 09876543210 147258369 963852741 741852963 369258147 789456123 321654987 123654789 987456321 "
    "159357 357159 159753 753159 951357 753951 258456 456258 147369 369147 741963 963741 102030 010203 102938"
)
"""Ways over the keypad: rows, columns and crosses, there and back."""


@cache
def weak_pins() -> frozenset[str]:
    """Return every PIN that is weak for everybody."""
    found: set[str] = set()
    for year in range(100):
        for month in range(1, 13):
            for day in range(1, monthrange(2000, month)[1] + 1):
                found |= {
                    f"{day:02}{month:02}{year:02}",
                    f"{month:02}{day:02}{year:02}",
                    f"{year:02}{month:02}{day:02}",
                }
    for pair in range(100):
        found.add(f"{pair:02}" * 3)  # 121212
    for triple in range(1000):
        found |= {f"{triple:03}" * 2, f"{triple:03}{str(triple).zfill(3)[::-1]}"}  # 123123, 123321
    for start in range(10):
        for step in range(10):
            found.add("".join(str((start + step * nth) % 10) for nth in range(6)))  # 111111, 123456, 246802
    for a in range(10):
        for b in range(10):
            found |= {f"{a}" * 3 + f"{b}" * 3, f"{a}" * 5 + f"{b}", f"{b}" + f"{a}" * 5, f"{a}{a}{b}{b}{a}{a}"}
            for c in range(10):
                found.add(f"{a}{a}{b}{b}{c}{c}")  # 112233
    for row in _WAYS.split():
        found |= {row[nth : nth + 6] for nth in range(len(row) - 5)}
    for year in range(1940, 2031):
        for month in range(1, 13):
            found |= {f"{year}{month:02}", f"{month:02}{year}"}  # a year of birth and a month
    return frozenset(found)


def is_weak(pin: str, *, phone: str = "") -> bool:
    """Return whether this PIN must not be chosen by the owner of this number."""
    return pin in weak_pins() or (bool(phone) and pin in phone)
