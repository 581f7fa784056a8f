"""Deep links: links that open a chat with us at a service, at a payee or at linking; written and read here.

A link agrees to nothing: it is a request, made early in full. The names in it are ours and fixed, for links are kept
and passed on; whatever else stands there only opens the chat. No number stands in a link, only a code for one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from sqlalchemy.engine import Connection
from telegram.helpers import create_deep_linked_url

from bot.understand.vocabulary import BANKS
from models.link_codes import LENGTH as LINK_CODE
from models.pay_codes import LENGTH as PAY_CODE
from models.pay_codes import phone_of_code
from models.references import ALPHABET

START = re.compile(r"/start(?:@[A-Za-z0-9_]{1,32})?\s+(?P<payload>[A-Za-z0-9_-]{1,64})\s*")
PLAIN = {"saldo": "balance", "isi": "topup", "kirim": "transfer"}
"""What a payload of one word opens."""
_SIGN = f"[{ALPHABET}{ALPHABET.lower()}]"
_CODE = rf"(?P<code>{_SIGN}{{{PAY_CODE}}})"
_AMOUNT = r"(?P<amount>[1-9][0-9]{0,8})"
_PAY = re.compile(rf"kirim_{_CODE}(?:_{_AMOUNT})?")
_LINK = re.compile(rf"hub_(?P<code>{_SIGN}{{{LINK_CODE}}})")
_TYPED_PAY = re.compile(rf"(?i:kirim uang lewat tautan|send money by link)\s+{_CODE}(?:\s+{_AMOUNT})?")
_TYPED_LINK = re.compile(rf"(?i:hubungkan|link)\s+(?P<code>{_SIGN}{{{LINK_CODE}}})")
_BANKS = frozenset(BANKS.values())


@dataclass(frozen=True)
class Opened:
    """The conversation that a link opens, and what it says early."""

    flow: str
    early: dict[str, str]


def opened_by(connection: Connection, text: str) -> Opened | None:
    """Return what the first words of a chat open, if they came from a link of ours; else None."""
    said = text.strip()
    start = START.fullmatch(said)
    if start is None:
        pay, link = _TYPED_PAY.fullmatch(said), _TYPED_LINK.fullmatch(said)
    else:
        said = start["payload"]
        pay, link = _PAY.fullmatch(said), _LINK.fullmatch(said)
    if pay is not None:
        phone = phone_of_code(connection, pay["code"])
        if phone is None:  # Typed, the words still ask for what they say.
            return Opened("transfer", {}) if start is None else None
        return Opened("transfer", {"phone": phone} | ({"amount": pay["amount"]} if pay["amount"] else {}))
    if link is not None:
        return Opened("link", {"code": link["code"]})
    if start is None:
        return None
    bank = said.removeprefix("isi_")
    if bank != said and bank in _BANKS:
        return Opened("topup", {"bank": bank})
    return Opened(PLAIN[said], {}) if said in PLAIN else None


def to_pay(channel: str, name: str, code: str, *, language: str) -> str:
    """Return the link by which others send money to the customer with this code; `name` is ours on the channel."""
    if channel == "telegram":
        return create_deep_linked_url(name, f"kirim_{code}")
    words = "Kirim uang lewat tautan" if language == "id" else "Send money by link"
    return f"https://wa.me/{name}?text={quote(f'{words} {code}')}"


def to_link(channel: str, name: str, code: str) -> str:
    """Return the link that begins linking on the channel; `code` may be what stands for it in a row."""
    if channel == "telegram":
        return f"https://t.me/{name}?start=hub_{code}"
    return f"https://wa.me/{name}?text=link%20{code}"
