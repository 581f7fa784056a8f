"""Words about identity cards: what must be seen on a photo, what a number looks like, why a photo cannot be used.

Said by flows/premium.py in the chat and on its pages, and shown to reviewers before they choose.
"""

from __future__ import annotations

from bot.chat import Field
from bot.message import Words
from bot.words import t
from models.id_numbers import IdKind

PAPERS: dict[IdKind, Words] = {IdKind.KTP: t("KTP"), IdKind.SIM: t("SIM"), IdKind.PASSPORT: t("passport")}
"""As they stand in a sentence."""


def id_hints(paper: Words) -> Field:
    """Return what the page says of the photo of the card."""
    return Field(
        "photo",
        t("Photo of the {paper}", paper=paper),
        (
            t("The whole {paper}, with all its corners", paper=paper),
            t("All the writing can be read"),
            t("Without flash, so that no light covers it"),
        ),
    )


def selfie_hints(paper: Words) -> Field:
    """Return what the page says of the photo of her."""
    return Field(
        "photo",
        t("Photo of you with the {paper}", paper=paper),
        (
            t("Your whole face, without a mask or sunglasses"),
            t("The {paper} beside your face, its front to the camera", paper=paper),
            t("In good light, the phone held still"),
        ),
        camera="user",
    )


def page_labels(kind: IdKind) -> tuple[Words, Words]:
    """Return the button to the page for the number, and the label of the field there."""
    return {
        IdKind.KTP: (t("Enter KTP number"), t("KTP number (NIK)")),
        IdKind.SIM: (t("Enter SIM number"), t("SIM number")),
        IdKind.PASSPORT: (t("Enter passport no."), t("Passport number")),
    }[kind]


def number_rules(kind: IdKind) -> Words:
    """Return what the number looks like."""
    return {
        IdKind.KTP: t("A KTP number has 16 digits."),
        IdKind.SIM: t("A SIM number has 12 to 14 digits."),
        IdKind.PASSPORT: t("A passport number has one or two letters, then 6 or 7 digits."),
    }[kind]


def why_id(reason: str, paper: Words) -> Words:
    """Return why the photo of the card cannot be used, as part of a sentence."""
    return {
        "covered": t("a part of the writing is covered"),
        "blurred": t("it is blurred"),
        "cut": t("a part is cut off"),
        "unreadable": t("the writing cannot be read"),
        "expired": t("the {paper} has expired", paper=paper),
        "wrong_kind": t("it shows something else than a {paper}", paper=paper),
    }.get(reason, t("it cannot be used"))


def why_selfie(reason: str, paper: Words) -> Words:
    """Return why the photo of her cannot be used, as part of a sentence."""
    return {
        "covered": t("the {paper} covers the face", paper=paper),
        "blurred": t("it is blurred"),
        "cut": t("a part is cut off"),
        "unreadable": t("the writing on the {paper} cannot be read", paper=paper),
        "not_same_person": t("the face looks different from the one on the {paper}", paper=paper),
    }.get(reason, t("it cannot be used"))
