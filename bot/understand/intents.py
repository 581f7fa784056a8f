"""Intents: what a message asks for, and the values that it brings.

Exact phrases first, then keywords, then slips of the finger; what fits none of them is intent "none".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.understand import places
from bot.understand.corrections import corrected_name, is_only_filler
from bot.understand.normalise import normalise
from bot.understand.phrases import SLASHES, TWO_MEANINGS
from bot.understand.places import Slots
from bot.understand.recipients import (
    FROM,
    NONE,
    TO,
    Said,
    name_after_to,
    name_among,
    note_alone,
    note_of,
    without_note,
)
from bot.understand.requests import exact, is_about, requested, without_politeness, words_of
from bot.understand.slips import mended
from bot.understand.slots import DENIED, Values, values_of

TEXT_MAX = 400
SLASH = re.compile(r"/([a-z_]{1,20})(?:@[A-Za-z0-9_]{1,32})?(?:\s+|$)")
TRANSFER_VERB = re.compile(
    r"(?<![^\W_])(?:kirim\w{0,3}|krim|krm|tf\w{0,2}|trf|transfer\w{0,2}|send|minta|request)(?![^\W_])", re.IGNORECASE
)
MENDED_WORDS_MAX = 6
SURE, LIKELY, MENDED = 1.0, 0.9, 0.8


@dataclass(frozen=True)
class Meaning:
    """What a message means. `spans` holds the customer's own words for amount, phone, name and note.

    `whole` says that the message is only a correction or an answer: slots, and no other word that matters.
    """

    intent: str = "none"
    slots: Slots = field(default_factory=dict)
    spans: dict[str, str] = field(default_factory=dict)
    confidence: float = 0.0
    alternatives: tuple[str, ...] = ()
    whole: bool = False


def understand(text: str) -> Meaning:
    """Return what a message asks for; intent "none" when that is not certain."""
    text = text.strip()
    if not text or len(text) > TEXT_MAX:
        return Meaning()
    slash = SLASH.match(text)
    if slash is not None:
        return _command(slash[1], text[slash.end() :])
    plain = normalise(text)
    words, asks = words_of(plain), "?" in text
    has_digits = any(sign.isnumeric() for sign in plain)
    known = None if has_digits else exact(text, words, asks=asks)
    if known is not None:
        return _meaning(known, text, values_of(text), words, SURE)
    return _sentence(text, words, asks=asks)


def _sentence(text: str, words: list[str], *, asks: bool) -> Meaning:
    values = values_of(text)
    note = note_of(values.blanked) if TRANSFER_VERB.search(values.blanked) else NONE
    if note.text:
        values = values.before(note.start)
        words = words_of(normalise(without_note(values.blanked, note)))
    has_values = bool(values.amounts or values.phones)
    intent = requested(words, asks=asks, has_values=has_values)
    if intent is not None:
        return _meaning(intent, text, values, words, LIKELY, note=note)
    corrected = _correction(values)
    if corrected.whole:
        return corrected
    if is_about(words):
        return Meaning()
    alone = note_alone(values.blanked)
    if alone:
        return Meaning("none", {"note": alone}, {"note": alone}, whole=True)
    if len(words) > MENDED_WORDS_MAX:
        return corrected
    better = mended(words)
    if better != words:
        intent = None if has_values else exact(" ".join(better), better, asks=asks)
        intent = intent or requested(better, asks=asks, has_values=has_values)
    return corrected if intent is None else _meaning(intent, text, values, better, MENDED, note=note)


def _command(name: str, rest: str) -> Meaning:
    intent = SLASHES.get(name)
    if intent is None:
        return Meaning()
    values = values_of(rest)
    return _meaning(intent, rest, values, words_of(normalise(rest)), SURE, note=note_of(values.blanked))


def _meaning(
    intent: str, text: str, values: Values, words: list[str], confidence: float, *, note: Said = NONE
) -> Meaning:
    """Return the intent with the slots that belong to it."""
    if intent.startswith("change "):
        return Meaning("change", {"what": intent.removeprefix("change ")}, confidence=confidence)
    slots: Slots = {}
    spans: dict[str, str] = {}
    if intent in {"transfer", "request_money"}:
        return _transfer(intent, values, words, confidence, note)
    if intent in {"topup", "withdraw", "pay_bill", "buy_credit", "pay_qr"}:
        values = values.without_long_numbers() if intent == "pay_bill" else values
        slots, spans = values.slots(), values.spans()
    if intent == "topup":
        slots |= places.bank_to_pay_from(words) | places.channel_of(words)
    elif intent == "withdraw":
        place = places.cash_place_of(words)
        slots |= place
        spans |= {slot: str(named) for slot, named in place.items()}  # "tarik di indomaret aja" corrects the place.
    elif intent == "pay_bill":
        slots |= places.biller_of(words, text)
    elif intent == "history":
        slots |= places.span_of_time(words, text)
    elif intent in {"link", "block_account"} and values.phones:
        slots, spans = {"phone": values.slots()["phone"]}, {"phone": values.spans()["phone"]}
    elif intent == "language":
        slots |= places.language_of(words)
    return Meaning(intent, slots, spans, confidence)


def _transfer(intent: str, values: Values, words: list[str], confidence: float, note: Said) -> Meaning:
    """Return sending or asking for money: whom, how much, what for."""
    slots: Slots = places.bank_of(words)
    if slots:
        slots |= {} if values.phones else places.account_of(values.text)
        values = values.without_long_numbers()
    slots |= values.slots()
    spans = values.spans()
    name = _recipient(
        without_note(values.blanked, note), may_stand_alone=not values.phones, asks_for=intent == "request_money"
    )
    if name.text:
        slots["name"] = spans["name"] = name.text
    if intent == "transfer" and (FROM - TO) & set(words) and not TO & set(words):
        for slot in ("phone", "name"):  # "from 0812…" names whose money it is to be, never who shall have it.
            slots.pop(slot, None)
            spans.pop(slot, None)
    if note.text:
        slots["note"] = spans["note"] = values.words_at(note.start, note.start + len(note.text))
    return Meaning(intent, slots, spans, confidence)


def _recipient(said: str, *, may_stand_alone: bool, asks_for: bool) -> Said:
    name, _ = corrected_name(said)
    if name.text or DENIED.search(said):
        return name
    if asks_for:
        return name_after_to(said, FROM)
    return name_among(said) if may_stand_alone else NONE


def _correction(values: Values) -> Meaning:
    """Return a message without a request: its slots, and whether it holds nothing else."""
    name, rest = corrected_name(values.blanked)
    slots, spans = values.slots(), values.spans()
    whole = is_only_filler(rest) and bool(spans or name.text)
    if name.text and whole:
        slots["name"] = spans["name"] = name.text
    words = without_politeness(words_of(normalise(rest)))
    alternatives = TWO_MEANINGS.get(" ".join(words), ())
    if whole and "amount" in spans and ("name" in spans or "phone" in spans):
        alternatives = ("transfer",)
    return Meaning("none", slots, spans, alternatives=alternatives, whole=whole)
