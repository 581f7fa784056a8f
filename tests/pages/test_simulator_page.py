"""The simulator's page: what it shows, what its forms do, and whom it refuses. Only the wallet's side is a fake."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sandbox import samples, shown
from sandbox.page import POLICY, Account, Outcome, first_phones, simulator_page
from sandbox.phones import Hands
from sandbox.world import Command, Key, Phone, World

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
BUDI, SARI, JOKO = "+6281277665544", "+6281298764567", "+6281312345678"
JSON = {"Accept": "application/json"}


@dataclass
class CardboardOffice:
    """The wallet's side, with a memory."""

    accounts: list[Account] = field(default_factory=list)
    moved: timedelta = timedelta(0)
    paid: list[tuple[str, str, str]] = field(default_factory=list)
    cashed: list[tuple[str, ...]] = field(default_factory=list)

    def now(self) -> datetime:
        return NOON + self.moved

    def offset(self) -> timedelta:
        return self.moved

    def forward(self, by: timedelta) -> None:
        self.moved += by

    def customers(self) -> list[Account]:
        return self.accounts

    def banks(self) -> list[tuple[str, str]]:
        return [("bca", "BCA"), ("bri", "BRI")]

    def va_of(self, bank: str, phone: str) -> str:
        return {"bca": "10901", "bri": "12345"}[bank] + "0" + phone[3:]

    def pay_in(self, bank: str, va: str, amount_text: str) -> Outcome:
        if va not in [self.va_of(bank, account.phone) for account in self.accounts]:
            return Outcome(ok=False, text="Nothing was paid in: no such virtual account.")
        self.paid.append((bank, va, amount_text))
        return Outcome(ok=True, text=f"{amount_text} came in.", reference="8F2K-9QTM")

    def counters(self) -> list[tuple[str, str]]:
        return [("alfamart", "Alfamart"), ("danamon", "Danamon ATM")]

    def cash(self, partner: str, action: str, phone: str, token: str, amount_text: str) -> Outcome:
        self.cashed.append((partner, action, phone, token, amount_text))
        return Outcome(ok=bool(token), text="handed out" if token else "the token is missing", reference="8F2K-9QTM")

    def set_premium(self, phone: str, premium: bool) -> Outcome:
        tier = "premium" if premium else "regular"
        self.accounts = [replace(one, tier=tier) if one.phone == phone else one for one in self.accounts]
        return Outcome(ok=True, text="")


@dataclass
class Answer:
    status_code: int


@dataclass
class Wallet:
    """Where the webhooks end."""

    status: int = 200
    heard: list[str] = field(default_factory=list)

    def post(self, url: str, *, headers: Mapping[str, str], content: bytes) -> Answer:  # noqa: ARG002
        self.heard.append(content.decode())
        return Answer(self.status)


@dataclass
class Floor:
    """The page with everything behind it."""

    world: World
    office: CardboardOffice
    wallet: Wallet
    client: FlaskClient

    def phone(self, name: str) -> Phone:
        return next(phone for phone in self.world.phones() if phone.name.startswith(name))

    def see(self, address: str = "/") -> str:
        answer = self.client.get(address)
        assert answer.status_code == 200
        return answer.text

    def do(self, who: str, deed: str, **form: object) -> str:
        """Do something on a phone without JavaScript, and return the page that follows."""
        answer = self.client.post(f"/sandbox/page/phones/{self.phone(who).id}/{deed}", data=form)
        assert answer.status_code == 303
        return self.see(answer.headers["Location"])


@pytest.fixture
def floor(tmp_path: Path) -> Floor:
    office, wallet = CardboardOffice(), Wallet()
    world = World(tmp_path / "world.sqlite3", office.now)
    hands = Hands(
        world,
        base_url="http://127.0.0.1:8000",
        telegram_secret="a secret",
        twilio_auth_token="a token",
        account_sid="AC" + "0" * 32,
        whatsapp_sender="+14155238886",
        post=wallet.post,
        retry_delays=(),
    )
    app = Flask(__name__, template_folder=str(ROOT / "bot/templates"), static_folder=str(ROOT / "bot/static"))
    app.register_blueprint(simulator_page(world, hands, office))
    return Floor(world, office, wallet, app.test_client())


def test_the_first_visit_finds_two_phones(floor: Floor) -> None:
    page = floor.see()
    assert [(phone.name, phone.channel, phone.number) for phone in floor.world.phones()] == [
        ("Budi Hartono", "telegram", BUDI),
        ("Sari Wulandari", "whatsapp", SARI),
    ]
    assert "0812 7766 5544 · Telegram · Bahasa Indonesia" in page
    assert "Mulai</button>" in page
    assert "cara isi saldo lewat BCA" in page


