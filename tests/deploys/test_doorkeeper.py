"""The doorkeeper: what it does when a version cannot start, dies, hangs, or when it is killed itself.

The versions here are a few lines over a socket, so that what is tested is the doorkeeper alone.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.program import free_port
from tests.deploys.running import ROOT, alive, wait_for

PROGRAM = f"""
import logging, os, select, signal, socket, sys
sys.path.insert(0, {str(ROOT)!r})
from bot import doorkeeper
from bot.family import follow_parent

NAME = "one"
logging.basicConfig(level=logging.INFO, format="%(message)s")
doorkeeper.BIND_SECONDS_MAX, doorkeeper.START_SECONDS_MAX, doorkeeper.STOP_SECONDS_MAX = 0.3, 2, 1

def answer(listener, ready):
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])  # Looked for between two requests.
    server = socket.socket(fileno=listener)
    server.setblocking(False)
    os.write(ready, b".")
    while not stopped():
        select.select([server], [], [], 0.02)
        try:
            line, _ = server.accept()
        except BlockingIOError:
            continue
        line.setblocking(True)
        line.recv(1000)
        line.sendall(f"{{NAME}} {{os.getpid()}}".encode())
        line.close()
    os._exit(0)

def stopped():
    return signal.SIGTERM in signal.sigpending()

if doorkeeper.LISTENER in os.environ:
    follow_parent()
    answer(int(os.environ[doorkeeper.LISTENER]), int(os.environ[doorkeeper.READY]))
try:
    listener = doorkeeper.listen("127.0.0.1", int(os.environ["PORT"]))
except doorkeeper.AddressTaken as taken:
    sys.exit(f"app.py: {{taken}}")
sys.exit(doorkeeper.Doorkeeper(listener, answer).keep())
"""


class Door:
    """A doorkeeper over these versions."""

    def __init__(self, folder: Path, port: int) -> None:
        self.program = folder / "app.py"
        self.port = port
        self.log = folder / "log"
        self._process: subprocess.Popen[bytes] | None = None
        self.put(PROGRAM)

    def put(self, program: str) -> None:
        """Have this be the current version."""
        self.program.write_text(program)

    def start(self, descriptors: tuple[int, ...] = (), **environment: str) -> subprocess.Popen[bytes]:
        """Start the doorkeeper."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, str(self.program), "serve"],
                env={**os.environ, "PORT": str(self.port), **environment},
                stdout=log,
                stderr=log,
                pass_fds=descriptors,
            )
        return self._process

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The doorkeeper's own."""
        assert self._process is not None
        return self._process

    def tell(self, what: signal.Signals) -> None:
        """Send the doorkeeper a signal."""
        self.process.send_signal(what)

    def says(self, words: str, times: int = 1) -> bool:
        """Return whether it said this so often."""
        return self.log.read_text().count(words) >= times

    def end(self) -> int:
        """End it."""
        self.process.terminate()
        return self.process.wait(10)

    def who(self) -> tuple[str, int]:
        """Return which version answers, and its process; raise if none does."""
        with socket.create_connection(("127.0.0.1", self.port), 5) as line:
            line.sendall(b"GET /\r\n\r\n")
            name, pid = line.recv(100).decode().split()
        return name, int(pid)

    def answers(self) -> bool:
        """Return whether any version does."""
        try:
            return bool(self.who())
        except (OSError, ValueError):
            return False


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    """One that stands open."""
    made = Door(tmp_path, free_port())
    made.start()
    wait_for(made.answers, "the first version")
    yield made
    if made.process.poll() is None:
        made.end()


def test_another_version_takes_over_and_the_doorkeeper_stays(door: Door) -> None:
    before = door.who()
    door.put(PROGRAM.replace('"one"', '"two"'))
    door.tell(signal.SIGHUP)
    wait_for(lambda: door.who()[0] == "two", "the second version")
    wait_for(lambda: not alive(before[1]), "the first to end")
    assert door.process.poll() is None
    assert door.end() == 0
    assert not door.answers()


