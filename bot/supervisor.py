"""The supervisor: runs web, sender and worker of one machine, and starts again whichever ends, until told to stop.

`python app.py run` is it. A process that ends at once is started again after longer and longer pauses, and named once.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import BinaryIO

import httpx

from bot.family import AT_ONCE_SECONDS, PARENT, Patience, end_in_words, on_stop
from bot.settings import Settings

NAMES = ("serve", "send", "work")
LOOK_SECONDS = 0.25
READY_SECONDS_MAX = 30
STOP_SECONDS_MAX = 30
"""Longer than any of the three takes that finishes what it has (docs/deploying.md)."""
LOOP_FALLS = 3
"""So many ends at once, one after the other, are a loop."""

Say = Callable[[str], None]


@dataclass
class Child:
    """One of the three, with how it has held so far."""

    name: str
    say: Say
    patience: Patience = field(default_factory=Patience)
    last_words: str = ""
    """The last line of its complaints: why it ended, in most cases."""
    again_at: float = 0.0
    wanted: bool = True
    """False while it is being restarted on purpose."""

    def start(self) -> None:
        """Start it, with its complaints passed on."""
        self.last_words = ""
        self.wanted = True
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, sys.argv[0], self.name],
            env={**os.environ, PARENT: str(os.getpid())},
            stderr=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C in a terminal is for the supervisor, who passes it on.
        )
        assert self.process.stderr is not None  # noqa: S101  as asked for
        self._listening = threading.Thread(target=self._listen, args=(self.process.stderr,), daemon=True)
        self._listening.start()
        self.again_at = 0.0

    def look(self) -> None:
        """Start it again when it has ended, as soon as patience allows."""
        lived = time.monotonic() - self.started
        if self.again_at:
            if time.monotonic() >= self.again_at:
                self.start()
        elif self.process.poll() is None:
            if self.patience.falls and lived >= AT_ONCE_SECONDS:
                if self.patience.falls >= LOOP_FALLS:
                    self.say(f"{self.name} holds again")
                self.patience.falls = 0
        elif self.wanted:
            self._has_ended(lived)
        else:
            self.start()

    def renew(self) -> None:
        """Have the version of the program that is there now take its place."""
        if self.process.poll() is None:
            self.wanted = self.name == "serve"  # The web does it by itself, without a pause.
            self.process.send_signal(signal.SIGHUP if self.wanted else signal.SIGTERM)

    def _has_ended(self, lived: float) -> None:
        self._listening.join(1)
        pause = self.patience.pause(lived)
        self.again_at = time.monotonic() + pause
        why = end_in_words(self.process.returncode) + (f": {self.last_words}" if self.last_words else "")
        if self.patience.falls < LOOP_FALLS:
            self.say(f"{self.name} ended ({why}); starting it again in {pause:.0f} s")
        elif self.patience.falls == LOOP_FALLS:
            self.say(f"{self.name} does not hold, it ended at once {LOOP_FALLS} times ({why}).")
            self.say(
                f"It is tried again, at longer and longer intervals up to a minute; said again when {self.name} holds."
            )

    def _listen(self, complaints: BinaryIO) -> None:
        with complaints:
            for line in complaints:
                with contextlib.suppress(OSError, ValueError):  # Nobody may be reading ours any more.
                    sys.stderr.buffer.write(line)
                    sys.stderr.buffer.flush()
                self.last_words = line.decode(errors="replace").strip() or self.last_words


def supervise(settings: Settings, say: Say, also: str = "") -> int:
    """Run all three until told to stop; `also` is said once they are up. SIGHUP renews them."""
    stop, renew = threading.Event(), threading.Event()
    on_stop(stop)
    signal.signal(signal.SIGHUP, lambda *_: renew.set())
    children = [Child(name, say) for name in NAMES]
    for each in children:
        each.start()
    threading.Thread(target=_say_when_ready, args=(settings, say, also, stop), daemon=True).start()
    while not stop.wait(LOOK_SECONDS):
        if renew.is_set():
            renew.clear()
            for each in children:
                each.renew()
        for each in children:
            each.look()
    _end(children)
    return 0


def _end(children: Iterable[Child]) -> None:
    """Tell all of them, and wait; kill who does not end."""
    processes = [each.process for each in children]
    for each in processes:
        each.terminate()
    until = time.monotonic() + STOP_SECONDS_MAX
    for each in processes:
        try:
            each.wait(max(until - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            each.kill()
            each.wait()


def _say_when_ready(settings: Settings, say: Say, also: str, stop: threading.Event) -> None:
    until = time.monotonic() + READY_SECONDS_MAX
    while time.monotonic() < until and not stop.wait(0.1):
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"{settings.own_url}/healthz", timeout=2, trust_env=False).status_code == 200:
                say(f"KasPro is ready. Open {settings.own_url} in a browser; Ctrl-C ends it.")
                if also:
                    say(also)
                return
