"""Readings: what `app.py understand` tells of a text, in the names that the outside world relies on.

Asked by the commands and by the measuring; a conversation asks bot/understand itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.guide import Found
from bot.understand.amounts import read_amount
from bot.understand.gist import may_be_answered
from bot.understand.intents import understand
from bot.understand.learnt import ASK, likely
from bot.understand.meaning import Meaning
from bot.understand.phones import read_phone

Find = Callable[[str], Found]
"""Returns what a question was matched to (`faq.matcher.Match`)."""
TOLD_AS = {
    "help": "menu", "forgot_pin": "change_pin", "reactivate": "human", "scam": "human", "link": "register",
    "cancel_token": "cancel", "cancel_friend": "cancel", "topup_token": "topup", "tokens": "withdraw",
    "my_link": "request_money", "friend_answer": "none", "friend_handed": "none", "friend_received": "yes",
    "friend_not_received": "no", "close_account": "human", "link_telegram": "register", "link_whatsapp": "register",
    "change": "none",
}  # fmt: skip
"""Intents of ours that the outside has another name for."""


def reading(text: str, find: Find | None) -> dict[str, Any]:
    """Return the intent and slots, or the topic that answers, and what else may be meant."""
    meaning = understand(text)
    found = find(text) if find is not None and may_be_answered(text, meaning) else None
    if found is None and find is not None and meaning.intent == "forgot_pin" and _asks_about("change_pin", text):
        found = find(text)
    topic = found.topic if found is not None else None
    alternatives = found.alternatives if found is not None and topic is None else meaning.alternatives
    return {
        "intent": "none" if topic is not None else TOLD_AS.get(meaning.intent, meaning.intent),
        "slots": {} if topic is not None else _slots(meaning),
        "topic": topic,
        "confidence": round(found.confidence, 2) if found is not None else 0.0,
        "alternatives": list(alternatives) if topic is None else [],
    }


def reading_as(text: str, form: str) -> dict[str, Any]:
    """Return a text read as the answer to a question for an amount or a phone."""
    found = read_amount(text) if form == "amount" else read_phone(text)
    answer: dict[str, Any] = {form: found.value}
    if found.candidates:
        answer["candidates"] = list(found.candidates)
    return answer


def _slots(meaning: Meaning) -> dict[str, Any]:
    """Return the slots as they are told: what is to be changed in a draft is no slot."""
    return {name: value for name, value in meaning.slots.items() if name != "what"}


def _asks_about(topic: str, text: str) -> bool:
    """Return whether a text is more likely a question on the topic than the request of the same name."""
    shares = dict(likely(text))
    return shares.get(topic, 0.0) > shares.get(f"{ASK}{topic}", 0.0)
