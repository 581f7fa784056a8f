"""Processes: web, sender and worker, each to be run apart, and the supervisor that runs all three."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import httpx
from flask import Flask
from gunicorn.app.base import BaseApplication

from bot.channels.base import Channel, Ignored, Request, Unreadable
from bot.channels.telegram import Telegram
from bot.commands import menu
from bot.intake import End, Intake
from bot.sender import Sender
from bot.settings import Settings
from models.database import Database
from models.dormancy import plan_announcements
from models.housekeeping import STEPS, sweep_media
from models.jobs import do_due
from models.leases import take
from models.media import MediaStore
from models.secrets import Secrets

log = logging.getLogger(__name__)

WORK_SECONDS = 1
TIDY_SECONDS = 60
POLL_LEASE_SECONDS = 90
SWITCH_SECONDS = 0.0005
"""Threads that compute must not keep the one that holds SQLite's write lock waiting for the interpreter."""


class Program(Protocol):
    """What the processes need of the assembled program (`app.Wallet`)."""

    @property
    def settings(self) -> Settings:
        """The settings."""

    @property
    def database(self) -> Database:
        """The database."""

    @property
    def secrets(self) -> Secrets:
        """What hashes and seals."""

    @property
    def media(self) -> MediaStore:
        """The folder of encrypted photos."""

    @property
    def intake(self) -> Intake:
        """Takes messages."""

    @property
    def channels(self) -> Mapping[str, Channel]:
        """The open channels."""

    @property
    def web(self) -> Flask:
        """The web app."""

    def sender(self) -> Sender:
        """Return a sender over the open channels."""


class _Gunicorn(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    def __init__(self, make: Callable[[], Flask], options: dict[str, Any]) -> None:
        self._make = make
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        sys.setswitchinterval(SWITCH_SECONDS)
        return self._make()


def serve(make: Callable[[], Program]) -> None:
    """Run the web server; each worker assembles a program of its own, after the fork."""
    settings = make().settings
    if settings.twilio_whatsapp_from and not settings.public_url:
        log.warning("WhatsApp is closed: PUBLIC_URL is not set, and Twilio signs the address that it calls")
    options = {
        "bind": f"{settings.host}:{settings.port}",
        "workers": 2,
        "threads": 8,
        "worker_class": "gthread",
        "graceful_timeout": 20,
        "accesslog": None,
        "loglevel": "warning",
        "control_socket_disable": True,
        "forwarded_allow_ips": "",
    }
    _Gunicorn(lambda: make().web, options).run()


async def send(program: Program) -> None:
    """Run the sender, and with it what Telegram needs: its webhook set, or polled."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    tasks = [asyncio.create_task(program.sender().run(stop))]
    telegram = program.channels.get("telegram")
    if isinstance(telegram, Telegram):
        ready = _poll(program, telegram, stop) if program.settings.polls else _announce(program, telegram, stop)
        tasks.append(asyncio.create_task(ready))
    await asyncio.gather(*tasks)


async def _announce(program: Program, telegram: Telegram, stop: asyncio.Event) -> None:
    """Tell Telegram where to call us and which commands to show; until it has taken note."""
    if not program.settings.public_url:
        return
    pause = 0.5
    while not stop.is_set():
        try:
            await telegram.set_up(program.settings.public_url, menu())
        except Exception as error:
            log.warning("Telegram did not take the webhook (%s), trying again in %.0f s", type(error).__name__, pause)
            pause = min(pause * 2, 60)
            await _sleep(stop, pause)
        else:
            if not program.settings.sandbox:
                log.info("Telegram calls us at %s/telegram", program.settings.public_url)
            return


async def _poll(program: Program, telegram: Telegram, stop: asyncio.Event) -> None:
    """Fetch updates; Telegram is told that it may forget them only after they are committed."""
    holder = secrets.token_hex(8)
    offset: int | None = None
    ready = False
    while not stop.is_set():
        try:
            if not ready:
                await telegram.drop_webhook()
                await telegram.set_commands(menu())
                ready = True
                log.info("polling Telegram: there is no PUBLIC_URL")
            if not await asyncio.to_thread(_may_poll, program.database, holder):
                await _sleep(stop, 5)
                continue
            for update_id, body in await telegram.poll(offset):
                if not await asyncio.to_thread(_hear, program.intake, telegram, body):
                    await _sleep(stop, 2)
                    break
                offset = update_id + 1
        except Exception as error:
            log.warning("Telegram could not be polled: %s", type(error).__name__)
            await _sleep(stop, 3)


def _may_poll(database: Database, holder: str) -> bool:
    return database.run(lambda connection: take(connection, "poll telegram", holder, seconds=POLL_LEASE_SECONDS))


def _hear(intake: Intake, telegram: Telegram, body: bytes) -> bool:
    """Return whether the update was kept, or cannot be read at all and may be forgotten."""
    try:
        said = telegram.read(Request(url="", headers={}, body=body))
    except Unreadable:
        log.error("an update of Telegram could not be read")
        return True
    if isinstance(said, Ignored):
        intake.ignore(telegram.name, said.key, said.why, body.hex())
        return True
    return intake.receive(said).end is not End.FAILED


async def _sleep(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return


def work(program: Program) -> None:
    """Run the worker: every second it does what is due, once a minute it tidies."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    program.database.run(plan_announcements)
    tidied = -float(TIDY_SECONDS)
    while not stop.is_set():
        try:
            do_due(program.database, program.secrets)
        except Exception:
            log.exception("the worker could not do its jobs")
        if time.monotonic() - tidied >= TIDY_SECONDS:
            tidied = time.monotonic()
            _tidy(program.database)
            _sweep(program)
        stop.wait(WORK_SECONDS)


def _sweep(program: Program) -> None:
    """Delete files of photos that a crash left without a row."""
    try:
        sweep_media(program.database, program.media)
    except Exception:
        log.exception("the worker could not sweep the folder of photos")


def _tidy(database: Database) -> None:
    for step in STEPS:
        try:
            database.run(step)
        except Exception:
            log.exception("the worker could not %s", step.__name__)


def supervise(settings: Settings, say: Callable[[str], None], also: str = "") -> int:
    """Run web, sender and worker; start again whichever ends, until interrupted; `also` is said once they are up."""
    stop = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    running = {name: _start(name) for name in ("serve", "send", "work")}
    if _answers(settings, stop):
        say(f"KasPro is ready. Open {settings.own_url} in a browser; Ctrl-C ends it.")
        if also:
            say(also)
    while not stop.wait(0.5):
        for name, process in list(running.items()):
            if process.poll() is not None:
                say(f"{name} ended with {process.returncode}; starting it again")
                stop.wait(1)
                running[name] = _start(name)
    for process in running.values():
        process.terminate()
    for process in running.values():
        try:
            process.wait(25)
        except subprocess.TimeoutExpired:
            process.kill()
    return 0


def _start(name: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, sys.argv[0], name], env=os.environ.copy(), start_new_session=True)  # noqa: S603  our own program


def _answers(settings: Settings, stop: threading.Event) -> bool:
    """Wait until the web server answers; False when told to stop before, or after half a minute."""
    for _ in range(150):
        if stop.is_set():
            return False
        try:
            if httpx.get(f"{settings.own_url}/healthz", timeout=2, trust_env=False).status_code == 200:
                return True
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    return False
