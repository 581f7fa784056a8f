"""The story that tests and pictures tell: two people become customers, and one is made Premium."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.hands import InHand, press
from tests.stage import PEOPLE


def two_people_register(page: Page) -> None:
    """Budi by buttons on Telegram, Sari by numbers and words on WhatsApp, side by side."""
    budi, sari = InHand(page, "budi"), InHand(page, "sari")
    with budi.answered("Halo! Ini bot KasPro"), sari.answered("1 Daftar"):
        budi.button("Mulai").click()
        sari.button("halo").click()
    with budi.answered("Nomor HP-mu?"), sari.answered("Kode OTP dikirim lewat SMS ke 0812••••4567"):
        budi.button("Daftar").click()
        sari.write("1")
    with budi.answered("Kode OTP dikirim lewat SMS ke 0812••••5544"), sari.answered("Nama depanmu?"):
        budi.device.get_by_role("group", name="Papan tombol").get_by_role("button", name="Bagikan nomor").click()
        sari.write(sari.read_code())
    with budi.answered("Nama depanmu?"), sari.answered("Nama belakang?"):
        budi.write(budi.read_code())
        sari.write("Sari")
    with budi.answered("Nama belakang?"), sari.answered("E-mail?"):
        budi.write("Budi")
        sari.write("Wulandari")
    with budi.answered("E-mail?"), sari.answered("Buat PIN 6 angka"):
        budi.write("Hartono")
        sari.write(PEOPLE["sari"].email)
    with budi.answered("Buat PIN 6 angka"):
        budi.write(PEOPLE["budi"].email)
    for somebody in (sari, budi):
        with somebody.answered("Akunmu aktif"):
            _choose_pin(somebody)


def _choose_pin(somebody: InHand) -> None:
    keypad = somebody.open_keypad()
    press(keypad)
    expect(keypad.get_by_role("heading")).to_have_text("Sekali lagi, PIN yang sama.")
    press(keypad)
    expect(keypad.locator(".outcome")).to_be_visible()
    keypad.close()


def pay_in(page: Page, name: str, amount: str) -> None:
    """A teller pays into somebody's virtual account at BCA."""
    somebody, teller = InHand(page, name), page.locator("[data-teller]")
    teller.get_by_label("Amount").fill(amount)
    teller.get_by_label("Virtual account").fill("10901" + "0" + PEOPLE[name].phone.removeprefix("+62"))
    with somebody.answered("isi saldo"):
        teller.get_by_role("button", name=f"Pay in {amount}").click()


def make_premium(page: Page, name: str) -> None:
    """Flip somebody's switch at the counter."""
    person, somebody = PEOPLE[name], InHand(page, name)
    with somebody.answered("Kamu sekarang Premium"):
        page.get_by_role("switch", name=f"{person.first_name} {person.last_name} is Premium").click()
    expect(somebody.device.locator(".chip").first).to_have_text("Premium")
