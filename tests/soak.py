"""`make soak`: the long forms of all tests of trust, and the score card made of what they counted.

`python -m tests.soak --write docs/trust.md` puts the card into that page; words after the options narrow the run, as
pytest takes them. It ends with 0 only if every test passed and nothing was lost, doubled or found in clear.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from models.clock import WIB
from tests.trust.score import ELSEWHERE, NOT_SHOWN, SHOWN

ROOT = Path(__file__).parents[1]
VAR = ROOT / "var"
BEGIN, END = "<!-- score card: written by `python -m tests.soak --write` -->", "<!-- end of the score card -->"
COUNTS = ("lost", "doubled", "secrets")
FIGURES_MAX = 3
"""How many figures of a row are told; the rest is counted, and stands in var/soak.json."""


@dataclass
class Row:
    """What one number counted on one database."""

    number: str
    database: str
    told: list[str] = field(default_factory=list)
    lost: int | None = None
    doubled: int | None = None
    secrets: int | None = None

    def take(self, figure: dict[str, Any]) -> None:
        """Add one figure."""
        if figure["told"] not in self.told:
            self.told.append(figure["told"])
        for name in COUNTS:
            if figure[name] is not None:
                setattr(self, name, (getattr(self, name) or 0) + figure[name])

    @property
    def figures(self) -> str:
        """The first figures, and how many more there are."""
        more = len(self.told) - FIGURES_MAX
        return "; ".join(self.told[:FIGURES_MAX]) + (f"; and {more} more" if more > 0 else "")

    def counted(self, name: str) -> str:
        """How many were lost, doubled or found, where that was looked for."""
        value = getattr(self, name)
        return "" if value is None else str(value)


@dataclass(frozen=True)
class Run:
    """What a run came to."""

    rows: list[Row]
    tests: int
    failed: list[str]
    skipped: list[tuple[str, str]]
    seconds: float
    by_file: dict[str, float]
    status: int
    is_whole: bool

    def total(self, name: str) -> int:
        """How many were lost, doubled or found in all."""
        return sum(getattr(row, name) or 0 for row in self.rows)

    @property
    def unseen(self) -> list[str]:
        """Numbers that had no figure, though a whole run has one of each that is not shown elsewhere."""
        shown = {row.number for row in self.rows}
        return [number for number in SHOWN if self.is_whole and number not in shown and number not in ELSEWHERE]

    @property
    def is_good(self) -> bool:
        """Whether everything held."""
        counted = any(self.total(name) for name in COUNTS)
        return self.status == 0 and not self.failed and not self.unseen and not counted


def run(narrowed: list[str]) -> Run:
    """Run the tests and return what they came to."""
    VAR.mkdir(exist_ok=True)
    figures, report = VAR / "soak.figures", VAR / "soak.xml"
    figures.unlink(missing_ok=True)
    report.unlink(missing_ok=True)
    environment = {**os.environ, "KASPRO_LONG": "1", "KASPRO_SCORE": str(figures)}
    began = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "--show-capture=no", f"--junitxml={report}"]
    ended = subprocess.run([*command, *(narrowed or places())], cwd=ROOT, env=environment, check=False)
    seconds = time.monotonic() - began
    lines = figures.read_text().splitlines() if figures.exists() else []
    tests, failed, skipped, by_file = read(report)
    found = rows([json.loads(line) for line in lines])
    return Run(found, tests, failed, skipped, seconds, by_file, ended.returncode, is_whole=not narrowed)


def places() -> list[str]:
    """Return the tests of trust, and whatever else has a long form or a figure for the card."""
    found = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        if "trust" not in path.parts
        and re.search(r"\bLONGER\b|mark\.long\b|trust\.score|KASPRO_LONG", path.read_text())
    ]
    return ["tests/trust", *found]


def rows(figures: list[dict[str, Any]]) -> list[Row]:
    """Return a row for each number and database, in the order of the list of numbers."""
    found: dict[tuple[str, str], Row] = {}
    order = list(SHOWN)
    for figure in sorted(figures, key=lambda each: (order.index(each["number"]), each["database"], each["test"])):
        key = figure["number"], figure["database"]
        found.setdefault(key, Row(*key)).take(figure)
    return list(found.values())


def read(report: Path) -> tuple[int, list[str], list[tuple[str, str]], dict[str, float]]:
    """Return how many tests there were, those that failed, those left out and why, and each file's seconds."""
    if not report.exists():
        return 0, ["pytest did not finish"], [], {}
    tests, failed, skipped, seconds = 0, [], [], defaultdict[str, float](float)
    for case in ElementTree.parse(report).getroot().iter("testcase"):  # noqa: S314  written by our own pytest
        name = f"{case.get('classname')}.{case.get('name')}"
        tests += 1
        seconds[str(case.get("classname"))] += float(case.get("time") or 0)
        if case.find("failure") is not None or case.find("error") is not None:
            failed.append(name)
        left_out = case.find("skipped")
        if left_out is not None:
            skipped.append((name, str(left_out.get("message"))))
    return tests, failed, skipped, dict(sorted(seconds.items(), key=lambda item: -item[1]))


def card(run: Run) -> str:
    """Return the score card as Markdown, which reads as well in a terminal."""
    lines = ["| | what is shown | database | figures | lost | doubled | secrets |", "|-|-|-|-|-:|-:|-:|"]
    for row in run.rows:
        told = row.figures.replace("|", "/")
        counts = " | ".join(row.counted(name) for name in COUNTS)
        lines.append(f"| {row.number} | {SHOWN[row.number]} | {row.database or '–'} | {told} | {counts} |")
    totals = ", ".join(f"{run.total(name)} {name}" for name in COUNTS[:2]) + f", {run.total('secrets')} secrets found"
    lines += ["", f"**{totals}**; {run.tests} tests, {len(run.failed)} failed, in {run.seconds / 60:.1f} minutes."]
    return "\n".join(lines)


def missing(run: Run) -> list[str]:
    """Return, in lines, what this run did not show, and where it is shown instead, if it is."""
    shown = {row.number for row in run.rows}
    lines = []
    for number, what in SHOWN.items():
        if number not in shown:
            lines.append(f"- {number}, {what}: {ELSEWHERE.get(number, 'not in this run')}.")
    lines += [f"- {name}: {why}." for name, why in run.skipped]
    return lines + [f"- {what}" for what in NOT_SHOWN]


def write(page: Path, run: Run) -> None:
    """Put the card into the page, between its marks."""
    before, _, rest = page.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    if not after:
        raise SystemExit(f"{page} has no place for the score card")
    when = datetime.now(WIB)
    told = f"Run on {when.day} {when:%B %Y} on {os.cpu_count()} cores.\n\n{card(run)}"
    page.write_text(f"{before}{BEGIN}\n{told}\n{END}{after}")


def main() -> int:
    """Run, print, keep."""
    asked = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    asked.add_argument("--write", type=Path, metavar="PAGE", help="put the score card into this page")
    options, narrowed = asked.parse_known_args()
    came = run(narrowed)
    print(f"\n{card(came)}\n\nNot shown by this run:\n" + "\n".join(missing(came)))
    for name in came.failed:
        print(f"FAILED {name}")
    for number in came.unseen:
        print(f"FAILED {number} has no figure")
    kept = {**vars(came), "rows": [vars(row) for row in came.rows], "good": came.is_good}
    (VAR / "soak.json").write_text(json.dumps(kept, indent=1, ensure_ascii=False))
    if options.write:
        write(options.write, came)
    print("\nEverything held." if came.is_good else "\nNot everything held.")
    return 0 if came.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
