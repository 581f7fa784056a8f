"""Telegram's keyboards: our buttons as inline buttons, or as keys where one of them asks for the own number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    WebAppInfo,
)

from bot.channels.markup import plain
from bot.message import Ask, Outgoing, Pressable

LABEL_SHORT = 16
"""Characters: two labels up to this stand side by side."""
DATA_MAX = 64
"""Bytes that a button may carry (Bot API, `callback_data`)."""

Made = TypeVar("Made")


def markup(out: Outgoing) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    """Return the keyboard under a message, or None; raise `ValueError` for a button that Telegram would refuse."""
    if any(button.contact for button in out.buttons):
        # Only keys can ask for the number. The others then say their label, as if it were typed.
        return ReplyKeyboardMarkup(_rows(out.buttons, _key), resize_keyboard=True, one_time_keyboard=True)
    if out.buttons:
        lead = out.ask is Ask.CONSENT and len(out.buttons) % 2 == 1
        return InlineKeyboardMarkup(_rows(out.buttons, _inline, lead=lead))
    return ReplyKeyboardRemove() if out.hide_contact else None


def _inline(button: Pressable) -> InlineKeyboardButton:
    label = plain(button.label)
    if button.copy:
        return InlineKeyboardButton(label, copy_text=CopyTextButton(button.copy))
    if button.url.startswith("https://"):
        return InlineKeyboardButton(label, web_app=WebAppInfo(button.url))
    if button.url:
        return InlineKeyboardButton(label, url=button.url)
    if not 1 <= len(button.data.encode()) <= DATA_MAX:
        raise ValueError(f"a button carries 1 to {DATA_MAX} bytes: {button.data!r}")
    return InlineKeyboardButton(label, callback_data=button.data)


def _key(button: Pressable) -> KeyboardButton:
    return KeyboardButton(plain(button.label), request_contact=True if button.contact else None)


def _rows(buttons: Sequence[Pressable], made: Callable[[Pressable], Made], *, lead: bool = False) -> list[list[Made]]:
    """Return the buttons two a row, and those with a long label alone; with `lead` the first is, for it agrees."""
    rows: list[list[Made]] = []
    open_row = False
    for button in buttons:
        short = len(plain(button.label)) <= LABEL_SHORT
        if open_row and short:
            rows[-1].append(made(button))
            open_row = False
        else:
            rows.append([made(button)])
            open_row = short and not (lead and len(rows) == 1)
    return rows
