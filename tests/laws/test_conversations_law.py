"""Laws of conversations: money is conserved, and none leaves a wallet without its PIN in that very turn."""

from __future__ import annotations

import itertools
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as some
from sqlalchemy import text

from bot.intake import End, Received
from bot.message import Contact, Kind
from bot.state import State
from bot.understand.agreement import agreement
from models.check_books import check
from models.customers import Tier
from tests.databases import drop, fresh
from tests.stage import OTHER_PIN, PEOPLE, PIN, WRONG_PIN, Stage
from tests.trust.crowd import LONGER
from tests.trust.score import figure

CHATS = [("telegram", "budi"), ("whatsapp", "budi"), ("telegram", "sari"), ("telegram", "joko"), ("whatsapp", "joko")]
WORDS = [
    "halo", "menu", "saldo", "mutasi kemarin", "mutasi", "kirim uang", "kirim 50rb ke 081298764567",
    "kirim 1jt ke 081298764567 buat makan", "kirim 75rb ke sari", "send 20k to 081277665544", "eh 60rb", "no, 60k",
    "bukan sari, budi", "ganti jumlah", "ganti penerima", "ya", "yes", "y", "ok", "tidak", "ga jadi", "batal",
    "kembali", "lanjut", "isi saldo", "bca", "isi saldo mandiri", "bahasa", "english", "indonesia", "ganti pin",
    "lupa pin", "daftar", "hubungkan akun", "081298764567", "081355512345", "50rb", "50", "50000", "Joko", "Susilo",
    "joko@contoh.id", "pakai satu nama", "kirim ulang kode", "petugas", "bantuan", "makasih", "bayar listrik",
    "asdf qwer", "/start", "/saldo", "/batal",
    PIN, PIN, PIN, OTHER_PIN, WRONG_PIN, "123456", "1", "2", "3", "👍", "?", "...",
    "4 8 2 9 1 5", "pin " + PIN, "CODE", "CODE", "x" * 300,
]  # fmt: skip
FLOWS = ["transfer", "register", "link", "change_pin", "topup", "language", "history", "balance", "reset_pin", "gone"]
FORGED = [
    *(f"flow:{name}" for name in FLOWS),
    "flow:transfer?amount=50000&phone=081298764567",
    "do:x",
    "x!y:z",
    "",
    "!",
]
ACT = some.one_of(
    some.tuples(some.just("say"), some.sampled_from(WORDS)),
    some.tuples(some.just("say"), some.sampled_from(WORDS)),
    some.tuples(some.just("say"), some.text(max_size=30).filter(lambda said: "\x00" not in said)),
    some.tuples(some.just("edit"), some.sampled_from(WORDS)),
    some.tuples(some.just("tap"), some.integers(0, 40)),
    some.tuples(some.just("tap"), some.integers(0, 6)),
    some.tuples(some.just("page"), some.sampled_from([PIN, PIN, OTHER_PIN, WRONG_PIN])),
    some.tuples(some.just("button"), some.sampled_from(FORGED)),
    some.tuples(some.just("contact"), some.sampled_from(["budi", "sari", "joko"])),
    some.tuples(some.sampled_from(["photo", "sticker", "restart", "topup", "premium"]), some.just("")),
    some.tuples(some.just("wait"), some.sampled_from([1, 6, 31])),
)
LIVELY = [
    (("telegram", "budi"), [("say", "kirim 50rb ke 081298764567"), ("say", "ya"), ("say", PIN)]),
    (("telegram", "budi"), [("say", "kirim 50rb ke 081298764567"), ("say", "ya"), ("page", PIN)]),
    (
        ("telegram", "joko"),
        [("say", "daftar"), ("contact", "joko"), ("say", "CODE"), ("say", "Joko"), ("say", "Susilo")],
    ),
    (("telegram", "joko"), [("say", "joko@contoh.id"), ("say", OTHER_PIN), ("page", OTHER_PIN)]),
    (("whatsapp", "joko"), [("say", "hubungkan akun"), ("say", "081298764567"), ("say", "CODE"), ("page", PIN)]),
]


@some.composite
def disturbed(draw: some.DrawFn) -> Any:
    """A conversation that comes to its end, but for one act in between that does not belong there."""
    chat, acts = draw(some.sampled_from(LIVELY))
    at = draw(some.integers(0, len(acts)))
    return chat, [*acts[:at], draw(ACT), *acts[at:]]


