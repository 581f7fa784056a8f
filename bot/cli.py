"""The commands: `python app.py COMMAND`. Each is a few lines over what other files do."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import uuid
from collections.abc import Callable
from typing import Any

from sqlalchemy.engine import Connection

from bot import processes, staff_acts
from bot.channels.terminal import Terminal
from bot.message import Kind, Message
from bot.settings import VAR, make_secrets
from bot.understand.amounts import read_amount
from bot.understand.intents import understand
from bot.understand.phones import read_phone
from models import audit
from models.check_books import check, figures_of_the_books
from models.clock import now
from models.figures import all_figures, set_figure

Make = Callable[[], Any]


def run(arguments: list[str], make: Make) -> int:
    """Run the command that the arguments name; `make` assembles the program."""
    asked = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace, Make], int] = asked.command
    return command(asked, make)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="app.py", description="The KasPro wallet in a conversation.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, what: str, command: Callable[[argparse.Namespace, Make], int]) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=what, description=what)
        one.set_defaults(command=command)
        return one

    add("run", "web, sender and worker under one supervisor, with the sandbox", _run)
    add("serve", "the web server alone", _serve)
    sender = add("send", "the sender alone", _send)
    sender.add_argument("--drain", action="store_true", help="empty the queue and end")
    add("work", "the worker alone", _work)
    add("migrate", "bring the database's tables up to date", _migrate)
    chat = add("chat", "talk to the wallet in the terminal, or from a pipe", _chat)
    chat.add_argument("--channel", default="terminal", choices=("terminal", "telegram", "whatsapp"))
    chat.add_argument("--from", dest="sender", default="me", metavar="ID", help="who is talking")
    chat.add_argument("--lang", choices=("id", "en"), help="the language of a stranger")
    meaning = add("understand", "one text a line in, one JSON a line out", _understand)
    meaning.add_argument("--as", dest="form", choices=("amount", "phone"), help="read each line as this answer")
    add("check-books", "prove the books; ends with 1 at a lie", _check_books)
    for name, what in (("limits", "limits and lifetimes"), ("tariff", "fees")):
        figures = add(name, f"show the operator's {what}, or change one", _figures)
        figures.add_argument("figure", nargs="?", help="its name")
        figures.add_argument("value", nargs="?", type=int, help="its new value")
        figures.add_argument("--by", default="", metavar="NAME", help="who changes it, for the audit line")
        figures.set_defaults(fees=name == "tariff")
    staff_acts.add_commands(add)
    return parser


def _run(_asked: argparse.Namespace, make: Make) -> int:
    os.environ.setdefault("SANDBOX", "1")
    if make_secrets():
        print(
            f"Made SECRET_KEY and PIN_PEPPER in {VAR}/secrets.env. Keep that file: without its pepper no PIN "
            "works again."
        )
    program = make()
    print(f"Preparing the database ({program.database.url.get_backend_name()}) …", flush=True)
    program.database.migrate()
    program.database.close()
    print("Starting web, sender and worker …", flush=True)
    return processes.supervise(program.settings, lambda line: print(line, flush=True))


def _serve(_asked: argparse.Namespace, make: Make) -> int:
    _prepare(make)
    processes.serve(make)
    return 0


def _send(asked: argparse.Namespace, make: Make) -> int:
    program = _prepare(make)
    asyncio.run(program.sender().drain() if asked.drain else processes.send(program))
    return 0


def _work(_asked: argparse.Namespace, make: Make) -> int:
    processes.work(_prepare(make))
    return 0


def _migrate(_asked: argparse.Namespace, make: Make) -> int:
    make().database.migrate()
    return 0


def _prepare(make: Make) -> Any:
    """Return the assembled program; an empty database gets its tables first."""
    program = make()
    if not program.database.is_migrated():
        program.database.migrate()
    return program


def _chat(asked: argparse.Namespace, make: Make) -> int:
    """Lines in, replies out; the queue is emptied after each line, for this conversation and SMS alone."""
    make_secrets()
    program = _prepare(make)

    def show(line: str) -> None:
        print(line, flush=True)

    channels = {name: Terminal(name, show) for name in (asked.channel, "sms")}
    address = f"{asked.channel}:{asked.sender}"

    def say(text: str) -> None:
        said = Message(asked.channel, asked.sender, f"terminal:{uuid.uuid4()}", Kind.TEXT, text=text)
        program.intake.receive(said)
        asyncio.run(program.sender(channels, lane=address).drain())

    if asked.lang:
        say("english" if asked.lang == "en" else "bahasa indonesia")
    at_hand = sys.stdin.isatty()
    while True:
        if at_hand:
            print("> ", end="", flush=True)
        line = sys.stdin.readline()
        if not line:
            return 0
        if line.strip():
            say(line.rstrip("\n"))


def _understand(asked: argparse.Namespace, _make: Make) -> int:
    for line in sys.stdin:
        print(json.dumps(_meaning(line.rstrip("\n"), asked.form), ensure_ascii=False), flush=True)
    return 0


def _meaning(text: str, form: str | None) -> dict[str, Any]:
    if form is None:
        meaning = understand(text)
        return {
            "intent": meaning.intent,
            "slots": meaning.slots,
            "topic": None,
            "confidence": 0.0,
            "alternatives": list(meaning.alternatives),
        }
    found = read_amount(text) if form == "amount" else read_phone(text)
    answer: dict[str, Any] = {form: found.value}
    if found.candidates:
        answer["candidates"] = list(found.candidates)
    return answer


def _check_books(_asked: argparse.Namespace, make: Make) -> int:
    with _prepare(make).database.read() as connection:
        lies = check(connection)
        for name, figure in figures_of_the_books(connection).items():
            print(f"{name}: {figure}")
    for lie in lies:
        print(f"LIE {lie}")
    print("The books are clean." if not lies else f"{len(lies)} lies.")
    return 1 if lies else 0


def _figures(asked: argparse.Namespace, make: Make) -> int:
    program = _prepare(make)

    def change(connection: Connection) -> None:
        set_figure(connection, asked.figure, asked.value)
        detail = f"{asked.figure} = {asked.value}"
        audit.record(
            connection, at=now(connection), actor=asked.by, action="set figure", subject=asked.figure, detail=detail
        )

    if asked.value is not None:
        if not asked.by:
            print("Say who changes it: --by NAME", file=sys.stderr)
            return 2
        if asked.figure.startswith("fee.") is not asked.fees:
            print("Fees are changed by `tariff`, the others by `limits`.", file=sys.stderr)
            return 2
        try:
            program.database.run(change)
        except ValueError as wrong:
            print(wrong, file=sys.stderr)
            return 2
    with program.database.read() as connection:
        mine = [each for each in all_figures(connection) if each.name.startswith("fee.") is asked.fees]
    shown = [each for each in mine if asked.figure in (None, each.name)]
    for each in shown:
        print(f"{each.name} = {each.value}  ({each.means}; {each.source})")
    if not shown:
        print(f"There is no figure {asked.figure!r} here.", file=sys.stderr)
    return 0 if shown else 2
