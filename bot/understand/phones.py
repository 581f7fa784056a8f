"""Phones: Indonesian mobile numbers as people write them, read to E.164 or not at all.

The pattern finds where a number stands; the phonenumbers library says whether it is a mobile one. ASCII digits only.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import phonenumbers

from bot.understand.wordlists import word_set

TEXT_MAX = 400
ANSWER_MAX = 150

LINK = r"(?P<link>(?:(?:https?://)?(?:www\.)?(?:wa\.me/|api\.whatsapp\.com/send/?\?phone=)|tel:))?"
SCALE = (
    r"(?:rb|rbu|ribu|ribuan|rebu|k|jt|juta|jeti|m|mio|mil|ratus|puluh|belas|setengah|ceng|thousand|hundred|million|grand|"
    r"rupiah|perak|idr)"
)
NUMBER = re.compile(
    r"(?<![^\s(:;,\"'*=\[<])" + LINK + r"(?P<number>(?:\(?\+?62\)?[ .\-]?)?\(?0?\)?"
    r"(?P<block>8[0-9]{1,11})(?:\) ?[0-9]{0,8})?"
    r"(?:(?P<sep> - |[ .\-])[0-9]{2,8}(?:(?P=sep)[0-9]{2,8}){0,4})?)"
    r"(?![0-9A-Za-z_+%/]|[.\-][0-9]|,[0-9]{1,3}(?![0-9])| ?" + SCALE + r"\b)(?P<query>(?<=[0-9])[?&]\S{0,200})?",
    re.ASCII,
)
LEFT_OVER = re.compile(r" 0| [0-9]{1,3}(?![0-9.,])(?! ?" + SCALE + r"\b)")
"""Digits after a number written in groups that may well belong to it, so that nobody knows where it ends."""
NATIONAL = re.compile(r"8[1-35-9][0-9]{7,10}")
BARE_MIN = 10
"""Digits of a number written without 0 or 62 in a sentence; shorter ones are more likely an amount."""
FILLER = word_set(
    "no nomor nomer nomornya nomernya hp hpnya wa whatsapp telp telepon ke kepada to number phone his her my the "
    "is ini itu adalah aja saja ya yah dong deh kak atau or dan and please nih"
)
POLITE = re.compile(r"[A-Za-z]+|[^\s.,!?:;()\"'*<>\[\]…-]")


@dataclass(frozen=True)
class Number:
    """A mobile number in E.164; `candidates` when the answer holds more than one."""

    value: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class FoundNumber:
    """A mobile number inside a sentence; `text` is the customer's own words for it."""

    start: int
    end: int
    text: str
    value: str


def read_phone(text: str) -> Number:
    """Return the one mobile number that the whole text is, politeness aside."""
    text = text.strip()
    if len(text) > ANSWER_MAX:
        return Number()
    found = _found(text, bare_min=9)
    rest = _without(text, found)
    if not found or not all(_is_polite(word) for word in POLITE.findall(rest)):
        return Number()
    values = tuple(dict.fromkeys(number.value for number in found))
    return Number(values[0]) if len(values) == 1 else Number(candidates=values)


def find_phones(text: str) -> list[FoundNumber]:
    """Return the mobile numbers that stand in a sentence, from left to right."""
    return _found(text, bare_min=BARE_MIN) if len(text) <= TEXT_MAX else []


def _is_polite(word: str) -> bool:
    return word.lower() in FILLER or unicodedata.category(word[0]) == "So"


def _found(text: str, *, bare_min: int) -> list[FoundNumber]:
    every = []
    start = 0
    while (match := NUMBER.search(text, start)) is not None:
        found = _read(text, match, bare_min)
        start = max(found.end if found else match.end(), match.start() + 1)
        if found is not None:
            every.append(found)
    return every


def _read(text: str, match: re.Match[str], bare_min: int) -> FoundNumber | None:
    """Return the number of a match: its first block if that is whole, else as many of its blocks as can be one."""
    begin, end = match.start(), match.end("number")
    is_bare = text[match.start("number")] == "8"
    ends = [end]
    if match["sep"] == " ":
        ends = [match.end("block"), *(at for at in range(end, match.end("block"), -1) if at == end or text[at] == " ")]
    for at in ends:
        national = _national(text[match.start("number") : at])
        if at == match.end("block") != end and len(national) < BARE_MIN - 1:
            continue
        if is_bare and len(national) < bare_min:
            continue
        if at != match.end("block") and LEFT_OVER.match(text, at):
            return None
        value = _mobile(national)
        if value is not None:
            stop = match.end() if at == end else at
            return FoundNumber(begin, stop, text[begin:stop], value)
    return None


def _national(text: str) -> str:
    """Return the digits after the country code or the leading zero."""
    digits = re.sub("[^0-9]", "", text)
    return re.sub("^(?:62)?0?", "", digits)


def _mobile(national: str) -> str | None:
    """Return the number in E.164, if the numbering plan calls it a mobile one."""
    if not NATIONAL.fullmatch(national):
        return None
    parsed = phonenumbers.PhoneNumber(country_code=62, national_number=int(national))
    if phonenumbers.number_type(parsed) != phonenumbers.PhoneNumberType.MOBILE:
        return None
    return f"+62{national}"


def _without(text: str, found: list[FoundNumber]) -> str:
    rest, start = [], 0
    for number in found:
        rest.append(text[start : number.start])
        start = number.end
    return " ".join([*rest, text[start:]])
