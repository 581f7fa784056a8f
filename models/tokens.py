"""Tokens: eight digits by which a counter knows that its customer may have cash, or may pay in (FAQ 9, FAQ 10).

One is live per customer and kind, bound to her number and one partner, a withdrawal's also to its amount; it ends once,
as used, expired, cancelled or voided. Only a keyed hash of the digits is kept. Made in `making_tokens.py`, ended in
`ending_tokens.py`, redeemed in `counters.py`; whoever ends one holds its owner's lock.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal, NewType

from sqlalchemy import BigInteger, CheckConstraint, Index, text
from sqlalchemy.engine import Connection, Row
from sqlmodel import Field, SQLModel

from .clock import from_ms, to_ms
from .customers import CustomerId
from .database import BigId, partial_index
from .money import Money
from .secrets import Secrets

TokenId = NewType("TokenId", int)
TokenKind = Literal["withdraw", "topup"]

DIGITS = 8
NO_MONEY = Money(0)
_MINUTE = timedelta(minutes=1)


class TokenStatus(StrEnum):
    """How a token stands, or how it ended."""

    LIVE = "live"
    USED = "used"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    VOIDED = "voided"  # too many wrong tries, or the account was blocked


class TokenRow(SQLModel, table=True):
    """One token."""

    __tablename__ = "tokens"
    __table_args__ = (
        CheckConstraint("kind IN ('withdraw', 'topup')", name="tokens_kind_is_known"),
        CheckConstraint("status IN ('live', 'used', 'expired', 'cancelled', 'voided')", name="tokens_status_is_known"),
        CheckConstraint(
            "(kind = 'withdraw') = (amount IS NOT NULL) AND (kind = 'withdraw') = (hold_id IS NOT NULL)",
            name="tokens_withdrawal_is_held",
        ),
        CheckConstraint("(status = 'live') = (ended_at IS NULL)", name="tokens_end_has_a_time"),
        Index(
            "tokens_one_live",
            "customer_id",
            "kind",
            unique=True,
            sqlite_where=text("status = 'live'"),
            postgresql_where=text("status = 'live'"),
        ),
        Index(
            "tokens_live_code",
            "fingerprint",
            unique=True,
            sqlite_where=text("status = 'live'"),
            postgresql_where=text("status = 'live'"),
        ),
        Index("tokens_customer", "customer_id", "id"),
        partial_index("tokens_reference", "reference", where="reference <> ''"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    kind: str
    customer_id: int = Field(sa_type=BigInteger, foreign_key="customers.id")
    partner: str
    amount: int | None = Field(default=None, sa_type=BigInteger, description="in rupiah; a top-up's is not bound")
    fee: int = Field(sa_type=BigInteger, description="in rupiah, held and taken with the amount")
    fingerprint: str = Field(description="keyed hash of the digits")
    hold_id: str | None = Field(default=None, description="the transfer that holds the amount")
    reference: str = Field(description="the hold's; none for a top-up")
    status: str
    wrong_tries: int
    order_key: str = Field(unique=True)
    expires_at: int = Field(sa_type=BigInteger)
    created_at: int = Field(sa_type=BigInteger)
    ended_at: int | None = Field(default=None, sa_type=BigInteger)
    used_by: str = Field(default="", description="the partner and its own id of the call that used it")


@dataclass(frozen=True)
class Token:
    """A token as it stands."""

    id: TokenId
    kind: TokenKind
    customer: CustomerId
    partner: str
    amount: Money
    """Zero for a top-up, whose amount is named at the counter."""
    fee: Money
    fingerprint: str
    hold_id: str
    fee_hold_id: str
    reference: str
    status: TokenStatus
    expires_at: datetime
    ended_at: datetime | None

    @property
    def held(self) -> Money:
        """What is set aside for it, the fee included, in rupiah."""
        return self.amount + self.fee

    def is_live(self, now: datetime) -> bool:
        """Return whether it can still be used."""
        return self.status is TokenStatus.LIVE and now < self.expires_at

    def minutes_left(self, now: datetime) -> int:
        """Return how long it can still be used, in minutes begun."""
        return max(-((now - self.expires_at) // _MINUTE), 0)


_COLUMNS = (
    "id, kind, customer_id, partner, amount, fee, fingerprint, hold_id, reference, status, order_key, expires_at, "
    "ended_at"
)
_FIND = text(f"SELECT {_COLUMNS} FROM tokens WHERE id = :id")
_BY_ORDER = text(f"SELECT {_COLUMNS} FROM tokens WHERE order_key = :key")
_LIVE = text(f"SELECT {_COLUMNS} FROM tokens WHERE customer_id = :customer AND kind = :kind AND status = 'live'")
_ALL_LIVE = text(f"SELECT {_COLUMNS} FROM tokens WHERE customer_id = :customer AND status = 'live' ORDER BY id")
_LIVE_CODE = text(f"SELECT {_COLUMNS} FROM tokens WHERE fingerprint = :code AND kind = :kind AND status = 'live'")
_ENDED_CODE = text(
    f"SELECT {_COLUMNS} FROM tokens WHERE customer_id = :customer AND kind = :kind AND fingerprint = :code "
    "AND status <> 'live' ORDER BY id DESC LIMIT 1"
)
_ENDED = text(
    f"SELECT {_COLUMNS} FROM tokens WHERE customer_id = :customer AND status <> 'live' ORDER BY id DESC LIMIT :count"
)
_BY_REFERENCE = text(f"SELECT {_COLUMNS} FROM tokens WHERE customer_id = :customer AND reference = :reference")
_NO_DIGIT = re.compile(r"[^0-9]")


def new_digits() -> str:
    """Return eight random digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def spoken_digits(digits: str) -> str:
    """Return the digits as they are shown and read aloud: 4821 7736."""
    return f"{digits[:4]} {digits[4:]}"


