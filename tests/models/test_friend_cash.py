"""Cash from a friend: who may ask, who may end it, and that each request ends once, within everybody's limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text

from models.cash_requests import CashRequest, Step, with_id
from models.check_books import check
from models.customers import Status, Tier, set_status
from models.figures import set_figure
from models.friend_answering import AnswerFriend, HandOver, end_in_time
from models.friend_asking import AskFriend
from models.friend_cash import decide, end_all
from models.friend_confirming import CancelCash, ConfirmCash, DenyCash, ask_again, leave_to_staff
from models.held import held_for
from models.jobs import do_due
from models.ledger import Move, Posted, house, post, wallet_of
from models.money import Money
from models.orders import Agreed, carry_out
from models.sending import SendMoney
from tests.rows import all_rows
from tests.stage import Stage
from tests.trust.crowd import LONGER, at_once, dice
from tests.trust.score import figure

AMOUNT = 100_000
BALANCE = 1_250_000
ROUNDS = 6 * LONGER


class Friends:
    """Budi, who needs cash, Sari, who may have some, and what they say; what came of it is told by its name."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.count = 0
        self.deeds: dict[str, Callable[[CashRequest], str]] = {
            "yes": lambda r: self.does(AnswerFriend("", r.friend, r.reference, "yes")),
            "no": lambda r: self.does(AnswerFriend("", r.friend, r.reference, "no")),
            "handed": lambda r: self.does(HandOver("", r.friend, r.reference)),
            "received": lambda r: self.does(ConfirmCash("", r.payer, r.reference)),
            "not received": lambda r: self.does(DenyCash("", r.payer, r.reference, 0)),
            "cancel": lambda r: self.does(CancelCash("", r.payer, r.reference)),
            "expire": lambda r: self.in_one(lambda desk: end_in_time(desk, r.id)),
            "silence": lambda r: self.in_one(lambda desk: ask_again(desk, r.id)),
            "last silence": lambda r: self.in_one(lambda desk: leave_to_staff(desk, r.id)),
            "worker": lambda _: str(do_due(stage.database, stage.secrets)),
            "staff to friend": lambda r: self.in_one(lambda desk: decide(desk, r.reference, to_friend=True)),
            "staff to payer": lambda r: self.in_one(lambda desk: decide(desk, r.reference, to_friend=False)),
            "payer blocked": lambda r: self.in_one(lambda desk: end_all(desk, r.payer)),
            "friend blocked": lambda r: self.in_one(lambda desk: end_all(desk, r.friend)),
            "an hour": lambda _: self.waits(minutes=61),
        }

    def asks(self, payer: str = "budi", friend: str = "sari", amount: int = AMOUNT, *, fee: int = 0) -> str:
        """Agree to a request, and return what came of it."""
        self.count += 1
        people = self.stage.id_of(payer), self.stage.id_of(friend)
        return self.does(Agreed(AskFriend(f"ask {self.count}", *people, Money(amount), Money(fee)), "draft"))

    def does(self, order: Any) -> str:
        """Have an order carried out, and return the name of what came of it."""
        return str(self.stage.database.run(lambda connection: carry_out(self.stage.desk(connection), order)).NAME)

    def in_one(self, deed: Callable[[Any], Any]) -> str:
        """Do it in a transaction of its own, as the worker and staff do."""
        return str(self.stage.database.run(lambda connection: deed(self.stage.desk(connection))))

    def do(self, *deeds: str) -> str:
        """Do these one after the other, to the newest request, and return what the last came to."""
        said = ""
        for deed in deeds:
            said = self.deeds[deed](self.newest())
        return said

    def waits(self, **how: int) -> str:
        """Let time pass by the clock alone; the worker has not come by."""
        by = int(timedelta(**how).total_seconds() * 1000)
        with self.stage.database.begin() as connection:
            connection.execute(text("UPDATE clock SET offset_ms = offset_ms + :by"), {"by": by})
        return ""

    def newest(self) -> CashRequest:
        """The last request that was made, as it stands."""
        return self.nth(0)

    def nth(self, back: int) -> CashRequest:
        """The one so many before the last."""
        with self.stage.database.read() as connection:
            ids = connection.execute(text("SELECT id FROM cash_requests ORDER BY id DESC")).scalars().all()
            found = with_id(connection, ids[back])
        assert found is not None
        return found

    def told(self, fact: str) -> int:
        """How often this was told to anybody."""
        return sum(row["fact"] == fact for row in all_rows(self.stage.database)["messages"])

    def is_clean(self) -> None:
        """The books are, and what is held is what open requests hold, told as such in the balance."""
        with self.stage.database.read() as connection:
            assert check(connection) == []
            for name in ("budi", "sari"):
                owner = self.stage.id_of(name)
                assert wallet_of(connection, owner).held == sum(each.amount for each in held_for(connection, owner))


