"""The sender: leases, words, sends, marks, paces.

It claims the head of each lane, words facts in their reader's language and keeps the words, speaks to the channel with
nothing open, and writes down sent, failed or unknown. What may have been sent is never blindly sent again.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.engine import Connection

from bot.channels.base import Channel
from bot.channels.markup import pieces
from bot.message import Ask, Deed, Doing, Outgoing, Pressable, Result, Sent, Traits
from bot.saying import say_fact
from bot.words import Speaker, worded
from models import outbox
from models.clock import now, real_now
from models.conversations import MASK
from models.database import Database
from models.orders import recall
from models.outbox import Claimed
from models.secrets import Secrets

log = logging.getLogger(__name__)

_LINK = re.compile(r"/pin/[\w\-]+")
BATCH = 20
IN_FLIGHT_MAX = 32
THREADS = 2 * IN_FLIGHT_MAX
"""Twilio's client blocks a thread for each message in flight; the database's work must not wait for those."""
ATTEMPTS_MAX = 300
"""About a day of them: a receipt outlives an outage."""
QUESTION_ATTEMPTS_MAX = 20
"""About an hour: after that nobody waits for the question."""
IDLE_SECONDS = 0.25
RETRY_SECONDS_MAX = 300


@dataclass(frozen=True)
class Worded:
    """A message in words, with its secrets: what goes out, not what a row may keep."""

    text: str
    extra: dict[str, Any]
    link: str


class Sender:
    """Empties the queue, one message a lane at a time."""

    def __init__(
        self,
        database: Database,
        channels: Mapping[str, Channel],
        secrets: Secrets,
        traits: Callable[[str], Traits],
        *,
        lane: str = "",
    ) -> None:
        """With a `lane` only that one and SMS are served (a conversation in the terminal)."""
        self._lane = lane
        self._database = database
        self._channels = channels
        self._secrets = secrets
        self._traits = traits

    async def run(self, stop: asyncio.Event) -> None:
        """Send until told to stop; what is in flight then is finished. A slow answer holds up its own lane only."""
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS))
        stopping = asyncio.create_task(stop.wait())
        flying: set[asyncio.Task[None]] = set()
        while not stop.is_set():
            taken = await self._take(IN_FLIGHT_MAX - len(flying))
            flying |= {asyncio.create_task(self._send(each)) for each in taken}
            if not taken:
                await asyncio.wait({stopping, *flying}, timeout=IDLE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            flying -= _landed(flying)
        if flying:
            await asyncio.wait(flying)
            _landed(flying)
        await self.close()

    async def _take(self, room: int) -> list[Claimed]:
        """Claim as many as there is room for; trouble with the database is logged, and tried again."""
        try:
            return await asyncio.to_thread(self._claim, min(room, BATCH)) if room else []
        except Exception:
            log.exception("the sender could not work on its queue")
            return []

    async def drain(self) -> None:
        """Send until nothing is queued any more."""
        names, lane = list(self._channels), self._lane
        while await asyncio.to_thread(self._read, lambda tables: outbox.pending(tables, channels=names, lane=lane)):
            if not await self.step():
                await asyncio.sleep(0.05)
        await self.close()

    async def close(self) -> None:
        """Give the channels' connections back."""
        for channel in self._channels.values():
            await channel.close()

    async def step(self) -> bool:
        """Send one round: the heads of the lanes that are free. Return whether there was any."""
        claimed = await asyncio.to_thread(self._claim, BATCH)
        await asyncio.gather(*(self._send(each) for each in claimed))
        return bool(claimed)

    def _read(self, question: Callable[[Connection], Any]) -> Any:
        with self._database.read() as connection:
            return question(connection)

    def _claim(self, count: int) -> list[Claimed]:
        if not self._read(lambda tables: outbox.something_to_do(tables, list(self._channels))):
            return []

        def work(connection: Connection) -> list[Claimed]:
            at = real_now(connection)
            left = outbox.leave_behind(connection, now=at)
            if left:
                log.error("%d messages may or may not have been sent: a sender stopped while sending", left)
            return outbox.claim(connection, channels=list(self._channels), lane=self._lane, now=at, count=count)

        return self._database.run(work)

    async def _send(self, claimed: Claimed) -> None:
        channel = self._channels.get(claimed.channel)
        if channel is None:
            sent = Sent(Result.FAILED, error="this channel is closed")
        else:
            try:
                sent = await self._carry_out(channel, claimed)
            except Exception as error:  # A wording bug holds up one message, never the queue.
                log.exception("message %d could not be sent", claimed.id)
                sent = Sent(Result.FAILED, error=type(error).__name__)
        await asyncio.to_thread(self._mark, claimed, channel, sent)
        if channel is not None and claimed.kind == "text" and sent.result is Result.SENT:
            await self._show_typing(channel, claimed)

    async def _carry_out(self, channel: Channel, claimed: Claimed) -> Sent:
        if claimed.kind in outbox.SILENT:
            return await channel.do(Doing(Deed(claimed.kind), claimed.address, claimed.extra.get("target", "")))
        out = outgoing(claimed, await asyncio.to_thread(self._word, claimed))
        sent = await self._speak(channel, out)
        return await self._look_up(channel, claimed, out, sent) if sent.result is Result.UNKNOWN else sent

    def _word(self, claimed: Claimed) -> Worded:
        """Put a fact into its reader's words and keep them; words that are there already stay."""
        secret = self._secrets.unseal(claimed.sealed) if claimed.sealed else ""
        if not claimed.fact:
            return Worded(claimed.text, claimed.extra, link=secret)
        if claimed.text:
            return Worded(_opened(claimed.text, secret), claimed.extra, link="")
        told = recall({"fact": claimed.fact, "is": claimed.fact_data})

        def work(connection: Connection) -> tuple[str, dict[str, Any]]:
            speaker = Speaker(claimed.language, now(connection))
            text, extra = say_fact(worded(told), speaker, self._traits(claimed.channel))
            outbox.store_words(connection, claimed.id, text=text, extra=extra)
            return text, extra

        text, extra = self._database.run(work)
        return Worded(_opened(text, secret), extra, link="")

    async def _speak(self, channel: Channel, out: Outgoing) -> Sent:
        sent = Sent(Result.FAILED, error="nothing to say")
        parts = pieces(out, channel)
        for nth, part in enumerate(parts):
            sent = await channel.send(part)
            if sent.result is not Result.SENT:
                # The first part is out, so the whole may not be sent again.
                return sent if nth == 0 else replace(sent, result=Result.UNKNOWN)
            if nth + 1 < len(parts):
                await asyncio.sleep(channel.pace)
        return sent

    async def _look_up(self, channel: Channel, claimed: Claimed, out: Outgoing, sent: Sent) -> Sent:
        """Ask the channel whether the message is there after all, where it can tell."""
        try:
            found = await channel.look_up(out, claimed.created_at / 1000)
            known = await asyncio.to_thread(
                self._read, lambda connection: outbox.known_ids(connection, claimed.channel, found)
            )
        except Exception:
            log.exception("message %d could not be looked up", claimed.id)
            return sent
        fresh = [each for each in found if each not in known]
        return Sent(Result.SENT, message_id=fresh[0]) if fresh else sent

    async def _show_typing(self, channel: Channel, claimed: Claimed) -> None:
        """While the next message waits for its second, the customer sees that more is coming."""
        if await asyncio.to_thread(self._read, lambda connection: outbox.waiting_in(connection, claimed.lane)):
            await channel.do(Doing(Deed.TYPING, claimed.address))

    def _mark(self, claimed: Claimed, channel: Channel | None, sent: Sent) -> None:
        # A refusal may name the address of a button, and a keypad link's token is in that.
        sent = replace(sent, error=_LINK.sub("/pin/…", sent.error))

        def work(connection: Connection) -> None:
            at = real_now(connection)
            silent = claimed.kind in outbox.SILENT
            match sent.result:
                case Result.SENT:
                    outbox.mark(connection, claimed.id, "sent", at=at, provider_id=sent.message_id)
                    if sent.message_id:
                        outbox.apply_reports(connection, claimed.channel, sent.message_id)
                case Result.RETRY if claimed.attempts < (QUESTION_ATTEMPTS_MAX if claimed.asks else ATTEMPTS_MAX):
                    again = _again_at(at, claimed.attempts, sent.retry_after)
                    outbox.put_back(connection, claimed.id, at=again, error=sent.error)
                    if sent.retry_after:
                        outbox.pace(connection, claimed.lane, again)
                    return
                case Result.UNKNOWN:
                    outbox.mark(connection, claimed.id, "unknown", at=at, error=sent.error)
                    log.error("message %d may or may not have been sent: %s", claimed.id, sent.error)
                case Result.BLOCKED:
                    outbox.mark(connection, claimed.id, "failed", at=at, error=sent.error)
                    outbox.blocked(connection, claimed.conversation, claimed.lane)
                case _:
                    outbox.mark(connection, claimed.id, "failed", at=at, error=sent.error)
            if channel is not None and not silent:
                outbox.pace(connection, claimed.lane, at + timedelta(seconds=channel.pace))

        self._database.run(work)


