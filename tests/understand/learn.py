"""Learn: the weights of learnt.py from the examples, as logistic regression over their features.

Run by `make learn` after examples or words have changed; needs numpy, which only the development set-up has. The same
examples give the same weights: nothing here is random but the order, and that is seeded.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.understand.features import features_of
from bot.understand.learnt import ASK, FOREIGN, WEIGHTS, Weights

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "bot" / "understand" / "examples"
TOPICS = ROOT / "faq" / "topics"
FAMILIES = ("topup", "withdraw")
"""Topics told apart by bank, way and shop (faq/places.py), not by learning."""
SEEN_MIN = 2
"""In how many examples a feature must be to be learnt from."""
ROUNDS, STEP, SHRINK = 20, 0.4, 1e-5
STRANGE = 0.8
"""How much of the rarest a feature counts that is in too few examples to be learnt from."""
GRAIN = 127
SMALLEST = 5
"""Weights of less than this many grains are dropped."""
FOLDS = 5

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Example:
    """A sentence and what it is about."""

    text: str
    topic: str
    """The topic itself, or the subject where it is no topic."""

    @property
    def subject(self) -> str:
        """What is learnt: the family of a topic."""
        family = self.topic.partition(".")[0]
        return family if family in FAMILIES else self.topic


@dataclass(frozen=True)
class Model:
    """What was learnt: a row of weights per feature."""

    subjects: list[str]
    features: dict[str, int]
    rarity: Matrix
    weights: Matrix
    bias: Matrix
    strange: float


def examples() -> list[Example]:
    """Return all examples: the ways to ask in the topics, and the files beside this one."""
    found = [
        Example(ask.strip(), path.stem)
        for path in sorted(TOPICS.glob("*/*.md"))
        for ask in re.findall(r"^ask: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    for folder, prefix in (("help", ""), ("requests", ASK)):
        for path in sorted((EXAMPLES / folder).glob("*.txt")):
            found += [Example(line, prefix + path.stem) for line in _lines(path)]
    for path in sorted((EXAMPLES / "foreign").glob("*.txt")):
        found += [Example(line, FOREIGN) for line in _lines(path)]
    return list({example.text: example for example in found}.values())


def fingerprint(every: Sequence[Example]) -> str:
    """Return what tells these examples from any others."""
    made = hashlib.sha256()
    for example in every:
        made.update(f"{example.subject}\t{example.text}\n".encode())
    return made.hexdigest()[:16]


def learn(every: Sequence[Example], *, rounds: int = ROUNDS) -> Model:
    """Return the weights under which the examples are likeliest, shrunk towards nothing."""
    said = [sorted(features_of(example.text)) for example in every]
    seen = Counter(feature for features in said for feature in features)
    kept = {feature: at for at, feature in enumerate(sorted(each for each, times in seen.items() if times >= SEEN_MIN))}
    rarity = np.array([np.log(1 + len(every) / seen[feature]) for feature in kept], dtype=np.float32)
    subjects = sorted({example.subject for example in every})
    strange = float(np.log(1 + len(every))) * STRANGE
    rows = [_row(features, kept, rarity, strange) for features in said]
    aims = np.array([subjects.index(example.subject) for example in every])
    often = Counter(aims.tolist())
    heavy = np.array([(len(every) / len(subjects) / often[aim]) ** 0.3 for aim in aims.tolist()], dtype=np.float32)
    weights = np.zeros((len(kept), len(subjects)), dtype=np.float32)
    bias = np.zeros(len(subjects), dtype=np.float32)
    moved = np.full((len(kept), 1), 1e-3, dtype=np.float32)
    order = np.random.default_rng(1)
    for round_ in range(rounds):
        step = STEP * (1 - round_ / rounds)
        for one in order.permutation(len(every)):
            at, values = rows[one]
            wrong = _softmax(values @ weights[at] + bias)
            wrong[aims[one]] -= 1
            wrong *= heavy[one]
            slope = values[:, None] * wrong[None, :] + SHRINK * weights[at]
            moved[at, 0] += (slope * slope).mean(axis=1) * len(subjects) ** 0.5
            weights[at] -= step * slope / np.sqrt(moved[at])
            bias -= 0.01 * step * wrong
    return Model(subjects, kept, rarity, weights, bias, strange)


def lines_of(model: Model, mark: str) -> list[str]:
    """Return the file of weights that learnt.py reads."""
    unit = float(np.abs(model.weights).max()) / GRAIN
    grains = np.rint(model.weights / unit).astype(int)
    lines = [
        f"examples\t{mark}", f"subjects\t{'|'.join(model.subjects)}", f"unit\t{unit:.6g}",
        f"strange\t{model.strange:.3f}",
        "bias\t" + "|".join(f"{each:.4f}" for each in model.bias), "",
    ]  # fmt: skip
    for feature, at in model.features.items():
        named = [each for each in range(len(model.subjects)) if abs(grains[at, each]) >= SMALLEST]
        if named:
            told = " ".join(str(grains[at, each]) for each in named)
            lines.append(f"{feature}\t{model.rarity[at]:.3f}\t{' '.join(map(str, named))}\t{told}")
    return lines


def crossed(every: Sequence[Example]) -> list[tuple[Example, dict[str, float]]]:
    """Return each example with what was found for it by weights learnt from the other folds."""
    found = []
    shares = np.random.default_rng(2).integers(FOLDS, size=len(every))
    for fold in range(FOLDS):
        rest = [example for example, share in zip(every, shares, strict=True) if share != fold]
        known = Weights(lines_of(learn(rest), ""))
        for example, share in zip(every, shares, strict=True):
            if share == fold:
                found.append((example, dict(known.probabilities(features_of(example.text)))))
    return found


def _row(features: list[str], kept: dict[str, int], rarity: Matrix, strange: float) -> tuple[NDArray[np.intp], Matrix]:
    at = np.array([kept[feature] for feature in features if feature in kept], dtype=np.intp)
    values = rarity[at]
    length = np.sqrt((values * values).sum() + strange**2 * (len(features) - len(at)))
    return at, (values / (length or 1)).astype(np.float32)


def _softmax(sums: Matrix) -> Matrix:
    powers: Matrix = np.exp(sums - sums.max())
    powers /= powers.sum()
    return powers


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> None:
    """Learn from the examples and write the weights, or tell how well what is learnt carries over."""
    parser = argparse.ArgumentParser(prog="python -m tests.understand.learn", description=main.__doc__)
    parser.add_argument("--cross", action="store_true", help="five times learn from four fifths and read the last")
    asked = parser.parse_args()
    every = examples()
    if asked.cross:
        found = crossed(every)
        right = defaultdict[str, list[bool]](list)
        for example, likely in found:
            right[example.subject].append(max(likely, key=lambda each: likely[each]) == example.subject)
        for subject, told in sorted(right.items()):
            print(f"{sum(told) / len(told):6.1%} {len(told):5} {subject}")
        told = [each for one in right.values() for each in one]
        print(f"{sum(told) / len(told):6.1%} {len(told):5} all")
        return
    lines = lines_of(learn(every), fingerprint(every))
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(every)} examples, {len(lines) - 5} features, {WEIGHTS.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
