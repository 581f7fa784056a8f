"""Held: what of a wallet is set aside, for what, and until when. Asked by whoever tells a customer her balance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.engine import Connection

from .cash_requests import live_of_payer
from .customers import CustomerId
from .money import Money
from .tokens import live_tokens


@dataclass(frozen=True)
class Held:
    """An amount in rupiah, fee included, that is set aside; no `until` where nothing is due at a certain time."""

    amount: Money
    what: Literal["token", "friend"]
    until: datetime | None


def held_for(connection: Connection, customer_id: CustomerId) -> list[Held]:
    """Return what is held of the customer's money: for tokens, then for a friend's cash."""
    held = [
        Held(token.held, "token", token.expires_at)
        for token in live_tokens(connection, customer_id)
        if token.kind == "withdraw"
    ]
    request = live_of_payer(connection, customer_id)
    return held if request is None else [*held, Held(request.held, "friend", request.expires_at)]
