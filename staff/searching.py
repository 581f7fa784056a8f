"""Searching: what a staff member typed into the search box, read as a number, a reference or an e-mail."""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers

from models.references import ALPHABET, LENGTH

QUERY_MAX = 200

_NAMED = re.compile(r"^(?:ref(?:erensi|erence|\.)?\s*[:#]?\s+|ref\.\s*|#)", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s\-‐-―_.·]")
_REFERENCE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+")
_CHANNEL = re.compile(r"^(?:whatsapp|tel):", re.IGNORECASE)


@dataclass(frozen=True)
class Sought:
    """What is looked for: `sort` is `phone`, `reference`, `email`, or nothing where it cannot be read."""

    sort: str = ""
    value: str = ""


def read_query(typed: str) -> Sought:
    """Return what the text is, in any spelling; a reference may stand in small letters and without its dash."""
    typed = typed.strip()[:QUERY_MAX]
    if "@" in typed:
        found = _EMAIL.search(typed)
        readable = found is not None and found[0].isprintable()  # PostgreSQL takes no NUL.
        return Sought("email", found[0].strip(".,;:()").lower()) if found and readable else Sought()
    reference = _BETWEEN.sub("", _NAMED.sub("", typed)).upper()
    if _REFERENCE.fullmatch(reference):
        return Sought("reference", reference)
    phone = _phone(typed)
    return Sought("phone", phone) if phone else Sought()


def _phone(typed: str) -> str:
    """Return the number in E.164, read as an Indonesian would dial it, or nothing."""
    bare = _CHANNEL.sub("", typed).replace("(0)", "")
    if any(sign.isalpha() for sign in bare):  # The library would dial letters as an old telephone's keys.
        return ""
    digits = re.sub(r"[^0-9]", "", bare)
    if digits.startswith("62") and not bare.lstrip().startswith("+"):
        bare = f"+{digits}"
    elif digits.startswith("8") and "+" not in bare:
        bare = f"0{digits}"
    try:
        number = phonenumbers.parse(bare, "ID")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
