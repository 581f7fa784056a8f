"""Edges: the words beside a number that make it something else than an amount of rupiah, or less than a certain one.

Asked by amounts.py about what stands just before and just after a number.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understand.numerals import HUNDRED, ONE_HUNDRED, ONE_OF_SCALE, SCALES, TEENS, TENS, UNITS
from bot.understand.wordlists import word_set

UNITS_AFTER = word_set(
    "pound gram grams kg kilo km meter metre m cm liter litre gb mb giga kwh watt va volt pct point coin tiliun menit "
    "minutes minute detik seconds hari days day minggu weeks week bulan months month tahun years year thn th orang "
    "people person org lembar pcs pc buah biji porsi bungkus kotak dus lusin ekor unit units kali times kalian x an "
    "transaksi transactions transaction mutasi digit digits angka"
)
"""What is counted by a bare number or a word for one: 1300 va, five people. After an ending, "50rb 3 hari", no more."""
CURRENCIES = word_set(
    "dolar dollar dollars usd sgd aud hkd jpy cny gbp euro euros eur yen ringgit rm myr won krw yuan rmb baht thb "
    "riyal sar pounds bitcoin btc usdt eth poin points koin coins triliun trilyun trillion persen percent"
)
"""What is no rupiah whatever stands before it: "50 ribu dolar"."""
NAMED_BEFORE = word_set(
    "kode code otp pin pinku pinnya tahun year thn tgl tanggal date jam "
    "pukul nomor nomer nmr number rt rw blok kamar room gang ref id referensi reference sku tipe type versi idpel rek "
    "rekening norek account acct va"
)
"""After one of them a bare number names something."""
NEGATIVE = word_set("minus negatif negative usd sgd aud hkd jpy cny gbp eur myr thb sar dolar ringgit")
MARKS_BEFORE = frozenset("$€£¥₩%")
HEDGES = (
    r"(?:kurang|lebih|setengah|separuh|separo|sepertiga|seperempat|dua\s*pertiga|sebagian|persen)\s+dari(?:\s+\w+){0,2}",
    r"(?:half|third|quarter|part|percent)\s+of(?:\s+\w+){0,2}|(?:less|more)\s+than|nearly|almost|hampir|like",
    r"kira(?:[\s-]*(?:kira|2))?|sekitar(?:an)?|kisaran|antara|around|about|approx(?:imately)?|roughly|beberapa|several",
    r"at\s+least|at\s+most|up\s+to|minimal|minimum|maksimal|maksimum|maximum|max|maks|paling\s+(?:banyak|sedikit|dikit)",
    r"[0-9a-z]+\s*(?:kali|x|lembar|buah|bungkus|porsi|pcs|orang|kotak|dus|tiket)|times|twice|double|kelipatan|hingga",
    r"sampai\s+dengan|under|below|above|di\s*(?:atas|bawah)|sisa(?:nya|in)?|remaining|balance\s+is|except|kecuali|selain|keep",
    r"(?:saldo|uang|duit)(?:ku|nya)?(?:\s+(?:saya|aku|gue|gw))?\s+(?:cuma|tinggal|ada|sisa)|i\s+(?:only\s+)?have(?:\s+only)?",
)
HEDGE_BEFORE = re.compile(
    rf"(?:%\s+(?:dari|of)(?:\s+\w+){{0,2}}|(?<![^\W_])(?:{'|'.join(HEDGES)}))\s+(?:rp\.?\s*|idr\s*)?$", re.IGNORECASE
)
"""Words before an amount that make it a measure of another."""
HEDGE_AFTER = re.compile(
    r"\s*(?:(?:[x×*]\s*[0-9]|x(?![^\W_]))|(?:kali|times|twice|lebih|kurang|ke\s+atas|ke\s+bawah|keatas|kebawah|"
    r"or\s+(?:more|less|so)|and\s+up|an)(?![^\W_])|\s[0-9]{1,2}\s*(?:x|kali)|\+|/)",
    re.IGNORECASE,
)
BROKEN_BEFORE = re.compile(
    r"[a-z]*(?:ratu?s+|rtus|puluh+|pulu|ribu+|jut+a+|belas+|hundre?d|thousand)|thousan?d?s?|mill?ion"
)
SCALES_CUT = frozenset({"plh", "rbu", "rts"})
"""A scale, or what a slip made of one: the number after it is the rest of a larger one."""
BROKEN_AFTER = re.compile(
    r"s[a-z]{0,2}t[a-z]?ng[a-z]{1,3}|(?:se|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)(?:pul|rat|rib|jut|bel)[a-z]*"
)
NUMBER_WORDS = sorted(
    word
    for word in {*UNITS, *TEENS, *TENS, *HUNDRED, *ONE_HUNDRED, *ONE_OF_SCALE, *SCALES, "puluh", "belas"}
    if len(word) > 3
)
LETTERS_MIN = 4
WORDS_KEPT_MAX = 2048
BEFORE_MAX = 48


@lru_cache(maxsize=WORDS_KEPT_MAX)
def is_broken(word: str, *, near: bool, follows: bool = False) -> bool:
    """Return whether a word beside a number is a slip of a number's, so that the number may be a piece of a larger one.

    `near` also takes what is one letter off a number word for it, as beside a number in words.
    """
    if not word.isalpha() or len(word) < LETTERS_MIN or word in NUMBER_WORDS:
        return not follows and word in SCALES_CUT
    if (BROKEN_AFTER if follows else BROKEN_BEFORE).fullmatch(word):
        return True
    return near and process.extractOne(word, NUMBER_WORDS, scorer=OSA.distance, score_cutoff=1) is not None


def hedge_before(text: str, start: int) -> int:
    """Return where the words begin that make the amount at `start` only a measure of another, or `start`."""
    low = max(0, start - BEFORE_MAX)
    found = HEDGE_BEFORE.search(text[low:start])
    return low + found.start() if found else start


def hedge_after(text: str, end: int) -> int:
    """Return where the words end that do the same after an amount, or `end`."""
    found = HEDGE_AFTER.match(text, end)
    return found.end() if found else end
