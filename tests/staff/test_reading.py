"""What staff read at the desk: the list, transcripts, the card, transfers, search; and what that leaves behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, text

from bot.message import Kind
from models.ledger import Move, Posted, hold, house, reverse, settle, void, wallet_of
from models.money import Money
from models.references import spoken
from staff.searching import Sought, read_query
from staff.wording import step_of
from tests.rows import all_rows, messages
from tests.staff.conftest import Desk, put_on_staff


def send_sixty(desk: Desk) -> str:
    """Budi sends Sari Rp60.000; the reference."""
    stage = desk.stage
    stage.say("telegram", "budi", "kirim 60rb ke 081298764567 buat makan siang")
    stage.tap("telegram", "budi", "Ya, kirim")
    stage.enter("telegram", "budi")
    found = re.search(r"Ref ([2-9A-Z]{4}-[2-9A-Z]{4})", stage.last("telegram", "budi"))
    assert found is not None
    return found[1]


def transcript(desk: Desk, name: str, channel: str = "telegram", query: str = "") -> str:
    """Somebody's conversation as staff read it."""
    return desk.see(f"/staff/conversations/{desk.conversation(name, channel)}{query}")


def row_of(page: str, number: int) -> str:
    """A conversation's row in a list."""
    return page.partition(f'href="/staff/conversations/{number}')[2].partition("</a>")[0]


def order(page: str) -> list[int]:
    """The conversations of a list, from the top."""
    return [int(each) for each in re.findall(r'class="row" href="/staff/conversations/(\d+)', page)]


def change(desk: Desk, statement: str, **values: Any) -> None:
    with desk.stage.database.begin() as connection:
        connection.execute(text(statement), values)


# The list


def test_an_empty_list_says_what_comes_next(desk: Desk) -> None:
    assert "Nobody has written yet." in desk.see("/staff/")
    assert "Nobody waits for a person." in desk.see("/staff/?mode=person")


def test_the_list_shows_the_newest_first(desk: Desk) -> None:
    stage = desk.stage
    stage.say("telegram", "budi", "saldo")
    stage.say("whatsapp", "sari", "halo")
    budi, sari = desk.conversation("budi", "telegram"), desk.conversation("sari", "whatsapp")
    assert order(desk.see("/staff/")) == [sari, budi]
    stage.say("telegram", "budi", "terima kasih")
    page = desk.see("/staff/")
    assert order(page) == [budi, sari]
    row = row_of(page, budi)
    for shown in ("Budi Hartono", "0812••••5544", "Telegram", "14.05", "Bot"):
        assert shown in row
    assert "081277665544" not in page


def test_a_notice_brings_a_conversation_up(desk: Desk) -> None:
    desk.stage.say("whatsapp", "sari", "halo")
    desk.stage.say("telegram", "budi", "saldo")
    desk.stage.pay_in("sari", 50_000)
    assert order(desk.see("/staff/"))[0] == desk.conversation("sari", "whatsapp")


def test_a_stranger_is_named_by_her_number_or_not_at_all(desk: Desk) -> None:
    desk.stage.say("telegram", "joko", "halo")
    desk.stage.say("whatsapp", "utami", "halo")
    page = desk.see("/staff/")
    assert "Stranger" in row_of(page, desk.conversation("joko", "telegram"))
    assert "0813••••2222" in row_of(page, desk.conversation("utami", "whatsapp"))
    assert "not registered" in transcript(desk, "joko")


def test_those_with_a_person_are_a_list_of_their_own(desk: Desk) -> None:
    stage = desk.stage
    stage.say("telegram", "budi", "saldo")
    stage.say("whatsapp", "sari", "petugas")
    stage.wait(timedelta(minutes=12))
    page = desk.see("/staff/?mode=person")
    sari = desk.conversation("sari", "whatsapp")
    assert order(page) == [sari]
    assert "Person" in row_of(page, sari)
    assert "asked, 12 min" in row_of(page, sari)
    assert "With a person <b>1</b>" in desk.see("/staff/")


