"""Logs: one JSON object a line (or plain text), and nothing in it that is a customer's or a secret.

Every line of every library goes through here last. Numbers that our own code logs as numbers are ids of rows and stay;
whatever came in as text loses its long runs of digits, tokens, addresses and quoted values.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Literal

from gunicorn.glogging import Logger

OURS = ("app", "bot", "flows", "models", "sandbox", "staff")
HIDDEN = "•••"
NAMES_ONLY = (AttributeError, ImportError, NameError, NotImplementedError)
"""Their texts quote names of code, not values."""

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=://)[^/\s@]+@"), f"{HIDDEN}@"),  # name and password in an address
    (re.compile(r"\bbot\d+:[\w\-]+"), f"bot{HIDDEN}"),
    (re.compile(r"/pin/[\w\-]+"), f"/pin/{HIDDEN}"),
    (re.compile(r"\?[^\s\"'<>]+=[^\s\"'<>]*"), f"?{HIDDEN}"),  # a query
    (re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+"), f"{HIDDEN}@{HIDDEN}"),
    (re.compile(r"\b(?:Bearer|Basic) +\S+"), HIDDEN),
    (re.compile(r"\b(?=[\w\-]*\d)(?=[\w\-]*[A-Za-z])[\w\-]{20,}"), HIDDEN),
    (re.compile(r"\+?(?<![A-Za-z0-9])\d(?:[ .,\-]?\d){4,}"), HIDDEN),
)
_OF_DATABASES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(Key \([^)]*\)=)\(.*?\)(?=[ .]|$)", re.MULTILINE), rf"\1({HIDDEN})"),
    (re.compile(r"(Failing row contains )\(.*\)", re.DOTALL), rf"\1({HIDDEN})"),
    (re.compile(r"(parameter \$\d+ = ).*"), rf"\1{HIDDEN}"),
    (re.compile(r"^(CONTEXT: ).*", re.MULTILINE), rf"\1{HIDDEN}"),
    (re.compile(r"input_value=.*"), f"input_value={HIDDEN}"),
)
_QUOTED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"'[^'\n]*'"), f"'{HIDDEN}'"),
    (re.compile(r"(?<=: )\"[^\"\n]*\""), f'"{HIDDEN}"'),
    (re.compile(r"\"(?![a-z_]+\")[^\"\n]*\""), f'"{HIDDEN}"'),  # But a table's or a column's name.
)


def masked(words: str) -> str:
    """Return the text without what may be a number of somebody, or a secret."""
    for pattern, instead in _RULES:
        words = pattern.sub(instead, words)
    return words


def told(error: BaseException) -> str:
    """Return an error's class, and of its text what can be no value of a customer's."""
    try:
        words = str(error)
    except Exception:  # Whatever its class does there.
        words = ""
    for pattern, instead in _OF_DATABASES:
        words = pattern.sub(instead, words)
    if not isinstance(error, NAMES_ONLY):
        for pattern, instead in _QUOTED:
            words = pattern.sub(instead, words)
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return f"{name}: {masked(words)}" if words else name


def trace(error: BaseException) -> str:
    """Return where it came from, its causes first; lines of code, never values."""
    chain: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in chain:
        chain.append(at)
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    parts = []
    for each in reversed(chain):
        frames = traceback.extract_tb(each.__traceback__)
        parts += [f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}' for frame in frames]
        parts += [told(each)]
        if isinstance(each, BaseExceptionGroup):
            parts += [f"  of which {told(one)}" for one in each.exceptions]
    return "\n".join(parts)


def said(record: logging.LogRecord) -> str:
    """Return the message; of our own code numbers stay, for they are ids of rows."""
    if record.name.partition(".")[0] in OURS:
        given = record.args
        if isinstance(given, dict):
            given = {name: _safe(value) for name, value in given.items()}
        elif given:
            given = tuple(_safe(value) for value in given)
        try:
            return masked(str(record.msg)) % given if given else masked(str(record.msg))
        except (TypeError, ValueError, KeyError):
            pass
    try:
        return masked(record.getMessage())
    except Exception:  # A line that cannot be put together is no reason to lose it.
        return masked(str(record.msg))


def _safe(value: Any) -> Any:
    if isinstance(value, bool | int | float):
        return value
    return told(value) if isinstance(value, BaseException) else masked(str(value))


class Json(logging.Formatter):
    """One object a line."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {
            "time": at.replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "process": self._process,
            "pid": record.process,
            "message": said(record),
        }
        if (error := _error(record)) is not None:
            line |= {"error": type(error).__name__, "trace": trace(error)}
        return json.dumps(line, ensure_ascii=False)


class Plain(logging.Formatter):
    """As a person reads it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as a line, and where an error came from below it."""
        at = datetime.fromtimestamp(record.created).astimezone().strftime("%Y-%m-%d %H:%M:%S")
        line = f"{at} {record.levelname} {record.name} {said(record)}"
        error = _error(record)
        return line if error is None else f"{line}\n{trace(error)}"


def _error(record: logging.LogRecord) -> BaseException | None:
    return record.exc_info[1] if isinstance(record.exc_info, tuple) else None


class ForGunicorn(Logger):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn's own logger, without handlers of its own: what it says goes where all goes."""

    def setup(self, cfg: Any) -> None:
        """Take its handlers away."""
        super().setup(cfg)
        for each in (self.error_log, self.access_log):
            each.handlers.clear()
            each.propagate = True


def set_up(form: Literal["json", "plain"], process: str) -> None:
    """Have all that is logged, warned of, or raised and caught by nobody, come out in this form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Json(process) if form == "json" else Plain())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    for name in ("httpx", "httpcore", "telegram", "twilio", "urllib3"):
        logging.getLogger(name).setLevel(logging.WARNING)  # At INFO they log whom they call, and with what.
    logging.captureWarnings(capture=True)
    sys.excepthook = _raised
    threading.excepthook = lambda given: _raised(given.exc_type, given.exc_value, given.exc_traceback)


def _raised(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    """Log what nobody caught; Ctrl-C is no error."""
    if error is None or issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    logging.getLogger("app").critical("ended by an error", exc_info=(kind, error, trace))
