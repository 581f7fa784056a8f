"""Metrics: what is counted is right over several processes, what waits is told, and who may read it."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import event, text

from bot.engine import Turn
from bot.metrics import render
from bot.pulse import Pulse
from models import counts, gauges
from models.beats import beat, leave
from models.database import Database
from models.proofs import note_proof
from tests.databases import as_owner, on_sqlite
from tests.stage import PEOPLE, PIN, WRONG_PIN, Stage, settings

ROOT = Path(__file__).parents[2]
TOKEN = "t" * 32


@pytest.fixture(autouse=True)
def _nothing_counted_before() -> Iterator[None]:
    counts.taken()
    yield
    counts.taken()


def figures(database: Database) -> dict[str, float]:
    """Return every sample by its name and labels, once this process has carried its counts over."""
    beat(database, "web", "web 1")
    return {
        f"kaspro_{sample.name.removeprefix('kaspro_')}"
        + "".join(f" {value}" for value in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(render(database).decode())
        for sample in family.samples
    }


# What is counted.


def test_turns_are_counted_by_channel_and_end(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.say("telegram", "budi", "saldo")
    stage.say("telegram", "budi", "mutasi")
    same = stage.message("whatsapp", "sari", text="saldo")
    stage.intake.receive(same)
    stage.intake.receive(same)

    def breaks(*_: Any) -> Any:
        raise RuntimeError("a mistake of ours")

    with monkeypatch.context() as broken:
        broken.setattr(Turn, "take", breaks)
        stage.say("telegram", "sari", "saldo")
    found = figures(stage.database)
    turns = {name: total for name, total in found.items() if name.startswith("kaspro_turn_seconds_count")}
    assert turns == {
        "kaspro_turn_seconds_count telegram handled": 2,
        "kaspro_turn_seconds_count telegram apologised": 1,
        "kaspro_turn_seconds_count whatsapp handled": 1,
        "kaspro_turn_seconds_count whatsapp repeated": 1,
    }
    assert found["kaspro_turn_seconds_bucket telegram handled +Inf"] == 2
    assert 0 < found["kaspro_turn_seconds_sum telegram handled"] < 2


def test_buckets_grow(database: Database) -> None:
    for seconds in (0.005, 0.0051, 0.3, 11):
        counts.count_turn("telegram", "handled", seconds)
    found = figures(database)
    step = "kaspro_turn_seconds_bucket telegram handled"
    steps = [found[f"{step} {bound}"] for bound in ("0.005", "0.01", "0.5", "10", "+Inf")]
    assert steps == [1, 2, 3, 3, 4]
    assert found["kaspro_turn_seconds_sum telegram handled"] == pytest.approx(11.3101)


def test_pins_and_refusals_are_counted(stage: Stage) -> None:
    stage.say("telegram", "budi", "kirim 50rb ke 081298764567")
    stage.say("telegram", "budi", "ya")
    stage.say("telegram", "budi", WRONG_PIN)
    stage.say("telegram", "budi", PIN)
    stage.say("telegram", "budi", "kirim 5jt ke 081298764567")
    found = figures(stage.database)
    assert (found["kaspro_pin_tries_total wrong"], found["kaspro_pin_tries_total right"]) == (1, 1)
    assert found["kaspro_refusals_total exceeds_balance"] == 1


def test_a_lock_is_counted_once_and_is_an_open_case(stage: Stage) -> None:
    stage.say("telegram", "budi", "kirim 50rb ke 081298764567")
    stage.say("telegram", "budi", "ya")
    with stage.database.begin() as connection:
        connection.execute(text("UPDATE customers SET pin_wrong = 9"))
    for _ in range(3):
        stage.say("telegram", "budi", WRONG_PIN)
    found = figures(stage.database)
    assert found["kaspro_pin_locks_total"] == 1
    assert found["kaspro_cases_open pin_locked"] == 1


def test_calls_that_are_not_proved_are_counted(stage: Stage) -> None:
    stage.web.post("/telegram", data=b"{}")
    stage.web.post("/telegram", data=b"{", headers={"X-Telegram-Bot-Api-Secret-Token": "telegram-secret"})
    stage.web.post("/whatsapp", data={"From": "whatsapp:+62"})
    stage.web.post("/whatsapp/status", data={"MessageSid": "SM1"})
    found = figures(stage.database)
    assert found["kaspro_webhooks_refused_total telegram 403"] == 1
    assert found["kaspro_webhooks_refused_total telegram 400"] == 1
    assert found["kaspro_webhooks_refused_total whatsapp 403"] == 2


def test_sends_are_counted(stage: Stage) -> None:
    stage.say("telegram", "budi", "saldo")
    stage.send()
    assert figures(stage.database)["kaspro_sends_total telegram sent"] >= 1


def test_processes_add_up_and_none_is_lost_when_they_end(database: Database) -> None:
    """Three processes count at once, and one of them dies without a word: what it carried over is there."""
    url = database.url.render_as_string(hide_password=False)
    work = (
        "import sys, os; from models.beats import beat, leave; from models.counts import count\n"
        "from models.database import Database\n"
        f"mine = Database({url!r})\n"
        "for nth in range(5):\n"
        "    for _ in range(200): count('refusals', 'pin_wrong'); count('sends', 'telegram', 'sent')\n"
        "    beat(mine, 'send', sys.argv[1])\n"
        "os._exit(9) if sys.argv[1] == 'dies' else leave(mine, sys.argv[1])\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", work, name], cwd=ROOT) for name in ("one", "two", "dies")]
    assert [each.wait(30) for each in running] == [0, 0, 9]
    found = figures(database)
    assert found["kaspro_refusals_total pin_wrong"] == 3000
    assert found["kaspro_sends_total telegram sent"] == 3000
    assert found["kaspro_processes send"] == 1  # The one that died is missed a minute later.


def test_what_could_not_be_carried_over_is_carried_over_later(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts.count("pin_locks")

    def breaks(*_: Any) -> Any:
        raise OSError("no database")

    with monkeypatch.context() as broken:
        broken.setattr(database, "run", breaks)
        with pytest.raises(OSError, match="no database"):
            beat(database, "web", "web 1")
    counts.count("pin_locks")
    leave(database, "web 1")
    assert figures(database)["kaspro_pin_locks_total"] == 2


def test_a_pulse_beats_and_leaves(database: Database) -> None:
    with Pulse(database, "work", seconds=0.02):
        counts.count("pin_locks")
        for _ in range(100):
            if figures(database)["kaspro_processes work"] == 1:
                break
            time.sleep(0.02)
        assert figures(database)["kaspro_processes work"] == 1
        counts.count("pin_locks")
    found = figures(database)
    assert (found["kaspro_processes work"], found["kaspro_pin_locks_total"]) == (0, 2)


def test_a_pulse_outlives_trouble_with_the_database(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(*_: Any) -> Any:
        raise OSError("no database")

    with Pulse(database, "work", seconds=0.01):
        with monkeypatch.context() as broken:
            broken.setattr(database, "run", breaks)
            time.sleep(0.1)
        time.sleep(0.1)
        assert figures(database)["kaspro_processes work"] == 1
    assert len([each for each in caplog.records if each.name == "bot.pulse"]) == 1


# What waits.


def test_an_empty_wallet_has_figures_too(database: Database) -> None:
    found = figures(database)
    for name in ("queue_oldest_seconds", "unknown_sends", "dead_letters", "jobs_due", "jobs_failing", "queue_tried"):
        assert found[f"kaspro_{name}"] == 0
    assert found["kaspro_holds token"] == found["kaspro_holds_rupiah friend"] == 0


def test_what_waits_is_told(stage: Stage) -> None:
    stage.intake.receive(stage.message("telegram", "budi", text="petugas"))
    stage.wait(timedelta(minutes=3))
    found = figures(stage.database)
    assert found["kaspro_queue_length telegram"] >= 1
    assert 180 <= found["kaspro_queue_oldest_seconds"] < 240
    assert found["kaspro_cases_open asked"] == 1
    assert 180 <= found["kaspro_case_oldest_seconds"] < 240
    stage.send()
    assert figures(stage.database)["kaspro_queue_oldest_seconds"] == 0


def test_holds_are_told_in_number_and_rupiah(stage: Stage) -> None:
    stage.say("telegram", "budi", "tarik 100rb di alfamart")
    stage.say("telegram", "budi", "ya")
    stage.say("telegram", "budi", PIN)
    found = figures(stage.database)
    assert (found["kaspro_holds token"], found["kaspro_holds_rupiah token"]) == (1, 100_000)
    with stage.database.begin() as connection:
        connection.execute(text("UPDATE jobs SET due_at = 0, error = 'RuntimeError', attempts = 2"))
    found = figures(stage.database)
    assert (found["kaspro_jobs_due"], found["kaspro_jobs_failing"]) == (1, 1)
    assert found["kaspro_jobs_overdue_seconds"] > 1e9


def test_proofs_are_told(database: Database) -> None:
    assert "kaspro_proof_good books" not in figures(database)
    database.run(lambda connection: note_proof(connection, "books", good=True))
    database.run(lambda connection: note_proof(connection, "backup", good=False))
    found = figures(database)
    assert (found["kaspro_proof_good books"], found["kaspro_proof_good backup"]) == (1, 0)
    assert 0 <= found["kaspro_proof_age_seconds books"] < 60


@on_sqlite  # PostgreSQL reads small tables whole, whatever indexes they have.
def test_each_statement_goes_by_an_index(stage: Stage) -> None:
    """No gauge reads a whole table that grows with customers or with time."""
    asked: list[tuple[str, Any]] = []
    listen = ("before_cursor_execute", lambda _c, _k, statement, given, *_: asked.append((statement, given)))
    event.listen(stage.database.engine, *listen)
    try:
        with stage.database.read() as connection:
            gauges.gauges(connection)
    finally:
        event.remove(stage.database.engine, *listen)
    selects = [(statement, given) for statement, given in asked if statement.startswith("SELECT")]
    with stage.database.read() as connection:
        plans = [
            str(row[3])
            for statement, given in selects
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
        ]
    scans = [plan for plan in plans if re.match("SCAN (messages|transfers|accounts|customers|tokens|cases|jobs)", plan)]
    assert len(selects) >= 10
    assert [plan for plan in scans if "INDEX" not in plan] == []


# Who may read them, and what is in them.


@on_sqlite
@pytest.mark.parametrize(
    ("changes", "more", "status"),
    [
        ({"public_url": ""}, {}, 200),
        ({"public_url": "http://127.0.0.1:8000"}, {}, 200),
        ({}, {}, 404),  # A proxy that leads customers here calls from this machine as well.
        ({"public_url": "", "trusted_proxies": 1}, {}, 404),
        ({"public_url": ""}, {"headers": {"X-Forwarded-For": "127.0.0.1"}}, 404),
        ({"public_url": ""}, {"environ_base": {"REMOTE_ADDR": "10.0.0.7"}}, 404),
        ({"public_url": "", "host": "0.0.0.0"}, {"environ_base": {"REMOTE_ADDR": "10.0.0.7"}}, 404),  # noqa: S104
        ({"metrics_token": TOKEN}, {}, 401),
        ({"metrics_token": TOKEN, "public_url": ""}, {}, 401),
        ({"metrics_token": TOKEN}, {"headers": {"Authorization": f"Bearer {TOKEN[:-1]}"}}, 401),
        ({"metrics_token": TOKEN}, {"headers": {"Authorization": "Bearer Ä"}}, 401),
        ({"metrics_token": TOKEN}, {"headers": {"Authorization": f"Bearer {TOKEN}"}}, 200),
        ({"metrics_token": TOKEN, "trusted_proxies": 1}, {"headers": {"Authorization": f"Bearer {TOKEN}"}}, 200),
    ],
)
def test_who_may_read_them(database: Database, changes: dict[str, Any], more: dict[str, Any], status: int) -> None:
    stage = Stage(database, settings(**changes))
    answer = stage.web.get("/metrics", **more)
    assert answer.status_code == status
    assert ("kaspro_" in answer.text) is (status == 200)
    assert answer.headers.get("Cache-Control") == "no-store" or status != 200


def test_nothing_in_them_is_a_customers(stage: Stage) -> None:
    for words in ("saldo", "petugas", "kirim 50rb ke 081298764567", "ya", PIN):
        stage.say("telegram", "budi", words)
    stage.send()
    told = render(stage.database).decode()
    for someone in PEOPLE.values():
        assert someone.phone.removeprefix("+62") not in told
        assert someone.email not in told
        assert someone.first_name not in told
    samples = [each for family in text_string_to_metric_families(told) for each in family.samples]
    labels = {value for each in samples for value in each.labels.values()}
    assert all(re.fullmatch(r"[a-z_]+|[0-9.]+|\+Inf", value) for value in labels), labels


@on_sqlite
def test_figures_of_a_broken_database_are_refused(database: Database) -> None:
    stage = Stage(database, settings(metrics_token=TOKEN))
    as_owner(database, "DROP TABLE counts")
    assert stage.web.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 503


def test_counting_costs_microseconds() -> None:
    began = time.perf_counter()
    for _ in range(20_000):
        counts.count_turn("telegram", "handled", 0.004)
    assert (time.perf_counter() - began) / 20_000 < 50e-6
