"""Counting: numbers below a thousand in words, Indonesian and English: "dua ratus lima puluh", "twenty-five"."""

from __future__ import annotations

import re

from bot.understand.numerals import HUNDRED, ONE_HUNDRED, POINT, SCALES, TEENS, TENS, UNITS, ZERO
from bot.understand.tokens import Token, token_at


def below_thousand(tokens: list[Token], index: int) -> tuple[int, int]:
    """Return a number below a thousand in words and where it ends, or 0."""
    total = 0
    word, following = token_at(tokens, index).text, token_at(tokens, index + 1).text
    unit = UNITS.get(word) or (int(word) if re.fullmatch("[1-9]", word) else 0) or (1 if word == "a" else 0)
    if word in ONE_HUNDRED:
        total, index = 100, index + 1
    elif unit and following in HUNDRED:
        total, index = unit * 100, index + 2
    elif word == "a":
        return (1, index + 1) if following in SCALES and len(following) > 2 else (0, index)
    if total and token_at(tokens, index).text == "and" and _tens(tokens, index + 1)[0]:
        index += 1
    tens, index = _tens(tokens, index)
    return total + tens, index


def decimals(tokens: list[Token], index: int) -> tuple[int, int]:
    """Return what "koma dua lima" adds, in hundredths, and where it ends; 0 where no scale follows it."""
    if token_at(tokens, index).text not in POINT:
        return 0, index
    digits = ""
    while len(digits) < 2 and (word := token_at(tokens, index + 1 + len(digits)).text) in UNITS.keys() | ZERO:
        digits += str(UNITS.get(word, 0))
    end = index + 1 + len(digits)
    return (int(digits.ljust(2, "0")), end) if digits and token_at(tokens, end).text in SCALES else (0, index)


def _tens(tokens: list[Token], index: int) -> tuple[int, int]:
    word, following = token_at(tokens, index).text, token_at(tokens, index + 1).text
    unit = UNITS.get(word) or (int(word) if re.fullmatch("[1-9]", word) else 0)
    if word in TEENS:
        return TEENS[word], index + 1
    if word in TENS:
        small = UNITS.get(following, 0)
        return TENS[word] + small, index + 2 if small else index + 1
    if unit and following == "belas":
        return 10 + unit, index + 2
    if unit and following == "puluh":
        small = UNITS.get(token_at(tokens, index + 2).text, 0)
        return unit * 10 + small, index + 3 if small else index + 2
    return (unit, index + 1) if word in UNITS else (0, index)
