"""Laws of keeping: whatever an answer, a fact, a run or a state is kept as, it comes back as it was."""

from __future__ import annotations

import dataclasses
import enum
import json
import types
import typing
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy.engine import Connection

import flows  # noqa: F401  importing them registers every fact
from bot.chat import Agreement, Answer, Field, Run
from bot.state import State
from bot.words import t
from flows import answers, block, forgot_pin, photos, premium, secrets, topup, withdraw, withdraw_friend
from flows.transfer import TELL_PAYEE
from models.applying import seal_number
from models.clock import from_ms
from models.customers import CustomerId, customer, identities_of
from models.id_numbers import IdKind
from models.kept_photos import PhotoKind, add_photo
from models.me import Me
from models.money import AMOUNT_MAX, Money
from models.orders import Fact, all_facts, keep, recall
from models.phone import Phone
from models.photos import Photo
from tests.databases import drop, fresh
from tests.stage import Stage

NOW = int(datetime(2026, 11, 24, tzinfo=UTC).timestamp() * 1000)
TEXT = some.text(max_size=40)
PLAIN = some.recursive(
    some.none() | some.booleans() | some.integers(-(2**53), 2**53) | TEXT,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
PHONES = some.integers(10**8, 10**11 - 1).map(lambda number: Phone(f"+628{number}"))
MONEY = some.integers(1, AMOUNT_MAX).map(Money)
TIMES = some.integers(NOW - 10**10, NOW + 10**10).map(from_ms)
BY_TYPE: dict[Any, some.SearchStrategy[Any]] = {
    Money: MONEY,
    Phone: PHONES,
    str: TEXT,
    int: some.integers(-(2**63), 2**63 - 1),
    bool: some.booleans(),
    datetime: TIMES,
    types.NoneType: some.none(),
}
FACTS = all_facts()
often = settings(max_examples=30, deadline=None, derandomize=True, database=None)


def any_of(kind: Any) -> some.SearchStrategy[Any]:
    """Return values of an annotated type; fails for one that it has never seen."""
    if kind in BY_TYPE:
        return BY_TYPE[kind]
    if hasattr(kind, "__supertype__"):
        return any_of(kind.__supertype__)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return some.sampled_from(kind)
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return some.one_of(*map(any_of, inside))
    if origin is tuple and inside[-1] is Ellipsis:
        return some.lists(any_of(inside[0]), max_size=3).map(tuple)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = typing.get_type_hints(kind)
        return some.builds(kind, **{each.name: any_of(hints[each.name]) for each in dataclasses.fields(kind)})
    raise TypeError(f"no values of {kind} are known here")


def through_json(value: Any) -> Any:
    """Return a plain value as a row of the database gives it back."""
    return json.loads(json.dumps(value, ensure_ascii=False))


@pytest.mark.parametrize("name", sorted(FACTS))
def test_a_fact_comes_back_as_it_was(name: str) -> None:
    @given(any_of(FACTS[name]))
    @often
    def law(fact: Fact) -> None:
        back = recall(through_json(keep(fact)))
        assert back == fact
        assert type(back) is type(fact)
        for field in dataclasses.fields(fact):
            assert type(getattr(back, field.name)) is type(getattr(fact, field.name))

    law()


FIELD = Field("photo", t("Card"))
CHOICE = answers.Choice({"tell": TELL_PAYEE})
PIN_HASH = "$argon2id$v=19$m=8,t=2,p=1$c2FsdHNhbHRzYWx0$aGFzaA"
KEPT: dict[str, tuple[Answer[Any], some.SearchStrategy[Any]]] = {
    "MoneyAnswer": (answers.MONEY, MONEY),
    "NameAnswer": (answers.NameAnswer(), TEXT),
    "EmailAnswer": (answers.EmailAnswer(), TEXT),
    "NoteAnswer": (answers.NoteAnswer(), TEXT),
    "PhoneAnswer": (answers.PhoneAnswer(), PHONES),
    "Choice": (CHOICE, some.just("tell")),
    "Place": (
        topup.Place(topup.CHOICES),
        some.sampled_from([*topup.CHOICES, *(f"{bank}.{way}" for bank in ("bca", "other") for way in topup.WAYS)]),
    ),
    "CashPlace": (withdraw.Place(), some.sampled_from(list(withdraw.PLACES))),
    "CashAmount": (withdraw.CashAmount(), MONEY),
    "AccountNumber": (block.AccountNumber(), PHONES),
    "LastMovement": (forgot_pin.LastMovement(), TEXT),
    "Card": (premium.Card(), some.sampled_from(list(IdKind))),
    "Agreement": (Agreement(), some.just(True)),
}


@pytest.mark.parametrize("name", sorted(KEPT))
def test_an_answer_comes_back_as_it_was(name: str) -> None:
    answer, values = KEPT[name]

    @given(values)
    @often
    def law(value: Any) -> None:
        back = answer.load(through_json(answer.dump(value)))
        assert back == value
        assert type(back) is type(value)

    law()


def a_photo(connection: Connection, owner: CustomerId, at: datetime) -> int:
    """A photo of hers that was kept."""
    photo = Photo(b"jpeg", width=640, height=480)
    return add_photo(connection, customer=owner, kind=PhotoKind.ID, name="0" * 32, photo=photo, at=at)


def test_secret_answers_and_people_come_back_too(stage: Stage) -> None:
    with stage.database.begin() as connection:
        desk = stage.desk(connection)
        chat: Any = types.SimpleNamespace(desk=desk, pages=False)
        budi, sari = stage.id_of("budi"), stage.id_of("sari")
        me = Me(desk, identities_of(connection, budi)[0], customer(connection, budi))
        known: list[tuple[Answer[Any], Any]] = [
            (answers.Person(me), customer(connection, sari)),
            (withdraw_friend.Friend(me), customer(connection, sari)),
            (photos.PhotoAnswer(chat, me, PhotoKind.ID, FIELD), a_photo(connection, budi, desk.now)),
            (premium.IdNumber(chat, me, IdKind.KTP), seal_number(desk, budi, "3171046512950003")),
            (secrets.CurrentPin(chat, budi), int(desk.now.timestamp() * 1000)),
            (secrets.PinToLink(chat, budi), int(desk.now.timestamp() * 1000)),
            (secrets.NewPin(chat, phone=me.phone, salt=b"s" * 16), PIN_HASH),
            (secrets.SamePin(chat, PIN_HASH, forget="new pin"), True),
            (secrets.Code(chat, any_fact("code_sent")), "proved"),
            (secrets.Code(chat, any_fact("code_sent")), "resend"),
        ]
        for answer, value in known:
            assert answer.load(through_json(answer.dump(value))) == value
        tested = {type(answer) for answer, _ in known} | {type(answer) for answer, _ in KEPT.values()}
    assert {each for each in every_answer() if each.kept} - tested == {answers.TextAnswer}


@pytest.mark.parametrize("kept", [None, False, True, 0, -1, 10**20, "", "x", [], {}, {"old": 1}, [1, 2]])
def test_what_another_release_kept_is_read_or_asked_again(kept: object) -> None:
    for name, (answer, _) in KEPT.items():
        try:
            value = answer.load(kept)
        except (ValueError, TypeError, LookupError):
            continue
        assert answer.dump(value) == kept, name


RUNS = some.builds(
    Run,
    flow=TEXT,
    key=TEXT,
    answers=some.dictionaries(TEXT, PLAIN, max_size=4),
    facts=some.dictionaries(TEXT, PLAIN, max_size=2),
    early=some.dictionaries(TEXT, TEXT, max_size=3),
    asked=TEXT,
    secret=some.booleans(),
    digits=some.booleans(),
    keypad=some.booleans(),
    at=some.integers(0, 2**53),
)


@given(some.builds(State, runs=some.lists(RUNS, max_size=2), misses=some.integers(0, 3), resuming=some.booleans()))
@settings(max_examples=100, deadline=None, derandomize=True, database=None)
def test_a_state_comes_back_as_it_was(state: State) -> None:
    back = State.load(through_json(state.dump()))
    assert back == state
    assert [run.tag for run in back.runs] == [run.tag for run in state.runs]


@given(some.dictionaries(some.sampled_from(["misses", "resuming", "later"]), PLAIN), some.lists(PLAIN, max_size=3))
@settings(max_examples=100, deadline=None, derandomize=True, database=None)
def test_a_state_of_a_later_release_is_read_as_far_as_it_goes(rest: dict[str, Any], runs: list[Any]) -> None:
    kept = {**rest, "misses": 1, "runs": [*runs, {"flow": "transfer", "key": "k"}, {"flow": "x", "key": "k", "new": 1}]}
    assert Run("transfer", "k") in State.load(through_json(kept)).runs


@pytest.fixture(scope="module")
def one_stage(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A stage whose database is not looked at."""
    database = fresh("sqlite", tmp_path_factory.mktemp("law"))
    yield Stage(database)
    drop(database)


@given(code=some.integers(0, 999_999))
@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_sealed_comes_back_under_the_same_key_only(one_stage: Stage, code: int) -> None:
    sealed = one_stage.secrets.seal(f"{code:06}")
    assert one_stage.secrets.unseal(sealed) == f"{code:06}"
    assert f"{code:06}".encode() not in sealed


def any_fact(name: str) -> Any:
    """Return some fact of this name."""
    with_defaults = {"code_id": 1, "phone": Phone("+6281298764567"), "until": from_ms(NOW), "again_at": from_ms(NOW)}
    return FACTS[name](**with_defaults)


def every_answer() -> set[type[Answer[Any]]]:
    """Return every sort of answer in the program."""
    found: set[type[Answer[Any]]] = set()
    new = set(Answer.__subclasses__())
    while new - found:
        found |= new
        new = {each for kind in found for each in kind.__subclasses__()}
    return {each for each in found if each.__module__.startswith(("bot.", "flows."))}
