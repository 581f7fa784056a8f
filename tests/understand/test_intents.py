"""What customers ask for, in both languages, and what they do not ask for."""

from __future__ import annotations

import statistics
import time

import pytest

from bot.understand.intents import understand
from bot.understand.meaning import Meaning

SARI = "+6281298764567"
ASKED = [
    ("balance", "saldo|Saldo|cek saldo|saldo saya berapa|saldoku brp ya|saldo?|berapa saldo saya?|balance"),
    ("balance", "what's my balance?|cek saldo dong kak|uangku di mana?|uang saya di mana|where is my money?"),
    ("friend_received", "sudah diterima|udah diterima|sudah aku terima|received|ya, sudah terima"),
    ("friend_not_received", "belum diterima|belum dapat|blm dapat|not received|belum terima"),
    ("balance", "mau liat saldo|can you show my balance please|how much money do I have?|salod|blance|/saldo"),
    ("balance", "/balance|/saldo@KasProBot"),
    ("history", "mutasi|riwayat|lihat mutasi|history|show my history|mutsi|hisotry|mutasi dong|/mutasi|/history"),
    ("transfer", "kirim|kirim uang|transfer|send money|mau kirim uang dong|trasnfer|I want to send money|/kirim"),
    ("transfer", "/send"),
    ("topup", "isi saldo|top up|topup|top up dong|mau isi saldo|nomor va|/isi|/topup"),
    ("withdraw", "tarik tunai|tarik uang|withdraw|cash out|mau tarik tunai|widthdraw"),
    ("change_pin", "ganti pin|ubah pin|change my pin|ganti pin dong|I want to change my pin|/pin"),
    ("forgot_pin", "lupa pin|forgot pin|saya lupa pin|I forgot my PIN"),
    ("register", "daftar|sign up|mau daftar dong|I want to register|create account|regsiter|/daftar|/register"),
    ("link", "hubungkan akun|link my account|saya sudah punya akun|sudah punya akun nih"),
    ("upgrade_premium", "naik premium|upgrade|upgrade to premium please|mau jadi premium|Naik ke Premium"),
    ("block_account", "hp saya hilang|blokir akun|blokir akun saya sekarang|my phone was stolen|I lost my phone"),
    ("block_account", "hp saya dicuri orang|/blokir|/block"),
    ("reactivate", "aktifkan lagi akun saya|buka blokir akun saya dong|reactivate my account please|unblock"),
    ("scam", "ada yg nelpon ngaku kaspro minta kode otp|ada yg wa minta pin|orang ngaku petugas minta otp|penipuan"),
    ("scam", "someone called me claiming to be kaspro and asked for my otp|someone asked for my PIN|i was scammed"),
    ("buy_credit", "beli pulsa|isi pulsa|pulsa|buy airtime"),
    ("pay_bill", "bayar tagihan|pay my bills|tagihan"),
    ("pay_qr", "qris|scan qr|bayar pakai qris"),
    ("request_money", "minta uang|request money"),
    ("human", "petugas|cs|human|agent please|bicara dengan petugas|mau bicara sama orang|talk to a person"),
    ("human", "can I talk to a human?|/petugas|/person"),
    ("human", "tidak mau bot, mau bicara dengan petugas|uang saya belum sampai, mau bicara dengan petugas"),
    ("help", "bantuan|help|tolong|help me please|/bantuan|/help"),
    ("cancel", "batal|cancel|ga jadi|gak jadi deh|batalin dong|cancel please|cancel transfer"),
    ("cancel", "saya mau batalkan transfer|/batal|/cancel"),
    ("cancel", "cancel the transfer to budi|batalkan kirim 50rb ke budi"),
    ("back", "kembali|back|mundur|go back|balik"),
    ("menu", "menu|/menu|lihat menu"),
    ("greeting", "halo|Halooo|p|hi|pagi|selamat pagi|hai kak|/start"),
    ("thanks", "makasih|thanks|terima kasih banyak ya kak|oh iya, makasih|thank you so much"),
    ("language", "ganti bahasa|bahasa|language|/bahasa|/language"),
    ("yes", "ya|ok|lanjut|yes|Ya, kirim"),
    ("no", "tidak|nggak|no|jangan|not now"),
]  # fmt: skip