def test_phones_that_were_removed_stay_away(floor: Floor) -> None:
    floor.see()
    for phone in floor.world.phones():
        floor.client.post(f"/sandbox/page/phones/{phone.id}/remove")
    first_phones(floor.world)
    assert "No phone here" in floor.see()


def test_what_is_said_reaches_the_webhook_and_the_page(floor: Floor) -> None:
    floor.see()
    page = floor.do("Budi", "say", text="kirim 50rb <b>ke</b> Sari")
    assert "kirim 50rb &lt;b&gt;ke&lt;/b&gt; Sari" in page
    assert '"text": "kirim 50rb <b>ke</b> Sari"' in floor.wallet.heard[0]
    assert "dibaca" in page


@pytest.mark.parametrize(
    ("name", "deed", "heard"),
    [
        ("Budi", "photo", '"photo"'),
        ("Budi", "voice", '"voice"'),
        ("Budi", "sticker", '"sticker"'),
        ("Budi", "own-contact", '"phone_number": "6281277665544"'),
        ("Budi", "start", "/start"),
        ("Sari", "photo", "MediaUrl0"),
        ("Sari", "start", "Body=Halo"),
    ],
)
def test_each_tool_reaches_the_webhook(floor: Floor, name: str, deed: str, heard: str) -> None:
    floor.see()
    floor.do(name, deed)
    assert heard in floor.wallet.heard[-1]


@pytest.mark.parametrize("name", ["Budi", "Sari"])
def test_a_sample_is_offered_sent_and_shown(floor: Floor, name: str) -> None:
    page = floor.see()
    assert all(f"<span>{label}</span></button>" in page for label in ("Sample ID card", "Sample selfie with ID"))
    assert all(f"<span>{label}</span></button>" in page for label in ("Blank", "Blurred"))
    page = floor.do(name, "photo", sample="selfie")
    (shown,) = re.findall(r'<img class="photo photo-tall" src="([^"]+)" alt="Foto">', page)
    answer = floor.client.get(shown)
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert answer.data.startswith(b"\xff\xd8")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"].startswith("private")
    other = floor.phone("Sari" if name == "Budi" else "Budi").id
    assert floor.client.get(re.sub(r"pictures/\d+", f"pictures/{other}", shown)).status_code == 404


@pytest.mark.parametrize("name", ["Budi", "Sari"])
def test_a_file_of_ones_own_is_sent(floor: Floor, name: str) -> None:
    floor.see()
    page = floor.do(name, "photo", file=(io.BytesIO(samples.sample("id", "Budi")), "ktp.jpg", "image/jpeg"))
    assert 'class="photo photo-wide"' in page
    page = floor.do(name, "photo", file=(io.BytesIO(b"%PDF-1.7"), "<b>surat.pdf", "application/pdf"))
    assert "&lt;b&gt;surat.pdf" in page
    assert ("application/pdf" if name == "Budi" else "application%2Fpdf") in floor.wallet.heard[-1]


