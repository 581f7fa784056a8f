"""Link: a wallet joins another channel, by a code to its number and by its PIN. Rules: models/linking.py."""

from __future__ import annotations

from bot import buttons
from bot.chat import Chat, Topic, flow
from bot.contact import SUPPORT_EMAIL, SUPPORT_PHONE
from bot.message import Ask, Reply, Words
from bot.words import says, t
from flows.answers import PhoneAnswer
from flows.secrets import PinToLink, prove
from models.customers import Customer, customer_with
from models.link_codes import LinkCodeUsed, UseLinkCode
from models.linking import CannotLink, ChannelLinked, JoinChannel, Linked
from models.me import Stranger
from models.orders import Fact, Order
from models.phone import Phone

CHANNELS = {"telegram": "Telegram", "whatsapp": "WhatsApp", "terminal": "Terminal"}


@flow("link", who="strangers")
def link(chat: Chat, who: Stranger) -> Order[Fact]:
    """Which wallet, proved twice. A number without a wallet is told only after its code was right."""
    chat.topic = Topic(t("linking your account"))
    phone = _number(chat, who)
    prove(chat, phone, who.identity.id, again=buttons.LINK_ACCOUNT)
    owner = customer_with(chat.desk.connection, phone)
    if owner is None:
        chat.end(t("There is no KasPro account with this number yet."), buttons.SIGN_UP)
    return link_to(chat, who, owner)


def _number(chat: Chat, who: Stranger) -> Phone:
    """Return the number of the wallet: the one whose link was brought here from another channel, or the one given."""
    asked = t("The mobile number of your KasPro account?")
    code = chat.run.early.get("code")
    if code is not None:
        told = chat.once(UseLinkCode(chat.run.key, code, who.identity.channel))
        if isinstance(told, LinkCodeUsed):
            return told.phone
        asked = t("That link is no longer valid. The mobile number of your KasPro account?")
    return chat.ask("phone", PhoneAnswer(buttons.SHARE_NUMBER), asked)


def link_to(chat: Chat, who: Stranger, owner: Customer) -> Order[Fact]:
    """Ask for the PIN of a wallet whose number was just proved, and order the link.

    A blocked account takes no new channel, and its PIN is not even asked for: who has stolen phone and PIN shall
    neither see the balance, nor find out that the PIN is right, nor have a channel left once it is reactivated.
    """
    if not owner.may_move_money:
        chat.end(why_not_linked(), buttons.TALK_TO_A_PERSON)
    prompt = t("This number has a KasPro account. Enter its PIN to link this chat.")
    chat.ask(f"pin to link {owner.id}", PinToLink(chat, owner.id), prompt)
    return JoinChannel(chat.run.key, who.identity.id, who.identity.channel, owner.id)


@says(Linked)
def linked(told: Linked) -> Reply:
    """This chat is hers."""
    words = t("✅ This chat is linked to your account. What would you like to do, {name}?", name=told.first_name)
    return Reply(words, (buttons.CHECK_BALANCE, buttons.SEE_HISTORY, buttons.SEE_MENU), Ask.CHOICE)


@says(ChannelLinked)
def channel_linked(told: ChannelLinked) -> Reply:
    """What the other channels hear."""
    words = t(
        "⚠️ {channel} was linked to your account, {at}. Not you? Block it.",
        channel=CHANNELS.get(told.channel, told.channel),
        at=told.at,
    )
    return Reply(words, (buttons.BLOCK_ACCOUNT,), Ask.CHOICE)


@says(CannotLink)
def cannot_link(_told: CannotLink) -> Reply:
    """Who it is for knows why, or asks; who else proved the number learns nothing."""
    return Reply(why_not_linked(), (buttons.TALK_TO_A_PERSON,), Ask.CHOICE)


def why_not_linked() -> Words:
    """That it is a matter for a person now, and how to reach one outside the chat (FAQ 6, 8)."""
    return t(
        "The account with this number cannot be linked now. Please call {phone} or write to {email}.",
        phone=SUPPORT_PHONE,
        email=SUPPORT_EMAIL,
    )
