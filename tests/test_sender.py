"""The sender: the order of what is said, its pace, and every way in which sending ends."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import text

from app import TRAITS
from bot import words
from bot.message import Deed, Doing, Outgoing, Result, Sent
from bot.outcomes import ATTEMPTS_MAX, QUESTION_ATTEMPTS_MAX, Ended, Outcomes
from bot.sender import Sender
from models import outbox
from models.clock import real_now, to_ms
from models.conversations import MASK, enter, questions_superseded, queue, tell
from models.money import Money
from models.orders import Fact
from models.sending import Received
from tests.rows import all_rows, messages
from tests.stage import CHATS, OTHER_PIN, PUBLIC_URL, Recorder, Stage
from tests.waiting import change, lane, let_wait, put, statuses, waits

PIN = OTHER_PIN
BUDI, SARI = f"telegram:{CHATS['budi']}", f"telegram:{CHATS['sari']}"
RECEIVED = Received(Money(50_000), "Budi H.", "", "8F2K9QTM", datetime(2026, 11, 24, 7, 5, tzinfo=UTC))
SENT = Sent(Result.SENT)
LOST = Sent(Result.UNKNOWN, error="no answer")
REFUSED = Sent(Result.FAILED, error="400")
BUSY = Sent(Result.RETRY, error="429")
BLOCKED = Sent(Result.BLOCKED, error="403")
SHUT = Sent(Result.SHUT, error="401")


class Wilful(Recorder):
    """A recorder that ends its first sendings as it was told, and knows what was really sent."""

    def __init__(self, name: str = "telegram", *ends: Sent, pace: float = 0.0, text_max: int = 100_000) -> None:
        super().__init__(name)
        self.ends = list(ends)
        self.pace = pace
        self.text_max = text_max
        self.looks_up = name != "telegram"
        self.tells = True
        self.really: list[str] = []
        self.asked: list[tuple[Outgoing, float]] = []

    async def send(self, out: Outgoing) -> Sent:
        sent = await super().send(out)
        return self.ends.pop(0) if self.ends and self.ends[0] is not SENT else self._next(sent)

    def _next(self, sent: Sent) -> Sent:
        del self.ends[:1]
        return sent

    async def do(self, doing: Doing) -> Sent:
        await super().do(doing)
        return self.ends.pop(0) if self.ends and doing.deed is not Deed.TYPING else SENT

    async def look_up(self, out: Outgoing, since: float) -> Sequence[str] | None:
        self.asked.append((out, since))
        return self.really if self.tells else None

    @property
    def said(self) -> list[str]:
        return [out.text for out in self.sent]


def sender(stage: Stage, *channels: Recorder, lane: str = "") -> Sender:
    by_name = {channel.name: channel for channel in channels}
    return Sender(stage.database, by_name, stage.secrets, TRAITS.__getitem__, lane=lane)


def step(stage: Stage, *channels: Recorder, times: int = 1) -> bool:
    """Have one round sent, or several; return whether there was anything in the last."""
    one = sender(stage, *channels)
    return [asyncio.run(one.step()) for _ in range(times)][-1]


# Order and pace.


def test_what_goes_to_one_person_goes_in_order(stage: Stage) -> None:
    telegram = Wilful()
    put(stage, "budi", "satu", "dua", "tiga")
    assert step(stage, telegram)
    assert telegram.said == ["satu"]
    asyncio.run(sender(stage, telegram).drain())
    assert telegram.said == ["satu", "dua", "tiga"]
    assert statuses(stage) == ["sent"] * 3
    assert [row["provider_id"] for row in messages(stage.database)] == ["telegram-1", "telegram-2", "telegram-3"]


def test_a_chat_gets_one_message_a_second(stage: Stage) -> None:
    telegram = Wilful(pace=1.0)
    put(stage, "budi", "satu", "dua")
    assert step(stage, telegram)
    assert 0.5 < waits(stage, lane(stage, BUDI)) <= 1.0
    assert not step(stage, telegram)
    put(stage, "sari", "halo")
    assert step(stage, telegram)
    assert telegram.said == ["satu", "halo"]
    let_wait(stage)
    assert step(stage, telegram)
    assert telegram.said == ["satu", "halo", "dua"]


def test_while_more_waits_the_chat_shows_typing(stage: Stage) -> None:
    telegram = Wilful(pace=1.0)
    put(stage, "budi", "satu", "dua")
    step(stage, telegram)
    assert telegram.done == [Doing(Deed.TYPING, CHATS["budi"])]
    let_wait(stage)
    step(stage, telegram)
    assert len(telegram.done) == 1


def test_silent_deeds_neither_wait_nor_hold_up(stage: Stage) -> None:
    telegram = Wilful(pace=1.0)
    put(stage, "budi", "satu", "dua")
    step(stage, telegram)
    put(stage, "budi", "", kind=Deed.DELETE, extra={"target": "in-7"})
    assert step(stage, telegram)
    assert Doing(Deed.DELETE, CHATS["budi"], "in-7") in telegram.done
    assert telegram.said == ["satu"]
    assert statuses(stage) == ["sent", "queued", "sent"]


def test_a_deletion_is_tried_again_and_the_next_message_does_not_wait_for_it(stage: Stage) -> None:
    telegram = Wilful("telegram", BUSY)
    put(stage, "budi", "", kind=Deed.DELETE, extra={"target": "in-7"})
    step(stage, telegram)
    put(stage, "budi", "satu")
    assert step(stage, telegram)
    assert telegram.said == ["satu"]
    assert statuses(stage) == ["queued", "sent"]
    let_wait(stage)
    assert step(stage, telegram)
    assert statuses(stage) == ["sent", "sent"]


def test_a_channel_that_is_not_served_keeps_its_messages(stage: Stage) -> None:
    put(stage, "budi", "satu", channel="whatsapp")
    assert not step(stage, Wilful("telegram"))
    asyncio.run(sender(stage, Wilful("telegram")).drain())
    assert statuses(stage) == ["queued"]
    asyncio.run(sender(stage, Wilful("whatsapp")).drain())
    assert statuses(stage) == ["sent"]


def test_a_conversation_in_the_terminal_serves_itself_and_sms_alone(stage: Stage) -> None:
    telegram = Wilful()
    put(stage, "budi", "satu")
    put(stage, "sari", "halo")
    asyncio.run(sender(stage, telegram, lane=BUDI).drain())
    assert telegram.said == ["satu"]
    assert statuses(stage) == ["sent", "queued"]


def test_a_slow_answer_holds_up_its_own_lane_only(stage: Stage) -> None:
    class Slow(Wilful):
        """Answers Budi's message only when Sari has got hers, which is queued later."""

        async def send(self, out: Outgoing) -> Sent:
            sent = await super().send(out)
            if out.to == CHATS["budi"]:
                await asyncio.to_thread(put, stage, "sari", "halo")
                await asyncio.wait_for(self.sari.wait(), 5)
            else:
                self.sari.set()
                self.over.set()
            return sent

        async def all_sent(self) -> None:
            self.sari, self.over = asyncio.Event(), asyncio.Event()
            await asyncio.wait_for(sender(stage, self).run(self.over), 10)

    telegram = Slow()
    put(stage, "budi", "satu")
    asyncio.run(telegram.all_sent())
    assert telegram.said == ["satu", "halo"]
    assert statuses(stage) == ["sent", "sent"]


