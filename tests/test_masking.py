"""What is typed is stored without anything that is, or looks like, a PIN."""

from __future__ import annotations

import pytest

from bot.chat import Run
from bot.masking import TOKEN_MASK, Masked, is_six_digits, mask
from bot.understand.amounts import read_amount
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


@pytest.mark.parametrize("typed", ["482915", "482900", "100000", "250050", "123456", "999999", "150075", "120010"])
def test_what_is_read_as_no_amount_is_kept_as_none(typed: str) -> None:
    """Six digits are either an amount or masked: what the reader refuses is a PIN rather, and must not be stored."""
    assert mask(typed, AMOUNT).leaked == (read_amount(typed).value is None)


def test_six_digits_are_a_fair_amount_where_one_is_asked() -> None:
    assert mask("482900", AMOUNT) == Masked("482900", leaked=False)
    assert mask("482915", AMOUNT) == Masked(MASK, leaked=True)  # Taken for no amount, so a PIN rather.
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


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("3171046512950003", MASK),
        ("nik saya 3171 0465 1295 0003 kak", f"nik saya {MASK} kak"),
        ("３１７１０４６５１２９５０００３", MASK),
        ("3171/0465/1295/0003", MASK),
        ("nik 31.71.04 / 651295 / 0003", f"nik {MASK}"),
        ("VA 1090108127766554", "VA 1090108127766554"),
        ("10901081277665544", "10901081277665544"),
        ("kirim 50rb ke 081298764567", "kirim 50rb ke 081298764567"),
    ],
)
def test_a_ktp_number_is_masked_whenever_it_comes(typed: str, kept: str) -> None:
    assert mask(typed, None) == Masked(kept, leaked=False, number=kept != typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("B1234567", MASK),
        ("paspor AB 123456", f"paspor {MASK}"),
        ("9505-1234-0021", MASK),
        ("no sim: 950512340021.", f"no sim: {MASK}."),
        ("saldo", "saldo"),
        ("kirim 50rb", "kirim 50rb"),
    ],
)
def test_while_a_number_is_asked_all_that_may_be_one_is_masked(typed: str, kept: str) -> None:
    run = Run("upgrade_premium", "key", asked="number sim", secret=True, wants="number")
    assert mask(typed, run) == Masked(kept, leaked=False, number=kept != typed)


@pytest.mark.parametrize("asked", ["card", "photo sim", "selfie sim"])
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("nomor sim saya 9505 1234 0021", f"nomor sim saya {MASK}"),
        ("SIM 9505/1234/0021", f"SIM {MASK}"),
        ("950512340021", MASK),
        ("081234560021", MASK),
        ("paspor B1234567 ya", f"paspor {MASK} ya"),
        ("AB 123456", MASK),
        ("3171/0465/1295/0003", MASK),
        ("kirim 50rb ke 081298764567", "kirim 50rb ke 081298764567"),
        ("kirim Rp1500000 ke 0812-9876-4567", "kirim Rp1500000 ke 0812-9876-4567"),
        ("transfer 1500000", "transfer 1500000"),
        ("1.500.000", "1.500.000"),
        ("2000000 rupiah", "2000000 rupiah"),
        ("ktp", "ktp"),
    ],
)
def test_an_id_number_is_masked_anywhere_in_the_premium_conversation(asked: str, typed: str, kept: str) -> None:
    run = Run("upgrade_premium", "key", asked=asked)
    assert mask(typed, run) == Masked(kept, leaked=False, number=kept != typed)


def test_a_pin_is_still_a_pin_in_the_premium_conversation() -> None:
    run = Run("upgrade_premium", "key", asked="card")
    assert mask("482915", run) == Masked(MASK, leaked=True)
    at_the_end = Run("upgrade_premium", "key", asked="pin", secret=True, keypad=True)
    for typed in ("482915", "4829155", "950512340021"):
        assert mask(typed, at_the_end) == Masked(MASK, leaked=False)
    assert mask("sim 950512340021", at_the_end) == Masked(f"sim {MASK}", leaked=False, number=True)


@pytest.mark.parametrize("run", [None, OTHER, AMOUNT])
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("token 1748 3394 ditolak kasir", f"token {TOKEN_MASK} ditolak kasir"),
        ("kode token saya 17483394", f"kode token saya {TOKEN_MASK}"),
        ("Token tarik: `1748 3394`", f"Token tarik: `{TOKEN_MASK}`"),
        ("token tarik 17483394 ga bisa", f"token tarik {TOKEN_MASK} ga bisa"),
        ("tokenku 1748-3394", f"tokenku {TOKEN_MASK}"),
        ("my token is 1748.3394!", f"my token is {TOKEN_MASK}!"),
        ("1748 3394 tokennya, 2 kali ditolak", f"{TOKEN_MASK} tokennya, 2 kali ditolak"),
        ("token 1748 3394 2 kali ditolak", f"token {TOKEN_MASK} 2 kali ditolak"),
        ("token １７４８ ３３９４", f"token {TOKEN_MASK}"),
    ],
)
def test_a_token_that_is_spoken_of_is_masked(run: Run | None, typed: str, kept: str) -> None:
    assert mask(typed, run) == Masked(kept, leaked=False)


@pytest.mark.parametrize("typed", ["17483394", " 1748 3394 ", "1748-3394.", "*1748 3394*"])
def test_a_token_alone_is_masked(typed: str) -> None:
    for run in (None, OTHER):
        kept = mask(typed, run)
        assert TOKEN_MASK in kept.text
        assert not kept.leaked
        assert "1748" not in kept.text


@pytest.mark.parametrize(
    "typed",
    [
        "buat token 10.000.000", "token tarik Rp20000000", "token 20000000 rupiah", "tarik 20000000 pakai token",
        "token sebesar 12500000", "token ke 081298764567", "token ke 0812 9876 4567", "token +62 812-9876-4567",
        "token VA 1090108127766554", "token VA 1090 1081 2776 6554", "token tidak masuk, telepon (021) 50928595",
        "telepon 021-50928595 soal token", "token listrik 1234 5678 9012 3456 7890", "kirim 20000000 ke sari",
        "mana uang 17483394 saya", "tokenisasi 17483394",
    ],
)  # fmt: skip
def test_amounts_and_numbers_beside_a_token_stay(typed: str) -> None:
    assert mask(typed, None) == Masked(typed, leaked=False)


def test_eight_digits_are_a_fair_amount_where_one_is_asked() -> None:
    assert mask("20000000", AMOUNT) == Masked("20000000", leaked=False)
    assert mask("1748 3394", AMOUNT) == Masked(TOKEN_MASK, leaked=False)
