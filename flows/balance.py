"""Balance: what is free to spend, what is held, and this month's room. Rules: models/limits.py."""

from __future__ import annotations

from bot import buttons
from bot.chat import Chat, flow
from bot.message import Ask, Reply, Words
from bot.words import t
from models.customers import Tier
from models.held import Held, held_for
from models.limits import room_this_month
from models.me import Me
from models.money import Money


@flow("balance", while_blocked=True)
def balance(chat: Chat, me: Me) -> Reply:
    """Available, held, tier, room left this month."""
    wallet = me.wallet
    room = room_this_month(chat.desk.connection, wallet.account_id, me.tier, chat.desk.now)
    lines = [_with_holds(chat, me)]
    if not me.customer.may_move_money:
        lines.append(t("Your account is blocked: no money goes in or out."))
        return Reply(tuple(lines), (buttons.SEE_HISTORY, buttons.TALK_TO_A_PERSON), Ask.CHOICE)
    if me.tier is Tier.PREMIUM:
        lines.append(t("Premium: {room} left of this month's limit for money in.", room=room))
        return Reply(tuple(lines), (buttons.SEND_MONEY, buttons.TOP_UP, buttons.SEE_HISTORY), Ask.CHOICE)
    lines.append(t("Regular: {room} left of this month's limit for money in.", room=room))
    return Reply(tuple(lines), (buttons.TOP_UP, buttons.SEE_HISTORY, buttons.GO_PREMIUM), Ask.CHOICE)


def _with_holds(chat: Chat, me: Me) -> Words:
    """What is free, then what is not, and for how long."""
    said = t("Your balance is *{available}*.", available=me.wallet.available)
    holds = held_for(chat.desk.connection, me.id) if me.wallet.held else []
    for held in holds:
        said = t("{first} {second}", first=said, second=_held(held))
    rest = me.wallet.held - sum(held.amount for held in holds)
    if rest > 0:
        said = t("{first} {second}", first=said, second=t("Besides that, {held} is held.", held=Money(rest)))
    return said


def _held(held: Held) -> Words:
    values = {"held": held.amount, "until": held.until}
    match held.what:
        case "token":
            return t("Besides that, {held} is held for a withdrawal token until {until}.", **values)
        case "friend" if held.until is not None:
            return t("Besides that, {held} is held for cash with a friend until {until}.", **values)
        case "friend":
            return t("Besides that, {held} is held for cash with a friend.", held=held.amount)
