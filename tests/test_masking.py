"""What is typed is stored without anything that is, or looks like, a PIN."""

from __future__ import annotations

import pytest

from bot.chat import Run
from bot.masking import Masked, is_six_digits, mask
from models.conversations import MASK

SECRET = Run("transfer", "k", asked="pin", secret=True)
AMOUNT = Run("transfer", "k", asked="amount", digits=True)
OTHER = Run("transfer", "k", asked="recipient")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("482915", MASK), (" 482915 ", MASK), ("4 8 2 9 1 5", MASK), ("482.915", MASK), ("48-29-15", MASK),
        ("48291", MASK), ("4829155", MASK), ("482915!", MASK), ("*482915*", MASK), ("４８２９１５", MASK), ("1", MASK),
        ("482915 kak", f"{MASK} kak"), ("pin saya 482915", f"pin saya {MASK}"), ("pin482915", f"pin{MASK}"),
        ("ini 4 8 2 9 1 5 ya", f"ini {MASK} ya"), ("eh 60rb", "eh 60rb"), ("eh Rp482.915", "eh Rp482.915"),
        ("Rp 150.000 aja", "Rp 150.000 aja"), ("kirim 50rb ke 081298764567", "kirim 50rb ke 081298764567"),
        ("batal", "batal"), ("", ""),
    ],
)  # fmt: skip
def test_while_a_secret_is_asked(typed: str, stored: str) -> None:
    assert mask(typed, SECRET) == Masked(stored, leaked=False)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("482915", MASK), (" 482915\n", MASK), ("482915.", MASK), ("4 8 2 9 1 5", MASK), ("482 915", MASK),
        ("48-29-15", MASK), ("４８２９１５", MASK), ("pin saya 482915", f"pin saya {MASK}"),
        ("PINku 482915", f"PINku {MASK}"),
        ("pinnya:482915", f"pinnya:{MASK}"), ("kode otp 482915", f"kode otp {MASK}"),
        ("my password 482915", f"my password {MASK}"),
        ("pin 4 8 2 9 1 5", f"pin {MASK}"), ("pin482915", f"pin{MASK}"),
    ],
)  # fmt: skip
def test_nobody_asked_for_a_pin(typed: str, stored: str) -> None:
    for run in (None, OTHER):
        assert mask(typed, run) == Masked(stored, leaked=True)


@pytest.mark.parametrize(
    "typed",
    [
        "saldo", "50000", "48291", "4829155", "Rp482.915", "482.915", "081298764567", "0812 9876 4567",
        "kirim 482915 ke sari", "bayar Rp150.000 pakai kode promo", "lupa pin", "kode pos 40115", "spinner 482915", "",
    ],
)  # fmt: skip
def test_other_words_stay_as_they_are(typed: str) -> None:
    assert mask(typed, None) == Masked(typed, leaked=False)


def test_six_digits_are_a_fair_amount_where_one_is_asked() -> None:
    assert mask("482915", AMOUNT) == Masked("482915", leaked=False)
    assert mask("4 8 2 9 1 5", AMOUNT) == Masked(MASK, leaked=True)
    assert mask("pin 482915", AMOUNT) == Masked(f"pin {MASK}", leaked=True)


@pytest.mark.parametrize(
    ("typed", "counts"),
    [
        ("482915", True),
        (" 482915 ", True),
        ("4 8 2 9 1 5", False),
        ("４８２９１５", False),
        ("48291", False),
        ("x", False),
    ],
)
def test_only_six_ascii_digits_count_as_a_try(typed: str, counts: bool) -> None:
    assert is_six_digits(typed) is counts
