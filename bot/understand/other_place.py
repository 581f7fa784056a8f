"""Other place: the place for the cash that a message puts in the chosen one's place, "alfamart ga ada, indomaret aja".

Asked by the engine while a withdrawal is open; a message that says more than that puts nothing right.
"""

from __future__ import annotations

import re

from bot.understand import corrections, gist
from bot.understand.normalise import normalise
from bot.understand.places import STOP, cash_place_of
from bot.understand.questions import ASKING, is_question
from bot.understand.requests import words_of
from bot.understand.vocabulary import BANKS, CHANNELS, NEGATIONS
from bot.understand.wordlists import word_set

LENGTH_MAX = 120
CLAUSE_END = re.compile(r"[,.;!?\n]+|(?<!\w)(?:soalnya|karena|krn|sebab|because|cause|since|as)(?!\w)")
NOT_THERE = word_set(
    "jauh jauhan tutup antri antre penuh rame ramai habis rusak susah far closed full busy queue crowded broken error "
    "offline hilang mati"
)
"""With one of these a place is why another one is wanted."""
IS_NOT = re.compile(r"(?<!\w)(?:tidak ada|tidak bisa|is not there|isn't there|not available|no longer)(?!\w)")
AROUND = (
    corrections.FILLER
    | gist.EMPTY
    | word_set(
        "lewat via pakai lain tempat tempatnya lokasi place pindah lebih dekat deket dekatan closer nearer nearest "
        "terdekat ambil tarik withdraw cash pickup pick use using through yes nope ternyata gerai toko store cabang ok "
        "salah ralat wait actually rather instead"
    )
)
"""What may stand around the name of a place without saying more."""
PLACES = BANKS.keys() | CHANNELS.keys() | {word for name in (*BANKS, *CHANNELS) for word in name.split()} | {"lawson"}


def other_place(text: str) -> str:
    """Return the place that the message names and says nothing besides; "" for every other message."""
    if len(text) > LENGTH_MAX:
        return ""
    if is_question(text) and (ASKING | NEGATIONS) & set(words_of(normalise(text))):
        return ""  # "kalau di danamon?" only sounds like one.
    clauses = [words_of(clause) for clause in CLAUSE_END.split(normalise(text)) if not _is_not_there(clause)]
    words = [word for clause in clauses if not NEGATIONS.issuperset(clause) for word in (*clause, STOP)]
    if any(word not in AROUND and word not in PLACES for word in words if word != STOP):
        return ""
    return str(cash_place_of(words).get("channel", ""))


def _is_not_there(clause: str) -> bool:
    """Return whether it says of a place that it will not do: "alfamart tutup", "indomaret ga ada"."""
    return bool(NOT_THERE & set(words_of(clause)) or IS_NOT.search(clause))
