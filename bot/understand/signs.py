"""Signs: the concepts that point at a topic when they stand together, and those that belong to it.

Read by the matcher. Money in and money out are found by places.py instead.
"""

from __future__ import annotations

from bot.understand.wordlists import word_set


def _of(*groups: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group.split()) for group in groups)


ARTICLES = {
    "pin_secrecy": "2.5", "non_transferable": "3.1", "payment_refused": "3.2", "blocked_reasons": "3.3",
    "fund_limit_change": "3.4", "interest": "3.5", "cash_in": "3.6", "cash_out": "3.7", "dormant_fee": "3.8",
}  # fmt: skip
"""The rules by their place in the terms."""

SIGNS: tuple[tuple[str, tuple[frozenset[str], ...]], ...] = (
    ("what_is", _of("kaspro")),
    ("what_is", _of("define feature", "kaspro wallet")),
    ("what_is", _of("bot")),
    ("what_is", _of("used_by", "kaspro")),
    ("what_is", _of("wallet")),
    ("what_is", _of("qr", "pay kaspro used_by")),
    ("what_is", _of("feature", "application kaspro")),
    ("register", _of("register")),
    ("register", _of("create", "account")),
    ("register", _of("otp")),
    ("premium_benefits", _of("benefit", "premium regular tier")),
    ("premium_benefits", _of("send withdraw", "premium regular")),
    ("premium_benefits", _of("send", "electronic_money somebody users")),
    ("premium_benefits", _of("why", "premium upgrade")),
    ("premium_benefits", _of("why cannot", "send withdraw")),
    ("premium_benefits", _of("feature", "premium regular")),
    ("premium_upgrade", _of("upgrade", "premium tier account regular")),
    ("premium_upgrade", _of("upgrade")),
    ("premium_upgrade", _of("become create how", "premium")),
    ("premium_upgrade", _of("wait login", "premium upgrade verify")),
    ("premium_upgrade", _of("outlet", "premium upgrade")),
    ("premium_upgrade", _of("register", "premium")),
    ("premium_upgrade", _of("photo", "id_card premium upgrade verify")),
    ("premium_upgrade", _of("id_card verify terms requirement", "premium upgrade")),
    ("multiple_numbers", _of("two", "account number", "number phone account email")),
    ("multiple_numbers", _of("two", "account number")),
    ("multiple_numbers", _of("email", "account number", "two register")),
    ("lost_phone", _of("lose", "phone way:mobile")),
    ("lost_phone", _of("lose", "block", "account phone kaspro")),
    ("change_pin", _of("change", "pin")),
    ("change_pin", _of("forget", "pin")),
    ("change_pin", _of("change", "pin", "digits refuse create")),
    ("blocked", _of("reactivate")),
    ("blocked", _of("block", "account kaspro wallet")),
    ("blocked", _of("block", "contact")),
    ("blocked", _of("block")),
    ("contact", _of("contact")),
    ("contact", _of("email", "kaspro contact send problem")),
    ("limits", _of("limit", "balance month receive premium regular tier account money")),
    ("limits", _of("balance", "regular premium tier", "limit month")),
    ("limits", _of("limit")),
    ("limits", _of("receive", "month")),
    ("limits", _of("limit", "benefit", "premium regular")),
    ("limits", _of("limit", "month", "topup receive balance money")),
    ("limits", _of("hold", "money balance account wallet premium regular")),
    ("limits", _of("regular", "pay bill")),
    ("limits", _of("premium regular", "month receive")),
    ("terms.non_transferable", _of("hand_over", "account kaspro somebody wallet")),
    ("terms.non_transferable", _of("somebody", "account")),
    ("terms.non_transferable", _of("used_by", "somebody")),
    ("terms.non_transferable", _of("used_by", "somebody", "account")),
    ("terms.non_transferable", _of("owner", "send change hand_over account", "account")),
    ("terms.payment_refused", _of("cannot", "pay")),
    ("terms.payment_refused", _of("refuse", "pay merchant store transaction")),
    ("terms.payment_refused", _of("why refuse", "pay", "merchant store refuse insufficient")),
    ("terms.payment_refused", _of("insufficient", "pay balance")),
    ("terms.blocked_reasons", _of("block close", "why violate")),
    ("terms.blocked_reasons", _of("block close", "why violate", "account kaspro wallet users")),
    ("terms.blocked_reasons", _of("violate")),
    ("terms.blocked_reasons", _of("violate", "terms block account close")),
    ("terms.blocked_reasons", _of("pt_spi kaspro", "block close", "why violate users")),
    ("terms.fund_limit_change", _of("change", "limit fund_limit")),
    ("terms.fund_limit_change", _of("limit fund_limit", "notice anytime decide")),
    ("terms.interest", _of("interest")),
    ("terms.cash_in", _of("prefix")),
    ("terms.cash_in", _of("prefix", "bank_code")),
    ("terms.cash_in", _of("terms", "topup")),
    ("terms.cash_in", _of("outlet", "topup")),
    ("terms.cash_out", _of("terms", "withdraw")),
    ("terms.dormant_fee", _of("inactive")),
    ("terms.dormant_fee", _of("fee", "month")),
    ("terms.dormant_fee", _of("five_thousand", "fee balance account month money")),
    ("terms.dormant_fee", _of("five_thousand", "fee", "balance account month money")),
    ("terms.dormant_fee", _of("inactive", "fee account kaspro month")),
    ("terms.dormant_fee", _of("close", "balance money remain")),
    ("terms.pin_secrecy", _of("secret", "pin")),
    ("terms.pin_secrecy", _of("pin", "somebody")),
    ("terms.pin_secrecy", _of("pin", "give", "somebody contact kaspro secret safe")),
    ("terms.pin_secrecy", _of("pin", "give safe")),
    ("terms.pin_secrecy", _of("pin", "used_by", "somebody")),
    ("terms.definitions.outlets", _of("outlet")),
    ("terms.definitions.user_account", _of("user_account")),
    ("terms.definitions.user_account", _of("meaning terms", "account user_account")),
    ("terms.definitions.application", _of("define meaning terms", "application")),
    ("terms.definitions.bank_atm", _of("define meaning terms", "bank_atm way:atm")),
    ("terms.definitions.fund_limit", _of("fund_limit")),
    ("terms.definitions.fund_limit", _of("meaning", "limit")),
    ("terms.definitions.udd", _of("udd")),
    ("terms.definitions.force_majeure", _of("force_majeure")),
    ("terms.definitions.merchant", _of("merchant")),
    ("terms.definitions.merchant", _of("meaning", "store", "kaspro receive")),
    ("terms.definitions.account_number", _of("account_number")),
    ("terms.definitions.kaspro", _of("meaning terms", "kaspro kaspro_service")),
    ("terms.definitions.kaspro", _of("kaspro_service")),
    ("terms.definitions.users", _of("define meaning terms", "users")),
    ("terms.definitions.regular_user", _of("define meaning terms", "regular")),
    ("terms.definitions.premium_user", _of("define meaning terms", "premium")),
    ("terms.definitions.payment_of_expenditures", _of("expenditures")),
    ("terms.definitions.payment_of_expenditures", _of("meaning", "pay")),
    ("terms.definitions.bill_payment", _of("bill")),
    ("terms.definitions.bill_payment", _of("bill", "meaning define terms")),
    ("terms.definitions.cash_out", _of("define meaning", "cash_out_word")),
    ("terms.definitions.cash_out", _of("meaning", "withdraw")),
    ("terms.definitions.cash_in", _of("define meaning", "cash_in_word")),
    ("terms.definitions.cash_in", _of("meaning", "topup")),
    ("terms.definitions.pin", _of("define meaning feature", "pin")),
    ("terms.definitions.kaspro_system", _of("define meaning terms decide", "system")),
    ("terms.definitions.transaction", _of("define meaning", "transaction")),
    ("terms.definitions.electronic_money", _of("define meaning", "electronic_money")),
    ("terms.definitions.electronic_money", _of("licence")),
    ("terms.definitions.pt_spi", _of("pt_spi")),
    ("terms.definitions.pt_spi", _of("owner", "kaspro")),
    *((f"terms.{name}", _of(f"article:{article}")) for name, article in ARTICLES.items()),
)
"""A sign is there when each of its groups has a concept in the question."""

