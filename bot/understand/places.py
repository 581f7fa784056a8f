"""Places and times: which bank, channel, biller, language, count and period a message names."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from bot.understand.corrections import MARKER
from bot.understand.counting import below_thousand
from bot.understand.names import NONE, Said
from bot.understand.normalise import normalise
from bot.understand.numerals import SCALES
from bot.understand.tokens import tokens_of
from bot.understand.vocabulary import (
    BANKS,
    BILLERS,
    CHANNELS,
    DOUBTFUL_BANKS,
    LANGUAGES,
    MONTHS,
    NEGATIONS,
    PERIODS,
)  # fmt: skip
from bot.understand.wordlists import word_set

Slots = dict[str, str | int]

COUNT = re.compile(r"(?<![0-9.,])([1-9][0-9]?)(?![0-9.,a-z])")
NOT_MONEY_AFTER = rf"(?! ?(?:{'|'.join(sorted(SCALES))})(?![^\W_])|[.,][0-9]|[0-9A-Za-z_])"
CUSTOMER_NUMBER = re.compile(r"(?<![0-9A-Za-z.,+_-])[0-9]{6,20}" + NOT_MONEY_AFTER, re.ASCII)
GROUPED_NUMBER = re.compile(
    r"(?<![0-9A-Za-z.,+_-])[0-9]{2,6}(?:[ -][0-9]{2,6}){1,6}(?![ -]?[0-9])" + NOT_MONEY_AFTER, re.ASCII
)
ROUND = re.compile(r"[1-9][0-9]{0,3}000")
ACCOUNT = re.compile(r"(?<![0-9A-Za-z.,+_-])[0-9]{8,16}" + NOT_MONEY_AFTER, re.ASCII)
ACCOUNT_GROUPS = re.compile(
    r"(?<![0-9A-Za-z.,+_-])(?:[0-9]{1,6}(?:-[0-9]{1,6}){1,5}|[0-9]{3,4}(?: [0-9]{2,4}){1,4}"
    r"(?! ?[0-9]+(?![0-9]| ?(?:rb|rbu|ribu|k|jt|juta)(?![^\W_]))))" + NOT_MONEY_AFTER,
    re.ASCII,
)
RUPIAH = re.compile(r"(?:rp\.?|idr|sebesar|nominal)\s*$", re.IGNORECASE)
NUMBER_MIN = 10
MOBILE = re.compile(r"(?:0|62)8[0-9]{8,11}")
ACCOUNT_BEFORE = re.compile(
    r"(?:rekening|rek|norek|account|acct|acc|a/c|" + "|".join(sorted(BANKS)) + r")(?:nya|ku)?"
    r"(?:[\s:.#]|\b(?:no|nomor|number|num|saya|aku|gue|gw|my|dong|ya|atas|nama|is|adalah|ini|bank)\b)*$",
    re.IGNORECASE,
)  # fmt: skip
BANK_WORDS = frozenset({"bank", "rekening"})
DAYS = re.compile(
    r" (?:hari|days?|minggu|weeks?|bulan|months?|tahun|years?|jam|hours?|tanggal|tgl|juta|ribu) "
    r"(?!ini|lalu|kemarin|this)"
)
OTHER_BANK = frozenset({("bank", "lain"), ("bank", "lainnya"), ("other", "bank"), ("another", "bank")})
STOP = ","
PIECE = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|[,;!?:](?![0-9])|\.(?![^\s.])|(?<=\s)[-–—](?=\s)")
DENIED_WITHIN = 3
CORRECTS = word_set("eh salah sorry maaf wait actually ralat ganti ups oops jadi maksudnya maksud maksudku mean make")
"""What may stand before the place that is meant instead."""
MARKERS = CORRECTS | word_set("no tapi but")
"""What may stand around it."""
LINKS = (
    CORRECTS
    | {STOP}
    | word_set(
        "di ke at in to from dari lewat via pakai pake use the yang aja saja deh deng dong donk ya yah kak min mas "
        "mbak gan it i change saya aku gue tunggu atm bank nya ah oh please lah mending mendingan "
        "coba tarik ambil isi withdraw"
    )
)
DENIALS = [[word] for word in NEGATIONS]
DENIES_PLAINLY = word_set("bukan jangan not")
DENIES_NO_MORE = CORRECTS - {"jadi"} | word_set("tapi but melainkan malah")
WANTED = word_set("aja saja aj deh instead")
PREDICATES = word_set("ada bisa buka jadi mau jalan available open")
SHUT = word_set("tutup habis rusak penuh error closed full broken")
CONTRASTS = word_set("tapi tp but kecuali")
DOUBTS = word_set("kalau kalo klo jika if unless kecuali atau or")
"""With one of them and two places, nobody knows which."""
SAID_OF_ONE_MAX = 5
NO_BANK = frozenset({("bukan", "bank"), ("not", "bank")})
PHRASES_OF_TIME = sorted(PERIODS, key=lambda phrase: -len(phrase))
COUNT_END = 100
BANKS_THAT_PAY_CASH = frozenset({"danamon"})


def bank_of(words: list[str]) -> Slots:
    """Return the bank that is named, if it is one."""
    return _named("bank", words, BANKS)


def bank_to_send_to(words: list[str]) -> Slots:
    """Return the bank that money is to go to without an account; "mega" alone is somebody, "bank mega" is none."""
    if any(pair in NO_BANK for pair in pairwise(words)):
        return {}
    sure = [word for before, word in pairwise(["", *words]) if word not in DOUBTFUL_BANKS or before in BANK_WORDS]
    return bank_of(sure)


def pieces_of(text: str) -> list[str]:
    """Return the words of a text in plain spelling, and a comma wherever it makes a stop."""
    found = PIECE.findall(normalise(text).replace("’", "'"))
    return [piece if piece[0].isalpha() else STOP for piece in found]


def _named(slot: str, words: list[str], called: dict[str, str]) -> Slots:
    """Return the one that is named; of several one only where it is plain which: "…, eh di alfamart"."""
    named = _mentions(words, called)
    if len({mention.place for mention in named}) > 1:
        place = _plainly_meant(words, named)
        return {slot: place} if place else {}
    meant = [mention for mention in named if not _denial_before(words, mention.start)]
    return {slot: meant[0].place} if meant else {}


class Mention(NamedTuple):
    """A place, and between which words it is named."""

    start: int
    end: int
    place: str


def _mentions(words: list[str], called: dict[str, str]) -> list[Mention]:
    """Return what is named, from left to right; of two words and one the two go first."""
    found: list[Mention] = []
    at = 0
    while at < len(words):
        both = called.get(" ".join(words[at : at + 2])) if at + 1 < len(words) else None
        place, length = (both, 2) if both else (called.get(words[at]), 1)
        if place:
            found.append(Mention(at, at + length, place))
        at += length if place else 1
    return found


def _denial_before(words: list[str], at: int) -> str:
    """Return the negation that denies what stands at a place: "jangan di alfamart", but not "bukan, di alfamart"."""
    for word in reversed(words[max(0, at - DENIED_WITHIN) : at]):
        if word in NEGATIONS:
            return word
        if word == STOP or word in DENIES_NO_MORE or word in BANKS or word in CHANNELS:
            return ""
    return ""


def _plainly_meant(words: list[str], named: list[Mention]) -> str | None:
    """Return the only one of several places that is neither denied nor put right; nothing where that is unsure."""
    if not DOUBTS.isdisjoint(words):
        return None
    denied: set[str] = set()
    before: list[Mention] = []
    for mention in named:
        between = words[before[-1].end : mention.start] if before else []
        known = {each.place for each in before}
        negation = _denial_before(words, mention.start)
        if before and mention.place not in known and _puts_right(between, wanted=_is_wanted(words, mention)):
            denied = known
        elif not negation or (mention.place not in known and not before):
            denied |= {mention.place} if negation else set()
        elif mention.place in known or (
            negation in DENIES_PLAINLY and CORRECTS.isdisjoint(between) and not _is_wanted(words, mention)
        ):
            denied.add(mention.place)
        else:
            return None
        before.append(mention)
    last = named[-1]
    tail = words[last.end :]
    tail = tail[: tail.index(STOP)] if STOP in tail else tail
    if last.place not in denied and not (SHUT | NEGATIONS | {"no"}).isdisjoint(tail):
        return None
    left = {mention.place for mention in named} - denied
    return left.pop() if len(left) == 1 else None


def _is_wanted(words: list[str], mention: Mention) -> bool:
    return bool(words[mention.end : mention.end + 1]) and words[mention.end] in WANTED


def _puts_right(between: list[str], *, wanted: bool) -> bool:
    """Return whether the words between two places put the second there instead: "… eh …", "… ga ada, …"."""
    at = len(between)
    while at and (
        between[at - 1] == STOP or (between[at - 1] in LINKS and between[max(0, at - 2) : at - 1] not in DENIALS)
    ):
        at -= 1
    link, rest = between[at:], between[:at]
    if rest and (rest[-1] in PREDICATES or rest[-1] in SHUT):  # "alfamart ga ada, indomaret".
        is_denied = rest[-1] in SHUT or rest[-2:-1] in DENIALS
        is_parted = STOP in link or (wanted and rest[-1] not in {"jadi", "mau"})
        return is_denied and is_parted and len(rest) <= SAID_OF_ONE_MAX and CONTRASTS.isdisjoint(rest)
    if rest and (rest[-1] in NEGATIONS or rest[-1] == "no"):  # "indomaret, no, alfamart", "alfamart eh bukan, …".
        return link[:1] == [STOP] and CONTRASTS.isdisjoint(rest)
    return not CORRECTS.isdisjoint(link) and NEGATIONS.isdisjoint(rest) and CONTRASTS.isdisjoint(rest)


def bank_to_pay_from(words: list[str]) -> Slots:
    """Return the bank that money is to come from; "bank lain" is one too, for it has steps of its own (FAQ 9)."""
    named = bank_of(words)
    return named or ({"bank": "other"} if any(pair in OTHER_BANK for pair in pairwise(words)) else {})


def channel_of(words: list[str]) -> Slots:
    """Return the shop, the friend or the banking channel that is named, if it is one."""
    return _named("channel", words, CHANNELS)


def cash_place_of(words: list[str]) -> Slots:
    """Return where cash is to be handed out; Lawson takes it in only (FAQ 9, FAQ 10)."""
    called = CHANNELS | {"lawson": "lawson"}
    bank = bank_of(words).get("bank")
    if bank in BANKS_THAT_PAY_CASH:  # "atm danamon" is one place.
        called = {word: place for word, place in called.items() if place != "atm"}
        called |= {word: name for word, name in BANKS.items() if name == bank}
    return _named("channel", words, called)


def biller_of(words: list[str]) -> Slots:
    """Return the biller that is named, if it is one."""
    padded = f" {' '.join(words)} "
    billers = dict.fromkeys(
        name for phrase, name in BILLERS.items() if (phrase in words if " " not in phrase else f" {phrase} " in padded)
    )
    if len(billers) > 1:  # "the internet got cut off, pay indihome", "token listrik pln": the plainer word wins.
        billers = dict.fromkeys(name for name in billers if name in words) or billers
    return {"biller": next(iter(billers))} if len(billers) == 1 else {}


def customer_number_in(text: str) -> Said:
    """Return the customer number, if one stands there: the longest bare run of digits that is no round sum."""
    numbers = [match for match in CUSTOMER_NUMBER.finditer(text) if not RUPIAH.search(text[: match.start()])]
    wanted = [match for match in numbers if not ROUND.fullmatch(match[0])] or [
        m for m in numbers if len(m[0]) >= NUMBER_MIN
    ]
    if len({match[0] for match in wanted}) == 1 or (
        wanted and MARKER.search(text[wanted[-2].end() : wanted[-1].start()])
    ):
        return Said(wanted[-1].start(), wanted[-1][0])
    if not numbers:
        grouped = [m for m in GROUPED_NUMBER.finditer(text) if NUMBER_MIN <= len(digits_of(m[0])) <= 20]
        return Said(grouped[0].start(), grouped[0][0]) if len(grouped) == 1 else NONE
    return NONE


def account_in(text: str, *, has_bank: bool) -> Said:
    """Return the bank account number, if one stands there; a mobile number only where it is called an account."""
    found = []
    for pattern in (ACCOUNT, ACCOUNT_GROUPS):
        for match in pattern.finditer(text):
            digits = digits_of(match[0])
            named = bool(ACCOUNT_BEFORE.search(text[max(0, match.start() - 40) : match.start()]))
            apt = 8 <= len(digits) <= 16 and (has_bank or named)
            if apt and (named or not MOBILE.fullmatch(digits)) and not RUPIAH.search(text[: match.start()]):
                found.append((named, match))
        if found:
            break
    best = [match for named, match in found if named] or [match for _, match in found]
    return Said(best[0].start(), best[0][0]) if len({digits_of(match[0]) for match in best}) == 1 else NONE


def digits_of(number: str) -> str:
    """Return the digits of a number that was written in groups."""
    return re.sub("[^0-9]", "", number)


def language_of(words: list[str]) -> Slots:
    """Return the language that is asked for, if it is one."""
    languages = dict.fromkeys(LANGUAGES[word] for word in words if word in LANGUAGES)
    if len(languages) > 1 and words[0] in LANGUAGES:  # "English please, my Indonesian is not good enough."
        return {"language": LANGUAGES[words[0]]}
    return {"language": next(iter(languages))} if len(languages) == 1 else {}


def span_of_time(words: list[str], text: str) -> Slots:
    """Return how many entries, or of which period: "2 terakhir", "bulan lalu", "november"."""
    slots: Slots = {}
    padded = f" {' '.join(words)} ".replace("'s ", " ")
    periods = _periods(padded)
    asked = {
        at for at, (first, second) in enumerate(pairwise(words)) if first == "may" and second in {"i", "we", "you"}
    }
    months = dict.fromkeys(MONTHS[word] for at, word in enumerate(words) if word in MONTHS and at not in asked)
    if len(periods) == 1 and not months:
        slots["period"] = next(iter(periods))
    elif len(months) == 1 and not periods:
        slots["period"] = f"month:{next(iter(months))}"
    counts = [int(count) for count in COUNT.findall(text)] or _counts_in_words(text)
    spans_days = DAYS.search(padded) is not None
    if len(counts) == 1 and not months and not spans_days:
        slots["count"] = counts[0]
    return slots


def _periods(padded: str) -> list[str]:
    """Return the periods that are named; "minggu kemarin" is no "kemarin" besides."""
    named: list[str] = []
    for phrase in PHRASES_OF_TIME:
        if f" {phrase} " in padded:
            padded = padded.replace(f" {phrase} ", " ")
            if PERIODS[phrase] not in named:
                named.append(PERIODS[phrase])
    return named


def _counts_in_words(text: str) -> list[int]:
    """Return the numbers that a text says in words, from two to ninety-nine."""
    tokens = tokens_of(text)
    counts, at = [], 0
    while at < len(tokens):
        number, end = below_thousand(tokens, at) if tokens[at].kind == "word" else (0, at)
        if 1 < number < COUNT_END:
            counts.append(number)
        at = max(end, at + 1)
    return counts