def digits_in(code: str) -> str:
    """Return the digits of a token as somebody at a counter typed it; other signs between them are left out."""
    return _NO_DIGIT.sub("", code)


def fingerprint_of(kept: Secrets, digits: str) -> str:
    """Return the keyed hash under which a token's row is found."""
    return kept.fingerprint("token", digits)


def token_with(connection: Connection, token_id: TokenId) -> Token:
    """Return the token of this id; raises `NoResultFound` where there is none."""
    return _token(connection.execute(_FIND, {"id": token_id}).one())


def token_of_order(connection: Connection, key: str) -> Token | None:
    """Return the token that this order made, or None."""
    return _one(connection.execute(_BY_ORDER, {"key": key}).one_or_none())


def live_token(connection: Connection, customer: CustomerId, kind: TokenKind) -> Token | None:
    """Return the customer's token of this kind that has not ended, or None; its time may be over all the same."""
    return _one(connection.execute(_LIVE, {"customer": customer, "kind": kind}).one_or_none())


def live_tokens(connection: Connection, customer: CustomerId) -> list[Token]:
    """Return the customer's tokens that have not ended, the oldest first."""
    return [_token(row) for row in connection.execute(_ALL_LIVE, {"customer": customer})]


def live_token_with(connection: Connection, fingerprint: str, kind: TokenKind) -> Token | None:
    """Return the token of this kind with these digits that has not ended, whoever's it is, or None."""
    return _one(connection.execute(_LIVE_CODE, {"code": fingerprint, "kind": kind}).one_or_none())


def ended_token_with(connection: Connection, customer: CustomerId, fingerprint: str, kind: TokenKind) -> Token | None:
    """Return the customer's newest ended token with these digits, or None."""
    asked = {"customer": customer, "code": fingerprint, "kind": kind}
    return _one(connection.execute(_ENDED_CODE, asked).one_or_none())


def ended_tokens(connection: Connection, customer: CustomerId, count: int) -> list[Token]:
    """Return the customer's last tokens that have ended, the newest first."""
    return [_token(row) for row in connection.execute(_ENDED, {"customer": customer, "count": count})]


def token_by_reference(connection: Connection, customer: CustomerId, reference: str) -> Token | None:
    """Return the customer's own token with this reference, or None."""
    if not reference:
        return None
    return _one(connection.execute(_BY_REFERENCE, {"customer": customer, "reference": reference}).one_or_none())


def _one(row: Row[Any] | None) -> Token | None:
    return None if row is None else _token(row)


def _token(row: Row[Any]) -> Token:
    return Token(
        id=TokenId(row.id),
        kind=row.kind,
        customer=CustomerId(row.customer_id),
        partner=row.partner,
        amount=Money(row.amount or 0),
        fee=Money(row.fee),
        fingerprint=row.fingerprint,
        hold_id=row.hold_id or "",
        fee_hold_id=f"fee:{row.order_key}" if row.fee else "",
        reference=row.reference,
        status=TokenStatus(row.status),
        expires_at=from_ms(row.expires_at),
        ended_at=from_ms(row.ended_at) if row.ended_at is not None else None,
    )


_END = text(
    "UPDATE tokens SET status = :status, ended_at = :at, used_by = :used_by WHERE id = :id AND status = 'live' "
    "AND (:status <> 'used' OR expires_at > :at)"
)
_MISS = text("UPDATE tokens SET wrong_tries = wrong_tries + 1 WHERE id = :id AND status = 'live' RETURNING wrong_tries")
_ADD = text(
    "INSERT INTO tokens (kind, customer_id, partner, amount, fee, fingerprint, hold_id, reference, status, "
    "wrong_tries, order_key, expires_at, created_at, ended_at, used_by) VALUES (:kind, :customer, :partner, :amount, "
    ":fee, :code, :hold, :reference, 'live', 0, :key, :expires, :at, NULL, '') ON CONFLICT DO NOTHING RETURNING id"
)


def add_token(
    connection: Connection,
    *,
    kind: TokenKind,
    customer: CustomerId,
    partner: str,
    fingerprint: str,
    order_key: str,
    expires_at: datetime,
    at: datetime,
    amount: Money | None = None,
    fee: Money = NO_MONEY,
    hold_id: str | None = None,
    reference: str = "",
) -> TokenId | None:
    """Keep a token and return its id; None where its digits, or its owner's place for one, are taken."""
    values = {
        "kind": kind,
        "customer": customer,
        "partner": partner,
        "amount": None if amount is None else int(amount),
        "fee": int(fee),
        "code": fingerprint,
        "hold": hold_id,
        "reference": reference,
        "key": order_key,
        "expires": to_ms(expires_at),
        "at": to_ms(at),
    }
    added = connection.execute(_ADD, values).scalar_one_or_none()
    return None if added is None else TokenId(added)


def mark_ended(connection: Connection, token_id: TokenId, status: TokenStatus, at: datetime, used_by: str = "") -> bool:
    """End the token this way if it is live, and in time if it is used; return whether this call ended it."""
    values = {"id": token_id, "status": str(status), "at": to_ms(at), "used_by": used_by}
    return connection.execute(_END, values).rowcount == 1


def count_wrong_try(connection: Connection, token_id: TokenId) -> int:
    """Count one more wrong try at a live token and return how many there were; zero where it has ended."""
    return int(connection.execute(_MISS, {"id": token_id}).scalar_one_or_none() or 0)
