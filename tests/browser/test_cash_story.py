"""Cash, Premium by photos, trouble and help, clicked through: two phones, till, clock, commands, the desk."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from sandbox import samples
from tests.browser import story
from tests.browser.conftest import DESK, Look
from tests.browser.hands import InHand, Till, enter_paper, press, send_photo, sign_in
from tests.browser.program import Program
from tests.stage import ID_NUMBERS, PEOPLE

pytestmark = pytest.mark.browser

BUDI, SARI = "0812 7766 5544", "0812 9876 4567"
BY = ("--by", "dewi")
A_MANS_KTP = "3171042512950003"
BY_WORDS = {
    "isi saldo lewat bca mobile": ("Tempel di BCA mobile", "10901{number}"),
    "isi saldo lewat klikbca": ("Buka situs KlikBCA", "10901{number}"),
    "isi saldo lewat atm bca": ("KE BCA VIRTUAL ACCOUNT", "10901{number}"),
    "isi saldo lewat bni mobile": ("Tempel di BNI mobile", "10901{number}"),
    "isi saldo internet banking bni": ("Buka ibank.bni.co.id", "10901{number}"),
    "isi saldo sms banking bni": ("Kirim SMS ke 3346", "TRF 10901{number} 100000"),
    "isi saldo di atm bni": ("FROM SAVING ACCOUNT > VIRTUAL ACCOUNT BILLING", "10901{number}"),
    "isi saldo lewat brimo": ("Tempel di BRI mobile", "81212{number}"),
    "isi saldo mobile banking cimb": ("Tempel di CIMB Niaga mobile", "3929{number}"),
    "isi saldo lewat cimb clicks": ("Masuk ke CIMB Clicks", "3929{number}"),
    "isi saldo di atm cimb niaga": ("Another CIMB Niaga Account", "3929{number}"),
    "isi saldo lewat livin mandiri": ("Masuk ke mobile banking bankmu", "3929{number}"),
    "isi saldo internet banking mandiri": ("Masuk ke internet banking bankmu", "3929{number}"),
    "isi saldo di atm mandiri": ("Masukkan kode bank 022", "3929{number}"),
    "isi saldo di alfamart": ("Kelipatan Rp50.000", "Nomor akun ({number})"),
    "isi saldo di indomaret": ("Kelipatan Rp10.000", "Tokennya berlaku 15 menit"),
    "isi saldo di digibos": ("Rp10.000 sampai Rp1.000.000", "{number}"),
    "isi saldo di atm bri": ("Panduan KasPro belum menjelaskan ATM untuk BRI", "81212{number}"),
}
"""The ways of FAQ 9 by words, one of them not described there, and what the answer holds."""


@pytest.fixture(scope="module")
def city(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A program of its own: Budi is Premium on Telegram with Rp3.000.000, Sari Regular on WhatsApp with Rp200.000."""
    made = Program(tmp_path_factory.mktemp("city"))
    made.start()
    context = browser.new_context(viewport=DESK)
    try:
        page = context.new_page()
        page.goto(made.url)
        story.two_people_register(page)
        story.pay_in(page, "sari", "Rp200,000")
        story.make_premium(page, "budi")
        story.pay_in(page, "budi", "Rp3,000,000")
        yield made
    finally:
        context.close()
        ended = made.stop()
    assert ended == 0, made.log.read_text()


@pytest.fixture
def page(look: Look, city: Program) -> Iterator[Page]:
    """The simulator; after whatever was done there the books are clean."""
    yield look(city.url)
    books = city.command("check-books")
    assert books.returncode == 0, books.stdout
    assert "The books are clean." in books.stdout


@pytest.fixture
def budi(page: Page) -> InHand:
    """Budi's phone."""
    return InHand(page, "budi")


@pytest.fixture
def sari(page: Page) -> InHand:
    """Sari's phone."""
    return InHand(page, "sari")


@pytest.fixture
def till(page: Page) -> Till:
    """The cashier, or the cash machine."""
    return Till(page)


def staff(city: Program, *arguments: str) -> str:
    """What staff do in the terminal; returns what is printed."""
    done = city.command("staff", *arguments)
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


def number_in(printed: str) -> str:
    """The number of the newest application or case that was printed."""
    return str(re.findall(r"#(\d+)", printed)[-1])


def make_token(budi: InHand, place: str, amount: str = "100rb", *, shown: str = "Rp100.000") -> str:
    """Budi makes a withdrawal token by words, a button and the keypad page; returns its digits."""
    budi.say(f"tarik {amount} di {place}", then=f"Buat token tarik {shown}")
    budi.tap("Ya, buat token", then=f"Masukkan PIN untuk token tarik {shown}")
    keypad = budi.open_keypad()
    expect(keypad.locator(".deal")).to_contain_text(shown)
    with budi.answered(f"{shown} ditahan sampai"):
        press(keypad)
        expect(keypad.get_by_role("heading")).to_contain_text(shown)
    assert budi.token() not in keypad.content()
    keypad.close()
    return budi.token()


# Cash in


