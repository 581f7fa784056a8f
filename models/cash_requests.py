"""Cash requests: a customer asks a friend for cash, and pays it back by wallet (FAQ 10, Withdrawal with Friend).

The rows and how they move on, one step at a time; friend_asking, friend_answering, friend_confirming and friend_cash
carry the steps out. Whoever moves a row has the wallets of both locked (`locked`), so that steps never overtake.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, bindparam, text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from .clock import from_ms, to_ms
from .customers import CustomerId
from .database import BigId, partial_index
from .ledger import lock, wallet_of
from .money import Money


class Step(StrEnum):
    """How far a request has come."""

    ASKED = "asked"  # the friend has not answered
    ACCEPTED = "accepted"  # the friend will bring the cash
    HANDED = "handed"  # the friend says that she handed it over: from here on nothing ends by itself
    DISPUTED = "disputed"  # a person of KasPro looks into it
    DONE = "done"  # the money went to the friend
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


LIVE = (Step.ASKED, Step.ACCEPTED, Step.HANDED, Step.DISPUTED)
_LIVE = "status IN ('asked', 'accepted', 'handed', 'disputed')"


class CashRequestRow(SQLModel, table=True):
    """One request, with the hold that keeps its money."""

    __tablename__ = "cash_requests"
    __table_args__ = (
        CheckConstraint("amount > 0 AND fee >= 0", name="cash_requests_amount_is_positive"),
        CheckConstraint("payer_id <> friend_id", name="cash_requests_between_two"),
        CheckConstraint(
            "status IN ('asked', 'accepted', 'handed', 'disputed', 'done', 'declined', 'expired', 'cancelled')",
            name="cash_requests_status_is_known",
        ),
        CheckConstraint(
            "CASE WHEN status IN ('asked', 'accepted') THEN expires_at IS NOT NULL "
            "WHEN status IN ('handed', 'disputed') THEN expires_at IS NULL ELSE ended_at IS NOT NULL END",
            name="cash_requests_times_fit",
        ),
        Index(
            "cash_requests_one_live",
            "payer_id",
            unique=True,
            sqlite_where=text(_LIVE),
            postgresql_where=text(_LIVE),
        ),
        partial_index("cash_requests_of_friend", "friend_id", where=_LIVE),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    order_key: str = Field(unique=True)
    payer_id: int = Field(sa_type=BigInteger, foreign_key="customers.id")
    friend_id: int = Field(sa_type=BigInteger, foreign_key="customers.id")
    amount: int = Field(sa_type=BigInteger)
    fee: int = Field(sa_type=BigInteger)
    hold_id: str = Field(unique=True, description="the transfer that holds the amount")
    fee_hold_id: str | None = Field(default=None, description="the one that holds the fee, if there is one")
    reference: str = Field(unique=True, description="the hold's own")
    status: str
    expires_at: int | None = Field(default=None, sa_type=BigInteger, description="none once the cash is handed over")
    reminders: int = Field(default=0, description="how often the payer was asked again whether she has the cash")
    case_id: int | None = Field(default=None, sa_type=BigInteger, foreign_key="cases.id")
    asked_at: int = Field(sa_type=BigInteger)
    accepted_at: int | None = Field(default=None, sa_type=BigInteger)
    handed_at: int | None = Field(default=None, sa_type=BigInteger)
    reminded_at: int | None = Field(default=None, sa_type=BigInteger)
    disputed_at: int | None = Field(default=None, sa_type=BigInteger)
    ended_at: int | None = Field(default=None, sa_type=BigInteger)


@dataclass(frozen=True)
class CashRequest:
    """A request as it stands."""

    id: int
    payer: CustomerId
    friend: CustomerId
    amount: Money
    fee: Money
    hold_id: str
    fee_hold_id: str | None
    reference: str
    step: Step
    expires_at: datetime | None
    reminders: int
    case_id: int | None
    handed_at: datetime | None

    @property
    def held(self) -> Money:
        """What is held for it, in rupiah: the amount and the fee."""
        return Money(self.amount + self.fee)


_ADD = text(
    "INSERT INTO cash_requests (order_key, payer_id, friend_id, amount, fee, hold_id, fee_hold_id, reference, status, "
    "expires_at, reminders, asked_at) VALUES (:key, :payer, :friend, :amount, :fee, :hold, :fee_hold, :reference, "
    "'asked', :until, 0, :at)"
)
_COLUMNS = (
    "id, payer_id, friend_id, amount, fee, hold_id, fee_hold_id, reference, status, expires_at, reminders, case_id, "
    "handed_at"
)
_BY_REFERENCE = text(f"SELECT {_COLUMNS} FROM cash_requests WHERE reference = :reference")
_BY_ID = text(f"SELECT {_COLUMNS} FROM cash_requests WHERE id = :id")
_BY_KEY = text(f"SELECT {_COLUMNS} FROM cash_requests WHERE order_key = :key")
_OF_PAYER = text(f"SELECT {_COLUMNS} FROM cash_requests WHERE payer_id = :customer AND {_LIVE}")
_OF_FRIEND = text(f"SELECT {_COLUMNS} FROM cash_requests WHERE friend_id = :customer AND {_LIVE} ORDER BY id")
_OF_EITHER = text(
    f"SELECT {_COLUMNS} FROM cash_requests WHERE (payer_id = :customer OR friend_id = :customer) AND {_LIVE} "
    "ORDER BY id"
)
_DISPUTED_IN = text(f"SELECT {_COLUMNS} FROM cash_requests WHERE case_id = :case AND status = 'disputed' ORDER BY id")
_ACCEPT = text(
    "UPDATE cash_requests SET status = 'accepted', accepted_at = :at, expires_at = :until "
    "WHERE id = :id AND status = 'asked' AND expires_at > :at RETURNING id"
)
_HAND = text(
    "UPDATE cash_requests SET status = 'handed', handed_at = :at, expires_at = NULL "
    "WHERE id = :id AND status = 'accepted' AND expires_at > :at RETURNING id"
)
_REMIND = text(
    "UPDATE cash_requests SET reminders = reminders + 1, reminded_at = :at "
    "WHERE id = :id AND status = 'handed' AND reminders = :reminders RETURNING id"
)
_DISPUTE = text(
    "UPDATE cash_requests SET status = 'disputed', disputed_at = :at, case_id = :case "
    "WHERE id = :id AND status = 'handed' RETURNING id"
)
_END = text(
    "UPDATE cash_requests SET status = :to, ended_at = :at WHERE id = :id AND status IN :steps RETURNING id"
).bindparams(bindparam("steps", expanding=True))


def add(
    connection: Connection,
    *,
    key: str,
    payer: CustomerId,
    friend: CustomerId,
    amount: Money,
    fee: Money,
    hold: str,
    fee_hold: str | None,
    reference: str,
    at: datetime,
    until: datetime,
) -> CashRequest:
    """Write a request down and return it; the database refuses a second live one of the payer's, by raising."""
    values = {"key": key, "payer": payer, "friend": friend, "amount": int(amount), "fee": int(fee), "hold": hold}
    times = {"at": to_ms(at), "until": to_ms(until)}
    connection.execute(_ADD, {**values, "fee_hold": fee_hold, "reference": reference, **times})
    return _request(connection.execute(_BY_KEY, {"key": key}).one())


