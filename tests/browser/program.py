"""The real program, started as an operator starts it, in a folder of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[2]
START_SECONDS_MAX = 60
STOP_SECONDS_MAX = 30
WAIT_SECONDS_MAX = 15
OURS = re.compile("SANDBOX|SECRET_KEY|FAQ_DOCUMENT|MEDIA_PATH|(DATABASE|PUBLIC|TRUSTED|PIN|DEFAULT|TELEGRAM|TWILIO)_.*")
"""Names of settings, which a developer's own environment must not bring into a test."""


@dataclass
class Program:
    """`python app.py run` on a free port, with `var/` in `folder`."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.http = httpx.Client(base_url=self.url, trust_env=False, timeout=10)
        self._environment = {name: value for name, value in os.environ.items() if not OURS.fullmatch(name)}
        self._environment |= {"PORT": str(self.port), "PYTHONUNBUFFERED": "1", **self.settings}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                self._command("run"), cwd=self.folder, env=self._environment, stdout=log, stderr=subprocess.STDOUT
            )
        until = time.monotonic() + START_SECONDS_MAX
        while not self._healthy():
            if self._process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise RuntimeError(f"the program did not start:\n{self.log.read_text()}")
            time.sleep(0.1)

    def stop(self) -> int:
        """End it as a service manager does, and return its exit status."""
        self.http.close()
        if self._process is None:
            return 0
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(STOP_SECONDS_MAX)

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run another command over the same folder, as an operator would beside the running program."""
        return subprocess.run(
            self._command(*arguments),
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    @property
    def log(self) -> Path:
        """What it printed."""
        return self.folder / "log"

    def code(self, number: str) -> str:
        """Return the newest code that came to this number by SMS."""
        texts = self.http.get("/sandbox/sms", params={"to": number}).json()
        return str(re.findall(r"\b[0-9]{6}\b", texts[-1]["text"])[0])

    def forward(self, seconds: int) -> None:
        """Move the wallet's clock ahead."""
        self.http.post("/sandbox/clock", json={"forward": seconds}).raise_for_status()

    def now(self) -> datetime:
        """Return the wallet's time."""
        return datetime.fromisoformat(self.http.get("/sandbox/clock").json()["now"])

    def bank(self, **asked: Any) -> dict[str, Any]:
        """Have a teller pay in."""
        answer: dict[str, Any] = self.http.post("/sandbox/bank", json=asked).raise_for_status().json()
        return answer

    def _healthy(self) -> bool:
        try:
            return self.http.get("/healthz").status_code == 200
        except httpx.HTTPError:
            return False

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, str(ROOT / "app.py"), *arguments]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
