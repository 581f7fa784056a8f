"""Withdraw: a token for cash at a shop or a Danamon ATM (FAQ 10). The words about tokens stand in `flows/tokens.py`.

Rules: models/making_tokens.py, models/cash_points.py. Fees: models/tariff.py.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from bot import buttons
from bot.chat import EARLY, Card, Chat, NotUnderstood, Refused, Topic, flow
from bot.message import Ask, Button, Kind, Message, Reply, Words
from bot.understand.intents import understand
from bot.understand.places import cash_place_of, pieces_of
from bot.words import InWords, says, t
from flows.answers import Choice, MoneyAnswer, text_of
from flows.history import BANKS
from flows.tokens import already
from flows.withdraw_friend import with_friend
from models.cash_points import amounts
from models.customers import Tier
from models.figures import figure
from models.making_tokens import (
    CashExceedsBalance,
    CashNeedsPremium,
    CashNotServed,
    MakeToken,
    TokenNotMade,
    has_token,
    refusal_to_withdraw,
)
from models.me import Me
from models.money import Money
from models.orders import Agreed
from models.tariff import fee_to_withdraw
from models.tokens import live_token

PLACES = {
    "alfamart": Button(t("Alfamart"), "answer:alfamart"),
    "indomaret": Button(t("Indomaret"), "answer:indomaret"),
    "danamon": Button(t("Danamon ATM"), "answer:danamon"),
    "friend": Button(t("With a friend"), "answer:friend"),
}
YES_MAKE = Button(t("Yes, make the token"), "answer:yes")


class Place(Choice[str]):
    """Where the cash is handed out, by button or by any name that we know it by."""

    def __init__(self) -> None:
        super().__init__(PLACES, slots=("channel",))

    def read(self, said: Message) -> str:
        """Return the place; of cash machines only Danamon's hand out KasPro money (FAQ 10)."""
        try:
            return super().read(said)
        except NotUnderstood:
            if said.channel != EARLY and understand(text_of(said), busy=True).intent not in ("none", "withdraw"):
                raise  # "isi saldo di alfamart" wishes for something else there.
            named = cash_place_of(pieces_of(text_of(said))).get("channel")
            if named in PLACES:
                return str(named)
            if named == "atm":
                raise Refused(Reply(t("Of cash machines, only Danamon's hand out KasPro money."))) from None
            if named is not None or said.channel == EARLY:
                raise Refused(Reply(t("KasPro money cannot be had in cash there."))) from None
            raise


CHOICES_MIN = 2


class CashAmount(MoneyAnswer):
    """An amount in rupiah, typed or tapped among those that are offered."""

    def read(self, said: Message) -> Money:
        """Return the amount; whether it may be had is asked apart."""
        if said.kind is Kind.TAP and said.button.isascii() and said.button.isdigit() and len(said.button) < 16:
            return self.load(int(said.button))
        return super().read(said)


@flow("withdraw", money=True)
def withdraw(chat: Chat, me: Me) -> Agreed[Any]:
    """Where, how much, agreed. The order returned holds the money, and makes the token once."""
    chat.topic = Topic(t("the withdrawal"))
    if me.tier is Tier.REGULAR:
        chat.end(why_premium(), buttons.GO_PREMIUM)
    place = chat.ask("place", Place(), t("Where would you like to withdraw cash?"))
    if place == "friend":
        return with_friend(chat, me)
    return _with_token(chat, me, place)


def _with_token(chat: Chat, me: Me, place: str) -> Agreed[MakeToken]:
    live = live_token(chat.desk.connection, me.id, "withdraw")
    if live is not None and live.is_live(chat.desk.now):
        standing = already(has_token(live, chat.desk.now))
        chat.end(standing.words, *standing.buttons)
    _has_enough(chat, me, place)
    asked = t("How much would you like to withdraw at {place}?", place=BANKS[place])
    refusal = partial(refusal_to_withdraw, chat.desk.connection, me.customer, place)
    amount = chat.ask("amount", CashAmount(), asked, unless=refusal)
    fee = fee_to_withdraw(chat.desk.connection, place)
    minutes = figure(chat.desk.connection, "token.minutes")
    chat.topic = Topic(
        t("the withdrawal"),
        full=t("the withdrawal of *{amount}* at {place}", amount=amount, place=BANKS[place]),
        matter=t("*{amount}* at {place}", amount=amount, place=BANKS[place]),
    )
    return chat.agree(
        MakeToken(chat.run.key, me.id, amount, fee, place),
        _review(place, amount, fee, minutes),
        pin=t("Enter your PIN for the withdrawal token of *{amount}*.", amount=amount),
        card=_card(place, amount, fee, minutes),
        buttons=(YES_MAKE, buttons.CANCEL),
    )


