"""Programs: our web server and the floor's, started as an operator starts them, each in a folder of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import TracebackType

from models.database import Database
from tests.bench.machine import youngest
from tests.bench.people import SETTINGS
from tests.browser.program import OURS, ROOT, START_SECONDS_MAX, STOP_SECONDS_MAX, free_port

APP = (str(ROOT / "app.py"), "serve")
FLOOR = ("-m", "tests.bench.floors")


class Served:
    """A web server that runs for as long as the context does."""

    def __init__(self, database: Database, folder: Path, command: Sequence[str] = APP) -> None:
        self.port = free_port()
        self._command = [sys.executable, *command]
        self._folder = folder
        self._log = folder / f"log-{self.port}"
        kept = {name: value for name, value in os.environ.items() if not OURS.fullmatch(name)}
        url = database.url.render_as_string(hide_password=False)
        self._environment = {**kept, **SETTINGS, "DATABASE_URL": url, "PORT": str(self.port), "PYTHONPATH": str(ROOT)}
        self._process: subprocess.Popen[bytes] | None = None
        self.first_answer = 0.0
        """Seconds from its start to its first 200."""

    def __enter__(self) -> Served:
        start = time.perf_counter()
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                self._command, cwd=self._folder, env=self._environment, stdout=log, stderr=subprocess.STDOUT
            )
        try:
            self._wait(start)
        except BaseException:
            self.stop()  # Nobody leaves a context that was never entered.
            raise
        self.first_answer = time.perf_counter() - start
        return self

    def _wait(self, start: float) -> None:
        """Wait for the first 200."""
        while not self._healthy():
            if self._process is None or self._process.poll() is not None:
                raise RuntimeError(f"the server did not start:\n{self.log}")
            if time.perf_counter() - start > START_SECONDS_MAX:
                raise RuntimeError(f"the server did not answer:\n{self.log}")
            time.sleep(0.005)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def stop(self) -> None:
        """End it as a service manager does."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def workers(self) -> list[int]:
        """The processes that answer, by id."""
        if self._process is None:
            raise RuntimeError("the server was not started")
        return youngest(self._process.pid)

    @property
    def log(self) -> str:
        """What it printed."""
        return self._log.read_text()

    def _healthy(self) -> bool:
        asked = HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            asked.request("GET", "/healthz")
            return asked.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            asked.close()
