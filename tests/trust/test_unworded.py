"""What a dead sender held and had not put into words yet was certainly not sent: another one sends it after all."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from sqlalchemy import text

from app import TRAITS
from bot.carrying import Carrier
from models import outbox
from models.clock import real_now
from models.outbox import Claimed
from tests.rows import messages
from tests.stage import PIN, Stage


def claimed_by_one_who_dies(stage: Stage) -> list[Claimed]:
    """Have Budi pay Sari, and a sender take both receipts and stop there; its lease is over."""
    for words in ("kirim 50rb ke 081298764567", "ya"):
        stage.say("telegram", "budi", words)
    stage.intake.receive(stage.message("telegram", "budi", text=PIN))
    with stage.database.begin() as connection:
        found = outbox.claim(connection, channels=list(stage.recorders), now=real_now(connection), count=20)
        connection.execute(text("UPDATE messages SET lease_until = 1 WHERE status = 'sending'"))
    return [replace(each, lease=1) for each in found]


def test_facts_without_words_are_sent_once_the_lease_is_over(stage: Stage) -> None:
    assert sum(bool(each.fact) for each in claimed_by_one_who_dies(stage)) == 2
    stage.send()
    assert "terkirim ke Sari W." in stage.last("telegram", "budi")
    assert "masuk dari Budi H." in stage.last("whatsapp", "sari")
    assert {row["status"] for row in messages(stage.database, direction="out") if row["fact"]} == {"sent"}


def test_a_fact_that_has_words_may_be_out_and_is_not_sent_again(stage: Stage) -> None:
    for each in claimed_by_one_who_dies(stage):
        if each.fact:
            with stage.database.begin() as connection:
                outbox.store_words(connection, each, text="words", extra={})
    stage.send()
    assert {row["status"] for row in messages(stage.database, direction="out") if row["fact"]} == {"unknown"}


def test_a_sender_that_wakes_up_too_late_says_nothing(stage: Stage) -> None:
    late = [each for each in claimed_by_one_who_dies(stage) if each.fact]
    stage.send()
    said = {name: len(recorder.sent) for name, recorder in stage.recorders.items()}
    carrier = Carrier(stage.database, stage.secrets, TRAITS.__getitem__)
    for each in late:
        asyncio.run(carrier.carry(stage.recorders[each.channel], each))
    assert {name: len(recorder.sent) for name, recorder in stage.recorders.items()} == said
    assert {row["status"] for row in messages(stage.database, direction="out") if row["fact"]} == {"sent"}
