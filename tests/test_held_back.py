"""The 24-hour window: what goes by an approved notice, what is held, and how it comes to its reader after all."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.message import Kind, Message, Outgoing, Result, Sent
from bot.outside import SUBJECTS
from models.clock import real_now
from models.conversations import MASK, tell
from models.dead_letters import undelivered
from models.friend_asking import AskFriend
from models.handing import StaffSaid
from models.held_back import OUTSIDE, TOO_FAST
from models.money import AMOUNT_MAX, Money
from models.orders import Agreed, Fact, all_facts
from models.outbox import give_up_late
from models.reports import report
from models.sending import Received
from models.upgrading import MadePremium
from tests.rows import messages
from tests.stage import PIN, Stage
from tests.waiting import change, let_wait, put, statuses, waits
from tests.windowed import DAY, OnWhatsApp

RECEIVED = Received(Money(50_000), "Budi H.", "", "8F2K9QTM", datetime(2026, 11, 24, 7, 5, tzinfo=UTC))
REFUSED = Sent(Result.OUTSIDE, error=OUTSIDE)


def tells(stage: Stage, name: str, told: Fact) -> None:
    with stage.database.begin() as connection:
        tell(stage.desk(connection), stage.id_of(name), told)


def writes(stage: Stage, name: str, words: str) -> None:
    """Somebody writes; nothing is sent yet."""
    stage.intake.receive(stage.message("whatsapp", name, text=words))


def reported(stage: Stage, sid: str, error: str, status: str = "failed") -> None:
    with stage.database.begin() as connection:
        report(connection, "whatsapp", sid, status, error=error, at=real_now(connection))


def on_the_list(stage: Stage) -> list[str]:
    with stage.database.read() as connection:
        return [each.status for each in undelivered(connection, before=AMOUNT_MAX, count=10)]


class AsWorded(OnWhatsApp):
    """Keeps by which notice each message was looked up."""

    def __init__(self, *ends: Sent, notices: tuple[str, ...] = ()) -> None:
        super().__init__(*ends, notices=notices)
        self.notices_asked: list[str] = []

    async def look_up(self, out: Outgoing, since: float) -> list[str] | None:
        self.notices_asked.append(out.notice)
        return await super().look_up(out, since)


@pytest.fixture
def whatsapp() -> OnWhatsApp:
    return OnWhatsApp()


@pytest.fixture
def away(stage: Stage) -> Stage:
    """Budi and Sari have not written for a day; both were last seen on WhatsApp."""
    for name in ("budi", "sari"):
        stage.say("whatsapp", name, "saldo")
    stage.wait(DAY)
    return stage


# Without an approved notice.


def test_within_a_day_of_her_words_a_notice_is_free(stage: Stage, whatsapp: OnWhatsApp) -> None:
    stage.say("whatsapp", "sari", "saldo")
    tells(stage, "sari", RECEIVED)
    whatsapp.drain(stage)
    assert [out.notice for out in whatsapp.sent] == [""]


def test_later_it_is_held_told_to_staff_and_goes_out_before_the_next_answer(away: Stage, whatsapp: OnWhatsApp) -> None:
    tells(away, "sari", RECEIVED)
    whatsapp.drain(away)
    assert whatsapp.said == []
    (row,) = messages(away.database, fact="received")
    assert (row["status"], "Rp50.000" in row["text"]) == ("held", True)
    assert "has not written" in row["error"]
    assert on_the_list(away) == ["held"]
    writes(away, "sari", "menu")
    whatsapp.joins = False  # One by one, to see their order.
    whatsapp.drain(away)
    assert "Rp50.000" in whatsapp.said[0]
    assert "Mau apa" in whatsapp.said[1]
    assert on_the_list(away) == []


def test_what_was_held_for_days_is_not_given_up_once_it_may_go(away: Stage, whatsapp: OnWhatsApp) -> None:
    tells(away, "sari", RECEIVED)
    whatsapp.drain(away)
    away.wait(DAY * 3)
    writes(away, "sari", "menu")
    with away.database.begin() as connection:
        give_up_late(connection)
    whatsapp.drain(away)
    assert "Rp50.000" in whatsapp.said[0]


def test_a_question_that_is_held_is_over_when_she_writes(away: Stage, whatsapp: OnWhatsApp) -> None:
    writes(away, "budi", "kirim uang")
    away.wait(DAY)
    whatsapp.drain(away)
    assert statuses(away, question="recipient") == ["held"]
    writes(away, "budi", "halo")
    whatsapp.drain(away)
    assert statuses(away, question="recipient")[0] == "superseded"
    assert len(whatsapp.said) == 1


def test_a_repeat_of_an_old_message_lets_nothing_go(away: Stage, whatsapp: OnWhatsApp) -> None:
    said = away.message("whatsapp", "sari", text="menu")
    away.intake.receive(said)
    whatsapp.drain(away)
    away.wait(DAY)
    tells(away, "sari", RECEIVED)
    whatsapp.drain(away)
    away.intake.receive(said)
    assert statuses(away, fact="received") == ["held"]


def test_a_number_typed_after_what_was_held_picks_nothing_of_it(away: Stage, whatsapp: OnWhatsApp) -> None:
    ask = AskFriend("ask", away.id_of("budi"), away.id_of("sari"), Money(100_000), Money(0))
    away.order(Agreed(ask, "draft"))
    whatsapp.drain(away)
    assert statuses(away, fact="cash_wanted") == ["held"]
    writes(away, "sari", "1")
    assert messages(away.database, fact="friend_can") == []
    assert statuses(away, fact="cash_wanted") == ["queued"]


def test_a_held_secret_runs_out(away: Stage, whatsapp: OnWhatsApp) -> None:
    with away.database.begin() as connection:
        desk = away.desk(connection)
        tell(desk, away.id_of("sari"), RECEIVED, secret={"note": "1234"})
    whatsapp.drain(away)
    (row,) = messages(away.database, fact="received")
    assert (row["status"], row["sealed"] is not None) == ("held", True)
    away.wait(DAY)
    writes(away, "sari", "halo")
    (row,) = messages(away.database, fact="received")
    assert (row["status"], row["sealed"]) == ("failed", None)


def test_should_she_write_just_then_it_is_not_held(away: Stage) -> None:
    class Slow(OnWhatsApp):
        """She writes while her notice is being looked at."""

        def notice(self, out: Outgoing, subject: str) -> Outgoing | None:
            writes(away, "sari", "menu")
            return super().notice(out, subject)

    tells(away, "sari", RECEIVED)
    slow = Slow()
    slow.step(away)
    assert statuses(away, fact="received") == ["queued"]


# With one.


def test_a_fact_is_told_by_its_notice_and_no_number_picks_its_buttons(away: Stage) -> None:
    whatsapp = OnWhatsApp(notices=("account",))
    tells(away, "sari", MadePremium("Sari", Money(20_000_000), Money(40_000_000)))
    whatsapp.drain(away)
    (out,) = whatsapp.sent
    assert (out.notice, out.buttons) == ("account", ())
    (row,) = messages(away.database, fact="made_premium", channel="whatsapp")
    assert (row["status"], json.loads(row["extra"])["buttons"]) == ("sent", [])
    assert "Premium" in row["text"]
    assert on_the_list(away) == []
    writes(away, "sari", "1")
    assert messages(away.database, question="recipient") == []


def test_what_a_member_of_staff_said_waits_for_no_answer(away: Stage) -> None:
    whatsapp = OnWhatsApp(notices=("waiting",))
    tells(away, "sari", StaffSaid("Rina", "Dana sudah kami lacak."))
    whatsapp.drain(away)
    assert [out.notice for out in whatsapp.sent] == ["waiting"]


def test_what_needs_its_buttons_is_held_all_the_same(away: Stage) -> None:
    whatsapp = OnWhatsApp(notices=("money_in", "money_out", "account", "waiting"))
    ask = AskFriend("ask", away.id_of("budi"), away.id_of("sari"), Money(100_000), Money(0))
    away.order(Agreed(ask, "draft"))
    whatsapp.drain(away)
    assert statuses(away, fact="cash_wanted") == ["held"]


def test_a_notice_that_is_refused_is_held_and_later_told_freely(away: Stage) -> None:
    whatsapp = OnWhatsApp(Sent(Result.FAILED, error="63040"), notices=("money_in",))
    tells(away, "sari", RECEIVED)
    whatsapp.drain(away)
    (row,) = messages(away.database, fact="received")
    assert (row["status"], "63040" in row["error"]) == ("held", True)
    writes(away, "sari", "halo")
    whatsapp.drain(away)
    assert "Rp50.000" in whatsapp.said[1]
    assert whatsapp.sent[1].notice == ""


def test_what_went_by_a_notice_and_is_let_go_is_looked_up_in_free_words(away: Stage) -> None:
    refused, lost = Sent(Result.FAILED, error="63040"), Sent(Result.UNKNOWN, error="no answer")
    whatsapp = AsWorded(refused, lost, notices=("money_in",))
    whatsapp.really = None
    tells(away, "sari", RECEIVED)
    whatsapp.drain(away)
    writes(away, "sari", "halo")
    whatsapp.joins = False
    let_wait(away)
    whatsapp.step(away)
    let_wait(away)
    whatsapp.step(away)
    assert whatsapp.notices_asked == ["", ""]
    assert statuses(away, fact="received") == ["doubtful"]


def test_what_went_by_a_notice_joins_others_in_free_words(away: Stage) -> None:
    refused, lost = Sent(Result.FAILED, error="63040"), Sent(Result.UNKNOWN, error="no answer")
    whatsapp = AsWorded(refused, refused, lost, notices=("money_in",))
    whatsapp.really = None
    tells(away, "sari", RECEIVED)
    tells(away, "sari", RECEIVED)
    whatsapp.drain(away)
    assert statuses(away, fact="received") == ["held", "held"]
    writes(away, "sari", "halo")
    let_wait(away)
    whatsapp.step(away)
    assert whatsapp.sent[-1].text.count("Rp50.000") == 2
    let_wait(away)
    whatsapp.step(away)
    assert [out.notice for out in whatsapp.sent] == ["money_in", "money_in", ""]
    assert whatsapp.notices_asked == ["", ""]


def test_a_notice_whose_answer_was_lost_is_looked_up_as_a_notice(away: Stage) -> None:
    whatsapp = OnWhatsApp(Sent(Result.UNKNOWN, error="no answer"), notices=("money_in",))
    whatsapp.really = None
    tells(away, "sari", RECEIVED)
    whatsapp.step(away)
    assert statuses(away, fact="received") == ["doubtful"]
    whatsapp.really = ["SM9"]
    let_wait(away)
    whatsapp.step(away)
    assert statuses(away, fact="received") == ["sent"]
    assert len(whatsapp.said) == 1


@pytest.mark.parametrize("name", SUBJECTS)
def test_each_notice_is_for_a_fact(name: str) -> None:
    assert name in all_facts()


# What the channel says of the window.


@pytest.mark.parametrize("notices", [(), ("money_in",)])
def test_a_refusal_outside_the_window_leads_to_the_same(stage: Stage, notices: tuple[str, ...]) -> None:
    stage.say("whatsapp", "sari", "saldo")
    whatsapp = OnWhatsApp(REFUSED, notices=notices)
    tells(stage, "sari", RECEIVED)
    whatsapp.drain(stage)
    assert statuses(stage, fact="received") == ["sent" if notices else "held"]
    assert [out.notice for out in whatsapp.sent] == ["", *notices]


@pytest.mark.parametrize("notices", [(), ("money_in",)])
def test_a_refusal_that_comes_later_does_too(stage: Stage, notices: tuple[str, ...]) -> None:
    stage.say("whatsapp", "sari", "saldo")
    whatsapp = OnWhatsApp(notices=notices)
    tells(stage, "sari", RECEIVED)
    whatsapp.drain(stage)
    for _ in range(2):  # Told twice.
        reported(stage, "whatsapp-1", OUTSIDE)
    assert statuses(stage, fact="received") == ["queued"]
    whatsapp.drain(stage)
    assert statuses(stage, fact="received") == ["sent" if notices else "held"]
    writes(stage, "sari", "halo")
    whatsapp.drain(stage)
    assert "Rp50.000" in whatsapp.said[1]


def test_had_she_written_meanwhile_it_is_sent_again_as_it_is(stage: Stage, whatsapp: OnWhatsApp) -> None:
    stage.say("whatsapp", "sari", "saldo")
    tells(stage, "sari", RECEIVED)
    whatsapp.drain(stage)
    change(stage, "UPDATE messages SET sent_at = sent_at - 60000 WHERE fact = 'received'")
    stage.say("whatsapp", "sari", "halo")
    reported(stage, "whatsapp-1", OUTSIDE)
    whatsapp.drain(stage)
    assert statuses(stage, fact="received") == ["sent"]


def test_what_was_too_fast_is_sent_again_after_a_rest(stage: Stage, whatsapp: OnWhatsApp) -> None:
    put(stage, "sari", "satu", channel="whatsapp")
    whatsapp.drain(stage)
    reported(stage, "whatsapp-1", TOO_FAST)
    (row,) = messages(stage.database, text="satu")
    assert row["status"] == "queued"
    assert 5 < waits(stage, int(row["not_before"])) <= 6
    assert not whatsapp.step(stage)
    let_wait(stage)
    whatsapp.drain(stage)
    assert whatsapp.said == ["satu", "satu"]
    reported(stage, "whatsapp-2", TOO_FAST)
    (row,) = messages(stage.database, text="satu")
    assert 11 < waits(stage, int(row["not_before"])) <= 12


@pytest.mark.parametrize("said", [f"Kode {MASK}", "Masukkan PIN"])
def test_words_that_are_not_whole_any_more_are_not_sent_again(stage: Stage, whatsapp: OnWhatsApp, said: str) -> None:
    link = {"label": "PIN", "data": "", "url": "", "copy": "", "contact": False, "link": True}
    extra: dict[str, Any] = {"buttons": [link], "ask": "secret"} if MASK not in said else {}
    put(stage, "sari", said, channel="whatsapp", extra=extra)
    whatsapp.drain(stage)
    reported(stage, "whatsapp-1", OUTSIDE)
    assert statuses(stage) == ["failed"]


def test_what_fails_for_another_reason_fails(stage: Stage, whatsapp: OnWhatsApp) -> None:
    put(stage, "sari", "satu", channel="whatsapp")
    whatsapp.drain(stage)
    reported(stage, "whatsapp-1", "63024")
    assert statuses(stage) == ["failed"]


# A number that is somebody else's by now.


def from_another_phone(stage: Stage, name: str, words: str) -> None:
    """A message from somebody's number, but from a WhatsApp account that we have never heard of."""
    said = stage.message("whatsapp", name, text=words)
    stage.intake.receive(Message(**{**vars(said), "sender": "whatsapp:ID.another"}))


