"""The ledger: accounts, and the transfers of money between them. Nothing else writes either.

A transfer is one row that names both sides, so books which do not balance cannot be written; it never changes, and
a mistake is mended by another transfer. Wallets carry their sums and are locked, in the order of their ids. House
accounts (banks, fees, merchants, billers) take part in everyone's transfers: their rows are neither locked nor updated,
and their balance is the last checkpoint plus the transfers after it.

All amounts are whole rupiah. What is refused is a value; the database refuses the same once more, by raising.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal, NewType

from sqlalchemy import BigInteger, CheckConstraint, bindparam, text
from sqlalchemy.engine import Connection, Row
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Field, SQLModel

from .clock import NOW, from_ms, month_of, now, to_ms
from .database import BigId, Database, lost_race, partial_index
from .gate import Undone
from .money import AMOUNT_MAX, Money
from .plain import digest
from .references import new_reference

AccountId = NewType("AccountId", int)
Kind = Literal["wallet", "bank", "fees", "merchant", "biller", "correction"]
Code = Literal["topup", "transfer", "fee", "withdraw", "payment", "reversal", "correction"]
Step = Literal["posted", "pending", "post", "void"]

INCOMING_CODES = ("topup", "transfer", "withdraw")
"""What counts as coming in this month. A withdrawal comes in at the friend who hands over the cash."""
REFERENCE_TRIES = 5


class AccountRow(SQLModel, table=True):
    """A wallet, or an account of the house, whose sums stay zero here."""

    __tablename__ = "accounts"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('wallet', 'bank', 'fees', 'merchant', 'biller', 'correction')", name="accounts_kind_is_known"
        ),
        CheckConstraint(
            "kind <> 'wallet' OR credits_posted - debits_posted - debits_pending >= 0",
            name="accounts_wallet_has_what_it_gives",
        ),
        CheckConstraint(
            "debits_posted >= 0 AND credits_posted >= 0 AND debits_pending >= 0 AND credits_pending >= 0",
            name="accounts_sums_not_negative",
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    kind: str
    name: str = Field(unique=True, description="wallet:17, bank:bca, fees:transfer")
    customer_id: int | None = Field(
        default=None, sa_type=BigInteger, foreign_key="customers.id", unique=True, description="whose wallet it is"
    )
    debits_posted: int = Field(default=0, sa_type=BigInteger)
    credits_posted: int = Field(default=0, sa_type=BigInteger)
    debits_pending: int = Field(default=0, sa_type=BigInteger)
    credits_pending: int = Field(default=0, sa_type=BigInteger)
    version: int = Field(default=0, sa_type=BigInteger, description="how many transfers have touched this wallet")
    opened_at: int = Field(sa_type=BigInteger)
    moved_at: int = Field(
        sa_type=BigInteger, description="time of its last transfer, behind which the next never falls"
    )


class TransferRow(SQLModel, table=True):
    """Money moved, held (`pending`), or a hold ended (`post`, `void`). It never changes."""

    __tablename__ = "transfers"
    __table_args__ = (
        CheckConstraint(f"amount > 0 AND amount <= {AMOUNT_MAX}", name="transfers_amount_is_positive"),
        CheckConstraint("debit_account_id <> credit_account_id", name="transfers_between_two_accounts"),
        CheckConstraint(
            "code IN ('topup', 'transfer', 'fee', 'withdraw', 'payment', 'reversal', 'correction')",
            name="transfers_code_is_known",
        ),
        CheckConstraint("step IN ('posted', 'pending', 'post', 'void')", name="transfers_step_is_known"),
        CheckConstraint("(step IN ('post', 'void')) = (pending_id IS NOT NULL)", name="transfers_hold_is_named"),
        CheckConstraint("expires_at IS NULL OR step = 'pending'", name="transfers_only_holds_expire"),
        CheckConstraint(
            "reverses_id IS NULL OR (step = 'posted' AND code = 'reversal')", name="transfers_reversal_is_posted"
        ),
        CheckConstraint("code <> 'reversal' OR reverses_id IS NOT NULL", name="transfers_reversal_names_original"),
        CheckConstraint(
            "(debit_version IS NULL) = (debit_balance_after IS NULL) "
            "AND (credit_version IS NULL) = (credit_balance_after IS NULL)",
            name="transfers_wallet_sides_are_whole",
        ),
        # A wallet's side is read by time, a house account's from its checkpoint on; each row is in one index a side.
        partial_index(
            "transfers_wallet_debits", "debit_account_id", "created_at", "seq", where="debit_version IS NOT NULL"
        ),
        partial_index(
            "transfers_wallet_credits", "credit_account_id", "created_at", "seq", where="credit_version IS NOT NULL"
        ),
        partial_index("transfers_house_debits", "debit_account_id", "seq", where="debit_version IS NULL"),
        partial_index("transfers_house_credits", "credit_account_id", "seq", where="credit_version IS NULL"),
        partial_index("transfers_reverses", "reverses_id", where="reverses_id IS NOT NULL"),
    )

    seq: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    id: str = Field(unique=True, description="made before the transfer is tried")
    debit_account_id: int = Field(sa_type=BigInteger, foreign_key="accounts.id")
    credit_account_id: int = Field(sa_type=BigInteger, foreign_key="accounts.id")
    amount: int = Field(sa_type=BigInteger)
    code: str
    step: str
    pending_id: str | None = Field(
        default=None, unique=True, foreign_key="transfers.id", description="the hold it ends"
    )
    reverses_id: str | None = Field(default=None, foreign_key="transfers.id")
    order_key: str
    reference: str | None = Field(
        default=None, unique=True, description="none of its own: companions, and the end of a hold"
    )
    note: str = ""
    debit_balance_after: int | None = Field(default=None, sa_type=BigInteger)
    debit_version: int | None = Field(default=None, sa_type=BigInteger)
    credit_balance_after: int | None = Field(default=None, sa_type=BigInteger)
    credit_version: int | None = Field(default=None, sa_type=BigInteger)
    expires_at: int | None = Field(default=None, sa_type=BigInteger)
    content: str = Field(description="digest of what it moves: the same id again must have the same one")
    created_at: int = Field(sa_type=BigInteger)


class IncomingRow(SQLModel, table=True):
    """What a wallet took in within a month in WIB, in rupiah: the sum of its transfers, kept at hand."""

    __tablename__ = "incoming"

    account_id: int = Field(primary_key=True, sa_type=BigInteger, foreign_key="accounts.id")
    month: int = Field(primary_key=True, sa_type=BigInteger, description="202611 is November 2026")
    total: int = Field(sa_type=BigInteger)


class Refused(StrEnum):
    """Why nothing moved, in order of precedence."""

    AMOUNT_NOT_POSITIVE = "amount_not_positive"
    SAME_ACCOUNT = "same_account"
    EXISTS_WITH_DIFFERENT_CONTENT = "exists_with_different_content"
    UNKNOWN_ACCOUNT = "unknown_account"
    UNKNOWN_TRANSFER = "unknown_transfer"
    REVERSAL_EXCEEDS_ORIGINAL = "reversal_exceeds_original"
    ALREADY_SETTLED = "already_settled"
    ALREADY_VOIDED = "already_voided"
    HOLD_EXPIRED = "hold_expired"
    EXCEEDS_HOLD = "exceeds_hold"
    EXCEEDS_BALANCE = "exceeds_balance"


@dataclass(frozen=True)
class Move:
    """A transfer that is wished for. `id` makes the same one twice one transfer."""

    id: str
    debit: AccountId
    credit: AccountId
    amount: Money
    code: Code
    order_key: str
    note: str = ""
    reverses_id: str | None = None
    companion: bool = False
    """It goes with another transfer of its order, under whose reference both are told."""


@dataclass(frozen=True)
class Posted:
    """A transfer that is in the books. Balances are those right after it, None for house accounts."""

    id: str
    reference: str
    amount: Money
    at: datetime
    debit_balance: Money | None
    credit_balance: Money | None
    existed: bool
    """It was there before, and this time nothing moved."""


@dataclass(frozen=True)
class Wallet:
    """A customer's money in rupiah: all of it, what of it is held, and what is free to spend."""

    account_id: AccountId
    balance: Money
    held: Money
    available: Money
    version: int


