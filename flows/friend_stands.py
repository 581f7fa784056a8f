"""How a request for cash stands: said to one of its two people when a button or a sentence fits another step."""

from __future__ import annotations

from bot import buttons
from bot.message import Ask, Button, Reply
from bot.words import Raw, says, t, worded
from flows.friend_answer import can_you, wanted
from flows.friend_received import handed, is_it_here
from models.cash_requests import Step
from models.friend_answering import HandingNoted, HandItOver
from models.friend_asking import CashStands
from models.friend_cash import CashDisputed, CashExamined
from models.references import spoken


@says(CashStands)
def cash_stands(told: CashStands) -> Reply:
    """To the payer, or to the friend."""
    return _to_payer(told) if told.mine else _to_friend(told)


def _to_payer(told: CashStands) -> Reply:
    values = {
        "held": told.held,
        "amount": told.amount,
        "first": told.first_name,
        "friend": told.other,
        "until": told.until,
        "reference": Raw(spoken(told.reference)),
    }
    cancel = (Button(t("Cancel it"), f"flow:cancel_friend?request={told.reference}"),)
    match told.step:
        case Step.ASKED:
            words = t("⏳ *{held}* is held. Waiting for {first}'s answer until {until}. Ref {reference}", **values)
            return Reply(words, cancel, Ask.CHOICE)
        case Step.ACCEPTED:
            words = t("⏳ *{held}* is held: {first} brings you the cash until {until}. Ref {reference}", **values)
            return Reply(words, cancel, Ask.CHOICE)
        case Step.HANDED:
            return Reply(handed(told.amount, told.first_name), is_it_here(told.reference, told.question), Ask.ANSWER)
        case Step.DISPUTED:
            return worded(CashDisputed(told.held, told.first_name, told.reference))
        case Step.DONE:
            words = t("That is done already: you received *{amount}* from {friend}. Ref {reference}", **values)
            return Reply(words, (buttons.SEE_HISTORY,), Ask.CHOICE)
    words = t("That request is over, *{held}* is back in your balance. Ref {reference}", **values)
    return Reply(words, (buttons.WITHDRAW, buttons.SEE_MENU), Ask.CHOICE)


def _to_friend(told: CashStands) -> Reply:
    values = {"amount": told.amount, "payer": told.other, "reference": Raw(spoken(told.reference))}
    match told.step:
        case Step.ASKED:
            return Reply(wanted(told.other, told.amount), can_you(told.reference), Ask.CHOICE)
        case Step.ACCEPTED:
            return worded(HandItOver(told.amount, told.first_name, told.reference))
        case Step.HANDED:
            return worded(HandingNoted(told.first_name))
        case Step.DISPUTED:
            return worded(CashExamined(told.amount, told.other, told.reference))
        case Step.DONE:
            words = t("That is done already: *{amount}* came in from {payer}. Ref {reference}", **values)
            return Reply(words, (buttons.SEE_HISTORY,), Ask.CHOICE)
    words = t("The request of {payer} for *{amount}* is over: no cash is wanted any more.", **values)
    return Reply(words, (buttons.TALK_TO_A_PERSON,), Ask.CHOICE)
