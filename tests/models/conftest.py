"""The wallets that the money tests share."""

from __future__ import annotations

import pytest

from models.database import Database
from tests.models.books import Books, budi_and_sari


@pytest.fixture
def books(database: Database) -> Books:
    """Budi has Rp100.000, Sari nothing."""
    return budi_and_sari(database)
