"""Polling: how Telegram's updates come to us, fetched under a lease or by the webhook that it is told to call.

The sender's process runs it beside the sender. An update is confirmed to Telegram only after its turn is committed;
until then it comes again, and intake knows it.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import defaultdict
from collections.abc import Awaitable, Coroutine, Iterable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from sqlalchemy.engine import Connection
from telegram.error import Conflict, InvalidToken

from bot.channels.base import Ignored, Request, Unreadable
from bot.channels.telegram import Telegram
from bot.commands import menu
from bot.intake import End, Intake
from bot.message import Message
from bot.settings import Settings
from models.bots import keep_name
from models.database import Database
from models.leases import give_back, take

log = logging.getLogger(__name__)

LEASE = "poll telegram"
LEASE_SECONDS = 60.0
"""Longer than one poll may last; another poller takes over when it is not renewed for so long."""
RENEW_SECONDS = 15.0
WAIT_FOR_LEASE_SECONDS = 5.0
PAUSE_SECONDS, PAUSE_SECONDS_MAX = 0.5, 60.0
WRONG_TOKEN_SECONDS = 60.0
AT_ONCE = 8
"""Chats whose updates are worked on at the same time; the updates of one chat never are."""

V = TypeVar("V")


async def attend(
    settings: Settings, database: Database, intake: Intake, telegram: Telegram, stop: asyncio.Event
) -> None:
    """Have Telegram's updates come, by the way that the settings say, until told to stop."""
    whatsapp = settings.twilio_whatsapp_from.removeprefix("whatsapp:").removeprefix("+")
    await asyncio.to_thread(_keep_names, database, {"whatsapp": whatsapp})
    if await _introduce(settings, database, telegram, stop) and settings.polls:
        await Poller(database, intake, telegram).run(stop)


async def _introduce(settings: Settings, database: Database, telegram: Telegram, stop: asyncio.Event) -> bool:
    """Ask who we are, tell Telegram where to call us and which commands to show; False if told to stop before."""
    pause, named = PAUSE_SECONDS, False
    while not stop.is_set():
        try:
            await _unless(stop, _set_up(settings, database, telegram))
        except InvalidToken:
            if not named:
                log.error("TELEGRAM_TOKEN is not a token that Telegram knows: nothing comes from there or goes there")
            named, pause = True, max(pause, WRONG_TOKEN_SECONDS)
        except Exception as error:
            log.warning("Telegram could not be set up (%s), trying again in %.0f s", type(error).__name__, pause)
        else:
            return not stop.is_set()
        await _sleep(stop, pause)
        pause = min(pause * 2, PAUSE_SECONDS_MAX)
    return False


async def _set_up(settings: Settings, database: Database, telegram: Telegram) -> None:
    name = await telegram.username()
    await asyncio.to_thread(_keep_names, database, {"telegram": name})
    if settings.polls:
        await telegram.drop_webhook()
        await telegram.set_commands(menu())
        log.info("polling Telegram as @%s: there is no PUBLIC_URL", name)
    elif settings.public_url:
        await telegram.set_up(settings.public_url, menu())
        if not settings.sandbox:
            log.info("Telegram calls @%s at %s/telegram", name, settings.public_url)
    else:
        log.warning("nothing comes from Telegram: a server of one's own is not polled, and PUBLIC_URL is not set")


def _keep_names(database: Database, names: dict[str, str]) -> None:
    def keep(connection: Connection) -> None:
        for channel, name in names.items():
            if name:
                keep_name(connection, channel, name)

    database.run(keep)