PART = some.one_of(
    some.tuples(some.sampled_from(CHATS), some.lists(ACT, min_size=1, max_size=5)),
    some.sampled_from(LIVELY),
    disturbed(),
)
CONVERSATION = some.lists(PART, max_size=8)
SILENT_FOR = {
    "person": "a person answers",
    "page": "a wrong PIN is told on its page",
    "told": "the fact says it",
}
short = settings(
    max_examples=18 * LONGER,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate, Phase.shrink] if LONGER > 1 else [Phase.explicit, Phase.generate],
)
COUNTED: Counter[str] = Counter()
_TOTAL = "SELECT COALESCE(SUM(credits_posted - debits_posted), 0) FROM accounts WHERE kind = 'wallet'"
_OUT = text("SELECT COUNT(*) FROM messages WHERE direction = 'out' AND kind = 'text'")
_SPENT = text(
    "SELECT c.phone, a.debits_posted + a.debits_pending AS spent, a.credits_posted - a.debits_posted AS balance "
    "FROM accounts a JOIN customers c ON c.id = a.customer_id"
)
_PIN = text("SELECT pin FROM customers WHERE phone = :phone")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_whatever_is_said_money_is_conserved_and_guarded_by_the_pin(kind: str) -> None:
    COUNTED.clear()

    @given(CONVERSATION)
    @example(LIVELY)
    @example([(chat, [*acts, ("edit", "ya"), ("tap", 0), ("say", "batal")]) for chat, acts in LIVELY])
    @settings(short, max_examples=short.max_examples if kind == "sqlite" else 3 * LONGER)
    def law(conversation: list[Any]) -> None:
        with a_stage(kind) as stage:
            for chat, acts in conversation:
                for act in acts:
                    one_act(stage, chat, *act)
            stage.send()
            with stage.database.read() as connection:
                assert check(connection) == []
                left = connection.execute(text("SELECT status FROM messages WHERE direction = 'out'")).scalars().all()
            assert set(left) <= {"sent", "superseded", "failed"}

    law()
    figure("Laws", kind, f"conversations: {dict(COUNTED)}")
    assert COUNTED["paid"] >= 4


def one_act(stage: Stage, chat: tuple[str, str], what: str, how: Any) -> None:
    """Have somebody do something, and check the laws over it."""
    before, out = spent(stage), said_so_far(stage)
    COUNTED["acts"] += 1
    match what:
        case "wait":
            stage.wait(timedelta(minutes=how))
            return
        case "restart":
            stage.restart()
            return
        case "topup":
            stage.pay_in("budi", 50_000)
            assert total(stage) >= sum(balance for _, balance in before.values())
            return
        case "premium":
            stage.make_premium("sari")
            return
    given_pin, received = deliver(stage, chat, what, how)
    after = spent(stage)
    assert total(stage) == sum(balance for _, balance in before.values())
    for phone, (gone, _) in before.items():
        if after[phone][0] != gone:
            COUNTED["paid"] += 1
            assert phone == owner_of(stage, chat), "somebody else's wallet"
            assert given_pin, f"paid by {what} {how!r}"
            assert stage.secrets.pin_matches(pin_of(stage, phone), given_pin)
    assert all(balance >= 0 for _, balance in after.values())
    if received is not None:
        is_answered(stage, received, said_so_far(stage) > out)
    loads(stage)


def deliver(stage: Stage, chat: tuple[str, str], what: str, how: Any) -> tuple[str, Received | None]:
    """Return the PIN that the act gave, if any, and what came of it."""
    receive, message = stage.intake.receive, stage.message
    match what:
        case "say":
            if how == "CODE":
                stage.send()
                how = stage.code(chat[1]) if stage.phone("sms", chat[1]) else "111222"
            return how.strip(), receive(message(*chat, text=how))
        case "edit":
            return "", receive(message(*chat, text=how, edited=True))
        case "tap":
            found = buttons_of(stage, chat)
            button = found[-1 - how % len(found)] if found else "do:menu"
            return "", receive(message(*chat, Kind.TAP, button=button, callback="x"))
        case "button":
            return "", receive(message(*chat, Kind.TAP, button=how, callback="x"))
        case "contact":
            contact = Contact(PEOPLE[how].phone, how, own=how == chat[1])
            return "", receive(message(*chat, Kind.CONTACT, contact=contact))
        case "photo" | "sticker":
            return "", receive(message(*chat, Kind.PHOTO if what == "photo" else Kind.OTHER))
        case "page":
            stage.send()
            try:
                page = stage.page(*chat)
            except AssertionError:  # There is none.
                return "", None
            answer = stage.web.post(page, data={"pin": how})
            assert answer.status_code in (200, 303)
            return how, None
    raise TypeError(what)


def is_answered(stage: Stage, received: Received, something_went_out: bool) -> None:
    """Every message has an answer, or is silent for a reason that we can name."""
    assert received.end is End.HANDLED
    outcome = received.outcome
    assert outcome is not None
    if something_went_out:
        COUNTED["answered"] += 1
    elif outcome.mode == "person":
        COUNTED[f"silent: {SILENT_FOR['person']}"] += 1
    else:
        raise AssertionError(f"nothing was answered: {outcome}")
    with stage.database.read() as connection:
        assert connection.execute(text("SELECT COUNT(*) FROM messages WHERE status = 'failed'")).scalar_one() == 0


def loads(stage: Stage) -> None:
    """What the database keeps of every conversation can be read back, and is kept the same again."""
    with stage.database.read() as connection:
        for kept in connection.execute(text("SELECT state FROM conversations")).scalars():
            plain = json.loads(kept)
            assert plain == {} or State.load(plain).dump() == plain


