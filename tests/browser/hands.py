"""A person's hands and eyes at one phone of the simulator, and on the keypad page that a chat leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.program import Program
from tests.stage import PEOPLE, PIN

Said = str | re.Pattern[str]
REFERENCE = re.compile(r"Ref ([2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4})")
TOKEN = re.compile(r"Token (?:tarik|isi saldo): ([0-9]{4} [0-9]{4})")


@dataclass(frozen=True)
class InHand:
    """Somebody's phone."""

    page: Page
    name: str

    @property
    def device(self) -> Locator:
        """The phone on the page."""
        person = PEOPLE[self.name]
        full_name = f"{person.first_name} {person.last_name}"
        return self.page.locator("[data-phone]").filter(has=self.page.get_by_role("heading", name=full_name))

    @property
    def chat(self) -> Locator:
        """The conversation."""
        return self.device.get_by_role("log")

    @property
    def lines(self) -> Locator:
        """The messages, oldest first, each with its buttons."""
        return self.chat.locator(".line")

    @property
    def heard(self) -> Locator:
        """What the wallet said, oldest first."""
        return self.chat.locator(".line:not(.line-mine)")

    @property
    def sms(self) -> Locator:
        """The newest text message, in its strip under the phone."""
        return self.device.locator(".sms-newest")

    def write(self, words: str) -> None:
        """Type and send."""
        self.device.locator("[data-text]").fill(words)
        self.device.locator("[data-text]").press("Enter")

    def say(self, words: str, *, then: Said) -> None:
        """Type and send; `then` is in the answer."""
        with self.answered(then):
            self.write(words)

    def tap(self, label: str, *, then: Said) -> None:
        """Tap the newest button of that name; `then` is in the answer."""
        with self.answered(then):
            self.button(label).click()

    def button(self, label: str) -> Locator:
        """The newest button of that name in the conversation."""
        return self.chat.get_by_role("button", name=label, exact=True).last

    @contextmanager
    def answered(self, then: Said) -> Iterator[None]:
        """Do something, and wait until the wallet has answered with these words."""
        before = self.newest()
        yield
        expect(self.heard.last).not_to_have_attribute("data-key", before)
        expect(self.heard.last).to_contain_text(then)

    def newest(self) -> str:
        """What the newest thing heard is known by; the phone shows the last hundred or so."""
        return self.heard.last.get_attribute("data-key") or "" if self.heard.count() else ""

    def read_code(self) -> str:
        """Read the code in the SMS strip."""
        expect(self.sms.locator("b")).to_have_text(re.compile("^[0-9]{6}$"))
        return self.sms.locator("b").inner_text()

    def open_keypad(self) -> Page:
        """Follow the newest keypad link: a button on Telegram, a link in the words on WhatsApp."""
        with self.page.context.expect_page() as opened:
            self.chat.locator("a[href*='/pin/']").last.click()
        keypad = opened.value
        keypad.wait_for_load_state()
        return keypad

    def stop(self) -> None:
        """Leave the draft, if there is one."""
        if self.heard.last.locator(".key", has_text=re.compile("Batal|Masukkan PIN|Lupa PIN")).count():
            self.say("batal", then="Dibatalkan. Uang belum keluar.")

    def ask_to_send(self, amount: str = "10rb") -> Page:
        """Ask for a transfer to Sari, agree, and open its keypad."""
        self.say(f"kirim {amount} ke 081298764567", then="Kirim Rp")
        self.tap("Ya, kirim", then="Masukkan PIN untuk mengirim")
        return self.open_keypad()

    def reference(self) -> str:
        """The reference in the newest message."""
        found = REFERENCE.search(self.heard.last.inner_text())
        assert found is not None
        return found[1]

    def token(self) -> str:
        """The digits of the token in the newest message."""
        found = TOKEN.search(self.heard.last.inner_text())
        assert found is not None
        return found[1]

    def attach(self, sample: str) -> None:
        """Send one of the samples of the panel over the composer."""
        self.device.get_by_label("Kirim foto atau berkas").click()
        self.device.locator(".attach-panel").get_by_role("button", name=sample).click()


@dataclass(frozen=True)
class Till:
    """The cashier and the cash machine, beside the phones."""

    page: Page

    @property
    def form(self) -> Locator:
        """What is typed there."""
        return self.page.locator("form").filter(has=self.page.get_by_label("Counter"))

    @property
    def said(self) -> Locator:
        """What KasPro answered."""
        return self.page.locator("[data-said='cashier']")

    def take_in(self, counter: str, number: str, amount: str, *, token: str = "", then: Said) -> None:
        """Take cash for somebody's wallet."""
        self._ask(counter, number, amount, token, "Take cash in", then)

    def hand_out(self, counter: str, number: str, amount: str, token: str, *, then: Said) -> None:
        """Hand out cash against a token."""
        self._ask(counter, number, amount, token, "Hand out cash", then)

    def _ask(self, counter: str, number: str, amount: str, token: str, deed: str, then: Said) -> None:
        places = self.form.get_by_label("Counter")
        places.select_option(label=f"{counter} ATM" if counter == "Danamon" else counter)
        self.form.get_by_label("Token").fill(token)
        self.form.get_by_label("Account number").fill(number)
        self.form.get_by_label("Cash", exact=True).fill(amount)
        self.form.get_by_role("button", name=deed).click()
        expect(self.said).to_contain_text(then)


def press(keypad: Page, digits: str = PIN) -> None:
    """Press keys of the keypad page; the sixth sends."""
    for digit in digits:
        keypad.get_by_role("button", name=digit, exact=True).click()


def send_photo(paper: Page, photo: bytes) -> None:
    """Choose a photo on its page and send it."""
    paper.locator("input[type=file]").set_input_files({"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": photo})
    paper.get_by_role("button", name="Kirim foto").click()


def enter_paper(paper: Page, label: str, number: str) -> None:
    """Enter the number of an ID on its page, and the PIN after it."""
    paper.get_by_label(label).fill(number)
    paper.get_by_role("button", name="Lanjut").click()
    press(paper)


def sign_in(desk: Page, program: Program) -> None:
    """Sign in at the desk with what the program printed when it started."""
    told = re.search(r"The desk is at (\S+), sign in as (\S+), password (\S+)", program.log.read_text())
    assert told is not None
    desk.goto(told[1])
    desk.get_by_label("Name").fill(told[2])
    desk.get_by_label("Password").fill(told[3])
    desk.get_by_role("button", name="Sign in").click()
    expect(desk.get_by_role("heading", name="Inbox")).to_be_visible()
