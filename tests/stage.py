"""The stage: the real program with people at their phones, and only the network replaced.

Budi is a Premium customer with Rp1.250.000, Sari a Regular one with nothing, Joko a stranger. It is 14.05 WIB on 24
November 2026.
"""

from __future__ import annotations

import asyncio
import io
import itertools
import re
import shutil
import tempfile
import weakref
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote

from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app import TRAITS, Wallet, whatsapp_phrases
from bot.channels.base import Ignored, Request, Unfetched, Unreadable
from bot.channels.markup import plain
from bot.channels.whatsapp import before_link, consent
from bot.intake import Intake, Received
from bot.message import Ask, Contact, Deed, Doing, Kind, Message, Outgoing, Pressable, Result, Sent
from bot.sender import Sender
from bot.settings import Settings
from bot.taking import PhotoTaker
from models.bots import keep_name
from models.cash_points import TOPUP_BY_TOKEN
from models.clock import now as wallet_now
from models.clock import real_now, to_ms
from models.conversations import enter
from models.counters import PayInCash, Redeem
from models.customers import CustomerId, Tier, add_customer, customer_with, join, set_tier
from models.database import Database
from models.jobs import do_due
from models.ledger import Move, house, open_wallet, post, wallet_of
from models.media import MediaStore
from models.money import Money
from models.orders import Desk, carry_out
from models.phone import Phone
from models.pins import remember_pin
from models.secrets import Secrets
from models.slow import Slow
from models.tokens import digits_in, fingerprint_of, live_token
from models.topping_up import PayIn
from models.upgrading import MakePremium
from models.va import va_number
from tests import sent_photos

START = datetime(2026, 11, 24, 7, 5, 5, tzinfo=UTC)
PIN = "482915"
OTHER_PIN = "739164"
WRONG_PIN = "915372"
PUBLIC_URL = "https://kaspro.example"
ID_NUMBERS = {"ktp": "3171046512950003", "sim": "950512340021", "passport": "B1234567"}
"""Made up; the first is a NIK of a woman born on 25 December."""
NUMBER_PAGES = {"sim": r"\bSIM\b", "passport": r"(?i)\bpaspor|\bpassport"}


@dataclass(frozen=True)
class Someone:
    """A person of our stories."""

    first_name: str
    last_name: str
    phone: Phone
    email: str


LINKS = {"telegram": r"https://t\.me/KasProBot\?start=([\w-]+)", "whatsapp": r"https://wa\.me/628001234567\?text=(\S+)"}

PEOPLE = {
    "budi": Someone("Budi", "Hartono", Phone("+6281277665544"), "budi@contoh.id"),
    "sari": Someone("Sari", "Wulandari", Phone("+6281298764567"), "sari@contoh.id"),
    "joko": Someone("Joko", "Susilo", Phone("+6281355512345"), "joko@contoh.id"),
    "utami": Someone("Sari", "Utami", Phone("+6281311112222"), "utami@contoh.id"),
}
CHATS = {"budi": "1001", "sari": "1002", "joko": "1003", "utami": "1004"}


class Recorder:
    """A channel whose other end is a list."""

    text_max = 100_000
    pace = 0.0
    looks_up = False

    def __init__(self, name: str) -> None:
        self.name = name
        self.sent: list[Outgoing] = []
        self.done: list[Doing] = []
        self.blocked: set[str] = set()
        """Addresses of people who do not let us write."""
        self.files: dict[str, bytes] = {}
        """What customers sent, by the `media` of their messages."""
        self._ids = itertools.count(1)

    def prove(self, request: Request) -> None:
        """Nobody calls it."""

    def read(self, _request: Request) -> Message | Ignored:
        """Nobody calls it."""
        raise Unreadable

    def word(self, out: Outgoing) -> str:
        """The text alone."""
        return out.text

    async def send(self, out: Outgoing) -> Sent:
        """Keep it."""
        if out.to in self.blocked:
            return Sent(Result.BLOCKED, error="Forbidden: bot was blocked by the user")
        self.sent.append(out)
        return Sent(Result.SENT, message_id=f"{self.name}-{next(self._ids)}")

    async def do(self, doing: Doing) -> Sent:
        """Keep it."""
        self.done.append(doing)
        return Sent(Result.SENT)

    async def look_up(self, _out: Outgoing, _since: float) -> Sequence[str] | None:
        """It cannot tell."""
        return None

    def fetch(self, media: str) -> bytes:
        """What a test put there."""
        if media not in self.files:
            raise Unfetched("status 404", permanent=False)
        return self.files[media]

    async def close(self) -> None:
        """Nothing is open."""


