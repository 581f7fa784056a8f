"""Numerals: the words and endings that money is counted in, Indonesian, English and the slang of markets.

Read by amounts.py; values only, no grammar.
"""

from __future__ import annotations

UNITS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
TEENS = {
    "sepuluh": 10, "sebelas": 11, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "ninty": 90,
}  # fmt: skip
HUNDRED = frozenset({"ratus", "hundred"})
ONE_HUNDRED = frozenset({"seratus"})
HALF = frozenset({"setengah", "stengah", "half"})
POINT = frozenset({"koma", "point"})
"""What stands between a whole and its decimals when both are words: "satu koma lima juta"."""
ZERO = frozenset({"nol", "kosong", "zero", "oh"})

SCALES = {
    "rb": 1_000, "rbu": 1_000, "ribu": 1_000, "rebu": 1_000, "k": 1_000, "thousand": 1_000, "ribuan": 1_000,
    "ceng": 1_000, "grand": 1_000, "thousands": 1_000, "ribuh": 1_000, "rbuan": 1_000,
    "jt": 1_000_000, "juta": 1_000_000, "jeti": 1_000_000, "jta": 1_000_000, "million": 1_000_000, "mio": 1_000_000,
    "mil": 1_000_000, "mill": 1_000_000, "milion": 1_000_000, "millions": 1_000_000, "tiao": 1_000_000,
    "m": 1_000_000_000, "miliar": 1_000_000_000, "milyar": 1_000_000_000, "billion": 1_000_000_000,
}  # fmt: skip
GLUED_ONLY = frozenset({"m"})
"""Endings that count only without a space before them: "5 m" may be metres."""
ONE_OF_SCALE = {"seribu": 1_000, "serebu": 1_000, "sejuta": 1_000_000, "semiliar": 1_000_000_000}

SLANG = {
    "seceng": 1_000, "ceceng": 1_000, "noceng": 2_000, "goceng": 5_000, "ceban": 10_000, "noban": 20_000,
    "goban": 50_000, "cepekceng": 100_000, "nopekceng": 200_000, "gopekceng": 500_000, "cetiao": 1_000_000,
    "cetiaw": 1_000_000, "gotiao": 5_000_000, "gotiaw": 5_000_000,
}  # fmt: skip
SLANG_UNSURE = {"jigo": 25, "gocap": 50, "cepek": 100, "pego": 150, "nopek": 200, "gopek": 500}
"""Fifty by the book, fifty thousand in most mouths: always confirmed."""
SLANG_THOUSAND = frozenset({"ceng", "ribu", "rebu", "rb", "k"})

CURRENCY = frozenset({"rp", "idr"})
EVERY_WORD = frozenset(
    {*UNITS, *TEENS, *TENS, *HUNDRED, *ONE_HUNDRED, *HALF, *SCALES, *ONE_OF_SCALE, *SLANG, *SLANG_UNSURE, *CURRENCY}
)
