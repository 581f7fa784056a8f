"""Masking: what a customer typed, as it may be stored.

While a secret is asked, a message of digits without a letter is masked whole, and any six digits in others. Six
digits that nobody asked for look like a PIN and are masked too. Digits of any script are hidden; only ASCII ones count
as a try.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.chat import Run
from models.conversations import MASK

_SIX = re.compile(r"[0-9]{6}")
_AROUND = re.compile(r"^\W+|\W+$")
_SPREAD_SIX = re.compile(r"\d(?:[\s\-]?\d){5}")
_SPACED_SIX = re.compile(r"(?<!\d)(?<!rp)(?<!rp[ .])\d(?:[ .\-]?\d){5}(?!\d)", re.IGNORECASE)
_SPEAKS_OF_SECRETS = re.compile(
    r"(?<![^\W\d_])(pin|otp|kode|code|sandi|password|passcode)(ku|mu|nya)?(?![^\W\d_])", re.IGNORECASE
)


@dataclass(frozen=True)
class Masked:
    """The text as it may be stored."""

    text: str
    leaked: bool
    """Whether it held digits that look like a PIN where none was asked."""


def is_six_digits(text: str) -> bool:
    """Return whether the text is exactly six ASCII digits: nothing else counts as a try."""
    return _SIX.fullmatch(text.strip()) is not None


def mask(text: str, run: Run | None) -> Masked:
    """Return what of the text may be stored, given the run whose question is open."""
    if run is not None and run.secret:
        if any(sign.isdecimal() for sign in text) and not any(sign.isalpha() for sign in text):
            return Masked(MASK, leaked=False)
        return Masked(_SPACED_SIX.sub(MASK, text), leaked=False)
    bare = _AROUND.sub("", text)
    wanted = run is not None and run.digits and is_six_digits(bare)
    if not wanted and _SPREAD_SIX.fullmatch(bare):
        return Masked(MASK, leaked=True)
    if _SPEAKS_OF_SECRETS.search(text) and _SPACED_SIX.search(text):
        return Masked(_SPACED_SIX.sub(MASK, text), leaked=True)
    return Masked(text, leaked=False)
