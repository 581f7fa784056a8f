"""Quantities: the grammar of counted money, from tokens to a number of rupiah.

Reads "50rb", "1jt500", "lima puluh ribu", "one and a half million". Where an amount may stand is decided in amounts.py.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.understand.counting import below_thousand, decimals
from bot.understand.numerals import (
    GLUED_ONLY,
    HALF,
    HUNDRED,
    ONE_OF_SCALE,
    SCALES,
    SLANG,
    SLANG_THOUSAND,
    SLANG_UNSURE,
)
from bot.understand.tokens import Token, token_at

PLAIN = re.compile(r"[1-9][0-9]{0,14}")
GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){1,4}(?:,00)?|(?:,[0-9]{3}){1,4}(?:\.00)?)")
DECIMAL = re.compile(r"(0|[1-9][0-9]{0,2})[.,]([0-9]{1,2})")
PLAIN_BEFORE_SCALE_MAX = 4
"""Digits that may stand before "rb": 1500rb is said, 50000rb is a slip."""


class Quantity(NamedTuple):
    """What the tokens up to `end` come to; `either` holds both readings when there are two."""

    value: int
    end: int
    either: tuple[int, ...] = ()


def read_quantity(tokens: list[Token], start: int) -> Quantity | None:
    """Return the longest quantity that begins at `start`, or None."""
    slang = _slang(tokens, start)
    if slang is not None:
        return slang
    total, index, below, is_broken = 0, start, 0, False
    while True:
        part = _part(tokens, index)
        if part is None:
            break
        hundredths, after = part
        scale, after_scale = _scale(tokens, after)
        if below and (scale >= below or hundredths % 100 or is_broken):
            return None
        if not scale:
            return _with_rest(tokens, total=total, rest=hundredths, at=index, after=after, below=below)
        worth, left = divmod(hundredths * scale, 100)
        if left or not worth:
            return None
        total, index, below, is_broken = total + worth, after_scale, scale, hundredths % 100 > 0
        tail = _tail(tokens, index, scale)
        if tail is not None and token_at(tokens, index).text == "setengah" and hundredths >= 10_000:
            return None
        if tail is not None:
            return None if tail.value < 0 or is_broken else Quantity(total + tail.value, tail.end)
    return Quantity(total, index) if below else None


def _slang(tokens: list[Token], index: int) -> Quantity | None:
    word = token_at(tokens, index).text
    if word in SLANG:
        return Quantity(SLANG[word], index + 1)
    if word not in SLANG_UNSURE:
        return None
    few = SLANG_UNSURE[word]
    if token_at(tokens, index + 1).text in SLANG_THOUSAND:
        return Quantity(few * 1_000, index + 2)
    return Quantity(few, index + 1, (few, few * 1_000))


def _part(tokens: list[Token], index: int) -> tuple[int, int] | None:
    """Return what stands before an ending, in hundredths, and where it ends: 50, 1,5, lima puluh, satu setengah."""
    token = token_at(tokens, index)
    if token.text in ONE_OF_SCALE:
        return 100, index
    if token.text in HALF:
        return 50, index + 2 if token_at(tokens, index + 1).text == "a" else index + 1
    if token.kind == "digits" and token_at(tokens, index + 1).text not in {*HUNDRED, "puluh", "belas"}:
        hundredths = _digits(token.text)
        if not hundredths:
            return None
        return _and_a_half(tokens, hundredths, index + 1)
    number, after = below_thousand(tokens, index)
    return _and_a_half(tokens, number * 100, after) if number else None


def _digits(text: str) -> int:
    """Return a run of digits in hundredths, or 0 for a form that nobody writes on purpose."""
    if PLAIN.fullmatch(text):
        return int(text) * 100
    if GROUPED.fullmatch(text):
        whole = text[:-3] if text[-3] in ".," else text
        return int(whole.replace(".", "").replace(",", "")) * 100
    decimal = DECIMAL.fullmatch(text)
    return int(decimal[1]) * 100 + int(decimal[2].ljust(2, "0")) if decimal else 0


def _and_a_half(tokens: list[Token], hundredths: int, index: int) -> tuple[int, int]:
    """Add the half of "satu setengah juta" and "one and a half million"; elsewhere a half is not ours."""
    words = [token_at(tokens, index + step).text for step in range(4)]
    if words[0] in {"setengah", "stengah"} and words[1] in SCALES:
        return hundredths + 50, index + 1
    part, after = decimals(tokens, index)
    if part:
        return hundredths + part, after
    if words[:3] == ["and", "a", "half"] and words[3] in SCALES:
        return hundredths + 50, index + 3
    return hundredths, index


def _scale(tokens: list[Token], index: int) -> tuple[int, int]:
    """Return the ending at `index` and where it ends, or 0."""
    token, before = token_at(tokens, index), token_at(tokens, index - 1)
    if token.text in ONE_OF_SCALE:
        return ONE_OF_SCALE[token.text], index + 1
    if token.text not in SCALES or (
        token.text in GLUED_ONLY and (before.kind != "digits" or before.end != token.start)
    ):
        return 0, index
    if before.kind == "digits" and not _may_have_scale(before.text):
        return 0, index
    return SCALES[token.text], index + 1


def _may_have_scale(digits: str) -> bool:
    return bool(DECIMAL.fullmatch(digits)) or (len(digits) <= PLAIN_BEFORE_SCALE_MAX and bool(PLAIN.fullmatch(digits)))


def _tail(tokens: list[Token], index: int, scale: int) -> Quantity | None:
    """Return what "500" in 1jt500 and "setengah" in sejuta setengah add; below zero for a form that is neither."""
    token, before = token_at(tokens, index), token_at(tokens, index - 1)
    if token.text == "setengah" and token_at(tokens, index + 1).text not in SCALES:
        return Quantity(scale // 2, index + 1)
    if token.kind != "digits" or token.start != before.end or token_at(tokens, index + 1).text in SCALES:
        return None
    if not re.fullmatch("[0-9]{3}", token.text) or scale > 1_000_000:
        return Quantity(-1, index + 1)
    return Quantity(int(token.text) * (scale // 1_000), index + 1)


def _with_rest(tokens: list[Token], *, total: int, rest: int, at: int, after: int, below: int) -> Quantity | None:
    """End a quantity with a number that has no ending: alone, or the hundreds after thousands or millions."""
    is_digits = tokens[at].kind == "digits"
    if rest % 100 or (is_digits and DECIMAL.fullmatch(tokens[at].text)):
        return None
    number = rest // 100
    if not below:
        return Quantity(number, after, (number, number * 1_000) if number < 1_000 else ())
    if not 100 <= number < 1_000 or (is_digits and (below == 1_000 or len(tokens[at].text) != 3)):
        return None
    if below == 1_000:
        return Quantity(total + number, after)
    return Quantity(total + number, after, (total + number, total + number * 1_000))
