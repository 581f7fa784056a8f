"""Close account: end the wallet for good, with the PIN, at balance zero. Rules: models/closing.py."""

from __future__ import annotations

from bot import buttons
from bot.chat import Chat, Topic, flow
from bot.contact import SUPPORT_EMAIL, SUPPORT_PHONE
from bot.message import Ask, Button, Reply
from bot.words import says, t
from models.closing import (
    AccountClosed,
    AskToClose,
    CloseAccount,
    ClosingNeedsAPerson,
    StillHasHolds,
    StillHasMoney,
    refusal_to_close,
)
from models.customers import Tier
from models.me import Me
from models.orders import Agreed, Fact, Order

YES_CLOSE = Button(t("Yes, close account"), "answer:yes")


@flow("close_account")
def close_account(chat: Chat, me: Me) -> Agreed[CloseAccount] | Order[Fact] | Fact:
    """What is in the way, or what closing means; then agreed and signed."""
    chat.topic = Topic(t("closing your account"))
    refusal = refusal_to_close(chat.desk, me.wallet)
    if isinstance(refusal, StillHasMoney) and me.tier is Tier.REGULAR:
        return AskToClose(chat.run.key, me.id, refusal.balance)
    if refusal is not None:
        return refusal
    return chat.agree(
        CloseAccount(chat.run.key, me.id),
        t(
            "Close your account {phone} for good? Your channels are unlinked and your PIN ends. What was paid stays "
            "in our books.",
            phone=me.phone,
        ),
        pin=t("Enter your PIN to close your account."),
        buttons=(YES_CLOSE, buttons.CANCEL),
    )


@says(AccountClosed)
def account_closed(told: AccountClosed) -> Reply:
    """On every channel, for the last time."""
    words = t(
        "Your account is closed, {name}, {at}. Not you? {phone} or {email}.",
        name=told.first_name,
        at=told.at,
        phone=SUPPORT_PHONE,
        email=SUPPORT_EMAIL,
    )
    return Reply(words, (buttons.SIGN_UP,), Ask.CHOICE)


@says(StillHasMoney)
def still_has_money(told: StillHasMoney) -> Reply:
    """Where it can go."""
    words = t("Not closed: {balance} is in your wallet. Send or withdraw it first.", balance=told.balance)
    return Reply(words, (buttons.SEND_MONEY, buttons.WITHDRAW), Ask.CHOICE)


@says(StillHasHolds)
def still_has_holds(told: StillHasHolds) -> Reply:
    """What ends first."""
    words = t("Not closed: {held} is still held. Please try again when that has ended.", held=told.held)
    return Reply(words, (buttons.CHECK_BALANCE, buttons.TALK_TO_A_PERSON), Ask.CHOICE)


@says(ClosingNeedsAPerson)
def closing_needs_a_person(told: ClosingNeedsAPerson) -> Reply:
    """A Regular's rest."""
    words = t(
        "Not closed yet: {balance} is in your wallet, and a Regular account can neither send nor withdraw it. A person "
        "has been told and will write here.",
        balance=told.balance,
    )
    return Reply(words, (buttons.GO_PREMIUM, buttons.TALK_TO_A_PERSON), Ask.CHOICE)
