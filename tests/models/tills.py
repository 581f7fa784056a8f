"""Tills: what the tests of tokens and counters share: a token is made, and how it and its owner then stand."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from models.check_books import check
from models.figures import set_figure
from models.ledger import wallet_of
from models.making_tokens import MakeToken, MakeTopupToken
from models.money import Money
from models.orders import Agreed
from tests.stage import Stage

FREE = 1_250_000
MINUTE = timedelta(minutes=1)
LIFE = timedelta(minutes=15)


def make(
    stage: Stage, amount: int = 300_000, partner: str = "alfamart", *, who: str = "budi", key: str = "run", fee: int = 0
) -> str:
    """Have a withdrawal token made and told; return what came of it."""
    order = MakeToken(key, stage.id_of(who), Money(amount), Money(fee), partner)
    told = stage.order(Agreed(order, "draft")).NAME
    stage.send()
    return str(told)


def make_topup(stage: Stage, *, who: str = "budi", key: str = "run topup", partner: str = "indomaret") -> str:
    """Have a top-up token made and told; return what came of it."""
    told = stage.order(MakeTopupToken(key, stage.id_of(who), partner)).NAME
    stage.send()
    return str(told)


def wrong(code: str) -> str:
    """Return other digits."""
    return code[:-1] + ("1" if code[-1] == "0" else "0")


def status(stage: Stage, key: str = "run") -> str:
    """How the token of this order stands."""
    with stage.database.read() as connection:
        asked = text("SELECT status FROM tokens WHERE order_key = :key")
        return str(connection.execute(asked, {"key": key}).scalar_one())


def wallet(stage: Stage, who: str = "budi") -> tuple[int, int]:
    """What somebody has free, and what is held."""
    with stage.database.read() as connection:
        found = wallet_of(connection, stage.id_of(who))
    return int(found.available), int(found.held)


def told(stage: Stage, who: str = "budi") -> list[str]:
    """The names of the facts that somebody was told, oldest first."""
    with stage.database.read() as connection:
        asked = text("SELECT fact FROM messages WHERE customer_id = :id AND fact <> '' ORDER BY id")
        return list(connection.execute(asked, {"id": stage.id_of(who)}).scalars())


def is_clean(stage: Stage) -> bool:
    """Whether the books balance."""
    with stage.database.read() as connection:
        return check(connection) == []


def set_to(stage: Stage, name: str, value: int) -> None:
    """Change an operator's figure."""
    with stage.database.begin() as connection:
        set_figure(connection, name, value)
