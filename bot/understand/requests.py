"""Requests: which service a sentence asks for, by the words in it. A sentence about a service asks for none."""

from __future__ import annotations

import re

from bot.understand.agreement import agreement
from bot.understand.keywords import KEYWORDS
from bot.understand.phrases import EXACT, EXACT_CHANGES
from bot.understand.vocabulary import FILLER, LANGUAGES, MONTHS, NEGATIONS, QUESTIONS, TROUBLES
from bot.understand.wordlists import word_set

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
MONEY = word_set("transfer topup withdraw pay_bill buy_credit pay_qr request_money")
URGENT = frozenset({"human", "block_account", "scam"})
"""Wanted most by those in trouble, and harmless: asked for even in a complaint."""
ASKED_WITH_A_MARK = word_set("balance history menu help greeting human language thanks")
"""What "saldo?" may ask for; "premium?" is a question about Premium."""
REPORTS = word_set("sudah tadi already did sent kemarin terkirim udah yesterday was got")
"""Words of what has happened: "uang yang tadi saya kirim" sends nothing."""
NOT_MONEY = word_set(
    "kode code otp foto photo ktp bukti link pesan message email ulang lokasi location struk token resend"
)
OTHER_WALLETS = word_set("gopay ovo linkaja shopeepay isaku")
"""Not ours to fill or to send from."""
SHORT = {"balance": 7, "cancel": 7, "history": 9}
"""The most words in which a keyword alone still asks for it."""

PLAIN_ASKS = {
    "balance": word_set(
        "saldo balance berapa cek check lihat see show sisa ada tinggal what is what's whats how much do have in "
        "info kaspro akun account wallet dompet dana left masih"
    ),
    "history": word_set(
        "mutasi history riwayat transaksi transactions transaction apa what are were my lihat cek see show check "
        "last terakhir kemarin hari ini minggu lalu bulan today yesterday week month this dari from in of recent "
        "saldo rekening akun account for untuk"
    )
    | MONTHS.keys(),
    "language": word_set(
        "bahasa language english indonesia ganti ubah ke dalam in speak pakai pake gunakan use change switch "
        "pilih in bicara"
    ),
}
PLAIN_KEYS = {
    "balance": frozenset({"saldo", "balance"}),
    "history": frozenset({"mutasi", "history", "riwayat", "transaksi", "transactions"}),
    "language": frozenset({"bahasa", "language", *LANGUAGES}),
}


def words_of(plain: str) -> list[str]:
    """Return the words of a normalised text."""
    return WORD.findall(plain.replace("’", "'"))


def exact(text: str, words: list[str], *, asks: bool) -> str | None:
    """Return the intent of a message that is a known phrase, a plain yes or no, or a phrase in polite words."""
    bare = " ".join(words)
    known = _phrase(bare, asks=asks) or _yes_or_no(text) or _phrase(" ".join(without_politeness(words)), asks=asks)
    if known is None and all(word in FILLER for word in words) and any(EXACT.get(word) == "greeting" for word in words):
        return "greeting"
    return known


def _phrase(phrase: str, *, asks: bool) -> str | None:
    """Return the intent of a phrase; "change …" for what is to be changed."""
    if phrase in EXACT_CHANGES:
        return None if asks else f"change {EXACT_CHANGES[phrase]}"
    intent = EXACT.get(phrase)
    return None if asks and intent not in ASKED_WITH_A_MARK else intent


def _yes_or_no(text: str) -> str | None:
    answer = agreement(text)
    return None if answer is None else "yes" if answer else "no"


def requested(words: list[str], *, asks: bool, has_values: bool) -> str | None:
    """Return the intent that the words of a sentence ask for, or None."""
    said = set(words)
    for plain, allowed in PLAIN_ASKS.items():
        if said & PLAIN_KEYS[plain] and all(word in allowed or word in FILLER for word in words):
            return plain
    intent = _keyword(said)
    if is_about(words):
        return intent if intent in URGENT and not said & QUESTIONS else None
    if intent is None or (said & NEGATIONS and intent not in {"human", "transfer"} and not {"tidak", "jadi"} <= said):
        return None
    if intent == "cancel" and has_values and {"tidak", "jadi"} <= said:
        return None
    if intent == "transfer" and (said & NOT_MONEY or denies_verb(words)):
        return None
    if intent in MONEY and (said & REPORTS or said & OTHER_WALLETS):
        return None
    if asks and intent not in ASKED_WITH_A_MARK and not (has_values and intent in MONEY):
        return None
    return intent if len(words) <= SHORT.get(intent, 40) else None


def is_about(words: list[str]) -> bool:
    """Return whether this is a question or a complaint, not a request."""
    return any(word in QUESTIONS or word in TROUBLES for word in words)


def without_politeness(words: list[str]) -> list[str]:
    """Return the words without the polite ones at both ends."""
    start, end = 0, len(words)
    while start < end and words[start] in FILLER:
        start += 1
    while start < end and words[end - 1] in FILLER:
        end -= 1
    return words[start:end]


def _keyword(said: set[str]) -> str | None:
    """Return the first of the keywords' intents whose every group has a word in the message."""
    begun = sorted({at for word in said for at in _BEGINNING_WITH.get(word, ())})
    return next((KEYWORDS[at][0] for at in begun if all(not said.isdisjoint(group) for group in KEYWORDS[at][1])), None)


def denies_verb(words: list[str]) -> bool:
    """Return whether "jangan" stands before the verb: "jangan kirim", "tidak mau transfer"."""
    verbs = [at for at, word in enumerate(words) if word in {"kirim", "transfer", "send"}]
    return any(word in NEGATIONS for at in verbs for word in words[max(0, at - 3) : at])


_BEGINNING_WITH: dict[str, list[int]] = {}
for _at, (_, _groups) in enumerate(KEYWORDS):
    for _word in _groups[0]:
        _BEGINNING_WITH.setdefault(_word, []).append(_at)
