"""Merging: several messages of one WhatsApp lane go out as one, end alike, and survive a crash as one."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.message import Outgoing, Result, Sent
from models.clock import real_now
from models.friend_asking import AskFriend
from models.money import Money
from models.orders import Agreed
from models.outbox import LEASE
from models.reports import report
from tests.rows import all_rows, messages
from tests.stage import Stage
from tests.test_held_back import RECEIVED, tells, writes
from tests.waiting import change, lane, let_wait, put, statuses, waits
from tests.windowed import OnWhatsApp

SARI = "whatsapp:whatsapp:+6281298764567"
LOST = Sent(Result.UNKNOWN, error="no answer")


@pytest.fixture
def whatsapp() -> OnWhatsApp:
    return OnWhatsApp()


def puts(stage: Stage, *said: str, **more: Any) -> None:
    put(stage, "sari", *said, channel="whatsapp", **more)


def choice(data: str) -> dict[str, Any]:
    button = {"label": "Pilih", "data": data, "url": "", "copy": "", "contact": False}
    return {"buttons": [button], "ask": "choice"}


def ids(stage: Stage) -> list[str]:
    return [row["provider_id"] for row in messages(stage.database, direction="out")]


# What goes as one.


def test_what_waits_goes_as_one_in_order_under_one_id(stage: Stage, whatsapp: OnWhatsApp) -> None:
    puts(stage, "satu", "dua")
    puts(stage, "tiga", extra=choice("flow:balance"))
    assert whatsapp.step(stage)
    assert whatsapp.said == ["satu\n\ndua\n\ntiga"]
    assert [button.data for button in whatsapp.sent[0].buttons] == ["flow:balance"]
    assert statuses(stage) == ["sent"] * 3
    assert ids(stage) == ["whatsapp-1"] * 3
    assert {row["attempts"] for row in messages(stage.database)} == {1}
    assert not whatsapp.step(stage)


def test_a_report_reaches_each_of_them(stage: Stage, whatsapp: OnWhatsApp) -> None:
    puts(stage, "satu", "dua")
    whatsapp.step(stage)
    with stage.database.begin() as connection:
        report(connection, "whatsapp", "whatsapp-1", "read", error="", at=real_now(connection))
    assert statuses(stage) == ["read", "read"]


def test_facts_and_the_answer_after_them_are_one_message_and_a_number_picks_of_it(
    stage: Stage, whatsapp: OnWhatsApp
) -> None:
    tells(stage, "sari", RECEIVED)
    tells(stage, "sari", RECEIVED)
    put(stage, "budi", "lain", channel="whatsapp")
    writes(stage, "sari", "menu")
    # Her lane was last written on by Telegram or WhatsApp: whatever is on WhatsApp goes as one.
    change(stage, "UPDATE messages SET channel = 'whatsapp', lane = :lane WHERE fact = 'received'", lane=SARI)
    whatsapp.drain(stage)
    merged = next(text for text in whatsapp.said if "Mau apa" in text)
    assert merged.count("Rp50.000") == 2
    assert merged.index("Rp50.000") < merged.index("Mau apa")
    writes(stage, "sari", "1")
    assert "Saldo" in messages(stage.database, direction="out")[-1]["text"]
    kept = [row["text"] for row in messages(stage.database, fact="received")]
    assert all("Rp50.000" in text and "Mau apa" not in text for text in kept)


@pytest.mark.parametrize(
    ("first", "why"),
    [
        ({"question": "amount"}, "a question"),
        ({"extra": choice("flow:friend_answer?request=1")}, "a button that is an answer"),
        ({"extra": choice("a1!answer:yes")}, "a button of a question"),
        ({"extra": choice("copy:1090")}, "a number to copy"),
        ({"sealed": True}, "a secret"),
    ],
)
def test_what_may_not_be_followed_goes_by_itself(
    stage: Stage, whatsapp: OnWhatsApp, first: dict[str, Any], why: str
) -> None:
    if "sealed" in first:
        first = {"sealed": stage.secrets.seal("https://kaspro.example/pin/x")}
    puts(stage, "satu", **first)
    puts(stage, "dua")
    whatsapp.drain(stage)
    assert whatsapp.said == ["satu", "dua"], why


def test_a_secret_is_not_joined_to_what_is_before_it(stage: Stage, whatsapp: OnWhatsApp) -> None:
    puts(stage, "satu")
    puts(stage, "dua", sealed=stage.secrets.seal("https://kaspro.example/pin/x"))
    puts(stage, "tiga")
    whatsapp.drain(stage)
    assert whatsapp.said == ["satu", "dua", "tiga"]


def test_only_as_much_as_fits_goes_as_one(stage: Stage) -> None:
    whatsapp = OnWhatsApp(text_max=12)
    puts(stage, "satu", "dua", "tiga", "empat")
    whatsapp.drain(stage)
    assert whatsapp.said == ["satu\n\ndua", "tiga\n\nempat"]


def test_other_lanes_and_what_waits_for_its_time_are_left(stage: Stage, whatsapp: OnWhatsApp) -> None:
    puts(stage, "satu", "dua", "tiga")
    put(stage, "budi", "lain", channel="whatsapp")
    with stage.database.read() as connection:
        later = int(real_now(connection).timestamp() * 1000) + 60_000
    change(stage, "UPDATE messages SET not_before = :later WHERE text = 'dua'", later=later)
    whatsapp.step(stage)
    assert sorted(whatsapp.said) == ["lain", "satu"]


def test_a_question_of_a_friend_stays_whole(stage: Stage, whatsapp: OnWhatsApp) -> None:
    stage.say("whatsapp", "sari", "halo")
    stage.order(Agreed(AskFriend("ask", stage.id_of("budi"), stage.id_of("sari"), Money(100_000), Money(0)), "draft"))
    tells(stage, "sari", RECEIVED)
    whatsapp.drain(stage)
    assert len([out for out in whatsapp.sent if out.to.endswith("4567")]) == 2


def test_a_channel_that_counts_nothing_sends_each(stage: Stage) -> None:
    puts(stage, "satu", "dua")
    stage.send()
    assert [out.text for out in stage.phone("whatsapp", "sari")] == ["satu", "dua"]


# How it ends.


@pytest.mark.parametrize(
    ("end", "status"),
    [
        (Sent(Result.RETRY, error="429"), "queued"),
        (Sent(Result.FAILED, error="400"), "failed"),
        (Sent(Result.BLOCKED, error="63014"), "failed"),
        (Sent(Result.OUTSIDE, error="63016"), "queued"),
        (LOST, "doubtful"),
    ],
)
def test_all_end_alike(stage: Stage, end: Sent, status: str) -> None:
    whatsapp = OnWhatsApp(end)
    whatsapp.really = None
    puts(stage, "satu", "dua")
    whatsapp.step(stage)
    assert statuses(stage) == [status] * 2


def test_what_was_lost_is_looked_up_in_the_words_of_all_and_found_for_all(stage: Stage) -> None:
    whatsapp = OnWhatsApp(LOST)
    whatsapp.really = None
    puts(stage, "satu", "dua")
    whatsapp.step(stage)
    puts(stage, "tiga")
    let_wait(stage)
    whatsapp.really = ["SM7"]
    whatsapp.step(stage)
    assert whatsapp.asked == ["satu\n\ndua"] * 2
    assert statuses(stage) == ["sent", "sent", "queued"]
    assert ids(stage)[:2] == ["SM7", "SM7"]
    let_wait(stage)
    whatsapp.drain(stage)
    assert whatsapp.said == ["satu\n\ndua", "tiga"]


def test_what_was_certainly_not_sent_is_joined_anew(stage: Stage) -> None:
    whatsapp = OnWhatsApp(LOST)
    puts(stage, "satu", "dua")
    whatsapp.step(stage)
    puts(stage, "tiga")
    for _ in range(3):
        let_wait(stage)
        whatsapp.step(stage)
    assert whatsapp.said == ["satu\n\ndua", "satu\n\ndua\n\ntiga"]
    assert statuses(stage) == ["sent"] * 3


def test_after_a_crash_all_are_looked_up_as_one_and_none_is_sent_twice(stage: Stage) -> None:
    class Dying(OnWhatsApp):
        """Twilio takes it, and the sender dies before it hears so."""

        async def send(self, out: Outgoing) -> Sent:
            await super().send(out)
            raise asyncio.CancelledError

    dying = Dying()
    puts(stage, "satu", "dua", "tiga")
    with pytest.raises(asyncio.CancelledError):
        dying.step(stage)
    assert statuses(stage) == ["sending"] * 3
    lease = int(LEASE.total_seconds() * 1000) + 1000
    change(stage, "UPDATE messages SET lease_until = lease_until - :lease", lease=lease)
    whatsapp = OnWhatsApp()
    whatsapp.really = ["SM7"]
    whatsapp.drain(stage)
    assert whatsapp.asked == ["satu\n\ndua\n\ntiga"]
    assert whatsapp.said == []
    assert statuses(stage) == ["sent"] * 3
    assert ids(stage) == ["SM7"] * 3


def test_one_that_was_sent_alone_is_looked_up_alone(stage: Stage) -> None:
    whatsapp = OnWhatsApp(Sent(Result.RETRY, error="429"), LOST)
    whatsapp.really = ["SM8"]
    puts(stage, "satu", "dua")
    whatsapp.step(stage)
    change(stage, "UPDATE messages SET status = 'superseded' WHERE text = 'dua'")
    let_wait(stage)
    whatsapp.step(stage)
    assert whatsapp.asked == ["satu"]
    assert statuses(stage) == ["sent", "superseded"]


@pytest.mark.parametrize("end", [Sent(Result.RETRY, error="429"), Sent(Result.OUTSIDE, error="63016")])
def test_what_was_put_back_and_joined_anew_is_looked_up_in_its_new_words(stage: Stage, end: Sent) -> None:
    whatsapp = OnWhatsApp(end, LOST)
    whatsapp.really = None
    puts(stage, "satu", "dua")
    whatsapp.step(stage)
    assert {row["together"] for row in messages(stage.database, direction="out")} == {None}
    change(stage, "UPDATE messages SET status = 'superseded' WHERE text = 'dua'")
    change(stage, "UPDATE messages SET error = ''")
    puts(stage, "tiga")
    let_wait(stage)
    whatsapp.step(stage)
    assert whatsapp.said == ["satu\n\ndua", "satu\n\ntiga"]
    assert whatsapp.asked == ["satu\n\ntiga"]
    whatsapp.really = ["SM9"]
    let_wait(stage)
    whatsapp.drain(stage)
    assert set(whatsapp.asked) == {"satu\n\ntiga"}
    assert statuses(stage) == ["sent", "superseded", "sent"]


def test_what_was_taken_back_is_no_part_of_the_words_that_are_looked_up(stage: Stage) -> None:
    whatsapp = OnWhatsApp(LOST)
    whatsapp.really = None
    puts(stage, "satu", "dua", "tiga")
    first = messages(stage.database)[0]["id"]
    change(stage, "UPDATE messages SET status = 'superseded', together = :first WHERE text = 'dua'", first=first)
    whatsapp.step(stage)
    let_wait(stage)
    whatsapp.step(stage)
    assert set(whatsapp.asked) == {"satu\n\ntiga"}


@pytest.mark.parametrize("status", ["doubtful", "sending"])
def test_nothing_steps_over_what_is_in_doubt_or_under_way(stage: Stage, status: str) -> None:
    whatsapp = OnWhatsApp()
    whatsapp.really = None
    puts(stage, "satu", "dua", "tiga", "empat")
    with stage.database.read() as connection:
        until = int(real_now(connection).timestamp() * 1000) + 60_000
    change(
        stage,
        "UPDATE messages SET status = :status, looks = 0, doubt_since = 0, lease_until = :until WHERE text = 'tiga'",
        status=status,
        until=until,
    )
    whatsapp.step(stage)
    assert whatsapp.said == ["satu\n\ndua"]


def test_what_is_for_who_had_the_number_before_joins_nothing(stage: Stage, whatsapp: OnWhatsApp) -> None:
    puts(stage, "satu")
    put(stage, "budi", "rahasia Budi", channel="whatsapp")
    change(stage, "UPDATE messages SET lane = :lane WHERE text = 'rahasia Budi'", lane=SARI)
    whatsapp.step(stage)
    assert whatsapp.said == ["satu"]


# Rest after a burst.


def test_after_a_burst_a_chat_is_given_rest(stage: Stage, whatsapp: OnWhatsApp) -> None:
    whatsapp.pace = 1.0
    whatsapp.joins = False
    pauses = []
    for nth in range(13):
        puts(stage, f"pesan {nth}")
        whatsapp.step(stage)
        pauses.append(round(waits(stage, lane(stage, SARI))))
        change(stage, "UPDATE lanes SET not_before = 0")
    assert pauses[:10] == [1] * 10
    assert [6 * (nth + 1) - 1 <= pause <= 6 * (nth + 1) for nth, pause in enumerate(pauses[10:])] == [True] * 3
    change(stage, "UPDATE lanes SET tired_until = 0")
    puts(stage, "sudah tenang")
    whatsapp.step(stage)
    assert round(waits(stage, lane(stage, SARI))) == 1
    assert {row["lane"] for row in all_rows(stage.database)["lanes"]} == {SARI}
