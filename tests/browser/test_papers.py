"""The pages for a photo and for an ID number in a browser: from the first photo to "being checked", and by axe."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, ViewportSize, expect
from werkzeug.serving import make_server

from sandbox import samples
from tests import sent_photos
from tests.browser.conftest import Look
from tests.browser.test_story import assert_accessible, width_of
from tests.databases import drop, fresh
from tests.rows import all_rows
from tests.stage import ID_NUMBERS, PIN, Stage, settings

pytestmark = pytest.mark.browser

PHONE, NARROW = ViewportSize(width=390, height=780), ViewportSize(width=320, height=568)


def apart(deed: Callable[[], object]) -> None:
    """Do it in a thread of its own: Playwright keeps an event loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(deed).result()


class Served:
    """A stage whose pages a browser can reach."""

    def __init__(self, stage: Stage, url: str) -> None:
        self.stage = stage
        self.url = url

    def begin(self) -> str:
        """Sari asks on WhatsApp to be Premium by her KTP; return where the page for its photo is."""
        for words in ("naik premium", "ktp"):
            apart(partial(self.stage.say, "whatsapp", "sari", words))
        return self.url + self.stage.page("whatsapp", "sari")

    def kept(self) -> list[tuple[int, int]]:
        """The sizes of the photos that are kept."""
        return [(each["width"], each["height"]) for each in all_rows(self.stage.database)["photos"]]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Sari is a Regular customer."""
    database = fresh("sqlite", tmp_path)
    stage = Stage(database, settings())
    stage.add("sari", channels=("telegram", "whatsapp"))
    server = make_server("127.0.0.1", 0, stage.wallet.web, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Served(stage, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    thread.join(10)
    server.server_close()
    drop(database)


def large() -> bytes:
    """A phone's photo, larger than is taken."""
    made = io.BytesIO()
    grain = Image.effect_noise((3600, 2700), 60).convert("RGB")
    card = samples.id_card("Sari Wulandari").resize((2400, 1600))
    grain.paste(card, (400, 400))
    grain.save(made, "JPEG", quality=98)
    assert len(made.getvalue()) > 5_000_000
    return made.getvalue()


def choose(page: Page, photo: bytes) -> None:
    page.locator("input[type=file]").set_input_files({"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo})


def test_from_the_first_photo_to_being_checked(served: Served, look: Look) -> None:
    page = look(served.begin(), viewport=PHONE)
    choose(page, large())
    expect(page.locator("canvas.preview")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("IMG_1.jpg")
    page.get_by_role("button", name="Kirim foto").click()
    expect(page.get_by_role("heading")).to_have_text("Fotomu memegang KTP")
    choose(page, sent_photos.good())
    page.get_by_role("button", name="Kirim foto").click()
    page.get_by_label("Nomor KTP").fill("3171 0465 1295 0003")
    page.get_by_role("button", name="Lanjut").click()
    expect(page.locator(".dot")).to_have_count(6)
    page.keyboard.type(PIN)
    expect(page.get_by_role("heading")).to_have_text("Sedang diperiksa")
    assert served.kept() == [(2000, 1500), (960, 640)]
    apart(served.stage.send)
    assert "Sedang diperiksa" in served.stage.last("whatsapp", "sari")


def test_without_javascript(served: Served, look: Look) -> None:
    page = look(served.begin(), viewport=PHONE, java_script_enabled=False)
    choose(page, sent_photos.blurred())
    page.get_by_role("button", name="Kirim foto").click()
    expect(page.get_by_role("alert")).to_contain_text("kabur")
    choose(page, large())
    page.get_by_role("button", name="Kirim foto").click()
    expect(page.get_by_role("alert")).to_contain_text("5 MB")
    for _ in range(2):
        choose(page, sent_photos.good())
        page.get_by_role("button", name="Kirim foto").click()
    page.get_by_label("Nomor KTP").fill("1234567890123456")
    page.get_by_role("button", name="Lanjut").click()
    expect(page.get_by_role("alert")).to_contain_text("belum cocok")
    assert page.get_by_label("Nomor KTP").input_value() == ""
    page.get_by_label("Nomor KTP").fill(ID_NUMBERS["ktp"])
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_label("Masukkan PIN").fill(PIN)
    page.get_by_role("button", name="Lanjut").click()
    expect(page.get_by_role("heading")).to_have_text("Sedang diperiksa")


def test_not_her_cancels(served: Served, look: Look) -> None:
    page = look(served.begin(), viewport=PHONE)
    page.get_by_role("button", name="Bukan saya").click()
    expect(page.get_by_role("heading")).to_be_visible()
    expect(page.locator("input[type=file]")).to_have_count(0)


@pytest.mark.parametrize("size", [PHONE, NARROW], ids=["phone", "narrow"])
def test_everybody_can_use_them(served: Served, look: Look, size: ViewportSize) -> None:
    page = look(served.begin(), viewport=size)
    for wrong, good in ((sent_photos.blurred(), sent_photos.good()), (sent_photos.blank(), sent_photos.good())):
        fits(page, size)
        choose(page, wrong)
        expect(page.locator("canvas.preview")).to_be_visible()
        fits(page, size)
        page.get_by_role("button", name="Kirim foto").click()
        expect(page.get_by_role("alert")).to_be_visible()
        fits(page, size)
        choose(page, good)
        page.get_by_role("button", name="Kirim foto").click()
        expect(page.get_by_role("alert")).to_have_count(0)
    fits(page, size)
    page.get_by_label("Nomor KTP").fill("1")
    page.get_by_role("button", name="Lanjut").click()
    expect(page.get_by_role("alert")).to_be_visible()
    fits(page, size)


def fits(page: Page, size: ViewportSize) -> None:
    """It is no wider than the phone, and axe has nothing to say."""
    assert width_of(page) <= size["width"]
    assert_accessible(page)