@pytest.mark.parametrize("senders", [2, 4])
def test_senders_never_take_one_message_twice(stage: Stage, senders: int) -> None:
    with stage.database.begin() as connection:
        at = stage.desk(connection).now
        for nth in range(20):
            found = enter(
                connection, channel="telegram", sender=f"7{nth}", address=f"7{nth}", phone="", language="id", at=at
            )
            for part in range(3):
                queue(connection, found.identity, found.id, at=at, text=f"{nth} {part}")
    channels = [Wilful() for _ in range(senders)]
    ready = threading.Barrier(senders)

    def work(channel: Wilful) -> None:
        ready.wait(5)
        asyncio.run(sender(stage, channel).drain())

    with ThreadPoolExecutor(senders) as threads:
        list(threads.map(work, channels))
    assert sorted(said for channel in channels for said in channel.said) == sorted(
        f"{nth} {part}" for nth in range(20) for part in range(3)
    )
    assert set(statuses(stage)) == {"sent"}
    assert {row["attempts"] for row in messages(stage.database)} == {1}


# How sending ends.


def test_what_was_certainly_not_sent_is_tried_again_ever_later(stage: Stage) -> None:
    telegram = Wilful("telegram", *[BUSY] * 10)
    put(stage, "budi", "satu")
    pauses = []
    for _ in range(10):
        assert step(stage, telegram)
        (row,) = messages(stage.database)
        pauses.append(round(waits(stage, int(row["not_before"]))))
        assert not step(stage, telegram)
        let_wait(stage)
    assert pauses == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


@pytest.mark.parametrize(("question", "attempts_max"), [("amount", QUESTION_ATTEMPTS_MAX), ("", ATTEMPTS_MAX)])
def test_a_receipt_is_tried_for_a_day_and_a_question_for_an_hour(
    stage: Stage, question: str, attempts_max: int
) -> None:
    telegram = Wilful("telegram", BUSY, BUSY)
    put(stage, "budi", "satu")
    with stage.database.begin() as connection:
        values = {"question": question, "attempts": attempts_max - 2}
        connection.execute(text("UPDATE messages SET question = :question, attempts = :attempts"), values)
    step(stage, telegram)
    assert statuses(stage) == ["queued"]
    let_wait(stage)
    step(stage, telegram)
    assert statuses(stage) == ["failed"]


