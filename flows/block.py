"""Block account (FAQ 6, 8): one yes and no PIN from a channel of the customer's own; from elsewhere a person looks.

Reactivating is a person's work too. Rules: models/blocking.py.
"""

from __future__ import annotations

from bot import buttons
from bot.chat import Agreement, Answer, Chat, Topic, flow
from bot.contact import SUPPORT_EMAIL, SUPPORT_PHONE
from bot.message import Ask, Button, Kind, Message, Reply, Words
from bot.receipts import Receipt, shows
from bot.words import answered_when, says, t
from flows.answers import number_in, phone_as_kept, text_of
from models.blocking import (
    AskedToReactivate,
    AskToReactivate,
    Block,
    Blocked,
    BlockedAlready,
    LossReported,
    PageStopped,
    Reactivated,
    ReportLoss,
)
from models.customers import Status
from models.me import Me, Stranger
from models.orders import Fact, Order
from models.phone import Phone
from models.sending import WantedToSendWhileBlocked
from models.standing import AccountBlocked, NotTakenNow

YES_BLOCK = Button(t("Yes, block account"), "answer:yes")


class AccountNumber(Answer[Phone]):
    """The number of an account that is not this chat's: typed, or as a contact; whose it is decides nothing."""

    slots = ("phone",)

    def read(self, said: Message) -> Phone:
        """Return the number."""
        if said.kind is Kind.CONTACT and said.contact is not None:
            return number_in(said.contact.phone)
        return number_in(text_of(said))

    def load(self, kept: object) -> Phone:
        """Return the number as kept."""
        return phone_as_kept(kept)


@flow("block_account", who="all", while_blocked=True)
def block_account(chat: Chat, who: Me | Stranger) -> Order[Fact] | BlockedAlready:
    """A customer is asked once; a stranger for the number, and nothing is said of whether it has an account."""
    chat.topic = Topic(t("blocking the account"))
    if isinstance(who, Stranger):
        asked = t("Which mobile number does the KasPro account have that shall be blocked?")
        return ReportLoss(chat.run.key, chat.ask("number", AccountNumber(), asked))
    if who.customer.status is not Status.ACTIVE:
        return BlockedAlready()
    asked = t("Block your account now? No money can go out until a person reactivates it.")
    chat.ask("block", Agreement(YES_BLOCK, buttons.CANCEL), asked)
    return Block(chat.run.key, who.id)


@flow("reactivate", who="all", while_blocked=True)
def reactivate(chat: Chat, who: Me | Stranger) -> Order[Fact]:
    """A person checks who is asking; an account that is not blocked needs none."""
    if isinstance(who, Stranger):
        return AskToReactivate(chat.run.key, None)
    if who.customer.status is Status.ACTIVE:
        chat.end(t("Your account is not blocked."), buttons.CHECK_BALANCE, buttons.SEE_MENU)
    return AskToReactivate(chat.run.key, who.id)


@says(Blocked)
def blocked(told: Blocked) -> Reply:
    """On every channel: since when, and the way back."""
    words: tuple[Words, ...] = (
        t(
            "⚠️ Your account is blocked since {at}, no money can go out. Reactivate it by {phone} or {email}.",
            at=told.at,
            phone=SUPPORT_PHONE,
            email=SUPPORT_EMAIL,
        ),
    )
    if told.freed:
        words = (*words, t("*{amount}* is back in your balance: open tokens are void.", amount=told.freed))
    return Reply(words, (buttons.CHECK_BALANCE, buttons.SEE_HISTORY, buttons.TALK_TO_A_PERSON), Ask.CHOICE)


@says(BlockedAlready)
def blocked_already(_told: BlockedAlready) -> Reply:
    """The way back."""
    words = t(
        "Your account is blocked already, no money can go out. Reactivate it by {phone} or {email}.",
        phone=SUPPORT_PHONE,
        email=SUPPORT_EMAIL,
    )
    return Reply(words, (buttons.CHECK_BALANCE, buttons.SEE_HISTORY, buttons.TALK_TO_A_PERSON), Ask.CHOICE)


@says(AccountBlocked)
def account_blocked(_told: AccountBlocked) -> Reply:
    """Instead of what was ordered."""
    words = t(
        "⚠️ No money has moved: your account is blocked. Reactivate it by {phone} or {email}.",
        phone=SUPPORT_PHONE,
        email=SUPPORT_EMAIL,
    )
    return Reply(words, (buttons.CHECK_BALANCE, buttons.SEE_HISTORY, buttons.TALK_TO_A_PERSON), Ask.CHOICE)


@says(NotTakenNow)
def not_taken_now(_told: NotTakenNow) -> Reply:
    """At a counter or a bank: the reason is its owner's alone."""
    return Reply(t("This account takes no money in now."))


@says(WantedToSendWhileBlocked)
def wanted_to_send_while_blocked(told: WantedToSendWhileBlocked) -> Reply:
    """What was in the way: told to the payee alone."""
    words = t(
        "{payer} wants to send money, but your account is blocked. Reactivate it by {phone} or {email}.",
        payer=told.payer,
        phone=SUPPORT_PHONE,
        email=SUPPORT_EMAIL,
    )
    return Reply(words, (buttons.TALK_TO_A_PERSON,), Ask.CHOICE)


@says(PageStopped)
def page_stopped(_told: PageStopped) -> Reply:
    """On a page that was still open."""
    return Reply(t("Your account is blocked. No money has moved by this page."))


@shows(PageStopped)
def page_stopped_on_page(_told: PageStopped) -> Receipt:
    """Where it is reactivated stands in the chat."""
    return Receipt(
        t("Your account is blocked"),
        t("No money has moved by this page. Your chat says how the account is reactivated."),
        mark="stopped",
    )


@says(Reactivated)
def reactivated(told: Reactivated) -> Reply:
    """On every channel: since when, and what is wise now."""
    words = t(
        "✅ Your account is active again since {at}. See what moved, and change your PIN if anybody may know it. "
        "Not you? Block your account.",
        at=told.at,
    )
    return Reply(words, (buttons.SEE_HISTORY, buttons.CHANGE_PIN, buttons.BLOCK_ACCOUNT), Ask.CHOICE)


@says(LossReported)
def loss_reported(told: LossReported) -> Reply:
    """The same for every number, whether there is an account or not: who is a customer is told to nobody."""
    words = t(
        "A person will look into it and answer here, {when}. Nothing is blocked yet. Faster: {phone} or {email}.",
        when=answered_when(told.minutes),
        phone=SUPPORT_PHONE,
        email=SUPPORT_EMAIL,
    )
    return Reply(words, (buttons.BACK_TO_BOT,), Ask.CHOICE)


@says(AskedToReactivate)
def asked_to_reactivate(told: AskedToReactivate) -> Reply:
    """Who checks, and the way outside the chat (FAQ 8)."""
    words = t(
        "A person checks that it is you and answers here, {when}. Or: {phone}, {email}.",
        when=answered_when(told.minutes),
        phone=SUPPORT_PHONE,
        email=SUPPORT_EMAIL,
    )
    return Reply(words, (buttons.BACK_TO_BOT,), Ask.CHOICE)
