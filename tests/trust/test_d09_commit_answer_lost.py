"""D9: the answer to a COMMIT is lost. What was kept is found done, what was not is done; each is answered once."""

from __future__ import annotations

import itertools
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.intake import End
from bot.message import Kind, Message
from models.check_books import check
from models.database import Database
from tests.databases import on_postgresql, on_server, on_sqlite, postgres_server
from tests.stage import PIN, Stage
from tests.trust.crowd import LONGER, Crowd, at_once, dice, wallets
from tests.trust.cutting import Wire, over, server_of
from tests.trust.score import figure

MEMBERS = 6
ROUNDS = 3 * LONGER
DELIVERIES_MAX = 12
COMMITS_A_RESTART = 90
"""So many commits after each other, and the next one is held while the server is started anew."""
KEPT = {End.HANDLED, End.REPEATED}


class Persistent(Crowd):
    """A crowd whose channel delivers until it is answered 2xx, and now and then once more."""

    def __init__(self, stage: Stage, count: int) -> None:
        super().__init__(stage, count)
        self.ends: Counter[End] = Counter()
        self.twins = 0
        """Deliveries of what was kept before."""
        self._lock = threading.Lock()

    def tell(self, number: int, words: str, *, again: bool) -> None:
        """Deliver one message."""
        with self._lock:
            key = f"crowd-{next(self.deliveries)}"
        sender = f"telegram-{number}"
        message = Message("telegram", sender, key, Kind.TEXT, text=words, body=key)
        assert self._deliver(message) in KEPT
        if again:
            assert self._deliver(message) is End.REPEATED

    def _deliver(self, message: Message) -> End:
        """Deliver until it is kept."""
        for _ in range(DELIVERIES_MAX):
            end = self.stage.intake.receive(message).end
            with self._lock:
                self.ends[end] += 1
                self.twins += end is End.REPEATED
            if end is not End.FAILED:
                return end
            time.sleep(0.05)
        raise AssertionError("it was never kept")


def pay(crowd: Persistent, number: int) -> None:
    """One member pays the next, a thousand rupiah a time."""
    chance = dice(number)
    payee = crowd.members[(number + 1) % MEMBERS]
    for _ in range(ROUNDS):
        for words in (f"kirim Rp1000 ke {payee.phone.local}", "ya", PIN):
            crowd.tell(number, words, again=chance.random() < 0.1)


def everybody_pays(crowd: Persistent) -> None:
    at_once(*[partial(pay, crowd, number) for number in range(MEMBERS)])


def judge(crowd: Persistent, what: str) -> None:
    """Each payment was made once and each message answered once."""
    database, wanted = crowd.stage.database, MEMBERS * ROUNDS
    database.close()  # What looks now has connections of its own: the last ones may have been cut a moment ago.
    with database.read() as connection:
        paid = count(connection, "SELECT COUNT(*) FROM transfers WHERE code = 'transfer'")
        heard = count(connection, "SELECT COUNT(*) FROM messages WHERE direction = 'in' AND status = 'handled'")
        failed = count(connection, "SELECT COUNT(*) FROM messages WHERE direction = 'in' AND status <> 'handled'")
        cases = count(connection, "SELECT COUNT(*) FROM cases")
        answers = Counter(
            connection.execute(
                text(
                    "SELECT COUNT(o.id) AS answers FROM messages i LEFT JOIN messages o ON o.reply_to = i.id "
                    "AND o.kind = 'text' AND o.lane = i.lane WHERE i.direction = 'in' GROUP BY i.id"
                )
            ).scalars()
        )
        findings = check(connection)
    told = (
        f"{what}: {sum(crowd.ends.values())} deliveries, {crowd.ends[End.FAILED]} not kept at first, {crowd.twins} "
        f"found done; {paid} of {wanted} payments, {failed + cases} apologies, answers a message {dict(answers)}"
    )
    more = sum(number * (times - 1) for times, number in answers.items() if times > 1)
    figure("D9", database, told, lost=max(wanted - paid, 0) + answers[0], doubled=max(paid - wanted, 0) + more)
    assert paid == wanted
    assert heard == 3 * wanted
    assert (failed, cases) == (0, 0)
    assert dict(answers) == {1: 3 * wanted}
    assert wallets(database)[:2] == (MEMBERS, crowd.total)
    assert findings == []


def count(connection: Any, asked: str) -> int:
    return int(connection.execute(text(asked)).scalar_one())


