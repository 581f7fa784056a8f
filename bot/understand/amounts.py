"""Amounts: rupiah as people write them in chat, read exactly or not at all.

Only ASCII digits count, and only by our own patterns: Python's number readers take foreign digits, underscores and
exponents. A form that could be two amounts gives candidates; a form that mixes habits gives nothing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bot.understand import edges, numerals
from bot.understand.quantities import read_quantity
from bot.understand.tokens import Token, token_at, tokens_of
from bot.understand.wordlists import word_set

TEXT_MAX = 400
TEXTS_KEPT_MAX = 8
"""A turn reads the same text several times."""
ANSWER_MAX = 140
LENGTH_MAX = 120
VALUE_MAX = 10**15 - 1

FILLER = word_set(
    "rp idr rupiah perak aja saja aj dong donk ya yah deh please pls sebesar sejumlah senilai kak min bang gan sih "
    "kok cuma only just eh oh ok oke okay nih lah yak thanks thx makasih nominal nominalnya jumlah jumlahnya jumlahny "
    "amount segitu bro sis mas mbak bos bu pak"
)
OPENERS = frozenset("(\"'*[~\n")
JOINERS = frozenset(",.:;=")
CLOSE = re.compile(r"(?:[.,]-{1,2})?[.,!?;:)\]\"'*~…]{0,8}")
POLITE_MARKS = frozenset(".,!?:;()\"'*~…")
NUMBER_WORDS = (
    (numerals.EVERY_WORD | numerals.POINT | word_set("perempat sepertiga puluh belas"))
    - numerals.CURRENCY
    - word_set("k m half mio mil mill grand tiao")
)
COUNTED = word_set("satu one dua two tiga three")
PHONE_LIKE = re.compile(r"(?:(?:08|62)[0-9]{8,11}|8[1-35-9][0-9]{8,10}(?<!000))")
BARE_SIX = re.compile(r"[0-9]{4}(?!00)[0-9]{2}")
"""Six bare digits that are hardly a sum and may well be a PIN or a code."""
LONG_BARE = re.compile(r"[0-9]{8,20}")
ROUND = re.compile(r"[1-9][0-9]{0,4}000")


@dataclass(frozen=True)
class Amount:
    """Whole rupiah: `value` when certain, `candidates` when it could be any of them, neither when it is no amount.

    A sentence may hold an amount that is neither: "half of 100k" tells of money and gives no sum.
    """

    value: int | None = None
    candidates: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return self.value is not None or bool(self.candidates)


@dataclass(frozen=True)
class Found:
    """An amount inside a sentence; `text` is the customer's own words for it."""

    start: int
    end: int
    text: str
    amount: Amount


def read_amount(text: str) -> Amount:
    """Return the one amount that the whole text is, politeness aside."""
    text = text.strip()
    if len(text) > ANSWER_MAX:
        return Amount()
    tokens = tokens_of(text)
    for index, token in enumerate(tokens):
        found = _amount_at(text, tokens, index)
        if found is not None:
            close = CLOSE.match(text, found.end)
            rest = tokens_of(text[close.end() if close else found.end :])
            return found.amount if all(_is_polite(each) for each in rest) else Amount()
        if not _is_polite(token):
            break
    return Amount()


def find_amounts(text: str) -> list[Found]:
    """Return the amounts that stand in a sentence, from left to right."""
    return list(_amounts(text)) if len(text) <= TEXT_MAX else []


@lru_cache(maxsize=TEXTS_KEPT_MAX)
def _amounts(text: str) -> tuple[Found, ...]:
    tokens = tokens_of(text)
    every: list[Found] = []
    index = 0
    while index < len(tokens):
        found = _amount_at(text, tokens, index)
        if found is None:
            index += 1
            continue
        if found.text.lower() not in numerals.UNITS:
            every.append(found)
        while index < len(tokens) and tokens[index].start < found.end:
            index += 1
    return tuple(every)


def _amount_at(text: str, tokens: list[Token], index: int) -> Found | None:
    """Return the amount whose first token this is, or None; what touches it decides as much as what it says."""
    start, first = index, token_at(tokens, index)
    if first.kind == "mark" or not _opens(text, first.start):
        return None
    named = first.text in numerals.CURRENCY
    if named:
        index += 2 if token_at(tokens, index + 1).text in {".", ":"} else 1
    elif first.kind == "word" and first.text not in numerals.EVERY_WORD and first.text != "a":
        return None
    quantity = read_quantity(tokens, index)
    if quantity is None or not 0 < quantity.value <= VALUE_MAX:
        return None
    bare = not named and all(_is_plain_number(token) for token in tokens[index : quantity.end])
    if _is_torn(tokens, start, quantity.end, bare=bare) or not _closes(text, tokens, quantity.end):
        return None
    if _is_other(tokens, start, quantity.end, bare=bare):
        return None
    end = tokens[quantity.end - 1].end
    if end - first.start > LENGTH_MAX or _is_phone_like(tokens[index].text):
        return None
    amount = Amount(candidates=quantity.either) if quantity.either else Amount(quantity.value)
    before, after = token_at(tokens, start - 1), token_at(tokens, quantity.end)
    begin, stop = edges.hedge_before(text, first.start), edges.hedge_after(text, end)
    if before.text in edges.NEGATIVE or before.text in edges.MARKS_BEFORE:
        begin = min(begin, before.start)
    if after.text in edges.CURRENCIES:
        stop = max(stop, after.end)
    if (begin, stop) != (first.start, end):
        return Found(begin, stop, text[begin:stop], Amount())
    return Found(first.start, end, text[first.start : end], amount)


