"""Features: what of a text is weighed when it is read: its words, their meanings, their order and their shape.

Asked by learnt.py for every message and by the learning for every example, so that both see the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.understand.concepts import Piece, pieces_of
from bot.understand.normalise import normalise
from bot.understand.questions import is_question
from bot.understand.requests import exact, is_about, requested, words_of
from bot.understand.signs import shown

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[0-9][0-9.,:-]*")
WORDS_MAX = 60
LETTERS = 4
"""Of how many letters the parts of words are made; they know a word again however it ends or is misspelt."""
DEEDS = frozenset({"topup", "withdraw", "send", "pay", "block", "change", "upgrade", "register", "contact", "balance"})
"""What is asked for as often as it is asked about."""
LENGTHS = ((1, "1"), (2, "2"), (5, "3"), (12, "6"), (25, "13"))


def features_of(text: str) -> set[str]:
    """Return the features of a text, each once."""
    plain = normalise(text)
    words = [_plain(word) for word in WORD.findall(plain)[:WORDS_MAX]]
    pieces = pieces_of(text)[:WORDS_MAX]
    return {*_of_words(words), *_of_meanings(pieces), *_of_shape(text, words, pieces), *_of_rules(text, plain, pieces)}


def _plain(word: str) -> str:
    """Return a number as how many digits it has; its value says nothing about the subject."""
    digits = sum(letter.isdigit() for letter in word)
    if not digits:
        return word.replace("’", "'")
    return "0" if digits <= 3 else "00" if digits <= 7 else "000"


def _of_words(words: list[str]) -> Iterator[str]:
    for word in words:
        yield f"w {word}"
        padded = f"^{word}$"
        if len(word) >= LETTERS:
            for at in range(len(padded) - LETTERS + 1):
                yield f"g {padded[at : at + LETTERS]}"
    for first, second in pairwise(["^", *words, "$"]):
        yield f"b {first} {second}"


def _of_meanings(pieces: Sequence[Piece]) -> Iterator[str]:
    meant = list(dict.fromkeys(concept for piece in pieces for concept in piece.concepts))
    for at, concept in enumerate(meant):
        yield f"c {concept}"
        for other in meant[at + 1 : at + 6]:
            yield f"p {min(concept, other)} {max(concept, other)}"


def _of_shape(text: str, words: list[str], pieces: Sequence[Piece]) -> Iterator[str]:
    if "?" in text:
        yield "s ?"
    yield f"s length {next((name for most, name in LENGTHS if len(words) <= most), '26')}"
    unknown = sum(not piece.concepts for piece in pieces)
    yield f"s unknown {min(unknown, 4)}"
    if pieces and unknown * 2 > len(pieces):
        yield "s mostly unknown"


def _of_rules(text: str, plain: str, pieces: Sequence[Piece]) -> Iterator[str]:
    """What our own rules make of it: they are right more often than not, and how often is learnt too."""
    words, asks = words_of(plain), "?" in text
    yield f"r exact {exact(text, words, asks=asks)}"
    brings = any(letter.isdigit() for letter in plain)
    yield f"r requested {requested(words, asks=asks, has_values=brings)}"
    asking = f"{'asks' if is_question(text) else 'tells'} {'about' if is_about(words) else ''}"
    yield f"r {asking}"
    yield f"r {asking} {'with' if brings else 'without'} a number"
    meant = frozenset(concept for piece in pieces for concept in piece.concepts)
    for deed in DEEDS & meant:
        yield f"r {asking} {deed} {'with' if brings else 'without'} a number"
    for topic, _ in shown(meant):
        yield f"r sign {topic}"
