"""Processes: web, sender and worker, each to be run apart, and how each of them stops.

What keeps them running is `bot/doorkeeper.py` for versions of the web, and `bot/supervisor.py` for all three.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from flask import Flask
from gunicorn.app.base import BaseApplication

from bot.catching_up import CatchingUp
from bot.channels.base import Channel, Listing
from bot.channels.telegram import Telegram
from bot.doorkeeper import LISTENER, READY, Doorkeeper, listen
from bot.family import follow_parent, on_stop, past_stopping
from bot.intake import Intake
from bot.logs import ForGunicorn
from bot.polling import attend
from bot.pulse import Pulse
from bot.sender import Sender
from bot.settings import Settings
from models.database import Database
from models.dormancy import plan_announcements
from models.housekeeping import STEPS, sweep_media
from models.jobs import do_due
from models.media import MediaStore
from models.secrets import Secrets

log = logging.getLogger(__name__)

WORK_SECONDS = 1
TIDY_SECONDS = 60
GRACEFUL_SECONDS = 20
"""How long requests that are in may take when the web stops: twice the longest turn."""
KEEP_SECONDS = 75
"""How long a connection is kept for another request: longer than proxies do, so that it is them who close it."""
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


def serve(make: Callable[[], Program]) -> int:
    """Run the web: as the doorkeeper over it, or, started by one, as the version that answers."""
    if LISTENER in os.environ:
        follow_parent()
        _answer(make, int(os.environ.pop(LISTENER)), int(os.environ.pop(READY)))
        return 0
    settings = make().settings
    if settings.twilio_whatsapp_from and not settings.public_url:
        log.warning("WhatsApp is closed: PUBLIC_URL is not set, and Twilio signs the address that it calls")
    follow_parent()
    listener = listen(settings.host, settings.port)
    return Doorkeeper(listener, lambda socket, ready: _answer(make, socket, ready)).keep()


def _answer(make: Callable[[], Program], listener: int, ready: int) -> None:
    """Answer at the socket until told to stop; each worker assembles a program of its own, after the fork."""

    def tell(_worker: Any) -> None:
        with contextlib.suppress(OSError):  # One that is started again later has nobody to tell.
            os.write(ready, b".")

    pulses: list[Pulse] = []

    def assemble() -> Flask:
        program = make()
        pulses.append(Pulse(program.database, "web").start())
        return program.web

    def leave(_arbiter: Any, _worker: Any) -> None:
        for pulse in pulses:
            pulse.stop()

    options = {
        "bind": f"fd://{listener}",
        "workers": 2,
        "threads": 8,
        "worker_class": "gthread",
        "graceful_timeout": GRACEFUL_SECONDS,
        "keepalive": KEEP_SECONDS,
        "post_worker_init": tell,
        "worker_exit": leave,
        "logger_class": ForGunicorn,
        "accesslog": None,
        "loglevel": "warning",
        "control_socket_disable": True,
        "forwarded_allow_ips": "",
    }
    _Gunicorn(assemble, options).run()


async def send(program: Program) -> None:
    """Run the sender, and with it what Telegram needs; told to stop, it finishes what is on its way to a channel."""
    follow_parent()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    tasks = [asyncio.create_task(program.sender().run(stop))]
    telegram = program.channels.get("telegram")
    if isinstance(telegram, Telegram):
        coming = attend(program.settings, program.database, program.intake, telegram, stop)
        tasks.append(asyncio.create_task(coming))
    whatsapp = program.channels.get("whatsapp")
    if isinstance(whatsapp, Listing):
        language = program.settings.default_language
        catching_up = CatchingUp(program.database, program.intake, whatsapp, default_language=language)
        tasks.append(asyncio.create_task(catching_up.run(stop)))
    for each in tasks:  # Whatever ends by a mistake of ours ends all, but not before they have finished what they have.
        each.add_done_callback(lambda task: stop.set() if task.cancelled() or task.exception() else None)
    await asyncio.wait(tasks)
    past_stopping()
    for each in tasks:
        each.result()


def work(program: Program) -> None:
    """Run the worker: every second it does what is due, once a minute it tidies; it stops between two jobs."""
    follow_parent()
    stop = threading.Event()
    on_stop(stop)
    program.database.run(plan_announcements)
    tidied = -float(TIDY_SECONDS)
    while not stop.is_set():
        try:
            do_due(program.database, program.secrets, stop.is_set)
        except Exception:
            log.exception("the worker could not do its jobs")
        if time.monotonic() - tidied >= TIDY_SECONDS:
            tidied = time.monotonic()
            _tidy(program.database, stop)
            if not stop.is_set():
                _sweep(program)
        stop.wait(WORK_SECONDS)
    past_stopping()


def _sweep(program: Program) -> None:
    """Delete files of photos that a crash left without a row."""
    try:
        sweep_media(program.database, program.media)
    except Exception:
        log.exception("the worker could not sweep the folder of photos")


def _tidy(database: Database, stop: threading.Event) -> None:
    for step in STEPS:
        if stop.is_set():
            return
        try:
            database.run(step)
        except Exception:
            log.exception("the worker could not %s", step.__name__)
