"""Wording: how the desk writes money, times, names and what was said.

English for staff; money and times as customers read them: a figure looks the same in a transcript and beside it.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from babel.dates import format_datetime
from markupsafe import Markup, escape

from bot.words import rupiah
from models.clock import WIB
from models.conversations import MASK
from models.money import Money
from models.references import spoken

CHANNELS = {"telegram": "Telegram", "whatsapp": "WhatsApp", "terminal": "Terminal", "sms": "SMS"}
HOUSES = {
    "bank": "bank",
    "fees": "fees of KasPro",
    "merchant": "merchant",
    "biller": "biller",
    "correction": "correction",
}
CODES = {
    "topup": "Top-up",
    "transfer": "Transfer",
    "fee": "Fee",
    "withdraw": "Withdrawal",
    "payment": "Payment",
    "reversal": "Reversal",
    "correction": "Correction",
}
CASES = {
    "asked": "asked for a person",
    "not_understood": "not understood",
    "failed_turn": "a message failed",
    "pin_locked": "PIN locked",
    "forgotten_pin": "forgot the PIN",
    "conflict": "one delivery, two contents",
}
CASE_WORDS = {"asked": "asked", "failed_turn": "failed", "forgotten_pin": "forgot PIN", "conflict": "conflict"}
"""What a list has room for, where that is less than the whole."""

_MILLION = 1_000_000
_MARKS = {"\ue000": "*", "\ue001": "`", "\ue002": "_", "\ue003": "~"}
"""Stand-ins for marks that a value contains, as the rows of what we say hold them."""
_RESTORED = str.maketrans(_MARKS)
_PAIR = re.compile(r"\*(?!\s)([^*\n]+)(?<!\s)\*|`([^`\n]+)`")
_TURNS_TEXT = re.compile("[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""Signs without a look of their own, some of which turn the text around them."""
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff]")
_HIDDEN_DIGITS = re.compile(f"{MASK}{MASK[0]}*")


def money(amount: int) -> str:
    """Return an amount as it is read: Rp1.250.000."""
    return rupiah(Money(amount), "id")


def of_most(amount: int, most: int) -> str:
    """Return a figure beside its limit, in millions where both have some: Rp1,25 of 20 million."""
    if most < _MILLION:
        return f"{money(amount)} of {money(most)}"
    if 0 < amount < _MILLION:
        return f"{money(amount)} of {_millions(most)} million"
    return f"Rp{_millions(amount)} of {_millions(most)} million"


def _millions(amount: int) -> str:
    whole, rest = divmod(amount, _MILLION)
    part = f"{rest // 10_000:02d}".rstrip("0")
    return f"{whole:,}".replace(",", ".") + (f",{part}" if part else "")


def clock(instant: datetime) -> str:
    """Return the time of day in WIB: 14.17."""
    return f"{instant.astimezone(WIB):%H.%M}"


def day(instant: datetime) -> str:
    """Return the day in WIB: Tuesday 24 November 2026."""
    return format_datetime(instant.astimezone(WIB), "EEEE d MMMM y", locale="en")


def month(instant: datetime) -> str:
    """Return the month in WIB: November."""
    return format_datetime(instant.astimezone(WIB), "LLLL", locale="en")


def month_year(instant: datetime) -> str:
    """Return the month in WIB: Nov 2026."""
    return format_datetime(instant.astimezone(WIB), "LLL y", locale="en")


def when(instant: datetime, now: datetime) -> str:
    """Return a time in a list: the hour today, else the day, with the year where it is another."""
    there, here = instant.astimezone(WIB), now.astimezone(WIB)
    if there.date() == here.date():
        return clock(instant)
    return format_datetime(there, "d MMM" if there.year == here.year else "d MMM y", locale="en")


def moment(instant: datetime) -> str:
    """Return a time in full: 24 Nov 2026, 14.17 WIB."""
    return f"{format_datetime(instant.astimezone(WIB), 'd MMM y', locale='en')}, {clock(instant)} WIB"


