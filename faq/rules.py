"""Rules: how well each topic of the document fits a question by what we know ourselves, without learning.

Bank, way and shop decide exactly; the rest is weighed by concepts: signs, and how customers ask. Asked by the matcher,
which weighs it against what was learnt; it is all there is for a topic that nothing was learnt of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass

from bot.understand.concepts import Piece, pieces_of, words_of
from bot.understand.signs import belonging_to, essential_to, shown
from faq.document import Document, Topic
from faq.places import DEEDS, DEFINING, is_placed, places_named
from faq.weights import COMMON, Weighed, is_ours, weighed

BASE, BASE_WITHOUT_DEED = 0.4, 0.2
"""What a place or a sign is worth by itself; the rest is how much of the question it explains."""
UNEXPLAINED_MAX = 0.45
"""A bank without a deed is no question of ours when more than this is said about it."""
ASKS_SHARE, TEXT_CREDIT = 0.9, 0.5
SAME = 0.95
SAYS_LESS = 0.12
UNDEFINED = 0.75
"""What a definition loses in a question that asks for none."""
ELSEWHERE, NOT_ESSENTIAL = 0.7, 0.7
EVIDENCE_MIN = 0.1


@dataclass(frozen=True)
class _Known:
    """What is known of a topic: what it is about, what its text mentions, of what a question on it says something."""

    about: frozenset[str]
    mentioned: frozenset[str]
    essential: frozenset[str]

    def cover(self, said: Weighed) -> float:
        """Return how much of what is said the topic is about, by weight."""
        return sum(
            weight if concept in self.about else TEXT_CREDIT * weight if concept in self.mentioned else 0.0
            for concept, weight in said.items()
        )

    def doubt(self, said: Weighed) -> float:
        """Return by how much the topic fits less than the words say, as a factor."""
        doubt = 1.0
        if any(_is_entity(each) and each not in self.about for each in said):
            doubt *= ELSEWHERE
        if self.essential and self.essential.isdisjoint(said):
            doubt *= NOT_ESSENTIAL
        if sum(weight for each, weight in said.items() if each in self.about and each not in COMMON) < EVIDENCE_MIN:
            doubt *= NOT_ESSENTIAL
        return doubt


@dataclass(frozen=True)
class _Ask:
    """One way to ask for a topic, and how much it says."""

    topic: str
    weight: float


class Rules:
    """Knows the topics of one document."""

    def __init__(self, document: Document, learnt: Container[str] = ()) -> None:
        """What was `learnt` from examples needs no likeness to the few ways of asking that stand in the topics."""
        self._learnt = learnt
        self._known: dict[str, _Known] = {}
        self._asks: list[_Ask] = []
        self._asks_with: dict[str, list[int]] = defaultdict(list)
        self._asked_as: dict[frozenset[str], set[str]] = defaultdict(set)
        self._word_for_word: dict[str, str] = {}
        for topic in document.topics.values():
            self._known[topic.name] = self._about(topic)

    def word_for_word(self, words: list[str]) -> str | None:
        """Return the topic that is asked for in just these words."""
        return self._word_for_word.get(" ".join(words))

    def scores(self, pieces: Sequence[Piece], words: list[str]) -> dict[str, float]:
        """Return how well the topics fit, from 0 to 1; those that do not fit at all are left out."""
        said = weighed(pieces)
        if not said:
            return {}
        scores = self._by_place(pieces, words, said)
        self._add_signs(scores, said)
        for topic, fit in self._by_likeness(said).items():
            scores[topic] = max(scores.get(topic, 0.0), fit)
        for topic in scores.keys() - {each for each in scores if is_placed(each)}:
            scores[topic] *= self._known[topic].doubt(said)
        self._add_the_same(scores, said)
        return scores

    def _about(self, topic: Topic) -> _Known:
        """Return what a topic is about; keep how it is asked for."""
        about: set[str] = {*COMMON, *belonging_to(topic.name)}
        for language, asks in topic.asks.items():
            self._word_for_word |= {" ".join(words_of(ask)): topic.name for ask in asks}
            for way in (*asks, topic.title[language]):
                said = weighed(pieces_of(way))
                about |= said.keys()
                self._asked_as[frozenset(said)].add(topic.name)
                if topic.name in self._learnt:
                    continue
                for concept in said:
                    self._asks_with[concept].append(len(self._asks))
                self._asks.append(_Ask(topic.name, sum(said.values())))
        texts = " ".join(text for by_language in topic.texts.values() for text in by_language.values())
        return _Known(
            about=frozenset(filter(is_ours, about)),
            mentioned=frozenset(filter(is_ours, weighed(pieces_of(texts)))),
            essential=essential_to(topic.name),
        )

    def _by_place(self, pieces: Sequence[Piece], words: list[str], said: Weighed) -> dict[str, float]:
        """Return how well the topics fit that bank, way, shop and deed name."""
        scores: dict[str, float] = {}
        total = _total(said)
        has_deed = not DEEDS.isdisjoint(said)
        for topic, explained in places_named(pieces, words, self._known).items():
            about = explained | self._known[topic].about if has_deed else explained
            share = sum(weight for concept, weight in said.items() if concept in about)
            if has_deed or total - share <= UNEXPLAINED_MAX:
                scores[topic] = (BASE if has_deed else BASE_WITHOUT_DEED) + (1 - BASE) * share / total
        return scores

    def _add_signs(self, scores: dict[str, float], said: Weighed) -> None:
        """Add how well the topics fit whose signs are there; what says less of the same than another loses by it."""
        total = _total(said)
        made_of = {topic: frozenset(each for each in said if each in DEEDS or ":" in each) for topic in scores}
        for topic, sign in shown(frozenset(said)):
            if topic in self._known:
                weight = sum(said[each] for each in sign) / total
                cover = self._known[topic].cover(said) / total
                fit = BASE * (1 + min(1.0, weight)) / 2 + (1 - BASE) * cover
                scores[topic] = max(scores.get(topic, 0.0), fit)
                made_of[topic] = made_of.get(topic, frozenset()) | sign
        for topic, sign in made_of.items():
            if any(sign - COMMON < other - COMMON for other in made_of.values()):
                scores[topic] -= SAYS_LESS

    def _by_likeness(self, said: Weighed) -> dict[str, float]:
        """Return how well topics fit by the likest way of asking for each; places are never found by likeness."""
        total = _total(said)
        shared: dict[int, float] = defaultdict(float)
        for concept, weight in said.items():
            for ask in self._asks_with.get(concept, ()):
                shared[ask] += weight
        likest: dict[str, float] = defaultdict(float)
        for at, weight in shared.items():
            known = self._asks[at]
            likest[known.topic] = max(likest[known.topic], 2 * weight / (total + known.weight))
        defines = not DEFINING.isdisjoint(said)
        return {
            topic: ASKS_SHARE
            * (self._known[topic].cover(said) / total + likeness)
            / 2
            * (1.0 if defines or not topic.startswith("terms.definitions.") else UNDEFINED)
            for topic, likeness in likest.items()
            if not is_placed(topic)
        }

    def _add_the_same(self, scores: dict[str, float], said: Weighed) -> None:
        """Add the topics that are asked for in just these concepts."""
        if COMMON.issuperset(said):
            return
        for topic in self._asked_as.get(frozenset(said), ()):
            if not is_placed(topic):
                scores[topic] = max(scores.get(topic, 0.0), SAME)


def _total(said: Weighed) -> float:
    """Return the weight of all that is said; never nothing, as it is divided by."""
    return sum(said.values()) or 1.0


def _is_entity(concept: str) -> bool:
    """Return whether this names a bank, a way or a shop; a friend may be anybody."""
    return concept.startswith(("bank:", "way:", "shop:")) and concept != "shop:friend"
