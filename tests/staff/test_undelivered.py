"""Undelivered: the list of what did not arrive, at the desk and by command, and what staff do about it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from app import TRAITS
from bot.message import Result, Sent
from bot.sender import Sender
from models import outbox, reports
from models.clock import real_now
from models.conversations import MASK, tell
from models.housekeeping import tidy_reports
from models.money import Money
from models.sending import Received
from tests.rows import all_rows, messages
from tests.staff.conftest import Desk
from tests.stage import Recorder, Stage
from tests.waiting import change, put

RECEIVED = Received(Money(50_000), "Budi H.", "", "8F2K9QTM", datetime(2026, 11, 24, 7, 5, tzinfo=UTC))


def count(stage: Stage) -> tuple[int, int]:
    """Return how many dead letters there are, and how many of them may have arrived."""
    with stage.database.read() as connection:
        return outbox.dead_letters(connection), outbox.unknown_sends(connection)


def ended(stage: Stage, said: str, status: str, error: str = "", **more: str) -> int:
    """Have a message to Budi end like this; return its number."""
    put(stage, "budi", said, **more)
    change(stage, "UPDATE messages SET status = :it, error = :why WHERE text = :said", it=status, why=error, said=said)
    return int(next(row["id"] for row in messages(stage.database) if row["text"] == said))


def test_the_list_says_what_why_and_what_to_do(desk: Desk) -> None:
    stage = desk.stage
    assert "Everything was delivered" in desk.see("/staff/undelivered")
    refused = ended(stage, "satu", "failed", "400", channel="whatsapp")
    unknown = ended(stage, "dua <b>", "unknown", "502")
    ended(stage, "tiga", "held", "63016")
    ended(stage, "empat", "failed", "63024")
    page = desk.see("/staff/undelivered")
    assert "4 messages did not arrive" in page
    assert "This number is not on WhatsApp." in page
    assert "free text only within 24 hours" in page
    assert "it is held, and goes by itself once she writes" in page
    assert "dua &lt;b&gt;" in page
    assert f"send-again {refused} --by dewi</code>" in page
    assert f"send-again {unknown} --by dewi --although-it-may-arrive-twice</code>" in page
    assert f"around={refused}#m{refused}" in page
    assert "Everything" not in page


def test_the_page_says_that_a_channel_takes_nothing_from_us(desk: Desk) -> None:
    class Shut(Recorder):
        async def send(self, _out: object) -> Sent:
            return Sent(Result.SHUT, error="InvalidToken")

    put(desk.stage, "budi", "satu")
    sender = Sender(desk.stage.database, {"telegram": Shut("telegram")}, desk.stage.secrets, TRAITS.__getitem__)
    asyncio.run(sender.step())
    change(desk.stage, "UPDATE messages SET created_at = created_at - 600000 WHERE text = 'satu'")
    page = desk.see("/staff/undelivered")
    assert "Telegram takes nothing from us" in page
    assert "1 waiting to be sent, the oldest for 10 min" in page


def test_long_lists_have_pages(desk: Desk) -> None:
    put(desk.stage, "budi", *[f"berita {nth}" for nth in range(60)])
    change(desk.stage, "UPDATE messages SET status = 'failed' WHERE text LIKE 'berita %'")
    first = desk.see("/staff/undelivered")
    older = first.partition("/staff/undelivered?before=")[2].partition('"')[0]
    second = desk.see(f"/staff/undelivered?before={older}")
    assert (first.count("<li id="), second.count("<li id=")) == (50, 10)
    assert "berita 59" in first
    assert "berita 0<" in second


def test_the_list_by_command(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    stage = desk.stage
    assert stage.staff(["undelivered"]) == 0
    assert "Everything was delivered" in capsys.readouterr().out
    number = ended(stage, "satu", "failed", "63003")
    put(stage, "sari", "halo")
    assert stage.staff(["undelivered"]) == 0
    told = capsys.readouterr().out
    assert f"#{number} Budi H. 0812••••5544, telegram" in told
    assert "WhatsApp does not know this number. | “satu”" in told
    assert "telegram: 1 waiting" in told


def test_the_same_words_go_out_again_once(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    stage = desk.stage
    with stage.database.begin() as connection:
        tell(stage.desk(connection), stage.id_of("budi"), RECEIVED)
    stage.send()
    change(stage, "UPDATE messages SET status = 'failed', error = '400' WHERE fact = 'received'")
    (first,) = messages(stage.database, fact="received")
    assert count(stage) == (1, 0)
    assert stage.staff(["send-again", str(first["id"]), "--by", "dewi"]) == 0
    assert count(stage) == (0, 0)
    stage.send()
    again = messages(stage.database, fact="received")[1]
    assert (again["text"], again["status"], again["fact_data"]) == (first["text"], "sent", first["fact_data"])
    assert stage.staff(["send-again", str(first["id"]), "--by", "dewi"]) == 2
    assert "somebody has settled it already" in capsys.readouterr().err
    assert len(messages(stage.database, fact="received")) == 2
    (line,) = desk.audit("send again")
    assert (line["actor"], line["subject"]) == ("dewi", f"message {first['id']}")
    assert "It was sent again." in desk.see(f"/staff/conversations/{first['conversation_id']}")


def test_what_may_have_arrived_goes_again_only_by_a_word_more(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    number = ended(desk.stage, "satu", "unknown", "502")
    assert desk.stage.staff(["send-again", str(number), "--by", "dewi"]) == 2
    assert "--although-it-may-arrive-twice" in capsys.readouterr().err
    assert count(desk.stage) == (1, 1)
    assert desk.stage.staff(["send-again", str(number), "--by", "dewi", "--although-it-may-arrive-twice"]) == 0
    assert count(desk.stage) == (0, 0)
    assert "may arrive twice" in desk.audit("send again")[0]["detail"]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"text": f"Kode: {MASK}"}, "held a secret"),
        ({"extra": {"buttons": [{"label": "PIN", "link": True}]}}, "held a secret"),
        ({"question": "amount"}, "asks something"),
        ({"status": "held"}, "goes by itself"),
        ({"status": "sent"}, "was delivered"),
        ({"blocked": True}, "blocked the bot"),
        ({"moved": True}, "not hers any more"),
    ],
)
def test_what_is_not_sent_again(desk: Desk, more: dict[str, Any], why: str, capsys: pytest.CaptureFixture[str]) -> None:
    stage, left = desk.stage, dict(more)
    said, status = str(left.pop("text", "satu")), str(left.pop("status", "failed"))
    blocked, moved = left.pop("blocked", False), left.pop("moved", False)
    put(stage, "budi", said, **left)
    change(stage, "UPDATE messages SET status = :it", it=status)
    if blocked:
        change(stage, "UPDATE identities SET blocked_us = true")
    if moved:
        change(stage, "UPDATE identities SET customer_id = NULL")
    (row,) = messages(stage.database)
    assert stage.staff(["send-again", str(row["id"]), "--by", "dewi"]) == 2
    assert why in capsys.readouterr().err
    assert len(messages(stage.database)) == 1
    assert desk.audit("send again") == []


@pytest.mark.parametrize("status", ["failed", "unknown", "held"])
def test_what_is_set_aside_is_off_the_list_and_never_sent(desk: Desk, status: str) -> None:
    stage = desk.stage
    number = ended(stage, "satu", status)
    assert stage.staff(["set-aside", str(number), "--by", "dewi", "--reason", " "]) == 2
    assert stage.staff(["set-aside", str(number), "--by", "dewi", "--reason", "told by phone"]) == 0
    assert stage.staff(["set-aside", str(number), "--by", "dewi", "--reason", "told by phone"]) == 2
    assert count(stage) == (0, 0)
    assert messages(stage.database)[0]["status"] == ("failed" if status == "held" else status)
    assert [line["detail"] for line in desk.audit("set aside")] == ["told by phone"]


def test_several_go_together_or_not_at_all(desk: Desk) -> None:
    numbers = [str(ended(desk.stage, said, "failed")) for said in ("satu", "dua")]
    assert desk.stage.staff(["send-again", *numbers, "999999", "--by", "dewi"]) == 2
    assert count(desk.stage) == (2, 0)
    assert desk.stage.staff(["send-again", *numbers, "--by", "dewi"]) == 0
    assert count(desk.stage) == (0, 0)


def test_who_blocked_the_bot_is_on_no_list(desk: Desk) -> None:
    class Refusing(Recorder):
        async def send(self, _out: object) -> Sent:
            return Sent(Result.BLOCKED, error="Forbidden: bot was blocked by the user")

    stage = desk.stage
    put(stage, "joko", "satu", "dua")
    sender = Sender(stage.database, {"telegram": Refusing("telegram")}, stage.secrets, TRAITS.__getitem__)
    asyncio.run(sender.drain())
    assert [row["status"] for row in messages(stage.database)] == ["failed", "failed"]
    assert count(stage) == (0, 0)


# What the channel reports later.


def report(stage: Stage, status: str, error: str = "", sid: str = "SM1") -> None:
    stage.database.run(lambda tables: reports.report(tables, "whatsapp", sid, status, error=error, at=real_now(tables)))


@pytest.mark.parametrize(
    ("told", "stands"),
    [
        (["sent", "delivered", "read"], "read"),
        (["read", "delivered", "sent"], "read"),
        (["delivered", "delivered", "sent"], "delivered"),
        (["delivered", "failed"], "delivered"),
        (["failed", "sent"], "failed"),
        (["undelivered", "delivered"], "delivered"),
        (["queued", "accepted", "no such status"], "sent"),
    ],
)
@pytest.mark.parametrize("early", [0, 1, 3])
def test_reports_come_in_any_order_and_before_the_id_is_known(
    stage: Stage, told: list[str], stands: str, early: int
) -> None:
    put(stage, "budi", "satu", channel="whatsapp")
    for status in told[:early]:
        report(stage, status)

    class Known(Recorder):
        async def send(self, _out: object) -> Sent:
            return Sent(Result.SENT, message_id="SM1")

    sender = Sender(stage.database, {"whatsapp": Known("whatsapp")}, stage.secrets, TRAITS.__getitem__)
    asyncio.run(sender.drain())
    for status in told[early:] * 2:
        report(stage, status)
    assert messages(stage.database)[0]["status"] == stands


def test_what_fails_after_it_was_sent_is_a_dead_letter_with_its_reason(desk: Desk) -> None:
    stage = desk.stage
    put(stage, "budi", "satu", channel="whatsapp")
    change(stage, "UPDATE messages SET status = 'sent', provider_id = 'SM1'")
    report(stage, "failed", "63024")
    assert count(stage) == (1, 0)
    assert "This number is not on WhatsApp." in desk.see("/staff/undelivered")


def test_who_blocked_us_on_whatsapp_is_on_no_list_either(stage: Stage) -> None:
    put(stage, "budi", "satu", channel="whatsapp")
    change(stage, "UPDATE messages SET status = 'sent', provider_id = 'SM1'")
    report(stage, "failed", "63014")
    assert messages(stage.database)[0]["status"] == "failed"
    assert count(stage) == (0, 0)


def test_reports_are_tidied_after_a_week_and_an_old_one_is_no_step_back(stage: Stage) -> None:
    put(stage, "budi", "satu", channel="whatsapp")
    change(stage, "UPDATE messages SET status = 'sent', provider_id = 'SM1'")
    report(stage, "read")
    report(stage, "delivered", sid="SM-of-nobody")
    week = 7 * 24 * 3600 * 1000
    change(stage, "UPDATE statuses SET at = at - :it", it=week - 60_000)
    stage.database.run(tidy_reports)
    assert len(all_rows(stage.database)["statuses"]) == 2
    change(stage, "UPDATE statuses SET at = at - 120000")
    stage.database.run(tidy_reports)
    assert all_rows(stage.database)["statuses"] == []
    report(stage, "failed", "63016")
    assert messages(stage.database)[0]["status"] == "read"