# Accounts


def open_wallet(connection: Connection, customer_id: int, at: datetime) -> AccountId:
    """Return the customer's wallet, opened empty if she has none."""
    return _account(connection, "wallet", f"wallet:{customer_id}", customer_id, at)


def house(connection: Connection, name: str, kind: Kind, at: datetime) -> AccountId:
    """Return the house account of this name, opened at its first use; raises `ValueError` for a wallet's kind."""
    if kind == "wallet":
        raise ValueError("a wallet is a customer's, never the house's")
    return _account(connection, kind, name, None, at)


def wallet_of(connection: Connection, customer_id: int) -> Wallet:
    """Return the customer's wallet, unlocked; raises `NoResultFound` for somebody without one."""
    return _wallet(connection.execute(_WALLET_OF, {"customer": customer_id}).one())


def wallet(connection: Connection, account_id: AccountId) -> Wallet:
    """Return the wallet of this account, unlocked; raises `NoResultFound` where there is none."""
    return _wallet(connection.execute(_WALLET, {"id": account_id}).one())


def lock(connection: Connection, *accounts: AccountId) -> datetime:
    """Keep these wallets for this transaction and return the time that a transfer between them has now."""
    return _time(connection, _locked(connection, accounts).values())


# Transfers


def post(connection: Connection, move: Move, *, at: datetime | None = None) -> Posted | Refused:
    """Move the amount in rupiah once, or return why not (terms 3.2: never more than the wallet has free)."""
    if connection.dialect.name == "postgresql" and _is_plain(move):
        posted = _post_at_once(connection, move, at)
        if posted is not None:
            return posted
    return _start(connection, move, "posted", at, None)


