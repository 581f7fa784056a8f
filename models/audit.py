"""Audit: what staff and operators did, one line an act, never changed afterwards (the database refuses)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from .clock import to_ms
from .database import BigId


class AuditRow(SQLModel, table=True):
    """One act."""

    __tablename__ = "audit"
    __table_args__ = (Index("audit_subject", "subject", "at"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    at: int = Field(sa_type=BigInteger)
    actor: str
    action: str
    subject: str
    detail: str = Field(default="")


_ADD = text("INSERT INTO audit (at, actor, action, subject, detail) VALUES (:at, :actor, :action, :subject, :detail)")


def record(connection: Connection, *, at: datetime, actor: str, action: str, subject: str, detail: str = "") -> None:
    """Write down who did what to whom."""
    values = {"at": to_ms(at), "actor": actor, "action": action, "subject": subject, "detail": detail}
    connection.execute(_ADD, values)


_LATELY = text(
    "SELECT 1 FROM audit WHERE subject = :subject AND at > :since AND actor = :actor AND action = :action LIMIT 1"
)


def lately(connection: Connection, *, at: datetime, within: timedelta, actor: str, action: str, subject: str) -> bool:
    """Return whether she did just this within that time: what is looked at again and again is written down once."""
    values = {"since": to_ms(at - within), "actor": actor, "action": action, "subject": subject}
    return connection.execute(_LATELY, values).first() is not None


_DETAILS = text("SELECT detail FROM audit WHERE subject = :subject AND actor = :actor AND action = :action")


def details(connection: Connection, *, actor: str, action: str, subject: str) -> list[str]:
    """Return what is noted beside each time that she did just this."""
    values = {"actor": actor, "action": action, "subject": subject}
    return list(connection.execute(_DETAILS, values).scalars())


_REFUSED = "audit lines never change"
_GUARD = {
    "sqlite": tuple(
        f"CREATE TRIGGER audit_no_{act.lower()} BEFORE {act} ON audit BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
        for act in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        "CREATE FUNCTION audit_never_changes() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$",
        "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit "
        "FOR EACH ROW EXECUTE FUNCTION audit_never_changes()",
        "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_never_changes()",
        # Always: a session that plays the replica skips ordinary triggers.
        "ALTER TABLE audit ENABLE ALWAYS TRIGGER audit_no_change",
        "ALTER TABLE audit ENABLE ALWAYS TRIGGER audit_no_truncate",
    ),
}


def guard(connection: Connection) -> None:
    """Have the database refuse every change of a line; for the migration that makes the table."""
    for refusal in _GUARD[connection.dialect.name]:
        connection.exec_driver_sql(refusal)
