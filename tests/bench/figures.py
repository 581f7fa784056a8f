"""Figures: from what cells measured to ratios, spreads and verdicts. Pure arithmetic, and the table it is shown in."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Generic, TypeVar

T = TypeVar("T")
MARKS = {True: "reached", False: "MISSED", None: ""}


@dataclass(frozen=True)
class Spread:
    """The median of several rounds, with the lowest and the highest."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Return the spread of these values; of none there is no median, and `ValueError`."""
        if not values:
            raise ValueError("nothing was measured")
        return cls(statistics.median(values), min(values), max(values))

    def shown(self, digits: int = 2) -> str:
        """Return it as in a table: 0.81 [0.78-0.85]."""
        return f"{self.median:.{digits}f} [{self.low:.{digits}f}-{self.high:.{digits}f}]"


@dataclass(frozen=True)
class Run(Generic[T]):
    """A cell of one round, between the floor before it and the floor after it."""

    before: T
    cell: T
    after: T

    def ratio(self, figure: Callable[[T], float]) -> float:
        """Return the cell's figure to the mean of its two floors."""
        return figure(self.cell) / statistics.fmean([figure(self.before), figure(self.after)])


def alternate(floor: Callable[[], T], cells: Sequence[Callable[[], T]], rounds: int) -> list[list[Run[T]]]:
    """Measure each cell between two floors, every second round backwards; return the runs of each cell."""
    runs: list[list[Run[T]]] = [[] for _ in cells]
    before = floor()
    for nth in range(rounds):
        for place in _order(len(cells), backwards=nth % 2 == 1):
            measured = cells[place]()
            after = floor()
            runs[place].append(Run(before, measured, after))
            before = after
    return runs


def _order(count: int, *, backwards: bool) -> Iterator[int]:
    return iter(range(count - 1, -1, -1) if backwards else range(count))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of them does not exceed (the nearest rank)."""
    if not values:
        raise ValueError("nothing was measured")
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, -(-int(share * 1000) * len(ordered) // 1000) - 1))]


def slope(across: Sequence[float], up: Sequence[float]) -> float:
    """Return by how much `up` grows for one of `across`, by least squares."""
    return statistics.linear_regression(across, up).slope


@dataclass(frozen=True)
class Line:
    """One line of the table: a row, or one more figure of it."""

    row: str
    ours: str
    floor: str = ""
    ratio: Spread | None = None
    aim: str = ""
    reached: bool | None = None
    """None where there is no aim."""
    more: dict[str, Any] = field(default_factory=dict)
    """What only the JSON holds."""

    def plain(self) -> dict[str, Any]:
        """Return it as JSON takes it."""
        return asdict(self)


@dataclass
class Report:
    """What one row measured, and what was found wrong with its effects."""

    lines: list[Line] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def expect(self, what: str, found: object, wanted: object) -> None:
        """Note it as wrong unless both are the same."""
        if found != wanted:
            self.wrong.append(f"{what}: {found} instead of {wanted}")


def table(lines: Sequence[Line]) -> str:
    """Return the lines under one another, in columns."""
    rows = [["row", "ours", "floor", "ratio median [low-high]", "aim", ""]]
    for each in lines:
        ratio = each.ratio.shown() if each.ratio else ""
        rows.append([each.row, each.ours, each.floor, ratio, each.aim, MARKS[each.reached]])
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
