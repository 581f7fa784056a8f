"""Help: answers from the issuer's document, made the customer's own where they can be. Texts: faq/.

The engine asks it whatever is no answer and no request; other flows take the steps of a topic from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot import buttons
from bot.guide import Found
from bot.message import Ask, Button, Reply, Words
from bot.understand.normalise import normalise
from bot.understand.requests import words_of
from bot.understand.vocabulary import BANKS, CHANNELS
from bot.understand.wordlists import word_set
from bot.words import Raw, t, written
from faq.document import Document, Topic
from faq.matcher import Match, Matcher
from models.customers import Tier
from models.figures import all_figures
from models.me import Me, Stranger
from models.money import Money
from models.va import PREFIXES, va_number

OFFERS: tuple[tuple[str, tuple[Button, ...]], ...] = (
    ("topup", (buttons.TOP_UP,)),
    ("withdraw", (buttons.WITHDRAW,)),
    ("premium_upgrade", (buttons.GO_PREMIUM,)),
    ("premium_benefits", (buttons.GO_PREMIUM,)),
    ("lost_phone", (buttons.BLOCK_ACCOUNT, buttons.TALK_TO_A_PERSON)),
    ("blocked", (buttons.TALK_TO_A_PERSON,)),
    ("contact", (buttons.TALK_TO_A_PERSON,)),
    ("change_pin", (buttons.CHANGE_PIN,)),
    ("limits", (buttons.CHECK_BALANCE,)),
    ("terms.pin_secrecy", (buttons.CHANGE_PIN, buttons.BLOCK_ACCOUNT)),
)
"""What a customer may want to do after reading about it, by the beginning of the topic's name."""


FEE = word_set("biaya biayanya fee fees ongkos ongkosnya admin adminnya cost costs charge charges potongan")
REST = word_set(
    "bulan bulanan perbulan month monthly dormant inactive idle nganggur pasif administrasi administration dipakai "
    "dipake digunakan terpakai transaksi unused used using enam six"
)
"""With one of these it is the fee of a wallet that rests (terms 3.8)."""
ELSEWHERE = (
    word_set("bank topup top isi saldo dipotong kepotong berkurang deducted charged") | BANKS.keys() | CHANNELS.keys()
)
"""What makes it another's fee, or money that has gone already."""
FEES_WORDS_MAX = 6
OUR_FEES = Match("terms.dormant_fee", 1.0)
"""Answered by the fees of our own services, which the document leaves to the tariff."""
REGULAR, PREMIUM = word_set("reguler regular biasa"), word_set("premium")


class Help:
    """The guide of `bot/guide.py`."""

    def __init__(self, document: Document, own: Document) -> None:
        """Questions are answered from `document`; steps that flows show are always ours (`own`)."""
        self._document = document
        self._own = own
        self._matcher = Matcher(document)

    def find(self, text: str) -> Found:
        """Return the topic that answers this question, or the few that may."""
        return OUR_FEES if _asks_for_our_fees(text) else self._matcher.find(text)

    def reply(self, topic: str, person: Any, asked: str = "") -> Reply | None:
        """Return the topic's answer to what this person asked, with what she may want to do next."""
        found = self._document.topics.get(topic)
        if found is None:
            return None
        said = set(words_of(normalise(asked)))
        if topic == "terms.dormant_fee" and said & FEE and not said & REST:
            return Reply(_fees(person))
        offered = _offered(found, person)
        who = () if topic == "limits" and _asks_of_other_tier(said, person) else _who(person)
        return Reply(_words(found, person, who), offered, Ask.CHOICE if offered else Ask.NOTHING)

    def offer(self, topics: Sequence[str], *, several: bool = False) -> Reply:
        """Return the question which of these topics is meant, or where to begin when several things were asked."""
        asked = t("Several questions at once: which one first?") if several else t("Which of these do you mean?")
        known = [self._document.topics[topic] for topic in topics]
        shown = tuple(Button(written(each.label), f"flow:help_topic?topic={each.name}") for each in known)
        return Reply(asked, shown, Ask.CHOICE)

    def steps(self, topic: str, person: Any) -> Words | None:
        """Return our own words on the topic for this person."""
        found = self._own.topics.get(topic)
        return _words(found, person, _who(person)) if found else None


def _asks_for_our_fees(text: str) -> bool:
    """Return whether it asks what our services cost: of a bank's fee, or a resting wallet's, the document speaks."""
    words = words_of(normalise(text))
    said = set(words)
    return len(words) <= FEES_WORDS_MAX and bool(said & FEE) and not said & (REST | ELSEWHERE)


def _words(topic: Topic, person: Me | Stranger, who: tuple[str, ...]) -> Words:
    return written(topic.text_for(*who), **_places(person))


def _asks_of_other_tier(said: set[str], person: Me | Stranger) -> bool:
    """Return whether a customer of one tier asks about the other."""
    if isinstance(person, Stranger):
        return False
    return bool(said & (REGULAR if person.tier is Tier.PREMIUM else PREMIUM))


def _fees(person: Me | Stranger) -> Words:
    """What our own services cost (figures `fee.…`); the document names a fee for resting wallets alone."""
    figures = {each.name: Money(each.value) for each in all_figures(person.desk.connection)}
    cash = sorted(value for name, value in figures.items() if name.startswith("fee.withdraw."))
    values = {"transfer": figures["fee.transfer"], "least": cash[0], "most": cash[-1]}
    if cash[0] == cash[-1]:
        return t(
            "Sending money costs {transfer}, withdrawing cash {most}. The fee is shown before you agree; another bank "
            "may charge its own.",
            **values,
        )
    return t(
        "Sending money costs {transfer}, withdrawing cash {least} to {most}. The fee is shown before you agree; "
        "another bank may charge its own.",
        **values,
    )


def _who(person: Me | Stranger) -> tuple[str, ...]:
    if isinstance(person, Stranger):
        return ("stranger",)
    return (person.tier,) if person.customer.may_move_money else ("blocked", person.tier)


def _places(person: Me | Stranger) -> dict[str, Any]:
    """Return what a topic's places stand for: the operator's figures, and the person's own numbers."""
    figures = {
        each.name.replace(".", "_"): Money(each.value) if each.means.startswith("rupiah") else each.value
        for each in all_figures(person.desk.connection)
    }
    if isinstance(person, Stranger):
        mine: Words | Raw = t("your mobile number")
        accounts = {f"va_{bank}": t("{prefix} + your mobile number", prefix=Raw(PREFIXES[bank])) for bank in PREFIXES}
        return {**figures, **accounts, "phone": mine}
    numbers = {f"va_{bank}": Raw(va_number(bank, person.phone)) for bank in PREFIXES}
    return {**figures, **numbers, "phone": Raw(person.phone.local)}


def _offered(topic: Topic, person: Me | Stranger) -> tuple[Button, ...]:
    """Return the number to copy, if the answer gives one, and what can be done about the topic here."""
    if isinstance(person, Stranger):
        return (buttons.SIGN_UP, buttons.LINK_ACCOUNT)
    given = {bank for bank in PREFIXES if f"{{va_{bank}}}" in topic.text_for(*_who(person))["en"]}
    numbers = {va_number(bank, person.phone) for bank in given}
    if len(numbers) == 1:
        return (Button(t("Copy number"), f"copy:{numbers.pop()}"),)
    name = topic.name
    offered = next((each for start, each in OFFERS if name == start or name.startswith(f"{start}.")), ())
    return tuple(each for each in offered if each is not buttons.GO_PREMIUM or person.tier is not Tier.PREMIUM)
