"""Agreement: whether a whole message is a plain yes or a plain no. Money moves on it, so everything else is neither."""

from __future__ import annotations

import re

from bot.understand.wordlists import phrase_set, word_set

LENGTH_MAX = 40
WORDS = re.compile(r"[a-z']+")
TRIMMED = re.compile(r"[\s.,!~*_…()\"]+|[👍👌🙏😊🙂😀😃😄😁😉🥰✅🆗🔥💪❤\ufe0f\U0001f3fb-\U0001f3ff]")
LONG_RUN = re.compile(r"([a-z])\1+")

AGREEING = word_set(
    "ya y yaa iya iyah iye yes yep yup yap yoi yeah ok oke okay okey okeh okee sip siap setuju lanjut lanjutkan "
    "betul benar bener boleh gas gaskan gaskeun yakin sure agree agreed correct confirm confirmed konfirmasi baik "
    "baiklah"
)
DEEDS = phrase_set(
    "kirim|kirimkan|kirim uang|send|send it|transfer|lanjut|lanjutkan|proses|go ahead|continue|bayar|pay|"
    "buat token|create token|minta bantuan|ask for help|bisa|i can|sudah terima|i received it|blokir|blokir akun|"
    "block account|do it|i agree|tarik|confirm|tutup akun|close account|make the token|make token"
)
"""What a button's "Ya, …" names; after a yes it changes nothing."""
POLITE = word_set(
    "kakak pak bu mas mbak ko ci kak min bang dong deh aja saja lah please pls sekarang now bro sis gan nih banget"
)
ALONE = phrase_set(
    "go ahead|do it|i agree|that's right|thats right|that's correct|thats correct|of course|absolutely|"
    "tentu|tentu saja|send it|yes it is|saya setuju|aku setuju|saya yakin|aku yakin|i'm sure|im sure|i am sure|"
    "sudah benar|udah benar|udah bener|sudah bener|sdh benar|sudah betul|udah betul|"
    "looks good|sounds good|all good|okedeh|monggo|deh kirim"
)
DECLINING = phrase_set(
    "tidak|tdk|tak|nggak|ngga|enggak|engga|gak|ga|gk|kagak|ndak|no|nope|n|jangan|jgn|bukan|bkn|belum|blm|nanti|"
    "nanti dulu|jangan dulu|jgn dulu|tidak dulu|nggak dulu|ga dulu|gak dulu|engga dulu|ga jadi|gak jadi|gajadi|"
    "nggak jadi|ngga jadi|tidak jadi|tdk jadi|enggak jadi|ga usah|gak usah|nggak usah|tidak usah|ga mau|gak mau|"
    "nggak mau|tidak mau|tidak setuju|ga setuju|no thanks|no thank you|not now|not yet|not right now|later|"
    "maybe later|don't|dont|do not|i don't|i dont|i disagree|don't send|dont send|do not send|jangan kirim|"
    "no don't|no dont|bukan itu|bukan yang itu|no that's wrong|no thats wrong|no way|nah|nah no"
)


def agreement(text: str) -> bool | None:
    """Return True for a plain yes, False for a plain no, None for anything that says more, less or asks."""
    if len(text) > LENGTH_MAX or "?" in text:
        return None
    plain = TRIMMED.sub(" ", text.lower().replace("’", "'")).strip()
    words = plain.split()
    if not words or not all(WORDS.fullmatch(word) for word in words):
        return None
    if _says_no(words):
        return False
    return True if _says_yes(words) or _says_yes([_short(word) for word in words]) else None


def _says_yes(words: list[str]) -> bool:
    words = _without_politeness(words)
    if " ".join(words) in ALONE:
        return True
    while words and words[0] in AGREEING:
        words = words[1:]
        if not words or " ".join(words) in DEEDS or " ".join(words) in ALONE:
            return True
    return False


def _says_no(words: list[str]) -> bool:
    short = [_short(word) for word in words]
    for read in (words, short, _without_politeness(short)):
        if " ".join(read) in DECLINING or all(word in DECLINING for word in read):
            return True
    return False


def _without_politeness(words: list[str]) -> list[str]:
    end = len(words)
    while end > 1 and words[end - 1] in POLITE:
        end -= 1
    return words[:end]


def _short(word: str) -> str:
    """Return "iyaaa" as "iya"; a word that is spelt with a double letter is known as it is."""
    return word if word in AGREEING else LONG_RUN.sub(r"\1", word)
