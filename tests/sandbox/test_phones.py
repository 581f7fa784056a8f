"""Phones: what hands do is posted as the channels post it, and shown as far as it came."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from flask import Blueprint, Response, request
from telegram import Message, Update
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from sandbox import twilio
from sandbox.phones import Hands, NotOnThisChannel
from sandbox.twilio import Post
from sandbox.world import Key, Phone, World
from tests.sandbox import ACCOUNT, AUTH_TOKEN, SENDER, Clock, Webhook, eventually, served

BASE = "http://127.0.0.1:8000"
PUBLIC = "https://kaspro.example"
SECRET = "secret_1"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "world.db", Clock())


@pytest.fixture
def budi(world: World) -> Phone:
    return world.add_phone("Budi", "telegram", "+6281211110001", "id")


@pytest.fixture
def sari(world: World) -> Phone:
    return world.add_phone("Sari", "whatsapp", "+6281211110002", "en")


@pytest.fixture
def webhook() -> Webhook:
    return Webhook()


@pytest.fixture
def hands(world: World, webhook: Webhook) -> Hands:
    return _hands(world, webhook)


# Telegram


def test_a_text_is_posted_as_telegram_posts_it(hands: Hands, world: World, webhook: Webhook, budi: Phone) -> None:
    assert hands.say(budi.id, " kirim 50rb ") == 200
    (call,) = webhook.calls
    assert call.url == f"{BASE}/telegram"
    assert call.headers["X-Telegram-Bot-Api-Secret-Token"] == SECRET
    message = _message(webhook)
    assert message.text == "kirim 50rb"
    assert message.from_user is not None
    assert (message.chat.id, message.chat.type, message.from_user.language_code) == (budi.chat_id, "private", "id")
    (bubble,) = world.bubbles(budi.id)
    assert (bubble.id, bubble.mine, bubble.text, bubble.ticks) == (message.message_id, True, "kirim 50rb", "read")


def test_ids_rise_over_phones_and_processes(hands: Hands, world: World, webhook: Webhook, budi: Phone) -> None:
    joko = world.add_phone("Joko", "telegram", "+6281211110003", "id")
    hands.start(budi.id, "friend_8F2K")
    _hands(World(world.path, world.now), webhook).start(joko.id)
    hands.say(budi.id, "saldo")
    updates = [json.loads(call.body) for call in webhook.calls]
    first = updates[0]["update_id"]
    assert [update["update_id"] for update in updates] == [first, first + 1, first + 2]
    assert [update["message"]["text"] for update in updates] == ["/start friend_8F2K", "/start", "saldo"]
    assert updates[0]["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


def test_a_tap_carries_the_message_it_hangs_on(hands: Hands, world: World, webhook: Webhook, budi: Phone) -> None:
    keys = ((Key("Ya", data="yes"),),)
    asked = world.add_bubble(budi.id, "Kirim <b>Rp50.000</b>?", style="html", keys=keys)
    assert hands.tap(budi.id, asked.id, "yes") == 200
    query = _update(webhook).callback_query
    assert query is not None
    assert query.data == "yes"
    assert query.from_user.id == budi.chat_id
    assert isinstance(query.message, Message)
    assert (query.message.message_id, query.message.text) == (asked.id, "Kirim Rp50.000?")
    assert query.message.reply_markup is not None
    assert len(world.bubbles(budi.id)) == 1


def test_reply_keys_say_their_label_or_share_the_number(
    hands: Hands, world: World, webhook: Webhook, budi: Phone
) -> None:
    keyboard = ((Key("Bagikan nomor", contact=True),), (Key("Batal", text=True),))
    world.set_keyboard(budi.id, keyboard, once=True)
    hands.press(budi.id, "Bagikan nomor")
    contact = _message(webhook).contact
    assert contact is not None
    assert (contact.phone_number, contact.user_id) == ("6281211110001", budi.chat_id)
    assert world.reply_keys(budi.id) == ()
    world.set_keyboard(budi.id, keyboard)
    hands.press(budi.id, "Batal")
    assert _message(webhook).text == "Batal"
    assert world.reply_keys(budi.id) == keyboard
    with pytest.raises(KeyError):
        hands.press(budi.id, "Lanjut")


def test_a_card_of_another_is_not_ones_own(hands: Hands, world: World, webhook: Webhook, budi: Phone) -> None:
    hands.share_contact(budi.id, "+6281211110003", "Joko")
    contact = _message(webhook).contact
    assert contact is not None
    assert (contact.phone_number, contact.first_name, contact.user_id) == ("6281211110003", "Joko", None)
    assert _message(webhook).text is None
    assert world.bubbles(budi.id)[0].kind == "contact"


def test_an_edit_keeps_the_message(hands: Hands, world: World, webhook: Webhook, budi: Phone) -> None:
    hands.say(budi.id, "kirim 50rb")
    (said,) = world.bubbles(budi.id)
    hands.edit(budi.id, said.id, "kirim 60rb")
    edited = _update(webhook).edited_message
    assert edited is not None
    assert (edited.message_id, edited.text) == (said.id, "kirim 60rb")
    assert edited.edit_date is not None
    (bubble,) = world.bubbles(budi.id)
    assert (bubble.text, bubble.edited) == ("kirim 60rb", True)


def test_photo_voice_and_sticker_are_posted(hands: Hands, world: World, webhook: Webhook, budi: Phone) -> None:
    hands.send_photo(budi.id)
    assert len(_message(webhook).photo) == 2
    hands.send_voice(budi.id)
    assert _message(webhook).voice is not None
    hands.send_sticker(budi.id)
    assert _message(webhook).sticker is not None
    assert [bubble.kind for bubble in world.bubbles(budi.id)] == ["photo", "voice", "sticker"]


def test_what_is_not_taken_comes_again_in_order(hands: Hands, world: World, webhook: Webhook, budi: Phone) -> None:
    webhook.answers = [503, 0, 503]
    assert hands.say(budi.id, "satu") == 503
    assert world.bubbles(budi.id)[0].ticks == "failed"
    hands.say(budi.id, "dua")
    eventually(lambda: [bubble.ticks for bubble in world.bubbles(budi.id)] == ["read", "read"])
    said = [json.loads(call.body)["message"]["text"] for call in webhook.calls]
    assert said == ["satu", "satu", "satu", "satu", "dua"]
    assert len({call.body for call in webhook.calls[:4]}) == 1


def test_telegram_gives_up_in_the_end(hands: Hands, world: World, webhook: Webhook, budi: Phone) -> None:
    webhook.answers = [500] * 5
    hands.say(budi.id, "satu")
    eventually(lambda: not webhook.answers)
    assert world.bubbles(budi.id)[0].ticks == "failed"
    eventually(lambda: hands.say(budi.id, "dua") == 200)


def test_a_phone_may_go_while_its_message_waits(hands: Hands, world: World, webhook: Webhook, budi: Phone) -> None:
    webhook.answers = [500]
    hands.say(budi.id, "satu")
    world.remove_phone(budi.id)
    eventually(lambda: len(webhook.calls) == 2)
    assert world.phones() == []


# WhatsApp


def test_a_text_is_posted_as_twilio_posts_it(hands: Hands, world: World, webhook: Webhook, sari: Phone) -> None:
    assert hands.say(sari.id, "saldo & *poin*") == 200
    (call,) = webhook.calls
    form = _form(webhook)
    assert call.url == f"{BASE}/whatsapp"
    assert RequestValidator(AUTH_TOKEN).validate(f"{PUBLIC}/whatsapp", form, call.headers["X-Twilio-Signature"])
    sid = form["MessageSid"]
    assert form == {
        "MessageSid": sid,
        "SmsSid": sid,
        "SmsMessageSid": sid,
        "AccountSid": ACCOUNT,
        "ApiVersion": "2010-04-01",
        "From": "whatsapp:+6281211110002",
        "To": SENDER,
        "Body": "saldo & *poin*",
        "NumMedia": "0",
        "NumSegments": "1",
        "ReferralNumMedia": "0",
        "SmsStatus": "received",
        "MessageType": "text",
        "ProfileName": "Sari",
        "WaId": "6281211110002",
        "ExternalUserId": sari.external_user_id,
        "ChannelMetadata": form["ChannelMetadata"],
    }
    (bubble,) = world.bubbles(sari.id)
    assert (bubble.html, bubble.ticks) == ("saldo &amp; <strong>poin</strong>", "delivered")


def test_a_hidden_number_is_nowhere_in_the_form(hands: Hands, world: World, webhook: Webhook) -> None:
    joko = world.add_phone("Joko", "whatsapp", "+6281211110003", "id", hidden=True)
    hands.say(joko.id, "halo")
    assert _form(webhook)["From"] == _form(webhook)["ExternalUserId"] == joko.external_user_id
    assert joko.external_user_id.startswith("whatsapp:ID.")
    assert b"81211110003" not in webhook.calls[0].body


@pytest.mark.parametrize(
    ("deed", "kind", "content"),
    [
        (Hands.send_photo, "image", "image/jpeg"),
        (Hands.send_voice, "audio", "audio/ogg"),
        (Hands.send_sticker, "sticker", "image/webp"),
        (Hands.share_own_contact, "contacts", "text/vcard"),
    ],
)
def test_media_are_posted_by_their_url(
    hands: Hands, webhook: Webhook, sari: Phone, deed: Callable[[Hands, int], int], kind: str, content: str
) -> None:
    deed(hands, sari.id)
    form = _form(webhook)
    assert (form["MessageType"], form["NumMedia"], form["MediaContentType0"]) == (kind, "1", content)
    assert form["Body"] == ""
    assert form["MediaUrl0"].startswith(f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/Messages/MM")


@pytest.mark.parametrize(
    ("content", "fields"),
    [
        ("twilio/quick-reply", {"ButtonPayload": "k1!answer:yes", "ButtonText": "Ya, kirim"}),
        ("twilio/list-picker", {"ListId": "k1!answer:yes", "ListTitle": "Ya, kirim"}),
    ],
)
def test_a_choice_of_a_template_is_posted_with_its_id(
    hands: Hands, world: World, webhook: Webhook, sari: Phone, content: str, fields: dict[str, str]
) -> None:
    asked = world.add_bubble(sari.id, "Kirim?", keys=((Key("Ya, kirim", data="k1!answer:yes"),),))
    world.keep(f"content {asked.id}", content)
    hands.tap(sari.id, asked.id, "k1!answer:yes")
    form = _form(webhook)
    assert {name: form.get(name) for name in fields} == fields
    assert (form["Body"], form["MessageType"]) == ("Ya, kirim", "interactive")
    assert [bubble.text for bubble in world.bubbles(sari.id)] == ["Kirim?", "Ya, kirim"]
    assert world.bubbles(sari.id)[0].keys, "buttons stay where they are"


def test_whatsapp_has_no_other_buttons_and_no_edits(hands: Hands, world: World, webhook: Webhook, sari: Phone) -> None:
    asked = world.add_bubble(sari.id, "1 Ya")
    with pytest.raises(KeyError):
        hands.tap(sari.id, asked.id, "yes")
    with pytest.raises(NotOnThisChannel):
        hands.edit(sari.id, asked.id, "2")
    assert not webhook.calls


def test_twilio_tries_again_only_without_an_answer(hands: Hands, world: World, webhook: Webhook, sari: Phone) -> None:
    webhook.answers = [0, 200, 503, 0, 0]
    assert hands.say(sari.id, "satu") == 200
    assert webhook.calls[0] == webhook.calls[1]
    assert hands.say(sari.id, "dua") == 503
    assert hands.say(sari.id, "tiga") == 0
    assert len(webhook.calls) == 5
    assert [bubble.ticks for bubble in world.bubbles(sari.id)] == ["delivered", "failed", "failed"]


# Both


def test_a_delivery_is_repeated_byte_for_byte(
    hands: Hands, world: World, webhook: Webhook, budi: Phone, sari: Phone
) -> None:
    for phone in (budi, sari):
        hands.say(phone.id, "kirim 50rb")
        hands.say(phone.id, "saldo")
        first = world.bubbles(phone.id)[0]
        assert hands.repeat(phone.id, first.id) == 200
        assert webhook.calls[-1] == webhook.calls[-3]
        last = hands.last_delivery(phone.id)
        assert last is not None
        assert (last.body, last.url) == (webhook.calls[-2].body, webhook.calls[-2].url)
    with pytest.raises(KeyError):
        hands.repeat(budi.id, 999)


def test_it_works_over_http(world: World, budi: Phone, sari: Phone) -> None:
    wallet, got = Blueprint("wallet", __name__), []

    @wallet.post("/<channel>")
    def webhook(channel: str) -> Response:
        proof = "X-Telegram-Bot-Api-Secret-Token" if channel == "telegram" else "X-Twilio-Signature"
        got.append((channel, bool(request.headers.get(proof)), request.form.get("Body") or request.get_json()))
        return Response(status=202)

    with served(wallet) as url:
        hands = _hands(world, twilio.post, base_url=url)
        assert hands.say(budi.id, "saldo") == 202
        assert hands.say(sari.id, "saldo") == 202
    assert [(channel, proven) for channel, proven, _ in got] == [("telegram", True), ("whatsapp", True)]
    assert hands.say(sari.id, "saldo") == 0


def test_many_hands_at_once_lose_nothing(hands: Hands, world: World, webhook: Webhook, budi: Phone) -> None:
    threads = [threading.Thread(target=hands.say, args=(budi.id, str(nth))) for nth in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ids = sorted(json.loads(call.body)["update_id"] for call in webhook.calls)
    assert ids == list(range(ids[0], ids[0] + 20))
    assert {bubble.text for bubble in world.bubbles(budi.id)} == {str(nth) for nth in range(20)}


def test_a_phone_is_added_once_and_removed(world: World, budi: Phone) -> None:
    with pytest.raises(ValueError, match="already"):
        world.add_phone("Joko", "telegram", budi.number, "id")
    world.add_phone("Budi", "whatsapp", budi.number, "id")
    world.set_language(budi.id, "en")
    assert world.phone(budi.id).language == "en"
    world.remove_phone(budi.id)
    with pytest.raises(KeyError):
        world.phone(budi.id)
    assert world.add_phone("Budi", "telegram", budi.number, "id").id != budi.id


def test_every_change_is_a_new_revision(world: World, budi: Phone) -> None:
    seen = [world.revision(budi.id)]
    asked = world.add_bubble(budi.id, "Kirim?")
    changes: list[Callable[[], None]] = [
        lambda: world.edit_bubble(asked.id, "Kirim lagi?"),
        lambda: world.set_ticks(asked.id, "sent"),
        lambda: world.mark_read(budi.id),
        lambda: world.set_keyboard(budi.id, ((Key("Batal", text=True),),)),
        lambda: world.show_toast(budi.id, "Sudah"),
        lambda: world.show_typing(budi.id),
        lambda: world.add_sms(budi.number, "Kode"),
        lambda: world.delete_bubble(asked.id),
    ]
    for change in changes:
        change()
        seen.append(world.revision(budi.id))
    assert len(set(seen)) == len(seen)


def test_partner_calls_are_noted(world: World) -> None:
    world.note("Bank BNI", "transfer-va/payment", 2002500)
    world.note("Alfamart", "topup", "ok")
    assert [(call.who, call.what, call.code) for call in world.log(last=2)] == [
        ("Bank BNI", "transfer-va/payment", "2002500"),
        ("Alfamart", "topup", "ok"),
    ]


def _hands(world: World, post: Post, base_url: str = BASE) -> Hands:
    return Hands(
        world,
        base_url=base_url,
        public_url=PUBLIC,
        telegram_secret=SECRET,
        twilio_auth_token=AUTH_TOKEN,
        account_sid=ACCOUNT,
        whatsapp_sender=SENDER,
        post=post,
        retry_delays=(0.01, 0.01, 0.02, 0.03),
    )


def _update(webhook: Webhook) -> Update:
    return Update.de_json(json.loads(webhook.calls[-1].body), None)


def _message(webhook: Webhook) -> Message:
    message = _update(webhook).message
    assert message is not None
    return message


def _form(webhook: Webhook) -> dict[str, Any]:
    return dict(parse_qsl(webhook.calls[-1].body.decode(), keep_blank_values=True))
