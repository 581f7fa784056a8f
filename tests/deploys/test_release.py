"""A release under load: migrated, rolled out process by process, taken back, stopped, while customers write.

No webhook fails, every message is kept once and answered once, and the books are true. The later release is made up:
it has one migration more, and another word on its front page.
"""

from __future__ import annotations

import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from sqlalchemy import text

from models import migrating
from models.check_books import Finding, check
from models.customers import Tier
from models.database import Database
from models.migrating import Standing
from tests.deploys.load import Load
from tests.deploys.nursery import Born
from tests.deploys.outside import outside
from tests.deploys.running import Running, wait_for
from tests.stage import Stage
from tests.trust.crowd import LONGER
from tests.trust.score import figure

LOAD_SECONDS = 0.3 * LONGER
STOP_SECONDS_MAX = 15
LATER = '''"""A later release."""

import sqlalchemy as sa

from models.migrating import add_columns, add_index

revision = "9999"
down_revision = "{newest}"


def upgrade() -> None:
    """A column and an index more, in the busiest table."""
    add_columns("messages", sa.Column("later", sa.String(), nullable=False, server_default=""))
    add_index("messages_later", "messages", ["later"])
'''


@dataclass
class Kept:
    """What the database holds in the end."""

    deliveries: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    """By the delivery that they answer."""
    sent: Counter[tuple[str, str]] = field(default_factory=Counter)
    """What went out, by address and what became of it; questions that nobody waits for any more apart."""
    lies: list[Finding] = field(default_factory=list)

    @classmethod
    def of(cls, database: Database) -> Kept:
        """Read it."""
        asked = text(
            "SELECT i.delivery, (SELECT COUNT(*) FROM messages o WHERE o.reply_to = i.id AND o.kind = 'text' "
            "AND o.conversation_id = i.conversation_id) AS answers FROM messages i WHERE i.direction = 'in'"
        )
        sent = text(
            "SELECT lane, status FROM messages WHERE direction = 'out' AND kind = 'text' AND status <> 'superseded'"
        )
        with database.read() as connection:
            rows = [(str(row.delivery).rpartition(":")[2], row.answers) for row in connection.execute(asked)]
            return cls(
                deliveries=Counter(delivery for delivery, _ in rows),
                answers=Counter(dict(rows)),
                sent=Counter((row.lane.partition(":")[2], row.status) for row in connection.execute(sent)),
                lies=check(connection),
            )


def test_a_release_is_rolled_out_and_taken_back_while_customers_write(database: Database, tmp_path: Path) -> None:
    stage = Stage(database)
    stage.add("budi", tier=Tier.PREMIUM, balance=1_250_000, channels=("telegram",))
    stage.add("sari", channels=("telegram",))
    with outside() as (world, api):
        running = Running(tmp_path, database, api)
        web, sender, worker = (running.start(command) for command in ("serve", "send", "work"))
        assert running.name() == "KasPro"
        load = Load(running.port, pause=0.02 if LONGER > 1 else 0.08)
        load.start()
        try:
            time.sleep(LOAD_SECONDS)
            migrate_to_a_later_release(running.release("two"), database)
            assert database.standing() is Standing.AHEAD
            running.point("two")
            ends = [sender.end(), worker.end()]
            sender, worker = running.start("send"), running.start("work")
            reload(running, web, "KasPro two")
            time.sleep(LOAD_SECONDS)
            running.point("one")
            reload(running, web, "KasPro one")
            time.sleep(LOAD_SECONDS)
        finally:
            load.stop()
        wait_for(lambda: not waiting(database), "the queue to be empty", 60)
        ends += [each.end() for each in (web, sender, worker)]
    kept = Kept.of(database)
    lost = len(set(load.keys) - set(kept.deliveries))
    arrived = Counter((to, "sent") for _, to, _ in world.sent.elements())
    twice = sum(count > 1 for found in (kept.deliveries, kept.answers) for count in found.values())
    twice += (arrived - kept.sent).total()
    figure(
        "Deploy",
        database,
        f"{len(load.keys) + len(load.failed):,} webhooks over 2 restarts, {len(load.failed)} failed, "
        f"{load.payments} payments, slowest answer {load.slowest:.1f} s",
        lost=lost,
        doubled=twice,
    )
    assert (load.failed, lost, twice, kept.lies) == ([], 0, 0, [])
    assert set(kept.answers.values()) == {1}
    assert arrived == kept.sent
    assert load.payments > 0
    assert stage.balance("sari") == 1_000 * load.payments
    assert [status for status, _ in ends] == [0] * 5
    assert max(seconds for _, seconds in ends) < STOP_SECONDS_MAX


def migrate_to_a_later_release(release: Path, database: Database) -> None:
    """As `python app.py migrate` of that release does."""
    later = release / "models" / "migrations" / "versions" / "9999_later.py"
    later.write_text(LATER.format(newest=migrating.revisions()[-1]))
    with patch.object(migrating, "FOLDER", release / "models" / "migrations"):
        database.migrate()


def reload(running: Running, web: Born, name: str) -> None:
    """Have the release that is current take over, and wait until it is the only one that answers."""
    web.tell(signal.SIGHUP)
    wait_for(lambda: running.name() == name, f"{name} to answer", log=web.log)
    wait_for(lambda: all(running.name() == name for _ in range(20)), f"nobody but {name} to answer")


def waiting(database: Database) -> int:
    """Return how many messages wait to be sent."""
    with database.read() as connection:
        asked = text("SELECT COUNT(*) FROM messages WHERE direction = 'out' AND status IN ('queued', 'sending')")
        return int(connection.execute(asked).scalar_one())
