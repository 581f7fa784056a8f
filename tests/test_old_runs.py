"""Runs that an older release saved go on: their question is put again; what cannot be read is asked anew."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text

from bot.chat import FLOWS
from bot.intake import End, Received
from bot.message import Kind
from bot.state import State
from models.check_books import check
from models.customers import customer_with
from tests.databases import on_sqlite
from tests.old_runs import save
from tests.stage import OTHER_PIN, PEOPLE, PIN, Stage

FILES = sorted(path for path in save.FOLDER.glob("*/*.json") if path.stem != "statements")
ASK_NOTHING = {
    "balance",
    "cancel_token",
    "helped",
    "history",
    "link_telegram",
    "link_whatsapp",
    "my_link",
    "reactivate",
    "scam",
    "tokens",
    "topup_token",
}
ASK_WHICH = {
    "cancel_friend",
    "friend_answer",
    "friend_handed",
    "friend_in_full",
    "friend_not_received",
    "friend_received",
}
"""These are over at once, unless several requests fit."""
ASKED_FIRST_NOW = {"0.1.0/reset_pin": "code +6281298764567 0"}
"""What a later release asks before anything that the run holds."""
UNREADABLE: list[Any] = [{"old": 1}, None, False, -5, []]


@pytest.fixture
def woken(empty_stage: Stage) -> Stage:
    """The people whose runs were saved; each has written before."""
    save.people(empty_stage)
    for chat in {chat for _, chat, _ in saved()}:
        say(empty_stage, chat, "halo")
    return empty_stage


def test_every_flow_that_asks_has_a_saved_run() -> None:
    assert {run["flow"] for _, _, state in saved() for run in state["runs"]} == FLOWS.keys() - ASK_NOTHING - ASK_WHICH


def test_their_question_is_put_again(woken: Stage) -> None:
    for name, chat, state in saved():
        put(woken, chat, state)
        assert question(say(woken, chat, "?!")) == ASKED_FIRST_NOW.get(name, state["runs"][0]["asked"]), name
    with woken.database.read() as connection:
        assert check(connection) == []


def test_a_transfer_goes_on_and_is_paid_after_its_words_are_agreed_to(woken: Stage) -> None:
    chat, state = next((chat, state) for name, chat, state in saved() if name == "0.1.0/transfer_at_the_review")
    put(woken, chat, state)
    say(woken, chat, "?!")
    for words in ("ya", PIN):
        say(woken, chat, words)
    assert woken.balance("sari") == 1_200_000


def test_an_answer_that_cannot_be_read_is_asked_again(woken: Stage) -> None:
    tried = 0
    for file, chat, state in saved():
        if file in ASKED_FIRST_NOW:
            continue
        (run,) = state["runs"]
        for name, kept in itertools.product(run["answers"], UNREADABLE):
            put(woken, chat, {**state, "runs": [{**run, "answers": {**run["answers"], name: kept}}]})
            assert question(say(woken, chat, "?!")) == name, f"{file}: {name} kept as {kept!r}"
            tried += 1
    assert woken.balance("budi") == 1_250_000
    print(f"\nold runs: {tried} unreadable answers, each was asked again")


def test_a_fact_that_cannot_be_read_does_no_harm(woken: Stage) -> None:
    for _, chat, state in saved():
        (run,) = state["runs"]
        for fact in ({"fact": "gone", "is": {}}, {"fact": "code_sent", "is": {"old": 1}}, {}):
            put(woken, chat, {**state, "runs": [{**run, "facts": dict.fromkeys(run["facts"], fact)}]})
            say(woken, chat, "?!")


def test_a_flow_that_is_gone_is_told_and_dropped(woken: Stage) -> None:
    for name, chat, state in saved():
        (run,) = state["runs"]
        gone = {**run, "flow": "lottery"}
        for runs in ([gone], [gone, run], [run, gone], [gone, gone]):
            put(woken, chat, {**state, "runs": runs})
            received = say(woken, chat, "halo")
            assert received.outcome is not None
            assert "lottery" not in {each.flow for each in received.outcome.state.runs}
            assert any("what you began" in str(reply.words) for reply in received.outcome.replies), name
        hows: list[dict[str, Any]] = [
            {"kind": Kind.SECRET, "secret": PIN, "link": f"{run['key']} {run['asked']}"},
            {"kind": Kind.TAP, "button": "0123456789abcdef!answer:yes"},
            {"kind": Kind.TAP, "button": "do:resume"},
            {"text": "kembali"},
            {"text": "batal"},
        ]
        for how in hows:
            put(woken, chat, {**state, "runs": [gone]})
            assert woken.intake.receive(woken.message(*chat, **how)).end is End.HANDLED


@pytest.mark.parametrize(
    "kept",
    [
        {"runs": [{"flow": "transfer", "key": "k", "a field of a later release": 1}]},
        {"runs": [5, None, "x", {}], "misses": 2},
        {"a later release": True},
        {},
    ],
)
def test_a_state_of_another_release_is_read_as_far_as_it_goes(kept: dict[str, Any], stage: Stage) -> None:
    assert State.load(kept).runs == []
    put(stage, ("telegram", "budi"), kept)
    assert say(stage, ("telegram", "budi"), "saldo").end is End.HANDLED


def saved() -> Iterator[tuple[str, tuple[str, str], dict[str, Any]]]:
    """Yield every saved state with its name and whose chat it was."""
    for path in FILES:
        kept = json.loads(path.read_text())
        channel, name = kept["chat"]
        yield f"{path.parent.name}/{path.stem}", (channel, name), kept["state"]


def put(stage: Stage, chat: tuple[str, str], state: dict[str, Any]) -> None:
    """Have a conversation stand where this state says."""
    replace = text(
        "UPDATE conversations SET mode = 'bot', state = :state WHERE identity_id = "
        "(SELECT id FROM identities WHERE channel = :channel AND sender = :sender)"
    )
    values = {"state": json.dumps(state), "channel": chat[0], "sender": stage.sender_of(*chat)}
    with stage.database.begin() as connection:
        connection.execute(replace, values)


def say(stage: Stage, chat: tuple[str, str], words: str) -> Received:
    """Somebody types, and is answered."""
    received = stage.intake.receive(stage.message(*chat, text=words))
    assert received.end is End.HANDLED
    return received


def question(received: Received) -> str:
    """The name of the question that was put."""
    assert received.outcome is not None
    assert received.outcome.question is not None
    return received.outcome.question.name


ANSWERS = {
    "agree": "ya",
    "amount": "50rb",
    "bank": "bca",
    "block": "ya",
    "email": "budi@contoh.id",
    "email for it": "joko@contoh.id",
    "language": "indonesia",
    "last name": "Susilo",
    "new pin again": OTHER_PIN,
    "pin": PIN,
    "pin to link": PIN,
}
"""What a customer answers to the question of this name, by its longest beginning."""
MONEY = {
    "0.1.0/transfer": (50_000, 50_000),
    "0.1.0/transfer_at_the_amount": (50_000, 50_000),
    "0.1.0/transfer_at_the_review": (1_200_000, 1_200_000),
    "0.2.0/transfer": (50_000, 50_000),
    "0.2.0/transfer_at_the_amount": (50_000, 50_000),
    "0.2.0/transfer_at_the_review": (1_200_000, 1_200_000),
    "0.2.0/withdraw": (300_000, 0),
    "0.2.0/withdraw_at_the_amount": (50_000, 0),
    "0.2.0/withdraw_friend": (100_000, 0),
}
"""What Budi can spend no more and what Sari has in the end; a withdrawal holds it until it is fetched."""
WITHOUT_MONEY = (
    "0.1.0/language",
    "0.2.0/topup",
    "0.2.0/link",
    "0.1.0/change_pin",
    "0.2.0/close_account",
    "0.2.0/block_account",
)
"""In an order in which none ends what another needs. A code that is in an SMS, and photos, cannot be had again."""


@on_sqlite
@pytest.mark.parametrize("name", MONEY)
def test_a_run_about_money_goes_on_to_its_end_and_the_money_moves_once(name: str, woken: Stage) -> None:
    chat = finish(woken, name)
    gone, come = MONEY[name]
    for words in ("ya", PIN, "ya"):  # Said again, to nobody who asks.
        say(woken, chat, words)
    assert (woken.balance("budi"), woken.balance("sari")) == (1_250_000 - gone, come)
    with woken.database.read() as connection:
        assert check(connection) == []


def test_a_run_about_something_else_goes_on_to_its_end(woken: Stage) -> None:
    for name in WITHOUT_MONEY:
        finish(woken, name)
    with woken.database.read() as connection:
        assert customer_with(connection, PEOPLE["budi"].phone).status == "blocked"  # type: ignore[union-attr]  # he is one
        assert customer_with(connection, PEOPLE["sari"].phone) is None  # Closed.


def finish(stage: Stage, name: str) -> tuple[str, str]:
    """Have a saved run go on and answer all that it asks; return whose chat it was."""
    chat, state = next((chat, state) for each, chat, state in saved() if each == name)
    put(stage, chat, state)
    received = say(stage, chat, "?!")
    for _ in range(6):
        if received.outcome is None or received.outcome.question is None:
            return chat
        asked = received.outcome.question.name
        received = say(stage, chat, ANSWERS[max((each for each in ANSWERS if asked.startswith(each)), key=len)])
    raise AssertionError(f"{name} asks for {asked} again and again")
