"""Reset PIN: a new one without the old one, while staff allow it; no words lead here. Rules: models/pins.py.

The number is proved first: staff have talked to somebody at this chat, and a chat may be open on a stolen computer.
"""

from __future__ import annotations

from bot import buttons
from bot.chat import Chat, Topic, flow
from bot.message import Ask, Button, Reply
from bot.words import says, t
from flows.secrets import new_pin, prove
from models.me import Me
from models.orders import Fact, Order
from models.pins import PinResetAllowed, PinResetOver, ResetPin

SET_NEW_PIN = Button(t("Set new PIN"), "flow:reset_pin")


@flow("reset_pin")
def reset_pin(chat: Chat, me: Me) -> Order[Fact] | PinResetOver:
    """The code by SMS, a new PIN and its repeat; refused unless staff have just allowed it."""
    chat.topic = Topic(t("setting a new PIN"))
    if chat.desk.now >= me.customer.reset_until:
        return PinResetOver()
    prove(chat, me.phone, me.identity.id, again=SET_NEW_PIN)
    salt = chat.desk.secrets.salt_of(me.customer.pin)
    hashed = new_pin(chat, phone=me.phone, salt=salt, customer=me.id)
    return ResetPin(chat.run.key, me.id, hashed)


@says(PinResetAllowed)
def pin_reset_allowed(told: PinResetAllowed) -> Reply:
    """The way on."""
    words = t(
        "A person has checked that it is you. Set a new PIN until {until}. KasPro never asks for your old one.",
        until=told.until,
    )
    return Reply(words, (SET_NEW_PIN,), Ask.CHOICE)


@says(PinResetOver)
def pin_reset_over(_told: PinResetOver) -> Reply:
    """Ask a person."""
    return Reply(
        t("A new PIN can only be set after a person has checked that it is you."),
        (buttons.FORGOT_PIN, buttons.TALK_TO_A_PERSON),
        Ask.CHOICE,
    )
