"""Notices: words for facts that no flow ordered, and for those that flows take note of without a word."""

from __future__ import annotations

from bot import buttons
from bot.message import Ask, Reply
from bot.words import Day, Raw, says, t
from flows.secrets import worded_no_more_codes
from models.codes import CodeRight, CodeSent, CodeSms, NoMoreCodes
from models.dormancy import DormancyAnnounced, DormantFeeTaken
from models.handing import StaffSaid
from models.pins import PinRight
from models.references import spoken
from models.sending import PayeeCanReceive
from models.upgrading import MadePremium


@says(MadePremium)
def made_premium(told: MadePremium) -> Reply:
    """The new limits (Services Table)."""
    words = t(
        "✅ You are Premium now, {name}. Balance up to {balance}, money in {incoming} a month.",
        name=told.first_name,
        balance=told.balance_max,
        incoming=told.incoming_max,
    )
    return Reply(words, (buttons.SEND_MONEY, buttons.WITHDRAW), Ask.CHOICE)


@says(DormancyAnnounced)
def dormancy_announced(told: DormancyAnnounced) -> Reply:
    """Before a first fee (terms 3.8), and how it is avoided."""
    words = t(
        "Your wallet has rested since {since}. From {first} on an administration fee of *{fee}* a month is taken from "
        "it (Terms 3.8). One transaction is enough, and there is none.",
        since=Day(told.since),
        first=Day(told.first),
        fee=told.fee,
    )
    return Reply(words, (buttons.TOP_UP, buttons.CHECK_BALANCE), Ask.CHOICE)


@says(DormantFeeTaken)
def dormant_fee_taken(told: DormantFeeTaken) -> Reply:
    """A month's fee."""
    words = t(
        "*{amount}* was taken, {at}: administration fee of a wallet that rests (Terms 3.8). Your balance is {balance}. "
        "Ref {reference}",
        amount=told.amount,
        at=told.at,
        balance=told.balance,
        reference=Raw(spoken(told.reference)),
    )
    return Reply(words, (buttons.TOP_UP, buttons.SEE_HISTORY), Ask.CHOICE)


@says(StaffSaid)
def staff_said(told: StaffSaid) -> Reply:
    """Her words, and the way back to the bot."""
    return Reply(t("{name} (KasPro staff): {text}", name=told.by, text=told.text), (buttons.BACK_TO_BOT,), Ask.CHOICE)


@says(CodeSms)
def code_sms(told: CodeSms) -> Reply:
    """The SMS: one segment, plain letters."""
    return Reply(
        t(
            "KasPro: OTP code {code}, valid {minutes} minutes. Tell nobody, KasPro staff included.",
            code=told.code,
            minutes=told.minutes,
        )
    )


@says(CodeSent)
def code_sent(told: CodeSent) -> Reply:
    """Where the code went."""
    return Reply(
        t(
            "The OTP code was sent by SMS to {phone}, good until {until}. Type it here.",
            phone=told.phone,
            until=told.until,
        )
    )


@says(NoMoreCodes)
def no_more_codes(told: NoMoreCodes) -> Reply:
    """From when on."""
    return Reply(worded_no_more_codes(told))


@says(CodeRight)
def code_right(_told: CodeRight) -> Reply:
    """The number is proved."""
    return Reply(t("Number verified."))


@says(PinRight)
def pin_right(_told: PinRight) -> Reply:
    """The PIN is right."""
    return Reply(t("That is the right PIN."))


@says(PayeeCanReceive)
def payee_can_receive(_told: PayeeCanReceive) -> Reply:
    """Nothing is in the way."""
    return Reply(t("Nothing stands in the way of this transfer."))
