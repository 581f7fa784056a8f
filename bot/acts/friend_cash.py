"""Friend's cash by command line: a person of KasPro decides where the held money goes."""

from __future__ import annotations

import argparse
from typing import Any

from sqlalchemy.engine import Connection

from bot.acts import Act, Refused, desk_of, signed, staff_member
from models import audit
from models.cash_requests import CashRequest, with_reference
from models.customers import Status, customer, lock_customer
from models.friend_cash import decide
from models.references import spoken
from models.staff import Role


def add_acts(act: Act) -> None:
    """Add `staff settle-cash`."""
    settling = signed(act("settle-cash", "end a withdrawal with a friend whose cash is in dispute", _settle))
    settling.add_argument("reference", help="of the withdrawal")
    settling.add_argument("--to", required=True, choices=("friend", "payer"), help="whose money it is now")
    settling.add_argument("--reason", required=True, help="what was found out; for the audit line alone")


def _settle(connection: Connection, asked: argparse.Namespace, program: Any) -> str:
    if staff_member(connection, asked.by) is not Role.SUPERVISOR:
        raise Refused("Only a supervisor decides where held money goes.")
    reason = asked.reason.strip()
    if not reason:
        raise Refused("Say what was found out: --reason")
    request = with_reference(connection, asked.reference)
    if request is None:
        raise Refused(f"No withdrawal with a friend has the reference {asked.reference}.")
    to_friend = asked.to == "friend"
    # Locked, so that she is not blocked meanwhile.
    payer, friend = customer(connection, request.payer), lock_customer(connection, request.friend)
    if to_friend and friend.status is Status.CLOSED:
        raise Refused(f"The account of {friend.short_name} is closed: the money can only go back to the payer.")
    if to_friend and not friend.may_move_money:  # Nothing goes in while she is blocked (FAQ 8).
        raise Refused(f"The account of {friend.short_name} is blocked: reactivate it first, or give the money back.")
    desk = desk_of(connection, program)
    done = decide(desk, asked.reference, to_friend=to_friend)
    if done is None or isinstance(done, CashRequest):
        stands = done.step if done is not None else request.step
        raise Refused(f"Nothing is to be decided: the withdrawal {spoken(request.reference)} is {stands}.")
    audit.record(
        connection,
        at=desk.now,
        actor=asked.by,
        action="settle cash",
        subject=f"customer {payer.id}",
        detail=f"{spoken(request.reference)} to {asked.to}: {reason}",
    )
    went = f"went to {friend.short_name}" if to_friend else f"is back with {payer.short_name}"
    return f"The money of {spoken(request.reference)} {went}; both are told."
