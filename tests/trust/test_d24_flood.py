"""D24: one customer sends a thousand messages a minute among two hundred others, who do not notice."""

from __future__ import annotations

import asyncio
import heapq
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from app import TRAITS
from bot.intake import End, Received
from bot.message import Kind, Outgoing, Sent
from bot.sender import Sender
from models.check_books import check
from models.clock import to_ms
from models.database import Database
from models.figures import set_figure
from models.flooding import WINDOW_MS
from tests.databases import PACE
from tests.rows import all_rows
from tests.stage import PIN, Recorder, Stage
from tests.trust.crowd import LONGER, Crowd, dice
from tests.trust.score import figure

LIMIT = 30
FLOOD_A_MINUTE = 1_000
EACH_SECONDS = 10
"""How often each of the others writes, on average."""
OTHERS, SECONDS = (200, 60.0) if LONGER > 1 else (30, 2.4)
THREADS = 16
"""As two web workers have."""
P95_MAX = 2.0
TOLD = "Banyak pesan masuk sekaligus"


@pytest.fixture
def limited(stage: Stage) -> Stage:
    """A stage with the pace that production has."""
    limit(stage.database)
    return stage


def limit(database: Database, to: int = LIMIT) -> None:
    with database.begin() as connection:
        set_figure(connection, PACE, to)


def test_a_flood_is_told_once_and_leaves_no_rows(limited: Stage) -> None:
    ends = Counter(limited.say("telegram", "budi", "saldo").end for _ in range(LIMIT + 50))
    read, unread = ends[End.HANDLED], ends[End.UNREAD]
    assert read + unread == LIMIT + 50
    assert LIMIT <= read < LIMIT + 20  # One more for every two seconds that it takes.
    assert [out.text for out in limited.phone("telegram", "budi") if TOLD in out.text] == [
        limited.last("telegram", "budi")
    ]
    with limited.database.read() as connection:
        kept = connection.execute(text("SELECT status, silent FROM messages WHERE direction = 'in' ORDER BY id")).all()
        assert check(connection) == []
    assert [tuple(row) for row in kept] == [
        *[("handled", "")] * read,
        ("ignored", f"{unread} messages came at once and were not read"),
    ]


def test_others_and_her_own_other_channel_are_read_meanwhile(limited: Stage) -> None:
    flood(limited)
    assert limited.say("whatsapp", "budi", "saldo").end is End.HANDLED
    assert limited.say("telegram", "sari", "saldo").end is End.HANDLED


def test_what_was_open_is_open_still_when_she_has_paused(limited: Stage) -> None:
    for words in ("kirim 50rb ke 081298764567", "ya"):
        limited.say("telegram", "budi", words)
    flood(limited, "hm")
    assert limited.say("telegram", "budi", PIN).end is End.UNREAD
    assert limited.balance("budi") == 1_250_000
    limited.wait(timedelta(minutes=1))
    assert limited.say("telegram", "budi", "saldo").end is End.HANDLED
    flood(limited)
    assert sum(TOLD in out.text for out in limited.phone("telegram", "budi")) == 2, "told once in each flood"


def test_an_account_is_blocked_in_the_middle_of_a_flood(limited: Stage) -> None:
    flood(limited)
    assert limited.say("telegram", "budi", "blokir akun").end is End.HANDLED
    assert limited.say("telegram", "budi", "saldo").end is End.UNREAD
    time.sleep(1.1)
    limited.tap("telegram", "budi", "Ya, blokir akun")
    with limited.database.read() as connection:
        asked = text("SELECT status FROM customers WHERE id = :id")
        assert connection.execute(asked, {"id": limited.id_of("budi")}).scalar_one() == "blocked"


def test_even_what_cannot_wait_is_read_once_a_second_only(limited: Stage) -> None:
    flood(limited)
    ends = Counter(limited.hear("telegram", "budi", text="blokir akun").end for _ in range(20))
    assert ends[End.HANDLED] < 10
    assert ends[End.UNREAD] > 10