@pytest.fixture
def friends(stage: Stage) -> Friends:
    """Budi has Rp1.250.000, Sari, a Regular customer, nothing."""
    return Friends(stage)


# How it ends.


@pytest.mark.parametrize(
    ("deeds", "step", "moved"),
    [
        ((), Step.ASKED, 0),
        (("yes",), Step.ACCEPTED, 0),
        (("yes", "handed"), Step.HANDED, 0),
        (("yes", "handed", "received"), Step.DONE, AMOUNT),
        (("no",), Step.DECLINED, 0),
        (("yes", "no"), Step.DECLINED, 0),
        (("cancel",), Step.CANCELLED, 0),
        (("yes", "cancel"), Step.CANCELLED, 0),
        (("yes", "handed", "cancel"), Step.HANDED, 0),
        (("yes", "handed", "no"), Step.HANDED, 0),
        (("handed",), Step.ASKED, 0),
        (("received",), Step.ASKED, 0),
        (("yes", "received"), Step.ACCEPTED, 0),
        (("expire",), Step.ASKED, 0),
        (("an hour", "expire"), Step.EXPIRED, 0),
        (("an hour", "yes"), Step.EXPIRED, 0),
        (("an hour", "worker", "yes"), Step.EXPIRED, 0),
        (("yes", "an hour", "expire"), Step.EXPIRED, 0),
        (("yes", "an hour", "handed"), Step.EXPIRED, 0),
        (("yes", "an hour", "received"), Step.EXPIRED, 0),
        (("yes", "handed", "an hour", "expire"), Step.HANDED, 0),
        (("yes", "handed", "silence", "silence"), Step.HANDED, 0),
        (("yes", "handed", "silence", "last silence"), Step.DISPUTED, 0),
        (("yes", "handed", "an hour", "worker"), Step.HANDED, 0),
        (("yes", "handed", "an hour", "worker", "an hour", "worker"), Step.DISPUTED, 0),
        (("yes", "handed", "not received"), Step.HANDED, 0),
        (("yes", "handed", "not received", "silence"), Step.HANDED, 0),
        (("yes", "handed", "not received", "not received"), Step.DISPUTED, 0),
        (("yes", "handed", "silence", "not received"), Step.DISPUTED, 0),
        (("yes", "handed", "silence", "last silence", "cancel"), Step.DISPUTED, 0),
        (("yes", "handed", "silence", "last silence", "received"), Step.DONE, AMOUNT),
        (("yes", "handed", "silence", "last silence", "staff to friend"), Step.DONE, AMOUNT),
        (("yes", "handed", "silence", "last silence", "staff to payer"), Step.CANCELLED, 0),
        (("yes", "handed", "staff to friend"), Step.DONE, AMOUNT),
        (("yes", "handed", "staff to payer", "received"), Step.CANCELLED, 0),
        (("yes", "handed", "received", "staff to payer"), Step.DONE, AMOUNT),
        (("staff to friend",), Step.ASKED, 0),
        (("yes", "staff to payer"), Step.ACCEPTED, 0),
        (("payer blocked",), Step.CANCELLED, 0),
        (("yes", "friend blocked"), Step.CANCELLED, 0),
        (("yes", "handed", "friend blocked"), Step.DISPUTED, 0),
        (("yes", "handed", "payer blocked", "friend blocked"), Step.DISPUTED, 0),
        (("yes", "handed", "received", "friend blocked"), Step.DONE, AMOUNT),
    ],
)
def test_a_request_goes_where_it_may(friends: Friends, deeds: tuple[str, ...], step: Step, moved: int) -> None:
    with friends.stage.database.begin() as connection:
        set_figure(connection, "fee.withdraw.friend", 2_500)
    assert friends.asks(fee=2_500) == "friend_asked"
    assert friends.stage.balance("budi") == BALANCE - AMOUNT - 2_500
    friends.do(*deeds)
    is_open = step in (Step.ASKED, Step.ACCEPTED, Step.HANDED, Step.DISPUTED)
    assert friends.newest().step is step
    assert friends.stage.balance("sari") == moved
    assert friends.stage.balance("budi") == BALANCE - (AMOUNT + 2_500 if is_open or moved else 0)
    friends.is_clean()


