"""Slots: the amounts and phones that stand in a message, and the words that gave each.

A value goes into a slot only when it is certain; words that could mean two things are kept, so that the flow asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from bot.understand.amounts import Amount, Found, find_amounts, read_amount
from bot.understand.corrections import DENIED, MARKER, is_link
from bot.understand.edges import NAMED_BEFORE, UNITS_AFTER
from bot.understand.names import BLANK, BLANK_AMOUNT, NONE, Said
from bot.understand.normalise import HIDDEN
from bot.understand.numerals import HUNDRED, ONE_HUNDRED, ONE_OF_SCALE, SCALES, UNITS
from bot.understand.phones import FoundNumber, find_phones
from bot.understand.places import Slots

Stands = TypeVar("Stands", Found, FoundNumber)

LONG_NUMBER = re.compile("(?![1-9][0-9]{0,4}000$)[0-9]{6,20}")
DENIED_LENGTH_MAX = 60
FROM_BEFORE = re.compile(r"(?<!\w)(?:dari|from)\s+(?:nomor\s+|no\s+)?$", re.IGNORECASE)
DOUBTED = re.compile(r"\s*(?:aja|aj|saja|deh|deng|dong|doang|just)(?!\w)", re.IGNORECASE)
DENIED_ANEW = re.compile(
    r"(?<![^\W_])(?:(?:eh+|salah|wait|ups|oops)[\s,]+(?:\w+\s+){1,3}|(?:ga|gak|gk|nggak|ngga|engga|enggak|tidak|tdk|tak)\s+jadi\s+)$",
    re.IGNORECASE,
)
LEFT_WORDS = sorted(
    {*SCALES, *ONE_OF_SCALE, *HUNDRED, *ONE_HUNDRED, "puluh", "belas"}
    - {"m", "k", "mio", "mil", "mill", "grand", "tiao"}
)
STRAY = re.compile(
    r"(?<![\w.,+/-])(?:rp\.?\s*)?(?!0[0-9]{8}|62[0-9]{7}|8[0-9]{8})[0-9][0-9.,_]{2,}(?:e[0-9]+)?(?![\w/-])|"
    rf"(?<![^\W_])(?:{'|'.join(LEFT_WORDS)})(?![^\W_])",
    re.IGNORECASE,
)
"""A number that nobody could read: where one is left, the amount beside it may not be the one that is meant."""
HIDDEN_SIGNS = "".join(map(chr, HIDDEN))
FOREIGN_NUMBER = re.compile(rf"[0-9][{HIDDEN_SIGNS}]|[{HIDDEN_SIGNS}][0-9]|(?![0-9])\d")
SMALL_AFTER_MARKER = re.compile(rf"[\s,.]*({'|'.join(UNITS)})(?![^\W_])", re.IGNORECASE)
"""A small number in words right after a correction: "75rb eh satu" may put the 75 right, and is no amount itself."""
STRAY_AFTER_MARKER_MAX = 12
EITHER = re.compile(r"\s*(?:atau|or|dan|and)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Values:
    """The amounts and phones that a message means; `blanked` is its text without any, letter for letter."""

    text: str
    blanked: str
    amounts: tuple[Found, ...] = ()
    phones: tuple[FoundNumber, ...] = ()
    note: Said = NONE

    @cached_property
    def stray(self) -> tuple[int, int] | None:
        """Return where a number stands that could not be read, outside the note; nothing where there is none."""
        foreign = FOREIGN_NUMBER.search(self.blanked)
        if foreign is not None:
            return foreign.span()
        for match in STRAY.finditer(self.blanked):
            before, after = self.blanked[: match.start()].split()[-1:], self.blanked[match.end() :].split()[:1]
            is_other = {*map(str.lower, before)} & NAMED_BEFORE or {*map(str.lower, after)} & UNITS_AFTER
            if not (self.note.start <= match.start() < self.note.end) and not is_other:
                return match.span()
        for match in MARKER.finditer(self.blanked):
            word = SMALL_AFTER_MARKER.match(self.blanked, match.end())
            if word is not None and not self.note.start <= word.start(1) < self.note.end:
                return word.span(1)
            for at in range(match.end(), min(match.end() + STRAY_AFTER_MARKER_MAX, len(self.blanked))):
                if (
                    self.blanked[at].isnumeric()
                    and not self.blanked[at - 1].isalpha()
                    and not (self.note.start <= at < self.note.end)
                ):
                    return at, at + 1
        return None

    def slots(self) -> Slots:
        """Return the values that are certain: one amount, one phone."""
        slots: Slots = {}
        amounts = {found.amount.value for found in self.amounts}
        phones = {found.value for found in self.phones}
        amount = amounts.pop() if len(amounts) == 1 and not self.stray else None
        if amount is not None:
            slots["amount"] = amount
        if len(phones) == 1:
            slots["phone"] = phones.pop()
        return slots

    def spans(self) -> dict[str, str]:
        """Return the customer's own words for each, from the first to the last where there are several."""
        spans = {}
        if self.amounts:
            last = self.amounts[0 if len({found.amount for found in self.amounts}) == 1 else -1]
            start, end = self.stray or (len(self.text), 0)
            said = self.text[min(self.amounts[0].start, start) : max(last.end, end)]
            is_certain = "amount" in self.slots() or read_amount(said).value is None
            spans["amount"] = said if is_certain else self.text
        if self.phones:
            last_phone = self.phones[0 if len({found.value for found in self.phones}) == 1 else -1]
            spans["phone"] = self.text[self.phones[0].start : last_phone.end]
        return spans

    def meant_beside(self, note: Said, *, from_too: bool) -> Values:
        """Leave out what stands in the note, if the same is said beside it, and the number that money comes from."""
        amounts = tuple(found for found in self.amounts if not note.start <= found.start < note.end) or self.amounts
        phones = tuple(found for found in self.phones if not note.start <= found.start < note.end) or self.phones
        if not from_too:
            phones = tuple(found for found in phones if not FROM_BEFORE.search(self.text[: found.start]))
        return replace(self, amounts=amounts, phones=phones, note=note)

    def words_at(self, start: int, end: int) -> str:
        """Return the customer's words there, without the amount that was meant for a slot."""
        for found in self.amounts:
            if start <= found.start < end:
                return " ".join((self.text[start : found.start] + self.text[found.end : end]).split())
        return self.text[start:end].strip()

    def without_long_numbers(self) -> Values:
        """Leave out bare runs of six digits and more that are no round sum: they are customer numbers."""
        return replace(self, amounts=tuple(found for found in self.amounts if not LONG_NUMBER.fullmatch(found.text)))


