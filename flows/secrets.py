"""The secret answers: PIN, NEW_PIN, CODE, and how a number is proved.

A PIN is kept nowhere; a new one only as the hash that the customer's row will hold; a code only as "proved".
"""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from bot import buttons
from bot.chat import Answer, Chat, NotUnderstood, Refused
from bot.masking import is_six_digits
from bot.message import Ask, Button, Kind, Message, Reply, Words
from bot.words import From, counted, says, t
from models.clock import from_ms, to_ms
from models.codes import (
    CodeDead,
    CodeRight,
    CodeSent,
    CodeTooSoon,
    CodeWrong,
    NoMoreCodes,
    SendCode,
    refusal_to_resend,
    try_code,
)
from models.customers import CustomerId, IdentityId
from models.money import Money
from models.orders import Fact, Order
from models.phone import Phone
from models.pins import (
    LinkTried,
    PinLocked,
    PinRight,
    PinUsedBefore,
    PinWaits,
    PinWrong,
    try_pin,
    try_pin_to_link,
    used_before,
)
from models.sending import SendMoney
from models.weak_pins import is_weak

PROVED_FOR = timedelta(minutes=10)
NUMBER_PROVED_FOR = timedelta(hours=24)
RESEND_CODE = Button(t("Resend code"), "answer:resend")
A_PIN = t("A PIN has six digits.")
A_CODE = t("An OTP code has six digits.")


def digits_of(said: Message, hint: Words = A_PIN) -> str:
    """Return the six digits that a message is; nothing else counts as a try."""
    if said.kind is Kind.SECRET and is_six_digits(said.secret):
        return said.secret
    if said.kind is Kind.TEXT and is_six_digits(said.text):
        return said.text.strip()
    raise NotUnderstood(hint)


class Pin(Answer[bool]):
    """The customer's PIN, given in this very turn. Kept nowhere."""

    secret = True
    kept = False
    tries = True
    ask = Ask.SECRET
    page = t("Enter PIN")

    def __init__(self, chat: Chat, customer: CustomerId, *, amount: Money | None = None, sends: bool = False) -> None:
        """`amount` is what would have moved, or been sent if it `sends`: a wrong PIN says first that it has not."""
        self._chat = chat
        self._customer = customer
        self._amount = amount
        self._sends = sends

    def read(self, said: Message) -> bool:
        """Return True for the right PIN; every other six digits cost a try."""
        told = try_pin(self._chat.desk, self._customer, digits_of(said))
        if isinstance(told, PinRight):
            return True
        raise Refused(self._why(told))

    def _why(self, told: Fact) -> Fact | Reply:
        if isinstance(told, PinLocked):  # Nothing that she could enter helps now.
            locked = pin_locked(told)
            self._chat.end(locked.words, *locked.buttons)
        match told, self._amount:
            case PinWrong(left), Money() if self._sends:
                words = counted(
                    "No money has been sent: wrong PIN. One try left.",
                    "No money has been sent: wrong PIN. {count} tries left.",
                    left,
                )
                return Reply(words, (buttons.FORGOT_PIN,))
            case PinWrong(left), Money():
                words = counted(
                    "No money has moved: wrong PIN. One try left.",
                    "No money has moved: wrong PIN. {count} tries left.",
                    left,
                )
                return Reply(words, (buttons.FORGOT_PIN,))
            case PinWaits(until, wrong), Money() as amount if self._sends:
                words = t(
                    "⚠️ {amount} has not been sent, your balance is untouched. The PIN is locked until {until}: "
                    "{wrong} wrong in a row. Not you? Block your account.",
                    amount=amount,
                    until=From(until),
                    wrong=wrong,
                )
                return Reply(words, (buttons.FORGOT_PIN, buttons.BLOCK_ACCOUNT))
            case PinWaits(until, wrong), Money():
                words = t(
                    "⚠️ No money has moved, your balance is untouched. The PIN is locked until {until}: {wrong} wrong "
                    "in a row. Not you? Block your account.",
                    until=From(until),
                    wrong=wrong,
                )
                return Reply(words, (buttons.FORGOT_PIN, buttons.BLOCK_ACCOUNT))
        return told


def pin_of(chat: Chat, order: Order[Any]) -> Answer[bool]:
    """Return the answer that only the payer of this order can give; handed to the engine by `app.py`."""
    payer: CustomerId = order.payer  # type: ignore[attr-defined]  # orders that are agreed to name their payer
    return Pin(chat, payer, amount=getattr(order, "amount", None), sends=isinstance(order, SendMoney))


