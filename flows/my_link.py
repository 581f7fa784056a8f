"""My link: what a customer passes on so that others send money to her, without her number in it."""

from __future__ import annotations

from typing import NoReturn

from bot import buttons
from bot.chat import Chat, Topic, flow
from bot.deep_links import to_pay
from bot.message import Button, Reply
from bot.words import Raw, says, t
from models.bots import our_name
from models.me import Me
from models.pay_codes import GivePayCode, PayCode

COPIES = ("telegram",)
"""Channels whose buttons can copy; elsewhere the link is copied from the message itself."""


@flow("my_link")
def my_link(chat: Chat, me: Me) -> NoReturn:
    """The link to this chat's channel, for that is where her friends are."""
    chat.topic = Topic(t("your link"))
    channel = me.identity.channel
    name = our_name(chat.desk.connection, channel)
    if not name:
        words = t("There is no link for this chat yet. Whoever sends to you types your number: {phone}", phone=_own(me))
        chat.end(words, buttons.SEE_MENU)
    mine = chat.once(GivePayCode(chat.run.key, me.id))
    if not isinstance(mine, PayCode):
        raise TypeError(f"{type(mine).__name__} is no answer to GivePayCode")
    url = to_pay(channel, name, mine.code, language=me.identity.language)
    ways = (Button(t("Copy link"), f"copy:{url}"),) if channel in COPIES else ()
    words = t(
        "Your link: {url}\nWhoever opens it sends money to you. Your number is not in it, your name is shown.",
        url=Raw(url),
    )
    chat.end(words, *ways)


def _own(me: Me) -> Raw:
    return Raw(f"0{me.phone.removeprefix('+62')}")


@says(PayCode)
def pay_code(told: PayCode) -> Reply:
    """Never said by itself: the flow puts it into a link."""
    return Reply(t("{code}", code=Raw(told.code)))
