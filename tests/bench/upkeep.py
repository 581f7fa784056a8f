"""Upkeep: the memory of a web worker at rest and at work, and the time until the first answer."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
from collections.abc import Sequence

from tests.bench.figures import Line, Report, Spread, slope
from tests.bench.machine import Memory, memory
from tests.bench.people import settle
from tests.bench.places import Places
from tests.bench.programs import Served
from tests.bench.turns import CHATS, Post, check_effects, fresh_numbers
from tests.browser.program import ROOT

TURNS = 5_000
TURNS_LONG = 100_000
STEPS = 20
WARM_STEPS = 8
"""Until then caches fill, in the long form: each connection to SQLite keeps 2 MB of pages, which takes a while."""
MEGABYTES_MAX = 120.0
GROWTH_MAX = 0.05
"""MB for 1,000 turns: 5 MB in 100,000, which is the noise of the allocator."""
SECONDS_FIRST_MAX = 1.5
STARTS = 5
SAYS = ["saldo", "bantuan", "riwayat", "menu", "cara top up bca", "apa itu kaspro"]
IMPORT = re.compile(r"import time:\s+(\d+) \|\s+(\d+) \|( *)(\S+)")


def worker_memory(places: Places, kind: str, *, seconds: float, rounds: int, turns: int = TURNS) -> Report:  # noqa: ARG001  it counts turns
    """Return the memory of the web's workers at rest and after so many turns of several sorts, and how it grows."""
    report = Report()
    with places.database(kind) as database:
        chats = [one.chat for one in settle(database, CHATS)]
        database.close()
        with Served(database, places.folder) as served:
            post = Post(served, [], chats, SAYS, 600.0, fresh_numbers())
            rest = _largest(served.workers)
            grown = []
            for _ in range(STEPS):
                post.drive(600.0, turns // STEPS)
                grown.append(_largest(served.workers))
        report.expect("refused", post.refused, 0)
        check_effects(report, database, post.answered)
    warm = [each.rss for each in grown[WARM_STEPS:]]
    thousands = [nth * turns / STEPS / 1_000 for nth in range(len(warm))]
    growth = slope(thousands, warm)
    report.lines = [
        _memory_line(f"memory {kind}: at rest", rest),
        _memory_line(f"memory {kind}: after {post.answered:,} turns", grown[-1]),
        Line(
            f"memory {kind}: growth",
            f"{growth:+.3f} MB",
            "of RSS for 1,000 turns",
            aim=f"<= {GROWTH_MAX}" if turns >= TURNS_LONG else f"<= {GROWTH_MAX} with --long",
            reached=growth <= GROWTH_MAX if turns >= TURNS_LONG else None,
            more={"mb_per_1000_turns": growth, "rss_mb": [each.rss for each in grown]},
        ),
    ]
    return report


def _largest(workers: Sequence[int]) -> Memory:
    return max((memory(each) for each in workers), key=lambda each: each.rss)


def _memory_line(name: str, used: Memory) -> Line:
    reached = used.rss < MEGABYTES_MAX
    shown, more = f"{used.rss:.0f} MB", {"rss_mb": used.rss, "pss_mb": used.pss}
    return Line(name, shown, f"{used.pss:.0f} MB of its own", aim=f"< {MEGABYTES_MAX:.0f}", reached=reached, more=more)


def first_answer(places: Places, kind: str, *, seconds: float, rounds: int) -> Report:  # noqa: ARG001  a start takes what it takes
    """Return the seconds from `python app.py serve` to the first 200, over a database that has its tables."""
    took = []
    with places.database(kind) as database:
        database.close()
        for _ in range(STARTS):
            with Served(database, places.folder) as served:
                took.append(served.first_answer)
    spread = Spread.of(took)
    aim = f"<= {SECONDS_FIRST_MAX} s"
    line = Line(f"first answer {kind}", f"{spread.median:.2f} s", "", spread, aim, spread.median <= SECONDS_FIRST_MAX)
    return Report([line])


def imports(count: int = 25) -> str:
    """Return what is slow to import, by what each module takes with what it imports, and without."""
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import app"], capture_output=True, text=True, check=True, cwd=ROOT
    ).stderr
    found = [(int(own), int(all_), name) for own, all_, _, name in IMPORT.findall(told)]
    lines = [f"importing app takes {max(all_ for _, all_, _ in found) / 1000:.0f} ms; ms with what it imports, alone:"]
    lines += [f"{all_ / 1000:8.1f} {own / 1000:8.1f}  {name}" for own, all_, name in sorted(found, key=_all)[:count]]
    lines.append(f"the largest alone (median {statistics.median(own for own, _, _ in found) / 1000:.2f} ms):")
    lines += [f"{all_ / 1000:8.1f} {own / 1000:8.1f}  {name}" for own, all_, name in sorted(found, key=_own)[:count]]
    return "\n".join(lines)


def _all(found: tuple[int, int, str]) -> int:
    return -found[1]


def _own(found: tuple[int, int, str]) -> int:
    return -found[0]
