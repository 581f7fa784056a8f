"""The commands, as an operator and a staff member type them."""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import cli
from bot.settings import Settings
from models.conversations import MASK
from models.database import Database
from models.figures import FIGURES, all_figures
from tests.databases import as_owner
from tests.rows import all_rows, messages
from tests.stage import OTHER_PIN, PEOPLE, PIN, Stage

ROOT = Path(__file__).parents[1]


def run(stage: Stage, *arguments: str) -> int:
    return cli.run(list(arguments), lambda: stage.wallet)


def said(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """Return what was printed since, as an answer and as a complaint."""
    out, complaint = capsys.readouterr()
    return out.strip(), complaint.strip()


def audit(stage: Stage) -> list[tuple[str, str, str, str]]:
    rows = sorted(all_rows(stage.database)["audit"], key=lambda row: int(row["id"]))
    return [(row["actor"], row["action"], row["subject"], row["detail"]) for row in rows]


def _commands() -> Iterator[tuple[list[str], argparse.ArgumentParser]]:
    """Return every command, and every act of one, with its parser."""

    def within(parser: argparse.ArgumentParser, path: list[str]) -> Iterator[tuple[list[str], argparse.ArgumentParser]]:
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                for name, one in action.choices.items():
                    yield [*path, name], one
                    yield from within(one, [*path, name])

    return within(cli._parser(), [])


COMMANDS = {" ".join(path): parser for path, parser in _commands()}


# Help.


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.run([*command.split(), "--help"], _nobody)
    out, complaint = said(capsys)
    assert (ended.value.code, complaint) == (0, "")
    assert COMMANDS[command].description
    assert " ".join(str(COMMANDS[command].description).split()) in " ".join(out.split())


def test_the_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.run(["--help"], _nobody)
    out, _ = said(capsys)
    for command in COMMANDS:
        if " " not in command:
            assert re.search(rf"^ +{command}\s+\w", out, re.MULTILINE), command


@pytest.mark.parametrize("arguments", [[], ["fly"], ["staff"], ["staff", "fly"], ["chat", "--channel", "pigeon"]])
def test_what_is_no_command_is_told_so(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.run(arguments, _nobody)
    assert ended.value.code == 2
    assert "usage: app.py" in said(capsys)[1]


def _nobody() -> Any:
    raise AssertionError("the program was assembled")


# Chat.


class Terminal:
    """A terminal of its own, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        names = {name.upper() for name in Settings.model_fields}
        environment = {name: value for name, value in os.environ.items() if name not in names}
        command = [sys.executable, str(ROOT / "app.py"), "chat", "--from", "joko", "--lang", "id"]
        self._program = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def read(self) -> str:
        assert self._program.stdout is not None
        return self._program.stdout.readline().rstrip("\n")

    def say(self, words: str, until: str) -> str:
        """Type a line, and return the first line of the answer in which this stands."""
        assert self._program.stdin is not None
        self._program.stdin.write(words + "\n")
        self._program.stdin.flush()
        while not re.search(until, line := self.read()):
            assert line, f"nothing with {until!r} was answered to {words!r}"
        return line

    def close(self) -> int:
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.close()
        self._program.stdout.close()
        return self._program.wait(20)


def test_a_stranger_registers_from_a_pipe(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.say("daftar", "Nomor HP")
    sms = terminal.say("081355512345", r"^SMS to \+6281355512345: .*[0-9]{6}")
    terminal.say(re.findall(r"\b[0-9]{6}\b", sms)[0], "[Nn]ama")
    terminal.say("Joko", "[Nn]ama")
    terminal.say("Susilo", "[Ee]-?mail")
    terminal.say("joko@contoh.id", "PIN")
    terminal.say(PIN, "PIN")
    assert "Joko" in terminal.say(PIN, "✅")
    terminal.say("saldo", r"Rp0\b")
    assert terminal.close() == 0
    database = Database(f"sqlite:///{tmp_path / 'var' / 'kaspro.db'}")
    rows = str(all_rows(database))
    database.close()
    assert MASK in rows
    assert PIN not in rows
    assert {path.name for path in tmp_path.iterdir()} == {"var"}


def test_lines_from_a_pipe_are_answered_one_by_one(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO("saldo\n\n   \nhistory\n"))
    stage.say("telegram", "sari", "saldo")
    assert run(stage, "chat", "--channel", "telegram", "--from", stage.sender_of("telegram", "budi")) == 0
    out, _ = said(capsys)
    assert "Rp1.250.000" in out
    assert out.splitlines()[0].startswith("Saldomu")
    assert [row["text"] for row in messages(stage.database, direction="in")] == ["saldo", "saldo", "history"]
    assert {row["status"] for row in messages(stage.database, direction="out")} == {"sent"}


def test_a_stranger_is_spoken_to_in_the_language_that_is_asked_for(
    empty_stage: Stage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO("hi\n"))
    assert run(empty_stage, "chat", "--lang", "en") == 0
    assert "Hello!" in said(capsys)[0]


# Understand.


def understood(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *lines: str, form: str = ""
) -> list[dict[str, Any]]:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    assert cli.run(["understand", *(["--as", form] if form else [])], _nobody) == 0
    return [json.loads(line) for line in said(capsys)[0].splitlines()]


def test_each_line_is_understood(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    found = understood(monkeypatch, capsys, "kirim 50rb ke 081298764567", "saldo", "", "langit biru", "\x00\ufeff")
    assert [each["intent"] for each in found] == ["transfer", "balance", "none", "none", "none"]
    assert found[0]["slots"] == {"amount": 50_000, "phone": "+6281298764567"}
    for each in found:
        assert set(each) == {"intent", "slots", "topic", "confidence", "alternatives"}
        assert 0 <= each["confidence"] <= 1


def test_a_line_can_be_read_as_an_amount(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    found = understood(monkeypatch, capsys, "50rb", "Rp1.250.000", "halo", "", form="amount")
    assert [each["amount"] for each in found] == [50_000, 1_250_000, None, None]


def test_a_line_can_be_read_as_a_number(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    found = understood(monkeypatch, capsys, "0812-9876-4567", "halo", "081298764567 081355512345", form="phone")
    assert [each["phone"] for each in found] == ["+6281298764567", None, None]
    assert found[2]["candidates"] == ["+6281298764567", "+6281355512345"]


# The books.


def test_true_books_are_clean(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(stage, "check-books") == 0
    out, _ = said(capsys)
    assert out.endswith("The books are clean.")
    assert re.search(r": [0-9]+$", out, re.MULTILINE)


def test_a_lie_ends_it_with_1(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    as_owner(stage.database, "UPDATE accounts SET credits_posted = credits_posted + 1 WHERE customer_id IS NOT NULL")
    assert run(stage, "check-books") == 1
    out, _ = said(capsys)
    assert "LIE " in out
    assert out.endswith(" lies.")


def test_an_empty_database_gets_its_tables_and_is_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new.db'}")

    class Program:
        """Nothing but a database without tables."""

    Program.database = database  # type: ignore[attr-defined]
    assert cli.run(["check-books"], Program) == 0
    assert cli.run(["migrate"], Program) == 0
    database.close()
    assert said(capsys)[0].endswith("The books are clean.")


# Figures.


def test_figures_are_shown_with_their_meaning_and_source(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(stage, "limits") == 0
    limits, _ = said(capsys)
    assert run(stage, "tariff") == 0
    fees, _ = said(capsys)
    with stage.database.read() as connection:
        figures = {figure.name: figure for figure in all_figures(connection)}
    assert figures.keys() == FIGURES.keys()
    for name, figure in figures.items():
        line = f"{name} = {figure.value}  ({figure.means}; {figure.source})"
        assert (line in limits.splitlines(), line in fees.splitlines()) == (
            not name.startswith("fee."),
            name.startswith("fee."),
        )
    assert audit(stage) == []


def test_a_changed_figure_holds_at_once_and_leaves_a_line(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(stage, "tariff", "fee.transfer", "500", "--by", "Rina") == 0
    assert said(capsys)[0].startswith("fee.transfer = 500 ")
    assert audit(stage) == [("Rina", "set figure", "fee.transfer", "fee.transfer = 500")]
    stage.say("telegram", "budi", "kirim 50rb ke 081298764567")
    assert "Rp500" in stage.last("telegram", "budi")


def test_a_figure_that_cannot_be_changed_so_is_not(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    before = all_rows(stage.database)
    for line in (
        "limits otp.minutes 3",
        "limits fee.transfer 500 --by Rina",
        "tariff otp.minutes 3 --by Rina",
        "limits otp.hours 3 --by Rina",
        "limits otp.hours",
        "limits fee.transfer",
        "limits otp.minutes -1 --by Rina",
        f"limits balance_max.regular {2**63} --by Rina",
    ):
        assert run(stage, *line.split()) == 2, line
        out, complaint = said(capsys)
        assert (out, len(complaint.splitlines())) == ("", 1), line
    assert all_rows(stage.database) == before


def test_a_figure_is_a_whole_number() -> None:
    for value in ("1.5", "lima", ""):
        with pytest.raises(SystemExit) as ended:
            cli.run(["limits", "otp.minutes", value, "--by", "Rina"], _nobody)
        assert ended.value.code == 2


# Staff.


@pytest.fixture
def desk(stage: Stage, capsys: pytest.CaptureFixture[str]) -> Stage:
    """Rina is an agent, Agus an auditor, Dina a reviewer, Tini a supervisor; Budi has asked for a person: case 1."""
    assert run(stage, "staff", "add", "Rina", "--role", "agent") == 0
    for name, role in (("Agus", "auditor"), ("Dina", "reviewer"), ("Tini", "supervisor")):
        assert run(stage, "staff", "add", name, "--role", role, "--by", "Rina") == 0
    stage.say("telegram", "budi", "petugas")
    said(capsys)
    return stage


def test_staff_are_added_once(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(stage, "staff", "add", "Rina", "--role", "agent") == 0
    assert said(capsys)[0].splitlines()[0] == "Rina is on the staff as agent."
    assert run(stage, "staff", "add", "Rina", "--role", "supervisor") == 2
    assert said(capsys) == ("", "Rina is on the staff already.")
    assert audit(stage) == [("operator", "add staff", "Rina", "agent")]
    with pytest.raises(SystemExit):
        run(stage, "staff", "add", "Joko", "--role", "king")


def test_cases_are_listed(desk: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(desk, "staff", "cases") == 0
    assert said(capsys)[0].startswith("#1 asked (open) Budi H. 0812••••5544, since ")


def test_no_case_is_said_so(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(stage, "staff", "cases") == 0
    assert said(capsys)[0] == "No case is open."


def test_a_reply_reaches_the_customer_signed(desk: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(desk, "staff", "reply", "1", "Halo *Budi*, ada apa?", "--by", "Rina") == 0
    desk.send()
    shown = desk.last("telegram", "budi")
    assert "Rina" in shown
    assert "Halo *Budi*, ada apa?" in shown
    assert audit(desk)[-1] == ("Rina", "reply", "case 1", "Halo *Budi*, ada apa?")
    said(capsys)
    assert run(desk, "staff", "cases") == 0
    assert "(answered)" in said(capsys)[0]
    desk.say("telegram", "budi", "kartu saya hilang")
    assert desk.last("telegram", "budi") == shown


def test_a_conversation_that_is_handed_back_is_the_bots_again(desk: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(desk, "staff", "hand-back", "1", "--by", "Rina") == 0
    desk.send()
    assert "Rina" in desk.last("telegram", "budi")
    desk.say("telegram", "budi", "saldo")
    assert "Rp1.250.000" in desk.last("telegram", "budi")
    assert audit(desk)[-1] == ("Rina", "hand back", "case 1", "")
    said(capsys)
    assert run(desk, "staff", "cases") == 0
    assert said(capsys)[0] == "No case is open."


def test_what_the_bot_has_already_is_only_closed(desk: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    desk.tap("telegram", "budi", "Kembali ke bot")
    shown = desk.last("telegram", "budi")
    assert run(desk, "staff", "hand-back", "1", "--by", "Rina") == 0
    assert said(capsys)[0] == "The bot has the conversation of case 1 already; the case is closed."
    assert audit(desk)[-1] == ("Rina", "close case", "case 1", "")
    desk.send()
    assert desk.last("telegram", "budi") == shown
    assert run(desk, "staff", "cases") == 0
    assert said(capsys)[0] == "No case is open."
    assert all_rows(desk.database)["cases"][0]["answered_at"] is None


def test_a_case_shows_what_was_last_written(desk: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    desk.say("telegram", "budi", "uang saya\nkemarin " + "belum sampai " * 20)
    assert run(desk, "staff", "cases") == 0
    line = said(capsys)[0]
    assert len(line.splitlines()) == 1
    assert " | “uang saya kemarin belum sampai" in line
    assert line.endswith("…”")


def test_a_case_that_was_no_help_says_so(desk: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(desk, "staff", "hand-back", "1", "--by", "Rina") == 0
    desk.send()
    desk.tap("telegram", "budi", "Belum")
    said(capsys)
    assert run(desk, "staff", "cases") == 0
    assert said(capsys)[0].startswith("#1 asked (open, was no help) Budi H. 0812••••5544, since ")


def test_an_account_is_blocked_and_reactivated(desk: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    phone, subject = PEOPLE["sari"].phone, f"customer {desk.id_of('sari')}"
    assert run(desk, "staff", "block", phone, "--reason", "called, lost her phone", "--by", "Rina") == 0
    assert said(capsys)[0] == "The account of Sari W. is blocked; all her channels are told."
    assert audit(desk)[-1] == ("Rina", "block", subject, "called, lost her phone")
    assert run(desk, "staff", "block", phone, "--reason", "again", "--by", "Rina") == 2
    assert said(capsys)[1] == "The account of Sari W. is blocked already."
    assert run(desk, "staff", "reset-pin", phone, "--reason", "x", "--by", "Rina", "--without-case") == 2
    assert "is blocked" in said(capsys)[1]
    desk.send()
    for channel in ("telegram", "whatsapp"):
        assert "diblokir sejak 14.05 WIB" in desk.last(channel, "sari")
    assert run(desk, "staff", "reactivate", phone, "--reason", "KTP seen", "--by", "Tini") == 0
    assert said(capsys)[0] == "The account of Sari W. is active again; all her channels are told."
    assert audit(desk)[-1] == ("Tini", "reactivate", subject, "KTP seen")
    desk.send()
    for channel in ("telegram", "whatsapp"):
        assert "aktif lagi" in desk.last(channel, "sari")
    assert len(audit(desk)) == 6


def test_a_new_pin_without_a_case_says_so_in_the_audit_line(desk: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    phone = PEOPLE["sari"].phone
    assert run(desk, "staff", "reset-pin", phone, "--reason", "at the desk", "--by", "Rina", "--without-case") == 0
    assert audit(desk)[-1] == ("Rina", "reset pin", f"customer {desk.id_of('sari')}", "without a case: at the desk")
    said(capsys)


def test_a_pin_is_set_anew_after_staff_have_checked(desk: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    desk.tap("telegram", "budi", "Kembali ke bot")
    for words in ("lupa pin", "Budi Hartono", "budi@contoh.id", "isi saldo BCA"):
        desk.say("telegram", "budi", words)
    assert run(desk, "staff", "reset-pin", PEOPLE["budi"].phone, "--reason", "KTP seen", "--by", "Rina") == 0
    assert said(capsys)[0].startswith("Budi H. may set a new PIN until ")
    assert audit(desk)[-1] == ("Rina", "reset pin", f"customer {desk.id_of('budi')}", "KTP seen")
    desk.send()
    for channel in ("telegram", "whatsapp"):
        assert "PIN" in desk.last(channel, "budi")
    desk.tap("telegram", "budi", "Buat PIN baru")
    desk.say("telegram", "budi", desk.code("budi"))
    for pin in (OTHER_PIN, OTHER_PIN):
        desk.enter("telegram", "budi", pin)
    desk.say("telegram", "budi", "kirim 50rb ke 081298764567")
    desk.say("telegram", "budi", "ya")
    desk.enter("telegram", "budi", OTHER_PIN)
    assert desk.balance("budi") == 1_200_000


REFUSED = [
    (["reply", "1", "Halo", "--by", "Joko"], "Joko is not on the staff"),
    (["reply", "1", "Halo", "--by", "Agus"], "Auditors look on"),
    (["reply", "2", "Halo", "--by", "Rina"], "Case 2 has no conversation"),
    (["reply", "1", "  ", "--by", "Rina"], "A reply has 1 to 1000 characters"),
    (["reply", "1", "a" * 1_001, "--by", "Rina"], "A reply has 1 to 1000 characters"),
    (["hand-back", "1", "--by", "Joko"], "Joko is not on the staff"),
    (["hand-back", "1", "--by", "Agus"], "Auditors look on"),
    (["hand-back", "9", "--by", "Rina"], "Case 9 has no conversation"),
    (["reset-pin", "081277665544", "--reason", "x", "--by", "Joko"], "Joko is not on the staff"),
    (["reset-pin", "081277665544", "--reason", "x", "--by", "Agus"], "Auditors look on"),
    (["reset-pin", "081355512345", "--reason", "x", "--by", "Rina"], "No customer has this number"),
    (["reset-pin", "budi", "--reason", "x", "--by", "Rina"], "No customer has this number"),
    (["reset-pin", "081277665544", "--reason", "x", "--by", "Rina"], "No case of Budi H. asks for a new PIN"),
    (["reset-pin", "081277665544", "--reason", " ", "--by", "Rina"], "A reason is needed"),
    (["block", "081277665544", "--reason", "x", "--by", "Joko"], "Joko is not on the staff"),
    (["block", "081277665544", "--reason", "x", "--by", "Agus"], "Auditors look on"),
    (["block", "081277665544", "--reason", "x", "--by", "Dina"], "Agents and supervisors block"),
    (["block", "081277665544", "--reason", "", "--by", "Rina"], "A reason is needed"),
    (["block", "081355512345", "--reason", "x", "--by", "Rina"], "No customer has this number"),
    (["reactivate", "081277665544", "--reason", "x", "--by", "Rina"], "Only a supervisor reactivates"),
    (["reactivate", "081277665544", "--reason", "x", "--by", "Tini"], "is not blocked"),
    (["reactivate", "081277665544", "--reason", "\t", "--by", "Tini"], "A reason is needed"),
]


def test_what_staff_may_not_do_is_refused(desk: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    before = all_rows(desk.database)
    for arguments, why in REFUSED:
        assert run(desk, "staff", *arguments) == 2
        out, complaint = said(capsys)
        assert (out, why in complaint) == ("", True), arguments
    assert all_rows(desk.database) == before


def test_an_act_names_who_does_it() -> None:
    for act in (
        "reply 1 Halo",
        "hand-back 1",
        "reset-pin 081277665544 --reason x",
        "add Sinta",
        "block 0812 --reason x",
    ):
        with pytest.raises(SystemExit) as ended:
            cli.run(["staff", *act.split()], _nobody)
        assert ended.value.code == 2


# Sending.


def test_draining_empties_the_queue_and_ends(stage: Stage) -> None:
    stage.wallet.__dict__["channels"] = stage.recorders
    stage.pay_in("budi", 50_000)
    stage.pay_in("sari", 50_000)
    assert run(stage, "send", "--drain") == 0
    assert {row["status"] for row in messages(stage.database, direction="out")} == {"sent"}
    assert len([out for recorder in stage.recorders.values() for out in recorder.sent]) == 2
    assert run(stage, "send", "--drain") == 0


def test_the_templates_of_whatsapp_are_printed_without_a_secret(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TWILIO_TEMPLATES", "list_4=HX" + "a" * 32)
    assert cli.run(["twilio", "templates"], _nobody) == 0
    out, complaint = said(capsys)
    assert complaint == ""
    assert f"list_4: set to HX{'a' * 32}" in out
    assert "money_in_id: not set" in out
    assert "1 of 21 are set." in out
