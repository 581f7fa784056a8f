"""Telegram: a double of the Bot API, as far as the wallet calls it. It checks and answers as the real server does.

Whatever a call carries is put on the phone in `World`; nothing else can get there.
"""

from __future__ import annotations

import errno
import json
import re
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, jsonify, request

from sandbox import files, loopback_only, markup
from sandbox.world import Bubble, Command, Key, Phone, Rows, Webhook, World

TEXT_MAX = 4096
CALLBACK_DATA_BYTES_MAX = 64
COPY_TEXT_MAX = 256
TOAST_MAX = 200
COMMANDS_MAX = 100
DESCRIPTION_MAX = 256
UPDATES_MAX = 100
RETRY_AFTER_SECONDS = 2
POLL_SECONDS_MAX = 10
POLL_PAUSE_SECONDS = 0.05
DELETABLE = timedelta(hours=48)
SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
COMMAND_NAME = re.compile(r"[a-z0-9_]{1,32}")
TOKEN_SHAPE = re.compile(r"\d+:[\w-]+")
BOT_ID = 7_000_000_001
BOT_NAME = "KasPro"
BOT_USERNAME = "KasProBot"

DOWNLOAD_BYTES_MAX = 20_000_000
FOLDERS = {
    "image/jpeg": ("photos", "jpg"),
    "image/png": ("photos", "png"),
    "image/webp": ("photos", "webp"),
    "audio/ogg": ("voice", "oga"),
}

Plain = dict[str, Any]


@dataclass
class Refused(Exception):
    """The call is refused, with the status and words of the real server."""

    code: int
    description: str
    retry_after: int = 0


class HangUp(Exception):
    """The call was carried out, and its answer is to be lost."""


def telegram_double(world: World, token: str) -> Blueprint:
    """Return the Bot API for the bot with this token, under /sandbox/telegram/bot<token>/<method>."""
    double = Blueprint("telegram_double", __name__)
    double.before_request(loopback_only)
    world.keep("bot_id", int(token.partition(":")[0]))
    api = BotApi(world)

    @double.route("/sandbox/telegram/bot<given>/<method>", methods=["GET", "POST"])
    def call(given: str, method: str) -> Response:
        try:
            _prove(given, token)
            deed = METHODS.get(method.lower())
            if deed is None:
                raise Refused(404, "Not Found: method not found")
            return jsonify(ok=True, result=deed(api, _parameters()))
        except Refused as refused:
            return _refusal(refused)
        except HangUp:
            return hang_up()

    @double.get("/sandbox/telegram/file/bot<given>/<path:path>")
    def download(given: str, path: str) -> Response:
        try:
            _prove(given, token)
        except Refused as refused:
            return _refusal(refused)
        found = files.handed_out(world, path.rpartition("/")[2].partition(".")[0])
        if found is None:
            return _refusal(Refused(404, "Not Found"))
        # The real server says of every file that it is bytes.
        return Response(found.body, mimetype="application/octet-stream", headers={"X-Content-Type-Options": "nosniff"})

    return double


def hang_up() -> Response:
    """Return an answer that closes the connection instead of being sent."""
    connection = request.environ.get("gunicorn.socket") or request.environ.get("werkzeug.socket")

    def lost() -> Iterator[bytes]:
        if connection is not None:
            connection.shutdown(socket.SHUT_RDWR)
        raise ConnectionResetError(errno.ECONNRESET, "The sandbox lost this answer on purpose.")
        yield b""

    return Response(lost())


def message(world: World, phone: Phone, bubble: Bubble) -> Plain:
    """Return a text message of either side as Telegram writes it."""
    parsed = markup.parsed(bubble.text, bubble.style)
    said: Plain = {
        "message_id": bubble.id,
        "from": person(phone) if bubble.mine else _bot(world),
        "chat": {"id": phone.chat_id, "type": "private", "first_name": phone.name},
        "date": int(bubble.at.timestamp()),
        "text": parsed.text,
    }
    if parsed.entities:
        said["entities"] = list(parsed.entities)
    if bubble.keys:
        said["reply_markup"] = {"inline_keyboard": [[_written(key) for key in row] for row in bubble.keys]}
    if bubble.protected:
        said["has_protected_content"] = True
    if bubble.edited:
        said["edit_date"] = int(world.now().timestamp())
    return said


def person(phone: Phone) -> Plain:
    """Return the phone's user as Telegram writes her."""
    return {"id": phone.chat_id, "is_bot": False, "first_name": phone.name, "language_code": phone.language}


def queue(world: World, update: Plain) -> None:
    """Keep an update for `getUpdates`."""
    with world.change() as db:
        db.execute("INSERT INTO updates (id, body) VALUES (?, ?)", (update["update_id"], json.dumps(update)))