def test_a_pin_on_its_page_pays_in_the_middle_of_a_flood(limited: Stage) -> None:
    for words in ("kirim 50rb ke 081298764567", "ya"):
        limited.say("telegram", "budi", words)
    for _ in range(LIMIT + 5):
        limited.intake.receive(limited.message("telegram", "budi", Kind.TEXT, text="halo", edited=True))
    limited.send()
    assert TOLD in limited.last("telegram", "budi")
    limited.enter("telegram", "budi", PIN)
    assert limited.balance("budi") == 1_200_000
    assert limited.say("telegram", "budi", "saldo").end is End.UNREAD, "the flood goes on"


def test_repeats_of_one_delivery_are_no_flood(limited: Stage) -> None:
    said = limited.message("telegram", "budi", text="saldo")
    assert limited.intake.receive(said).end is End.HANDLED
    before = row_of(limited)
    assert {limited.intake.receive(said).end for _ in range(3 * LIMIT)} == {End.REPEATED}
    assert row_of(limited) == before
    flood(limited)
    in_flood = row_of(limited)
    assert limited.intake.receive(said).end is End.REPEATED
    other = replace(said, text="menu", body="other bytes")
    assert limited.intake.receive(other).end is End.ASIDE
    assert in_flood["unread"] == 1
    assert limited.intake.receive(said).end is End.REPEATED


def test_an_outage_of_telegrams_calls_makes_no_flood(limited: Stage) -> None:
    with limited.database.begin() as connection:
        connection.execute(text("DELETE FROM clock"))
    began = limited.now() - timedelta(minutes=8)
    for nth in range(2 * LIMIT):
        said = limited.message("telegram", "budi", text="saldo", at=began + timedelta(seconds=5 * nth))
        assert limited.intake.receive(said).end is End.HANDLED


def test_with_a_clock_that_was_moved_the_pace_goes_by_arrival(limited: Stage) -> None:
    long_ago = limited.now() - timedelta(days=30)
    ends = [limited.hear("telegram", "budi", text="saldo", at=long_ago).end for _ in range(2 * LIMIT)]
    assert End.UNREAD in ends


def test_she_is_told_once_though_the_first_unread_one_could_not_wait(limited: Stage) -> None:
    while row_of(limited)["unread"] == 0:
        limited.hear("telegram", "budi", text="blokir akun")
        if row_of(limited)["heard_ahead"] - to_ms(limited.now()) > WINDOW_MS:
            break
    for _ in range(5):
        limited.say("telegram", "budi", "saldo")
    assert sum(TOLD in out.text for out in limited.phone("telegram", "budi")) == 1


def row_of(stage: Stage) -> dict[str, Any]:
    """How Budi's pace is kept."""
    return next(
        {key: row[key] for key in ("last_in_at", "heard_ahead", "unread")}
        for row in all_rows(stage.database)["identities"]
        if (row["channel"], row["sender"]) == ("telegram", stage.sender_of("telegram", "budi"))
    )


def flood(stage: Stage, words: str = "saldo") -> None:
    """Budi writes until he is no longer read."""
    for _ in range(2 * LIMIT):
        if stage.say("telegram", "budi", words).end is End.UNREAD:
            return
    raise AssertionError("he was read for ever")


# The load.


@dataclass(frozen=True, order=True)
class Due:
    """One message, and when it is written."""

    at: float
    number: int
    words: str


