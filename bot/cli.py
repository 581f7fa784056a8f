"""The commands: `python app.py COMMAND`. Each is a few lines over what other files do."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import re
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from bot import processes
from bot.acts import Deed, desk_of, in_one_transaction
from bot.acts import applications as application_acts
from bot.acts import cases as case_acts
from bot.acts import customers as customer_acts
from bot.acts import friend_cash as friend_cash_acts
from bot.acts import people as people_acts
from bot.acts import undelivered as undelivered_acts
from bot.backing_up import BackupFailed, back_up, be_patient
from bot.channels.terminal import Terminal
from bot.channels.whatsapp_templates import templates_to_make
from bot.doorkeeper import AddressTaken
from bot.evaluating import cases, figures, odd_texts, report, slowest
from bot.health import ClockBehind, refuse_to_start_behind
from bot.message import Kind, Message
from bot.pulse import Pulse
from bot.readings import Find, reading, reading_as
from bot.settings import VAR, make_secrets, settings_as_they_are
from bot.supervisor import supervise
from models import audit, dormancy
from models.check_books import check, figures_of_the_books
from models.clock import month_of, now
from models.customers import CustomerId
from models.figures import all_figures, set_figure
from models.migrating import TablesBehind, TablesBusy
from models.money import Money
from models.proofs import note_proof

Make = Callable[[], Any]
DEVELOPMENT = Path(__file__).parents[1] / "tests" / "understand" / "development"


def run(arguments: list[str], make: Make, ask: Callable[[], Find] | None = None) -> int:
    """Run the command that the arguments name; `make` assembles the program, `ask` only what answers questions."""
    asked = _parser().parse_args(arguments)
    asked.ask = ask
    command: Callable[[argparse.Namespace, Make], int] = asked.command
    try:
        return command(asked, make)
    except (AddressTaken, ClockBehind, TablesBehind, TablesBusy) as wrong:
        print(f"app.py: {wrong}", file=sys.stderr)
        return 2


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
    evaluated = add("evaluate", "how much is understood, on sentences that nothing was learnt from", _evaluate)
    evaluated.add_argument("--sets", type=Path, default=DEVELOPMENT, metavar="FOLDER", help="the sentences")
    evaluated.add_argument("--worst", type=int, default=20, metavar="N", help="how many mistakes are shown")
    evaluated.add_argument("--odd", type=int, default=0, metavar="N", help="read N random texts instead")
    evaluated.add_argument("--json", action="store_true", help="the figures alone, as JSON")
    twilio = add("twilio", "what is to be set up at Twilio", lambda _asked, _make: 2)
    shown = twilio.add_subparsers(required=True, metavar="WHAT")
    what = "print the templates to be made for WhatsApp, and which are set"
    templates = shown.add_parser("templates", help=what, description=what)
    templates.set_defaults(command=_templates)
    add("check-books", "prove the books; ends with 1 at a lie", _check_books)
    backup = add("backup", "copy the database while it works, and prove the copy; ends with 1 at a lie", _backup)
    backup.add_argument("file", type=Path, help="a new file")
    backup.add_argument("--media", type=Path, metavar="FOLDER", help="copy the photos there too, those it lacks")
    for name, what in (("limits", "limits and lifetimes"), ("tariff", "fees")):
        figures = add(name, f"show the operator's {what}, or change one", _figures)
        figures.add_argument("figure", nargs="?", help="its name")
        figures.add_argument("value", nargs="?", type=int, help="its new value")
        figures.add_argument("--by", default="", metavar="NAME", help="who changes it, for the audit line")
        figures.set_defaults(fees=name == "tariff")
    fees = add("dormant-fees", "take the month's fee from wallets that nobody uses (terms 3.8)", _dormant_fees)
    fees.add_argument("--month", required=True, metavar="YYYY-MM", help="in WIB; this month or an earlier one")
    fees.add_argument("--by", default="operator", metavar="NAME", help="who runs it, for the audit line")
    _add_staff(add)
    return parser


def _add_staff(add: Callable[..., argparse.ArgumentParser]) -> None:
    staff = add("staff", "what support staff do, each act with an audit line", lambda _asked, _make: 2)
    acts = staff.add_subparsers(required=True, metavar="ACT")

    def act(name: str, what: str, deed: Deed) -> argparse.ArgumentParser:
        one = acts.add_parser(name, help=what, description=what)
        one.set_defaults(command=lambda asked, make: in_one_transaction(asked, make, deed))
        return one

    for subject in (application_acts, people_acts, case_acts, customer_acts, friend_cash_acts, undelivered_acts):
        subject.add_acts(act)


def _run(_asked: argparse.Namespace, make: Make) -> int:
    os.environ.setdefault("SANDBOX", "1")
    os.environ.setdefault("LOG_FORMAT", "plain")
    if make_secrets():
        print(
            f"Made SECRET_KEY and PIN_PEPPER in {VAR}/secrets.env. Keep that file: without its pepper no PIN "
            "works again."
        )
    program = make()
    print(f"Preparing the database ({program.database.url.get_backend_name()}) …", flush=True)
    program.database.migrate()
    also = people_acts.desk_sign_in(program) if program.settings.sandbox else ""
    program.database.close()
    print("Starting web, sender and worker …", flush=True)
    return supervise(program.settings, lambda line: print(line, flush=True), also)


def _serve(_asked: argparse.Namespace, make: Make) -> int:
    program = _prepare(make)
    refuse_to_start_behind(program.database)
    program.database.close()
    return processes.serve(make)


def _send(asked: argparse.Namespace, make: Make) -> int:
    program = _prepare(make)
    refuse_to_start_behind(program.database)
    with Pulse(program.database, "send"):
        asyncio.run(program.sender().drain() if asked.drain else processes.send(program))
    return 0


def _work(_asked: argparse.Namespace, make: Make) -> int:
    program = _prepare(make)
    refuse_to_start_behind(program.database)
    with Pulse(program.database, "work"):
        processes.work(program)
    return 0


def _migrate(_asked: argparse.Namespace, make: Make) -> int:
    make().database.migrate()
    return 0


def _prepare(make: Make) -> Any:
    """Return the assembled program; an empty database gets its tables first."""
    program = make()
    program.database.prepare()
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
    find = asked.ask() if asked.ask is not None and asked.form is None else None
    for line in sys.stdin:
        text = line.rstrip("\n")
        told = reading_as(text, asked.form) if asked.form else reading(text, find)
        print(json.dumps(told, ensure_ascii=False), flush=True)
    return 0


def _evaluate(asked: argparse.Namespace, _make: Make) -> int:
    find = asked.ask()
    if asked.odd:
        median, longest, text = slowest(odd_texts(asked.odd), lambda text: reading(text, find))
        print(f"{asked.odd} random texts: median {median:.2f} ms, slowest {longest:.1f} ms: {text!r}")
        return 0
    every = cases(asked.sets, lambda text: reading(text, find))
    if not every:
        print(f"app.py: no *.jsonl in {asked.sets}", file=sys.stderr)
        return 2
    for line in [json.dumps(figures(every))] if asked.json else report(every, worst=asked.worst):
        print(line)
    return 0


def _templates(_asked: argparse.Namespace, _make: Make) -> int:
    for line in templates_to_make(settings_as_they_are().templates):
        print(line)
    return 0


def _check_books(_asked: argparse.Namespace, make: Make) -> int:
    database = _prepare(make).database
    with database.read() as connection:
        be_patient(connection)
        lies = check(connection)
        for name, figure in figures_of_the_books(connection).items():
            print(f"{name}: {figure}")
    with contextlib.suppress(DBAPIError):  # A copy that can only be read is checked as well.
        database.run(lambda connection: note_proof(connection, "books", good=not lies))
    for lie in lies:
        print(f"LIE {lie}")
    print("The books are clean." if not lies else f"{len(lies)} lies.")
    return 1 if lies else 0


def _backup(asked: argparse.Namespace, make: Make) -> int:
    program = _prepare(make)
    media = program.settings.media_path
    try:
        made = back_up(program.database, asked.file, media=media, media_to=asked.media)
    except BackupFailed as wrong:
        print(f"app.py: {wrong}", file=sys.stderr)
        return 2
    for lie in made.lies:
        print(f"LIE {lie}")
    print(f"{made.file}: {made.file.stat().st_size:,} bytes. ", end="")
    print("The books in it are clean." if not made.lies else f"{len(made.lies)} lies in its books.")
    if asked.media is not None:
        print(f"{asked.media}: {made.photos} photos were copied.")
    else:
        print(f"The photos are not in it: copy {media} after it, or name a folder with --media.")
    print("SECRET_KEY and PIN_PEPPER are not in it, and it is of no use without them. Keep them apart from it.")
    return 1 if made.lies else 0


def _dormant_fees(asked: argparse.Namespace, make: Make) -> int:
    """One transaction a customer, so that the command may be stopped and run again at any point."""
    program = _prepare(make)
    found = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", asked.month)
    month = int(found[1] + found[2]) if found else 0
    with program.database.read() as connection:
        this_month = month_of(now(connection))
    if not 200001 <= month <= this_month:
        print("--month is a month such as 2026-11, not one to come.", file=sys.stderr)
        return 2
    customers = program.database.run(lambda connection: dormancy.dormant_in(connection, month))
    taken, announced = [], 0
    for each in customers:
        amount = program.database.run(lambda connection, each=each: _charge(connection, program, each, month, asked.by))
        if amount is not None:
            taken.append(amount)
        else:
            announced += program.database.run(
                lambda connection, each=each: dormancy.announce(desk_of(connection, program), each, month)
            )
    print(f"{asked.month}: {len(customers)} dormant, fee taken from {len(taken)}, Rp{sum(taken):,} in all;")
    print(f"{announced} were told now and pay from a later month on; the others were charged before or told lately.")
    return 0


def _charge(connection: Connection, program: Any, customer: CustomerId, month: int, by: str) -> Money | None:
    desk = desk_of(connection, program)
    amount = dormancy.charge(desk, customer, month)
    if amount is not None:
        subject, detail = f"customer {customer}", f"Rp{int(amount):,} for {month}"
        audit.record(connection, at=desk.now, actor=by, action="dormant fee", subject=subject, detail=detail)
    return amount


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
