"""Normalise: chat spellings made plain, so that one list of words serves everybody.

For meaning only: amounts and phones are read from the customer's own text, since hidden characters are dropped here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.understand.vocabulary import SPELLINGS

TEXTS_KEPT_MAX = 32
"""A turn reads the same text, and parts of it, several times."""
HIDDEN = dict.fromkeys(
    [0x00AD, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
)
LONG_RUN = re.compile(r"([^\W\d_])\1{2,}")
LETTERS = re.compile(r"[^\W\d_]+")
NUMBER_SHORT = re.compile(r"\bno\.?(?= ?(?:hp|va|virtual|rek|telp|telepon|wa|kartu|ktp|meter|pelanggan)\b)")


@lru_cache(maxsize=TEXTS_KEPT_MAX)
def normalise(text: str) -> str:
    """Return the text in lower case and plain spelling; foreign digits stay as they are."""
    plain = text.lower().translate(HIDDEN)
    plain = LONG_RUN.sub(r"\1", plain)
    plain = NUMBER_SHORT.sub("nomor", plain)
    plain = LETTERS.sub(_spelling, plain)
    return " ".join(plain.split())


def _spelling(match: re.Match[str]) -> str:
    return SPELLINGS.get(match[0], match[0])
