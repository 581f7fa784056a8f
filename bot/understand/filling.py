"""Filling: the slots of a request, from the amounts, phones, names and places that stand in its words.

Asked once it is known what is requested: which values belong to a request depends on it.
"""

from __future__ import annotations

import re

from bot.understand import places
from bot.understand.meaning import Meaning
from bot.understand.names import ARROW, FROM, NONE, TO, Said, is_kin, is_nobody
from bot.understand.normalise import normalise
from bot.understand.notes import note_of, without_note
from bot.understand.places import Slots
from bot.understand.recipients import friend_of, recipient_or_leftover
from bot.understand.slots import Values, values_of
from bot.understand.wordlists import word_set

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
TO_IN_CHAT = re.compile(r"(?<=[0-9a-z] )2(?= ([^\W\d_]{3,}))", re.IGNORECASE)
EVERYTHING = re.compile(
    r"(?<!\w)(?:(?:kirim|transfer|tf|kirimin|kirimkan|send)\s+(?:semua(?:nya)?|all(?!\s+the)|everything)|semua\s+(?:saldo|uang|duit)|all\s+(?:of\s+)?my)(?!\w)",
    re.IGNORECASE,
)
BANK_WORDS = word_set("rekening account bank")
"""With one of them a bank is named, and no person."""
WITH_AMOUNT = word_set("topup withdraw buy_credit pay_qr")


def slots_for(intent: str, text: str, confidence: float = 1.0) -> Meaning:
    """Return the intent with the slots that belong to it, filled from the words of the message."""
    if intent.startswith("change "):
        return Meaning("change", {"what": intent.removeprefix("change ")}, confidence=confidence)
    if intent in {"transfer", "request_money"}:
        return _payment(intent, text, confidence)
    words = words_of(text)
    slots: Slots = {}
    spans: dict[str, str] = {}
    if intent == "pay_bill":
        slots, values = _bill(words, text)
        slots, spans = values.slots() | slots, values.spans()
        slots.pop("phone", None)
        spans.pop("phone", None)
    elif intent in WITH_AMOUNT:
        values = values_of(text)
        slots, spans = values.slots(), values.spans()
        slots |= _way(intent, places.pieces_of(text))
        spans |= {"channel": str(slots["channel"])} if intent == "withdraw" and "channel" in slots else {}
        if intent == "withdraw" and slots.get("channel") == "friend" and "phone" not in slots:
            name = friend_of(values.blanked)
            if name.text:
                slots["name"] = spans["name"] = name.text
    elif intent == "history":
        slots |= places.span_of_time(words, text)
    elif intent in {"link", "block_account"}:
        values = values_of(text)
        slots = {slot: value for slot, value in values.slots().items() if slot == "phone"}
        spans = {slot: said for slot, said in values.spans().items() if slot == "phone"}
    elif intent == "language":
        slots |= places.language_of(words)
    return Meaning(intent, slots, spans, confidence)


def words_of(text: str) -> list[str]:
    """Return the words of a text in plain spelling."""
    return WORD.findall(normalise(text).replace("’", "'"))


def _way(intent: str, words: list[str]) -> Slots:
    if intent == "topup":
        return places.bank_to_pay_from(words) | places.channel_of(words)
    return places.cash_place_of(words) if intent == "withdraw" else {}


def _bill(words: list[str], text: str) -> tuple[Slots, Values]:
    """Return the biller and the customer number, and the values of the rest."""
    slots = places.biller_of(words)
    number = places.customer_number_in(text)
    if number.text:
        slots["customer_no"] = places.digits_of(number.text)
        return slots, values_of(text, apart=number).without_long_numbers()
    return slots, values_of(text).without_long_numbers()


def _payment(intent: str, text: str, confidence: float) -> Meaning:
    """Return sending or asking for money: whom, how much, what for."""
    asks_for = intent == "request_money"
    text = TO_IN_CHAT.sub(lambda match: match[0] if is_nobody(match[1], strict=True) else ARROW, text)
    words = words_of(text)
    account = NONE if asks_for else places.account_in(text, has_bank=bool(places.bank_of(words)))
    values = values_of(text, apart=account)
    slots: Slots = {}
    if account.text:
        slots = places.bank_of(words) | {"account": places.digits_of(account.text)}
    elif not asks_for and not values.phones:
        slots = places.bank_to_send_to(words)
    note = note_of(values.blanked, asks_for=asks_for)
    values = values.meant_beside(note, from_too=asks_for)
    slots |= values.slots()
    spans = values.spans()
    if EVERYTHING.search(text) and "amount" in slots:
        del slots["amount"]  # "kirim semua, saldo gue 100rb": all of it, however much that is said to be.
        spans["amount"] = text
    if not account.text and not ("bank" in slots and BANK_WORDS & set(words)):
        said = without_note(values.blanked, note)
        alone = not values.phones and "bank" not in slots
        name = recipient_or_leftover(said, asks_for=asks_for, may_stand_alone=alone)
        if name.text and not (values.phones and is_kin(name.text)) and not _is_payer(intent, said, name):
            slots["name"] = spans["name"] = name.text
    if note.text:
        slots["note"] = spans["note"] = values.words_at(note.start, note.end)
    return Meaning(intent, slots, spans, confidence)


def _is_payer(intent: str, said: str, name: Said) -> bool:
    """Return whether "from budi" names whose money it is, never who shall have it."""
    before = said[: name.start].split()
    return intent == "transfer" and bool(before) and before[-1].lower() in FROM - TO