def test_asked_twice_is_asked_once(friends: Friends) -> None:
    people = friends.stage.id_of("budi"), friends.stage.id_of("sari")
    order = Agreed(AskFriend("k", *people, Money(AMOUNT), Money(0)), "draft")
    assert [friends.does(order), friends.does(order)] == ["friend_asked", "cash_stands"]
    assert friends.stage.balance("budi") == BALANCE - AMOUNT
    assert friends.told("cash_wanted") == 1


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"payer": "sari", "friend": "budi"}, "cash_needs_premium"),
        ({"amount": 9_999}, "cash_below_minimum"),
        ({"amount": BALANCE + 1}, "friend_exceeds_balance"),
        ({"amount": BALANCE, "fee": 1}, "asking_refused"),
    ],
)
def test_what_was_agreed_to_is_checked_once_more(friends: Friends, asked: dict[str, Any], refusal: str) -> None:
    assert friends.asks(**asked) == refusal
    assert friends.stage.balance("budi") == BALANCE
    friends.is_clean()


@pytest.mark.parametrize(("whose", "refusal"), [("budi", "account_blocked"), ("sari", "friend_cannot")])
def test_a_blocked_account_neither_asks_nor_is_asked(friends: Friends, whose: str, refusal: str) -> None:
    with friends.stage.database.begin() as connection:
        set_status(connection, friends.stage.id_of(whose), Status.BLOCKED)
    assert friends.asks() == refusal


def test_one_request_at_a_time(friends: Friends) -> None:
    assert [friends.asks(), friends.asks()] == ["friend_asked", "cash_stands"]
    friends.do("no")
    assert friends.asks() == "friend_asked"


def test_nothing_changes_by_anybody_else(friends: Friends) -> None:
    friends.stage.add("joko", tier=Tier.PREMIUM, balance=500_000)
    friends.asks()
    joko, reference = friends.stage.id_of("joko"), friends.newest().reference
    before = all_rows(friends.stage.database)
    orders: list[Any] = [AnswerFriend("", joko, reference, "yes"), HandOver("", joko, reference)]
    orders += [ConfirmCash("", joko, reference), DenyCash("", joko, reference, 0), CancelCash("", joko, reference)]
    orders += [
        ConfirmCash("", friends.newest().friend, reference),
        AnswerFriend("", friends.newest().payer, reference, "yes"),
    ]
    assert {friends.does(order) for order in orders} == {"no_such_cash"}
    assert all_rows(friends.stage.database) == before


def test_nothing_goes_in_while_an_account_is_blocked(friends: Friends) -> None:
    friends.asks()
    friends.do("yes", "handed")
    with friends.stage.database.begin() as connection:
        set_status(connection, friends.newest().friend, Status.BLOCKED)
        end_all(friends.stage.desk(connection), friends.newest().friend)
    assert friends.do("received") == "confirmation_noted"
    assert friends.stage.balance("sari") == 0
    [case] = all_rows(friends.stage.database)["cases"]
    assert "the payer says that she has the cash" in case["detail"]
    friends.is_clean()


