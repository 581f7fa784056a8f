"""Weights: how much each concept of a text says about its subject.

Read by the matcher, for questions and for the document alike.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.understand.concepts import ASIDE_MARK, FOREIGN_MARK, GENERAL, Piece
from bot.understand.wordlists import word_set

COMMON = word_set("how create become step give define requirement cannot")
"""What may be said about any topic."""
NOT_OURS = (FOREIGN_MARK, ASIDE_MARK)
UNKNOWN = 1.4
WEIGHTS = {
    "kaspro": 0.15, "how": 0.0, "become": 0.1, "create": 0.15, "step": 0.15, "give": 0.15, "requirement": 0.2,
    "cannot": 0.2, "problem": 0.3, "define": 0.3, "meaning": 0.6, "why": 0.5, "account": 0.45, "money": 0.4,
    "number": 0.6, "application": 0.45, "balance": 0.6, "users": 0.4, "cash": 0.6, "two": 0.6, "somebody": 0.8,
    "secret": 0.8, "violate": 0.7, "phone": 0.7, "bank": 0.6, "change": 0.8, "store": 0.7, "terms": 0.7,
    "topup": 1.1, "withdraw": 1.1, "used_by": 0.3, "hold": 0.5, "remain": 0.5, "interest": 2.0, "inactive": 1.8,
    "force_majeure": 2.5, "udd": 2.5, "expenditures": 2.0, "licence": 1.4, "lose": 1.3, "fund_limit": 1.3,
    "electronic_money": 1.5, FOREIGN_MARK: 8.0, ASIDE_MARK: 1.0,
}  # fmt: skip
"""By concept, where it is not 1."""

Weighed = dict[str, float]
"""Concepts with their weights."""


def weighed(pieces: Sequence[Piece]) -> Weighed:
    """Return the concepts of a text with their weights; a word that we do not know stands for itself."""
    weights: Weighed = {}
    for piece in pieces:
        if not piece.concepts:
            weights[piece.words] = UNKNOWN
        for concept in piece.concepts:
            if concept.startswith(GENERAL):
                continue
            # One foreign subject is not another, however foreign both are.
            weights[f"{concept} {piece.words}" if concept in NOT_OURS else concept] = WEIGHTS.get(concept, 1.0)
    return weights


def is_ours(concept: str) -> bool:
    """Return whether a concept is no foreign subject."""
    return not concept.startswith(tuple(f"{mark} " for mark in NOT_OURS))
