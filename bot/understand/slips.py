"""Slips: command words that a finger misspelt, such as "salod" and "trasnfer", and nothing else."""

from __future__ import annotations

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understand import numerals, vocabulary
from bot.understand.keywords import KEYWORDS
from bot.understand.phrases import EXACT, EXACT_CHANGES
from bot.understand.wordlists import word_set

COMMAND_WORDS = sorted(
    word_set(
        "saldo balance transfer kirim mutasi history riwayat withdraw tarik topup daftar register premium "
        "upgrade bantuan kembali bahasa language english petugas human pulsa tagihan blokir batal batalkan "
        "cancel makasih thanks indonesia hubungkan "
    )
)
REAL_WORDS = word_set(
    "batas tarif sales salon salto cancer kirin kiri bantal banal batang human humans menu tagih bahas bahaya "
    "hujan humas krim tari taring pulse "
    "diblokir terblokir keblokir blocked "
    "transaksi pulang pulas premi karim tarif taruh tanik balances transfers register thank kembar bank banks"
)
"""Words one slip away from a command that mean something else."""

LETTERS_MIN = 4
LETTERS_FOR_TWO_SLIPS = 8
KNOWN = frozenset(
    {
        *(word for phrase in (*EXACT, *EXACT_CHANGES) for word in phrase.split()),
        *(word for _, groups in KEYWORDS for group in groups for word in group),
        *vocabulary.SPELLINGS, *vocabulary.SPELLINGS.values(), *vocabulary.BANKS, *vocabulary.BILLERS,
        *vocabulary.CHANNELS,
        *vocabulary.MONTHS, *vocabulary.FILLER, *vocabulary.QUESTIONS, *vocabulary.TROUBLES, *vocabulary.NEGATIONS,
        *numerals.EVERY_WORD, *REAL_WORDS,
    }
)  # fmt: skip


def mended(words: list[str]) -> list[str]:
    """Return the words with slips in command words put right; words that mean something stay."""
    return [_mended(word) for word in words]


def _mended(word: str) -> str:
    if len(word) < LETTERS_MIN or word in KNOWN:
        return word
    slips = 2 if len(word) >= LETTERS_FOR_TWO_SLIPS else 1
    found = process.extractOne(word, COMMAND_WORDS, scorer=OSA.distance, score_cutoff=slips)
    return found[0] if found else word
