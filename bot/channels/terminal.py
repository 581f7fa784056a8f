"""The terminal: a conversation in a shell, or from a pipe. Buttons are numbered; SMS are printed too."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.channels.base import Ignored, NotProven, Request, Unfetched, Unreadable
from bot.channels.markup import plain
from bot.message import Ask, Doing, Message, Outgoing, Result, Sent


class Terminal:
    """Prints what is said; what is typed is handed to intake by the command `chat`."""

    text_max = 10_000
    pace = 0.0
    looks_up = False

    def __init__(self, name: str, show: Callable[[str], None]) -> None:
        """It speaks as the channel of that name, so that a customer of Telegram or WhatsApp can be played."""
        self.name = name
        self._show = show

    def prove(self, _request: Request) -> None:
        """Nobody calls a terminal."""
        raise NotProven

    def read(self, _request: Request) -> Message | Ignored:
        """Nobody calls a terminal."""
        raise Unreadable

    def word(self, out: Outgoing) -> str:
        """Return the text, and under it the buttons in brackets, numbered where one may be picked by its number."""
        lines = [plain(out.text)]
        tappable = [button for button in out.buttons if button.data]
        if out.ask is Ask.CHOICE:
            lines += [f"{nth}) {button.label}" for nth, button in enumerate(tappable, start=1)]
        elif tappable:
            lines.append(" ".join(f"[{button.label}]" for button in tappable))
        lines += [f"{button.label}: {button.url}" for button in out.buttons if button.url]
        return "\n".join(lines)

    async def send(self, out: Outgoing) -> Sent:
        """Print it."""
        self._show(f"SMS to {out.to}: {plain(out.text)}" if self.name == "sms" else self.word(out))
        return Sent(Result.SENT)

    async def do(self, _doing: Doing) -> Sent:
        """A terminal cannot take anything back."""
        return Sent(Result.FAILED)

    async def look_up(self, _out: Outgoing, _since: float) -> Sequence[str] | None:
        """A terminal cannot tell."""
        return None

    def fetch(self, media: str) -> bytes:  # noqa: ARG002
        """Raise `Unfetched`: no files come this way."""
        raise Unfetched("no files come this way", permanent=True)

    async def close(self) -> None:
        """Nothing is open."""
