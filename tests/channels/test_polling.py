"""Polling: updates are confirmed after their commit, by one poller at a time, whoever dies or is told to stop."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.channels.telegram import Telegram
from bot.intake import End, Intake, Received
from bot.message import Message
from bot.polling import LEASE, Poller, attend
from models.bots import our_name
from models.clock import real_now, to_ms
from models.database import Database
from models.leases import take
from tests.channels.bot_api import TOKEN, BotServer, bot_server
from tests.databases import on_sqlite
from tests.stage import Stage, settings

KEPT = text("SELECT delivery, status FROM messages WHERE direction = 'in' ORDER BY id")
ANSWERS = text("SELECT COUNT(*) FROM messages WHERE direction = 'out' AND kind = 'text'")
POLLED = {"public_url": "", "telegram_api_url": "", "sandbox": False}


@pytest.fixture(autouse=True)
def briskly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses are short."""
    monkeypatch.setattr("bot.polling.PAUSE_SECONDS", 0.05)


def kept(database: Database) -> list[tuple[str, str]]:
    with database.read() as connection:
        return [(row.delivery.rpartition(":")[2], row.status) for row in connection.execute(KEPT)]


def answers(database: Database) -> int:
    with database.read() as connection:
        return int(connection.execute(ANSWERS).scalar_one())


def polling(
    stage: Stage,
    server: BotServer,
    until: Callable[[], bool],
    *,
    pollers: int = 1,
    intake: Any = None,
    lease: float = 60.0,
    seconds: float = 8.0,
) -> float:
    """Run pollers until that is so, then stop them; return how long stopping took."""

    async def run() -> float:
        stop = asyncio.Event()
        bots = [Telegram(TOKEN, "", server.url) for _ in range(pollers)]
        running = [
            asyncio.create_task(Poller(stage.database, intake or stage.intake, bot, lease=lease).run(stop))
            for bot in bots
        ]
        deadline = time.monotonic() + seconds
        while not until():
            assert time.monotonic() < deadline, (server.ids(), kept(stage.database))
            await asyncio.sleep(0.02)
        began = time.monotonic()
        stop.set()
        await asyncio.gather(*running)
        took = time.monotonic() - began
        for bot in bots:
            await bot.close()
        return took

    return asyncio.run(run())


class Intakes:
    """The intake, with something of ours before or instead of a turn."""

    def __init__(self, intake: Intake, instead: Callable[[Message], Received | None]) -> None:
        self._intake = intake
        self._instead = instead

    def receive(self, said: Message) -> Received:
        return self._instead(said) or self._intake.receive(said)

    def ignore(self, *given: Any, **more: Any) -> Received:
        return self._intake.ignore(*given, **more)


def test_updates_are_confirmed_after_they_are_kept(stage: Stage) -> None:
    with bot_server() as server:
        server.say("budi", "saldo", 11)
        server.say("sari", "saldo", 12)
        seen: list[list[int]] = []

        def look(_said: Message) -> None:
            seen.append(server.ids())

        polling(stage, server, lambda: not server.ids(), intake=Intakes(stage.intake, look))
    assert seen == [[11, 12], [11, 12]]
    assert sorted(kept(stage.database)) == [("11", "handled"), ("12", "handled")]
    assert server.offsets == [0, 13]


def test_a_long_poll_ends_at_once_when_told_to_stop_and_the_lease_is_given_back(stage: Stage) -> None:
    with bot_server() as server:
        took = polling(stage, server, lambda: server.polling == 1)
    assert took < 2
    with stage.database.begin() as connection:
        assert take(connection, LEASE, "the next", seconds=60)


def test_of_two_pollers_one_polls_and_nothing_is_heard_twice(stage: Stage) -> None:
    with bot_server() as server:
        for nth in range(6):
            server.say("budi" if nth % 2 else "sari", "saldo", 20 + nth)
        polling(stage, server, lambda: not server.ids() and server.polling == 1, pollers=2)
        conflicts = [given for method, given in server.calls if method == "getUpdates"]
    assert len(conflicts) == len(server.offsets)  # None was refused because of another.
    assert len(kept(stage.database)) == answers(stage.database) == 6


