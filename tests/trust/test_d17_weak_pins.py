"""D17: every PIN that a rule calls weak is refused, nearly all others are taken; a stolen database verifies none."""

from __future__ import annotations

import time

import pytest
from sqlalchemy import text

from models.secrets import Secrets
from models.weak_pins import is_weak, weak_pins
from tests.stage import PIN, Stage
from tests.trust.crowd import dice
from tests.trust.score import figure

RANDOM = 20_000
TAKEN_AT_LEAST = 0.9
FAMOUS = (
    "123456 654321 111111 000000 123123 121212 112233 666666 159753 147258 789456 010190 311299 991231 202611 198507"
)


@pytest.mark.parametrize("pin", FAMOUS.split())
def test_pins_that_everybody_would_try_are_weak(pin: str) -> None:
    assert is_weak(pin)


def test_about_a_tenth_of_all_pins_are_weak() -> None:
    share = len(weak_pins()) / 1_000_000
    figure("D17", "", f"{len(weak_pins())} PINs refused by rule, {share:.1%}")
    assert 0.04 < share < 0.1
    assert all(len(pin) == 6 and pin.isdigit() for pin in weak_pins())


def test_nearly_every_random_pin_is_taken() -> None:
    chance = dice(17)
    taken = sum(not is_weak(f"{chance.randrange(10**6):06}", phone="+6281277665544") for _ in range(RANDOM))
    figure("D17", "", f"{taken} of {RANDOM} random PINs taken")
    assert taken / RANDOM >= TAKEN_AT_LEAST


@pytest.mark.parametrize("pin", ["812776", "766554", "277665", "127766"])
def test_nobodys_pin_is_in_her_own_number(pin: str) -> None:
    assert is_weak(pin, phone="+6281277665544")
    assert not is_weak(pin, phone="+6281298764567")


def test_every_weak_pin_is_refused_where_it_is_chosen(stage: Stage) -> None:
    """A few hundred through the conversation itself; the rule they pass through is the one that the rest passed."""
    for words in ("ganti pin", PIN):
        stage.say("telegram", "budi", words)
    tried = [*dice(5).sample(sorted(weak_pins()), 40), "812776"]
    for pin in tried:
        stage.say("telegram", "budi", pin)
        assert "mudah ditebak" in stage.last("telegram", "budi"), pin
    figure("D17", stage.database, f"{len(tried)} weak PINs refused in the chat")


def test_a_stolen_database_verifies_no_pin_without_the_pepper(stage: Stage) -> None:
    with stage.database.read() as connection:
        kept = connection.execute(text("SELECT pin FROM customers WHERE id = :id"), {"id": stage.id_of("budi")})
        stolen = str(kept.scalar_one())
    without = Secrets(key="k" * 40, pepper="another pepper, as long as a real one", memory_kib=64, passes=1)
    figure(
        "D17",
        stage.database,
        "a dump without the pepper verifies no PIN",
        secrets=int(without.pin_matches(stolen, PIN)),
    )
    assert stage.secrets.pin_matches(stolen, PIN)
    assert not without.pin_matches(stolen, PIN)
    assert PIN not in stolen


def test_a_pin_is_hashed_as_slowly_as_the_floor_says() -> None:
    real = Secrets(key="k" * 40, pepper="p" * 40)
    hashed = real.hash_pin(PIN, real.salt_for("somebody"))
    assert "m=19456,t=2,p=1" in hashed
    began = time.perf_counter()
    assert real.pin_matches(hashed, PIN)
    figure("D17", "", f"{(time.perf_counter() - began) * 1000:.0f} ms to verify one PIN")


def test_two_customers_with_one_pin_have_two_hashes(stage: Stage) -> None:
    with stage.database.read() as connection:
        kept = list(connection.execute(text("SELECT pin FROM customers")).scalars())
    assert len(set(kept)) == len(kept) == 2
