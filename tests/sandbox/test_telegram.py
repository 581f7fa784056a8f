"""Telegram's double, asked by python-telegram-bot's `Bot`."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

import httpx
import pytest
from flask import Flask
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    MenuButtonCommands,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from sandbox.phones import Hands
from sandbox.telegram import telegram_double
from sandbox.world import Command, Key, Phone, World
from tests.sandbox import TOKEN, Clock, Webhook, served

T = TypeVar("T")
BUTTONS = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Ya, kirim", callback_data="yes"), InlineKeyboardButton("Batal", callback_data="no")],
        [InlineKeyboardButton("Masukkan PIN", url="http://127.0.0.1:8000/pin/abc")],
        [InlineKeyboardButton("Salin", copy_text=CopyTextButton("8F2K-9QTM"))],
    ]
)


@pytest.fixture
def budi(world: World) -> Phone:
    return world.add_phone("Budi", "telegram", "+6281211110001", "id")


@pytest.fixture
def url(world: World) -> Iterator[str]:
    with served(telegram_double(world, TOKEN)) as url:
        yield url


Ask = Callable[[Callable[[Bot], Awaitable[T]]], T]


@pytest.fixture
def ask(url: str) -> Ask[object]:
    """Ask the double something as the wallet's sender does, with a bot of its own."""

    async def asked(what: Callable[[Bot], Awaitable[object]]) -> object:
        base = f"{url}/sandbox/telegram"
        async with Bot(TOKEN, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot") as bot:
            return await what(bot)

    return lambda what: asyncio.run(asked(what))


def test_a_message_arrives_as_it_was_sent(ask: Ask[object], world: World, budi: Phone) -> None:
    async def send(bot: Bot) -> None:
        assert bot.username == "KasProBot"
        sent = await bot.send_message(
            budi.chat_id,
            "Kirim <b>Rp50.000</b> ke Sari &amp; Co?",
            parse_mode="HTML",
            reply_markup=BUTTONS,
            protect_content=True,
        )
        assert sent.text == "Kirim Rp50.000 ke Sari & Co?"
        assert [(entity.type, entity.offset, entity.length) for entity in sent.entities] == [("bold", 6, 8)]
        assert sent.chat.id == budi.chat_id
        assert sent.reply_markup == BUTTONS
        assert sent.has_protected_content

    ask(send)
    (bubble,) = world.bubbles(budi.id)
    assert bubble.text == "Kirim <b>Rp50.000</b> ke Sari &amp; Co?"
    assert bubble.html == "Kirim <strong>Rp50.000</strong> ke Sari &amp; Co?"
    assert (bubble.mine, bubble.kind, bubble.protected, bubble.deleted) == (False, "text", True, False)
    assert bubble.keys == (
        (Key("Ya, kirim", data="yes"), Key("Batal", data="no")),
        (Key("Masukkan PIN", url="http://127.0.0.1:8000/pin/abc"),),
        (Key("Salin", copy="8F2K-9QTM"),),
    )
    assert world.unread(budi.id) == 1


def test_a_message_is_edited_and_loses_its_buttons(ask: Ask[object], world: World, budi: Phone) -> None:
    async def edit(bot: Bot) -> None:
        sent = await bot.send_message(budi.chat_id, "Kirim?", reply_markup=BUTTONS)
        await bot.edit_message_reply_markup(budi.chat_id, sent.message_id, reply_markup=None)
        assert not world.bubbles(budi.id)[0].keys
        with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
            await bot.edit_message_reply_markup(budi.chat_id, sent.message_id, reply_markup=None)
        await bot.edit_message_text("Terkirim", budi.chat_id, sent.message_id)
        with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
            await bot.edit_message_text("Terkirim", budi.chat_id, sent.message_id + 1)

    ask(edit)
    (bubble,) = world.bubbles(budi.id)
    assert (bubble.text, bubble.edited, bubble.keys) == ("Terkirim", True, ())


def test_a_typed_pin_is_deleted_and_nothing_of_it_stays(
    ask: Ask[object], world: World, budi: Phone, clock: Clock
) -> None:
    typed, old = (world.add_bubble(budi.id, "246810", mine=True) for _ in range(2))

    async def delete(bot: Bot) -> None:
        await bot.delete_message(budi.chat_id, typed.id)
        with pytest.raises(BadRequest, match=r"(?i)message to delete not found"):
            await bot.delete_message(budi.chat_id, typed.id)
        clock.forward(hours=49)
        with pytest.raises(BadRequest, match=r"(?i)can't be deleted"):
            await bot.delete_message(budi.chat_id, old.id)

    ask(delete)
    assert (world.bubble(budi.id, typed.id).deleted, world.bubble(budi.id, typed.id).text) == (True, "")


def test_a_reply_keyboard_asks_for_the_number_and_goes_away(ask: Ask[object], world: World, budi: Phone) -> None:
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("Bagikan nomor", request_contact=True)], ["Batal"]])
    ask(lambda bot: bot.send_message(budi.chat_id, "Nomor kamu?", reply_markup=keyboard))
    assert world.reply_keys(budi.id) == ((Key("Bagikan nomor", contact=True),), (Key("Batal", text=True),))
    ask(lambda bot: bot.send_message(budi.chat_id, "Terima kasih", reply_markup=ReplyKeyboardRemove()))
    assert world.reply_keys(budi.id) == ()


