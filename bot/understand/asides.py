"""Asides: what a yes adds to itself, "ya tapi ke sari", which is then no yes to what was asked."""

from __future__ import annotations

import re

LENGTH_MAX = 200
YES_BUT = re.compile(
    r"\s*(?:(?:ya|iya|y|yes|yep|yup|yeah|ok|oke|okay|okey|sip|siap|boleh|betul|benar|setuju|sure|lanjut|right|correct)"
    r"[\s,.!]+)+(?:tapi|tp|tpi|tapinya|but|cuma|cuman|hanya|except|only)[\s,]+(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)


def after_yes_but(text: str) -> str:
    """Return what comes after "yes, but"; nothing for any other message."""
    found = YES_BUT.fullmatch(text) if len(text) <= LENGTH_MAX else None
    return found["rest"].strip() if found else ""
