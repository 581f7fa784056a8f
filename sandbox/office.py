"""The office: the wallet's side of the sandbox, as the simulator's page and the sandbox's endpoints need it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from flask import Blueprint, Response, jsonify, request
from sqlalchemy import text
from sqlalchemy.engine import Connection

from bot.channels.markup import plain
from bot.understand.amounts import read_amount
from bot.understand.phones import read_phone
from bot.words import Speaker, rupiah, worded
from models import clock
from models.counters import CashHandedOut, CashTakenIn, PayInCash, Redeem
from models.customers import Customer, Tier, customer_with, set_tier
from models.database import Database
from models.money import Money
from models.orders import Desk, Fact, Order, carry_out
from models.phone import Phone
from models.references import spoken
from models.secrets import Secrets
from models.slow import Slow
from models.topping_up import PayIn, ToppedUp
from models.upgrading import MakePremium
from models.va import PREFIXES, owner_of, va_number
from sandbox import loopback_only, same_origin_only
from sandbox.page import Account, Outcome
from sandbox.world import World

T = TypeVar("T")

YEARS_MAX = 10

BANKS = (("bca", "BCA"), ("bni", "BNI"), ("bri", "BRI"), ("cimb", "CIMB Niaga"), ("other", "Other bank"))
COUNTERS = (
    ("alfamart", "Alfamart"),
    ("indomaret", "Indomaret"),
    ("digibos", "LKD Digibos"),
    ("danamon", "Danamon ATM"),
)
_CUSTOMERS = text("SELECT first_name, last_name, phone, tier, language FROM customers ORDER BY id")


class SandboxOffice:
    """Does at the counter what partners do in the world outside."""

    def __init__(self, database: Database, secrets: Secrets, world: World) -> None:
        self._database = database
        self._secrets = secrets
        self._world = world

    def now(self) -> datetime:
        """Return the time by which customers and their money live."""
        return self._read(clock.now)

    def offset(self) -> timedelta:
        """Return how far the clock has been moved ahead."""
        return self._read(lambda connection: clock.now(connection) - clock.real_now(connection))

    def forward(self, by: timedelta) -> None:
        """Move the clock ahead."""
        self._database.run(lambda connection: clock.forward(connection, by))

    def customers(self) -> Sequence[Account]:
        """Return the customers, oldest first."""
        rows = self._read(lambda connection: connection.execute(_CUSTOMERS).all())
        return [Account(f"{row[0]} {row[1]}".strip(), row[2], row[3], row[4]) for row in rows]

    def banks(self) -> Sequence[tuple[str, str]]:
        """Return the banks as (code, label)."""
        return BANKS

    def va_of(self, bank: str, phone: str) -> str:
        """Return this customer's virtual account number at this bank."""
        return va_number(bank, Phone(phone))

    def pay_in(self, bank: str, va: str, amount_text: str) -> Outcome:
        """Have a teller pay into a virtual account."""
        amount = read_amount(amount_text).value
        if amount is None:
            return Outcome(False, f"{amount_text!r} is no amount. Nothing was paid in.")
        if bank not in PREFIXES:
            return Outcome(False, "No such bank. Nothing was paid in.")
        va = va.strip()
        told = self._order(PayIn(uuid.uuid4().hex, bank, va, Money(amount)))
        paid = rupiah(amount, "en")
        self._world.note(dict(BANKS)[bank], f"{paid} into {va}", "00" if isinstance(told, ToppedUp) else "05")
        if isinstance(told, ToppedUp):
            return Outcome(True, f"{paid} credited to {self._owner(bank, va)}", spoken(told.reference))
        return Outcome(False, self._say(told))

    def counters(self) -> Sequence[tuple[str, str]]:
        """Return the tills and cash machines as (code, label)."""
        return COUNTERS

    def cash(self, partner: str, action: str, phone: str, token: str, amount_text: str) -> Outcome:
        """Have a till take cash in (`topup`), or a till or cash machine hand it out (`redeem`)."""
        amount, number = read_amount(amount_text).value, read_phone(phone).value
        if partner not in dict(COUNTERS) or action not in ("topup", "redeem"):
            return Outcome(False, "No such counter. No cash changed hands.")
        if amount is None:
            return Outcome(False, f"{amount_text!r} is no amount. No cash changed hands.")
        if number is None:
            return Outcome(False, f"{phone!r} is no mobile number. No cash changed hands.")
        call, cash = uuid.uuid4().hex, rupiah(amount, "en")
        if action == "redeem":
            told = self._order(Redeem(call, partner, Phone(number), token, Money(amount)))
            done, what = "handed out to", f"{cash} out for {number}"
        else:
            told = self._order(PayInCash(call, partner, Phone(number), token or None, Money(amount)))
            done, what = "credited to", f"{cash} in for {number}"
        code = "00" if isinstance(told, CashHandedOut | CashTakenIn) else "05"
        self._world.note(dict(COUNTERS)[partner], what, code)
        if isinstance(told, CashHandedOut | CashTakenIn):
            owner = self._customer(number)
            return Outcome(True, f"{cash} {done} {owner.first_name if owner else number}", spoken(told.reference))
        return Outcome(False, self._say(told))

    def set_premium(self, phone: str, premium: bool) -> Outcome:
        """Make the customer Premium or Regular, without an application."""
        found = self._customer(phone)
        if found is None:
            return Outcome(False, "No customer has this number yet.")
        if premium:
            self._order(MakePremium("", found.id))
            return Outcome(True, f"{found.first_name} is Premium.")
        self._database.run(lambda connection: set_tier(connection, found.id, Tier.REGULAR))
        return Outcome(True, f"{found.first_name} is Regular.")

    def _customer(self, phone: str) -> Customer | None:
        number = read_phone(phone).value
        return self._read(lambda connection: customer_with(connection, number)) if number else None

    def _owner(self, bank: str, va: str) -> str:
        phone = owner_of(bank, va)
        found = self._customer(phone) if phone else None
        return found.first_name if found else va

    def _order(self, order: Order[Any]) -> Fact:
        slow = Slow()

        def work(connection: Connection) -> Fact:
            return carry_out(Desk(connection, clock.now(connection), self._secrets, slow), order)

        return self._database.run(work)

    def _say(self, told: Fact) -> str:
        words = worded(told).words
        return plain(Speaker("en", self.now()).say(words))

    def _read(self, question: Callable[[Connection], T]) -> T:
        with self._database.read() as connection:
            return question(connection)


