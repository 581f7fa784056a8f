"""The pictures in docs/pictures, taken of the real program: `python -m tests.browser.take_pictures`."""

from __future__ import annotations

import base64
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from markupsafe import escape
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from models.clock import WIB
from tests.browser import story
from tests.browser.conftest import CHROMIUM, DESK, FLAGS
from tests.browser.hands import InHand, Till, press, sign_in
from tests.browser.program import ROOT, Program
from tests.stage import WRONG_PIN

PICTURES = ROOT / "docs" / "pictures"
BUDI = "0812 7766 5544"
PHONE = ViewportSize(width=390, height=780)
SHEET = ViewportSize(width=322, height=718)
BYTES_MAX = 300_000
SETTLED_MS = 1500
"""Until what is told for a few seconds only, and what moves, has come to rest."""

WALL = """<!doctype html>
<style>
body { margin: 0; padding: %(padding)s; display: flex; gap: %(gap)s; width: max-content; background: %(ground)s;
  font: 13px/20px system-ui, "Noto Sans", sans-serif; color: #555148 }
figure { margin: 0 }
figcaption { margin: 0 4px 8px } figcaption b { color: #1c1b17 } figcaption:empty { display: none }
img { display: block; border-radius: %(radius)s; box-shadow: 0 0 0 1px #e4e1d9, 0 6px 20px rgb(28 27 23 / 8%%) }
</style>
"""


DRAW_EMOJI = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) if (/[✅⏳]/.test(texts.currentNode.data)) found.push(texts.currentNode);
  for (const text of found) {
    const parts = text.data.split(/([✅⏳])/).map((part) => {
      if (!/^[✅⏳]$/.test(part)) return part;
      const drawn = new Image(16, 16);
      drawn.src = `/sandbox/static/emoji-${part === "✅" ? "done" : "wait"}.svg`;
      drawn.style.verticalAlign = "-3px";
      return drawn;
    });
    text.replaceWith(...parts);
  }
}"""
"""The machine that takes the pictures may have no font for emoji; staff's have one."""


