"""Counter calls: what a partner's counter asked, and what it was answered.

The partner's own id of a call makes the same call twice one: it is answered the same and done once, whether it moved
money, cost a try, or was refused.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import BigInteger, text
from sqlmodel import Field, SQLModel

from .clock import to_ms
from .orders import Desk, Fact, Refusal, fact, keep, recall


class CounterCallRow(SQLModel, table=True):
    """What a counter asked, and what it was answered: the same call again is answered the same."""

    __tablename__ = "counter_calls"

    key: str = Field(primary_key=True, description="the partner and its own id of the call")
    content: str = Field(description="keyed hash of what was asked, for a token's digits are in it")
    fact: str
    fact_data: str
    created_at: int = Field(sa_type=BigInteger)


@fact("called_otherwise")
@dataclass(frozen=True)
class CalledOtherwise(Refusal):
    """The partner made this call before, with other content."""


_BEGIN = text(
    "INSERT INTO counter_calls (key, content, fact, fact_data, created_at) VALUES (:key, :content, '', '{}', :at) "
    "ON CONFLICT (key) DO NOTHING RETURNING key"
)
_ANSWERED = text("SELECT content, fact, fact_data FROM counter_calls WHERE key = :key")
_ANSWER = text("UPDATE counter_calls SET fact = :fact, fact_data = :data WHERE key = :key")


def answer_once(desk: Desk, partner: str, call: str, asked: tuple[str, ...], work: Callable[[], Fact]) -> Fact:
    """Do the work the first time and keep its answer; a twin at the same time waits for the first one's commit."""
    key = f"{partner}:{call}"
    content = desk.secrets.fingerprint("counter call", *asked)
    begun = desk.connection.execute(_BEGIN, {"key": key, "content": content, "at": to_ms(desk.now)}).first()
    if begun is None:
        answered = desk.connection.execute(_ANSWERED, {"key": key}).one()
        if not hmac.compare_digest(answered.content, content):
            return CalledOtherwise()
        return recall({"fact": answered.fact, "is": json.loads(answered.fact_data)})
    told = work()
    kept = keep(told)
    desk.connection.execute(_ANSWER, {"key": key, "fact": kept["fact"], "data": json.dumps(kept["is"])})
    return told