@on_sqlite
def test_a_commit_that_was_kept_and_reported_as_failed(empty_stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when SQLite cannot sync the folder after it deleted its journal: it says so, and all is kept."""
    crowd = Persistent(empty_stage, MEMBERS)
    chance, cuts = dice(9), Counter[str]()
    dialect = empty_stage.database.engine.dialect
    commit = dialect.do_commit

    def commits(connection: Any) -> None:
        commit(connection)
        if chance.random() < 0.2:
            cuts["after"] += 1
            raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(dialect, "do_commit", commits)
    everybody_pays(crowd)
    monkeypatch.undo()
    judge(crowd, f"{cuts['after']} commits reported as failed")
    assert cuts["after"] > 0
    assert crowd.twins > 0


@on_postgresql
def test_the_wire_breaks_around_a_commit(empty_stage: Stage) -> None:
    with wired(empty_stage.database) as (wire, database):
        crowd = Persistent(Stage(database), MEMBERS)
        wire.on = True
        everybody_pays(crowd)
        wire.on = False
        judge(crowd, f"cut before {wire.cuts['before']} and after {wire.cuts['after']} commits")
        assert min(wire.cuts["before"], wire.cuts["after"]) > 0
        assert crowd.twins > 0


@contextmanager
def wired(database: Database) -> Iterator[tuple[Wire, Database]]:
    wire = Wire(server_of(database), dice(9), before=8, after=12)
    through = over(wire, database)
    try:
        yield wire, through
    finally:
        through.close()
        wire.stop()


@on_postgresql
def test_backends_are_terminated_at_any_moment(empty_stage: Stage) -> None:
    crowd = Persistent(empty_stage, MEMBERS)
    name, over_ = empty_stage.database.url.database, threading.Event()
    ended = Counter[str]()

    def terminate() -> None:
        chance = dice(99)
        turns = 0
        while not over_.wait(chance.uniform(0.01, 0.05)):
            if sum(crowd.ends.values()) < turns + 3:
                continue  # On a slow machine, too, it is a few turns that lose their backend.
            turns = sum(crowd.ends.values())
            one = (
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = (SELECT pid FROM pg_stat_activity "
                f"WHERE datname = '{name}' AND pid <> pg_backend_pid() ORDER BY state = 'idle', random() LIMIT 1)"
            )
            on_server("postgres", one)
            ended["backends"] += 1

    def work() -> None:
        try:
            everybody_pays(crowd)
        finally:
            over_.set()

    at_once(work, terminate)
    judge(crowd, f"{ended['backends']} backends terminated")
    assert ended["backends"] > 0


@pytest.mark.long
@on_postgresql
def test_the_server_is_started_anew_in_the_middle_of_it(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each time one commit is held meanwhile, asked for or done already; what the others were at is left to chance."""
    crowd = Persistent(Stage(database), MEMBERS)
    dialect = database.engine.dialect
    commit, commits, one = dialect.do_commit, itertools.count(1), threading.Lock()
    restarts, sides = Counter[str](), itertools.cycle(["before", "after"])

    def held(connection: Any) -> None:
        if next(commits) % COMMITS_A_RESTART:
            commit(connection)
            return
        with one:
            side = next(sides)
            if side == "after":
                commit(connection)
            server = postgres_server()
            server.stop()
            server.ensure_postgres_running()
            restarts[side] += 1
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")  # What became of the commit would be heard here, and nobody answers any more.
        raise AssertionError("the server answered though it was stopped")

    monkeypatch.setattr(dialect, "do_commit", held)
    everybody_pays(crowd)
    monkeypatch.undo()
    judge(crowd, f"the server was started anew before {restarts['before']} and after {restarts['after']} commits")
    assert min(restarts["before"], restarts["after"]) > 0


@on_sqlite
def test_who_failed_by_herself_is_not_told_of_the_commit_of_others(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Several turns share a commit: whose own work failed hears why, whose was to be kept hears of the commit."""
    dialect = database.engine.dialect
    inside = threading.Event()
    told: list[str] = []

    def refuse(_connection: Any) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(dialect, "do_commit", refuse)

    def first() -> None:
        try:
            with database.begin() as connection:
                connection.execute(text("INSERT INTO clock (id, offset_ms) VALUES (2, 7)"))
                inside.set()
                time.sleep(0.2)  # Until the other waits at the gate.
        except DBAPIError as error:
            told.append(type(error).__name__)

    def second() -> None:
        inside.wait(5)
        try:
            with database.begin() as connection:
                connection.execute(text("INSERT INTO clock (id, offset_ms) VALUES (3, 7)"))
                raise KeyError("her own")
        except KeyError as error:
            told.append(type(error).__name__)

    at_once(first, second)
    monkeypatch.undo()
    assert len(told) == 2
    assert "KeyError" in told
    with database.read() as connection:
        assert connection.execute(text("SELECT COUNT(*) FROM clock WHERE id > 1")).scalar_one() == 0
