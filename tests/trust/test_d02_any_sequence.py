"""D2: any sequence of acts of two customers, against a model of a few lines: what is paid is what was shown last."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import Row, text

from bot.intake import End, Received
from bot.message import Kind, Message
from models.check_books import check
from models.customers import Tier
from models.pins import FREE_TRIES, LOCKED_AT, wait_after
from tests.databases import drop, fresh
from tests.stage import PEOPLE, PIN, WRONG_PIN, Stage
from tests.trust.crowd import LONGER
from tests.trust.score import figure

CHATS = [("telegram", "budi"), ("whatsapp", "budi"), ("telegram", "sari")]
BALANCE_MAX = {Tier.REGULAR: 2_000_000, Tier.PREMIUM: 20_000_000}
INCOMING_MAX = {Tier.REGULAR: 20_000_000, Tier.PREMIUM: 40_000_000}
SLEEPS_AFTER, LINK_MINUTES, PROVED_MINUTES = 30, 5, 10
ASKED = re.compile(r"(?:mengirim|to send) \*Rp([0-9.,]+)\* (?:ke|to) (Budi|Sari)")
TEXTS = [
    "saldo", "batal", "kembali", "ya", "YA", "tidak", "ya tapi 70rb", "eh 60rb", "bukan, 40rb", "ganti jumlah",
    "kirim uang", "50rb", "081298764567", "081277665544", "kirim 10rb ke sari", "halo", "menu", "mutasi", "english",
    "bahasa indonesia", "isi saldo bca", "makasih", "asdf", "4 8 2 9 1 5", "pin " + PIN, "petugas", "lanjut", "1",
]  # fmt: skip
AMOUNTS = some.sampled_from([10_000, 50_000, 400_000, 900_000, 1_900_000])
CHAT = some.sampled_from(CHATS)
THEN = some.sampled_from(["ya", "eh 60rb", PIN, PIN, WRONG_PIN, "page " + PIN, "page " + WRONG_PIN])
COUNTED: Counter[str] = Counter()
_LAST = text(
    "SELECT m.id, m.text, m.extra, m.flow, m.question FROM messages m JOIN conversations c ON c.id = m.conversation_id "
    "JOIN identities i ON i.id = c.identity_id WHERE i.channel = :channel AND i.sender = :sender "
    "AND m.direction = 'out' AND m.kind = 'text' AND m.fact = '' ORDER BY m.id DESC"
)


@dataclass
class Customer:
    """What the model knows of a customer."""

    balance: int
    tier: Tier
    came_in: int
    pin: str = PIN
    had: set[str] = field(default_factory=lambda: {PIN})
    """All PINs that were ever hers."""
    wrong: int = 0
    no_pin_until: int = 0

    def can_take(self, amount: int) -> bool:
        """Whether the limits of the Services Table allow it."""
        return self.balance + amount <= BALANCE_MAX[self.tier] and self.came_in + amount <= INCOMING_MAX[self.tier]

    def take(self, amount: int) -> None:
        """Money comes in."""
        self.balance += amount
        self.came_in += amount


@dataclass
class Talk:
    """What the model knows of one chat: what was shown last, and the page that hangs on it."""

    draft: tuple[int, str] | None = None
    """Amount and payee for which the PIN is asked right now."""
    asked: str = ""
    """Which PIN is asked instead, while she changes hers."""
    proved_at: int = 0
    chosen: str = ""
    """When she gave her PIN to change it, and the new one, to be given once more."""
    signed: int = 0
    """The message whose question got the right PIN: it asks for nothing any more, and the receipt is a fact."""
    shown_at: int = 0
    pages: list[tuple[str, int]] = field(default_factory=list)


class AnySequence(RuleBasedStateMachine):
    """Two customers, three chats, a clock; time is counted in whole minutes."""

    kind = "sqlite"

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="kaspro-any-"))
        self.stage = Stage(fresh(self.kind, self.folder))
        self.stage.add("budi", tier=Tier.PREMIUM, balance=1_250_000, channels=("whatsapp", "telegram"))
        self.stage.add("sari", channels=("telegram",))
        self.people = {"budi": Customer(1_250_000, Tier.PREMIUM, 1_250_000), "sari": Customer(0, Tier.REGULAR, 0)}
        self.talks = {chat: Talk() for chat in CHATS}
        self.delivered: list[Message] = []
        self.held: list[Message] = []
        self.now = 0

    def teardown(self) -> None:
        """The books are clean whatever happened."""
        with self.stage.database.read() as connection:
            lies = check(connection)
        drop(self.stage.database)
        shutil.rmtree(self.folder)
        assert lies == []

    # What people do

    @rule(chat=CHAT, words=some.sampled_from(TEXTS))
    def writes(self, chat: tuple[str, str], words: str) -> None:
        """Anything."""
        self.hears(chat, self.stage.message(*chat, text=words))

    @rule(chat=CHAT, amount=AMOUNTS, then=some.lists(THEN, min_size=1, max_size=4))
    def wants_to_send(self, chat: tuple[str, str], amount: int, then: list[str]) -> None:
        """A transfer to the other one, as far as it goes; each is asked for right after the question is put."""
        payee = PEOPLE["sari" if chat[1] == "budi" else "budi"]
        for words in (f"kirim Rp{amount} ke {payee.phone.local}", "ya", *then):
            if words.startswith("page "):
                self.enters_a_pin(chat, words.removeprefix("page "), 0)
            else:
                self.hears(chat, self.stage.message(*chat, text=words))

    @rule(chat=CHAT, pin=some.sampled_from([PIN, PIN, PIN, WRONG_PIN]))
    def types_a_pin(self, chat: tuple[str, str], pin: str) -> None:
        """Right or wrong, asked for or not."""
        self.hears(chat, self.stage.message(*chat, text=pin))

    @rule(chat=CHAT, pin=some.sampled_from([PIN, PIN, PIN, WRONG_PIN]), old=some.integers(0, 2))
    def enters_a_pin(self, chat: tuple[str, str], pin: str, old: int) -> None:
        """On the newest page, or on an older one."""
        talk = self.talks[chat]
        if not talk.pages:
            return
        token, made_at = talk.pages[max(-1 - old, -len(talk.pages))]
        newest = token == talk.pages[-1][0]
        fresh_enough = self.now - made_at < LINK_MINUTES
        tried = newest and fresh_enough and self.gives_pin(chat, pin)
        answer = self.stage.web.post(f"/pin/{token}", data={"pin": pin})
        assert answer.status_code in (200, 303)
        if tried or (newest and fresh_enough and (talk.draft or talk.asked)):
            self.looks(chat, answer.headers.get("Location", "").removeprefix("/pin/"))

    @rule(chat=CHAT, words=some.sampled_from([*TEXTS, PIN, "90rb"]))
    def edits(self, chat: tuple[str, str], words: str) -> None:
        """A message of old gets new words."""
        self.hears(chat, self.stage.message(*chat, text=words, edited=True), signs=False)

    @rule(nth=some.integers(0, 50), which=some.integers(0, 5))
    def taps(self, nth: int, which: int) -> None:
        """Any button that ever hung in Budi's or Sari's Telegram."""
        chat = CHATS[0] if nth % 3 else CHATS[2]
        shown = [each for row in self.said(chat)[: 8 + nth] for each in json.loads(row.extra)["buttons"]]
        found = [each["data"] for each in shown if each["data"]]
        if found:
            button = found[(nth * 7 + which) % len(found)]
            self.hears(chat, self.stage.message(*chat, Kind.TAP, button=button, callback="x"))

    # What channels do

    @rule(nth=some.integers(0, 100))
    def delivers_again(self, nth: int) -> None:
        """Some delivery of before comes once more."""
        if self.delivered:
            received = self.stage.intake.receive(self.delivered[nth % len(self.delivered)])
            assert received.end is End.REPEATED

    @rule(chat=CHAT, words=some.sampled_from(["ya", PIN, "eh 60rb", "batal"]))
    def is_held_up(self, chat: tuple[str, str], words: str) -> None:
        """A message stays under way."""
        self.held.append(self.stage.message(*chat, text=words))

    @rule(nth=some.integers(0, 5))
    def arrives_late(self, nth: int) -> None:
        """A message that was under way arrives, in whatever order."""
        if self.held:
            said = self.held.pop(nth % len(self.held))
            name = "sari" if said.sender == self.stage.sender_of("telegram", "sari") else "budi"
            self.hears((said.channel, name), said)

    # What the world does

    @rule(name=some.sampled_from(["budi", "sari"]), amount=AMOUNTS)
    def is_paid(self, name: str, amount: int) -> None:
        """A top-up at a bank."""
        taken = self.people[name].can_take(amount)
        assert (type(self.stage.pay_in(name, amount)).__name__ == "ToppedUp") is taken
        if taken:
            self.people[name].take(amount)
            COUNTED["top-ups"] += 1

    @rule(minutes=some.sampled_from([1, 4, 5, 16, 31, 61]))
    def time_passes(self, minutes: int) -> None:
        """Drafts sleep, pages expire, waits end."""
        self.stage.wait(timedelta(minutes=minutes))
        self.now += minutes

    @rule()
    def becomes_premium(self) -> None:
        """Sari."""
        self.stage.make_premium("sari")
        self.people["sari"].tier = Tier.PREMIUM

    @rule()
    def is_deployed(self) -> None:
        """Nothing is left but the database."""
        self.stage.restart()

    # What must hold

    @invariant()
    def balances_are_as_the_model_says(self) -> None:
        """After every act, refused ones too."""
        COUNTED["acts"] += 1
        assert {name: self.stage.balance(name) for name in self.people} == {
            name: customer.balance for name, customer in self.people.items()
        }

    # The model

    def hears(self, chat: tuple[str, str], said: Message, *, signs: bool = True) -> Received:
        """Deliver a message, and have the model pay if it is the PIN for what was shown last."""
        if said.kind is Kind.TEXT and said.text in (PIN, WRONG_PIN) and signs:
            self.gives_pin(chat, said.text)
        received = self.stage.intake.receive(said)
        assert received.end is End.HANDLED
        self.delivered.append(said)
        self.looks(chat, received.link)
        return received

    def gives_pin(self, chat: tuple[str, str], pin: str) -> bool:
        """Pay, count, change, or do nothing; return whether the PIN was for something at all."""
        talk, payer = self.talks[chat], self.people[chat[1]]
        if self.now - talk.shown_at >= SLEEPS_AFTER:
            return False
        if talk.asked:
            self.changes_pin(chat, pin)
            return True
        if talk.draft is None:
            return False
        amount, name = talk.draft
        payee = self.people[name]
        if amount > payer.balance:  # Asked anew instead.
            return True
        if not self.is_right(payer, pin):
            return True
        talk.signed = self.said(chat)[0].id
        if payee.can_take(amount):
            payer.balance -= amount
            payee.take(amount)
            COUNTED["paid"] += 1
        return True

    def is_right(self, payer: Customer, pin: str) -> bool:
        """Count a PIN that is asked of her."""
        if payer.wrong >= LOCKED_AT or self.now < payer.no_pin_until:
            COUNTED["refused PINs"] += 1
            return False
        if pin != payer.pin:
            payer.wrong += 1
            if payer.wrong >= FREE_TRIES:
                payer.no_pin_until = self.now + int(wait_after(payer.wrong).total_seconds() // 60)
            COUNTED["wrong PINs"] += 1
            return False
        payer.wrong = 0
        return True

    def changes_pin(self, chat: tuple[str, str], pin: str) -> None:
        """Her own first, then one that was never hers, and that once more; the first is good for ten minutes."""
        talk, owner = self.talks[chat], self.people[chat[1]]
        if talk.asked == "current pin":
            talk.proved_at = self.now if self.is_right(owner, pin) else talk.proved_at
        elif self.now - talk.proved_at >= PROVED_MINUTES:  # Asked anew instead.
            return
        elif talk.asked == "new pin":
            talk.chosen = pin
        elif pin == talk.chosen and pin not in owner.had:
            owner.pin, owner.wrong, owner.no_pin_until = pin, 0, 0
            owner.had.add(pin)
            talk.signed = self.said(chat)[0].id
            COUNTED["changed PINs"] += 1

    def looks(self, chat: tuple[str, str], link: str) -> None:
        """Read what is on the phone now."""
        talk = self.talks[chat]
        last = self.said(chat)[0]
        asked = ASKED.search(last.text)
        secret = json.loads(last.extra)["ask"] == "secret" and last.id != talk.signed
        if not secret or last.flow != "transfer":
            talk.draft = None
        elif asked is not None:
            talk.draft = int(re.sub("[.,]", "", asked[1])), asked[2].lower()
        talk.asked = last.question if secret and last.flow == "change_pin" else ""
        if talk.draft is not None or talk.asked:
            talk.shown_at = self.now
        if link and link not in [token for token, _ in talk.pages]:
            talk.pages.append((link, self.now))

    def said(self, chat: tuple[str, str]) -> Sequence[Row[Any]]:
        """What was answered in a chat, newest first."""
        who = {"channel": chat[0], "sender": self.stage.sender_of(*chat)}
        with self.stage.database.read() as connection:
            return connection.execute(_LAST, who).all()


class OnPostgres(AnySequence):
    """The same on PostgreSQL."""

    kind = "postgresql"


@pytest.mark.parametrize(("machine", "examples"), [(AnySequence, 50), (OnPostgres, 6)])
def test_any_sequence_of_acts_leaves_what_the_model_says(machine: type[AnySequence], examples: int) -> None:
    COUNTED.clear()
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples * LONGER,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.shrink] if LONGER > 1 else [Phase.generate],  # Shrinking takes minutes.
        ),
    )
    figure("D2", machine.kind, f"{dict(COUNTED)}", lost=0, doubled=0)
    assert COUNTED["paid"] > 0


def test_a_pin_that_is_asked_to_change_it_pays_nothing() -> None:
    """The transfer is paid once: the PIN that comes again is for what was asked since, and the next is a new one."""
    chat = CHATS[0]
    acts = AnySequence()
    acts.hears(chat, acts.stage.message(*chat, text=PIN))
    acts.taps(nth=1, which=0)
    assert acts.talks[chat].asked == "current pin"
    acts.wants_to_send(amount=10_000, chat=chat, then=[PIN, PIN])
    acts.balances_are_as_the_model_says()
    assert (acts.people["sari"].balance, acts.talks[chat].asked) == (10_000, "new pin")
    acts.wants_to_send(amount=10_000, chat=chat, then=[PIN, WRONG_PIN, WRONG_PIN])
    assert acts.people["budi"].pin == WRONG_PIN
    acts.wants_to_send(amount=10_000, chat=chat, then=[PIN, WRONG_PIN, WRONG_PIN])
    acts.balances_are_as_the_model_says()
    assert acts.people["sari"].balance == 30_000
    acts.teardown()
