"""Names: where a person's name may stand in a sentence, in the customer's own spelling.

Works on a text whose amounts, phones, accounts and note were blanked out, letter for letter.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bot.understand.naming import ADDRESS, ARTICLES, CARRIERS, COMMON, KIN, NAMED, OTHERS, OWNERS, PURPOSES, TITLES
from bot.understand.normalise import normalise
from bot.understand.numerals import EVERY_WORD
from bot.understand.slips import mended
from bot.understand.vocabulary import BANKS, BILLERS, CHANNELS, DOUBTFUL_BANKS, FILLER, NEGATIONS, QUESTIONS
from bot.understand.wordlists import word_set

BLANK, BLANK_AMOUNT, BREAK, ARROW = "\x00", "\x01", "\x02", "→"
"""What stands for a number, an amount and a note, and for the "2" of "send 15k 2 tono"."""
NAME_WORDS_MAX = 3
WORDS_KEPT_MAX = 4096
WORD = re.compile(r"→|[^\W\d_]+(?:['’-][^\W\d_]+)*")
TO = word_set("ke kepada to sama ama →")
PLACE_BEFORE = word_set("di in at near dekat dari from via lewat pakai pake")
FROM = TO | {"dari", "from"}
FOR_IT = word_set("buat untuk utk bwt tuk for")
SPOKEN_TO = word_set("bro sis gan kak min bang mas mbak ya pak bu")
"""Behind a name it is the wallet that is addressed."""
OFFICES = word_set("rt rw kos kost lurah guru")
"""Names after "Pak" and "Bu"; so is any word with a capital: "Pak Made", "Bu Dana"."""
SEVERAL = re.compile(r"\s*(?:(?:dan|and|or|atau|sama)(?!\w)|[&/+])\s*", re.IGNORECASE)
"""Between two names: nobody knows whom."""
CONTRACTED = re.compile(r"(?:it|that|what|there|he|she|who|let|here|how)['’]s|.*['’](?:re|ve|ll|d|m|t)", re.IGNORECASE)
POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
OWNED = re.compile(r"(?:mu|ku|nya|ny)$")
LAUGH = re.compile(r"(?:wk)+w?|(?:ha){2,}h?|(?:he){2,}h?|(?:hi){2,}|lo+l|xixi\w*|hm+|a+h+|o+h+|y+a+h*|k+")
NOBODY = (
    COMMON | FILLER | NEGATIONS | QUESTIONS | EVERY_WORD | CHANNELS.keys() | BILLERS.keys()
    | (BANKS.keys() - DOUBTFUL_BANKS)
) - TITLES  # fmt: skip


class Said(NamedTuple):
    """Words of the customer's that stand at `start`; empty when there are none."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Where they end."""
        return self.start + len(self.text)


NONE = Said(-1, "")


def words_in(text: str) -> list[re.Match[str]]:
    """Return the words of a text with their places."""
    return list(WORD.finditer(text))


@lru_cache(maxsize=WORDS_KEPT_MAX)
def is_nobody(word: str, *, strict: bool = False) -> bool:
    """Return whether a word names nobody; the strict also refuse what money is for."""
    low = word.lower()
    if len(low) < 2 or low in NOBODY or (strict and low in PURPOSES):
        return True
    if CONTRACTED.fullmatch(word) or LAUGH.fullmatch(low) or not NOBODY.isdisjoint(low.split("-")):
        return True
    return low not in TITLES and not NOBODY.isdisjoint(normalise(word).split())


def name_at(text: str, words: list[re.Match[str]], index: int, *, after: int, strict: bool = False) -> Said:
    """Return the name that begins at a word: "Budi", "si budi", "Pak Slamet", "my sister Rina", "emak".

    Whose somebody or something is belongs to the name: "ibunya sari" and "sari's husband" are not Sari.
    """
    lead = _lead(text, words, index, after)
    at, after = lead.at, lead.after
    begin, first = at, at
    while _follows(text, words, at, after) and words[at][0].lower() in TITLES:
        after, at = words[at].end(), at + 1
    titles = at
    while at - titles < NAME_WORDS_MAX and _follows(text, words, at, after, dot=at == titles > begin):
        titled = at == titles > begin and (words[at][0].istitle() or words[at][0].lower() in OFFICES)
        if (not titled and is_nobody(words[at][0], strict=strict or at > titles)) or (
            at > titles and (words[at][0].lower() in SPOKEN_TO or _is_hers(text, words, at))
        ):
            break
        after, at = words[at].end(), at + 1
        if POSSESSIVE.search(words[at - 1][0]):
            break
    if at > titles:
        start = lead.other if lead.other >= 0 else words[first].start()
        end = _end_of_hers(text, words, at)
        return Said(start, POSSESSIVE.sub("", text[start:end]))
    if titles > begin and words[titles - 1][0].lower() in KIN:
        start = lead.other if lead.other >= 0 else words[begin].start()
        return Said(start, text[start : words[titles - 1].end()])
    return lead.kin


class Lead(NamedTuple):
    """What stands before a name: where it ends, and where somebody else begins who is not the named one."""

    at: int
    after: int
    kin: Said
    other: int


def _lead(text: str, words: list[re.Match[str]], at: int, after: int) -> Lead:
    """Return what stands before a name, from a word on: "si", "akun", "temen saya", "ibunya"."""
    kin, mine = NONE, False
    others: list[int] = []
    while _follows(text, words, at, after):
        low = words[at][0].lower()
        if low in OWNERS or low in NAMED or (low == "mine" and others):
            mine = mine or bool(others) or low in OWNERS
        elif is_other(low):
            mine = mine or low.endswith("ku")
            if not kin.text and (low in KIN or OWNED.sub("", low) in KIN):
                kin = Said(words[at].start(), words[at][0])
            others.append(words[at].start())
        elif low not in ARTICLES and low not in CARRIERS and not (others and low == "of"):
            break
        after = words[at].end()
        at += 1
    return Lead(at, after, kin, others[0] if others and (len(others) > 1 or not mine) else -1)


