"""Friend's answer: somebody asks for cash, and the friend says whether she can help, then that she handed it over.

Begun by the buttons of the notices, or in words when one request fits. Rules: models/friend_answering.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Literal

from bot import buttons
from bot.chat import Chat, Topic, flow
from bot.message import Ask, Button, Reply, Words
from bot.words import Raw, says, t
from flows.answers import Choice
from models.cash_requests import CashRequest, Step, live_of_friend
from models.customers import Tier, customer
from models.friend_answering import (
    AnswerFriend,
    FriendCan,
    FriendDeclined,
    FriendOverLimit,
    HandingNoted,
    HandItOver,
    HandOver,
    NoSuchCash,
)
from models.friend_asking import CashWanted
from models.friend_cash import CashExamined, CashOff, CashRepaid, Why
from models.friend_confirming import CashNotConfirmed
from models.me import Me
from models.money import Money
from models.orders import Fact, Order
from models.references import spoken

WHICH_MAX = 5
SAYS: dict[Literal["yes", "no"], Button] = {
    "yes": Button(t("Yes, I can"), "answer:yes"),
    "no": Button(t("Not now"), "answer:no"),
}


@flow("friend_answer")
def friend_answer(chat: Chat, me: Me) -> Order[Fact]:
    """Which request, if she did not tap on one; then yes or no. Never guessed from a bare yes."""
    chat.topic = Topic(t("the request for cash"))
    reference = which(chat, _to(chat, me, Step.ASKED, Step.ACCEPTED))
    said = chat.run.early.get("answer", "")
    if said in SAYS:
        return AnswerFriend(chat.run.key, me.id, reference, "yes" if said == "yes" else "no")
    request = next((each for each in live_of_friend(chat.desk.connection, me.id) if each.reference == reference), None)
    if request is None:
        return AnswerFriend(chat.run.key, me.id, reference, "no")  # It is over, and that is what the handler says.
    name = customer(chat.desk.connection, request.payer).short_name
    answer = chat.ask(f"answer {reference}", Choice(SAYS), wanted(name, request.amount))
    return AnswerFriend(chat.run.key, me.id, reference, answer)


@flow("friend_handed")
def friend_handed(chat: Chat, me: Me) -> Order[Fact]:
    """Which request, if several wait for her cash."""
    chat.topic = Topic(t("the request for cash"))
    return HandOver(chat.run.key, me.id, which(chat, _to(chat, me, Step.ACCEPTED)))


def which(chat: Chat, fitting: Sequence[CashRequest]) -> str:
    """Return the reference of the request that is meant: tapped, the only one that fits, or the one she picks."""
    tapped = chat.run.early.get("request")
    if tapped:
        return tapped
    if not fitting:
        offered = (buttons.CHECK_BALANCE, buttons.SEE_HISTORY, buttons.TALK_TO_A_PERSON)
        chat.end(t("No request for cash waits for that. What is it about?"), *offered)
    if len(fitting) == 1 and chat.run.asked != "which" and "which" not in chat.run.answers:
        return fitting[0].reference
    shown = {
        each.reference: Button(_told_apart(each, fitting), f"answer:{each.reference}") for each in fitting[:WHICH_MAX]
    }
    names = [customer(chat.desk.connection, each.payer).short_name for each in fitting[:WHICH_MAX]]
    listed = [
        t("{payer} {amount}", payer=name, amount=_told_apart(each, fitting))
        for name, each in zip(names, fitting, strict=False)
    ]
    asked = reduce(lambda said, more: t("{first}, {second}", first=said, second=more), listed)
    return chat.ask("which", Choice(shown), t("Which request do you mean: {requests}?", requests=asked))


def _told_apart(request: CashRequest, others: Sequence[CashRequest]) -> Words:
    """Return the amount; where two ask for the same, also how the reference begins."""
    if sum(each.amount == request.amount for each in others) == 1:
        return t("{amount}", amount=request.amount)
    return t("{amount} · {part}", amount=request.amount, part=Raw(request.reference[:4]))


def _to(chat: Chat, me: Me, *steps: Step) -> list[CashRequest]:
    """Return the requests to her at these steps; if there are none, the others, of which she is told how they stand."""
    live = live_of_friend(chat.desk.connection, me.id)
    return [each for each in live if each.step in steps] or live


def wanted(payer: str, amount: Money) -> Words:
    """What is asked of her."""
    return t(
        "{payer} asks for *{amount}* in cash, your balance will grow by as much. Can you help?",
        payer=payer,
        amount=amount,
    )


@says(CashWanted)
def cash_wanted(told: CashWanted) -> Reply:
    """The question, with buttons that name this request."""
    return Reply(wanted(told.payer, told.amount), can_you(told.reference), Ask.CHOICE)


def can_you(reference: str) -> tuple[Button, ...]:
    """Yes or no to this request."""
    begin = f"flow:friend_answer?request={reference}&answer="
    return (Button(t("Yes, I can"), f"{begin}yes"), Button(t("Not now"), f"{begin}no"))


@says(HandItOver)
def hand_it_over(told: HandItOver) -> Reply:
    """What to do now."""
    handed = Button(t("Handed over"), f"flow:friend_handed?request={told.reference}")
    return Reply(t("Hand it to {first} in person, then tap here.", first=told.first_name), (handed,), Ask.CHOICE)


@says(FriendDeclined)
def friend_declined(told: FriendDeclined) -> Reply:
    """Her no is passed on."""
    return Reply(t("All right, {first} has been told.", first=told.first_name))


@says(FriendOverLimit)
def friend_over_limit(told: FriendOverLimit) -> Reply:
    """Which limit of hers is in the way; the request waits on."""
    values = {"limit": told.limit, "tier": t("Premium") if told.tier is Tier.PREMIUM else t("Regular")}
    if told.monthly:
        words = t("Not possible yet: this month's money in would pass the {tier} limit of {limit}.", **values)
    else:
        words = t("Not possible yet: your balance would pass the {tier} limit of {limit}.", **values)
    up = (buttons.GO_PREMIUM,) if told.tier is Tier.REGULAR else ()
    return Reply(words, (can_you(told.reference)[1], buttons.CHECK_BALANCE, *up), Ask.CHOICE)


@says(HandingNoted)
def handing_noted(told: HandingNoted) -> Reply:
    """The payer is asked now."""
    return Reply(
        t("Noted: {first} is asked now. The money comes in as soon as {first} says yes.", first=told.first_name)
    )


@says(NoSuchCash)
def no_such_cash(_told: NoSuchCash) -> Reply:
    """Another's request, or none."""
    return Reply(t("That button is no longer valid."), (buttons.SEE_MENU,), Ask.CHOICE)


