"""Intents: what a message asks for, and the values that it brings.

Exact phrases first, then keywords, then slips of the finger; what fits none of them is intent "none".
"""

from __future__ import annotations

import re

from bot.understand.corrections import corrected_name, is_only_filler
from bot.understand.filling import filled
from bot.understand.meaning import Meaning
from bot.understand.normalise import normalise
from bot.understand.phrases import SLASHES, TWO_MEANINGS
from bot.understand.recipients import NONE, note_alone, note_of, without_note
from bot.understand.requests import exact, is_about, requested, without_politeness, words_of
from bot.understand.slips import mended
from bot.understand.slots import Values, values_of

TEXT_MAX = 400
SLASH = re.compile(r"/([a-z_]{1,20})(?:@[A-Za-z0-9_]{1,32})?(?:\s+|$)")
TRANSFER_VERB = re.compile(
    r"(?<![^\W_])(?:kirim\w{0,3}|krim|krm|tf\w{0,2}|trf|transfer\w{0,2}|send|minta|request)(?![^\W_])", re.IGNORECASE
)
MENDED_WORDS_MAX = 6
SURE, LIKELY, MENDED = 1.0, 0.9, 0.8


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
        return filled(known, text, values_of(text), words, SURE)
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
        return filled(intent, text, values, words, LIKELY, note=note)
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
    return corrected if intent is None else filled(intent, text, values, better, MENDED, note=note)


def _command(name: str, rest: str) -> Meaning:
    intent = SLASHES.get(name)
    if intent is None:
        return Meaning()
    values = values_of(rest)
    return filled(intent, rest, values, words_of(normalise(rest)), SURE, note=note_of(values.blanked))


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
