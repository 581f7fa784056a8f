"""Slow work: done between two attempts of a turn, never inside its transaction.

Code that needs a PIN hash calls `slow(function, *args)`. If the result is not known yet, `Outside` is raised, the turn
rolls back, intake has the work done with nothing open, and the whole turn starts over with the result.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Outside(BaseException):
    """Work that must be done with nothing open. Not an error, so no `except Exception` holds it up."""

    def __init__(self, work: Callable[[], Any], name: tuple[Any, ...]) -> None:
        super().__init__(name[0])
        self.work = work
        self.name = name


class Slow:
    """The results of slow work for one message; forgotten with it."""

    def __init__(self) -> None:
        self._results: dict[tuple[Any, ...], Any] = {}

    def __call__(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return the function's result, or stop the turn to have it made."""
        name = (function.__qualname__, args, tuple(sorted(kwargs.items())))
        if name not in self._results:
            raise Outside(lambda: function(*args, **kwargs), name)
        result: T = self._results[name]
        return result

    def do(self, outside: Outside) -> None:
        """Have the work done; called with no transaction open."""
        self._results[outside.name] = outside.work()
