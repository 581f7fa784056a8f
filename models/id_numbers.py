"""ID numbers: how a KTP's, SIM's or passport's number is written, and whether a text can be one. Pure functions.

Whether it is the customer's own, a reviewer sees on the photo. A number read here is a secret: it is kept encrypted.
"""

from __future__ import annotations

import re
from calendar import monthrange
from enum import StrEnum

NIK_DIGITS = 16
SIM_DIGITS_MIN, SIM_DIGITS_MAX = 12, 14
WOMEN_DAY_ADDED = 40
"""A woman's NIK has the day of her birth plus this."""
_LEAP_YEAR = 2000
"""A NIK tells two digits of the year: 29 February is then always possible."""
_PROVINCES = {
    *range(11, 20), 21, *range(31, 37), *range(51, 54), *range(61, 66), *range(71, 77), 81, 82, *range(91, 98),
}  # fmt: skip
_BETWEEN = re.compile(r"[\s.\-]+")
_PASSPORT = re.compile(r"[A-Z]{1,2}[0-9]{6,7}")
_DIGITS = re.compile(r"[0-9]+")


class IdKind(StrEnum):
    """What a customer proves herself by (FAQ 4)."""

    KTP = "ktp"
    SIM = "sim"
    PASSPORT = "passport"


class NumberFault(StrEnum):
    """Why a text is no such number."""

    SHAPE = "shape"  # another count of digits, or other signs
    NOT_PLAUSIBLE = "not_plausible"  # sixteen digits that no KTP can have


def read_id_number(kind: IdKind, text: str) -> str | NumberFault:
    """Return the number without what stood between its digits, or why it cannot be one."""
    bare = _BETWEEN.sub("", text).upper()
    if kind is IdKind.PASSPORT:
        return bare if _PASSPORT.fullmatch(bare) else NumberFault.SHAPE
    if not _DIGITS.fullmatch(bare):
        return NumberFault.SHAPE
    if kind is IdKind.SIM:
        return bare if SIM_DIGITS_MIN <= len(bare) <= SIM_DIGITS_MAX else NumberFault.SHAPE
    if len(bare) != NIK_DIGITS:
        return NumberFault.SHAPE
    return bare if is_plausible_nik(bare) else NumberFault.NOT_PLAUSIBLE


def is_plausible_nik(digits: str) -> bool:
    """Return whether these sixteen digits name a province, a date of birth and a serial number."""
    province, day, month, serial = int(digits[:2]), int(digits[6:8]), int(digits[8:10]), digits[12:]
    if province not in _PROVINCES or not 1 <= month <= 12 or serial == "0000":
        return False
    day -= WOMEN_DAY_ADDED if day > WOMEN_DAY_ADDED else 0
    return 1 <= day <= monthrange(_LEAP_YEAR, month)[1]