def test_a_new_account_with_a_known_number_has_no_wallet(stage: Stage, whatsapp: OnWhatsApp) -> None:
    stage.say("whatsapp", "budi", "saldo")
    from_another_phone(stage, "budi", "saldo")
    whatsapp.drain(stage)
    assert "Rp1.250.000" not in "".join(whatsapp.said)
    assert "perlu akun KasPro" in whatsapp.said[-1]
    from_another_phone(stage, "budi", PIN)
    from_another_phone(stage, "budi", "kirim 50rb ke 081298764567")
    whatsapp.drain(stage)
    assert stage.balance("budi") == 1_250_000


def test_what_is_meant_for_a_customer_does_not_reach_whoever_has_her_number_now(
    stage: Stage, whatsapp: OnWhatsApp
) -> None:
    stage.say("whatsapp", "budi", "saldo")
    from_another_phone(stage, "budi", "halo")
    whatsapp.drain(stage)
    tells(stage, "budi", RECEIVED)
    whatsapp.drain(stage)
    assert statuses(stage, fact="received") == ["held"]
    assert "somebody else's" in messages(stage.database, fact="received")[0]["error"]
    stage.say("whatsapp", "budi", "halo")
    whatsapp.drain(stage)
    assert statuses(stage, fact="received") == ["sent"]