@pytest.mark.parametrize(("intent", "text"), [(intent, text) for intent, texts in ASKED for text in texts.split("|")])
def test_a_request_is_understood(intent: str, text: str) -> None:
    meaning = understand(text)
    assert (meaning.intent, meaning.slots, meaning.whole) == (intent, {}, False)


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("kirim 50rb ke 081298764567 buat makan", {"amount": 50_000, "phone": SARI, "note": "makan"}),
        ("kirim uang ke sari", {"name": "sari"}),
        ("transfer 50rb dari 081298764567", {"amount": 50_000}),
        ("send 50k from 081298764567", {"amount": 50_000}),
        ("kirim 50rb dari saldo ke sari", {"amount": 50_000, "name": "sari"}),
        ("tf 100k budi", {"amount": 100_000, "name": "budi"}),
        ("tf 100k budi makasih", {"amount": 100_000, "name": "budi"}),
        ("send 60k to 0812-9876-4567", {"amount": 60_000, "phone": SARI}),
        ("transfer ke sari 50rb", {"amount": 50_000, "name": "sari"}),
        ("kirim 50rb ke budi untuk makan siang", {"amount": 50_000, "name": "budi", "note": "makan siang"}),
        ("kirim 50rb buat makan ke budi", {"amount": 50_000, "name": "budi", "note": "makan"}),
        ("kirim ke budi buat makan 50rb", {"amount": 50_000, "name": "budi", "note": "makan"}),
        ("kirim 50rb ke budi untuk bayar utang 20rb", {"amount": 50_000, "name": "budi", "note": "bayar utang 20rb"}),
        ("kirim 50rb ke budi untuk biaya sekolah", {"amount": 50_000, "name": "budi", "note": "biaya sekolah"}),
        ("kirim budi 50rb catatan: Makan Siang", {"amount": 50_000, "name": "budi", "note": "Makan Siang"}),
        ("send sari 50k for lunch", {"amount": 50_000, "name": "sari", "note": "lunch"}),
        ("please send 1.5 million to budi for rent", {"amount": 1_500_000, "name": "budi", "note": "rent"}),
        ("Kirim 1,5 juta ke Siti Nurhaliza", {"amount": 1_500_000, "name": "Siti Nurhaliza"}),
        ("tolong kirimin 25rb ke mas budi dong", {"amount": 25_000, "name": "mas budi"}),
        ("kirim lima puluh ribu ke sari", {"amount": 50_000, "name": "sari"}),
        ("bisa kirim 50rb ke budi?", {"amount": 50_000, "name": "budi"}),
        ("trasnfer 50rb ke budi", {"amount": 50_000, "name": "budi"}),
        ("kirim bukan 50rb tapi 60rb ke sari", {"amount": 60_000, "name": "sari"}),
        ("kirim 50rb ke budi bukan ke sari", {"amount": 50_000, "name": "budi"}),
        ("kirim 50rb", {"amount": 50_000}),
        ("kirim 50rb buat makan", {"amount": 50_000, "note": "makan"}),
        ("kirim uang sekarang", {}),
        ("/kirim 50rb ke 081298764567", {"amount": 50_000, "phone": SARI}),
        ("/send 50k to sari", {"amount": 50_000, "name": "sari"}),
        ("transfer 50rb ke bca 1234567890", {"amount": 50_000, "bank": "bca", "account": "1234567890"}),
        ("kirim 50 ke budi", {"name": "budi"}),
        ("kirim gopek ke budi", {"name": "budi"}),
        ("kirim 50rb atau 60rb ke budi", {"name": "budi"}),
        ("kirim 50rb ke budi atau sari", {"amount": 50_000}),
        ("kirim 50rb ke 081298764567 atau 081277665544", {"amount": 50_000}),
        ("kirim 50.000,50 ke sari", {"name": "sari"}),
        ("kirim 1e6 ke sari", {"name": "sari"}),
        ("kirim 1_000 ke sari", {"name": "sari"}),
        ("kirim ٥٠٠٠٠ ke sari", {"name": "sari"}),
        ("kirim 5\u200b0rb ke sari", {"name": "sari"}),
    ],
)
def test_a_transfer_brings_what_was_said(text: str, slots: dict[str, str | int]) -> None:
    meaning = understand(text)
    assert (meaning.intent, meaning.slots) == ("transfer", slots)


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("mutasi 2 terakhir", "history", {"count": 2}),
        ("mutasi tiga terakhir", "history", {"count": 3}),
        ("last 5 transactions", "history", {"count": 5}),
        ("/mutasi 3", "history", {"count": 3}),
        ("mutasi hari ini", "history", {"period": "today"}),
        ("mutasi kemarin", "history", {"period": "yesterday"}),
        ("mutasi minggu ini", "history", {"period": "this_week"}),
        ("history last week", "history", {"period": "last_week"}),
        ("riwayat transaksi bulan ini", "history", {"period": "this_month"}),
        ("mutasi bulan lalu", "history", {"period": "last_month"}),
        ("mutasi november", "history", {"period": "month:11"}),
        ("top up lewat bca", "topup", {"bank": "bca"}),
        ("isi saldo bca", "topup", {"bank": "bca"}),
        ("nomor va bca", "topup", {"bank": "bca"}),
        ("no va bri dong", "topup", {"bank": "bri"}),
        ("top up lewat bca mobile", "topup", {"bank": "bca", "channel": "mobile"}),
        ("isi saldo di indomaret", "topup", {"channel": "indomaret"}),
        ("topup 50rb di alfamart", "topup", {"amount": 50_000, "channel": "alfamart"}),
        ("mau isi saldo 100rb", "topup", {"amount": 100_000}),
        ("tarik 275rb di alfamart", "withdraw", {"amount": 275_000, "channel": "alfamart"}),
        ("tarik 100rb lewat teman 081298764567", "withdraw", {"amount": 100_000, "phone": SARI, "channel": "friend"}),
        ("tarik uang lewat danamon", "withdraw", {"channel": "danamon"}),
        ("cash out 200k at indomaret", "withdraw", {"amount": 200_000, "channel": "indomaret"}),
        ("bayar tagihan pln", "pay_bill", {"biller": "pln"}),
        ("bayar pln 530000000001", "pay_bill", {"biller": "pln", "customer_no": "530000000001"}),
        ("beli token listrik 100rb", "pay_bill", {"biller": "pln", "amount": 100_000}),
        ("beli pulsa 25rb", "buy_credit", {"amount": 25_000}),
        ("isi pulsa 081298764567 50rb", "buy_credit", {"amount": 50_000, "phone": SARI}),
        ("minta uang 50rb dari budi", "request_money", {"amount": 50_000, "name": "budi"}),
        ("request 50k from sari", "request_money", {"amount": 50_000, "name": "sari"}),
        ("english", "language", {"language": "en"}),
        ("bahasa indonesia", "language", {"language": "id"}),
        ("pakai bahasa inggris dong", "language", {"language": "en"}),
        ("switch to english", "language", {"language": "en"}),
        ("/bahasa english", "language", {"language": "en"}),
        ("ganti jumlah", "change", {"what": "amount"}),
        ("ubah jumlah", "change", {"what": "amount"}),
        ("change amount", "change", {"what": "amount"}),
        ("tolong ubah jumlahnya", "change", {"what": "amount"}),
        ("ganti penerima", "change", {"what": "recipient"}),
        ("change recipient", "change", {"what": "recipient"}),
    ],
)
def test_other_requests_bring_what_was_said(text: str, intent: str, slots: dict[str, str | int]) -> None:
    meaning = understand(text)
    assert (meaning.intent, meaning.slots) == (intent, slots)


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("50rb", {"amount": 50_000}), ("081298764567", {"phone": SARI}), ("eh 60rb", {"amount": 60_000}),
        ("eh 60rb aja", {"amount": 60_000}), ("salah, 60rb", {"amount": 60_000}), ("no, 60k", {"amount": 60_000}),
        ("make it 60k", {"amount": 60_000}), ("jadi 60rb", {"amount": 60_000}), ("I meant 60k", {"amount": 60_000}),
        ("ganti jumlahnya 60rb", {"amount": 60_000}), ("change the amount to 60k", {"amount": 60_000}),
        ("bukan 50rb tapi 60rb", {"amount": 60_000}), ("bukan 50rb, 60rb", {"amount": 60_000}),
        ("not 50k but 60k", {"amount": 60_000}), ("60rb bukan 50rb", {"amount": 60_000}),
        ("jangan 50rb, 60rb aja", {"amount": 60_000}), ("ga jadi 50rb, 60rb aja", {"amount": 60_000}),
        ("yes but make it 60k", {"amount": 60_000}), ("ok 60rb", {"amount": 60_000}),
        ("bukan budi, sari", {"name": "sari"}), ("bukan budi tapi sari", {"name": "sari"}),
        ("sari bukan budi", {"name": "sari"}), ("ke sari aja", {"name": "sari"}),
        ("ya tapi ke sari", {"name": "sari"}), ("not to budi, to sari", {"name": "sari"}),
        ("ke mas budi aja", {"name": "mas budi"}), ("penerima jadi sari", {"name": "sari"}),
        ("eh ke 081298764567", {"phone": SARI}), ("50rb ke budi", {"amount": 50_000, "name": "budi"}),
    ],
)  # fmt: skip
def test_a_correction_is_nothing_but_slots(text: str, slots: dict[str, str | int]) -> None:
    meaning = understand(text, busy=True)
    assert (meaning.intent, meaning.slots, meaning.whole) == ("none", slots, True)


