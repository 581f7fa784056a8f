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
from tests.old_runs import save
from tests.stage import PIN, Stage

FILES = sorted(save.FOLDER.glob("*/*.json"))
ASK_NOTHING = {"balance", "cancel_token", "helped", "history", "reactivate", "scam", "tokens", "topup_token"}
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