def test_no_file_or_too_large_a_one_is_not_sent(floor: Floor) -> None:
    floor.see()
    assert "choose a file first" in floor.do("Budi", "photo", file=(io.BytesIO(b""), "", "image/jpeg"))
    address = f"/sandbox/page/phones/{floor.phone('Sari').id}/photo"
    answer = floor.client.post(address, data=bytes(12_000_001), content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 303
    assert "the simulator takes files up to 12 MB" in floor.see(answer.headers["Location"])
    assert "Nothing was sent" in floor.do("Budi", "photo", sample="passport")
    assert floor.wallet.heard == []


def test_samples_are_shown_small_and_nothing_else_is(floor: Floor) -> None:
    for name in ("id", "selfie", "blank", "blurred"):
        answer = floor.client.get(f"/sandbox/samples/{name}")
        assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
        assert len(answer.data) < 40_000
        assert answer.headers["Content-Security-Policy"] == POLICY
    for address in ("/sandbox/samples/passport", "/sandbox/pictures/1/1", "/sandbox/pictures/1/999"):
        assert floor.client.get(address).status_code == 404


def test_another_persons_contact_is_shared_with_her_name(floor: Floor) -> None:
    floor.see()
    page = floor.do("Budi", "contact", name="Joko", number="0813 1234 5678")
    assert '"phone_number": "6281312345678"' in floor.wallet.heard[0]
    assert "0813 1234 5678" in page
    assert "that is no Indonesian mobile number" in floor.do("Budi", "contact", name="Joko", number="12")


def test_a_bubble_shows_what_the_call_carried(floor: Floor) -> None:
    floor.see()
    keys = (
        (Key("Masukkan PIN", url="http://127.0.0.1:8000/pin/x"),),
        (Key("Salin nomor", copy="10901081277665544"), Key("Batal", data="no")),
    )
    budi = floor.phone("Budi").id
    floor.world.add_bubble(budi, "✅ <b>Rp60.000</b> terkirim", style="html", protected=True, keys=keys)
    page = floor.see(f"/sandbox/phones/{budi}")
    assert '<span class="emoji emoji-done">✅</span> <strong>Rp60.000</strong> terkirim' in page
    assert 'href="http://127.0.0.1:8000/pin/x" target="_blank" rel="noopener"' in page
    assert "<code>10901081277665544</code>" in page
    assert 'name="data" value="no"' in page
    assert "Tidak bisa diteruskan" in page


def test_a_link_to_the_wallet_asks_for_the_phone_that_opens_it(floor: Floor) -> None:
    floor.see()
    link = "https://t.me/KasProBot?start=kirim_7H2K9QTM4X"
    floor.world.add_bubble(floor.phone("Budi").id, f"Tautanmu: {link}\nSiapa pun", style="html")
    page = floor.see(f"/sandbox/phones/{floor.phone('Budi').id}")
    assert 'href="/sandbox/open?channel=telegram&amp;payload=kirim_7H2K9QTM4X"' in page
    assert f">{link}</a>" in page
    asked = floor.see("/sandbox/open?channel=telegram&payload=kirim_7H2K9QTM4X")
    assert "Budi Hartono, Telegram" in asked
    assert "Sari" not in asked
    assert floor.wallet.heard == []  # Looking opens nothing.
    floor.do("Budi", "start", payload="kirim_7H2K9QTM4X")
    assert "/start kirim_7H2K9QTM4X" in floor.wallet.heard[0]


def test_a_whatsapp_link_comes_as_its_words(floor: Floor) -> None:
    floor.see()
    link = "https://wa.me/628001234567?text=link%207H2K9QTM4XW5"
    floor.world.add_bubble(floor.phone("Budi").id, link, style="html")
    assert "payload=link+7H2K9QTM4XW5" in floor.see(f"/sandbox/phones/{floor.phone('Budi').id}")
    assert "Sari Wulandari, WhatsApp" in floor.see("/sandbox/open?channel=whatsapp&payload=link+7H2K9QTM4XW5")
    floor.do("Sari", "start", payload="link 7H2K9QTM4XW5")
    assert "Body=link+7H2K9QTM4XW5" in floor.wallet.heard[-1]


def test_a_tap_says_which_bubble_and_what_it_carries(floor: Floor) -> None:
    floor.see()
    bubble = floor.world.add_bubble(floor.phone("Budi").id, "Kirim?", keys=((Key("Ya, kirim", data="yes 1"),),))
    floor.do("Budi", "tap", bubble=bubble.id, data="yes 1")
    assert '"data": "yes 1"' in floor.wallet.heard[0]
    assert f'"message_id": {bubble.id}' in floor.wallet.heard[0]


def test_the_last_message_can_be_edited_on_telegram_only(floor: Floor) -> None:
    floor.see()
    floor.do("Budi", "say", text="kirim 50rb")
    said = floor.world.bubbles(floor.phone("Budi").id)[-1]
    page = floor.do("Budi", "edit", bubble=said.id, text="kirim 60rb")
    assert "diedit" in page
    assert '"edited_message"' in floor.wallet.heard[-1]
    floor.do("Sari", "say", text="saldo")
    assert "editor" not in floor.see(f"/sandbox/phones/{floor.phone('Sari').id}")


def test_a_deleted_message_is_gone(floor: Floor) -> None:
    floor.see()
    bubble = floor.world.add_bubble(floor.phone("Budi").id, "ini mirip PIN", mine=True)
    floor.world.delete_bubble(bubble.id)
    assert f"bubble-{bubble.id}" not in floor.see()


def test_reply_keys_and_commands_are_pressed(floor: Floor) -> None:
    floor.see()
    floor.world.set_commands("", [Command("saldo", "Cek saldo")])
    floor.world.set_keyboard(floor.phone("Budi").id, ((Key("Bagikan nomor", contact=True), Key("Batal", text=True)),))
    page = floor.see()
    assert "<b>/saldo</b>" in page
    assert "Bagikan nomor</button>" in page
    floor.do("Budi", "press", label="Batal")
    assert '"text": "Batal"' in floor.wallet.heard[0]
    assert "the phone shows something else by now" in floor.do("Budi", "press", label="Tidak ada")


def test_a_message_that_was_not_taken_offers_to_be_delivered_again(floor: Floor) -> None:
    floor.see()
    floor.wallet.status = 503
    page = floor.do("Sari", "say", text="saldo")
    assert "The wallet answered 503." in page
    assert "Kirim lagi" in page
    floor.wallet.status = 200
    bubble = floor.world.bubbles(floor.phone("Sari").id)[-1]
    assert "Kirim lagi" not in floor.do("Sari", "repeat", bubble=bubble.id)
    assert floor.wallet.heard[0] == floor.wallet.heard[-1]


def test_text_messages_are_in_sight(floor: Floor) -> None:
    floor.see()
    floor.world.add_sms(SARI, "KasPro: kode OTP 482913, berlaku 5 menit.")
    floor.world.add_sms(SARI, "KasPro: kode OTP 731204, berlaku 5 menit.")
    page = floor.see(f"/sandbox/phones/{floor.phone('Sari').id}")
    assert page.index("731204") < page.index("482913")
    assert '<span class="sms-count">2' in page


def test_a_phone_speaks_its_own_language(floor: Floor) -> None:
    floor.see()
    page = floor.do("Sari", "language", language="en")
    assert "Type a message" in page
    assert 'lang="en">' in page


def test_a_phone_is_added_with_a_hidden_number(floor: Floor) -> None:
    floor.see()
    form = {
        "name": " Joko  Susilo ",
        "number": "0813-1234-5678",
        "channel": "whatsapp",
        "language": "en",
        "hidden": "1",
    }
    answer = floor.client.post("/sandbox/page/phones", data=form)
    joko = floor.phone("Joko")
    assert answer.headers["Location"].startswith(f"/?tab=phone-{joko.id}")
    assert (joko.name, joko.number, joko.hidden) == ("Joko Susilo", JOKO, True)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": " "}, "it needs a name"),
        ({"number": "021 5092859"}, "no Indonesian mobile number"),
        ({"number": "081277665544"}, "on another phone already"),
    ],
)
def test_a_phone_that_cannot_be_is_not_added(floor: Floor, change: dict[str, str], why: str) -> None:
    floor.see()
    form = {"name": "Joko", "number": "081312345678", "channel": "telegram", "language": "id"} | change
    answer = floor.client.post("/sandbox/page/phones", data=form, headers=JSON)
    assert answer.json is not None
    assert not answer.json["ok"]
    assert why in answer.json["text"]
    assert len(floor.world.phones()) == 2


