"""Corrections: a message that only puts something right, such as "eh 60rb", "no, 60k", "bukan budi, sari"."""

from __future__ import annotations

import re

from bot.understand.names import BLANK, BLANK_AMOUNT, NONE, TO, Said, is_nobody, name_at, names_after, words_in
from bot.understand.vocabulary import HONORIFICS
from bot.understand.wordlists import word_set

FILLER = HONORIFICS | word_set(
    "eh oh ups oops hmm ah no yes ya iya ok oke yah salah bukan bkn not tidak tdk ga gak gk nggak ngga enggak engga "
    "jangan jgn maaf sorry sori maksudnya maksud maksudku saya aku gw i mean meant make it jadi jadikan jadiin "
    "jadinya ganti gantiin diganti ubah change to ke kepada jumlah jumlahnya nominal nominalnya amount the aja saja "
    "aj dong deh please pls tolong itu tapi tp but instead rather harusnya seharusnya should be have been penerima "
    "penerimanya recipient kak min wait tunggu bentar sebentar actually ternyata nomor nomornya nomer number uangnya "
    "let's lets just cukup melainkan kirim kirimnya send transfer sebesar rp is of him her their is's untuk buat with "
    "dengan my mau yang yg tujuan tujuannya makasih thanks deng ralat koreksi correction whoops sry nih sih bukannya "
    "that a malah"
)
DENIED = re.compile(
    r"(?<![^\W_])(?:bukan(?:nya)?|bukn|bkn|jangan|jgn|jngn|not|don['’]?t|never|tidak|tdk|tak|ga|gak|gk|nggak|ngga|enggak|engga|no\s+longer)"
    r"(?:\s+(?:kirim|transfer|tf|send|make|it|ke|to|kepada|jadi|the|rp\.?|mau|yang|yg|sebesar|cuma|just|only|in|di|pay|bayar)){0,3}\s+$",
    re.IGNORECASE,
)
"""What stands right before a value that is not meant."""
MARKS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[\x00]+|[\x01]+|[^\s.,!?:;()\"'*~…-]")
NEGATION = r"(?:bukan|bukn|bkn|not|jangan|jgn)\s+(?:(?:ke|to|kepada|sama)\s+)?"
NAME = r"([^\W\d_]+(?: [^\W\d_]+){0,2}?)"
NOT_THIS_BUT_THAT = re.compile(
    rf"{NEGATION}{NAME}\s*(?:,|\.|\s-|\btapi\b|\btp\b|\bbut\b|\bmelainkan\b|\bmaksudnya\b)\s*", re.IGNORECASE
)
THAT_NOT_THIS = re.compile(rf"^(?:eh |oh |maaf |sorry )?{NAME},? {NEGATION}{NAME}[ .!]*$", re.IGNORECASE)
RECIPIENT_IS = re.compile(
    r"\b(?:penerima|penerimanya|recipient|tujuan|tujuannya)\s+(?:(?:jadi|ganti|ke|to|is|should|be|itu|harusnya)\s+){0,2}",
    re.IGNORECASE,
)
MARKER = re.compile(
    r"(?<![^\W_])(?:eh+|e+h|ups+|oops|whoops|salah|ralat|koreksi|correction|wait|sorry|sori|sry|maaf|actually|rather|"
    r"maksud(?:nya|ku)?|i\s+meant?|make\s+(?:it|that)|change\s+(?:it|that)|jadi(?:in|kan)?|ganti|no+|nope|tapi|tp|but|"
    r"instead|ternyata|harusnya|seharusnya|(?:tidak|tdk|gak?|nggak|ngga|engga|enggak)(?:\s+jadi)?|jangan|jgn|bukan|deng)"
    r"(?![^\W_])[\s,.!:]*",
    re.IGNORECASE,
)
LINK_WORDS_MAX = 3
"""What says that the words after it are meant instead of those before."""


def corrected(blanked: str) -> Said:
    """Return the name that is put in another's place in so many words: "bukan budi, sari", "penerima jadi sari"."""
    match = NOT_THIS_BUT_THAT.search(blanked)
    if match is not None:
        at, rest = match.end(), blanked[match.end() :]
        to = names_after(rest, TO)
        words = words_in(rest)
        name = to[0] if to else name_at(rest, words, 0, after=0, strict=True) if words else NONE
        if name.text:
            return Said(at + name.start, name.text)
    match = THAT_NOT_THIS.search(blanked)
    if match is not None:
        name = _first(match[1])
        if name.text == match[1]:
            return Said(match.start(1), name.text)
    match = RECIPIENT_IS.search(blanked)
    if match is not None:
        name = _first(blanked[match.end() :])
        if name.text:
            return Said(match.end() + name.start, name.text)
    return NONE


def corrected_name(blanked: str) -> tuple[Said, str]:
    """Return the name that a correction gives, and the text without what it says about names."""
    name = corrected(blanked)
    if name.text:
        rest = blanked[: name.start] + " " + blanked[name.end :]
        denied = NOT_THIS_BUT_THAT.search(blanked)
        if denied is not None:
            return name, rest[: denied.start()] + rest[denied.end() :]
        return (name, "") if THAT_NOT_THIS.search(blanked) else (name, rest)
    every = names_after(blanked, TO)
    name = every[0] if every and len({each.text.casefold() for each in every}) == 1 else NONE
    if not name.text or DENIED.search(blanked[: name.start]):
        return NONE, blanked
    return name, blanked[: name.start] + " " + blanked[name.end :]


def _first(text: str) -> Said:
    words = words_in(text)
    return name_at(text, words, 0, after=0) if words else NONE


def is_link(between: str) -> bool:
    """Return whether nothing but a correction and a name stands between two values: " eh salah ke sari "."""
    marker = MARKER.search(between)
    if marker is None:
        return False
    rest = [word[0] for word in words_in(between[marker.end() :]) if word[0].lower() not in FILLER]
    return len(rest) <= LINK_WORDS_MAX and not any(is_nobody(word, strict=True) for word in rest)


def is_only_filler(rest: str) -> bool:
    """Return whether nothing stands in a text but blanked values, punctuation and words of correction."""
    for item in MARKS.findall(rest):
        word = item.lower().replace("’", "'")
        if word[0] not in {BLANK, BLANK_AMOUNT} and word not in FILLER:
            return False
    return True
