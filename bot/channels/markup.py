"""Our markup, `*bold*` and `` `code` ``, as each channel writes it, and long texts cut to a channel's limit.

Marks inside values were replaced by private characters before they came here, so a star here is always a template's.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.channels.base import Channel
from bot.message import Ask, Outgoing

MARKS = {"\ue000": "*", "\ue001": "`", "\ue002": "_", "\ue003": "~"}
"""Stand-ins for marks that a value (a name, a note) contains."""

_RESTORED = str.maketrans(MARKS)
_DROPPED = str.maketrans(dict.fromkeys(MARKS, ""))
_PAIR = re.compile(r"\*(?!\s)[^*\n]+(?<!\s)\*|`[^`\n]+`")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_ENDS = re.compile(r"\n|[.!?…](?=\s)")


def telegram_html(text: str) -> str:
    """Return the text as Telegram's HTML, with everything that is not our mark escaped."""
    return _PAIR.sub(_tagged, html.escape(text, quote=False)).translate(_RESTORED)


def whatsapp_text(text: str) -> str:
    """Return the text as WhatsApp reads it: our marks are its marks, and values lose theirs."""
    return text.translate(_DROPPED)


def plain(text: str) -> str:
    """Return the text without marks, as SMS and the terminal show it."""
    return _PAIR.sub(lambda pair: pair[0][1:-1], text).translate(_RESTORED)


def units(text: str) -> int:
    """Return how long a channel may count the text: in UTF-16 units, never fewer than its characters."""
    return len(text) + sum(character > "\uffff" for character in text)


def storable(text: str) -> str:
    """Return incoming text without what no database takes: NUL goes, lone surrogates become `�`."""
    return _UNSTORABLE.sub(lambda bad: "" if bad[0] == "\x00" else "\ufffd", text)


def split(text: str, limit: int, length: Callable[[str], int] = lambda text: units(plain(text))) -> list[str]:
    """Return the text in parts of at most `limit`, cut at a line or sentence end and never inside a pair of marks.

    A sentence that is too long is cut at a space, a word that is too long anywhere. Only white space is lost.
    """
    if limit < 2:  # One emoji counts two.
        raise ValueError("no room for a character")
    parts = []
    while length(text) > limit:
        end = _last_cut(text, limit, length)
        parts.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [part for part in [*parts, text] if part] or [text]


def pieces(out: Outgoing, channel: Channel) -> list[Outgoing]:
    """Return the messages that say `out` within the channel's limit; its buttons and what it asks go with the last."""
    bare = replace(out, buttons=(), ask=Ask.NOTHING, hide_contact=False)
    menu = units(channel.word(out)) - units(channel.word(bare))
    parts = split(out.text, channel.text_max - menu, lambda text: units(channel.word(replace(bare, text=text))))
    return [*(replace(bare, text=part) for part in parts[:-1]), replace(out, text=parts[-1])]


def _tagged(pair: re.Match[str]) -> str:
    tag = "b" if pair[0][0] == "*" else "code"
    return f"<{tag}>{pair[0][1:-1]}</{tag}>"


def _last_cut(text: str, limit: int, length: Callable[[str], int]) -> int:
    """Return where the first part ends: the latest line or sentence end that fits, else a space, else any character."""
    ends = {match.end() for match in _ENDS.finditer(text)}
    room, any_cut, space, sentence = limit, 0, 0, 0
    for end, size in _steps(text, limit, length):
        room -= size
        if room < 0:
            break
        any_cut = end
        if text[end - 1].isspace():
            space = end
        if end in ends:
            sentence = end
    return sentence or space or any_cut or 1


def _steps(text: str, limit: int, length: Callable[[str], int]) -> Iterator[tuple[int, int]]:
    """Yield each place where the text may be cut, with the length since the one before."""
    at = 0
    while at < len(text):
        pair = _PAIR.match(text, at)
        size = length(pair[0]) if pair else 0
        if pair is None or size > limit:  # A pair longer than a whole message is cut like plain text.
            yield at + 1, length(text[at])
            at += 1
        else:
            yield pair.end(), size
            at = pair.end()
