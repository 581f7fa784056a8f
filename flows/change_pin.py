"""Change PIN (FAQ 7): the current one, a new one, the new one again. Rules: models/pins.py, models/weak_pins.py."""

from __future__ import annotations

from bot import buttons
from bot.chat import Chat, Topic, flow
from bot.message import Ask, Reply
from bot.words import says, t
from flows.secrets import CurrentPin, new_pin
from models.me import Me
from models.orders import Fact, Order
from models.pins import ChangePin, PinChanged


@flow("change_pin")
def change_pin(chat: Chat, me: Me) -> Order[Fact]:
    """The order returned is carried out once; all channels are told."""
    chat.topic = Topic(t("changing your PIN"))
    chat.ask("current pin", CurrentPin(chat, me.id), t("Enter your current PIN."))
    salt = chat.desk.secrets.salt_of(me.customer.pin)
    hashed = new_pin(chat, phone=me.phone, salt=salt, customer=me.id)
    return ChangePin(chat.run.key, me.id, hashed)


@says(PinChanged)
def pin_changed(told: PinChanged) -> Reply:
    """On every channel."""
    words = t("✅ PIN changed, {at}. Not you? Block your account.", at=told.at)
    return Reply(words, (buttons.BLOCK_ACCOUNT,), Ask.CHOICE)
