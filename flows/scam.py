"""Scam: somebody claims to be KasPro and wants a PIN or a code (terms 2.5). Answered from any state."""

from __future__ import annotations

from bot import buttons
from bot.chat import Chat, flow
from bot.message import Ask, Reply
from bot.words import t
from models.me import Me, Stranger


@flow("scam", who="all", while_blocked=True)
def scam(_chat: Chat, _who: Me | Stranger) -> Reply:
    """What it is, what staff never ask for, and what to do if it was given."""
    words = t(
        "⚠️ That is a scam, hang up. KasPro staff never ask for your PIN or OTP. Already given? Block your account."
    )
    return Reply(words, (buttons.BLOCK_ACCOUNT, buttons.TALK_TO_A_PERSON), Ask.CHOICE)
