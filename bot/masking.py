"""Masking: what a customer typed, as it may be stored.

While a secret is asked, a message of digits without a letter is masked whole, and any six digits in others. Six
digits that nobody asked for look like a PIN and are masked too. So is a KTP's number, whenever it comes, and whatever
may be an ID number while the customer applies for Premium. The digits of a token for a till are masked in words about a
token and when they are all that was typed. Digits of any script are hidden; only ASCII ones count as a try.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.chat import Run
from models.conversations import MASK
from models.id_numbers import is_plausible_nik

_SIX = re.compile(r"[0-9]{6}")
_AROUND = re.compile(r"^\W+|\W+$")
_HARDLY_A_SUM = re.compile(r"[0-9]{4}(?!00)[0-9]{2}")
"""Six bare digits that are taken for no amount even where one is asked (bot/understand/amounts.py): a PIN rather."""
_SPREAD_SIX = re.compile(r"\d(?:[\s\-]?\d){5}")
_SPACED_SIX = re.compile(r"(?<!\d)(?<!rp)(?<!rp[ .])\d(?:[ .\-]?\d){5}(?!\d)", re.IGNORECASE)
_SIXTEEN = re.compile(r"(?<!\d)\d(?:[ .\-/]{0,3}\d){15}(?!\d)")
_ID_NUMBER = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,2}[ .\-/]?)?\d(?:[ .\-/]{0,3}\d){5,}")
_TOKEN = re.compile(r"(?<!\d)(?<!\d{3}[ .\-])(?<!\d\))(?<!\d\) )\d{4}[ .\-]?\d{4}(?!\d)(?![ .\-]?\d{3})")
_SPEAKS_OF_TOKENS = re.compile(r"(?<![^\W\d_])token(s|ku|mu|nya)?(?![^\W\d_])", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3}){1,2}")
_MONEY_BEFORE = re.compile(
    r"(?<![^\W\d_])(rp|idr|uang|duit|saldo|nominal|jumlah|sebesar|sejumlah|senilai|amount|money)[ .:]*$", re.IGNORECASE
)
_MONEY_AFTER = re.compile(r"\s*(rupiah|perak|idr|rb|ribu|jt|juta)(?![^\W\d_])", re.IGNORECASE)
_MOVES_BEFORE = re.compile(
    r"(?<![^\W\d_])(kirim|transfer|tf|send|tarik|ambil|withdraw|isi|top ?up|bayar|pay|setor)[ .:]*$", re.IGNORECASE
)
_TO_BEFORE = re.compile(r"(?<![^\W\d_])(ke|kepada|to|va|virtual account)[ .:]*$", re.IGNORECASE)
_ID_DIGITS_MIN = 7
"""Fewer that stand alone are a PIN rather than the number of a card."""
TOKEN_MASK = "•••• ••••"  # noqa: S105  stands for a secret, is none
"""Unlike `MASK`: a token that was typed is no PIN, so nothing is warned of, and no message deleted."""
_SPEAKS_OF_SECRETS = re.compile(
    r"(?<![^\W\d_])(pin|otp|kode|code|sandi|password|passcode)(ku|mu|nya)?(?![^\W\d_])", re.IGNORECASE
)


@dataclass(frozen=True)
class Masked:
    """The text as it may be stored."""

    text: str
    leaked: bool
    """Whether it held digits that look like a PIN where none was asked."""
    number: bool = False
    """Whether it held what looks like the number of an identity card."""


def is_six_digits(text: str) -> bool:
    """Return whether the text is exactly six ASCII digits: nothing else counts as a try."""
    return _SIX.fullmatch(text.strip()) is not None


def mask(text: str, run: Run | None) -> Masked:
    """Return what of the text may be stored, given the run whose question is open."""
    without = _id_numbers_masked(_SIXTEEN.sub(_nik_masked, text), run)
    masked = _pins_masked(_tokens_masked(without, run), run)
    return replace(masked, number=without != text)


def _nik_masked(found: re.Match[str]) -> str:
    digits = "".join(sign for sign in found[0] if sign.isdecimal())
    return MASK if is_plausible_nik(digits) else found[0]


def _id_numbers_masked(text: str, run: Run | None) -> str:
    """Hide whatever may be a card's number; money, and whom it goes to, only where that number is asked for."""
    if run is None or (run.flow != "upgrade_premium" and run.wants != "number"):
        return text
    if run.wants == "number":
        return _ID_NUMBER.sub(MASK, text)
    if run.secret and not any(sign.isalpha() for sign in text):
        return text  # Masked whole, as a PIN.

    def masked(found: re.Match[str]) -> str:
        lettered, before = found[1] or "", text[: found.start()]
        if _is_money(text, found.end(), before + lettered, found[0].removeprefix(lettered)):
            return found[0]
        if _MOVES_BEFORE.search(before) or _TO_BEFORE.search(before + lettered):
            return found[0]
        enough = lettered or sum(sign.isdecimal() for sign in found[0]) >= _ID_DIGITS_MIN
        return MASK if enough else found[0]

    return _ID_NUMBER.sub(masked, text)


def _tokens_masked(text: str, run: Run | None) -> str:
    """Hide a token's eight digits in words about tokens, and where they stand alone and no amount is asked."""
    bare = _AROUND.sub("", text)
    amount_asked = run is not None and run.digits and bare.isdecimal()
    alone = _TOKEN.fullmatch(bare) is not None and not amount_asked
    if not alone and not _SPEAKS_OF_TOKENS.search(text):
        return text

    def masked(found: re.Match[str]) -> str:
        before, in_a_row = text[: found.start()], found[0].isdecimal()
        moved = in_a_row and found[0].endswith("000") and _MOVES_BEFORE.search(before)
        amount = in_a_row and _is_money(text, found.end(), before, found[0])
        return found[0] if moved or amount else TOKEN_MASK

    return _TOKEN.sub(masked, text)


def _is_money(text: str, end: int, before: str, digits: str) -> bool:
    """Return whether the digits are written as an amount is, or a word beside them says that they are one."""
    if _THOUSANDS.fullmatch(digits) or _MONEY_BEFORE.search(before):
        return True
    return _MONEY_AFTER.match(text, end) is not None


def _pins_masked(text: str, run: Run | None) -> Masked:
    if run is not None and run.secret:
        if any(sign.isdecimal() for sign in text) and not any(sign.isalpha() for sign in text):
            return Masked(MASK, leaked=False)
        return Masked(_SPACED_SIX.sub(MASK, text), leaked=False)
    bare = _AROUND.sub("", text)
    wanted = run is not None and run.digits and is_six_digits(bare) and not _HARDLY_A_SUM.fullmatch(bare)
    if not wanted and _SPREAD_SIX.fullmatch(bare):
        return Masked(MASK, leaked=True)
    if _SPEAKS_OF_SECRETS.search(text) and _SPACED_SIX.search(text):
        return Masked(_SPACED_SIX.sub(MASK, text), leaked=True)
    return Masked(text, leaked=False)
