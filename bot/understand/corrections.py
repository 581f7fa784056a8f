"""Corrections: a message that only puts something right, such as "eh 60rb", "no, 60k", "bukan budi, sari"."""

from __future__ import annotations

import re

from bot.understand.recipients import BLANK, NONE, Said, name_after_to, name_at
from bot.understand.slots import BLANK_AMOUNT, DENIED
from bot.understand.vocabulary import HONORIFICS
from bot.understand.wordlists import word_set

FILLER = HONORIFICS | word_set(
    "eh oh ups oops hmm ah no yes ya iya ok oke yah salah bukan bkn not tidak tdk ga gak gk nggak ngga enggak "
    "engga jangan jgn maaf sorry sori maksudnya maksud maksudku saya aku gw i mean meant make it jadi jadikan "
    "jadiin jadinya ganti gantiin diganti ubah change to ke kepada jumlah jumlahnya nominal nominalnya amount the "
    "aja saja aj dong deh please pls tolong itu tapi tp but instead rather harusnya seharusnya should be have "
    "been penerima penerimanya recipient kak min wait tunggu bentar sebentar actually ternyata nomor nomornya "
    "nomer number uangnya let's lets just cukup melainkan kirim kirimnya send transfer sebesar rp is of him her "
    "their is's untuk buat with dengan my mau yang yg tujuan tujuannya makasih thanks"
)
MARKS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[\x00]+|[\x01]+|[^\s.,!?:;()\"'*~…-]")
NEGATION = r"(?:bukan|bkn|not|jangan|jgn)\s+(?:(?:ke|to|kepada|sama)\s+)?"
NAME = r"([^\W\d_]+(?: [^\W\d_]+){0,2}?)"
NOT_THIS_BUT_THAT = re.compile(rf"{NEGATION}{NAME}\s*(?:,|\.|\btapi\b|\btp\b|\bbut\b|\bmelainkan\b)\s*", re.IGNORECASE)
THAT_NOT_THIS = re.compile(rf"^(?:eh |oh |maaf |sorry )?{NAME},? {NEGATION}{NAME}[ .!]*$", re.IGNORECASE)
RECIPIENT_IS = re.compile(
    r"\b(?:penerima|penerimanya|recipient|tujuan|tujuannya)\s+(?:(?:jadi|ganti|ke|to|is|should|be|itu|harusnya)\s+){0,2}",
    re.IGNORECASE,
)


def corrected_name(blanked: str) -> tuple[Said, str]:
    """Return the name that a correction gives, and the text without what it says about names."""
    match = NOT_THIS_BUT_THAT.search(blanked)
    if match is not None:
        rest = blanked[match.end() :]
        name = name_after_to(rest) if re.match(r"(?:ke|to|kepada)\b", rest, re.IGNORECASE) else name_at(rest)
        if name.text:
            return name, blanked[: match.start()] + rest.replace(name.text, " ", 1)
    match = THAT_NOT_THIS.search(blanked)
    if match is not None:
        name = name_at(match[1])
        if name.text == match[1]:
            return name, ""
    match = RECIPIENT_IS.search(blanked)
    if match is not None:
        name = name_at(blanked[match.end() :])
        if name.text:
            return name, blanked.replace(name.text, " ", 1)
    name = name_after_to(blanked)
    if not name.text or DENIED.search(blanked[: name.start]):
        return NONE, blanked
    return name, blanked[: name.start] + " " + blanked[name.start + len(name.text) :]


def is_only_filler(rest: str) -> bool:
    """Return whether nothing stands in a text but blanked values, punctuation and words of correction."""
    for item in MARKS.findall(rest):
        word = item.lower().replace("’", "'")
        if word[0] not in {BLANK, BLANK_AMOUNT} and word not in FILLER:
            return False
    return True
