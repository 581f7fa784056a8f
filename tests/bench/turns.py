"""Turns: a balance question by Telegram's webhook, beside a bare Flask view that stores two rows.

Both run under the same `serve`; eight clients in another process post to one at a time, while the other is idle.
"""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from models.check_books import check
from models.database import Database
from tests.bench.figures import Line, Report, Run, Spread, alternate, percentile
from tests.bench.floors import make_table
from tests.bench.load import Load, Measured
from tests.bench.machine import children
from tests.bench.people import settle
from tests.bench.places import Places
from tests.bench.programs import APP, FLOOR, Served

CLIENTS = 8
CHATS = 1_000
AIM = 0.8
AIM_TAIL = 5.0
"""p99 is at most so many times the median."""

_HEARD = text("SELECT COUNT(*) FROM messages WHERE direction = 'in' AND status = 'handled' AND kind = 'text'")
_REPLIES = text(
    "SELECT COUNT(*) AS replies, COUNT(DISTINCT r.reply_to) AS messages FROM messages r "
    "JOIN messages m ON m.id = r.reply_to AND m.conversation_id = r.conversation_id "  # The payee is told elsewhere.
    "WHERE r.direction = 'out' AND r.kind = 'text'"
)
_AMISS = text(
    "SELECT (SELECT COUNT(*) FROM messages WHERE status IN ('failed', 'aside', 'ignored')) AS messages, "
    "(SELECT COUNT(*) FROM cases) AS cases"
)
_STORED = text("SELECT COUNT(*) FROM floor")


@dataclass
class Post:
    """Where the load goes: a running server, and how it is counted."""

    served: Served
    database: list[int]
    chats: list[int]
    says: list[str]
    seconds: float
    numbers: Iterator[int]
    answered: int = 0
    refused: int = 0

    def measure(self) -> Measured:
        """Drive the load once."""
        return self.drive(self.seconds)

    def drive(self, seconds: float, requests: int = 0) -> Measured:
        """Drive it for so long, or for so many requests."""
        workers, first = self.served.workers, next(self.numbers) + self.answered
        load = Load(self.served.port, workers, self.database, CLIENTS, seconds, first, self.chats, self.says, requests)
        measured = load.run()
        self.answered += measured.answered
        self.refused += measured.refused
        return measured


def fresh_numbers() -> Iterator[int]:
    """Count up by far more than a cell can use, so that no update is ever posted twice."""
    return itertools.count(100_000_000, 1_000_000)


@contextmanager
def both(places: Places, kind: str, seconds: float) -> Iterator[tuple[Post, Post, Database, Database]]:
    """Give our server and the floor's, each over its own database of this kind."""
    with ExitStack() as stack:
        ours, bare = (stack.enter_context(places.database(kind)) for _ in range(2))
        chats = [one.chat for one in settle(ours, CHATS)]
        make_table(bare)
        posts = []
        for database, command in ((ours, APP), (bare, FLOOR)):
            database.close()
            served = stack.enter_context(Served(database, places.folder, command))
            posts.append(Post(served, [], chats, ["saldo"], seconds, fresh_numbers()))
        yield posts[0], posts[1], ours, bare


def turn(places: Places, kind: str, *, seconds: float, rounds: int) -> Report:
    """Return turns a second to those of the floor, how long they take, and what they cost."""
    report = Report()
    with both(places, kind, seconds) as (ours, bare, database, floor):
        for post in (ours, bare):
            post.drive(1.0)  # Connections are opened and caches filled.
            if kind == "postgresql":
                post.database.extend(children(places.server.get_pid()))
        runs = alternate(bare.measure, [ours.measure], rounds)[0]
        check_effects(report, database, ours.answered)
        report.expect("refused", (ours.refused, bare.refused), (0, 0))
        with floor.read() as connection:
            report.expect("rows of the floor", connection.execute(_STORED).scalar_one(), 2 * bare.answered)
    report.lines = [*_lines(f"turn {kind}", runs)]
    return report


def check_effects(report: Report, database: Database, answered: int) -> None:
    """See that each message was kept once and answered once, and that the books are clean."""
    with database.read() as connection:
        report.expect("messages kept", connection.execute(_HEARD).scalar_one(), answered)
        replies: Any = connection.execute(_REPLIES).one()
        report.expect("replies, messages replied to", tuple(replies), (answered, answered))
        report.expect("failed messages, cases", tuple(connection.execute(_AMISS).one()), (0, 0))
        report.expect("lies in the books", [str(each) for each in check(connection)][:3], [])


def _lines(name: str, runs: list[Run[Measured]]) -> Iterator[Line]:
    floors = [runs[0].before, *(run.after for run in runs)]
    cells = [run.cell for run in runs]
    ratio = Spread.of([run.ratio(lambda each: each.rate) for run in runs])
    yield Line(
        f"{name}: turns/s",
        _median([each.rate for each in cells]),
        _median([each.rate for each in floors]),
        ratio,
        f">= {AIM}",
        ratio.median >= AIM,
        {"ours": [_plain(each) for each in cells], "floor": [_plain(each) for each in floors]},
    )
    tails = Spread.of([percentile(each.took, 0.99) / percentile(each.took, 0.5) for each in cells])
    yield Line(
        f"{name}: p99 to median", _times(cells), _times(floors), tails, f"<= {AIM_TAIL}", tails.median <= AIM_TAIL
    )
    yield Line(
        f"{name}: CPU of the web, us",
        _median([each.cpu for each in cells]),
        _median([each.cpu for each in floors]),
        Spread.of([run.ratio(lambda each: each.cpu) for run in runs]),
    )
    if "postgresql" in name:
        yield Line(
            f"{name}: CPU of PostgreSQL, us",
            _median([each.cpu_database for each in cells]),
            _median([each.cpu_database for each in floors]),
            Spread.of([run.ratio(lambda each: each.cpu_database) for run in runs]),
        )


def _median(values: list[float]) -> str:
    return f"{statistics.median(values):,.0f}"


def _times(cells: list[Measured]) -> str:
    middle, tail = (statistics.median([percentile(each.took, share) for each in cells]) / 1000 for share in (0.5, 0.99))
    return f"{middle:.1f}, {tail:.1f} ms"


def _plain(measured: Measured) -> dict[str, float]:
    """Return a cell as JSON keeps it: its percentiles, not each of its times."""
    took = {f"p{share * 100:.0f}_us": percentile(measured.took, share) for share in (0.5, 0.9, 0.99, 1.0)}
    cpu = {"cpu_us": measured.cpu, "cpu_database_us": measured.cpu_database}
    return {"rate": measured.rate, "answered": measured.answered, **took, **cpu}
