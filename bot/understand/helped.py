"""Helped: whether a message says that a person's answer was a help, after it was asked. Anything else is neither."""

from __future__ import annotations

from bot.understand.agreement import agreement
from bot.understand.normalise import normalise
from bot.understand.requests import words_of
from bot.understand.wordlists import word_set

WORDS_MAX = 6
YES = word_set("sudah terbantu membantu helped resolved solved")
NO = word_set("belum tidak not didn't didnt no")
AROUND = word_set(
    "ya iya yes sangat banget sekali kok kak it me you was all lot very much terima kasih makasih thanks saya aku"
)


def was_helped(text: str) -> bool | None:
    """Return True for "yes, it helped", False for "not yet", None for whatever says something else."""
    plain = agreement(text)
    if plain is not None:
        return plain
    words = words_of(normalise(text))
    if "?" in text or not words or len(words) > WORDS_MAX or not all(word in YES | NO | AROUND for word in words):
        return None
    if NO & set(words):
        return False
    return True if YES & set(words) else None
