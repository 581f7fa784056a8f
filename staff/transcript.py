"""Transcript: how each message of a conversation is shown: who said it, at which step, how far it came, what it names.

It turns rows into what the template draws, and judges no money: what the ledger says stands beside what was told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from markupsafe import Markup

from bot.words import Raw, Speaker, t
from models.clock import WIB
from models.dead_letters import why
from models.references import ALPHABET, LENGTH
from staff import wording
from staff.reading import OpenCase, Said, Transfer


@dataclass(frozen=True)
class State:
    """How far a message came: icon, word, tone."""

    icon: str
    word: str
    tone: str = ""


@dataclass(frozen=True)
class Trouble:
    """What is wrong with a message, what it means, and the next safe step."""

    what: str
    step: str
    tone: str = "bad"


@dataclass(frozen=True)
class Money:
    """A fact about money under a message, beside what the ledger says."""

    label: str
    amount: str
    reference: str
    icon: str
    agrees: bool
    ledger: str = ""
    """What the ledger says, where that is something else."""


@dataclass(frozen=True)
class Offered:
    """A button as it stood under a message."""

    label: str
    icon: str = ""
    number: int = 0


@dataclass(frozen=True)
class Bubble:
    """One message."""

    id: int
    side: str
    """`customer`, `bot` or `staff`."""
    by: str
    text: Markup
    note: State | None
    """What the message is, when it is more than text: a tap, a contact, a photo."""
    language: str
    step: str
    channel: str
    at: datetime
    state: State | None
    trouble: Trouble | None
    silent: str
    money: Money | None
    buttons: list[Offered]
    agree_by: str
    never_seen: bool
    sort: str = field(default="bubble")


@dataclass(frozen=True)
class Event:
    """A line between messages: a new day, a case opened or answered."""

    text: str
    icon: str = ""
    at: datetime | None = None
    sort: str = field(default="event")


_STATES = {
    "queued": State("clock", "Waits to be sent", "wait"),
    "sending": State("clock", "Being sent", "wait"),
    "sent": State("tick", "Sent"),
    "delivered": State("ticks", "Delivered"),
    "read": State("ticks", "Read", "brand"),
    "failed": State("warning", "Not delivered", "bad"),
    "doubtful": State("clock", "May have arrived, is being looked up", "wait"),
    "held": State("clock", "Held back until she writes", "wait"),
    "unknown": State("warning", "May have arrived", "wait"),
    "superseded": State("close", "Never sent, a newer question took its place"),
}
_NOTES = {
    "tap": State("tap", "Tapped"),
    "contact": State("contact", "Shared a contact"),
    "photo": State("camera", "Photo"),
    "voice": State("microphone", "Voice message"),
    "other": State("sticker", "Something that cannot be read: a sticker, a place, a file"),
    "secret": State("keypad", "On the keypad page"),
}
_FACTS = {
    "sent": "Sent",
    "received": "Received",
    "topped_up": "Top-up",
}


def show(
    said: Sequence[Said], cases: Sequence[OpenCase], found: Mapping[str, Transfer], customer: int | None, *, newer: bool
) -> list[Bubble | Event]:
    """Return the page of a transcript in order, with days and cases between its messages."""
    events = _case_events(cases, said, newer=newer)
    items: list[Bubble | Event] = []
    today: date | None = None
    for each in said:
        while events and _at(events[0]) < each.at:
            items.append(events.pop(0))
        there = each.at.astimezone(WIB).date()
        if there != today:
            today = there
            items.append(Event(wording.day(each.at), at=each.at, sort="day"))
        items.append(_bubble(each, cases, found, customer))
    return [*items, *events]


def references_in(said: Sequence[Said]) -> set[str]:
    """Return the references that the facts of these messages name."""
    return {reference for each in said if (reference := _reference(each))}


def _at(event: Event) -> datetime:
    if event.at is None:
        raise ValueError("an event has a time")
    return event.at


def _case_events(cases: Sequence[OpenCase], said: Sequence[Said], *, newer: bool) -> list[Event]:
    """Return what happened to cases within the page's time; on the newest page also what came after its messages."""
    events = []
    for case in cases:
        kind = wording.case_kind(case.kind)
        events.append(Event(f"Case {case.id} opened: {kind}", "headset", case.opened_at))
        if case.answered_at is not None:
            by = f" by {wording.name(case.answered_by)}" if case.answered_by else ""
            events.append(Event(f"Case {case.id} answered{by}", "check", case.answered_at))
    if not said:
        return []
    inside = [event for event in events if _at(event) >= said[0].at and (not newer or _at(event) <= said[-1].at)]
    return sorted(inside, key=_at)


def _bubble(said: Said, cases: Sequence[OpenCase], found: Mapping[str, Transfer], customer: int | None) -> Bubble:
    by_customer = said.direction == "in"
    by_staff = said.fact == "staff_said"
    side = "customer" if by_customer else "staff" if by_staff else "bot"
    return Bubble(
        id=said.id,
        side=side,
        by=wording.name(str(said.fact_data.get("by", ""))) if by_staff else "" if by_customer else "Bot",
        text=_text(said),
        note=_note(said) if by_customer else None,
        language=said.language,
        step=wording.step_of(said.flow, said.question) or ("" if by_staff else said.fact.replace("_", " ")),
        channel=said.channel,
        at=said.at,
        state=None if by_customer else _STATES.get(said.status, State("warning", said.status, "wait")),
        trouble=_trouble_in(said, cases) if by_customer else _trouble_out(said),
        silent=said.silent,
        money=_money(said, found, customer),
        buttons=_buttons(said),
        agree_by=_agree_by(said),
        never_seen=said.status == "superseded",
    )