@says(CashNotConfirmed)
def cash_not_confirmed(told: CashNotConfirmed) -> Reply:
    """The payer said no, or nothing yet."""
    values = {"amount": told.amount, "first": told.first_name}
    if told.said_no:
        words = t("{first} says that *{amount}* has not arrived. Please clear it up with {first}.", **values)
    else:
        words = t("{first} has not confirmed *{amount}* yet and was asked once more.", **values)
    return Reply(words, (buttons.TALK_TO_A_PERSON,), Ask.CHOICE)


@says(CashExamined)
def cash_examined(told: CashExamined) -> Reply:
    """A person looks into it."""
    return Reply(
        t(
            "⏳ A person of KasPro looks into it: {payer} has not confirmed *{amount}*. You are told here. "
            "Ref {reference}",
            payer=told.payer,
            amount=told.amount,
            reference=Raw(spoken(told.reference)),
        ),
        (buttons.TALK_TO_A_PERSON,),
        Ask.CHOICE,
    )


@says(CashRepaid)
def cash_repaid(told: CashRepaid) -> Reply:
    """The friend's receipt."""
    return Reply(
        t(
            "✅ *{amount}* came in from {payer}, for cash. Ref {reference}",
            amount=told.amount,
            payer=told.payer,
            reference=Raw(spoken(told.reference)),
        )
    )


@says(CashOff)
def cash_off(told: CashOff) -> Reply:
    """No cash is wanted any more; said loudly to who may be on her way with it."""
    values = {"payer": told.payer, "amount": told.amount, "reference": Raw(spoken(told.reference))}
    match told.why:
        case Why.NOT_HANDED:
            words = t(
                "⚠️ Time is up for the cash of *{amount}* for {payer}: please do not hand it over any more. Handed over "
                "already? Talk to a person. Ref {reference}",
                **values,
            )
        case Why.CANCELLED if told.accepted:
            words = t("⚠️ {payer} does not need *{amount}* any more: do not hand it over. Ref {reference}", **values)
        case Why.CANCELLED:
            return Reply(t("{payer} does not need *{amount}* any more.", **values))
        case Why.STAFF:
            words = t("A person of KasPro decided: *{amount}* goes back to {payer}. Ref {reference}", **values)
        case Why.OVER if told.accepted:
            words = t("⚠️ The request of {payer} for *{amount}* is over: do not hand it over. Ref {reference}", **values)
        case _:
            return Reply(t("The request of {payer} for *{amount}* is over, there is nothing left to do.", **values))
    return Reply(words, (buttons.TALK_TO_A_PERSON,), Ask.CHOICE)


@says(FriendCan)
def friend_can(told: FriendCan) -> Reply:
    """The payer is told what to do."""
    return Reply(t("{first} can. Meet {first} and count the cash.", first=told.first_name))
