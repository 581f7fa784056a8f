"""What becomes of a message, all the way: a real socket that fails in each known way, the real channel and sender.

One line a case: how the row stands after it, when it is tried or looked up next, and what is done once all is well.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from app import TRAITS
from bot.channels.sms import Sms
from bot.channels.telegram import Telegram
from bot.channels.whatsapp import WhatsApp
from bot.sender import Sender
from models.conversations import queue
from models.customers import Identity, IdentityId
from tests.channels import peers
from tests.channels.peers import HANGS, HANGS_UP, Answer, Peer, peer, says
from tests.rows import all_rows, messages
from tests.stage import PEOPLE, Stage
from tests.trust.providers import PHRASES
from tests.waiting import lane, let_wait, put, waits

TIMEOUT = 0.25
SLOW = 1.5
"""A busy machine may take so long from one look at the clock to the next."""
URL = contextlib.AbstractContextManager[str]


def bot_error(status: int, said: str, **parameters: Any) -> Answer:
    """Telegram's no."""
    return says({"ok": False, "error_code": status, "description": said, "parameters": parameters}, status=status)


def refusal(status: int, code: int, **more: Any) -> Answer:
    """Twilio's no."""
    return says({"code": code, "message": "no", "status": status}, status=status, **more)


def listing(*bodies: str) -> Answer:
    """Twilio's list, newest first."""
    return says({"messages": [{"sid": f"SM{nth}", "body": body} for nth, body in enumerate(bodies)], "page": 0})


TOOK = says({"ok": True, "result": {"message_id": 7, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "x"}})
CREATED = says({"sid": "SM1", "status": "queued"}, status=201)
NOT_LISTED = listing("something else")


@dataclass(frozen=True)
class Case:
    """One way in which sending goes."""

    answers: tuple[Answer, ...]
    status: str
    """After the first try."""
    pause: float | None = None
    """Seconds until the row is tried or looked up again."""
    posts: int = 1
    """How often the message went out in all, once everything is well."""
    ends: str = "sent"
    lane: float | None = None
    """Seconds for which the lane keeps still."""
    rest: float | None = None
    """Seconds for which the whole channel rests."""
    settled: str = ""
    server: Callable[[], URL] | None = None


TELEGRAM = {
    "taken": Case((TOOK,), "sent"),
    "nobody listens": Case((), "queued", 2, server=peers.refusing),
    "too busy to connect": Case((), "queued", 2, server=peers.full),
    "429": Case((bot_error(429, "Too Many Requests: retry after 7", retry_after=7), TOOK), "queued", 7, 2, lane=7),
    "429 without a time": Case((bot_error(429, "Too Many Requests"), TOOK), "queued", 2, 2),
    "hangs": Case((HANGS, TOOK), "unknown", ends="unknown"),
    "answers late": Case((Answer(200, TOOK.body, late=TIMEOUT * 2), TOOK), "unknown", ends="unknown"),
    "hangs up": Case((HANGS_UP, TOOK), "unknown", ends="unknown"),
    "500": Case((bot_error(500, "Internal Server Error"), TOOK), "unknown", ends="unknown"),
    "502 of a proxy": Case((Answer(502, b"<html>"), TOOK), "unknown", ends="unknown"),
    "nonsense": Case((Answer(200, b"{"), TOOK), "unknown", ends="unknown"),
    "another shape": Case((says({"ok": True, "result": {}}), TOOK), "unknown", ends="unknown"),
    "blocked": Case(
        (bot_error(403, "Forbidden: bot was blocked by the user"), TOOK), "failed", ends="failed", settled="blocked"
    ),
    "400": Case((bot_error(400, "Bad Request: can't parse entities"), TOOK), "failed", ends="failed"),
    "the chat has moved": Case(
        (bot_error(400, "Bad Request: group upgraded", migrate_to_chat_id=-100), TOOK), "failed", ends="failed"
    ),
    "the token is revoked": Case((bot_error(401, "Unauthorized"), TOOK), "queued", posts=2, rest=5),
    "the token is wrong": Case((bot_error(404, "Not Found"), TOOK), "queued", posts=2, rest=5),
}
TWILIO = {
    "taken": Case((CREATED,), "sent"),
    "nobody listens": Case((), "queued", 2, server=peers.refusing),
    "too busy to connect": Case((), "queued", 2, server=peers.full),
    "429": Case((Answer(429, b"", {"Retry-After": "7"}), CREATED), "queued", 7, 2, lane=7),
    "429 without a time": Case((refusal(429, 20429), CREATED), "queued", 3, 2, lane=3),
    "500, listed at once": Case((refusal(500, 20500), listing("satu")), "sent"),
    "hangs, listed at once": Case((HANGS, listing("satu")), "sent"),
    "hangs up, listed late": Case((HANGS_UP, NOT_LISTED, listing("satu")), "doubtful", 10),
    "answers late, listed late": Case(
        (Answer(201, CREATED.body, late=TIMEOUT * 2), NOT_LISTED, NOT_LISTED, listing("satu")), "doubtful", 10
    ),
    "503, never listed": Case((refusal(503, 20503), *[NOT_LISTED] * 3, CREATED), "doubtful", 10, 2),
    "nonsense, never listed": Case((Answer(201, b"{"), *[NOT_LISTED] * 3, CREATED), "doubtful", 10, 2),
    "500, and the list is ill": Case(
        (refusal(500, 20500), refusal(500, 20500), HANGS_UP, refusal(401, 20003), listing("satu")), "doubtful", 10
    ),
    "400": Case((refusal(400, 21211), CREATED), "failed", ends="failed"),
    "blocked": Case((refusal(400, 63014), CREATED), "failed", ends="failed", settled="blocked"),
    "unsubscribed": Case((refusal(400, 21610), CREATED), "failed", ends="failed", settled="blocked"),
    "the credentials are revoked": Case((refusal(401, 20003), CREATED), "queued", posts=2, rest=5),
    "the account is gone": Case((refusal(404, 20404), CREATED), "queued", posts=2, rest=5),
}