def test_a_case_is_over_with_its_request_unless_staff_talk_about_it(friends: Friends) -> None:
    friends.asks()
    friends.do("yes", "handed", "not received", "not received")
    [case] = all_rows(friends.stage.database)["cases"]
    assert (case["kind"], case["status"], case["customer_id"]) == ("friend_cash", "open", friends.stage.id_of("budi"))
    assert "Rp100.000" in case["detail"]
    assert "0812••••4567" in case["detail"]
    friends.do("received")
    assert [case["status"] for case in all_rows(friends.stage.database)["cases"]] == ["closed"]


# Staff.


def test_staff_decide_with_an_audit_line(friends: Friends, capsys: pytest.CaptureFixture[str]) -> None:
    friends.stage.staff(["add", "dewi", "--role", "supervisor"])
    friends.stage.staff(["add", "tini", "--role", "agent"])
    friends.stage.staff(["add", "rina", "--role", "auditor"])
    friends.asks()
    reference = friends.newest().reference.lower()
    settle = ["settle-cash", f"{reference[:4]}-{reference[4:]}", "--to", "friend", "--reason", "seen", "--by"]
    assert friends.stage.staff([*settle, "dewi"]) == 2  # Nothing is handed over yet.
    friends.do("yes", "handed")
    assert friends.stage.staff([*settle, "rina"]) == 2
    assert friends.stage.staff([*settle, "tini"]) == 2
    assert friends.stage.staff([*settle, "joko"]) == 2
    assert friends.stage.balance("sari") == 0
    assert friends.stage.staff([*settle, "dewi"]) == 0
    assert friends.stage.staff([*settle, "dewi"]) == 2
    assert friends.stage.staff(["settle-cash", "XXXX-XXXX", "--to", "payer", "--reason", "x", "--by", "dewi"]) == 2
    assert friends.stage.balance("sari") == AMOUNT
    assert "both are told" in capsys.readouterr().out
    lines = [row for row in all_rows(friends.stage.database)["audit"] if row["action"] == "settle cash"]
    assert [(row["actor"], row["detail"].endswith("to friend: seen")) for row in lines] == [("dewi", True)]
    friends.is_clean()


def test_nothing_goes_to_a_friend_who_is_blocked(friends: Friends, capsys: pytest.CaptureFixture[str]) -> None:
    friends.stage.staff(["add", "dewi", "--role", "supervisor"])
    friends.asks()
    friends.do("yes", "handed", "not received", "not received")
    with friends.stage.database.begin() as connection:
        set_status(connection, friends.newest().friend, Status.BLOCKED)
    settle = ["settle-cash", friends.newest().reference, "--reason", "seen", "--by", "dewi", "--to"]
    assert friends.stage.staff([*settle, "friend"]) == 2
    assert "The account of Sari W. is blocked" in capsys.readouterr().err
    assert friends.stage.balance("sari") == 0
    assert friends.stage.staff([*settle, "payer"]) == 0
    assert friends.stage.balance("budi") == BALANCE
    friends.is_clean()


def test_talk_leaves_the_case_of_a_dispute_until_it_is_settled(
    friends: Friends, capsys: pytest.CaptureFixture[str]
) -> None:
    stage = friends.stage
    stage.staff(["add", "dewi", "--role", "supervisor"])
    friends.asks()
    friends.do("yes", "handed", "not received", "not received")
    stage.send()
    [channel] = [name for name in ("telegram", "whatsapp") if stage.phone(name, "budi")]
    act = ["--by", "dewi"]
    assert stage.staff(["hand-back", "1", *act]) == 0  # The bot has the conversation already.
    assert "stays open: staff settle-cash ends it, for " in capsys.readouterr().out
    assert stage.staff(["reply", "1", "Halo Budi", *act]) == 0
    assert stage.staff(["close", "1", "--reason", "x", *act]) == 2
    assert stage.staff(["hand-back", "1", *act]) == 0
    assert "is the bot's again. The case stays open" in capsys.readouterr().out
    stage.send()
    for words in ("ya", "saldo"):
        stage.say(channel, "budi", words)
    [case] = all_rows(stage.database)["cases"]
    assert (case["status"], case["helped"]) == ("answered", "yes")
    assert stage.staff(["reply", "1", "Sebentar, ya", *act]) == 0
    assert stage.staff(["settle-cash", friends.newest().reference, "--to", "payer", "--reason", "seen", *act]) == 0
    assert all_rows(stage.database)["cases"][0]["status"] == "done"  # A person still talks there.
    assert stage.staff(["hand-back", "1", *act]) == 0
    stage.say(channel, "budi", "saldo")
    [after] = all_rows(stage.database)["cases"]
    assert (after["status"], after["answered_at"]) == ("closed", case["answered_at"])
    friends.is_clean()


