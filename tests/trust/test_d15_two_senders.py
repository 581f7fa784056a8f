"""D15: two senders on one queue, in processes of their own: each message goes out once, also when one is killed."""

from __future__ import annotations

import asyncio
import itertools
import os
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import text

from app import TRAITS
from bot.message import Outgoing, Result, Sent
from bot.sender import Sender
from models.conversations import enter, queue
from models.database import Database
from models.secrets import Secrets
from tests.stage import Recorder, Stage
from tests.trust.crowd import LONGER
from tests.trust.score import figure
from tests.trust.test_d13_sender_dies import FORK, unfinished, url_of

ROWS = 10_000 if LONGER > 1 else 240
EACH = 8


class Writing(Recorder):
    """A channel that writes each message into a file, whole or not at all."""

    def __init__(self, path: Path) -> None:
        super().__init__("telegram")
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self._ids = itertools.count(1)

    async def send(self, out: Outgoing) -> Sent:
        os.write(self._file, f"{out.text}\n".encode())
        return Sent(Result.SENT, message_id=f"{os.getpid()}-{next(self._ids)}")


def send(url: str, secrets: Secrets, path: Path) -> None:
    """In a process of its own: send until nothing is left."""
    sender = Sender(Database(url), {"telegram": Writing(path)}, secrets, TRAITS.__getitem__)
    asyncio.run(sender.drain())
    os._exit(0)


def fill(stage: Stage, rows: int) -> None:
    with stage.database.begin() as connection:
        at = stage.desk(connection).now
        for chat in range(rows // EACH):
            address = str(90_000 + chat)
            found = enter(
                connection, channel="telegram", sender=address, address=address, phone="", language="id", at=at
            )
            for nth in range(EACH):
                queue(connection, found.identity, found.id, at=at, text=f"{address} {nth}")


@pytest.mark.parametrize("killed", [False, True])
def test_two_senders_never_send_one_message_twice(empty_stage: Stage, tmp_path: Path, killed: bool) -> None:
    stage, path = empty_stage, tmp_path / "heard"
    kind = "sqlite" if stage.database.is_sqlite else "postgresql"
    rows_max = ROWS // 4 if killed and LONGER > 1 else ROWS
    fill(stage, rows_max)
    arguments = (url_of(stage.database), stage.secrets, path)
    first, second = (FORK.Process(target=send, args=arguments) for _ in range(2))
    first.start()
    second.start()
    if killed:
        while not path.exists() or len(path.read_text().splitlines()) < rows_max // 4:
            time.sleep(0.005)
        first.kill()
        first.join()
        with stage.database.begin() as connection:
            over = text("UPDATE messages SET lease_until = 1 WHERE status = 'sending'")
            connection.execute(over)
    second.join(240)
    assert second.exitcode == 0
    if not killed:
        first.join(60)
        assert first.exitcode == 0
    heard = Counter(path.read_text().splitlines())
    with stage.database.read() as connection:
        rows = connection.execute(text("SELECT text, status FROM messages")).all()
    unknown = {row.text for row in rows if row.status == "unknown"}
    twins = [said for said, times in heard.items() if times > 1]
    lost = [row.text for row in rows if row.status == "sent" and row.text not in heard]
    how = "one of two senders killed" if killed else "two senders"
    told = f"{len(rows)} rows, {how}, {len(twins)} twins, {len(lost)} lost, {len(unknown)} unknown"
    figure("D15", kind, told, lost=len(lost), doubled=len(twins))
    assert (unfinished(stage.database), twins, lost) == (0, [], [])
    assert set(heard) | unknown == {row.text for row in rows}
    assert bool(unknown) <= killed
