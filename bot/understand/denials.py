"""Denials: whether a message says that something is not to be stopped, or only asks or tells of it.

Asked by wishes.py and the engine: "jangan dibatalin" and "siapa yang batalin" cancel nothing, "ga jadi" does.
"""

from __future__ import annotations

import re

from bot.understand.normalise import normalise
from bot.understand.requests import words_of
from bot.understand.vocabulary import NEGATIONS, QUESTIONS
from bot.understand.wordlists import word_set

CLAUSE_END = re.compile(r"[,.;!?\n]+")
CANCELLING = re.compile(r"\w*batal\w*|(?:di)?cancel\w*|(?:di)?stop\w*|(?:di)?hentikan|urungkan|(?:di)?hapus|abort")
BLOCKING = re.compile(r"(?:di|mem)?blok(?:ir|ier)?\w*|(?:di|mem)?bekukan|block(?:ed)?|freeze|frozen")
DENYING = NEGATIONS | word_set("didn't didnt belum ndak")
BETWEEN = word_set(
    "mau ingin pengen usah perlu boleh sampai di ke dulu to want wanted need it jadi pernah harus akan please the be "
    "my get bilang minta suruh nyuruh say said ask asked ada yang you i please tolong mohon kan"
)
"""What may stand between the negation and what it denies: "tidak mau di batalkan"."""
BETWEEN_MAX = 3
OF_OTHERS = word_set(
    "pesanan pesananku order penjual seller toko driver tiket ticket penerbangan flight reservasi booking hotel kurir"
)
"""What somebody else has cancelled is no wish: "pesanan saya dibatalkan penjual"."""
NOT_AFTER_ALL = ["tidak", "jadi"]


def denies_cancel(text: str) -> bool:
    """Return whether what the message says of cancelling is that it must not be: "jangan dibatalin"."""
    return any(_is_denied(clause, CANCELLING) for clause in _clauses(text))


def only_speaks_of_cancel(text: str) -> bool:
    """Return whether the message speaks of cancelling without wishing it: denied, asked about, or done by others."""
    return denies_cancel(text) or any(
        _names(clause, CANCELLING) and (QUESTIONS | OF_OTHERS) & set(clause) for clause in _clauses(text)
    )


def denies_block(text: str) -> bool:
    """Return whether the message says that nothing is to be blocked."""
    return any(_is_denied(clause, BLOCKING) for clause in _clauses(text))


def _clauses(text: str) -> list[list[str]]:
    return [words_of(part) for part in CLAUSE_END.split(normalise(text))]


def _names(clause: list[str], deed: re.Pattern[str]) -> bool:
    return any(deed.fullmatch(word) for word in clause)


def _is_denied(clause: list[str], deed: re.Pattern[str]) -> bool:
    """Return whether a negation stands before the deed, or after it as the clause's last word."""
    for at, word in enumerate(clause):
        if not deed.fullmatch(word):
            continue
        if at + 1 < len(clause) and clause[-1] in DENYING:
            return True
        for before in range(at - 1, max(-1, at - BETWEEN_MAX - 2), -1):
            if clause[before] in DENYING:
                if clause[before : before + 2] != NOT_AFTER_ALL or before + 2 == at:
                    return True
                break
            if clause[before] not in BETWEEN:
                break
    return False
