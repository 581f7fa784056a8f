"""The guide: the help as a turn and its flows see it. `flows/help.py` has it, `app.py` hands it in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from bot.message import Reply, Words


class Found(Protocol):
    """What a question was matched to."""

    @property
    def topic(self) -> str | None:
        """The topic that answers it, when that is sure."""

    @property
    def confidence(self) -> float:
        """How sure it is, from 0 to 1."""

    @property
    def alternatives(self) -> Sequence[str]:
        """The two or three that may be meant, when it is not."""


class Guide(Protocol):
    """Answers questions from the issuer's document."""

    def find(self, text: str) -> Found:
        """Return the topic that answers this question, or the few that may."""

    def reply(self, topic: str, person: Any, asked: str = "") -> Reply | None:
        """Return the topic's answer to what this person asked, or None where there is no such topic."""

    def offer(self, topics: Sequence[str], *, several: bool = False) -> Reply:
        """Return the question which of these topics is meant, or where to begin when several things were asked."""

    def steps(self, topic: str, person: Any) -> Words | None:
        """Return our own words on the topic for this person, whatever document questions are answered from."""
