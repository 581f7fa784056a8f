"""The supervisor: whatever ends is started again, with patience; told to stop or killed, it leaves nobody behind.

Its three children here are a few lines, which tell what came to them.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.family import Patience
from tests.deploys.running import ROOT, alive, wait_for

PROGRAM = f"""
import os, signal, sys, time
from pathlib import Path
sys.path.insert(0, {str(ROOT)!r})
name = sys.argv[1]

if name == "run":
    from bot.supervisor import supervise
    from bot.settings import Settings
    sys.exit(supervise(Settings.model_construct(host="127.0.0.1", port=1), lambda line: print(line, flush=True)))

from bot.family import follow_parent

def note(number, _):
    Path(f"{{name}}.told").open("a").write(signal.Signals(number).name + " ")
    if number != signal.SIGHUP:
        time.sleep(float(os.environ["FINISHING"]))
        os._exit(0)

for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
    signal.signal(each, note)
follow_parent()
if Path(f"{{name}}.broken").exists():
    sys.exit(f"app.py: {{name}} lacks something")
Path(f"{{name}}.pid").write_text(str(os.getpid()))
while True:
    time.sleep(60)
"""
NAMES = ("serve", "send", "work")


class Family:
    """A supervisor and its three children."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "log"
        (folder / "app.py").write_text(PROGRAM)

    def start(self, finishing: float = 0) -> None:
        """Start it; its children take so long to finish what they have."""
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(self.folder / "app.py"), "run"],
                cwd=self.folder,
                env={**os.environ, "FINISHING": str(finishing)},
                stdout=log,
                stderr=log,
            )

    def pid(self, name: str) -> int:
        """Return the process of that child, or 0."""
        try:
            return int((self.folder / f"{name}.pid").read_text())
        except (OSError, ValueError):
            return 0

    def all_live(self) -> bool:
        """Return whether all three do."""
        return all(self.pid(name) and alive(self.pid(name)) for name in NAMES)

    def nobody_lives(self) -> bool:
        """Return whether none does."""
        return not any(alive(self.pid(name)) for name in NAMES)

    def told(self, name: str) -> str:
        """Return the signals that came to that child."""
        path = self.folder / f"{name}.told"
        return path.read_text().strip() if path.exists() else ""

    def says(self, words: str) -> bool:
        """Return whether it said so."""
        return words in self.log.read_text()


@pytest.fixture
def family(tmp_path: Path) -> Iterator[Family]:
    """One that runs."""
    made = Family(tmp_path)
    made.start(finishing=0.3)
    wait_for(made.all_live, "all three")
    yield made
    made.process.kill()
    made.process.wait()
    wait_for(made.nobody_lives, "all to end")


def test_told_to_stop_it_passes_it_on_once_and_waits(family: Family) -> None:
    family.process.send_signal(signal.SIGINT)
    family.process.send_signal(signal.SIGTERM)
    assert family.process.wait(10) == 0
    assert family.nobody_lives()
    assert {family.told(name) for name in NAMES} == {"SIGTERM"}


def test_what_dies_is_started_again(family: Family) -> None:
    before = family.pid("work")
    os.kill(before, signal.SIGKILL)
    wait_for(lambda: family.pid("work") != before, "another worker")
    assert family.says("work ended (killed by SIGKILL); starting it again in 1 s")
    assert family.all_live()


def test_killed_it_leaves_nobody_behind(family: Family) -> None:
    family.process.kill()
    family.process.wait()
    wait_for(family.nobody_lives, "all to end")
    # The kernel may say it once for each thread of the parent that dies.
    assert {each for name in NAMES for each in family.told(name).split()} == {"SIGTERM"}


def test_a_hangup_renews_all_three(family: Family) -> None:
    before = {name: family.pid(name) for name in NAMES}
    family.process.send_signal(signal.SIGHUP)
    wait_for(lambda: family.all_live() and before["work"] != family.pid("work"), "another worker")
    wait_for(lambda: family.all_live() and before["send"] != family.pid("send"), "another sender")
    assert family.pid("serve") == before["serve"]
    assert [family.told(name) for name in NAMES] == ["SIGHUP", "SIGTERM", "SIGTERM"]
    assert not family.says("ended")


def test_a_loop_is_named_once_with_its_reason(tmp_path: Path) -> None:
    family = Family(tmp_path)
    (tmp_path / "send.broken").touch()
    family.start()
    wait_for(lambda: family.says("does not hold"), "it to be named")
    said = [line for line in family.log.read_text().splitlines() if line.startswith(("send", "It is"))]
    why = "(exit status 1: app.py: send lacks something)"
    assert said == [
        f"send ended {why}; starting it again in 1 s",
        f"send ended {why}; starting it again in 2 s",
        f"send does not hold, it ended at once 3 times {why}.",
        "It is tried again, at longer and longer intervals up to a minute; said again when send holds.",
    ]
    assert family.pid("work")
    assert family.pid("serve")
    family.process.terminate()
    assert family.process.wait(10) == 0


def test_patience_grows_with_every_end_at_once_and_not_for_ever() -> None:
    patience = Patience()
    assert [patience.pause(lived=1) for _ in range(9)] == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert [patience.pause(lived=3_600), patience.pause(lived=1), patience.pause(lived=1)] == [1, 1, 2]
