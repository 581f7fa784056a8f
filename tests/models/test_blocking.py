"""Blocking: nothing goes in or out of a blocked account, whoever tries, until staff reactivate it (FAQ 6, 8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.message import Kind
from models.blocking import (
    AskToReactivate,
    Block,
    Blocked,
    BlockedAlready,
    LossReported,
    ReportLoss,
    reactivate,
)
from models.cases import LINES_MAX, CaseKind, open_cases
from models.check_books import check
from models.closing import AskToClose
from models.customers import Status, customer, identities_of, set_status
from models.forgotten_pin import CASES_A_DAY, AskedTooOften, AskForNewPin, NewPinAsked
from models.handing import NothingToRate, SayWhetherHelped, hand_back
from models.linking import CannotLink, JoinChannel
from models.money import Money
from models.orders import Agreed, carry_out
from models.phone import Phone
from models.pins import ChangePin, PinChanged, ResetPin, allow_reset
from models.sending import AskPayee, PayeeCannotReceive, PayeeNotToday, SendMoney, Sent, TellPayee
from models.standing import AccountBlocked, NotTakenNow
from models.topping_up import PayIn, ToppedUp
from models.va import va_number
from tests.rows import all_rows, messages
from tests.stage import PEOPLE, Stage


def block(stage: Stage, name: str) -> object:
    return stage.order(Block("", stage.id_of(name)))


def status(stage: Stage, name: str) -> Status:
    with stage.database.read() as connection:
        return customer(connection, stage.id_of(name)).status


def send(stage: Stage, amount: int, *, key: str = "k1") -> object:
    payer, payee = stage.id_of("budi"), stage.id_of("sari")
    return stage.order(Agreed(SendMoney(key, payer, payee, Money(amount), Money(0), ""), "draft"))


def told(stage: Stage, name: str) -> list[tuple[str, str]]:
    """Channel and fact of what is queued for somebody."""
    rows = messages(stage.database, direction="out")
    return [(row["channel"], row["fact"]) for row in rows if row["customer_id"] == stage.id_of(name) and row["fact"]]


# The block itself.


def test_a_block_is_told_on_every_channel_once(stage: Stage) -> None:
    blocked = block(stage, "budi")
    assert isinstance(blocked, Blocked)
    assert blocked.freed == 0
    assert status(stage, "budi") is Status.BLOCKED
    assert sorted(told(stage, "budi")) == [("telegram", "blocked"), ("whatsapp", "blocked")]
    assert isinstance(block(stage, "budi"), BlockedAlready)
    assert len(told(stage, "budi")) == 2


def test_a_closed_account_is_not_blocked(stage: Stage) -> None:
    with stage.database.begin() as connection:
        set_status(connection, stage.id_of("sari"), Status.CLOSED)
    assert isinstance(block(stage, "sari"), BlockedAlready)
    assert status(stage, "sari") is Status.CLOSED


def test_staff_reactivate_what_is_blocked_and_nothing_else(stage: Stage) -> None:
    with stage.database.begin() as connection:
        assert reactivate(stage.desk(connection), stage.id_of("budi")) is None
    block(stage, "budi")
    with stage.database.begin() as connection:
        assert reactivate(stage.desk(connection), stage.id_of("budi")) is not None
    assert status(stage, "budi") is Status.ACTIVE
    assert told(stage, "budi").count(("telegram", "reactivated")) == 1
    with stage.database.begin() as connection:
        set_status(connection, stage.id_of("budi"), Status.CLOSED)
        assert reactivate(stage.desk(connection), stage.id_of("budi")) is None


def test_open_pages_of_every_channel_say_that_no_money_moved(stage: Stage) -> None:
    for channel in ("telegram", "whatsapp"):
        for words in ("kirim 50rb ke 081298764567", "ya"):
            stage.say(channel, "budi", words)
    pages = [stage.page(channel, "budi") for channel in ("telegram", "whatsapp")]
    block(stage, "budi")
    for page in pages:
        shown = stage.web.get(page).text
        assert "Akunmu diblokir" in shown
        assert "tidak ada uang yang keluar" in shown
        assert 'name="pin"' not in shown
        assert 'name="pin"' not in stage.enter_on(page, "482915").text
    assert stage.balance("budi") == 1_250_000


def test_a_page_that_paid_keeps_its_receipt(stage: Stage) -> None:
    for words in ("kirim 50rb ke 081298764567", "ya"):
        stage.say("telegram", "budi", words)
    page = stage.page("telegram", "budi")
    stage.enter("telegram", "budi")
    block(stage, "budi")
    assert "terkirim" in stage.web.get(page).text


# Money out, money in.


def test_a_blocked_payer_sends_nothing(stage: Stage) -> None:
    block(stage, "budi")
    assert isinstance(send(stage, 50_000), AccountBlocked)
    assert stage.balance("budi") == 1_250_000


def test_a_payment_that_was_made_before_the_block_stays_and_is_told_again(stage: Stage) -> None:
    first = send(stage, 50_000)
    block(stage, "budi")
    assert isinstance(first, Sent)
    assert isinstance(send(stage, 50_000), Sent)
    assert stage.balance("budi") == 1_200_000


def test_a_blocked_payee_receives_nothing_and_her_payer_learns_no_reason(stage: Stage) -> None:
    block(stage, "sari")
    assert send(stage, 50_000) == PayeeCannotReceive(name="Sari W.", first_name="Sari")
    assert stage.balance("sari") == 0


def test_a_blocked_payee_counts_as_refused_tries_as_a_limit_does(stage: Stage) -> None:
    block(stage, "sari")
    payer, payee = stage.id_of("budi"), stage.id_of("sari")
    asked = [stage.order(AskPayee("", payer, payee, Money(10_000 * nth))) for nth in range(1, 7)]
    assert [type(each) for each in asked] == [PayeeCannotReceive] * 5 + [PayeeNotToday]


def test_a_blocked_payee_is_told_that_somebody_wanted_to_send(stage: Stage) -> None:
    block(stage, "sari")
    stage.order(TellPayee("", stage.id_of("budi"), stage.id_of("sari"), Money(50_000)))
    assert told(stage, "sari")[-1][1] == "wanted_to_send_while_blocked"


def test_a_payment_at_a_bank_is_refused_and_one_made_before_stays(stage: Stage) -> None:
    order = PayIn("t1", "bca", va_number("bca", PEOPLE["sari"].phone), Money(50_000))
    assert isinstance(stage.order(order), ToppedUp)
    block(stage, "sari")
    assert isinstance(stage.pay_in("sari", 10_000), NotTakenNow)
    assert isinstance(stage.order(order), ToppedUp)
    assert stage.balance("sari") == 50_000
    with stage.database.read() as connection:
        assert check(connection) == []


# Access.


def test_no_channel_joins_a_blocked_account(stage: Stage) -> None:
    stage.say("telegram", "joko", "halo")
    block(stage, "budi")
    with stage.database.read() as connection:
        joko = connection.execute(text("SELECT id FROM identities WHERE sender = '1003'")).scalar_one()
    assert isinstance(stage.order(JoinChannel("", joko, "telegram", stage.id_of("budi"))), CannotLink)
    with stage.database.read() as connection:
        assert len(identities_of(connection, stage.id_of("budi"))) == 2


def test_who_has_sim_and_pin_learns_nothing_of_a_blocked_account(empty_stage: Stage) -> None:
    stage = empty_stage
    stage.add("budi", balance=50_000, channels=("whatsapp",))
    block(stage, "budi")
    stage.send()
    for words in ("hubungkan akun", "081277665544"):
        stage.say("telegram", "joko", words)
    stage.say("telegram", "joko", stage.code("budi"))
    said = stage.last("telegram", "joko")
    assert "belum bisa dihubungkan" in said
    assert "PIN" not in said
    assert "blokir" not in said.lower()
    stage.say("telegram", "joko", "482915")
    stage.say("telegram", "joko", "saldo")
    assert "50.000" not in stage.last("telegram", "joko")


def test_no_pin_is_changed_or_set_anew_while_blocked(stage: Stage) -> None:
    budi = stage.id_of("budi")
    hashed = stage.secrets.hash_pin("739164", stage.secrets.salt_for("budi"))
    with stage.database.begin() as connection:
        allow_reset(stage.desk(connection), budi)
    block(stage, "budi")
    assert isinstance(stage.order(ChangePin("", budi, hashed)), AccountBlocked)
    assert isinstance(stage.order(ResetPin("", budi, hashed)), AccountBlocked)
    with stage.database.begin() as connection:
        reactivate(stage.desk(connection), budi)
    assert isinstance(stage.order(ResetPin("", budi, hashed)), PinChanged)


# Strangers and those who want their account back.


def test_a_strangers_report_is_one_case_with_the_whole_number_and_blocks_nobody(stage: Stage) -> None:
    stage.say("telegram", "joko", "hp saya hilang")
    stage.say("telegram", "joko", "0812-7766-5544")
    with stage.database.read() as connection:
        (found,) = open_cases(connection)
    assert (found.kind, found.detail) == (CaseKind.BLOCK, "account +6281277665544")
    assert status(stage, "budi") is Status.ACTIVE
    stage.say("telegram", "joko", "halo?")
    assert all_rows(stage.database)["conversations"][-1]["mode"] == "person"


def test_numbers_of_one_report_are_kept_but_never_a_list(stage: Stage) -> None:
    stage.say("telegram", "joko", "halo")
    with stage.database.begin() as connection:
        conversation = connection.execute(text("SELECT MAX(id) FROM conversations")).scalar_one()
    for nth in range(8):
        with stage.database.begin() as connection:
            desk = replace(stage.desk(connection), conversation=conversation)
            assert isinstance(carry_out(desk, ReportLoss("", Phone(f"+62812000000{nth:02}"))), LossReported)
    with stage.database.read() as connection:
        (found,) = open_cases(connection)
    assert len(found.detail.splitlines()) == LINES_MAX


def test_asking_to_reactivate_is_one_case_a_conversation(stage: Stage) -> None:
    block(stage, "budi")
    for _ in range(2):
        stage.say("telegram", "budi", "aktifkan lagi akun saya")
        stage.say("telegram", "budi", "menu")
    with stage.database.read() as connection:
        assert [each.kind for each in open_cases(connection)] == [CaseKind.REACTIVATE]
    assert stage.order(AskToReactivate("", stage.id_of("budi"))) is not None


# A forgotten PIN.


def test_what_matches_is_for_staff_alone(stage: Stage) -> None:
    for words in ("lupa pin", "budi  hartono", "lain@contoh.id", "isi saldo 1,2 juta"):
        stage.say("telegram", "budi", words)
    with stage.database.read() as connection:
        (found,) = open_cases(connection)
    assert found.detail.splitlines() == [
        "name matches",
        "e-mail differs",
        "last movement: she says “isi saldo 1,2 juta”",
        "really: topup (bca) +Rp1.250.000, 24 Nov 2026 14.05 WIB",
    ]
    assert not {"cocok", "sesuai", "salah"} & set(stage.last("telegram", "budi").lower().split())


def test_three_cases_a_day_and_no_more(stage: Stage) -> None:
    order = AskForNewPin("", stage.id_of("sari"), "Sari Wulandari", "sari@contoh.id", "nothing")
    for _ in range(CASES_A_DAY):
        assert isinstance(stage.order(order), NewPinAsked)
        with stage.database.begin() as connection:
            connection.execute(text("UPDATE cases SET status = 'closed'"))
    assert isinstance(stage.order(order), AskedTooOften)
    stage.wait(timedelta(days=1))
    assert isinstance(stage.order(order), NewPinAsked)


def test_a_blocked_customer_is_asked_nothing_about_her_pin(stage: Stage) -> None:
    block(stage, "sari")
    assert isinstance(stage.order(AskForNewPin("", stage.id_of("sari"), "x", "y", "z")), AccountBlocked)


# Cases that an act has to end.


def statuses(stage: Stage) -> list[str]:
    """Return how the cases stand, oldest first."""
    return [row["status"] for row in sorted(all_rows(stage.database)["cases"], key=lambda row: row["id"])]


def talk(stage: Stage, case: int = 1) -> None:
    """A person answers the case and hands back, and Sari writes to the bot."""
    assert stage.staff(["reply", str(case), "Halo", "--by", "dewi"]) == 0
    assert stage.staff(["hand-back", str(case), "--by", "dewi"]) == 0
    stage.say("telegram", "sari", "saldo")


def test_a_forgotten_pin_is_closed_by_a_new_one_and_not_by_talk(stage: Stage) -> None:
    stage.staff(["add", "dewi", "--role", "supervisor"])
    for words in ("lupa pin", "Sari Wulandari", "sari@contoh.id", "belum ada"):
        stage.say("telegram", "sari", words)
    talk(stage)
    assert statuses(stage) == ["answered"]
    answered = all_rows(stage.database)["cases"][0]["answered_at"]
    stage.say("telegram", "sari", "lupa pin")  # It is the same case, and waits again.
    assert statuses(stage) == ["open"]
    assert stage.staff(["reset-pin", PEOPLE["sari"].phone, "--reason", "KTP seen", "--by", "dewi"]) == 0
    assert statuses(stage) == ["done"]
    assert stage.staff(["hand-back", "1", "--by", "dewi"]) == 0
    stage.say("telegram", "sari", "saldo")
    assert statuses(stage) == ["closed"]
    assert all_rows(stage.database)["cases"][0]["answered_at"] == answered


def test_a_forgotten_pin_is_over_when_it_is_remembered(stage: Stage) -> None:
    asked = ("lupa pin", "Budi Hartono", "budi@contoh.id", "belum ada")
    for words in (*asked, "menu", "kirim 50rb ke 081298764567", "ya"):
        stage.say("telegram", "budi", words)
    assert statuses(stage) == ["open"]
    stage.enter("telegram", "budi")
    assert statuses(stage) == ["closed"]


def test_a_reported_loss_and_a_wish_to_come_back_end_with_their_acts(stage: Stage) -> None:
    stage.staff(["add", "dewi", "--role", "supervisor"])
    stage.order(ReportLoss("", PEOPLE["sari"].phone))
    for act in ("block", "reactivate"):
        assert stage.staff([act, PEOPLE["sari"].phone, "--reason", "called", "--by", "dewi"]) == 0
        if act == "block":
            assert statuses(stage) == ["closed"]
            stage.say("telegram", "sari", "aktifkan lagi akun saya")
            stage.say("telegram", "sari", "menu")
            talk(stage, 2)
            assert statuses(stage) == ["closed", "answered"]
    assert statuses(stage) == ["closed", "closed"]


def test_staff_close_what_no_act_ends(stage: Stage) -> None:
    stage.staff(["add", "dewi", "--role", "agent"])
    stage.staff(["add", "agus", "--role", "auditor"])
    stage.order(AskToClose("", stage.id_of("sari"), Money(7)))
    close = ["close", "1", "--by", "dewi", "--reason"]
    assert stage.staff([*close, " "]) == 2
    assert stage.staff(["close", "1", "--by", "agus", "--reason", "x"]) == 2
    assert stage.staff(["close", "2", "--by", "dewi", "--reason", "x"]) == 2
    assert stage.staff([*close, "paid out at a counter"]) == 0
    assert statuses(stage) == ["closed"]
    assert stage.staff([*close, "again"]) == 2
    lines = [row for row in all_rows(stage.database)["audit"] if row["action"] == "close case"]
    assert [(row["actor"], row["subject"], row["detail"]) for row in lines] == [
        ("dewi", "case 1", "paid out at a counter")
    ]


# Whether a person helped.


@pytest.fixture
def handed_back(stage: Stage) -> Stage:
    """Budi asked for a person on Telegram, and is back with the bot: case 1."""
    stage.say("telegram", "budi", "petugas")
    with stage.database.begin() as connection:
        (found,) = open_cases(connection)
        assert hand_back(connection, found, by="Rina", at=stage.desk(connection).now)
    stage.send()
    return stage


def test_helped_is_kept(handed_back: Stage) -> None:
    handed_back.tap("telegram", "budi", "Ya")
    (row,) = all_rows(handed_back.database)["cases"]
    assert (row["status"], row["helped"]) == ("closed", "yes")


def test_not_helped_opens_the_case_again_and_keeps_when_it_was_answered(handed_back: Stage) -> None:
    before = all_rows(handed_back.database)["cases"][0]["answered_at"]
    handed_back.tap("telegram", "budi", "Belum")
    (row,) = all_rows(handed_back.database)["cases"]
    assert (row["status"], row["helped"], row["answered_at"]) == ("open", "no", before)
    shown = handed_back.last("telegram", "budi")
    handed_back.say("telegram", "budi", "uangnya belum ada")
    assert handed_back.last("telegram", "budi") == shown


@pytest.mark.parametrize("button", ["1&answer=yes", "1&answer=no", "99&answer=yes", "x&answer=yes", "1&answer=maybe"])
def test_nobody_rates_another_conversations_case(button: str, handed_back: Stage) -> None:
    handed_back.hear("telegram", "sari", Kind.TAP, button=f"flow:helped?request={button}")
    (row,) = all_rows(handed_back.database)["cases"]
    assert (row["status"], row["helped"]) == ("answered", "")
    assert "sudah tercatat" in handed_back.last("telegram", "sari")


def test_an_order_outside_a_conversation_rates_nothing(handed_back: Stage) -> None:
    assert isinstance(handed_back.order(SayWhetherHelped("", 1, helped=True)), NothingToRate)
