"""Fixtures that all tests share: a fresh database of either sort, and the stage over it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.customers import Tier
from models.database import Database
from tests.databases import drop, fresh
from tests.stage import Stage


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` rewrites the replies in the transcripts, for review."""
    parser.addoption("--update", action="store_true", help="rewrite the replies in tests/conversations")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to `make soak` what is `long`; keep in one worker what a browser does, or what rewrites one file."""
    if not os.environ.get("KASPRO_LONG"):
        long = [item for item in items if _is_long(item)]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in set(long)]
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.xdist_group("browser"))  # Two browsers at once starve each other on two cores.
        elif config.getoption("--update"):
            item.add_marker(pytest.mark.xdist_group("update"))


def _is_long(item: pytest.Item) -> bool:
    """Return whether a test is marked `long`, everywhere or on the database it would run on."""
    kind = getattr(item, "callspec", None) and item.callspec.params.get("database")  # type: ignore[attr-defined]  # pytest's own
    return any(not mark.args or kind in mark.args for mark in item.iter_markers("long"))


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty, migrated database."""
    made = fresh(request.param, tmp_path)
    yield made
    drop(made)


@pytest.fixture
def empty_stage(database: Database) -> Stage:
    """Nobody has a wallet yet."""
    return Stage(database)


@pytest.fixture
def stage(empty_stage: Stage) -> Stage:
    """Budi is Premium with Rp1.250.000, Sari Regular with nothing; Joko is a stranger."""
    empty_stage.add("budi", tier=Tier.PREMIUM, balance=1_250_000, channels=("whatsapp", "telegram"))
    empty_stage.add("sari", channels=("telegram", "whatsapp"))
    return empty_stage