def test_starting_over_makes_another_person_of_the_same_number(floor: Floor) -> None:
    floor.see()
    before = floor.phone("Budi")
    floor.do("Budi", "say", text="halo")
    floor.client.post(f"/sandbox/page/phones/{before.id}/restart")
    after = floor.phone("Budi")
    assert (after.number, after.channel) == (before.number, before.channel)
    assert after.id != before.id
    assert floor.world.bubbles(after.id) == []


def test_the_teller_pays_in_and_says_so_once(floor: Floor) -> None:
    floor.office.accounts = [Account("Budi Hartono", BUDI, "regular", "id")]
    assert 'value="10901081277665544"' in floor.see()
    form = {"bank": "bca", "va": "10901081277665544", "amount": "Rp300.000"}
    answer = floor.client.post("/sandbox/page/bank", data=form)
    assert floor.office.paid == [("bca", "10901081277665544", "Rp300.000")]
    assert "8F2K-9QTM" in floor.see(answer.headers["Location"])
    assert "8F2K-9QTM" not in floor.see()
    assert floor.client.post("/sandbox/page/bank", data=form, headers=JSON).json == {
        "ok": True,
        "text": "Rp300.000 came in.",
        "reference": "8F2K-9QTM",
        "place": "bank",
        "tab": "sandbox",
    }


def test_the_cashier_hands_out_and_takes_in(floor: Floor) -> None:
    floor.office.accounts = [Account("Budi Hartono", BUDI, "premium", "id")]
    page = floor.see()
    assert 'value="0812 7766 5544"' in page
    assert '<option value="danamon">Danamon ATM</option>' in page
    asked = {"partner": "alfamart", "phone": "0812 7766 5544", "token": "4821 7736", "amount": "Rp300,000"}
    answer = floor.client.post("/sandbox/page/cashier", data={**asked, "action": "redeem"})
    assert "8F2K-9QTM" in floor.see(answer.headers["Location"])
    answer = floor.client.post("/sandbox/page/cashier", data={**asked, "token": "", "action": "topup"})
    assert "the token is missing" in floor.see(answer.headers["Location"])
    assert floor.office.cashed == [
        ("alfamart", "redeem", "0812 7766 5544", "4821 7736", "Rp300,000"),
        ("alfamart", "topup", "0812 7766 5544", "", "Rp300,000"),
    ]


