"""A nursery: imports the program once and forks a process of it whenever a test wants one, as if it were just started.

Started as `python -m tests.deploys.nursery`; reads one order a line and answers with one line. So a test of real
processes and signals costs no second of imports for each of them.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from bot.family import PARENT

ROOT = Path(__file__).parents[2]


class Born:
    """A process of the program."""

    def __init__(self, pid: int, log: Path) -> None:
        self.pid = pid
        self.log = log

    def tell(self, what: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self.pid, what)

    def end(self, what: signal.Signals = signal.SIGTERM, *, seconds: float = 30) -> tuple[int, float]:
        """Send it a signal; return its exit status and how long it took, or fail with its log."""
        begun = time.monotonic()
        self.tell(what)
        return self.wait(seconds), time.monotonic() - begun

    def wait(self, seconds: float = 30) -> int:
        """Wait until it has ended; killed if it does not."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            status = nursery().order({"ended": self.pid})["status"]
            if status is not None:
                return int(status)
            time.sleep(0.02)
        self.tell(signal.SIGKILL)
        raise AssertionError(f"process {self.pid} did not end within {seconds} s:\n{self.log.read_text()}")


class Nursery:
    """Where the program's processes begin."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.deploys.nursery"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        atexit.register(self.close)

    def order(self, order: Mapping[str, Any]) -> dict[str, Any]:
        """Have something done."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def start(self, argv: Sequence[str], environment: Mapping[str, str], folder: Path) -> Born:
        """Start the program with these arguments (the first is its path), as in a fresh environment and folder."""
        log = folder / f"{argv[1]}.log"
        order = {"argv": list(argv), "environment": dict(environment), "folder": str(folder), "log": str(log)}
        return Born(self.order(order)["pid"], log)

    def close(self) -> None:
        """No more."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(10)


@cache
def nursery() -> Nursery:
    """The one of this process."""
    return Nursery()


def _live(order: dict[str, Any]) -> None:
    """Become a process of the program."""
    os.setsid()
    os.chdir(order["folder"])
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for ours, theirs in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(ours, theirs)
    os.environ.clear()
    os.environ.update(order["environment"])
    os.environ[PARENT] = str(os.getppid())  # After a test that failed it ends with the nursery.
    sys.argv = order["argv"]
    import app

    status = 1
    try:
        status = app.main(sys.argv[1:])
    except SystemExit as end:
        status = int(end.code or 0)
    finally:
        sys.stdout.flush()
        os._exit(status)


def main() -> None:
    """Fork for every order, until there are no more."""
    import app  # noqa: F401  all that takes long

    ended: dict[int, int] = {}
    for line in sys.stdin:
        order = json.loads(line)
        if "ended" in order:
            pid = order["ended"]
            if pid not in ended:
                found, status = os.waitpid(pid, os.WNOHANG)
                if found:
                    ended[pid] = os.waitstatus_to_exitcode(status)
            answer: dict[str, Any] = {"status": ended.get(pid)}
        else:
            pid = os.fork()
            if not pid:
                _live(order)
            answer = {"pid": pid}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
