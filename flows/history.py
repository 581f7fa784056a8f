"""History: the last transfers, of a period, page by page, each with its reference."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot import buttons
from bot.chat import Chat, flow
from bot.message import Ask, Button, Reply, Words
from bot.words import OnDay, Raw, t
from models.clock import WIB
from models.customers import CustomerId, customer
from models.me import Me
from models.references import spoken
from models.statements import Entry, statement

PAGE = 5
PAGE_MAX = 10
BANKS = {
    "bca": "BCA",
    "bni": "BNI",
    "bri": "BRI",
    "cimb": "CIMB Niaga",
    "other": "CIMB Niaga",
    "danamon": "Danamon",
    "alfamart": "Alfamart",
    "indomaret": "Indomaret",
    "digibos": "LKD Digibos",
}
"""Who took the money in, or handed it out: every other bank pays into CIMB Niaga's account (FAQ 9, Other Bank)."""


@flow("history", while_blocked=True)
def history(chat: Chat, me: Me) -> Reply:
    """One page, newest first; the button carries on where it ended."""
    count = _number(chat.run.early.get("count"), PAGE)
    before = _number(chat.run.early.get("before"), 0)
    period = chat.run.early.get("period", "")
    since, until = _span(period, chat.desk.now)
    size = min(max(count, 1), PAGE_MAX)
    found = statement(
        chat.desk.connection,
        me.wallet.account_id,
        before_seq=before or None,
        since=since,
        until=until,
        count=size + 1,
    )
    lines = tuple(_line(chat, entry) for entry in found[:size])
    if not lines:
        words = t("Nothing moved in that time.") if period or before else t("Nothing has moved in your wallet yet.")
        return Reply(words, (buttons.TOP_UP, buttons.CHECK_BALANCE), Ask.CHOICE)
    if len(found) <= size:
        return Reply(lines, (buttons.CHECK_BALANCE,), Ask.CHOICE)
    more = Button(t("See more"), f"flow:history?before={found[size - 1].seq}&period={period}")
    return Reply(lines, (more,), Ask.CHOICE)


def _line(chat: Chat, entry: Entry) -> Words:
    amount = t("*+{amount}*", amount=entry.amount) if entry.amount > 0 else t("*{amount}*", amount=entry.amount)
    what, at = _what(chat, entry), OnDay(entry.at)
    if not entry.reference:
        return t("{amount} {what}, {at}", amount=amount, what=what, at=at)
    reference = Raw(spoken(entry.reference))
    return t("{amount} {what}, {at}, Ref {reference}", amount=amount, what=what, at=at, reference=reference)


def _what(chat: Chat, entry: Entry) -> Words:
    match entry.code:
        case "topup":
            return t("top-up {bank}", bank=BANKS.get(entry.note, entry.note))
        case "transfer" if entry.other_customer_id is not None:
            name = customer(chat.desk.connection, CustomerId(entry.other_customer_id)).short_name
            return t("from {name}", name=name) if entry.amount > 0 else t("to {name}", name=name)
        case "fee" if entry.note == "dormant":
            return t("fee of a wallet that rests")
        case "withdraw" if entry.other_customer_id is None:
            return t("cash withdrawal {place}", place=BANKS.get(entry.note, entry.note))
        case "withdraw" if entry.other_customer_id is not None:
            name = customer(chat.desk.connection, CustomerId(entry.other_customer_id)).short_name
            return t("for cash to {name}", name=name) if entry.amount > 0 else t("cash from {name}", name=name)
        case "fee":
            return t("fee")
        case "reversal":
            return t("returned")
        case "correction":
            return t("correction")
    return t("transfer")


def _number(said: str | None, otherwise: int) -> int:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 18 else otherwise


def _span(period: str, now: datetime) -> tuple[datetime | None, datetime | None]:
    """Return where a period begins and ends, in WIB; nothing for none."""
    today = now.astimezone(WIB).replace(hour=0, minute=0, second=0, microsecond=0)
    monday, first = today - timedelta(days=today.weekday()), today.replace(day=1)
    spans: dict[str, tuple[datetime, datetime | None]] = {
        "today": (today, None),
        "yesterday": (today - timedelta(days=1), today),
        "this_week": (monday, None),
        "last_week": (monday - timedelta(days=7), monday),
        "this_month": (first, None),
        "last_month": ((first - timedelta(days=1)).replace(day=1), first),
    }
    if period.startswith("month:"):
        month = _number(period.removeprefix("month:"), 0)
        if 1 <= month <= 12:
            begin = first.replace(month=month, year=first.year if month <= first.month else first.year - 1)
            return begin.astimezone(UTC), (begin + timedelta(days=32)).replace(day=1).astimezone(UTC)
    begin_end = spans.get(period)
    if begin_end is None:
        return None, None
    return begin_end[0].astimezone(UTC), begin_end[1].astimezone(UTC) if begin_end[1] else None
