"""A browser at the desk: it keeps cookies, reads the forms it is shown, and knows the time that the desk goes by."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from models import clock
from staff import door as staff_door
from tests.rows import all_rows
from tests.stage import Stage, settings

PASSWORD = "sangat-rahasia-9"
FORM_TOKEN = re.compile(r'name="form_token" value="([^"]+)"')


def form_tokens(answer: TestResponse) -> list[str]:
    """Return the tokens of the forms on a page, from the top."""
    found: list[str] = FORM_TOKEN.findall(answer.text)
    return found


@dataclass
class Desk:
    """The desk as a browser has it, over a stage."""

    stage: Stage
    moved: timedelta = timedelta(0)
    scheme: str = "https"
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.stage.web

    def another(self) -> Desk:
        """Another browser, at the same time."""
        return Desk(self.stage, self.moved, self.scheme)

    def get(self, path: str, **asked: Any) -> TestResponse:
        """Ask for a page."""
        return self.client.get(path, base_url=f"{self.scheme}://kaspro.example", **asked)

    def see(self, path: str) -> str:
        """Ask for a page that is there."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def post(self, path: str, form: dict[str, str], **asked: Any) -> TestResponse:
        """Send a form."""
        return self.client.post(path, data=form, base_url=f"{self.scheme}://kaspro.example", **asked)

    def sign_in(self, name: str = "dewi", password: str = PASSWORD, **asked: Any) -> TestResponse:
        """Open the sign-in page and send its form."""
        token = form_tokens(self.get("/staff/sign-in"))[-1]
        return self.post("/staff/sign-in", {"form_token": token, "name": name, "password": password}, **asked)

    def form_token(self, path: str = "/staff/") -> str:
        """What the forms of this session carry."""
        return form_tokens(self.get(path))[0]

    def audit(self, action: str) -> list[dict[str, Any]]:
        """The audit lines of that act, oldest first."""
        return [row for row in all_rows(self.stage.database)["audit"] if row["action"] == action]

    def conversation(self, name: str, channel: str) -> int:
        """The number of somebody's conversation."""
        asked = text(
            "SELECT c.id FROM conversations c JOIN identities i ON i.id = c.identity_id "
            "WHERE i.channel = :channel AND i.sender = :sender"
        )
        with self.stage.database.read() as connection:
            sender = self.stage.sender_of(channel, name)
            return int(connection.execute(asked, {"channel": channel, "sender": sender}).scalar_one())


def put_on_staff(stage: Stage, name: str, role: str, password: str = PASSWORD) -> None:
    """Add somebody with a password that is known here."""
    assert stage.staff(["add", name, "--role", role]) == 0
    hashed = stage.secrets.hash_password(password)
    with stage.database.begin() as connection:
        connection.execute(text("UPDATE staff SET password = :it WHERE name = :name"), {"it": hashed, "name": name})


@pytest.fixture
def closed_desk(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Dewi is a supervisor and has not signed in; `moved` shifts the real time that the desk goes by."""
    put_on_staff(stage, "dewi", "supervisor")
    desk = Desk(stage)

    def moved_now(connection: Any) -> datetime:
        return clock.real_now(connection) + desk.moved

    monkeypatch.setattr(staff_door, "real_now", moved_now)
    return desk


@pytest.fixture
def desk(closed_desk: Desk) -> Desk:
    """Dewi has signed in."""
    assert closed_desk.sign_in().status_code == 303
    return closed_desk


@pytest.fixture
def plain_desk(stage: Stage) -> Desk:
    """The desk on this machine alone, without TLS."""
    put_on_staff(stage, "dewi", "supervisor")
    stage.settings = settings(public_url="http://kaspro.example")
    stage.restart()
    return Desk(stage, scheme="http")
