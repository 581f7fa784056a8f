"""Peers: servers on this machine that answer, refuse, hang, hang up or come late, over real sockets."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

Fields = dict[str, str]


@dataclass(frozen=True)
class Answer:
    """What a peer does with one request; by default it says so with 200."""

    status: int = 200
    body: bytes = b""
    headers: Fields = field(default_factory=dict)
    late: float = 0.0
    """Seconds before the answer."""
    hang_up: bool = False
    """Takes the request and closes the line."""


@dataclass(frozen=True)
class Call:
    """One request as it reached a peer."""

    method: str
    path: str
    query: Fields
    headers: Fields
    form: Fields


class Peer:
    """Answers each request with the next answer it was given, and the last one for ever; remembers every call."""

    def __init__(self, *answers: Answer) -> None:
        self.calls: list[Call] = []
        self._answers = list(answers)
        self._over = threading.Event()
        self._server = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.getsockname()[1]}"

    def stop(self) -> None:
        """Close every line and wait for the threads."""
        self._over.set()
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            serving = threading.Thread(target=self._serve, args=(line,))
            self._threads.append(serving)
            serving.start()

    def _serve(self, line: socket.socket) -> None:
        with line, contextlib.suppress(OSError), line.makefile("rb") as stream:
            line.settimeout(5)
            head = stream.readline().decode().split()
            if not head:
                return
            headers = dict(_headers(stream.readline, end=b"\r\n"))
            body = stream.read(int(headers.get("content-length", "0"))).decode()
            url = urlsplit(head[1])
            self.calls.append(Call(head[0], url.path, _fields(url.query), headers, _fields(body)))
            answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
            if self._over.wait(answer.late) or answer.hang_up:
                return
            sent = {"Content-Length": len(answer.body), "Connection": "close", **answer.headers}
            start = [f"HTTP/1.1 {answer.status} Some", *(f"{name}: {value}" for name, value in sent.items()), "", ""]
            line.sendall("\r\n".join(start).encode() + answer.body)


def says(value: Any, status: int = 200, **more: Any) -> Answer:
    """Return an answer that holds JSON."""
    return Answer(status, json.dumps(value).encode(), **more)


HANGS = Answer(late=30)
HANGS_UP = Answer(hang_up=True)


@contextlib.contextmanager
def peer(*answers: Answer) -> Iterator[Peer]:
    """Give a peer for as long as it is needed."""
    started = Peer(*answers)
    try:
        yield started
    finally:
        started.stop()


@contextlib.contextmanager
def refusing() -> Iterator[str]:
    """Give the URL of a port where nobody listens, kept from others meanwhile."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"


@contextlib.contextmanager
def full() -> Iterator[str]:
    """Give the URL of a server too busy to take up the line, so that connecting times out."""
    with contextlib.ExitStack() as lines:
        server = lines.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(3):
            line = lines.enter_context(socket.socket())
            line.setblocking(False)
            line.connect_ex(server.getsockname())
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def _headers(readline: Any, end: bytes) -> Iterator[tuple[str, str]]:
    while (raw := readline()) not in {end, b""}:
        name, _, value = raw.decode().partition(":")
        yield name.lower(), value.strip()


def _fields(encoded: str) -> Fields:
    return {name: values[0] for name, values in parse_qs(encoded, keep_blank_values=True).items()}
