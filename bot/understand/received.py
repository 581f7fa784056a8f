"""Received: whether a message answers "did you receive it?" without saying what: a bare yes, no, already or not yet."""

from __future__ import annotations

from bot.understand.agreement import agreement
from bot.understand.normalise import normalise
from bot.understand.requests import words_of
from bot.understand.wordlists import word_set

WORDS_MAX = 5
BARE = word_set(
    "ya iya yes yep yup no tidak sudah belum already yet not kok kak min dong deh sih nih mas mbak bang lah"
)


def is_bare_answer(text: str) -> bool:
    """Return whether it says yes or no to something and not to what; money must not move on that."""
    if agreement(text) is not None:
        return True
    words = words_of(normalise(text))
    return "?" not in text and 0 < len(words) <= WORDS_MAX and all(word in BARE for word in words)