def test_long_lists_have_pages(desk: Desk) -> None:
    everybody = _crowd(desk, 120)
    first = desk.see("/staff/")
    assert order(first) == everybody[:50]
    assert ">Newer<" not in first
    second = desk.see(_next(first, "Older"))
    assert order(second) == everybody[50:100]
    third = desk.see(_next(second, "Older"))
    assert order(third) == everybody[100:]
    assert ">Older<" not in third
    assert order(desk.see(_next(third, "Newer"))) == everybody[50:100]
    again = desk.see(_next(desk.see(_next(third, "Newer")), "Newer"))
    assert order(again) == everybody[:50]
    assert ">Newer<" not in again


def test_long_lists_of_a_person_have_pages(desk: Desk) -> None:
    everybody = _crowd(desk, 60)
    change(desk, "UPDATE conversations SET mode = 'person'")
    first = desk.see("/staff/?mode=person")
    assert order(first) == everybody[:50]
    second = desk.see(_next(first, "Older"))
    assert order(second) == everybody[50:]
    assert order(desk.see(_next(second, "Newer"))) == everybody[:50]


def _crowd(desk: Desk, count: int) -> list[int]:
    """Have that many strangers say something, the last one twice at first, and return the newest first."""
    numbers = []
    with desk.stage.database.begin() as connection:
        for nth in range(count):
            identity = connection.execute(
                text(
                    "INSERT INTO identities (channel, sender, address, phone, language, blocked_us, last_in_at, "
                    "created_at) VALUES ('telegram', :nth, :nth, '', 'id', false, 1, 1) RETURNING id"
                ),
                {"nth": f"crowd{nth}"},
            ).scalar_one()
            conversation = connection.execute(
                text(
                    "INSERT INTO conversations (identity_id, mode, state, created_at) VALUES (:it, 'bot', '{}', 1) "
                    "RETURNING id"
                ),
                {"it": identity},
            ).scalar_one()
            numbers.append(int(conversation))
        for conversation in [numbers[-1], *numbers]:
            _write(connection, conversation)
            _write(connection, conversation, direction="out", kind="drop_buttons")
    return numbers[::-1]


def _write(
    connection: Any, conversation: int, *, direction: str = "in", kind: str = "text", words: str = "halo"
) -> int:
    added = connection.execute(
        text(
            "INSERT INTO messages (conversation_id, direction, kind, channel, lane, digest, provider_id, status, text, "
            "extra, silent, flow, question, run_key, language, fact, fact_data, attempts, not_before, lease_until, "
            "error, created_at) VALUES (:conversation, :direction, :kind, 'telegram', '', '', '', 'handled', :words, "
            "'{}', '', '', '', '', 'id', '', '{}', 0, 0, 0, '', 1795500000000) RETURNING id"
        ),
        {"conversation": conversation, "direction": direction, "kind": kind, "words": words},
    )
    return int(added.scalar_one())


def _next(page: str, label: str) -> str:
    found = re.search(rf'href="([^"]+)">{label}', page)
    assert found is not None
    return found[1].replace("&amp;", "&")


# Transcripts


@pytest.mark.parametrize(
    ("flow", "question", "shown"),
    [
        ("register", "code +6281298764567 0", "register · code"),
        ("upgrade_premium", "selfie again 2 1", "upgrade premium · selfie again"),
        ("transfer", "agree 0123456789abcdef", "transfer · agree"),
        ("", "", ""),
    ],
)
def test_a_step_is_told_without_the_numbers_in_its_name(flow: str, question: str, shown: str) -> None:
    assert step_of(flow, question) == shown


def test_a_transcript_shows_both_sides_with_step_time_and_state(desk: Desk) -> None:
    reference = send_sixty(desk)
    page = transcript(desk, "budi")
    assert 'role="log"' in page
    for shown in (
        'lang="id" dir="auto">kirim 60rb ke 081298764567 buat makan siang',
        "Kirim <b>Rp60.000</b> ke <b>Sari W.</b>",
        "transfer · agree",
        "transfer · pin",
        "Tuesday 24 November 2026",
        "Tapped",
        "On the keypad page",
        f"Sent Rp60.000 · {reference}",
        "agrees",
        "24 Nov 2026, 14.05",
    ):
        assert shown in page, shown
    assert re.search(r"<span>Ya, kirim</span>", page)
    assert page.count("state-plain") >= 3