def test_typing_and_toasts_show_for_a_moment(ask: Ask[object], world: World, budi: Phone, clock: Clock) -> None:
    webhook = Webhook()
    hands = _hands(world, webhook)
    question = world.add_bubble(budi.id, "Kirim?", keys=((Key("Ya", data="yes"),),))
    hands.tap(budi.id, question.id, "yes")
    query = _last_update(webhook)["callback_query"]["id"]

    async def answer(bot: Bot) -> None:
        await bot.send_chat_action(budi.chat_id, "typing")
        await bot.answer_callback_query(query, "Sudah dibatalkan")
        with pytest.raises(BadRequest, match=r"(?i)query is too old"):
            await bot.answer_callback_query("1")
        with pytest.raises(BadRequest, match=r"(?i)MESSAGE_TOO_LONG"):
            await bot.answer_callback_query(query, "a" * 201)

    ask(answer)
    assert world.typing(budi.id)
    assert world.toast(budi.id) == "Sudah dibatalkan"
    shown = world.revision(budi.id)
    clock.forward(seconds=6)
    assert not world.typing(budi.id)
    assert not world.toast(budi.id)
    assert world.revision(budi.id) != shown


def test_the_menu_speaks_each_language(ask: Ask[object], world: World) -> None:
    async def set_menu(bot: Bot) -> None:
        await bot.set_my_commands([BotCommand("saldo", "Lihat saldo")])
        await bot.set_my_commands([BotCommand("balance", "Show the balance")], language_code="en")
        assert (await bot.get_my_commands(language_code="en"))[0].command == "balance"
        await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
        with pytest.raises(BadRequest, match=r"(?i)BOT_COMMAND_INVALID"):
            await bot.set_my_commands([BotCommand("Saldo!", "Lihat saldo")])

    ask(set_menu)
    assert world.commands("id") == [Command("saldo", "Lihat saldo")]
    assert world.commands("en") == [Command("balance", "Show the balance")]


def test_the_menu_of_one_chat_comes_before_the_others(ask: Ask[object], world: World, budi: Phone) -> None:
    async def set_menus(bot: Bot) -> None:
        await bot.set_my_commands([BotCommand("saldo", "Lihat saldo")])
        await bot.set_my_commands([BotCommand("balance", "See it")], scope=BotCommandScopeChat(budi.chat_id))
        assert (await bot.get_my_commands())[0].command == "saldo"
        assert (await bot.get_my_commands(scope=BotCommandScopeChat(budi.chat_id)))[0].command == "balance"
        with pytest.raises(BadRequest, match="for one chat only"):
            await bot.set_my_commands([BotCommand("saldo", "Lihat saldo")], scope=BotCommandScopeAllGroupChats())

    ask(set_menus)
    assert world.commands("id", budi.chat_id) == [Command("balance", "See it")]
    assert world.commands("id", budi.chat_id + 1) == [Command("saldo", "Lihat saldo")]


def test_updates_are_fetched_only_while_no_webhook_is_set(ask: Ask[object], world: World, budi: Phone) -> None:
    hands = _hands(world, Webhook(), secret="")

    async def fetch(bot: Bot) -> None:
        await bot.set_webhook("https://kaspro.example/telegram", secret_token="secret_1")
        assert (world.webhook().url, world.webhook().secret) == ("https://kaspro.example/telegram", "secret_1")
        with pytest.raises(Conflict):
            await bot.get_updates()
        await bot.delete_webhook()
        assert (await bot.get_webhook_info()).url == ""
        assert hands.start(budi.id) == 200
        hands.say(budi.id, "saldo")
        start, saldo = await bot.get_updates()
        assert start.message is not None
        assert [entity.type for entity in start.message.entities] == ["bot_command"]
        assert saldo.update_id == start.update_id + 1
        assert [update.update_id for update in await bot.get_updates(offset=saldo.update_id)] == [saldo.update_id]
        assert not await bot.get_updates(offset=saldo.update_id + 1)

    ask(fetch)


