"""People: who is on the staff, and the password with which she signs in at the desk."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from typing import Any

from sqlalchemy.engine import Connection

from bot.acts import Act, Deed, Make, Refused, in_one_transaction
from bot.settings import VAR
from models import audit
from models.clock import now
from models.passwords import new_password, refusal_of_password
from models.staff import Role, add_staff, member, set_password
from models.staff_sessions import end_sessions_of

SANDBOX_NAME = "dewi"
SANDBOX_FILE = VAR / "desk-password"


def add_acts(act: Act) -> None:
    """Add `staff add` and `password`."""
    adding = _with_password(act("add", "add a staff member", _add), _add)
    adding.add_argument("name")
    adding.add_argument("--role", required=True, choices=[role.value for role in Role])
    setting = _with_password(act("password", "set a staff member's password, and sign her out everywhere", _set), _set)
    setting.add_argument("name")
    for each in (adding, setting):
        each.add_argument("--by", default="operator", metavar="NAME")
        each.add_argument("--password-stdin", action="store_true", help="read the password from one line of input")


def desk_sign_in(program: Any) -> str:
    """Have the sandbox's supervisor on the staff, and return how to sign in as her; her password is made once."""
    password = _sandbox_password()
    with program.database.read() as connection:
        known = member(connection, SANDBOX_NAME)
    desk = f"The desk is at {program.settings.own_url}/staff/, sign in as {SANDBOX_NAME}"
    if known is not None and known.password:
        right = program.secrets.password_matches(known.password, password)
        return f"{desk}, password {password}" if right else f"{desk}, with the password that you set."
    hashed = program.secrets.hash_password(password)

    def put(connection: Connection) -> None:
        at = now(connection)
        if add_staff(connection, SANDBOX_NAME, Role.SUPERVISOR, at=at):
            audit.record(connection, at=at, actor="make run", action="add staff", subject=SANDBOX_NAME)
        set_password(connection, SANDBOX_NAME, hashed)

    program.database.run(put)
    return f"{desk}, password {password}"


def _with_password(parser: argparse.ArgumentParser, deed: Deed) -> argparse.ArgumentParser:
    """Have the act ask for a password and hash it before its transaction begins: both take their time."""

    def command(asked: argparse.Namespace, make: Make) -> int:
        try:
            asked.password, asked.made = _asked_password(asked)
        except Refused as refused:
            print(refused, file=sys.stderr)  # noqa: T201  a command answers
            return 2
        program = make()
        asked.hashed = program.secrets.hash_password(asked.password)
        return in_one_transaction(asked, lambda: program, deed)

    parser.set_defaults(command=command)
    return parser


def _add(connection: Connection, asked: argparse.Namespace, _program: Any) -> str:
    at = now(connection)
    if not add_staff(connection, asked.name, Role(asked.role), at=at):
        raise Refused(f"{asked.name} is on the staff already.")
    set_password(connection, asked.name, asked.hashed)
    audit.record(connection, at=at, actor=asked.by, action="add staff", subject=asked.name, detail=asked.role)
    return f"{asked.name} is on the staff as {asked.role}.{_told(asked)}"


def _set(connection: Connection, asked: argparse.Namespace, _program: Any) -> str:
    staff_id = set_password(connection, asked.name, asked.hashed)
    if staff_id is None:
        raise Refused(f"{asked.name} is not on the staff: app.py staff add {asked.name} --role agent")
    end_sessions_of(connection, staff_id)
    at = now(connection)
    audit.record(connection, at=at, actor=asked.by, action="set staff password", subject=f"staff {asked.name}")
    return f"{asked.name} has a new password and is signed out everywhere.{_told(asked)}"


def _told(asked: argparse.Namespace) -> str:
    return f"\nHer password for the desk, shown only now: {asked.password}" if asked.made else ""


def _asked_password(asked: argparse.Namespace) -> tuple[str, bool]:
    """Return the password, and whether it was made here: typed twice at a terminal, read from a pipe, or made."""
    if asked.password_stdin:
        return _accepted(asked.name, sys.stdin.readline().rstrip("\r\n")), False
    if not _at_a_terminal():
        return new_password(), True
    first = _accepted(asked.name, getpass.getpass(f"Password for {asked.name}: "))
    if getpass.getpass("Once more: ") != first:
        raise Refused("The two are not the same. Nothing was changed.")
    return first, False


def _at_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _accepted(name: str, password: str) -> str:
    refused = refusal_of_password(name, password)
    if refused:
        raise Refused(f"{refused} Nothing was changed.")
    return password


def _sandbox_password() -> str:
    """Return the password kept in `var/`, made at the first run (mode 600)."""
    if SANDBOX_FILE.exists():
        return SANDBOX_FILE.read_text().strip()
    password = new_password()
    SANDBOX_FILE.parent.mkdir(exist_ok=True)
    descriptor = os.open(SANDBOX_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(f"{password}\n")
    return password
