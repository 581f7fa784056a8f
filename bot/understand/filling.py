"""Filling: the slots of a request, from the amounts, phones, names and places that stand in its words.

Asked once it is known what is requested: which values belong to a request depends on it.
"""

from __future__ import annotations

from bot.understand import places
from bot.understand.corrections import corrected_name
from bot.understand.meaning import Meaning
from bot.understand.places import Slots
from bot.understand.recipients import FROM, NONE, TO, Said, name_after_to, name_among, without_note
from bot.understand.slots import DENIED, Values


def filled(
    intent: str, text: str, values: Values, words: list[str], confidence: float, *, note: Said = NONE
) -> Meaning:
    """Return the intent with the slots that belong to it, filled from the words of the message."""
    if intent.startswith("change "):
        return Meaning("change", {"what": intent.removeprefix("change ")}, confidence=confidence)
    slots: Slots = {}
    spans: dict[str, str] = {}
    if intent in {"transfer", "request_money"}:
        return _transfer(intent, values, words, confidence, note)
    if intent in {"topup", "withdraw", "pay_bill", "buy_credit", "pay_qr"}:
        values = values.without_long_numbers() if intent == "pay_bill" else values
        slots, spans = values.slots(), values.spans()
    if intent == "topup":
        slots |= places.bank_to_pay_from(words) | places.channel_of(words)
    elif intent == "withdraw":
        place = places.cash_place_of(words)
        slots |= place
        spans |= {slot: str(named) for slot, named in place.items()}  # "tarik di indomaret aja" corrects the place.
    elif intent == "pay_bill":
        slots |= places.biller_of(words, text)
    elif intent == "history":
        slots |= places.span_of_time(words, text)
    elif intent in {"link", "block_account"} and values.phones:
        slots, spans = {"phone": values.slots()["phone"]}, {"phone": values.spans()["phone"]}
    elif intent == "language":
        slots |= places.language_of(words)
    return Meaning(intent, slots, spans, confidence)


def _transfer(intent: str, values: Values, words: list[str], confidence: float, note: Said) -> Meaning:
    """Return sending or asking for money: whom, how much, what for."""
    slots: Slots = places.bank_of(words)
    if slots:
        slots |= {} if values.phones else places.account_of(values.text)
        values = values.without_long_numbers()
    slots |= values.slots()
    spans = values.spans()
    name = _recipient(
        without_note(values.blanked, note), may_stand_alone=not values.phones, asks_for=intent == "request_money"
    )
    if name.text:
        slots["name"] = spans["name"] = name.text
    if intent == "transfer" and (FROM - TO) & set(words) and not TO & set(words):
        for slot in ("phone", "name"):  # "from 0812…" names whose money it is to be, never who shall have it.
            slots.pop(slot, None)
            spans.pop(slot, None)
    if note.text:
        slots["note"] = spans["note"] = values.words_at(note.start, note.start + len(note.text))
    return Meaning(intent, slots, spans, confidence)


def _recipient(said: str, *, may_stand_alone: bool, asks_for: bool) -> Said:
    name, _ = corrected_name(said)
    if name.text or DENIED.search(said):
        return name
    if asks_for:
        return name_after_to(said, FROM)
    return name_among(said) if may_stand_alone else NONE
