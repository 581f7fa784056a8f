"""A Bot API that takes whatever it is sent, at once: `python -m tests.bench.bot_api`, a process of its own.

It prints its port, and at the end of its standard input what it was sent. It speaks just enough HTTP for our channel
and for the bare loop; answering costs it far less than asking costs them.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import subprocess
import sys
from collections import Counter
from types import TracebackType
from urllib.parse import parse_qs

from tests.browser.program import ROOT

SENT = (
    '{"ok":true,"result":{"message_id":%d,"date":1795500000,"chat":{"id":%s,"type":"private"},'
    '"from":{"id":7000000001,"is_bot":true,"first_name":"KasPro"},"text":"ok"}}'
)
_IDS = itertools.count(1)
DONE = '{"ok":true,"result":true}'


class BotApi:
    """The process, for as long as the context lasts."""

    def __init__(self) -> None:
        self.url = ""
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> BotApi:
        command = [sys.executable, "-m", "tests.bench.bot_api"]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if self._process.stdout is None:
            raise RuntimeError("nobody speaks")
        self.url = f"http://127.0.0.1:{int(self._process.stdout.readline())}"
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(10)

    def stop(self) -> dict[str, int]:
        """End it, and return how often each text was sent to each chat, by `chat text`."""
        if self._process is None:
            raise RuntimeError("it was not started")
        told, _ = self._process.communicate("", timeout=10)
        sent: dict[str, int] = json.loads(told)
        return sent


class _Line(asyncio.Protocol):
    """One connection."""

    def __init__(self, sent: Counter[str]) -> None:
        self._sent = sent
        self._heard = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what answers go through."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that is here as a whole."""
        self._heard += data
        while self._transport is not None:
            head, end, rest = self._heard.partition(b"\r\n\r\n")
            length = _length(head)
            if not end or len(rest) < length:
                return
            body, self._heard = rest[:length], rest[length:]
            answer = self._answer(head.split(b" ", 2)[1], body).encode()
            start = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(answer)}\r\n\r\n"
            self._transport.write(start.encode() + answer)

    def _answer(self, path: bytes, body: bytes) -> str:
        if not path.endswith(b"/sendMessage"):
            return DONE
        fields = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        self._sent[f"{fields['chat_id']} {fields['text']}"] += 1
        return SENT % (next(_IDS), fields["chat_id"])


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


async def _serve() -> None:
    sent: Counter[str] = Counter()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Line(sent), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    print(json.dumps(sent), flush=True)


if __name__ == "__main__":
    asyncio.run(_serve())
