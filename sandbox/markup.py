"""Markup: what the chat apps make of a text, as HTML that is safe to show.

Telegram's HTML is read as its server reads it, errors included; WhatsApp's marks as the app does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import unquote, urlencode

from markupsafe import Markup, escape

SIMPLE_TAGS = {
    "b": ("bold", "strong"),
    "strong": ("bold", "strong"),
    "i": ("italic", "em"),
    "em": ("italic", "em"),
    "u": ("underline", "u"),
    "ins": ("underline", "u"),
    "s": ("strikethrough", "s"),
    "strike": ("strikethrough", "s"),
    "del": ("strikethrough", "s"),
    "code": ("code", "code"),
    "pre": ("pre", "pre"),
    "blockquote": ("blockquote", "blockquote"),
    "tg-spoiler": ("spoiler", "span"),
    "span": ("spoiler", "span"),
    "a": ("text_link", "a"),
    "tg-emoji": ("custom_emoji", "span"),
}
TOKEN = re.compile(r"<(?P<end>/?)(?P<name>[^\s<>/]*)(?P<rest>[^<>]*)>|(?P<lone><)|(?P<text>[^<]+)")
ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))""")
ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
TO_THE_BOT = re.compile(r"https://t\.me/\w{5,32}\?start=(?P<payload>[\w-]{1,64})")
TO_OUR_NUMBER = re.compile(r"https://wa\.me/\d{6,15}\?text=(?P<text>[^&#\s]+)")
LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,:;!?)\]'*_~`]")
COMMAND = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?!\w)")


class CannotParse(Exception):
    """The text is not HTML as Telegram takes it; the message is what its server says."""


@dataclass(frozen=True)
class Parsed:
    """A text without its marks, the marks as Telegram's entities, and both as HTML."""

    text: str
    entities: tuple[dict[str, Any], ...]
    html: Markup


def shown(text: str, style: str) -> Markup:
    """Return the text as HTML; `style` is `html` (Telegram's), `whatsapp`, or empty for none."""
    if style == "html":
        return telegram(text).html
    if style == "whatsapp":
        return whatsapp(text)
    return _linked(text)


def parsed(text: str, style: str) -> Parsed:
    """Return the text without the marks of this style, and the marks as Telegram's entities."""
    return telegram(text) if style == "html" else plain(text)


def plain(text: str) -> Parsed:
    """Return an unmarked text with the entities that Telegram finds by itself: links and commands."""
    found = [("url", match) for match in LINK.finditer(text)] + [
        ("bot_command", match) for match in COMMAND.finditer(text)
    ]
    entities = tuple(
        {"type": kind, "offset": _units(text[: match.start()]), "length": _units(match.group())}
        for kind, match in sorted(found, key=lambda pair: pair[1].start())
        if kind == "url" or not any(link.start() <= match.start() < link.end() for link in LINK.finditer(text))
    )
    return Parsed(text, entities, _linked(text))


@dataclass(frozen=True)
class _Open:
    name: str
    entity: dict[str, Any]
    close: str


def telegram(source: str) -> Parsed:
    """Return Telegram's HTML parsed; raise `CannotParse` with its server's words."""
    text, html = "", Markup()
    entities: list[dict[str, Any]] = []
    opened: list[_Open] = []
    for token in TOKEN.finditer(source):
        at = len(source[: token.start()].encode())
        if token["lone"]:
            raise CannotParse(f"Unclosed start tag at byte offset {at}")
        if token["text"]:
            said = _unescaped(token["text"])
            text += said
            html += escape(said) if any(tag.name == "a" for tag in opened) else _linked(said)
            continue
        name = token["name"].lower()
        if token["end"]:
            if not opened:
                raise CannotParse(f"Unexpected end tag at byte offset {at}")
            tag = opened.pop()
            if name and name != tag.name:
                raise CannotParse(f'Unmatched end tag at byte offset {at}, expected "</{tag.name}>", found "</{name}>"')
            tag.entity["length"] = _units(text) - tag.entity["offset"]
            html += Markup(tag.close)  # noqa: S704  # One of our own closing tags.
            continue
        start, tag = _open(name, token["rest"], at)
        tag.entity["offset"] = _units(text)
        entities.append(tag.entity)
        opened.append(tag)
        html += start
    if opened:
        where = len(source.encode())
        raise CannotParse(f'Can\'t find end tag corresponding to start tag "{opened[-1].name}" at byte offset {where}')
    return Parsed(text, tuple(entity for entity in entities if entity["length"]), html)


