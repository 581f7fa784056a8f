"""Several: two requests in one message, "cek saldo terus kirim 50rb ke budi", told apart so that none is lost.

Only where each part is a request of its own; a note, a question or a correction is never taken to pieces.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from bot.understand.intents import TEXT_MAX, understand
from bot.understand.meaning import Meaning
from bot.understand.normalise import normalise
from bot.understand.questions import is_question
from bot.understand.requests import exact, requested, words_of
from bot.understand.wordlists import word_set

PARTS_MAX = 4
_NEXT = r"terus|trus|trs|lalu|kemudian|then|baru|[ah]*abis i?tu|abistu|se(?:telah|sudah) itu|after that|sekalian|plus"
THEN = re.compile(
    rf"(?:\s*[,.;]\s*|\s+)(?:dan |and )?(?:{_NEXT})(?:\s+(?:{_NEXT}))?(?:\s*,\s*|\s+)|\s*\n+\s*", re.IGNORECASE
)
"""What parts requests whatever stands before it."""
AND = re.compile(
    r"\s*[,.;]\s+(?:(?:dan|and|juga|also)\s+)?|\s+(?:dan|and|&|\+|serta)\s+(?:juga\s+|also\s+)?", re.IGNORECASE
)
"""What may as well part the words of a note, or two names."""
NOTING = word_set("buat untuk for catatan catatannya note ket berita pesan memo")
"""After one of these comes what the money is for."""
CORRECTING = word_set(
    "eh ups oops salah bukan maaf sorry ralat no not wait tunggu maksud maksudnya maksudku jangan don't dont "
    "instead tidak atau or kalau if"
)
"""With one of these, what follows may well replace what came before."""


class Several(NamedTuple):
    """The first request of a message, and the rest of it, in the customer's words."""

    first: str
    rest: str


def first_of_several(text: str, wishes: AbstractSet[str]) -> Several | None:
    """Return the first of several requests and the rest; None where it is one, or may be. `wishes` are the intents."""
    text = text.strip()
    if not text or len(text) > TEXT_MAX or not (THEN.search(text) or AND.search(text)):
        return None
    if CORRECTING & set(words_of(normalise(text))):
        return None
    found = sorted((*THEN.finditer(text), *AND.finditer(text)), key=lambda each: each.start())
    if len(found) > PARTS_MAX:
        return None
    for parting in found:
        several = Several(text[: parting.start()].strip(), text[parting.end() :].strip())
        weak = parting.re is AND
        if not several.first or not several.rest or (weak and NOTING & set(words_of(normalise(several.first)))):
            continue
        if _each_asks(several, wishes):
            return several
    return None


def _each_asks(several: Several, wishes: AbstractSet[str]) -> bool:
    first = _wish(several.first)
    if first.intent not in wishes:
        return False
    rest = _wish(several.rest)
    if rest.intent in wishes and rest.intent != "cancel":
        return rest.intent != first.intent or bool(rest.slots and first.slots)
    if first.intent == "transfer" and {"amount"} < set(first.slots):
        return rest.whole and rest.alternatives == ("transfer",)
    return first_of_several(several.rest, wishes) is not None


def _wish(part: str) -> Meaning:
    """Return what a part asks for; a request only if its own words name it, for a guess would make two out of one."""
    words = words_of(normalise(part))
    if not words or words[0] in NOTING or is_question(part):
        return Meaning()
    meaning, asks = understand(part, busy=True), "?" in part
    named = exact(part, words, asks=asks) or requested(words, asks=asks, has_values=True)
    return meaning if named or meaning.whole else Meaning()