def test_a_customer_under_a_new_id_is_told_once(stage: Stage, whatsapp: OnWhatsApp) -> None:
    stage.say("whatsapp", "budi", "saldo")
    from_another_phone(stage, "budi", "halo")
    change(
        stage,
        "UPDATE identities SET customer_id = :budi WHERE sender = 'whatsapp:ID.another'",
        budi=stage.id_of("budi"),
    )
    whatsapp.drain(stage)
    put(stage, "budi", "ke yang lama", channel="whatsapp")
    change(stage, "UPDATE identities SET last_in_at = last_in_at - 1000 WHERE sender <> 'whatsapp:ID.another'")
    whatsapp.drain(stage)
    assert statuses(stage)[-1] == "superseded"


def under_a_new_id(stage: Stage, name: str, words: str = "halo") -> None:
    """A customer writes under a new id, which is known to be hers."""
    known = stage.id_of(name)
    from_another_phone(stage, name, words)
    change(
        stage,
        "UPDATE identities SET customer_id = :known, blocked_us = false WHERE sender LIKE '%another'",
        known=known,
    )
    change(stage, "UPDATE identities SET last_in_at = last_in_at - 1000 WHERE sender NOT LIKE '%another'")


def test_what_waited_under_an_older_id_is_told_under_the_newer_one(stage: Stage, whatsapp: OnWhatsApp) -> None:
    stage.say("whatsapp", "budi", "saldo")
    tells(stage, "budi", RECEIVED)
    under_a_new_id(stage, "budi")
    whatsapp.drain(stage)
    assert statuses(stage, fact="received") == ["sent"]
    assert "".join(whatsapp.said).count("Rp50.000") == 1