BELONGING: dict[str, str] = {
    "what_is": "kaspro wallet define feature application qr money bot used_by safe store pay",
    "register": "register application kaspro number otp account email pin phone users digits fee free_of_charge",
    "premium_benefits": (
        "premium regular benefit tier send to_bank electronic_money balance limit account users somebody"
    ),
    "premium_upgrade": (
        "premium upgrade become photo id_card verify account terms regular contact number users register wait "
        "login outlet"
    ),
    "multiple_numbers": "two account number phone email register kaspro",
    "lost_phone": "lose phone way:mobile wallet account contact block reactivate kaspro number",
    "change_pin": "change pin kaspro application number account forget digits refuse",
    "blocked": "block reactivate problem account contact kaspro number wallet",
    "contact": "contact number email kaspro phone somebody problem send",
    "limits": (
        "limit balance month receive premium regular tier account money users withdraw send pay bill kaspro "
        "wallet hold topup"
    ),
    "terms.non_transferable": "hand_over somebody account kaspro wallet users terms change owner used_by",
    "terms.payment_refused": "refuse problem pay merchant store balance insufficient why transaction account qr block",
    "terms.blocked_reasons": "block close why violate account terms kaspro users pt_spi refuse transaction",
    "terms.fund_limit_change": "change limit fund_limit notice anytime balance account pt_spi kaspro decide",
    "terms.interest": "interest balance money account kaspro receive month hold",
    "terms.cash_in": (
        "topup bank_code prefix outlet terms cash_in_word way:atm bank kaspro cash store bank:other bank:cimb"
    ),
    "terms.cash_out": "withdraw send to_bank premium balance terms money cash_out_word kaspro account bank",
    "terms.dormant_fee": (
        "inactive five_thousand fee month account balance transaction kaspro money close remain used_by"
    ),
    "terms.pin_secrecy": "pin secret somebody account kaspro number safe contact used_by",
}
"""What else may be said in a question on a topic without its being about something else."""