# Limits.


def test_her_yes_keeps_room_in_every_month(friends: Friends) -> None:
    stage = friends.stage
    stage.set_clock(datetime(2026, 11, 30, 16, 50, tzinfo=UTC))  # Ten minutes before December in Jakarta.
    for _ in range(10):
        stage.pay_in("sari", 1_990_000)
        spend(stage, "sari", 1_990_000)
    assert friends.asks(amount=AMOUNT) == "friend_asked"
    assert friends.do("yes") == "hand_it_over"  # 19.900.000 came in, and this makes 20.000.000.
    assert stage.pay_in("sari", 10_000).NAME == "over_incoming_limit"
    friends.waits(minutes=15)
    for _ in range(10):
        assert stage.pay_in("sari", 1_900_000).NAME == "topped_up"
        spend(stage, "sari", 1_900_000)
    assert stage.pay_in("sari", 900_001).NAME == "over_incoming_limit"
    assert stage.pay_in("sari", 900_000).NAME == "topped_up"
    friends.do("handed", "received")
    assert friends.newest().step is Step.DONE
    friends.is_clean()


def test_a_yes_is_refused_where_there_is_no_room(friends: Friends) -> None:
    friends.asks()
    friends.stage.pay_in("sari", 1_900_001)
    assert friends.do("yes") == "friend_over_limit"
    assert friends.newest().step is Step.ASKED
    assert friends.do("no") == "friend_declined"
    friends.is_clean()


@pytest.mark.parametrize("seed", range(10 * LONGER))
def test_no_limit_is_passed_whatever_comes_in_between(friends: Friends, seed: int) -> None:
    chance, came = dice(seed), Counter[str]()
    friends.stage.add("joko", tier=Tier.PREMIUM, balance=20_000_000)
    friends.stage.pay_in("sari", 1_500_000)
    often = ["ask", "yes", "handed", "received", "pay", "send", "spend"] * 4
    for step in range(60):
        deed = chance.choice([*friends.deeds, *often]) if step else "ask"  # While there is room: one is made for sure.
        amount = chance.choice([10_000, 100_000, 250_000, 500_000])
        match deed:
            case "ask":
                came[friends.asks(chance.choice(["budi", "joko"]), "sari", amount)] += 1
            case "pay":
                came[friends.stage.pay_in("sari", amount).NAME] += 1
            case "send":
                people = friends.stage.id_of("joko"), friends.stage.id_of("sari")
                order = SendMoney(f"send {step}", *people, Money(amount), Money(0), "")
                came[friends.does(Agreed(order, "draft"))] += 1
            case "spend":
                spend(friends.stage, "sari", min(amount, friends.stage.balance("sari")))
            case _ if requests := len(all_rows(friends.stage.database)["cash_requests"]):
                came[friends.deeds[deed](friends.nth(chance.randrange(min(2, requests))))[:24]] += 1
    friends.is_clean()
    assert came["friend_asked"] > 0, came


def spend(stage: Stage, name: str, amount: int) -> None:
    """Somebody pays a merchant."""
    if amount <= 0:
        return
    with stage.database.begin() as connection:
        at = stage.desk(connection).now
        wallet, shop = (
            wallet_of(connection, stage.id_of(name)).account_id,
            house(connection, "merchant:w", "merchant", at),
        )
        key = f"spend {next(stage.deliveries)}"
        assert isinstance(post(connection, Move(key, wallet, shop, Money(amount), "payment", key)), Posted)