def test_whatsapp_shows_a_numbered_menu_and_how_to_agree(desk: Desk) -> None:
    desk.stage.make_premium("sari")
    desk.stage.pay_in("sari", 100_000)
    desk.stage.say("whatsapp", "sari", "menu")
    desk.stage.say("whatsapp", "sari", "kirim 10rb ke 081277665544")
    page = transcript(desk, "sari", "whatsapp")
    assert "<b>1</b>" in page
    assert "Balas YA" in page
    assert "<span>Ya, kirim</span>" not in page


def test_a_fact_that_differs_from_the_ledger_says_so(desk: Desk) -> None:
    send_sixty(desk)
    change(desk, "UPDATE messages SET fact_data = REPLACE(fact_data, '60000', '70000') WHERE fact = 'sent'")
    page = transcript(desk, "budi")
    assert "Sent Rp70.000" in page
    assert "ledger: Rp60.000" in page
    assert "agrees" not in page


def test_a_fact_about_an_unknown_transfer_says_so(desk: Desk) -> None:
    send_sixty(desk)
    change(desk, "UPDATE messages SET fact_data = :it WHERE fact = 'sent'", it='{"amount": 1, "reference": "ZZZZZZZZ"}')
    assert "ledger: no such transfer" in transcript(desk, "budi")


@pytest.mark.parametrize(
    ("status", "error", "shown"),
    [
        ("failed", "63016", "WhatsApp takes free text only within 24 hours"),
        ("failed", "the customer blocked the bot", "She blocked the bot."),
        ("failed", "400", "It certainly did not arrive. Refused: 400"),
        ("failed", "63024", "This number is not on WhatsApp."),
        ("held", "63016", "It goes by itself once she writes."),
        ("doubtful", "502", "the channel is being asked by itself"),
        ("unknown", "", "Do not send it again"),
        ("queued", "", "Waits to be sent"),
        ("superseded", "", "Never sent"),
        ("read", "", "Read"),
    ],
)
def test_a_message_says_how_far_it_came_and_what_to_do(desk: Desk, status: str, error: str, shown: str) -> None:
    desk.stage.say("telegram", "budi", "saldo")
    change(
        desk,
        "UPDATE messages SET status = :status, error = :error WHERE direction = 'out' AND kind = 'text'",
        status=status,
        error=error,
    )
    page = transcript(desk, "budi")
    assert shown in page
    assert ("No money hangs on it." in page) is (status in ("failed", "unknown", "held", "doubtful"))


def test_a_lost_message_about_money_says_that_the_money_moved(desk: Desk) -> None:
    send_sixty(desk)
    change(desk, "UPDATE messages SET status = 'unknown' WHERE fact = 'sent'")
    assert "Only the message is missing: the money below has moved." in transcript(desk, "budi")


