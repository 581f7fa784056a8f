"""Plain values: frozen dataclasses to JSON and back.

Runs, facts and drafts are kept this way. Law: `load(type(x), dump(x)) == x`.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

Plain = None | bool | int | str | list[Any] | dict[str, Any]


def _encode(value: object) -> object:
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no plain form")


def _decode(wanted: type, value: Any) -> Any:
    if issubclass(wanted, int | str):
        return wanted(value)
    raise TypeError(f"{wanted.__name__} has no plain form")


def dump(value: object) -> Any:
    """Return the value as lists, dicts, numbers and text."""
    return msgspec.to_builtins(value, enc_hook=_encode)


def load(wanted: type[T], kept: Any) -> T:
    """Return the value that `dump` made plain; raises `ValueError` when it does not fit the type."""
    return msgspec.convert(kept, wanted, dec_hook=_decode)


def to_json(value: object) -> str:
    """Return one canonical text: the same value always gives the same text."""
    return json.dumps(dump(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def digest(*values: object) -> str:
    """Return 16 hexadecimal digits that stand for exactly these values."""
    named = [[type(value).__name__, dump(value)] for value in values]
    return hashlib.sha256(to_json(named).encode()).hexdigest()[:16]