class Clocked(Recorder):
    """A channel that notes when each message reached whom."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.at: list[tuple[float, Outgoing]] = []

    async def send(self, out: Outgoing) -> Sent:
        """Keep it, and when."""
        self.at.append((time.monotonic(), out))
        return await super().send(out)


def test_others_are_answered_in_time_during_a_flood(empty_stage: Stage) -> None:
    stage = empty_stage
    crowd = Crowd(stage, OTHERS + 1)
    limit(stage.database)
    clocked = Clocked("telegram")
    stage.recorders["telegram"] = clocked
    chance = dice(24)
    plan = [
        Due(chance.uniform(0, SECONDS), number, chance.choice(("saldo", "menu", "mutasi")))
        for number in range(1, OTHERS + 1)
        for _ in range(max(1, int(SECONDS / EACH_SECONDS)))
    ]
    plan += [Due(nth * 60 / FLOOD_A_MINUTE, 0, "saldo") for nth in range(int(SECONDS * FLOOD_A_MINUTE / 60))]
    heapq.heapify(plan)
    before = rows(stage.database)
    ends, kept, written = run(crowd, plan)
    told = sum(TOLD in out.text for _, out in clocked.at if out.to == "telegram-0")
    late = answered_after(clocked, written)
    flooded = sum(ends[0].values())
    others = sum((count for number, count in ends.items() if number), Counter[End]())
    added = rows(stage.database) - before
    said = (
        f"{flooded} messages of one in {SECONDS:.0f} s, {ends[0][End.HANDLED]} read, told {told} times; "
        f"{OTHERS} others: {others.total()} messages, kept after p95 {at(kept, 0.95) * 1000:.0f} ms, answered after "
        f"p95 {at(late, 0.95) * 1000:.0f} ms, at most {max(late) * 1000:.0f} ms; {added} rows in all"
    )
    unanswered = others.total() - len(late)
    figure("D24", stage.database, said, lost=max(unanswered, 0), doubled=max(-unanswered, 0))
    assert unanswered == 0
    assert set(others) == {End.HANDLED}
    assert told == 1
    assert at(late, 0.95) < P95_MAX
    assert ends[0][End.HANDLED] <= LIMIT + 1 + SECONDS / 2
    assert added <= 3 * (others.total() + LIMIT + 2)
    assert crowd.books() == []


def run(crowd: Crowd, plan: list[Due]) -> tuple[dict[int, Counter[End]], list[float], dict[str, list[float]]]:
    """Have everybody write when it is time, from as many threads as the web has, with a sender beside them."""
    ends: dict[int, Counter[End]] = {number: Counter() for number in range(OTHERS + 1)}
    kept: list[float] = []
    written: dict[str, list[float]] = {}
    lock, began = threading.Lock(), time.monotonic()

    def write(due: Due) -> None:
        received: Received = crowd.say(crowd.members[due.number], due.words)
        with lock:
            ends[due.number][received.end] += 1
            if due.number:
                kept.append(time.monotonic() - began - due.at)
                written.setdefault(f"telegram-{due.number}", []).append(began + due.at)

    with sending(crowd.stage), ThreadPoolExecutor(THREADS) as threads:
        waiting = []
        while plan:
            due = heapq.heappop(plan)
            time.sleep(max(0.0, began + due.at - time.monotonic()))
            waiting.append(threads.submit(write, due))
        for each in waiting:
            each.result(60)
    return ends, kept, written


class sending:  # noqa: N801  reads as what it does: `with sending(stage)`
    """A sender in a thread of its own; it is stopped once nothing is queued."""

    def __init__(self, stage: Stage) -> None:
        self._sender = Sender(stage.database, stage.recorders, stage.secrets, TRAITS.__getitem__)
        self._stage = stage
        self._stop: asyncio.Event | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        self._stop = asyncio.Event()
        self._loop.run_until_complete(self._sender.run(self._stop))
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: Any) -> None:
        until = time.monotonic() + 30
        asked = text("SELECT COUNT(*) FROM messages WHERE status IN ('queued', 'sending')")
        while time.monotonic() < until:
            with self._stage.database.read() as connection:
                if connection.execute(asked).scalar_one() == 0:
                    break
            time.sleep(0.1)
        assert self._stop is not None
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(30)


def answered_after(clocked: Clocked, written: dict[str, list[float]]) -> list[float]:
    """Return how long each of the others waited for the answer, first for first."""
    late = []
    for address, times in written.items():
        answers = [when for when, out in clocked.at if out.to == address]
        late += [max(0.0, answer - asked) for asked, answer in zip(sorted(times), answers, strict=False)]
        late += [0.0] * (len(answers) - len(times))
    return late


def at(values: list[float], share: float) -> float:
    """Return the value that this share of them does not pass."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def rows(database: Database) -> int:
    """Return how many rows there are of what people say and hear."""
    tables = ("messages", "identities", "conversations", "cases", "links", "lanes")
    with database.read() as connection:
        return sum(connection.execute(text(f"SELECT COUNT(*) FROM {table}")).scalar_one() for table in tables)
