"""Ends: everything that a database holds at the end, told so that two runs of one story can be compared.

Times, counters of rows, what was made by chance and what only the sending wrote are left out; what was said, asked,
moved, held and counted is not.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import partial
from typing import Any

from sqlmodel import SQLModel

from models.database import Database
from tests.rows import all_rows

LEFT_OUT = {"alembic_version", "clock", "lanes", "leases", "statuses", "staff_sessions", "staff_tries"}
TIMES = re.compile(
    r".*_(at|until|before)$|^(at|since|day|month|attempts|error|provider_id|bytes|looks|parts_out|doubt_since)$"
)
_POINTS_TO = {
    column.name: next(iter(column.foreign_keys)).column.table.name
    for table in SQLModel.metadata.sorted_tables
    for column in table.columns
    if column.foreign_keys
} | {"application_id": "applications"}
"""Which rows a column names: each column of this name, also where the schema does not hold it to that."""
_JOBS_ABOUT = {
    "announce dormancy": "",
    "expire token": "tokens",
    "friend_answer": "cash_requests",
    "friend_cash": "cash_requests",
    "friend_silence": "cash_requests",
    "friend_last_silence": "cash_requests",
}
_IN_TEXTS = {
    "customers": r"\bwallet:|\bclosed:|\bcustomer |\bpin to link ",
    "applications": r"\bapplication |\b(?:photo|selfie) again |\"is\": \{\"number\": ",
    "cases": r"\bcase ",
    "conversations": r"\bconversation ",
}
"""After which words, or names in JSON, a text names a row."""
_IN_JSON = {column.removesuffix("_id"): table for column, table in _POINTS_TO.items()} | {
    "customer": "customers",
    "token": "tokens",
    "request": "cash_requests",
}
_NAMES = tuple(
    (table, re.compile(rf"({words})(\d+)\b"))
    for table, words in (
        *_IN_TEXTS.items(),
        *((table, rf"\"{name}(?:_id)?\": ") for name, table in sorted(_IN_JSON.items())),
    )
)
_TOLD_APART = {*_POINTS_TO.values(), *_JOBS_ABOUT.values(), "transfers"}
_BY_CHANCE = (
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}"), "<uuid>"),
    (re.compile(r"\b[2-9A-HJKMNP-Z]{4}-?[2-9A-HJKMNP-Z]{4}\b"), "<ref>"),
    (re.compile(r"[0-9a-f]{16,}"), "<hex>"),
    (re.compile(r"\$argon2[^\"\s]+"), "<hash>"),
    (re.compile(r"/pin/[\w-]+"), "/pin/<token>"),
    (re.compile(r"\d{4}-\d\d-\d\dT[\d:.+Z]+"), "<time>"),
    (re.compile(r"\b1[78]\d{11}\b"), "<ms>"),
    (re.compile(r"\b\d\d[.:]\d\d\b(?! ?%)"), "<o'clock>"),
)
INSTANT = 1_500_000_000_000
"""More than any amount: a time in milliseconds."""
ON_ITS_WAY = ("sent", "delivered", "read", "unknown", "doubtful", "superseded")


def told(text: str) -> str:
    """Return a text without what was made by chance."""
    for what, name in _BY_CHANCE:
        text = what.sub(name, text)
    return text


def ends(database: Database) -> Counter[str]:
    """Return every row, in words, with how many there are of it; a row is named by its place among its kind.

    Which number a row has depends, on PostgreSQL, on how many turns died.
    """
    rows = all_rows(database)
    places = {
        table: {row["id"]: nth for nth, row in enumerate(sorted(found, key=_made))}
        for table, found in rows.items()
        if found and "id" in found[0]
    }
    found: Counter[str] = Counter()
    for table, held in rows.items():
        if table in LEFT_OUT:
            continue
        for row in held:
            found[f"{table} {json.dumps(_said(table, row, places), ensure_ascii=False, sort_keys=True)}"] += 1
    return found


Places = dict[str, dict[Any, int]]


def _made(row: dict[str, Any]) -> int:
    return int(row["seq"] if "seq" in row else row["id"])


def _named(text: str, places: Places) -> str:
    for table, names in _NAMES:
        text = names.sub(partial(_placed, places.get(table, {})), text)
    return told(text)


def _placed(places: dict[Any, int], named: re.Match[str]) -> str:
    return f"{named[1]}#{places.get(int(named[2]), named[2])}"


def _said(table: str, row: dict[str, Any], places: Places) -> dict[str, Any]:
    said: dict[str, Any] = {}
    about = _POINTS_TO | ({"subject": _JOBS_ABOUT[row["kind"]]} if table == "jobs" else {})
    for name, value in row.items():
        if TIMES.match(name) or (name == "id" and isinstance(value, int)) or name in ("seq", "reply_to"):
            continue
        if name in about and value is not None:
            said[name] = places.get(about[name], {}).get(value, value)
        elif isinstance(value, int) and value > INSTANT:
            said[name] = "<ms>"
        elif isinstance(value, bytes):
            said[name] = "<sealed>"
        elif isinstance(value, str):
            which = places.get("transfers", {}).get(value)
            said[name] = _named(value, places) if which is None else f"transfer #{which}"
        else:
            said[name] = value
    if table in _TOLD_APART:
        said["#"] = places[table][row["id"]]
    if table == "messages" and row["direction"] == "out" and row["status"] in ON_ITS_WAY:
        said["status"] = "on its way"
    return said
