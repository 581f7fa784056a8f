"""Telegram as it is, over whole turns: taps that come early or late, blocking, links, and the menu of a chat."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from bot.commands import menu
from bot.deep_links import opened_by, to_link, to_pay
from bot.message import Deed
from models.away import gone_or_back
from models.database import Database
from models.pay_codes import GivePayCode
from tests.databases import on_sqlite
from tests.stage import CHATS, PEOPLE, PIN, Stage
from tests.test_webhooks import post_telegram, said

IDENTITY = text("SELECT blocked_us, away FROM identities WHERE channel = 'telegram' AND sender = :sender")
IGNORED = text("SELECT COUNT(*) FROM messages WHERE status = 'ignored' AND conversation_id IS NULL")
OUT = text("SELECT channel, status FROM messages WHERE fact = :fact ORDER BY id")


def standing(name: str, status: str, update_id: int) -> dict[str, Any]:
    """Return the update by which Telegram tells that somebody blocked the bot, or takes it back."""
    chat = int(CHATS[name])
    person = {"id": chat, "is_bot": False, "first_name": name.title()}
    bot = {"id": 7000000001, "is_bot": True, "first_name": "KasPro", "username": "KasProBot"}
    before = {"status": "member", "user": bot}
    after = {"status": status, "user": bot} | ({"until_date": 0} if status == "kicked" else {})
    change = {"chat": {"id": chat, "type": "private"}, "from": person, "date": 1}
    return {"update_id": update_id, "my_chat_member": {**change, "old_chat_member": before, "new_chat_member": after}}


def identity(database: Database, name: str) -> tuple[bool, int]:
    with database.read() as connection:
        row = connection.execute(IDENTITY, {"sender": CHATS[name]}).one()
    return bool(row.blocked_us), int(row.away)


def told(database: Database, fact: str) -> list[tuple[str, str]]:
    with database.read() as connection:
        return [(row.channel, row.status) for row in connection.execute(OUT, {"fact": fact})]


def test_telegram_tells_of_a_block_before_a_message_is_refused(stage: Stage) -> None:
    stage.recorders["telegram"].blocked.add(CHATS["budi"])
    for update in (standing("budi", "kicked", 1), standing("budi", "kicked", 1)):
        assert post_telegram(stage.web, update).status_code == 200
    assert identity(stage.database, "budi") == (True, 1)
    stage.pay_in("budi", 500_000)
    stage.send()
    assert "Rp500.000" in stage.last("whatsapp", "budi")
    assert told(stage.database, "topped_up") == [("whatsapp", "sent")]
    assert post_telegram(stage.web, standing("budi", "member", 2)).status_code == 200
    assert identity(stage.database, "budi") == (False, 1)
    with stage.database.read() as connection:
        assert connection.execute(IGNORED).scalar_one() == 2
    stage.recorders["telegram"].blocked.clear()
    stage.say("telegram", "budi", "saldo")
    assert identity(stage.database, "budi") == (False, 0)


def test_a_block_in_a_group_is_nobodys(stage: Stage) -> None:
    update = standing("budi", "kicked", 3)
    update["my_chat_member"]["chat"] = {"id": -100, "type": "group", "title": "Arisan"}
    assert post_telegram(stage.web, update).status_code == 200
    assert identity(stage.database, "budi") == (False, 0)


def test_what_waits_for_her_goes_to_her_other_channel(stage: Stage) -> None:
    stage.say("telegram", "budi", "saldo")
    stage.pay_in("budi", 500_000)
    stage.pay_in("budi", 250_000)
    stage.block("telegram", "budi", told=False)
    stage.send()
    assert told(stage.database, "topped_up") == [("whatsapp", "sent")] * 2
    assert [out.text.partition(" masuk")[0] for out in stage.phone("whatsapp", "budi")] == [
        "✅ *Rp500.000*",
        "✅ *Rp250.000*",
    ]
    assert identity(stage.database, "budi") == (True, 1)


def test_without_another_channel_nothing_is_tried_and_money_is_counted(empty_stage: Stage) -> None:
    stage = empty_stage
    stage.add("budi", channels=("telegram",))
    stage.block("telegram", "budi")
    stage.pay_in("budi", 500_000)
    stage.pay_in("budi", 250_000)
    stage.send()
    assert told(stage.database, "topped_up") == [("telegram", "failed")] * 2
    assert identity(stage.database, "budi") == (True, 3)
    stage.unblock("telegram", "budi")
    stage.say("telegram", "budi", "makasih")
    assert "2 kabar" in stage.last("telegram", "budi")
    stage.say("telegram", "budi", "makasih")
    assert "kabar" not in stage.last("telegram", "budi")


def test_who_is_unknown_cannot_be_away(stage: Stage) -> None:
    assert post_telegram(stage.web, standing("joko", "kicked", 4)).status_code == 200
    with stage.database.begin() as connection:
        gone_or_back(connection, "telegram", "999", blocked=True)
    stage.say("telegram", "joko", "/start")
    assert identity(stage.database, "joko") == (False, 0)


@pytest.mark.parametrize("status", ["sending", "unknown", "queued"])
def test_a_tap_comes_before_we_know_that_its_message_arrived(stage: Stage, status: str) -> None:
    """The customer reads, and taps, before the channel's answer is written down; or that answer was lost."""
    stage.say("telegram", "budi", "kirim 50rb ke 081298764567")
    with stage.database.begin() as connection:
        connection.execute(
            text(
                "UPDATE messages SET status = :status, provider_id = '', lease_until = 0 WHERE id = "
                "(SELECT MAX(id) FROM messages WHERE direction = 'out' AND kind = 'text')"
            ),
            {"status": status},
        )
    stage.tap("telegram", "budi", "Ya, kirim")
    assert "Masukkan PIN" in stage.last("telegram", "budi")
    stage.say("telegram", "budi", PIN)
    assert stage.balance("budi") == 1_200_000


