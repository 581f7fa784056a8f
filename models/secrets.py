"""Secrets: how PINs, codes and links are kept so that a stolen database gives none of them away.

The pepper and the key stand outside the database (`PIN_PEPPER`, `SECRET_KEY`); without the pepper no PIN can be
verified.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import threading
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from cryptography.fernet import Fernet, InvalidToken

PIN_LENGTH = 6


class Secrets:
    """Hashes, seals, and makes what nobody may guess."""

    def __init__(self, *, key: str, pepper: str, memory_kib: int = 19_456, passes: int = 2) -> None:
        """The defaults are OWASP's floor for argon2id; tests use less."""
        self._key = key.encode()
        self._pepper = pepper.encode()
        self._argon = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=1)
        self._fernet = Fernet(base64.urlsafe_b64encode(self._derive("sealed")))
        self._hashing = threading.BoundedSemaphore(max(1, os.cpu_count() or 1))

    def _derive(self, purpose: str) -> bytes:
        return hmac.new(self._key, purpose.encode(), hashlib.sha256).digest()

    def _peppered(self, pin: str) -> bytes:
        return hmac.new(self._pepper, pin.encode(), hashlib.sha256).hexdigest().encode()

    def hash_pin(self, pin: str, salt: bytes) -> str:
        """Return the PIN as the customer's row holds it. Slow on purpose: never inside a transaction."""
        with self._hashing:
            return self._argon.hash(self._peppered(pin), salt=salt)

    def pin_matches(self, kept: str, pin: str) -> bool:
        """Return whether this is the PIN. Slow on purpose: never inside a transaction."""
        with self._hashing:
            try:
                return self._argon.verify(kept, self._peppered(pin))
            except (VerificationError, InvalidHashError):
                return False

    def hash_password(self, password: str) -> str:
        """Return a staff password as her row holds it, under a salt by chance. Slow: never inside a transaction."""
        with self._hashing:
            return self._argon.hash(self._peppered(password))

    def password_matches(self, kept: str, password: str) -> bool:
        """Return whether this is the password; as slow where none is kept: nobody learns whose name is known."""
        nobody = self._nobody
        with self._hashing:
            try:
                return self._argon.verify(kept or nobody, self._peppered(password)) and bool(kept)
            except (VerificationError, InvalidHashError):
                return False

    @cached_property
    def _nobody(self) -> str:
        """The hash of a password that nobody has."""
        return self._argon.hash(secrets.token_bytes(16))

    def salt_for(self, purpose: str) -> bytes:
        """Return a salt that is the same each time for one purpose, so that a turn which starts over hashes once."""
        return self._derive(f"salt {purpose}")[:16]

    @staticmethod
    def salt_of(kept: str) -> bytes:
        """Return the salt in a kept PIN: a customer keeps hers, so that a PIN used before shows as the same hash."""
        salt = kept.split("$")[4]
        return base64.b64decode(salt + "=" * (-len(salt) % 4))

    def fingerprint(self, *parts: str) -> str:
        """Return a keyed hash of short-lived secrets (codes, links), bound to all the parts."""
        return hmac.new(self._derive("fingerprint"), "\0".join(parts).encode(), hashlib.sha256).hexdigest()

    def seal(self, text: str) -> bytes:
        """Return the text encrypted."""
        return self._fernet.encrypt(text.encode())

    def unseal(self, sealed: bytes) -> str:
        """Return the text that `seal` took; raises `ValueError` under another key."""
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken as error:
            raise ValueError("sealed under another key") from error

    @staticmethod
    def new_code() -> str:
        """Return six random digits."""
        return f"{secrets.randbelow(10**PIN_LENGTH):0{PIN_LENGTH}d}"

    @staticmethod
    def new_link() -> str:
        """Return 128 random bits for a URL."""
        return secrets.token_urlsafe(16)
