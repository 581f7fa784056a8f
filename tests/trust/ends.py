"""Ends: everything that a database holds at the end, told so that two runs of one story can be compared.

Times, counters of rows, what was made by chance and what only the sending wrote are left out; what was said, asked,
moved, held and counted is not.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from models.database import Database
from tests.rows import all_rows

LEFT_OUT = {"alembic_version", "clock", "lanes", "leases", "statuses", "staff_sessions", "staff_tries"}
TIMES = re.compile(
    r".*_(at|until|before)$|^(at|since|day|month|attempts|error|provider_id|bytes|looks|parts_out|doubt_since)$"
)
_POINTS_TO = {
    "customer_id": "customers",
    "payer_id": "customers",
    "payee_id": "customers",
    "friend_id": "customers",
    "conversation_id": "conversations",
    "identity_id": "identities",
    "case_id": "cases",
    "application_id": "applications",
    "id_photo": "photos",
    "selfie": "photos",
    "debit_account_id": "accounts",
    "credit_account_id": "accounts",
    "account_id": "accounts",
}
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
_APPLICATION = re.compile(r"(\bapplication |\"is\": \{\"number\": |\b(?:photo|selfie) again )(\d+)\b")
"""Where a text names an application; which number it has depends on how many turns died, on PostgreSQL."""
INSTANT = 1_500_000_000_000
"""More than any amount: a time in milliseconds."""
ON_ITS_WAY = ("sent", "delivered", "read", "unknown", "doubtful", "superseded")


def told(text: str) -> str:
    """Return a text without what was made by chance."""
    for what, name in _BY_CHANCE:
        text = what.sub(name, text)
    return text


def ends(database: Database) -> Counter[str]:
    """Return every row, in words, with how many there are of it."""
    rows = all_rows(database)
    places = {
        table: {row["id"]: nth for nth, row in enumerate(sorted(found, key=lambda row: int(row["id"])))}
        for table, found in rows.items()
        if found and isinstance(found[0].get("id"), int)
    }
    found: Counter[str] = Counter()
    for table, held in rows.items():
        if table in LEFT_OUT:
            continue
        for row in held:
            found[f"{table} {json.dumps(_said(table, row, places), ensure_ascii=False, sort_keys=True)}"] += 1
    return found


def _nth(found: re.Match[str], places: dict[int, int]) -> str:
    return f"{found[1]}#{places.get(int(found[2]), found[2])}"


def _said(table: str, row: dict[str, Any], places: dict[str, dict[int, int]]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name, value in row.items():
        if TIMES.match(name) or (name == "id" and isinstance(value, int)) or name in ("seq", "reply_to"):
            continue
        if name in _POINTS_TO and value is not None:
            said[name] = places.get(_POINTS_TO[name], {}).get(value, value)
        elif isinstance(value, int) and value > INSTANT:
            said[name] = "<ms>"
        elif isinstance(value, bytes):
            said[name] = "<sealed>"
        elif isinstance(value, str):
            said[name] = _APPLICATION.sub(lambda found: _nth(found, places.get("applications", {})), told(value))
        else:
            said[name] = value
    if table == "messages" and row["direction"] == "out" and row["status"] in ON_ITS_WAY:
        said["status"] = "on its way"
    return said
