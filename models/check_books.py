"""Check the books: prove that the rows tell the truth, with statements of their own.

Asked by `python app.py check-books` and by tests. Nothing of `ledger.py` is used here, so that a mistake there cannot
hide itself; each lie names its row. The promises I1 to I12 are listed in `_proofs`, in this order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.engine import Connection

from .figures import highest_figure
from .plain import digest


@dataclass(frozen=True)
class Finding:
    """A lie: the promise it breaks, the row that tells it, and how."""

    promise: str
    row: str
    says: str


def check(connection: Connection) -> list[Finding]:
    """Return every lie in the books, in one consistent view; an empty list is the proof."""
    limits = {
        f"{name}_{tier}": highest_figure(connection, f"{name}.{tier}")
        for name in ("balance_max", "incoming_max")
        for tier in ("regular", "premium")
    }
    findings = []
    for promise, lies in _proofs(connection.dialect.name):
        asked = {name: limit for name, limit in limits.items() if f":{name}" in lies}
        findings += [Finding(promise, row.place, row.says) for row in connection.execute(text(lies), asked)]
    return [*findings, *_changed(connection)]


def figures_of_the_books(connection: Connection) -> dict[str, int]:
    """Return what the books come to: counts, and sums in rupiah (a house account's are credits less debits)."""
    totals = connection.execute(_TOTALS).one()._mapping
    houses = {f"balance of {row.name}": int(row.balance) for row in connection.execute(_HOUSES)}
    return {name: int(total) for name, total in totals.items()} | houses


# The rows as sides: what each did to the account on its left (debit) and to that on its right (credit).

_POSTED = "t.step IN ('posted', 'post')"
_COMES_IN = f"{_POSTED} AND t.code IN ('topup', 'transfer', 'withdraw')"
_MOVED = f"CASE WHEN {_POSTED} THEN t.amount ELSE 0 END"
_OPEN = "CASE WHEN t.step = 'pending' AND e.id IS NULL THEN t.amount ELSE 0 END"
_SUMS = (
    "SELECT account_id, SUM(debits) AS debits, SUM(credits) AS credits, SUM(held) AS held, SUM(due) AS due FROM ("
    f"SELECT t.debit_account_id AS account_id, {_MOVED} AS debits, 0 AS credits, {_OPEN} AS held, 0 AS due "
    "FROM transfers t LEFT JOIN transfers e ON e.pending_id = t.id UNION ALL "
    f"SELECT t.credit_account_id, 0, {_MOVED}, 0, {_OPEN} "
    "FROM transfers t LEFT JOIN transfers e ON e.pending_id = t.id) AS sides GROUP BY account_id"
)
_LINES = (
    "SELECT t.seq, a.id AS account_id, a.customer_id, t.debit_version AS version, t.debit_balance_after AS balance, "
    f"t.created_at, -{_MOVED} AS change, 0 AS comes_in, "
    "CASE t.step WHEN 'pending' THEN t.amount WHEN 'posted' THEN 0 ELSE -h.amount END AS held "
    "FROM transfers t JOIN accounts a ON a.id = t.debit_account_id AND a.kind = 'wallet' "
    "LEFT JOIN transfers h ON h.id = t.pending_id UNION ALL "
    "SELECT t.seq, a.id, a.customer_id, t.credit_version, t.credit_balance_after, t.created_at, "
    f"{_MOVED}, CASE WHEN {_COMES_IN} THEN 1 ELSE 0 END, 0 "
    "FROM transfers t JOIN accounts a ON a.id = t.credit_account_id AND a.kind = 'wallet'"
)
_CHAIN = (
    "SELECT l.*, LAG(version, 1, 0) OVER w AS last_version, LAG(balance, 1, 0) OVER w AS last_balance, "
    f"LAG(created_at, 1, 0) OVER w AS last_at, SUM(held) OVER w AS held_after FROM ({_LINES}) AS l "
    "WINDOW w AS (PARTITION BY account_id ORDER BY seq)"
)
_MONTHS = {
    "sqlite": "CAST(strftime('%Y%m', t.created_at / 1000 + 25200, 'unixepoch') AS INTEGER)",
    "postgresql": "CAST(to_char(to_timestamp(t.created_at / 1000 + 25200) AT TIME ZONE 'UTC', 'YYYYMM') AS BIGINT)",
}
_CAME_IN = (
    "SELECT a.id AS account_id, a.customer_id, {month} AS month, SUM(t.amount) AS total FROM transfers t "
    f"JOIN accounts a ON a.id = t.credit_account_id AND a.kind = 'wallet' WHERE {_COMES_IN} "
    "GROUP BY a.id, a.customer_id, {month}"
)
_TIER = "CASE c.tier WHEN 'premium' THEN CAST(:{name}_premium AS BIGINT) ELSE CAST(:{name}_regular AS BIGINT) END"
_BETWEEN = (
    "COALESCE((SELECT SUM(t.amount) FROM transfers t WHERE t.{side}_account_id = c.account_id "
    f"AND t.{{side}}_version IS NULL AND {_POSTED} AND t.seq > c.last AND t.seq <= c.seq), 0)"
)
_WHOLE = {
    "accounts": ("debits_posted", "credits_posted", "debits_pending", "credits_pending", "version"),
    "transfers": (
        "amount",
        "debit_balance_after",
        "debit_version",
        "credit_balance_after",
        "credit_version",
        "created_at",
    ),
    "incoming": ("total",),
    "checkpoints": ("seq", "debits", "credits"),
    "figures": ("value",),
}


def _proofs(dialect: str) -> Iterator[tuple[str, str]]:
    """Yield each promise with a statement that finds its lies: where, and what is said there."""
    yield (
        "I1 two accounts, a positive amount",
        "SELECT 'transfer ' || seq AS place, 'moves ' || amount || ' from account ' || debit_account_id || ' to ' "
        "|| credit_account_id AS says FROM transfers WHERE amount <= 0 OR debit_account_id = credit_account_id",
    )
    yield (
        "I2 debits equal credits",
        "SELECT 'all accounts' AS place, 'debits ' || debits || ', credits ' || credits AS says FROM ("
        "SELECT SUM(debits) AS debits, SUM(credits) AS credits FROM ("
        "SELECT debits_posted AS debits, credits_posted AS credits FROM accounts WHERE kind = 'wallet' UNION ALL "
        f"SELECT s.debits, s.credits FROM ({_SUMS}) AS s JOIN accounts a ON a.id = s.account_id AND a.kind <> 'wallet'"
        ") AS sides) AS total WHERE debits <> credits",
    )
    yield (
        "I3 a wallet's sums are those of its transfers",
        "SELECT 'account ' || name AS place, 'debits ' || debits_posted || ' for ' || debits || ', credits ' "
        "|| credits_posted || ' for ' || credits || ', held ' || debits_pending || ' for ' || held || ', due ' "
        "|| credits_pending || ' for ' || due AS says FROM (SELECT a.*, COALESCE(s.debits, 0) AS debits, "
        "COALESCE(s.credits, 0) AS credits, COALESCE(s.held, 0) AS held, COALESCE(s.due, 0) AS due "
        f"FROM accounts a LEFT JOIN ({_SUMS}) AS s ON s.account_id = a.id WHERE a.kind = 'wallet') AS wallets "
        "WHERE debits_posted <> debits OR credits_posted <> credits OR debits_pending <> held OR "
        "credits_pending <> due",
    )
    yield (
        "I3 a house account keeps no sums of its own",
        "SELECT 'account ' || name AS place, 'has sums in its row' AS says FROM accounts WHERE kind <> 'wallet' "
        "AND (debits_posted <> 0 OR credits_posted <> 0 OR debits_pending <> 0 OR credits_pending <> 0 OR "
        "version <> 0)",
    )
    yield (
        "I3 a checkpoint is the sum of its transfers",
        "SELECT 'checkpoint ' || account_id || ' at ' || seq AS place, 'debits ' || debits || ' for ' || real_debits "
        "|| ', credits ' || credits || ' for ' || real_credits AS says FROM (SELECT c.*, "
        f"c.last_debits + {_BETWEEN.format(side='debit')} AS real_debits, "
        f"c.last_credits + {_BETWEEN.format(side='credit')} AS real_credits "
        "FROM (SELECT k.*, LAG(seq, 1, 0) OVER w AS last, LAG(debits, 1, 0) OVER w AS last_debits, "
        "LAG(credits, 1, 0) OVER w AS last_credits FROM checkpoints k WINDOW w AS (PARTITION BY account_id "
        "ORDER BY seq)"
        ") AS c) AS sealed WHERE debits <> real_debits OR credits <> real_credits",
    )
    yield (
        "I4 a wallet is never below zero",
        "SELECT 'account ' || name AS place, 'has ' || (credits_posted - debits_posted - debits_pending) || ' free' "
        "AS says FROM accounts WHERE kind = 'wallet' AND credits_posted - debits_posted - debits_pending < 0",
    )
    yield (
        "I4 a wallet was never below zero",
        "SELECT 'transfer ' || seq AS place, 'leaves account ' || account_id || ' with ' || (balance - held_after) "
        f"|| ' free' AS says FROM ({_CHAIN}) AS chain WHERE balance - held_after < 0",
    )
    yield (
        "I5 versions run without a gap",
        "SELECT 'transfer ' || seq AS place, 'has version ' || COALESCE(version, 0) || ' of account ' || account_id "
        f"|| ' after ' || last_version AS says FROM ({_CHAIN}) AS chain WHERE COALESCE(version, 0) <> last_version + 1",
    )
    yield (
        "I5 the last version is the wallet's",
        "SELECT 'account ' || a.name AS place, 'has version ' || a.version || ', its transfers ' "
        f"|| COALESCE(MAX(l.version), 0) AS says FROM accounts a LEFT JOIN ({_LINES}) AS l ON l.account_id = a.id "
        "WHERE a.kind = 'wallet' GROUP BY a.name, a.version HAVING a.version <> COALESCE(MAX(l.version), 0)",
    )
    yield (
        "I5 each balance follows from the one before",
        "SELECT 'transfer ' || seq AS place, 'leaves account ' || account_id || ' with ' || COALESCE(balance, -1) "
        "|| ' instead of ' || (last_balance + change) AS says "
        f"FROM ({_CHAIN}) AS chain WHERE COALESCE(balance, -1) <> last_balance + change",
    )
    yield (
        "I5 a house account's side carries no balance",
        "SELECT 'transfer ' || t.seq AS place, 'carries a balance of ' || a.name AS says FROM transfers t "
        "JOIN accounts a ON a.id = t.debit_account_id AND a.kind <> 'wallet' WHERE t.debit_version IS NOT "
        "NULL UNION ALL "
        "SELECT 'transfer ' || t.seq, 'carries a balance of ' || a.name FROM transfers t "
        "JOIN accounts a ON a.id = t.credit_account_id AND a.kind <> 'wallet' WHERE t.credit_version IS NOT NULL",
    )
    yield (
        "I6 one transfer an id, one a reference",
        "SELECT 'transfer ' || MAX(seq) AS place, 'has the id of ' || MIN(seq) AS says FROM transfers GROUP BY id "
        "HAVING COUNT(*) > 1 UNION ALL SELECT 'transfer ' || MAX(seq), 'has the reference of ' || MIN(seq) "
        "FROM transfers "
        "WHERE reference IS NOT NULL GROUP BY reference HAVING COUNT(*) > 1",
    )
    yield (
        "I7 within a wallet time never falls",
        "SELECT 'transfer ' || seq AS place, 'is older than the one before it in account ' || account_id AS says "
        f"FROM ({_CHAIN}) AS chain WHERE created_at < last_at",
    )
    yield (
        "I9 each message has its answer, each answer its message or fact",
        "SELECT 'message ' || m.id AS place, 'has no answer and no reason for it' AS says FROM messages m "
        "WHERE m.direction = 'in' AND m.status IN ('handled', 'failed') AND m.silent = '' "
        "AND NOT EXISTS (SELECT 1 FROM messages r WHERE r.reply_to = m.id AND r.direction = 'out') UNION ALL "
        "SELECT 'message ' || m.id, 'answers nothing and tells nothing' FROM messages m "
        "WHERE m.direction = 'out' AND m.kind = 'text' AND m.fact = '' AND m.reply_to IS NULL",
    )
    yield (
        "I10 a hold ends once",
        "SELECT 'transfer ' || MAX(seq) AS place, 'ends a hold that ' || MIN(seq) || ' ended' AS says FROM transfers "
        "WHERE pending_id IS NOT NULL GROUP BY pending_id HAVING COUNT(*) > 1",
    )
    yield (
        "I10 what ends a hold fits it",
        "SELECT 'transfer ' || t.seq AS place, 'ends no such hold' AS says FROM transfers t "
        "LEFT JOIN transfers h ON h.id = t.pending_id AND h.step = 'pending' AND h.code = t.code "
        "AND h.debit_account_id = t.debit_account_id AND h.credit_account_id = t.credit_account_id AND h.seq < t.seq "
        "AND (h.amount = t.amount OR (t.step = 'post' AND h.amount > t.amount)) "
        "AND (t.step = 'void' OR h.expires_at IS NULL OR t.created_at < h.expires_at) "
        "WHERE (t.pending_id IS NOT NULL OR t.step IN ('post', 'void')) AND h.id IS NULL",
    )
    yield (
        "I10 no more is given back than was moved",
        "SELECT 'transfer ' || MAX(r.seq) AS place, 'gives back ' || SUM(r.amount) || ' of ' || "
        "COALESCE(MAX(o.amount), 0) "
        "AS says FROM transfers r LEFT JOIN transfers o ON o.id = r.reverses_id AND o.step IN ('posted', 'post') "
        "AND o.debit_account_id = r.credit_account_id AND o.credit_account_id = r.debit_account_id "
        "WHERE r.reverses_id IS NOT NULL OR r.code = 'reversal' GROUP BY r.reverses_id "
        "HAVING SUM(r.amount) > COALESCE(MAX(o.amount), 0)",
    )
    yield "I11 money is a whole number of 64 bits", _not_whole(dialect)
    yield (
        "I12 a balance is within its limit",
        "SELECT 'transfer ' || seq AS place, 'lifts account ' || account_id || ' to ' || balance AS says "
        f"FROM ({_CHAIN}) AS chain JOIN customers c ON c.id = chain.customer_id "
        f"WHERE comes_in = 1 AND balance > {_TIER.format(name='balance_max')}",
    )
    came_in = _CAME_IN.format(month=_MONTHS[dialect])
    yield (
        "I12 a month is within its limit",
        "SELECT 'account ' || account_id || ' in ' || month AS place, 'took in ' || total AS says "
        f"FROM ({came_in}) AS came JOIN customers c ON c.id = came.customer_id "
        f"WHERE total > {_TIER.format(name='incoming_max')}",
    )
    yield (
        "I12 a month's total is the sum of its transfers",
        "SELECT 'incoming ' || account_id || ' in ' || month AS place, 'says ' || SUM(kept) || ' for ' || "
        "SUM(came) AS says "
        "FROM (SELECT account_id, month, total AS kept, 0 AS came FROM incoming UNION ALL "
        f"SELECT account_id, month, 0, total FROM ({came_in}) AS sums) AS both_of_them "
        "GROUP BY account_id, month HAVING SUM(kept) <> SUM(came)",
    )


def _not_whole(dialect: str) -> str:
    if dialect == "postgresql":
        columns = ", ".join(f"('{table}', '{name}')" for table, names in _WHOLE.items() for name in names)
        return (
            "SELECT table_name || '.' || column_name AS place, 'is ' || data_type AS says FROM "
            "information_schema.columns "
            "WHERE table_schema = current_schema() AND (data_type IN ('real', 'double precision', 'numeric') "
            f"OR ((table_name, column_name) IN ({columns}) AND data_type <> 'bigint'))"
        )
    floats = (
        "SELECT m.name || '.' || p.name AS place, 'is ' || p.type AS says FROM sqlite_master m, "
        "pragma_table_info(m.name) p "
        "WHERE m.type = 'table' AND upper(p.type) IN ('REAL', 'FLOAT', 'DOUBLE', 'NUMERIC', 'DECIMAL')"
    )
    values = [
        f"SELECT '{table} ' || rowid, '{name} is ' || typeof({name}) FROM {table} "
        f"WHERE typeof({name}) NOT IN ('integer', 'null')"
        for table, names in _WHOLE.items()
        for name in names
    ]
    return " UNION ALL ".join([floats, *values])


_ROWS = text(
    "SELECT seq, debit_account_id, credit_account_id, amount, code, step, pending_id, reverses_id, "
    "order_key, note, content "
    "FROM transfers ORDER BY seq"
)
_TOTALS = text(
    "SELECT (SELECT COUNT(*) FROM accounts WHERE kind = 'wallet') AS wallets, "
    "(SELECT COUNT(*) FROM transfers) AS transfers, "
    "COALESCE((SELECT SUM(credits_posted - debits_posted) FROM accounts WHERE kind = 'wallet'), 0) AS "
    '"customers\' money", '
    "COALESCE((SELECT SUM(debits_pending) FROM accounts WHERE kind = 'wallet'), 0) AS \"held of it\""
)
_HOUSES = text(
    "SELECT a.name, COALESCE(s.credits, 0) - COALESCE(s.debits, 0) AS balance "
    f"FROM accounts a LEFT JOIN ({_SUMS}) AS s ON s.account_id = a.id WHERE a.kind <> 'wallet' ORDER BY a.name"
)


def _changed(connection: Connection) -> Iterator[Finding]:
    """Yield the rows that no longer say what they said when they were written (I8)."""
    for row in connection.execute(_ROWS, execution_options={"yield_per": 1000}):
        told = [row.debit_account_id, row.credit_account_id, row.amount, row.code, row.step]
        if digest([*told, row.pending_id, row.reverses_id, row.order_key, row.note]) != row.content:
            yield Finding(
                "I8 transfers never change", f"transfer {row.seq}", "does not match the digest of its content"
            )
