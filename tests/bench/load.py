"""Load: so many clients that each post a message, wait for the answer, and post the next. A process of its own.

Started by `Load.run`; the request comes as JSON on standard input and what was measured goes out the same way, so that
the clients take no time from the interpreter that is measured.
"""

from __future__ import annotations

import json
import select
import socket
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench.machine import cpu_seconds
from tests.bench.people import SETTINGS, update

OPENED_MAX = 1000
ACCEPT_SECONDS_MAX = 10
WARM_SECONDS = 0.5


@dataclass(frozen=True)
class Load:
    """What is to be posted, and to whom."""

    port: int
    workers: list[int]
    """The web's workers by their process ids, over which the clients are spread evenly."""
    database: list[int]
    """PostgreSQL's processes, whose time is counted apart."""
    clients: int
    seconds: float
    first_update: int
    chats: list[int]
    says: list[str]
    """The lines that are said in turn."""
    requests: int = 0
    """End after so many, whatever the seconds; 0 for no end but the time's."""

    def run(self) -> Measured:
        """Let a process of its own do it, and return what it measured."""
        command = [sys.executable, "-m", "tests.bench.load"]
        asked = json.dumps(asdict(self)).encode()
        done = subprocess.run(command, input=asked, stdout=subprocess.PIPE, check=True, cwd=Path(__file__).parents[2])
        return Measured(**json.loads(done.stdout))


@dataclass(frozen=True)
class Measured:
    """What one cell came to; times are microseconds."""

    rate: float
    """Answers a second while it was measured."""
    took: list[int]
    """Each request's time from the first byte out to the last byte in."""
    cpu: float
    """The web workers' processor time for a request."""
    cpu_database: float
    """The same of PostgreSQL's processes."""
    answered: int
    """All answers, with those before and after the measuring."""
    refused: int
    """How many of them were not 200."""


class _Client:
    """One connection that is kept alive, with one request on its way at a time."""

    def __init__(self, line: socket.socket) -> None:
        self.line = line
        self.since = 0
        self._heard = b""

    def post(self, body: bytes) -> None:
        self.since = time.perf_counter_ns()
        self.line.sendall(_HEAD % len(body) + body)

    def answered(self) -> bytes | None:
        """Return the status once the whole answer is here."""
        heard = self.line.recv(65536)
        if not heard:
            raise RuntimeError("the server hung up")
        self._heard += heard
        head, end, rest = self._heard.partition(b"\r\n\r\n")
        if not end or len(rest) < _length(head):
            return None
        self._heard = b""
        return head[9:12]


_HEAD = (
    "POST /telegram HTTP/1.1\r\nHost: kaspro.example\r\nContent-Type: application/json\r\n"
    f"X-Telegram-Bot-Api-Secret-Token: {SETTINGS['TELEGRAM_SECRET']}\r\nContent-Length: %d\r\n\r\n"
).encode()


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise RuntimeError("an answer without its length")


def _open(load: Load) -> list[_Client]:
    """Open connections until every worker holds its share; a worker takes whichever it is first to accept."""
    share = -(-load.clients // len(load.workers))
    held: dict[int, list[socket.socket]] = {worker: [] for worker in load.workers}
    surplus: list[socket.socket] = []
    for _ in range(OPENED_MAX):
        line = socket.create_connection(("127.0.0.1", load.port))
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        mine = held[_holder(load, line)]
        (mine if len(mine) < share else surplus).append(line)
        time.sleep(0.005)  # The other one shall have its chance.
        if all(len(each) == share for each in held.values()):
            break
    else:
        raise RuntimeError("one worker takes no connections")
    for line in surplus:
        line.close()
    return [_Client(line) for each in zip(*held.values(), strict=True) for line in each][: load.clients]


def _holder(load: Load, line: socket.socket) -> int:
    """Return which worker accepted the connection, by the inode of its other end."""
    wanted = f"{_hexadecimal(line.getpeername())} {_hexadecimal(line.getsockname())}"
    until = time.monotonic() + ACCEPT_SECONDS_MAX
    while time.monotonic() < until:
        for row in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            columns = row.split()
            if f"{columns[1]} {columns[2]}" == wanted and columns[9] != "0":
                for worker in load.workers:
                    if _has(worker, f"socket:[{columns[9]}]"):
                        return worker
        time.sleep(0.001)
    raise RuntimeError("no worker accepted a connection")


def _hexadecimal(address: tuple[str, int]) -> str:
    host = int.from_bytes(socket.inet_aton(address[0]), sys.byteorder)
    return f"{host:08X}:{address[1]:04X}"


def _has(process: int, name: str) -> bool:
    for each in Path(f"/proc/{process}/fd").iterdir():
        try:
            if str(each.readlink()) == name:
                return True
        except FileNotFoundError:
            continue
    return False


class _Watch:
    """Times what is answered between the end of warming up and the last post."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._start = time.perf_counter_ns() + (0 if load.requests else int(WARM_SECONDS * 1e9))
        self._end = self._start + int(load.seconds * 1e9)
        self._used: list[tuple[int, float, float]] = []
        self._took: list[int] = []
        self.posted = self.answered = self.refused = 0

    def heard(self, status: bytes, since: int) -> bool:
        """Note one answer; return whether to go on."""
        now = time.perf_counter_ns()
        self.answered += 1
        self.refused += status != b"200"
        over = now >= self._end or 0 < self._load.requests <= self.posted
        if not self._used and now >= self._start:
            self._look(now)
        elif len(self._used) == 1:
            self._took.append((now - since) // 1000)
            if over:
                self._look(now)
        return not over

    def _look(self, now: int) -> None:
        self._used.append((now, cpu_seconds(self._load.workers), cpu_seconds(self._load.database)))

    def measured(self) -> Measured:
        """Return what came of it."""
        if len(self._used) < 2 or not self._took:
            raise RuntimeError("too few answers to measure")
        (start, cpu, database), (end, cpu_end, database_end) = self._used
        count = len(self._took)
        return Measured(
            rate=1e9 * count / (end - start),
            took=self._took,
            cpu=1e6 * (cpu_end - cpu) / count,
            cpu_database=1e6 * (database_end - database) / count,
            answered=self.answered,
            refused=self.refused,
        )


def _drive(load: Load) -> Measured:
    clients = {each.line.fileno(): each for each in _open(load)}
    poll, watch = select.epoll(), _Watch(load)

    def post(client: _Client) -> None:
        chat = load.chats[(load.first_update + watch.posted) % len(load.chats)]
        says = load.says[(load.first_update + watch.posted) % len(load.says)]
        client.post(update(load.first_update + watch.posted, chat, says))
        watch.posted += 1

    for file, client in clients.items():
        poll.register(file, select.EPOLLIN)
        post(client)
    busy = len(clients)
    while busy:
        for file, _ in poll.poll():
            status = clients[file].answered()
            if status is None:
                continue
            if watch.heard(status, clients[file].since):
                post(clients[file])
            else:
                busy -= 1
    return watch.measured()


if __name__ == "__main__":
    asked = Load(**json.load(sys.stdin))
    json.dump(asdict(_drive(asked)), sys.stdout)
