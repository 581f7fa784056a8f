"""How much is understood, on sentences that nothing was learnt from: what was reached must not be lost again.

The scoring set is looked at by its totals alone; docs/understanding.md says how often and what they were.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluating import cases, figures, odd_texts, slowest
from bot.readings import reading
from bot.understand.learnt import weights
from faq.document import read_topics
from faq.matcher import Matcher
from tests.understand.learn import examples, fingerprint

SETS = Path(__file__).parent
FIND = Matcher(read_topics()).find
FLOORS = {"development": (0.93, 0.95, 0.92), "scoring": (0.89, 0.94, 0.91)}
"""What share of help questions is answered rightly, of foreign ones refused, of requests taken with all they say."""
WRONG_MAX = 0.035
SAME_MAX = 5
"""So few sentences two people wrote alike ("what is a regular user")."""
ODD_TEXTS = 2000
SLOWEST_MS = 2000


@pytest.mark.parametrize("name", FLOORS)
def test_no_less_is_understood_than_before(name: str) -> None:
    every = cases(SETS / name, lambda text: reading(text, FIND))
    assert len({case.text for case in every} & {example.text for example in examples()}) <= SAME_MAX
    told = figures(every)
    print(name, told)
    help_min, foreign_min, request_min = FLOORS[name]
    assert told["help"]["right"] >= help_min
    assert told["help"].get("wrong", 0) <= WRONG_MAX
    assert told["foreign"]["right"] >= foreign_min
    assert told["request"]["right"] >= request_min


def test_the_weights_were_learnt_from_these_examples() -> None:
    assert weights().examples == fingerprint(examples()), "examples have changed: make learn"


def test_random_texts_break_nothing() -> None:
    median, longest, text = slowest(odd_texts(ODD_TEXTS), lambda text: reading(text, FIND))
    print(f"median {median:.2f} ms, slowest {longest:.1f} ms: {text!r}")
    assert longest < SLOWEST_MS  # Hours, were a pattern to run away.
