"""Logs: one object a line, and in none of them a number, a name, a secret or a word of a customer's."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import BaseModel, ValidationError
from sqlalchemy import text

from bot.logs import ForGunicorn, Json, Plain, masked, told
from models.database import Database
from tests.databases import on_postgresql, on_sqlite
from tests.stage import OTHER_PIN, PEOPLE, PIN, WRONG_PIN, Stage
from tests.trust.leaks import codes, found, tokens
from tests.trust.test_d20_canaries import crashes, sends

ROOT = Path(__file__).parents[2]


class Lines(logging.Handler):
    """What would be in the log, as the formatter makes it."""

    def __init__(self, form: logging.Formatter) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(form)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        self.lines.append(self.format(record))


@pytest.fixture(params=["json", "plain"])
def logged(request: pytest.FixtureRequest) -> Iterator[Lines]:
    """All that is logged, at whatever level, by whatever library."""
    handler = Lines(Json("serve") if request.param == "json" else Plain())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    root.setLevel(level)


# What is hidden.


@pytest.mark.parametrize(
    "words",
    [
        "typed 482915 here",
        "4 8 2 9 1 5",
        "482.915",
        "+62 812-7766-5544",
        "081277665544",
        "VA 10901081277665544",
        "NIK 3171046512950003",
        "token 48217736",
    ],
)
def test_digits_are_hidden(words: str) -> None:
    assert not re.search(r"\d", masked(words))


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("POST https://api.telegram.org/bot7000000001:AAHsecret-x/sendMessage", "POST https://api.telegram.org/bot•••/sendMessage"),
        ("GET /pin/Zk3v_x-9 failed", "GET /pin/••• failed"),
        ("GET /staff/find?q=Budi+Hartono failed", "GET /staff/find?••• failed"),
        ("postgresql://kaspro:p4ss@db.internal/kaspro", "postgresql://•••@db.internal/kaspro"),
        ("budi@contoh.id wrote", "•••@••• wrote"),
        ("Authorization: Bearer abc", "Authorization: •••"),
        ("account AC0123456789abcdef0123456789abcdef", "account •••"),
        ("gAAAAABnQ2-sealed_text_0123456789", "•••"),
        ("waits for 30 s, tried 3 of 300 times, answered 503", "waits for 30 s, tried 3 of 300 times, answered 503"),
        ("the table messages_conversation_of_customer", "the table messages_conversation_of_customer"),
    ],
)  # fmt: skip
def test_secrets_and_addresses_are_hidden_and_the_rest_is_not(words: str, left: str) -> None:
    assert masked(words) == left


def test_ids_of_rows_stay_and_texts_do_not(logged: Lines) -> None:
    log = logging.getLogger("bot.sender")
    log.error("message %d of %s may or may not have been sent", 1234567, "+6281277665544")
    log.error("the job %(job)s of %(id)d failed", {"job": "expire 081277665544", "id": 7654321})
    assert "message 1234567 of" in logged.lines[0]
    assert "of 7654321 failed" in logged.lines[1]
    assert not any("81277665544" in line for line in logged.lines)


def test_numbers_of_others_do_not_stay(logged: Lines) -> None:
    logging.getLogger("some.library").warning("called with %d", 81277665544)
    assert "81277665544" not in logged.lines[0]


@pytest.mark.parametrize(
    "broken", [("%d rows", ("many 482915",)), ("%s and %s 482915", (PIN,)), ("no place 482915", (PIN,))]
)
def test_a_line_that_is_broken_is_told_without_secrets(broken: tuple[str, tuple[Any, ...]]) -> None:
    for form in (Json("send"), Plain()):
        line = form.format(logging.LogRecord("bot", logging.ERROR, "", 0, *broken, None))
        assert "ERROR" in line
        assert PIN not in line


# Errors.


def test_values_in_errors_are_hidden() -> None:
    class Form(BaseModel):
        amount: int

    with pytest.raises(ValidationError) as wrong:
        Form.model_validate({"amount": "lima puluh Budi"})
    errors = (
        ValueError("invalid literal for int() with base 10: 'lima puluh'"),
        KeyError("Budi Hartono"),
        RuntimeError('cannot send "halo Budi"'),
        wrong.value,
    )
    for error in errors:
        assert not re.search("Budi|lima", told(error)), told(error)
    assert told(ValueError("invalid literal for int() with base 10: 'lima'")).startswith("ValueError: invalid literal")
    assert told(AttributeError("'NoneType' object has no attribute 'run'")).endswith("no attribute 'run'")
    assert told(RuntimeError()) == "RuntimeError"


def test_an_error_is_told_by_its_class_and_place_with_its_cause(logged: Lines) -> None:
    def breaks() -> None:
        raise KeyError("Budi 482915")

    try:
        try:
            breaks()
        except KeyError as error:
            raise RuntimeError("the turn of 081277665544 failed") from error
    except RuntimeError:
        logging.getLogger("bot.intake").exception("a turn failed on %s", "telegram")
    line = logged.lines[0]
    assert "in breaks" in line
    assert "KeyError" in line
    assert "RuntimeError: the turn of ••• failed" in line
    assert not re.search("Budi|482915|0812", line)


@on_postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO customers SELECT * FROM customers WHERE first_name = 'Budi'",
        "UPDATE customers SET phone = '+6281298764567' WHERE first_name = 'Budi'",
        "UPDATE customers SET tier = NULL WHERE first_name = 'Budi'",
        "SELECT CAST('Budi' AS BIGINT)",
    ],
)
def test_the_details_of_postgresql_are_hidden(stage: Stage, logged: Lines, statement: str) -> None:
    try:
        with stage.database.begin() as connection:
            connection.execute(text(statement))
    except Exception as error:
        told = [f"{error} {getattr(error, 'orig', '')}"]
        logging.getLogger("bot.intake").exception("a turn failed")
    assert re.search(r"Budi|\+62812", told[0])  # It would be there.
    line = logged.lines[-1]
    assert "psycopg.errors" in line
    assert not re.search(r"Hartono|Wulandari|contoh|\+?62812|[^a-z]Budi", line.partition("[SQL")[0])


# Everybody's loggers.


@on_sqlite
@pytest.mark.parametrize("logged", ["json"], indirect=True)  # The other form is made of the same parts.
def test_no_secret_of_any_flow_is_in_the_log(
    stage: Stage, logged: Lines, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """D20 through the log: transfers, wrong PINs, pages, crashes, with all that any library logs."""
    caplog.set_level(logging.INFO, logger="sqlalchemy")
    sends(stage, "telegram")
    crashes(stage, monkeypatch)
    stage.send()
    secrets = [PIN, OTHER_PIN, WRONG_PIN, *codes(stage)]
    people = [part for each in PEOPLE.values() for part in (each.phone[3:], each.email, each.last_name)]
    hits = [line for line in logged.lines if found(line, secrets, tokens(stage)) or any(one in line for one in people)]
    assert len(logged.lines) > 100
    assert hits == []


def test_the_token_of_the_bot_is_hidden_in_what_httpx_logs(logged: Lines, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="httpx")

    def refuse(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(401)

    with httpx.Client(transport=httpx.MockTransport(refuse)) as client:
        client.post("https://api.telegram.org/bot7000000001:AAH-secret/sendMessage")
    assert any("HTTP Request: POST" in line for line in logged.lines)
    assert not any("AAH-secret" in line or "7000000001" in line for line in logged.lines)


def test_gunicorn_logs_where_all_is_logged(logged: Lines) -> None:
    from gunicorn.config import Config

    log = ForGunicorn(Config())
    try:
        raise OSError("no such page: 'Budi'")
    except OSError:
        log.exception("Error handling request %s", "/pin/Zk3v_x-9?q=081277665544")
    assert log.error_log.handlers == []
    assert "Error handling request /pin/•••" in logged.lines[-1]
    assert not re.search("Zk3v|0812|Budi", logged.lines[-1])


# The form.


def test_each_line_is_one_object() -> None:
    record = logging.LogRecord("bot.sender", logging.ERROR, "", 0, "it broke\nin %d lines: %s", (2, "“é”"), None)
    line = Json("send").format(record)
    assert "\n" not in line
    told = json.loads(line)
    assert re.fullmatch(r"2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", told.pop("time"))
    assert told.pop("pid") == record.process
    assert told == {
        "level": "ERROR",
        "logger": "bot.sender",
        "process": "send",
        "message": "it broke\nin 2 lines: “é”",
    }


@pytest.mark.parametrize("form", ["json", "plain"])
def test_what_nobody_catches_is_logged_too(form: str) -> None:
    """Also what a thread raises, what Python warns of, and what a library logs at a level of its own."""
    program = (
        "import logging, threading, warnings; from bot import logs\n"
        f"logs.set_up({form!r}, 'send')\n"
        "def breaks(): raise ValueError('PIN 482915 of Budi')\n"
        "thread = threading.Thread(target=breaks); thread.start(); thread.join()\n"
        "warnings.warn('482915 is deprecated')\n"
        "logging.getLogger('httpx').info('HTTP Request: POST https://api.telegram.org/bot7:AA/sendMessage')\n"
        "breaks()\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "482915" not in ended.stderr
    assert "HTTP Request" not in ended.stderr
    assert ended.stderr.count("ended by an error") == 2
    if form == "json":
        assert {json.loads(line)["process"] for line in ended.stderr.splitlines()} == {"send"}


@on_sqlite
def test_a_page_that_fails_is_logged_by_its_rule(database: Database, logged: Lines) -> None:
    def broken(word: str) -> str:
        raise KeyError(word)

    stage = Stage(database)
    stage.wallet.web.add_url_rule("/broken/<word>", view_func=broken)
    assert stage.web.get("/broken/Budi").status_code == 500
    assert any("/broken/<word>" in line for line in logged.lines)
    assert not any("Budi" in line for line in logged.lines)