def belonging_to(topic: str) -> frozenset[str]:
    """Return the concepts that belong to a topic: its own list, and what its signs name."""
    signs = {concept for name, groups in SIGNS if name == topic for group in groups for concept in group}
    own = set(
        BELONGING.get(topic, "define meaning terms kaspro" if topic.startswith("terms.definitions.") else "").split()
    )
    return frozenset(signs | own)


GENERAL = word_set(
    "kaspro account money balance phone number users how define meaning terms why become create step give application "
    "month id_card wait login requirement store outlet digits cash bank notice anytime decide used_by cannot change "
    "refuse forget close"
)
"""Concepts that point at a topic only together with others."""
ESSENTIAL = {"terms.pin_secrecy": "pin", "change_pin": "pin", "lost_phone": "lose"}
"""The one concept without which a question is not on the topic, where its signs name more."""
DEFINING = word_set("define meaning terms feature decide receive")


def essential_to(topic: str) -> frozenset[str]:
    """Return the concepts of which a question on this topic has one; none for what has no sign."""
    if topic in ESSENTIAL:
        return frozenset({ESSENTIAL[topic]})
    named = frozenset(concept for name, groups in SIGNS if name == topic for group in groups for concept in group)
    return named - (DEFINING if topic.startswith("terms.definitions.") else GENERAL)


def shown(said: frozenset[str]) -> list[tuple[str, frozenset[str]]]:
    """Return the topics whose sign is there, with what of the question makes it up."""
    begun = sorted({at for concept in said for at in _BEGINNING_WITH.get(concept, ())})
    return [
        (topic, frozenset(set().union(*groups) & said))
        for topic, groups in (SIGNS[at] for at in begun)
        if all(not said.isdisjoint(group) for group in groups)
    ]


_BEGINNING_WITH: dict[str, list[int]] = {}
for _at, (_, _groups) in enumerate(SIGNS):
    for _concept in _groups[0]:
        _BEGINNING_WITH.setdefault(_concept, []).append(_at)
