"""Sending: the queue emptied by the real sender through the real Telegram channel, beside a bare httpx loop.

The other end is a Bot API of cardboard that answers at once, in another process. Each way of sending is a process of
its own (`python -m tests.bench.sending`), and begins with the queue full.
"""

from __future__ import annotations

import asyncio
import json
import logging
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import httpx
from sqlalchemy import text

from bot.channels.telegram import Telegram
from bot.sender import IN_FLIGHT_MAX
from models import outbox
from models.check_books import check
from models.clock import now, to_ms
from models.database import Database
from tests.bench.bot_api import BotApi
from tests.bench.figures import Line, Report, Run, Spread, alternate
from tests.bench.inside import wallet_over
from tests.bench.people import SETTINGS, settle
from tests.bench.places import Places
from tests.browser.program import ROOT

LANES = 500
MESSAGES = 2_000
AIM = 0.5
LOOK_SECONDS = 0.05

_CONVERSATIONS = text(
    "SELECT c.id, i.customer_id, i.address FROM conversations c JOIN identities i ON i.id = c.identity_id ORDER BY c.id"
)
_HEARD = text(
    "INSERT INTO messages (conversation_id, customer_id, direction, kind, channel, lane, delivery, digest, "
    "provider_id, status, text, extra, silent, flow, question, run_key, language, fact, fact_data, attempts, "
    "not_before, lease_until, error, created_at) VALUES (:conversation, :customer, 'in', 'text', 'telegram', :lane, "
    ":key, '', '', 'handled', 'saldo', '{}', '', '', '', '', 'id', '', '{}', 0, 0, 0, '', :at)"
)
_QUEUED = text(
    "INSERT INTO messages (conversation_id, customer_id, direction, kind, channel, lane, digest, provider_id, status, "
    "text, extra, silent, flow, question, run_key, language, fact, fact_data, reply_to, attempts, not_before, "
    "lease_until, error, created_at) SELECT conversation_id, customer_id, 'out', 'text', 'telegram', :lane, '', '', "
    "'queued', :text, '{}', '', '', '', '', 'id', '', '{}', id, 0, 0, 0, '', :at FROM messages WHERE delivery = :key"
)
_SENT = text(
    "SELECT COUNT(*), COUNT(DISTINCT provider_id) FROM messages WHERE direction = 'out' AND kind = 'text' "
    "AND status = 'sent' AND provider_id <> ''"
)


@dataclass(frozen=True)
class Job:
    """What one process sends."""

    kind: str
    """`ours`, or `bare`."""
    url: str
    """Of the database."""
    api_url: str
    messages: list[tuple[str, str]]
    """Chats and texts; only the bare loop is told, ours has its queue."""


def sender(places: Places, kind: str, *, seconds: float, rounds: int) -> Report:  # noqa: ARG001  its cells are as long as their queue
    """Return messages a second to those of a bare loop with as many in flight."""
    report = Report()

    def ours() -> float:
        with places.database(kind) as database:
            settle(database, LANES)
            messages = _fill(database)
            with BotApi() as api:
                took = _run(Job("ours", database.url.render_as_string(hide_password=False), api.url, []))
                report.expect("messages that came", api.stop(), _once(messages))
            with database.read() as connection:
                sent: Any = connection.execute(_SENT).one()
                report.expect("messages sent, ids of them", tuple(sent), (MESSAGES, MESSAGES))
                report.expect("lies in the books", [str(each) for each in check(connection)][:3], [])
        return took

    def bare() -> float:
        messages = [(str(nth % LANES), _text(nth)) for nth in range(MESSAGES)]
        with BotApi() as api:
            took = _run(Job("bare", "", api.url, messages))
            report.expect("messages of the bare loop", api.stop(), _once(messages))
        return took

    runs = alternate(bare, [ours], rounds)[0]
    report.lines = [_line(kind, runs)]
    return report


def _text(nth: int) -> str:
    return f"Saldo Anda Rp{nth:,}. Ketik MENU untuk yang lain.".replace(",", ".")


def _once(messages: list[tuple[str, str]]) -> dict[str, int]:
    return {f"{chat} {said}": 1 for chat, said in messages}


def _fill(database: Database) -> list[tuple[str, str]]:
    """Queue the messages, each the answer to one that came in, and return them as they are to arrive."""
    with database.begin() as connection:
        at = to_ms(now(connection))
        found = connection.execute(_CONVERSATIONS).all()
        rows = []
        for nth in range(MESSAGES):
            one = found[nth % len(found)]
            out = {"lane": f"telegram:{one.address}", "text": _text(nth), "key": f"bench:{nth}", "at": at}
            rows.append({"conversation": one.id, "customer": one.customer_id, **out})
        connection.execute(_HEARD, rows)
        connection.execute(_QUEUED, rows)
    database.close()
    return [(row["lane"].partition(":")[2], row["text"]) for row in rows]


def _run(job: Job) -> float:
    """Let a process do it, and return its messages a second."""
    command = [sys.executable, "-m", "tests.bench.sending"]
    done = subprocess.run(
        command, input=json.dumps(asdict(job)), stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT
    )
    return MESSAGES / float(done.stdout)


async def _send_ours(job: Job) -> float:
    """Run the sender until nothing is queued; return the seconds that took."""
    database = Database(job.url)
    wallet = wallet_over(database)
    channel = Telegram(SETTINGS["TELEGRAM_TOKEN"], SETTINGS["TELEGRAM_SECRET"], job.api_url)
    channel.pace = 0.0  # So many lanes never wait for theirs; here there are too few for that.
    stop = asyncio.Event()

    async def watch() -> None:
        while await asyncio.to_thread(_pending, database):
            await asyncio.sleep(LOOK_SECONDS)
        stop.set()

    start = time.perf_counter()
    await asyncio.gather(wallet.sender({"telegram": channel}).run(stop), watch())
    took = time.perf_counter() - start
    wallet.database.close()
    database.close()
    return took


def _pending(database: Database) -> int:
    with database.read() as connection:
        return outbox.pending(connection, channels=["telegram"])


async def _send_bare(job: Job) -> float:
    """Post every message; return the seconds that took."""
    url = f"{job.api_url}/bot{SETTINGS['TELEGRAM_TOKEN']}/sendMessage"
    waiting: Iterator[tuple[str, str]] = iter(job.messages)

    async def post(client: httpx.AsyncClient) -> None:
        for chat, said in waiting:
            (await client.post(url, data={"chat_id": chat, "text": said})).raise_for_status()

    async with httpx.AsyncClient(trust_env=False) as client:
        start = time.perf_counter()
        await asyncio.gather(*(post(client) for _ in range(IN_FLIGHT_MAX)))
        return time.perf_counter() - start


def _line(kind: str, runs: list[Run[float]]) -> Line:
    floors = [runs[0].before, *(run.after for run in runs)]
    ratio = Spread.of([run.ratio(lambda rate: rate) for run in runs])
    return Line(
        f"sender {kind}: messages/s",
        f"{statistics.median([run.cell for run in runs]):,.0f}",
        f"{statistics.median(floors):,.0f}",
        ratio,
        f">= {AIM}",
        ratio.median >= AIM,
        {"ours": [run.cell for run in runs], "floor": floors},
    )


if __name__ == "__main__":
    logging.getLogger("httpx").setLevel(logging.WARNING)
    asked = Job(**json.load(sys.stdin))
    print(asyncio.run(_send_ours(asked) if asked.kind == "ours" else _send_bare(asked)))