def buttons_of(stage: Stage, chat: tuple[str, str]) -> list[str]:
    """What the buttons in a chat carry, the newest last."""
    asked = text(
        "SELECT m.extra FROM messages m JOIN conversations c ON c.id = m.conversation_id "
        "JOIN identities i ON i.id = c.identity_id "
        "WHERE i.channel = :channel AND i.sender = :sender AND m.direction = 'out' ORDER BY m.id"
    )
    with stage.database.read() as connection:
        rows = connection.execute(asked, {"channel": chat[0], "sender": stage.sender_of(*chat)}).scalars()
        shown = itertools.chain(*[json.loads(each).get("buttons", []) for each in rows])
        return [each["data"] for each in shown if each["data"]]


def spent(stage: Stage) -> dict[str, tuple[int, int]]:
    """What ever went out of each wallet or is held, and what is in it."""
    with stage.database.read() as connection:
        return {row.phone: (row.spent, row.balance) for row in connection.execute(_SPENT)} or {}


def total(stage: Stage) -> int:
    """All customers' money."""
    with stage.database.read() as connection:
        return int(connection.execute(text(_TOTAL)).scalar_one())


def said_so_far(stage: Stage) -> int:
    """How many messages we ever had to say."""
    with stage.database.read() as connection:
        return int(connection.execute(_OUT).scalar_one())


def owner_of(stage: Stage, chat: tuple[str, str]) -> str:
    """The number of the customer to whom a chat belongs."""
    asked = text(
        "SELECT c.phone FROM identities i JOIN customers c ON c.id = i.customer_id "
        "WHERE i.channel = :channel AND i.sender = :sender"
    )
    with stage.database.read() as connection:
        found = connection.execute(asked, {"channel": chat[0], "sender": stage.sender_of(*chat)})
        return str(found.scalar_one_or_none())


def pin_of(stage: Stage, phone: str) -> str:
    """A customer's PIN as it is kept."""
    with stage.database.read() as connection:
        return str(connection.execute(_PIN, {"phone": phone}).scalar_one())


@contextmanager
def a_stage(kind: str) -> Iterator[Stage]:
    """Budi with his million, Sari without, Joko a stranger; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="kaspro-law-"))
    stage = Stage(fresh(kind, folder))
    stage.add("budi", tier=Tier.PREMIUM, balance=1_250_000, channels=("whatsapp", "telegram"))
    stage.add("sari", channels=("telegram",))
    try:
        yield stage
    finally:
        drop(stage.database)
        shutil.rmtree(folder)


AGREEING = ["ya", "Ya.", "iya", "YES", "ok", "oke kak", "👍 ya", "ya, kirim", "lanjut", "setuju", "sip"]
OTHERWISE = [
    "tidak", "jangan", "ya?", "ya tapi 60rb", "yes but make it 60k", "that's not right", "sure? no", "belum", "nanti",
    "bukan", "ya ke budi", "ya 60rb", "kirim", "50rb", "ya ya tidak", "oke, batal", "betulkah?", "ya nanti", "1", "👍",
    "", " ", "iya jangan", "yakin?", "benar salah", "sudah", "mungkin", "terserah", "ya udah batal",
]  # fmt: skip


@given(some.one_of(some.sampled_from(AGREEING), some.sampled_from(OTHERWISE), some.text(max_size=20)))
@settings(short, max_examples=60 * LONGER)
def test_only_agreement_pays(words: str) -> None:
    with_nul = words.replace("\x00", "")
    stage = REVIEWED.stage()
    moved = stage.balance("budi")
    for said in ("batal", "kirim 10rb ke 081298764567", with_nul, PIN):
        assert stage.intake.receive(stage.message("telegram", "budi", text=said)).end is End.HANDLED
    paid = stage.balance("budi") != moved
    assert paid is (agreement(with_nul) is True), words
    if words in AGREEING:
        assert paid
    if words in OTHERWISE:
        assert not paid
    stage.intake.receive(stage.message("telegram", "budi", text="menu"))


class _Reviewed:
    """One stage for all the words, for each is asked at a new review."""

    def __init__(self) -> None:
        self._made: Stage | None = None

    def stage(self) -> Stage:
        """Return it, made at first use."""
        if self._made is None:
            folder = tempfile.mkdtemp(prefix="kaspro-agree-")
            self._made = Stage(fresh("sqlite", Path(folder)))
            self._made.add("budi", tier=Tier.PREMIUM, balance=20_000_000, channels=("telegram",))
            self._made.add("sari", tier=Tier.PREMIUM, channels=("telegram",))
        return self._made

    def close(self) -> None:
        """Give it back."""
        if self._made is not None:
            drop(self._made.database)
            shutil.rmtree(str(Path(str(self._made.database.url.database)).parent))
            self._made = None


REVIEWED = _Reviewed()


@pytest.fixture(scope="module", autouse=True)
def reviewed() -> Iterator[None]:
    """The stage of the reviews is given back in the end."""
    yield
    REVIEWED.close()
