"""Profile: where the microseconds of a turn go. `python -m tests.bench.profile turn [--database sqlite|postgresql]`.

Everything runs in this one process and thread, so its figures are those of a turn alone, never of a busy server.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import re
import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import event

from tests.bench.inside import Talker, wallet_over
from tests.bench.people import PIN, Person, settle
from tests.bench.places import KINDS, Places

TALKS = {"turn": ("saldo",), "transfer": ("kirim 1000 ke {phone}", "ya", PIN), "help": ("cara top up bca",)}
"""What is said over and over; `turn` is the balance question that `make bench` measures."""
PEOPLE = 200


class Statements:
    """How often each statement came to the driver, and how long it took there."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = defaultdict(list)

    @contextmanager
    def timed(self, statement: Any) -> Iterator[None]:
        """Measure one call of the driver."""
        start = time.perf_counter()
        try:
            yield
        finally:
            named = re.sub(r"\s+", " ", statement if isinstance(statement, str) else str(statement))
            self.seconds[named].append(time.perf_counter() - start)

    def listen(self, engine: Any) -> None:
        """Have every connection of this engine made by a driver that is measured."""
        event.listen(engine, "do_connect", self._connect)

    def _connect(self, dialect: Any, _record: Any, given: Any, named: Any) -> Any:
        if dialect.name == "sqlite":
            return sqlite3.connect(*given, **named, factory=_sqlite_connection(self))
        return _psycopg_connection(self).connect(*given, **named)

    def report(self, turns: int) -> str:
        """Return one line a statement, the dearest first, and what they are together."""
        lines = [
            f"{len(each) / turns:7.2f} {1e6 * sum(each) / len(each):8.1f} {1e6 * sum(each) / turns:8.1f}  {name[:400]}"
            for name, each in sorted(self.seconds.items(), key=lambda item: -sum(item[1]))
        ]
        calls, total = sum(map(len, self.seconds.values())), sum(map(sum, self.seconds.values()))
        head = f"{calls / turns:.1f} calls of the driver a turn, {1e6 * total / turns:.0f} us of it in them"
        return "\n".join([head, " a turn  us each  us/turn  statement", *lines])


def _sqlite_connection(statements: Statements) -> type[sqlite3.Connection]:
    class Cursor(sqlite3.Cursor):
        def execute(self, statement: str, *values: Any) -> Cursor:
            with statements.timed(statement):
                super().execute(statement, *values)
            return self

        def executemany(self, statement: str, *values: Any) -> Cursor:
            with statements.timed(statement):
                super().executemany(statement, *values)
            return self

    class Timed(sqlite3.Connection):
        def cursor(self, *_: Any) -> Any:
            return super().cursor(Cursor)

        def execute(self, *asked: Any) -> Any:
            return self.cursor().execute(*asked)

        def commit(self) -> None:
            with statements.timed("COMMIT"):
                super().commit()

    return Timed


def _psycopg_connection(statements: Statements) -> Any:
    class Cursor(psycopg.Cursor[Any]):
        def execute(self, query: Any, *values: Any, **named: Any) -> Any:
            with statements.timed(query):
                return super().execute(query, *values, **named)

        def executemany(self, query: Any, *values: Any, **named: Any) -> None:
            with statements.timed(query):
                super().executemany(query, *values, **named)

    class Timed(psycopg.Connection[Any]):
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self.cursor_factory = Cursor

        def commit(self) -> None:
            with statements.timed("COMMIT"):
                super().commit()

    return Timed


def main() -> None:
    """Print processor time, statements, and the profile of one sort of turn."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.profile", description=__doc__)
    parser.add_argument("talk", choices=TALKS, nargs="?", default="turn")
    parser.add_argument("--database", choices=KINDS, default="sqlite")
    parser.add_argument("--turns", type=int, default=1000)
    parser.add_argument("--lines", type=int, default=40, help="how many functions are shown")
    parser.add_argument("--callers", default="", metavar="NAME", help="who calls the functions of this name")
    asked = parser.parse_args()
    with Places() as places, places.database(asked.database) as database:
        people = settle(database, PEOPLE)
        _profile(database, people, asked)


def _profile(database: Any, people: list[Person], asked: argparse.Namespace) -> None:
    wallet = wallet_over(database)
    talker = Talker(wallet.web.wsgi_app, people, TALKS[asked.talk])
    count = asked.turns - asked.turns % len(TALKS[asked.talk])
    talker.say(max(count // 5, 3 * len(TALKS[asked.talk])))
    cpu, wall = time.process_time(), time.perf_counter()
    talker.say(count)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(f"{count} turns of {asked.talk} on {asked.database}")
    print(f"{1e6 * cpu / count:.0f} us of this process a turn, {1e6 * wall / count:.0f} us on the clock\n")
    profile = cProfile.Profile()
    profile.enable()
    talker.say(count)
    profile.disable()
    wallet.database.close()
    statements = Statements()
    statements.listen(wallet.database.engine)
    talker.say(3)
    statements.seconds.clear()
    talker.say(count)
    print(statements.report(count))
    shown = pstats.Stats(profile).strip_dirs()
    for order in ("tottime", "cumtime"):
        print(f"\nby {order} (with cProfile's own cost, about double):")
        shown.sort_stats(order).print_stats(asked.lines)
    if asked.callers:
        shown.print_callers(asked.callers)
    wallet.database.close()


if __name__ == "__main__":
    main()