def office_endpoints(office: SandboxOffice, world: World) -> Blueprint:
    """Return the sandbox's endpoints for programs: SMS inbox, bank, Premium, clock."""
    endpoints = Blueprint("office", __name__, url_prefix="/sandbox")
    endpoints.before_request(loopback_only)
    endpoints.before_request(same_origin_only)

    @endpoints.get("/sms")
    def sms() -> Response:
        """What came to a number by SMS, newest last."""
        number = read_phone(request.args.get("to", "").replace(" ", "+", 1)).value or request.args.get("to", "")
        return jsonify([{"at": each.at.isoformat(), "to": each.to, "text": each.text} for each in world.sms(number)])

    @endpoints.post("/bank")
    def bank() -> tuple[Response, int]:
        """A teller pays into a VA."""
        asked = _asked()
        return _answer(office.pay_in(str(asked.get("bank", "")).lower(), str(asked.get("va", "")), _amount_in(asked)))

    @endpoints.post("/cashier")
    def cashier() -> tuple[Response, int]:
        """A till takes cash in, or a till or cash machine hands it out against a token."""
        asked = _asked()
        partner, action = (str(asked.get(name) or "").lower() for name in ("partner", "action"))
        phone, token = (str(asked.get(name) or "") for name in ("phone", "token"))
        return _answer(office.cash(partner, action, phone, token, _amount_in(asked)))

    @endpoints.post("/premium")
    def premium() -> tuple[Response, int]:
        """Made Premium without an application."""
        return _answer(office.set_premium(str(_asked().get("phone", "")), premium=True))

    @endpoints.get("/clock")
    def clock_now() -> Response:
        """What time it is."""
        return jsonify({"now": office.now().isoformat()})

    @endpoints.post("/clock")
    def clock_forward() -> tuple[Response, int]:
        """Move it ahead."""
        seconds = _asked().get("forward")
        if (
            not isinstance(seconds, int | float)
            or isinstance(seconds, bool)
            or not 0 <= seconds <= YEARS_MAX * 31_622_400
        ):
            return jsonify({"ok": False, "reason": "forward: a number of seconds, not below 0"}), 400
        office.forward(timedelta(seconds=seconds))
        return jsonify({"now": office.now().isoformat()}), 200

    return endpoints


def _asked() -> dict[str, Any]:
    asked = request.get_json(silent=True)
    return asked if isinstance(asked, dict) else dict(request.form)


def _amount_in(asked: dict[str, Any]) -> str:
    amount = asked.get("amount", "")
    return f"Rp{amount}" if type(amount) is int else str(amount)


def _answer(outcome: Outcome) -> tuple[Response, int]:
    if outcome.ok:
        return jsonify({"ok": True, "reference": outcome.reference}), 200
    return jsonify({"ok": False, "reason": outcome.text}), 200
