"""Register: a stranger opens a wallet (FAQ 2, terms 2.1 to 2.3). Rules: models/registering.py, models/codes.py."""

from __future__ import annotations

from bot import buttons
from bot.chat import Chat, Topic, flow
from bot.message import Ask, Button, Reply
from bot.understand.phones import read_phone
from bot.words import says, t
from flows.answers import EmailAnswer, NameAnswer, PhoneAnswer
from flows.link import link_to
from flows.secrets import new_pin, prove
from models.customers import customer_with, email_taken
from models.me import Stranger
from models.orders import Fact, Order
from models.phone import Phone
from models.registering import EmailTaken, NumberTaken, Register, Registered

ONE_NAME_ONLY = Button(t("One name only"), "answer:none")


@flow("register", who="strangers")
def register(chat: Chat, who: Stranger) -> Order[Fact]:
    """Number, code, name, e-mail, PIN; Regular from then on. A number that has a wallet already is linked instead."""
    chat.topic = Topic(t("signing up"))
    desk = chat.desk
    phone = own_number(chat, who)
    prove(chat, phone, who.identity.id, again=buttons.SIGN_UP, terms=who.identity.phone is not None)
    owner = customer_with(desk.connection, phone)
    if owner is not None:
        return link_to(chat, who, owner)
    just_proved = t("Number verified. What is your first name?")
    first_name = chat.ask("first name", NameAnswer(), just_proved if chat.answered else t("What is your first name?"))
    last_name = chat.ask("last name", NameAnswer(ONE_NAME_ONLY), t("And your last name?"))

    def taken(email: str) -> Fact | None:
        return EmailTaken() if email_taken(desk.connection, email) else None

    email = chat.ask("email", EmailAnswer(), t("Your e-mail?"), unless=taken)
    pin = new_pin(chat, phone=phone, salt=desk.secrets.salt_for(chat.run.key))
    return Register(chat.run.key, who.identity.id, phone, first_name, last_name, email, pin, who.identity.language)


def own_number(chat: Chat, who: Stranger) -> Phone:
    """Return the customer's number: the one that the channel vouches for, or the one she shares or types."""
    vouched = read_phone(who.identity.phone).value if who.identity.phone is not None else None
    if vouched is not None:  # A number abroad is asked for anew: no bank here could pay into it.
        return Phone(vouched)
    prompt = t("Your mobile number? By continuing you agree to KasPro's Terms.")
    return chat.ask("phone", PhoneAnswer(buttons.SHARE_NUMBER), prompt)


@says(Registered)
def registered(told: Registered) -> Reply:
    """The wallet is open, with a Regular customer's limits (Services Table)."""
    words = t(
        "✅ Your account is active, {name}. You are a Regular user: balance up to {balance}, money in {incoming} "
        "a month.",
        name=told.first_name,
        balance=told.balance_max,
        incoming=told.incoming_max,
    )
    return Reply(words, (buttons.TOP_UP, buttons.GO_PREMIUM), Ask.CHOICE)


@says(EmailTaken)
def email_is_taken(_told: EmailTaken) -> Reply:
    """FAQ 5."""
    return Reply(t("That e-mail has a KasPro account already. Please use another one."))


@says(NumberTaken)
def number_is_taken(_told: NumberTaken) -> Reply:
    """The way on is to link it."""
    return Reply(t("That number has a KasPro account already."), (buttons.LINK_ACCOUNT,), Ask.CHOICE)
