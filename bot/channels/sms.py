"""SMS by way of Twilio: codes and warnings out, nothing in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from twilio.rest import Client  # type: ignore[import-untyped]

from bot.channels import twilio_http
from bot.channels.base import Ignored, NotProven, Request, Unfetched, Unreadable
from bot.channels.markup import plain
from bot.message import Doing, Message, Outgoing, Result, Sent

# One character outside this alphabet makes the whole SMS three times as long, and as dear (GSM 03.38).
GSM7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€"
)
_INSTEAD = {"•": "*", "–": "-", "—": "-", "…": "...", "‘": "'", "’": "'", "`": "'", "“": '"', "”": '"', "\u00a0": " "}
_EMOJI = re.compile("\0+ ?")


class Sms:
    """The SMS sender with this number."""

    name = "sms"
    text_max = 160
    pace = 1.0
    looks_up = True

    def __init__(
        self, account_sid: str, auth_token: str, sender: str, api_url: str = "", *, timeout: float = 10.0
    ) -> None:
        self._sender = sender
        self._http = twilio_http.TwilioHttp(api_url, timeout)
        self._client = Client(account_sid, auth_token, http_client=self._http)

    def prove(self, request: Request) -> None:  # noqa: ARG002
        """Raise `NotProven`: no SMS are taken in."""
        raise NotProven("no SMS are taken in")

    def read(self, request: Request) -> Message | Ignored:  # noqa: ARG002
        """Raise `Unreadable`: no SMS are taken in."""
        raise Unreadable("no SMS are taken in")

    def word(self, out: Outgoing) -> str:
        """Return the text without marks, buttons and whatever would make it dearer."""
        return gsm7(plain(out.text))

    async def send(self, out: Outgoing) -> Sent:
        """Send one message, once, and say what became of it."""
        return await twilio_http.create(self._client, to=out.to, from_=self._sender, body=self.word(out))

    async def do(self, doing: Doing) -> Sent:  # noqa: ARG002
        """Return `FAILED`: an SMS has no silent acts."""
        return Sent(Result.FAILED)

    async def look_up(self, out: Outgoing, since: float) -> Sequence[str] | None:
        """Return ids of messages with this text sent to this number since then."""
        return await twilio_http.find(self._client, sender=self._sender, to=out.to, body=self.word(out), since=since)

    def fetch(self, media: str) -> bytes:  # noqa: ARG002
        """Raise `Unfetched`: no files come this way."""
        raise Unfetched("no files come this way", permanent=True)

    async def close(self) -> None:
        """Give connections back."""
        self._http.close()


def gsm7(text: str) -> str:
    """Return the text in the GSM alphabet: letters lose what it lacks, other signs become `?`, emoji go."""
    return _EMOJI.sub("", "".join(map(_gsm7, text)))


def _gsm7(character: str) -> str:
    if character in GSM7:
        return character
    if character in _INSTEAD:
        return _INSTEAD[character]
    if unicodedata.category(character) in {"So", "Mn", "Cf", "Sk"}:  # Emoji and the signs that join and colour them.
        return "\0"
    bare = "".join(part for part in unicodedata.normalize("NFKD", character) if part in GSM7)
    return bare or "?"
