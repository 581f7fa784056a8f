"""Names: where a person's name may stand in a sentence, in the customer's own spelling.

Works on a text whose amounts, phones, accounts and note were blanked out, letter for letter.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bot.understand.naming import ARTICLES, CARRIERS, COMMON, FRIENDS, KIN, OWNERS, PURPOSES, TITLES
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
    """Return the name that begins at a word: "Budi", "si budi", "Pak Slamet", "my sister Rina", "emak"."""
    at, kin, owned = index, NONE, False
    while _follows(text, words, at, after) and len(words) > at:
        low = words[at][0].lower()
        if low in OWNERS or low in ARTICLES or low in CARRIERS or low in FRIENDS:
            owned = owned or low in OWNERS
        elif (low in KIN or OWNED.sub("", low) in KIN) and low not in TITLES:
            owned = owned or low not in KIN
            kin = kin if kin.text else Said(words[at].start(), words[at][0])
        else:
            break
        after = words[at].end()
        at += 1
    begin, first = at, at
    while _follows(text, words, at, after) and words[at][0].lower() in TITLES:
        after, at = words[at].end(), at + 1
    titles = at
    while at - titles < NAME_WORDS_MAX and _follows(text, words, at, after, dot=at == titles > begin):
        titled = at == titles > begin and (words[at][0].istitle() or words[at][0].lower() in OFFICES)
        if (not titled and is_nobody(words[at][0], strict=strict or at > titles)) or (
            at > titles and words[at][0].lower() in SPOKEN_TO
        ):
            break
        after, at = words[at].end(), at + 1
        if POSSESSIVE.search(words[at - 1][0]):
            break
    if at > titles:
        start = kin.start if kin.text and not owned else words[first].start()
        return Said(start, POSSESSIVE.sub("", text[start : words[at - 1].end()]))
    if titles > begin and words[titles - 1][0].lower() in KIN:
        return Said(words[begin].start(), text[words[begin].start() : words[titles - 1].end()])
    return kin


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


def titled_name(text: str) -> Said:
    """Return the only name with a title before it, wherever it stands: "upah tukang 140rb, pak Karno"."""
    words = words_in(text)
    every = [
        name_at(text, words, at, after=word.start(), strict=True)
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
        every.append(name_at(text, words, at, after=word.start(), strict=True))
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
    """Return a name without what it is adorned with: "Budi" for "si Budi", "kak Budi" and "Pak Budi"."""
    words = name.split()
    while len(words) > 1 and words[0].lower().rstrip(".") in TITLES | ARTICLES:
        words = words[1:]
    return " ".join(words)


def leftover_name(text: str) -> Said:
    """Return the name in "tf budi": the only words that say nothing else, or nothing."""
    words = words_in(text)
    unknown = [at for at, word in enumerate(words) if not is_nobody(word[0], strict=True) and not _is_slip(word[0])]
    if not unknown:
        return NONE
    first = unknown[0]
    name = name_at(text, words, first, after=words[first].start(), strict=True)
    return name if name.text and all(words[index].end() <= name.end for index in unknown) else NONE


def _is_slip(word: str) -> bool:
    plain = normalise(word).split()
    return mended(plain) != plain
