"""The doorkeeper: holds the address and lets one version of the web after another answer at it.

It is the process that was started as `serve`, and serves nothing itself. At SIGHUP it starts the program anew beside
the version that answers; only when that one is ready is the other told to finish. What a version and the doorkeeper of
an older release say to each other (`LISTENER`, `READY`, `PARENT`) may not change.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gunicorn import systemd

from bot.family import PARENT, Patience, end_in_words, follow_parent, on_stop

log = logging.getLogger(__name__)

LISTENER = "KASPRO_LISTENER"
"""Set for a version of the web: the descriptor of the socket that it is to answer at."""
READY = "KASPRO_READY"
"""Set for it too: the descriptor of the pipe into which it writes one byte when it answers."""
BACKLOG = 2048
LOOK_SECONDS = 0.1
BIND_SECONDS_MAX = 30
START_SECONDS_MAX = 60
STOP_SECONDS_MAX = 25
"""Longer than a version takes that finishes its requests (`processes.GRACEFUL_SECONDS`)."""

Answer = Callable[[int, int], None]
"""Runs this version of the web on a socket, and writes into a pipe when it is ready."""


class AddressTaken(Exception):
    """Somebody else listens on our address; the text is one line for the operator."""


def listen(host: str, port: int) -> socket.socket:
    """Return the socket that systemd holds for us, or a new one."""
    if systemd.listen_fds():
        held = socket.socket(fileno=systemd.SD_LISTEN_FDS_START)
        held.set_inheritable(False)
        return held
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    until = time.monotonic() + BIND_SECONDS_MAX
    while True:  # Whoever was killed in our place may need a moment to finish what he had.
        try:
            return socket.create_server((host, port), family=family, backlog=BACKLOG)
        except OSError as error:
            if time.monotonic() > until:
                raise AddressTaken(
                    f"PORT: {host}:{port} cannot be listened on ({os.strerror(error.errno or 0)})"
                ) from error
            time.sleep(0.2)


@dataclass
class Version:
    """One running version of the web."""

    pid: int
    ready_pipe: int
    started: float
    ready: bool = False
    leaves_by: float = 0.0
    ended: int | None = None

    def look(self) -> None:
        """See whether it has ended, or answers by now."""
        if self.ended is not None:
            return
        found, status = os.waitpid(self.pid, os.WNOHANG)
        if found:
            self.ended = os.waitstatus_to_exitcode(status)
        if not self.ready:
            with contextlib.suppress(BlockingIOError):
                self.ready = bool(os.read(self.ready_pipe, 1))
        if self.ready or self.ended is not None:
            self._close()

    def kill(self) -> None:
        """End it and all that it started, now."""
        if self.ended is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.ended = -signal.SIGKILL
        self._close()

    def _close(self) -> None:
        if self.ready_pipe >= 0:
            os.close(self.ready_pipe)
            self.ready_pipe = -1

    def tell(self, what: signal.Signals) -> None:
        """Send it a signal."""
        if self.ended is None:
            os.kill(self.pid, what)


class Doorkeeper:
    """Keeps one version answering until it is told to stop."""

    def __init__(self, listener: socket.socket, answer: Answer) -> None:
        self._listener = listener
        self._answer = answer
        self._stop = threading.Event()
        self._reload = threading.Event()
        self._patience = Patience()
        self._has_answered = False
        self._again_at = 0.0
        self._answering: Version | None = None
        self._coming: Version | None = None
        self._leaving: list[Version] = []

    def keep(self) -> int:
        """Let versions answer until told to stop, or until the first one ends without ever having answered."""
        on_stop(self._stop)
        signal.signal(signal.SIGHUP, lambda *_: self._reload.set())
        self._coming = self._fork()
        status = None
        while status is None and not self._stop.wait(LOOK_SECONDS):
            self._look_after_those_who_leave()
            self._look_after_the_one_that_answers()
            status = self._look_after_the_one_that_comes()
        _tell_systemd("STOPPING=1")
        self._end()
        return status or 0

    def _look_after_those_who_leave(self) -> None:
        for each in self._leaving:
            each.look()
            if each.ended is None and time.monotonic() > each.leaves_by:
                log.error("a version of the web (process %d) did not finish in time and is killed", each.pid)
                each.kill()
        self._leaving = [each for each in self._leaving if each.ended is None]

    def _look_after_the_one_that_answers(self) -> None:
        one = self._answering
        if one is None:
            if self._coming is None and time.monotonic() >= self._again_at:
                self._coming = self._spawn()
            return
        one.look()
        if one.ended is not None:
            self._answering = None
            pause = self._patience.pause(time.monotonic() - one.started)
            self._again_at = time.monotonic() + pause
            log.error("the web ended (%s), starting it again in %.0f s", end_in_words(one.ended), pause)

    def _look_after_the_one_that_comes(self) -> int | None:
        """Return the exit status when there is nothing to go on with."""
        one = self._coming
        if one is None:
            if self._reload.is_set() and self._answering is not None:
                self._reload.clear()
                log.info("starting the web anew beside process %d", self._answering.pid)
                _tell_systemd(f"RELOADING=1\nMONOTONIC_USEC={time.monotonic_ns() // 1000}")
                self._coming = self._spawn()
            return None
        one.look()
        self._has_answered = self._has_answered or one.ready
        if one.ready and one.ended is None:
            self._take_over(one)
            return None
        if one.ended is None and time.monotonic() - one.started < START_SECONDS_MAX:
            return None
        why = end_in_words(one.ended) if one.ended is not None else f"not ready within {START_SECONDS_MAX} s"
        one.kill()
        self._coming = None
        if self._answering is not None:
            log.error("the new web did not start (%s): process %d goes on answering", why, self._answering.pid)
            _tell_systemd("READY=1\nSTATUS=the new version did not start, the one before it answers")
            return None
        if not self._has_answered:
            log.error("the web did not start (%s)", why)
            return max(one.ended or 0, 1)
        pause = self._patience.pause(time.monotonic() - one.started)
        self._again_at = time.monotonic() + pause
        log.error("the web did not start (%s), trying again in %.0f s", why, pause)
        return None

    def _take_over(self, one: Version) -> None:
        before, self._answering, self._coming = self._answering, one, None
        if before is not None:
            before.leaves_by = time.monotonic() + STOP_SECONDS_MAX
            before.tell(signal.SIGTERM)
            self._leaving.append(before)
            log.info("the new web (process %d) answers; process %d finishes what it has", one.pid, before.pid)
        _tell_systemd(f"READY=1\nSTATUS=process {one.pid} answers")

    def _fork(self) -> Version:
        """Run the version that we are ourselves: all of it is imported already."""
        reading, writing = os.pipe()
        parent = str(os.getpid())
        pid = os.fork()
        if not pid:
            os.close(reading)
            os.setsid()  # Ctrl-C in a terminal is for the doorkeeper, who passes it on.
            for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                signal.signal(each, signal.SIG_DFL)
            os.environ[PARENT] = parent
            os.environ.pop("NOTIFY_SOCKET", None)
            follow_parent()
            self._answer(self._listener.fileno(), writing)
            sys.exit(0)
        return self._version(pid, reading, writing)

    def _spawn(self) -> Version:
        """Run whatever version the program's path leads to now."""
        reading, writing = os.pipe()
        descriptors = (self._listener.fileno(), writing)
        environment = {name: value for name, value in os.environ.items() if name != "NOTIFY_SOCKET"}
        environment |= {PARENT: str(os.getpid()), LISTENER: str(descriptors[0]), READY: str(writing)}
        started = subprocess.Popen(  # noqa: S603  our own program
            _current(), env=environment, pass_fds=descriptors, start_new_session=True
        )
        started.returncode = 0  # We wait for it ourselves.
        return self._version(started.pid, reading, writing)

    def _version(self, pid: int, reading: int, writing: int) -> Version:
        os.close(writing)
        os.set_blocking(reading, False)
        return Version(pid, reading, time.monotonic())

    def _end(self) -> None:
        """Have all finish; kill who does not."""
        self._listener.close()
        rest = [each for each in (self._coming, self._answering, *self._leaving) if each is not None]
        for each in rest:
            each.tell(signal.SIGTERM)
        until = time.monotonic() + STOP_SECONDS_MAX
        while any(each.ended is None for each in rest) and time.monotonic() < until:
            time.sleep(LOOK_SECONDS / 2)
            for each in rest:
                each.look()
        for each in rest:
            if each.ended is None:
                log.error("the web (process %d) did not finish in time and is killed", each.pid)
                each.kill()


def _current() -> list[str]:
    """Return how to start the program that our path leads to now, links to folders followed: they may lead elsewhere
    while what we start still reads templates and the like.
    """
    python, program = Path(sys.executable), Path(sys.argv[0])
    return [str(python.parent.resolve() / python.name), str(program.parent.resolve() / program.name), *sys.argv[1:]]


def _tell_systemd(state: str) -> None:
    systemd.sd_notify(state, log)