def values_of(text: str, *, apart: Said = NONE) -> Values:
    """Return the amounts and phones of a message, without those that it denies or puts right: "bukan 50rb".

    What stands `apart`, an account or a customer number, is neither.
    """
    rest = text[: apart.start] + BLANK * len(apart.text) + text[apart.end :] if apart.text else text
    phones = find_phones(rest)
    without_phones = _blank(rest, phones, BLANK)
    amounts = find_amounts(without_phones)
    blanked = _blank(without_phones, amounts, BLANK_AMOUNT)
    return Values(text, blanked, amounts=_meant(text, blanked, amounts), phones=_meant(text, blanked, phones))


def _meant(text: str, blanked: str, every: Sequence[Stands]) -> tuple[Stands, ...]:
    """Return those that are meant in the end: "bukan 50rb atau 60rb" denies both, "50rb eh 60rb" the first."""
    meant: list[Stands] = []
    denied_until = -1
    for found in every:
        before = text[max(0, found.start - DENIED_LENGTH_MAX) : found.start]
        goes_on = denied_until >= 0 and EITHER.fullmatch(text[denied_until : found.start])
        if DENIED.search(before) or goes_on:
            denied_until = found.end
            if meant and _is_doubtful(text, before, found):
                meant.append(found if isinstance(found, FoundNumber) else replace(found, amount=Amount()))
        elif meant and is_link(blanked[meant[-1].end : found.start]):
            meant = [found]
        else:
            meant.append(found)
    return tuple(meant)


def _is_doubtful(text: str, before: str, found: Found | FoundNumber) -> bool:
    """Return whether a denied value may be the one that is meant: "50rb eh jangan 60rb aja"."""
    return bool(DENIED_ANEW.search(before) or DOUBTED.match(text, found.end))


def _blank(text: str, every: Sequence[Found | FoundNumber], sign: str) -> str:
    for found in every:
        text = text[: found.start] + sign * (found.end - found.start) + text[found.end :]
    return text
