"""Notes: what the money is for, in the words of a sentence about sending or asking for it.

Works on a text whose amounts and phones were blanked out; keeps the customer's own spelling.
"""

from __future__ import annotations

import re

from bot.understand.corrections import MARKER
from bot.understand.names import BLANK, BLANK_AMOUNT, BREAK, NONE, TO, Said, name_at, names_after, words_in
from bot.understand.naming import PURPOSES
from bot.understand.recipients import recipient_of
from bot.understand.wordlists import word_set

NOTE_MAX = 140
NAMED = (
    r"(?:catatan|catetan|note|notes|ket|keterangan|berita|pesan|message|msg|memo|keperluan|remarks?|deskripsi|"
    r"description)(?:nya)?"
)
STARTS = re.compile(
    rf"(?<!\w)(?:(?P<named>{NAMED})(?!\w)\s*[:=-]?\s*(?:(?:is|jadi|adalah|says?|itu)\s+)?|"
    r"(?P<purpose>buat|untuk|utk|bwt|tuk|for|guna)(?!\w):?\s*|"
    r"(?=(?P<deed>to\s+(?:pay|cover|buy|settle)|bayar|byr|bayarin|beli|nitip|titip)\s+[^\W\d_]))",
    re.IGNORECASE,
)
NOTE_ALONE = re.compile(
    r"(?:(?:eh|oh|ganti|ubah|tambah|kasih|add|change|the|please|tolong)\s+){0,3}"
    rf"(?:buat|untuk|utk|bwt|for|{NAMED})(?!\w)\s*:?\s*(?:(?:jadi|to|is)\s+)?([^\x00\x01]+)",
    re.IGNORECASE,
)
NO_PURPOSE = word_set(
    "saya aku gue gw gua me us kita dia him her them nomor nomer number no hp hpnya rekening rek akun ke sendiri now "
    "sekarang our you kamu today besok tomorrow sure free real transfer kirim tf"
)
NOT_DONE = word_set("belum blm lupa suruh harus hrs mau has belom")
"""Before "bayar …" it is no note but what somebody has still to do."""
ENDS = re.compile(
    r"[.!?;\n]+(?:\s|$)|\x00|\s(?:via|lewat)\s|,\s*\x01|[,\s]+(?:sebesar|senilai|sejumlah|nominal(?:nya)?|jumlah(?:nya)?|amount)\s*\x01|"
    r",\s*(?:kirim|transfer|tf|send|tagih|minta|lunasin)\w*(?!\w)|,\s*(?:nomor|nomer|number)\w*\s",
    re.IGNORECASE,
)
POLITE_END = re.compile(
    r"[\s,.!?]+(?:ya+h?|dong|donk|please|pls|plz|thanks|thank you|thx|ty|tq|makasih|mksh|makasi|terima kasih|trims|kak|"
    r"min|deh|nih|tolong|sih|bro|sis|gan|lah|(?:wk)+w?|hehe|haha|cepet|segera|asap)$",
    re.IGNORECASE,
)


def note_of(blanked: str, *, asks_for: bool = False) -> Said:
    """Return what the money is for: the words after "buat", "for" or "catatan", up to a recipient named later."""
    for match in STARTS.finditer(blanked):
        before, rest = blanked[: match.start()], blanked[match.end() :]
        has_recipient = _has_recipient(before, "", asks_for=asks_for)
        if not match["named"]:
            words = words_in(rest)
            led = rest[: words[0].start()] if words else BLANK
            if BLANK in led or BLANK_AMOUNT in led or words[0][0].lower() in NO_PURPOSE:
                continue
            if match["deed"]:
                said_of = words_in(before)[-1:]
                if said_of and said_of[0][0].lower() in NOT_DONE:
                    continue
                if not has_recipient or any(word[0].lower() in NO_PURPOSE for word in words[1:3]):
                    continue
            elif words[0][0].lower() not in PURPOSES and not (
                has_recipient or _has_recipient("", rest, asks_for=asks_for)
            ):
                continue
        note = _cut(rest, has_recipient=has_recipient)
        if note.strip(f"{BLANK_AMOUNT} .,!?") and len(note) <= NOTE_MAX:
            return Said(match.end(), note)
    return NONE


def note_alone(blanked: str) -> str:
    """Return the note when a message is nothing but one: "buat makan", "catatan: bensin"; otherwise nothing."""
    match = NOTE_ALONE.fullmatch(blanked.strip())
    text = match[1].strip(" .,!?\n") if match else ""
    return text if len(text) <= NOTE_MAX else ""


def without_note(blanked: str, note: Said) -> str:
    """Return the text with a sign where the note stood, so that its words ask for nothing and name nobody."""
    return blanked[: note.start] + BREAK + blanked[note.end :] if note.text else blanked


def _has_recipient(before: str, after: str, *, asks_for: bool) -> bool:
    """Return whether someone else is named, so that "buat makan" is a purpose and not a person."""
    if BLANK in before or BLANK in after or names_after(after, TO):
        return True
    return bool(before) and bool(recipient_of(before, asks_for=asks_for).text)


def _cut(rest: str, *, has_recipient: bool) -> str:
    """Return the words up to where the note ends: at a recipient, a correction, a sentence or politeness."""
    end = len(rest)
    for match in MARKER.finditer(rest):
        after = rest[match.end() :]
        if BLANK_AMOUNT in after or BLANK in after or names_after(after, TO):
            end = match.start()
            break
    found = ENDS.search(rest, 0, end)
    end = found.start() if found else end
    if not has_recipient:
        words = words_in(rest[:end])
        for index, word in enumerate(words):
            if word[0].lower() in TO and name_at(rest[:end], words, index + 1, after=word.end()).text:
                end = word.start()
                break
    rest = rest[:end].rstrip(" .,!?\n")
    while (polite := POLITE_END.search(rest)) is not None:
        rest = rest[: polite.start()].rstrip(" .,!?\n")
    return rest
