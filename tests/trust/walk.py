"""Walk: a dozen customers who wander through all flows by their phones, while the wallet's processes are killed.

A walker looks at what her phone shows last and mostly goes on with that: taps, types what is asked, opens the page.
Otherwise she says something else. Nothing here looks into the wallet, but for tills, which are told amounts.
"""

from __future__ import annotations

import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from models.cash_points import TOPUP_BY_TOKEN
from models.clock import now
from models.counters import PayInCash, Redeem
from models.customers import CustomerId, customer_with
from models.database import Database
from models.money import Money
from models.orders import Desk, Fact, Order, carry_out
from models.phone import Phone as Number
from models.secrets import Secrets
from models.slow import Slow
from models.tokens import Token, live_tokens
from models.topping_up import PayIn
from models.va import va_number
from sandbox import samples
from sandbox.world import Bubble, Key, Phone
from tests.stage import ID_NUMBERS, NUMBER_PAGES
from tests.trust.outworld import Outworld

PINS = ("482915", "739164")
WAITS_SECONDS = 1.5
PAGE_TRIES = 60
LINK = re.compile(r"/pin/[A-Za-z0-9_-]+")
TOKEN = re.compile(r"\b([0-9]{4} [0-9]{4})\b")
CODE = re.compile(r"\b[0-9]{6}\b")
AMOUNTS = ("10rb", "25rb", "50rb", "Rp 15.000", "100000", "20 ribu", "75rb", "300rb")
CASH = ("50rb", "100rb", "150rb", "300rb")
ELSEWHERE = (
    "saldo", "mutasi", "mutasi 3 terakhir", "menu", "batal", "kembali", "/menu", "ya", "tidak", "lanjut", "1", "2",
    "isi saldo bca", "isi saldo di alfamart 50rb", "berapa batas saldo?", "apa itu KasPro?", "english", "indonesia",
    "token saya", "ganti pin", "naik premium", "makasih", "asdf qwer", "eh 60rb", "petugas", "kirim uang",
    "tarik tunai", "balance", "hapus akun saya", "limits?", "isi saldo di indomaret",
)  # fmt: skip
_ASKS = (
    (re.compile(r"OTP.*(ketik|type)|kode OTP dikirim|code was sent|ketik di sini", re.IGNORECASE), "code"),
    (re.compile(r"berapa|how much", re.IGNORECASE), "amount"),
    (re.compile(r"ke siapa|lewat siapa|to whom|who ", re.IGNORECASE), "number"),
    (re.compile(r"nama depan|first name", re.IGNORECASE), "name"),
    (re.compile(r"nama belakang|last name", re.IGNORECASE), "name"),
    (re.compile(r"e-mail", re.IGNORECASE), "mail"),
    (re.compile(r"nomor hp|phone number", re.IGNORECASE), "own number"),
    (re.compile(r"memegang|holding|dirimu|yourself", re.IGNORECASE), "selfie"),
    (re.compile(r"foto|photo", re.IGNORECASE), "photo"),
    (re.compile(r"Balas YA|Reply YES"), "yes"),
    (re.compile(r"sudah kamu terima|did you get", re.IGNORECASE), "received"),
)


@dataclass
class Town:
    """What all walkers share."""

    out: Outworld
    database: Database
    secrets: Secrets
    stop: threading.Event = field(default_factory=threading.Event)
    numbers: list[Number] = field(default_factory=list)
    deeds: Counter[str] = field(default_factory=Counter)
    tills: list[tuple[Order[Any], Fact]] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)

    def order(self, order: Order[Any]) -> Fact:
        """A partner calls, and twice at times, for it is as unsure as everybody."""

        def work(connection: Any) -> Fact:
            desk = Desk(connection, now(connection), self.secrets, Slow())
            told: Fact = carry_out(desk, order)
            return told

        told = self.database.run(work)
        self.tills.append((order, told))
        return told


