"""Carrying: one message to its channel: its words, its parts, and what is in doubt looked up first.

A long text goes out in parts, and each that is out is written down before the next: whatever happens, none goes twice.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.channels.base import Channel
from bot.channels.markup import pieces
from bot.merging import merged
from bot.message import Outgoing, Result, Sent, Traits
from bot.outside import Held, admitted
from bot.row_words import word
from models import outbox
from models.database import Database
from models.outbox import SENDS_WITHIN, Claimed, Overtaken
from models.secrets import Secrets

log = logging.getLogger(__name__)

SKEW_SECONDS = 2.0
"""By how much the channel's clock may be behind ours when it is asked what came since."""


class Look(StrEnum):
    """What a look for a message in doubt gave, where it was not found."""

    NOT_FOUND = "not found"
    NOT_TOLD = "not told"


class Carrier:
    """Speaks to channels with nothing open; of the rows it writes only words and parts."""

    def __init__(self, database: Database, secrets: Secrets, traits: Callable[[str], Traits]) -> None:
        self._database = database
        self._secrets = secrets
        self._traits = traits

    async def carry(self, channel: Channel, claimed: Claimed) -> tuple[Claimed, Sent | Look]:
        """Send what of the message is not out yet; return how it ended, and the claim as it is by then."""
        try:
            claimed, out = await asyncio.to_thread(self._prepared, channel, claimed)
            parts = pieces(out, channel)
        except Held as held:
            return held.claimed, Sent(Result.OUTSIDE, error=str(held))
        except SQLAlchemyError as error:
            log.exception("message %d could not be worded for now", claimed.id)
            return claimed, Look.NOT_TOLD if claimed.in_doubt else Sent(Result.RETRY, error=type(error).__name__)
        except Overtaken:  # A claim that is over writes nothing down.
            return claimed, Sent(Result.RETRY, error="another sender has it")
        except Exception as error:  # A wording bug holds up one message, never the queue.
            log.exception("message %d could not be sent", claimed.id)
            return claimed, Sent(Result.FAILED, error=type(error).__name__)
        if not parts:
            return claimed, Sent(Result.FAILED, error="nothing to say")
        try:
            claimed, sent = await self._parts(channel, claimed, parts[claimed.parts_out :])
        except Overtaken as why:  # If another has it by now, nothing of this is written down.
            return claimed, Sent(Result.RETRY, error=str(why) or "another sender has it")
        if out.notice and isinstance(sent, Sent) and sent.result is Result.FAILED:
            return claimed, Sent(Result.OUTSIDE, error=f"the approved notice was refused: {sent.error}")
        return claimed, sent

    def _prepared(self, channel: Channel, claimed: Claimed) -> tuple[Claimed, Outgoing]:
        """Return the message in words, as its channel takes it now, with those that go with it; or raise `Held`."""
        out = word(self._database, self._secrets, self._traits, claimed)
        if not claimed.in_doubt:
            claimed, out = admitted(self._database, channel, claimed, out)
        return merged(self._database, self._traits, channel, claimed, out)

    async def _parts(self, channel: Channel, claimed: Claimed, parts: list[Outgoing]) -> tuple[Claimed, Sent | Look]:
        sent: Sent | Look = Sent(Result.SENT)  # Where all were out already.
        for left, part in zip(reversed(range(len(parts))), parts, strict=True):
            if not claimed.in_doubt and time.monotonic() - claimed.began > SENDS_WITHIN:
                raise Overtaken("held up before it was sent")  # The lease may be over before the channel answers.
            sent = await (self._look if claimed.in_doubt else self._speak)(channel, claimed, part)
            if not isinstance(sent, Sent) or sent.result is not Result.SENT:
                break
            if left:
                claimed = await asyncio.to_thread(self._part_out, claimed)
                await asyncio.sleep(channel.pace)
        return claimed, sent

    def _part_out(self, claimed: Claimed) -> Claimed:
        return self._database.run(lambda tables: outbox.part_out(tables, claimed, claimed.parts_out + 1))

    async def _speak(self, channel: Channel, claimed: Claimed, part: Outgoing) -> Sent:
        """Send it; where no answer came, and the channel can tell, ask it at once."""
        try:
            sent = await channel.send(part)
        except Exception as error:  # Channels never raise; should one, nobody knows how far it came.
            log.exception("message %d may or may not have been sent", claimed.id)
            sent = Sent(Result.UNKNOWN, error=type(error).__name__)
        if sent.result is Result.UNKNOWN and channel.looks_up:
            found = await self._look(channel, claimed, part)
            return found if isinstance(found, Sent) else sent
        return sent

    async def _look(self, channel: Channel, claimed: Claimed, part: Outgoing) -> Sent | Look:
        """Ask the channel whether the message is there after all."""
        try:
            found = await channel.look_up(part, claimed.since / 1000 - SKEW_SECONDS)
            if found is None:
                return Look.NOT_TOLD
            known = await asyncio.to_thread(self._known, claimed, found)
        except Exception:
            log.exception("message %d could not be looked up", claimed.id)
            return Look.NOT_TOLD
        fresh = [each for each in found if each not in known]
        return Sent(Result.SENT, message_id=fresh[0]) if fresh else Look.NOT_FOUND

    def _known(self, claimed: Claimed, found: Any) -> set[str]:
        with self._database.read() as connection:
            return outbox.known_ids(connection, claimed.channel, found)
