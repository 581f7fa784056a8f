"""The same story by HTTP alone, as Telegram, Twilio and a customer's browser speak to the program."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest

from tests.browser.outside import Came, Outside
from tests.browser.program import Program
from tests.stage import CHATS, PEOPLE, PIN, WRONG_PIN

BUDI, SARI = PEOPLE["budi"], PEOPLE["sari"]
BUDI_VA = "10901081277665544"
REFERENCE = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}")


@dataclass
class Wire:
    """The program, and the world outside that it talks to."""

    outside: Outside
    program: Program

    def budi(self, then: str, **content: Any) -> Came:
        """Budi does something on Telegram, and is answered with these words."""
        assert self.outside.update(self.program.url, "budi", content) == 200
        return self.outside.last(CHATS["budi"], then)

    def budi_says(self, words: str, then: str) -> Came:
        """Budi writes."""
        return self.budi(then, text=words)

    def budi_taps(self, came: Came, label: str, then: str) -> Came:
        """Budi taps a button under a message."""
        return self.budi(then, data=came.button(label), message_id=came.number)

    def sari_says(self, words: str, then: str) -> Came:
        """Sari writes on WhatsApp, and is answered with these words."""
        answer = self.outside.form(self.program.url, "/whatsapp", self.outside.whatsapp("sari", words))
        assert (answer.status_code, answer.text.endswith("<Response/>")) == (200, True)
        return self.outside.last(f"whatsapp:{SARI.phone}", then)

    def enter(self, link: str, pin: str = PIN) -> str:
        """Somebody opens a keypad page and enters digits; returns the page that follows."""
        assert self.program.http.get(link).status_code == 200
        answer = self.program.http.post(link, data={"pin": pin}, follow_redirects=True)
        assert answer.status_code == 200
        return answer.text


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    """The program of its own that talks to a world of the test's own."""
    outside = Outside()
    program = Program(tmp_path_factory.mktemp("wire"), outside.settings)
    try:
        program.start()
        yield Wire(outside, program)
        assert program.stop() == 0, program.log.read_text()
    finally:
        program.stop()
        outside.stop()


def test_the_story_over_the_wire(wire: Wire) -> None:
    program, outside = wire.program, wire.outside
    hook = outside.called("setWebhook")
    assert hook["url"] == f"{program.url}/telegram"

    with ThreadPoolExecutor() as side_by_side:
        for registered in [side_by_side.submit(register, wire) for register in (budi_registers, sari_registers)]:
            registered.result()

    # Money comes in, and Budi is made Premium.
    paid = program.bank(bank="bca", va=BUDI_VA, amount=1_250_000)
    assert paid["ok"] is True
    assert REFERENCE.fullmatch(paid["reference"])
    assert paid["reference"] in outside.last(CHATS["budi"], "Rp1.250.000").text
    assert program.http.post("/sandbox/premium", json={"phone": BUDI.phone}).json()["ok"] is True
    outside.last(CHATS["budi"], "Kamu sekarang Premium")

    # A transfer, corrected on the way, with a wrong PIN first.
    wire.budi_says("kirim 50rb ke 081298764567", then="Kirim <b>Rp50.000</b>")
    review = wire.budi_says("eh 60rb", then="Kirim <b>Rp60.000</b> ke <b>Sari W.</b> (0812••••4567)?")
    asked = wire.budi_taps(review, "Ya, kirim", then="Masukkan PIN untuk mengirim")
    assert "PIN salah. Sisa 2 kali coba." in wire.enter(asked.link, WRONG_PIN)
    done = wire.enter(asked.link)
    sent = outside.last(CHATS["budi"], "terkirim ke Sari W.")
    received = outside.last(f"whatsapp:{SARI.phone}", "masuk dari Budi H.")
    references = {found[0] for found in map(REFERENCE.search, (sent.text, received.text, done)) if found}
    assert len(references) == 1
    assert "Saldomu Rp1.190.000" in sent.text

    # The page is used up, the old button pays nothing, and the books agree.
    assert "Rp60.000 terkirim" in wire.enter(asked.link)
    wire.budi_taps(review, "Ya, kirim", then="Tombol itu sudah tidak berlaku")
    wire.budi_says("saldo", then="Saldomu <b>Rp1.190.000</b>")
    books = program.command("check-books")
    assert books.returncode == 0, books.stdout


def budi_registers(wire: Wire) -> None:
    """By buttons on Telegram."""
    hello = wire.budi_says("/start", then="Halo! Ini bot KasPro")
    wire.budi_taps(hello, "Daftar", then="Nomor HP-mu?")
    contact = {"phone_number": BUDI.phone.removeprefix("+"), "first_name": "Budi", "user_id": int(CHATS["budi"])}
    wire.budi("Kode OTP dikirim", contact=contact)
    wire.budi_says(wire.outside.code("budi"), then="Nama depanmu?")
    wire.budi_says("Budi", then="Nama belakang?")
    wire.budi_says("Hartono", then="E-mail?")
    wire.enter(wire.budi_says(BUDI.email, then="Buat PIN 6 angka").link)
    wire.enter(wire.outside.last(CHATS["budi"], "Sekali lagi").link)
    wire.outside.last(CHATS["budi"], "Akunmu aktif, Budi")


