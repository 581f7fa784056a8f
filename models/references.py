"""References: the eight characters by which a customer and our staff speak of a transfer.

They leave out 0 O 1 I L, which are taken for one another when read aloud; both sides of a transfer have the same one.
"""

from __future__ import annotations

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8


def new_reference() -> str:
    """Return a reference by chance: one of 31 ** 8, so that nobody guesses another's."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def spoken(reference: str) -> str:
    """Return the reference as it is shown: 8F2K-9QTM."""
    return f"{reference[:4]}-{reference[4:]}" if reference else ""