# Races: each ends once.


@pytest.mark.parametrize(
    ("before", "at_once_", "ends"),
    [
        ((), ("yes", "no", "cancel", "no"), {Step.DECLINED, Step.CANCELLED}),
        (("an hour",), ("expire", "worker", "yes", "no", "cancel"), {Step.EXPIRED, Step.DECLINED, Step.CANCELLED}),
        (
            ("yes",),
            ("no", "handed", "cancel", "payer blocked"),
            {Step.DECLINED, Step.HANDED, Step.CANCELLED, Step.DISPUTED},
        ),
        (("yes", "an hour"), ("expire", "worker", "handed", "no", "cancel"), {Step.EXPIRED, Step.CANCELLED}),
        (
            ("yes", "handed", "an hour"),
            (
                "received",
                "received",
                "staff to friend",
                "staff to payer",
                "cancel",
                "not received",
                "worker",
                "silence",
            ),
            {Step.DONE, Step.CANCELLED},
        ),
        (
            ("yes", "handed", "not received", "an hour"),
            ("received", "worker", "not received", "last silence", "friend blocked", "staff to payer"),
            {Step.DONE, Step.CANCELLED},
        ),
    ],
)
def test_it_ends_once_whoever_is_first(
    friends: Friends, before: tuple[str, ...], at_once_: tuple[str, ...], ends: set[Step]
) -> None:
    with friends.stage.database.begin() as connection:
        set_figure(connection, "fee.withdraw.friend", 500)
    ended: Counter[Step] = Counter()
    expected = {"budi": BALANCE, "sari": 0}
    wrong = twice = 0
    for _ in range(ROUNDS):
        assert friends.asks(amount=10_000, fee=500) == "friend_asked"
        friends.do(*before)
        request, told = friends.newest(), friends.told("cash_paid") + friends.told("cash_back")
        at_once(*[partial(friends.deeds[deed], request) for deed in at_once_])
        step = friends.newest().step
        ended[step] += 1
        if step in (Step.HANDED, Step.DISPUTED):
            friends.do("staff to payer")
        if step is Step.DONE:
            expected["budi"] -= 10_500
            expected["sari"] += 10_000
        wrong += {name: friends.stage.balance(name) for name in expected} != expected
        twice += friends.told("cash_paid") + friends.told("cash_back") != told + 1
    race = f"{', '.join(before) or 'asked'}, then {' v '.join(at_once_)}"
    counted = {step.value: count for step, count in ended.items()}
    figure("Cash", friends.stage.database, f"{race}: {counted}", lost=wrong, doubled=twice)
    assert (wrong, twice) == (0, 0)
    assert set(ended) <= ends
    friends.is_clean()


def test_two_requests_of_one_payer_at_once_are_one(friends: Friends) -> None:
    for _ in range(ROUNDS):
        said = at_once(*[friends.asks] * 4)
        assert sorted(said) == ["cash_stands"] * 3 + ["friend_asked"]
        friends.do("no")
    friends.is_clean()


def test_two_yeses_at_once_take_the_room_of_one(friends: Friends) -> None:
    friends.stage.add("joko", tier=Tier.PREMIUM, balance=500_000)
    friends.stage.pay_in("sari", 1_850_000)
    for _ in range(ROUNDS):
        friends.asks("budi")
        friends.asks("joko")
        mine, his = friends.nth(0), friends.nth(1)
        pays = partial(friends.stage.pay_in, "sari", 40_000)
        first, second, paid = at_once(partial(friends.deeds["yes"], mine), partial(friends.deeds["yes"], his), pays)
        assert sorted([first, second]) == ["friend_over_limit", "hand_it_over"]
        for request in (mine, his):
            friends.deeds["no"](request)
        if paid.NAME == "topped_up":
            spend(friends.stage, "sari", 40_000)
    friends.is_clean()
