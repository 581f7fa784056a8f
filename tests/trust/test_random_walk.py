"""The random walk: all flows, any process killed at any moment. Nothing lost, nothing twice, everybody answered.

It takes minutes, so it is there in the long form only (`make soak`).
"""

from __future__ import annotations

import itertools
import json
import os
import random
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.catching_up import GRACE
from models.check_books import check
from models.clock import forward, now
from models.conversations import enter
from models.customers import Tier, add_customer, join, set_tier
from models.database import Database
from models.ledger import Move, house, open_wallet, post
from models.media import MediaStore
from models.money import Money
from models.orders import Desk
from models.phone import Phone as Number
from models.pins import remember_pin
from models.secrets import Secrets
from models.slow import Slow
from sandbox.world import Phone
from tests.browser.program import free_port
from tests.databases import as_owner
from tests.rows import messages
from tests.trust.mortals import Mortals, wait_for
from tests.trust.outworld import Outworld
from tests.trust.score import figure
from tests.trust.walk import PINS, Town, Walker

SECONDS = float(os.environ.get("KASPRO_WALK_SECONDS", "150"))
SEED = os.environ.get("KASPRO_WALK_SEED") or str(random.SystemRandom().randrange(10**9))
"""A walk is never the same twice, for the machine takes part; the seed fixes what people want and who is killed."""
CUSTOMERS, STRANGERS = 11, 3
START = 500_000
PROCESSES = ("serve", "send", "send", "work", "work")
KILL_SECONDS = 2.5
DRAIN_SECONDS_MAX = 150
KEY, PEPPER = "w" * 40, "q" * 40
TOLD = {"sent": -1, "received": 1, "topped_up": 1, "withdrawn": -1, "cash_paid": -1, "cash_repaid": 1}
"""What moves a wallet, by the fact that its owner is told."""
LATE = "waited too long"
"""Why a link or a code is not sent any more; the clock leaps here."""
TRACE = 25


class Walk:
    """One walk from its start to the verdict."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.chance = random.Random(SEED)  # noqa: S311  a walk that can be walked again
        self.out = Outworld(folder, free_port())
        settings = {
            "DATABASE_URL": database.url.render_as_string(hide_password=False),
            "SECRET_KEY": KEY,
            "PIN_PEPPER": PEPPER,
            "MEDIA_PATH": str(folder / "media"),
        }
        self.media = MediaStore(folder / "media")
        self.town = Town(self.out, database, Secrets(key=KEY, pepper=PEPPER))
        self.walkers = [self._person(nth) for nth in range(CUSTOMERS + STRANGERS)]
        self.mortals = Mortals({**self.out.settings, **settings}, folder, PROCESSES)
        self.trace: list[str] = []

    def go(self) -> None:
        """Wander and kill for so many seconds, then let all come to rest."""
        assert wait_for(self._healthy, 60), self.mortals.log.read_text()[-3000:]
        for each in self.walkers:
            each.start()
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            time.sleep(min(self.chance.expovariate(1 / KILL_SECONDS), 8))
            who = self.mortals.kill_one(self.chance)
            self.trace.append(f"{time.strftime('%H:%M:%S')} killed: {who}")
            if self.chance.random() < 0.25:
                minutes = self.chance.choice([1, 3, 16])
                self._pass(timedelta(minutes=minutes))
                self.trace.append(f"{time.strftime('%H:%M:%S')} {minutes} minutes pass")
        self.town.stop.set()
        for each in self.walkers:
            each.join(60)

    def rest(self) -> None:
        """Nobody dies any more: all that was begun comes to its end."""
        wait_for(self._healthy, 60)
        wait_for(lambda: not self._undelivered(), 30)
        self.mortals.stop("send", "work")
        self._pass(GRACE + timedelta(minutes=1))
        over = int(time.time() * 1000) - 1  # What is leased by real time is leased no more.
        as_owner(self.database, f"UPDATE messages SET lease_until = {over} WHERE status = 'sending'")
        as_owner(self.database, f"UPDATE jobs SET lease_until = {over}")
        as_owner(self.database, f"UPDATE leases SET until = {over}")
        self.mortals.start("send")
        self.mortals.start("work")
        wait_for(lambda: not self.given_up() - kept(messages(self.database, direction="in")), 60, 0.5)
        wait_for(lambda: not self._waiting(), DRAIN_SECONDS_MAX, 0.5)

    def close(self) -> None:
        """End everything."""
        self.town.stop.set()
        self.mortals.stop()
        self.out.close()

    def given_up(self) -> set[str]:
        """Twilio's deliveries that were never taken: it does not try again, so the wallet has to fetch them."""
        answers = self.out.answers
        return {key for key, said in list(answers.items()) if key.startswith("whatsapp:") and 200 not in said}

    def _pass(self, by: timedelta) -> None:
        """Time passes everywhere."""
        self.out.ahead += by
        self.database.run(partial(forward, by=by))

    def _healthy(self) -> bool:
        try:
            return self.out.http.get(f"{self.out.program}/healthz").status_code == 200
        except OSError:
            return False
        except Exception:
            return False

    def _undelivered(self) -> list[str]:
        """Telegram's updates that were not taken yet."""
        answers = self.out.answers
        return [key for key, said in list(answers.items()) if key.startswith("telegram:") and 200 not in said]

    def _waiting(self) -> list[Any]:
        asked = text(
            "SELECT id FROM messages WHERE status IN ('queued', 'sending', 'doubtful') "
            "UNION ALL SELECT id FROM jobs WHERE due_at <= :now"
        )
        with self.database.read() as connection:
            at = int(now(connection).timestamp() * 1000)
            return list(connection.execute(asked, {"now": at}).all())

    def _person(self, nth: int) -> Walker:
        """A customer on one or two channels, or somebody who is none yet."""
        number = Number(f"+62812400000{nth:02}")
        channels = [("telegram",), ("whatsapp",), ("telegram", "whatsapp")][nth % 3]
        phones = [self.out.world.add_phone(f"Orang {chr(65 + nth)}", each, number, "id") for each in channels]
        self.town.numbers.append(number)
        if nth < CUSTOMERS:
            self._customer(nth, number, phones)
        return Walker(self.town, number, phones, f"{SEED} {nth}")

    def _customer(self, nth: int, number: Number, phones: list[Phone]) -> None:
        secrets = self.town.secrets
        pin = secrets.hash_pin(PINS[0], secrets.salt_for(number))
        with self.database.begin() as connection:
            desk = Desk(connection, now(connection), secrets, Slow())
            owner = add_customer(
                connection,
                phone=number,
                email=f"orang{nth}@contoh.id",
                first_name="Orang",
                last_name=chr(65 + nth),
                language="id",
                pin=pin,
                at=desk.now,
            )
            remember_pin(desk, owner, pin)
            wallet = open_wallet(connection, owner, desk.now)
            set_tier(connection, owner, Tier.PREMIUM if nth % 4 else Tier.REGULAR)
            bank = house(connection, "bank:bca", "bank", desk.now)
            post(connection, Move(f"start:{nth}", bank, wallet, Money(START), "topup", "start", note="bca"))
            for phone in phones:
                telegram = phone.channel == "telegram"
                found = enter(
                    connection,
                    channel=phone.channel,
                    sender=str(phone.chat_id) if telegram else phone.external_user_id,
                    address=str(phone.chat_id) if telegram else phone.whatsapp_address,
                    phone="" if telegram else number,
                    language="id",
                    at=desk.now,
                )
                join(connection, found.identity.id, owner, "id")