def test_each_way_to_top_up_is_looked_up(budi: InHand, sari: InHand) -> None:
    asked = list(BY_WORDS)
    for ways in zip(asked[::2], asked[1::2], strict=True):
        with contextlib.ExitStack() as both:
            for somebody, words in zip((budi, sari), ways, strict=True):
                both.enter_context(somebody.answered(BY_WORDS[words][0]))
                somebody.write(words)
        for somebody, words in zip((budi, sari), ways, strict=True):
            number = "0" + PEOPLE[somebody.name].phone.removeprefix("+62")
            expect(somebody.heard.last).to_contain_text(BY_WORDS[words][1].format(number=number))
    with sari.answered("Mau isi saldo lewat mana?"):
        sari.write("isi saldo")
        budi.say("isi saldo", then="Mau isi saldo lewat mana?")
    with sari.answered("81212081298764567"):
        sari.write("3")
        budi.tap("Bank lain", then="bank CIMB Niaga (kode 022)")
    with sari.answered("Tempel di BRI mobile"):
        sari.write("2")
        budi.tap("Internet banking", then="Masuk ke internet banking bankmu")


def test_cash_is_paid_in_at_both_shops(sari: InHand, till: Till) -> None:
    with sari.answered("Rp50.000 masuk, isi saldo Alfamart"):
        till.take_in("Alfamart", SARI, "Rp50,000", then="Rp50,000 credited to Sari")
    till.take_in("Alfamart", SARI, "Rp70,000", then="Not paid in: multiples of Rp50,000, at most Rp1,000,000.")
    till.take_in("Indomaret", SARI, "Rp20,000", then="Not done: the customer's token is missing.")
    sari.say("isi saldo di indomaret", then="Kelipatan Rp10.000")
    sari.say("1", then="Token isi saldo:")
    token = sari.token()
    with sari.answered("Rp20.000 masuk, isi saldo Indomaret"):
        till.take_in("Indomaret", SARI, "Rp20,000", token=token, then="Rp20,000 credited to Sari")
    till.take_in("Indomaret", SARI, "Rp20,000", token=token, then="Not done: this token has been used already.")


# Cash out


def test_a_token_of_each_kind_is_redeemed(budi: InHand, till: Till) -> None:
    for place in ("Alfamart", "Indomaret", "Danamon"):
        token = make_token(budi, place)
        with budi.answered(f"Rp100.000 ditarik di {place}"):
            till.hand_out(place, BUDI, "Rp100,000", token, then="Rp100,000 handed out to Budi")
        till.hand_out(place, BUDI, "Rp100,000", token, then="this token has been used already.")


def test_what_is_wrong_at_the_till_is_refused(budi: InHand, till: Till) -> None:
    token = make_token(budi, "Alfamart")
    till.hand_out("Indomaret", BUDI, "Rp100,000", token, then="this token is for another place.")
    till.hand_out("Alfamart", BUDI, "Rp150,000", token, then="this token is for another amount.")
    expect(till.said).to_have_class(re.compile("said-bad"))
    with budi.answered("Rp100.000 kembali ke saldomu"):
        till.hand_out("Alfamart", SARI, "Rp100,000", token, then="number or token is wrong")
    till.hand_out("Alfamart", BUDI, "Rp100,000", token, then="this token is void.")


def test_a_token_runs_out_and_another_is_cancelled(budi: InHand, till: Till) -> None:
    token = make_token(budi, "Indomaret")
    budi.tap("Cek status", then="sisa")
    with budi.answered("Rp100.000 kembali ke saldomu: tokennya habis waktu"):
        budi.page.get_by_role("button", name="Move the clock +1 h").click()
    till.hand_out("Indomaret", BUDI, "Rp100,000", token, then="this token has run out.")
    token = make_token(budi, "Alfamart")
    budi.tap("Batalkan token", then="Rp100.000 kembali ke saldomu: tokennya dibatalkan")
    till.hand_out("Alfamart", BUDI, "Rp100,000", token, then="the customer has cancelled this token.")


def test_cash_from_a_friend_on_two_phones(budi: InHand, sari: InHand) -> None:
    budi.say("tarik 100rb lewat teman 081298764567", then="Tarik Rp100.000 lewat Sari W.?")
    budi.tap("Ya, minta bantuan", then="Masukkan PIN untuk menarik Rp100.000")
    with sari.answered("Budi H. minta uang tunai Rp100.000"), budi.answered("Menunggu jawaban Sari"):
        keypad = budi.open_keypad()
        press(keypad)
    with budi.answered("Sari bisa. Temui Sari dan hitung uangnya."):
        sari.say("1", then="Serahkan langsung ke Budi")
    with budi.answered("Sari bilang Rp100.000 sudah diserahkan. Sudah kamu terima?"):
        sari.write("1")
    with sari.answered("Rp100.000 masuk dari Budi H., ganti uang tunai"):
        budi.tap("Ya, sudah terima", then="Rp100.000 tunai kamu terima dari Sari W.")
    assert budi.reference() == sari.reference()


# Premium


