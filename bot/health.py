"""Health: whether this process can serve, asked at `/healthz`; it answers in two seconds, whatever hangs.

What keeps this process from taking messages makes it fail. What somebody else should do (sender, worker) and what will
soon fail is a warning. Names of parts only: neither numbers nor errors are told to whoever asks.
"""

from __future__ import annotations

import logging
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import Connection

from models.beats import heard
from models.clock import from_ms, now
from models.database import Database
from models.migrating import Standing, standing

log = logging.getLogger(__name__)

SECONDS_MAX = 2.0
BEHIND_MAX = timedelta(seconds=5)
DISK_MIN = 64 * 1024 * 1024
"""With less than this a transaction may fail in the middle; it would be rolled back, and its message not kept."""
DISK_LOW = 1024 * 1024 * 1024

_NEWEST = text("SELECT created_at FROM transfers ORDER BY seq DESC LIMIT 1")
_WRITES = text("SHOW transaction_read_only")


@dataclass
class Report:
    """What was found."""

    parts: dict[str, bool] = field(default_factory=dict)
    """By name, whether it lets this process serve."""
    warnings: list[str] = field(default_factory=list)

    @property
    def is_fine(self) -> bool:
        """Whether this process can serve."""
        return all(self.parts.values())

    def lines(self) -> str:
        """Return it as text, a part a line."""
        told = ["ok" if self.is_fine else "unable to serve"]
        told += [f"{part}: {'ok' if good else 'FAILS'}" for part, good in self.parts.items()]
        told += [f"warning: {each}" for each in self.warnings]
        return "\n".join(told) + "\n"


class ClockBehind(Exception):
    """The clock is behind the newest transfer; the text is one line for the operator."""


class _Look:
    """One look at everything, by a thread of its own."""

    def __init__(self) -> None:
        self.at = "database"
        self.report = Report()
        self.over = threading.Event()


class Health:
    """Looks at what this process needs; one look at a time, however many ask."""

    def __init__(self, database: Database, media: Path) -> None:
        self._database = database
        self._media = media
        self._lock = threading.Lock()
        self._look: _Look | None = None
        self._told: set[str] = set()

    def report(self) -> Report:
        """Return what is found within two seconds; what does not answer by then fails."""
        with self._lock:
            look = self._look
            if look is None or look.over.is_set():
                look = self._look = _Look()
                threading.Thread(target=self._run, args=(look,), name="health", daemon=True).start()
        if look.over.wait(SECONDS_MAX):
            found = look.report
        else:
            found = Report({**look.report.parts, look.at: False}, list(look.report.warnings))
        self._log(found)
        return found

    def _run(self, look: _Look) -> None:
        try:
            for part, good in self._parts(look):
                look.report.parts[part] = good
        except Exception as error:
            look.report.parts[look.at] = False
            log.error("the health of the %s cannot be told: %s", look.at, type(error).__name__)
        finally:
            look.over.set()

    def _parts(self, look: _Look) -> Iterator[tuple[str, bool]]:
        # A transaction that may write: a database that only reads, or that somebody keeps locked, serves nobody.
        with self._database.begin() as connection:
            yield "database", self._database.is_sqlite or connection.execute(_WRITES).scalar_one() == "off"
            look.at = "schema"
            current = standing(connection) in (Standing.CURRENT, Standing.AHEAD)
            yield "schema", current
            look.at = "clock"
            yield "clock", current and not _is_behind(connection)
            if current:
                found = heard(connection)
                look.report.warnings += [f"{kind} silent" for kind in ("send", "work") if found[kind].is_silent()]
        look.at = "disk"
        low = [_free(place) for place in self._places()]
        yield "disk", min(low) >= DISK_MIN
        if min(low) < DISK_LOW:
            look.report.warnings.append("disk nearly full")
        look.at = "media"
        yield "media", _is_writable(self._media)

    def _places(self) -> list[Path]:
        """Where we write: PostgreSQL has a disk of its own, which it must watch itself."""
        file = self._database.url.database
        return [self._media, Path(file).parent] if self._database.is_sqlite and file else [self._media]

    def _log(self, found: Report) -> None:
        """Log what fails when it begins to, and when it is over."""
        failing = {part for part, good in found.parts.items() if not good}
        with self._lock:
            new, over, self._told = failing - self._told, self._told - failing, failing
        for part in sorted(new):
            log.error("unable to serve: %s", part)
        for part in sorted(over):
            log.warning("able to serve again: %s", part)


def refuse_to_start_behind(database: Database) -> None:
    """Raise `ClockBehind` where the clock is behind the newest posting: what expires would live again."""
    with database.read() as connection:
        if _is_behind(connection):
            raise ClockBehind("the clock is behind the newest transfer: set it (timedatectl), then start again")


def _is_behind(connection: Connection) -> bool:
    """Return whether the clock is behind the newest posting by more than clocks differ."""
    newest = connection.execute(_NEWEST).scalar_one_or_none()
    return newest is not None and now(connection) < from_ms(newest) - BEHIND_MAX


def _free(place: Path) -> int:
    return shutil.disk_usage(_nearest(place)).free


def _is_writable(folder: Path) -> bool:
    """Return whether files can be put into the folder, or the folder be made."""
    place = _nearest(folder)
    return place.is_dir() and os.access(place, os.W_OK | os.X_OK)


def _nearest(place: Path) -> Path:
    """Return the place, or what is there of the way to it."""
    place = place.absolute()
    return next(each for each in (place, *place.parents) if os.path.lexists(each))
