"""Undelivered messages by command line: what did not arrive, why, and what is done about it."""

from __future__ import annotations

import argparse
from typing import Any

from sqlalchemy.engine import Connection

from bot.acts import Act, Refused, signed, staff_member
from bot.words import Speaker
from models import audit
from models.clock import now
from models.customers import CustomerId, customer
from models.dead_letters import DeadLetter, Refusal, letter, send_again, set_aside, undelivered, waiting
from models.money import AMOUNT_MAX
from models.outbox import dead_letters
from models.rests import rests

LISTED_MAX = 100


def add_acts(act: Act) -> None:
    """Add `staff undelivered`, `send-again` and `set-aside`."""
    act("undelivered", "list what was not delivered, and what waits", _undelivered)
    sending = signed(act("send-again", "queue messages once more that were not delivered", _send_again))
    sending.add_argument("message", type=int, nargs="+")
    sending.add_argument(
        "--although-it-may-arrive-twice", action="store_true", help="though nobody knows whether it arrived"
    )
    setting = signed(act("set-aside", "take messages off the list that were not delivered", _set_aside))
    setting.add_argument("message", type=int, nargs="+")
    setting.add_argument("--reason", required=True, help="why nothing is to be done; for the audit line alone")


def _undelivered(connection: Connection, _asked: argparse.Namespace, _program: Any) -> str:
    speaker = Speaker("en", now(connection))
    lines = [
        f"{rest.channel} takes nothing from us since {speaker.say_time(rest.since)}: {rest.why}"
        for rest in rests(connection)
        if rest.refuses
    ]
    lines += [
        f"{each.channel}: {each.count} waiting, the oldest since {speaker.say_time(each.oldest)}"
        for each in waiting(connection)
    ]
    found = undelivered(connection, before=AMOUNT_MAX, count=LISTED_MAX)
    lines += [_line(connection, each, speaker) for each in found]
    more = dead_letters(connection) - len(found)
    if more > 0:
        lines.append(f"… and {more} more, older ones.")
    return "\n".join(lines) or "Everything was delivered, and nothing waits."


def _line(connection: Connection, each: DeadLetter, speaker: Speaker) -> str:
    """Return a message in one line: number, whose, where, since when, why, and what it says."""
    who = customer(connection, CustomerId(each.customer)) if each.customer is not None else None
    name = f"{who.short_name} {who.phone.masked}" if who else "a stranger"
    money = f", {each.reference}" if each.reference else ""
    said = each.text.partition("\n")[0] or each.fact.replace("_", " ")
    return f"#{each.id} {name}, {each.channel}{money}, since {speaker.say_time(each.at)}: {each.why} | “{said}”"


def _send_again(connection: Connection, asked: argparse.Namespace, _program: Any) -> str:
    at = now(connection)
    staff_member(connection, asked.by)
    done = []
    for number in asked.message:
        found = _found(connection, number)
        refusal = found.refusal(although=asked.although_it_may_arrive_twice)
        if refusal is not None:
            more = ", or: --although-it-may-arrive-twice" if refusal is Refusal.UNKNOWN else ""
            raise Refused(f"Message {number} is not sent again, and nothing was done: {refusal}{more}.")
        copy = send_again(connection, found, at=at)
        if copy is None:
            raise Refused(f"Message {number} is not sent again, and nothing was done: {Refusal.SETTLED}.")
        detail = f"as message {copy}" + (", though it may arrive twice" if found.status == "unknown" else "")
        audit.record(connection, at=at, actor=asked.by, action="send again", subject=f"message {number}", detail=detail)
        done.append(f"Message {number} goes out again, as message {copy}.")
    return "\n".join(done)


def _set_aside(connection: Connection, asked: argparse.Namespace, _program: Any) -> str:
    at = now(connection)
    staff_member(connection, asked.by)
    reason = str(asked.reason).strip()
    if not reason:
        raise Refused("A reason is needed, for the audit line.")
    for number in asked.message:
        if not set_aside(connection, _found(connection, number)):
            raise Refused(f"Message {number} is not on the list, and nothing was done.")
        audit.record(connection, at=at, actor=asked.by, action="set aside", subject=f"message {number}", detail=reason)
    numbers = ", ".join(str(number) for number in asked.message)
    return f"Set aside: {numbers}."


def _found(connection: Connection, number: int) -> DeadLetter:
    found = letter(connection, number) if 0 < number <= AMOUNT_MAX else None
    if found is None:
        raise Refused(f"We sent no message {number}.")
    return found
