"""Statements: every SQL statement that the program itself executes while its tests run, written down for a release.

A pytest plugin, which needs nothing of the release but the names of its folders: `-p tests.old_runs.statements`, with
KASPRO_STATEMENTS naming the folder to write into. `python -m tests.old_runs.save` asks for it.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

ROOT = str(Path.cwd())
OURS = ("app.py", "bot/", "faq/", "flows/", "models/", "sandbox/", "staff/")
BETWEEN = ("models/database.py", "models/executing.py")
"""Where statements pass through; whose they are is known further up."""
NOT_THE_PROGRAM = ("models/migrations", "models/migrating.py")
MARK = r"(?:\?|%\(\w+\)s)(?:::\w+)?"

_seen: dict[str, dict[str, str]] = {"sqlite": {}, "postgresql": {}}


def _owner() -> str:
    """Return the file, among ours and the tests', whose statement is being executed."""
    frame = sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(ROOT):
            file = name[len(ROOT) + 1 :]
            if not file.startswith(BETWEEN):
                return file
        frame = frame.f_back  # type: ignore[assignment]  # None ends the loop
    return ""


def _note(_conn: Any, _cursor: Any, statement: str, _parameters: Any, context: Any, _many: bool) -> None:
    file = _owner()
    if not file.startswith(OURS) or file.startswith(NOT_THE_PROGRAM):
        return
    if statement.split(None, 1)[0].upper() not in ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH"):
        return
    alike = re.sub(rf"{MARK}(?:, ?{MARK})*", "?", statement)  # A longer list of the same is the same.
    _seen[context.dialect.name].setdefault(alike, statement)


def pytest_configure() -> None:
    """Listen from the start."""
    event.listen(Engine, "before_cursor_execute", _note)


def pytest_unconfigure() -> None:
    """Write down what this process saw."""
    path = Path(os.environ["KASPRO_STATEMENTS"]) / f"{os.getpid()}.json"
    path.write_text(json.dumps(_seen))


def gathered(folder: Path) -> dict[str, list[str]]:
    """Return what all processes saw, in one order."""
    found: dict[str, dict[str, str]] = {"sqlite": {}, "postgresql": {}}
    for path in folder.glob("*.json"):
        for dialect, statements in json.loads(path.read_text()).items():
            for alike, statement in statements.items():
                found[dialect].setdefault(alike, statement)
    return {dialect: sorted(statements.values()) for dialect, statements in found.items()}
