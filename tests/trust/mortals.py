"""Mortals: the real processes of the wallet, web, senders and workers, killed at any moment and started again.

Only processes that were started here are ever killed: each carries a mark in its environment.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.browser.program import OURS, ROOT

MARK = "KASPRO_WALK"
STOP_SECONDS_MAX = 40


class Mortals:
    """`serve`, `send`, `work` with these settings, so many of each; whichever ends is started again."""

    def __init__(self, settings: Mapping[str, str], folder: Path, commands: Sequence[str]) -> None:
        self.kills: Counter[str] = Counter()
        self.restarts = 0
        self.log = folder / "log"
        self._folder = folder
        self._mark = uuid.uuid4().hex
        inherited = {name: value for name, value in os.environ.items() if not OURS.fullmatch(name)}
        self._environment = {**inherited, "PYTHONUNBUFFERED": "1", "LOG_FORMAT": "plain", **settings, MARK: self._mark}
        self._running = {(command, nth): self._start(command) for nth, command in enumerate(commands)}
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._watch = threading.Thread(target=self._keep)
        self._watch.start()

    def kill_one(self, chance: random.Random) -> str:
        """End one of them, or of those that they started, as the kernel does when memory is short."""
        tops = {process.pid: command for (command, _), process in self._running.items()}
        alive = self._alive()
        if not alive:
            return "nobody"
        pid, command = chance.choice(sorted(alive.items()))
        name = command if pid in tops else f"{command} (below)"
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            self.kills[name] += 1
        return name

    def stop(self, *commands: str) -> None:
        """Have them end in their own time, and stay so; all of them if none is named."""
        if not commands:
            self._over.set()
            self._watch.join()
        with self._lock:
            ending = [key for key in self._running if not commands or key[0] in commands]
            for key in ending:
                self._running[key].send_signal(signal.SIGTERM)
            for key in ending:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._running[key].wait(STOP_SECONDS_MAX)
                self._running[key].kill()
                self._running[key].wait()
                if commands:
                    del self._running[key]
        if not commands:
            for pid in self._alive():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    def start(self, command: str) -> None:
        """Start one more."""
        with self._lock:
            self._running[(command, len(self._running) + 100)] = self._start(command)

    def _start(self, command: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, str(ROOT / "app.py"), command],
                cwd=self._folder,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _keep(self) -> None:
        while not self._over.wait(0.1):
            with self._lock:
                for key, process in list(self._running.items()):
                    if process.poll() is not None:
                        self._running[key] = self._start(key[0])
                        self.restarts += 1

    def _alive(self) -> dict[int, str]:
        """Return those that carry our mark, and which command each belongs to."""
        found = {}
        for each in Path("/proc").iterdir():
            if not each.name.isdigit():
                continue
            with contextlib.suppress(OSError):
                if f"{MARK}={self._mark}".encode() in (each / "environ").read_bytes():
                    words = (each / "cmdline").read_bytes().split(b"\0")
                    found[int(each.name)] = next((word.decode() for word in words if word in _COMMANDS), "web")
        return found


_COMMANDS = (b"serve", b"send", b"work")


def wait_for(what: object, seconds: float, pause: float = 0.2) -> bool:
    """Return whether it came true in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if what():  # type: ignore[operator]  # a question
            return True
        time.sleep(pause)
    return False