def test_a_switch_makes_a_customer_premium(floor: Floor) -> None:
    floor.office.accounts = [Account("Sari Wulandari", SARI, "regular", "id")]
    assert "Regular</span>" in floor.see()
    floor.client.post("/sandbox/page/premium", data={"phone": SARI, "premium": "1"})
    page = floor.see()
    assert "Premium</span>" in page
    assert 'aria-checked="true"' in page


@pytest.mark.parametrize(
    ("step", "moment"),
    [
        ("5min", "Tue 24 Nov 2026, 12:05 WIB"),
        ("1h", "Tue 24 Nov 2026, 13:00 WIB"),
        ("1day", "Wed 25 Nov 2026, 12:00 WIB"),
        ("1month", "Thu 24 Dec 2026, 12:00 WIB"),
    ],
)
def test_the_clock_goes_forward(floor: Floor, step: str, moment: str) -> None:
    floor.client.post("/sandbox/page/clock", data={"step": step})
    assert moment in floor.see()


@pytest.mark.parametrize(
    ("now", "days"),
    [
        (datetime(2027, 1, 31, tzinfo=UTC), 28),
        (datetime(2026, 12, 31, tzinfo=UTC), 31),
        (datetime(2027, 2, 28, tzinfo=UTC), 28),
    ],
)
def test_a_month_ends_at_the_same_day_or_the_last(now: datetime, days: int) -> None:
    assert shown.next_month(now) == timedelta(days=days)


def test_live_names_only_what_has_changed(floor: Floor) -> None:
    floor.see()
    budi, sari = floor.phone("Budi").id, floor.phone("Sari").id
    seen = f"{budi}:{floor.world.revision(budi)},{sari}:{floor.world.revision(sari)}"
    quiet = floor.client.get(f"/sandbox/live?revs={seen}").json
    assert quiet is not None
    assert (quiet["phones"], quiet["changed"]) == ([budi, sari], [])
    floor.world.add_bubble(sari, "baru")
    floor.world.note("BCA", "payment", "2002500")
    news = floor.client.get(f"/sandbox/live?revs={seen}").json
    assert news is not None
    assert news["changed"] == [sari]
    assert news["rail"] != quiet["rail"]
    assert f'data-revision="{news["rail"]}"' in floor.see("/sandbox/rail")


def test_looking_reads_nothing_and_doing_does(floor: Floor) -> None:
    floor.see()
    sari = floor.phone("Sari").id
    floor.world.add_bubble(sari, "baru")
    floor.see()
    assert floor.world.unread(sari) == 1
    floor.do("Sari", "read")
    assert floor.world.unread(sari) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_another_sites_page_can_do_nothing(floor: Floor, headers: dict[str, str]) -> None:
    floor.see()
    address = f"/sandbox/page/phones/{floor.phone('Budi').id}/say"
    assert floor.client.post(address, data={"text": "kirim"}, headers=headers).status_code == 403
    assert floor.client.post("/sandbox/page/clock", data={"step": "1day"}, headers=headers).status_code == 403
    assert floor.wallet.heard == []


def test_our_own_page_can(floor: Floor) -> None:
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
    assert floor.client.post("/sandbox/page/clock", data={"step": "1day"}, headers=headers).status_code == 303


def test_other_machines_find_nothing(floor: Floor) -> None:
    for address in ("/", "/sandbox/live", "/sandbox/rail"):
        assert floor.client.get(address, environ_overrides={"REMOTE_ADDR": "192.0.2.7"}).status_code == 404
        assert floor.client.get(address, headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404


@pytest.mark.parametrize("address", ["phones/99/say", "phones/1/fly", "phones/99/remove"])
def test_what_is_not_there_is_not_found(floor: Floor, address: str) -> None:
    floor.see()
    assert floor.client.post(f"/sandbox/page/{address}").status_code == 404


def test_the_page_runs_nothing_but_its_own_files(floor: Floor) -> None:
    floor.office.accounts = [Account('<i>"Budi"</i>', BUDI, "premium", "id")]
    answer = floor.client.get("/")
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["Cache-Control"] == "no-store"
    assert " style=" not in answer.text
    assert "<script>" not in answer.text
    assert " onclick" not in answer.text
    assert '<i>"Budi"' not in answer.text
    for file in ("simulator.js", "simulator.css", "phones.css", "wall-light.svg"):
        with floor.client.get(f"/sandbox/static/{file}") as served:
            assert served.status_code == 200