def test_a_poller_that_dies_is_followed_when_its_lease_ends(stage: Stage) -> None:
    with bot_server() as server:
        server.say("budi", "saldo", 31)
        with stage.database.begin() as connection:
            assert take(connection, LEASE, "one that died", seconds=0.6)
            ends = to_ms(real_now(connection)) + 600
        polling(stage, server, lambda: not server.ids(), lease=0.8)
        with stage.database.read() as connection:
            assert to_ms(real_now(connection)) >= ends
    assert kept(stage.database) == [("31", "handled")]


def test_what_was_kept_and_not_confirmed_comes_again_and_is_known(stage: Stage) -> None:
    with bot_server() as server:
        server.say("budi", "saldo", 41)
        polling(stage, server, lambda: kept(stage.database) != [])
        server.offsets.clear()
        assert server.ids() in ([41], [])
        server.waiting = []
        server.say("budi", "saldo", 41)
        polling(stage, server, lambda: not server.ids())
    assert kept(stage.database) == [("41", "handled")]
    assert answers(stage.database) == 1


def test_a_turn_that_could_not_be_kept_is_not_confirmed_and_holds_back_its_chat_alone(stage: Stage) -> None:
    tries = []

    def trouble(said: Message) -> Received | None:
        if said.text != "mutasi":
            return None
        tries.append(said.key)
        return Received(End.FAILED) if len(tries) < 3 else None

    with bot_server() as server:
        server.say("budi", "saldo", 51)
        server.say("budi", "mutasi", 52)
        server.say("budi", "menu", 53)
        server.say("sari", "saldo", 54)
        before: list[tuple[list[int], list[tuple[str, str]]]] = []

        def third() -> bool:
            if len(tries) == 2 and not before:
                before.append((server.ids(), kept(stage.database)))
            return not server.ids()

        polling(stage, server, third, intake=Intakes(stage.intake, trouble), seconds=15)
    waiting, done = before[0]
    assert waiting == [52, 53, 54]
    assert sorted(done) == [("51", "handled"), ("54", "handled")]
    assert sorted(kept(stage.database)) == [(each, "handled") for each in ("51", "52", "53", "54")]
    assert [each for each, _ in kept(stage.database) if each in ("51", "52", "53")] == ["51", "52", "53"]
    assert server.offsets[:3] == [0, 52, 52]


def test_what_cannot_be_read_holds_nobody_back(stage: Stage) -> None:
    with bot_server() as server:
        server.keep({"update_id": 61, "message": {"text": 5}})
        server.keep({"update_id": 62, "something_of_next_year": {}})
        server.keep({"no": "id"})
        server.say("budi", "saldo", 63)
        polling(stage, server, lambda: not server.ids())
    assert sorted(kept(stage.database)) == [("61", "ignored"), ("62", "ignored"), ("63", "handled")]


def test_a_database_that_fails_confirms_nothing(stage: Stage) -> None:
    broken = [True]

    def fail(_said: Message) -> Received | None:
        if broken[0]:
            broken[0] = False
            raise OSError("disk full")
        return None

    with bot_server() as server:
        server.say("budi", "saldo", 71)
        polling(stage, server, lambda: not server.ids(), intake=Intakes(stage.intake, fail))
    assert kept(stage.database) == [("71", "handled")]
    assert server.offsets[:2] == [0, 71]