class Walker(threading.Thread):
    """One person with one or two phones."""

    def __init__(self, town: Town, number: Number, phones: Sequence[Phone], seed: str) -> None:
        super().__init__(name=f"walker {number}", daemon=True)
        self._town = town
        self._number = number
        self._phones = phones
        self._chance = random.Random(seed)  # noqa: S311  a walk that can be walked again
        self._pins = list(PINS)
        self.done: list[str] = []
        self.failed: BaseException | None = None

    def run(self) -> None:
        """Wander until told to stop."""
        try:
            while not self._town.stop.is_set():
                phone = self._chance.choice(self._phones)
                seen = self._newest(phone)
                deed = self._next(phone, seen)
                self._note(phone, deed)
                self._until_answered(phone, seen)
        except BaseException as error:
            self.failed = error

    def _next(self, phone: Phone, seen: Bubble | None) -> str:
        if self._chance.random() < 0.1:
            self._at_a_till(phone)
        if seen is not None and self._chance.random() < 0.88 and (deed := self._go_on(phone, seen)):
            return deed
        return self._something_else(phone)

    # Going on

    def _go_on(self, phone: Phone, seen: Bubble) -> str:
        said = re.sub(r"<[^>]+>", "", seen.text)
        keys = [key for row in seen.keys for key in row]
        link = next((found[0] for key in keys if (found := LINK.search(key.url))), "")
        link = link or (found[0] if (found := LINK.search(said)) else "")
        if link:
            return self._on_the_page(link) if self._chance.random() < 0.85 else self._say(phone, self._pins[0])
        tappable = [key for key in keys if key.data]
        asks = next((what for pattern, what in _ASKS if pattern.search(said)), "")
        if asks and not (tappable and self._chance.random() < 0.3):
            return self._answer(phone, asks)
        if tappable:
            return self._tap(phone, seen, tappable)
        numbered = re.findall(r"^\*?([1-9])\*? ", said, re.MULTILINE) if phone.channel == "whatsapp" else []
        return self._say(phone, self._chance.choice(numbered)) if numbered else ""

    def _tap(self, phone: Phone, seen: Bubble, keys: Sequence[Key]) -> str:
        first = self._chance.random() < 0.7
        key = keys[0] if first else self._chance.choice(keys)
        self._town.out.hands.tap(phone.id, seen.id, key.data)
        return f"taps {key.label}"

    def _answer(self, phone: Phone, asks: str) -> str:
        chance, hands = self._chance, self._town.out.hands
        match asks:
            case "code":
                texts = self._town.out.world.sms(self._number)
                codes = CODE.findall(texts[-1].text) if texts else []
                return self._say(phone, codes[-1] if codes else "kirim ulang kode")
            case "amount":
                return self._say(phone, chance.choice(AMOUNTS))
            case "number":
                return self._say(phone, chance.choice(self._town.numbers))
            case "own number" if phone.channel == "telegram":
                hands.share_own_contact(phone.id)
                return "shares her number"
            case "own number":
                return self._say(phone, self._number)
            case "photo" | "selfie":
                hands.send_photo(phone.id, "id" if asks == "photo" else "selfie")
                return "sends a photo"
            case "name":
                return self._say(phone, "Joko")
            case "mail":
                return self._say(phone, f"j{self._number[-6:]}@contoh.id")
            case "received":
                return self._say(phone, "Ya, sudah terima")
            case _:
                return self._say(phone, "ya")

    def _on_the_page(self, link: str) -> str:
        """Open a page and fill it in; whoever gets no answer hits the button again."""
        shown = self._browser("GET", link)
        if shown is None:
            return "gets no page"
        if 'name="number"' in shown.text:
            kind = next((kind for kind, said in NUMBER_PAGES.items() if re.search(said, shown.text)), "ktp")
            answer = self._browser("POST", link, data={"number": ID_NUMBERS[kind]})
        elif 'name="photo"' in shown.text:
            photo = samples.sample("id", self._number, self._chance.randrange(1000))
            answer = self._browser("POST", link, files={"photo": ("photo.jpg", photo, "image/jpeg")})
        elif 'name="pin"' in shown.text:
            pin = self._pins[0] if self._chance.random() < 0.95 else self._pins[1]
            answer = self._browser("POST", link, data={"pin": pin})
        else:
            return "finds the page over"
        then = answer.headers.get("Location", "") if answer is not None else ""
        return self._on_the_page(then) if then and then != link else "fills in a page"

    def _browser(self, method: str, path: str, **given: Any) -> httpx.Response | None:
        for _ in range(PAGE_TRIES):
            try:
                answer = self._town.out.http.request(method, self._town.out.program + path, **given)
            except httpx.HTTPError:
                answer = None
            if answer is not None and answer.status_code < 500:
                return answer
            if self._town.stop.wait(0.25):
                break
        return None

    # Something else

    def _something_else(self, phone: Phone) -> str:
        chance = self._chance
        whom = chance.choice(self._town.numbers)
        deeds: list[tuple[int, Callable[[], str]]] = [
            (6, lambda: self._say(phone, f"kirim {chance.choice(AMOUNTS)} ke {whom}")),
            (3, lambda: self._say(phone, f"tarik {chance.choice(CASH)} di {chance.choice(['alfamart', 'indomaret'])}")),
            (3, lambda: self._say(phone, f"tarik {chance.choice(CASH)} lewat teman {whom}")),
            (8, lambda: self._say(phone, chance.choice(ELSEWHERE))),
            (2, self._pay_in),
            (1, lambda: self._silly(phone)),
        ]
        return chance.choices([deed for _, deed in deeds], [weight for weight, _ in deeds])[0]()

    def _silly(self, phone: Phone) -> str:
        hands = self._town.out.hands
        (hands.send_sticker if self._chance.random() < 0.5 else hands.send_voice)(phone.id)
        return "sends no words"

    def _pay_in(self) -> str:
        key = f"bank {self._number} {self._chance.random()}"
        self._town.order(
            PayIn(key, "bca", va_number("bca", self._number), Money(self._chance.choice([50_000, 200_000])))
        )
        return "pays in"

    def _at_a_till(self, phone: Phone) -> None:
        """Say at a till what the last message with a token says."""
        codes = [
            code
            for bubble in self._town.out.world.bubbles(phone.id, last=8)
            if not bubble.mine
            for code in TOKEN.findall(re.sub(r"<[^>]+>", "", bubble.text))
        ]
        if not codes:
            return
        for token in self._live_tokens():
            key = f"till {self._number} {self._chance.random()}"
            order: Order[Any] = Redeem(key, token.partner, self._number, codes[-1], token.amount)
            if token.kind != "withdraw":
                order = PayInCash(key, token.partner, self._number, codes[-1], Money(50_000))
                if token.partner not in TOPUP_BY_TOKEN:
                    continue
            for _ in range(self._chance.choice([1, 1, 2])):
                told = self._town.order(order)
            self._note(phone, f"is at the till: {type(told).__name__}")

    def _live_tokens(self) -> list[Token]:
        with self._town.database.read() as connection:
            mine = customer_with(connection, self._number)
            return live_tokens(connection, CustomerId(mine.id)) if mine is not None else []

    # Hands and eyes

    def _say(self, phone: Phone, words: str) -> str:
        self._town.out.hands.say(phone.id, words)
        return f"says {words!r}"

    def _newest(self, phone: Phone) -> Bubble | None:
        shown = self._town.out.world.bubbles(phone.id, last=6)
        return next((each for each in reversed(shown) if not each.mine and not each.deleted), None)

    def _until_answered(self, phone: Phone, seen: Bubble | None) -> None:
        until = time.monotonic() + WAITS_SECONDS
        while time.monotonic() < until and not self._town.stop.is_set():
            newest = self._newest(phone)
            if newest is not None and (seen is None or newest.id != seen.id):
                break
            time.sleep(0.1)
        time.sleep(self._chance.uniform(0, 0.3))

    def _note(self, phone: Phone, deed: str) -> None:
        self._town.deeds[deed.partition(" ")[0]] += 1
        self.done.append(f"{time.strftime('%H:%M:%S')} {phone.channel} {self._number} {deed}")