def main() -> None:
    """Tell the story once and take every picture on the way."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        program = Program(Path(folder))
        program.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            _take(browser, program)
        finally:
            browser.close()
            program.stop()
    for picture in PICTURES.glob("*.png"):
        size = picture.stat().st_size
        if size > BYTES_MAX:
            raise RuntimeError(f"{picture.name} has {size} bytes, more than {BYTES_MAX}")


def _take(browser: Browser, program: Program) -> None:
    _make_it_afternoon(program)
    page = _open(browser, program.url, DESK)
    budi, sari = InHand(page, "budi"), InHand(page, "sari")
    story.two_people_register(page)
    story.pay_in(page, "budi", "Rp1,250,000")
    story.make_premium(page, "budi")
    sari.say("menu", then="Mau apa, Sari?")
    story.pay_in(page, "sari", "Rp300,000")

    budi.say("kirim 50rb ke 081298764567 buat makan siang", then="Rp50.000")
    budi.say("eh, 60rb aja", then="Rp60.000")
    budi.tap("Ya, kirim", then="Masukkan PIN untuk mengirim")
    keypad = budi.open_keypad()
    keypad.set_viewport_size(SHEET)
    press(keypad, "482")
    entry = _shot(keypad)
    press(keypad, WRONG_PIN[3:])
    expect(keypad.get_by_role("alert")).to_be_visible()
    wrong = _shot(keypad)
    press(keypad)
    expect(keypad.locator(".receipt")).to_be_visible()
    done = _shot(keypad)
    keypad.close()
    expect(sari.heard.last).to_contain_text("masuk dari Budi")
    expect(budi.heard.last).to_contain_text("terkirim ke Sari")

    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=PICTURES / "simulator.png")
    dark = _open(browser, program.url, DESK, "dark")
    dark.wait_for_timeout(SETTLED_MS)
    dark.screenshot(path=PICTURES / "simulator-dark.png")
    mobile = _open(browser, program.url, PHONE)
    panes = []
    for tab in ("Budi", "Sari", "Sandbox"):
        mobile.get_by_role("navigation").get_by_role("link", name=tab).click()
        panes.append(("", "", _shot(mobile)))
    _hang(browser, panes, "simulator-mobile.png", padding="16px", gap="16px", ground="#e1ded6", radius="0")

    _take_cash_and_desk(browser, program, page)

    expired = budi.ask_to_send("60rb")
    expired.set_viewport_size(SHEET)
    program.forward(301)
    expired.reload()
    states = [
        ("Entry", "3 of 6 digits typed", entry),
        ("Wrong PIN", "says what is left", wrong),
        ("Done", "the same facts as the chat receipt", done),
        ("Expired", "no money moved", _shot(expired)),
    ]
    _hang(browser, states, "keypad.png", padding="24px 37px 58px", gap="26px", ground="#f5f4f0", radius="28px")


def _take_cash_and_desk(browser: Browser, program: Program, page: Page) -> None:
    """A withdrawal token at the till and cash from a friend; then the desk with what was said."""
    budi, sari, till = InHand(page, "budi"), InHand(page, "sari"), Till(page)
    budi.say("tarik 300rb di alfamart", then="Buat token tarik Rp300.000")
    budi.tap("Ya, buat token", then="Masukkan PIN untuk token tarik")
    _sign(budi, then="Rp300.000 ditahan sampai")
    sari.say("isi saldo", then="Mau isi saldo lewat mana?")
    till.hand_out("Indomaret", BUDI, "Rp300,000", budi.token(), then="for another place")
    page.locator(".rail .section").filter(has=page.get_by_label("Counter")).scroll_into_view_if_needed()
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=PICTURES / "token.png")

    with budi.answered("Rp300.000 ditarik di Alfamart"):
        till.hand_out("Alfamart", BUDI, "Rp300,000", budi.token(), then="handed out to Budi")
    budi.say("kirim 50rb ke 081298764567", then="Kirim Rp50.000")
    budi.say("saldo kaspro dapet bunga ga", then="Kembali ke kiriman")
    budi.tap("Ya, kirim", then="Masukkan PIN untuk mengirim")
    _sign(budi, then="Rp50.000 terkirim")
    budi.say("petugas", then="Petugas akan membalas")
    budi.write("struk kasirnya tidak keluar, bisa minta buktinya?")
    expect(budi.chat.locator(".line-mine").last.locator(".tick")).to_have_text("dibaca")

    desk = _open(browser, f"{program.url}/staff/", DESK)
    sign_in(desk, program)
    desk.locator("a.row").filter(has_text="Budi").first.click()
    desk.evaluate(DRAW_EMOJI)
    desk.wait_for_timeout(SETTLED_MS)
    desk.screenshot(path=PICTURES / "desk.png")
    case = re.findall(r"#(\d+)", program.command("staff", "cases").stdout)[-1]
    with budi.answered("Terbantu?"):
        program.command("staff", "hand-back", case, "--by", "dewi")


def _sign(somebody: InHand, then: str) -> None:
    keypad = somebody.open_keypad()
    with somebody.answered(then):
        press(keypad)
    keypad.close()


def _make_it_afternoon(program: Program) -> None:
    """Go on, by whole hours, to two in the afternoon."""
    program.forward((14 - program.now().astimezone(WIB).hour) % 24 * 3600)


def _open(browser: Browser, url: str, viewport: ViewportSize, scheme: str = "light") -> Page:
    context = browser.new_context(
        viewport=viewport,
        color_scheme="dark" if scheme == "dark" else "light",
        locale="id-ID",
    )
    page = context.new_page()
    page.goto(url)
    return page


def _shot(page: Page) -> bytes:
    page.mouse.move(0, 0)
    page.wait_for_timeout(SETTLED_MS)
    return page.screenshot()


def _hang(browser: Browser, shots: Sequence[tuple[str, str, bytes]], name: str, **looks: str) -> None:
    """Put pictures side by side, with a caption each."""
    figures = [
        f"<figure><figcaption>{f'<b>{escape(title)}</b> · {escape(what)}' if title else ''}</figcaption>"
        f'<img src="data:image/png;base64,{base64.b64encode(shot).decode()}"></figure>'
        for title, what, shot in shots
    ]
    page = browser.new_page(viewport={"width": 1500, "height": 900})
    page.set_content(WALL % looks + "".join(figures))
    page.locator("body").screenshot(path=PICTURES / name)
    page.close()


if __name__ == "__main__":
    main()