class Poller:
    """Fetches updates while it holds the lease; of several, one does."""

    def __init__(self, database: Database, intake: Intake, telegram: Telegram, *, lease: float = LEASE_SECONDS) -> None:
        """Hold the lease for so many seconds at a time."""
        self._database = database
        self._intake = intake
        self._telegram = telegram
        self._lease = lease
        self._holder = secrets.token_hex(8)
        self._offset: int | None = None
        self._complained = ""

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until told to stop; a long poll ends at once, a turn is finished, the lease is given back."""
        pause = PAUSE_SECONDS
        try:
            while not stop.is_set():
                try:
                    await self._once(stop)
                    pause, self._complained = PAUSE_SECONDS, ""
                except Exception as error:
                    if isinstance(error, InvalidToken):
                        pause = WRONG_TOKEN_SECONDS
                    self._complain(error)
                    await _sleep(stop, pause)
                    pause = min(pause * 2, PAUSE_SECONDS_MAX)
        finally:
            with suppress(Exception):  # Whoever waits for it has it when it ends.
                await asyncio.to_thread(self._give_back)

    async def _once(self, stop: asyncio.Event) -> None:
        if not await asyncio.to_thread(self._take):
            self._offset = None  # The other knows better by now what is confirmed.
            await _sleep(stop, min(WAIT_FOR_LEASE_SECONDS, self._lease / 4))
            return
        try:
            updates = await _unless(stop, self._telegram.poll(self._offset))
        except Conflict as conflict:
            if "webhook" in str(conflict).lower():
                await self._telegram.drop_webhook()
            raise
        if updates and not await self._hear_all(updates, stop):
            await _sleep(stop, PAUSE_SECONDS * 4)

    async def _hear_all(self, updates: Sequence[tuple[int, bytes]], stop: asyncio.Event) -> bool:
        """Have the updates taken, in order within a chat; move on to the first that was not, and return if all were."""
        read = [(update_id, _read(self._telegram, body), body) for update_id, body in updates]
        chats: dict[str, list[tuple[int, Message | Ignored | None, bytes]]] = defaultdict(list)
        for each in read:
            said = each[1]
            chats[said.sender if said is not None and said.sender else f"update {each[0]}"].append(each)
        room = asyncio.Semaphore(AT_ONCE)
        working = {asyncio.create_task(self._hear_chat(room, chat, stop)) for chat in chats.values()}
        left = working
        while left:
            _, left = await asyncio.wait(left, timeout=min(RENEW_SECONDS, self._lease / 4))
            if left:
                await asyncio.to_thread(self._take)
        failed = {update_id for task in working for update_id in task.result()}
        self._offset = next((update_id for update_id, _, _ in read if update_id in failed), read[-1][0] + 1)
        return not failed

    async def _hear_chat(
        self, room: asyncio.Semaphore, chat: Iterable[tuple[int, Message | Ignored | None, bytes]], stop: asyncio.Event
    ) -> set[int]:
        """Return which of a chat's updates were not taken: one that fails holds back those behind it, of this chat.

        None is begun any more once it is to stop: they come again.
        """
        failed: set[int] = set()
        async with room:
            for update_id, said, body in chat:
                if failed or stop.is_set() or not await asyncio.to_thread(self._hear, said, body):
                    failed.add(update_id)
        return failed

    def _hear(self, said: Message | Ignored | None, body: bytes) -> bool:
        """Return whether the update was kept, or cannot be read at all and may be forgotten."""
        if said is None:
            return True
        try:
            if isinstance(said, Ignored):
                kept, name = body.hex(), self._telegram.name
                self._intake.ignore(name, said.key, said.why, kept, sender=said.sender, blocked=said.blocked)
                return True
            return self._intake.receive(said).end is not End.FAILED
        except Exception:
            log.exception("an update of Telegram could not be kept")
            return False

    def _take(self) -> bool:
        return self._database.run(lambda tables: take(tables, LEASE, self._holder, seconds=self._lease))

    def _give_back(self) -> None:
        self._database.run(lambda tables: give_back(tables, LEASE, self._holder))

    def _complain(self, error: Exception) -> None:
        """Name what is wrong once, until it is another thing or over."""
        words = _named(error)
        if words != self._complained:
            self._complained = words
            log.error("Telegram could not be polled: %s", words)


def _named(error: Exception) -> str:
    """Return what is wrong in the operator's words; the text of an error itself may hold the token."""
    match error:
        case InvalidToken():
            return "TELEGRAM_TOKEN is not a token that Telegram knows any more; was it revoked?"
        case Conflict() if "webhook" in str(error).lower():
            return "somebody set a webhook for our bot; it is taken off, for we poll"
        case Conflict():
            return "another program polls with our token, and takes our updates"
        case _:
            return type(error).__name__


def _read(telegram: Telegram, body: bytes) -> Message | Ignored | None:
    try:
        return telegram.read(Request(url="", headers={}, body=body))
    except Unreadable:
        log.error("an update of Telegram could not be read")
        return None


async def _unless(stop: asyncio.Event, deed: Coroutine[Any, Any, V]) -> V | None:
    """Return what the deed gives, or None at once when told to stop: it is then broken off."""
    doing, stopping = asyncio.create_task(deed), asyncio.create_task(stop.wait())
    waiting: set[asyncio.Task[Any]] = {doing, stopping}
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if doing.done():
        return doing.result()
    doing.cancel()
    await _ended(doing)
    return None


async def _ended(task: Awaitable[object]) -> None:
    with suppress(asyncio.CancelledError, Exception):
        await task


async def _sleep(stop: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
