"""Waiting messages: put into the queue, looked at, and told that their time has come."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from models.clock import real_now, to_ms
from models.conversations import enter, queue
from tests.rows import all_rows, messages
from tests.stage import Stage


def put(stage: Stage, name: str, *said: str, channel: str = "telegram", **more: Any) -> None:
    """Queue messages for somebody."""
    with stage.database.begin() as connection:
        at = stage.desk(connection).now
        found = enter(
            connection,
            channel=channel,
            sender=stage.sender_of(channel, name),
            address=stage.address_of(channel, name),
            phone="",
            language="id",
            at=at,
        )
        for each in said:
            queue(connection, found.identity, found.id, at=at, text=each, **more)


def change(stage: Stage, statement: str, **values: Any) -> None:
    with stage.database.begin() as connection:
        connection.execute(text(statement), values)


def let_wait(stage: Stage) -> None:
    """As if every pause were over."""
    change(stage, "UPDATE lanes SET not_before = 0")
    change(stage, "UPDATE rests SET until = 0")
    change(stage, "UPDATE messages SET not_before = 0")


def statuses(stage: Stage, **wanted: Any) -> list[str]:
    return [row["status"] for row in messages(stage.database, direction="out", **wanted)]


def waits(stage: Stage, moment: int) -> float:
    """Return for how many seconds from now something waits."""
    with stage.database.read() as connection:
        return (moment - to_ms(real_now(connection))) / 1000


def lane(stage: Stage, name: str) -> int:
    return next((int(row["not_before"]) for row in all_rows(stage.database)["lanes"] if row["lane"] == name), 0)
