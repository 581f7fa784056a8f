"""OTP codes: a number is proved by a code sent to it by SMS.

Six digits, five minutes, three wrong tries kill it; three codes a number and day, then 24 hours; pauses of 30 and 60
seconds between them; a daily cap on what all SMS may cost. The lifetimes are the operator's figures
(`models/figures.py`).
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from .clock import from_ms, start_of_day, to_ms
from .conversations import tell_by_sms
from .customers import IdentityId, identity
from .database import BigId
from .figures import figure
from .orders import Desk, Fact, Order, Refusal, fact, handles
from .phone import Phone

PAUSES = (30, 60)
"""Seconds before the second and the third code to one number."""


class CodeRow(SQLModel, table=True):
    """One code."""

    __tablename__ = "codes"
    __table_args__ = (Index("codes_phone", "phone", "sent_at"), Index("codes_sent", "sent_at"))

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    phone: str
    run_key: str = Field(description="only the run that asked for the code can use it")
    fingerprint: str
    sent_at: int = Field(sa_type=BigInteger)
    expires_at: int = Field(sa_type=BigInteger)
    tries_left: int
    used_at: int | None = Field(default=None, sa_type=BigInteger)


@fact("code_sent")
@dataclass(frozen=True)
class CodeSent(Fact):
    """A code is on its way; the next may be asked for at `again_at`."""

    code_id: int
    phone: Phone
    until: datetime
    again_at: datetime


@fact("code_sms")
@dataclass(frozen=True)
class CodeSms(Fact):
    """What the SMS says. The row holds the code sealed."""

    code: str
    minutes: int


@fact("no_more_codes")
@dataclass(frozen=True)
class NoMoreCodes(Refusal):
    """Three codes a number and day (the issuer's rule), or the day's SMS are spent."""

    until: datetime


@fact("code_wrong")
@dataclass(frozen=True)
class CodeWrong(Refusal):
    """Not the code; that many tries are left for it."""

    left: int


@fact("code_dead")
@dataclass(frozen=True)
class CodeDead(Refusal):
    """The code has expired, was tried too often or was used."""


@fact("code_too_soon")
@dataclass(frozen=True)
class CodeTooSoon(Refusal):
    """Another code may be asked for at that time."""

    at: datetime


@fact("code_right")
@dataclass(frozen=True)
class CodeRight(Fact):
    """The number is proved."""


@dataclass(frozen=True)
class SendCode(Order[Fact]):
    """Send a code to this number; `nth` tells the codes of one run apart."""

    phone: Phone
    nth: int
    identity: IdentityId
    """Who asked: the SMS speaks that language."""


_RECENT = text("SELECT sent_at FROM codes WHERE phone = :phone AND sent_at > :since ORDER BY sent_at")
_SPENT = text("SELECT COUNT(*) FROM codes WHERE sent_at >= :since")
_ADD = text(
    "INSERT INTO codes (phone, run_key, fingerprint, sent_at, expires_at, tries_left) "
    "VALUES (:phone, :run_key, :fingerprint, :at, :until, :tries) RETURNING id"
)
_FIND = text("SELECT phone, run_key, fingerprint, expires_at, tries_left, used_at FROM codes WHERE id = :id")
_MISS = text("UPDATE codes SET tries_left = tries_left - 1 WHERE id = :id AND tries_left > 0 RETURNING tries_left")
_USE = text("UPDATE codes SET used_at = :at WHERE id = :id AND used_at IS NULL AND tries_left > 0 RETURNING id")
_CLAIM_NUMBER = text("SELECT pg_advisory_xact_lock(hashtext(:phone))")
NEAR_THE_CAP = 100
"""With fewer codes left for the day they are counted one at a time, so that no race spends more than the cap."""


@handles(SendCode)
def send_code(desk: Desk, order: SendCode) -> Fact:
    """Queue the SMS, unless the number or the day has had its share."""
    if desk.connection.dialect.name == "postgresql":  # Two chats may ask for one number; SQLite has one writer anyway.
        desk.connection.execute(_CLAIM_NUMBER, {"phone": order.phone})
    used_up = _share_used_up(desk, order.phone)
    if used_up is not None:
        return used_up
    recent = _recent(desk.connection, order.phone, desk.now)
    if _day_is_spent(desk):
        return NoMoreCodes(until=start_of_day(desk.now) + timedelta(days=1))
    free_at = _free_at(recent)
    if desk.now < free_at:
        return CodeTooSoon(at=free_at)
    minutes = figure(desk.connection, "otp.minutes")
    code = desk.secrets.new_code()
    until = desk.now + timedelta(minutes=minutes)
    values = {
        "phone": order.phone,
        "run_key": order.key,
        "fingerprint": desk.secrets.fingerprint("code", order.phone, order.key, code),
        "at": to_ms(desk.now),
        "until": to_ms(until),
        "tries": figure(desk.connection, "otp.tries"),
    }
    code_id = desk.connection.execute(_ADD, values).scalar_one()
    language = identity(desk.connection, order.identity).language
    tell_by_sms(desk, order.phone, CodeSms(code, minutes), language=language, secret={"code": code})
    return CodeSent(code_id=code_id, phone=order.phone, until=until, again_at=_free_at([*recent, desk.now]))


def try_code(desk: Desk, sent: CodeSent, key: str, digits: str) -> Fact:
    """Count one try at the code that this run had sent, and return what came of it."""
    row = desk.connection.execute(_FIND, {"id": sent.code_id}).one_or_none()
    if row is None:  # Forgotten long after it was over.
        return CodeDead()
    if row.run_key != key or row.used_at is not None or row.tries_left < 1 or desk.now >= from_ms(row.expires_at):
        return CodeDead()
    mine = desk.secrets.fingerprint("code", row.phone, row.run_key, digits)
    if hmac.compare_digest(mine, row.fingerprint):
        used = desk.connection.execute(_USE, {"id": sent.code_id, "at": to_ms(desk.now)}).first()
        return CodeRight() if used else CodeDead()
    left = desk.connection.execute(_MISS, {"id": sent.code_id}).scalar_one_or_none()
    return CodeWrong(left=left) if left else CodeDead()


def refusal_to_resend(desk: Desk, sent: CodeSent) -> CodeTooSoon | NoMoreCodes | None:
    """Return why no other code is sent to that number now, or None; the last one stays good meanwhile."""
    used_up = _share_used_up(desk, sent.phone)
    if used_up is not None:
        return used_up
    return CodeTooSoon(at=sent.again_at) if desk.now < sent.again_at else None


def _day_is_spent(desk: Desk) -> bool:
    """Return whether all the codes that we pay for in a day have been sent (figure `otp.per_day`)."""
    cap, since = figure(desk.connection, "otp.per_day"), {"since": to_ms(start_of_day(desk.now))}
    spent = desk.connection.execute(_SPENT, since).scalar_one()
    if cap - NEAR_THE_CAP <= spent < cap and desk.connection.dialect.name == "postgresql":
        desk.connection.execute(_CLAIM_NUMBER, {"phone": "every number"})
        spent = desk.connection.execute(_SPENT, since).scalar_one()
    return bool(spent >= cap)


def _share_used_up(desk: Desk, phone: Phone) -> NoMoreCodes | None:
    share = figure(desk.connection, "otp.per_number_and_day")
    recent = _recent(desk.connection, phone, desk.now)
    return NoMoreCodes(until=recent[-share] + timedelta(days=1)) if len(recent) >= share else None


def _recent(connection: Connection, phone: Phone, now: datetime) -> list[datetime]:
    rows = connection.execute(_RECENT, {"phone": phone, "since": to_ms(now - timedelta(days=1))})
    return [from_ms(row.sent_at) for row in rows]


def _free_at(sent: list[datetime]) -> datetime:
    """Return when the next code may be sent after these."""
    if not sent:
        return from_ms(0)
    return sent[-1] + timedelta(seconds=PAUSES[min(len(sent), len(PAUSES)) - 1])
