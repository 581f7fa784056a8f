"""Evaluating: how often sentences are understood rightly, measured on sets that nothing was learnt from.

A set is a folder of files with a sentence and its right reading a line. Nothing here is asked by a conversation.
"""

from __future__ import annotations

import json
import random
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Reading = dict[str, Any]
"""What `app.py understand` tells of a sentence."""
NONE = "none"
BINS = 10
SLOW_SHARE = 0.99
WORDS_SHARE, HALF = 0.3, 0.5


@dataclass(frozen=True)
class Case:
    """A sentence, how it is rightly read, and how it was."""

    text: str
    language: str
    right: Reading
    read: Reading
    seconds: float

    @property
    def kind(self) -> str:
        """Whether it is a help question, a request, or foreign."""
        if self.right["topic"] is not None:
            return "help"
        return "foreign" if self.right["intent"] == NONE else "request"

    @property
    def outcome(self) -> str:
        """Return right, asked (which of a few, the right one among them), refused or wrong; of requests slots too."""
        read, right = self.read, self.right
        if self.kind == "request":
            if read["intent"] != right["intent"]:
                return "asked" if right["intent"] in read["alternatives"] else "wrong intent"
            return "right" if _same(read["slots"], right["slots"]) else "wrong slots"
        if self.kind == "foreign":
            if read["topic"] is None and read["intent"] == NONE:
                return "asked" if read["alternatives"] else "right"
            return "answered"
        if read["topic"] is not None:
            return "right" if read["topic"] == right["topic"] else "wrong"
        if read["intent"] != NONE:
            return "taken as a request"
        if read["alternatives"]:
            return "asked" if right["topic"] in read["alternatives"] else "asked wrongly"
        return "refused"

    @property
    def meant(self) -> str:
        """Return the right topic or intent."""
        return str(self.right["topic"] or self.right["intent"])

    @property
    def taken_as(self) -> str:
        """Return the topic or intent that it was read as."""
        several = " or ".join(self.read["alternatives"])
        return str(self.read["topic"] or (several if self.read["intent"] == NONE and several else self.read["intent"]))


def cases(folder: Path, read: Callable[[str], Reading]) -> list[Case]:
    """Return every sentence of a folder's sets, read."""
    return [
        _case(json.loads(line), read)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def _case(right: Reading, read: Callable[[str], Reading]) -> Case:
    started = time.perf_counter()
    taken = read(right["text"])
    return Case(right["text"], right["language"], right, taken, time.perf_counter() - started)


def _same(read: dict[str, Any], right: dict[str, Any]) -> bool:
    """Return whether two sets of slots say the same; names and notes are the customer's own words in any case."""
    return {name: _plain(value) for name, value in read.items()} == {name: _plain(right[name]) for name in right}


def _plain(value: object) -> object:
    return " ".join(value.lower().split()) if isinstance(value, str) else value


def odd_texts(count: int) -> Iterator[str]:
    """Return texts that nobody means anything by: letters, digits, marks and foreign signs in any order."""
    chance = random.Random(1)  # noqa: S311  Nothing secret: the same texts each time.
    words = (
        "kirim",
        "50rb",
        "ke",
        "saldo",
        "how",
        "08123456789",
        "1.000.000,-",
        "Rp",
        "pin",
        "bca",
        "??",
        "ratus",
        "ribu",
    )
    signs = "abcdefghij0123456789 .,-?!'\"\n\u200b\u202e😀五Ａ٣а<>;%_/\\"
    for _ in range(count):
        parts = (
            chance.choice(words) if chance.random() < WORDS_SHARE else chance.choice(signs)
            for _ in range(chance.randrange(1, 90))
        )
        yield ("" if chance.random() < HALF else " ").join(parts)


def slowest(texts: Iterator[str], read: Callable[[str], Reading]) -> tuple[float, float, str]:
    """Return the median and the longest time that reading takes, in milliseconds, and the text that took longest."""
    took: list[tuple[float, str]] = []
    for text in texts:
        started = time.perf_counter()
        read(text)
        took.append(((time.perf_counter() - started) * 1000, text))
    return statistics.median(each for each, _ in took), *max(took)


def report(every: Sequence[Case], *, worst: int) -> Iterator[str]:
    """Return the lines of the report: outcomes, calibration, confusions, the worst, and how long it took."""
    for kind in ("help", "foreign", "request"):
        for language in ("id", "en", "all"):
            those = [case for case in every if case.kind == kind and language in (case.language, "all")]
            if those:
                yield f"{kind:8} {language:3} {_outcomes(those)}"
    yield ""
    yield "confidence of the answers given, and how many were right"
    yield from _calibration([case for case in every if case.read["topic"] is not None])
    yield ""
    yield "most often mistaken (what it was, what it was taken as)"
    mistaken = Counter((case.meant, case.taken_as) for case in every if case.outcome not in {"right", "wrong slots"})
    yield from (f"{times:4}  {meant} -> {taken}" for (meant, taken), times in mistaken.most_common(worst))
    if worst:
        yield ""
        yield "the worst: wrong, and surest of it"
        bad = [case for case in every if case.outcome != "right"]
        for case in sorted(bad, key=lambda case: -case.read["confidence"])[:worst]:
            yield f"{case.outcome:18} {case.meant} -> {case.taken_as} {case.read['confidence']}: {case.text}"
            if case.outcome == "wrong slots":
                yield f"{'':18} {case.right['slots']} -> {case.read['slots']}"
    yield ""
    yield _times(every)


def figures(every: Sequence[Case]) -> dict[str, dict[str, float]]:
    """Return the share of each outcome by kind and language."""
    told: dict[str, dict[str, float]] = {}
    for case in every:
        for name in (f"{case.kind} {case.language}", case.kind):
            shares = told.setdefault(name, defaultdict(float))
            shares[case.outcome] += 1
            shares["of"] += 1
    return {
        name: {each: count if each == "of" else count / shares["of"] for each, count in sorted(shares.items())}
        for name, shares in sorted(told.items())
    }


def _outcomes(those: Sequence[Case]) -> str:
    counted = Counter(case.outcome for case in those)
    told = "  ".join(f"{name} {counted[name] / len(those):.1%}" for name, _ in counted.most_common())
    return f"{len(those):5}  {told}"


def _calibration(answered: Sequence[Case]) -> Iterator[str]:
    by_bin = defaultdict[int, list[bool]](list)
    for case in answered:
        by_bin[min(BINS - 1, int(case.read["confidence"] * BINS))].append(case.outcome == "right")
    for at, right in sorted(by_bin.items()):
        yield f"{at / BINS:.1f}-{(at + 1) / BINS:.1f} {len(right):5}  right {sum(right) / len(right):.0%}"


def _times(every: Sequence[Case]) -> str:
    took = sorted(case.seconds * 1000 for case in every)
    slow = took[int(SLOW_SHARE * (len(took) - 1))]
    return f"median {statistics.median(took):.2f} ms, 99 of 100 under {slow:.2f} ms, slowest {took[-1]:.2f} ms"