def open_tap(world: World, phone: Phone) -> str:
    """Return the id of a new callback query of this phone."""
    number = (phone.chat_id << 32) + world.next_number("tap", 1)
    with world.change() as db:
        db.execute("INSERT INTO taps (id, phone, at) VALUES (?, ?, ?)", (str(number), phone.id, time.time()))
    return str(number)


class BotApi:
    """What each method of the Bot API does, given what the call carries."""

    def __init__(self, world: World) -> None:
        self._world = world

    def get_me(self, _given: Plain) -> Plain:
        return _bot(self._world) | {"can_join_groups": False, "can_read_all_group_messages": False}

    def send_message(self, given: Plain) -> Plain:
        phone = _phone(self._world, given)
        text, style = _text(given)
        inline, keyboard = _reply_markup(given)
        kind = self._world.take_failure("telegram")
        _fail(kind)
        bubble = self._world.add_bubble(
            phone.id, text, style=style, protected=_flag(given, "protect_content"), keys=inline
        )
        if keyboard is not None:
            self._world.set_keyboard(phone.id, keyboard.keys, once=keyboard.once)
        if kind == "hang-up":
            raise HangUp
        return message(self._world, phone, bubble)

    def edit_message_text(self, given: Plain) -> Plain:
        phone = _phone(self._world, given)
        bubble = _own(self._world, phone, given, "edit")
        text, style = _text(given)
        keys, _ = _reply_markup(given)
        if (text, style, keys) == (bubble.text, bubble.style, bubble.keys):
            raise _not_modified()
        self._world.edit_bubble(bubble.id, text, style, keys)
        return message(self._world, phone, self._world.bubble(phone.id, bubble.id))

    def edit_message_reply_markup(self, given: Plain) -> Plain:
        phone = _phone(self._world, given)
        bubble = _own(self._world, phone, given, "edit")
        keys, _ = _reply_markup(given)
        if keys == bubble.keys:
            raise _not_modified()
        self._world.set_keys(bubble.id, keys)
        return message(self._world, phone, self._world.bubble(phone.id, bubble.id))

    def delete_message(self, given: Plain) -> bool:
        phone = _phone(self._world, given)
        bubble = _found(self._world, phone, given, "delete")
        if self._world.now() - bubble.at > DELETABLE:
            raise Refused(400, "Bad Request: message can't be deleted for everyone")
        self._world.delete_bubble(bubble.id)
        return True

    def answer_callback_query(self, given: Plain) -> bool:
        with self._world.change() as db:
            found = db.execute(
                "SELECT phone FROM taps WHERE id = ?", (str(given.get("callback_query_id", "")),)
            ).fetchone()
        if found is None:
            raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        text = str(given.get("text") or "")
        if len(text) > TOAST_MAX:
            raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
        if text:
            self._world.show_toast(found["phone"], text)
        return True

    def send_chat_action(self, given: Plain) -> bool:
        phone = _phone(self._world, given)
        if not given.get("action"):
            raise Refused(400, "Bad Request: wrong parameter action in request")
        if given["action"] == "typing":
            self._world.show_typing(phone.id)
        return True

    def set_my_commands(self, given: Plain) -> bool:
        entries = _read(given, "commands") or []
        if len(entries) > COMMANDS_MAX:
            raise Refused(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
        menu = [Command(str(entry.get("command", "")), str(entry.get("description", ""))) for entry in entries]
        for entry in menu:
            if not COMMAND_NAME.fullmatch(entry.command.removeprefix("/")):
                raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(entry.description) <= DESCRIPTION_MAX:
                raise Refused(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        self._world.set_commands(_whose_commands(given), menu)
        return True

    def get_my_commands(self, given: Plain) -> list[Plain]:
        menu = self._world.commands(_whose_commands(given))
        return [{"command": entry.command, "description": entry.description} for entry in menu]

    def set_chat_menu_button(self, given: Plain) -> bool:
        self._world.keep("menu_button", _read(given, "menu_button") or {"type": "default"})
        return True

    def get_chat_menu_button(self, _given: Plain) -> Any:
        return self._world.recall("menu_button", {"type": "default"})

    def set_webhook(self, given: Plain) -> bool:
        url, secret = str(given.get("url") or ""), str(given.get("secret_token") or "")
        if url and not url.startswith(("http://", "https://")):
            raise Refused(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if not SECRET.fullmatch(secret):
            raise Refused(400, "Bad Request: secret token contains unallowed characters")
        if _flag(given, "drop_pending_updates"):
            _confirm(self._world, None)
        self._world.set_webhook(Webhook(url, secret if url else ""))
        return True

    def delete_webhook(self, given: Plain) -> bool:
        return self.set_webhook({**given, "url": "", "secret_token": ""})

    def get_webhook_info(self, _given: Plain) -> Plain:
        waiting = len(_waiting(self._world, UPDATES_MAX))
        return {"url": self._world.webhook().url, "has_custom_certificate": False, "pending_update_count": waiting}

    def get_updates(self, given: Plain) -> list[Any]:
        if self._world.webhook().url:
            words = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            raise Refused(409, f"Conflict: {words}")
        _confirm(self._world, int(given.get("offset") or 0))
        until = time.monotonic() + min(float(given.get("timeout") or 0), POLL_SECONDS_MAX)
        limit = int(given.get("limit") or UPDATES_MAX)
        while not (found := _waiting(self._world, limit)) and time.monotonic() < until:
            time.sleep(POLL_PAUSE_SECONDS)
        return found

    def get_file(self, given: Plain) -> Plain:
        name = str(given.get("file_id") or "")
        if not name:
            raise Refused(400, "Bad Request: file_id not specified")
        file = files.handed_out(self._world, name)
        if file is None:
            raise Refused(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        if len(file.body) > DOWNLOAD_BYTES_MAX:
            raise Refused(400, "Bad Request: file is too big")
        folder, ending = FOLDERS.get(file.type, ("documents", "bin"))
        told = {"file_id": name, "file_unique_id": name[-12:], "file_size": len(file.body)}
        return told | {"file_path": f"{folder}/{name}.{ending}"}


METHODS: Mapping[str, Callable[[BotApi, Plain], Any]] = {
    "getme": BotApi.get_me,
    "sendmessage": BotApi.send_message,
    "editmessagetext": BotApi.edit_message_text,
    "editmessagereplymarkup": BotApi.edit_message_reply_markup,
    "deletemessage": BotApi.delete_message,
    "answercallbackquery": BotApi.answer_callback_query,
    "sendchataction": BotApi.send_chat_action,
    "setmycommands": BotApi.set_my_commands,
    "getmycommands": BotApi.get_my_commands,
    "setchatmenubutton": BotApi.set_chat_menu_button,
    "getchatmenubutton": BotApi.get_chat_menu_button,
    "setwebhook": BotApi.set_webhook,
    "deletewebhook": BotApi.delete_webhook,
    "getwebhookinfo": BotApi.get_webhook_info,
    "getupdates": BotApi.get_updates,
    "getfile": BotApi.get_file,
}
"""By name in small letters, for Telegram does not mind their size."""


# What a call carries


def _parameters() -> Plain:
    given: Plain = {**request.args.to_dict(), **request.form.to_dict()}
    if request.is_json:
        given |= request.get_json()
    return given


def _prove(given: str, token: str) -> None:
    if given == token:
        return
    raise Refused(401, "Unauthorized") if TOKEN_SHAPE.fullmatch(given) else Refused(404, "Not Found")


def _read(given: Plain, name: str) -> Any:
    """Return a parameter that is an object or a list: as it is in JSON, as a string of JSON in a form."""
    value = given.get(name)
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value) if value else None
    except ValueError as wrong:
        raise Refused(400, f"Bad Request: can't parse {name.replace('_', ' ')} JSON object") from wrong


def _flag(given: Plain, name: str) -> bool:
    return str(given.get(name, "")).lower() in ("true", "1")


def _number(given: Plain, name: str) -> int:
    try:
        return int(given.get(name) or 0)
    except ValueError:
        return 0


def _whose_commands(given: Plain) -> str:
    """Return for whom a menu is: a chat, before all others, or whoever has her app in a language."""
    scope = _read(given, "scope") or {"type": "default"}
    if scope.get("type") == "chat":
        return f"chat {scope.get('chat_id')}"
    if scope.get("type") != "default":
        raise Refused(400, "Bad Request: the sandbox knows menus for everybody and for one chat only")
    return str(given.get("language_code") or "")


def _phone(world: World, given: Plain) -> Phone:
    if not given.get("chat_id"):
        raise Refused(400, "Bad Request: chat_id is empty")
    phone = world.telegram_phone(_number(given, "chat_id"))
    if phone is None:
        raise Refused(400, "Bad Request: chat not found")
    return phone


def _found(world: World, phone: Phone, given: Plain, what: str) -> Bubble:
    if not given.get("message_id"):
        raise Refused(400, "Bad Request: message identifier is not specified")
    try:
        bubble = world.bubble(phone.id, _number(given, "message_id"))
    except KeyError:
        raise Refused(400, f"Bad Request: message to {what} not found") from None
    if bubble.deleted:
        raise Refused(400, f"Bad Request: message to {what} not found")
    return bubble


def _own(world: World, phone: Phone, given: Plain, what: str) -> Bubble:
    bubble = _found(world, phone, given, what)
    if bubble.mine:
        raise Refused(400, f"Bad Request: message can't be {what}ed")
    return bubble


def _text(given: Plain) -> tuple[str, str]:
    """Return a text that the real server would take, and how it is marked up."""
    text, mode = str(given.get("text") or "").strip(), str(given.get("parse_mode") or "").lower()
    if mode not in ("", "html"):
        raise Refused(400, "Bad Request: unsupported parse_mode")
    try:
        length = len(markup.parsed(text, mode).text.strip())
    except markup.CannotParse as wrong:
        raise Refused(400, f"Bad Request: can't parse entities: {wrong}") from wrong
    if not length:
        raise Refused(400, "Bad Request: message text is empty")
    if length > TEXT_MAX:
        raise Refused(400, "Bad Request: message is too long")
    return text, mode


@dataclass(frozen=True)
class _Keyboard:
    keys: Rows = ()
    once: bool = False


def _reply_markup(given: Plain) -> tuple[Rows, _Keyboard | None]:
    """Return the buttons for under the message, and the reply keyboard if it is to change."""
    asked = _read(given, "reply_markup") or {}
    if "inline_keyboard" in asked:
        return tuple(tuple(_inline(button) for button in row) for row in asked["inline_keyboard"] if row), None
    if "keyboard" in asked:
        keys = tuple(tuple(_reply(button) for button in row) for row in asked["keyboard"] if row)
        return (), _Keyboard(keys, once=bool(asked.get("one_time_keyboard")))
    if asked.get("remove_keyboard"):
        return (), _Keyboard()
    return (), None


def _inline(button: Plain) -> Key:
    label, data = str(button.get("text") or ""), str(button.get("callback_data") or "")
    url = str(button.get("url") or (button.get("web_app") or {}).get("url") or "")
    copy = str((button.get("copy_text") or {}).get("text") or "")
    if not label:
        raise Refused(400, 'Bad Request: can\'t parse inline keyboard button: Field "text" must be of type String')
    if not (data or url or copy):
        words = "Text buttons are unallowed in the inline keyboard"
        raise Refused(400, f"Bad Request: can't parse inline keyboard button: {words}")
    if len(data.encode()) > CALLBACK_DATA_BYTES_MAX:
        raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
    if url and not url.startswith(("http://", "https://", "tg://")):
        raise Refused(400, f"Bad Request: inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    if len(copy) > COPY_TEXT_MAX:
        raise Refused(400, "Bad Request: BUTTON_COPY_TEXT_INVALID")
    return Key(label, data=data, url=url, copy=copy)


def _reply(button: Plain | str) -> Key:
    asked = {"text": button} if isinstance(button, str) else button
    label, contact = str(asked.get("text") or ""), bool(asked.get("request_contact"))
    if not label:
        raise Refused(400, 'Bad Request: can\'t parse keyboard button: Field "text" must be of type String')
    return Key(label, contact=contact, text=not contact)


# What is answered


def _written(key: Key) -> Plain:
    button: Plain = {"text": key.label}
    if key.data:
        button["callback_data"] = key.data
    if key.url:
        button["url"] = key.url
    if key.copy:
        button["copy_text"] = {"text": key.copy}
    return button


def _bot(world: World) -> Plain:
    bot_id = world.recall("bot_id", BOT_ID)
    return {"id": bot_id, "is_bot": True, "first_name": BOT_NAME, "username": BOT_USERNAME}


def _refusal(refused: Refused) -> Response:
    said: Plain = {"ok": False, "error_code": refused.code, "description": refused.description}
    if refused.retry_after:
        said["parameters"] = {"retry_after": refused.retry_after}
    answer = jsonify(said)
    answer.status_code = refused.code
    return answer


def _not_modified() -> Refused:
    words = "specified new message content and reply markup are exactly the same as a current content and reply markup"
    return Refused(400, f"Bad Request: message is not modified: {words} of the message")


def _fail(kind: str) -> None:
    """Raise the failure that was asked for, if nothing is to be sent."""
    if kind == "429":
        raise Refused(429, f"Too Many Requests: retry after {RETRY_AFTER_SECONDS}", retry_after=RETRY_AFTER_SECONDS)
    if kind == "500":
        raise Refused(500, "Internal Server Error")
    if kind == "403":
        raise Refused(403, "Forbidden: bot was blocked by the user")


# Updates that are fetched


def _confirm(world: World, offset: int | None) -> None:
    """Forget the updates before `offset`, or all of them."""
    with world.change() as db:
        db.execute("DELETE FROM updates WHERE id < coalesce(?, id + 1)", (offset,))


def _waiting(world: World, limit: int) -> list[Any]:
    with world.change() as db:
        rows = db.execute("SELECT body FROM updates ORDER BY id LIMIT ?", (limit,)).fetchall()
    return [json.loads(row["body"]) for row in rows]
