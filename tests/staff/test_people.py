"""Passwords by command line: asked for at a terminal, read from a pipe, or made; and the sandbox's own sign-in."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest

from bot import cli
from bot.acts import people
from tests.rows import all_rows
from tests.staff.conftest import PASSWORD, Desk
from tests.stage import Stage

MADE = re.compile("Her password for the desk, shown only now: ([a-z2-9]{5}(?:-[a-z2-9]{5}){3})")


def act(stage: Stage, *arguments: str) -> int:
    """Run an act of staff over what standard input now is."""
    return cli.run(["staff", *arguments], lambda: stage.wallet)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is typed without echo at a terminal, in turn."""
    answers: list[str] = []
    monkeypatch.setattr(people, "_at_a_terminal", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: answers.pop(0))
    return answers


def can_sign_in(stage: Stage, name: str, password: str) -> bool:
    return Desk(stage).sign_in(name, password).status_code == 303


# What works


def test_without_a_terminal_a_password_is_made_and_printed_once(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    assert stage.staff(["add", "rina", "--role", "agent"]) == 0
    made = MADE.search(capsys.readouterr().out)
    assert made is not None
    assert can_sign_in(stage, "rina", made[1])
    assert made[1] not in repr(all_rows(stage.database))


def test_a_pipe_gives_the_password(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\n"))
    assert act(stage, "add", "rina", "--role", "agent", "--password-stdin") == 0
    assert capsys.readouterr().out.strip() == "rina is on the staff as agent."
    assert can_sign_in(stage, "rina", PASSWORD)


def test_at_a_terminal_it_is_typed_twice(stage: Stage, typed: list[str]) -> None:
    typed += [PASSWORD, PASSWORD]
    assert act(stage, "add", "rina", "--role", "agent") == 0
    assert can_sign_in(stage, "rina", PASSWORD)
    typed += ["kopi tubruk lima cangkir"] * 2
    assert act(stage, "password", "rina") == 0
    assert not can_sign_in(stage, "rina", PASSWORD)
    assert can_sign_in(stage, "rina", "kopi tubruk lima cangkir")


# What is refused


def test_two_that_differ_change_nothing(stage: Stage, typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    typed += [PASSWORD, f"{PASSWORD}!"]
    assert act(stage, "add", "rina", "--role", "agent") == 2
    assert "The two are not the same. Nothing was changed." in capsys.readouterr().err
    assert all_rows(stage.database)["staff"] == []


@pytest.mark.parametrize("weak", ["short", "password1234", "rina12345678", ""])
def test_a_weak_one_changes_nothing(stage: Stage, monkeypatch: pytest.MonkeyPatch, weak: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{weak}\n"))
    assert act(stage, "add", "rina", "--role", "agent", "--password-stdin") == 2
    assert all_rows(stage.database)["staff"] == []


def test_nobody_is_added_twice_nor_gets_another_s_password(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.stage.staff(["add", "dewi", "--role", "agent"]) == 2
    assert desk.stage.staff(["password", "rina"]) == 2
    assert "rina is not on the staff" in capsys.readouterr().err
    assert desk.get("/staff/").status_code == 200


# The sandbox's own


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the sandbox keeps its password."""
    path = tmp_path / "var" / "desk-password"
    monkeypatch.setattr(people, "SANDBOX_FILE", path)
    return path


def test_the_sandbox_has_a_supervisor_whose_password_stays(stage: Stage, file: Path) -> None:
    told = people.desk_sign_in(stage.wallet)
    assert told == people.desk_sign_in(stage.wallet)
    password = file.read_text().strip()
    assert told == f"The desk is at http://127.0.0.1:8000/staff/, sign in as dewi, password {password}"
    assert file.stat().st_mode & 0o777 == 0o600
    assert can_sign_in(stage, "dewi", password)
    assert [(row["name"], row["role"]) for row in all_rows(stage.database)["staff"]] == [("dewi", "supervisor")]


def test_a_password_that_was_changed_is_not_told(stage: Stage, file: Path) -> None:
    people.desk_sign_in(stage.wallet)
    assert stage.staff(["password", "dewi"]) == 0
    told = people.desk_sign_in(stage.wallet)
    assert told.endswith("with the password that you set.")
    assert not can_sign_in(stage, "dewi", file.read_text().strip())


def test_who_was_there_without_a_password_gets_it(stage: Stage, file: Path) -> None:
    from sqlalchemy import text

    stage.staff(["add", "dewi", "--role", "auditor"])
    with stage.database.begin() as connection:
        connection.execute(text("UPDATE staff SET password = ''"))
    people.desk_sign_in(stage.wallet)
    assert can_sign_in(stage, "dewi", file.read_text().strip())
    assert all_rows(stage.database)["staff"][0]["role"] == "auditor"
