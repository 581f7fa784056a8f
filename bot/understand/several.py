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
    """The first request of a message, and those after it, in the customer's words."""

    first: str
    rest: tuple[str, ...]


def first_of_several(text: str, wishes: AbstractSet[str]) -> Several | None:
    """Return the first of several requests (of the intents `wishes`) and the rest; None where it may be one."""
    text = text.strip()
    if not text or len(text) > TEXT_MAX or not (THEN.search(text) or AND.search(text)):
        return None
    if CORRECTING & set(words_of(normalise(text))):
        return None
    first, *rest = _parts(text, wishes, sends=False)
    return Several(first, tuple(rest)) if rest else None


def _parts(text: str, wishes: AbstractSet[str], *, sends: bool) -> list[str]:
    """Return the requests of a text; `sends` says whether one before it sends money, so that a sum and a person do."""
    parted = _parted(text, wishes, sends=sends)
    if parted is None:
        return [text]
    first, rest = parted
    return [first, *_parts(rest, wishes, sends=sends or _asked(first, sends=sends) == "transfer")]


def _parted(text: str, wishes: AbstractSet[str], *, sends: bool) -> tuple[str, str] | None:
    found = sorted((*THEN.finditer(text), *AND.finditer(text)), key=lambda each: each.start())
    if len(found) > PARTS_MAX:
        return None
    for parting in found:
        first, rest = text[: parting.start()].strip(), text[parting.end() :].strip()
        if not first or not rest or (parting.re is AND and _may_be_noting(first)):
            continue
        if _each_asks(first, rest, wishes, sends=sends):
            return first, rest
    return None


def _may_be_noting(first: str) -> bool:
    """Return whether what follows may go on with what the money is for; "50rb buat sari" says for whom it is."""
    if not NOTING & set(words_of(normalise(first))):
        return False
    slots = _wish(first).slots
    return "name" not in slots or "note" in slots


def _each_asks(first: str, rest: str, wishes: AbstractSet[str], *, sends: bool) -> bool:
    asked, slots = _asked(first, sends=sends), _wish(first).slots
    if asked not in wishes:
        return False
    then = _wish(rest)
    if then.intent in wishes and then.intent != "cancel":
        return then.intent != asked or bool(then.slots and slots)
    sends = sends or (asked == "transfer" and {"amount"} < set(slots))
    if sends and then.whole and then.alternatives == ("transfer",):
        return True
    return _parted(rest, wishes, sends=sends) is not None


def _asked(part: str, *, sends: bool) -> str:
    """Return the intent of a part; after a transfer a sum and a person are another one."""
    meaning = _wish(part)
    return "transfer" if sends and meaning.whole and meaning.alternatives == ("transfer",) else meaning.intent


def _wish(part: str) -> Meaning:
    """Return what a part asks for; a request only if its own words name it, for a guess would make two out of one."""
    words = words_of(normalise(part))
    if not words or words[0] in NOTING or is_question(part):
        return Meaning()
    meaning, asks = understand(part, busy=True), "?" in part
    named = exact(part, words, asks=asks) or requested(words, asks=asks, has_values=True)
    return meaning if named or meaning.whole else Meaning()
