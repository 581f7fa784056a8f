"""Meaning: what a message means, as everybody who asks is told it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.understand.places import Slots


@dataclass(frozen=True)
class Meaning:
    """What a message means. `spans` holds the customer's own words for amount, phone, name and note.

    `whole` says that the message is only a correction or an answer: slots, and no other word that matters.
    """

    intent: str = "none"
    slots: Slots = field(default_factory=dict)
    spans: dict[str, str] = field(default_factory=dict)
    confidence: float = 0.0
    alternatives: tuple[str, ...] = ()
    whole: bool = False
