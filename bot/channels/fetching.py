"""Fetching files from where a channel keeps them: only from named places, only so much, only so long.

The address of a file came from outside. So the host is compared with a list, its addresses are looked at before any of
them is connected to (and it is that address which is connected to), redirects are followed by hand, and what proves us
goes to the first place alone. Never called within a transaction.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from bot.channels.base import TooLarge, Unfetched

BYTES_MAX = 5_000_000
CHUNK = 65_536

_PLAIN = re.compile(r"[!-~]{1,4000}")
_REDIRECTS = {301, 302, 303, 307, 308}
_FOR_EVER = {400, 410, 413, 414, 415}
"""Refusals that trying again cannot mend. A 404 can: a service may tell of a file before it can be had."""
_SIX_TO_FOUR = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))


@dataclass(frozen=True)
class Place:
    """A host that files may come from, and the paths there."""

    host: str
    path: re.Pattern[str]
    scheme: str = "https"
    port: int | None = None
    """None is the scheme's own, and not to be named."""
    ours: bool = False
    """Named by the operator in a setting: it may be on this machine or in a private network, and without TLS."""

    @classmethod
    def under(cls, base: str, path: str, *, ours: bool) -> Place:
        """Return the place of paths, given as a pattern, under a base URL of our own settings."""
        parts = urlsplit(base)
        host = parts.netloc.rpartition(":")[0] if parts.port is not None else parts.netloc
        return cls(host.lower(), re.compile(re.escape(parts.path) + path), parts.scheme, parts.port, ours)

    @property
    def written(self) -> str:
        """The host as a URL has it, with the port if it must be named."""
        return self.host if self.port is None else f"{self.host}:{self.port}"

    @property
    def name(self) -> str:
        """What is looked up: the host without the brackets that an IPv6 address has in a URL."""
        return self.host.strip("[]")


@dataclass(frozen=True)
class Patience:
    """How long to wait, in seconds."""

    connect: float = 5.0
    read: float = 10.0
    total: float = 15.0


Resolve = Callable[[str, int], Sequence[str]]
Connect = Callable[[str, int, float], socket.socket]


