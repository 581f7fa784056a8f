"""WhatsApp the whole way: the real channel against Twilio's double, with templates, the window and an outage."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app import TRAITS, whatsapp_phrases
from bot.catching_up import CatchingUp
from bot.channels.base import Request
from bot.channels.whatsapp import WhatsApp
from bot.channels.whatsapp_templates import TEMPLATES
from bot.message import Message
from bot.sender import Sender
from models.clock import now
from models.reports import report
from sandbox.phones import Hands
from sandbox.twilio import twilio_double
from sandbox.world import Bubble, World
from tests.rows import all_rows, messages
from tests.sandbox import ACCOUNT, AUTH_TOKEN, SENDER, served
from tests.stage import PEOPLE, PIN, Stage
from tests.waiting import let_wait, statuses

SIDS = {name: f"HX{nth:032x}" for nth, name in enumerate(TEMPLATES, start=1)}
URL = "https://kaspro.example"


@dataclass
class Town:
    """Budi's phone, Twilio, and the wallet behind a webhook that can be out of order."""

    stage: Stage
    world: World
    whatsapp: WhatsApp
    hands: Hands
    budi: int
    open: bool = True

    def post(self, url: str, *, headers: dict[str, str], content: bytes) -> Any:
        """Twilio calls the wallet."""

        class Answer:
            status_code = 200 if self.open else 503

        if not self.open:
            return Answer()
        called = Request(URL + url.removeprefix("http://wallet"), headers, content)
        self.whatsapp.prove(called)
        if url.endswith("/status"):
            told = self.whatsapp.read_status(called)
            with self.stage.database.begin() as connection:
                at = now(connection)
                report(connection, "whatsapp", told.message_id, told.status, error=told.error, at=at)
            return Answer()
        said = self.whatsapp.read(called)
        assert isinstance(said, Message)
        self.stage.intake.receive(said)
        return Answer()

    def send(self) -> None:
        """Have everything sent, without the pauses."""
        one = Sender(self.stage.database, {"whatsapp": self.whatsapp}, self.stage.secrets, TRAITS.__getitem__)
        while asyncio.run(one.step()):
            let_wait(self.stage)

    def says(self, words: str) -> Bubble:
        """Budi writes; return what came last on his phone."""
        self.hands.say(self.budi, words)
        self.send()
        return self.world.bubbles(self.budi)[-1]

    def taps(self, label: str) -> Bubble:
        """Budi taps the newest button of this label."""
        under, key = next(
            (bubble, key)
            for bubble in reversed(self.world.bubbles(self.budi))
            for row in bubble.keys
            for key in row
            if key.label == label
        )
        self.hands.tap(self.budi, under.id, key.data)
        self.send()
        return self.world.bubbles(self.budi)[-1]


def labels(bubble: Bubble) -> list[str]:
    return [key.label for row in bubble.keys for key in row]


@pytest.fixture
def templates() -> dict[str, str]:
    return SIDS


@pytest.fixture
def town(stage: Stage, tmp_path: Path, templates: dict[str, str]) -> Iterator[Town]:
    def time() -> Any:
        with stage.database.read() as connection:
            return now(connection)

    world = World(tmp_path / "world.db", time)
    budi = world.add_phone("Budi", "whatsapp", PEOPLE["budi"].phone, "id")
    double = twilio_double(world, ACCOUNT, AUTH_TOKEN, window=timedelta(hours=24), templates=templates)
    with served(double) as url:
        whatsapp = WhatsApp(
            ACCOUNT,
            AUTH_TOKEN,
            SENDER,
            phrases=whatsapp_phrases(),
            api_url=f"{url}/sandbox/twilio",
            templates=templates,
        )
        town = Town(stage, world, whatsapp, None, budi.id)  # type: ignore[arg-type]  # his hands come next
        town.hands = Hands(
            world,
            base_url="http://wallet",
            public_url=URL,
            telegram_secret="",
            twilio_auth_token=AUTH_TOKEN,
            account_sid=ACCOUNT,
            whatsapp_sender=SENDER,
            post=town.post,
        )
        with stage.database.begin() as connection:
            connection.exec_driver_sql(
                f"UPDATE identities SET sender = '{budi.external_user_id}' WHERE sender = 'whatsapp:ID.budi'"
            )
        yield town
        asyncio.run(whatsapp.close())


