"""The conversations: one file each, with the words for its facts. Importing this registers them all."""

from __future__ import annotations

from flows import (
    balance,
    change_pin,
    history,
    language,
    link,
    notices,
    register,
    reset_pin,
    topup,
    transfer,
)

__all__ = [
    "balance",
    "change_pin",
    "history",
    "language",
    "link",
    "notices",
    "register",
    "reset_pin",
    "topup",
    "transfer",
]