def test_premium_by_samples_in_the_chat(budi: InHand, city: Program) -> None:
    budi.page.get_by_role("switch", name="Budi Hartono is Premium").click()
    expect(budi.device.locator(".chip").first).to_have_text("Regular")
    budi.say("naik premium", then="Pakai identitas apa?")
    budi.tap("KTP", then="Kirim foto KTP")
    with budi.answered("Sekarang fotomu memegang KTP"):
        budi.attach("Sample ID card")
    with budi.answered("Terakhir, nomor KTP dan PIN"):
        budi.attach("Sample selfie with ID")
    with budi.answered("Sedang diperiksa petugas"):
        enter_paper(budi.open_keypad(), "Nomor KTP", A_MANS_KTP)
    with budi.answered("Kamu sekarang Premium, Budi."):
        staff(city, "approve", number_in(staff(city, "applications")), *BY)
    expect(budi.device.locator(".chip").first).to_have_text("Premium")


def test_premium_by_photos_on_the_page_and_one_is_asked_again(sari: InHand, city: Program) -> None:
    sari.say("naik premium", then="Pakai identitas apa?")
    sari.say("1", then="Foto KTP di halaman aman")
    paper = sari.open_keypad()
    send_photo(paper, samples.sample("id", "Sari Wulandari"))
    expect(paper.get_by_role("heading")).to_have_text("Fotomu memegang KTP")
    send_photo(paper, samples.sample("selfie", "Sari Wulandari", take=1))
    with sari.answered("Sedang diperiksa petugas"):
        enter_paper(paper, "Nomor KTP", ID_NUMBERS["ktp"])
    application = number_in(staff(city, "applications"))
    with sari.answered("ulangi foto dirimu"):
        staff(city, "refuse", application, "--photo", "selfie", "--reason", "covered", *BY)
    expect(sari.heard.last).to_contain_text("Foto KTP sudah bagus")
    sari.say("1", then="Ulangi fotomu memegang KTP")
    with sari.answered("Sedang diperiksa petugas"):
        sari.attach("Sample selfie with ID")
    with sari.answered("Kamu sekarang Premium, Sari."):
        staff(city, "approve", application, *BY)
    expect(sari.device.locator(".chip").first).to_have_text("Premium")


# Trouble and help


def test_an_account_is_blocked_and_reactivated(budi: InHand, till: Till, city: Program) -> None:
    budi.say("hp saya hilang", then="Blokir akunmu sekarang?")
    budi.tap("Ya, blokir akun", then="Akunmu diblokir sejak")
    budi.say("kirim 50rb ke 081298764567", then="Akunmu diblokir: uang tidak bisa masuk atau keluar.")
    till.take_in("Alfamart", BUDI, "Rp50,000", then="this account cannot be used now")
    with budi.answered("Akunmu aktif lagi"):
        staff(city, "reactivate", PEOPLE["budi"].phone, "--reason", "his card was compared", *BY)
    budi.say("saldo", then="Premium: sisa batas")


def test_a_person_answers_and_hands_back(budi: InHand, city: Program) -> None:
    budi.say("petugas", then="Petugas akan membalas di sini")
    case = number_in(staff(city, "cases"))
    before = budi.newest()
    budi.write("uang saya kemarin belum sampai")
    expect(budi.chat.locator(".line-mine").last.locator(".tick")).to_have_text("dibaca")
    with budi.answered("dewi (petugas): Halo Budi, kami cek dulu."):
        assert budi.newest() == before
        staff(city, "reply", case, "Halo Budi, kami cek dulu.", *BY)
    with budi.answered("kamu kembali dengan bot. Terbantu?"):
        staff(city, "hand-back", case, *BY)
    budi.tap("Ya", then=re.compile("."))
    budi.say("saldo", then="Saldomu")


def test_a_question_in_the_middle_of_a_transfer_that_the_desk_shows(
    budi: InHand, sari: InHand, city: Program, look: Look
) -> None:
    budi.say("kirim 50rb ke 081298764567", then="Kirim Rp50.000 ke Sari W.")
    budi.say("saldo kaspro dapet bunga ga", then="Kembali ke kiriman: kirim Rp50.000 ke Sari W.")
    expect(budi.chat).to_contain_text("Users do not get interest on the placement of funds")
    budi.tap("Ya, kirim", then="Masukkan PIN untuk mengirim Rp50.000")
    with sari.answered("Rp50.000 masuk dari Budi H."), budi.answered("Rp50.000 terkirim ke Sari W."):
        press(budi.open_keypad())

    desk = look(f"{city.url}/staff/")
    sign_in(desk, city)
    for sought in (BUDI, budi.reference()):
        desk.get_by_role("searchbox").fill(sought)
        desk.get_by_role("searchbox").press("Enter")
        expect(desk.locator("main")).to_contain_text("Budi")
    desk.locator(".quotes li").filter(has_text="terkirim").locator("a").click()
    expect(desk.get_by_role("log")).to_contain_text("Users do not get interest")
    expect(desk.get_by_role("log")).to_contain_text(budi.reference())
