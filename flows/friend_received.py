"""Cash received: the payer says whether she has her friend's cash, or takes her request back before it is handed over.

Begun by the buttons of the notices, or in words when her request fits. Rules: models/friend_confirming.py.
"""

from __future__ import annotations

from dataclasses import replace

from bot import buttons
from bot.chat import Chat, Topic, flow
from bot.message import Ask, Button, Reply, Words
from bot.words import Raw, says, t, worded
from flows.friend_answer import which
from models.cash_requests import CashRequest, Step, live_of_payer
from models.friend_answering import CashHanded, NoSuchCash
from models.friend_asking import how_it_stands
from models.friend_cash import CashBack, CashDisputed, CashPaid, Why
from models.friend_confirming import (
    AskedForCashAgain,
    CancelCash,
    CannotCancelCash,
    ConfirmationNoted,
    ConfirmCash,
    DenyCash,
    NotReceivedNoted,
)
from models.me import Me
from models.money import Money
from models.orders import Fact, Order
from models.references import spoken


@flow("friend_received")
def friend_received(chat: Chat, me: Me) -> Order[Fact]:
    """The cash is here: the money goes to the friend. The PIN was given when it was held."""
    chat.topic = Topic(t("the withdrawal"))
    return ConfirmCash(chat.run.key, me.id, which(chat, _mine(chat, me)))


@flow("friend_not_received")
def friend_not_received(chat: Chat, me: Me) -> Order[Fact]:
    """It is not; the button says to which time of asking that is the answer."""
    chat.topic = Topic(t("the withdrawal"))
    said = chat.run.early.get("answer", "")
    question = int(said) if said.isascii() and said.isdigit() else 0
    return DenyCash(chat.run.key, me.id, which(chat, _mine(chat, me)), question)


@flow("friend_in_full")
def friend_in_full(chat: Chat, me: Me) -> Reply:
    """A bare yes or no settles nothing: how it stands, with the words to write."""
    live = live_of_payer(chat.desk.connection, me.id)
    if live is None:
        return worded(NoSuchCash())
    reply = worded(how_it_stands(chat.desk, live, me.id))
    lines = reply.words if isinstance(reply.words, tuple) else (reply.words,)
    if live.step is not Step.HANDED:
        return reply
    here, not_yet = (button.label for button in is_it_here(live.reference, 0))
    asked = t("Please answer in full, so that nothing is mistaken: “{yes}” or “{no}”.", yes=here, no=not_yet)
    return replace(reply, words=(asked, *lines))


def _what_to_cancel(me: Me) -> Reply | None:
    """What is held for a friend's cash, with its button; or that only a person ends it now."""
    live = live_of_payer(me.desk.connection, me.id)
    if live is None:
        return None
    stands = how_it_stands(me.desk, live, me.id)
    if live.step in (Step.HANDED, Step.DISPUTED):
        return worded(CannotCancelCash(stands.first_name, live.held, live.reference))
    return worded(stands)


@flow("cancel_friend", cancels=_what_to_cancel)
def cancel_friend(chat: Chat, me: Me) -> Order[Fact]:
    """Nothing is asked: the money only comes back."""
    chat.topic = Topic(t("the withdrawal"))
    return CancelCash(chat.run.key, me.id, which(chat, _mine(chat, me)))


def _mine(chat: Chat, me: Me) -> list[CashRequest]:
    live = live_of_payer(chat.desk.connection, me.id)
    return [] if live is None else [live]


def is_it_here(reference: str, question: int) -> tuple[Button, ...]:
    """Yes or no to the question whether the cash of this request is here, asked for the nth time.

    Put as what is answered in words (`Ask.ANSWER`): a number that was meant for another menu must never move money.
    """
    return (
        Button(t("Yes, I received it"), f"flow:friend_received?request={reference}"),
        Button(t("Not received yet"), f"flow:friend_not_received?request={reference}&answer={question}"),
    )


def handed(amount: Money, first_name: str) -> Words:
    """What the friend says, and the question."""
    return t("{first} says that *{amount}* was handed over. Did you receive it?", first=first_name, amount=amount)


@says(CashHanded)
def cash_handed(told: CashHanded) -> Reply:
    """Asked for the first time."""
    return Reply(handed(told.amount, told.first_name), is_it_here(told.reference, 1), Ask.ANSWER)


