"""The world that the sandbox's tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.world import World
from tests.sandbox import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(tmp_path: Path, clock: Clock) -> World:
    return World(tmp_path / "world.db", clock)
