"""Wishes: which request a sentence makes, by our rules and by what was learnt, weighed against each other.

Rules know what must never be taken for a request and what may not wait; what was learnt knows the many ways in which
people say the rest. Asked by intents.py once a message is no plain phrase and no bare correction.
"""

from __future__ import annotations

from bot.understand.denials import denies_block, only_speaks_of_cancel
from bot.understand.gist import subjects
from bot.understand.learnt import ASK, LEARNT, likely
from bot.understand.questions import is_question
from bot.understand.requests import ASKED_WITH_A_MARK, MONEY, NOT_MONEY, REPORTS, URGENT, denies_verb
from bot.understand.slots import Values
from bot.understand.vocabulary import NEGATIONS
from bot.understand.wordlists import word_set

FROM, FROM_ASKING, FROM_BUSY = 0.4, 0.6, 0.85
"""How likely a request must be by what was learnt: as it is told, worded as a question, while something is asked."""
RULE_FROM = 0.2
"""A request that the rules see stands if it is this likely, unless something else is likelier than this."""
OTHER_FROM, OTHER_FROM_TELLING = 0.6, 0.97
TOPIC_OF = {
    "topup": "topup", "withdraw": "withdraw", "change_pin": "change_pin", "upgrade_premium": "premium_upgrade",
    "register": "register", "human": "contact", "block_account": "lost_phone", "balance": "limits",
}  # fmt: skip
"""What the help says about the same: what is not worded as a question asks for the deed."""
STANDING = URGENT | word_set("cancel buy_credit")
"""What the rules see of these stands."""
FORBIDDING = word_set("jangan don't dont never")
KEPT = word_set("batal batalkan dibatalkan membatalkan cancel transfer kirim send bayar pay ke to kepada")
"""With a "jangan" these do not cancel: "jangan batalkan", "jangan transfer dulu", "jangan ke sari"."""
SERVICES = MONEY | word_set("balance history change_pin upgrade_premium register")
"""What needs a word that names it: "yang kemarin itu" may be anything."""
NAMING_TOPUP = word_set("topup top saldo isi kaspro balance wallet dompet deposit setor")
"""Without one of these "tambah 10rb" is about what is open."""
DEEDS, PAST = word_set("kirim transfer send bayar pay tarik withdraw isi topup"), word_set("sent transferred terkirim")
COMPLAINING = word_set("salah wrong mistake kok kenapa mengapa kapan siapa why when who whom twice dobel double")
"""With nothing open these ask or complain about money that has moved: "salah kirim 50rb ke sari"."""
REPORT_BEFORE_MAX = 3
SHORT = 2
"""In so few words a question mark makes a question of anything: "premium?"."""


def wished(text: str, words: list[str], values: Values, rule: str | None, *, busy: bool) -> str | None:
    """Return the intent that is asked for, given what the rules see; None where neither is sure."""
    if rule == "cancel" and only_speaks_of_cancel(text):
        rule = None
    shares = dict(likely(text))
    if not shares or (rule is not None and (rule not in LEARNT or rule in STANDING)):
        return rule
    best = max(shares, key=lambda each: shares[each])
    share, supported = shares[best], shares.get(f"{ASK}{rule}", 0.0)
    if rule is not None and best == TOPIC_OF.get(rule) and not is_question(text):
        return rule
    other_from = OTHER_FROM_TELLING if busy or not is_question(text) else OTHER_FROM
    if rule is not None and supported >= RULE_FROM and share < other_from:
        return rule
    if not best.startswith(ASK):
        return rule if share < other_from else None
    intent = best.removeprefix(ASK)
    least = FROM_BUSY if busy else FROM_ASKING if is_question(text) else FROM
    if share < least or (rule is None and _forbids(intent, text, words, values, busy=busy)):
        return rule
    return intent


def complains(words: list[str]) -> bool:
    """Return whether it asks or complains about money that has moved: "salah kirim 50rb ke sari"."""
    return bool(COMPLAINING & set(words)) or _reports(words)


def _reports(words: list[str]) -> bool:
    """Return whether it tells of what has been done: "kemarin saya kirim 50rb", "I already sent it"."""
    return any(
        word in PAST or (word in DEEDS and REPORTS & set(words[max(0, at - REPORT_BEFORE_MAX) : at]))
        for at, word in enumerate(words)
    )


def _forbids(intent: str, text: str, words: list[str], values: Values, *, busy: bool) -> bool:
    """Return whether it says what is not to be done, what has been done, or only asks: "jangan ke sari"."""
    said = set(words)
    if "?" in text and len(words) <= SHORT and intent not in ASKED_WITH_A_MARK:
        return True
    if intent in SERVICES and not subjects(text):
        return True
    if intent == "block_account" and denies_block(text):
        return True
    if intent == "cancel":
        return only_speaks_of_cancel(text) or bool(
            said & FORBIDDING and (said & KEPT or any(word[0].isdigit() for word in text.split()))
        )
    if intent not in MONEY:
        return False
    if _reports(words) or (not busy and complains(words)):
        return True
    if busy and intent == "topup" and not said & NAMING_TOPUP:
        return True
    if denies_verb(words) or (intent == "transfer" and said & NOT_MONEY):
        return True
    return not (values.amounts or values.phones) and bool(said & NEGATIONS or said & REPORTS)