@pytest.mark.parametrize(
    ("broken", "why"),
    [("import sys; sys.exit(3)", "exit status 3"), ("import time; time.sleep(60)", "not ready within 2 s")],
)
def test_a_version_that_does_not_start_leaves_the_other_answering(broken: str, why: str, door: Door) -> None:
    before = door.who()
    door.put(broken)
    door.tell(signal.SIGHUP)
    said = f"the new web did not start ({why}): process {before[1]} goes on answering"
    wait_for(lambda: door.says(said), said)
    assert door.who() == before
    door.put(PROGRAM.replace('"one"', '"two"'))
    door.tell(signal.SIGHUP)
    wait_for(lambda: door.who()[0] == "two", "the mended version")


def test_a_version_that_dies_is_started_again_and_nobody_is_refused(door: Door) -> None:
    first = door.who()[1]
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: not alive(first), "it to be dead")
    assert door.who()[0] == "one"  # Asked in the moment between: it waits in the socket.
    assert door.says("(killed by SIGKILL)")
    assert door.says("again in 1 s")


def test_one_that_does_not_finish_in_time_is_killed(door: Door) -> None:
    door.put(PROGRAM.replace("return signal.SIGTERM in", "return 0 and").replace('"one"', '"stubborn"'))
    first = door.who()[1]
    door.tell(signal.SIGHUP)
    wait_for(lambda: not alive(first), "the second version")
    name, stubborn = door.who()
    assert name == "stubborn"
    door.put(PROGRAM)
    door.tell(signal.SIGHUP)
    wait_for(lambda: not alive(stubborn), "it to be killed")
    assert door.who()[0] == "one"


def test_two_signals_are_as_good_as_one(door: Door) -> None:
    version = door.who()[1]
    door.tell(signal.SIGINT)
    door.tell(signal.SIGTERM)
    assert door.process.wait(5) == 0
    assert not alive(version)


def test_a_killed_doorkeeper_leaves_nobody_behind(door: Door) -> None:
    first = door.who()[1]
    door.tell(signal.SIGHUP)
    wait_for(lambda: not alive(first), "the second version")
    second = door.who()[1]
    door.process.kill()
    door.process.wait()
    wait_for(lambda: not alive(first) and not alive(second), "its versions to end")
    door.start()
    wait_for(door.answers, "another doorkeeper")


def test_a_first_version_that_does_not_start_ends_it(tmp_path: Path) -> None:
    made = Door(tmp_path, free_port())
    made.put(PROGRAM.replace("def answer(listener, ready):", "def answer(listener, ready):\n    sys.exit(4)"))
    assert made.start().wait(10) == 4
    assert made.says("the web did not start (exit status 4)")


def test_an_address_that_is_taken_is_said_in_one_line(door: Door, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    made = Door(second, door.port)
    assert made.start().wait(10) == 1
    assert made.log.read_text() == (
        f"app.py: PORT: 127.0.0.1:{door.port} cannot be listened on (Address already in use)\n"
    )


def test_with_a_socket_of_systemd_even_a_stop_and_a_start_refuse_nobody(tmp_path: Path) -> None:
    told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    told.bind(str(tmp_path / "notify"))
    told.settimeout(5)
    with told, socket.create_server(("127.0.0.1", 0)) as held:
        made = Door(tmp_path, held.getsockname()[1])
        # As systemd hands it over: descriptor 3, and the number of the process, which only that process knows.
        handed = "import os; os.dup2(int(os.environ['HELD']), 3); os.environ['LISTEN_PID'] = str(os.getpid())\n"
        made.put(handed + PROGRAM)
        for _ in range(2):
            systemd = {"HELD": str(held.fileno()), "LISTEN_FDS": "1", "NOTIFY_SOCKET": str(tmp_path / "notify")}
            made.start((held.fileno(),), **systemd)
            assert made.who()[0] == "one"
            assert told.recv(200).startswith(b"READY=1\nSTATUS=process ")
            made.tell(signal.SIGHUP)
            assert told.recv(200).startswith(b"RELOADING=1\nMONOTONIC_USEC=")
            assert told.recv(200).startswith(b"READY=1\n")
            assert made.end() == 0
            assert told.recv(200) == b"STOPPING=1"
