"""D13: a sender dies after the channel took a message and before it wrote that down, again and again.

Nothing goes out twice. On WhatsApp, which is looked up, nothing stays unknown either. Every chat hears in order, in the
words and with the reference that its row keeps.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text

from app import TRAITS
from bot.outcomes import Ended, Outcomes
from bot.sender import Sender
from models.conversations import enter, queue
from models.database import Database
from models.money import Money
from models.references import spoken
from models.secrets import Secrets
from models.sending import Received
from tests.rows import messages
from tests.stage import Stage
from tests.trust.crowd import LONGER, dice
from tests.trust.providers import Provider
from tests.trust.score import figure

CHATS = 8
EACH = 4 * min(LONGER, 4)
DEATHS = 4 * min(LONGER, 10)
AT = datetime(2026, 11, 24, 7, 5, tzinfo=UTC)
FORK = multiprocessing.get_context("fork")


def test_a_sender_dies_between_sending_and_writing_it_down(empty_stage: Stage) -> None:
    stage = empty_stage
    kind = "sqlite" if stage.database.is_sqlite else "postgresql"
    chance = dice(13)
    with Provider() as provider:
        references = fill(stage)
        deaths, rounds = 0, 0
        while unfinished(stage.database):
            rounds += 1
            assert rounds < 400
            later(stage.database)
            dies_at = chance.randint(1, 16) if deaths < DEATHS else 0
            child = FORK.Process(target=send, args=(url_of(stage.database), stage.secrets, provider, dies_at))
            child.start()
            child.join(30)
            assert child.exitcode in (0, -signal.SIGKILL)
            deaths += child.exitcode == -signal.SIGKILL
    rows = messages(stage.database, direction="out")
    twins, lost = twins_and_lost(rows, provider, references)
    unknown = [row for row in rows if row["status"] == "unknown"]
    told = f"{len(twins)} twins, {len(lost)} lost, {len(unknown)} unknown"
    figure("D13", kind, f"{len(rows)} rows, {deaths} deaths, {told}", lost=len(lost), doubled=len(twins))
    assert (twins, lost) == ([], [])
    assert deaths > 0
    assert {row["status"] for row in rows} <= {"sent", "unknown"}
    assert {row["channel"] for row in unknown} <= {"telegram"}
    assert_in_order_and_as_kept(rows, provider, references)


def send(url: str, secrets: Secrets, provider: Provider, dies_at: int) -> None:
    """In a process of its own: send what may go now, and die at the n-th message that is out and not written down."""
    write, left = Outcomes.write, [dies_at]

    def deadly(self: Outcomes, *ended: Ended) -> set[str]:
        if 0 < left[0] <= len(ended):
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= len(ended)
        return write(self, *ended)

    Outcomes.write = deadly  # type: ignore[method-assign]  # this process ends with it
    channels = provider.channels()
    del channels["sms"]

    async def work() -> None:
        sender = Sender(Database(url), channels, secrets, TRAITS.__getitem__)
        while await sender.step():
            pass

    asyncio.run(work())
    os._exit(0)  # Without what the parent has to tidy up at its end.


def fill(stage: Stage) -> dict[int, str]:
    """Queue facts with a reference each for several chats on both channels; return the references by row."""
    references = {}
    with stage.database.begin() as connection:
        for nth in range(EACH):
            for channel in ("telegram", "whatsapp"):
                for chat in range(CHATS):
                    address = f"{7000 + chat}" if channel == "telegram" else f"whatsapp:+62812000000{chat:02}"
                    found = enter(
                        connection,
                        channel=channel,
                        sender=address,
                        address=address,
                        phone="",
                        language="id",
                        at=stage.desk(connection).now,
                    )
                    reference = f"{'T' if channel == 'telegram' else 'W'}{chat + 2}{nth + 20:02}ABCD".replace("0", "Z")
                    fact = Received(Money(50_000 + nth), "Budi H.", "", reference.replace("1", "Y"), AT)
                    row = queue(connection, found.identity, found.id, at=stage.desk(connection).now, fact=fact)
                    references[int(row)] = spoken(fact.reference)
    return references


def unfinished(database: Database) -> int:
    """How many rows have no outcome yet."""
    asked = text("SELECT COUNT(*) FROM messages WHERE status IN ('queued', 'sending', 'doubtful')")
    with database.read() as connection:
        return int(connection.execute(asked).scalar_one())


def later(database: Database) -> None:
    """As if a minute had passed: leases are over, and pauses too."""
    with database.begin() as connection:
        over = text("UPDATE messages SET lease_until = lease_until - 61000 WHERE status = 'sending'")
        connection.execute(over)
        connection.execute(text("UPDATE messages SET not_before = 0"))
        connection.execute(text("UPDATE lanes SET not_before = 0, tired_until = 0"))


def url_of(database: Database) -> str:
    """How another process finds it."""
    return database.url.render_as_string(hide_password=False)


def heard_by(lane: str, provider: Provider, references: dict[int, str]) -> list[str]:
    """Which references arrived there, in order; several may stand in one message."""
    said = [taken.text for taken in provider.taken if f"{taken.channel}:{taken.to}" == lane]
    return [each for words in said for each in references.values() if each in words]


def twins_and_lost(
    rows: list[dict[str, Any]], provider: Provider, references: dict[int, str]
) -> tuple[list[str], list[str]]:
    """What arrived more than once, and what was called sent and never arrived."""
    lanes = {row["lane"] for row in rows}
    times = Counter(each for lane in lanes for each in heard_by(lane, provider, references))
    sent = [references[row["id"]] for row in rows if row["status"] == "sent"]
    return [each for each, count in times.items() if count > 1], [each for each in sent if not times[each]]


def assert_in_order_and_as_kept(rows: list[dict[str, Any]], provider: Provider, references: dict[int, str]) -> None:
    by_id = {taken.id: taken for taken in provider.taken}
    for lane in {row["lane"] for row in rows}:
        order = [references[row["id"]] for row in rows if row["lane"] == lane]
        heard = heard_by(lane, provider, references)
        assert [each for each in order if each in heard] == heard
    for row in rows:
        assert references[row["id"]] in row["text"]
        if row["status"] == "sent":
            taken = by_id[row["provider_id"]]
            assert references[row["id"]] in taken.text
            assert f"{taken.channel}:{taken.to}" == row["lane"]


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """What a sender tells of the dead is not looked at here."""
    caplog.set_level("CRITICAL")
