"""The program running as an operator runs it: releases in folders, one of them current, each process apart."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from models.database import Database
from tests.browser.program import OURS, free_port
from tests.deploys.nursery import Born, nursery
from tests.stage import PUBLIC_URL

ROOT = Path(__file__).parents[2]
PARTS = ("app.py", "bot", "faq", "flows", "models", "sandbox", "staff")
NAME = 'Response("KasPro\\n"'
"""What the service says of itself, in app.py: another word there is how a test knows another release."""


@dataclass
class Running:
    """Web, sender and worker over one database."""

    folder: Path
    database: Database
    api: str
    settings: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.port = free_port()
        self.release("one")
        self.point("one")
        self.environment = {
            **{name: value for name, value in os.environ.items() if not OURS.fullmatch(name)},
            "DATABASE_URL": self.database.url.render_as_string(hide_password=False),
            "PORT": str(self.port),
            "SECRET_KEY": "k" * 40,
            "PIN_PEPPER": "p" * 40,
            "PUBLIC_URL": PUBLIC_URL,
            "TELEGRAM_TOKEN": "7000000001:token",
            "TELEGRAM_SECRET": "telegram-secret",
            "TELEGRAM_API_URL": f"{self.api}/telegram",
            "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
            "TWILIO_AUTH_TOKEN": "twilio-token",
            "TWILIO_WHATSAPP_FROM": "whatsapp:+628001234567",
            "TWILIO_API_URL": f"{self.api}/twilio",
            "PYTHONUNBUFFERED": "1",
            **self.settings,
        }

    def release(self, name: str) -> Path:
        """Put a release into a folder of its own; it says its name at the front page."""
        folder = self.folder / name
        folder.mkdir()
        for part in PARTS:
            if (ROOT / part).is_dir():
                shutil.copytree(ROOT / part, folder / part)
            else:
                shutil.copy2(ROOT / part, folder / part)
        code = (folder / "app.py").read_text()
        assert NAME in code
        (folder / "app.py").write_text(code.replace(NAME, f'Response("KasPro {name}\\n"'))
        return folder

    def point(self, name: str) -> None:
        """Make this release the current one."""
        link = self.folder / "new"
        link.symlink_to(name)
        link.replace(self.folder / "current")

    def start(self, command: str) -> Born:
        """Start one process; it can be told to stop when this returns, and the web answers."""
        born = nursery().start([str(self.folder / "current" / "app.py"), command], self.environment, self.folder)
        wait_for(lambda: catches(born.pid, signal.SIGTERM), "the process to be ready", log=born.log)
        if command == "serve":
            wait_for(lambda: bool(self.name()), "the web to answer", log=born.log)
        return born

    def name(self) -> str:
        """Which release answers; empty when none does."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/", headers={"Connection": "close"})
            return connection.getresponse().read().decode().strip()
        except OSError:
            return ""
        finally:
            connection.close()


def wait_for(right: Callable[[], bool], what: str, seconds: float = 30, *, log: Path | None = None) -> None:
    """Wait until it is so, or fail with what the log says."""
    until = time.monotonic() + seconds
    while not right():
        if time.monotonic() > until:
            told = log.read_text() if log is not None and log.exists() else ""
            raise AssertionError(f"waited {seconds} s for {what}\n{told}")
        time.sleep(0.02)


def catches(pid: int, what: signal.Signals) -> bool:
    """Return whether a process has its own way of taking this signal."""
    with suppress(OSError):
        (mask,) = (line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("SigCgt:"))
        return bool(int(mask.split()[1], 16) >> (what - 1) & 1)
    return False


def alive(pid: int) -> bool:
    """Return whether there is such a process, one that has ended but was not waited for apart."""
    with suppress(OSError, IndexError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False
