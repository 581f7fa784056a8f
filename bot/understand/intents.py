"""Intents: what a message asks for, and the values that it brings.

Exact phrases first, then keywords, then slips of the finger; what fits none of them is intent "none".
"""

from __future__ import annotations

import re

from bot.understand.corrections import corrected_name, is_only_filler
from bot.understand.filling import slots_for
from bot.understand.meaning import Meaning
from bot.understand.names import BREAK, NONE
from bot.understand.normalise import normalise
from bot.understand.notes import note_alone, note_of, without_note
from bot.understand.phrases import SLASHES, TWO_MEANINGS
from bot.understand.requests import (
    exact,
    is_about,
    requested,
    without_politeness,
    words_of,
)
from bot.understand.slips import mended
from bot.understand.slots import Values, values_of
from bot.understand.wishes import complains, wished

TEXT_MAX = 400
SLASH = re.compile(r"/([a-z_]{1,20})(?:@[A-Za-z0-9_]{1,32})?(?:\s+|$)")
TRANSFER_VERB = re.compile(
    r"(?<![^\W_])(?:kirim\w{0,3}|krim|krm|tf\w{0,2}|trf|transfer\w{0,2}|send|minta|request)(?![^\W_])", re.IGNORECASE
)
MENDED_WORDS_MAX = 6
TO_SOMEBODY = ("transfer",)
"""What an amount and a person without a verb most probably ask for."""
SURE, LIKELY, LEARNT_ONLY = 1.0, 0.9, 0.7


def understand(text: str, *, busy: bool = False) -> Meaning:
    """Return what a message asks for; intent "none" when that is not certain.

    While something else is being asked (`busy`) it must be surer: the message is an answer more likely than a wish.
    """
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
        return slots_for(known, text, SURE)
    return _sentence(text, words, asks=asks, busy=busy)


def _sentence(text: str, words: list[str], *, asks: bool, busy: bool) -> Meaning:
    values = values_of(text)
    note = note_of(values.blanked) if TRANSFER_VERB.search(values.blanked) else NONE
    if note.text:
        values = values.meant_beside(note, from_too=False)
        words = words_of(normalise(without_note(values.blanked, note)))
    rule = _rule(words, values, asks=asks)
    corrected = _correction(values) if rule is None else Meaning()
    if corrected.alternatives == TO_SOMEBODY and not busy and complains(words):
        return Meaning()
    if corrected.alternatives == TO_SOMEBODY and not busy:
        return slots_for("transfer", text, LIKELY)
    if corrected.whole or (corrected.alternatives and values.amounts):
        return corrected
    intent = wished(text, words, values, rule, busy=busy)
    if intent is not None:
        return slots_for(intent, text, LIKELY if intent == rule else LEARNT_ONLY)
    if is_about(words):
        return Meaning()
    alone = note_alone(values.blanked)
    if alone:
        return Meaning("none", {"note": alone}, {"note": alone}, whole=True)
    return corrected


def _rule(words: list[str], values: Values, *, asks: bool) -> str | None:
    """Return the intent that the rules see, slips of the finger put right in a short message."""
    has_values = bool(values.amounts or values.phones)
    seen = requested(words, asks=asks, has_values=has_values)
    if seen is not None or is_about(words) or len(words) > MENDED_WORDS_MAX:
        return seen
    better = mended(words)
    if better == words:
        return None
    known = None if has_values else exact(" ".join(better), better, asks=asks)
    return known or requested(better, asks=asks, has_values=has_values)


def _command(name: str, rest: str) -> Meaning:
    intent = SLASHES.get(name)
    if intent is None:
        return Meaning()
    return slots_for(intent, rest, SURE)


def _correction(values: Values) -> Meaning:
    """Return a message without a request: its slots, and whether it holds nothing else."""
    name, rest = corrected_name(values.blanked)
    slots, spans = values.slots(), values.spans()
    whole = is_only_filler(rest) and bool(spans or name.text)
    if name.text and whole:
        slots["name"] = spans["name"] = name.text
    note = NONE if whole or not spans else note_of(values.blanked)
    if note.text and is_only_filler(without_note(values.blanked, note).replace(BREAK, " ")):  # "60rb buat bensin"
        whole = True
        slots["note"] = spans["note"] = note.text
    words = without_politeness(words_of(normalise(rest)))
    alternatives = TWO_MEANINGS.get(" ".join(words), ())
    if whole and "amount" in spans and ("name" in spans or "phone" in spans):
        alternatives = TO_SOMEBODY
    return Meaning("none", slots, spans, alternatives=alternatives, whole=whole)
