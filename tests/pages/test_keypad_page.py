"""The keypad's templates: what each of the four pages shows, and that it is a whole without JavaScript."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask, render_template

ROOT = Path(__file__).parents[2]
WORDS = {
    "title": "Masukkan PIN",
    "private": "Sekali pakai, hanya untukmu",
    "what": "Yang kamu setujui",
    "question": "Masukkan PIN KasPro",
    "hint": "Terkirim setelah angka keenam.",
    "field": "PIN 6 angka",
    "submit": "Kirim Rp60.000",
    "sending": "Mengirim…",
    "keys": "Tombol angka",
    "erase": "Hapus satu angka",
    "typed": "{count} dari 6 angka",
    "until": "Berlaku sampai 14.36 WIB",
    "remaining": "Sisa waktu",
    "forgot": "Lupa PIN?",
    "not_me": "Bukan saya, batalkan",
    "again": "Masukkan PIN lagi",
}
CARD = SimpleNamespace(
    heading="Kirim ke", name="Sari <W.>", detail="0812••••4567 · makan siang", amount="Rp60.000", fee="Biaya Rp0"
)
ENTRY = {"card": CARD, "error": "", "seconds_left": 252, "seconds_total": 300}
DONE = {
    "heading": "Rp60.000 terkirim",
    "text": "Tanda terimanya sudah ada di chat.",
    "rows": [("Kepada", ("Sari W.", "0812••••4567")), ("Referensi", "8F2K-9QTM")],
    "back_label": "Kembali ke Telegram",
    "back_url": "https://t.me/KasProBot",
}
TIME = {"seconds_left": 252, "seconds_total": 300}
NUMBER = {
    "title": "Nomor KTP (NIK)",
    "private": "Sekali pakai, hanya untukmu",
    "label": "Nomor KTP (NIK)",
    "hints": ["Nomor KTP 16 angka."],
    "kept": "Disimpan terenkripsi.",
    "submit": "Lanjutkan",
    "sending": "Mengirim…",
    "until": "Berlaku sampai 14.36 WIB",
    "remaining": "Sisa waktu",
    "forgot": "",
    "not_me": "Bukan saya, batalkan",
}
PHOTO = {
    **NUMBER,
    "label": "Foto KTP",
    "hints": ["Seluruh KTP, semua sudutnya terlihat", "Semua tulisan terbaca"],
    "choose": "Ambil foto",
    "chosen": "Terpilih: {name}",
    "another": "Ambil foto lain",
}
WAIT = {"heading": "PIN terkunci sampai 14.07 WIB", "text": "3 kali salah.", "seconds_left": 41, "seconds_total": 60}


def rendered(page: str, **context: object) -> str:
    """Return the page with these words, as bot/keypad.py has it rendered."""
    app = Flask(__name__, template_folder=str(ROOT / "bot/templates"), static_folder=str(ROOT / "bot/static"))
    with app.test_request_context("/pin/abc"):
        return render_template(f"keypad/{page}.html", **{"language": "id", "words": WORDS, **context})


def test_entry_shows_what_the_pin_agrees_to(ready: str) -> None:
    for shown in ("Kirim ke", "Sari &lt;W.&gt;", "0812••••4567 · makan siang", "Rp60.000", "Biaya Rp0"):
        assert shown in ready
    assert "Berlaku sampai 14.36 WIB" in ready
    assert ">4.12</b>" in ready


def test_the_plain_field_is_the_default(ready: str) -> None:
    assert 'name="pin" type="password" inputmode="numeric" pattern="[0-9]{6}"' in ready
    assert ">Kirim Rp60.000</button>" in ready
    before, _, keys = ready.partition("<template data-keys>")
    assert 'class="key"' not in before
    assert 'class="key"' not in keys.partition("</template>")[2]


def test_the_ways_out_carry_no_pin(ready: str) -> None:
    form = ready.rpartition("<form")[2]
    assert 'name="forgot" value="1"' in form
    assert 'name="refuse" value="1"' in form
    assert 'name="pin"' not in form


def test_no_value_is_kept(ready: str) -> None:
    field = ready.partition('<input class="field pin"')[2].partition(">")[0]
    assert "value=" not in field
    assert 'autocomplete="off"' in field


def test_a_wrong_pin_is_told_beside_the_field() -> None:
    page = rendered("entry", **{**ENTRY, "error": "Uang belum dikirim: PIN salah. Sisa 2 kali coba."})
    assert 'role="alert"' in page
    assert "Sisa 2 kali coba." in page
    assert 'aria-invalid="true"' in page


def test_a_pin_without_a_card_is_asked_for_alone() -> None:
    page = rendered("entry", **{**ENTRY, "card": None, "words": {**WORDS, "forgot": "", "not_me": ""}})
    assert 'class="deal"' not in page
    assert "forgot" not in page
    assert "refuse" not in page


def test_english_writes_the_time_left_with_a_colon() -> None:
    assert ">4:12</b>" in rendered("entry", **ENTRY, language="en")


def test_done_repeats_the_receipt_and_leads_back() -> None:
    page = rendered("done", **DONE)
    for shown in ("Rp60.000 terkirim", "Sari W.", "0812••••4567", "8F2K-9QTM", 'href="https://t.me/KasProBot"'):
        assert shown in page
    assert "mark-done" in page
    assert "<a " not in rendered("done", **{**DONE, "back_url": ""})


@pytest.mark.parametrize("mark", ["held", "stopped"])
def test_done_can_be_held_or_stopped(mark: str) -> None:
    assert f"mark-{mark}" in rendered("done", **DONE, mark=mark)


def test_expired_says_so_and_asks_for_nothing() -> None:
    page = rendered(
        "expired",
        heading="Waktunya sudah habis",
        text="Tidak ada uang yang berpindah.",
        back_label="Kembali ke WhatsApp",
        back_url="",
    )
    assert "Tidak ada uang yang berpindah." in page
    assert "<input" not in page
    assert "Kembali ke WhatsApp" in page


def test_wait_counts_down_and_leads_to_another_try() -> None:
    page = rendered("wait", **WAIT)
    assert ">0.41</b>" in page
    assert ">Masukkan PIN lagi</a>" in page
    assert 'name="pin"' not in page


def test_a_number_is_asked_for_by_a_labelled_field() -> None:
    page = rendered("number", words=NUMBER, error="", **TIME)
    assert '<label for="number">Nomor KTP (NIK)</label>' in page
    assert "Nomor KTP 16 angka." in page
    field = page.partition('<input class="field number"')[2].partition(">")[0]
    assert "value=" not in field
    assert 'autocomplete="off"' in field
    assert 'name="refuse" value="1"' in page
    assert 'name="forgot"' not in page


def test_a_rule_that_was_broken_is_said_once() -> None:
    page = rendered("number", words=NUMBER, error="Nomor KTP 16 angka.", **TIME)
    assert page.count("Nomor KTP 16 angka.") == 1
    assert 'role="alert"' in page
    assert 'aria-invalid="true"' in page


@pytest.mark.parametrize("camera", ["environment", "user"])
def test_a_photo_is_chosen_or_taken(camera: str) -> None:
    page = rendered("photo", words=PHOTO, error="", camera=camera, **TIME)
    assert 'enctype="multipart/form-data"' in page
    assert f'type="file" accept="image/jpeg,image/png,image/webp" capture="{camera}"' in page
    for hint in PHOTO["hints"]:
        assert hint in page
    assert '<label class="choose" for="photo">' in page


def test_what_is_wrong_with_a_photo_is_told_beside_it() -> None:
    page = rendered("photo", words=PHOTO, error="Foto itu kabur.", camera="user", **TIME)
    assert 'role="alert"' in page
    assert "Foto itu kabur." in page


OTHERS = [
    ("number", {"words": NUMBER, "error": "", **TIME}),
    ("photo", {"words": PHOTO, "error": "", "camera": "user", **TIME}),
]


@pytest.mark.parametrize(
    ("page", "context"), [*OTHERS, ("entry", ENTRY), ("done", DONE), ("expired", DONE), ("wait", WAIT)]
)
def test_pages_stand_under_a_strict_policy(page: str, context: dict[str, object]) -> None:
    html = rendered(page, **context)
    assert '<html lang="id">' in html
    assert " style=" not in html
    assert "<style" not in html
    assert "<script>" not in html
    assert " onclick" not in html


@pytest.fixture
def ready() -> str:
    return rendered("entry", **ENTRY)
