"""Tokens: the digits, words and marks of a text, which amounts are read from."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.understand.numerals import UNITS

TOKEN = re.compile(r"([0-9]+(?:[.,][0-9]+)*)|([A-Za-z]+)|(?<=ty)-(?=[a-z])|(\S)")
RUN_TOGETHER = re.compile(f"({'|'.join(UNITS)})(puluh|belas|ratus|ribu|juta)")


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
        elif word and (parts := RUN_TOGETHER.fullmatch(word.lower())) is not None:
            middle = match.start() + len(parts[1])
            tokens.append(Token("word", parts[1], match.start(), middle))
            tokens.append(Token("word", parts[2], middle, match.end()))
        elif word:
            tokens.append(Token("word", word.lower(), match.start(), match.end()))
        elif mark:
            tokens.append(Token("mark", mark, match.start(), match.end()))
    return tokens


def token_at(tokens: list[Token], index: int) -> Token:
    """Return the token there, or one that matches nothing."""
    return tokens[index] if 0 <= index < len(tokens) else NOTHING
