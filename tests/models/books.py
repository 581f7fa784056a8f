"""Books for tests: fresh databases of both sorts, and the wallets of Budi and Sari (Joko has none)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import Connection

from models import checkpoints, figures, ledger  # noqa: F401  their tables are made too
from models.check_books import Finding, check
from models.clock import now
from models.customers import CustomerId, Tier, add_customer, set_tier
from models.database import Database
from models.ledger import AccountId, Move, Posted, Refused, Wallet
from models.money import Money


def unguard(connection: Connection) -> None:
    """Take the triggers away with an owner's rights, so that a test can lie."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("RESET ROLE"))
        connection.execute(text("ALTER TABLE transfers DISABLE TRIGGER USER"))
        return
    names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
    for name in names:
        connection.execute(text(f"DROP TRIGGER {name}"))


def at_once(*deeds: Callable[[], object]) -> None:
    """Do these at once, each in a thread; what one of them raises is raised here."""
    failures: list[BaseException] = []
    start = threading.Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> None:
        start.wait()
        try:
            deed()
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


@dataclass
class Books:
    """Wallets by their owners' names, and what one does with them; refusals come back as words."""

    database: Database
    wallets: dict[str, AccountId] = field(default_factory=dict)
    customers: dict[str, CustomerId] = field(default_factory=dict)
    count: int = 0

    def open(self, name: str, amount: int = 0, tier: Tier = Tier.PREMIUM) -> AccountId:
        """Make somebody a customer with this much in the wallet."""
        with self.database.begin() as connection:
            self.welcome(connection, name, now(connection), tier)
        if amount:
            assert self.topup(name, amount) == "posted"
        return self.wallets[name]

    def welcome(self, connection: Connection, name: str, at: datetime, tier: Tier = Tier.PREMIUM) -> AccountId:
        """Make somebody a customer with an empty wallet."""
        customer = add_customer(
            connection,
            phone=f"+62812{len(self.customers):08}",
            email=f"{name}@example.com",
            first_name=name.title(),
            last_name="Wijaya",
            language="id",
            pin="",
            at=at,
        )
        set_tier(connection, customer, tier)
        self.customers[name] = customer
        self.wallets[name] = ledger.open_wallet(connection, customer, at)
        return self.wallets[name]

    def account(self, connection: Connection, name: str) -> AccountId:
        """Return somebody's wallet, the house's account of this name, or one that does not exist."""
        if name in self.wallets:
            return self.wallets[name]
        if ":" not in name:
            return AccountId(999_999)
        kind: Any = name.split(":")[0]
        return ledger.house(connection, name, kind, now(connection))

    def move(self, connection: Connection, debit: str, credit: str, amount: int, *, id: str = "", **how: Any) -> Move:  # noqa: A002
        """Return a transfer that is wished for, with an id of its own unless it is told one."""
        self.count += 1
        return Move(
            id=id or f"move {self.count}",
            debit=self.account(connection, debit),
            credit=self.account(connection, credit),
            amount=Money(amount),
            code=how.pop("code", "transfer"),
            order_key=how.pop("order_key", "order"),
            **how,
        )

    def send(self, debit: str, credit: str, amount: int, **how: Any) -> str:
        """Post a transfer and return what came of it."""
        with self.database.begin() as connection:
            return outcome(ledger.post(connection, self.move(connection, debit, credit, amount, **how)))

    def topup(self, name: str, amount: int, *, bank: str = "bank:bca") -> str:
        """Pay in at a bank."""
        return self.send(bank, name, amount, code="topup")

    def wallet(self, name: str) -> Wallet:
        """Return somebody's wallet."""
        with self.database.read() as connection:
            return ledger.wallet_of(connection, self.customers[name])

    def balances(self) -> dict[str, int]:
        """Return what everybody has, held money included."""
        return {name: int(self.wallet(name).balance) for name in self.wallets}

    def total(self) -> int:
        """Return what all customers have together."""
        return sum(self.balances().values())

    def lies(self) -> list[Finding]:
        """Return what check-books finds."""
        with self.database.read() as connection:
            return check(connection)


def outcome(result: Posted | Refused) -> str:
    """Return the result as a word."""
    if isinstance(result, Refused):
        return str(result)
    return "existed" if result.existed else "posted"


def budi_and_sari(database: Database) -> Books:
    """Return books in which Budi has Rp100.000 and Sari nothing."""
    books = Books(database)
    books.open("budi", 100_000)
    books.open("sari")
    return books
