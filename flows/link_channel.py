"""Link another channel: a customer gets a link that begins there with her number known. Rules: models/link_codes.py."""

from __future__ import annotations

from bot import buttons
from bot.chat import Chat, Topic, flow
from bot.deep_links import to_link
from bot.message import Ask, Reply
from bot.words import Raw, says, t
from flows.link import CHANNELS
from models.link_codes import LinkCodeMade, LinkCodeOver, LinkCodeUsed, MakeLinkCode, NoLinkCode
from models.me import Me
from models.orders import Fact, Order


@flow("link_telegram")
def link_telegram(chat: Chat, me: Me) -> Order[Fact]:
    """A link to Telegram."""
    return _link_to("telegram", chat, me)


@flow("link_whatsapp")
def link_whatsapp(chat: Chat, me: Me) -> Order[Fact]:
    """A link to WhatsApp."""
    return _link_to("whatsapp", chat, me)


def _link_to(channel: str, chat: Chat, me: Me) -> Order[Fact]:
    chat.topic = Topic(t("linking your account"))
    if me.identity.channel == channel:
        chat.end(t("{channel} is linked already: you are writing on it.", channel=CHANNELS[channel]), buttons.SEE_MENU)
    return MakeLinkCode(chat.run.key, me.id, channel)


@says(LinkCodeMade)
def link_code_made(told: LinkCodeMade) -> Reply:
    """The link itself, and what comes after it: nobody shall think that it is enough."""
    return Reply(
        t(
            "Open this on the phone with your {channel}, until {until}: {url}\n"
            "There you get an OTP code by SMS and enter your PIN. Do not pass the link on.",
            channel=CHANNELS.get(told.channel, told.channel),
            until=told.until,
            url=Raw(to_link(told.channel, told.name, told.code)),
        )
    )


@says(NoLinkCode)
def no_link_code(told: NoLinkCode) -> Reply:
    """The channel is closed here."""
    words = t("KasPro is not on {channel} yet.", channel=CHANNELS.get(told.channel, told.channel))
    return Reply(words, (buttons.SEE_MENU,), Ask.CHOICE)


@says(LinkCodeUsed)
def link_code_used(_told: LinkCodeUsed) -> Reply:
    """Never said by itself: the next question follows at once."""
    return Reply(t("The link is good."))


@says(LinkCodeOver)
def link_code_over(_told: LinkCodeOver) -> Reply:
    """Without why, so that trying codes tells nothing."""
    return Reply(t("That link is no longer valid."), (buttons.LINK_ACCOUNT,), Ask.CHOICE)
