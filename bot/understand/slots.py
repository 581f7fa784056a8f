"""Slots: the amounts and phones that stand in a message, and the words that gave each.

A value goes into a slot only when it is certain; words that could mean two things are kept, so that the flow asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.understand.amounts import Found, find_amounts
from bot.understand.phones import FoundNumber, find_phones
from bot.understand.places import Slots
from bot.understand.recipients import BLANK

Stands = TypeVar("Stands", Found, FoundNumber)

BLANK_AMOUNT = "\x01"
LONG_NUMBER = re.compile("[0-9]{6,20}")
DENIED = re.compile(
    r"(?<![^\W_])(?:bukan|bkn|jangan|jgn|jngn|not|don['’]?t|never|tidak|tdk|tak|ga|gak|gk|nggak|ngga|enggak|engga)"
    r"(?:\s+(?:kirim|transfer|tf|send|make|it|ke|to|kepada|jadi|the|rp\.?|mau|yang|yg|sebesar|cuma|just|only)){0,3}\s+$",
    re.IGNORECASE,
)
DENIED_LENGTH_MAX = 60
EITHER = re.compile(r"\s*(?:atau|or|dan|and)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Values:
    """The amounts and phones that a message means; `blanked` is its text without any, letter for letter."""

    text: str
    blanked: str
    amounts: tuple[Found, ...] = ()
    phones: tuple[FoundNumber, ...] = ()

    def slots(self) -> Slots:
        """Return the values that are certain: one amount, one phone."""
        slots: Slots = {}
        amounts = {found.amount.value for found in self.amounts}
        phones = {found.value for found in self.phones}
        amount = amounts.pop() if len(amounts) == 1 else None
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
            spans["amount"] = self.text[self.amounts[0].start : last.end]
        if self.phones:
            last_phone = self.phones[0 if len({found.value for found in self.phones}) == 1 else -1]
            spans["phone"] = self.text[self.phones[0].start : last_phone.end]
        return spans

    def before(self, note: int) -> Values:
        """Leave out what stands in a note that begins there, if the same was said before it."""
        amounts = tuple(found for found in self.amounts if found.start < note) or self.amounts
        phones = tuple(found for found in self.phones if found.start < note) or self.phones
        return replace(self, amounts=amounts, phones=phones)

    def words_at(self, start: int, end: int) -> str:
        """Return the customer's words there, without the amount that was meant for a slot."""
        for found in self.amounts:
            if start <= found.start < end:
                return " ".join((self.text[start : found.start] + self.text[found.end : end]).split())
        return self.text[start:end].strip()

    def without_long_numbers(self) -> Values:
        """Leave out bare runs of six digits and more: where a customer or account number is due, they are that."""
        return replace(self, amounts=tuple(found for found in self.amounts if not LONG_NUMBER.fullmatch(found.text)))


def values_of(text: str) -> Values:
    """Return the amounts and phones of a message, without those that it denies: "bukan 50rb"."""
    phones = find_phones(text)
    without_phones = _blank(text, phones, BLANK)
    amounts = find_amounts(without_phones)
    blanked = _blank(without_phones, amounts, BLANK_AMOUNT)
    return Values(text, blanked, amounts=_meant(text, amounts), phones=_meant(text, phones))


def _meant(text: str, every: Sequence[Stands]) -> tuple[Stands, ...]:
    """Return those with no "bukan" before them; "bukan 50rb atau 60rb" denies both."""
    meant, denied_until = [], -1
    for found in every:
        before = text[max(0, found.start - DENIED_LENGTH_MAX) : found.start]
        goes_on = denied_until >= 0 and EITHER.fullmatch(text[denied_until : found.start])
        if DENIED.search(before) or goes_on:
            denied_until = found.end
        else:
            meant.append(found)
    return tuple(meant)


def _blank(text: str, every: Sequence[Found | FoundNumber], sign: str) -> str:
    for found in every:
        text = text[: found.start] + sign * (found.end - found.start) + text[found.end :]
    return text