def test_a_failed_turn_leads_to_its_case(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.engine.Turn.take", lambda _self: 1 / 0)
    desk.stage.say("telegram", "budi", "saldo")
    page = transcript(desk, "budi")
    assert "A mistake of ours: this message was not handled." in page
    assert "Answer case 1." in page
    assert "Case 1 opened: a message failed" in page


def test_staff_words_are_signed(desk: Desk) -> None:
    desk.stage.say("telegram", "budi", "petugas")
    desk.stage.staff(["reply", "1", "Halo *Budi*", "--by", "dewi"])
    desk.stage.send()
    page = transcript(desk, "budi")
    assert "message-staff" in page
    assert "Halo *Budi*" in page
    assert "Case 1 answered by dewi" in page
    assert "A person has this conversation." in page


def test_an_unworded_fact_says_so(desk: Desk) -> None:
    desk.stage.pay_in("budi", 50_000)
    assert "Not yet in words" in transcript(desk, "budi")


@pytest.mark.parametrize(
    ("kind", "shown"),
    [(Kind.PHOTO, "Photo"), (Kind.CONTACT, "Shared a contact"), (Kind.OTHER, "Something that cannot be read")],
)
def test_what_is_no_text_is_named(desk: Desk, kind: Kind, shown: str) -> None:
    desk.stage.say("telegram", "budi", "saldo")
    change(desk, "UPDATE messages SET kind = :kind, text = '' WHERE direction = 'in'", kind=kind)
    assert shown in transcript(desk, "budi")
    desk.see("/staff/")


def test_silent_acts_are_not_shown(desk: Desk) -> None:
    desk.stage.say("telegram", "budi", "482915")
    assert messages(desk.stage.database, kind="delete")
    assert transcript(desk, "budi").count("<article") == 2


def test_an_empty_conversation_says_so(desk: Desk) -> None:
    assert "Nothing was said here yet." in transcript(desk, "sari", "whatsapp")


def test_long_transcripts_have_pages(desk: Desk) -> None:
    desk.stage.say("telegram", "joko", "halo")
    number = desk.conversation("joko", "telegram")
    with desk.stage.database.begin() as connection:
        connection.execute(text("DELETE FROM messages WHERE conversation_id = :it"), {"it": number})
        ids = [_write(connection, number, words=f"kata {nth}.") for nth in range(250)]
    newest = transcript(desk, "joko")
    assert _said(newest) == ids[150:]
    middle = desk.see(_next(newest, "Older messages"))
    assert _said(middle) == ids[50:150]
    oldest = desk.see(_next(middle, "Older messages"))
    assert _said(oldest) == ids[:50]
    assert "The conversation begins here." in oldest
    assert _said(desk.see(_next(oldest, "Newer messages"))) == ids[50:150]
    assert _said(desk.see(_next(middle, "To the newest"))) == ids[150:]
    around = desk.see(f"/staff/conversations/{number}?around={ids[100]}")
    assert _said(around) == ids[51:151]
    assert "message-sought" in around


def _said(page: str) -> list[int]:
    return [int(each) for each in re.findall(r'<article [^>]*id="m(\d+)"', page)]


def test_each_view_is_written_down_once_in_five_minutes(desk: Desk) -> None:
    desk.stage.say("telegram", "budi", "saldo")
    number = desk.conversation("budi", "telegram")
    for _ in range(3):
        transcript(desk, "budi")
    desk.see(f"/staff/conversations/{number}/customer")
    assert [(row["actor"], row["subject"]) for row in desk.audit("view conversation")] == [
        ("dewi", f"conversation {number}")
    ]
    desk.stage.wait(timedelta(minutes=5, seconds=1))
    transcript(desk, "budi")
    transcript(desk, "sari")
    put_on_staff(desk.stage, "rina", "auditor")
    other = desk.another()
    other.sign_in("rina")
    transcript(other, "budi")
    assert len(desk.audit("view conversation")) == 4
    desk.see("/staff/")
    assert desk.get("/staff/conversations/999").status_code == 404
    assert desk.get(f"/staff/conversations/{10**30}").status_code == 404
    assert len(desk.audit("view conversation")) == 4


def test_reading_changes_nothing_else(desk: Desk) -> None:
    reference = send_sixty(desk)
    before = all_rows(desk.stage.database)
    for path in ("/staff/", "/staff/search?q=081277665544", f"/staff/transfers/{reference}"):
        desk.see(path)
    transcript(desk, "budi")
    after = all_rows(desk.stage.database)
    assert {name for name, rows in after.items() if rows != before[name]} == {"audit"}


# The card


def test_the_card_shows_money_limits_and_channels(desk: Desk) -> None:
    send_sixty(desk)
    page = transcript(desk, "budi")
    for shown in (
        "Premium",
        "Rp1.190.000",
        "Rp1,19 of 20 million",
        "Rp1,25 of 40 million",
        "budi@contoh.id",
        "Nov 2026",
    ):
        assert shown in page, shown
    assert 'value="1190000"' in page
    assert "Transfer to <bdi>Sari Wulandari</bdi>" in page
    assert "−Rp60.000" in page
    assert f'<a href="/staff/conversations/{desk.conversation("budi", "whatsapp")}">WhatsApp</a>' in page


def test_a_blocked_customer_is_seen_as_such(desk: Desk) -> None:
    desk.stage.say("telegram", "budi", "saldo")
    change(desk, "UPDATE customers SET status = 'blocked' WHERE first_name = 'Budi'")
    assert "<b>Blocked.</b> Nothing goes in or out." in transcript(desk, "budi")
    assert "blocked" in row_of(desk.see("/staff/"), desk.conversation("budi", "telegram"))


def test_a_closed_customer_is_found_by_what_was_hers(desk: Desk) -> None:
    change(
        desk,
        "UPDATE customers SET status = 'closed', former_phone = phone, former_email = email, phone = 'closed:1', "
        "email = 'closed:1' WHERE first_name = 'Budi'",
    )
    for query in ("081277665544", "budi@contoh.id"):
        page = desk.see(f"/staff/search?q={query}")
        assert "Budi Hartono" in page
        assert "0812••••5544" in page
    assert "<b>Closed.</b>" in transcript(desk, "budi")


def test_the_number_is_shown_on_wish_and_that_is_written_down(desk: Desk) -> None:
    desk.stage.say("telegram", "budi", "saldo")
    number = desk.conversation("budi", "telegram")
    assert "081277665544" not in transcript(desk, "budi")
    token = desk.form_token(f"/staff/conversations/{number}")
    for _ in range(2):
        answer = desk.post(f"/staff/conversations/{number}/number", {"form_token": token})
        assert "081277665544" in answer.text
    lines = desk.audit("reveal number")
    customer = desk.stage.id_of("budi")
    assert [(row["actor"], row["subject"], row["detail"]) for row in lines] == [
        ("dewi", f"customer {customer}", f"conversation {number}")
    ] * 2
    assert "081277665544" not in transcript(desk, "budi")


def test_an_open_case_shows_the_command_to_type(desk: Desk) -> None:
    desk.stage.say("telegram", "budi", "petugas")
    page = transcript(desk, "budi")
    assert "python app.py staff reply 1 &#34;…&#34; --by dewi" in page or 'staff reply 1 "…" --by dewi' in page
    put_on_staff(desk.stage, "agus", "auditor")
    auditor = desk.another()
    auditor.sign_in("agus")
    page = transcript(auditor, "budi")
    assert "Case 1" in page
    assert "staff reply" not in page


# Transfers


def test_a_transfer_shows_both_sides_masked_and_its_steps(desk: Desk) -> None:
    reference = send_sixty(desk)
    page = desk.see(f"/staff/transfers/{reference}")
    for shown in (
        "Rp60.000",
        "Budi Hartono",
        "0812••••5544",
        "Sari Wulandari",
        "0812••••4567",
        "makan siang",
        "posted",
    ):
        assert shown in page
    assert "081277665544" not in page
    assert {desk.conversation("budi", "telegram"), desk.conversation("sari", "whatsapp")} <= set(order(page))
    assert page.count("<li class=") == 1


def test_a_transfer_shows_its_fee_and_its_reversal(desk: Desk) -> None:
    from models.figures import set_figure

    with desk.stage.database.begin() as connection:
        set_figure(connection, "fee.transfer", 2_500)
    reference = send_sixty(desk)
    original = next(
        row for row in all_rows(desk.stage.database)["transfers"] if spoken(row["reference"] or "") == reference
    )
    with desk.stage.database.begin() as connection:
        back = reverse(connection, original["id"], reversal_id="back", order_key="back", amount=Money(20_000))
    assert isinstance(back, Posted)
    page = desk.see(f"/staff/transfers/{reference}")
    assert "Fee taken</b> Rp2.500" in page
    assert "Reversed</b> Rp20.000" in page
    assert f"/staff/transfers/{spoken(back.reference)}" in page


@pytest.mark.parametrize(
    ("end", "shown"),
    [
        ("", "Held until 24 Nov 2026, 14.20 WIB"),
        ("settle", "Settled"),
        ("part", "Settled with Rp30.000"),
        ("void", "Released"),
    ],
)
def test_a_hold_shows_how_it_ended(desk: Desk, end: str, shown: str) -> None:
    with desk.stage.database.begin() as connection:
        at = desk.stage.desk(connection).now
        bank = house(connection, "bank:alfamart", "bank", at)
        mine = wallet_of(connection, desk.stage.id_of("budi")).account_id
        until = at.replace(minute=20, second=0, microsecond=0)
        held = hold(connection, Move("h", mine, bank, Money(50_000), "withdraw", "k"), until, at=at)
        assert isinstance(held, Posted)
        if end in ("settle", "part"):
            settle(connection, "h", amount=Money(30_000 if end == "part" else 50_000), at=at)
        if end == "void":
            void(connection, "h", at=at)
    page = desk.see(f"/staff/transfers/{spoken(held.reference).lower()}")
    assert shown in page
    assert page.count("<li class=") == (2 if end else 1)
    assert "ALFAMART, bank" in page


@pytest.mark.parametrize("reference", ["ZZZZ-ZZZZ", "x", "081277665544", "budi@contoh.id"])
def test_no_such_transfer(desk: Desk, reference: str) -> None:
    assert desk.get(f"/staff/transfers/{reference}").status_code == 404


# Search


@pytest.mark.parametrize(
    ("typed", "sought"),
    [
        ("081298764567", Sought("phone", "+6281298764567")),
        ("0812-9876-4567", Sought("phone", "+6281298764567")),
        ("+62 812 9876 4567", Sought("phone", "+6281298764567")),
        ("62 812-9876-4567", Sought("phone", "+6281298764567")),
        ("81298764567", Sought("phone", "+6281298764567")),
        ("(0812) 9876.4567", Sought("phone", "+6281298764567")),
        ("+62 (0)812 9876 4567", Sought("phone", "+6281298764567")),
        ("whatsapp:+6281298764567", Sought("phone", "+6281298764567")),
        ("+65 9123 4567", Sought("phone", "+6591234567")),
        ("8F2K-9QTM", Sought("reference", "8F2K9QTM")),
        ("8f2k9qtm", Sought("reference", "8F2K9QTM")),
        (" 8f2k 9qtm ", Sought("reference", "8F2K9QTM")),
        ("8F2K–9QTM", Sought("reference", "8F2K9QTM")),
        ("Ref 8F2K-9QTM", Sought("reference", "8F2K9QTM")),
        ("ref: 8f2k-9qtm", Sought("reference", "8F2K9QTM")),
        ("REF2-9QTM", Sought("reference", "REF29QTM")),
        ("Sari@Contoh.ID", Sought("email", "sari@contoh.id")),
        ("<sari@contoh.id>,", Sought("email", "sari@contoh.id")),
        ("8F2K-9QT0", Sought()),
        ("budi", Sought()),
        ("12", Sought()),
        ("", Sought()),
        ("@", Sought()),
        ("9" * 5_000, Sought()),
        ("'; DROP TABLE staff; --", Sought()),
    ],
)
def test_a_query_is_read_in_any_spelling(typed: str, sought: Sought) -> None:
    assert read_query(typed) == sought


@pytest.mark.parametrize("query", ["0812-7766-5544", "62812 7766 5544", "BUDI@contoh.id"])
def test_search_finds_a_customer_with_her_conversations(desk: Desk, query: str) -> None:
    desk.stage.say("telegram", "budi", "saldo")
    page = desk.get("/staff/search", query_string={"q": query}).text
    assert "1 customer, 2 conversations." in page
    assert "Budi Hartono" in page
    assert order(page)[0] == desk.conversation("budi", "telegram")
    assert len(order(page)) == 2


def test_search_finds_a_stranger_for_whose_number_a_channel_vouches(desk: Desk) -> None:
    desk.stage.say("whatsapp", "joko", "halo")
    page = desk.see("/staff/search?q=081355512345")
    assert order(page) == [desk.conversation("joko", "whatsapp")]


def test_search_finds_a_transfer_and_what_speaks_of_it(desk: Desk) -> None:
    reference = send_sixty(desk)
    small = reference.replace("-", "").lower()
    desk.stage.say("telegram", "budi", f"mana uang saya? {small}")
    for query in (reference, small):
        page = desk.get("/staff/search", query_string={"q": query}).text
        assert f"/staff/transfers/{reference}" in page
        assert "Budi Hartono</bdi> to <bdi>Sari Wulandari" in page
        assert {desk.conversation("budi", "telegram"), desk.conversation("sari", "whatsapp")} <= set(order(page))
        quotes = page.partition("Messages that speak of it")[2].partition("</section>")[0]
        assert quotes.count("<li>") == 3
        assert f"mana uang saya? {small}" in quotes
    quoted = re.findall(r"/staff/conversations/\d+\?around=\d+", quotes)
    for path in quoted:
        assert "message-sought" in desk.see(path)


@pytest.mark.parametrize("query", ["budi\x00@contoh.id", "\x00", "a\x01@b", "\x00\x00-\x00", "bu\x00di"])
def test_signs_that_cannot_be_printed_find_nothing(desk: Desk, query: str) -> None:
    answer = desk.get("/staff/search", query_string={"q": query})
    assert answer.status_code == 200
    assert "This is no number, reference or e-mail." in answer.text
    assert desk.get("/staff/transfers/%00").status_code == 404


def test_each_search_leaves_a_line_of_its_kind_alone(desk: Desk) -> None:
    for query in ("081277665544", "081277665544", "8F2K-9QTM", "BUDI@contoh.id", "482915 budi", "", " "):
        desk.get("/staff/search", query_string={"q": query})
    kept = [(row["actor"], row["subject"], row["detail"]) for row in desk.audit("search desk")]
    kinds = ["phone", "phone", "reference", "email", "nothing readable"]
    assert kept == [("dewi", kind, "") for kind in kinds]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Search finds people and money."),
        ("budi", "This is no number, reference or e-mail."),
        ("081200000000", "Nobody has this number."),
        ("nobody@contoh.id", "Nobody has this e-mail."),
        ("ZZZZ-ZZZZ", "No transfer has the reference ZZZZ-ZZZZ."),
    ],
)
def test_search_that_finds_nothing_says_what_to_do(desk: Desk, query: str, said: str) -> None:
    assert said in desk.get("/staff/search", query_string={"q": query}).text


