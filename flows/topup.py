"""Top-up: the customer's own virtual account number at each bank (FAQ 9). Rules: models/topping_up.py, models/va.py."""

from __future__ import annotations

from bot.chat import Chat, NotUnderstood, Topic, flow
from bot.message import Ask, Button, Kind, Message, Reply, Words
from bot.understand.normalise import normalise
from bot.understand.places import bank_of
from bot.understand.requests import words_of
from bot.words import Raw, says, t
from flows.answers import Choice, text_of
from flows.history import BANKS
from models.me import Me
from models.references import spoken
from models.topping_up import (
    AccountUnknown,
    AmountNotTaken,
    OverBalanceLimit,
    OverIncomingLimit,
    PaidInOtherwise,
    ToppedUp,
)
from models.va import PREFIXES, va_number

CHOICES = {
    "bca": Button(t("BCA"), "answer:bca"),
    "bni": Button(t("BNI"), "answer:bni"),
    "bri": Button(t("BRI"), "answer:bri"),
    "cimb": Button(t("CIMB Niaga"), "answer:cimb"),
    "other": Button(t("Another bank"), "answer:other"),
}
SHOPS = ("alfamart", "indomaret", "digibos")


class Bank(Choice[str]):
    """One of the banks, by button or by any name that we know it by."""

    def read(self, said: Message) -> str:
        """Return the bank; every other one pays into CIMB Niaga's number (FAQ 9, Other Bank)."""
        try:
            return super().read(said)
        except NotUnderstood:
            named = bank_of(words_of(normalise(text_of(said)))).get("bank") if said.kind is Kind.TEXT else None
            if named is None:
                raise
            return str(named) if named in PREFIXES else "other"


@flow("topup")
def topup(chat: Chat, me: Me) -> Reply:
    """Which bank; then the number to copy and what to do with it."""
    chat.topic = Topic(t("the top-up"))
    asked = t("From which bank would you like to top up?")
    way = chat.run.early.get("channel")
    if way in SHOPS:
        asked = t("Topping up in a shop is not possible in chat yet. From which bank would you like to top up?")
    bank = chat.ask("bank", Bank(CHOICES, slots=("bank",)), asked)
    number = va_number(bank, me.phone)
    copy = (Button(t("Copy number"), f"copy:{number}"),)
    if bank == "other":
        words: tuple[Words, ...] = (
            t("Your virtual account number: `{number}`", number=Raw(number)),
            t(
                "At your bank choose a transfer to another bank, CIMB Niaga (code 022), with this number as the "
                "account. Your bank may charge a fee. The balance grows by itself, and you are told here."
            ),
        )
    elif way == "mobile":
        words = (
            t("Your {bank} virtual account number: `{number}`", bank=BANKS[bank], number=Raw(number)),
            t(
                "Paste it in {bank} mobile, enter the amount, follow the virtual account steps in your app. The "
                "balance grows by itself, and you are told here.",
                bank=BANKS[bank],
            ),
        )
    else:
        words = (
            t("Your {bank} virtual account number: `{number}`", bank=BANKS[bank], number=Raw(number)),
            t(
                "Paste it at {bank}, enter the amount, follow the virtual account steps. The balance grows by "
                "itself, and you are told here.",
                bank=BANKS[bank],
            ),
        )
    if bank == "cimb":
        words = (*words, t("CIMB Niaga takes top-ups from Rp10,000 on."))
    return Reply(words, copy, Ask.CHOICE)


@says(ToppedUp)
def topped_up(told: ToppedUp) -> Reply:
    """Money came in."""
    words = t(
        "✅ *{amount}* came in, top-up by {bank}, {at}. Your balance is {balance}. Ref {reference}",
        amount=told.amount,
        bank=BANKS.get(told.bank, told.bank),
        at=told.at,
        balance=told.balance,
        reference=Raw(spoken(told.reference)),
    )
    return Reply(words)


@says(AccountUnknown)
def account_unknown(_told: AccountUnknown) -> Reply:
    """Said at the bank's counter."""
    return Reply(t("No KasPro account has this virtual account number."))


@says(OverBalanceLimit)
def over_balance_limit(told: OverBalanceLimit) -> Reply:
    """Said at the bank's counter."""
    return Reply(t("Not paid in: the balance may be at most {limit}.", limit=told.limit))


@says(OverIncomingLimit)
def over_incoming_limit(told: OverIncomingLimit) -> Reply:
    """Said at the bank's counter."""
    return Reply(t("Not paid in: money in may be at most {limit} a month.", limit=told.limit))


@says(AmountNotTaken)
def amount_not_taken(told: AmountNotTaken) -> Reply:
    """Said at the bank's counter."""
    return Reply(t("Not paid in: the least is {minimum}.", minimum=told.minimum))


@says(PaidInOtherwise)
def paid_in_otherwise(_told: PaidInOtherwise) -> Reply:
    """Said at the bank's counter."""
    return Reply(t("This payment was made before, with another amount or account."))
