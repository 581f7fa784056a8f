"""Counting: what a turn adds to the figures of `/metrics`, once it is over and whatever came of it.

It costs a microsecond or two in memory (`models/counts.py`). A line in the log only where somebody should look.
"""

from __future__ import annotations

import functools
import logging
import time
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from models.counts import count, count_turn
from models.orders import Refusal

log = logging.getLogger(__name__)

SLOW_SECONDS = 2.5
"""A customer notices."""

P = ParamSpec("P")
R = TypeVar("R")


def counted(receive: Callable[P, R]) -> Callable[P, R]:
    """Have each turn counted by channel and end, with its seconds, and its refusal by the name of the fact."""

    @functools.wraps(receive)
    def counting(*given: P.args, **named: P.kwargs) -> R:
        started = time.perf_counter()
        received = receive(*given, **named)
        _count(given[1], received, time.perf_counter() - started)
        return received

    return counting


def _count(said: Any, received: Any, seconds: float) -> None:
    count_turn(said.channel, received.end, seconds)
    outcome = received.outcome
    if outcome is not None and isinstance(outcome.refused, Refusal):
        count("refusals", outcome.refused.NAME)
    if seconds > SLOW_SECONDS:
        log.warning("a turn on %s took %d ms and ended as %s", said.channel, seconds * 1000, received.end)