@pytest.mark.parametrize(
    "text",
    [
        "bukan 50rb", "not 50k", "jangan 50rb", "ga 60rb", "bukan 50rb atau 60rb", "bukan 50rb, bukan 60rb",
        "bukan budi", "jangan ke sari", "jangan kirim 50rb", "don't send 50k to budi", "bukan 081298764567",
    ],
)  # fmt: skip
def test_what_is_denied_is_not_taken(text: str) -> None:
    assert understand(text) == Meaning()


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("kirim 50rb ke 0812-9876-4567 buat makan", {"amount": "50rb", "phone": "0812-9876-4567", "note": "makan"}),
        ("kirim 50 ke Budi", {"amount": "50", "name": "Budi"}),
        ("eh gocap aja", {"amount": "gocap"}),
        ("kirim 50rb atau 60rb", {"amount": "50rb atau 60rb"}),
        ("bukan 50rb tapi Rp 60.000", {"amount": "Rp 60.000"}),
    ],
)
def test_the_words_that_gave_a_slot_are_kept(text: str, spans: dict[str, str]) -> None:
    assert understand(text).spans == spans


@pytest.mark.parametrize(
    "text",
    [
        "", "?", "...", "😀", "ah", "yg itu lho", "yg kemarin itu gmn", "berapa batas saldo?",
        "batas saldo premium berapa?", "saldo minimum berapa", "saldo saya hilang", "saldo saya berkurang",
        "cara ganti pin gimana", "how do I top up?", "how to top up via bca", "cara isi saldo lewat bni gimana",
        "bisa top up di alfamart?", "bisa kirim ke bank?", "premium?", "apa itu premium?", "syarat premium apa",
        "berapa biaya transfer", "is it safe", "apakah kaspro aman?", "kapan petugas online?",
        "kenapa uang saya belum sampai", "uang saya belum masuk", "transfer gagal", "kenapa transfer ke budi gagal",
        "uang yang tadi saya kirim", "akun saya diblokir kenapa", "gimana cara daftar",
        "kirim uang ke luar negeri bisa ga?", "minta kode otp lagi", "kirim ulang kode",
        "that's not right", "sure? no", "ya?", "salah", "saya tidak mau kirim uang", "jangan transfer dulu",
        "jangan batalkan", "tarif", "batas", "/unknown", "0", "a" * 401,
    ],
)  # fmt: skip
def test_a_question_or_a_riddle_asks_for_nothing(text: str) -> None:
    meaning = understand(text)
    assert (meaning.intent, meaning.whole) == ("none", False)


