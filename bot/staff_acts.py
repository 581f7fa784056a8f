"""What staff do by command line, each act with an audit line: cases, replies, handing back, a new PIN."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any

from sqlalchemy.engine import Connection

from bot.understand.phones import read_phone
from bot.words import Speaker
from models import audit
from models.cases import answered, case, open_cases
from models.clock import now
from models.conversations import queue, set_mode
from models.customers import customer, customer_with
from models.handing import HandedBack, StaffSaid, conversation_identity
from models.orders import Desk
from models.pins import allow_reset
from models.slow import Slow
from models.staff import Role, add_staff, role_of

Make = Callable[[], Any]
Add = Callable[[str, str, Callable[[argparse.Namespace, Make], int]], argparse.ArgumentParser]
REPLY_MAX = 1_000


class Refused(Exception):
    """The act was not done; the message says why."""


def add_commands(add: Add) -> None:
    """Add `staff` and its acts to the program's commands."""
    staff = add("staff", "what support staff do: add, cases, reply, hand-back, reset-pin", _nothing)
    acts = staff.add_subparsers(required=True, metavar="ACT")

    def act(
        name: str, what: str, deed: Callable[[Connection, argparse.Namespace, Any], str]
    ) -> argparse.ArgumentParser:
        one = acts.add_parser(name, help=what, description=what)
        one.set_defaults(command=lambda asked, make: _in_one_transaction(asked, make, deed))
        return one

    adding = act("add", "add a staff member", _add)
    adding.add_argument("name")
    adding.add_argument("--role", required=True, choices=[role.value for role in Role])
    adding.add_argument("--by", default="operator", metavar="NAME")
    act("cases", "list what waits for a person", _cases)
    replying = act("reply", "answer a case in the customer's conversation", _reply)
    replying.add_argument("case", type=int)
    replying.add_argument("text")
    handing = act("hand-back", "give the conversation of a case back to the bot", _hand_back)
    handing.add_argument("case", type=int)
    resetting = act("reset-pin", "let a customer set a new PIN, after checking that it is her", _reset_pin)
    resetting.add_argument("phone", help="the customer's number")
    resetting.add_argument("--reason", required=True, help="how it was checked")
    for each in (replying, handing, resetting):
        each.add_argument("--by", required=True, metavar="NAME", help="who you are (staff add)")


def _nothing(_asked: argparse.Namespace, _make: Make) -> int:
    return 2


def _in_one_transaction(
    asked: argparse.Namespace, make: Make, deed: Callable[[Connection, argparse.Namespace, Any], str]
) -> int:
    program = make()
    if not program.database.is_migrated():
        program.database.migrate()
    try:
        done = program.database.run(lambda connection: deed(connection, asked, program))
    except Refused as refused:
        print(refused, file=sys.stderr)  # noqa: T201  a command answers
        return 2
    print(done)  # noqa: T201  a command answers
    return 0


def _add(connection: Connection, asked: argparse.Namespace, _program: Any) -> str:
    at = now(connection)
    if not add_staff(connection, asked.name, Role(asked.role), at=at):
        raise Refused(f"{asked.name} is on the staff already.")
    audit.record(connection, at=at, actor=asked.by, action="add staff", subject=asked.name, detail=asked.role)
    return f"{asked.name} is on the staff as {asked.role}."


def _cases(connection: Connection, _asked: argparse.Namespace, _program: Any) -> str:
    lines = []
    for each in open_cases(connection):
        who = customer(connection, each.customer) if each.customer else None
        name = f"{who.short_name} {who.phone.masked}" if who else "a stranger"
        said = Speaker("en", now(connection)).say_time(each.opened_at)
        lines.append(
            f"#{each.id} {each.kind} ({each.status}) {name}, since {said}{': ' + each.detail if each.detail else ''}"
        )
    return "\n".join(lines) or "No case is open."


def _reply(connection: Connection, asked: argparse.Namespace, _program: Any) -> str:
    at = now(connection)
    _staff_member(connection, asked.by)
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
    _staff_member(connection, asked.by)
    found = case(connection, asked.case)
    if found is None or found.conversation is None:
        raise Refused(f"Case {asked.case} has no conversation.")
    identity = conversation_identity(connection, found.conversation)
    set_mode(connection, found.conversation, "bot")
    answered(connection, found.id, by=asked.by, at=at)
    queue(connection, identity, found.conversation, at=at, fact=HandedBack(by=asked.by))
    audit.record(connection, at=at, actor=asked.by, action="hand back", subject=f"case {found.id}")
    return f"The conversation of case {found.id} is the bot's again."


def _reset_pin(connection: Connection, asked: argparse.Namespace, program: Any) -> str:
    at = now(connection)
    _staff_member(connection, asked.by)
    number = read_phone(asked.phone).value
    owner = customer_with(connection, number) if number else None
    if owner is None:
        raise Refused("No customer has this number.")
    allowed = allow_reset(Desk(connection, at, program.secrets, Slow()), owner.id)
    audit.record(
        connection, at=at, actor=asked.by, action="reset pin", subject=f"customer {owner.id}", detail=asked.reason
    )
    until = Speaker("en", at).say_time(allowed.until)
    return f"{owner.short_name} may set a new PIN until {until}; all her channels are told."


def _staff_member(connection: Connection, name: str) -> Role:
    role = role_of(connection, name)
    if role is None:
        raise Refused(f"{name} is not on the staff: app.py staff add {name} --role agent")
    if role is Role.AUDITOR:
        raise Refused("Auditors look on; they do not act.")
    return role
