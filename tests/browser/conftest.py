"""The real program once for all browser tests, and Debian's Chromium to look at it with."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, ViewportSize, sync_playwright

from tests.browser import story
from tests.browser.hands import InHand
from tests.browser.program import Program

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK = ViewportSize(width=1440, height=900)
Look = Callable[..., Page]


@pytest.fixture(scope="package")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The wallet with its simulator, over an empty database."""
    made = Program(tmp_path_factory.mktemp("program"))
    made.start()
    yield made
    assert made.stop() == 0, made.log.read_text()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; where there is none, CI fails, and a developer is told what is skipped.

    It is closed before other tests go on: Playwright keeps an event loop running, within which none can be started.
    """
    if not CHROMIUM.exists():
        why = f"There is no browser at {CHROMIUM} (apt-get install chromium), so nothing was clicked through."
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def look(browser: Browser) -> Iterator[Look]:
    """Open a window: `look(url, viewport=…, color_scheme=…)`; what goes wrong in any of its pages fails the test."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(url: str, **options: Any) -> Page:
        context = browser.new_context(**{"viewport": DESK, "locale": "id-ID", **options})
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.on("console", lambda said: _note_console(wrong, said))
        context.on("weberror", lambda error: wrong.append(f"error: {error.error}"))
        context.on("requestfailed", lambda request: _note_failure(wrong, request))
        page = context.new_page()
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def _note_console(wrong: list[str], said: ConsoleMessage) -> None:
    if said.type in ("error", "warning"):
        wrong.append(f"console: {said.text} ({said.location.get('url')})")


def _note_failure(wrong: list[str], request: Request) -> None:
    # What is still being asked when a page is left is dropped by the browser itself.
    if not re.search("ERR_ABORTED", request.failure or ""):
        wrong.append(f"{request.method} {request.url}: {request.failure}")


@pytest.fixture
def page(look: Look, program: Program) -> Page:
    """The simulator."""
    return look(program.url)


@pytest.fixture(scope="package")
def town(browser: Browser, program: Program) -> Program:
    """Budi is Premium on Telegram with Rp1.250.000, Sari Regular on WhatsApp with Rp300.000: all of it clicked.

    Whole files share it, by name: the story of the money comes before the desk that looks back on it.
    """
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    page.goto(program.url)
    story.two_people_register(page)
    story.pay_in(page, "budi", "Rp1,250,000")
    story.pay_in(page, "sari", "Rp300,000")
    story.make_premium(page, "budi")
    context.close()
    return program


@pytest.fixture
def budi(page: Page, town: Program) -> InHand:  # noqa: ARG001  # The town must be there.
    """Budi's phone, with nothing going on."""
    somebody = InHand(page, "budi")
    somebody.stop()
    return somebody


@pytest.fixture
def sari(page: Page, town: Program) -> InHand:  # noqa: ARG001  # The town must be there.
    """Sari's phone."""
    return InHand(page, "sari")
