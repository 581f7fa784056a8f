"""Tokens: the digits, words and marks of a text, which amounts are read from."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.understand.numerals import HUNDRED, ONE_HUNDRED, ONE_OF_SCALE, TEENS, TENS, UNITS

TOKEN = re.compile(r"([0-9]+(?:[.,][0-9]+)*)|([A-Za-z]+)|(?<=ty)-(?=[a-z])|(\S)")
PARTS = re.compile(
    "|".join(sorted({*UNITS, *TEENS, *TENS, *HUNDRED, *ONE_HUNDRED, *ONE_OF_SCALE, "puluh", "belas", "ribu", "juta"},
                    key=lambda word: (-len(word), word)))
)  # fmt: skip
RUN_TOGETHER = re.compile(f"(?:{PARTS.pattern}){{2,12}}+")
RUN_MAX = 80
CURRENCY_GLUED = re.compile(f"(rp|idr)((?:{PARTS.pattern}|setengah|ceban|goceng|goban|noban|ce|go).*)")


class Token(NamedTuple):
    """A run of digits, a lower-cased ASCII word, or a single other mark."""

    kind: str
    text: str
    start: int
    end: int


NOTHING = Token("end", "", -1, -1)


def tokens_of(text: str) -> list[Token]:
    """Return the digits, words and marks of a text; spaces are left out."""
    tokens = []
    for match in TOKEN.finditer(text):
        digits, word, mark = match.groups()
        if digits:
            tokens.append(Token("digits", digits, match.start(), match.end()))
        elif word:
            low, start = word.lower(), match.start()
            if glued := CURRENCY_GLUED.fullmatch(low):
                tokens.append(Token("word", glued[1], start, start + len(glued[1])))
                low, start = glued[2], start + len(glued[1])
            if 6 <= len(low) <= RUN_MAX and RUN_TOGETHER.fullmatch(low):
                for part in PARTS.finditer(low):
                    tokens.append(Token("word", part[0], start + part.start(), start + part.end()))
            else:
                tokens.append(Token("word", low, start, match.end()))
        elif mark:
            tokens.append(Token("mark", mark, match.start(), match.end()))
    return tokens


def token_at(tokens: list[Token], index: int) -> Token:
    """Return the token there, or one that matches nothing."""
    return tokens[index] if 0 <= index < len(tokens) else NOTHING
