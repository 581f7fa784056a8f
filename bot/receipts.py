"""Receipts: what a keypad page shows when it is done: the same facts as the receipt in the chat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.message import Words
from bot.words import t, worded
from models.orders import Fact, Refusal


@dataclass(frozen=True)
class Receipt:
    """A heading, a sentence, and rows of label and value; a value of two has a second line."""

    heading: Words
    text: Words | None = None
    rows: tuple[tuple[Words, Words | tuple[Words, Words]], ...] = ()
    mark: str = "done"


Showing = Callable[[Any], Receipt]
_SHOWS: dict[type[Fact], Showing] = {}

S = TypeVar("S", bound=Showing)


def shows(kind: type[Fact]) -> Callable[[S], S]:
    """Register the one function that shows this fact on a page; others show as they are worded."""

    def register(showing: S) -> S:
        if kind in _SHOWS:
            raise RuntimeError(f"{kind.__name__} has its receipt already")
        _SHOWS[kind] = showing
        return showing

    return register


def receipt_of(told: Fact) -> Receipt:
    """Return what the page shows of this fact."""
    if type(told) in _SHOWS:
        return _SHOWS[type(told)](told)
    words = worded(told).words
    heading = t("Not done") if isinstance(told, Refusal) else t("Done")
    mark = "stopped" if isinstance(told, Refusal) else "done"
    return Receipt(heading, words if isinstance(words, Words) else words[0], mark=mark)
