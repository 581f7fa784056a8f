"""Tokens: those that are live, cancelling one, and the words for how each is made and ends. Rules: models/tokens.py."""

from __future__ import annotations

from bot import buttons
from bot.chat import Chat, flow
from bot.message import Ask, Button, Reply, Words
from bot.receipts import Receipt, shows
from bot.words import OnDay, Raw, counted, says, t
from flows.history import BANKS
from models.cash_points import TOPUP_BY_TOKEN
from models.counters import Withdrawn
from models.customers import Tier
from models.ending_tokens import CancelToken, NoToken, TokenCancelled, TokenExpired, TokenIsOver, TokenVoided
from models.making_tokens import HasToken, MakeTopupToken, TokenMade, TopupTokenMade
from models.me import Me
from models.money import Money
from models.orders import Fact, Order
from models.references import spoken
from models.tokens import Token, TokenStatus, ended_tokens, live_tokens

ENDED_SHOWN = 3
CHECK_STATUS = Button(t("Check status"), "flow:tokens")


@flow("tokens")
def tokens(chat: Chat, me: Me) -> Reply:
    """The live ones with the time left, then shortly the last that have ended."""
    now = chat.desk.now
    live = [token for token in live_tokens(chat.desk.connection, me.id) if token.is_live(now)]
    ended = tuple(_ended(token) for token in ended_tokens(chat.desk.connection, me.id, ENDED_SHOWN))
    if not live:
        offered = buttons.WITHDRAW if me.tier is Tier.PREMIUM else buttons.TOP_UP
        return Reply((t("There is no active token."), *ended), (offered,), Ask.CHOICE)
    lost = t("The code is in the message in which it was made. Lost? Cancel it and make a new one.")
    lines = (*(_standing(token, token.minutes_left(now)) for token in live), lost, *ended)
    # A top-up token holds no money: a new one takes its place.
    held = tuple(cancel_button(token.reference) for token in live if token.kind == "withdraw")
    return Reply(lines, (*held, buttons.CHECK_BALANCE), Ask.CHOICE)


def _what_to_cancel(me: Me) -> Reply | None:
    """The withdrawal token that is live, with its button."""
    now = me.desk.now
    live = [each for each in live_tokens(me.desk.connection, me.id) if each.kind == "withdraw" and each.is_live(now)]
    if not live:
        return None
    lines = tuple(_standing(token, token.minutes_left(now)) for token in live)
    return Reply(lines, tuple(cancel_button(token.reference) for token in live), Ask.CHOICE)


@flow("cancel_token", cancels=_what_to_cancel)
def cancel_token(chat: Chat, me: Me) -> Order[Fact]:
    """Cancel the one that the button names, or the one that is live."""
    return CancelToken(chat.run.key, me.id, chat.run.early.get("request", ""))


@flow("topup_token")
def topup_token(chat: Chat, me: Me) -> Order[Fact]:
    """Make a token for paying cash in where one is needed (FAQ 9); a token holds no money, so no PIN is asked."""
    return MakeTopupToken(chat.run.key, me.id, chat.run.early.get("partner", TOPUP_BY_TOKEN[0]))


def cancel_button(reference: str) -> Button:
    """A button that cancels the token with this reference, and no other."""
    return Button(t("Cancel the token"), f"flow:cancel_token?request={reference}")


def again_button(partner: str, amount: Money) -> Button:
    """A button that makes the same token anew; without an amount, one for topping up."""
    if amount:
        return Button(t("Make a new token"), f"flow:withdraw?channel={partner}&amount={int(amount)}")
    return Button(t("Make a new token"), f"flow:topup_token?partner={partner}")


def place_of(partner: str) -> str:
    """Return the partner's name."""
    return BANKS.get(partner, partner)


def already(told: HasToken) -> Reply:
    """That there is one, and what can be done."""
    words = _left(
        t(
            "You have a withdrawal token of *{amount}* for {place} already, good until {until}",
            amount=told.amount,
            place=place_of(told.partner),
            until=told.until,
        ),
        told.minutes,
        told.reference,
    )
    more = t("For another one, cancel it first.")
    return Reply((words, more), (cancel_button(told.reference), CHECK_STATUS), Ask.CHOICE)


