"""Tariff: what we charge.

Asked by flows before consent, so that the customer agrees to the fee she sees, and by handlers when they carry out.
"""

from __future__ import annotations

from sqlalchemy.engine import Connection

from .figures import figure
from .money import Money


def fee_to_send(connection: Connection, amount: Money) -> Money:  # noqa: ARG001  a fee may depend on it one day
    """Return the fee in rupiah for sending this amount to another customer (figure `fee.transfer`)."""
    return Money(figure(connection, "fee.transfer"))


def fee_to_withdraw(connection: Connection, place: str) -> Money:
    """Return the fee in rupiah for cash at this place, a partner or a friend (figures `fee.withdraw.…`)."""
    return Money(figure(connection, f"fee.withdraw.{place}"))