def post_alone(database: Database, move: Move) -> Posted | Refused:
    """As `post`, where the transfer is all there is to do: kept when this returns."""
    if not database.is_sqlite and _is_plain(move):
        try:
            with database.each_alone() as connection:
                posted = _post_at_once(connection, move, None)
        except DBAPIError as error:
            if not lost_race(error):
                raise
            posted = None
        if posted is not None:
            return posted
    return database.run(lambda connection: post(connection, move))


def exists(connection: Connection, transfer_id: str) -> bool:
    """Return whether a transfer of this id is in the books: limits do not judge a repetition again."""
    return _found(connection, transfer_id) is not None


def reverse(
    connection: Connection,
    original_id: str,
    *,
    reversal_id: str,
    order_key: str,
    amount: Money | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Posted | Refused:
    """Give back all of a transfer, or this amount of rupiah; in sum never more than it moved."""
    original = _found(connection, original_id)
    if original is None:
        return Refused.UNKNOWN_TRANSFER
    move = Move(
        id=reversal_id,
        debit=AccountId(original.credit_account_id),
        credit=AccountId(original.debit_account_id),
        amount=Money(original.amount) if amount is None else amount,
        code="reversal",
        order_key=order_key,
        note=note,
        reverses_id=original_id,
    )
    return post(connection, move, at=at)


def hold(
    connection: Connection, move: Move, expires_at: datetime | None, *, at: datetime | None = None
) -> Posted | Refused:
    """Set the amount in rupiah aside, to be settled or voided once; or return why not, as `post` does.

    After `expires_at` it can only be voided; whoever asked for the hold sees to that in time.
    """
    return _start(connection, move, "pending", at, expires_at)


def settle(
    connection: Connection, pending_id: str, *, amount: Money | None = None, at: datetime | None = None
) -> Posted | Refused:
    """Move what was held, or this part of it in rupiah and free the rest; never after its expiry."""
    return _end(connection, pending_id, "post", amount, at)


def void(connection: Connection, pending_id: str, *, at: datetime | None = None) -> Posted | Refused:
    """Free what was held; asked for again it says that it `existed`."""
    return _end(connection, pending_id, "void", None, at)


# How it is done


@dataclass(frozen=True)
class _Account:
    """An account as it stands while we have its lock."""

    id: AccountId
    is_wallet: bool
    balance: int
    available: int
    version: int
    moved_at: int


_ACCOUNT = text("SELECT id FROM accounts WHERE name = :name")
_OPEN = text(
    "INSERT INTO accounts (kind, name, customer_id, debits_posted, credits_posted, debits_pending, credits_pending, "
    "version, opened_at, moved_at) VALUES (:kind, :name, :customer, 0, 0, 0, 0, 0, :at, :at) "
    "ON CONFLICT (name) DO NOTHING RETURNING id"
)
_SUMS = "id, kind, debits_posted, credits_posted, debits_pending, version, moved_at"
_WALLET = text(f"SELECT {_SUMS} FROM accounts WHERE id = :id AND kind = 'wallet'")
_WALLET_OF = text(f"SELECT {_SUMS} FROM accounts WHERE customer_id = :customer AND kind = 'wallet'")
_LOCK = {
    "sqlite": text(f"SELECT {_SUMS} FROM accounts WHERE id IN :ids"),
    # The weakest lock that still keeps other writers away: foreign keys to these rows do not wait for it.
    "postgresql": text(
        f"WITH wallets AS (SELECT {_SUMS} FROM accounts WHERE id IN :ids AND kind = 'wallet' "
        f"ORDER BY id FOR NO KEY UPDATE) SELECT {_SUMS} FROM wallets "
        f"UNION ALL SELECT {_SUMS} FROM accounts WHERE id IN :ids AND kind <> 'wallet'"
    ),
}
_LOCK = {name: asked.bindparams(bindparam("ids", expanding=True)) for name, asked in _LOCK.items()}
_TOUCH = text(
    "UPDATE accounts SET debits_posted = debits_posted + :debits_posted, "
    "credits_posted = credits_posted + :credits_posted, debits_pending = debits_pending + :debits_pending, "
    "credits_pending = credits_pending + :credits_pending, version = version + 1, moved_at = :at WHERE id = :id"
)
# Named one by one: what a driver has prepared must return the same columns when a later version has added one.
_TRANSFER = (
    "seq, id, debit_account_id, credit_account_id, amount, code, step, pending_id, reverses_id, order_key, reference, "
    "note, debit_balance_after, debit_version, credit_balance_after, credit_version, expires_at, content, created_at"
)
_FOUND = text(f"SELECT {_TRANSFER} FROM transfers WHERE id = :id")
_ENDED = text(f"SELECT {_TRANSFER} FROM transfers WHERE pending_id = :id")
_ORIGINAL = text(
    "SELECT o.amount, (SELECT COALESCE(SUM(r.amount), 0) FROM transfers r WHERE r.reverses_id = o.id) AS reversed "
    "FROM transfers o WHERE o.id = :id AND o.step IN ('posted', 'post') "
    "AND o.debit_account_id = :credit AND o.credit_account_id = :debit"
)
_INSERT = text(
    "INSERT INTO transfers (id, debit_account_id, credit_account_id, amount, code, step, pending_id, reverses_id, "
    "order_key, reference, note, debit_balance_after, debit_version, credit_balance_after, credit_version, expires_at, "
    "content, created_at) VALUES (:id, :debit, :credit, :amount, :code, :step, :pending_id, :reverses_id, "
    ":order_key, :reference, :note, :debit_balance, :debit_version, :credit_balance, :credit_version, :expires_at, "
    f":content, :at) ON CONFLICT DO NOTHING RETURNING {_TRANSFER}"
)
# A posted transfer in one statement, if nothing at all speaks against it: the wallets are locked in the order of their
# ids and read as they are then, and every part depends on `fit`. Without a row nothing was done, and `_start` says why.
_POST_AT_ONCE = text(
    f"WITH wallets AS MATERIALIZED (SELECT {_SUMS} FROM accounts WHERE id IN (:debit, :credit) AND kind = 'wallet' "
    "ORDER BY id FOR NO KEY UPDATE), "
    f"fit AS MATERIALIZED (SELECT GREATEST(COALESCE(CAST(:at AS BIGINT), {NOW['postgresql']}), "
    "(SELECT MAX(moved_at) FROM wallets)) AS at WHERE "
    "(SELECT COUNT(*) FROM wallets) + "
    "(SELECT COUNT(*) FROM accounts WHERE id IN (:debit, :credit) AND kind <> 'wallet') = 2 "
    "AND NOT EXISTS (SELECT 1 FROM wallets WHERE id = :debit "
    "AND credits_posted - debits_posted - debits_pending < :amount) "
    "AND NOT EXISTS (SELECT 1 FROM transfers WHERE id = :id) "
    "AND NOT EXISTS (SELECT 1 FROM transfers WHERE reference = :reference)), "
    "payer AS (UPDATE accounts a SET debits_posted = a.debits_posted + :amount, version = a.version + 1, "
    "moved_at = fit.at FROM fit WHERE a.id = :debit AND a.kind = 'wallet' "
    "RETURNING a.credits_posted - a.debits_posted AS balance, a.version), "
    "payee AS (UPDATE accounts a SET credits_posted = a.credits_posted + :amount, version = a.version + 1, "
    "moved_at = fit.at FROM fit WHERE a.id = :credit AND a.kind = 'wallet' "
    "RETURNING a.credits_posted - a.debits_posted AS balance, a.version), "
    "counted AS (INSERT INTO incoming (account_id, month, total) "
    "SELECT :credit, CAST(to_char(to_timestamp(fit.at / 1000.0) AT TIME ZONE 'Asia/Jakarta', 'YYYYMM') AS BIGINT), "
    "CAST(:amount AS BIGINT) FROM fit, payee WHERE :counts "
    "ON CONFLICT (account_id, month) DO UPDATE SET total = incoming.total + excluded.total) "
    "INSERT INTO transfers (id, debit_account_id, credit_account_id, amount, code, step, order_key, reference, note, "
    "debit_balance_after, debit_version, credit_balance_after, credit_version, content, created_at) "
    "SELECT :id, :debit, :credit, :amount, :code, 'posted', :order_key, :reference, :note, "
    "payer.balance, payer.version, payee.balance, payee.version, :content, fit.at "
    f"FROM fit LEFT JOIN payer ON true LEFT JOIN payee ON true RETURNING {_TRANSFER}"
)
_COUNT_INCOMING = text(
    "INSERT INTO incoming (account_id, month, total) VALUES (:account, :month, :amount) "
    "ON CONFLICT (account_id, month) DO UPDATE SET total = incoming.total + excluded.total"
)


def _account(connection: Connection, kind: Kind, name: str, customer_id: int | None, at: datetime) -> AccountId:
    found = connection.execute(_ACCOUNT, {"name": name}).scalar_one_or_none()
    if found is None:
        opened = {"kind": kind, "name": name, "customer": customer_id, "at": to_ms(at)}
        found = connection.execute(_OPEN, opened).scalar_one_or_none()
    if found is None:  # Somebody else opened it between our two looks.
        found = connection.execute(_ACCOUNT, {"name": name}).scalar_one()
    return AccountId(found)


def _wallet(row: Row[Any]) -> Wallet:
    balance = Money(row.credits_posted - row.debits_posted)
    held = Money(row.debits_pending)
    return Wallet(AccountId(row.id), balance, held, balance - held, row.version)


def _locked(connection: Connection, accounts: Iterable[AccountId]) -> dict[AccountId, _Account]:
    rows = connection.execute(_LOCK[connection.dialect.name], {"ids": sorted(accounts)})
    return {
        AccountId(row.id): _Account(
            id=AccountId(row.id),
            is_wallet=row.kind == "wallet",
            balance=row.credits_posted - row.debits_posted,
            available=row.credits_posted - row.debits_posted - row.debits_pending,
            version=row.version,
            moved_at=row.moved_at,
        )
        for row in rows
    }


def _time(connection: Connection, sides: Iterable[_Account], at: datetime | None = None) -> datetime:
    """Return the time, or the wallets' own where that is later: within a wallet it never falls."""
    return max([at or now(connection), *(from_ms(side.moved_at) for side in sides if side.is_wallet)])


def _found(connection: Connection, transfer_id: str) -> Row[Any] | None:
    return connection.execute(_FOUND, {"id": transfer_id}).one_or_none()


def _content(move: Move, step: Step, pending_id: str | None = None) -> str:
    moved = [int(move.debit), int(move.credit), int(move.amount), move.code, step]
    return digest([*moved, pending_id, move.reverses_id, move.order_key, move.note])


def _again(row: Row[Any], content: str, reference: str | None = None) -> Posted | Refused:
    if row.content != content:
        return Refused.EXISTS_WITH_DIFFERENT_CONTENT
    return _posted(row, reference, existed=True)


def _posted(row: Row[Any], reference: str | None, *, existed: bool) -> Posted:
    return Posted(
        id=row.id,
        reference=reference or row.reference or "",
        amount=Money(row.amount),
        at=from_ms(row.created_at),
        debit_balance=None if row.debit_balance_after is None else Money(row.debit_balance_after),
        credit_balance=None if row.credit_balance_after is None else Money(row.credit_balance_after),
        existed=existed,
    )


def _start(
    connection: Connection,
    move: Move,
    step: Literal["posted", "pending"],
    at: datetime | None,
    expires_at: datetime | None,
) -> Posted | Refused:
    if move.amount <= 0:
        return Refused.AMOUNT_NOT_POSITIVE
    if move.debit == move.credit:
        return Refused.SAME_ACCOUNT
    sides = _locked(connection, (move.debit, move.credit))
    # Looked for only now: a twin that held the locks before us is committed by the time we have them.
    if twin := _found(connection, move.id):
        return _again(twin, _content(move, step))
    if len(sides) < 2:
        return Refused.UNKNOWN_ACCOUNT
    if move.reverses_id is not None and (refused := _refusal_to_reverse(connection, move)):
        return refused
    if sides[move.debit].is_wallet and move.amount > sides[move.debit].available:
        return Refused.EXCEEDS_BALANCE
    at = _time(connection, sides.values(), at)
    if step == "posted":
        return _write(connection, move, step, sides, at, posted=move.amount, pending=0)
    return _write(connection, move, step, sides, at, posted=0, pending=move.amount, expires_at=expires_at)


def _is_plain(move: Move) -> bool:
    return move.reverses_id is None and not move.companion and move.amount > 0


def _post_at_once(connection: Connection, move: Move, at: datetime | None) -> Posted | None:
    """Move the amount if that is all there is to it, or return None with nothing done.

    Raises `Undone` where a twin, or another transfer with this reference, was committed while we waited for the locks.
    """
    if move.debit == move.credit:
        return None
    values = {
        "id": move.id,
        "debit": move.debit,
        "credit": move.credit,
        "amount": int(move.amount),
        "code": move.code,
        "order_key": move.order_key,
        "reference": new_reference(),
        "note": move.note,
        "content": _content(move, "posted"),
        "counts": move.code in INCOMING_CODES,
        "at": to_ms(at) if at else None,
    }
    try:
        row = connection.execute(_POST_AT_ONCE, values).one_or_none()
    except IntegrityError as error:
        raise Undone("INSERT", None, error) from error
    return None if row is None else _posted(row, None, existed=False)


def _refusal_to_reverse(connection: Connection, move: Move) -> Refused | None:
    asked = {"id": move.reverses_id, "debit": move.debit, "credit": move.credit}
    original = connection.execute(_ORIGINAL, asked).one_or_none()
    if original is None:
        return Refused.UNKNOWN_TRANSFER
    if original.reversed + move.amount > original.amount:
        return Refused.REVERSAL_EXCEEDS_ORIGINAL
    return None


def _end(
    connection: Connection, pending_id: str, step: Literal["post", "void"], amount: Money | None, at: datetime | None
) -> Posted | Refused:
    held = _found(connection, pending_id)
    if held is None or held.step != "pending":
        return Refused.UNKNOWN_TRANSFER
    move = Move(
        # One hold has one end, so its own id names that of its end.
        id=f"{pending_id}/{step}",
        debit=AccountId(held.debit_account_id),
        credit=AccountId(held.credit_account_id),
        amount=Money(held.amount) if amount is None else amount,
        code=held.code,
        order_key=held.order_key,
        note=held.note,
    )
    if move.amount <= 0:
        return Refused.AMOUNT_NOT_POSITIVE
    sides = _locked(connection, (move.debit, move.credit))
    if ended := connection.execute(_ENDED, {"id": pending_id}).one_or_none():
        if ended.step != step:
            return Refused.ALREADY_SETTLED if ended.step == "post" else Refused.ALREADY_VOIDED
        return _again(ended, _content(move, step, pending_id), held.reference)
    at = _time(connection, sides.values(), at)
    if step == "post" and held.expires_at is not None and to_ms(at) >= held.expires_at:
        return Refused.HOLD_EXPIRED
    if move.amount > held.amount:
        return Refused.EXCEEDS_HOLD
    posted = move.amount if step == "post" else 0
    return _write(connection, move, step, sides, at, posted=posted, pending=-held.amount, held=held)


def _write(
    connection: Connection,
    move: Move,
    step: Step,
    sides: dict[AccountId, _Account],
    at: datetime,
    *,
    posted: int,
    pending: int,
    expires_at: datetime | None = None,
    held: Row[Any] | None = None,
) -> Posted | Refused:
    """Write the row and what it does to both sides' sums: `posted` and `pending` are added there."""
    debit, credit = sides[move.debit], sides[move.credit]
    pending_id = held.id if held else None
    content = _content(move, step, pending_id)
    row = _insert(
        connection,
        {
            "id": move.id,
            "debit": debit.id,
            "credit": credit.id,
            "amount": int(move.amount),
            "code": move.code,
            "step": step,
            "pending_id": pending_id,
            "reverses_id": move.reverses_id,
            "order_key": move.order_key,
            "note": move.note,
            "debit_balance": debit.balance - posted if debit.is_wallet else None,
            "debit_version": debit.version + 1 if debit.is_wallet else None,
            "credit_balance": credit.balance + posted if credit.is_wallet else None,
            "credit_version": credit.version + 1 if credit.is_wallet else None,
            "expires_at": to_ms(expires_at) if expires_at else None,
            "content": content,
            "at": to_ms(at),
        },
        has_reference=not move.companion and held is None,
    )
    if row is None:  # Somebody was first between other accounts, or between house accounts, which have no lock.
        if twin := _found(connection, move.id):
            return _again(twin, content)
        return Refused.ALREADY_VOIDED if step == "post" else Refused.ALREADY_SETTLED
    touched = [
        {
            "id": side.id,
            "debits_posted": posted if side is debit else 0,
            "credits_posted": posted if side is credit else 0,
            "debits_pending": pending if side is debit else 0,
            "credits_pending": pending if side is credit else 0,
            "at": to_ms(at),
        }
        for side in (debit, credit)
        if side.is_wallet
    ]
    if touched:
        connection.execute(_TOUCH, touched)
    if credit.is_wallet and posted and move.code in INCOMING_CODES:
        connection.execute(_COUNT_INCOMING, {"account": credit.id, "month": month_of(at), "amount": posted})
    return _posted(row, held.reference if held else None, existed=False)


def _insert(connection: Connection, values: dict[str, Any], *, has_reference: bool) -> Row[Any] | None:
    """Return the new row, or None where its id or its hold is taken; a reference that is taken is made anew."""
    for _ in range(REFERENCE_TRIES if has_reference else 1):
        reference = new_reference() if has_reference else None
        row = connection.execute(_INSERT, {**values, "reference": reference}).one_or_none()
        if row is not None:
            return row
        if _found(connection, values["id"]) is not None:
            return None
    if has_reference:
        raise RuntimeError(f"no reference was free in {REFERENCE_TRIES} tries")
    return None
