"""Leaks: where a secret stands that it should not: any column of any table, any log record, any message or page."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import inspect, text

from models.database import Database
from tests.stage import PUBLIC_URL, Stage

BETWEEN = r"[ .,\-]?"
"""What may stand between the digits of a secret that is written out: `4 8 2 9 1 5`, `Rp482.915`."""


def leaks(stage: Stage, secrets: Iterable[str], logged: Iterable[logging.LogRecord] = ()) -> list[str]:
    """Return where any of the secrets or of the keypad links stands."""
    numbers = [*secrets, *codes(stage)]
    links = tokens(stage)
    said = [*columns(stage.database), *messages(stage), *records(logged)]
    return [f"{secret} in {place}: {value!r}"[:300] for place, value in said for secret in found(value, numbers, links)]


def found(value: object, numbers: list[str], links: list[str]) -> list[str]:
    """Return which of the secrets stand in a value."""
    if isinstance(value, bytes | memoryview):
        value = bytes(value).decode("latin-1")
    if isinstance(value, int):
        return [number for number in numbers if value == int(number)]
    if not isinstance(value, str):
        return []
    plain = value.translate({0xFF10 + digit: str(digit) for digit in range(10)})
    # Digits within a hash or a longer number are there by chance.
    hits = [each for each in numbers if re.search(rf"(?<![0-9a-f]){BETWEEN.join(each)}(?![0-9a-f])", plain)]
    return hits + [each for each in links if each in value]


def columns(database: Database) -> Iterator[tuple[str, Any]]:
    """Yield every value of every table."""
    with database.read() as connection:
        for table in inspect(connection).get_table_names():
            for row in connection.execute(text(f"SELECT * FROM {table}")):
                for name, value in row._mapping.items():
                    yield f"{table}.{name}", value


def messages(stage: Stage) -> Iterator[tuple[str, str]]:
    """Yield what went out, but for the SMS with its code and the link under its button."""
    for name, recorder in stage.recorders.items():
        for out in recorder.sent:
            yield f"{name} text", out.text if name != "sms" else re.sub(r"[0-9]{6}", "", out.text)
            for button in out.buttons:
                yield f"{name} button", f"{button.label} {button.data} {button.copy}"
        for doing in recorder.done:
            yield f"{name} deed", f"{doing.to} {doing.target}"


def records(logged: Iterable[logging.LogRecord]) -> Iterator[tuple[str, str]]:
    """Yield what was logged, with its arguments and tracebacks."""
    form = logging.Formatter("%(name)s %(message)s")
    for record in logged:
        yield f"log of {record.name}", f"{form.format(record)} {record.args!r}"


def codes(stage: Stage) -> list[str]:
    """Return every code that went out by SMS."""
    return [code for out in stage.recorders["sms"].sent for code in re.findall(r"[0-9]{6}", out.text)]


def tokens(stage: Stage) -> list[str]:
    """Return the token of every keypad link that went out."""
    sent = [out for recorder in stage.recorders.values() for out in recorder.sent]
    urls = [button.url for out in sent for button in out.buttons if button.url.startswith(PUBLIC_URL)]
    return [url.rpartition("/")[2] for url in urls]
