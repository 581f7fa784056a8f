"""Withdraw with a friend: whom, how much, agreed (FAQ 10); `flows/withdraw.py` leads here.

What the friend then says is in flows/friend_answer.py, what the payer says in flows/friend_received.py.
Rules: models/friend_asking.py.
"""

from __future__ import annotations

from typing import NoReturn

from bot import buttons
from bot.chat import Card, Chat, Ended, Refused, Topic
from bot.message import Ask, Button, Reply, Words
from bot.receipts import Receipt, shows
from bot.words import InWords, Raw, says, t, worded
from flows.answers import MONEY, Choice, Person
from models.cash_requests import live_of_payer
from models.customers import Customer, Tier, customer_with
from models.friend_asking import (
    AskFriend,
    AskingRefused,
    CashBelowMinimum,
    FriendAsked,
    FriendCannot,
    FriendExceedsBalance,
    how_it_stands,
    refusal_to_ask,
)
from models.making_tokens import CashNeedsPremium
from models.me import Me
from models.money import Money
from models.orders import Agreed, Fact
from models.phone import Phone
from models.references import spoken
from models.sending import AskPayee, PayeeCannotReceive, PayeeNotToday
from models.tariff import fee_to_withdraw

YES_ASK = Button(t("Yes, ask for help"), "answer:yes")
CHANGE_FRIEND = Button(t("Change friend"), "change:recipient")


class Friend(Person):
    """The customer who is to hand over the cash: by number, shared contact, or the name of one paid before."""

    def _with(self, phone: Phone) -> Customer:
        if customer_with(self._me.desk.connection, phone) is None:
            raise Refused(Reply(t("The number {number} cannot be asked for cash.", number=Raw(phone.masked))))
        return super()._with(phone)


def with_friend(chat: Chat, me: Me) -> Agreed[AskFriend]:
    """Who brings the cash, how much, agreed. The order returned is carried out once."""
    chat.topic = Topic(t("the withdrawal"))
    if me.tier is not Tier.PREMIUM:
        _end_with(CashNeedsPremium())
    live = live_of_payer(chat.desk.connection, me.id)
    if live is not None:
        _end_with(how_it_stands(chat.desk, live, me.id))
    friend = chat.ask("recipient", Friend(me), t("Who can give you the cash? Type a number or share a contact."))
    name = friend.short_name

    def refusal(amount: Money) -> Fact | None:
        return refusal_to_ask(chat.desk, me.customer, me.wallet, amount)

    asked = t("How much would you like to withdraw with {name}?", name=name)
    amount = chat.ask("amount", MONEY, asked, unless=refusal)
    _friend_can_receive(chat, me, friend, amount)
    fee = fee_to_withdraw(chat.desk.connection, "friend")
    chat.topic = Topic(
        t("the withdrawal"),
        full=t("the withdrawal of *{amount}* with {name}", amount=amount, name=name),
        matter=t("*{amount}* with {name}", amount=amount, name=name),
    )
    return chat.agree(
        AskFriend(chat.run.key, me.id, friend.id, amount, fee),
        _review(friend, amount, fee),
        pin=t("Enter your PIN to withdraw *{amount}* with {name}.", amount=amount, name=name),
        card=_card(friend, amount, fee),
        buttons=(YES_ASK, buttons.CANCEL),
    )


def _end_with(told: Fact) -> NoReturn:
    raise Ended(worded(told))  # As it is always said: whether a number may pick one of its buttons, too.


def _friend_can_receive(chat: Chat, me: Me, friend: Customer, amount: Money) -> None:
    """Go on if the friend may take the money; otherwise offer other ways, without a word about what is in the way."""
    told = chat.once(AskPayee(chat.run.key, me.id, friend.id, amount))
    if isinstance(told, PayeeNotToday):
        chat.end(t("This number cannot be asked for cash today."), buttons.WITHDRAW, buttons.SEE_MENU)
    if isinstance(told, PayeeCannotReceive):
        nobody: dict[str, Button] = {}
        ways = Choice(nobody, more=(buttons.CHANGE_AMOUNT, CHANGE_FRIEND))
        chat.ask(f"way on {friend.id} {amount}", ways, _cannot(friend.short_name))


def _cannot(name: str) -> Words:
    return t("Not asked: {name} cannot help with this now.", name=name)


def _review(friend: Customer, amount: Money, fee: Money) -> Words:
    return t(
        "Withdraw *{amount}*{in_words} with *{name}*? {first} gives you the cash, your money goes to {first}. "
        "Fee {fee}.",
        amount=amount,
        in_words=InWords(amount),
        name=friend.short_name,
        first=friend.first_name,
        fee=fee,
    )


def _card(friend: Customer, amount: Money, fee: Money) -> Card:
    return Card(
        heading=t("Withdraw with"),
        name=friend.short_name,
        detail=t("{phone}", phone=friend.phone),
        amount=t("{amount}", amount=amount),
        fee=t("Fee {fee}", fee=fee),
        submit=t("Ask for {amount}", amount=amount),
    )


@says(FriendAsked)
def friend_asked(told: FriendAsked) -> Reply:
    """The money is held, and until when the friend may answer."""
    return Reply(waiting(Money(told.amount + told.fee), told))


def waiting(held: Money, told: FriendAsked) -> Words:
    """What is held, and what it waits for."""
    values = {"held": held, "first": told.first_name, "until": told.until, "reference": Raw(spoken(told.reference))}
    if told.fee:
        return t(
            "⏳ *{held}* is held, the fee of {fee} included. Waiting for {first}'s answer until {until}. "
            "Ref {reference}",
            **values,
            fee=told.fee,
        )
    return t("⏳ *{held}* is held. Waiting for {first}'s answer until {until}. Ref {reference}", **values)


@shows(FriendAsked)
def asked_on_page(told: FriendAsked) -> Receipt:
    """The same facts as in the chat."""
    return Receipt(
        t("{amount} held", amount=Money(told.amount + told.fee)),
        t("{name} is asked now, the answer comes into your chat.", name=told.friend),
        (
            (t("With"), (t("{name}", name=told.friend), t("{phone}", phone=told.phone))),
            (t("Fee"), t("{amount}", amount=told.fee)),
            (t("Until"), t("{at}", at=told.until)),
            (t("Reference"), t("{reference}", reference=Raw(spoken(told.reference)))),
        ),
    )


@says(CashBelowMinimum)
def cash_below_minimum(told: CashBelowMinimum) -> Reply:
    """FAQ 10."""
    return Reply(t("With a friend it is {minimum} or more.", minimum=told.minimum))


@says(FriendExceedsBalance)
def friend_exceeds_balance(told: FriendExceedsBalance) -> Reply:
    """How much is there, and how much is missing."""
    values = {"balance": told.balance, "short": told.short, "fee": told.fee}
    if told.fee:
        words = t("Not withdrawn: your balance is {balance}, {short} short with the fee of {fee}.", **values)
    else:
        words = t("Not withdrawn: your balance is {balance}, {short} short.", **values)
    return Reply(words, (buttons.TOP_UP,))


@says(FriendCannot)
def friend_cannot(told: FriendCannot) -> Reply:
    """Neutral words, after consent."""
    return Reply(_cannot(told.friend), (buttons.WITHDRAW, buttons.SEE_MENU), Ask.CHOICE)


@says(AskingRefused)
def asking_refused(_told: AskingRefused) -> Reply:
    """Something changed after consent: nothing is held, and nothing is guessed."""
    return Reply(
        t("Not withdrawn, your balance is untouched: something changed meanwhile. Please try again."),
        (buttons.WITHDRAW,),
        Ask.CHOICE,
    )
