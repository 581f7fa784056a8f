"""Catching up: what customers wrote while nobody answered the channel's calls is fetched from its own list.

Twilio does not call again after an outage, so its list of messages is compared with ours when a sender starts, and
every few minutes. What never came is taken as if it had, under the same id: a call that comes after all is a repeat.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.engine import Connection

from bot.channels.base import Listed, Listing
from bot.intake import End, Intake
from bot.message import Kind, Message
from bot.words import Speaker, t
from models.caught_up import (
    Known,
    caught_up,
    in_a_flood,
    known_by_id,
    known_by_number,
    last_kept,
    not_here,
    set_caught_up,
)
from models.clock import now
from models.conversations import keep_incoming, queue
from models.customers import Identity, IdentityId
from models.database import Database
from models.leases import take

log = logging.getLogger(__name__)

EVERY_SECONDS = 180
LEASE_SECONDS = 120
TROUBLE = 3
"""Failures in a row that are worth a word: before the web is up, its sandbox's list is not there either."""
GRACE = timedelta(minutes=2)
"""So long the call for a message may still be on its way: it tells more than the list does."""
OVERLAP = timedelta(minutes=10)
"""The list and our clock may differ, and a message may be listed late."""
BACK_MAX = timedelta(days=3)
MOST = 2_000
PARTS = 5
"""So many parts of a long list, of `MOST` each, are fetched in a step; the next one goes on from there."""
LATE = timedelta(minutes=15)
"""Older words may be meant for something else by now: nothing is done because of them."""
KNOWN_FOR = timedelta(days=30)
"""A number is given to somebody else after months of silence: so long it may stand for who last wrote from it."""
NOT_SERVED = "from the channel's list, and her lasting id is not known"


@dataclass(frozen=True)
class _Heard:
    """One message of the list, with who wrote it."""

    listed: Listed
    known: Known | None


@dataclass(frozen=True)
class _Walk:
    """How far a list was gone through, from the newest back."""

    since: datetime
    at: datetime
    """When it was begun: from then on the next one asks."""
    last: Listed | None = None
    """The oldest one seen; None before the first part."""