@on_sqlite
def test_a_webhook_that_is_set_is_taken_off_and_another_poller_is_named(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    with bot_server() as server:
        server.webhook = "https://elsewhere.example/telegram"
        server.polling = 1
        server.say("budi", "saldo", 81)

        def other_is_named() -> bool:
            if any("another program polls" in record.message for record in caplog.records):
                server.polling = 0
            return not server.ids()

        polling(stage, server, other_is_named)
    said = [record.message for record in caplog.records]
    assert any("set a webhook" in each for each in said)
    assert kept(stage.database) == [("81", "handled")]
    assert not any(TOKEN in each for each in said)


def attending(stage: Stage, server: BotServer, until: Callable[[], bool], **changes: Any) -> float:
    """Do as the sender's process does beside the sender, until that is so; return how long stopping took."""

    async def run() -> float:
        stop = asyncio.Event()
        telegram = Telegram(TOKEN, "s3cret", server.url)
        given = settings(**changes)
        task = asyncio.create_task(attend(given, stage.database, stage.intake, telegram, stop))
        deadline = time.monotonic() + 8
        while not until():
            assert time.monotonic() < deadline, server.calls
            await asyncio.sleep(0.02)
        began = time.monotonic()
        stop.set()
        await task
        await telegram.close()
        return time.monotonic() - began

    return asyncio.run(run())


@on_sqlite
def test_at_the_start_telegram_is_told_of_us_and_we_learn_our_name(stage: Stage) -> None:
    with bot_server() as server:
        attending(stage, server, lambda: len(server.named("setMyCommands")) == 2)
        assert server.webhook == "https://kaspro.example/telegram"
        assert "my_chat_member" in server.named("setWebhook")[0]["allowed_updates"]
    with stage.database.read() as connection:
        assert our_name(connection, "telegram") == "KasProBot"
        assert our_name(connection, "whatsapp") == "628001234567"


@on_sqlite
def test_where_we_poll_the_webhook_goes_and_the_commands_are_set(stage: Stage) -> None:
    with bot_server() as server:
        server.webhook = "https://kaspro.example/telegram"
        server.say("budi", "saldo", 91)
        took = attending(stage, server, lambda: server.polling == 1 and not server.ids(), **POLLED)
        assert len(server.named("setMyCommands")) == 2
    assert took < 2
    assert kept(stage.database) == [("91", "handled")]


@on_sqlite
def test_a_wrong_token_is_named_once_without_being_told(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with bot_server() as server, pytest.MonkeyPatch.context() as patched:
        patched.setattr("bot.polling.WRONG_TOKEN_SECONDS", 0.05)
        server.token = "7000000001:another"
        began = time.monotonic()
        took = attending(stage, server, lambda: time.monotonic() > began + 0.8, **POLLED)
    named = [record.message for record in caplog.records if "TELEGRAM_TOKEN" in record.message]
    assert len(named) == 1
    assert not any(TOKEN in record.getMessage() for record in caplog.records)
    assert took < 2


POLLS = """
import asyncio, os, signal, sys
from pathlib import Path
from bot.channels.telegram import Telegram
from bot.polling import Poller
from models.database import Database
from tests.stage import settings
from app import Wallet

url, api, dies = sys.argv[1], sys.argv[2], sys.argv[3] == "dies"
wallet = Wallet(settings())
wallet.__dict__.update(database=Database(url))

class Dying:
    def receive(self, said):
        received = wallet.intake.receive(said)
        if dies:
            os.kill(os.getpid(), signal.SIGKILL)
        return received

async def run():
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    telegram = Telegram("7000000001:token", "", api)
    await Poller(wallet.database, Dying(), telegram, lease=1.0).run(stop)

asyncio.run(run())
"""


@pytest.mark.long("postgresql")
def test_killed_between_the_commit_and_the_confirmation_nothing_is_lost_or_done_twice(stage: Stage) -> None:
    """The process is killed with -9 once the turn is committed; the next takes over when the lease ends."""
    url = stage.database.url.render_as_string(hide_password=False)
    with bot_server() as server:
        server.say("budi", "saldo", 101)
        server.say("sari", "saldo", 102)
        first = _start(url, server.url, "dies")
        assert first.wait(20) == -signal.SIGKILL
        assert server.ids() == [101, 102]
        done = kept(stage.database)
        assert len(done) >= 1
        second = _start(url, server.url, "lives")
        _wait(lambda: not server.ids() and server.polling == 1)
        second.send_signal(signal.SIGTERM)
        assert second.wait(10) == 0  # Long before its poll of 25 s would have ended, on however busy a machine.
    assert sorted(kept(stage.database)) == [("101", "handled"), ("102", "handled")]
    assert answers(stage.database) == 2


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    here = Path(__file__).parents[2]
    command = [sys.executable, "-c", POLLS, *arguments]
    return subprocess.Popen(command, cwd=here, env=os.environ | {"PYTHONPATH": str(here)})


def _wait(until: Callable[[], bool | Awaitable[bool]]) -> None:
    deadline = time.monotonic() + 20
    while not until():
        assert time.monotonic() < deadline
        time.sleep(0.02)