def _is_plain_number(token: Token) -> bool:
    """Return whether this is digits without separators, or a word that counts and is no scale."""
    if token.kind == "digits":
        return token.text.isdecimal()
    return token.text in COUNTED or token.text in numerals.EVERY_WORD - numerals.SCALES.keys()


def _is_other(tokens: list[Token], start: int, end: int, *, bare: bool) -> bool:
    """Return whether the words beside a number say that it counts or names something else than rupiah."""
    before, after = token_at(tokens, start - 1), token_at(tokens, end)
    if not bare:
        return False
    first = before if before.text != "." else token_at(tokens, start - 2)
    if first.text == "no" and not any(token.kind == "digits" for token in tokens[:start]):
        return True
    if (
        (tokens[start].kind == "digits" and before.text in edges.NAMED_BEFORE)
        or after.text in edges.UNITS_AFTER
        or after.text == "%"
    ):
        return True
    return end - start == 1 and bool(BARE_SIX.fullmatch(tokens[start].text))


def _opens(text: str, start: int) -> bool:
    """Return whether an amount may begin here: after a space, a bracket, or a comma that follows a letter."""
    if start == 0 or text[start - 1].isspace() or text[start - 1] in OPENERS:
        return True
    return text[start - 1] in JOINERS and start > 1 and text[start - 2].isascii() and text[start - 2].isalpha()


def _closes(text: str, tokens: list[Token], index: int) -> bool:
    """Return whether an amount may end before this token: at a space, punctuation or an emoji."""
    end = tokens[index - 1].end
    close = CLOSE.match(text, end)
    after = close.end() if close else end
    if after == len(text) or text[after].isspace() or unicodedata.category(text[after]) == "So":
        return True
    following = next((token for token in tokens[index : index + 10] if token.start >= after), None)
    is_word = following is not None and following.kind == "word" and following.start == after > end
    return is_word and following is not None and following.text not in numerals.SCALES


def _is_torn(tokens: list[Token], start: int, end: int, *, bare: bool) -> bool:
    """Return whether more of a number stands at either edge, so that this may be a piece of it: 50 000, 5 500rb."""
    before, after = token_at(tokens, start - 1), token_at(tokens, end)
    if before.kind == "mark" and before.end == tokens[start].start and before.start > 0:
        touching = token_at(tokens, start - 2)
        if touching.end == before.start and (_is_number(touching) or touching.text in numerals.SCALES):
            return True
    if _is_number(before) and not _stands_apart(before, tokens[start], bare=bare):
        return True
    if _is_number(after) and not _stands_apart(after, tokens[start], bare=bare):
        return True
    if before.kind == "word" and edges.BROKEN_BEFORE.fullmatch(before.text):
        return True
    if (
        before.text in {"and", "dan"}
        and tokens[start].text in numerals.HALF
        and _is_number(token_at(tokens, start - 2))
    ):
        return True
    if after.kind == "word" and edges.BROKEN_AFTER.fullmatch(after.text):
        return True
    return tokens[end - 1].kind == "digits" and after.text in {".", ","} and token_at(tokens, end + 1).kind == "digits"


def _is_number(token: Token) -> bool:
    """Return whether a token is of a number, in whatever digits."""
    return token.kind == "digits" or token.text in NUMBER_WORDS or (token.kind == "mark" and token.text.isnumeric())


def _stands_apart(token: Token, first: Token, *, bare: bool) -> bool:
    """Return whether these digits are an account or a meter of its own, so long that nothing beside belongs to it."""
    if token.kind != "digits" or not LONG_BARE.fullmatch(token.text):
        return False
    return not bare or first.kind == "word" or (len(token.text) >= 10 and bool(ROUND.fullmatch(first.text)))


def _is_phone_like(text: str) -> bool:
    return bool(PHONE_LIKE.fullmatch(text.replace(".", "").replace(",", "")))


def _is_polite(token: Token) -> bool:
    """Return whether this is politeness, punctuation or an emoji: nothing that could change an amount."""
    if token.kind == "word":
        return token.text in FILLER
    return token.kind == "mark" and (token.text in POLITE_MARKS or unicodedata.category(token.text) == "So")
