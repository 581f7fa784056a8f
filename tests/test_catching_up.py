"""Catching up: what was written during an outage is fetched once, answered, and pays nothing when it is old."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection

from bot.catching_up import CatchingUp
from bot.channels.base import Listed
from bot.message import Deed, Kind, Outgoing
from models.caught_up import caught_up, set_caught_up
from models.check_books import check
from models.clock import now
from models.leases import take
from tests.rows import all_rows, messages
from tests.stage import PEOPLE, PIN, Stage

HIDDEN = "whatsapp:US.13491208655302741918"


@dataclass
class Twilio:
    """Its list of what customers wrote."""

    stage: Stage
    name: str = "whatsapp"
    has: list[Listed] = field(default_factory=list)
    asked: list[datetime] = field(default_factory=list)
    trouble: bool = False
    hidden: set[str] = field(default_factory=set)
    """Who hides her number, so that the list has her lasting id."""

    def wrote(self, name: str, words: str, *, ago: float, media: bool = False, address: str = "") -> Listed:
        """Somebody wrote so many minutes ago, and no call of ours was answered."""
        phone = "" if address or name in self.hidden else PEOPLE[name].phone
        where = address or (f"whatsapp:{phone}" if phone else Stage.sender_of("whatsapp", name))
        at = self.time() - timedelta(minutes=ago)
        one = Listed(f"SM{len(self.has)}", where, phone, words, at.replace(microsecond=0), media)
        self.has.append(one)
        return one

    def time(self) -> datetime:
        with self.stage.database.read() as connection:
            return now(connection)

    async def listed(self, since: datetime, most: int, until: datetime | None = None) -> list[Listed]:
        self.asked.append(since)
        if self.trouble:
            raise ConnectionError
        found = [each for each in self.has if each.at >= since and (until is None or each.at <= until)]
        return sorted(found, key=lambda each: each.at)[-most:]


@pytest.fixture
def twilio(stage: Stage) -> Twilio:
    """It was read an hour ago; Budi and Sari wrote on WhatsApp before that."""
    for name in ("budi", "sari"):
        stage.say("whatsapp", name, "menu")
    with stage.database.begin() as connection:
        set_caught_up(connection, "whatsapp", now(connection))
    stage.wait(timedelta(hours=1))
    return Twilio(stage)


def catch_up(twilio: Twilio) -> int:
    stage = twilio.stage
    one = CatchingUp(stage.database, stage.intake, twilio, default_language="id")
    taken = asyncio.run(one.step())
    stage.send()
    with stage.database.begin() as connection:  # The process is gone, and its lease with it.
        take(connection, "catch up whatsapp", one._holder, seconds=-1)
    return taken


def cases(stage: Stage) -> list[str]:
    return [row["kind"] for row in all_rows(stage.database)["cases"]]


def told(stage: Stage, name: str, before: int) -> list[str]:
    return [out.text for out in heard_by(stage, name)[before:]]


def heard_by(stage: Stage, name: str) -> list[Outgoing]:
    """What was sent to somebody's number, or to her lasting id while she hides it."""
    at = (stage.address_of("whatsapp", name), stage.sender_of("whatsapp", name))
    return [out for out in stage.recorders["whatsapp"].sent if out.to in at]


def books_are_clean(stage: Stage) -> None:
    with stage.database.read() as connection:
        assert check(connection) == []


# What works.


def test_what_never_came_is_answered_in_its_order(twilio: Twilio) -> None:
    stage = twilio.stage
    twilio.hidden.add("budi")
    before = len(stage.phone("whatsapp", "budi"))
    twilio.wrote("budi", "50rb", ago=4)
    twilio.wrote("budi", "kirim uang ke 081298764567", ago=5)
    assert catch_up(twilio) == 2
    assert "Rp50.000" in told(stage, "budi", before)[-1]
    kept = messages(stage.database, direction="in")[-2:]
    assert [row["delivery"] for row in kept] == ["whatsapp:SM1", "whatsapp:SM0"]
    assert [row["provider_id"] for row in kept] == ["SM1", "SM0"]
    assert catch_up(twilio) == 0