def _has_enough(chat: Chat, me: Me, place: str) -> None:
    """Go on if the balance allows the least that can be had there; otherwise say so before anything is asked."""
    served = amounts(chat.desk.connection, "withdraw", place)
    free = me.wallet.available - fee_to_withdraw(chat.desk.connection, place)
    if not served.near(served.least, free):
        words = t(
            "The least that can be withdrawn at {place} is {least}, and your balance is {balance}.",
            place=BANKS[place],
            least=served.least,
            balance=me.wallet.available,
        )
        chat.end(words, buttons.TOP_UP)


def _review(place: str, amount: Money, fee: Money, minutes: int) -> Words:
    values = {
        "amount": amount,
        "in_words": InWords(amount),
        "place": BANKS[place],
        "minutes": minutes,
        "fee": fee,
    }
    if place == "danamon":
        return t(
            "Make a withdrawal token of *{amount}*{in_words} for {place}? The money is held for {minutes} minutes and "
            "leaves only at the cash machine. Fee {fee}.",
            **values,
        )
    return t(
        "Make a withdrawal token of *{amount}*{in_words} for {place}? The money is held for {minutes} minutes and "
        "leaves only at the till. Fee {fee}.",
        **values,
    )


def _card(place: str, amount: Money, fee: Money, minutes: int) -> Card:
    return Card(
        heading=t("Withdraw at"),
        name=BANKS[place],
        detail=t("Token for {minutes} minutes", minutes=minutes),
        amount=t("{amount}", amount=amount),
        fee=t("Fee {fee}", fee=fee),
        submit=t("Make token for {amount}", amount=amount),
    )


def why_premium() -> Words:
    """Why a Regular cannot withdraw, and what Premium takes (Services Table, FAQ 4)."""
    return t(
        "Withdrawing cash is for Premium, and your account is Regular. To go up: a photo of your KTP, SIM or passport, "
        "and one of yourself holding it."
    )


def offer(amount: Money) -> Button:
    """A button that answers with this amount."""
    return Button(t("{amount}", amount=amount), f"answer:{int(amount)}")


@says(CashNeedsPremium)
def cash_needs_premium(_told: CashNeedsPremium) -> Reply:
    """Services Table."""
    return Reply(why_premium(), (buttons.GO_PREMIUM,))


@says(CashNotServed)
def cash_not_served(told: CashNotServed) -> Reply:
    """What the place hands out (FAQ 10), and the nearest that can be had."""
    values = {
        "place": BANKS.get(told.partner, told.partner),
        "multiple": told.multiple,
        "least": told.least,
        "most": told.most,
    }
    if told.least > told.multiple:
        words = t("{place} hands out multiples of {multiple}, from {least} to {most}.", **values)
    else:
        words = t("{place} hands out multiples of {multiple}, at most {most}.", **values)
    near = tuple(offer(amount) for amount in dict.fromkeys((told.low, told.high)) if amount)
    if len(near) < CHOICES_MIN:
        return Reply(words, near)
    return Reply(t("{served} Which one would you like?", served=words), near, Ask.ANSWER)


@says(CashExceedsBalance)
def cash_exceeds_balance(told: CashExceedsBalance) -> Reply:
    """How much is there, how much is missing, and what can be had instead."""
    values = {"balance": told.balance, "short": told.short, "fee": told.fee}
    if told.fee:
        words = t("Not withdrawn: your balance is {balance}, {short} short with the fee of {fee}.", **values)
    else:
        words = t("Not withdrawn: your balance is {balance}, {short} short.", **values)
    return Reply(words, ((offer(told.near),) if told.near else ()) + (buttons.TOP_UP,))


@says(TokenNotMade)
def token_not_made(_told: TokenNotMade) -> Reply:
    """Something changed after consent: nothing is held, and nothing is guessed."""
    words = t("No token was made and no money is held: something changed meanwhile. Please try again.")
    return Reply(words, (buttons.WITHDRAW,))