def outgoing(claimed: Claimed, said: Worded) -> Outgoing:
    """Return the message as a channel takes it, the link to its keypad page filled in."""
    buttons = []
    for each in said.extra.get("buttons", []):
        button = Pressable(**{name: value for name, value in each.items() if name != "link"})
        buttons.append(replace(button, url=said.link) if each.get("link") else button)
    return Outgoing(
        to=claimed.address,
        text=said.text,
        language=claimed.language,
        buttons=tuple(button for button in buttons if button.data or button.url or button.copy or button.contact),
        ask=Ask(said.extra.get("ask", "")),
        protect=bool(said.extra.get("protect", False)),
        hide_contact=bool(said.extra.get("hide_contact", False)),
    )


def _opened(text: str, secret: str) -> str:
    """Return the text with its secrets where the row holds masks."""
    for value in json.loads(secret).values() if secret else ():
        text = text.replace(MASK, value, 1)
    return text


def _landed(flying: set[asyncio.Task[None]]) -> set[asyncio.Task[None]]:
    """Return which are done; what failed is logged, and its row ends as `unknown` when its lease is over."""
    landed = {each for each in flying if each.done()}
    for each in landed:
        if error := each.exception():
            log.error("what became of a message could not be written down", exc_info=error)
    return landed


def _again_at(at: datetime, attempts: int, retry_after: float) -> datetime:
    seconds = retry_after or min(2.0**attempts, RETRY_SECONDS_MAX)
    return at + timedelta(seconds=seconds)
