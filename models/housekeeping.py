"""Housekeeping: what the worker tidies. Nothing here moves money."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.engine import Connection

from .checkpoints import make_checkpoints
from .clock import now, real_now, to_ms
from .database import Database
from .kept_photos import names
from .media import MediaStore
from .outbox import give_up_late
from .reports import forget_reports

TELEGRAM_IDS_KEPT = timedelta(days=7)
CODES_KEPT = timedelta(days=2)
LINKS_KEPT = timedelta(days=1)
PHOTOS_KEPT = timedelta(days=7)
REPORTS_KEPT = timedelta(days=7)
FILES_KEPT = timedelta(days=1)

# After a week Telegram may use an update's number again. Twilio's ids are kept for ever: its signatures have no time.
_FORGET_IDS = text(
    "UPDATE messages SET delivery = NULL WHERE channel = 'telegram' AND delivery IS NOT NULL AND created_at < :before"
)
_FORGET_CODES = text("DELETE FROM codes WHERE sent_at < :before")
_FORGET_LINKS = text("DELETE FROM links WHERE expires_at < :before")
# Of an application: those in whose place another was sent, a week after that. They are never put back.
_FORGET_PHOTOS = text(
    "DELETE FROM photos WHERE created_at < :before AND (application_id IS NULL OR EXISTS (SELECT 1 FROM applications a "
    "WHERE a.id = photos.application_id AND a.queued_at < :before AND photos.id NOT IN (a.id_photo, a.selfie)))"
)


def forget_ids(connection: Connection) -> None:
    """Let Telegram's numbers go that are a week old."""
    connection.execute(_FORGET_IDS, {"before": to_ms(now(connection) - TELEGRAM_IDS_KEPT)})


def forget_codes(connection: Connection) -> None:
    """Let codes go that count in no limit any more."""
    connection.execute(_FORGET_CODES, {"before": to_ms(now(connection) - CODES_KEPT)})


def forget_links(connection: Connection) -> None:
    """Let keypad links go that were over yesterday."""
    connection.execute(_FORGET_LINKS, {"before": to_ms(now(connection) - LINKS_KEPT)})


def forget_photos(connection: Connection) -> None:
    """Let photos go that are part of no application, or were replaced in it; their files are swept away after them."""
    connection.execute(_FORGET_PHOTOS, {"before": to_ms(now(connection) - PHOTOS_KEPT)})


def tidy_reports(connection: Connection) -> None:
    """Let a channel's reports of our messages go that are a week old."""
    forget_reports(connection, real_now(connection) - REPORTS_KEPT)


def sweep_media(database: Database, store: MediaStore) -> int:
    """Delete files that no photo is in, once their turn must be over; return how many went."""
    with database.read() as connection:
        known, before = names(connection), real_now(connection) - FILES_KEPT
    return store.sweep(known, before)


def seal_sums(connection: Connection) -> None:
    """Make the house accounts' checkpoints."""
    make_checkpoints(connection)


STEPS: tuple[Callable[[Connection], None], ...] = (
    forget_ids,
    forget_codes,
    forget_links,
    forget_photos,
    tidy_reports,
    give_up_late,
    seal_sums,
)
"""What the worker does, each in a transaction of its own: one that fails holds up no other."""
