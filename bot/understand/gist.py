"""Gist: whether a question names what it is about. "yg kemarin itu gmn" asks, and nothing in it can be looked up."""

from __future__ import annotations

from bot.understand.meaning import Meaning
from bot.understand.normalise import normalise
from bot.understand.questions import ASKING, AUXILIARY, MAY, PRONOUNS, is_question
from bot.understand.requests import words_of
from bot.understand.vocabulary import FILLER
from bot.understand.wordlists import word_set

SUBJECTS_MIN = 2
POINTING = word_set(
    "itu ini yang kemarin tadi lho loh sih dong deh kan nah ya saya aku kamu nya di ke dari dan atau untuk buat sama "
    "dengan yesterday that this those these one thing about is are was were to of for with and or in on at my your me "
    "kalau kalo aja saja if just thing stuff other day from again last hmm hm umm eh oh gitu thingy"
)
NAMES = word_set("kaspro regular premium")
EMPTY = FILLER | ASKING | MAY | AUXILIARY | PRONOUNS | POINTING


def subjects(text: str) -> int:
    """Return how many words of a message name something."""
    return sum(word in NAMES or word not in EMPTY for word in words_of(normalise(text)))


def may_be_answered(text: str, meaning: Meaning) -> bool:
    """Return whether the message is for the help rather than a request: it asks, or nothing else is understood."""
    if meaning.whole or not subjects(text):
        return False
    return meaning.intent == "none" or (is_question(text) and not meaning.slots)


def is_full_question(text: str) -> bool:
    """Return whether the message asks about something that it names."""
    return is_question(text) and subjects(text) >= SUBJECTS_MIN
