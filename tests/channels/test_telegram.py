"""Telegram: real-shaped updates in, and every way in which sending ends, over real sockets."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import json
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import telegram_updates
from bot.channels.base import Ignored, NotProven, Request, Unreadable
from bot.channels.telegram import Telegram
from bot.message import Ask, Contact, Deed, Doing, Kind, Message, Outgoing, Pressable, Result, Sent
from tests.channels import peers
from tests.channels.peers import Answer, peer, says

TOKEN = "7:secret-token"
BUDI = {"id": 77, "is_bot": False, "first_name": "Budi", "last_name": "Hartono", "language_code": "id"}
CHAT = {"id": 77, "first_name": "Budi", "last_name": "Hartono", "type": "private"}
SENT_ANSWER = {"ok": True, "result": {"message_id": 501, "date": 1700000000, "chat": CHAT, "text": "Halo"}}
HALO = Outgoing("77", "Halo *Budi*")

Value = TypeVar("Value")


def using(url: str, deed: Callable[[Telegram], Awaitable[Value]], timeout: float = 0.25, connections: int = 4) -> Value:
    async def carry_out() -> Value:
        telegram = Telegram(TOKEN, "s3cret", url, timeout=timeout, connections=connections)
        try:
            return await deed(telegram)
        finally:
            await telegram.close()

    return asyncio.run(carry_out())


def sending(url: str, out: Outgoing = HALO) -> Sent:
    return using(url, lambda telegram: telegram.send(out))


def request(update: Any, secret: str = "s3cret") -> Request:
    body = update if isinstance(update, bytes) else json.dumps(update).encode()
    return Request("https://kaspro.id/telegram", {"X-Telegram-Bot-Api-Secret-Token": secret}, body)


def read(update: Any) -> Message | Ignored:
    return Telegram(TOKEN, "s3cret").read(request(update))


def heard(update: Any) -> Message:
    message = read(update)
    assert isinstance(message, Message)
    return message


def said(**content: Any) -> dict[str, Any]:
    message = {"message_id": 12, "from": BUDI, "chat": CHAT, "date": 1700000000, **content}
    return {"update_id": 9001, "message": message}


def tapped(**content: Any) -> dict[str, Any]:
    keyboard = {
        "inline_keyboard": [[{"text": "Ya, kirim", "callback_data": "k1"}, {"text": "Batal", "callback_data": "k2"}]]
    }
    on = {"message_id": 31, "from": BUDI, "chat": CHAT, "date": 1700000000, "text": "Kirim?", "reply_markup": keyboard}
    query = {"id": "4242", "from": BUDI, "chat_instance": "1", "message": on, "data": "k1", **content}
    return {"update_id": 9002, "callback_query": query}


ODD: st.SearchStrategy[Any] = st.sampled_from([None, "", "x", 0, 1, 77, -1, 2**40, 10**20, True, False, 7.5, [], {}])


@given(
    text=st.text() | ODD,
    last=st.text() | ODD,
    code=st.sampled_from(["id", "ID-id", "en", "ms"]) | ODD,
    changed=st.dictionaries(
        st.sampled_from(["id", "is_bot", "first_name", "chat", "type", "date", "message_id", "entities"]),
        ODD | st.sampled_from(["private", "group"]),
        max_size=2,
    ),
)
def test_plain_words_are_read_as_the_library_reads_them(
    text: Any, last: Any, code: Any, changed: dict[str, Any]
) -> None:
    update = copy.deepcopy(said(text=text))
    message = update["message"]
    message["from"] |= {"last_name": last, "language_code": code}
    for name, value in changed.items():
        place = message["chat"] if name in ("chat", "type") else message["from"] if name in BUDI else message
        place["id" if name == "chat" else name] = value
    found = read(update)
    with patch.object(telegram_updates, "_own_words", lambda *_: None):
        assert found == read(update)


# Who calls.


def test_the_secret_proves_the_caller() -> None:
    Telegram(TOKEN, "s3cret").prove(request({}, "s3cret"))
    Telegram(TOKEN, "s3cret").prove(Request("", {"x-telegram-bot-api-secret-token": "s3cret"}, b""))


@pytest.mark.parametrize("secret", ["", "s3cre", "s3cret ", "rahasia é 密", "\udce9\ud83d"])
def test_a_wrong_secret_proves_nothing(secret: str) -> None:
    with pytest.raises(NotProven):
        Telegram(TOKEN, "s3cret").prove(request({}, secret))


def test_no_secret_lets_nobody_in() -> None:
    for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": ""}):
        with pytest.raises(NotProven):
            Telegram(TOKEN, "").prove(Request("", headers, b""))


# What is said.


def test_a_text_is_heard() -> None:
    message = heard(said(text="kirim 50rb ke sari"))
    assert message == Message(
        channel="telegram",
        sender="77",
        key="7:9001",
        text="kirim 50rb ke sari",
        name="Budi Hartono",
        language="id",
        message_id="12",
        at=message.at,
        body=message.body,
    )
    assert len(message.body) == 64
    assert message.to == "77"


def test_a_repeat_has_the_same_digest_and_another_message_has_not() -> None:
    assert heard(said(text="saldo")).body == heard(said(text="saldo")).body
    assert heard(said(text="saldo")).body != heard(said(text="saldo!")).body


def test_an_edit_is_heard_as_one() -> None:
    update = said(text="60rb", edit_date=1700000100)
    message = heard({"update_id": 9003, "edited_message": update["message"]})
    assert (message.text, message.edited, message.key) == ("60rb", True, "7:9003")


def test_a_tap_says_what_its_button_carries_and_shows() -> None:
    message = heard(tapped())
    assert (message.kind, message.button, message.text) == (Kind.TAP, "k1", "Ya, kirim")
    assert (message.callback, message.message_id, message.sender) == ("4242", "31", "77")


@pytest.mark.parametrize(("on", "message_id"), [({"message_id": 31, "chat": CHAT, "date": 0}, "31"), (None, "")])
def test_a_tap_on_a_message_too_old_to_see_is_heard(on: Any, message_id: str) -> None:
    message = heard(tapped(message=on))
    assert (message.button, message.text, message.sender, message.message_id) == ("k1", "", "77", message_id)


@pytest.mark.parametrize(
    ("card", "contact"),
    [
        ({"phone_number": "6281277665544", "user_id": 77}, Contact("+6281277665544", "Budi", own=True)),
        ({"phone_number": "+62 812-9876-4567", "last_name": "W", "user_id": 88}, Contact("+6281298764567", "Budi W")),
        ({"phone_number": "6281277665544"}, Contact("+6281277665544", "Budi")),
        ({"phone_number": "081298764567"}, Contact("081298764567", "Budi")),
    ],
)
def test_a_contact_is_ones_own_only_if_telegram_says_so(card: dict[str, Any], contact: Contact) -> None:
    message = heard(said(contact={"first_name": "Budi", **card}))
    assert (message.kind, message.contact) == (Kind.CONTACT, contact)


FILE = {"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}


def test_a_photo_is_heard_with_its_caption_and_its_largest_size() -> None:
    photo = [FILE, {**FILE, "file_id": "large", "width": 900}]
    message = heard(said(photo=photo, caption="KTP saya"))
    assert (message.kind, message.text, message.media) == (Kind.PHOTO, "KTP saya", "large")


def test_photos_that_were_sent_together_say_so() -> None:
    assert heard(said(photo=[FILE], media_group_id="13579")).album == "13579"
    assert heard(said(photo=[FILE])).album == ""


def test_the_largest_size_is_taken_wherever_it_stands() -> None:
    photo = [{**FILE, "file_id": "large", "width": 900}, FILE]
    assert heard(said(photo=photo)).media == "large"


def test_a_picture_sent_as_a_file_is_a_photo() -> None:
    document = {"file_id": "d", "file_unique_id": "u", "mime_type": "image/PNG", "file_name": "ktp.png"}
    message = heard(said(document=document, caption="KTP saya"))
    assert (message.kind, message.text, message.media) == (Kind.PHOTO, "KTP saya", "d")


@pytest.mark.parametrize(
    "content",
    [
        {"voice": {"file_id": "f", "file_unique_id": "u", "duration": 3}},
        {"audio": {"file_id": "f", "file_unique_id": "u", "duration": 3}},
        {"video_note": {"file_id": "f", "file_unique_id": "u", "length": 9, "duration": 1}},
    ],
)
def test_what_is_spoken_is_heard_as_such(content: dict[str, Any]) -> None:
    message = heard(said(**content))
    assert (message.kind, message.media) == (Kind.VOICE, "")


@pytest.mark.parametrize(
    "content",
    [
        {"sticker": {**FILE, "type": "regular", "is_animated": False, "is_video": False}},
        {"location": {"latitude": -6.2, "longitude": 106.8}},
        {"document": {"file_id": "f", "file_unique_id": "u"}},
        {"document": {"file_id": "f", "file_unique_id": "u", "mime_type": "application/pdf"}},
        {"something_of_next_year": {"a": 1}},
    ],
)
def test_what_is_no_text_is_heard_as_such(content: dict[str, Any]) -> None:
    assert heard(said(**content)).kind is Kind.OTHER


@pytest.mark.parametrize(
    ("code", "language"),
    [("id", "id"), ("in", "id"), ("ms-MY", "id"), ("ID-id", "id"), ("en-US", "en"), ("de", "en"), ("", ""), (None, "")],
)
def test_the_app_tells_the_language(code: str | None, language: str) -> None:
    sender = {**BUDI, "language_code": code}
    assert heard(said(text="halo", **{"from": sender})).language == language


def test_text_is_made_storable() -> None:
    sender = {"id": 77, "is_bot": False, "first_name": "Bu\x00di"}
    message = heard(said(text="a\x00b\ud83d", **{"from": sender}))
    assert (message.text, message.name) == ("ab\ufffd", "Budi")


# What is kept and not served.

GROUP = {"id": -100, "title": "Arisan", "type": "group"}
POST = {"message_id": 1, "date": 0, "chat": {**GROUP, "type": "channel"}, "text": "x"}
MEMBER = {"status": "member", "user": BUDI}
BLOCKED = {"chat": CHAT, "from": BUDI, "date": 0, "old_chat_member": MEMBER, "new_chat_member": MEMBER}


@pytest.mark.parametrize(
    "update",
    [
        said(text="saldo", chat=GROUP),
        said(text="saldo", chat={**GROUP, "type": "supergroup"}),
        tapped(message={"message_id": 1, "chat": GROUP, "date": 0}),
        tapped(data=None),
        {"update_id": 1, "channel_post": POST},
        {"update_id": 1, "edited_channel_post": POST},
        {"update_id": 1, "my_chat_member": BLOCKED},
        {"update_id": 1, "inline_query": {"id": "1", "from": BUDI, "query": "x", "offset": ""}},
        {"update_id": 1, "something_of_next_year": {}},
        {"update_id": 1},
        said(pinned_message={"message_id": 1, "date": 0, "chat": CHAT}),
        said(text="saldo", **{"from": None}),
        said(text="saldo", **{"from": {**BUDI, "id": 78}}),
        said(text="saldo", **{"from": {**BUDI, "is_bot": True}}),
        tapped(**{"from": {**BUDI, "id": 78}}),
        {"update_id": 1, "edited_message": said(location={"latitude": 1, "longitude": 2})["message"]},
    ],
)
def test_what_we_do_not_serve_is_kept_with_its_key(update: dict[str, Any]) -> None:
    ignored = read(update)
    assert isinstance(ignored, Ignored)
    assert ignored.key == f"7:{update['update_id']}"
    assert ignored.why


@pytest.mark.parametrize(("status", "blocked"), [("kicked", True), ("member", False)])
def test_telegram_tells_who_blocked_the_bot(status: str, blocked: bool) -> None:
    bot = {"id": 7, "is_bot": True, "first_name": "KasPro"}
    after = {"status": status, "user": bot, "until_date": 0}
    change = {"chat": CHAT, "from": BUDI, "date": 0, "old_chat_member": MEMBER, "new_chat_member": after}
    ignored = read({"update_id": 1, "my_chat_member": change})
    assert isinstance(ignored, Ignored)
    assert (ignored.sender, ignored.blocked) == ("77", blocked)


@pytest.mark.parametrize(
    "passed_on",
    [
        {"forward_origin": {"type": "user", "date": 0, "sender_user": BUDI}},
        {"forward_date": 1700000000},
        {"via_bot": {"id": 9, "is_bot": True, "first_name": "x"}},
    ],
)
def test_a_contact_that_was_passed_on_is_nobodys_own(passed_on: dict[str, Any]) -> None:
    card = {"first_name": "Budi", "phone_number": "6281277665544", "user_id": 77}
    contact = heard(said(contact=card, **passed_on)).contact
    assert contact is not None
    assert not contact.own


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"update"',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"update_id": ' + b"9" * 5000 + b"}",
        {},
        {"update_id": "9"},
        {"update_id": True},
    ],
)
def test_what_is_no_update_is_unreadable(body: Any) -> None:
    with pytest.raises(Unreadable):
        read(body)


@pytest.mark.parametrize(
    "body",
    [
        {"update_id": 1, "message": {}},
        {"update_id": 1, "message": "halo"},
        {"update_id": 1, "callback_query": {"id": "1"}},
        said(text=5),
        said(text="halo", date="kemarin"),
        said(text="halo", date=1e30),
        said(text="halo", chat={"id": "77", "type": "private"}),
        said(text="halo", chat=None),
        said(text="halo", **{"from": {**BUDI, "first_name": ["Budi"]}}),
        said(text="halo", **{"from": {**BUDI, "language_code": 5}}),
        said(photo="f"),
        said(photo=[{"file_id": 1}]),
        tapped(data=5),
        tapped(message={"message_id": "x", "chat": CHAT, "date": 0}),
    ],
)
def test_an_update_of_a_bent_shape_is_kept_and_accepted(body: Any) -> None:
    ignored = read(body)
    assert isinstance(ignored, Ignored)
    assert ignored.key.startswith("7:")


PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3)
ANY_JSON = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
)


@given(st.data())
def test_no_update_however_bent_makes_reading_crash(data: st.DataObject) -> None:
    photo, card = [{**FILE}], {"phone_number": "62812", "first_name": "B", "user_id": 77}
    update = data.draw(st.sampled_from([said(text="a"), said(photo=photo), said(contact=card), tapped()]))
    update = copy.deepcopy(update)
    bent: Any = update
    while isinstance(bent, dict | list) and bent:
        where = data.draw(st.sampled_from(sorted(bent) if isinstance(bent, dict) else range(len(bent))))
        if data.draw(st.booleans()) or not isinstance(bent[where], dict | list):
            bent[where] = data.draw(ANY_JSON)
            break
        bent = bent[where]
    with contextlib.suppress(Unreadable):
        read(update)


# What is sent.


def test_a_message_is_sent_as_html() -> None:
    with peer(says(SENT_ANSWER)) as telegram:
        assert sending(telegram.url, Outgoing("77", "*Rp5* ke <Sari> \ue000x\ue000", protect=True)) == Sent(
            Result.SENT, "501"
        )
    call = telegram.calls[0]
    assert call.path == "/bot7:secret-token/sendMessage"
    assert call.form["chat_id"] == "77"
    assert call.form["text"] == "<b>Rp5</b> ke &lt;Sari&gt; *x*"
    assert call.form["parse_mode"] == "HTML"
    assert call.form["protect_content"] == "true"
    assert json.loads(call.form["link_preview_options"]) == {"is_disabled": True}
    assert "reply_markup" not in call.form


def test_what_is_worded_is_what_the_customer_reads() -> None:
    assert Telegram(TOKEN, "s").word(Outgoing("77", "*Rp5* \ue002x\ue002")) == "Rp5 _x_"


def keyboard(*buttons: Pressable, **more: Any) -> Any:
    with peer(says(SENT_ANSWER)) as telegram:
        sending(telegram.url, Outgoing("77", "Halo", buttons=buttons, **more))
    return json.loads(telegram.calls[0].form["reply_markup"])


def test_buttons_stand_two_a_row_unless_long() -> None:
    made = keyboard(
        Pressable("Ya, kirim", data="a"),
        Pressable("Ubah jumlah", data="b"),
        Pressable("Batal", data="c"),
        Pressable("Ya, minta bantuan", data="d"),
        Pressable("Kembali", data="e"),
    )
    rows = [[button["text"] for button in row] for row in made["inline_keyboard"]]
    assert rows == [["Ya, kirim", "Ubah jumlah"], ["Batal"], ["Ya, minta bantuan"], ["Kembali"]]


def test_the_button_that_agrees_stands_alone_over_two_others() -> None:
    labels = ("Ya, kirim", "Ubah jumlah", "Batal")
    made = keyboard(*(Pressable(label, data=label) for label in labels), ask=Ask.CONSENT)
    rows = [[button["text"] for button in row] for row in made["inline_keyboard"]]
    assert rows == [["Ya, kirim"], ["Ubah jumlah", "Batal"]]


def test_each_sort_of_button_becomes_telegrams() -> None:
    made = keyboard(
        Pressable("Batal", data="k" * 64),
        Pressable("Masukkan PIN", url="https://kaspro.id/pin/x"),
        Pressable("Masukkan PIN", url="http://127.0.0.1:8000/pin/x"),
        Pressable("Salin nomor", copy="10901081277665544"),
    )
    assert made["inline_keyboard"] == [
        [
            {"text": "Batal", "callback_data": "k" * 64},
            {"text": "Masukkan PIN", "web_app": {"url": "https://kaspro.id/pin/x"}},
        ],
        [
            {"text": "Masukkan PIN", "url": "http://127.0.0.1:8000/pin/x"},
            {"text": "Salin nomor", "copy_text": {"text": "10901081277665544"}},
        ],
    ]


def test_asking_for_the_number_takes_keys() -> None:
    made = keyboard(Pressable("Bagikan nomor", contact=True), Pressable("Batal", data="k"), ask=Ask.ANSWER)
    assert made["keyboard"] == [[{"text": "Bagikan nomor", "request_contact": True}, {"text": "Batal"}]]
    assert made["one_time_keyboard"] is True


def test_the_keys_go_when_no_longer_needed() -> None:
    assert keyboard(hide_contact=True) == {"remove_keyboard": True}
    assert "inline_keyboard" in keyboard(Pressable("Batal", data="k"), hide_contact=True)


@pytest.mark.parametrize("data", ["", "k" * 65, "é" * 33])
def test_a_button_that_telegram_would_refuse_is_our_mistake(data: str) -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        sending("http://127.0.0.1:1", Outgoing("77", "Halo", buttons=(Pressable("Batal", data=data),)))


# How sending ends.


def refusal(code: int, description: str, **parameters: int) -> Answer:
    answer = {"ok": False, "error_code": code, "description": description}
    return says(answer | ({"parameters": parameters} if parameters else {}), status=code)


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        (refusal(403, "Forbidden: bot was blocked by the user"), Result.BLOCKED),
        (refusal(400, "Bad Request: chat not found"), Result.FAILED),
        (refusal(400, "Bad Request: group migrated", migrate_to_chat_id=-100), Result.FAILED),
        (refusal(401, "Unauthorized"), Result.SHUT),
        (refusal(404, "Not Found"), Result.SHUT),
        (refusal(409, "Conflict: terminated by other getUpdates request"), Result.FAILED),
        (refusal(429, "Too Many Requests"), Result.RETRY),
        (refusal(500, "Internal Server Error"), Result.UNKNOWN),
        (Answer(502, b"<html>Bad Gateway</html>"), Result.UNKNOWN),
        (Answer(504, b""), Result.UNKNOWN),
        (peers.HANGS_UP, Result.UNKNOWN),
        (peers.HANGS, Result.UNKNOWN),
        (Answer(200, b"{"), Result.UNKNOWN),
        (says({"ok": True}), Result.UNKNOWN),
        (says({"ok": True, "result": {"text": "no id"}}), Result.UNKNOWN),
        (says({"ok": True, "result": []}), Result.UNKNOWN),
    ],
)
def test_each_answer_says_what_became_of_the_message(answer: Answer, result: Result) -> None:
    with peer(answer) as telegram:
        sent = sending(telegram.url)
    assert sent.result is result
    assert sent.message_id == ""
    assert sent.error
    assert TOKEN not in sent.error
    assert len(telegram.calls) == 1, "sent once"


def test_flood_control_says_how_long_to_wait() -> None:
    with peer(refusal(429, "Too Many Requests: retry after 2", retry_after=2)) as telegram:
        sent = sending(telegram.url)
    assert (sent.result, sent.retry_after) == (Result.RETRY, 2.0)


def test_an_answer_that_comes_late_but_in_time_counts() -> None:
    with peer(says(SENT_ANSWER, late=0.1)) as telegram:
        assert sending(telegram.url).result is Result.SENT


@pytest.mark.parametrize("server", [peers.refusing, peers.full])
def test_what_cannot_connect_was_not_sent(server: Callable[[], contextlib.AbstractContextManager[str]]) -> None:
    with server() as url:
        assert sending(url).result is Result.RETRY


def test_a_full_pool_has_not_sent() -> None:
    async def two(telegram: Telegram) -> list[Result]:
        telegram_sent = await asyncio.gather(telegram.send(HALO), telegram.send(HALO))
        return sorted(sent.result for sent in telegram_sent)

    with peer(peers.HANGS) as telegram:
        results = using(telegram.url, two, connections=1)
    assert results == ["retry", "unknown"], "the second waited for the first one's line"
    assert len(telegram.calls) == 1


def test_a_closed_channel_opens_again_in_another_loop() -> None:
    async def once(channel: Telegram) -> Result:
        sent = await channel.send(HALO)
        await channel.close()
        return sent.result

    with peer(says(SENT_ANSWER)) as telegram:
        channel = Telegram(TOKEN, "s3cret", telegram.url)
        assert [asyncio.run(once(channel)) for _ in range(3)] == [Result.SENT] * 3


def test_the_token_is_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with peer(says(SENT_ANSWER)) as telegram:
        sending(telegram.url)
    assert TOKEN not in caplog.text


# Silent acts.


@pytest.mark.parametrize(
    ("doing", "method", "fields"),
    [
        (Doing(Deed.DELETE, "77", "12"), "deleteMessage", {"chat_id": "77", "message_id": "12"}),
        (Doing(Deed.ANSWER_TAP, "77", "4242"), "answerCallbackQuery", {"callback_query_id": "4242"}),
        (Doing(Deed.DROP_BUTTONS, "77", "31"), "editMessageReplyMarkup", {"chat_id": "77", "message_id": "31"}),
        (Doing(Deed.TYPING, "77"), "sendChatAction", {"chat_id": "77", "action": "typing"}),
    ],
)
def test_silent_acts_are_carried_out(doing: Doing, method: str, fields: dict[str, str]) -> None:
    with peer(says({"ok": True, "result": True})) as telegram:
        assert using(telegram.url, lambda channel: channel.do(doing)).result is Result.SENT
    assert telegram.calls[0].path.endswith(f"/{method}")
    assert telegram.calls[0].form == fields


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        (refusal(400, "Bad Request: message to delete not found"), Result.FAILED),
        (refusal(403, "Forbidden: user is deactivated"), Result.BLOCKED),
        (refusal(500, "Internal Server Error"), Result.RETRY),
        (peers.HANGS_UP, Result.RETRY),
    ],
)
def test_an_act_with_a_lost_answer_may_be_done_again(answer: Answer, result: Result) -> None:
    with peer(answer) as telegram:
        assert using(telegram.url, lambda channel: channel.do(Doing(Deed.DELETE, "77", "12"))).result is result


def test_a_bot_cannot_look_up_what_it_said() -> None:
    assert using("http://127.0.0.1:1", lambda channel: channel.look_up(HALO, time.time())) is None


def test_the_menu_of_one_chat_is_set_in_its_language() -> None:
    menus = {"en": [("balance", "Check balance")]}
    with peer(says({"ok": True, "result": True})) as server:

        async def carry_out() -> Sent:
            telegram = Telegram(TOKEN, "s3cret", server.url, menus=lambda: menus)
            try:
                return await telegram.do(Doing(Deed.MENU, "77", "en"))
            finally:
                await telegram.close()

        assert asyncio.run(carry_out()).result is Result.SENT
    call = server.calls[0]
    assert call.path.endswith("/setMyCommands")
    assert json.loads(call.form["scope"]) == {"type": "chat", "chat_id": 77}
    assert json.loads(call.form["commands"]) == [{"command": "balance", "description": "Check balance"}]


def test_a_tap_that_is_answered_too_late_ends_there() -> None:
    words = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    with peer(says({"ok": False, "error_code": 400, "description": words}, status=400)) as telegram:
        doing = Doing(Deed.ANSWER_TAP, "77", "4242")
        assert using(telegram.url, lambda channel: channel.do(doing)).result is Result.FAILED


# Set-up and polling.


def test_the_webhook_and_the_commands_are_set() -> None:
    commands = {"id": [("saldo", "Cek saldo")], "en": [("balance", "Check balance")]}
    with peer(says({"ok": True, "result": True})) as telegram:
        using(telegram.url, lambda channel: channel.set_up("https://kaspro.id/", commands))
    webhook, indonesian, english = (call.form for call in telegram.calls)
    assert (webhook["url"], webhook["secret_token"]) == ("https://kaspro.id/telegram", "s3cret")
    assert json.loads(webhook["allowed_updates"]) == ["message", "edited_message", "callback_query", "my_chat_member"]
    assert "drop_pending_updates" not in webhook or webhook["drop_pending_updates"] == "false"
    assert json.loads(indonesian["commands"]) == [{"command": "saldo", "description": "Cek saldo"}]
    assert "language_code" not in indonesian
    assert english["language_code"] == "en"


def test_polling_gives_updates_as_they_came_even_those_nobody_can_read() -> None:
    updates = [said(text="halo", news_of_next_year={"a": [1]}), {"update_id": 9002, "message": {}}, tapped()]
    with peer(says({"ok": True, "result": True}), says({"ok": True, "result": updates})) as telegram:

        async def poll(channel: Telegram) -> list[tuple[int, bytes]]:
            await channel.drop_webhook()
            return await channel.poll(9001)

        polled = using(telegram.url, poll)
    assert [(number, json.loads(raw)) for number, raw in polled] == [(each["update_id"], each) for each in updates]
    assert telegram.calls[0].path.endswith("/deleteWebhook")
    form = telegram.calls[1].form
    assert (form["offset"], form["timeout"]) == ("9001", "25")
    assert heard(polled[0][1]).text == "halo"


def test_polling_without_news_gives_none() -> None:
    with peer(says({"ok": True, "result": []})) as telegram:
        assert using(telegram.url, lambda channel: channel.poll(None)) == []