@says(AskedForCashAgain)
def asked_for_cash_again(told: AskedForCashAgain) -> Reply:
    """Asked once more, after a silence."""
    words = t("Did you receive *{amount}* from {first}? Please answer.", amount=told.amount, first=told.first_name)
    return Reply(words, is_it_here(told.reference, 2), Ask.ANSWER)


@says(NotReceivedNoted)
def not_received_noted(told: NotReceivedNoted) -> Reply:
    """The friend knows; the money stays where it is."""
    words = t(
        "*{amount}* stays held, and {first} has been told. Please clear it up with {first}, then tap here.",
        amount=told.amount,
        first=told.first_name,
    )
    return Reply(words, is_it_here(told.reference, 2), Ask.ANSWER)


@says(CashDisputed)
def cash_disputed(told: CashDisputed) -> Reply:
    """A person looks into it; she may still say that it is here."""
    words = t(
        "⏳ *{held}* stays held: a person of KasPro clears it up with you and {first}. You are told here. "
        "Ref {reference}",
        held=told.held,
        first=told.friend,
        reference=Raw(spoken(told.reference)),
    )
    return Reply(words, (is_it_here(told.reference, 0)[0], buttons.TALK_TO_A_PERSON), Ask.ANSWER)


@says(ConfirmationNoted)
def confirmation_noted(told: ConfirmationNoted) -> Reply:
    """Why a person is needed is not hers to know."""
    words = t(
        "Noted: you received the cash. A person of KasPro finishes it, and you are told here. Ref {reference}",
        reference=Raw(spoken(told.reference)),
    )
    return Reply(words, (buttons.TALK_TO_A_PERSON,), Ask.CHOICE)


@says(CannotCancelCash)
def cannot_cancel_cash(told: CannotCancelCash) -> Reply:
    """From the handing over on only a person ends it."""
    words = t(
        "*{held}* stays held: {first} says that the cash was handed over, so it cannot be cancelled any more. "
        "Ref {reference}",
        held=told.held,
        first=told.first_name,
        reference=Raw(spoken(told.reference)),
    )
    return Reply(words, (is_it_here(told.reference, 0)[0], buttons.TALK_TO_A_PERSON), Ask.ANSWER)


@says(CashPaid)
def cash_paid(told: CashPaid) -> Reply:
    """The payer's receipt."""
    values = {
        "amount": told.amount,
        "friend": told.friend,
        "fee": told.fee,
        "balance": told.balance,
        "reference": Raw(spoken(told.reference)),
    }
    if told.by_staff:
        words = t(
            "A person of KasPro decided: *{amount}* went to {friend}. Fee {fee}. Your balance is {balance}. "
            "Ref {reference}",
            **values,
        )
        return Reply(words, (buttons.TALK_TO_A_PERSON,), Ask.CHOICE)
    if told.fee:
        return Reply(
            t(
                "✅ You received *{amount}* in cash from {friend}. Fee {fee}. Your balance is {balance}. "
                "Ref {reference}",
                **values,
            )
        )
    return Reply(
        t("✅ You received *{amount}* in cash from {friend}. Your balance is {balance}. Ref {reference}", **values)
    )


@says(CashBack)
def cash_back(told: CashBack) -> Reply:
    """The money is free again, and why."""
    values = {"held": told.held, "first": told.friend, "reference": Raw(spoken(told.reference))}
    match told.why:
        case Why.DECLINED:
            words = t("*{held}* is back in your balance: {first} cannot help now. Ref {reference}", **values)
        case Why.UNANSWERED:
            words = t("*{held}* is back in your balance: {first} has not answered. Ref {reference}", **values)
        case Why.NOT_HANDED:
            words = t("*{held}* is back in your balance: no cash was handed over in time. Ref {reference}", **values)
        case Why.CANCELLED:
            return Reply(
                t("*{held}* is back in your balance: the request to {first} is cancelled. Ref {reference}", **values)
            )
        case Why.STAFF:
            words = t("*{held}* is back in your balance: a person of KasPro decided so. Ref {reference}", **values)
            return Reply(words, (buttons.TALK_TO_A_PERSON,), Ask.CHOICE)
        case Why.OVER:
            words = t("*{held}* is back in your balance: the request to {first} is over. Ref {reference}", **values)
    return Reply(words, (buttons.WITHDRAW,), Ask.CHOICE)