def test_a_photo_can_be_fetched(ask: Ask[object], world: World, budi: Phone) -> None:
    webhook = Webhook()
    _hands(world, webhook).send_photo(budi.id)
    name = _last_update(webhook)["message"]["photo"][-1]["file_id"]

    async def fetch(bot: Bot) -> bytes:
        return bytes(await (await bot.get_file(name)).download_as_bytearray())

    assert str(ask(fetch)).startswith("b'\\xff\\xd8")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "message text is empty"),
        ("<b> </b>", "message text is empty"),
        ("a" * 4097, "message is too long"),
        ("satu <b>dua", "can't parse entities: can't find end tag corresponding to start tag"),
        ("1 < 2", "can't parse entities"),
        ("<b>satu</i>", "can't parse entities: unmatched end tag"),
        ("<h1>satu</h1>", "can't parse entities: unsupported start tag"),
    ],
)
def test_a_text_is_refused(ask: Ask[object], world: World, budi: Phone, text: str, words: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        ask(lambda bot: bot.send_message(budi.chat_id, text, parse_mode="HTML"))
    assert not world.bubbles(budi.id)


def test_length_counts_without_the_marks(ask: Ask[object], world: World, budi: Phone) -> None:
    ask(lambda bot: bot.send_message(budi.chat_id, "<b>" + "&amp;" * 4096 + "</b>", parse_mode="HTML"))
    assert len(world.bubbles(budi.id)) == 1


def test_strangers_and_long_buttons_are_refused(ask: Ask[object], world: World, budi: Phone) -> None:
    def button(data: str) -> InlineKeyboardMarkup:
        return InlineKeyboardMarkup([[InlineKeyboardButton("Ya", callback_data=data)]])

    ask(lambda bot: bot.send_message(budi.chat_id, "Kirim?", reply_markup=button("a" * 64)))
    with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
        ask(lambda bot: bot.send_message(budi.chat_id, "Kirim?", reply_markup=button("é" * 33)))
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        ask(lambda bot: bot.send_message(1, "Kirim?"))
    sari = world.add_phone("Sari", "whatsapp", "+6281211110002", "id")
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        ask(lambda bot: bot.send_message(sari.chat_id, "Kirim?"))


@pytest.mark.parametrize(
    ("kind", "error", "shown"),
    [("429", RetryAfter, 0), ("500", NetworkError, 0), ("403", Forbidden, 0), ("hang-up", NetworkError, 1)],
)
def test_trouble_can_be_had_once(
    ask: Ask[object],
    world: World,
    budi: Phone,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    error: type[Exception],
    shown: int,
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    world.fail_next("telegram", kind)
    with pytest.raises(error):
        ask(lambda bot: bot.send_message(budi.chat_id, "Kirim?"))
    assert len(world.bubbles(budi.id)) == shown
    ask(lambda bot: bot.send_message(budi.chat_id, "Kirim?"))
    assert len(world.bubbles(budi.id)) == shown + 1


def test_another_token_is_refused(url: str) -> None:
    async def ask_as(token: str) -> None:
        async with Bot(token, base_url=f"{url}/sandbox/telegram/bot"):
            pass

    for token in ("123456:another", "no-token"):
        with pytest.raises(InvalidToken):
            asyncio.run(ask_as(token))
    assert httpx.get(f"{url}/sandbox/telegram/bot1:a/getMe").status_code == 401
    assert httpx.get(f"{url}/sandbox/telegram/bot{TOKEN}/sendDice").json()["error_code"] == 404


def test_the_double_is_there_for_this_machine_only(world: World) -> None:
    app = Flask("sandbox-test")
    app.register_blueprint(telegram_double(world, TOKEN))
    client, path = app.test_client(), f"/sandbox/telegram/bot{TOKEN}/getMe"
    assert client.get(path).status_code == 200
    assert client.get(path, headers={"Host": "[::1]:8000"}).status_code == 200
    assert client.get(path, headers={"Host": "kaspro.example"}).status_code == 404
    assert client.get(path, headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404
    assert client.get(path, environ_base={"REMOTE_ADDR": "192.0.2.1"}).status_code == 404


def _hands(world: World, webhook: Webhook, secret: str = "secret_1") -> Hands:
    return Hands(
        world,
        base_url="http://127.0.0.1:8000",
        telegram_secret=secret,
        twilio_auth_token="",
        account_sid="",
        whatsapp_sender="",
        post=webhook,
    )


def _last_update(webhook: Webhook) -> Any:
    return json.loads(webhook.calls[-1].body)
