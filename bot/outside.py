"""Outside: what becomes of a message whose reader has not written for so long that her channel takes no free words.

A fact goes by an approved notice on its subject, where one is set that takes it; all else is held until she writes.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

from bot.channels.base import Channel, Windowed
from bot.message import Outgoing
from models.database import Database
from models.held_back import MOVED, Place, standing, told_as
from models.outbox import Claimed

EARLIER = timedelta(minutes=5)
"""Our clock and the channel's may differ, and a message takes its time."""

SUBJECTS = {
    **dict.fromkeys(("received", "topped_up", "cash_repaid"), "money_in"),
    **dict.fromkeys(
        (
            "sent",
            "withdrawn",
            "token_expired",
            "token_voided",
            "cash_paid",
            "cash_back",
            "dormancy_announced",
            "dormant_fee_taken",
        ),
        "money_out",
    ),
    **dict.fromkeys(
        (
            "pin_changed",
            "pin_reset_allowed",
            "blocked",
            "reactivated",
            "channel_linked",
            "account_closed",
            "made_premium",
            "application_refused",
        ),
        "account",
    ),
    "staff_said": "waiting",
}
"""The facts that may be told by a notice, each with the subject that it is approved for."""

_BEGINS_A_TALK = re.compile(r"flow:[a-z_]+|do:(menu|bot)")


class Held(Exception):
    """The message is not sent now but kept until its reader writes; the text says why, for staff."""

    def __init__(self, claimed: Claimed, why: str) -> None:
        super().__init__(why)
        self.claimed = claimed


def may_go_without_buttons(out: Outgoing) -> bool:
    """Return whether its buttons only begin what can be asked for by words as well: no answer, no code, no link."""
    return all(button.data and _BEGINS_A_TALK.fullmatch(button.data) for button in out.buttons)


def admitted(database: Database, channel: Channel, claimed: Claimed, out: Outgoing) -> tuple[Claimed, Outgoing]:
    """Return the message as its channel takes it now; raise `Held` where it takes none of it."""
    if not isinstance(channel, Windowed):
        return claimed, out
    with database.read() as connection:
        found = standing(connection, claimed, channel.window - EARLIER)
    claimed = replace(claimed, heard_at=found.heard_at)
    match found.place:
        case Place.INSIDE:
            if out.notice:
                database.run(lambda connection: told_as(connection, claimed, _shown(out, notice="")))
            return claimed, replace(out, notice="")
        case Place.TAKEN:
            raise Held(claimed, "the number is somebody else's by now")
        case Place.MOVED:
            raise Held(claimed, MOVED)
    subject = SUBJECTS.get(claimed.fact, "")
    told = None
    if subject and claimed.sealed is None and may_go_without_buttons(out):
        told = channel.notice(out, subject)
    if told is None:
        raise Held(claimed, "she has not written for a day, and no approved notice is set for this")
    database.run(lambda connection: told_as(connection, claimed, _shown(out, notice=subject)))
    return claimed, told


def _shown(out: Outgoing, *, notice: str) -> str:
    """Return what a row keeps of a message that goes, or went, by a notice: it has no buttons."""
    kept = {"buttons": [], "ask": "", "protect": out.protect, "hide_contact": False}
    return json.dumps({**kept, "notice": notice} if notice else kept)