def sari_registers(wire: Wire) -> None:
    """By numbers and words on WhatsApp."""
    wire.sari_says("halo", then="*1* Daftar")
    wire.sari_says("1", then="Kode OTP dikirim")
    wire.sari_says(wire.outside.code("sari"), then="Nama depanmu?")
    wire.sari_says("Sari", then="Nama belakang?")
    wire.sari_says("Wulandari", then="E-mail?")
    wire.enter(wire.sari_says(SARI.email, then="Buat PIN 6 angka").link)
    wire.enter(wire.outside.last(f"whatsapp:{SARI.phone}", "Sekali lagi").link)
    wire.outside.last(f"whatsapp:{SARI.phone}", "Akunmu aktif, Sari")


def test_a_delivery_that_comes_again_is_answered_once(wire: Wire) -> None:
    form = wire.outside.whatsapp("joko", "halo")
    address = form["From"]
    for _ in range(2):
        assert wire.outside.form(wire.program.url, "/whatsapp", form).status_code == 200
    wire.outside.last(address, "Halo! Ini bot KasPro")
    form = wire.outside.whatsapp("joko", "english")
    assert wire.outside.form(wire.program.url, "/whatsapp", form).status_code == 200
    wire.outside.last(address, "Hello! This is the KasPro bot")
    assert len(wire.outside.came[address]) == 2


def test_what_is_not_proven_is_refused(wire: Wire) -> None:
    url, outside = wire.program.url, wire.outside
    assert outside.update(url, "joko", {"text": "halo"}, secret="wrong") == 403
    assert outside.form(url, "/whatsapp", outside.whatsapp("joko", "halo"), auth_token="wrong").status_code == 403
    told = {"MessageSid": "SM1", "MessageStatus": "delivered", "To": "whatsapp:+6281355512345"}
    assert outside.form(url, "/whatsapp/status", told).status_code == 204
    assert outside.form(url, "/whatsapp/status", told, auth_token="wrong").status_code == 403
    assert outside.post(url, b"no update") == 400


# The sandbox's endpoints, over the doubles of the sandbox itself.


def test_codes_are_read_in_the_sandbox(program: Program) -> None:
    program.http.get("/")  # Whoever opens the simulator finds two phones.
    joko = {"name": "Joko Susilo", "number": "0813 5551 2345", "channel": "whatsapp", "language": "id"}
    added = program.http.post("/sandbox/page/phones", data=joko, headers={"Accept": "application/json"}).json()
    phone = added["tab"].removeprefix("phone-")
    assert added["ok"] is True
    assert program.http.get("/sandbox/sms", params={"to": "+6281355512345"}).json() == []
    program.http.post(f"/sandbox/page/phones/{phone}/say", data={"text": "daftar"})
    until = time.monotonic() + 10
    while not (texts := program.http.get("/sandbox/sms", params={"to": "+6281355512345"}).json()):
        assert time.monotonic() < until
        time.sleep(0.05)
    assert set(texts[0]) == {"at", "to", "text"}
    assert texts[0]["to"] == "+6281355512345"
    assert program.code("+6281355512345") in texts[-1]["text"]
    program.http.post(f"/sandbox/page/phones/{phone}/remove")


def test_a_teller_is_told_why_not(program: Program) -> None:
    for asked in (
        {"bank": "bca", "va": "10901089999999999", "amount": 50_000},
        {"bank": "nowhere", "va": BUDI_VA, "amount": 50_000},
        {"bank": "bca", "va": BUDI_VA, "amount": "much"},
        {},
    ):
        answer = program.bank(**asked)
        assert answer["ok"] is False
        assert answer["reason"]
    refused = program.http.post("/sandbox/premium", json={"phone": "+6289999999999"}).json()
    assert (refused["ok"], bool(refused["reason"])) == (False, True)


def test_the_clock_goes_forward_only(program: Program) -> None:
    before = program.now()
    program.forward(90)
    assert 90 <= (program.now() - before).total_seconds() < 100
    assert program.http.post("/sandbox/clock", json={"forward": -90}).status_code == 400
    assert program.http.post("/sandbox/clock", json={}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "kaspro.example"},
        {"X-Forwarded-For": "203.0.113.7"},
        {"Forwarded": "for=203.0.113.7"},
        {"X-Real-IP": "203.0.113.7"},
    ],
)
def test_the_sandbox_is_for_this_machine_alone(program: Program, headers: dict[str, str]) -> None:
    asked = [
        ("GET", "/"),
        ("GET", "/sandbox/sms?to=%2B6281277665544"),
        ("POST", "/sandbox/bank"),
        ("POST", "/sandbox/cashier"),
        ("POST", "/sandbox/premium"),
        ("GET", "/sandbox/clock"),
        ("POST", "/sandbox/clock"),
        ("GET", "/sandbox/live"),
        ("POST", "/sandbox/page/clock"),
    ]
    answers = {path: program.http.request(method, path, headers=headers).status_code for method, path in asked}
    assert set(answers.values()) == {404}, answers