# How much is asked


@contextmanager
def counted(desk: Desk) -> Iterator[list[str]]:
    """The statements that are sent to the database meanwhile."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(desk.stage.database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(desk.stage.database.engine, "before_cursor_execute", note)


def test_more_rows_are_no_more_statements(desk: Desk) -> None:
    send_sixty(desk)
    number = desk.conversation("budi", "telegram")
    paths = ["/staff/", f"/staff/conversations/{number}", "/staff/search?q=081277665544"]
    few = [_statements(desk, path) for path in paths]
    _crowd(desk, 50)
    for nth in range(20):
        desk.stage.pay_in("budi", 10_000 + nth)
        desk.stage.say("telegram", "budi", "saldo")
    many = [_statements(desk, path) for path in paths]
    assert all(after <= before for before, after in zip(few, many, strict=True))
    assert max(few) <= 30


def _statements(desk: Desk, path: str) -> int:
    desk.see(path)
    with counted(desk) as asked:
        desk.see(path)
    assert not [each for each in asked if re.match(r"\s*(INSERT(?! INTO audit )|UPDATE|DELETE)", each)]
    assert sum("INSERT INTO audit " in each for each in asked) == ("/search?" in path)
    return len(asked)


def test_facts_of_others_may_carry_anything(desk: Desk) -> None:
    """A fact that a later release adds is shown too, whatever its fields are called."""
    send_sixty(desk)
    for data in ('{"amount": "much", "reference": 7}', '{"reference": ["x"]}', "{}", '{"amount": 5, "reference": ""}'):
        change(desk, "UPDATE messages SET fact = 'brand_new', fact_data = :it WHERE fact <> ''", it=data)
        assert "brand new" in transcript(desk, "budi")