@pytest.mark.parametrize(
    ("text", "alternatives"),
    [
        ("isi 50rb", ("topup", "buy_credit")),
        ("token", ("topup", "withdraw", "pay_bill")),
        ("50rb ke budi", ("transfer",)),
    ],
)
def test_two_meanings_are_offered(text: str, alternatives: tuple[str, ...]) -> None:
    meaning = understand(text, busy=True)
    assert (meaning.intent, meaning.alternatives) == ("none", alternatives)


def test_a_sentence_is_understood_in_a_third_of_a_millisecond() -> None:
    sentences = [text for _, texts in ASKED for text in texts.split("|")] + [
        "kirim 50rb ke 081298764567 buat makan"
    ] * 20
    took = []
    for sentence in sentences:
        began = time.perf_counter()
        understand(sentence)
        took.append(time.perf_counter() - began)
    assert statistics.median(took) < 0.0003


@pytest.mark.parametrize(
    "text",
    [
        "salah kirim 50rb ke sari", "baru aja transfer 50rb ke sari tapi salah nomor", "wrong transfer 50k to sari",
        "kok kirim 50rb ke sari dua kali", "kapan sari kirim 50rb", "siapa yang kirim 50rb ke saya",
        "kemarin saya kirim 50rb ke 081298764567", "sudah kirim 50rb ke sari?", "i already sent 50k to sari",
    ],
)  # fmt: skip
def test_what_is_told_or_asked_of_money_that_moved_sends_none(text: str) -> None:
    assert understand(text).intent == "none"
    assert not understand(text).alternatives
