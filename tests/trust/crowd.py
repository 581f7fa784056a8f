"""A crowd: Premium customers with Rp100.000 each, who write straight to intake from many threads."""

from __future__ import annotations

import itertools
import os
import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from bot.intake import Received
from bot.message import Kind, Message
from models.check_books import Finding, check
from models.conversations import enter
from models.customers import CustomerId, Tier, add_customer, join, set_tier
from models.database import Database
from models.ledger import Move, house, open_wallet, post
from models.money import Money
from models.phone import Phone
from models.pins import remember_pin
from tests.stage import PIN, Stage

START_BALANCE = 100_000
LONGER = 8 if os.environ.get("KASPRO_LONG") else 1
"""By how much the long form of a test does more; the short one takes seconds."""

_READ = text(
    "SELECT credits_posted - debits_posted AS balance, debits_pending AS held FROM accounts WHERE kind = 'wallet'"
)


@dataclass(frozen=True)
class Member:
    """One of the crowd."""

    id: CustomerId
    number: int
    phone: Phone


class Crowd:
    """So many customers, all with the same PIN, on Telegram and WhatsApp."""

    def __init__(self, stage: Stage, count: int) -> None:
        self.stage = stage
        self.deliveries = itertools.count(1)
        self.members = [self._add(number) for number in range(count)]
        self.total = count * START_BALANCE

    def _add(self, number: int) -> Member:
        phone = Phone(f"+62812300000{number:02}")
        pin = self.stage.secrets.hash_pin(PIN, self.stage.secrets.salt_for(phone))
        with self.stage.database.begin() as connection:
            desk = self.stage.desk(connection)
            owner = add_customer(
                connection,
                phone=phone,
                email=f"member{number}@contoh.id",
                first_name="Member",
                last_name=chr(ord("A") + number),
                language="id",
                pin=pin,
                at=desk.now,
            )
            remember_pin(desk, owner, pin)
            set_tier(connection, owner, Tier.PREMIUM)
            wallet = open_wallet(connection, owner, desk.now)
            bank = house(connection, "bank:bca", "bank", desk.now)
            post(connection, Move(f"start:{number}", bank, wallet, Money(START_BALANCE), "topup", "start", note="bca"))
            for channel in ("telegram", "whatsapp"):
                sender = f"{channel}-{number}"
                found = enter(
                    connection, channel=channel, sender=sender, address=sender, phone="", language="id", at=desk.now
                )
                join(connection, found.identity.id, owner, "id")
        return Member(owner, number, phone)

    def say(self, member: Member, words: str, *, channel: str = "telegram") -> Received:
        """One of them writes; nothing is sent."""
        key = f"crowd-{next(self.deliveries)}"
        sender = f"{channel}-{member.number}"
        return self.stage.intake.receive(Message(channel, sender, key, Kind.TEXT, text=words, body=key))

    def books(self) -> list[Finding]:
        """What check-books finds."""
        with self.stage.database.read() as connection:
            return check(connection)


def wallets(database: Database) -> tuple[int, int, int]:
    """Return how many wallets there are, what is in them, and the least that is free in any, in one view."""
    with database.read() as connection:
        rows = connection.execute(_READ).all()
    return len(rows), sum(row.balance for row in rows), min(row.balance - row.held for row in rows)


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Have all of them begun in the same instant; return what each gave, or raise what one raised."""
    gate = threading.Barrier(len(deeds))

    def begin(deed: Callable[[], Any]) -> Any:
        gate.wait(timeout=10)
        return deed()

    with ThreadPoolExecutor(len(deeds)) as threads:
        begun = [threads.submit(begin, deed) for deed in deeds]
        return [each.result(timeout=60 if LONGER == 1 else 600) for each in begun]


def dice(seed: int) -> random.Random:
    """Return chance that comes out the same each time."""
    return random.Random(seed)  # noqa: S311  a test that can be run again
