"""Reports: what a channel tells later of a message that we sent: delivered, read, failed after all.

They come early, twice, in any order, and for ids we do not know yet: all are kept, and joined to their message once its
id is known. Never a step back.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import BigInteger, Index, String, bindparam, text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from .clock import to_ms
from .held_back import OUTSIDE, TOO_FAST, send_again


class StatusRow(SQLModel, table=True):
    """What a channel reported of a message, perhaps before we knew the message's id."""

    __tablename__ = "statuses"
    __table_args__ = (Index("statuses_at", "at"),)

    channel: str = Field(primary_key=True)
    provider_id: str = Field(primary_key=True)
    status: str = Field(primary_key=True)
    error: str = Field(default="")
    at: int = Field(sa_type=BigInteger)


_REPORT = text(
    "INSERT INTO statuses (channel, provider_id, status, error, at) "
    "VALUES (:channel, :provider_id, :status, :error, :at) "
    "ON CONFLICT (channel, provider_id, status) DO NOTHING"
)
_REPORTED = text("SELECT status, error FROM statuses WHERE channel = :channel AND provider_id = :provider_id")
_ONE_AT_A_TIME = {
    "sqlite": text("SELECT 1"),  # Writers take turns there.
    "postgresql": text("SELECT pg_advisory_xact_lock(hashtextextended(:channel || :provider_id, 0))"),
}
"""A report that comes just while its message's id is being written down would else be joined by neither."""
_ALL_AT_A_TIME = text(
    "SELECT pg_advisory_xact_lock(hashtextextended(:channel || id, 0)) FROM unnest(CAST(:ids AS text[])) AS id"
)
_ANY_REPORTED = text(
    "SELECT DISTINCT provider_id FROM statuses WHERE channel = :channel AND provider_id IN :ids"
).bindparams(bindparam("ids", type_=String, expanding=True))
_STEP = text(
    "UPDATE messages SET status = :status, error = :error, "
    "settled = CASE WHEN :blocked THEN 'blocked' ELSE settled END "
    "WHERE channel = :channel AND provider_id = :provider_id "
    "AND direction = 'out' AND status IN :below"
).bindparams(bindparam("below", type_=String, expanding=True))
_FORGET = text("DELETE FROM statuses WHERE at < :before")
_BLOCKED = ("21610", "63014")
"""Twilio's codes for a customer who stopped us or blocked us: nothing is to be mended then."""
_RANKS = {"unknown": 0, "sent": 1, "failed": 2, "delivered": 3, "read": 4}
_WORDS_FOR = {"undelivered": "failed"}


def report(connection: Connection, channel: str, provider_id: str, status: str, *, error: str, at: datetime) -> None:
    """Take note of what the channel says became of a message, in whatever order it says so."""
    values = {"channel": channel, "provider_id": provider_id, "status": status, "error": error, "at": to_ms(at)}
    connection.execute(_ONE_AT_A_TIME[connection.dialect.name], values)
    connection.execute(_REPORT, values)
    apply_reports(connection, channel, provider_id)


def apply_reports(connection: Connection, channel: str, provider_id: str) -> None:
    """Bring the message to the furthest state reported; called too once its id is known. Never a step back."""
    keys = {"channel": channel, "provider_id": provider_id}
    connection.execute(_ONE_AT_A_TIME[connection.dialect.name], keys)
    reported = [(_WORDS_FOR.get(row.status, row.status), row.error) for row in connection.execute(_REPORTED, keys)]
    known = [each for each in reported if _RANKS.get(each[0])]
    if known:
        status, error = max(known, key=lambda each: _RANKS[each[0]])
        if status == "failed" and error in (OUTSIDE, TOO_FAST) and send_again(connection, channel, provider_id, error):
            return
        blocked = status == "failed" and error in _BLOCKED
        below = [each for each, rank in _RANKS.items() if rank < _RANKS[status]]
        values = {**keys, "status": status, "error": error, "blocked": blocked, "below": below}
        connection.execute(_STEP, values)


def apply_all_reports(connection: Connection, channel: str, provider_ids: Collection[str]) -> None:
    """As `apply_reports`, for messages whose ids were just written down: few were reported already, mostly none."""
    keys = {"channel": channel, "ids": sorted(provider_ids)}
    if not provider_ids:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(_ALL_AT_A_TIME, keys)
    for reported in sorted(connection.execute(_ANY_REPORTED, keys).scalars()):
        apply_reports(connection, channel, reported)


def forget_reports(connection: Connection, before: datetime) -> None:
    """Let reports go that came before then: whatever they tell stands in their message, or has none."""
    connection.execute(_FORGET, {"before": to_ms(before)})
