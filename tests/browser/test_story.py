"""The whole story, clicked through in the simulator as anybody would who opens it for the first time."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from models.clock import WIB
from tests.browser.conftest import DESK, Look
from tests.browser.hands import InHand, press
from tests.browser.program import Program
from tests.stage import PIN, WRONG_PIN

pytestmark = pytest.mark.browser

MOBILE = ViewportSize(width=390, height=780)
SMALLEST = ViewportSize(width=320, height=640)
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
NEWS_SECONDS_MAX = 8


# What works


def test_two_people_become_customers(budi: InHand, sari: InHand, page: Page) -> None:
    expect(budi.device.locator(".chip").first).to_have_text("Premium")
    expect(sari.device.locator(".chip").first).to_have_text("Regular")
    expect(budi.chat).to_contain_text("Rp1.250.000 masuk, isi saldo BCA")
    expect(sari.chat).to_contain_text("Rp300.000 masuk, isi saldo BCA")
    calls = page.get_by_role("list", name="Partner calls")
    expect(calls).to_contain_text("BCA: Rp1,250,000 into 10901081277665544")
    expect(calls).to_contain_text("BCA: Rp300,000 into 10901081298764567")


def test_one_sends_the_other_money(budi: InHand, sari: InHand, town: Program) -> None:
    budi.say("kirim 50rb ke 081298764567", then="Kirim Rp50.000 ke Sari W. (0812••••4567)?")
    budi.say("eh 60rb", then="Kirim Rp60.000 ke Sari W. (0812••••4567)?")
    budi.tap("Ya, kirim", then="Masukkan PIN untuk mengirim Rp60.000 ke Sari W.")
    keypad = budi.open_keypad()
    for shown in ("Kirim ke", "Sari W.", "0812••••4567", "Rp60.000", "Biaya Rp0"):
        expect(keypad.locator(".deal")).to_contain_text(shown)
    with sari.answered("Rp60.000 masuk dari Budi H."), budi.answered("Rp60.000 terkirim ke Sari W."):
        press(keypad)
        expect(keypad.get_by_role("heading")).to_have_text("Rp60.000 terkirim")
    assert budi.reference() == sari.reference()
    expect(keypad.locator(".receipt")).to_contain_text(budi.reference())
    expect(budi.heard.last).to_contain_text("Saldomu Rp1.190.000")

    with budi.answered("Tidak ada yang perlu dibatalkan"), sari.answered("English from now on"):
        budi.write("batal")
        sari.write("english")
    with budi.answered("Mau apa, Budi?"), sari.answered("Your balance is Rp360,000"):
        budi.write("/start")
        sari.write("balance")
    sari.say("bahasa indonesia", then="Sekarang bahasa Indonesia")

    books = town.command("check-books")
    assert books.returncode == 0, books.stdout
    assert "The books are clean." in books.stdout


def test_an_edited_message_corrects_the_draft_and_batal_cancels_it(budi: InHand) -> None:
    budi.say("kirim 50rb ke 081298764567", then="Kirim Rp50.000")
    with budi.answered("Kirim Rp70.000 ke Sari W."):
        budi.device.locator(".editor summary").click()
        budi.device.locator(".editor-field").fill("kirim 70rb ke 081298764567")
        budi.device.get_by_role("button", name="Simpan").click()
    expect(budi.chat.locator(".line-mine").last).to_contain_text("diedit")
    budi.say("batal", then="Dibatalkan. Uang belum keluar.")


def test_ticks_say_how_far_a_message_came(budi: InHand, sari: InHand) -> None:
    expect(budi.chat.locator(".line-mine").last.locator(".tick")).to_have_text("dibaca")
    sari.say("saldo", then="Saldomu")
    expect(sari.chat.locator(".line-mine").last.locator(".tick")).to_have_text("sampai")


def test_the_clock_moves_for_everybody(budi: InHand, page: Page, town: Program) -> None:
    before = town.now()
    page.get_by_role("button", name="Move the clock +1 h").click()
    expect(page.locator("[data-said='clock']")).to_contain_text("It is ")
    assert (town.now() - before).total_seconds() >= 3600
    expect(page.locator(".moment")).to_contain_text("ahead")
    now = town.now().astimezone(WIB)  # The minute may end while the phone is looked at.
    either = "|".join(f"{each:%H}[.]{each:%M}" for each in (now, now + timedelta(minutes=1)))
    expect(budi.device.locator(".status-bar")).to_have_text(re.compile(either))


def test_a_keyboard_types_the_pin_too(budi: InHand) -> None:
    keypad = budi.ask_to_send()
    keypad.keyboard.type("12")
    expect(keypad.get_by_role("status")).to_have_text("2 dari 6 angka")
    keypad.keyboard.press("Backspace")
    keypad.keyboard.press("Backspace")
    with budi.answered("terkirim"):
        keypad.keyboard.type(PIN)
        expect(keypad.get_by_role("heading")).to_have_text("Rp10.000 terkirim")


# What is refused


def test_an_old_review_loses_its_buttons(budi: InHand) -> None:
    budi.say("kirim 50rb ke 081298764567", then="Kirim Rp50.000")
    budi.say("eh 60rb", then="Kirim Rp60.000")
    expect(budi.device.get_by_role("button", name="Ya, kirim")).to_have_count(1)


def test_a_wrong_pin_is_told_on_the_page_and_costs_a_try(budi: InHand) -> None:
    keypad = budi.ask_to_send()
    assert_accessible(keypad)
    before = budi.newest()
    press(keypad, WRONG_PIN)
    expect(keypad.get_by_role("alert")).to_have_text("Uang belum dikirim: PIN salah. Sisa 2 kali coba.")
    assert budi.newest() == before
    assert_accessible(keypad)
    with budi.answered("terkirim"):
        press(keypad)
        expect(keypad.get_by_role("heading")).to_have_text("Rp10.000 terkirim")
    assert_accessible(keypad)


def test_not_me_cancels(budi: InHand) -> None:
    keypad = budi.ask_to_send()
    with budi.answered("Dibatalkan. Uang belum keluar."):
        keypad.get_by_role("button", name="Bukan saya, batalkan").click()
        expect(keypad.locator(".keys")).to_have_count(0)


def test_an_expired_page_says_that_no_money_moved(budi: InHand, town: Program) -> None:
    keypad = budi.ask_to_send()
    town.forward(6 * 60)
    press(keypad)
    expect(keypad.get_by_role("heading")).to_have_text("Waktunya sudah habis")
    expect(keypad.locator("main")).to_contain_text("Uang belum keluar. Drafmu masih ada di chat")
    expect(keypad.locator("input")).to_have_count(0)
    assert_accessible(keypad)


def test_three_wrong_pins_lock_it_for_a_minute(budi: InHand, town: Program) -> None:
    keypad = budi.ask_to_send()
    for left in (2, 1):
        press(keypad, WRONG_PIN)
        expect(keypad.get_by_role("alert")).to_contain_text(re.compile(f"Sisa {left} kali" if left > 1 else "1 kali"))
    with budi.answered("PIN terkunci sampai"):
        press(keypad, WRONG_PIN)
        expect(keypad.get_by_role("heading")).to_contain_text("PIN terkunci sampai")
    assert_accessible(keypad)
    town.forward(61)
    keypad.reload()
    with budi.answered("terkirim"):
        press(keypad)


# Without JavaScript


def test_the_keypad_works_without_javascript(budi: InHand, look: Look) -> None:
    link = budi.ask_to_send().url
    plain = look(link, java_script_enabled=False)
    expect(plain.locator(".keys")).to_have_count(0)
    plain.get_by_label("Masukkan PIN").fill(WRONG_PIN)
    plain.get_by_role("button", name="Kirim Rp10.000").click()
    expect(plain.get_by_role("alert")).to_contain_text("PIN salah")
    plain.get_by_label("Masukkan PIN").fill(PIN)
    with budi.answered("terkirim"):
        plain.get_by_role("button", name="Kirim Rp10.000").click()
    expect(plain.get_by_role("heading")).to_have_text("Rp10.000 terkirim")


@pytest.mark.usefixtures("budi")
def test_the_simulator_works_without_javascript(town: Program, look: Look) -> None:
    plain = InHand(look(town.url, java_script_enabled=False), "budi")
    plain.device.locator("[data-text]").fill("kirim uang")
    plain.device.locator("[data-text]").press("Enter")
    look_for_news(plain, "Mau kirim ke siapa?")
    plain.device.get_by_label("More for Budi Hartono’s phone").click()
    plain.device.get_by_label("Number").fill("0812 9876 4567")
    plain.device.get_by_role("button", name="Share this contact").click()
    look_for_news(plain, "Mau kirim berapa ke Sari W.?")
    plain.device.locator("[data-text]").fill("15rb")
    plain.device.locator("[data-text]").press("Enter")
    look_for_news(plain, "Kirim Rp15.000 ke Sari W.")
    plain.button("Batal").click()
    look_for_news(plain, "Dibatalkan. Uang belum keluar.")
    plain.page.get_by_role("button", name="Move the clock +5 min").click()
    expect(plain.page.locator("[data-said='clock']")).to_contain_text("It is ")


def look_for_news(somebody: InHand, words: str) -> None:
    """Load the page again until the wallet has answered."""
    until = time.monotonic() + NEWS_SECONDS_MAX
    while words not in somebody.heard.last.inner_text() and time.monotonic() < until:
        somebody.page.get_by_role("link", name="Look for news").click()
    expect(somebody.heard.last).to_contain_text(words)


# How it looks


def test_on_a_phone_one_pane_is_shown_at_a_time(town: Program, look: Look) -> None:
    page = look(town.url, viewport=MOBILE, has_touch=True)
    budi, sari = InHand(page, "budi"), InHand(page, "sari")
    tabs = page.get_by_role("navigation", name="Phones and sandbox")
    expect(budi.device).to_be_visible()
    expect(sari.device).to_be_hidden()
    tabs.get_by_role("link", name="Sari").tap()
    expect(sari.device).to_be_visible()
    expect(budi.device).to_be_hidden()
    expect(page).to_have_url(re.compile("tab=phone-"))
    sari.say("saldo", then="Saldomu")
    tabs.get_by_role("link", name="Sandbox").tap()
    expect(page.get_by_role("button", name="Pay in")).to_be_visible()
    expect(sari.device).to_be_hidden()
    page.reload()
    expect(page.get_by_role("button", name="Pay in")).to_be_visible()


def test_nothing_is_wider_than_the_smallest_phone(budi: InHand, town: Program, look: Look) -> None:
    page = look(town.url, viewport=SMALLEST)
    for tab in ("Budi", "Sari", "Sandbox"):
        page.get_by_role("navigation").get_by_role("link", name=tab).click()
        assert width_of(page) <= SMALLEST["width"]
    keypad = budi.ask_to_send()
    keypad.set_viewport_size(SMALLEST)
    assert width_of(keypad) <= SMALLEST["width"]
    assert keypad.evaluate("document.documentElement.scrollHeight") <= SMALLEST["height"]


def test_the_dark_scheme_is_dark(town: Program, look: Look) -> None:
    page = look(town.url, color_scheme="dark")
    assert brightness(page, "body") < 64
    assert brightness(page, ".telegram") < 64
    assert brightness(page, ".rail") < 64


@pytest.mark.parametrize("size", [DESK, MOBILE], ids=["desk", "mobile"])
def test_the_simulator_is_accessible(town: Program, look: Look, size: ViewportSize) -> None:
    page = look(town.url, viewport=size)
    budi = InHand(page, "budi")
    budi.stop()
    budi.say("kirim 50rb ke 081298764567", then="Kirim Rp50.000")
    assert_accessible(page)
    if size is MOBILE:
        for tab in ("Sari", "Sandbox"):
            page.get_by_role("navigation").get_by_role("link", name=tab).click()
            assert_accessible(page)


def assert_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 AA that axe can find, in either scheme."""
    lines = []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        lines += [
            f"{scheme} {one['id']}: {one['help']}: {node['target']} {node.get('failureSummary', '')}"
            for one in Axe().run(page, options=RULES).response["violations"]
            for node in one["nodes"]
        ]
    assert lines == []


def width_of(page: Page) -> int:
    """How wide everything is that can be scrolled to, once the page is there whole."""
    page.wait_for_load_state()
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


def brightness(page: Page, selector: str) -> float:
    """How bright an element's ground is, from 0 to 255."""
    colour: Any = page.locator(selector).first.evaluate("element => getComputedStyle(element).backgroundColor")
    red, green, blue = map(int, re.findall(r"\d+", colour)[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
