"""Recipients: the name and the note in a sentence about sending money.

Works on a text whose amounts and phones were blanked out; keeps the customer's own spelling.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.understand.normalise import normalise
from bot.understand.slips import mended
from bot.understand.vocabulary import BANKS, CHANNELS, FILLER, HONORIFICS, NEGATIONS, QUESTIONS
from bot.understand.wordlists import word_set

BLANK = "\x00"
BREAK = "\x02"
NAME_WORDS_MAX = 3
NOTE_MAX = 140
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", re.UNICODE)
TO = word_set("ke kepada to sama")
FROM = TO | {"dari", "from"}
RECIPIENT = re.compile(r"(?:^|\s)(?:ke|kepada|to)\s+", re.IGNORECASE)
FOR = re.compile(r"(?<!\w)(buat|untuk|utk|bwt|for|catatan|note|ket|berita|pesan|memo)(?!\w):?\s*", re.IGNORECASE)
NOTE_ALONE = re.compile(
    r"(?:(?:eh|oh|ganti|ubah|tambah|kasih|add|change|the|please|tolong)\s+){0,3}"
    r"(?:buat|untuk|utk|bwt|for|catatan(?:nya)?|note|ket|berita|pesan|memo)(?!\w)\s*:?\s*(?:(?:jadi|to|is)\s+)?([^\x00\x01]+)",
    re.IGNORECASE,
)
NOTE_ONLY = word_set("catatan note ket berita pesan memo")
VERBS = word_set(
    "kirim transfer send uang duit money dana saldo nomor no hp wa rekening akun bank via lewat dari from "
    "makasih terima kasih thanks thank selamat pagi siang sore malam segera cepat asap"
)
SEVERAL = word_set("dan and atau or")
"""Between two names: nobody knows whom."""
NO_NAME = word_set(
    "dia ia mereka kami kita him her them me us you kamu anda teman teman2 temanku friend orang someone siapa "
    "sini situ sana mana luar bulan hari minggu lagi jadi tapi but and dan atau or not bukan jangan tidak yang e "
    "wallet the a an it of in on at di amount jumlah jumlahnya penerima recipient instead rather nominal "
    "nominalnya make change ganti ubah besok nanti tomorrow later semua all antar sesama pakai pake dulu tunai "
    "abroad overseas negeri gratis free"
)


class Said(NamedTuple):
    """Words of the customer's that stand at `start`; empty when there are none."""

    start: int
    text: str


NONE = Said(-1, "")


def note_of(blanked: str) -> Said:
    """Return what the money is for: the words after "buat", "for" or "catatan", up to a recipient named later."""
    for match in FOR.finditer(blanked):
        before, rest = blanked[: match.start()], blanked[match.end() :]
        if match[1].lower() not in NOTE_ONLY and not _has_recipient(before, rest):
            continue
        if not RECIPIENT.search(before):
            rest = RECIPIENT.split(rest, maxsplit=1)[0]
        text = rest.split(BLANK)[0].rstrip(" .,!?\n")
        if text.strip("\x01 .,!?") and len(text) <= NOTE_MAX:
            return Said(match.end(), text)
    return NONE


def note_alone(blanked: str) -> str:
    """Return the note when a message is nothing but one: "buat makan", "catatan: bensin"; otherwise nothing."""
    match = NOTE_ALONE.fullmatch(blanked.strip())
    text = match[1].strip(" .,!?\n") if match else ""
    return text if len(text) <= NOTE_MAX else ""


def without_note(blanked: str, note: Said) -> str:
    """Return the text with a sign where the note stood, so that its words ask for nothing and name nobody."""
    return blanked[: note.start] + BREAK + blanked[note.start + len(note.text) :] if note.text else blanked


def _has_recipient(before: str, after: str) -> bool:
    """Return whether someone else is named, so that "buat makan" is a purpose and not a person."""
    return any(BLANK in part or RECIPIENT.search(part) for part in (before, after)) or bool(name_among(before).text)


def name_after_to(blanked: str, prepositions: frozenset[str] = TO) -> Said:
    """Return the name that follows "ke" or "to"."""
    words = list(WORD.finditer(blanked))
    for index, word in enumerate(words):
        if word[0].lower() not in prepositions:
            continue
        following = index + 1
        if following < len(words) and words[following][0].lower() in HONORIFICS:
            following += 1
        name = _name(blanked, words[following:], after=words[following - 1].end())
        if name.text:
            return name
    return NONE


def name_among(blanked: str) -> Said:
    """Return the name in "tf budi": the only words that are neither verb nor politeness, or nothing."""
    blanked = FOR.split(blanked, maxsplit=1)[0]
    words = [word for word in WORD.finditer(blanked) if not _is_plain(word[0]) and not _is_slip(word[0])]
    if not words:
        return NONE
    name = _name(blanked, words, after=words[0].start())
    return name if len(name.text.split()) == len(words) else NONE


def name_at(text: str) -> Said:
    """Return the name with which a text begins."""
    return _name(text, list(WORD.finditer(text)), after=0)


def _name(blanked: str, words: list[re.Match[str]], *, after: int) -> Said:
    """Return the run of up to three words from `after` on that may be a name."""
    chosen: list[re.Match[str]] = []
    for word in words:
        between = blanked[chosen[-1].end() if chosen else after : word.start()]
        if normalise(word[0]) in SEVERAL and chosen and not between.strip():
            return NONE
        if between.strip() or _is_plain(word[0]) or normalise(word[0]) in NO_NAME or len(chosen) == NAME_WORDS_MAX:
            break
        chosen.append(word)
    if not chosen:
        return NONE
    return Said(chosen[0].start(), blanked[chosen[0].start() : chosen[-1].end()])


def _is_plain(word: str) -> bool:
    plain = normalise(word)
    return (
        plain in FILLER or plain in VERBS or plain in TO or plain in QUESTIONS or plain in BANKS or plain in CHANNELS
        or plain in NEGATIONS or plain in {"eh", "oh"} or bool(FOR.fullmatch(word))
    )  # fmt: skip


def _is_slip(word: str) -> bool:
    plain = normalise(word)
    return mended([plain]) != [plain]