def _standing(token: Token, minutes: int) -> Words:
    values = {"place": place_of(token.partner), "until": token.expires_at}
    if token.kind == "topup":
        return _left(t("Top-up token for {place}, good until {until}", **values), minutes, "")
    amount = token.amount
    return _left(
        t("⏳ Withdrawal token of *{amount}* for {place}, good until {until}", amount=amount, **values),
        minutes,
        token.reference,
    )


def _left(words: Words, minutes: int, reference: str) -> Words:
    if not reference:
        return counted("{token}, one minute left.", "{token}, {count} minutes left.", minutes, token=words)
    return counted(
        "{token}, one minute left. Ref {reference}",
        "{token}, {count} minutes left. Ref {reference}",
        minutes,
        token=words,
        reference=Raw(spoken(reference)),
    )


def _ended(token: Token) -> Words:
    values = {
        "place": place_of(token.partner),
        "end": _END[token.status],
        "at": OnDay(token.ended_at or token.expires_at),
    }
    if token.kind == "topup":
        return t("Top-up token {place}: {end} {at}", **values)
    reference = Raw(spoken(token.reference))
    return t("{amount} {place}: {end} {at}, Ref {reference}", amount=token.amount, reference=reference, **values)


_END = {
    TokenStatus.LIVE: t("live"),
    TokenStatus.USED: t("used"),
    TokenStatus.EXPIRED: t("ran out"),
    TokenStatus.CANCELLED: t("cancelled"),
    TokenStatus.VOIDED: t("closed"),
}


# Made


@says(TokenMade)
def token_made(told: TokenMade) -> Reply:
    """The code, once, and what to say where (FAQ 10)."""
    values = {"until": told.until, "code": Raw(told.code), "reference": Raw(spoken(told.reference))}
    if told.fee:
        first = t(
            "⏳ *{held}* is held until {until}, the fee of {fee} included. Withdrawal token: `{code}`. Ref {reference}",
            held=told.amount + told.fee,
            fee=told.fee,
            **values,
        )
    else:
        first = t(
            "⏳ *{held}* is held until {until}. Withdrawal token: `{code}`. Ref {reference}", held=told.amount, **values
        )
    own = {"number": Raw(told.phone.local), "amount": told.amount}
    if told.partner == "danamon":
        steps: tuple[Words, ...] = (
            t("At a Danamon ATM:"),
            t("1. Choose Cardless Cash Withdrawal"),
            t("2. Enter the token above, the number {number} and {amount}", **own),
        )
    else:
        steps = (
            _tell_cashier(told.partner),
            _cash_step(told.partner),
            t("2. Number {number}, the token above, {amount}", **own),
        )
    return Reply((first, *steps), (cancel_button(told.reference), CHECK_STATUS), Ask.CHOICE, protect=True)


def _tell_cashier(partner: str) -> Words:
    if partner == "indomaret":
        return t("Tell the cashier at Indomaret or Ceriamart:")
    return t("Tell the cashier at Alfamart, Alfamidi or Dan+Dan:")


def _cash_step(partner: str) -> Words:
    """The number under which a shop knows us: KasPro Wallet ID, or bin code (FAQ 10)."""
    return t("1. KasPro cash withdrawal, code {number}", number="000076" if partner == "indomaret" else "16")


@shows(TokenMade)
def token_made_on_page(told: TokenMade) -> Receipt:
    """The same facts as in the chat, without the code."""
    return Receipt(
        t("{amount} held", amount=told.amount + told.fee),
        t("The token's code is in your chat."),
        (
            (t("At"), t("{place}", place=place_of(told.partner))),
            (t("Fee"), t("{amount}", amount=told.fee)),
            (t("Until"), t("{until}", until=told.until)),
            (t("Reference"), t("{reference}", reference=Raw(spoken(told.reference)))),
        ),
    )


