"""Merging: what waits for one address on a channel that counts messages goes out as one, in order.

Only what asks nothing is followed by another, so that the last message's question and buttons stand under the whole.
What holds a secret, or a button that means more than to begin a talk, goes by itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.base import Channel, Merging
from bot.message import Outgoing, Traits
from bot.outside import may_go_without_buttons
from bot.row_words import Worded, fact_words, outgoing
from models.clock import real_now
from models.database import Database
from models.outbox import Claimed, store_words
from models.together import alone, behind, sent_with, take_with

log = logging.getLogger(__name__)

TOGETHER_MAX = 10


def merged(
    database: Database, traits: Callable[[str], Traits], channel: Channel, claimed: Claimed, out: Outgoing
) -> tuple[Claimed, Outgoing]:
    """Return the message with those behind it that go out with it; one in doubt, with those it was sent with."""
    if not isinstance(channel, Merging):
        return claimed, out
    if claimed.in_doubt:
        return _as_sent(database, claimed, out)
    if _may_be_followed(claimed, out) and channel.fits_one(out) and _waits_behind(database, claimed):
        return database.run(lambda connection: _with_others(connection, traits, channel, claimed, out))
    if claimed.together is not None:
        return database.run(lambda connection: alone(connection, claimed)), out
    return claimed, out


def _waits_behind(database: Database, claimed: Claimed) -> bool:
    with database.read() as connection:
        return bool(behind(connection, claimed, now=real_now(connection), count=1))


def _with_others(
    connection: Connection, traits: Callable[[str], Traits], channel: Merging, claimed: Claimed, out: Outgoing
) -> tuple[Claimed, Outgoing]:
    """Take as many of those behind it as fit, word them, and keep their words."""
    whole, last, others = out, claimed, list[Claimed]()
    for each in behind(connection, claimed, now=real_now(connection), count=TOGETHER_MAX - 1):
        if not _may_be_followed(last, whole) or each.sealed is not None:
            break
        try:
            each = _in_words(connection, traits, each)  # noqa: PLW2901  the same row, with its words
        except SQLAlchemyError:
            raise
        except Exception:  # It will be told of when its own turn comes; this one need not wait for that.
            log.exception("message %d could not be worded", each.id)
            break
        joined = _joined(whole, _said(each))
        if not channel.fits_one(joined):
            break
        whole, last = joined, each
        others.append(each)
    with_them = take_with(connection, claimed, others)
    whole = out
    for taken, each in zip(with_them.also, others, strict=False):  # What was taken back meanwhile is left out.
        if each.fact:
            store_words(connection, taken, text=each.text, extra=each.extra)
        whole = _joined(whole, _said(each))
    return with_them, whole


def _as_sent(database: Database, claimed: Claimed, out: Outgoing) -> tuple[Claimed, Outgoing]:
    """Return the messages that were sent as one, in the words that the channel is to be asked for."""
    if claimed.together is None:
        return claimed, out
    with_them, group = database.run(lambda connection: sent_with(connection, claimed))
    whole = _said(group[0])
    for each in group[1:]:
        whole = _joined(whole, _said(each))
    return with_them, whole


def _may_be_followed(claimed: Claimed, out: Outgoing) -> bool:
    asks = claimed.sealed is not None or claimed.asks or bool(claimed.parts_out) or bool(out.notice)
    return not asks and may_go_without_buttons(out)


def _in_words(connection: Connection, traits: Callable[[str], Traits], claimed: Claimed) -> Claimed:
    if not claimed.fact or claimed.text:
        return claimed
    text, extra = fact_words(connection, traits, claimed)
    return replace(claimed, text=text, extra=extra)


def _said(claimed: Claimed) -> Outgoing:
    """Return it as it goes with others: in free words, even if it once went by a notice."""
    return replace(outgoing(claimed, Worded(claimed.text, claimed.extra, link="")), notice="")


def _joined(first: Outgoing, then: Outgoing) -> Outgoing:
    """Return both as one message, with what the second asks and its buttons."""
    return replace(then, text=f"{first.text}\n\n{then.text}", protect=first.protect or then.protect)