def test_a_call_that_comes_after_all_is_a_repeat(twilio: Twilio) -> None:
    stage = twilio.stage
    one = twilio.wrote("budi", "saldo", ago=5)
    catch_up(twilio)
    before = len(stage.phone("whatsapp", "budi"))
    stage.hear("whatsapp", "budi", text="saldo", key=one.key, body="the bytes of the call")
    assert told(stage, "budi", before) == []
    assert cases(stage) == []
    stage.hear("whatsapp", "sari", text="saldo", key="SM9", body="the bytes")
    twilio.has.append(replace(one, key="SM9"))
    assert catch_up(twilio) == 0


def test_what_may_still_be_on_its_way_is_left(twilio: Twilio) -> None:
    twilio.wrote("budi", "saldo", ago=1)
    assert catch_up(twilio) == 0
    twilio.stage.wait(timedelta(minutes=3))
    assert catch_up(twilio) == 1


def test_it_asks_from_where_it_was_with_some_overlap(twilio: Twilio) -> None:
    catch_up(twilio)
    catch_up(twilio)
    first, second = twilio.asked
    assert timedelta(minutes=65) <= twilio.time() - first <= timedelta(minutes=75)
    assert timedelta(minutes=11) <= twilio.time() - second <= timedelta(minutes=13)
    twilio.stage.wait(timedelta(days=30))
    catch_up(twilio)
    assert twilio.time() - twilio.asked[-1] <= timedelta(days=3, seconds=10)


def test_what_was_written_before_the_wallet_was_here_is_not_for_it(stage: Stage) -> None:
    twilio = Twilio(stage)
    twilio.wrote("budi", "saldo", ago=30)
    assert catch_up(twilio) == 0
    stage.wait(timedelta(minutes=5))
    assert [each for each in twilio.has if each.at >= twilio.time() - timedelta(minutes=20)] == []
    assert catch_up(twilio) == 0


def test_a_list_that_is_not_told_is_asked_for_again(twilio: Twilio) -> None:
    twilio.wrote("budi", "saldo", ago=5)
    twilio.trouble = True
    with pytest.raises(ConnectionError):
        catch_up(twilio)
    twilio.trouble = False
    with twilio.stage.database.begin() as connection:
        connection.exec_driver_sql("DELETE FROM leases")
    assert catch_up(twilio) == 1


def test_one_process_does_it_at_a_time(twilio: Twilio) -> None:
    twilio.wrote("budi", "saldo", ago=5)
    with twilio.stage.database.begin() as connection:
        assert take(connection, "catch up whatsapp", "another", seconds=60)
    one = CatchingUp(twilio.stage.database, twilio.stage.intake, twilio, default_language="id")
    assert asyncio.run(one.step()) == 0
    assert twilio.asked == []