def _text(said: Said) -> Markup:
    if said.direction == "in":
        return wording.LOCK if said.kind == "secret" and not said.text else wording.said_by_customer(said.text)
    if not said.text and said.fact:
        return Markup("<i>{}</i>").format("Not yet in words: the sender puts this fact into the reader's language.")
    if said.fact == "staff_said":
        return wording.said_by_customer(str(said.fact_data.get("text", "")) or said.text)
    return wording.said_by_us(said.text)


def _note(said: Said) -> State | None:
    note = _NOTES.get(said.kind)
    if note is not None and said.kind == "tap" and not said.text:
        return State("tap", "Tapped a button whose words the channel did not tell")
    return note


def _buttons(said: Said) -> list[Offered]:
    """Return the buttons as they stood: on WhatsApp a numbered menu, and nothing beside an open question."""
    ask = said.extra.get("ask", "")
    offered: list[Offered] = []
    for button in said.extra.get("buttons", []):
        label = wording.first_line(str(button.get("label", "")))
        if button.get("link"):
            offered.append(Offered(label, "keypad"))
        elif button.get("url"):
            offered.append(Offered(label, "link"))
        elif said.channel != "whatsapp":
            offered.append(Offered(label, "contact" if button.get("contact") else "copy" if button.get("copy") else ""))
        elif ask == "choice" and button.get("data"):
            offered.append(Offered(label, number=sum(1 for each in offered if each.number) + 1))
    return offered


def _agree_by(said: Said) -> str:
    """Return what stands in for the buttons of a consent on WhatsApp: "Yes, send" is agreed to by YES."""
    if said.channel != "whatsapp" or said.extra.get("ask") != "consent":
        return ""
    pressable = [button for button in said.extra.get("buttons", []) if button.get("data")]
    first = wording.first_line(str(pressable[0].get("label", ""))) if pressable else ""
    deed = first.partition(", ")[2] or first
    return Speaker(said.language, said.at).say(t("Reply YES to {deed}, or write what to change.", deed=Raw(deed)))


def _reference(said: Said) -> str:
    reference = said.fact_data.get("reference", "") if said.direction == "out" else ""
    fits = isinstance(reference, str) and len(reference) == LENGTH and not set(reference) - set(ALPHABET)
    return reference if fits else ""


def _money(said: Said, found: Mapping[str, Transfer], customer: int | None) -> Money | None:
    """Return the fact's money beside the ledger's; a fact without a reference moved none that could be compared."""
    reference, amount = _reference(said), said.fact_data.get("amount")
    if not reference or not isinstance(amount, int):
        return None
    label = _FACTS.get(said.fact, said.fact.replace("_", " ").capitalize())
    transfer = found.get(reference)
    if transfer is None:
        return Money(label, wording.money(amount), reference, "warning", agrees=False, ledger="no such transfer")
    agrees = amount in (transfer.amount, transfer.ended_amount)
    ledger = "" if agrees else wording.money(transfer.amount)
    return Money(label, wording.money(amount), reference, _icon(transfer, customer), agrees=agrees, ledger=ledger)


def _icon(transfer: Transfer, customer: int | None) -> str:
    if transfer.step == "pending" and not transfer.ended:
        return "clock"
    if transfer.ended == "void":
        return "undo"
    return "in" if customer is not None and transfer.credit.customer_id == customer else "out"


def _trouble_in(said: Said, cases: Sequence[OpenCase]) -> Trouble | None:
    if said.status == "failed":
        case = next((each for each in cases if each.kind == "failed_turn" and each.status != "closed"), None)
        step = f"Answer case {case.id}." if case else "See what she wanted, and write to her."
        return Trouble("A mistake of ours: this message was not handled. No money moved, and she was told sorry.", step)
    if said.status == "aside":
        what = "The channel delivered this under the id of another message. It was kept aside and nothing was done."
        return Trouble(what, "Ask her what she wrote last; report the channel.", "wait")
    return None


def _trouble_out(said: Said) -> Trouble | None:
    moved = bool(_reference(said))
    books = "Only the message is missing: the money below has moved." if moved else "No money hangs on it."
    if said.status == "doubtful":
        return Trouble(
            f"No answer came, so it may have arrived. {books}", "Wait: the channel is being asked by itself.", "wait"
        )
    if said.status == "unknown" and said.settled == "sent again":
        return Trouble(f"It may have arrived. {books}", "It was sent again, though it may have come twice.", "wait")
    if said.status == "unknown":
        return Trouble(
            f"The channel took the message and gave no answer, so it may have arrived. {books}",
            "Do not send it again: look at what she writes next, or ask her.",
            "wait",
        )
    if said.status == "held":
        return Trouble(f"{why('held', said.error)} {books}", "It goes by itself once she writes.", "wait")
    if said.status != "failed":
        return None
    if said.settled == "blocked" or "blocked" in said.error:
        return Trouble(f"She blocked the bot. {books}", "Reach her on another channel; she gets no more here.")
    if said.settled == "sent again":
        return Trouble(f"{why('failed', said.error, said.parts_out)} {books}", "It was sent again.", "wait")
    if said.settled:
        return Trouble(f"{why('failed', said.error, said.parts_out)} {books}", "Staff set it aside.", "wait")
    if "63016" in said.error:
        what = f"WhatsApp takes free text only within 24 hours of her last message. {books}"
        return Trouble(what, "Use another channel of hers, or wait until she writes.")
    if said.parts_out:
        return Trouble(f"{why('failed', said.error, said.parts_out)} {books}", "Send the rest again: that is safe.")
    return Trouble(
        f"It certainly did not arrive. {why('failed', said.error)} {books}",
        f"Send it again, or tell her by a reply: both are safe. It is message {said.id}.",
    )
