"""Stores: servers that hand out files well or badly over real sockets, with TLS where it is asked for.

`Map` lets a fetcher believe that they are hosts of the internet: what it looks up and connects to is recorded.
"""

from __future__ import annotations

import contextlib
import datetime
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.channels.fetching import Fetcher, Patience

PUBLIC = "93.184.216.34"
QUICK = Patience(connect=0.5, read=0.5, total=1.0)

Line = Callable[[socket.socket], None]


@dataclass(frozen=True)
class Heard:
    """One request as it reached a store."""

    target: str
    headers: Mapping[str, str]


class Store:
    """Answers each request by the next deed it was given, and the last one for ever; remembers every request."""

    def __init__(self, *deeds: Line, tls: ssl.SSLContext | None = None) -> None:
        self.heard: list[Heard] = []
        self._deeds = list(deeds)
        self._tls = tls
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        """Close the door and wait for the threads."""
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while True:
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            serving = threading.Thread(target=self._serve, args=(line,))
            self._threads.append(serving)
            serving.start()

    def _serve(self, line: socket.socket) -> None:
        with contextlib.suppress(OSError), contextlib.ExitStack() as opened:
            line.settimeout(5)
            opened.enter_context(line)
            if self._tls is not None:
                line = opened.enter_context(self._tls.wrap_socket(line, server_side=True))
            stream = opened.enter_context(line.makefile("rb"))
            words = stream.readline().decode("latin-1").split()
            if len(words) < 2:
                return
            headers = {}
            while (raw := stream.readline()).strip():
                name, _, value = raw.decode("latin-1").partition(":")
                headers[name.lower()] = value.strip()
            self.heard.append(Heard(words[1], headers))
            deed = self._deeds.pop(0) if len(self._deeds) > 1 else self._deeds[0]
            deed(line)


@contextlib.contextmanager
def store(*deeds: Line, tls: ssl.SSLContext | None = None) -> Iterator[Store]:
    """Give a store for as long as it is needed."""
    started = Store(*deeds, tls=tls)
    try:
        yield started
    finally:
        started.stop()


def gives(body: bytes, status: int = 200, **headers: str) -> Line:
    """Hand out a file."""
    told = {"Content_Length": str(len(body)), "Connection": "close", **headers}
    return says(_head(status, told) + body)


def leads_to(url: str, status: int = 307) -> Line:
    """Say that the file is elsewhere."""
    return gives(b"", status, Location=url)


def says(words: bytes) -> Line:
    """Say exactly this."""
    return lambda line: line.sendall(words)


def endless(piece: bytes = bytes(65_536), head: bytes = b"HTTP/1.1 200 OK\r\n\r\n") -> Line:
    """Hand out a file that has no end."""

    def deed(line: socket.socket) -> None:
        line.sendall(head)
        while True:
            line.sendall(piece)

    return deed


def drips(head: bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", pause: float = 0.1) -> Line:
    """Hand out a file byte by byte, each before anybody loses patience with it; an empty head drips too."""

    def deed(line: socket.socket) -> None:
        line.sendall(head)
        for _ in range(200):
            time.sleep(pause)
            line.sendall(b"x")

    return deed


def silent(seconds: float = 1.5) -> Line:
    """Say nothing."""
    return lambda _: time.sleep(seconds)


@dataclass
class Map:
    """Which host is where; by default each looks public and leads to nobody."""

    stores: Mapping[str, Store]
    trusted: ssl.SSLContext | None = None
    addresses: Mapping[str, Sequence[str]] = field(default_factory=dict)
    looked_up: list[str] = field(default_factory=list)
    connected: list[str] = field(default_factory=list)
    slow: float = 0.0
    _hosts: dict[str, str] = field(default_factory=dict)

    def fetcher(self, patience: Patience = QUICK) -> Fetcher:
        """Return a fetcher that goes by this map."""
        context = self.trusted or ssl.create_default_context()
        return Fetcher(patience, self._resolve, self._connect, lambda: context)

    def _resolve(self, host: str, _port: int) -> Sequence[str]:
        self.looked_up.append(host)
        time.sleep(self.slow)
        found = self.addresses.get(host)
        if found is None:
            found = [f"93.184.216.{len(self._hosts) + 1}"]
        self._hosts |= dict.fromkeys(found, host)
        return found

    def _connect(self, address: str, _port: int, seconds: float) -> socket.socket:
        self.connected.append(address)
        found = self.stores.get(self._hosts[address])
        if found is None:
            raise ConnectionRefusedError(address)
        return socket.create_connection(("127.0.0.1", found.port), seconds)


@dataclass(frozen=True)
class Tls:
    """One certificate for some hosts, as a server shows it and as a client trusts it."""

    server: ssl.SSLContext
    client: ssl.SSLContext


def certified(folder: Path, *hosts: str) -> Tls:
    """Make a certificate for these hosts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "tests")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "tests.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    client = ssl.create_default_context(cafile=str(file))
    client.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return Tls(server, client)


def _head(status: int, headers: Mapping[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} Some", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()
