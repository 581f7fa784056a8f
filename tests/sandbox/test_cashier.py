"""The cashier's endpoint: tills and cash machines of cardboard, with the wallet's real answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sandbox.office import SandboxOffice, office_endpoints
from sandbox.world import World
from tests.stage import START, Stage


@pytest.fixture
def till(stage: Stage, tmp_path: Path) -> FlaskClient:
    """A client of the sandbox over the stage."""
    world = World(tmp_path / "world.sqlite3", lambda: START)
    office = SandboxOffice(stage.database, stage.secrets, world)
    app = Flask(__name__)
    app.register_blueprint(office_endpoints(office, world))
    return app.test_client()


def ask(till: FlaskClient, **asked: Any) -> dict[str, Any]:
    """Ask, and return the answer."""
    answer = till.post("/sandbox/cashier", json=asked)
    assert answer.status_code == 200
    return dict(answer.get_json())


def make_token(stage: Stage, words: str) -> str:
    """Have Budi make a token in his chat; return its digits."""
    for each in (words, "ya", "482915"):
        stage.say("telegram", "budi", each)
    return stage.token("budi")


@pytest.mark.parametrize(
    ("words", "partner", "amount"),
    [
        ("tarik 300rb di alfamart", "alfamart", 300_000),
        ("tarik 150rb di indomaret", "indomaret", "Rp150.000"),
        ("tarik 1jt di danamon", "danamon", 1_000_000),
    ],
)
def test_cash_is_handed_out_once(stage: Stage, till: FlaskClient, words: str, partner: str, amount: Any) -> None:
    asked = {"partner": partner, "action": "redeem", "phone": "081277665544", "token": make_token(stage, words)}
    first, again = (ask(till, **asked, amount=amount) for _ in range(2))
    stage.send()
    assert set(first) == {"ok", "reference"}
    assert first["ok"] is True
    assert first["reference"] in stage.last("telegram", "budi")
    assert again == {"ok": False, "reason": "Not done: this token has been used already."}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"token": "00000000"}, "Not done: number or token is wrong."),
        ({"token": ""}, "Not done: the customer's token is missing."),
        ({"token": None}, "Not done: the customer's token is missing."),
        ({"phone": "+6281298764567"}, "Not done: number or token is wrong."),
        ({"phone": "12"}, "'12' is no mobile number. No cash changed hands."),
        ({"amount": 250_000}, "Not done: this token is for another amount."),
        ({"amount": "lots"}, "'lots' is no amount. No cash changed hands."),
        ({"amount": -300_000}, "'Rp-300000' is no amount. No cash changed hands."),
        ({"partner": "indomaret"}, "Not done: this token is for another place."),
        ({"partner": "digibos"}, "Not done: that is not possible here."),
        ({"partner": "warung"}, "No such counter. No cash changed hands."),
        ({"action": "steal"}, "No such counter. No cash changed hands."),
        ({"action": "topup", "partner": "danamon"}, "Not done: that is not possible here."),
        ({"action": "topup", "partner": "digibos", "amount": 5_000}, "Not paid in: from Rp10,000 to Rp1,000,000."),
        ({"action": "topup", "amount": 60_000}, "Not paid in: multiples of Rp50,000, at most Rp1,000,000."),
        ({"action": "topup", "phone": "081355512345"}, "Not paid in: no KasPro account has this number."),
    ],
)
def test_the_reason_says_what_is_wrong(stage: Stage, till: FlaskClient, changed: dict[str, Any], reason: str) -> None:
    code = make_token(stage, "tarik 300rb di alfamart")
    asked = {"partner": "alfamart", "action": "redeem", "phone": "081277665544", "token": code, "amount": 300_000}
    assert ask(till, **{**asked, **changed}) == {"ok": False, "reason": reason}


def test_cash_is_taken_in(stage: Stage, till: FlaskClient) -> None:
    for partner, amount in (("alfamart", 50_000), ("digibos", 12_500)):
        taken = ask(till, partner=partner, action="topup", phone="081298764567", token="", amount=amount)
        assert taken["ok"] is True
    assert stage.balance("sari") == 62_500


def test_a_form_does_as_well_as_json(stage: Stage, till: FlaskClient) -> None:
    asked = {"partner": "alfamart", "action": "topup", "phone": "081298764567", "token": "", "amount": "50000"}
    assert till.post("/sandbox/cashier", data=asked).get_json()["ok"] is True
    assert stage.balance("sari") == 50_000
