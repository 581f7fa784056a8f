"""`python -m tests.bench`: measure the rows that are asked for, one after the other, and print them as one table."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.figures import Report, table
from tests.bench.ledgers import hot_merchant, ledger
from tests.bench.machine import description
from tests.bench.places import Places, ask_server
from tests.bench.sending import sender
from tests.bench.transfers import transfer
from tests.bench.turns import turn
from tests.bench.understanding import understanding
from tests.bench.upkeep import TURNS_LONG, first_answer, imports, worker_memory

Measure = Callable[..., Report]


@dataclass(frozen=True)
class Row:
    """One row of the table: what measures it, on which database, and what the long or the quick form changes."""

    measure: Measure
    kind: str
    long: dict[str, int] = field(default_factory=dict)
    quick: dict[str, int] = field(default_factory=dict)

    def run(self, places: Places, asked: argparse.Namespace) -> Report:
        """Measure it."""
        more = self.long if asked.long else self.quick if asked.quick else {}
        return self.measure(places, self.kind, seconds=asked.seconds, rounds=asked.rounds, **more)


ROWS = {
    "turn sqlite": Row(turn, "sqlite"),
    "turn postgresql": Row(turn, "postgresql"),
    "transfer sqlite": Row(transfer, "sqlite"),
    "transfer postgresql": Row(transfer, "postgresql"),
    "ledger sqlite": Row(ledger, "sqlite"),
    "ledger postgresql": Row(ledger, "postgresql"),
    "hot merchant postgresql": Row(hot_merchant, "postgresql", quick={"payments": 3_000}),
    "sender sqlite": Row(sender, "sqlite"),
    "sender postgresql": Row(sender, "postgresql"),
    "understanding": Row(understanding, "", quick={"texts": 5_000}),
    "memory sqlite": Row(worker_memory, "sqlite", long={"turns": TURNS_LONG}, quick={"turns": 2_000}),
    "first answer sqlite": Row(first_answer, "sqlite"),
    "first answer postgresql": Row(first_answer, "postgresql"),
}


def main(arguments: Sequence[str]) -> int:
    """Return 1 only where a check of the effects failed: being slow is no failure."""
    asked = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))  # Servers and databases are not left behind.
    if asked.quick:
        asked.seconds, asked.rounds = min(asked.seconds, 1.5), min(asked.rounds, 2)
    if asked.imports:
        print(imports())
        return 0
    names = [name for name in ROWS if not asked.row or any(name.startswith(each) for each in asked.row)]
    reports: dict[str, Report] = {}
    machine = description()
    start = time.monotonic()
    with Places() as places:
        for name in names:
            print(f"{name} …", file=sys.stderr, flush=True)
            try:
                reports[name] = ROWS[name].run(places, asked)
            except Exception as error:  # The rows that were measured before it are not lost for it.
                traceback.print_exc()
                reports[name] = Report([], [f"was not measured: {type(error).__name__}"])
        if "server" in places.__dict__:
            machine["PostgreSQL"] = ask_server(places.server, "SHOW server_version")
    lines = [line for report in reports.values() for line in report.lines]
    print(table(lines))
    print("\n" + "; ".join(f"{name} {value}" for name, value in machine.items()))
    print(f"{asked.rounds} rounds of {asked.seconds:g} s a cell; {time.monotonic() - start:.0f} s in all")
    wrong = [f"{name}: {each}" for name, report in reports.items() for each in report.wrong]
    for each in wrong:
        print(f"WRONG {each}")
    print(f"{len(wrong)} checks failed." if wrong else "Every request had exactly one effect; the books are clean.")
    if asked.json:
        plain = {"at": datetime.now(UTC).isoformat(), "machine": machine, "wrong": wrong}
        asked.json.write_text(json.dumps({**plain, "lines": [each.plain() for each in lines]}, indent=1) + "\n")
    return 1 if wrong else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Each figure beside its floor.")
    parser.add_argument(
        "--row", action="append", metavar="NAME", help=f"only the rows that begin so: {', '.join(ROWS)}"
    )
    parser.add_argument("--seconds", type=float, default=4.0, help="how long a cell is measured")
    parser.add_argument("--rounds", type=int, default=3, help="how often each cell is measured")
    parser.add_argument("--quick", action="store_true", help="about two minutes: figures to try the harness by")
    parser.add_argument("--long", action="store_true", help="the memory of a worker over 100,000 turns")
    parser.add_argument("--imports", action="store_true", help="show what is slow to import, and end")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything that was measured there too")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
