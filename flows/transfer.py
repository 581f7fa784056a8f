"""Transfer: send money to another customer. Rules: models/sending.py, models/limits.py. Fees: models/tariff.py."""

from __future__ import annotations

from bot import buttons
from bot.chat import Answer, Card, Chat, Topic, flow
from bot.message import Ask, Button, Reply, Words
from bot.receipts import Receipt, shows
from bot.words import InWords, Raw, says, t
from flows.answers import MONEY, Choice, NoteAnswer, Person
from models.customers import Customer, Tier
from models.me import Me
from models.money import Money
from models.orders import Agreed, Fact
from models.references import spoken
from models.sending import (
    AskPayee,
    ExceedsBalance,
    NeedsPremium,
    PayeeCannotReceive,
    PayeeNotToday,
    PayeeTold,
    Received,
    SendMoney,
    SendRefused,
    Sent,
    TellPayee,
    WantedToSend,
    refusal_to_send,
)
from models.tariff import fee_to_send

YES_SEND = Button(t("Yes, send"), "answer:yes")
TELL_PAYEE = Button(t("Tell the recipient"), "answer:tell")


@flow("transfer", money=True)
def transfer(chat: Chat, me: Me) -> Agreed[SendMoney]:
    """Whom, how much, agreed. The order returned is carried out once."""
    chat.topic = Topic(t("the transfer"))
    if me.tier is Tier.REGULAR:
        chat.end(why_not_regular(), buttons.GO_PREMIUM)
    asked = t("Who would you like to send money to? Type a number or share a contact.")
    if "bank" in chat.run.early:
        asked = t(
            "Sending to a bank is not possible in chat yet. Which KasPro customer? Type a number or share a contact."
        )
    recipient = chat.ask("recipient", Person(me), asked)
    name = recipient.short_name

    def refusal(amount: Money) -> Fact | None:
        return refusal_to_send(me.customer, me.wallet, amount, fee_to_send(chat.desk.connection, amount))

    amount = chat.ask("amount", MONEY, t("How much would you like to send to {name}?", name=name), unless=refusal)
    _payee_can_receive(chat, me, recipient, amount)
    fee = fee_to_send(chat.desk.connection, amount)
    note = _note(chat)
    chat.topic = Topic(
        t("the transfer"),
        full=t("the transfer of *{amount}* to {name}", amount=amount, name=name),
        matter=t("*{amount}* to {name}", amount=amount, name=name),
    )
    return chat.agree(
        SendMoney(chat.run.key, me.id, recipient.id, amount, fee, note),
        _review(recipient, amount, fee, note),
        pin=t("Enter your PIN to send *{amount}* to {name}.", amount=amount, name=name),
        card=_card(recipient, amount, fee, note),
        buttons=(YES_SEND, buttons.CHANGE_AMOUNT, buttons.CANCEL),
    )


def _note(chat: Chat) -> str:
    """Return the note, if one was said; it is asked for only to change it."""
    answer: Answer[str] = NoteAnswer()
    if chat.run.asked == "note" or "note" in chat.run.answers or "note" in chat.run.early:
        return chat.ask("note", answer, t("What should the note say?"))
    chat.trail.append(("note", answer))
    return ""


def _payee_can_receive(chat: Chat, me: Me, recipient: Customer, amount: Money) -> None:
    """Go on if the payee's limits allow it; otherwise offer the ways on, without saying which limit it is."""
    told = chat.once(AskPayee(chat.run.key, me.id, recipient.id, amount))
    if isinstance(told, PayeeNotToday):
        chat.end(t("Sending to this number is not possible today."), buttons.SEE_MENU)
    if isinstance(told, PayeeCannotReceive):
        ways = Choice({"tell": TELL_PAYEE}, more=(buttons.CHANGE_RECIPIENT,))
        chat.ask(f"way on {recipient.id} {amount}", ways, payee_cannot(told))
        done = chat.once(TellPayee(chat.run.key, me.id, recipient.id, amount))
        if not isinstance(done, PayeeTold):
            raise TypeError(f"{type(done).__name__} is no answer to TellPayee")
        chat.end(t("{name} has been told. Try again later.", name=done.name))


def _review(recipient: Customer, amount: Money, fee: Money, note: str) -> Words:
    values = {
        "amount": amount,
        "in_words": InWords(amount),
        "name": recipient.short_name,
        "phone": recipient.phone,
        "fee": fee,
    }
    if not note:
        return t("Send *{amount}*{in_words} to *{name}* ({phone})? Fee {fee}.", **values)
    return t("Send *{amount}*{in_words} to *{name}* ({phone})? Note: {note}. Fee {fee}.", **values, note=note)


def _card(recipient: Customer, amount: Money, fee: Money, note: str) -> Card:
    detail = t("{phone} · {note}", phone=recipient.phone, note=note) if note else t("{phone}", phone=recipient.phone)
    return Card(
        heading=t("Send to"),
        name=recipient.short_name,
        detail=detail,
        amount=t("{amount}", amount=amount),
        fee=t("Fee {fee}", fee=fee),
        submit=t("Send {amount}", amount=amount),
    )


