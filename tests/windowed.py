"""WhatsApp as tests have it: a recorder with a window and approved notices, which takes several messages as one."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from app import TRAITS
from bot.message import Ask, Outgoing, Sent
from bot.sender import Sender
from tests.stage import Recorder, Stage

DAY = timedelta(hours=25)


class OnWhatsApp(Recorder):
    """Ends its first sendings as it was told; `notices` are the subjects that are approved."""

    window = timedelta(hours=24)
    burst = 10
    rest = 6.0

    def __init__(self, *ends: Sent, notices: tuple[str, ...] = (), text_max: int = 1600) -> None:
        super().__init__("whatsapp")
        self.ends = list(ends)
        self.notices = notices
        self.text_max = text_max
        self.looks_up = True
        self.joins = True
        """Whether anything fits into one message."""
        self.really: list[str] | None = []
        self.asked: list[str] = []

    def notice(self, out: Outgoing, subject: str) -> Outgoing | None:
        """Return it under this subject, if that is approved."""
        return replace(out, buttons=(), ask=Ask.NOTHING, notice=subject) if subject in self.notices else None

    def fits_one(self, out: Outgoing) -> bool:
        """Return whether it is short enough."""
        return self.joins and len(out.text) <= self.text_max

    async def send(self, out: Outgoing) -> Sent:
        """Keep it, and end as told."""
        sent = await super().send(out)
        return self.ends.pop(0) if self.ends else sent

    async def look_up(self, out: Outgoing, since: float) -> list[str] | None:  # noqa: ARG002
        """What was really sent."""
        self.asked.append(out.text)
        return self.really

    @property
    def said(self) -> list[str]:
        """Everything that was sent, oldest first."""
        return [out.text for out in self.sent]

    def sender(self, stage: Stage) -> Sender:
        """A sender over this channel alone."""
        return Sender(stage.database, {"whatsapp": self}, stage.secrets, TRAITS.__getitem__)

    def step(self, stage: Stage) -> bool:
        """Have one round sent; return whether there was anything."""
        return asyncio.run(self.sender(stage).step())

    def drain(self, stage: Stage) -> None:
        """Have everything sent."""
        asyncio.run(self.sender(stage).drain())
