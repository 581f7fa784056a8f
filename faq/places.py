"""Places: which topics on money in and money out a question names by bank, way, shop and deed.

Decides exactly what similarity cannot: BCA by ATM is not BCA by internet. Asked by the matcher.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from bot.understand.concepts import Piece
from bot.understand.wordlists import word_set

FAMILIES = ("topup", "withdraw")
DEEDS = word_set("topup withdraw send va")
DEFINING = word_set("define meaning terms")
ROUND = word_set(
    "topup withdraw limit minimum multiple_of fee va number balance money cash store bank token application account "
    "kaspro phone bank_code account_number wallet remain machine somebody give safe step how create become define "
    "requirement receive user_account users free_of_charge"
)
"""What may be asked about any way of moving money."""
OF_A_BANK = word_set("limit minimum multiple_of fee balance money cash store receive users safe remain free_of_charge")
"""What is as likely asked about the bank itself, where neither a deed nor the wallet is named."""
HOME = word_set("kaspro balance wallet va")
TOWARDS_HOME = word_set("ke to into kepada buat untuk for on onto")
TOWARDS_BANK = word_set("ke to into onto")
FROM_HOME = word_set("dari from")
FROM_BANK = word_set("dari from lewat via pakai using through melalui with by di at")
BETWEEN = word_set(
    "bank rekening akun account my own saya your saldo the a aplikasi other lain bca bni bri cimb niaga mandiri"
)
"""What may stand between "to" and the place."""
OTHERS = word_set("selain bukan except besides than not")
"""With these the banks that are named are those that are not meant."""
NOT_THERE, THERE = (
    word_set("tidak no not never without tanpa don't bukan"),
    word_set("ada punya have has got ada pake pakai use ngerti"),
)
"""Together they say that a way is not there for her."""
OWN_BANKS = ("bni", "cimb", "bca", "bri")
WAYS = ("sms", "internet", "mobile", "atm")
SHOPS_IN = ("alfamart", "indomaret", "digibos")
SHOPS_OUT = ("alfamart", "indomaret", "friend")


@dataclass(frozen=True)
class Place:
    """What a question says about where."""

    said: frozenset[str]
    banks: frozenset[str]
    ways: frozenset[str]
    shops: frozenset[str]

    def topics_in(self) -> tuple[str, ...]:
        """Return the topic of this way in, and what to fall back to where it is not described."""
        bank = next((each for each in OWN_BANKS if each in self.banks), "other" if self.banks else "")
        if bank == "cimb" and "other" in self.banks:  # Another bank's customers choose CIMB as where it goes (FAQ 9).
            bank = "other"
        way = next((each for each in WAYS if each in self.ways), "")
        shop = next((each for each in SHOPS_IN if each in self.shops), "")
        if shop and not bank:
            return f"topup.{shop}", "topup.cash", "topup"
        if bank:
            return (f"topup.{bank}.{way}",) * bool(way) + (f"topup.{bank}", "topup")
        if way or ("phone" in self.said and "number" not in self.said):
            return f"topup.{way or 'mobile'}", "topup"
        return ("topup.cash", "topup") if {"cash", "store"} & self.said else ("topup",)

    def topics_out(self) -> tuple[str, ...]:
        """Return the topic of this way out, and what to fall back to."""
        if "to_bank" in self.said or (self.banks and "send" in self.said):
            return ("terms.cash_out",)
        shop = next((each for each in SHOPS_OUT if each in self.shops), "")
        if shop:
            return f"withdraw.{shop}", "withdraw"
        if "danamon" in self.banks or ("atm" in self.ways and not self.banks):
            return "withdraw.danamon", "withdraw"
        return ("withdraw",)


def is_placed(topic: str) -> bool:
    """Return whether a topic is found by its place, never by similar words."""
    return topic.partition(".")[0] in FAMILIES


def places_named(pieces: Sequence[Piece], words: list[str], topics: Container[str]) -> dict[str, frozenset[str]]:
    """Return the topics that bank, way, shop and deed name, each with the concepts that it explains."""
    place = _place(pieces, words)
    into, out = _deeds(place, pieces, words)
    if not (into or out) or (place.said & {"cash_in_word", "cash_out_word"} and _only_defines(place)):
        return {}
    found = ([place.topics_in()] if into else []) + ([place.topics_out()] if out else [])
    names = [next((name for name in each if name in topics), "") for each in found]
    explained = ROUND - OF_A_BANK if _is_about_a_bank(place) else ROUND
    explained |= {each for each in place.said if each.startswith(("bank:", "way:", "shop:"))}
    if place.banks or place.ways or "va" in place.said:
        explained |= {"send"}
    return {name: explained for name in names if name}


def place_of(family: str, pieces: Sequence[Piece], words: list[str], topics: Container[str]) -> str:
    """Return the topic of a family (money in: "topup", money out: "withdraw") for where the words say it happens."""
    place = _without_absent(_place(pieces, words), pieces, words)
    names = place.topics_in() if family == "topup" else place.topics_out()
    return next((name for name in names if name in topics and name.partition(".")[0] == family), family)


def _without_absent(place: Place, pieces: Sequence[Piece], words: list[str]) -> Place:
    """Leave out the ways that are named as not there: "m-banking ga punya", "no internet at home"."""
    absent = {
        concept.removeprefix("way:")
        for piece in pieces
        for concept in piece.concepts
        if concept.startswith("way:") and _is_absent(piece, words)
    }
    return replace(place, ways=place.ways - absent)


def _is_absent(piece: Piece, words: list[str]) -> bool:
    first, length = piece.words.split(" ")[0], piece.words.count(" ") + 1
    if first not in words:
        return False
    at = words.index(first)
    before, after = words[max(0, at - 3) : at], words[at + length : at + length + 3]
    return bool(NOT_THERE & set(before) and THERE & {*before, ""}) or bool(
        NOT_THERE & set(after) and THERE & set(after)
    )


def _place(pieces: Sequence[Piece], words: list[str]) -> Place:
    """Return the banks, ways and shops that the words name or imply."""
    said = {concept for piece in pieces for concept in piece.concepts}
    banks, ways, shops = (
        {each.removeprefix(f"{kind}:") for each in said if each.startswith(f"{kind}:")}
        for kind in ("bank", "way", "shop")
    )
    if any(_is_bank(piece) and _word_before(piece, words) in TOWARDS_BANK for piece in pieces):
        said.add("to_bank")
    if (banks and _names_others(pieces, words)) or (not banks and "bank_code" in said):
        banks = {"other"}
    if banks and not ways and {"phone", "application"} & said:
        ways = {"mobile"}
    if not ways and "machine" in said and (banks or "topup" in said):
        ways = {"atm"}
    return Place(frozenset(said), frozenset(banks), frozenset(ways), frozenset(shops))


def _deeds(place: Place, pieces: Sequence[Piece], words: list[str]) -> tuple[bool, bool]:
    """Return whether money goes in, and whether it goes out; both when either may be meant."""
    said, from_a_bank = place.said, bool(place.banks or place.ways or "va" in place.said)
    if {"topup", "withdraw"} & said:
        return "topup" in said, "withdraw" in said
    if "send" in said and place.shops == {"friend"}:
        return False, False
    if "send" in said and (from_a_bank or "to_bank" in said):
        return _direction(pieces, words)
    if "danamon" in place.banks and {"token", "multiple_of", "way:atm", "step"} & said:
        return False, True
    if not (place.banks or place.shops) and (DEFINING & said or not (HOME | {"bank", "step"}) & said):
        return False, False
    return from_a_bank or bool(place.shops & set(SHOPS_IN)), bool(place.shops & set(SHOPS_OUT))


def _direction(pieces: Sequence[Piece], words: list[str]) -> tuple[bool, bool]:
    """Return whether money is sent into the wallet, and whether out of it to a bank.

    Both when it is not clear; neither when the wallet is not named at all: then it is between banks.
    """
    into = out = False
    for piece in pieces:
        home, bank, before = bool(HOME & set(piece.concepts)), _is_bank(piece), _word_before(piece, words)
        if (home and before in TOWARDS_HOME) or "way:sms" in piece.concepts:
            return True, False
        into |= bank and before in FROM_BANK
        out |= "to_bank" in piece.concepts or (bank and before in TOWARDS_BANK) or (home and before in FROM_HOME)
    clear = into != out or any(HOME & set(piece.concepts) for piece in pieces)
    return (into, out) if into != out else (clear, clear)


def _is_about_a_bank(place: Place) -> bool:
    return not (place.shops or (DEEDS | HOME - {"balance"}) & place.said)


def _only_defines(place: Place) -> bool:
    """Return whether "cash in" is asked for as a word: no bank, way or shop is named with it."""
    return bool({"define", "meaning"} & place.said) and not (place.banks or place.ways or place.shops)


def _names_others(pieces: Sequence[Piece], words: list[str]) -> bool:
    """Return whether the banks are named to say that they are not meant: "selain bca", "not from bca"."""
    banks = {piece.words.split(" ")[0] for piece in pieces if any(each.startswith("bank:") for each in piece.concepts)}
    return any(OTHERS & set(words[max(0, at - 3) : at]) for at, word in enumerate(words) if word in banks)


def _is_bank(piece: Piece) -> bool:
    return any(each.startswith(("bank:", "way:")) or each == "bank" for each in piece.concepts)


def _word_before(piece: Piece, words: list[str]) -> str:
    """Return the word before a piece, "bank" and the like skipped."""
    first = piece.words.split(" ")[0]
    at = words.index(first) - 1 if first in words else -1
    while at >= 0 and words[at] in BETWEEN:
        at -= 1
    return words[at] if at >= 0 else ""
