"""Forgot PIN: three questions about who is asking, then a person decides. Rules: models/forgotten_pin.py.

What is answered is neither called right nor wrong here. The new PIN itself is `flows/reset_pin.py`.
"""

from __future__ import annotations

from bot import buttons
from bot.chat import Chat, NotUnderstood, Topic, flow
from bot.contact import SUPPORT_EMAIL, SUPPORT_PHONE
from bot.message import Ask, Button, Kind, Message, Reply
from bot.understand.intents import understand
from bot.understand.questions import is_question
from bot.words import answered_when, says, t
from flows.answers import NAME_MAX, EmailAnswer, NameAnswer, TextAnswer, text_of
from flows.reset_pin import SET_NEW_PIN
from models.forgotten_pin import AskedTooOften, AskForNewPin, NewPinAsked, is_asked_already, too_often
from models.me import Me, Stranger
from models.orders import Fact, Order

WORDS_MAX = 200
NOTHING_MOVED = Button(t("Nothing yet"), "answer:nothing")
NO_ANSWERS = frozenset({"balance", "history", "block_account", "scam", "help", "language"})
"""Wishes that no account of what last moved is worded as."""


class LastMovement(TextAnswer):
    """What last moved in the account, in the customer's own words, or that nothing did."""

    buttons = (NOTHING_MOVED,)

    def read(self, said: Message) -> str:
        """Return her words, cut to what fits."""
        if said.kind is Kind.TAP:
            return "nothing"
        words = text_of(said)
        if understand(words, busy=True).intent in NO_ANSWERS or is_question(words):
            raise NotUnderstood(t("In your own words, for example: top-up of 100k by BCA yesterday."))
        return words[:WORDS_MAX]


@flow("forgot_pin", who="all")
def forgot_pin(chat: Chat, who: Me | Stranger) -> Order[Fact] | AskedTooOften:
    """Name, e-mail, last movement; asked once, however often it is begun while a person looks into it."""
    chat.topic = Topic(t("your forgotten PIN"))
    if isinstance(who, Stranger):
        return AskForNewPin(chat.run.key, None)
    if chat.desk.now < who.customer.reset_until:
        chat.end(t("A person has checked that it is you. You can set a new PIN now."), SET_NEW_PIN)
    if is_asked_already(chat.desk, who.id):
        return AskForNewPin(chat.run.key, who.id)
    spent = too_often(chat.desk, who.id)
    if spent is not None:
        return spent
    asked = t("A person lets you set a new PIN, after three questions. Your full name, as you signed up?")
    name = chat.ask("full name", NameAnswer(longest=2 * NAME_MAX + 1), asked)
    email = chat.ask("email", EmailAnswer(), t("The e-mail that you signed up with?"))
    last = chat.ask("last movement", LastMovement(), t("What moved last in your account, how much and when?"))
    return AskForNewPin(chat.run.key, who.id, name, email, last)


@says(NewPinAsked)
def new_pin_asked(told: NewPinAsked) -> Reply:
    """The same whatever was answered."""
    words = t(
        "Thank you. A person checks it and answers here, {when}. Nobody at KasPro asks for your old PIN.",
        when=answered_when(told.minutes),
    )
    return Reply(words, (buttons.BACK_TO_BOT,), Ask.CHOICE)


@says(AskedTooOften)
def asked_too_often(_told: AskedTooOften) -> Reply:
    """The ways that are left today."""
    words = t(
        "Today a new PIN was asked for three times already. Please call {phone}, write to {email}, or try tomorrow.",
        phone=SUPPORT_PHONE,
        email=SUPPORT_EMAIL,
    )
    return Reply(words, (buttons.TALK_TO_A_PERSON,), Ask.CHOICE)
