"""Top-up: every bank and way, and the shops (FAQ 9). Steps: faq/topics. Rules: models/topping_up.py, models/va.py."""

from __future__ import annotations

from typing import Any

from bot.chat import Chat, NotUnderstood, Topic, flow
from bot.message import Ask, Button, Kind, Message, Reply, Words
from bot.understand.amounts import read_amount
from bot.understand.intents import understand
from bot.understand.places import bank_to_pay_from, channel_of, pieces_of
from bot.words import Inline, Raw, says, t
from flows.answers import Choice, text_of
from flows.history import BANKS
from models.figures import figure
from models.limits import BalanceLimit, IncomingLimit, refusal_to_receive
from models.me import Me
from models.money import Money
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

SHOPS = {
    "alfamart": Button(t("Alfamart"), "answer:alfamart"),
    "indomaret": Button(t("Indomaret"), "answer:indomaret"),
    "digibos": Button(t("LKD Digibos"), "answer:digibos"),
}
CHOICES = {
    "bca": Button(t("BCA"), "answer:bca"),
    "bni": Button(t("BNI"), "answer:bni"),
    "bri": Button(t("BRI"), "answer:bri"),
    "cimb": Button(t("CIMB Niaga"), "answer:cimb"),
    "other": Button(t("Another bank"), "answer:other"),
    **SHOPS,
}
WAYS = {
    "mobile": t("Mobile banking"),
    "internet": t("Internet banking"),
    "atm": t("ATM"),
    "sms": t("SMS banking"),
}
MAKE_TOKEN = Button(t("Make token"), "flow:topup_token?partner=indomaret")


class Place(Choice[str]):
    """One of the banks or shops, by button or by any name that we know it by; "BCA mobile" names the way too."""

    def read(self, said: Message) -> str:
        """Return the place, a dot and the way after a bank; every other bank pays into CIMB Niaga's number (FAQ 9)."""
        try:
            return super().read(said)
        except NotUnderstood:
            if said.kind is not Kind.TEXT:
                raise
            if understand(said.text, busy=True).intent not in ("none", "topup"):
                raise  # "tarik 100rb di alfamart" wishes for something else there.
            words = pieces_of(text_of(said))
            channel, bank = str(channel_of(words).get("channel", "")), bank_to_pay_from(words).get("bank")
            if channel in SHOPS:
                return channel
            if bank is None:
                raise
            place = str(bank) if bank in PREFIXES else "other"
            return f"{place}.{channel}" if channel in WAYS else place

    def load(self, kept: Any) -> str:
        """Return the place as kept, if it still is one."""
        place, _, way = str(kept).partition(".")
        super().load(place)
        if way and way not in WAYS:
            raise ValueError("no longer a way")
        return str(kept)


@flow("topup")
def topup(chat: Chat, me: Me) -> Reply:
    """Where; then the number to copy, or what to say at the till."""
    chat.topic = Topic(t("the top-up"))
    named = chat.run.early.get("way") or chat.run.early.get("channel", "")
    if named in SHOPS:
        return _at_shop(chat, me, named)
    answer = chat.ask("bank", Place(CHOICES, slots=("bank",)), t("Where would you like to top up?"))
    place, _, way = answer.partition(".")
    return _at_shop(chat, me, place) if place in SHOPS else _by_bank(chat, me, place, way or named)


def _by_bank(chat: Chat, me: Me, bank: str, way: str) -> Reply:
    """The steps of the way that was named, or the number and the ways that the document describes."""
    number = va_number(bank, me.phone)
    steps = chat.guide.steps(f"topup.{bank}.{way}", me) if way in WAYS else None
    copy = Button(t("Copy number"), f"copy:{number}")
    others = [
        Button(words, f"flow:topup?bank={bank}&way={name}")
        for name, words in WAYS.items()
        if name != way and chat.guide.steps(f"topup.{bank}.{name}", me) is not None
    ]
    if steps is not None:
        return Reply((steps, *_over(chat, me)), (copy,), Ask.CHOICE)
    general = chat.guide.steps(f"topup.{bank}", me) or t("Your virtual account number: `{number}`", number=Raw(number))
    if way not in WAYS:
        return Reply((general, *_over(chat, me)), (copy, *others), Ask.CHOICE)
    named = Inline(CHOICES[bank].label) if bank == "other" else CHOICES[bank].label
    missing = t("KasPro's guide does not describe {way} for {bank}.", way=WAYS[way], bank=named)
    return Reply((missing, general, *_over(chat, me)), (copy, *others), Ask.CHOICE)


def _at_shop(chat: Chat, me: Me, shop: str) -> Reply:
    """What to say at the till; Indomaret wants a token (FAQ 9, Modern Channel)."""
    if shop == "indomaret":
        words = t(
            "Multiples of {multiple}, at most {maximum}. The token is good for {minutes} minutes, so make it at the "
            "till.",
            multiple=Money(figure(chat.desk.connection, "topup.indomaret.multiple")),
            maximum=Money(figure(chat.desk.connection, "topup.indomaret.max")),
            minutes=figure(chat.desk.connection, "token.minutes"),
        )
        return Reply((words, *_over(chat, me)), (MAKE_TOKEN,), Ask.CHOICE)
    steps = chat.guide.steps(f"topup.{shop}", me) or t("Your number: `{number}`", number=Raw(me.phone.local))
    return Reply((steps, *_over(chat, me)), (Button(t("Copy number"), f"copy:{me.phone.local}"),), Ask.CHOICE)


def _over(chat: Chat, me: Me) -> tuple[Words, ...]:
    """Say it beforehand if the amount that she named would pass a limit (Services Table)."""
    amount = read_amount(chat.run.early.get("amount", "")).value
    if amount is None:
        return ()
    asked = chat.desk.connection, me.wallet.account_id, me.tier, Money(amount), chat.desk.now
    match refusal_to_receive(*asked):
        case BalanceLimit(_, room) | IncomingLimit(_, room):
            return (t("{amount} is over your limit now: at most {room} more fits.", amount=Money(amount), room=room),)
    return ()


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
