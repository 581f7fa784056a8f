"""The one clock: the database's time, plus the sandbox's offset.

Money, codes and expiries read it inside their transaction. Leases use real time (`real_now`), so that a clock moved in
the sandbox never makes two senders take one message. Instants are UTC; columns hold them as milliseconds in 64 bits.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

WIB = ZoneInfo("Asia/Jakarta")


class ClockRow(SQLModel, table=True):
    """One row: how far the sandbox has moved the clock ahead."""

    __tablename__ = "clock"

    id: int = Field(default=1, primary_key=True)
    offset_ms: int = Field(default=0, sa_type=BigInteger)


_REAL = {
    "sqlite": "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)",
    "postgresql": "CAST(extract(epoch from clock_timestamp()) * 1000 AS BIGINT)",
}
_REAL_NOW = {name: text(f"SELECT {real}") for name, real in _REAL.items()}
MOVED = "COALESCE((SELECT offset_ms FROM clock WHERE id = 1), 0)"
"""By how much the sandbox has moved the clock, in milliseconds, for such a statement."""
NOW = {name: f"({real} + {MOVED})" for name, real in _REAL.items()}
"""The time in milliseconds, for a statement that reads other things too."""
_NOW = {name: text(f"SELECT {moment}") for name, moment in NOW.items()}
_FORWARD = text(
    "INSERT INTO clock (id, offset_ms) VALUES (1, :by) "
    "ON CONFLICT (id) DO UPDATE SET offset_ms = clock.offset_ms + excluded.offset_ms"
)


def to_ms(instant: datetime) -> int:
    """Return the instant as its columns hold it."""
    return round(instant.timestamp() * 1000)


def from_ms(kept: int) -> datetime:
    """Return the instant that a column holds."""
    return datetime.fromtimestamp(kept / 1000, UTC)


def now(connection: Connection) -> datetime:
    """Return the time by which customers and their money live."""
    return from_ms(connection.execute(_NOW[connection.dialect.name]).scalar_one())


def real_now(connection: Connection) -> datetime:
    """Return the database's own time, whatever the sandbox says."""
    return from_ms(connection.execute(_REAL_NOW[connection.dialect.name]).scalar_one())


def forward(connection: Connection, by: timedelta) -> None:
    """Move the sandbox's clock ahead; it never goes back, for the ledger's times never do."""
    if by < timedelta(0):
        raise ValueError("the clock only goes forward")
    connection.execute(_FORWARD, {"by": int(by.total_seconds() * 1000)})


def month_of(instant: datetime) -> int:
    """Return the month in WIB as a number, 202611 for November 2026."""
    local = instant.astimezone(WIB)
    return local.year * 100 + local.month


def start_of_month(month: int) -> datetime:
    """Return the midnight in WIB that begins a month (202611 is November 2026)."""
    return datetime(month // 100, month % 100, 1, tzinfo=WIB).astimezone(UTC)


def start_of_day(instant: datetime) -> datetime:
    """Return the midnight in WIB that began this day."""
    return instant.astimezone(WIB).replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
