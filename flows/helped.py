"""Helped: whether a person's answer was a help; if not, her case is open again. Kept by models/handing.py."""

from __future__ import annotations

from bot import buttons
from bot.chat import Chat, flow
from bot.message import Ask, Button, Reply
from bot.words import answered_when, says, t
from models.handing import HandedBack, Helped, NotHelped, NothingToRate, SayWhetherHelped
from models.me import Me, Stranger
from models.orders import Fact, Order

CASE_DIGITS_MAX = 18


@flow("helped", who="all", while_blocked=True)
def helped(chat: Chat, _who: Me | Stranger) -> Order[Fact] | NothingToRate:
    """Which case and what she says of it stand in the button."""
    case, answer = chat.run.early.get("request", ""), chat.run.early.get("answer", "")
    if not (case.isascii() and case.isdigit() and len(case) <= CASE_DIGITS_MAX) or answer not in ("yes", "no"):
        return NothingToRate()
    return SayWhetherHelped(chat.run.key, int(case), answer == "yes")


@says(HandedBack)
def handed_back(told: HandedBack) -> Reply:
    """The bot answers again."""
    if not told.case:  # Told by an earlier release, which did not ask.
        words = t("{name} is done, you are back with the bot. Anything else?", name=told.by)
        return Reply(words, (buttons.SEE_MENU, buttons.TALK_TO_A_PERSON), Ask.CHOICE)
    answers = (
        Button(t("Yes"), f"flow:helped?request={told.case}&answer=yes"),
        Button(t("Not yet"), f"flow:helped?request={told.case}&answer=no"),
    )
    return Reply(t("{name} is done, you are back with the bot. Did it help?", name=told.by), answers, Ask.CHOICE)


@says(Helped)
def was_helped(_told: Helped) -> Reply:
    """Thanks."""
    return Reply(t("Good to know, thank you."), (buttons.SEE_MENU,), Ask.CHOICE)


@says(NotHelped)
def was_not_helped(told: NotHelped) -> Reply:
    """Her case is open again."""
    words = t(
        "Your case is open again, and a person will answer here, {when}. You can write already what is missing.",
        when=answered_when(told.minutes),
    )
    return Reply(words, (buttons.BACK_TO_BOT,), Ask.CHOICE)


@says(NothingToRate)
def nothing_to_rate(_told: NothingToRate) -> Reply:
    """The answer was kept before, or the button is another conversation's."""
    return Reply(t("That is noted already."), (buttons.SEE_MENU, buttons.TALK_TO_A_PERSON), Ask.CHOICE)
