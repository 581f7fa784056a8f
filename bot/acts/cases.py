"""Cases by command line: what waits for a person, her answer, and back to the bot."""

from __future__ import annotations

import argparse
from typing import Any

from sqlalchemy.engine import Connection

from bot.acts import Act, Refused, signed, staff_member
from bot.words import Speaker
from models import audit
from models.cases import ENDED_BY, Case, CaseKind, answered, case, end, is_for_an_act, open_cases
from models.cash_requests import disputed_in
from models.clock import now
from models.conversations import queue, set_mode
from models.customers import customer
from models.handing import StaffSaid, conversation_identity, hand_back, last_words
from models.references import spoken

REPLY_MAX = 1_000


def add_acts(act: Act) -> None:
    """Add `staff cases`, `reply`, `hand-back` and `close`."""
    act("cases", "list what waits for a person", _cases)
    replying = signed(act("reply", "answer a case in the customer's conversation", _reply))
    replying.add_argument("case", type=int)
    replying.add_argument("text")
    handing = signed(act("hand-back", "give the conversation of a case back to the bot", _hand_back))
    handing.add_argument("case", type=int)
    closing = signed(act("close", "close a case whose matter is done", _close))
    closing.add_argument("case", type=int)
    closing.add_argument("--reason", required=True, help="what came of it; for the audit line alone")


def _cases(connection: Connection, _asked: argparse.Namespace, _program: Any) -> str:
    return "\n".join(_line(connection, each) for each in open_cases(connection)) or "No case is open."


def _line(connection: Connection, each: Case) -> str:
    """Return a case in one line: number, kind, who, since when, what it is about, the customer's last words."""
    who = customer(connection, each.customer) if each.customer else None
    name = f"{who.short_name} {who.phone.masked}" if who else "a stranger"
    since = Speaker("en", now(connection)).say_time(each.opened_at)
    about = f": {each.detail}".replace("\n", "; ") if each.detail else ""
    again = ", was no help" if each.helped == "no" else ""
    said = last_words(connection, each.conversation) if each.conversation is not None else ""
    return f"#{each.id} {each.kind} ({each.status}{again}) {name}, since {since}{about}{f' | “{said}”' if said else ''}"


def _reply(connection: Connection, asked: argparse.Namespace, _program: Any) -> str:
    at = now(connection)
    staff_member(connection, asked.by)
    found = case(connection, asked.case)
    if found is None or found.conversation is None:
        raise Refused(f"Case {asked.case} has no conversation.")
    text = asked.text.strip()
    if not text or len(text) > REPLY_MAX:
        raise Refused(f"A reply has 1 to {REPLY_MAX} characters.")
    identity = conversation_identity(connection, found.conversation)
    queue(connection, identity, found.conversation, at=at, fact=StaffSaid(by=asked.by, text=text))
    set_mode(connection, found.conversation, "person")
    answered(connection, found.id, by=asked.by, at=at)
    audit.record(connection, at=at, actor=asked.by, action="reply", subject=f"case {found.id}", detail=text)
    return f"Sent to the customer of case {found.id}."


def _hand_back(connection: Connection, asked: argparse.Namespace, _program: Any) -> str:
    at = now(connection)
    staff_member(connection, asked.by)
    found = case(connection, asked.case)
    if found is None or found.conversation is None:
        raise Refused(f"Case {asked.case} has no conversation.")
    handed = hand_back(connection, found, by=asked.by, at=at)
    stays = _what_ends(connection, found) if is_for_an_act(found) else ""
    if handed or not stays:
        action = "hand back" if handed else "close case"
        audit.record(connection, at=at, actor=asked.by, action=action, subject=f"case {found.id}")
    if handed:
        more = f" The case stays open: {stays}." if stays else ""
        return f"The conversation of case {found.id} is the bot's again.{more}"
    done = f"the case stays open: {stays}." if stays else "the case is closed."
    return f"The bot has the conversation of case {found.id} already; {done}"


def _what_ends(connection: Connection, found: Case) -> str:
    """Return which act ends a case that talk does not end."""
    disputed = [spoken(each.reference) for each in disputed_in(connection, found.id)]
    if disputed:
        return "staff settle-cash ends it, for " + " and ".join(disputed)
    act = ENDED_BY[found.kind]
    if not act or found.kind is CaseKind.FRIEND_CASH:
        return "staff close ends it"
    return f"staff {act} ends it, or staff close"


def _close(connection: Connection, asked: argparse.Namespace, _program: Any) -> str:
    at = now(connection)
    staff_member(connection, asked.by)
    reason = asked.reason.strip()
    if not reason:
        raise Refused("A reason is needed, for the audit line.")
    found = case(connection, asked.case)
    if found is None:
        raise Refused(f"There is no case {asked.case}.")
    if found.status in ("done", "closed"):
        raise Refused(f"Case {found.id} is {found.status} already.")
    if disputed_in(connection, found.id):
        raise Refused(f"The held money of case {found.id} is not decided: {_what_ends(connection, found)}.")
    end(connection, found.id)
    audit.record(connection, at=at, actor=asked.by, action="close case", subject=f"case {found.id}", detail=reason)
    left = case(connection, found.id)
    if left is not None and left.status == "done":
        return f"Case {found.id} is done; it is closed once its conversation is handed back."
    return f"Case {found.id} is closed."