def is_other(word: str) -> bool:
    """Return whether a word before or after a name makes it somebody else or a place: "tetangga", "ibunya"."""
    low = word.lower()
    stem = OWNED.sub("", low)
    return (low in OTHERS and low not in TITLES) or (stem != low and (stem in OTHERS or stem in TITLES))


def _is_hers(text: str, words: list[re.Match[str]], at: int) -> bool:
    """Return whether a word behind a name says what she is to the customer: "sari temen gue", "dina anakku"."""
    if not is_other(words[at][0]):
        return False
    owner = _follows(text, words, at + 1, words[at].end()) and words[at + 1][0].lower() in OWNERS
    return owner or words[at][0].lower().endswith("ku")


def _end_of_hers(text: str, words: list[re.Match[str]], at: int) -> int:
    """Return where a name ends, with whom or what of hers is named behind it: "sari's old friend", "sari tetangga"."""
    end = words[at - 1].end()
    owns = POSSESSIVE.search(words[at - 1][0]) is not None
    for more in range(at, min(at + NAME_WORDS_MAX, len(words)) if owns else min(at + 1, len(words))):
        if not _follows(text, words, more, words[more - 1].end()) or words[more][0].lower() in CARRIERS | TO | FOR_IT:
            break
        if (is_other(words[more][0]) or (more == at and owns and not is_nobody(words[more][0], strict=True))) and not (
            _is_hers(text, words, more) and not owns
        ):
            end = words[more].end()
    return end


def with_lead(text: str, words: list[re.Match[str]], at: int) -> int:
    """Return the word that a name begins with which was found at a later one: "warung" in "warung bu sari"."""
    found, before = at, at - 1
    while before >= 0 and _follows(text, words, before + 1, words[before].end()):
        low = words[before][0].lower()
        if is_other(low):
            found = before
        elif low not in OWNERS and low not in ARTICLES and low not in TITLES and low not in {"of", "dari"}:
            break
        before -= 1
    return found


def _follows(text: str, words: list[re.Match[str]], at: int, after: int, *, dot: bool = False) -> bool:
    if at >= len(words):
        return False
    between = text[after : words[at].start()].strip()
    return not between or (dot and between == ".")


def names_after(text: str, prepositions: frozenset[str], *, strict: bool = False) -> list[Said]:
    """Return the names that follow one of the words, from left to right."""
    words = words_in(text)
    every = []
    for index, word in enumerate(words):
        if word[0].lower() in prepositions:
            name = name_at(text, words, index + 1, after=word.end(), strict=strict)
            if name.text:
                every.append(name)
    return every


def _name_with_lead(text: str, words: list[re.Match[str]], at: int) -> Said:
    """Return the name at a word, with who or what before it is somebody else: "ibunya Rina"."""
    begin = with_lead(text, words, at)
    return name_at(text, words, begin, after=words[begin].start(), strict=True)


def titled_name(text: str) -> Said:
    """Return the only name with a title before it, wherever it stands: "upah tukang 140rb, pak Karno"."""
    words = words_in(text)
    every = [
        _name_with_lead(text, words, at)
        for at, word in enumerate(words)
        if word[0].lower() in TITLES and not (at and words[at - 1][0].lower() in TITLES)
    ]
    named = [name for name in every if len(name.text.split()) > 1]
    return named[0] if len({name.text.casefold() for name in named}) == 1 else NONE


def capital_name(text: str) -> Said:
    """Return the only unknown words with a capital inside a sentence: "balikin duit Rina"."""
    words = words_in(text)
    every: list[Said] = []
    for at, word in enumerate(words):
        first = at == 0 or text[: word.start()].rstrip()[-1:] in set(".!?")
        if not word[0].istitle() or is_nobody(word[0], strict=True) or first:
            continue
        if words[at - 1][0].lower() in PLACE_BEFORE or (every and word.start() <= every[-1].end):
            continue
        every.append(_name_with_lead(text, words, at))
    return every[0] if len({name.text.casefold() for name in every}) == 1 else NONE


def is_one_of_several(text: str, name: Said) -> bool:
    """Return whether another name is joined to this one."""
    joined = SEVERAL.match(text, name.end)
    if joined is None:
        return False
    rest = text[joined.end() :]
    words = words_in(rest)
    return bool(words) and bool(name_at(rest, words, 0, after=0, strict=True).text) and words[0].start() == 0


def is_kin(name: str) -> bool:
    """Return whether a name is only what somebody is to the customer: "emak", "my mom"."""
    return all(word in KIN or word in OWNERS for word in name.lower().split())


def bare_name(name: str) -> str:
    """Return a name without mere words of address: "Budi" for "si Budi" and "Pak Budi"; "ibu Sari" stays."""
    words = name.split()
    while len(words) > 1 and words[0].lower().rstrip(".") in ADDRESS | ARTICLES:
        words = words[1:]
    return " ".join(words)


def leftover_name(text: str) -> Said:
    """Return the name in "tf budi": the only words that say nothing else, or nothing."""
    words = words_in(text)
    unknown = [at for at, word in enumerate(words) if not is_nobody(word[0], strict=True) and not _is_slip(word[0])]
    if not unknown:
        return NONE
    first = unknown[0]
    name = _name_with_lead(text, words, first)
    return name if name.text and all(words[index].end() <= name.end for index in unknown) else NONE


def _is_slip(word: str) -> bool:
    plain = normalise(word).split()
    return mended(plain) != plain