def test_a_transfer_is_agreed_to_by_a_tap(town: Town) -> None:
    assert labels(town.says("menu"))[:3] == ["Cek saldo", "Kirim uang", "Isi saldo"]
    review = town.says("kirim 50rb ke 081298764567")
    assert labels(review) == ["Ya, kirim", "Ubah jumlah", "Batal"]
    assert "Balas YA" not in review.text
    assert "/pin/" in town.taps("Ya, kirim").text
    town.says(PIN)
    assert town.stage.balance("budi") == 1_200_000
    assert "tidak berlaku" in town.taps("Ya, kirim").text
    assert town.stage.balance("budi") == 1_200_000
    assert "failed" not in statuses(town.stage, channel="whatsapp")


def test_numbers_and_words_work_beside_the_buttons(town: Town) -> None:
    town.says("menu")
    assert "Rp1.250.000" in town.says("1").text
    town.says("kirim 50rb ke 081298764567")
    assert "/pin/" in town.says("ya").text
    town.says("batal")
    town.says("kirim 50rb ke 081298764567")
    assert "/pin/" in town.says("Ya, kirim").text


@pytest.mark.parametrize("templates", [{}])
def test_without_templates_there_are_numbers_and_a_yes(town: Town) -> None:
    menu = town.says("menu")
    assert (labels(menu), "*1* Cek saldo" in menu.text) == ([], True)
    assert "Balas YA untuk kirim" in town.says("kirim 50rb ke 081298764567").text


def test_a_typed_pin_is_wiped_at_twilio(town: Town) -> None:
    town.says("kirim 50rb ke 081298764567")
    town.says("ya")
    town.says(PIN)
    with town.world.change() as db:
        kept = [row["body"] for row in db.execute("SELECT body FROM twilio_messages WHERE direction = 'inbound'")]
    assert PIN not in kept
    assert kept[:2] == ["kirim 50rb ke 081298764567", "ya"]
    assert PIN not in str(all_rows(town.stage.database))
    assert [row["status"] for row in messages(town.stage.database, kind="redact")] == ["sent"]


@pytest.mark.parametrize("templates", [{}, SIDS])
def test_money_that_comes_a_day_later_is_told_by_a_notice_or_held(town: Town, templates: dict[str, str]) -> None:
    town.says("menu")
    town.stage.wait(timedelta(hours=25))
    town.stage.pay_in("budi", 250_000)
    town.send()
    last = town.world.bubbles(town.budi)[-1].text
    assert ("Rp250.000" in last) is bool(templates)
    assert statuses(town.stage, fact="topped_up") == ["sent" if templates else "held"]
    town.says("menu")
    told = [bubble.text for bubble in town.world.bubbles(town.budi) if "Rp250.000" in bubble.text]
    assert len(told) == 1


def test_what_was_written_in_an_outage_is_answered_afterwards(town: Town) -> None:
    one = CatchingUp(town.stage.database, town.stage.intake, town.whatsapp, default_language="id")
    town.says("menu")
    assert asyncio.run(one.step()) == 0
    town.open = False
    town.stage.wait(timedelta(minutes=1))
    town.hands.say(town.budi, "saldo")
    town.open = True
    town.stage.wait(timedelta(minutes=3))
    assert asyncio.run(one.step()) == 1
    town.send()
    # The list names a number, and that may be somebody else's by now: she is asked to write it again.
    assert "terlambat" in town.world.bubbles(town.budi)[-1].text
    assert "Rp1.250.000" not in town.world.bubbles(town.budi)[-1].text
    before = len(town.world.bubbles(town.budi))
    last = town.hands.last_delivery(town.budi)
    assert last is not None
    town.hands.repeat(town.budi, last.bubble)
    town.send()
    assert len(town.world.bubbles(town.budi)) == before
    assert asyncio.run(one.step()) == 0
