"""Phones are Indonesian mobile numbers, or nothing."""

from __future__ import annotations

import pytest

from bot.understand.phones import Number, find_phones, read_phone

SARI = "+6281298764567"


@pytest.mark.parametrize(
    "text",
    [
        "081298764567", "0812-9876-4567", "0812 9876 4567", "0812.9876.4567", "0812-98764567", "0812 987 645 67",
        "6281298764567", "+6281298764567", "+62 812 9876 4567", "+62 812-9876-4567", "+62-812-9876-4567",
        "62 812 9876 4567", "81298764567", "812 9876 4567", "812-9876-4567", "(0812) 9876-4567", "(0812) 9876 4567",
        "(+62) 812-9876-4567", "+62 (0)812 9876 4567", "+62081298764567", "0812 - 9876 - 4567", "wa.me/6281298764567",
        "https://wa.me/6281298764567", "https://wa.me/6281298764567?text=halo",
        "https://api.whatsapp.com/send?phone=6281298764567", "tel:+6281298764567", "nomornya 081298764567",
        "ke 081298764567 aja", "no hp 081298764567 ya", "WA: 081298764567.", "  081298764567\n", "081298764567🙏",
        "081298764567, 081298764567",
    ],
)  # fmt: skip
def test_a_mobile_number_is_read(text: str) -> None:
    assert read_phone(text) == Number(SARI)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0812345678", "+62812345678"), ("0812345678901", "+62812345678901"),
        ("0881234567", "+62881234567"), ("0895123456789", "+62895123456789"),
    ],
)  # fmt: skip
def test_short_and_long_numbers_are_read(text: str, value: str) -> None:
    assert read_phone(text) == Number(value)


@pytest.mark.parametrize(
    "text",
    [
        "", "halo", "50000", "0812", "08123456", "08123456789012", "0812 3456 7890 12", "0812 9876 4567 0123",
        "0215092859", "021-50928595", "+62 21 50928595", "08091234567", "0841234567890", "+1 650 253 0000",
        "+65 8123 4567", "1081298764567", "081298764567x", "x081298764567", "0812_9876_4567", "0812/9876/4567",
        "081298764567rb", "081298764567.50", "٠٨١٢٩٨٧٦٤٥٦٧", "０８１２９８７６４５６７", "0812\u200b98764567",
        "\u202e081298764567", "081298764567\u200b", "0812−9876−4567", "+081298764567", "++6281298764567",
        "kirim 50rb ke 081298764567", "sari 081298764567", "0812" * 30, "8" * 10_000, "http://contoh.id/081298764567",
    ],
)  # fmt: skip
def test_anything_else_is_no_number(text: str) -> None:
    assert read_phone(text) == Number()


@pytest.mark.parametrize(
    "joined", ["081298764567 atau 081277665544", "081298764567, 081277665544", "081298764567 081277665544"]
)
def test_two_numbers_are_asked_about(joined: str) -> None:
    assert read_phone(joined) == Number(candidates=(SARI, "+6281277665544"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kirim 50rb ke 081298764567 buat makan", ["081298764567"]),
        ("kirim 081298764567 50000", ["081298764567"]),
        ("0812 9876 4567 50rb", ["0812 9876 4567"]),
        ("0812 9876 4567 50 ribu", ["0812 9876 4567"]),
        ("0812 9876 4567 50.000", ["0812 9876 4567"]),
        ("ke 0812-9876-4567: 50rb", ["0812-9876-4567"]),
        ("dari 081277665544 ke 081298764567", ["081277665544", "081298764567"]),
        ("0812 9876 4567 5 ratus ribu", ["0812 9876 4567"]),
        ("0812-9876-4567 5 ratus ribu", ["0812-9876-4567"]),
        ("(0812) 9876 4567 sejuta", ["(0812) 9876 4567"]),
        ("wa.me/6281298764567 kirim 20rb", ["wa.me/6281298764567"]),
        ("+62 812-9876-4567 100.000", ["+62 812-9876-4567"]),
        ("kirim 812345678 ke budi", []),
        ("0812 3456 789 0123", []),
        ("kirim 50.000.000", []),
    ],
)
def test_numbers_are_found_in_a_sentence(text: str, found: list[str]) -> None:
    assert [each.text for each in find_phones(text)] == found
