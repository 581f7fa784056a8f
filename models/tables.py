"""Tables: imports every subject that has one, for the migrations alone."""

from __future__ import annotations

from models import (
    audit,
    cases,
    checkpoints,
    clock,
    codes,
    conversations,
    customers,
    figures,
    leases,
    ledger,
    links,
    outbox,
    sending,
    staff,
)

__all__ = [
    "audit",
    "cases",
    "checkpoints",
    "clock",
    "codes",
    "conversations",
    "customers",
    "figures",
    "leases",
    "ledger",
    "links",
    "outbox",
    "sending",
    "staff",
]
