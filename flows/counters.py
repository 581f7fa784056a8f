"""Counters: the words for a cashier or a cash machine, enough and no more. Rules: models/counters.py."""

from __future__ import annotations

from bot.message import Reply
from bot.words import Raw, says, t
from models.counter_calls import CalledOtherwise
from models.counters import (
    AccountNotActive,
    CashHandedOut,
    CashTakenIn,
    CounterAmountNotServed,
    CounterOverLimit,
    NotServedHere,
    NumberUnknown,
    TokenEnded,
    TokenNeeded,
    TokenOfAnotherAmount,
    TokenOfAnotherPartner,
    TokenUnknown,
)
from models.references import spoken
from models.tokens import TokenStatus


@says(CashHandedOut)
def cash_handed_out(told: CashHandedOut) -> Reply:
    """The cash may be handed out."""
    return Reply(t("Hand out {amount}. Ref {reference}", amount=told.amount, reference=Raw(spoken(told.reference))))


@says(CashTakenIn)
def cash_taken_in(told: CashTakenIn) -> Reply:
    """The money is in the wallet."""
    return Reply(t("{amount} is paid in. Ref {reference}", amount=told.amount, reference=Raw(spoken(told.reference))))


@says(NotServedHere)
def not_served_here(_told: NotServedHere) -> Reply:
    """Another partner's trade."""
    return Reply(t("Not done: that is not possible here."))


@says(CounterAmountNotServed)
def counter_amount_not_served(told: CounterAmountNotServed) -> Reply:
    """FAQ 9."""
    values = {"multiple": told.multiple, "least": told.least, "most": told.most}
    if told.multiple == 1:
        return Reply(t("Not paid in: from {least} to {most}.", **values))
    return Reply(t("Not paid in: multiples of {multiple}, at most {most}.", **values))


@says(NumberUnknown)
def number_unknown(_told: NumberUnknown) -> Reply:
    """Nobody's number."""
    return Reply(t("Not paid in: no KasPro account has this number."))


@says(AccountNotActive)
def account_not_active(_told: AccountNotActive) -> Reply:
    """Why, is the customer's own matter."""
    return Reply(t("Not done: this account cannot be used now. The customer can ask KasPro."))


@says(TokenNeeded)
def token_needed(_told: TokenNeeded) -> Reply:
    """The customer makes it in the chat."""
    return Reply(t("Not done: the customer's token is missing."))


@says(TokenUnknown)
def token_unknown(_told: TokenUnknown) -> Reply:
    """Which of the two is wrong, is not said."""
    return Reply(t("Not done: number or token is wrong."))


@says(TokenEnded)
def token_ended(told: TokenEnded) -> Reply:
    """How it ended."""
    match told.status:
        case TokenStatus.USED:
            return Reply(t("Not done: this token has been used already."))
        case TokenStatus.EXPIRED:
            return Reply(t("Not done: this token has run out."))
        case TokenStatus.CANCELLED:
            return Reply(t("Not done: the customer has cancelled this token."))
    return Reply(t("Not done: this token is void."))


@says(TokenOfAnotherPartner)
def token_of_another_partner(_told: TokenOfAnotherPartner) -> Reply:
    """Which one, is not said."""
    return Reply(t("Not done: this token is for another place."))


@says(TokenOfAnotherAmount)
def token_of_another_amount(_told: TokenOfAnotherAmount) -> Reply:
    """Which one, is not said."""
    return Reply(t("Not done: this token is for another amount."))


@says(CounterOverLimit)
def counter_over_limit(told: CounterOverLimit) -> Reply:
    """Services Table."""
    if told.monthly:
        return Reply(t("Not paid in: money in may be at most {limit} a month.", limit=told.limit))
    return Reply(t("Not paid in: the balance may be at most {limit}.", limit=told.limit))


@says(CalledOtherwise)
def called_otherwise(_told: CalledOtherwise) -> Reply:
    """The same call with other content."""
    return Reply(t("Not done: this call was made before, with other content."))
