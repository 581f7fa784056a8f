"""Paying: so many clients that move money through the ledger as fast as it lets them. A process of its own each.

Four threads to a process and two processes, like our web's workers and like pgbench with eight clients and two threads:
each thread has a connection of its own. Everything goes through `move`, the ledger's public way in.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace

from bot.processes import SWITCH_SECONDS
from models.database import Database
from models.ledger import AccountId, Code, Move, Posted, Refused, post_alone
from models.money import Money
from tests.bench.floors import storing
from tests.browser.program import ROOT

AMOUNT = Money(1_000)
PROCESSES = 2
THREADS = 4
WARM_SECONDS = 0.5


@dataclass(frozen=True)
class Work:
    """What one process does."""

    url: str
    name: str
    """Begins the id of each transfer, so that none is ever made twice."""
    payers: list[int]
    payees: list[int]
    """One for each payer, or none: then a payer pays any other."""
    seconds: float
    code: Code = "transfer"
    bare: bool = False
    """Store two rows instead: the floor."""
    threads: int = THREADS


@dataclass(frozen=True)
class Done:
    """What came of it."""

    rate: float
    """Transfers a second while it was measured."""
    moved: int
    """All transfers, with those of warming up."""
    refused: int


def move(database: Database, wished: Move) -> Posted | Refused:
    """Move money once, by the ledger's public function, in a transaction of its own."""
    return post_alone(database, wished)


def pay(work: Work, *, processes: int = PROCESSES) -> Done:
    """Have the processes do it at the same time, and return what they did together."""
    with ExitStack() as stack:
        running = []
        for nth in range(processes):
            command = [sys.executable, "-m", "tests.bench.paying"]
            one = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
            running.append(stack.enter_context(one))
            _write(one, json.dumps(asdict(replace(work, name=f"{work.name}:{nth}"))))
        for one in running:
            _read(one)  # It is ready.
        for one in running:
            _write(one, "go")
        done = [Done(**json.loads(_read(one))) for one in running]
    return Done(*(sum(each) for each in zip(*(asdict(one).values() for one in done), strict=True)))


def _write(to: subprocess.Popen[str], line: str) -> None:
    if to.stdin is None:
        raise RuntimeError("nobody listens")
    to.stdin.write(line + "\n")
    to.stdin.flush()


def _read(one: subprocess.Popen[str]) -> str:
    line = one.stdout.readline() if one.stdout else ""
    if not line:
        raise RuntimeError("a process of the benchmark ended early")
    return line


def wishes(work: Work, thread: int) -> Iterator[Move]:
    """Yield transfers between accounts at random, each with an id of its own."""
    dice = random.Random(f"{work.name} {thread}")  # noqa: S311  chance for the load, no secret
    for nth in range(1_000_000):
        place = dice.randrange(len(work.payers))
        payer = work.payers[place]
        payee = work.payees[place] if work.payees else payer
        while payee == payer:
            payee = dice.choice(work.payers)
        key = f"{work.name}:{thread}:{nth}"
        yield Move(key, AccountId(payer), AccountId(payee), AMOUNT, work.code, key)


class _Clients:
    """The threads of one process."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._database = Database(work.url)
        self._store = storing(self._database) if work.bare else None
        self._start = self._end = 0.0
        self._counts: list[tuple[int, int, int]] = []

    def run(self, wait: Callable[[], object]) -> Done:
        """Open the connections, wait for the word, and pay until the time is over."""
        barrier = threading.Barrier(self._work.threads + 1)
        threads = [threading.Thread(target=self._pay, args=(nth, barrier)) for nth in range(self._work.threads)]
        for each in threads:
            each.start()
        wait()
        self._start = time.perf_counter() + WARM_SECONDS
        self._end = self._start + self._work.seconds
        barrier.wait()
        for each in threads:
            each.join()
        self._database.close()
        if len(self._counts) < len(threads):
            raise RuntimeError("a client failed")
        measured, moved, refused = (sum(each) for each in zip(*self._counts, strict=True))
        return Done(measured / self._work.seconds, moved, refused)

    def _pay(self, thread: int, barrier: threading.Barrier) -> None:
        with self._database.read():
            barrier.wait()
        measured = moved = refused = 0
        for wished in wishes(self._work, thread):
            if self._store is not None:
                self._store(wished.id)
            else:
                refused += isinstance(move(self._database, wished), Refused)
            moved += 1
            now = time.perf_counter()
            measured += self._start <= now < self._end
            if now >= self._end:
                break
        self._counts.append((measured, moved, refused))


def _main() -> None:
    sys.setswitchinterval(SWITCH_SECONDS)  # As in the web's workers.
    clients = _Clients(Work(**json.loads(sys.stdin.readline())))

    def wait() -> None:
        print("ready", flush=True)
        sys.stdin.readline()

    print(json.dumps(asdict(clients.run(wait))), flush=True)


def moved_by(cells: Sequence[Done]) -> int:
    """Return how many transfers these cells made."""
    return sum(each.moved - each.refused for each in cells)


if __name__ == "__main__":
    _main()
