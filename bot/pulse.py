"""Pulse: the thread by which a process notes that it is at work (`models/beats.py`), until it stops."""

from __future__ import annotations

import logging
import secrets
import threading
from types import TracebackType

from models.beats import SECONDS, Kind, beat, leave
from models.database import Database

log = logging.getLogger(__name__)

STOP_SECONDS_MAX = 5
"""So long a process that stops waits for its last counts to be carried over."""


class Pulse:
    """Beats every few seconds; trouble with the database is logged once, and never ends it."""

    def __init__(self, database: Database, kind: Kind, *, seconds: float = SECONDS) -> None:
        self._database = database
        self._kind = kind
        self._seconds = seconds
        self._process = f"{kind} {secrets.token_hex(8)}"
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pulse", daemon=True)
        self._fails = False

    def start(self) -> Pulse:
        """Begin; in the process that is to be heard of, after any fork."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Carry over what is counted and leave; a database that hangs holds up nobody for long."""
        self._stop.set()
        self._thread.join(STOP_SECONDS_MAX)

    def __enter__(self) -> Pulse:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _run(self) -> None:
        while True:
            self._try(leaving=False)
            if self._stop.wait(self._seconds):
                break
        self._try(leaving=True)

    def _try(self, *, leaving: bool) -> None:
        try:
            if leaving:
                leave(self._database, self._process)
            else:
                beat(self._database, self._kind, self._process)
        except Exception as error:
            if not self._fails:
                log.error("the %s process could not note that it is at work: %s", self._kind, type(error).__name__)
            self._fails = True
        else:
            self._fails = False
