"""Machine: what this computer is, and what its processes use, as Linux tells in /proc."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(processes: Iterable[int]) -> float:
    """Return the processor time that these processes have used so far."""
    used = 0
    for process in processes:
        columns = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        used += int(columns[11]) + int(columns[12])
    return used / TICKS


def children(process: int) -> list[int]:
    """Return the processes that this one started."""
    return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def youngest(process: int) -> list[int]:
    """Return those who descend from it and have started nobody themselves: the workers of a web server."""
    found: list[int] = []
    for each in children(process):
        found += youngest(each) or [each]
    return found


@dataclass(frozen=True)
class Memory:
    """Of one process, in MB (10^6 bytes)."""

    rss: float
    """All that it uses."""
    pss: float
    """The same with its share only of what it has in common with others."""


def memory(process: int) -> Memory:
    """Return how much memory a process uses now."""
    told = [line.split() for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]]
    sizes = {line[0].rstrip(":"): int(line[1]) * 1024 / 1e6 for line in told}
    return Memory(rss=sizes["Rss"], pss=sizes["Pss"])


def description() -> dict[str, str]:
    """Return what figures depend on."""
    told = [line.partition(":") for line in Path("/proc/cpuinfo").read_text().splitlines()]
    model = next((value.strip() for name, _, value in told if name.startswith("model name")), platform.machine())
    return {
        "processor": f"{os.cpu_count()} x {model}",
        "system": platform.platform(),
        "load": " ".join(f"{each:.1f}" for each in os.getloadavg()),
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
    }