def kept(ins: Sequence[Mapping[str, Any]]) -> set[str]:
    """Return the channels' ids of what is here."""
    return {f"{row['channel']}:{row['delivery'].rpartition(':')[2]}" for row in ins if row["delivery"]}


class Verdict:
    """What became of everything, counted."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self.rows = messages(walk.database)
        self.ins = [row for row in self.rows if row["direction"] == "in"]
        self.outs = [row for row in self.rows if row["direction"] == "out"]
        self.faults: list[str] = []
        self.lost = self._lost()
        self.doubled = self._doubled()
        self.unanswered = self._unanswered()
        self._books()
        self._told()

    def _lost(self) -> int:
        """Deliveries, taken or given up, that are not there, and messages marked as sent that nobody has."""
        here, given_up = kept(self.ins), self._walk.given_up()
        taken = [key for key, said in self._walk.out.answers.items() if key != "status" and 200 in said]
        lost = [key for key in taken if key not in here]
        lost += self._walk._undelivered()
        lost += [f"given up by Twilio, never fetched: {key}" for key in given_up - here]
        self.fetched = len(given_up & here)
        bubbles = self._bubbles()
        for row in self.outs:
            marked = row["kind"] == "text" and row["channel"] == "telegram" and row["status"] == "sent"
            if marked and int(row["provider_id"]) not in bubbles:
                lost.append(f"marked as sent, never came: {row['id']}")
        lost += [
            f"not sent: {row['text']!r} {row['error']}"
            for row in self.outs
            if row["kind"] == "text" and row["status"] == "failed" and not row["error"].startswith(LATE)
        ]
        self.faults += lost
        return len(lost)

    def waiting(self) -> str:
        """Return what is still on its way, and why."""
        names = ("id", "lane", "kind", "status", "looks", "attempts", "not_before", "lease_until", "error")
        rows = [row for row in self.outs if row["status"] in ("queued", "sending", "doubtful")]
        return "\n".join(str({name: row[name] for name in names}) for row in rows)

    def _bubbles(self) -> dict[int, Any]:
        world = self._walk.out.world
        every = world._all("SELECT id, phone, text, deleted FROM bubbles WHERE NOT mine")
        return {row["id"]: row for row in every}

    def _doubled(self) -> int:
        """Messages on phones that no row sent, beyond those that are called unknown; orders that moved money twice."""
        world, twins = self._walk.out.world, []
        known = {row["provider_id"] for row in self.outs if row["provider_id"]}
        phones = {phone.id: phone for phone in world.phones()}
        came: Counter[str] = Counter()
        sids = {row["bubble"]: row["sid"] for row in world._all("SELECT bubble, sid FROM twilio_messages")}
        for number, bubble in self._bubbles().items():
            phone = phones[bubble["phone"]]
            telegram = phone.channel == "telegram"
            if (str(number) if telegram else sids.get(number)) not in known:
                came[f"{phone.channel}:{phone.chat_id if telegram else phone.whatsapp_address}"] += 1
        unknown = Counter(row["lane"] for row in self.outs if row["status"] == "unknown")
        twins += [f"came though no row sent it: {lane}" for lane in (came - unknown).elements()]
        with self._walk.database.read() as connection:
            twice = connection.execute(
                text(
                    "SELECT order_key, code, step FROM transfers WHERE order_key <> 'start' "
                    "GROUP BY 1, 2, 3 HAVING COUNT(*) > 1"
                )
            )
            twins += [f"an order moved money more than once: {row.order_key}" for row in twice]
        deliveries = Counter(row["delivery"] for row in self.ins)
        twins += [f"kept twice: {key}" for key, count in deliveries.items() if key and count > 1]
        self.faults += twins
        return len(twins)

    def _unanswered(self) -> int:
        answered = {row["reply_to"] for row in self.outs if row["kind"] == "text"}
        silent = [
            row
            for row in self.ins
            if row["status"] in ("handled", "failed") and row["id"] not in answered and not row["silent"]
        ]
        self.faults += [f"unanswered: {row['id']} {row['kind']} {row['text']!r} {row['flow']}" for row in silent]
        return len(silent)

    def _books(self) -> None:
        with self._walk.database.read() as connection:
            self.faults += [f"the books: {lie}" for lie in check(connection)]
        self.failed = [row for row in self.ins if row["status"] == "failed"]
        self.faults += [f"a turn failed: {row['text']!r} {row['error']}" for row in self.failed]

    def _told(self) -> None:
        """Each balance is what its owner was told, each movement told once to each of her channels that it goes to."""
        told: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
        times: Counter[tuple[str, str, str]] = Counter()
        for row in self.outs:
            if row["fact"] not in TOLD:
                continue
            fact = json.loads(row["fact_data"])
            sign, fee = TOLD[row["fact"]], fact.get("fee", 0)
            told[row["customer_id"]][(row["fact"], fact["reference"])] = sign * (
                fact["amount"] - sign * fee * (sign < 0)
            )
            times[(row["lane"], row["fact"], fact["reference"])] += 1
        self.faults += [f"told twice: {what}" for what, count in times.items() if count > 1]
        asked = text(
            "SELECT customer_id, credits_posted - debits_posted AS balance FROM accounts WHERE kind = 'wallet'"
        )
        starts = text(
            "SELECT a.customer_id FROM transfers t JOIN accounts a ON a.id = t.credit_account_id "
            "WHERE order_key = 'start'"
        )
        with self._walk.database.read() as connection:
            started = set(connection.execute(starts).scalars())
            for owner, balance in connection.execute(asked).all():
                model = (START if owner in started else 0) + sum(told[owner].values())
                if model != balance:
                    self.faults.append(f"customer {owner} has {balance}, and was told of {model}")


@pytest.mark.long
def test_a_random_walk_with_kill_9(database: Database, tmp_path: Path) -> None:
    walk = Walk(database, tmp_path)
    try:
        walk.go()
        walk.rest()
        seen = Verdict(walk)
    finally:
        walk.close()
    unknown = sum(row["status"] == "unknown" and row["kind"] == "text" for row in seen.outs)
    moved = sum(row["fact"] in TOLD for row in seen.outs)
    figure(
        "Walk",
        database,
        f"{len(seen.ins)} messages in, {len(seen.outs)} out, {moved} of money told, "
        f"{sum(walk.mortals.kills.values())} kills, {walk.mortals.restarts} restarts, lost {seen.lost}, "
        f"doubled {seen.doubled}, unknown {unknown}, unanswered {seen.unanswered}, "
        f"{seen.fetched} fetched that Twilio had given up (seed {SEED})",
        lost=seen.lost,
        doubled=seen.doubled,
    )
    print(dict(walk.town.deeds), dict(walk.mortals.kills), Counter(row["status"] for row in seen.outs))
    broken = [f"{each.name}: {each.failed!r}" for each in walk.walkers if each.failed is not None]
    trace = sorted(itertools.chain(walk.trace, *(each.done for each in walk.walkers)))[-TRACE:]
    assert not seen.faults, "\n".join([f"seed {SEED}", *seen.faults[:40], *trace])
    assert not broken, "\n".join(broken)
    assert not walk._waiting(), seen.waiting()