@says(TopupTokenMade)
def topup_token_made(told: TopupTokenMade) -> Reply:
    """The code, once, and what to say at the till (FAQ 9, Indomaret/Ceriamart)."""
    lines: tuple[Words, ...] = (
        t("Top-up token: `{code}`, good until {until}. Tell the cashier:", code=Raw(told.code), until=told.until),
        t("1. KasPro top-up, code {number}", number="000076"),
        t("2. Number {number}, the token above and the amount", number=Raw(told.phone.local)),
    )
    if told.replaced:
        lines = (*lines, t("The token before it is no longer good."))
    return Reply(lines, protect=True)


@says(HasToken)
def has_token(told: HasToken) -> Reply:
    """One at a time."""
    return already(told)


# Ended


@says(Withdrawn)
def withdrawn(told: Withdrawn) -> Reply:
    """The receipt: the cash was handed out."""
    values = {
        "amount": told.amount,
        "place": place_of(told.partner),
        "at": told.at,
        "balance": told.balance,
        "reference": Raw(spoken(told.reference)),
    }
    if told.fee:
        return Reply(
            t(
                "✅ *{amount}* withdrawn at {place}, {at}. Fee {fee}. Your balance is {balance}. Ref {reference}",
                fee=told.fee,
                **values,
            )
        )
    return Reply(t("✅ *{amount}* withdrawn at {place}, {at}. Your balance is {balance}. Ref {reference}", **values))


@says(TokenExpired)
def token_expired(told: TokenExpired) -> Reply:
    """Where the money is, and the way to another one."""
    again = (again_button(told.partner, told.amount),)
    if not told.held:
        return Reply(t("The top-up token for {place} ran out.", place=place_of(told.partner)), again, Ask.CHOICE)
    reference = Raw(spoken(told.reference))
    words = t(
        "*{amount}* is back in your balance: the token ran out. Ref {reference}", amount=told.held, reference=reference
    )
    return Reply(words, again, Ask.CHOICE)


@says(TokenCancelled)
def token_cancelled(told: TokenCancelled) -> Reply:
    """Where the money is."""
    if not told.held:
        return Reply(t("The top-up token for {place} is cancelled.", place=place_of(told.partner)))
    reference = Raw(spoken(told.reference))
    words = t(
        "*{amount}* is back in your balance: the token is cancelled. Ref {reference}",
        amount=told.held,
        reference=reference,
    )
    return Reply(words, (buttons.WITHDRAW,), Ask.CHOICE)


@says(TokenVoided)
def token_voided(told: TokenVoided) -> Reply:
    """Where the money is, and that somebody tried."""
    values = {"place": place_of(told.partner), "tries": told.tries}
    if not told.held:
        words = t("⚠️ The top-up token for {place} is void: {tries} wrong tries. Not you? Block your account.", **values)
        return Reply(words, (buttons.TOP_UP, buttons.BLOCK_ACCOUNT), Ask.CHOICE)
    words = t(
        "⚠️ *{amount}* is back in your balance: the token for {place} is void after {tries} wrong tries. Not you? Block "
        "your account. Ref {reference}",
        amount=told.held,
        reference=Raw(spoken(told.reference)),
        **values,
    )
    return Reply(words, (buttons.WITHDRAW, buttons.BLOCK_ACCOUNT), Ask.CHOICE)


@says(TokenIsOver)
def token_is_over(told: TokenIsOver) -> Reply:
    """How it ended: there is nothing left to cancel."""
    values = {
        "amount": told.amount,
        "place": place_of(told.partner),
        "end": _END[told.status],
        "at": OnDay(told.at),
        "reference": Raw(spoken(told.reference)),
    }
    words = t("Nothing to cancel: the token of {amount} for {place} is over, {end} {at}. Ref {reference}", **values)
    return Reply(words, (buttons.CHECK_BALANCE,), Ask.CHOICE)


@says(NoToken)
def no_token(_told: NoToken) -> Reply:
    """Nothing to cancel."""
    return Reply(t("There is no active token."), (buttons.WITHDRAW,), Ask.CHOICE)