def made(channel: str, url: str) -> Any:
    """Return the real channel, which speaks to that address."""
    if channel == "telegram":
        return Telegram("1:token", "secret", url, timeout=TIMEOUT)
    if channel == "whatsapp":
        return WhatsApp("AC1", "token", "+6281111111111", phrases=PHRASES, api_url=url, timeout=TIMEOUT)
    return Sms("AC1", "token", "+6281111111111", url, timeout=TIMEOUT)


@contextlib.contextmanager
def served(case: Case) -> Iterator[tuple[str, Peer | None]]:
    """Give the address of the case's other end."""
    if case.server is not None:
        with case.server() as url:
            yield url, None
    else:
        with peer(*case.answers) as other:
            yield other.url, other


@contextlib.contextmanager
def sending(stage: Stage, channel: str, url: str) -> Iterator[Callable[[], bool]]:
    """Give what has one round sent by the real sender over the real channel."""
    with asyncio.Runner() as runner:
        sender = Sender(stage.database, {channel: made(channel, url)}, stage.secrets, TRAITS.__getitem__)
        yield lambda: runner.run(sender.step())
        runner.run(sender.close())


SHORT = {"taken", "429", "hangs", "blocked", "the token is revoked", "503, never listed", "hangs up, listed late"}
"""On PostgreSQL, which differs in the claim and in locks, the short form plays these alone."""


@pytest.mark.parametrize(
    ("channel", "name"),
    [
        pytest.param(channel, name, marks=[] if name in SHORT else [pytest.mark.long("postgresql")])
        for channel, names in (
            ("telegram", TELEGRAM),
            ("whatsapp", TWILIO),
            ("sms", ("taken", "hangs up, listed late", "503, never listed", "400")),
        )
        for name in names
    ],
)
def test_each_end_of_a_message(empty_stage: Stage, channel: str, name: str) -> None:
    case = (TELEGRAM if channel == "telegram" else TWILIO)[name]
    stage = empty_stage
    case = (TELEGRAM if channel == "telegram" else TWILIO)[name]
    put_one(stage, channel)
    with served(case) as (url, other), sending(stage, channel, url) as step:
        assert step()
        row = the_row(stage, channel)
        assert (row["status"], row["settled"]) == (case.status, case.settled)
        if case.pause is not None:
            assert waits(stage, row["not_before"]) == pytest.approx(case.pause, abs=SLOW)
            assert not step()
        if case.lane is not None:
            assert waits(stage, lane(stage, row["lane"])) == pytest.approx(case.lane, abs=SLOW)
        rests = [waits(stage, rest["until"]) for rest in all_rows(stage.database)["rests"]]
        assert rests == ([] if case.rest is None else [pytest.approx(case.rest, abs=SLOW)])
        if other is None:
            return
        for _ in range(4):
            let_wait(stage)
            step()
        posts = [call for call in other.calls if call.method == "POST" and not call.path.endswith("sendChatAction")]
        assert len(posts) == case.posts
        row = the_row(stage, channel)
        assert (row["status"], row["sealed"]) == (case.ends, None)
        assert bool(row["provider_id"]) == (case.ends == "sent")
        assert all_rows(stage.database)["rests"] == []


def put_one(stage: Stage, channel: str) -> None:
    if channel != "sms":
        put(stage, "joko", "satu", channel=channel)
        return
    phone = PEOPLE["joko"].phone
    with stage.database.begin() as connection:
        to = Identity(IdentityId(0), "sms", phone, phone, None, phone, "id")
        queue(connection, to, None, at=stage.desk(connection).now, text="satu")


def the_row(stage: Stage, channel: str) -> dict[str, Any]:
    (row,) = messages(stage.database, channel=channel, direction="out")
    return row
