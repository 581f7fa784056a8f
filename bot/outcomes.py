"""Outcomes: what became of a message, written down: sent, tried again and when, in doubt, ended.

Back-off goes by row, by lane (a chat that is throttled) and by channel (many chats are, or it refuses our credentials).
Only what certainly did not arrive is ever sent again.
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from bot.channels.base import Channel, Merging
from bot.message import Result, Sent
from models import outbox
from models.clock import from_ms, real_now
from models.counts import count
from models.database import Database
from models.held_back import MOVED, OUTSIDE, hold, move
from models.outbox import Claimed
from models.reports import apply_all_reports
from models.rests import end_rest, rest_refused, rest_throttled, try_again

log = logging.getLogger(__name__)

ATTEMPTS_MAX = 300
"""About a day of them: a receipt outlives an outage."""
QUESTION_ATTEMPTS_MAX = 20
"""About an hour: after that nobody waits for the question."""
RETRY_SECONDS_MAX = 300
LOOK_SECONDS = 10
"""A message may be listed a little after it was taken."""
LOOKS = 2
"""So often the list must not have it, before it may be sent again."""
DOUBT_MAX = timedelta(hours=1)
CHATS_THROTTLED = 3
THROTTLED_WITHIN = 5.0
"""That many chats in so many seconds: the channel means all of us."""
GATHER_SECONDS = 0.02
"""Between two writings: what ends meanwhile is written down together."""

_LINK = re.compile(r"/pin/[\w\-]+")


@dataclass(frozen=True)
class Ended:
    """An attempt to send a message, and how it ended."""

    claimed: Claimed
    channel: Channel
    sent: Sent


class Outcomes:
    """Writes down what became of messages; those that ended while others were written, in one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._throttled: deque[tuple[float, str, str]] = deque()
        """When which lane of which channel was throttled, lately."""
        self._waiting: list[tuple[Ended, asyncio.Future[bool]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def note(self, ended: Ended) -> bool:
        """Return once the attempt's end is written down: whether the next message waits for its lane's pace."""
        done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((ended, done))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_waiting())
        return await done

    async def _write_waiting(self) -> None:
        while self._waiting:
            together, self._waiting = self._waiting, []
            if not await self._written(together):
                for each in together:  # Each by itself: what is wrong with one holds up no other.
                    await self._written([each], last=True)
            await asyncio.sleep(GATHER_SECONDS)

    async def _written(self, together: Sequence[tuple[Ended, asyncio.Future[bool]]], *, last: bool = False) -> bool:
        try:
            more = await asyncio.to_thread(self.write, *(ended for ended, _ in together))
        except Exception as error:
            if last:
                together[0][1].set_exception(error)
            return last
        for ended, done in together:
            done.set_result(ended.claimed.lane in more)
        return True

    def write(self, *ended: Ended) -> set[str]:
        """Write down how attempts to send ended, all or none; return the lanes where the next message waits."""
        # A refusal may name the address of a button, and a keypad link's token is in that.
        ended = tuple(
            replace(each, sent=replace(each.sent, error=_LINK.sub("/pin/…", each.sent.error))) for each in ended
        )
        everywhere = {each.claimed.id for each in ended if each.sent.retry_after and self._throttles_all(each.claimed)}
        more = self._database.run(lambda connection: _write(connection, ended, everywhere))
        for each in ended:
            count("sends", each.claimed.channel, each.sent.result)
            if each.sent.result is Result.UNKNOWN:
                log.error("message %d may or may not have been sent: %s", each.claimed.id, each.sent.error)
        return more

    def not_found(self, claimed: Claimed, channel: Channel) -> None:
        """The channel's list does not have it: once it says so again after a fair wait, it is sent anew."""

        def work(connection: Connection) -> None:
            at, looks = real_now(connection), (claimed.looks or 0) + 1
            if looks >= LOOKS:
                outbox.put_back(connection, claimed, at=at, error="certainly not sent: it was looked up")
            else:
                error = "perhaps sent: it is being looked up"
                outbox.doubt(connection, claimed, look_at=_look_at(at, claimed, 2), looks=looks, error=error)
            _tried(connection, [Ended(claimed, channel, Sent(Result.RETRY))], at)

        self._database.run(work)

    def not_told(self, claimed: Claimed) -> None:
        """The channel does not say whether it has it: it is asked again, for an hour."""

        def work(connection: Connection) -> bool:
            at = real_now(connection)
            over = at - from_ms(claimed.since) >= DOUBT_MAX
            if over:
                outbox.end(connection, claimed, "unknown", at=at, error="perhaps sent: the channel does not tell")
            else:
                error = "perhaps sent: the channel does not tell yet"
                looks = claimed.looks or 0
                outbox.doubt(connection, claimed, look_at=_look_at(at, claimed, 1), looks=looks, error=error)
            if claimed.tries_channel:
                try_again(connection, claimed.channel, now=at)
            return over

        if self._database.run(work):
            log.error("message %d may or may not have been sent, and its channel does not tell", claimed.id)

    def _throttles_all(self, claimed: Claimed) -> bool:
        """Return whether so many chats were throttled just now that the channel means all of us."""
        at = time.monotonic()
        self._throttled.append((at, claimed.channel, claimed.lane))
        while self._throttled[0][0] < at - THROTTLED_WITHIN:
            self._throttled.popleft()
        lately = list(self._throttled)
        return len({lane for _, channel, lane in lately if channel == claimed.channel}) >= CHATS_THROTTLED


def _write(connection: Connection, ended: Sequence[Ended], everywhere: Collection[int]) -> set[str]:
    """Write down each; `everywhere` are those after which the whole channel shall rest."""
    at = real_now(connection)
    taken = [each for each in ended if each.sent.result is Result.SENT]
    outbox.mark_sent(connection, [(each.claimed, each.sent.message_id) for each in taken], at=at)
    for name, named in _by_channel(taken).items():
        apply_all_reports(connection, name, [each.sent.message_id for each in named if each.sent.message_id])
    answered = taken + [
        each
        for each in ended
        if each.sent.result is not Result.SENT
        and _refused(connection, each.claimed, each.channel, each.sent, at, everywhere=each.claimed.id in everywhere)
    ]
    _tried(connection, answered, at)
    paced = {each.claimed.lane for each in taken if each.claimed.kind == "text" and each.channel.pace}
    return outbox.waiting_in(connection, paced)


def _by_channel(ended: Sequence[Ended]) -> dict[str, list[Ended]]:
    named: dict[str, list[Ended]] = {}
    for each in ended:
        named.setdefault(each.claimed.channel, []).append(each)
    return named


def _refused(
    connection: Connection, claimed: Claimed, channel: Channel, sent: Sent, at: datetime, *, everywhere: bool
) -> bool:
    """Write down an end that is not known to be good; return whether the channel answered for this message."""
    match sent.result:
        case Result.SHUT:
            _shut(connection, claimed, sent, at)
            return False
        case Result.RETRY if claimed.attempts < (QUESTION_ATTEMPTS_MAX if claimed.asks else ATTEMPTS_MAX):
            again = at + timedelta(seconds=sent.retry_after or min(2.0**claimed.attempts, RETRY_SECONDS_MAX))
            outbox.put_back(connection, claimed, at=again, error=sent.error)
            if sent.retry_after:
                outbox.pace(connection, {claimed.lane: again})
            if everywhere:
                rest_throttled(connection, claimed.channel, until=again, now=at)
            if claimed.tries_channel:
                try_again(connection, claimed.channel, now=at)
            return False
        case Result.UNKNOWN if channel.looks_up:
            outbox.doubt(connection, claimed, look_at=_look_at(at, claimed, 1), looks=0, error=sent.error)
        case Result.UNKNOWN:
            outbox.end(connection, claimed, "unknown", at=at, error=sent.error)
        case Result.OUTSIDE if sent.error == OUTSIDE and claimed.error != OUTSIDE:
            outbox.put_back(connection, claimed, at=at, error=OUTSIDE)  # Each by a notice of its own, or held.
        case Result.OUTSIDE:
            if sent.error == MOVED:
                move(connection, claimed, at=at)
            else:
                hold(connection, claimed, at=at, error=sent.error)
            if claimed.tries_channel:
                try_again(connection, claimed.channel, now=at)
            return False
        case Result.BLOCKED:
            outbox.end(connection, claimed, "failed", at=at, error=sent.error, settled="blocked")
            outbox.blocked(connection, claimed)
        case _:
            outbox.end(connection, claimed, "failed", at=at, error=sent.error)
    return True


def _shut(connection: Connection, claimed: Claimed, sent: Sent, at: datetime) -> None:
    """Put the message back behind the others, and let the whole channel rest."""
    behind = at + timedelta(seconds=1)
    outbox.put_back(connection, claimed, at=behind, error=sent.error, counts=False)
    if rest_refused(connection, claimed.channel, why=sent.error, now=at, tried=claimed.tries_channel):
        log.error("%s does not take our credentials, and rests: %s", claimed.channel, sent.error)


def _tried(connection: Connection, answered: Sequence[Ended], at: datetime) -> None:
    """The channel answered these messages: their lanes keep its pace, and a rest that was only tried is over."""
    quiet: dict[str, datetime] = {}
    for each in answered:
        claimed, channel = each.claimed, each.channel
        if claimed.tries_channel:
            end_rest(connection, claimed.channel)
        if claimed.kind in outbox.SILENT:
            continue
        if isinstance(channel, Merging):
            outbox.pace_after_burst(
                connection, claimed.lane, at=at, pace=channel.pace, burst=channel.burst, rest=channel.rest
            )
        else:
            quiet[claimed.lane] = at + timedelta(seconds=channel.pace)
    outbox.pace(connection, quiet)


def _look_at(at: datetime, claimed: Claimed, times: int) -> datetime:
    """Return when to look next: after ten seconds, and ever later the longer the doubt lasts."""
    lasted = (at - from_ms(claimed.since)).total_seconds()
    return at + timedelta(seconds=max(LOOK_SECONDS * times, min(lasted, RETRY_SECONDS_MAX)))