def test_what_was_held_under_an_older_id_is_told_once_she_writes_under_the_newer_one(
    away: Stage, whatsapp: OnWhatsApp
) -> None:
    tells(away, "sari", RECEIVED)
    whatsapp.drain(away)
    assert statuses(away, fact="received") == ["held"]
    under_a_new_id(away, "sari")
    from_another_phone(away, "sari", "menu")
    whatsapp.drain(away)
    assert statuses(away, fact="received") == ["sent"]
    assert "".join(whatsapp.said).count("Rp50.000") == 1


def test_what_was_told_to_all_ids_is_told_once_at_one_address(stage: Stage, whatsapp: OnWhatsApp) -> None:
    stage.say("whatsapp", "sari", "saldo")
    under_a_new_id(stage, "sari")
    whatsapp.drain(stage)
    stage.make_premium("sari")
    whatsapp.drain(stage)
    assert sorted(statuses(stage, fact="made_premium", channel="whatsapp")) == ["sent", "superseded"]


def test_who_hides_her_number_is_answered_and_asked_for_it(stage: Stage, whatsapp: OnWhatsApp) -> None:
    hidden = "whatsapp:US.13491208655302741918"
    for nth, words in enumerate(["halo", "daftar"]):
        said = Message("whatsapp", hidden, f"hidden-{nth}", Kind.TEXT, text=words, address=hidden, body=f"b{nth}")
        stage.intake.receive(said)
        whatsapp.drain(stage)
    assert {out.to for out in whatsapp.sent} == {hidden}
    assert "Nomor HP" in whatsapp.said[-1]
