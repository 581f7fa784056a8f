"""Laws of reading: what we write we read back, and no text breaks us or keeps us busy."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.understand.agreement import agreement
from bot.understand.amounts import find_amounts, read_amount
from bot.understand.intents import understand
from bot.understand.normalise import normalise
from bot.understand.phones import find_phones, read_phone

AMOUNTS = some.integers(min_value=1_000, max_value=2 * 10**9)
SECONDS_MAX = 0.05
TROUBLESOME = some.text(alphabet="0123456789.,- ()+rpRPkjtbe_٠１\u200b\u202e\x00satulimahpnkerd?/😀", max_size=120)


@given(AMOUNTS)
@settings(max_examples=200, deadline=None)
def test_an_amount_reads_back_as_written(amount: int) -> None:
    with_commas = f"{amount:,}"
    with_dots = with_commas.replace(",", ".")
    for written in (f"Rp{with_dots}", f"Rp{with_commas}", with_dots, with_commas, str(amount), f"Rp {with_dots},-"):
        assert read_amount(written).value == amount


@given(some.integers(min_value=1, max_value=9_999))
@settings(max_examples=100, deadline=None)
def test_thousands_read_back_as_written(thousands: int) -> None:
    for written in (f"{thousands}k", f"{thousands}rb", f"{thousands} ribu"):
        assert read_amount(written).value == thousands * 1_000
        assert understand(f"kirim {written} ke sari").slots == {"amount": thousands * 1_000, "name": "sari"}


@given(some.one_of(some.text(max_size=200), TROUBLESOME))
@settings(max_examples=400, deadline=None)
def test_any_text_is_heard_without_a_crash(text: str) -> None:
    amount = read_amount(text)
    assert amount.value is None or 0 < amount.value < 10**15
    understand(text)
    read_phone(text)
    agreement(text)
    normalise(text)
    for found in find_amounts(text):
        assert text[found.start : found.end] == found.text
    for number in find_phones(text):
        assert text[number.start : number.end] == number.text


@pytest.mark.parametrize(
    "text",
    [
        "1" * 10_000, "1 " * 200, "1," * 200, "lima " * 80, "0812 " * 80, "62 8 " * 80, "rp " * 130, "a" * 400,
        "ke a " * 100, "bukan " * 66, "bukan a " * 50, "wa.me/" * 66, "1jt" * 133, "buat " * 80, "(" * 400,
        "ya " * 133, "😀" * 10_000,
    ],
)  # fmt: skip
def test_no_text_keeps_us_busy(text: str) -> None:
    for hear in (understand, read_amount, find_amounts, read_phone, find_phones, agreement, normalise):
        began = time.perf_counter()
        hear(text)
        assert time.perf_counter() - began < SECONDS_MAX, hear.__name__
