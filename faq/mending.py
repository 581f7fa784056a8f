"""Mending: the issuer's text with its errata put right, line by line, safe to be said as a sentence of ours.

Asked by published.py. A correction whose words are not there is left out: another edition may not have the mistake.
"""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import SequenceMatcher
from pathlib import Path

from bot.words import clean
from faq.errata import CORRECTIONS, Correction

SHIPPED = Path(__file__).parent / "issuer.txt"
FIGURE = re.compile(r"[0-9][0-9.,]*")
INDENT = re.compile(r"[ \t]*")
TAB = 4


def mended_lines(text: str) -> list[str]:
    """Return the lines of an edition, mended; only braces of places are open, and no sign in it is our markup."""
    lines = text.removeprefix("\ufeff").splitlines()
    shipped = SHIPPED.read_text(encoding="utf-8").splitlines()
    where = _where(shipped, lines)
    corrections: dict[int, list[Correction]] = defaultdict(list)
    for each in CORRECTIONS:
        if each.line in where:
            corrections[where[each.line]].append(each)
    return [_mended(line, corrections[at]) for at, line in enumerate(lines)]


def _where(shipped: list[str], lines: list[str]) -> dict[int, int]:
    """Return where each line of the shipped text, counted from 1, is in this edition, counted from 0."""
    known = [(_key(line), at) for at, line in enumerate(shipped, start=1) if line.strip()]
    found = [(_key(line), at) for at, line in enumerate(lines) if line.strip()]
    matcher = SequenceMatcher(None, [key for key, _ in known], [key for key, _ in found], autojunk=False)
    return {
        known[i1 + step][1]: found[j1 + step][1]
        for _, i1, i2, j1, j2 in matcher.get_opcodes()
        for step in range(min(i2 - i1, j2 - j1))
    }


def _key(line: str) -> str:
    """Return what two editions of a line have in common: its words, not its figures."""
    return FIGURE.sub("#", " ".join(line.lower().split()))


def _mended(line: str, corrections: list[Correction]) -> str:
    indent = INDENT.match(line)
    mended = _said(line)
    for each in corrections:
        mended = mended.replace(_said(each.wrong), each.right, 1)
    return (" " * len(indent[0].expandtabs(TAB)) if indent else "") + mended


def _said(words: str) -> str:
    """Return words of the text as they stand in a sentence of ours."""
    return clean(words).replace("{", "{{").replace("}", "}}")