class CatchingUp:
    """Compares one channel's list with what is here; of all processes one at a time."""

    def __init__(self, database: Database, intake: Intake, channel: Listing, *, default_language: str) -> None:
        self._database = database
        self._intake = intake
        self._channel = channel
        self._language = default_language
        self._holder = secrets.token_hex(8)
        self._walk: _Walk | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Catch up now and every few minutes, until told to stop; trouble is logged and passes."""
        failed = 0
        while not stop.is_set():
            try:
                await self.step()
                failed = 0
            except Exception as error:
                failed += 1
                level = logging.WARNING if failed == TROUBLE else logging.DEBUG
                log.log(level, "%s could not be caught up with: %s", self._channel.name, type(error).__name__)
            try:
                await asyncio.wait_for(stop.wait(), min(2.0**failed, EVERY_SECONDS) if failed else EVERY_SECONDS)
            except TimeoutError:
                continue

    async def step(self) -> int:
        """Fetch what never came, and return how many messages that were; none while another process does it."""
        begun = await asyncio.to_thread(self._begin)
        if begun is None:
            return 0
        since, at = begun
        walk, fetched = self._walk or _Walk(since, at), 0
        for _ in range(PARTS):
            listed = await self._channel.listed(walk.since, MOST, walk.last.at if walk.last else None)
            settled = [each for each in listed if each.at <= at - GRACE]
            taken = await asyncio.to_thread(self._take, settled, at)
            if taken is None:
                return fetched
            fetched += taken
            if not self._goes_on(walk, listed):
                self._walk = None
                log.error("%s does not list all of its messages: older ones were not compared", self._channel.name)
                break
            if len(listed) < MOST:
                self._walk, until = None, walk.at - GRACE
                await asyncio.to_thread(
                    self._database.run, lambda tables, until=until: set_caught_up(tables, self._channel.name, until)
                )
                break
            self._walk = walk = _Walk(walk.since, walk.at, listed[0])
        if fetched:
            log.warning("%d messages of %s had never come, and were fetched", fetched, self._channel.name)
        return fetched

    @staticmethod
    def _goes_on(walk: _Walk, listed: list[Listed]) -> bool:
        """Return whether a part begins where the one before ended, and leads further back."""
        last = walk.last
        if last is None:
            return True
        known = any(each.key == last.key for each in listed)
        return known and (len(listed) < MOST or listed[0].at < last.at)

    def _begin(self) -> tuple[datetime, datetime] | None:
        """Return since when to ask, and the time now; None if it is not for us, or there is nothing before us."""
        name = self._channel.name

        def work(connection: Connection) -> tuple[datetime, datetime] | None:
            at = now(connection)
            if not take(connection, f"catch up {name}", self._holder, seconds=LEASE_SECONDS):
                return None
            until = caught_up(connection, name)
            if until is None:  # What was written before the wallet was here is not for it.
                set_caught_up(connection, name, at)
                return None
            return max(until - OVERLAP, at - BACK_MAX), at

        return self._database.run(work)

    def _take(self, listed: list[Listed], at: datetime) -> int | None:
        """Take each that is not here, oldest first; None if one could not be kept, so that all are compared again."""
        missing = self._missing(listed)
        before: dict[str, str] = {}
        for nth, heard in enumerate(missing):
            if heard.known is None:
                self._turn_away(heard.listed, at)
                continue
            sender = heard.known.sender
            late = self._is_late(heard.listed, heard.known, before.get(sender, ""), at)
            # One that may yet be in time says nothing of those before it.
            more = any(
                each.known is not None and each.known.sender == sender and _surely_late(each.listed, each.known, at)
                for each in missing[nth + 1 :]
            )
            said = self._message(heard.listed, sender, late=late, more=late and more)
            if self._intake.receive(said).end is End.FAILED:
                return None
            before[sender] = heard.listed.key
        return len(missing)

    def _is_late(self, listed: Listed, known: Known, before: str, at: datetime) -> bool:
        """Return whether nothing may be done because of it: it is old, not whole, or older than what came since.

        So it is if only a number tells who wrote it, for that may be somebody else's by now.
        """
        if _surely_late(listed, known, at):
            return True
        newest = self._read(lambda tables: last_kept(tables, self._channel.name, known.sender))
        # After the one that was fetched before it nothing may have come, for that would have been written later.
        return newest is not None and newest.at > listed.at and newest.key != before

    def _missing(self, listed: list[Listed]) -> list[_Heard]:
        name = self._channel.name

        def ask(connection: Connection) -> list[_Heard]:
            fresh = set(not_here(connection, name, [each.key for each in listed]))
            found = [_Heard(each, self._who(connection, each)) for each in listed if each.key in fresh]
            return [each for each in found if not self._was_flood(connection, each)]

        return list(self._read(ask))

    def _was_flood(self, connection: Connection, heard: _Heard) -> bool:
        known = heard.known
        return known is not None and in_a_flood(connection, self._channel.name, known, heard.listed.at)

    def _who(self, connection: Connection, listed: Listed) -> Known | None:
        """Return who wrote it: whose number it was when she wrote lately; who hides hers is named by her id."""
        name = self._channel.name
        if not listed.phone:
            return known_by_id(connection, name, listed.address)
        known = known_by_number(connection, name, listed.phone)
        if known is None or known.address != listed.address:  # She hides it by now: nothing of hers goes there again.
            return None
        return known if listed.at - known.heard_at <= KNOWN_FOR else None

    def _message(self, listed: Listed, sender: str, *, late: bool, more: bool) -> Message:
        return Message(
            channel=self._channel.name,
            sender=sender,
            key=listed.key,
            kind=Kind.OTHER if listed.media or not listed.text else Kind.TEXT,
            text=listed.text,
            address=listed.address,
            phone=listed.phone,
            message_id=listed.key,
            late=listed.at if late else None,
            more_late=more,
        )

    def _turn_away(self, listed: Listed, at: datetime) -> None:
        """Keep that it came, and ask her to write again: only her own message tells who she is for good."""
        name, language = self._channel.name, self._language
        words = Speaker(language, at).say(
            t("Sorry, your message of {time} did not reach us in time. Please write it again.", time=listed.at)
        )
        nobody = Identity(IdentityId(0), name, listed.address, listed.address, None, None, language)

        def keep(connection: Connection) -> None:
            kept = keep_incoming(
                connection,
                None,
                channel=name,
                delivery=listed.key,
                digest="",
                kind=Kind.OTHER,
                status="ignored",
                at=at,
                error=NOT_SERVED,
            )
            if kept.fresh:
                queue(connection, nobody, None, at=at, text=words)

        self._database.run(keep)

    def _read(self, question: Any) -> Any:
        with self._database.read() as connection:
            return question(connection)


def _surely_late(listed: Listed, known: Known, at: datetime) -> bool:
    """Return whether it is too late whatever else comes in the meantime."""
    return bool(listed.phone) or listed.media or at - listed.at > LATE or listed.at < known.heard_at
