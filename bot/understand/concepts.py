"""Concepts: a text as what its words mean, whichever language they are in and however they are spelt.

Asked by the matcher for questions and for the document alike. Knows the vocabulary, and no topic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understand.concept_words import CONCEPTS, SPELLINGS
from bot.understand.elsewhere import ASIDE, FOREIGN, MEANINGLESS
from bot.understand.english_words import ENGLISH
from bot.understand.indonesian_words import INDONESIAN
from bot.understand.normalise import normalise
from bot.understand.vocabulary import SPELLINGS as CHAT_SPELLINGS

FOREIGN_MARK, ASIDE_MARK, GENERAL = "foreign", "aside", "~"
"""A general concept tells requests from questions, and is about no subject."""
DIRECTIONS = frozenset({"to", "into", "from", "ke", "dari"})
"""Not part of a bank's name: places.py reads them."""
ARTICLE = re.compile(r"\b(?:pasal|article|terms|section|clause|ketentuan|poin|butir)\s+([23])\.(\d)\b")
WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
# "bisa ga" asks, and denies nothing.
ASKING_TAG = re.compile(r"\b(bisa|boleh|dapat|ada|mau|aman|perlu|harus) tidak(?= |$)|\b(lama) tidak$")
REPEATED = re.compile(r"\b([^\W\d_]{4,})2\b")
POSSESSIVE = re.compile(r"\b(?!what|who|how|that|it|there|let)([^\W_]+)['’]s\b")
JOINED = (("dan+dan", "dandan"), ("dan + dan", "dandan"), ("t&c", "terms"), ("e-mail", "email"), ("’", "'"))
ENDINGS = ("nya", "kah", "lah", "ku", "mu", "kan", "in", "an", "i", "'s", "s", "es", "ed", "ing", "er", "ly", "d")
BEGINNINGS = (
    ("meng", "k"), ("menge", ""), ("meny", "s"), ("men", "t"), ("mem", "p"), ("meng", ""), ("men", ""), ("mem", ""),
    ("me", ""), ("m", "p"), ("nge", ""), ("ng", ""), ("ny", "s"), ("ny", "c"), ("di", ""), ("ke", ""), ("ter", ""),
    ("ber", ""), ("peng", ""), ("pen", "t"), ("pem", ""), ("pe", ""), ("se", ""), ("re", ""), ("un", ""),
)  # fmt: skip
"""What a word of Indonesian or English may begin with, and what the beginning took the place of: "mengirim", kirim."""
STEM_MIN = 3
LETTERS_MIN = 6
LETTERS_FOR_TWO_SLIPS = 9
WORDS_KEPT_MAX, TEXTS_KEPT_MAX = 8192, 16


class Piece(NamedTuple):
    """A run of words with one meaning; without concepts it is a word that we do not know."""

    words: str
    concepts: tuple[str, ...]


def _listed() -> dict[str, tuple[str, ...]]:
    """Return the concepts of each phrase."""
    listed: dict[str, list[str]] = {phrase: [FOREIGN_MARK] for phrase in FOREIGN}
    listed |= {phrase: [ASIDE_MARK] for phrase in ASIDE}
    for concept, phrases in CONCEPTS.items():
        for phrase in phrases.split("|"):
            listed.setdefault(" ".join(words_of(phrase)), []).append(concept)
    for words in (ENGLISH, INDONESIAN):
        for concept, phrases in words.items():
            for phrase in phrases.split("|"):
                if not (concept.startswith("bank:") and phrase.partition(" ")[0] in DIRECTIONS):
                    listed.setdefault(_plain(phrase), []).append(concept)
    return {phrase: tuple(dict.fromkeys(concepts)) for phrase, concepts in listed.items()}


def _plain(phrase: str) -> str:
    """Return a phrase of our own in plain spelling: what words_of() would give, in a tenth of the time."""
    if "'" in phrase or phrase.startswith("no "):
        return " ".join(words_of(phrase))
    spelt = " ".join(CHAT_SPELLINGS.get(word, word) for word in phrase.split())
    return " ".join(SPELLINGS.get(word, word) for word in spelt.split())


def words_of(text: str) -> list[str]:
    """Return the words of a text in plain spelling."""
    plain = ARTICLE.sub(r"article\1point\2", normalise(text))
    for joined, word in JOINED:
        plain = plain.replace(joined, word)
    plain = ASKING_TAG.sub(r"\1\2", plain)
    plain = REPEATED.sub(r"\1", POSSESSIVE.sub(r"\1", plain))
    return " ".join(SPELLINGS.get(word, word) for word in WORD.findall(plain)).split()


LISTED = _listed()
PHRASE_MAX = max(phrase.count(" ") + 1 for phrase in LISTED)
# Below six letters too many words are one slip apart: "lapar" and "lapor".
SINGLE = sorted(phrase for phrase in LISTED if " " not in phrase and len(phrase) >= LETTERS_MIN and phrase.isalpha())
HEADS = frozenset(phrase.split(" ")[0] for phrase in LISTED if " " in phrase)


@lru_cache(maxsize=TEXTS_KEPT_MAX)
def pieces_of(text: str) -> tuple[Piece, ...]:
    """Return the meanings of a text from left to right; what says nothing is left out."""
    return tuple(_pieces(words_of(text)))


def _pieces(words: list[str]) -> Iterator[Piece]:
    at = 0
    while at < len(words):
        length = _phrase_at(words, at)
        if length:
            phrase = " ".join(words[at : at + length])
            yield Piece(phrase, LISTED[phrase])
            at += length
            continue
        word = words[at]
        at += 1
        if word in MEANINGLESS or (word.isdigit() and word not in LISTED):
            continue
        concepts = meaning_of(word)
        if concepts is not None:
            yield Piece(word, concepts)


def _phrase_at(words: list[str], at: int) -> int:
    """Return how many words the longest phrase that begins here has, or 0."""
    if words[at] not in HEADS:
        return 1 if words[at] in LISTED else 0
    for length in range(min(PHRASE_MAX, len(words) - at), 0, -1):
        if " ".join(words[at : at + length]) in LISTED:
            return length
    return 0


@lru_cache(maxsize=WORDS_KEPT_MAX)
def meaning_of(word: str) -> tuple[str, ...] | None:
    """Return what a word means; nothing in it for a word we do not know, None for one that says nothing."""
    if word in LISTED:
        return LISTED[word]
    for stem in _stems(word):
        if stem in LISTED:
            return LISTED[stem]
        if stem in MEANINGLESS:
            return None
    if len(word) < LETTERS_MIN or not word.isalpha():
        return ()
    slips = 2 if len(word) >= LETTERS_FOR_TWO_SLIPS else 1
    found = process.extractOne(word, SINGLE, scorer=OSA.distance, score_cutoff=slips)
    return LISTED[found[0]] if found and found[0][0] == word[0] else ()


def _stems(word: str) -> Iterator[str]:
    """Return what a word may be without its endings and beginnings, the longest first."""
    trunks = [word]
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= STEM_MIN:
            trunk = word[: -len(ending)]
            trunks.append(trunk)
            if ending in {"ing", "ed", "er"}:
                trunks.append(f"{trunk}e")
            trunks += [trunk[:-2] for after in ("an", "in") if trunk.endswith(after) and len(trunk) > STEM_MIN + 2]
    yield from trunks[1:]
    for trunk in trunks:
        for beginning, instead in BEGINNINGS:
            if trunk.startswith(beginning) and len(trunk) - len(beginning) >= STEM_MIN:
                yield instead + trunk[len(beginning) :]
