"""The score card: each number has a test that counts it, or a place where it is shown instead."""

from __future__ import annotations

import re
from pathlib import Path

from tests.trust.score import ELSEWHERE, SHOWN

TESTS = Path(__file__).parents[1]
FIGURE = re.compile(r"figure\(\s*\"(\w+)\"")


def test_each_number_is_counted_or_shown_elsewhere() -> None:
    counted = {number for path in TESTS.rglob("*.py") for number in FIGURE.findall(path.read_text())}
    assert counted | set(ELSEWHERE) >= set(SHOWN)