def second(instant: datetime) -> str:
    """Return a time in full, to the second: 24 Nov 2026, 14.17.05 WIB."""
    return f"{format_datetime(instant.astimezone(WIB), 'd MMM y', locale='en')}, {instant.astimezone(WIB):%H.%M.%S} WIB"


def span(lasted: timedelta) -> str:
    """Return how long something waits: 4 min, 3 h, 2 days."""
    minutes = max(int(lasted.total_seconds() // 60), 0)
    if minutes == 0:
        return "<1 min"
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    return f"{minutes // (24 * 60)} days"


def name(text: str) -> str:
    """Return a name without signs that cannot be seen."""
    return " ".join(_UNSEEN.sub("", _TURNS_TEXT.sub("", text)).split())


def said_by_us(text: str) -> Markup:
    """Return what we said: its bold and code, and secrets as a lock."""
    parts, at = [], 0
    for pair in _PAIR.finditer(text):
        parts.append(_plain(text[at : pair.start()]))
        tagged = Markup("<b>{}</b>") if pair[1] else Markup("<code>{}</code>")
        parts.append(tagged.format(_plain(pair[1] or pair[2])))
        at = pair.end()
    return Markup("").join([*parts, _plain(text[at:])])


def said_by_customer(text: str) -> Markup:
    """Return what a customer wrote, to the letter: no mark of hers is ours, and secrets are a lock."""
    return _plain(text)


def first_line(text: str) -> str:
    """Return what was said as one plain line for a list."""
    bare = _PAIR.sub(lambda pair: pair[1] or pair[2], text)
    bare = _HIDDEN_DIGITS.sub("[hidden]", bare)
    return name(bare.translate(_RESTORED))


def account(account_name: str) -> str:
    """Return an account of the house as staff call it: `bank:bca` is BCA, bank."""
    kind, _, which = account_name.partition(":")
    if kind not in HOUSES:
        return account_name
    return f"{which.upper() if kind == 'bank' else which.replace('_', ' ').capitalize()}, {HOUSES[kind]}"


def case_kind(kind: str) -> str:
    """Return why a person is needed, in words."""
    return CASES.get(kind, kind.replace("_", " "))


def case_word(kind: str) -> str:
    """Return why a person is needed, for a list."""
    return CASE_WORDS.get(kind, case_kind(kind))


def step_of(flow: str, question: str) -> str:
    """Return where in which conversation a message stands: `transfer · amount`; numbers within a name stay out."""
    asked = re.sub(r"( [0-9a-f]{16}| \+?[0-9]+)+$", "", question)
    return " · ".join(part.replace("_", " ") for part in (flow, asked) if part)


LOCK = Markup(
    '<span class="hidden-secret"><span class="lock" aria-hidden="true"></span><span lang="en">hidden</span></span>'
)


def _plain(text: str) -> Markup:
    """Return text escaped; what cannot be seen is named, and masked digits become a lock."""
    parts, at = [], 0
    for mask in _HIDDEN_DIGITS.finditer(text):
        parts += [_named(text[at : mask.start()]), LOCK]
        at = mask.end()
    return Markup("").join([*parts, _named(text[at:])])


def _named(text: str) -> Markup:
    shown = escape(_UNSEEN.sub("", text.translate(_RESTORED)))
    return Markup(  # noqa: S704  escaped in the line above
        _TURNS_TEXT.sub(lambda sign: f'<span class="sign" lang="en">U+{ord(sign[0]):04X}</span>', str(shown))
    )


__all__ = [
    "CHANNELS",
    "CODES",
    "account",
    "case_kind",
    "case_word",
    "clock",
    "day",
    "first_line",
    "moment",
    "money",
    "month",
    "month_year",
    "name",
    "of_most",
    "said_by_customer",
    "said_by_us",
    "second",
    "span",
    "spoken",
    "step_of",
    "when",
]
