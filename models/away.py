"""Away: who blocked the bot. Nothing goes down her lane, what she would have heard goes to her other channel, or is
counted, so that she can be told when she is back.

The channel tells of it by refusing a message, or by an update of its own. A lost notice of money is one with a
reference; other things said meanwhile are over by the time she is back.
"""

from __future__ import annotations

from sqlalchemy import bindparam, text
from sqlalchemy.engine import Connection

from .customers import CustomerId, IdentityId, identities_of
from .orders import all_facts

_GONE = (
    "UPDATE identities SET blocked_us = true, away = CASE WHEN away = 0 THEN 1 ELSE away END WHERE {which} "
    "RETURNING id, customer_id, channel, address"
)
_GONE_BY_CONVERSATION = text(
    _GONE.format(which="id = (SELECT identity_id FROM conversations WHERE id = :conversation)")
)
_GONE_BY_SENDER = text(_GONE.format(which="channel = :channel AND sender = :sender"))
_BACK = text("UPDATE identities SET blocked_us = false WHERE channel = :channel AND sender = :sender")
_ADD = text("UPDATE identities SET away = away + :count WHERE id = :id AND away > 0")
_WELCOMED = text("UPDATE identities SET away = 0 WHERE id = :id")
_CONVERSATION_OF = text("SELECT id FROM conversations WHERE identity_id = :identity")
_ELSEWHERE = text(
    "UPDATE messages SET status = 'queued', channel = :channel, lane = :lane, conversation_id = :conversation, "
    "text = '', extra = '{}', attempts = 0, not_before = 0, lease_until = 0, error = '', settled = '', "
    "parts_out = 0, looks = NULL, doubt_since = NULL, together = NULL "
    "WHERE lane = :old AND customer_id = :customer AND fact <> '' AND fact NOT IN :everywhere "
    "AND (status = 'queued' OR "
    "(id = :refused AND status = 'failed' AND text NOT LIKE '%••••••%'))"
).bindparams(bindparam("everywhere", expanding=True))
_LOST = "status = 'failed', sealed = NULL, error = 'the customer blocked the bot', settled = 'blocked'"
_DROP_LANE = text(
    f"UPDATE messages SET {_LOST} WHERE lane = :lane AND status = 'queued' RETURNING fact_data, customer_id"
)
_DROP = text(f"UPDATE messages SET {_LOST} WHERE id = :id RETURNING fact_data")
_REFUSED = text("SELECT fact_data FROM messages WHERE id = :id AND status = 'failed'")


def gone(connection: Connection, conversation: int | None, lane: str, refused: int | None = None) -> None:
    """The channel refused a message, for she blocked the bot; `refused` is that message, which never arrived."""
    row = connection.execute(_GONE_BY_CONVERSATION, {"conversation": conversation}).one_or_none()
    if row is None:  # A lane without a person, such as SMS.
        connection.execute(_DROP_LANE, {"lane": lane})
        return
    _go_elsewhere(connection, row.id, row.customer_id, lane, refused)


def gone_or_back(connection: Connection, channel: str, sender: str, *, blocked: bool) -> None:
    """The channel tells that she has blocked the bot, or lets it write again."""
    keys = {"channel": channel, "sender": sender}
    if not blocked:
        connection.execute(_BACK, keys)
        return
    row = connection.execute(_GONE_BY_SENDER, keys).one_or_none()
    if row is not None:
        _go_elsewhere(connection, row.id, row.customer_id, f"{row.channel}:{row.address}", None)


def lose(connection: Connection, identity: IdentityId, message: int) -> None:
    """A message was queued for somebody who blocked the bot on all her channels: it is not even tried."""
    _count(connection, identity, [str(row.fact_data) for row in connection.execute(_DROP, {"id": message})])


def welcomed(connection: Connection, identity: IdentityId) -> None:
    """She is back and was told what she missed."""
    connection.execute(_WELCOMED, {"id": identity})


def _go_elsewhere(
    connection: Connection, identity: IdentityId, customer: int | None, lane: str, refused: int | None
) -> None:
    """Have what waits for her go down another lane of hers; what cannot is dropped, and counted if it was for her."""
    others = identities_of(connection, CustomerId(customer)) if customer is not None else []
    other = next((each for each in others if each.id != identity and not each.blocked_us), None)
    if other is not None:
        conversation = connection.execute(_CONVERSATION_OF, {"identity": other.id}).scalar_one_or_none()
        to = {"channel": other.channel, "lane": f"{other.channel}:{other.address}", "conversation": conversation}
        everywhere = [name for name, kind in all_facts().items() if kind.SAY == "all"] or [""]
        which = {"old": lane, "customer": customer, "refused": refused or 0, "everywhere": everywhere}
        connection.execute(_ELSEWHERE, {**to, **which})
    dropped = connection.execute(_DROP_LANE, {"lane": lane})
    lost = [str(row.fact_data) for row in dropped if row.customer_id == customer]
    lost += [str(row.fact_data) for row in connection.execute(_REFUSED, {"id": refused or 0})]
    _count(connection, identity, lost)


def _count(connection: Connection, identity: IdentityId, lost: list[str]) -> None:
    count = sum('"reference"' in told for told in lost)
    if count:
        connection.execute(_ADD, {"id": identity, "count": count})