def whatsapp(text: str) -> Markup:
    """Return WhatsApp's *bold*, _italic_, ~strike~ and `code` as HTML."""
    parts = re.split(r"```(.+?)```|`([^`\n]+)`", text, flags=re.DOTALL)
    html = Markup()
    for normal, block, code in zip(parts[0::3], [*parts[1::3], None], [*parts[2::3], None], strict=True):
        html += _marked(normal)
        if block or code:
            html += Markup("<code>{}</code>").format(block or code)
    return html


def _open(name: str, rest: str, at: int) -> tuple[Markup, _Open]:
    attributes = {key.lower(): unescape(one or two or three) for key, one, two, three in ATTRIBUTE.findall(rest)}
    spoiler = name != "span" or attributes.get("class") == "tg-spoiler"
    if name not in SIMPLE_TAGS or not spoiler:
        raise CannotParse(f'Unsupported start tag "{name}" at byte offset {at}')
    kind, tag = SIMPLE_TAGS[name]
    entity: dict[str, Any] = {"type": kind, "offset": 0, "length": 0}
    start = Markup("<{}>").format(tag)
    if kind == "spoiler":
        start = Markup('<span class="spoiler">')
    if kind == "text_link":
        entity["url"] = attributes.get("href", "")
        start = _anchor(entity["url"])
    return start, _Open(name, entity, f"</{tag}>")


def _anchor(url: str) -> Markup:
    if not url.startswith(("http://", "https://")):
        return Markup("<a>")
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">').format(opens_here(url))


def opens_here(url: str) -> str:
    """Return where a link leads in the sandbox: one to the wallet's own chats asks for the phone to open it on."""
    telegram_link, whatsapp_link = TO_THE_BOT.fullmatch(url), TO_OUR_NUMBER.fullmatch(url)
    if telegram_link is not None:
        return "/sandbox/open?" + urlencode({"channel": "telegram", "payload": telegram_link["payload"]})
    if whatsapp_link is not None:
        return "/sandbox/open?" + urlencode({"channel": "whatsapp", "payload": unquote(whatsapp_link["text"])})
    return url


def _linked(text: str, rest: Callable[[str], Markup] = escape) -> Markup:
    html, done = Markup(), 0
    for match in LINK.finditer(text):
        html += rest(text[done : match.start()]) + _anchor(match.group()) + match.group() + Markup("</a>")
        done = match.end()
    return html + rest(text[done:])


MARKS = (("*", "strong"), ("_", "em"), ("~", "s"))


def _marked(text: str) -> Markup:
    return _linked(text, _with_marks)


def _with_marks(text: str) -> Markup:
    html = str(escape(text))
    for mark, tag in MARKS:
        each = re.escape(mark)
        # A mark stands at a word's edge, as the app wants it: 2*3*4 is no bold.
        html = re.sub(rf"(?<![\w{each}]){each}(?=\S)([^{each}\n]*\S){each}(?![\w{each}])", rf"<{tag}>\1</{tag}>", html)
    return Markup(html)  # noqa: S704  # Escaped first; only our own tags were added.


def _unescaped(text: str) -> str:
    return ENTITY.sub(lambda match: unescape(match.group()), text)


def _units(text: str) -> int:
    """Return the length as Telegram counts it: in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2