def resolved(host: str, port: int) -> list[str]:
    """Return the addresses of a host."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def connected(address: str, port: int, seconds: float) -> socket.socket:
    """Connect to an address."""
    return socket.create_connection((address, port), timeout=seconds)


@dataclass(frozen=True)
class Fetcher:
    """Fetches by HTTP; the network is three functions, which tests replace."""

    patience: Patience = Patience()
    resolve: Resolve = resolved
    connect: Connect = connected
    context: Callable[[], ssl.SSLContext] = field(default=ssl.create_default_context)

    def fetch(
        self,
        url: str,
        first: Sequence[Place],
        *,
        then: Sequence[Place] = (),
        redirects_max: int = 0,
        headers: Mapping[str, str] | None = None,
        bytes_max: int = BYTES_MAX,
    ) -> bytes:
        """Return the file at this URL of one of the first places, which may lead on to one of the places after it.

        `headers` go to the first place only. Raises `Unfetched`, whose words hold neither the URL nor a header.
        """
        until = time.monotonic() + self.patience.total
        places, sent = first, dict(headers or {})
        for _ in range(redirects_max + 1):
            place, target = _allowed(url, places)
            answer = self._answer(place, target, sent, until=until, bytes_max=bytes_max)
            if isinstance(answer, bytes):
                return answer
            url, places, sent = answer.url, then, {}
        raise Unfetched("led on too often", permanent=False)

    def _answer(
        self, place: Place, target: str, headers: Mapping[str, str], *, until: float, bytes_max: int
    ) -> bytes | _Elsewhere:
        """Ask one place; return the file, or where it says that the file is."""
        try:
            with self._line(place, until) as line:
                asked = {"Host": place.written, "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
                line.request("GET", target, headers={**asked, **headers})
                # An answer left open would keep the line open too.
                with contextlib.closing(line.getresponse()) as answer:
                    return _read(answer, bytes_max, until)
        except Unfetched:
            raise
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Unfetched(type(error).__name__, permanent=False) from error

    @contextlib.contextmanager
    def _line(self, place: Place, until: float) -> Iterator[http.client.HTTPConnection]:
        """Open a connection to an address that was looked at; it is cut when the time is up, however busy it is."""
        port = place.port or (443 if place.scheme == "https" else 80)
        line = http.client.HTTPConnection(place.host, port)
        raw = self._connected(place, port, until)
        try:
            raw.settimeout(min(self.patience.read, _left(until)))
            secured = self._secured(raw, place) if place.scheme == "https" else None
        except BaseException:
            raw.close()
            raise
        line.sock = secured or raw
        # Waiting for each piece ends by itself; a drip of pieces does not.
        cut = threading.Timer(_left(until), _shut, (line.sock,))
        cut.daemon = True
        cut.start()
        try:
            if secured is not None:
                secured.do_handshake()
            yield line
        finally:
            cut.cancel()
            line.close()
            (secured or raw).close()

    def _secured(self, raw: socket.socket, place: Place) -> ssl.SSLSocket:
        return self.context().wrap_socket(raw, server_hostname=place.name, do_handshake_on_connect=False)

    def _connected(self, place: Place, port: int, until: float) -> socket.socket:
        addresses = self._addresses(place, port, until)
        for address in addresses:
            with contextlib.suppress(OSError):
                return self.connect(address, port, min(self.patience.connect, _left(until)))
        raise Unfetched("no connection", permanent=False)

    def _addresses(self, place: Place, port: int, until: float) -> Sequence[str]:
        """Return the host's addresses; refuse them all if one is where nothing of the service's can be."""
        found: list[str] = []
        wrong: list[OSError] = []

        def look_up() -> None:
            try:
                found.extend(self.resolve(place.name, port))
            except OSError as error:
                wrong.append(error)

        # The system's resolver knows no time-out.
        looking = threading.Thread(target=look_up, name="resolve", daemon=True)
        looking.start()
        looking.join(min(self.patience.connect, _left(until)))
        addresses = tuple(found)
        if wrong or not addresses:
            raise Unfetched("host not found", permanent=False)
        if not place.ours and not all(map(is_public, addresses)):
            raise Unfetched("host leads to a private address", permanent=True)
        return addresses


@dataclass(frozen=True)
class _Elsewhere:
    """The place says that the file is at another."""

    url: str


def is_public(address: str) -> bool:
    """Return whether an address is of the public internet, whatever it is written as or wrapped into."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if inner is None and any(found in network for network in _SIX_TO_FOUR):
            inner = ipaddress.IPv4Address(int(found) & 0xFFFF_FFFF)
        if inner is not None:
            found = inner
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def _allowed(url: str, places: Sequence[Place]) -> tuple[Place, str]:
    """Return the place that the URL is at, and what to ask there; the host to connect to is the place's own text."""
    parts = _split(url)
    for place in places:
        # Compared as text: an `@`, a port, a dot at the end or brackets make it another host.
        if parts.scheme == place.scheme and parts.netloc.lower() == place.written and place.path.fullmatch(parts.path):
            return place, f"{parts.path}?{parts.query}" if parts.query else parts.path
    raise Unfetched("not a place that files come from", permanent=True)


def _split(url: str) -> SplitResult:
    if not _PLAIN.fullmatch(url) or "\\" in url or "#" in url:
        raise Unfetched("not a plain URL", permanent=True)
    try:
        return urlsplit(url)
    except ValueError as error:
        raise Unfetched("not a URL", permanent=True) from error


def _read(answer: http.client.HTTPResponse, bytes_max: int, until: float) -> bytes | _Elsewhere:
    if answer.status in _REDIRECTS:
        return _Elsewhere(answer.getheader("Location", ""))
    if answer.status != http.client.OK:
        raise Unfetched(f"status {answer.status}", permanent=answer.status in _FOR_EVER)
    if answer.getheader("Content-Encoding", "identity").lower() != "identity":
        raise Unfetched("packed, though that was not asked for", permanent=True)
    told = answer.length  # None where the answer comes in chunks.
    if told is not None and told > bytes_max:
        raise TooLarge
    got = bytearray()
    while piece := answer.read(CHUNK):
        got += piece
        if len(got) > bytes_max:
            raise TooLarge
        _left(until)
    _left(until)  # A line that was cut looks like the end of a file.
    if told is not None and len(got) != told:
        raise Unfetched("cut short", permanent=False)
    return bytes(got)


def _left(until: float) -> float:
    if (left := until - time.monotonic()) <= 0:
        raise Unfetched("too slow", permanent=False)
    return left


def _shut(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)  # Of a TLS line too: no farewell, the wire itself.