def test_a_tap_that_overtakes_its_text_and_one_on_a_message_that_is_gone(stage: Stage) -> None:
    stage.say("telegram", "budi", "kirim 50rb ke 081298764567")
    yes, _ = stage.buttons("telegram", "budi", "Ya, kirim")[0]
    person = {"id": 1001, "is_bot": False, "first_name": "Budi"}
    query = {"id": "9", "from": person, "chat_instance": "1", "data": yes.data}
    gone = {"message_id": 7, "date": 0, "chat": {"id": 1001, "type": "private"}}
    assert post_telegram(stage.web, {"update_id": 7, "callback_query": {**query, "message": gone}}).status_code == 200
    stage.send()
    assert "Masukkan PIN" in stage.last("telegram", "budi")
    assert post_telegram(stage.web, {"update_id": 8, "callback_query": {**query, "id": "10"}}).status_code == 200
    stage.send()
    assert stage.balance("budi") == 1_250_000
    assert [doing.target for doing in stage.deeds(Deed.ANSWER_TAP)] == ["9", "10"]
    nothing = {name: value for name, value in query.items() if name != "data"}
    assert post_telegram(stage.web, {"update_id": 9, "callback_query": nothing}).status_code == 200


def test_the_menu_of_a_chat_follows_its_language(stage: Stage) -> None:
    stage.say("telegram", "budi", "english")
    assert [(doing.to, doing.target) for doing in stage.deeds(Deed.MENU)] == [("1001", "en")]
    stage.say("telegram", "budi", "bahasa indonesia")
    assert [doing.target for doing in stage.deeds(Deed.MENU)] == ["en", "id"]
    stage.say("whatsapp", "sari", "english")
    assert len(stage.deeds(Deed.MENU)) == 2
    assert set(menu()) == {"id", "en"}


def test_linking_brings_the_menu_in_the_language_of_the_wallet(empty_stage: Stage) -> None:
    stage = empty_stage
    stage.add("sari", channels=("whatsapp",), language="en")
    for words in ("hubungkan akun", PEOPLE["sari"].phone):
        stage.say("telegram", "sari", words)
    stage.say("telegram", "sari", stage.code("sari"))
    stage.say("telegram", "sari", PIN)
    assert [(doing.to, doing.target) for doing in stage.deeds(Deed.MENU)] == [("1002", "en")]


@on_sqlite
def test_what_a_link_opens(stage: Stage) -> None:
    code = stage.order(GivePayCode("k", stage.id_of("sari"))).code
    assert stage.order(GivePayCode("k2", stage.id_of("sari"))).code == code
    phone = PEOPLE["sari"].phone
    cases: dict[str, tuple[str, dict[str, str]] | None] = {
        "/start": None,
        "/start saldo": ("balance", {}),
        "/start@KasProBot isi": ("topup", {}),
        "/start isi_bca": ("topup", {"bank": "bca"}),
        "/start isi_gopay": None,
        "/start kirim": ("transfer", {}),
        f"/start kirim_{code}": ("transfer", {"phone": phone}),
        f"/start kirim_{code.lower()}_50000": ("transfer", {"phone": phone, "amount": "50000"}),
        f"/start kirim_{code}_0": None,
        f"/start kirim_{code}_{'9' * 10}": None,
        "/start kirim_2222222222": None,
        f"/start kirim_{phone.removeprefix('+')}": None,
        "/start hub_ABCDEFGHJKMN": ("link", {"code": "ABCDEFGHJKMN"}),
        "/start hub_ABC": None,
        "/start " + "a" * 65: None,
        f"kirim uang lewat tautan {code}": ("transfer", {"phone": phone}),
        f"Send money by link {code}": ("transfer", {"phone": phone}),
        "link ABCDEFGHJKMN": ("link", {"code": "ABCDEFGHJKMN"}),
        "link my account": None,
        "saldo": None,
    }
    with stage.database.read() as connection:
        for said_first, expected in cases.items():
            opened = opened_by(connection, said_first)
            assert (None if opened is None else (opened.flow, opened.early)) == expected, said_first
    for url in (to_pay("telegram", "KasProBot", code, language="id"), to_pay("whatsapp", "62800", code, language="en")):
        assert phone.removeprefix("+") not in url
        assert phone.removeprefix("+62") not in url
    assert to_link("telegram", "KasProBot", "••••••") == "https://t.me/KasProBot?start=hub_••••••"


def test_a_link_code_stands_in_no_row(empty_stage: Stage) -> None:
    stage = empty_stage
    stage.add("sari", channels=("whatsapp",))
    stage.say("whatsapp", "sari", "hubungkan telegram")
    code = stage.link("telegram", "sari").removeprefix("/start hub_")
    with stage.database.read() as connection:
        rows = [*connection.execute(text("SELECT text, extra, fact_data, sealed FROM messages"))]
        rows += connection.execute(text("SELECT fingerprint, channel FROM link_codes"))
    assert code not in str([tuple(row) for row in rows])


def test_an_edited_start_opens_nothing(stage: Stage) -> None:
    assert post_telegram(stage.web, said("budi", "/start saldo", "edited_message", edit_date=9)).status_code == 200
    stage.send()
    assert "Rp1.250.000" not in stage.last("telegram", "budi")
