"""Questions: whether a message asks how, why, what or whether it may, rather than for something to be done now.

Asked by the engine to choose between the help and a service. "bisa kirim 50rb ke budi?" is a request all the same.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from bot.understand.amounts import find_amounts
from bot.understand.normalise import normalise
from bot.understand.phones import find_phones
from bot.understand.requests import PLAIN_ASKS, exact, requested, words_of
from bot.understand.vocabulary import FILLER, HONORIFICS
from bot.understand.wordlists import phrase_set, word_set

TEXT_MAX = 400
TEXTS_KEPT_MAX = 16
"""A turn asks of the same text several times."""
CLAUSE_END = re.compile(r"[,.;!?]+")
ASKING = word_set(
    "cara caranya bagaimana kenapa mengapa kapan apakah apaan apa siapa dimana mana berapa berapakah how why what when "
    "where which who whose whats what's how's langkah langkahnya prosedur prosedurnya tahapan proses tutorial panduan "
    "petunjuk syarat syaratnya persyaratan ketentuan ketentuannya aturan aturannya steps step instructions guide "
    "procedure requirements rules jelaskan jelasin terangkan explain describe define artinya arti maksud maksudnya "
    "pengertian definisi definition meaning mean means bedanya beda perbedaan difference bolehkah bisakah dapatkah "
    "adakah haruskah perlukah amankah kok alasan alasannya reason reasons ngapain minimum minimal maximum maksimal "
    "maksimum max limit limits ways format bagaimanakah kemana darimana"
)
"""Words that ask wherever they stand."""
MAY = word_set("bisa boleh dapat harus perlu wajib ada aman mungkin sudah masih kena dapet termasuk")
"""Words that ask with "tidak" after them: "bisa ga"."""
AUXILIARY = word_set("can could may must do does did is are am will would should has have might shall")
PRONOUNS = word_set("i we it he she they there the a an my someone anyone somebody kaspro regular premium this that")
FOR_US = word_set("you kamu kalian anda tolong bantu help please")
"""With these, "can" and "bisa" ask us to do something."""
TELLING = phrase_set(
    "tell me about|tell me how|tell me what|want to know|mau tahu|mau tau|pengen tahu|pengen tau|ingin tahu|ingin tau|"
    "mau tanya|mau nanya|numpang tanya|kasih tahu cara|kasih tau cara|info soal|info tentang|is it possible|is it true|"
    "am i allowed|belum paham|tidak paham|tidak ngerti|tidak mengerti|don't understand|do not understand|"
    "let me know how|show me how|how to"
)
REQUESTS = word_set("language human block_account forgot_pin cancel menu help")
"""What is asked for even in the words of a question."""
WORDS_FOR_A_VALUE = 4
"""An amount or a number in fewer words is itself what is said: "50rb?"."""


@lru_cache(maxsize=TEXTS_KEPT_MAX)
def is_question(text: str) -> bool:
    """Return whether the message is worded as a question or asks for an explanation."""
    text = text.strip()
    if not text or len(text) > TEXT_MAX or text.startswith("/"):
        return False
    words, asks = words_of(normalise(text)), "?" in text
    if not words or exact(text, words, asks=asks) is not None:
        return False
    brings = bool(find_amounts(text) or find_phones(text))
    intent = requested(words, asks=asks, has_values=brings)
    if intent in REQUESTS or _is_plain(intent, words) or (intent is not None and brings):
        return False
    if ASKING & set(words) or any(f" {phrase} " in f" {' '.join(words)} " for phrase in TELLING):
        return True
    if any(_asks(words_of(clause)) for clause in CLAUSE_END.split(normalise(text))):
        return True
    alone = brings and len(words) < WORDS_FOR_A_VALUE
    return asks and intent is None and not (alone or FOR_US & set(words))


def _is_plain(intent: str | None, words: list[str]) -> bool:
    """Return whether a question asks for nothing but its own balance or history: "saldo saya berapa"."""
    return intent in PLAIN_ASKS and all(word in PLAIN_ASKS[intent] or word in FILLER for word in words)


def _asks(clause: list[str]) -> bool:
    """Return whether a clause asks by its form: "can I …", "… ga", "bisa … ga"."""
    while clause and clause[0] in HONORIFICS:
        clause = clause[1:]
    if len(clause) < 2:
        return False
    if clause[0] in AUXILIARY:
        return not FOR_US & set(clause)
    if clause[-1] == "tidak" and len(clause) > 2:
        return True
    return (clause[0] in MAY and "tidak" in clause) or any(
        first in MAY and second == "tidak" for first, second in pairwise(clause)
    )
