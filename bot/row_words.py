"""Row words: what a row of the queue says, put into its reader's words and filled in with its secrets.

The words of a fact are kept before they are sent, so that what is tried again or looked up is the same to the letter.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.engine import Connection

from bot.message import Ask, Outgoing, Pressable, Traits
from bot.saying import say_fact
from bot.words import Speaker, worded
from models import outbox
from models.clock import now
from models.conversations import MASK
from models.database import Database
from models.orders import recall
from models.outbox import Claimed
from models.secrets import Secrets


@dataclass(frozen=True)
class Worded:
    """A message in words, with its secrets: what goes out, not what a row may keep."""

    text: str
    extra: dict[str, Any]
    link: str


def word(database: Database, secrets: Secrets, traits: Callable[[str], Traits], claimed: Claimed) -> Outgoing:
    """Return the message as its channel takes it; a fact's words are kept first, and words that are kept stay."""
    secret = secrets.unseal(claimed.sealed) if claimed.sealed else ""
    if not claimed.fact:
        return outgoing(claimed, Worded(claimed.text, claimed.extra, link=secret))
    if claimed.text:
        return outgoing(claimed, Worded(_opened(claimed.text, secret), claimed.extra, link=""))

    def work(connection: Connection) -> tuple[str, dict[str, Any]]:
        text, extra = fact_words(connection, traits, claimed)
        outbox.store_words(connection, claimed, text=text, extra=extra)
        return text, extra

    text, extra = database.run(work)
    return outgoing(claimed, Worded(_opened(text, secret), extra, link=""))


def fact_words(connection: Connection, traits: Callable[[str], Traits], claimed: Claimed) -> tuple[str, dict[str, Any]]:
    """Return a fact's text and the rest of its row as its reader shall have them."""
    told = recall({"fact": claimed.fact, "is": claimed.fact_data})
    return say_fact(worded(told), Speaker(claimed.language, now(connection)), traits(claimed.channel))


def outgoing(claimed: Claimed, said: Worded) -> Outgoing:
    """Return the message as a channel takes it, the link to its keypad page filled in."""
    buttons = []
    for each in said.extra.get("buttons", []):
        button = Pressable(**{name: value for name, value in each.items() if name != "link"})
        buttons.append(replace(button, url=said.link) if each.get("link") else button)
    return Outgoing(
        to=claimed.address,
        text=said.text,
        language=claimed.language,
        buttons=tuple(button for button in buttons if button.data or button.url or button.copy or button.contact),
        ask=Ask(said.extra.get("ask", "")),
        protect=bool(said.extra.get("protect", False)),
        hide_contact=bool(said.extra.get("hide_contact", False)),
        notice=str(said.extra.get("notice", "")),
    )


def _opened(text: str, secret: str) -> str:
    """Return the text with its secrets where the row holds masks."""
    for value in json.loads(secret).values() if secret else ():
        text = text.replace(MASK, value, 1)
    return text
