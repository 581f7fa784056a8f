"""Photos, files and voice notes: attached on either phone, with JavaScript and without, and shown as the apps do."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import FilePayload, Locator, ViewportSize, expect

from sandbox import samples
from tests.browser.conftest import DESK, Look
from tests.browser.hands import InHand
from tests.browser.program import Program
from tests.browser.test_story import MOBILE, SMALLEST, assert_accessible, width_of

pytestmark = pytest.mark.browser

CAMERA = "Kirim foto atau berkas"
PICTURE = FilePayload(name="ktp.jpg", mimeType="image/jpeg", buffer=samples.sample("id", "Budi Hartono"))
LETTER = FilePayload(name="surat.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7")


def open_attaching(somebody: InHand) -> Locator:
    """Open the panel over the composer, and return it."""
    somebody.device.get_by_label(CAMERA).click()
    panel = somebody.device.locator(".attach-panel")
    expect(panel).to_be_visible()
    return panel


def mine(somebody: InHand) -> Locator:
    """What the person has sent last."""
    return somebody.chat.locator(".line-mine").last


def assert_seen(picture: Locator) -> None:
    """The browser has loaded and drawn it."""
    expect(picture).to_be_visible()
    picture.evaluate("picture => picture.decode()")
    assert picture.evaluate("picture => picture.naturalWidth") > 100


@pytest.mark.parametrize("name", ["budi", "sari"])
def test_each_sample_is_offered_with_its_picture_and_sent(budi: InHand, sari: InHand, name: str) -> None:
    somebody = {"budi": budi, "sari": sari}[name]
    for label, shape in (("Sample ID card", "wide"), ("Sample selfie with ID", "tall"), ("Blank", "wide")):
        panel = open_attaching(somebody)
        assert_seen(panel.get_by_role("button", name=label).locator("img"))
        with somebody.answered(re.compile(".")):
            panel.get_by_role("button", name=label).click()
        assert_seen(mine(somebody).locator(f"img.photo-{shape}"))
        expect(panel).to_be_hidden()


@pytest.mark.parametrize("name", ["budi", "sari"])
def test_a_file_of_ones_own_and_a_voice_note_are_sent(budi: InHand, sari: InHand, name: str) -> None:
    somebody = {"budi": budi, "sari": sari}[name]
    for payload, shown in ((PICTURE, "img.photo"), (LETTER, ".card")):
        panel = open_attaching(somebody)
        panel.get_by_label("Dari perangkat ini").set_input_files(payload)
        with somebody.answered(re.compile(".")):
            panel.get_by_role("button", name="Kirim berkas").click()
        expect(mine(somebody).locator(shown)).to_be_visible()
    expect(mine(somebody)).to_contain_text("surat.pdf")
    with somebody.answered("Pesan suara"):
        somebody.device.get_by_role("button", name="Kirim pesan suara").click()
    expect(mine(somebody).locator(".voice")).to_be_visible()


@pytest.mark.usefixtures("budi")
def test_attaching_works_without_javascript(town: Program, look: Look) -> None:
    plain = InHand(look(town.url, java_script_enabled=False), "sari")
    before = plain.chat.locator(".line-mine").count()
    open_attaching(plain).get_by_label("Dari perangkat ini").set_input_files(PICTURE)
    plain.device.get_by_role("button", name="Kirim berkas").click()
    open_attaching(plain).get_by_role("button", name="Sample ID card").click()
    assert plain.chat.locator(".line-mine").count() == before + 2
    expect(mine(plain).locator("img.photo")).to_be_visible()


@pytest.mark.parametrize("size", [DESK, MOBILE, SMALLEST], ids=["desk", "mobile", "smallest"])
def test_attaching_is_accessible_and_fits(town: Program, look: Look, size: ViewportSize) -> None:
    page = look(town.url, viewport=size)
    budi = InHand(page, "budi")
    panel = open_attaching(budi)
    assert width_of(page) <= size["width"]
    box, screen = panel.bounding_box(), budi.device.locator(".screen").bounding_box()
    assert box is not None
    assert screen is not None
    assert screen["x"] <= box["x"]
    assert box["x"] + box["width"] <= screen["x"] + screen["width"]
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
