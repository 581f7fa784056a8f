"""Balance: what is free to spend, what is held, and this month's room. Rules: models/limits.py."""

from __future__ import annotations

from bot import buttons
from bot.chat import Chat, flow
from bot.message import Ask, Reply
from bot.words import t
from models.customers import Tier
from models.limits import room_this_month
from models.me import Me


@flow("balance")
def balance(chat: Chat, me: Me) -> Reply:
    """Available, held, tier, room left this month."""
    wallet = me.wallet
    room = room_this_month(chat.desk.connection, wallet.account_id, me.tier, chat.desk.now)
    lines = [t("Your balance is *{available}*.", available=wallet.available)]
    if wallet.held:
        lines.append(t("Besides that, {held} is held.", held=wallet.held))
    if me.tier is Tier.PREMIUM:
        lines.append(t("Premium: {room} left of this month's limit for money in.", room=room))
        return Reply(tuple(lines), (buttons.SEND_MONEY, buttons.TOP_UP, buttons.SEE_HISTORY), Ask.CHOICE)
    lines.append(t("Regular: {room} left of this month's limit for money in.", room=room))
    return Reply(tuple(lines), (buttons.TOP_UP, buttons.SEE_HISTORY), Ask.CHOICE)
