"""Topic: one answer of the help with its names, and the document that holds them all.

Made by document.py and published.py; never read from a file here.
"""

from __future__ import annotations

from dataclasses import dataclass

LABEL_MAX = 20
LANGUAGES = ("id", "en")
WHOS = ("", "premium", "regular", "stranger", "blocked")
"""Whom a text is for; the empty one is for everybody."""


class DocumentWrong(Exception):
    """The document cannot be read; the one line says which file, and what is wrong with it."""


@dataclass(frozen=True)
class Topic:
    """One answer, by language; `texts` is by whom it is for, then by language."""

    name: str
    source: str
    title: dict[str, str]
    label: dict[str, str]
    asks: dict[str, tuple[str, ...]]
    texts: dict[str, dict[str, str]]

    def text_for(self, *whos: str) -> dict[str, str]:
        """Return the texts for the first of these that has its own, else everybody's."""
        return self.texts[next((who for who in whos if who in self.texts), "")]


@dataclass(frozen=True)
class Document:
    """All topics by name; `published` says that their texts are the issuer's, as it publishes them."""

    topics: dict[str, Topic]
    published: bool = False