def with_reference(connection: Connection, reference: str) -> CashRequest | None:
    """Return the request with this reference, however it is spelt, or None."""
    plain = "".join(sign for sign in reference.upper() if sign.isalnum())
    row = connection.execute(_BY_REFERENCE, {"reference": plain}).one_or_none()
    return _request(row) if row else None


def with_id(connection: Connection, request: int) -> CashRequest | None:
    """Return the request with this number, or None."""
    row = connection.execute(_BY_ID, {"id": request}).one_or_none()
    return _request(row) if row else None


def with_key(connection: Connection, key: str) -> CashRequest | None:
    """Return the request that this order made, or None."""
    row = connection.execute(_BY_KEY, {"key": key}).one_or_none()
    return _request(row) if row else None


def live_of_payer(connection: Connection, customer: CustomerId) -> CashRequest | None:
    """Return the payer's one request that is not over, or None."""
    row = connection.execute(_OF_PAYER, {"customer": customer}).one_or_none()
    return _request(row) if row else None


def live_of_friend(connection: Connection, customer: CustomerId) -> list[CashRequest]:
    """Return the requests to this customer that are not over, oldest first."""
    return [_request(row) for row in connection.execute(_OF_FRIEND, {"customer": customer})]


def live_of(connection: Connection, customer: CustomerId) -> list[CashRequest]:
    """Return the requests that are not over and of which this customer is payer or friend, oldest first."""
    return [_request(row) for row in connection.execute(_OF_EITHER, {"customer": customer})]


def disputed_in(connection: Connection, case: int) -> list[CashRequest]:
    """Return the requests about which this case is and which a person still has to decide, oldest first."""
    return [_request(row) for row in connection.execute(_DISPUTED_IN, {"case": case})]


def locked(connection: Connection, *requests: CashRequest) -> datetime:
    """Lock the wallets of all these requests, in the order of their ids, and return the time that it is then.

    What was read before the lock may be old: it is read again under it.
    """
    people = {customer for each in requests for customer in (each.payer, each.friend)}
    return lock(connection, *(wallet_of(connection, customer).account_id for customer in people))


# Steps: each changes the row only from where it may, and says whether it did.


def accept(connection: Connection, request: CashRequest, *, at: datetime, until: datetime) -> bool:
    """The friend will help: from asked to accepted, in time."""
    return _moved(connection, _ACCEPT, request, at, until=to_ms(until))


def hand(connection: Connection, request: CashRequest, *, at: datetime) -> bool:
    """The friend says that she handed the cash over: from accepted to handed, in time."""
    return _moved(connection, _HAND, request, at)


def remind(connection: Connection, request: CashRequest, *, at: datetime) -> bool:
    """The payer is asked once more: counted, if nobody else counted it since the request was read."""
    return _moved(connection, _REMIND, request, at, reminders=request.reminders)


def dispute(connection: Connection, request: CashRequest, *, at: datetime, case: int) -> bool:
    """A person is needed: from handed to disputed."""
    return _moved(connection, _DISPUTE, request, at, case=case)


def end(connection: Connection, request: CashRequest, to: Step, *, at: datetime, steps: Sequence[Step]) -> bool:
    """It is over, if it is at one of these steps."""
    return _moved(connection, _END, request, at, to=to, steps=list(steps))


def _moved(connection: Connection, change: Any, request: CashRequest, at: datetime, **values: Any) -> bool:
    done = connection.execute(change, {"id": request.id, "at": to_ms(at), **values}).one_or_none()
    return done is not None


def _request(row: Any) -> CashRequest:
    return CashRequest(
        id=row.id,
        payer=CustomerId(row.payer_id),
        friend=CustomerId(row.friend_id),
        amount=Money(row.amount),
        fee=Money(row.fee),
        hold_id=row.hold_id,
        fee_hold_id=row.fee_hold_id,
        reference=row.reference,
        step=Step(row.status),
        expires_at=None if row.expires_at is None else from_ms(row.expires_at),
        reminders=row.reminders,
        case_id=row.case_id,
        handed_at=None if row.handed_at is None else from_ms(row.handed_at),
    )
