"""The vault: each customer's own key, under which her photos and ID numbers are encrypted; it knows no file.

Without the key nothing of hers can be read any more: to erase it is to erase her, in every backup of the files as well.
"""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import BigInteger, LargeBinary, text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from .clock import to_ms
from .customers import CustomerId
from .secrets import Secrets

KEY_BYTES = 32
VERSION = b"\x01"
"""AES-256-GCM with a nonce of 96 bits before it. Another way of encrypting gets another number."""

_NONCE_BYTES, _TAG_BYTES = 12, 16


class CustomerKeyRow(SQLModel, table=True):
    """A customer's key, sealed under SECRET_KEY."""

    __tablename__ = "customer_keys"

    customer_id: int = Field(
        primary_key=True, sa_type=BigInteger, foreign_key="customers.id", sa_column_kwargs={"autoincrement": False}
    )
    sealed: bytes = Field(sa_type=LargeBinary)
    created_at: int = Field(sa_type=BigInteger)


@dataclass(frozen=True)
class CustomerKey:
    """256 random bits that are one customer's."""

    customer: CustomerId
    bits: bytes = field(repr=False)


_KEY = text("SELECT sealed FROM customer_keys WHERE customer_id = :customer")
_ADD = text(
    "INSERT INTO customer_keys (customer_id, sealed, created_at) VALUES (:customer, :sealed, :at) "
    "ON CONFLICT (customer_id) DO NOTHING"
)
_FORGET = text("DELETE FROM customer_keys WHERE customer_id = :customer")


def key_of(connection: Connection, secrets: Secrets, customer_id: CustomerId, at: datetime) -> CustomerKey:
    """Return the customer's key, made when it is first asked for; ValueError if SECRET_KEY is not what it was."""
    kept = connection.execute(_KEY, {"customer": customer_id}).scalar_one_or_none()
    if kept is None:
        sealed = secrets.seal(base64.b64encode(os.urandom(KEY_BYTES)).decode())
        connection.execute(_ADD, {"customer": customer_id, "sealed": sealed, "at": to_ms(at)})
        # Somebody else may have made it first: theirs is then the key.
        kept = connection.execute(_KEY, {"customer": customer_id}).scalar_one()
    return CustomerKey(customer_id, base64.b64decode(secrets.unseal(bytes(kept))))


def existing_key(connection: Connection, secrets: Secrets, customer_id: CustomerId) -> CustomerKey | None:
    """Return the customer's key, or None if she has none or was erased; for readers, who may make none."""
    kept = connection.execute(_KEY, {"customer": customer_id}).scalar_one_or_none()
    return None if kept is None else CustomerKey(customer_id, base64.b64decode(secrets.unseal(bytes(kept))))


def forget_key(connection: Connection, customer_id: CustomerId) -> None:
    """Erase the customer's key: whatever was encrypted under it can never be read again."""
    connection.execute(_FORGET, {"customer": customer_id})


def encrypt(key: CustomerKey, data: bytes, context: str) -> bytes:
    """Return the data encrypted; `context` says what it is and where it belongs, as in `photo 12 id`."""
    nonce = os.urandom(_NONCE_BYTES)
    return VERSION + nonce + AESGCM(key.bits).encrypt(nonce, data, _bound(context))


def decrypt(key: CustomerKey, blob: bytes, context: str) -> bytes:
    """Return what `encrypt` took; ValueError under another key or context, or if one bit is not as it was."""
    nonce, sealed = blob[1 : 1 + _NONCE_BYTES], blob[1 + _NONCE_BYTES :]
    if blob[:1] != VERSION or len(sealed) < _TAG_BYTES:
        raise ValueError("not encrypted by us")
    try:
        return AESGCM(key.bits).decrypt(nonce, sealed, _bound(context))
    except InvalidTag as error:
        raise ValueError("encrypted under another key, for another place, or changed") from error


def _bound(context: str) -> bytes:
    return VERSION + context.encode()
