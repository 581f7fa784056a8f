"""Learnt: how likely each subject is what a text is about, by weights that were learnt from examples.

Subjects are the topics of the help (those on money in as "topup", those on money out as "withdraw"), the intents
as "ask transfer", and "foreign". Weights are made by `make learn` and only read here.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from bot.understand.features import features_of

WEIGHTS = Path(__file__).with_name("learnt.txt")
FOREIGN = "foreign"
ASK = "ask "
LEARNT = frozenset(
    "register balance history transfer topup withdraw change_pin upgrade_premium pay_bill buy_credit pay_qr "  # noqa: SIM905  prose
    "request_money block_account human language cancel back menu greeting thanks".split()
)
"""The intents among the subjects; others are known by rules alone."""
TEXT_MAX = 400
TEXTS_KEPT_MAX = 16
LIKELY_MAX = 12
"""How many subjects are told, the likeliest first."""


class Likely(NamedTuple):
    """A subject and how likely it is, from 0 to 1."""

    subject: str
    probability: float


class Weights:
    """The weights of all features, packed: a feature's subjects and what each gains or loses by it."""

    def __init__(self, lines: list[str]) -> None:
        head = dict(line.split("\t", 1) for line in lines[: lines.index("")])
        self.examples = head["examples"]
        """The fingerprint of what the weights were learnt from."""
        self.subjects = head["subjects"].split("|")
        self._unit = float(head["unit"])
        self._strange = float(head["strange"])
        """How rare a feature counts that was never seen: the more of them, the less is sure."""
        self._bias = [float(each) for each in head["bias"].split("|")]
        self._at: dict[str, int] = {}
        self._starts = array("I", [0])
        self._rarity = array("f")
        self._subject = array("B")
        self._weight = array("b")
        for line in lines[lines.index("") + 1 :]:
            feature, rarity, subjects, weights = line.split("\t")
            self._at[feature] = len(self._rarity)
            self._rarity.append(float(rarity))
            self._subject.extend(map(int, subjects.split()))
            self._weight.extend(map(int, weights.split()))
            self._starts.append(len(self._subject))

    def probabilities(self, features: set[str]) -> Mapping[str, float]:
        """Return how likely each subject is."""
        known = [at for at in map(self._at.get, features) if at is not None]
        strange = len(features) - len(known)
        length = math.sqrt(sum(self._rarity[at] ** 2 for at in known) + strange * self._strange**2) or 1.0
        sums = list(self._bias)
        starts, subject, weight = self._starts, self._subject, self._weight
        for at in known:
            scale = self._rarity[at] / length * self._unit
            start, end = starts[at], starts[at + 1]
            for each, grains in zip(subject[start:end], weight[start:end], strict=True):
                sums[each] += scale * grains
        top = max(sums)
        powers = [math.exp(each - top) for each in sums]
        total = sum(powers)
        return {name: power / total for name, power in zip(self.subjects, powers, strict=True)}


@cache
def weights() -> Weights:
    """Return the weights, read once."""
    return Weights(WEIGHTS.read_text(encoding="utf-8").splitlines())


@lru_cache(maxsize=TEXTS_KEPT_MAX)
def likely(text: str) -> tuple[Likely, ...]:
    """Return what a text may be about, the likeliest first; nothing for a very long one or one without words."""
    if not text.strip() or len(text) > TEXT_MAX:
        return ()
    if not any(sign.isalpha() for sign in text):
        return ()
    found = weights().probabilities(features_of(text))
    best = sorted(found.items(), key=lambda each: (-each[1], each[0]))[:LIKELY_MAX]
    return tuple(Likely(*each) for each in best)