class CurrentPin(Answer[int]):
    """The customer's PIN, as the first of several answers: kept as when it was proved, good for ten minutes."""

    secret = True
    proof = True
    tries = True
    ask = Ask.SECRET
    page = t("Enter PIN")

    def __init__(self, chat: Chat, customer: CustomerId) -> None:
        self._chat = chat
        self._pin = Pin(chat, customer)

    def read(self, said: Message) -> int:
        """Return when it was proved."""
        self._pin.read(said)
        return to_ms(self._chat.desk.now)

    def load(self, kept: Any) -> int:
        """Return the time, unless it is too long ago."""
        if type(kept) is not int or from_ms(kept) + PROVED_FOR < self._chat.desk.now:
            raise ValueError("proved too long ago")
        return kept


class PinToLink(CurrentPin):
    """The PIN of a wallet that this channel is not linked to yet: its tries are counted apart."""

    def __init__(self, chat: Chat, customer: CustomerId) -> None:
        super().__init__(chat, customer)
        self._owner = customer

    def read(self, said: Message) -> int:
        """Return when it was proved."""
        told = try_pin_to_link(self._chat.desk, self._owner, digits_of(said))
        if isinstance(told, PinWaits):  # Whoever this is, there is no account of hers here to block.
            words = t(
                "⚠️ The PIN is locked until {until}: {wrong} wrong in a row.",
                until=From(told.until),
                wrong=told.wrong,
            )
            raise Refused(Reply(words, (buttons.FORGOT_PIN, buttons.TALK_TO_A_PERSON)))
        if not isinstance(told, PinRight):
            raise Refused(told)
        return to_ms(self._chat.desk.now)


class NewPin(Answer[str]):
    """A PIN that is chosen: not weak, not one's number, never one used before. Kept as its hash."""

    secret = True
    ask = Ask.SECRET
    page = t("Create PIN")

    def __init__(self, chat: Chat, *, phone: Phone, salt: bytes, customer: CustomerId | None = None) -> None:
        self._chat = chat
        self._phone = phone
        self._salt = salt
        self._customer = customer

    def read(self, said: Message) -> str:
        """Return the hash."""
        pin = digits_of(said)
        if is_weak(pin, phone=self._phone):
            raise Refused(Reply(t("That PIN is easy to guess. Choose six other digits.")))
        desk = self._chat.desk
        hashed = desk.slow(desk.secrets.hash_pin, pin, self._salt)
        if self._customer is not None and used_before(desk, self._customer, hashed):
            raise Refused(PinUsedBefore())
        return hashed

    def load(self, kept: Any) -> str:
        """Return the hash as kept."""
        if not isinstance(kept, str):
            raise ValueError("not a hash")
        return kept


class SamePin(Answer[bool]):
    """The new PIN once more."""

    secret = True
    ask = Ask.SECRET
    page = t("Enter PIN")

    def __init__(self, chat: Chat, hashed: str, *, forget: str) -> None:
        self._chat = chat
        self._hashed = hashed
        self._forget = forget

    def read(self, said: Message) -> bool:
        """Return True for the same PIN; another one has both asked anew."""
        desk = self._chat.desk
        if desk.slow(desk.secrets.pin_matches, self._hashed, digits_of(said)):
            return True
        raise Refused(Reply(t("Those were two different PINs. Choose one again, six digits.")), forget=self._forget)

    def load(self, kept: Any) -> bool:
        """Return True; whatever else is kept is no repeat."""
        if kept is not True:
            raise ValueError("not repeated")
        return True


def new_pin(chat: Chat, *, phone: Phone, salt: bytes, customer: CustomerId | None = None) -> str:
    """Have a new PIN chosen and repeated; return its hash."""
    answer = NewPin(chat, phone=phone, salt=salt, customer=customer)
    hashed = chat.ask("new pin", answer, t("Create a PIN of 6 digits, not a birthday and not a phone number."))
    chat.ask("new pin again", SamePin(chat, hashed, forget="new pin"), t("The same PIN once more."))
    return hashed


