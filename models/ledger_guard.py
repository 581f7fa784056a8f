"""The ledger's guard: what the database itself refuses, whatever code tries. Made by the migration alone."""

from __future__ import annotations

from sqlalchemy.engine import Connection

_REVERSES_TOO_MUCH = (
    "NEW.reverses_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM transfers o WHERE o.id = NEW.reverses_id "
    "AND o.step IN ('posted', 'post') AND o.debit_account_id = NEW.credit_account_id "
    "AND o.credit_account_id = NEW.debit_account_id AND NEW.amount <= o.amount - "
    "(SELECT COALESCE(SUM(r.amount), 0) FROM transfers r WHERE r.reverses_id = NEW.reverses_id AND r.id <> NEW.id))"
)
_ENDS_NO_HOLD = (
    "NEW.pending_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM transfers h "
    "WHERE h.id = NEW.pending_id AND h.step = 'pending' AND h.debit_account_id = NEW.debit_account_id "
    "AND h.credit_account_id = NEW.credit_account_id AND NEW.amount <= h.amount)"
)
_GUARD = {
    "sqlite": (
        "CREATE TRIGGER transfers_no_update BEFORE UPDATE ON transfers "
        "BEGIN SELECT RAISE(ABORT, 'transfers never change'); END",
        "CREATE TRIGGER transfers_no_delete BEFORE DELETE ON transfers "
        "BEGIN SELECT RAISE(ABORT, 'transfers never change'); END",
        f"CREATE TRIGGER transfers_reversal BEFORE INSERT ON transfers WHEN {_REVERSES_TOO_MUCH} "
        "BEGIN SELECT RAISE(ABORT, 'reverses more than the original'); END",
        f"CREATE TRIGGER transfers_hold BEFORE INSERT ON transfers WHEN {_ENDS_NO_HOLD} "
        "BEGIN SELECT RAISE(ABORT, 'ends no such hold'); END",
        "CREATE TRIGGER transfers_whole_rupiah BEFORE INSERT ON transfers WHEN typeof(NEW.amount) <> 'integer' "
        "BEGIN SELECT RAISE(ABORT, 'money is whole rupiah'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION transfers_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION 'transfers never change'; END $$",
        "CREATE TRIGGER transfers_no_change BEFORE UPDATE OR DELETE ON transfers "
        "FOR EACH ROW EXECUTE FUNCTION transfers_never_change()",
        "CREATE TRIGGER transfers_no_truncate BEFORE TRUNCATE ON transfers "
        "FOR EACH STATEMENT EXECUTE FUNCTION transfers_never_change()",
        # Two reversals of one original between house accounts share no wallet's lock, so they take turns here.
        "CREATE FUNCTION transfers_are_sound() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF NEW.reverses_id IS NOT NULL THEN "
        "PERFORM pg_advisory_xact_lock(hashtextextended(NEW.reverses_id, 0)); END IF; "
        f"IF {_REVERSES_TOO_MUCH} THEN RAISE EXCEPTION 'reverses more than the original'; END IF; "
        f"IF {_ENDS_NO_HOLD} THEN RAISE EXCEPTION 'ends no such hold'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER transfers_sound BEFORE INSERT ON transfers FOR EACH ROW "
        "WHEN (NEW.reverses_id IS NOT NULL OR NEW.pending_id IS NOT NULL) EXECUTE FUNCTION transfers_are_sound()",
        # Always: a session that plays the replica skips ordinary triggers.
        "ALTER TABLE transfers ENABLE ALWAYS TRIGGER transfers_no_change",
        "ALTER TABLE transfers ENABLE ALWAYS TRIGGER transfers_no_truncate",
        "ALTER TABLE transfers ENABLE ALWAYS TRIGGER transfers_sound",
    ),
}


def guard(connection: Connection) -> None:
    """Have the database refuse what code must never do; for the migration that makes the tables."""
    for refusal in _GUARD[connection.dialect.name]:
        connection.exec_driver_sql(refusal)
