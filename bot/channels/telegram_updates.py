"""Telegram's updates: bytes to `Message`. Asked by telegram.py, for webhook and polling alike."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import telegram
from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, Update, User
from telegram.constants import ChatType
from telegram.ext import filters

from bot.channels.base import Ignored, Unreadable
from bot.channels.markup import storable
from bot.message import Contact, Kind, Message

BAD_SHAPES = (TypeError, KeyError, AttributeError, ValueError, OverflowError, OSError, RecursionError)
"""What reading a value of another shape than the library expects may raise."""


def read(body: bytes, bot_id: str) -> Message | Ignored:
    """Return what an update says; raise `Unreadable` if it is none.

    Telegram repeats what is refused and blocks the chat meanwhile, so an update of a shape we cannot read is accepted.
    """
    try:
        data = json.loads(body)
        key = f"{bot_id}:{_int(data['update_id'])}"
    except BAD_SHAPES as error:
        raise Unreadable(f"not a Telegram update: {type(error).__name__}") from error
    try:
        if words := _own_words(data, key, body):
            return words
        update = Update.de_json(data, None)
        if update.callback_query is not None:
            return _tap(update.callback_query, key, body)
        if update.my_chat_member is not None:
            return _standing(update.my_chat_member, key)
        said = update.message or update.edited_message
        if said is None:
            return Ignored(key, f"not served: {', '.join(sorted(set(data) - {'update_id'}))}")
        if said.chat.type != ChatType.PRIVATE:
            return Ignored(key, f"chat is a {_text(said.chat.type)}")
        return _said(said, update, key, body)
    except BAD_SHAPES as error:
        return Ignored(key, f"unreadable: {type(error).__name__}")


def _own_words(data: Any, key: str, body: bytes) -> Message | None:
    """Return what is nothing but a person's words in her own chat; None for anything else, which the library reads.

    Most updates are just that, and to have the library make its objects of one costs more than all our own reading.
    """
    match data:
        case {
            "message": {
                "message_id": int(message_id),
                "from": {"id": int(sender), "is_bot": False, "first_name": str(first)} as person,
                "chat": {"id": int(chat), "type": ChatType.PRIVATE},
                "date": int(date),
                "text": str(text),
            } as said
        } if chat == sender and text and len(data) == 2 and len(said) == 5:
            return Message(
                channel="telegram",
                sender=str(_int(chat)),
                key=key,
                kind=Kind.TEXT,
                text=_text(text),
                name=_name(first, person.get("last_name")),
                language=_language(person.get("language_code")),
                message_id=str(_int(message_id)),
                at=datetime.fromtimestamp(date, UTC),
                body=sha256(body).hexdigest(),
            )
    return None


def has_id(update: Any) -> bool:
    """Return whether this has the id by which Telegram is told that it may forget an update."""
    return isinstance(update, dict) and type(update.get("update_id")) is int


def _standing(told: ChatMemberUpdated, key: str) -> Ignored:
    """Return what Telegram tells of a chat in which the bot may, or may no longer, write: no message of anybody."""
    status = _text(told.new_chat_member.status)
    if told.chat.type != ChatType.PRIVATE or status not in (ChatMember.BANNED, ChatMember.MEMBER):
        return Ignored(key, f"the bot is {status} in a {_text(told.chat.type)}")
    blocked = status == ChatMember.BANNED
    why = "blocked the bot" if blocked else "lets the bot write"
    return Ignored(key, why, sender=str(_int(told.chat.id)), blocked=blocked)


def _said(said: telegram.Message, update: Update, key: str, body: bytes) -> Message | Ignored:
    sender, edited = said.from_user, update.edited_message is not None
    if sender is None or sender.is_bot or sender.id != said.chat.id:
        return Ignored(key, "not said by the person whose chat it is")
    kind = _kind(said)
    if kind is Kind.OTHER and (edited or filters.StatusUpdate.ALL.check_update(update)):
        return Ignored(key, "a service message, or a place that moves")
    return Message(
        channel="telegram",
        sender=str(_int(said.chat.id)),
        key=key,
        kind=kind,
        text=_text(said.text or said.caption),
        contact=_contact(said.contact, sender, own_words=not (edited or _passed_on(said))) if said.contact else None,
        name=_name(sender.first_name, sender.last_name),
        language=_language(sender.language_code),
        message_id=str(_int(said.message_id)),
        media=_media(said),
        album=_text(said.media_group_id),
        edited=edited,
        at=said.edit_date if edited else said.date,
        body=sha256(body).hexdigest(),
    )


def _tap(query: CallbackQuery, key: str, body: bytes) -> Message | Ignored:
    on, sender = query.message, query.from_user
    if on is not None and on.chat.type != ChatType.PRIVATE:
        return Ignored(key, f"chat is a {_text(on.chat.type)}")
    if on is not None and on.chat.id != sender.id:
        return Ignored(key, "not tapped by the person whose chat it is")
    if query.data is None:
        return Ignored(key, "a tap without data")
    return Message(
        channel="telegram",
        sender=str(_int(on.chat.id if on is not None else sender.id)),
        key=key,
        kind=Kind.TAP,
        text=_label(query),
        button=_text(query.data),
        name=_name(sender.first_name, sender.last_name),
        language=_language(sender.language_code),
        message_id=str(_int(on.message_id)) if on is not None else "",
        callback=_text(query.id),
        body=sha256(body).hexdigest(),
    )


def _kind(said: telegram.Message) -> Kind:
    if said.contact:
        return Kind.CONTACT
    if said.photo or _is_image(said.document):
        return Kind.PHOTO
    if said.voice or said.audio or said.video_note:
        return Kind.VOICE
    return Kind.TEXT if said.text else Kind.OTHER


def _media(said: telegram.Message) -> str:
    """Return the id of the photo in its largest size, or of the picture that was sent as a file."""
    if said.photo:
        return _text(max(said.photo, key=lambda size: _int(size.width) * _int(size.height)).file_id)
    return _text(said.document.file_id) if said.document and _is_image(said.document) else ""


def _is_image(document: telegram.Document | None) -> bool:
    return document is not None and _text(document.mime_type).lower().startswith("image/")


def _passed_on(said: telegram.Message) -> bool:
    """Return whether somebody else wrote it: it was forwarded, or made by another bot."""
    return bool(said.forward_origin or said.via_bot or {"forward_date", "forward_from"} & set(said.api_kwargs))


def _contact(shared: telegram.Contact, sender: User, *, own_words: bool) -> Contact:
    """Return the contact; another person's card, one without an account, or one that was passed on is not one's own."""
    own = own_words and shared.user_id is not None and shared.user_id == sender.id
    return Contact(_phone(_text(shared.phone_number)), _name(shared.first_name, shared.last_name), own)


def _phone(number: str) -> str:
    """Return the number with its `+`, which Telegram leaves out; one from an address book may begin with 0."""
    digits = "".join(character for character in number if character in "0123456789")
    return digits if not digits or digits.startswith("0") else f"+{digits}"


def _label(query: CallbackQuery) -> str:
    """Return the words on the button that was tapped, if its message still tells."""
    keyboard = query.message.reply_markup if isinstance(query.message, telegram.Message) else None
    buttons = [button for row in keyboard.inline_keyboard for button in row] if keyboard else []
    return next((_text(button.text) for button in buttons if button.callback_data == query.data), "")


def _name(first: str | None, last: str | None) -> str:
    return f"{_text(first)} {_text(last)}".strip()


def _language(told: str | None) -> str:
    """Return `id` for Indonesian and Malay apps, `en` for any other, and nothing if the app does not tell."""
    code = _text(told).lower().partition("-")[0]
    return code and ("id" if code in {"id", "in", "ms"} else "en")


def _text(value: Any) -> str:
    """Return a text or an empty one; the library checks no types."""
    if value is not None and not isinstance(value, str):
        raise TypeError("not a text")
    return storable(value or "")


def _int(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("not a whole number")
    return value
