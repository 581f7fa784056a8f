"""The sender: leases, sends, paces.

It claims the head of each lane, and has it worded (`row_words.py`), carried to its channel (`carrying.py`) and what
became of it written down (`outcomes.py`). What may have been sent is never blindly sent again.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Connection

from bot.carrying import Carrier, Look
from bot.channels.base import Channel
from bot.message import Deed, Doing, Result, Sent, Traits
from bot.outcomes import Ended, Outcomes
from models import outbox
from models.clock import real_now
from models.database import Database
from models.outbox import Claimed
from models.rests import rests, try_again, try_once
from models.secrets import Secrets

log = logging.getLogger(__name__)

BATCH = 32
IN_FLIGHT_MAX = 32
"""Of one channel: one that hangs holds up no other."""
IDLE_SECONDS = 0.25
BREATH_SECONDS = 0.04
"""Between two claims, for the next one to find room for many: to the database many are hardly more than one."""


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
        self._asking = [name for name, channel in channels.items() if channel.looks_up]
        self._carrier = Carrier(database, secrets, traits)
        self._outcomes = Outcomes(database)
        self._busy = False

    async def run(self, stop: asyncio.Event) -> None:
        """Send until told to stop; what is in flight then is finished. A slow answer holds up its own lane only."""
        # Twilio's client blocks a thread for each message in flight; the database's work must not wait for those.
        threads = IN_FLIGHT_MAX * (len(self._channels) + 1)
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(threads))
        stopping = asyncio.create_task(stop.wait())
        flying: dict[asyncio.Task[None], str] = {}
        await self._give_up_late()
        while not stop.is_set():
            taken = await self._take(Counter(flying.values()))
            flying |= {asyncio.create_task(self._send(each)): each.channel for each in taken}
            if taken:
                await asyncio.sleep(BREATH_SECONDS)
            else:
                await asyncio.wait({stopping, *flying}, timeout=IDLE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            for landed in _landed(flying):
                del flying[landed]
        if flying:
            await asyncio.wait(flying)
            _landed(flying)
        await self.close()

    async def _take(self, flying: Mapping[str, int]) -> list[Claimed]:
        """Claim as many as there is room for; trouble with the database is logged, and tried again."""
        room = {name: IN_FLIGHT_MAX - flying.get(name, 0) for name in self._channels}
        free = [name for name, left in room.items() if left > 0]
        if not free:
            return []
        try:
            return await asyncio.to_thread(self._claim, min(BATCH, *(room[name] for name in free)), free)
        except Exception:
            log.exception("the sender could not work on its queue")
            return []

    async def _give_up_late(self) -> None:
        """After a long silence of all senders: what nobody waits for any more is not sent."""
        try:
            await asyncio.to_thread(self._database.run, outbox.give_up_late)
        except Exception:
            log.exception("the sender could not look through its queue")

    async def drain(self) -> None:
        """Send until nothing is queued any more, but where a channel does not take our credentials."""
        while await asyncio.to_thread(self._read, self._pending):
            if not await self.step():
                await asyncio.sleep(0.05)
        await self.close()

    async def close(self) -> None:
        """Give the channels' connections back."""
        for channel in self._channels.values():
            await channel.close()

    async def step(self) -> bool:
        """Send one round: the heads of the lanes that are free. Return whether there was any."""
        claimed = await asyncio.to_thread(self._claim, BATCH, list(self._channels))
        await asyncio.gather(*(self._send(each) for each in claimed))
        return bool(claimed)

    def _read(self, question: Callable[[Connection], Any]) -> Any:
        with self._database.read() as connection:
            return question(connection)

    def _pending(self, connection: Connection) -> int:
        at = real_now(connection)
        refused = {rest.channel for rest in rests(connection) if rest.refuses and rest.until > at}
        return outbox.pending(connection, channels=[*self._channels.keys() - refused], lane=self._lane)

    def _claim(self, count: int, channels: Sequence[str]) -> list[Claimed]:
        def something_to_do(connection: Connection) -> bool:
            awake, tried = _awake(connection, channels, real_now(connection))
            return outbox.something_to_do(connection, [*awake, *tried])

        # Where the last claim brought messages, there are more as a rule.
        if not (self._busy or self._read(something_to_do)):
            return []

        def work(connection: Connection) -> list[Claimed]:
            began = time.monotonic()
            at = real_now(connection)
            left = outbox.leave_behind(connection, asking=self._asking, now=at)
            if left:
                log.error("%d messages may or may not have been sent: a sender stopped while sending", left)
            awake, tried = _awake(connection, channels, at)
            claimed = outbox.claim(connection, channels=awake, lane=self._lane, now=at, count=count)
            claimed += [each for name in tried for each in self._try(connection, name, at)]
            return [replace(each, began=began) for each in claimed]

        claimed = self._database.run(work)
        self._busy = bool(claimed)
        return claimed

    def _try(self, connection: Connection, channel: str, at: datetime) -> list[Claimed]:
        """Claim the one message by which a channel is tried that refused our credentials."""
        if not try_once(connection, channel, now=at):
            return []
        one = outbox.claim(connection, channels=[channel], lane=self._lane, now=at, count=1)
        if not one:
            try_again(connection, channel, now=at)
        return [replace(each, tries_channel=True) for each in one]

    async def _send(self, claimed: Claimed) -> None:
        channel = self._channels[claimed.channel]
        if claimed.kind in outbox.SILENT:
            sent = await self._do(channel, claimed)
        else:
            claimed, sent = await self._carrier.carry(channel, claimed)
        if sent is Look.NOT_FOUND:
            await asyncio.to_thread(self._outcomes.not_found, claimed, channel)
        elif sent is Look.NOT_TOLD:
            await asyncio.to_thread(self._outcomes.not_told, claimed)
        else:
            await self._write(claimed, channel, sent)

    async def _write(self, claimed: Claimed, channel: Channel, sent: Sent) -> None:
        if await self._outcomes.note(Ended(claimed, channel, sent)):
            # While the next message waits for its second, the customer sees that more is coming.
            await channel.do(Doing(Deed.TYPING, claimed.address))

    async def _do(self, channel: Channel, claimed: Claimed) -> Sent | Look:
        try:
            return await channel.do(Doing(Deed(claimed.kind), claimed.address, claimed.extra.get("target", "")))
        except Exception as error:  # A mistake of ours holds up this act, never the queue.
            log.exception("act %d could not be done", claimed.id)
            return Sent(Result.FAILED, error=type(error).__name__)


def _awake(connection: Connection, channels: Sequence[str], at: datetime) -> tuple[list[str], list[str]]:
    """Return which channels may be sent to, and which may be tried with one message."""
    resting = {rest.channel: rest for rest in rests(connection)}
    over = [name for name in channels if name in resting and resting[name].until <= at]
    awake = [name for name in channels if name not in resting or (name in over and not resting[name].refuses)]
    return awake, [name for name in over if resting[name].refuses]


def _landed(flying: Iterable[asyncio.Task[None]]) -> list[asyncio.Task[None]]:
    """Return which are done; what failed is logged, and its row is in doubt once its lease is over."""
    landed = [each for each in flying if each.done()]
    for each in landed:
        if error := each.exception():
            log.error("what became of a message could not be written down", exc_info=error)
    return landed
