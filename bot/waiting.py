"""Waiting: what she asked for in the same message as something else, part by part, until its turn comes.

Kept with the run it comes after, among what that was told early: a line for each part, which are never read together.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.chat import Run, Topic
from bot.message import Reply, Words
from bot.words import t

THEN = "then"
WAITING_MAX = 4
"""How many parts wait after a run; what is more is told as not done."""


def waiting(run: Run) -> tuple[str, ...]:
    """Return what is to be done after this run, in her words."""
    return tuple(part for part in run.early.get(THEN, "").splitlines() if part)


def let_wait(run: Run, parts: Iterable[str]) -> tuple[str, ...]:
    """Let these parts, and no others, wait after the run; return those that are too many."""
    every = [" ".join(part.split()) for part in parts]
    run.early.pop(THEN, None)
    if every:
        run.early[THEN] = "\n".join(every[:WAITING_MAX])
    return tuple(every[WAITING_MAX:])


def take_off(run: Run) -> tuple[str, ...]:
    """Take what waits off the run, and return it."""
    parts = waiting(run)
    run.early.pop(THEN, None)
    return parts


def together(first: Iterable[str], then: Iterable[str]) -> tuple[str, ...]:
    """Return both, each part once between them: what is said again is not asked for again."""
    before = tuple(first)
    return (*before, *(part for part in then if part not in before))


def listed(parts: Iterable[str]) -> str:
    """Return the parts as one line of a sentence."""
    return ", ".join(parts)


def not_done(parts: Iterable[str]) -> Reply:
    """Tell what was asked for and will not be done."""
    return Reply(t("Not done: {request}.", request=listed(parts)))


def with_what_waits(topic: Topic, run: Run) -> Words:
    """Return what a run that is dropped was about, and what would have come after it."""
    about = topic.full or topic.short
    parts = waiting(run)
    return t("{topic}, then {request}", topic=about, request=listed(parts)) if parts else about
