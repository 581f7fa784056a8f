"""Matcher: which topic of the document a question means: one for sure, a few that may be meant, or none.

What was learnt from examples and what our own rules say are weighed together; bank, way and shop are then decided
exactly. Keeps nothing between two questions, so any number of threads may ask at once.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.understand.concepts import FOREIGN_MARK, Piece, pieces_of, words_of
from bot.understand.learnt import ASK, FOREIGN, likely, weights
from faq.document import Document
from faq.places import DEEDS, FAMILIES, is_placed, place_of
from faq.rules import Rules

TEXT_MAX = 400
PIECES_MAX = 40
RULES = 2.0
"""What a perfect fit by the rules is worth beside what was learnt, as a logarithm."""
RULES_FOREIGN, RULES_ASK = 0.5, 0.8
"""As how good a fit it counts that something else is meant, of which the rules know nothing."""
RULES_FOREIGN_NAMED = 2.0
"""The same where a subject is named that we know not to be ours."""
SURE_FROM, ALONE_FROM, SEVERAL_FROM, CLOSE_FROM = 0.4, 0.35, 0.35, 0.12
"""How likely a topic must be to answer, to answer where no other comes near, to be offered first, to be offered too."""
OFFERED_MAX = 3
MUCH_LIKELIER = 3.0
"""So much likelier one way of a shop must be not to ask which."""
FITS_FROM, FOREIGN_MAX = 0.6, 0.4
"""How well topics must fit by the rules alone to be offered, and how likely it may be that the question is not ours."""
LEAST = 1e-6


@dataclass(frozen=True)
class Match:
    """What a question was matched to; with alternatives, `topic` is None and one of them is probably meant."""

    topic: str | None
    confidence: float
    alternatives: tuple[str, ...] = ()


NOTHING = Match(None, 0.0)


class Matcher:
    """Finds the topics of one document."""

    def __init__(self, document: Document) -> None:
        self._topics = document.topics
        self._rules = Rules(document, learnt=frozenset(weights().subjects))

    def find(self, text: str) -> Match:
        """Return the topic that answers, or those that may be meant, or nothing."""
        text = text.strip()
        if not text or len(text) > TEXT_MAX:
            return NOTHING
        words, pieces = words_of(text), pieces_of(text)[:PIECES_MAX]
        known = self._rules.word_for_word(words)
        if known is not None:
            return Match(known, 1.0)
        if not pieces:
            return NOTHING
        fits = self._rules.scores(pieces, words)
        named = any(FOREIGN_MARK in piece.concepts for piece in pieces)
        foreign = RULES_FOREIGN_NAMED if named else RULES_FOREIGN
        shares = _weighed(dict(likely(text)), fits, foreign)
        found = {
            place_of(subject, pieces, words, self._topics) if is_placed(subject) else subject: share
            for subject, share in shares.items()
        }
        match = _both_ways(found, pieces) or self._decided(found)
        return match if match != NOTHING or shares[FOREIGN] > FOREIGN_MAX else _offered(fits)

    def _decided(self, found: Mapping[str, float]) -> Match:
        """Return the best topic if it stands out, the best few if they are close, else nothing."""
        ranked = sorted(
            ((share, topic) for topic, share in found.items() if topic in self._topics),
            key=lambda each: (-each[0], each[1]),
        )
        if not ranked or ranked[0][0] < CLOSE_FROM:
            return NOTHING
        share, topic = ranked[0]
        near = tuple(topic for share, topic in ranked[:OFFERED_MAX] if share >= CLOSE_FROM)
        confidence = round(min(1.0, share), 3)
        if share >= SURE_FROM or (len(near) == 1 and share >= ALONE_FROM):
            return Match(topic, confidence)
        return Match(None, confidence, near) if len(near) > 1 and share >= SEVERAL_FROM else NOTHING


def _both_ways(found: Mapping[str, float], pieces: Sequence[Piece]) -> Match | None:
    """Return a shop's two topics where nothing says whether money goes in or out: "di alfamart gimana"."""
    if any(deed in piece.concepts for piece in pieces for deed in DEEDS):
        return None
    shops = [
        topic.partition(".")[2] for topic, share in found.items() if topic.startswith("topup.") and share >= CLOSE_FROM
    ]
    both = [f"{way}.{shop}" for shop in shops for way in FAMILIES]
    shares = [found.get(topic, 0.0) for topic in both]
    if len(both) != len(FAMILIES) or min(shares) < CLOSE_FROM or max(shares) > MUCH_LIKELIER * min(shares):
        return None
    return Match(None, round(min(shares), 3), tuple(both))


def _offered(fits: Mapping[str, float]) -> Match:
    """Return the few topics that the rules alone see, for a question too short to be learnt: "di alfamart gimana"."""
    near = sorted((topic for topic, fit in fits.items() if fit >= FITS_FROM), key=lambda topic: (-fits[topic], topic))
    return Match(None, round(fits[near[0]] / 2, 3), tuple(near[:OFFERED_MAX])) if len(near) > 1 else NOTHING


def family_of(topic: str) -> str:
    """Return the subject that a topic belongs to in what is learnt: those on places are learnt as one."""
    return topic.partition(".")[0] if is_placed(topic) else topic


def _weighed(learnt: Mapping[str, float], fits: Mapping[str, float], foreign: float) -> dict[str, float]:
    """Return how likely each subject is by what was learnt and by the rules together."""
    best: dict[str, float] = {}
    for topic, fit in fits.items():
        subject = family_of(topic)
        best[subject] = max(best.get(subject, 0.0), fit)
    sums = {}
    for subject in {FOREIGN, *learnt, *best}:
        fit = foreign if subject == FOREIGN else RULES_ASK if subject.startswith(ASK) else best.get(subject, 0.0)
        sums[subject] = math.log(learnt.get(subject, 0.0) + LEAST) + RULES * fit
    top = max(sums.values())
    powers = {subject: math.exp(each - top) for subject, each in sums.items()}
    total = sum(powers.values())
    return {subject: power / total for subject, power in powers.items()}