def test_what_could_not_be_kept_is_compared_again(twilio: Twilio, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.intake import End, Received

    stage = twilio.stage
    twilio.wrote("budi", "saldo", ago=5)
    with stage.database.read() as connection:
        before = caught_up(connection, "whatsapp")
    monkeypatch.setattr(stage.intake, "receive", lambda _said: Received(End.FAILED))
    assert catch_up(twilio) == 0
    monkeypatch.undo()
    with stage.database.read() as connection:
        assert caught_up(connection, "whatsapp") == before
    assert catch_up(twilio) == 1


# What is old, or out of its order, pays nothing.


def review(stage: Stage) -> None:
    stage.say("whatsapp", "budi", "kirim 50rb ke 081298764567")


def test_an_agreement_of_twenty_minutes_ago_agrees_to_nothing(twilio: Twilio) -> None:
    stage = twilio.stage
    review(stage)
    stage.wait(timedelta(minutes=25))
    before = len(stage.phone("whatsapp", "budi"))
    twilio.wrote("budi", "ya", ago=20)
    catch_up(twilio)
    (said,) = told(stage, "budi", before)
    assert "terlambat sampai" in said
    assert "Rp" not in said, "the question may be read by somebody else"
    assert "Tolong tulis sekali lagi" in said
    assert messages(stage.database, direction="in")[-1]["question"] == ""


def test_a_pin_of_twenty_minutes_ago_pays_nothing_and_is_stored_nowhere(twilio: Twilio) -> None:
    stage = twilio.stage
    review(stage)
    stage.say("whatsapp", "budi", "ya")
    stage.wait(timedelta(minutes=25))
    one = twilio.wrote("budi", PIN, ago=20)
    catch_up(twilio)
    assert stage.balance("budi") == 1_250_000
    assert PIN not in str(all_rows(stage.database))
    redactions = [doing.target for doing in stage.recorders["whatsapp"].done if doing.deed is Deed.REDACT]
    assert redactions == [one.key]


def test_a_fresh_pin_pays_as_if_it_had_come(twilio: Twilio) -> None:
    stage = twilio.stage
    review(stage)
    stage.say("whatsapp", "budi", "ya")
    stage.wait(timedelta(minutes=6))
    twilio.hidden.add("budi")
    twilio.wrote("budi", PIN, ago=5)
    catch_up(twilio)
    assert stage.balance("budi") == 1_200_000
    assert PIN not in str(all_rows(stage.database))


def test_what_was_written_before_what_came_is_out_of_its_order(twilio: Twilio) -> None:
    stage = twilio.stage
    twilio.hidden.add("budi")
    twilio.wrote("budi", PIN, ago=0)
    stage.wait(timedelta(seconds=30))
    review(stage)
    stage.say("whatsapp", "budi", "ya")
    stage.wait(timedelta(minutes=3))
    catch_up(twilio)
    assert stage.balance("budi") == 1_250_000
    assert "terlambat sampai" in heard_by(stage, "budi")[-1].text


def test_what_comes_while_it_is_fetched_makes_the_rest_stale(twilio: Twilio, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = twilio.stage
    review(stage)
    stage.wait(timedelta(minutes=6))
    twilio.hidden.add("budi")
    twilio.wrote("budi", "ya", ago=5)
    twilio.wrote("budi", PIN, ago=4)
    receive = stage.intake.receive

    def crossed(said: object) -> object:
        monkeypatch.undo()
        received = receive(said)  # type: ignore[arg-type]  # handed on as it is
        stage.wait(timedelta(seconds=1))
        stage.say("whatsapp", "budi", "batal")
        review(stage)
        stage.say("whatsapp", "budi", "ya")
        return received

    monkeypatch.setattr(stage.intake, "receive", crossed)
    catch_up(twilio)
    assert stage.balance("budi") == 1_250_000


def test_several_late_ones_are_answered_once(twilio: Twilio) -> None:
    stage = twilio.stage
    before = len(stage.phone("whatsapp", "budi"))
    for ago in (40, 30, 20):
        twilio.wrote("budi", "halo? saldo", ago=ago)
    assert catch_up(twilio) == 3
    assert len(told(stage, "budi", before)) == 1
    silent = [row["silent"] for row in messages(stage.database, direction="in")[-3:]]
    assert silent == ["told with one that came late after it"] * 2 + [""]
    books_are_clean(stage)


def test_a_late_one_is_told_though_the_next_is_in_time(twilio: Twilio) -> None:
    stage = twilio.stage
    twilio.hidden.add("budi")
    twilio.wrote("budi", "kirim 50rb", ago=0)
    stage.wait(timedelta(seconds=30))
    stage.say("whatsapp", "budi", "menu")
    stage.wait(timedelta(seconds=30))
    twilio.wrote("budi", "saldo", ago=0)
    stage.wait(timedelta(minutes=3))
    before = len(heard_by(stage, "budi"))
    assert catch_up(twilio) == 2
    late, answer = told(stage, "budi", before)
    assert "terlambat sampai" in late
    assert "Rp1.250.000" in answer
    books_are_clean(stage)


def test_a_late_wish_to_block_is_begun_at_once(twilio: Twilio) -> None:
    stage = twilio.stage
    twilio.wrote("budi", "blokir akun saya, hp hilang", ago=40)
    catch_up(twilio)
    said = stage.phone("whatsapp", "budi")[-1].text
    assert "terlambat sampai" in said
    assert "lokir" in said.partition("\n")[2]


def test_with_a_person_late_words_are_kept_for_her(twilio: Twilio) -> None:
    stage = twilio.stage
    stage.say("whatsapp", "budi", "bicara dengan petugas")
    before = len(stage.phone("whatsapp", "budi"))
    twilio.wrote("budi", "menu", ago=20)
    catch_up(twilio)
    assert told(stage, "budi", before) == []
    assert messages(stage.database, direction="in")[-1]["text"] == "menu"
    books_are_clean(stage)


def test_with_a_person_several_late_words_are_hers_too(twilio: Twilio) -> None:
    stage = twilio.stage
    stage.say("whatsapp", "budi", "bicara dengan petugas")
    before = len(stage.phone("whatsapp", "budi"))
    for ago in (30, 20):
        twilio.wrote("budi", "menu", ago=ago)
    catch_up(twilio)
    assert told(stage, "budi", before) == []
    silent = {row["silent"] for row in messages(stage.database, direction="in")[-2:]}
    assert silent == {"a person has the conversation"}
    books_are_clean(stage)


# What the list does not carry.


@pytest.mark.parametrize("media", [True, False])
def test_a_photo_is_not_in_the_list_and_is_asked_for_again(twilio: Twilio, media: bool) -> None:
    stage = twilio.stage
    twilio.hidden.add("budi")
    twilio.wrote("budi", "", ago=5, media=media)
    assert catch_up(twilio) == 1
    said = heard_by(stage, "budi")[-1].text
    assert ("terlambat sampai" if media else "belum bisa dibaca") in said
    assert messages(stage.database, direction="in")[-1]["kind"] == Kind.OTHER


def test_a_stranger_is_asked_to_write_again_for_her_id_is_not_known(twilio: Twilio) -> None:
    stage = twilio.stage
    one = twilio.wrote("joko", "daftar", ago=5)
    assert catch_up(twilio) == 1
    (out,) = stage.phone("whatsapp", "joko")
    assert "Tolong tulis sekali lagi" in out.text
    assert not [row for row in all_rows(stage.database)["identities"] if row["phone"] == PEOPLE["joko"].phone]
    (row,) = messages(stage.database, delivery=f"whatsapp:{one.key}")
    assert (row["status"], row["text"]) == ("ignored", "")
    stage.hear("whatsapp", "joko", text="daftar", key=one.key, body="the bytes")
    assert cases(stage) == []
    assert catch_up(twilio) == 0


def test_a_number_that_was_silent_for_long_may_be_somebody_elses(twilio: Twilio) -> None:
    stage = twilio.stage
    stage.wait(timedelta(days=31))
    before = len(stage.phone("whatsapp", "budi"))
    twilio.wrote("budi", "saldo", ago=5)
    catch_up(twilio)
    (said,) = told(stage, "budi", before)
    assert "Tolong tulis sekali lagi" in said
    assert "Rp" not in said


def test_who_hides_her_number_is_known_by_her_id(twilio: Twilio) -> None:
    stage = twilio.stage
    said = stage.message("whatsapp", "joko", text="halo")
    stage.intake.receive(replace(said, sender=HIDDEN, address=HIDDEN, phone=""))
    stage.wait(timedelta(minutes=6))
    twilio.wrote("joko", "daftar", ago=5, address=HIDDEN)
    assert catch_up(twilio) == 1
    assert "Nomor HP" in stage.recorders["whatsapp"].sent[-1].text
    assert stage.recorders["whatsapp"].sent[-1].to == HIDDEN


def test_a_flood_is_not_fetched_afterwards(twilio: Twilio) -> None:
    stage = twilio.stage
    for nth in range(120):
        stage.intake.receive(stage.message("whatsapp", "budi", text="saldo", key=f"flood-{nth}"))
    at = twilio.time()
    for nth in range(119, 100, -1):
        twilio.has.append(
            Listed(f"flood-{nth}", stage.address_of("whatsapp", "budi"), PEOPLE["budi"].phone, "saldo", at, media=False)
        )
    stage.wait(timedelta(minutes=4))
    before = len(messages(stage.database, direction="in"))
    catch_up(twilio)
    assert len(messages(stage.database, direction="in")) == before


def test_what_was_written_long_after_a_flood_is_none_of_it(twilio: Twilio) -> None:
    stage = twilio.stage
    for nth in range(120):
        stage.intake.receive(stage.message("whatsapp", "budi", text="saldo", key=f"flood-{nth}"))
    stage.wait(timedelta(hours=3))
    twilio.wrote("budi", "saldo", ago=5)
    assert catch_up(twilio) == 1
    assert "terlambat sampai" in stage.phone("whatsapp", "budi")[-1].text


# Whose a number is by now, nobody knows.


def test_whoever_has_a_number_now_reads_nothing_of_who_had_it(twilio: Twilio) -> None:
    stage = twilio.stage
    review(stage)
    with stage.database.begin() as connection:
        connection.execute(text("UPDATE messages SET status = 'held' WHERE id = (SELECT MAX(id) FROM messages)"))
    before = len(stage.phone("whatsapp", "budi"))
    stage.wait(timedelta(minutes=6))
    for words in ("saldo", "ya", "lanjut"):
        twilio.wrote("budi", words, ago=5)
    assert catch_up(twilio) == 3
    (said,) = told(stage, "budi", before)
    assert "Tolong tulis sekali lagi" in said
    assert "Rp" not in said
    assert "Budi" not in said
    assert messages(stage.database, status="held"), "what is held waits for her own message"


def test_what_was_open_is_open_still_after_late_words(twilio: Twilio) -> None:
    stage = twilio.stage
    review(stage)
    stage.say("whatsapp", "budi", "ya")
    twilio.wrote("budi", "halo", ago=0)
    stage.wait(timedelta(minutes=3))
    catch_up(twilio)
    stage.enter("whatsapp", "budi", PIN)
    assert stage.balance("budi") == 1_200_000


def test_a_wish_to_block_is_begun_whatever_late_words_follow(twilio: Twilio) -> None:
    stage = twilio.stage
    twilio.wrote("budi", "blokir akun saya", ago=5)
    twilio.wrote("budi", "halo?", ago=4)
    before = len(stage.phone("whatsapp", "budi"))
    assert catch_up(twilio) == 2
    assert any("Blokir akunmu sekarang?" in said for said in told(stage, "budi", before))


def test_who_hides_her_number_by_now_is_told_nothing_at_it(twilio: Twilio) -> None:
    stage = twilio.stage
    said = stage.message("whatsapp", "budi", text="menu")
    stage.intake.receive(replace(said, address=stage.sender_of("whatsapp", "budi"), phone=""))
    stage.wait(timedelta(minutes=6))
    twilio.wrote("budi", "saldo", ago=5)
    catch_up(twilio)
    assert [row["address"] for row in all_rows(stage.database)["identities"] if "ID.budi" in row["sender"]] == [
        "whatsapp:ID.budi"
    ]


# A list that is too long for once.


def test_a_long_list_is_gone_through_before_the_mark_moves(twilio: Twilio, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = twilio.stage
    monkeypatch.setattr("bot.catching_up.MOST", 3)
    monkeypatch.setattr("bot.catching_up.PARTS", 2)
    for nth in range(9):
        twilio.wrote("joko", f"halo {nth}", ago=50 - nth)
    mark = read(stage, lambda tables: caught_up(tables, "whatsapp"))
    one = CatchingUp(stage.database, stage.intake, twilio, default_language="id")
    assert asyncio.run(one.step()) == 5
    assert read(stage, lambda tables: caught_up(tables, "whatsapp")) == mark
    assert asyncio.run(one.step()) == 4
    assert len(twilio.asked) == 4
    assert asyncio.run(one.step()) == 0
    moved = read(stage, lambda tables: caught_up(tables, "whatsapp"))
    assert mark is not None
    assert moved is not None
    assert moved > mark + timedelta(minutes=50)
    assert len([row for row in messages(stage.database, direction="in") if row["error"]]) == 9


def test_a_list_that_leaves_some_out_moves_no_mark(
    twilio: Twilio, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stage = twilio.stage
    monkeypatch.setattr("bot.catching_up.MOST", 3)
    for nth in range(5):
        twilio.wrote("joko", f"halo {nth}", ago=50 - nth)
    mark, whole = read(stage, lambda tables: caught_up(tables, "whatsapp")), twilio.listed

    async def by_day(since: datetime, most: int, until: datetime | None = None) -> list[Listed]:
        return [] if until else await whole(since, most)

    monkeypatch.setattr(twilio, "listed", by_day)
    assert catch_up(twilio) == 3
    assert read(stage, lambda tables: caught_up(tables, "whatsapp")) == mark
    assert "does not list all" in caplog.text


def read(stage: Stage, question: Callable[[Connection], datetime | None]) -> datetime | None:
    with stage.database.read() as connection:
        return question(connection)
