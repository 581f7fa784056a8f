"""People: customers by the thousand, made in a few statements, each with money that the books account for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.engine import Connection

from models.clock import month_of, now, to_ms
from models.database import Database
from models.ledger import house
from models.plain import digest
from models.references import new_reference
from models.secrets import Secrets

PIN = "482915"
START_BALANCE = 15_000_000
FIRST_CHAT = 5_000_000
BOT_ID = 7000000001
SETTINGS = {
    "SECRET_KEY": "k" * 40,
    "PIN_PEPPER": "p" * 40,
    "PUBLIC_URL": "https://kaspro.example",
    "TELEGRAM_TOKEN": f"{BOT_ID}:token",
    "TELEGRAM_SECRET": "telegram-secret",
}
"""As an operator would set them for a bot with a webhook."""

_CUSTOMERS = text(
    "INSERT INTO customers (phone, email, first_name, last_name, tier, language, pin, pin_wrong, pin_not_before, "
    "link_wrong, link_not_before, reset_until, created_at) "
    "VALUES (:phone, :email, 'Budi', 'Hartono', 'premium', 'id', :pin, 0, 0, 0, 0, 0, :at)"
)
_FOUND = text("SELECT id, phone FROM customers WHERE phone LIKE :phones ORDER BY phone")
_WALLETS = text(
    "INSERT INTO accounts (kind, name, customer_id, debits_posted, credits_posted, debits_pending, credits_pending, "
    "version, opened_at, moved_at) VALUES ('wallet', :name, :customer, 0, :amount, 0, 0, 1, :at, :at)"
)
_OPENED = text("SELECT id, customer_id FROM accounts WHERE kind = 'wallet' ORDER BY id")
_PAID_IN = text(
    "INSERT INTO transfers (id, debit_account_id, credit_account_id, amount, code, step, order_key, reference, note, "
    "credit_balance_after, credit_version, content, created_at) VALUES (:id, :bank, :wallet, :amount, 'topup', "
    "'posted', :id, :reference, '', :amount, 1, :content, :at)"
)
_INCOMING = text("INSERT INTO incoming (account_id, month, total) VALUES (:wallet, :month, :amount)")
_IDENTITIES = text(
    "INSERT INTO identities (channel, sender, address, customer_id, phone, language, blocked_us, last_in_at, "
    "created_at) VALUES ('telegram', :chat, :chat, :customer, '', 'id', false, 0, :at)"
)
_CONVERSATIONS = text(
    "INSERT INTO conversations (identity_id, mode, state, created_at) "
    "SELECT id, 'bot', '{}', created_at FROM identities"
)


@dataclass(frozen=True)
class Person:
    """A customer with a wallet, and a chat where chats were wished for."""

    customer: int
    wallet: int
    phone: str
    chat: int


def secrets() -> Secrets:
    """Return what hashes and seals under the settings of the benchmarks."""
    return Secrets(key=SETTINGS["SECRET_KEY"], pepper=SETTINGS["PIN_PEPPER"])


def settle(database: Database, count: int) -> list[Person]:
    """Make so many Premium customers with chats on Telegram, and pay Rp15.000.000 into each wallet."""
    hashing = secrets()
    pin = hashing.hash_pin(PIN, hashing.salt_for("bench"))  # The same for all, since each takes 20 ms.
    with database.begin() as connection:
        at = now(connection)
        phones = [f"+62812{number:08}" for number in range(count)]
        made = {"pin": pin, "at": to_ms(at)}
        connection.execute(_CUSTOMERS, [{"phone": each, "email": f"{each[1:]}@contoh.id", **made} for each in phones])
        customers = [row.id for row in connection.execute(_FOUND, {"phones": "+62812%"})]
        wallets = _open(connection, customers, at)
        people = [
            Person(customer, wallets[customer], phone, FIRST_CHAT + nth)
            for nth, (customer, phone) in enumerate(zip(customers, phones, strict=True))
        ]
        chats = [{"chat": str(one.chat), "customer": one.customer, "at": to_ms(at)} for one in people]
        connection.execute(_IDENTITIES, chats)
        connection.execute(_CONVERSATIONS)
    gather_statistics(database)
    return people


def gather_statistics(database: Database) -> None:
    """Let PostgreSQL know its tables, as it does by itself within a minute; SQLite never does."""
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")


def _open(connection: Connection, customers: Sequence[int], at: datetime) -> dict[int, int]:
    """Open a wallet for each and pay in, as the ledger would have written it; return the wallets by customer."""
    bank = house(connection, "bank:bca", "bank", at)
    paid = {"amount": START_BALANCE, "at": to_ms(at)}
    connection.execute(_WALLETS, [{"name": f"wallet:{each}", "customer": each, **paid} for each in customers])
    wallets = {row.customer_id: row.id for row in connection.execute(_OPENED)}
    entries = []
    for each in customers:
        wallet, name = wallets[each], f"start:{each}"
        content = digest([int(bank), wallet, START_BALANCE, "topup", "posted", None, None, name, ""])
        entries.append(
            {"id": name, "bank": bank, "wallet": wallet, "reference": new_reference(), "content": content, **paid}
        )
    connection.execute(_PAID_IN, entries)
    months = [{"wallet": wallets[each], "month": month_of(at), "amount": START_BALANCE} for each in customers]
    connection.execute(_INCOMING, months)
    return wallets


def update(number: int, chat: int, said: str, *, message: int = 0) -> bytes:
    """Return what Telegram posts when somebody writes this; `number` is the update's, never to be used twice."""
    person = {"id": chat, "is_bot": False, "first_name": "Budi", "last_name": "Hartono", "language_code": "id"}
    return json.dumps(
        {
            "update_id": number,
            "message": {
                "message_id": message or number,
                "from": person,
                "chat": {"id": chat, "first_name": "Budi", "last_name": "Hartono", "type": "private"},
                "date": 1_795_500_000,
                "text": said,
            },
        }
    ).encode()
