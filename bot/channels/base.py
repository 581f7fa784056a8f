"""The one shape of a channel. To add one: docs/add-a-channel.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from bot.message import Doing, Message, Outgoing, Sent


class NotProven(Exception):
    """The request does not come from the channel: its secret or signature is missing or wrong."""


class Unreadable(Exception):
    """The request is not in the channel's format at all."""


class Unfetched(Exception):
    """A customer's file could not be had; `permanent` says that trying again cannot help. `why` holds no secret."""

    def __init__(self, why: str, permanent: bool) -> None:
        super().__init__(why)
        self.why = why
        self.permanent = permanent


class TooLarge(Unfetched):
    """The file has more bytes than we take."""

    def __init__(self) -> None:
        super().__init__("too large", permanent=True)


@dataclass(frozen=True)
class Request:
    """An HTTP request as a channel needs it: the raw body and what proves where it comes from."""

    url: str
    """The public URL that the channel called, with its query (built from PUBLIC_URL, never from the Host header)."""
    headers: Mapping[str, str]
    body: bytes

    def header(self, name: str) -> str:
        """Return a header, whatever the case of its name, or an empty string."""
        return next((value for key, value in self.headers.items() if key.lower() == name.lower()), "")


@dataclass(frozen=True)
class Ignored:
    """A delivery that we do not serve (a group, an unknown kind): kept as ignored, answered 2xx."""

    key: str
    why: str
    sender: str = ""
    """Whom it tells something about: that she blocked the bot, or lets it write again."""
    blocked: bool = False


class Channel(Protocol):
    """What intake and sender need of a channel."""

    name: str
    text_max: int
    """Characters in one message; longer texts are split at a sentence."""
    pace: float
    """Seconds between two messages to one address."""
    looks_up: bool
    """Whether the channel can be asked what was sent."""

    def prove(self, request: Request) -> None:
        """Return if the request comes from the channel, compared in constant time; raise `NotProven` otherwise."""

    def read(self, request: Request) -> Message | Ignored:
        """Return what the request says; raise `Unreadable` if it is malformed."""

    def word(self, out: Outgoing) -> str:
        """Return the text as this channel's customer reads it, menus included, without sending anything."""

    async def send(self, out: Outgoing) -> Sent:
        """Send one message, once, and say what became of it. Never raises for what the network or channel does."""

    async def do(self, doing: Doing) -> Sent:
        """Carry out a silent act; channels that cannot, return `Result.FAILED`."""

    async def look_up(self, out: Outgoing, since: float) -> Sequence[str] | None:
        """Return ids of messages with this text sent to this address since then; None if the channel does not tell."""

    def fetch(self, media: str) -> bytes:
        """Return the file that a message's `media` names; raise `Unfetched`. Slow: never within a transaction."""

    async def close(self) -> None:
        """Give connections back."""


@runtime_checkable
class Windowed(Protocol):
    """A channel that takes free words only for so long after the customer's own; later, approved notices alone."""

    window: timedelta

    def notice(self, out: Outgoing, subject: str) -> Outgoing | None:
        """Return the message as an approved notice on this subject tells it; None if none is set that takes it."""


@runtime_checkable
class Merging(Protocol):
    """A channel that counts messages: what waits for one address goes as one, and after many it wants rest."""

    pace: float
    """Seconds between two messages to one address."""
    burst: int
    """Messages in a row that may go at its pace."""
    rest: float
    """Seconds that each of them takes to be made up for."""

    def fits_one(self, out: Outgoing) -> bool:
        """Return whether the message goes in one piece."""


@dataclass(frozen=True)
class Listed:
    """A customer's message as the channel's own list has it: no lasting id, no button, no file."""

    key: str
    address: str
    phone: str
    """The sender's number, if her address is one."""
    text: str
    at: datetime
    media: bool


@runtime_checkable
class Listing(Protocol):
    """A channel that keeps what customers wrote, so that what never reached us can be asked for."""

    name: str

    async def listed(self, since: datetime, most: int, until: datetime | None = None) -> list[Listed]:
        """Return what customers wrote since then, `until` then with it; oldest first, at most the last `most`.

        Raise if the channel does not tell.
        """
