"""Words: what the wallet says, in the reader's language.

Flows and facts speak in `t("English sentence with {places}")`; the sentence is chosen and its values are worded when it
is said. `@says(Fact)` registers the one function that words a fact. Money is `Rp50.000`, a time `14.05 WIB`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from babel.dates import format_datetime
from babel.messages.pofile import read_po
from num2words import num2words

from bot.message import Reply, Words, Written
from models.clock import WIB
from models.money import Money
from models.orders import Fact
from models.phone import Phone

LANGUAGES = ("id", "en")
IN_WORDS_FROM = 1_000_000

# Marks in a value are not our markup: they travel as private characters, which each channel writes in its own way.
_GUARD = str.maketrans({"*": "\ue000", "`": "\ue001", "_": "\ue002", "~": "\ue003"})
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ue000-\uf8ff\ufeff]+")


def t(msgid: str, **values: Any) -> Words:
    """Return a sentence to be said, by its English words."""
    return Words(msgid, values)


def counted(one: str, many: str, count: int, **values: Any) -> Words:
    """Return a sentence that counts: `one` for one, `many` for any other number, with `{count}` among its places."""
    return Words(one, {"count": count, **values}, other=many)


def written(texts: dict[str, str], **values: Any) -> Words:
    """Return words that stand in no catalogue, by language; they have places like a sentence."""
    return Written(texts["en"], values, texts=texts)


def answered_when(minutes: int | None) -> Words:
    """Return how soon a person answers; without enough answers to tell from, no time is named."""
    return t("in about {count} minutes", count=minutes) if minutes else t("as soon as they can")


@dataclass(frozen=True)
class InWords:
    """The amount in words, in brackets after a space, from a million on (a review adds them); otherwise nothing."""

    amount: Money


@dataclass(frozen=True)
class OnDay:
    """A time in a list: `today 09:12 WIB` or the day."""

    at: datetime


@dataclass(frozen=True)
class Day:
    """A day in WIB, with its year: 1 Desember 2026."""

    at: datetime


@dataclass(frozen=True)
class From:
    """A time from which something may be done again: said as the first full minute that is not too early."""

    at: datetime


@dataclass(frozen=True)
class Inline:
    """A sentence within a sentence: its first letter is small there."""

    words: Words


@dataclass(frozen=True)
class Raw:
    """Text that is a code or a link: said as it is."""

    text: str


@cache
def _catalogue(language: str) -> dict[str, str]:
    path = Path(__file__).parent / "locale" / language / "LC_MESSAGES" / "kaspro.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id and entry.string}


def rupiah(amount: int, language: str) -> str:
    """Return the amount as it is said: Rp50.000 or Rp50,000, a sign before it."""
    grouped = f"{abs(amount):,}"
    return f"{'-' if amount < 0 else ''}Rp{grouped.replace(',', '.') if language == 'id' else grouped}"


def clock_time(instant: datetime, now: datetime, language: str) -> str:
    """Return the time in WIB, with the day unless it is today: 14.05 WIB, 21 Nov 18.40 WIB."""
    there, here = instant.astimezone(WIB), now.astimezone(WIB)
    hours = f"{there:%H.%M} WIB" if language == "id" else f"{there:%H:%M} WIB"
    if there.date() == here.date():
        return hours
    pattern = "d MMM" if there.year == here.year else "d MMM y"
    return f"{format_datetime(there, pattern, locale=language)} {hours}"


def clean(text: str) -> str:
    """Return a customer's words without what cannot be seen and without our marks."""
    return _UNSEEN.sub(" ", text).translate(_GUARD).strip()


class Speaker:
    """Says words in one language at one time."""

    def __init__(self, language: str, now: datetime) -> None:
        self.language = language if language in LANGUAGES else LANGUAGES[0]
        self._now = now

    def say(self, words: Words | tuple[Words, ...]) -> str:
        """Return the sentence in this language, in our markup."""
        if isinstance(words, tuple):
            return "\n".join(self.say(each) for each in words if each.msgid)
        msgid = words.other if words.other and words.values["count"] != 1 else words.msgid
        catalogue = words.texts if isinstance(words, Written) else {}
        sentence = catalogue.get(self.language) or _catalogue(self.language).get(msgid, msgid)
        values = {name: self._value(value) for name, value in words.values.items()}
        for name, value in values.items():
            if value.endswith("."):  # "… to Sari W." ends with her initial's full stop.
                sentence = sentence.replace(f"{{{name}}}.", f"{{{name}}}")
        return sentence.format(**values)

    def say_time(self, instant: datetime) -> str:
        """Return a time as it is said."""
        return clock_time(instant, self._now, self.language)

    def _value(self, value: Any) -> str:
        match value:
            case Money():
                return rupiah(value, self.language)
            case bool():
                raise TypeError("a sentence has no place for yes and no")
            case int():
                return str(value)
            case Phone():
                return value.masked
            case str():
                return clean(value)
            case datetime():
                return clock_time(value, self._now, self.language)
            case Words() | tuple():
                return self.say(value)
            case InWords(amount):
                return self._in_words(amount)
            case OnDay(at):
                return self._on_day(at)
            case Day(at):
                return str(format_datetime(at.astimezone(WIB), "d MMMM y", locale=self.language))
            case From(at):
                full = at.replace(second=0, microsecond=0)
                return clock_time(full if full == at else full + timedelta(minutes=1), self._now, self.language)
            case Inline(words):
                said = self.say(words)
                return said[:1].lower() + said[1:]
            case Raw(text):
                return text
        raise TypeError(f"a sentence has no place for {type(value).__name__}")

    def _in_words(self, amount: Money) -> str:
        if amount < IN_WORDS_FROM:
            return ""
        spoken = num2words(int(amount), lang=self.language)
        return f" ({spoken} rupiah)"

    def _on_day(self, at: datetime) -> str:
        said = clock_time(at, self._now, self.language)
        if at.astimezone(WIB).date() == self._now.astimezone(WIB).date():
            return f"{'hari ini' if self.language == 'id' else 'today'} {said}"
        return said


Wording = Callable[[Any], Reply]
_SAYS: dict[type[Fact], Wording] = {}

W = TypeVar("W", bound=Wording)


def says(*kinds: type[Fact]) -> Callable[[W], W]:
    """Register the one function that words these facts."""

    def register(wording: W) -> W:
        for kind in kinds:
            if kind in _SAYS:
                raise RuntimeError(f"{kind.__name__} has its words already")
            _SAYS[kind] = wording
        return wording

    return register


def worded(told: Fact) -> Reply:
    """Return how the fact is said."""
    return _SAYS[type(told)](told)


def has_words(kind: type[Fact]) -> bool:
    """Return whether somebody words this sort of fact."""
    return kind in _SAYS
