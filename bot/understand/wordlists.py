"""Word lists: written as running text, because a column of four hundred quoted words cannot be proof-read."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text, as a set."""
    return frozenset(text.split())


def phrase_set(text: str) -> frozenset[str]:
    """Return the phrases of a text, which bars keep apart, as a set."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split("|"))
