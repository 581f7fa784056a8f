"""What all tests of trust share."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fifty threads on a busy machine may take longer than a turn may in production; that is not what is tested."""
    monkeypatch.setattr("bot.intake.DEADLINE_SECONDS", 60.0)