class Code(Answer[str]):
    """A code that came by SMS, or the wish for another one."""

    secret = True
    proof = True
    buttons = (RESEND_CODE,)

    def __init__(self, chat: Chat, sent: CodeSent) -> None:
        self._chat = chat
        self._sent = sent

    def read(self, said: Message) -> str:
        """Return `proved` or `resend`."""
        if said.kind is Kind.TAP and said.button == "resend":
            refusal = refusal_to_resend(self._chat.desk, self._sent)
            if refusal is not None:
                raise Refused(refusal)
            return "resend"
        told = try_code(self._chat.desk, self._sent, self._chat.run.key, digits_of(said, A_CODE))
        if isinstance(told, CodeRight):
            return "proved"
        raise Refused(told)

    def dump(self, value: str) -> list[Any]:
        """Keep when it was proved too."""
        return [value, to_ms(self._chat.desk.now)]

    def load(self, kept: Any) -> str:
        """Return `proved` or `resend` as kept; a number proved long ago may have another owner now."""
        said, at = kept
        if said not in ("proved", "resend"):
            raise ValueError("neither proved nor resent")
        if said == "proved" and from_ms(at) + NUMBER_PROVED_FOR < self._chat.desk.now:
            raise ValueError("proved too long ago")
        return str(said)


def prove(chat: Chat, phone: Phone, identity: IdentityId, *, again: Button, terms: bool = False) -> None:
    """Have the number proved by a code sent to it by SMS; if none can be sent, end the flow: `again` begins it anew.

    With `terms` the prompt says that going on accepts them.
    """
    for nth in count():
        sent = chat.once(SendCode(chat.run.key, phone, nth, identity))
        if isinstance(sent, NoMoreCodes):
            chat.end(worded_no_more_codes(sent), buttons.TALK_TO_A_PERSON)
        if isinstance(sent, CodeTooSoon):
            chat.end(t("A code was just sent. Please begin again at {at}.", at=From(sent.at)), again)
        if not isinstance(sent, CodeSent):
            raise TypeError(f"{type(sent).__name__} is no answer to SendCode")
        if chat.desk.now >= sent.until:
            prompt = t("The OTP code sent by SMS to {phone} is no longer valid. Ask for a new one.", phone=phone)
        elif terms:
            prompt = t(
                "The OTP code was sent by SMS to {phone}, good until {until}. Type it here; by continuing you agree to "
                "KasPro's Terms.",
                phone=phone,
                until=sent.until,
            )
        else:
            prompt = t(
                "The OTP code was sent by SMS to {phone}, good until {until}. Type it here.",
                phone=phone,
                until=sent.until,
            )
        if chat.ask(f"code {phone} {nth}", Code(chat, sent), prompt) == "proved":
            return


def worded_no_more_codes(told: NoMoreCodes) -> Words:
    """Return from when on a code can be sent again."""
    return t("No code can be sent to this number now. Please try again from {until} on.", until=From(told.until))


@says(PinWrong)
def pin_wrong(told: PinWrong) -> Reply:
    """How many tries are left."""
    words = counted("Wrong PIN. One try left.", "Wrong PIN. {count} tries left.", told.left)
    return Reply(words, (buttons.FORGOT_PIN,))


@says(PinWaits)
def pin_waits(told: PinWaits) -> Reply:
    """Until when no PIN is taken."""
    words = t(
        "⚠️ The PIN is locked until {until}: {wrong} wrong in a row. Not you? Block your account.",
        until=From(told.until),
        wrong=told.wrong,
    )
    return Reply(words, (buttons.FORGOT_PIN, buttons.BLOCK_ACCOUNT))


@says(PinLocked)
def pin_locked(_told: PinLocked) -> Reply:
    """Only staff can help now, and they know."""
    words = t(
        "⚠️ The PIN is locked: ten wrong in a row. No money has moved. A person has been told and will help you here."
    )
    return Reply(words, (buttons.TALK_TO_A_PERSON,))


@says(LinkTried)
def link_tried(told: LinkTried) -> Reply:
    """What the chats that are hers hear: the code reached somebody, the wallet did not."""
    words = t(
        "⚠️ Somebody had the OTP code of your number and entered a wrong PIN to link another chat, {at}. "
        "Not you? Block your account.",
        at=told.at,
    )
    return Reply(words, (buttons.BLOCK_ACCOUNT,), Ask.CHOICE)


@says(PinUsedBefore)
def pin_used_before(_told: PinUsedBefore) -> Reply:
    """FAQ 7."""
    return Reply(t("You have had that PIN before. Choose six other digits."))


@says(CodeWrong)
def code_wrong(told: CodeWrong) -> Reply:
    """How many tries are left for this code."""
    return Reply(
        counted("That OTP code is wrong. One try left.", "That OTP code is wrong. {count} tries left.", told.left)
    )


@says(CodeDead)
def code_dead(_told: CodeDead) -> Reply:
    """A new one is needed."""
    return Reply(t("That OTP code is no longer valid. Ask for a new one."))


@says(CodeTooSoon)
def code_too_soon(told: CodeTooSoon) -> Reply:
    """When."""
    return Reply(t("The next code can be asked for from {at} on.", at=From(told.at)))
