"""Virtual account numbers: the bank's prefix and the customer's number, 0 included (FAQ 9).

The document prints 10901 for BNI and for BCA; we do as it says.
"""

from __future__ import annotations

from .phone import Phone

PREFIXES = {"bca": "10901", "bni": "10901", "bri": "81212", "cimb": "3929", "other": "3929"}


def va_number(bank: str, phone: Phone) -> str:
    """Return the customer's virtual account number at this bank, unspaced."""
    return PREFIXES[bank] + phone.local


def owner_of(bank: str, va: str) -> Phone | None:
    """Return the number that a virtual account number of this bank stands for, or None if it is none."""
    digits = va.replace(" ", "")
    prefix = PREFIXES.get(bank, "")
    local = digits.removeprefix(prefix)
    if not prefix or not digits.startswith(prefix) or not (digits.isascii() and digits.isdigit()):
        return None
    if not local.startswith("08") or not 10 <= len(local) <= 13:
        return None
    return Phone("+62" + local[1:])
