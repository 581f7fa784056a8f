"""The ledger: what moves, what is refused, and what nobody can change."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models import ledger, references, statements
from models.check_books import check
from models.checkpoints import make_checkpoints
from models.clock import forward, month_of, now
from models.database import Database
from models.ledger import Posted, Refused
from models.money import Money
from tests.databases import on_postgresql, on_sqlite

from .books import Books, at_once, outcome

NOVEMBER = datetime(2026, 11, 10, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        (50_000, "posted"),
        (100_000, "posted"),
        (100_001, "exceeds_balance"),
        (0, "amount_not_positive"),
        (-5, "amount_not_positive"),
    ],
)
def test_a_wallet_sends_what_it_has(books: Books, amount: int, told: str) -> None:
    assert books.send("budi", "sari", amount) == told
    assert books.total() == 100_000
    assert books.lies() == []


@pytest.mark.parametrize(
    ("debit", "credit", "amount", "told"),
    [
        ("budi", "budi", 5, "same_account"),
        ("budi", "budi", 0, "amount_not_positive"),
        ("budi", "joko", 5, "unknown_account"),
        ("joko", "budi", 5, "unknown_account"),
        ("budi", "joko", 200_000, "unknown_account"),
        ("sari", "budi", 1, "exceeds_balance"),
        ("bank:bca", "sari", 5_000_000, "posted"),
        ("budi", "fees:transfer", 1_000, "posted"),
        ("bank:bca", "bank:bni", 9, "posted"),
    ],
)
def test_who_may_give_to_whom(books: Books, debit: str, credit: str, amount: int, told: str) -> None:
    before = books.balances()
    assert books.send(debit, credit, amount) == told
    assert (books.balances() == before) is (told != "posted" or (debit, credit) == ("bank:bca", "bank:bni"))
    assert books.lies() == []


def test_both_sides_are_told_their_balance_and_one_reference(books: Books) -> None:
    with books.database.begin() as connection:
        sent = ledger.post(connection, books.move(connection, "budi", "sari", 30_000))
        going_along = replace(books.move(connection, "budi", "fees:transfer", 500, code="fee"), companion=True)
        fee = ledger.post(connection, going_along)
        alone = ledger.post(connection, books.move(connection, "budi", "fees:dormant", 5_000, code="fee"))
    assert isinstance(alone, Posted)
    assert len(alone.reference) == 8
    assert isinstance(sent, Posted)
    assert isinstance(fee, Posted)
    assert (sent.debit_balance, sent.credit_balance) == (70_000, 30_000)
    assert (fee.debit_balance, fee.credit_balance, fee.reference) == (69_500, None, "")
    assert len(sent.reference) == 8
    assert set(sent.reference) <= set(references.ALPHABET)
    assert references.spoken("8F2K9QTM") == "8F2K-9QTM"
    with books.database.read() as connection:
        lines = [statements.statement(connection, books.wallets[name])[-1] for name in ("budi", "sari")]
        assert [line.reference for line in statements.statement(connection, books.wallets["sari"])] == [sent.reference]
    assert [line.other for line in lines] == ["bank:bca", f"wallet:{books.customers['budi']}"]


def test_a_reference_that_is_taken_is_made_anew(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    made = iter(["AAAAAAAA", "AAAAAAAA", "BBBBBBBB"])
    monkeypatch.setattr(ledger, "new_reference", lambda: next(made))
    assert [books.send("budi", "sari", 1) for _ in range(2)] == ["posted", "posted"]
    with books.database.read() as connection:
        lines = statements.statement(connection, books.wallets["sari"])
    assert [line.reference for line in lines] == ["BBBBBBBB", "AAAAAAAA"]


def test_a_reference_is_not_tried_for_ever(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "new_reference", lambda: "AAAAAAAA")
    assert books.send("budi", "sari", 1) == "posted"
    with pytest.raises(RuntimeError, match="no reference was free"):
        books.send("budi", "sari", 1)
    assert books.balances() == {"budi": 99_999, "sari": 1}


@pytest.mark.parametrize(
    ("again", "told"),
    [
        ({}, "existed"),
        ({"amount": 59_999}, "exists_with_different_content"),
        ({"credit": "fees:transfer"}, "exists_with_different_content"),
        ({"code": "payment"}, "exists_with_different_content"),
        ({"note": "bakso"}, "exists_with_different_content"),
        ({"order_key": "another"}, "exists_with_different_content"),
        ({"amount": 0}, "amount_not_positive"),
        ({"credit": "joko"}, "exists_with_different_content"),
    ],
)
def test_the_same_id_moves_money_once(books: Books, again: dict[str, Any], told: str) -> None:
    first: dict[str, Any] = {"debit": "budi", "credit": "sari", "amount": 60_000, "id": "once"}
    assert books.send(**first) == "posted"
    # Budi no longer has as much, and yet the repetition is told what came of it.
    assert books.send(**(first | again)) == told
    assert books.balances() == {"budi": 40_000, "sari": 60_000}
    assert books.lies() == []


def test_a_repetition_returns_the_first_result(books: Books) -> None:
    with books.database.begin() as connection:
        move = books.move(connection, "budi", "sari", 10_000)
        assert not ledger.exists(connection, move.id)
        first = ledger.post(connection, move)
        ledger.post(connection, books.move(connection, "budi", "sari", 5))
        again = ledger.post(connection, move)
        assert ledger.exists(connection, move.id)
    assert isinstance(first, Posted)
    assert isinstance(again, Posted)
    assert (again.existed, again.reference, again.at) == (True, first.reference, first.at)
    assert (again.debit_balance, again.credit_balance) == (90_000, 10_000)


def test_eight_threads_with_one_order_move_money_once(books: Books) -> None:
    told: Counter[str] = Counter()

    def send() -> None:
        told[
            books.database.run(lambda c: outcome(ledger.post(c, books.move(c, "budi", "sari", 1_000, id="once"))))
        ] += 1

    at_once(*[send] * 8)
    assert told == {"posted": 1, "existed": 7}
    assert books.balances() == {"budi": 99_000, "sari": 1_000}
    assert books.lies() == []


def test_a_transfer_alone_is_told_what_any_is_told(books: Books) -> None:
    def send(debit: str, credit: str, amount: int, name: str) -> str:
        with books.database.read() as connection:
            wished = books.move(connection, debit, credit, amount, id=name)
        return outcome(ledger.post_alone(books.database, wished))

    assert send("budi", "sari", 60_000, "once") == "posted"
    assert send("budi", "sari", 60_000, "once") == "existed"
    assert send("budi", "sari", 59_999, "once") == "exists_with_different_content"
    assert send("budi", "sari", 40_001, "more") == "exceeds_balance"
    assert send("budi", "joko", 1, "nobody") == "unknown_account"
    assert send("budi", "budi", 1, "self") == "same_account"
    assert send("budi", "sari", 0, "nothing") == "amount_not_positive"
    assert send("sari", "budi", 60_000, "back") == "posted"
    assert books.balances() == {"budi": 100_000, "sari": 0}
    assert books.lies() == []


def test_eight_threads_with_one_transfer_alone_move_money_once(books: Books) -> None:
    told: Counter[str] = Counter()
    with books.database.read() as connection:
        wished = books.move(connection, "budi", "sari", 1_000, id="once")

    def send() -> None:
        told[outcome(ledger.post_alone(books.database, wished))] += 1

    at_once(*[send] * 8)
    assert told == {"posted": 1, "existed": 7}
    assert books.balances() == {"budi": 99_000, "sari": 1_000}
    assert books.lies() == []


def test_transfers_alone_in_both_directions_never_lock_each_other_out(books: Books) -> None:
    books.topup("sari", 100_000)
    told: Counter[str] = Counter()

    with books.database.read() as connection:
        ways = (("budi", "sari"), ("sari", "budi"))
        wishes = [[books.move(connection, *ways[nth % 2], 1_000) for _ in range(10)] for nth in range(6)]

    def send(wished: list[ledger.Move]) -> None:
        for each in wished:
            told[outcome(ledger.post_alone(books.database, each))] += 1

    at_once(*[partial(send, each) for each in wishes])
    assert told == {"posted": 60}
    assert books.balances() == {"budi": 100_000, "sari": 100_000}
    assert books.lies() == []


def test_one_id_between_different_wallets_has_one_effect(books: Books) -> None:
    books.open("dewi", 100_000)
    books.open("eka")
    told: Counter[str] = Counter()

    def send(debit: str, credit: str) -> None:
        told[books.database.run(lambda c: outcome(ledger.post(c, books.move(c, debit, credit, 1_000, id="once"))))] += 1

    at_once(*[partial(send, "budi", "sari"), partial(send, "dewi", "eka")] * 4)
    assert told == {"posted": 1, "existed": 3, "exists_with_different_content": 4}
    assert books.total() == 200_000
    assert books.lies() == []


# Reversals


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        ([None], ["posted"]),
        ([30_000, 20_000], ["posted", "posted"]),
        ([30_000, 20_001], ["posted", "reversal_exceeds_original"]),
        ([50_001], ["reversal_exceeds_original"]),
        ([None, 1], ["posted", "reversal_exceeds_original"]),
        ([0], ["amount_not_positive"]),
    ],
)
def test_a_transfer_is_given_back_at_most_once(books: Books, amounts: list[int | None], told: list[str]) -> None:
    assert books.send("budi", "sari", 50_000, id="sent") == "posted"
    assert [give_back(books, "sent", amount) for amount in amounts] == told
    assert books.total() == 100_000
    assert books.lies() == []


def test_what_is_spent_cannot_be_given_back(books: Books) -> None:
    books.send("budi", "sari", 50_000, id="sent")
    books.send("sari", "fees:transfer", 1, code="fee")
    assert give_back(books, "sent", None) == "exceeds_balance"
    assert give_back(books, "nothing", None) == "unknown_transfer"


def test_a_reversal_mirrors_its_original(books: Books) -> None:
    books.send("budi", "sari", 50_000, id="sent")
    assert books.send("budi", "sari", 1, code="reversal", reverses_id="sent") == "unknown_transfer"
    assert books.send("sari", "budi", 1, code="reversal", reverses_id="sent") == "posted"


def test_a_reversal_is_no_incoming_money(books: Books) -> None:
    books.send("budi", "sari", 50_000, id="sent")
    give_back(books, "sent", None)
    assert came_in(books, "budi") == 100_000
    assert came_in(books, "sari") == 50_000


# Holds


@pytest.mark.parametrize(
    ("steps", "told", "budi"),
    [
        (["settle"], ["posted"], (60_000, 0)),
        (["settle", "settle"], ["posted", "existed"], (60_000, 0)),
        (["void"], ["posted"], (100_000, 0)),
        (["void", "void"], ["posted", "existed"], (100_000, 0)),
        (["settle", "void"], ["posted", "already_settled"], (60_000, 0)),
        (["void", "settle"], ["posted", "already_voided"], (100_000, 0)),
        (["settle 15000"], ["posted"], (85_000, 0)),
        (["settle 15000", "settle 15001"], ["posted", "exists_with_different_content"], (85_000, 0)),
        (["settle 40001"], ["exceeds_hold"], (100_000, 40_000)),
        (["settle 0"], ["amount_not_positive"], (100_000, 40_000)),
        ([], [], (100_000, 40_000)),
    ],
)
def test_a_hold_ends_once(books: Books, steps: list[str], told: list[str], budi: tuple[int, int]) -> None:
    assert hold(books, 40_000) == "posted"
    assert [end(books, step) for step in steps] == told
    wallet = books.wallet("budi")
    assert (wallet.balance, wallet.held) == budi
    assert wallet.available == wallet.balance - wallet.held
    assert books.lies() == []


@pytest.mark.parametrize(("amount", "told"), [(60_000, "posted"), (60_001, "exceeds_balance")])
def test_what_is_held_cannot_be_spent(books: Books, amount: int, told: str) -> None:
    assert hold(books, 40_000) == "posted"
    assert books.send("budi", "sari", amount) == told
    assert end(books, "settle") == "posted"
    assert books.lies() == []


def test_a_hold_is_refused_as_a_transfer_is(books: Books) -> None:
    assert hold(books, 100_001) == "exceeds_balance"
    assert hold(books, 0) == "amount_not_positive"
    assert hold(books, 40_000) == "posted"
    assert hold(books, 40_000) == "existed"
    assert hold(books, 40_001) == "exists_with_different_content"
    assert books.send("budi", "fees:atm", 40_000, id="held", code="withdraw") == "exists_with_different_content"
    assert end(books, "settle", of="nothing") == "unknown_transfer"


def test_a_hold_on_the_way_to_a_friend_comes_in_when_it_is_settled(books: Books) -> None:
    assert hold(books, 40_000, credit="sari") == "posted"
    assert (books.wallet("sari").balance, came_in(books, "sari")) == (0, 0)
    assert end(books, "settle 30000") == "posted"
    assert (books.wallet("sari").balance, came_in(books, "sari")) == (30_000, 30_000)
    assert books.lies() == []


def test_only_what_moved_is_in_a_statement(books: Books) -> None:
    hold(books, 40_000)
    assert len(lines(books, "budi")) == 1
    end(books, "settle 30000")
    line = lines(books, "budi")[0]
    assert (line.amount, line.code, line.other, line.balance_after) == (-30_000, "withdraw", "fees:atm", 70_000)
    assert len(line.reference) == 8, "the customer knows the hold's"


def test_an_expired_hold_is_voided_and_not_settled(books: Books) -> None:
    with books.database.begin() as connection:
        at = now(connection)
        ledger.hold(
            connection, books.move(connection, "budi", "fees:atm", 9, id="held", code="withdraw"), at + minutes(15)
        )
        assert ledger.settle(connection, "held", at=at + minutes(15)) == Refused.HOLD_EXPIRED
        assert outcome(ledger.void(connection, "held", at=at + minutes(15))) == "posted"
    assert books.lies() == []


def test_a_hold_raced_by_settling_voiding_and_expiring_ends_once(books: Books) -> None:
    for nth in range(15):
        key = f"held {nth}"
        with books.database.begin() as connection:
            move = books.move(connection, "budi", "fees:atm", 1_000, id=key, code="withdraw")
            ledger.hold(connection, move, now(connection) + minutes(15))
        told: list[str] = []

        def settle(key: str = key, told: list[str] = told) -> None:
            told.append(books.database.run(lambda c: "settled " + outcome(ledger.settle(c, key))))

        def void(key: str = key, told: list[str] = told) -> None:
            told.append(books.database.run(lambda c: "voided " + outcome(ledger.void(c, key))))

        def expire(key: str = key, told: list[str] = told) -> None:
            told.append(
                books.database.run(lambda c: "expired " + outcome(ledger.void(c, key, at=now(c) + minutes(15))))
            )

        at_once(settle, void, expire)
        assert sum("posted" in word for word in told) == 1, told
        assert books.wallet("budi").held == 0
    assert books.lies() == []


# What was


def test_a_statement_is_read_page_by_page(books: Books) -> None:
    for amount in range(1, 8):
        books.send("budi", "sari", amount)
    with books.database.read() as connection:
        first = statements.statement(connection, books.wallets["budi"], count=3)
        second = statements.statement(connection, books.wallets["budi"], count=3, before_seq=first[-1].seq)
        rest = statements.statement(connection, books.wallets["budi"], count=9, before_seq=second[-1].seq)
        assert statements.statement(connection, books.wallets["budi"], count=1, before_seq=999_999) == first[:1]
    assert [line.amount for line in first + second + rest] == [-7, -6, -5, -4, -3, -2, -1, 100_000]
    assert first[0].other_customer_id == books.customers["sari"]
    assert [line.balance_after for line in rest] == [99_999, 100_000]


def test_a_past_balance_and_a_past_month_are_known(books: Books) -> None:
    with books.database.begin() as connection:
        wallet = books.welcome(connection, "dewi", NOVEMBER)
        for day in (0, 1, 30):
            move = books.move(connection, "bank:bca", "dewi", 1_000, code="topup")
            ledger.post(connection, move, at=NOVEMBER + timedelta(days=day))
        assert [
            statements.balance_at(connection, wallet, NOVEMBER + timedelta(days=day))
            for day in (-1, 0, 0.5, 1, 29, 30, 99)
        ] == [0, 1_000, 1_000, 2_000, 2_000, 3_000, 3_000]
        assert [statements.incoming(connection, wallet, month) for month in (202610, 202611, 202612)] == [
            0,
            2_000,
            1_000,
        ]
        day_two = statements.statement(connection, wallet, since=NOVEMBER, until=NOVEMBER + timedelta(days=1))
        assert [line.at for line in day_two] == [NOVEMBER]


def test_time_never_falls_within_a_wallet(books: Books) -> None:
    with books.database.begin() as connection:
        late = ledger.lock(connection, books.wallets["budi"]) + timedelta(days=1)
        for at in (late, late - timedelta(hours=1)):
            ledger.post(connection, books.move(connection, "budi", "sari", 1), at=at)
        assert [line.at for line in statements.statement(connection, books.wallets["sari"])] == [late, late]
        assert ledger.lock(connection, books.wallets["sari"]) == late
    assert books.lies() == []


def test_the_sandboxs_clock_moves_the_ledger(books: Books) -> None:
    with books.database.begin() as connection:
        forward(connection, timedelta(days=40))
    books.send("budi", "sari", 1)
    with books.database.read() as connection:
        assert statements.incoming(connection, books.wallets["sari"], month_of(now(connection))) == 1
    assert lines(books, "sari")[0].at - lines(books, "budi")[-1].at > timedelta(days=39)


def test_a_house_account_is_a_checkpoint_and_what_came_after(books: Books) -> None:
    def balance() -> int:
        with books.database.read() as connection:
            return statements.house_balance(connection, "bank:bca")

    def seal(after: timedelta) -> int:
        with books.database.begin() as connection:
            return make_checkpoints(connection, sealed_after=after)

    assert balance() == -100_000
    assert seal(minutes(10)) == 0, "rows of this minute are not sealed yet"
    assert seal(-minutes(1)) == 1
    books.topup("sari", 5_000)
    books.send("budi", "bank:bca", 20_000, code="withdraw")
    assert balance() == -85_000
    assert seal(-minutes(1)) == 1
    assert seal(-minutes(1)) == 0, "nothing came since"
    assert balance() == -85_000
    assert books.lies() == []


def test_wallets_and_house_accounts_are_opened_once(books: Books) -> None:
    opened: set[int] = set()

    def open_both() -> None:
        def work(connection: Any) -> None:
            opened.add(ledger.house(connection, "bank:bri", "bank", now(connection)))

        books.database.run(work)

    at_once(*[open_both] * 8)
    assert len(opened) == 1
    with books.database.begin() as connection:
        assert ledger.open_wallet(connection, books.customers["budi"], now(connection)) == books.wallets["budi"]
        with pytest.raises(ValueError, match="customer's"):
            ledger.house(connection, "wallet:9", "wallet", now(connection))


@on_postgresql  # SQLite has one writer.
def test_house_accounts_are_neither_locked_nor_updated(database: Database) -> None:
    books = Books(database)
    books.open("budi", 1_000)
    books.open("sari")
    with database.begin() as first:
        ledger.post(first, books.move(first, "bank:bca", "budi", 1, code="topup"))
        with database.begin() as second:
            assert outcome(ledger.post(second, books.move(second, "bank:bca", "sari", 1, code="topup"))) == "posted"
    assert books.lies() == []


# What the database itself refuses

COLUMNS = (
    "id, debit_account_id, credit_account_id, amount, code, step, pending_id, reverses_id, "
    "order_key, note, content, created_at"
)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE transfers SET amount = 1",
        "UPDATE transfers SET note = note",
        "DELETE FROM transfers",
        "UPDATE accounts SET debits_posted = debits_posted + 100001 WHERE kind = 'wallet'",
        "UPDATE accounts SET debits_pending = -1 WHERE kind = 'wallet'",
        "DELETE FROM accounts",
        f"INSERT INTO transfers ({COLUMNS}) SELECT 'x', 1, 3, 0, 'topup', 'posted', NULL, NULL, '', '', '', 0",
        f"INSERT INTO transfers ({COLUMNS}) SELECT 'x', 1, 1, 5, 'topup', 'posted', NULL, NULL, '', '', '', 0",
        f"INSERT INTO transfers ({COLUMNS}) SELECT 'x', 1, 999, 5, 'topup', 'posted', NULL, NULL, '', '', '', 0",
        f"INSERT INTO transfers ({COLUMNS}) SELECT 'x', 1, 3, 5, 'gift', 'posted', NULL, NULL, '', '', '', 0",
        f"INSERT INTO transfers ({COLUMNS}) SELECT 'x', 1, 3, 5, 'topup', 'post', NULL, NULL, '', '', '', 0",
        f"INSERT INTO transfers ({COLUMNS}) SELECT id, 1, 3, 5, 'topup', 'posted', NULL, NULL, '', '', '', 0 "
        f"FROM transfers",
        f"INSERT INTO transfers ({COLUMNS}) SELECT 'x', credit_account_id, debit_account_id, amount + 1, "
        f"'reversal', 'posted', "
        "NULL, id, '', '', '', 0 FROM transfers",
        f"INSERT INTO transfers ({COLUMNS}) SELECT 'x', debit_account_id, credit_account_id, amount, "
        f"'reversal', 'posted', "
        "NULL, id, '', '', '', 0 FROM transfers",
        f"INSERT INTO transfers ({COLUMNS}) SELECT 'x', debit_account_id, credit_account_id, amount, code, 'void', "
        "id, NULL, '', '', '', 0 FROM transfers",
    ],
)
def test_the_database_refuses_when_code_forgets(books: Books, statement: str) -> None:
    with pytest.raises(DBAPIError):
        carry_out(books, statement)
    assert books.balances() == {"budi": 100_000, "sari": 0}
    assert books.lies() == []


@on_postgresql  # SQLite has no such statements.
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE transfers CASCADE",
        "SET session_replication_role = replica; DELETE FROM transfers",
    ],
)
def test_postgresql_refuses_its_own_ways_round(books: Books, statement: str) -> None:
    with pytest.raises(DBAPIError):
        carry_out(books, statement)
    assert books.balances() == {"budi": 100_000, "sari": 0}
    assert books.lies() == []


@on_sqlite  # PostgreSQL's columns are typed.
def test_sqlite_takes_no_fractions(books: Books) -> None:
    insert = f"INSERT INTO transfers ({COLUMNS}) SELECT 'x', 1, 2, 0.5, 'topup', 'posted', NULL, NULL, '', '', '', 0"
    with pytest.raises(DBAPIError, match="whole rupiah"):
        carry_out(books, insert)


# Any sequence of acts


class LedgerMachine(RuleBasedStateMachine):
    """The ledger beside a plain model of it: what each has, what is held, what may be given back."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.books = Books(self.database)
        self.transaction = self.database.begin()
        self.connection = self.transaction.__enter__()
        for name in ("budi", "sari", "dewi"):
            self.books.welcome(self.connection, name, now(self.connection))
        self.has: Counter[str] = Counter()
        self.holds: dict[str, tuple[str, str, int, str]] = {}
        self.sent: dict[str, tuple[str, str, int]] = {}
        self.bank = 0

    names = st.sampled_from(["budi", "sari", "dewi"])
    amounts = st.integers(-1, 60)

    def held(self, name: str) -> int:
        return sum(amount for who, _, amount, state in self.holds.values() if who == name and state == "open")

    def free(self, name: str) -> int:
        return self.has[name] - self.held(name)

    def expected(self, debit: str, credit: str, amount: int) -> str:
        if amount <= 0:
            return "amount_not_positive"
        if debit == credit:
            return "same_account"
        return "exceeds_balance" if debit != "bank:bca" and amount > self.free(debit) else "posted"

    def moved(self, debit: str, credit: str, amount: int) -> None:
        self.has[debit] -= amount
        self.has[credit] += amount

    @rule(name=names, amount=amounts)
    def tops_up(self, name: str, amount: int) -> None:
        self.send("bank:bca", name, amount, code="topup")

    @rule(debit=names, credit=names, amount=amounts)
    def sends(self, debit: str, credit: str, amount: int) -> None:
        self.send(debit, credit, amount)

    def send(self, debit: str, credit: str, amount: int, **how: Any) -> None:
        move = self.books.move(self.connection, debit, credit, amount, **how)
        told = self.expected(debit, credit, amount)
        assert outcome(ledger.post(self.connection, move)) == told
        if told == "posted":
            self.moved(debit, credit, amount)
            self.sent[move.id] = (debit, credit, amount)
            assert outcome(ledger.post(self.connection, move)) == "existed"

    @rule(debit=names, credit=names, amount=amounts)
    def holds_money(self, debit: str, credit: str, amount: int) -> None:
        move = self.books.move(self.connection, debit, credit, amount, code="withdraw")
        told = self.expected(debit, credit, amount)
        assert outcome(ledger.hold(self.connection, move, None)) == told
        if told == "posted":
            self.holds[move.id] = (debit, credit, amount, "open")

    @precondition(lambda self: self.holds)
    @rule(data=st.data(), amount=st.integers(1, 60))
    def settles(self, data: st.DataObject, amount: int) -> None:
        key = data.draw(st.sampled_from(sorted(self.holds)))
        debit, credit, held, state = self.holds[key]
        told = outcome(ledger.settle(self.connection, key, amount=Money(amount)))
        if state == "open" and amount <= held:
            assert told == "posted"
            self.moved(debit, credit, amount)
            self.holds[key] = (debit, credit, amount, "settled")
        elif state == "open":
            assert told == "exceeds_hold"
        elif state == "settled":
            assert told == ("existed" if amount == held else "exists_with_different_content")
        else:
            assert told == "already_voided"

    @precondition(lambda self: self.holds)
    @rule(data=st.data())
    def voids(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.holds)))
        debit, credit, held, state = self.holds[key]
        told = outcome(ledger.void(self.connection, key))
        assert told == {"open": "posted", "settled": "already_settled", "voided": "existed"}[state]
        if told == "posted":
            self.holds[key] = (debit, credit, held, "voided")

    @precondition(lambda self: self.sent)
    @rule(data=st.data(), amount=st.integers(1, 60))
    def gives_back(self, data: st.DataObject, amount: int) -> None:
        key = data.draw(st.sampled_from(sorted(self.sent)))
        debit, credit, left = self.sent[key]
        self.books.count += 1
        back = ledger.reverse(
            self.connection, key, reversal_id=f"back {self.books.count}", order_key="back", amount=Money(amount)
        )
        if amount > left:
            assert back == Refused.REVERSAL_EXCEEDS_ORIGINAL
        elif amount > self.free(credit):
            assert back == Refused.EXCEEDS_BALANCE
        else:
            assert outcome(back) == "posted"
            self.moved(credit, debit, amount)
            self.sent[key] = (debit, credit, left - amount)

    @rule()
    def seals(self) -> None:
        make_checkpoints(self.connection, sealed_after=-minutes(1))

    @invariant()
    def agrees_with_the_model(self) -> None:
        for name, account in self.books.wallets.items():
            wallet = ledger.wallet(self.connection, account)
            assert (wallet.balance, wallet.held) == (self.has[name], self.held(name))
        if self.sent:
            assert statements.house_balance(self.connection, "bank:bca") == self.has["bank:bca"]

    def teardown(self) -> None:
        try:
            assert check(self.connection) == []
        finally:
            self.connection.rollback()
            self.transaction.__exit__(None, None, None)


