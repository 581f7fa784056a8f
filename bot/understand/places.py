"""Places and times: which bank, channel, biller, language, count and period a message names."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.understand.vocabulary import BANKS, BILLERS, CHANNELS, LANGUAGES, MONTHS, PERIODS

Slots = dict[str, str | int]

COUNT = re.compile(r"(?<![0-9.,])([1-9][0-9]?)(?![0-9.,a-z])")
COUNT_WORDS = {
    "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9, "sepuluh": 10,
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
CUSTOMER_NUMBER = re.compile(r"(?<![0-9A-Za-z.,+])([0-9]{6,20})(?![0-9A-Za-z.,])")
ACCOUNT = re.compile(r"(?<![0-9A-Za-z.,+])([0-9]{8,16})(?![0-9A-Za-z.,])")
OTHER_BANK = frozenset({("bank", "lain"), ("bank", "lainnya"), ("other", "bank"), ("another", "bank")})
BANKS_THAT_PAY_CASH = frozenset({"danamon"})


def bank_of(words: list[str]) -> Slots:
    """Return the bank that is named, if it is one."""
    banks = dict.fromkeys(BANKS[word] for word in words if word in BANKS)
    return {"bank": next(iter(banks))} if len(banks) == 1 else {}


def bank_to_pay_from(words: list[str]) -> Slots:
    """Return the bank that money is to come from; "bank lain" is one too, for it has steps of its own (FAQ 9)."""
    named = bank_of(words)
    return named or ({"bank": "other"} if any(pair in OTHER_BANK for pair in pairwise(words)) else {})


def channel_of(words: list[str]) -> Slots:
    """Return the shop, the friend or the banking channel that is named, if it is one."""
    channels = dict.fromkeys(CHANNELS[word] for word in words if word in CHANNELS)
    if ("m", "banking") in pairwise(words):
        channels["mobile"] = None
    return {"channel": next(iter(channels))} if len(channels) == 1 else {}


def cash_place_of(words: list[str]) -> Slots:
    """Return where cash is to be handed out; Lawson takes it in only (FAQ 9, FAQ 10)."""
    if "lawson" in words:
        return {"channel": "lawson"}
    channel = channel_of(words)
    bank = bank_of(words).get("bank")
    if bank is not None and bank in BANKS_THAT_PAY_CASH and channel.get("channel") in (None, "atm"):
        return {"channel": bank}
    return channel


def biller_of(words: list[str], text: str) -> Slots:
    """Return the biller and the customer number with it."""
    slots: Slots = {}
    billers = dict.fromkeys(BILLERS[word] for word in words if word in BILLERS)
    if len(billers) == 1:
        slots["biller"] = next(iter(billers))
    numbers = CUSTOMER_NUMBER.findall(text)
    if len(numbers) == 1:
        slots["customer_no"] = numbers[0]
    return slots


def account_of(text: str) -> Slots:
    """Return the bank account number, if one stands there."""
    accounts = ACCOUNT.findall(text)
    return {"account": accounts[0]} if len(accounts) == 1 else {}


def language_of(words: list[str]) -> Slots:
    """Return the language that is asked for, if it is one."""
    languages = dict.fromkeys(LANGUAGES[word] for word in words if word in LANGUAGES)
    return {"language": next(iter(languages))} if len(languages) == 1 else {}


def span_of_time(words: list[str], text: str) -> Slots:
    """Return how many entries, or of which period: "2 terakhir", "bulan lalu", "november"."""
    slots: Slots = {}
    padded = f" {' '.join(words)} "
    period = next((name for phrase, name in PERIODS.items() if f" {phrase} " in padded), None)
    months = [MONTHS[word] for word in words if word in MONTHS]
    if period is not None:
        slots["period"] = period
    elif len(months) == 1:
        slots["period"] = f"month:{months[0]}"
    counts = [int(count) for count in COUNT.findall(text)] or [
        COUNT_WORDS[word] for word in words if word in COUNT_WORDS
    ]
    if len(counts) == 1 and not months:
        slots["count"] = counts[0]
    return slots
