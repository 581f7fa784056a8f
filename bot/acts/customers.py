"""Customers by command line: what staff do for one: a new PIN, her account blocked or active again."""

from __future__ import annotations

import argparse
from typing import Any

from sqlalchemy.engine import Connection

from bot.acts import Act, Refused, customer_named, desk_of, signed, staff_member
from bot.words import Speaker
from models import audit
from models.blocking import Block, Blocked, reactivate
from models.customers import lock_customer
from models.forgotten_pin import is_expected
from models.orders import carry_out
from models.pins import allow_reset
from models.staff import Role


def add_acts(act: Act) -> None:
    """Add `staff reset-pin`, `block` and `reactivate`."""
    resetting = signed(act("reset-pin", "let a customer set a new PIN, after checking that it is her", _reset_pin))
    resetting.add_argument("phone", help="the customer's number")
    resetting.add_argument("--reason", required=True, help="how it was checked")
    resetting.add_argument("--without-case", action="store_true", help="though no case of hers asks for it")
    for name, what, deed in (
        ("block", "block a customer's account: nothing goes in or out", _block),
        ("reactivate", "let a blocked account be used again, after checking that it is her", _reactivate),
    ):
        one = signed(act(name, what, deed))
        one.add_argument("phone", help="the customer's number")
        one.add_argument("--reason", required=True, help="why; for the audit line alone")


def _reset_pin(connection: Connection, asked: argparse.Namespace, program: Any) -> str:
    staff_member(connection, asked.by)
    reason = _reason(asked)
    owner = lock_customer(connection, customer_named(connection, asked.phone).id)
    desk = desk_of(connection, program)
    if not owner.may_move_money:
        raise Refused(f"The account of {owner.short_name} is blocked: a PIN is set anew once it is active again.")
    if not asked.without_case and not is_expected(desk, owner.id):
        raise Refused(
            f"No case of {owner.short_name} asks for a new PIN. She writes that she forgot it, or: --without-case."
        )
    allowed = allow_reset(desk, owner.id)
    subject = f"customer {owner.id}"
    detail = f"without a case: {reason}" if asked.without_case else reason
    audit.record(connection, at=desk.now, actor=asked.by, action="reset pin", subject=subject, detail=detail)
    until = Speaker("en", desk.now).say_time(allowed.until)
    return f"{owner.short_name} may set a new PIN until {until}; all her channels are told."


def _block(connection: Connection, asked: argparse.Namespace, program: Any) -> str:
    if staff_member(connection, asked.by) not in (Role.AGENT, Role.SUPERVISOR):
        raise Refused("Agents and supervisors block accounts.")
    reason = _reason(asked)
    owner = customer_named(connection, asked.phone)
    desk = desk_of(connection, program)
    if not isinstance(carry_out(desk, Block("", owner.id)), Blocked):
        raise Refused(f"The account of {owner.short_name} is blocked already.")
    audit.record(connection, at=desk.now, actor=asked.by, action="block", subject=f"customer {owner.id}", detail=reason)
    return f"The account of {owner.short_name} is blocked; all her channels are told."


def _reactivate(connection: Connection, asked: argparse.Namespace, program: Any) -> str:
    if staff_member(connection, asked.by) is not Role.SUPERVISOR:
        raise Refused("Only a supervisor reactivates an account.")
    reason = _reason(asked)
    owner = customer_named(connection, asked.phone)
    desk = desk_of(connection, program)
    if reactivate(desk, owner.id) is None:
        raise Refused(f"The account of {owner.short_name} is not blocked.")
    audit.record(
        connection, at=desk.now, actor=asked.by, action="reactivate", subject=f"customer {owner.id}", detail=reason
    )
    return f"The account of {owner.short_name} is active again; all her channels are told."


def _reason(asked: argparse.Namespace) -> str:
    """Return the reason given; a blank one is none."""
    reason = str(asked.reason).strip()
    if not reason:
        raise Refused("A reason is needed, for the audit line.")
    return reason