class WhatsAppRecorder(Recorder):
    """Takes free words for a day after her own; no notice is approved."""

    window = timedelta(hours=24)

    def notice(self, _out: Outgoing, _subject: str) -> Outgoing | None:
        """There is none."""
        return None


def settings(**changes: Any) -> Settings:
    """Return settings for tests, whatever the environment says."""
    given: dict[str, Any] = {
        "secret_key": "k" * 40,
        "pin_pepper": "p" * 40,
        "public_url": PUBLIC_URL,
        "telegram_token": "7000000001:token",
        "telegram_secret": "telegram-secret",
        "twilio_account_sid": "AC" + "0" * 32,
        "twilio_auth_token": "twilio-token",
        "twilio_whatsapp_from": "whatsapp:+628001234567",
        "twilio_sms_from": "+628001234567",
        "sandbox": False,
    }
    return Settings.model_construct(**{**Settings.model_construct().model_dump(), **given, **changes})


@dataclass
class Stage:
    """The program over one database, with everybody's phones in sight."""

    database: Database
    settings: Settings = field(default_factory=settings)
    recorders: dict[str, Recorder] = field(default_factory=dict)
    deliveries: Any = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.secrets = Secrets(
            key=self.settings.secret_key, pepper=self.settings.pin_pepper, memory_kib=8, passes=1
        )  # Cheap hashes: what is tested is who hashes what, not how long it takes.
        self.recorders = {name: Recorder(name) for name in ("telegram", "sms")}
        self.recorders["whatsapp"] = WhatsAppRecorder("whatsapp")
        self.media = MediaStore(Path(tempfile.mkdtemp(prefix="kaspro-media-")))
        weakref.finalize(self, shutil.rmtree, self.media.path, ignore_errors=True)
        self.restart()
        self.set_clock(START)
        with self.database.begin() as connection:
            keep_name(connection, "telegram", "KasProBot")
            keep_name(connection, "whatsapp", "628001234567")

    def restart(self) -> None:
        """As after a deploy: nothing is left but the database."""
        self.wallet = Wallet(self.settings)
        photos = PhotoTaker(self.database, self.secrets, self.media, self.recorders)
        self.wallet.__dict__.update(database=self.database, secrets=self.secrets, media=self.media, photos=photos)
        self.intake: Intake = self.wallet.intake

    @property
    def web(self) -> FlaskClient:
        """A browser without cookies."""
        return self.wallet.web.test_client()

    # The world

    def set_clock(self, to: datetime) -> None:
        """Make it that time now, for customers and their money."""
        with self.database.begin() as connection:
            offset = to_ms(to) - to_ms(real_now(connection))
            connection.execute(text("DELETE FROM clock"))
            connection.execute(text("INSERT INTO clock (id, offset_ms) VALUES (1, :offset)"), {"offset": offset})

    def now(self) -> datetime:
        """What time it is for customers."""
        with self.database.read() as connection:
            return wallet_now(connection)

    def wait(self, by: timedelta) -> None:
        """Let time pass, and the worker do what is due by then."""
        with self.database.begin() as connection:
            connection.execute(
                text("UPDATE clock SET offset_ms = offset_ms + :by"), {"by": int(by.total_seconds() * 1000)}
            )
        do_due(self.database, self.secrets)

    def add(
        self,
        name: str,
        *,
        tier: Tier = Tier.REGULAR,
        balance: int = 0,
        channels: Sequence[str] = ("telegram", "whatsapp"),
        language: str = "id",
    ) -> CustomerId:
        """Make somebody a customer, on these channels; the last one is the one last written on."""
        person = PEOPLE[name]
        pin = self.secrets.hash_pin(PIN, self.secrets.salt_for(name))
        with self.database.begin() as connection:
            desk = self.desk(connection)
            owner = add_customer(
                connection,
                phone=person.phone,
                email=person.email,
                first_name=person.first_name,
                last_name=person.last_name,
                language=language,
                pin=pin,
                at=desk.now,
            )
            remember_pin(desk, owner, pin)
            wallet = open_wallet(connection, owner, desk.now)
            set_tier(connection, owner, tier)
            if balance:
                bank = house(connection, "bank:bca", "bank", desk.now)
                post(connection, Move(f"start:{name}", bank, wallet, Money(balance), "topup", name, note="bca"))
            for nth, channel in enumerate(channels):
                at = desk.now - timedelta(minutes=10 - nth)
                found = enter(
                    connection,
                    channel=channel,
                    sender=self.sender_of(channel, name),
                    address=self.address_of(channel, name),
                    phone=person.phone if channel == "whatsapp" else "",
                    language=language,
                    at=at,
                )
                join(connection, found.identity.id, owner, language)
        return owner

    def pay_in(self, name: str, amount: int, bank: str = "bca") -> Any:
        """A teller pays into somebody's virtual account."""
        key = f"teller-{next(self.deliveries)}"
        return self.order(PayIn(key, bank, va_number(bank, PEOPLE[name].phone), Money(amount)))

    def cashier(
        self, partner: str, action: str, name: str, amount: int, *, code: str | None = None, key: str = ""
    ) -> Any:
        """A till or cash machine asks; without a code it is told the newest token on somebody's phones."""
        key = key or f"till-{next(self.deliveries)}"
        phone = PEOPLE[name].phone
        if action == "redeem":
            return self.order(Redeem(key, partner, phone, self.token(name) if code is None else code, Money(amount)))
        needs = partner in TOPUP_BY_TOKEN and code is None
        return self.order(PayInCash(key, partner, phone, self.token(name) if needs else code, Money(amount)))

    def redeem(self, name: str) -> Any:
        """Somebody says at the right till what was in the message with the token."""
        with self.database.read() as connection:
            token = live_token(connection, self.id_of(name), "withdraw")
        assert token is not None, f"{name} has no live token"
        return self.cashier(token.partner, "redeem", name, token.amount)

    def token(self, name: str) -> str:
        """The digits of the newest token on somebody's phones; they stand nowhere else."""
        newest = text("SELECT fingerprint FROM tokens WHERE customer_id = :customer ORDER BY id DESC LIMIT 1")
        with self.database.read() as connection:
            wanted = connection.execute(newest, {"customer": self.id_of(name)}).scalar_one()
        said = [out.text for channel in ("telegram", "whatsapp") for out in self.phone(channel, name)]
        found = {code for each in said for code in re.findall(r"`([0-9]{4} [0-9]{4})`", each)}
        right = [code for code in found if fingerprint_of(self.secrets, digits_in(code)) == wanted]
        assert len(right) == 1, f"no token on {name}'s phones"
        return str(right[0])

    def make_premium(self, name: str) -> Any:
        """Flip the switch."""
        return self.order(MakePremium("", self.id_of(name)))

    def staff(self, arguments: Sequence[str]) -> int:
        """A staff member's command."""
        from bot import cli

        # Not at a terminal, even under `pytest -s`: there it would ask for a password.
        with patch("sys.stdin", io.StringIO()):
            return cli.run(["staff", *arguments], lambda: self.wallet)

    def order(self, order: Any) -> Any:
        """Have an order carried out in a transaction of its own."""
        with self.database.begin() as connection:
            return carry_out(self.desk(connection), order)

    def desk(self, connection: Any) -> Desk:
        """What a handler works with."""
        from models.clock import now

        return Desk(connection, now(connection), self.secrets, Slow())

    def id_of(self, name: str) -> CustomerId:
        """Somebody's customer id."""
        with self.database.read() as connection:
            found = customer_with(connection, PEOPLE[name].phone)
        assert found is not None
        return found.id

    def balance(self, name: str) -> int:
        """What somebody has to spend."""
        with self.database.read() as connection:
            return int(wallet_of(connection, self.id_of(name)).available)

    def total(self) -> int:
        """All customers' money."""
        with self.database.read() as connection:
            total = connection.execute(text("SELECT COALESCE(SUM(credits_posted - debits_posted), 0) FROM accounts"))
            return int(total.scalar_one())

    # People's hands

    @staticmethod
    def sender_of(channel: str, name: str) -> str:
        """The channel's lasting id of a person."""
        return CHATS[name] if channel != "whatsapp" else f"whatsapp:ID.{name}"

    @staticmethod
    def address_of(channel: str, name: str) -> str:
        """Where a person is written to."""
        return CHATS[name] if channel != "whatsapp" else f"whatsapp:{PEOPLE[name].phone}"

    def hear(self, channel: str, name: str, kind: Kind = Kind.TEXT, **said: Any) -> Received:
        """Deliver a message of somebody, and have everything sent that it leads to."""
        received = self.intake.receive(self.message(channel, name, kind, **said))
        self.send()
        return received

    def message(self, channel: str, name: str, kind: Kind = Kind.TEXT, **said: Any) -> Message:
        """What somebody's phone would deliver, under a number of its own unless it is told one."""
        nth = next(self.deliveries)
        given: dict[str, Any] = {"key": f"delivery-{nth}", "message_id": f"in-{nth}", "body": f"body-{nth}"}
        if channel == "whatsapp":
            given["phone"] = PEOPLE[name].phone
        return Message(
            channel=channel,
            sender=self.sender_of(channel, name),
            address=self.address_of(channel, name),
            kind=kind,
            **{**given, **said},
        )

    def say(self, channel: str, name: str, words: str) -> Received:
        """Somebody types."""
        return self.hear(channel, name, text=words)

    def tap(self, channel: str, name: str, label: str, *, old: int = 0) -> Received:
        """Somebody taps the button of that label, on the newest message that has it, or on an older one."""
        button, out = self.buttons(channel, name, label)[old]
        if channel != "whatsapp":
            return self.hear(channel, name, Kind.TAP, button=button.data, callback=f"tap-{next(self.deliveries)}")
        if out.ask is Ask.CHOICE:
            numbered = [each for each in out.buttons if each.data]
            return self.say(channel, name, str(numbered.index(button) + 1))
        return self.say(channel, name, label)

    def buttons(self, channel: str, name: str, label: str) -> list[tuple[Pressable, Outgoing]]:
        """The buttons of that label on somebody's phone, newest first."""
        found = [
            (button, out)
            for out in reversed(self.phone(channel, name))
            for button in out.buttons
            if button.label == label
        ]
        assert found, f"no button {label!r} on {name}'s {channel}"
        return found

    def share(self, channel: str, name: str, whose: str) -> Received:
        """Somebody shares a contact."""
        person = PEOPLE[whose]
        contact = Contact(person.phone, f"{person.first_name} {person.last_name}", own=whose == name)
        return self.hear(channel, name, Kind.CONTACT, contact=contact)

    def send_photo(self, channel: str, name: str, photo: bytes | None = None, **said: Any) -> Received:
        """Somebody sends a photo, a good one unless it is told which."""
        return self.hear(channel, name, Kind.PHOTO, media=self.uploaded(channel, photo), **said)

    def uploaded(self, channel: str, photo: bytes | None = None) -> str:
        """The channel's name for a photo that somebody sent."""
        media = f"media-{next(self.deliveries)}"
        self.recorders[channel].files[media] = photo or sent_photos.good()
        return media

    def upload(self, channel: str, name: str, photo: bytes | None = None) -> Any:
        """Somebody takes a photo on the newest page."""
        file = FileStorage(io.BytesIO(sent_photos.good() if photo is None else photo), "photo.jpg", "photo")
        boundary, body = encode_multipart({"photo": file})  # In memory: the client's own way leaves a file open.
        form = f"multipart/form-data; boundary={boundary}"
        answer = self.web.post(self.page(channel, name), data=body, content_type=form)
        self.send()
        return answer

    def page(self, channel: str, name: str, *, old: int = 0) -> str:
        """The path of the newest keypad page in somebody's chat, or of an older one."""
        found = [
            button.url.removeprefix(PUBLIC_URL)
            for out in reversed(self.phone(channel, name))
            for button in out.buttons
            if button.url.startswith(PUBLIC_URL)
        ]
        assert len(found) > old, f"no such keypad page on {name}'s {channel}"
        return found[old]

    def enter(self, channel: str, name: str, pin: str = PIN) -> Any:
        """Somebody enters digits on the newest keypad page."""
        return self.enter_on(self.page(channel, name), pin)

    def enter_number(self, channel: str, name: str, number: str = "") -> Any:
        """Somebody enters an ID number on the newest page, a good one unless it is told which."""
        answer = self._number_on(self.page(channel, name), number)
        self.send()
        return answer

    def _number_on(self, page: str, number: str = "") -> Any:
        client = self.wallet.web.test_client()
        shown = client.get(page).text
        kind = next((kind for kind, said in NUMBER_PAGES.items() if re.search(said, shown)), "ktp")
        return client.post(page, data={"number": number or ID_NUMBERS[kind]})

    def enter_on(self, page: str, pin: str) -> Any:
        """Somebody enters digits on this page; a page that asks for an ID number first gets a good one."""
        if 'name="number"' in self.web.get(page).text:
            page = self._number_on(page).headers["Location"]
        answer = self.web.post(page, data={"pin": pin})
        self.send()
        return answer

    def code(self, name: str) -> str:
        """The newest code on somebody's phone."""
        found = re.findall(r"[0-9]{6}", self.phone("sms", name)[-1].text)
        assert len(found) == 1
        return str(found[0])

    def block(self, channel: str, name: str, *, told: bool = True) -> None:
        """Somebody blocks the bot; the channel tells us, or else the next message finds out."""
        self.recorders[channel].blocked.add(self.address_of(channel, name))
        if told:
            self._standing(channel, name, blocked=True)

    def unblock(self, channel: str, name: str) -> None:
        """Somebody lets the bot write again, and the channel tells us."""
        self.recorders[channel].blocked.discard(self.address_of(channel, name))
        self._standing(channel, name, blocked=False)

    def _standing(self, channel: str, name: str, *, blocked: bool) -> None:
        key = f"standing-{next(self.deliveries)}"
        self.intake.ignore(channel, key, "standing", key, sender=self.sender_of(channel, name), blocked=blocked)

    def link(self, channel: str, name: str) -> str:
        """What opening the newest link to us on somebody's phones says on this channel."""
        found = [
            match
            for phone in ("telegram", "whatsapp")
            for out in self.phone(phone, name)
            for match in re.findall(LINKS[channel], out.text)
        ]
        assert found, f"no link to {channel} on {name}'s phones"
        return f"/start {found[-1]}" if channel == "telegram" else unquote(found[-1])

    # What they see

    def send(self) -> None:
        """Have everything sent that is queued."""
        sender = Sender(self.database, self.recorders, self.secrets, TRAITS.__getitem__)
        asyncio.run(sender.drain())

    def phone(self, channel: str, name: str) -> list[Outgoing]:
        """What somebody was sent, oldest first."""
        address = PEOPLE[name].phone if channel == "sms" else self.address_of(channel, name)
        return [out for out in self.recorders[channel].sent if out.to == address]

    def last(self, channel: str, name: str) -> str:
        """The last thing somebody was told, as it is read."""
        return shown(self.phone(channel, name)[-1], channel)

    def deeds(self, deed: Deed) -> list[Doing]:
        """What was done silently on Telegram."""
        return [each for each in self.recorders["telegram"].done if each.deed is deed]


def shown(out: Outgoing, channel: str) -> str:
    """Return a message as transcripts show it: its words, then its buttons."""
    said = plain(out.text) if channel == "sms" else _guarded(out.text)
    links = [button for button in out.buttons if button.url]
    if channel == "whatsapp" and out.ask is Ask.CONSENT:
        return f"{said}\n{consent(out, _PHRASES[out.language]['consent'])}"
    if channel == "whatsapp" and out.ask is Ask.SECRET:
        return f"{before_link(said)}: {{link}}" if links else said
    if channel == "whatsapp" and out.ask is Ask.ANSWER:
        return said
    labels = " ".join(f"[{button.label}]" for button in out.buttons)
    return f"{said}\n{labels}" if labels else said


def _guarded(said: str) -> str:
    return said.translate(str.maketrans("\ue000\ue001\ue002\ue003", "*`_~"))


_PHRASES = whatsapp_phrases()
