"""Housekeeping: what the worker tidies. Nothing here moves money."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.engine import Connection

from .checkpoints import make_checkpoints
from .clock import now, to_ms

TELEGRAM_IDS_KEPT = timedelta(days=7)
CODES_KEPT = timedelta(days=2)
LINKS_KEPT = timedelta(days=1)

# After a week Telegram may use an update's number again. Twilio's ids are kept for ever: its signatures have no time.
_FORGET_IDS = text(
    "UPDATE messages SET delivery = NULL WHERE channel = 'telegram' AND delivery IS NOT NULL AND created_at < :before"
)
_FORGET_CODES = text("DELETE FROM codes WHERE sent_at < :before")
_FORGET_LINKS = text("DELETE FROM links WHERE expires_at < :before")


def forget_ids(connection: Connection) -> None:
    """Let Telegram's numbers go that are a week old."""
    connection.execute(_FORGET_IDS, {"before": to_ms(now(connection) - TELEGRAM_IDS_KEPT)})


def forget_codes(connection: Connection) -> None:
    """Let codes go that count in no limit any more."""
    connection.execute(_FORGET_CODES, {"before": to_ms(now(connection) - CODES_KEPT)})


def forget_links(connection: Connection) -> None:
    """Let keypad links go that were over yesterday."""
    connection.execute(_FORGET_LINKS, {"before": to_ms(now(connection) - LINKS_KEPT)})


def seal_sums(connection: Connection) -> None:
    """Make the house accounts' checkpoints."""
    make_checkpoints(connection)


STEPS: tuple[Callable[[Connection], None], ...] = (forget_ids, forget_codes, forget_links, seal_sums)
"""What the worker does, each in a transaction of its own: one that fails holds up no other."""
