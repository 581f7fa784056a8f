"""Laws of reading: what we write we read back, and no text breaks us or keeps us busy."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.understand.agreement import agreement
from bot.understand.amounts import find_amounts, read_amount
from bot.understand.filling import slots_for
from bot.understand.intents import understand
from bot.understand.normalise import normalise
from bot.understand.phones import find_phones, read_phone

UNITS_ID = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
UNITS_EN = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS_EN = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def in_indonesian(number: int) -> str:
    """Return a number in Indonesian words, by the rules of school."""
    for worth, word, one in ((10**9, "miliar", "satu miliar"), (10**6, "juta", "satu juta"), (1000, "ribu", "seribu")):
        if number >= worth:
            head = one if number // worth == 1 else f"{in_indonesian(number // worth)} {word}"
            return f"{head} {in_indonesian(number % worth)}".strip()
    if number >= 100:
        head = "seratus" if number < 200 else f"{UNITS_ID[number // 100]} ratus"
        return f"{head} {in_indonesian(number % 100)}".strip()
    if number < 12:
        return UNITS_ID[number]
    if number < 20:
        return f"{UNITS_ID[number - 10]} belas"
    return f"{UNITS_ID[number // 10]} puluh {UNITS_ID[number % 10]}".strip()


def in_english(number: int, *, joined: str = " ") -> str:
    """Return a number in English words; `joined` stands between hundreds and tens."""
    for worth, word in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= worth:
            rest = in_english(number % worth, joined=joined)
            return f"{in_english(number // worth, joined=joined)} {word} {rest}".strip()
    if number >= 100:
        rest = in_english(number % 100)
        return f"{UNITS_EN[number // 100]} hundred" + (joined + rest if rest else "")
    if number < 20:
        return UNITS_EN[number]
    return f"{TENS_EN[number // 10]} {UNITS_EN[number % 10]}".strip()


def ways_of_writing(amount: int) -> list[str]:
    """Return an amount in every way that customers write it."""
    commas = f"{amount:,}"
    dots = commas.replace(",", ".")
    ways = [str(amount), dots, commas, f"{dots},00", f"{commas}.00", in_indonesian(amount), in_english(amount)]
    ways += [in_english(amount, joined=" and "), in_english(amount).replace("ty ", "ty-")]
    ways += [f"{dots},-", f"{amount},-", f"{in_indonesian(amount)} rupiah", f"{dots} perak", f"{amount} rupiah"]
    for worth, endings in (
        (1000, "rb| rb|ribu| ribu|k|K| rebu|RB| thousand"),
        (10**6, "jt| jt|juta| juta|JT| million|mio"),
    ):
        whole, rest = divmod(amount, worth)
        for ending in endings.split("|"):
            if not rest:
                ways.append(f"{whole}{ending}")
                if whole < 1000:
                    ways.append(f"{in_indonesian(whole)} {ending.strip()}")
            elif not rest % (worth // 100):
                decimals = f"{rest * 100 // worth:02}".rstrip("0")
                ways += [f"{whole}.{decimals}{ending}", f"{whole},{decimals}{ending}"]
    millions, thousands = divmod(amount, 10**6)
    if millions and thousands and not thousands % 1000:
        ways += [f"{millions}jt{thousands // 1000:03}", f"{millions} juta {thousands // 1000} ribu"]
        ways += [f"{millions}jt {thousands // 1000}rb", f"{millions}jt{thousands // 1000}rb"]
    return [form for way in ways for form in (way, f"Rp{way}", f"Rp. {way}", f"IDR {way}", f"rp {way}")]


AMOUNTS = some.one_of(
    some.integers(min_value=1, max_value=2 * 10**9),
    some.integers(min_value=1, max_value=9_999).map(lambda thousands: thousands * 1_000),
    some.integers(min_value=1, max_value=9_999).map(lambda hundredths: hundredths * 10_000),
)
FRAMES = (
    ("transfer", "kirim {} ke budi"), ("transfer", "tf {} ke budi buat makan"),
    ("transfer", "send {} to budi please"), ("transfer", "ke 081298764567 {} dong"),
    ("transfer", "transfer ke bca 1234567890 {}"), ("transfer", "kirim 75rb eh {} ke budi"),
    ("topup", "isi saldo {} lewat bca"), ("request_money", "minta {} ke sari"), ("withdraw", "tarik {} di indomaret"),
    ("pay_bill", "bayar listrik 530000000001 {}"), ("buy_credit", "pulsa {} 081298764567"),
)  # fmt: skip
SECONDS_MAX = 0.05
MONEY = ("transfer", "request_money", "topup", "withdraw", "pay_bill", "buy_credit", "history")
TROUBLESOME = some.text(alphabet="0123456789.,- ()+rpRPkjtbe_٠１\u200b\u202e\x00satulimahpnkerd?/😀", max_size=120)


@given(AMOUNTS)
@settings(max_examples=40, deadline=None)
def test_an_amount_reads_back_as_written_or_is_asked(amount: int) -> None:
    for written in ways_of_writing(amount):
        read = read_amount(written)
        assert read.value in (amount, None), written
        assert not read.candidates or amount in read.candidates, written


@given(AMOUNTS, some.sampled_from(FRAMES))
@settings(max_examples=60, deadline=None)
def test_a_request_has_the_amount_that_was_written_or_none(amount: int, frame: tuple[str, str]) -> None:
    intent, sentence = frame
    for written in ways_of_writing(amount)[::5]:
        meaning = slots_for(intent, sentence.format(written))
        assert meaning.slots.get("amount") in (amount, None), written
        assert read_amount(meaning.spans.get("amount", "")).value in (meaning.slots.get("amount"), None), written


@given(some.integers(min_value=1_000, max_value=2 * 10**9))
@settings(max_examples=200, deadline=None)
def test_the_plainest_ways_of_writing_are_never_asked(amount: int) -> None:
    commas = f"{amount:,}"
    dots = commas.replace(",", ".")
    for written in (f"Rp{dots}", f"Rp{commas}", dots, commas, f"Rp {dots},-", f"Rp{amount}"):
        assert read_amount(written).value == amount


@given(some.integers(min_value=1, max_value=9_999))
@settings(max_examples=100, deadline=None)
def test_thousands_read_back_as_written(thousands: int) -> None:
    for written in (f"{thousands}k", f"{thousands}rb", f"{thousands} ribu"):
        assert read_amount(written).value == thousands * 1_000
        assert slots_for("transfer", f"kirim {written} ke sari").slots == {"amount": thousands * 1_000, "name": "sari"}


@given(some.one_of(some.text(max_size=200), TROUBLESOME))
@settings(max_examples=400, deadline=None)
def test_any_text_is_heard_without_a_crash(text: str) -> None:
    amount = read_amount(text)
    assert amount.value is None or 0 < amount.value < 10**15
    understand(text)
    for intent in MONEY:
        meaning = slots_for(intent, text)
        value = meaning.slots.get("amount")
        assert value is None or (isinstance(value, int) and 0 < value < 10**15)
        assert read_amount(meaning.spans.get("amount", "")).value in (value, None)
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
        "ya " * 133, "😀" * 10_000, "1." * 100, "1,1." * 50, "eh 5 " * 80, "kirim ke " * 40, "satu" * 100,
        "dua puluh " * 40, "bca " + "no " * 130, "12 34 " * 66, "setengah dari " * 28, "sari bukan " * 36,
        "budi 5rb " * 44, "pak " * 100, "buat makan ke budi eh 5rb " * 15, "rek " + "nomor " * 60 + "1", "9 kali " * 57,
        "duapuluh" * 9 + "x",
    ],
)  # fmt: skip
def test_no_text_keeps_us_busy(text: str) -> None:
    for hear in (understand, read_amount, find_amounts, read_phone, find_phones, agreement, normalise):
        began = time.thread_time()
        hear(text)
        assert time.thread_time() - began < SECONDS_MAX, hear.__name__
    for intent in MONEY:
        began = time.thread_time()
        slots_for(intent, text[:400])
        assert time.thread_time() - began < SECONDS_MAX, intent