def test_a_channel_that_asks_to_wait_is_left_alone_so_long(stage: Stage) -> None:
    telegram = Wilful("telegram", Sent(Result.RETRY, error="429", retry_after=30))
    put(stage, "budi", "satu", "dua")
    step(stage, telegram)
    assert 29 < waits(stage, int(messages(stage.database)[0]["not_before"])) <= 30
    assert 29 < waits(stage, lane(stage, BUDI)) <= 30
    assert not step(stage, telegram)
    let_wait(stage)
    asyncio.run(sender(stage, telegram).drain())
    assert telegram.said == ["satu", "satu", "dua"]


def test_what_may_have_been_sent_is_never_sent_again(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    telegram = Wilful("telegram", LOST)
    put(stage, "budi", "satu", "dua")
    with caplog.at_level(logging.ERROR):
        asyncio.run(sender(stage, telegram).drain())
    assert telegram.said == ["satu", "dua"]
    assert statuses(stage) == ["unknown", "sent"]
    assert "may or may not" in caplog.text


def test_what_may_have_been_sent_is_looked_up_where_the_channel_can_tell(stage: Stage) -> None:
    whatsapp = Wilful("whatsapp", SENT, LOST)
    whatsapp.really = ["whatsapp-1", "SM2"]
    put(stage, "budi", "satu", "satu", channel="whatsapp")
    asyncio.run(sender(stage, whatsapp).drain())
    assert statuses(stage) == ["sent", "sent"]
    assert [row["provider_id"] for row in messages(stage.database)] == ["whatsapp-1", "SM2"]
    assert [out.text for out, _ in whatsapp.asked] == ["satu"]


def test_what_is_not_listed_is_looked_up_twice_and_only_then_sent_again(stage: Stage) -> None:
    whatsapp = Wilful("whatsapp", LOST)
    put(stage, "budi", "satu", "dua", channel="whatsapp")
    put(stage, "sari", "halo", channel="whatsapp")
    step(stage, whatsapp)
    assert (whatsapp.said, len(whatsapp.asked)) == (["satu", "halo"], 1)  # Asked at once; it may be listed late.
    pauses = []
    for looks in (2, 3):
        assert statuses(stage) == ["doubtful", "queued", "sent"]
        pauses.append(round(waits(stage, int(messages(stage.database)[0]["not_before"]))))
        assert not step(stage, whatsapp)  # The lane waits.
        let_wait(stage)
        step(stage, whatsapp)
        assert (len(whatsapp.said), len(whatsapp.asked)) == (2, looks)
    assert pauses == [10, 20]
    let_wait(stage)
    step(stage, whatsapp, times=2)
    assert whatsapp.said == ["satu", "halo", "satu", "dua"]
    assert statuses(stage) == ["sent"] * 3


def test_what_is_listed_late_is_not_sent_again(stage: Stage) -> None:
    whatsapp = Wilful("whatsapp", LOST)
    put(stage, "budi", "satu", "dua", channel="whatsapp")
    step(stage, whatsapp)
    let_wait(stage)
    step(stage, whatsapp)
    whatsapp.really = ["SM1"]
    let_wait(stage)
    step(stage, whatsapp, times=2)
    assert whatsapp.said == ["satu", "dua"]
    assert [row["provider_id"] for row in messages(stage.database)] == ["SM1", "whatsapp-2"]
    assert statuses(stage) == ["sent", "sent"]


def test_a_list_that_does_not_answer_is_asked_for_an_hour(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    whatsapp = Wilful("whatsapp", LOST)
    whatsapp.tells = False
    put(stage, "budi", "satu", "dua", channel="whatsapp", sealed=stage.secrets.seal("https://…"))
    step(stage, whatsapp)
    pauses = []
    for minutes in (0.25, 0.5, 1, 4, 10, 59):
        let_wait(stage)
        since = "UPDATE messages SET doubt_since = :since WHERE text = 'satu'"
        with stage.database.begin() as connection:
            at = to_ms(real_now(connection)) - int(minutes * 60_000)
            connection.execute(text(since), {"since": at})
        step(stage, whatsapp)
        row = messages(stage.database)[0]
        assert (row["status"], row["sealed"] is None) == ("doubtful", False)
        pauses.append(round(waits(stage, int(row["not_before"]))))
    assert pauses == [15, 30, 60, 240, 300, 300]
    let_wait(stage)
    change(stage, "UPDATE messages SET doubt_since = doubt_since - 120000 WHERE text = 'satu'")
    with caplog.at_level(logging.ERROR):
        step(stage, whatsapp)
    assert statuses(stage) == ["unknown", "queued"]
    assert messages(stage.database)[0]["sealed"] is None
    assert "does not tell" in caplog.text
    let_wait(stage)
    step(stage, whatsapp)
    assert whatsapp.said == ["satu", "dua"]


def test_the_first_copy_is_still_looked_for_when_a_second_is_in_doubt(stage: Stage) -> None:
    whatsapp = Wilful("whatsapp", LOST, LOST)
    put(stage, "budi", "satu", channel="whatsapp")
    step(stage, whatsapp)
    first = messages(stage.database)[0]["doubt_since"]
    for _ in range(3):
        let_wait(stage)
        step(stage, whatsapp)
    assert len(whatsapp.said) == 2
    assert statuses(stage) == ["doubtful"]
    assert messages(stage.database)[0]["doubt_since"] == first
    assert len({since for _, since in whatsapp.asked}) == 1


def test_a_look_up_asks_for_exactly_what_was_sent(stage: Stage) -> None:
    whatsapp = Wilful("whatsapp", LOST)
    stage.say("whatsapp", "budi", "ganti pin")
    stage.intake.receive(_typed(stage, "saldo"))
    step(stage, whatsapp)
    let_wait(stage)
    step(stage, whatsapp)
    assert [out for out, _ in whatsapp.asked] == whatsapp.sent[:1] * 2
    assert whatsapp.sent[0].buttons[0].url.startswith(f"{PUBLIC_URL}/pin/")


def _typed(stage: Stage, said: str) -> Any:
    from bot.message import Message

    return Message(
        "whatsapp",
        stage.sender_of("whatsapp", "budi"),
        f"delivery-{next(stage.deliveries)}",
        text=said,
        address=stage.address_of("whatsapp", "budi"),
    )


def test_a_look_up_that_breaks_told_nothing(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    class Broken(Wilful):
        async def look_up(self, out: Outgoing, since: float) -> Sequence[str] | None:  # noqa: ARG002  it looks nowhere
            raise ZeroDivisionError

    put(stage, "budi", "satu", "dua", channel="whatsapp")
    whatsapp = Broken("whatsapp", LOST)
    step(stage, whatsapp)
    let_wait(stage)
    step(stage, whatsapp)
    assert statuses(stage) == ["doubtful", "queued"]
    assert whatsapp.said == ["satu"]
    assert "could not be looked up" in caplog.text


def test_a_channel_that_breaks_may_have_sent_it(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    class Broken(Wilful):
        async def send(self, out: Outgoing) -> Sent:
            await super().send(out)
            raise ZeroDivisionError

    put(stage, "budi", "satu")
    asyncio.run(sender(stage, Broken("telegram")).drain())
    assert statuses(stage) == ["unknown"]
    assert "may or may not" in caplog.text


def test_what_is_refused_fails_and_the_next_one_goes(stage: Stage) -> None:
    telegram = Wilful("telegram", REFUSED)
    put(stage, "budi", "satu", "dua")
    asyncio.run(sender(stage, telegram).drain())
    assert statuses(stage) == ["failed", "sent"]
    assert messages(stage.database)[0]["error"] == "400"


# Channels that rest.


def shut(stage: Stage) -> list[tuple[str, int]]:
    """Return which channels refused our credentials, and how often."""
    return [(row["channel"], row["refusals"]) for row in all_rows(stage.database)["rests"]]


def test_a_channel_that_refuses_our_credentials_loses_no_message(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    telegram = Wilful("telegram", *[SHUT] * 12)
    put(stage, "budi", "satu", "dua")
    put(stage, "sari", "halo")
    put(stage, "joko", "hai")
    put(stage, "sari", "halo", channel="whatsapp")
    whatsapp = Wilful("whatsapp")
    with caplog.at_level(logging.ERROR):
        assert step(stage, telegram, whatsapp)
    assert (len(telegram.sent), whatsapp.said) == (3, ["halo"])
    assert caplog.text.count("telegram does not take our credentials") == 1
    pauses = []
    for nth in range(1, 9):
        assert shut(stage) == [("telegram", nth)]
        pauses.append(round(waits(stage, int(all_rows(stage.database)["rests"][0]["until"]))))
        assert not step(stage, telegram, whatsapp)
        let_wait(stage)
        assert step(stage, telegram, whatsapp)
    assert pauses == [5, 10, 20, 40, 80, 160, 300, 300]
    assert len(telegram.sent) == 3 + 8  # One message at a time tries whether it is well again.
    assert set(statuses(stage, channel="telegram")) == {"queued"}
    assert {row["attempts"] for row in messages(stage.database, channel="telegram")} == {0}
    telegram.ends.clear()
    let_wait(stage)
    asyncio.run(sender(stage, telegram, whatsapp).drain())
    assert shut(stage) == []
    assert set(statuses(stage)) == {"sent"}
    assert sorted(telegram.said[-4:]) == ["dua", "hai", "halo", "satu"]


def test_a_message_that_alone_is_refused_does_not_keep_the_channel_shut(stage: Stage) -> None:
    telegram = Wilful("telegram", SHUT)
    put(stage, "budi", "satu")
    step(stage, telegram)
    put(stage, "sari", "halo")
    change(stage, "UPDATE rests SET until = 0")  # Its own second is not over.
    change(stage, "UPDATE messages SET not_before = not_before + 60000 WHERE text = 'satu'")
    step(stage, telegram)
    assert telegram.said == ["satu", "halo"]
    assert shut(stage) == []


@pytest.mark.parametrize("end", [BUSY, LOST])
def test_a_try_that_tells_nothing_of_the_credentials_is_followed_by_another(stage: Stage, end: Sent) -> None:
    telegram = Wilful("telegram", SHUT, end)
    put(stage, "budi", "satu", "dua")
    step(stage, telegram)
    let_wait(stage)
    step(stage, telegram)
    let_wait(stage)
    asyncio.run(sender(stage, telegram).drain())
    assert shut(stage) == []
    assert statuses(stage) == ["sent" if end is BUSY else "unknown", "sent"]


def test_two_senders_try_a_channel_once(stage: Stage) -> None:
    telegram, other = Wilful("telegram", SHUT), Wilful("telegram", SHUT)
    put(stage, "budi", "satu")
    put(stage, "sari", "halo")
    step(stage, telegram)
    let_wait(stage)
    claims = [sender(stage, each)._claim(20, ["telegram"]) for each in (telegram, other)]
    assert [len(each) for each in claims] == [1, 0]


def test_draining_ends_where_a_channel_refuses_our_credentials(stage: Stage) -> None:
    telegram = Wilful("telegram", SHUT, SHUT)
    put(stage, "budi", "satu")
    asyncio.run(asyncio.wait_for(sender(stage, telegram).drain(), 10))
    assert statuses(stage) == ["queued"]


def test_when_several_chats_are_throttled_the_whole_channel_rests(stage: Stage) -> None:
    slow = Sent(Result.RETRY, error="429", retry_after=30)
    telegram = Wilful("telegram", slow, slow, slow)
    names = ("budi", "sari", "joko", "utami")
    for name in names[:3]:
        put(stage, name, name)
    one = sender(stage, telegram)
    asyncio.run(one.step())
    put(stage, "utami", "utami")
    assert not step(stage, telegram)  # Another sender keeps still too.
    (rest,) = all_rows(stage.database)["rests"]
    assert (rest["channel"], rest["refusals"]) == ("telegram", 0)
    assert 29 < waits(stage, rest["until"]) <= 30
    let_wait(stage)
    asyncio.run(sender(stage, telegram).drain())
    assert sorted(telegram.said[3:]) == sorted(names)
    assert len(telegram.sent) == 7


def test_two_throttled_chats_leave_the_others_alone(stage: Stage) -> None:
    slow = Sent(Result.RETRY, error="429", retry_after=30)
    telegram = Wilful("telegram", slow, slow)
    for name in ("budi", "sari", "joko"):
        put(stage, name, name)
    step(stage, telegram)
    assert all_rows(stage.database)["rests"] == []
    assert statuses(stage) == ["queued", "queued", "sent"]


# What waits too long.


@pytest.mark.parametrize("lasting", [False, True])
def test_what_waits_too_long_ends_where_staff_find_it(stage: Stage, lasting: bool) -> None:
    put(stage, "budi", "berita", "lagi", channel="whatsapp")
    put(stage, "budi", "Berapa?", channel="whatsapp", question="amount")
    put(stage, "budi", "kode", channel="whatsapp", sealed=stage.secrets.seal("x"))
    put(stage, "budi", "mungkin", channel="whatsapp")
    change(stage, "UPDATE messages SET status = 'doubtful', looks = 1, error = '502' WHERE text = 'mungkin'")
    by_minutes = {"kode": 16, "Berapa?": 61, "berita": 1441, "mungkin": 1441, "lagi": 1439}
    for said, minutes in by_minutes.items():
        back = (minutes if lasting else minutes - 2) * 60_000
        change(stage, "UPDATE messages SET created_at = created_at - :back WHERE text = :said", back=back, said=said)
    stage.database.run(outbox.give_up_late)
    by_words = {row["text"]: row for row in messages(stage.database)}
    ended = {said: by_words[said]["status"] for said in by_minutes}
    if not lasting:
        assert set(ended.values()) == {"queued", "doubtful"}
        return
    assert ended == {
        "kode": "failed",
        "Berapa?": "failed",
        "berita": "failed",
        "mungkin": "unknown",
        "lagi": "queued",
    }
    assert by_words["kode"]["sealed"] is None
    assert by_words["mungkin"]["error"] == "waited too long, last: 502"
    with stage.database.read() as connection:
        assert outbox.dead_letters(connection) == 4


def test_nothing_more_goes_to_a_customer_who_blocked_the_bot_until_she_writes_again(stage: Stage) -> None:
    telegram = Wilful("telegram", BLOCKED)
    put(stage, "budi", "satu", "dua", "tiga")
    put(stage, "sari", "halo")
    asyncio.run(sender(stage, telegram).drain())
    assert telegram.said == ["satu", "halo"]
    assert statuses(stage) == ["failed"] * 3 + ["sent"]
    assert _blocked(stage) == [CHATS["budi"]]
    stage.say("telegram", "budi", "saldo")
    assert _blocked(stage) == []
    assert "Rp1.250.000" in stage.last("telegram", "budi")


def _blocked(stage: Stage) -> list[str]:
    return [row["sender"] for row in all_rows(stage.database)["identities"] if row["blocked_us"]]


def test_only_her_own_facts_go_to_the_other_channel_of_who_blocked_the_bot(stage: Stage) -> None:
    stage.say("telegram", "budi", "saldo")
    _tell(stage, RECEIVED)
    _tell(stage, RECEIVED)
    change(
        stage,
        "UPDATE messages SET customer_id = :sari WHERE id = (SELECT MAX(id) FROM messages)",
        sari=stage.id_of("sari"),
    )
    stage.block("telegram", "budi")
    hers, others = messages(stage.database, fact="received")
    assert (hers["status"], hers["channel"]) == ("queued", "whatsapp")
    assert (others["status"], others["channel"], others["settled"]) == ("failed", "telegram", "blocked")
    assert next(row["away"] for row in all_rows(stage.database)["identities"] if row["blocked_us"]) == 1


def test_what_a_dead_sender_held_is_unknown(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    telegram = Wilful()
    put(stage, "budi", "satu", "dua")
    change(stage, "UPDATE messages SET status = 'sending', lease_until = 1, sealed = :it WHERE text = 'satu'", it=b"x")
    with caplog.at_level(logging.ERROR):
        asyncio.run(sender(stage, telegram).drain())
    assert telegram.said == ["dua"]
    assert statuses(stage) == ["unknown", "sent"]
    assert messages(stage.database)[0]["sealed"] is None
    assert "stopped while sending" in caplog.text


def test_what_a_living_sender_holds_is_left_to_it(stage: Stage) -> None:
    telegram = Wilful()
    put(stage, "budi", "satu", "dua")
    soon = "UPDATE messages SET status = 'sending', lease_until = :until WHERE text = 'satu'"
    with stage.database.begin() as connection:
        connection.execute(text(soon), {"until": to_ms(real_now(connection)) + 20_000})
    assert not step(stage, telegram)
    assert statuses(stage) == ["sending", "queued"]


# Long texts.


def test_outcomes_are_written_together_and_what_is_wrong_with_one_holds_up_no_other(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(stage, "budi", "satu")
    put(stage, "sari", "halo")
    telegram, outcomes, sizes = Wilful(), Outcomes(stage.database), list[int]()
    with stage.database.begin() as connection:
        satu, halo = outbox.claim(connection, channels=["telegram"], now=real_now(connection), count=2)
    write = outcomes.write

    def noted(*ended: Ended) -> set[str]:
        sizes.append(len(ended))
        return write(*ended)

    def broken(*_given: Any, **_named: Any) -> None:
        raise ZeroDivisionError

    async def both(*ends: Sent) -> list[bool | BaseException]:
        ended = [Ended(each, telegram, end) for each, end in zip((satu, halo), ends, strict=True)]
        return await asyncio.gather(*(outcomes.note(each) for each in ended), return_exceptions=True)

    monkeypatch.setattr(outcomes, "write", noted)
    with monkeypatch.context() as broke:
        broke.setattr(outbox, "end", broken)
        first, second = asyncio.run(both(Sent(Result.FAILED), SENT))
    assert (type(first), second, sizes) == (ZeroDivisionError, False, [2, 1, 1])
    assert statuses(stage) == ["sending", "sent"]
    assert asyncio.run(both(SENT, SENT)) == [False, False]
    assert sizes == [2, 1, 1, 2]
    assert statuses(stage) == ["sent", "sent"]


def test_a_long_text_is_split_at_a_sentence(stage: Stage) -> None:
    telegram = Wilful(text_max=40)
    button = {"label": "Menu", "data": "do:menu", "url": "", "copy": "", "contact": False}
    extra = {"buttons": [button], "ask": "choice", "protect": True, "hide_contact": False}
    put(stage, "budi", "Kalimat pertama ada di sini. Kalimat kedua menyusul. Selesai.", extra=extra)
    asyncio.run(sender(stage, telegram).drain())
    assert telegram.said == ["Kalimat pertama ada di sini.", "Kalimat kedua menyusul. Selesai."]
    assert [len(out.buttons) for out in telegram.sent] == [0, 1]
    assert [out.protect for out in telegram.sent] == [True, True]
    assert statuses(stage) == ["sent"]


@pytest.mark.parametrize(
    ("end", "sendings", "status"),
    [(REFUSED, 2, "failed"), (BUSY, 3, "sent"), (BLOCKED, 2, "failed"), (LOST, 2, "unknown")],
)
def test_a_part_that_is_out_is_not_sent_again(stage: Stage, end: Sent, sendings: int, status: str) -> None:
    telegram = Wilful("telegram", SENT, end, text_max=40)
    put(stage, "budi", "Kalimat pertama ada di sini. Kalimat kedua menyusul. Selesai.")
    asyncio.run(sender(stage, telegram).drain())
    assert telegram.said[0] == "Kalimat pertama ada di sini."
    assert set(telegram.said[1:]) == {"Kalimat kedua menyusul. Selesai."}
    assert len(telegram.sent) == sendings
    assert statuses(stage) == [status]
    assert messages(stage.database)[0]["parts_out"] == 1


def test_a_sender_that_stalled_past_its_lease_sends_no_further_part(stage: Stage) -> None:
    class Stalling(Wilful):
        """While the first part goes out, the lease runs out and another sender takes it over."""

        async def send(self, out: Outgoing) -> Sent:
            change(stage, "UPDATE messages SET lease_until = 1")
            with stage.database.begin() as connection:
                outbox.leave_behind(connection, asking=["whatsapp"], now=real_now(connection))
            return await super().send(out)

    whatsapp = Stalling("whatsapp", text_max=40)
    put(stage, "budi", "Kalimat pertama ada di sini. Kalimat kedua menyusul. Selesai.", channel="whatsapp")
    step(stage, whatsapp)
    assert whatsapp.said == ["Kalimat pertama ada di sini."]
    assert statuses(stage) == ["doubtful"]


def test_a_sender_that_was_held_up_before_it_sends_gives_up(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    telegram = Wilful()
    put(stage, "budi", "satu")
    with stage.database.begin() as connection:
        (claimed,) = outbox.claim(connection, channels=["telegram"], now=real_now(connection), count=1)
    late = time.monotonic() + outbox.SENDS_WITHIN
    monkeypatch.setattr("bot.carrying.time", SimpleNamespace(monotonic=lambda: late))
    asyncio.run(sender(stage, telegram)._send(claimed))  # What it does with a claim.
    assert telegram.said == []
    assert statuses(stage) == ["queued"]


@pytest.mark.parametrize("found", [True, False])
def test_of_a_part_in_doubt_just_that_part_is_looked_up(stage: Stage, found: bool) -> None:
    whatsapp = Wilful("whatsapp", SENT, LOST, text_max=40)
    put(
        stage,
        "budi",
        "Kalimat pertama ada di sini. Kalimat kedua menyusul. Ini yang ketiga dan terakhir.",
        channel="whatsapp",
    )
    step(stage, whatsapp)
    assert len(whatsapp.said) == 2
    whatsapp.really = ["SM2"] if found else []
    for _ in range(3):
        let_wait(stage)
        step(stage, whatsapp)
    assert {out.text for out, _ in whatsapp.asked} == {"Kalimat kedua menyusul."}
    again = [] if found else ["Kalimat kedua menyusul."]
    assert whatsapp.said[2:] == [*again, "Ini yang ketiga dan terakhir."]
    assert statuses(stage) == ["sent"]


# Questions and facts.


def test_a_question_that_is_over_is_never_sent_but_a_fact_is(stage: Stage) -> None:
    put(stage, "budi", "Berapa?", question="amount", sealed=b"x")
    with stage.database.begin() as connection:
        desk = stage.desk(connection)
        tell(desk, stage.id_of("budi"), RECEIVED)
        conversation = connection.execute(text("SELECT MIN(conversation_id) FROM messages")).scalar_one()
        connection.execute(*questions_superseded(conversation))
    assert statuses(stage) == ["superseded", "queued"]
    assert messages(stage.database)[0]["sealed"] is None
    telegram = Wilful()
    asyncio.run(sender(stage, telegram).drain())
    assert [said for said in telegram.said if "Rp50.000" in said] == telegram.said != []


def test_a_newer_reply_takes_the_place_of_a_question_that_nobody_has_seen(stage: Stage) -> None:
    stage.intake.receive(_typed(stage, "kirim uang"))
    stage.intake.receive(_typed(stage, "kirim uang ke 081298764567"))
    stage.intake.receive(_typed(stage, "50rb"))
    assert statuses(stage) == ["superseded", "superseded", "queued"]
    stage.send()
    (shown,) = stage.phone("whatsapp", "budi")
    assert "Rp50.000" in shown.text


def test_a_fact_is_worded_for_its_reader_and_the_words_are_kept(stage: Stage) -> None:
    change(stage, "UPDATE identities SET language = 'en' WHERE sender = :sender", sender=CHATS["budi"])
    stage.say("telegram", "budi", "hi")
    _tell(stage, RECEIVED)
    assert messages(stage.database, fact="received")[0]["text"] == ""
    stage.send()
    kept = messages(stage.database, fact="received")[0]["text"]
    assert kept == stage.phone("telegram", "budi")[-1].text
    assert "Rp50,000" in kept


def test_words_that_are_kept_are_said_again_as_they_stand(stage: Stage) -> None:
    _tell(stage, RECEIVED)
    telegram = Wilful("telegram", BUSY)
    step(stage, telegram)
    change(stage, "UPDATE messages SET text = 'seperti tertulis' WHERE fact = 'received'")
    let_wait(stage)
    step(stage, telegram)
    assert telegram.said[-1] == "seperti tertulis"


@pytest.mark.parametrize("fault", ["no words", "no such fact", "another key"])
def test_a_wording_bug_holds_up_its_own_message_only(
    stage: Stage, fault: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_told: Fact) -> Any:
        raise ZeroDivisionError

    _tell(stage, RECEIVED)
    if fault == "no words":
        monkeypatch.setitem(words._SAYS, Received, broken)
    elif fault == "no such fact":
        change(stage, "UPDATE messages SET fact = 'no_such_fact'")
    else:
        change(stage, "UPDATE messages SET sealed = :it", it=b"not ours")
    put(stage, "budi", "satu")
    asyncio.run(sender(stage, Wilful()).drain())
    assert statuses(stage) == ["failed", "sent"]
    assert messages(stage.database)[0]["sealed"] is None
    assert "could not be sent" in caplog.text


def _tell(stage: Stage, told: Fact) -> None:
    with stage.database.begin() as connection:
        tell(stage.desk(connection), stage.id_of("budi"), told)


# Secrets.


def code_queued(stage: Stage) -> str:
    """Have a code queued for Joko, and return it; no row shows it."""
    stage.say("telegram", "joko", "daftar")
    put_off = stage.recorders.pop("sms")
    stage.share("telegram", "joko", "joko")
    stage.recorders["sms"] = put_off
    (row,) = messages(stage.database, channel="sms")
    code = str(json.loads(stage.secrets.unseal(row["sealed"]))["code"])
    assert len(code) == 6
    assert row["status"] == "queued"
    assert MASK in row["fact_data"]
    return code


def test_a_code_goes_out_and_stands_in_no_row(stage: Stage) -> None:
    code = code_queued(stage)
    assert code not in str(all_rows(stage.database))
    stage.send()
    assert stage.code("joko") == code
    (row,) = messages(stage.database, channel="sms")
    assert (row["status"], row["sealed"]) == ("sent", None)
    assert MASK in row["text"]
    assert code not in str(all_rows(stage.database))


@pytest.mark.parametrize(
    ("end", "status"),
    [(SENT, "sent"), (REFUSED, "failed"), (BLOCKED, "failed"), (LOST, "doubtful"), (BUSY, "queued")],
)
def test_a_sealed_part_is_wiped_however_sending_ends(stage: Stage, end: Sent, status: str) -> None:
    code = code_queued(stage)
    sms = Wilful("sms", end)
    step(stage, sms)
    (row,) = messages(stage.database, channel="sms")
    assert row["status"] == status
    assert (row["sealed"] is None) == (status not in ("queued", "doubtful"))
    assert code in sms.said[0]
    assert code not in str(all_rows(stage.database))


def test_a_code_that_is_tried_again_is_the_same(stage: Stage) -> None:
    code = code_queued(stage)
    sms = Wilful("sms", BUSY)
    step(stage, sms)
    let_wait(stage)
    step(stage, sms)
    assert sms.said[0] == sms.said[1]
    assert code in sms.said[1]
    assert (messages(stage.database, channel="sms")[0]["sealed"]) is None


def test_what_is_dropped_with_a_lane_is_wiped_too(stage: Stage) -> None:
    put(stage, "budi", "satu")
    put(stage, "budi", "dua", sealed=stage.secrets.seal("https://…"))
    step(stage, Wilful("telegram", BLOCKED))
    assert [row["sealed"] for row in messages(stage.database)] == [None, None]


def test_the_link_to_a_keypad_page_stands_in_no_row(stage: Stage) -> None:
    stage.intake.receive(_typed(stage, "ganti pin"))
    before = str(all_rows(stage.database))
    stage.send()
    token = stage.page("whatsapp", "budi").removeprefix("/pin/")
    assert len(token) == 22
    assert token not in before
    assert token not in str(all_rows(stage.database))
    assert messages(stage.database, direction="out")[0]["sealed"] is None


def test_stopping_finishes_what_is_in_flight(empty_stage: Stage) -> None:
    class Stopping(Wilful):
        """Is told to stop while it sends."""

        async def send(self, out: Outgoing) -> Sent:
            self.over.set()
            await asyncio.sleep(0.01)
            return await super().send(out)

        async def all_sent(self) -> None:
            self.over = asyncio.Event()
            await asyncio.wait_for(sender(empty_stage, self).run(self.over), 10)

    put(empty_stage, "joko", "satu", "dua")
    asyncio.run(Stopping().all_sent())
    assert statuses(empty_stage) == ["sent", "queued"]
