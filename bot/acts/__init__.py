"""Acts: what staff do by command line (`python app.py staff …`), each in one transaction, with an audit line.

One file a subject; this one holds what they share.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any, Protocol

from sqlalchemy.engine import Connection

from bot.understand.phones import read_phone
from models.clock import now
from models.customers import Customer, customer_with
from models.orders import Desk
from models.slow import Slow
from models.staff import Role, role_of

Make = Callable[[], Any]
Deed = Callable[[Connection, argparse.Namespace, Any], str]


class Act(Protocol):
    """How a subject adds one act."""

    def __call__(self, name: str, what: str, deed: Deed) -> argparse.ArgumentParser:
        """Return the parser of the act, for its arguments."""


class Refused(Exception):
    """The act was not done; the message says why."""


def in_one_transaction(asked: argparse.Namespace, make: Make, deed: Deed) -> int:
    """Do the act and print what it says; nothing of it stays when it is refused."""
    program = make()
    program.database.prepare()
    try:
        done = program.database.run(lambda connection: deed(connection, asked, program))
    except Refused as refused:
        print(refused, file=sys.stderr)  # noqa: T201  a command answers
        return 2
    print(done)  # noqa: T201  a command answers
    return 0


def signed(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Have the act say who does it."""
    parser.add_argument("--by", required=True, metavar="NAME", help="who you are (staff add)")
    return parser


def staff_member(connection: Connection, name: str) -> Role:
    """Return the role of the staff member who acts; strangers and auditors are refused."""
    role = role_of(connection, name)
    if role is None:
        raise Refused(f"{name} is not on the staff: app.py staff add {name} --role agent")
    if role is Role.AUDITOR:
        raise Refused("Auditors look on; they do not act.")
    return role


def customer_named(connection: Connection, phone: str) -> Customer:
    """Return the customer with this number, in whatever spelling."""
    number = read_phone(phone).value
    owner = customer_with(connection, number) if number else None
    if owner is None:
        raise Refused("No customer has this number.")
    return owner


def desk_of(connection: Connection, program: Any) -> Desk:
    """Return what a handler needs to carry out an order of staff."""
    return Desk(connection, now(connection), program.secrets, Slow())