def test_any_sequence_of_acts_agrees_with_a_plain_model(database: Database) -> None:
    machine = type("Machine", (LedgerMachine,), {"database": database})
    how = settings(
        max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    run_state_machine_as_test(machine, settings=how)


# Words used above


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def hold(books: Books, amount: int, credit: str = "fees:atm") -> str:
    with books.database.begin() as connection:
        move = books.move(connection, "budi", credit, amount, id="held", code="withdraw")
        return outcome(ledger.hold(connection, move, now(connection) + minutes(15)))


def end(books: Books, step: str, of: str = "held") -> str:
    word, _, amount = step.partition(" ")
    with books.database.begin() as connection:
        if word == "void":
            return outcome(ledger.void(connection, of))
        return outcome(ledger.settle(connection, of, amount=Money(int(amount)) if amount else None))


def give_back(books: Books, original: str, amount: int | None) -> str:
    books.count += 1
    with books.database.begin() as connection:
        back = ledger.reverse(
            connection,
            original,
            reversal_id=f"back {books.count}",
            order_key="back",
            amount=None if amount is None else Money(amount),
        )
        return outcome(back)


def carry_out(books: Books, statements: str) -> None:
    with books.database.begin() as connection:
        for statement in statements.split(";"):
            connection.execute(text(statement))


def lines(books: Books, name: str) -> list[statements.Entry]:
    with books.database.read() as connection:
        return statements.statement(connection, books.wallets[name])


def came_in(books: Books, name: str) -> int:
    with books.database.read() as connection:
        return statements.incoming(connection, books.wallets[name], month_of(now(connection)))