def why_not_regular() -> Words:
    """Why a Regular cannot send, and what Premium takes (Services Table, FAQ 4)."""
    return t(
        "Sending money is for Premium, and your account is Regular. To go up: a photo of your KTP, SIM or passport, "
        "and one of yourself holding it."
    )


def payee_cannot(told: PayeeCannotReceive) -> Words:
    """That it was not sent, and nothing about why."""
    return t(
        "Not sent: {name} cannot receive this transfer now. The reason is told to {first} alone.",
        name=told.name,
        first=told.first_name,
    )


@says(Sent)
def sent(told: Sent) -> Reply:
    """The payer's receipt."""
    values = {
        "amount": told.amount,
        "to": told.to,
        "at": told.at,
        "balance": told.balance,
        "reference": Raw(spoken(told.reference)),
    }
    if told.fee:
        return Reply(
            t(
                "✅ *{amount}* sent to {to}, {at}. Fee {fee}. Your balance is {balance}. Ref {reference}",
                **values,
                fee=told.fee,
            )
        )
    return Reply(t("✅ *{amount}* sent to {to}, {at}. Your balance is {balance}. Ref {reference}", **values))


@shows(Sent)
def sent_on_page(told: Sent) -> Receipt:
    """The same facts as the receipt in the chat."""
    return Receipt(
        t("{amount} sent", amount=told.amount),
        t("The receipt is in your chat, and {name} is told too.", name=told.to),
        (
            (t("To"), (t("{name}", name=told.to), t("{phone}", phone=told.phone))),
            (t("Fee"), t("{amount}", amount=told.fee)),
            (t("Time"), t("{at}", at=told.at)),
            (t("Reference"), t("{reference}", reference=Raw(spoken(told.reference)))),
        ),
    )


@says(Received)
def received(told: Received) -> Reply:
    """The payee's receipt."""
    values = {"amount": told.amount, "payer": told.payer, "at": told.at, "reference": Raw(spoken(told.reference))}
    if told.note:
        return Reply(
            t("✅ *{amount}* came in from {payer}, {at}. Note: {note}. Ref {reference}", **values, note=told.note)
        )
    return Reply(t("✅ *{amount}* came in from {payer}, {at}. Ref {reference}", **values))


@says(WantedToSend)
def wanted_to_send(told: WantedToSend) -> Reply:
    """Which limit of hers was in the way: told to the payee alone."""
    values = {
        "payer": told.payer,
        "limit": told.limit,
        "tier": t("Premium") if told.tier is Tier.PREMIUM else t("Regular"),
    }
    if told.monthly:
        words = t(
            "{payer} wants to send money, but this month's money in would pass the {tier} limit of {limit}.", **values
        )
    else:
        words = t("{payer} wants to send money, but your balance would pass the {tier} limit of {limit}.", **values)
    ways = (buttons.CHECK_BALANCE, buttons.TALK_TO_A_PERSON)
    return Reply(words, ways if told.tier is Tier.PREMIUM else (buttons.GO_PREMIUM,), Ask.CHOICE)


@says(PayeeTold)
def payee_told(told: PayeeTold) -> Reply:
    """Said when the payee knows."""
    return Reply(t("{name} has been told. Try again later.", name=told.name))


@says(NeedsPremium)
def needs_premium(_told: NeedsPremium) -> Reply:
    """Services Table."""
    return Reply(why_not_regular(), (buttons.GO_PREMIUM,), Ask.CHOICE)


@says(ExceedsBalance)
def exceeds_balance(told: ExceedsBalance) -> Reply:
    """How much is there, and how much is missing."""
    values = {"balance": told.balance, "short": told.short, "fee": told.fee}
    if told.fee:
        words = t("Not sent: your balance is {balance}, {short} short with the fee of {fee}.", **values)
    else:
        words = t("Not sent: your balance is {balance}, {short} short.", **values)
    return Reply(words, (buttons.TOP_UP,))


@says(PayeeCannotReceive)
def payee_cannot_receive(told: PayeeCannotReceive) -> Reply:
    """Neutral words, after consent."""
    return Reply(payee_cannot(told), (buttons.SEND_MONEY, buttons.SEE_MENU), Ask.CHOICE)


@says(PayeeNotToday)
def payee_not_today(_told: PayeeNotToday) -> Reply:
    """Too many tries."""
    return Reply(t("Sending to this number is not possible today."), (buttons.SEE_MENU,), Ask.CHOICE)


@says(SendRefused)
def send_refused(_told: SendRefused) -> Reply:
    """The ledger refused after consent: nothing moved, and nothing is guessed."""
    return Reply(
        t("Not sent, your balance is untouched: something changed meanwhile. Please try again."),
        (buttons.SEND_MONEY,),
        Ask.CHOICE,
    )
