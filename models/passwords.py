"""Passwords: which ones staff may have, and how one is made. How they are kept stands in `secrets.py`."""

from __future__ import annotations

import re
import secrets

from .references import ALPHABET

LENGTH_MIN = 12
LENGTH_MAX = 200
GROUPS = 4
GROUP = 5

# fmt: off
_COMMON = frozenset(
    {
        "password", "passw0rd", "kaspro", "welcome", "qwerty", "qwertyuiop", "qwertyuiopas", "asdfghjkl", "zxcvbnm",
        "letmein", "iloveyou", "administrator", "admin", "supervisor", "support", "staff", "indonesia", "jakarta",
        "bismillah", "sayang", "rahasia", "katasandi", "abcdefghijkl", "changeme", "correcthorsebatterystaple",
        "trustno1", "monkey", "dragon", "master", "secret", "princess", "football", "default", "internet",
    }
)
# fmt: on
_ROWS = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")


def refusal_of_password(name: str, password: str) -> str:
    """Return why she may not have this password, or nothing."""
    if len(password) < LENGTH_MIN:
        return f"A password has at least {LENGTH_MIN} characters."
    if len(password) > LENGTH_MAX:
        return f"A password has at most {LENGTH_MAX} characters."
    plain = re.sub(r"[^a-z0-9]", "", password.lower())
    if name and plain.replace(re.sub(r"[^a-z0-9]", "", name.lower()), "").strip("0123456789") == "":
        return "A password is not one's name, nor only digits."
    if _is_common(plain):
        return "This password is too common: others try it first."
    return ""


def new_password() -> str:
    """Return a password by chance, in groups that can be read aloud: 99 bits."""
    letters = ALPHABET.lower()
    return "-".join("".join(secrets.choice(letters) for _ in range(GROUP)) for _ in range(GROUPS))


def _is_common(plain: str) -> bool:
    """Return whether it is a word that everybody tries, with digits around it, or a row of keys, or a repetition."""
    if len(set(plain)) < 5:
        return True
    if any(plain in row or plain in row[::-1] for row in _ROWS):
        return True
    if re.fullmatch(r"(.+?)\1+", plain):
        return True
    return plain in _COMMON or plain.strip("0123456789") in _COMMON
