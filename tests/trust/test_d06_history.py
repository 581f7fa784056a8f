"""D6: what happened cannot be changed: the database refuses the program's own connection, and an owner's too."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models import audit
from models.check_books import check
from models.clock import now
from models.database import APP_ROLE, Database
from tests.databases import as_owner
from tests.stage import PIN, Stage
from tests.trust.score import figure

CHANGES = [
    "UPDATE transfers SET amount = amount + 1",
    "UPDATE transfers SET note = 'x' WHERE seq = 1",
    "UPDATE transfers SET created_at = 0",
    "DELETE FROM transfers",
    "DELETE FROM transfers WHERE seq = 1",
    "UPDATE audit SET detail = 'x'",
    "UPDATE audit SET actor = 'nobody' WHERE id = 1",
    "DELETE FROM audit",
    "DELETE FROM audit WHERE id = 1",
]
BY_DIALECT = {
    "sqlite": [
        "INSERT OR REPLACE INTO transfers SELECT * FROM transfers",
        "UPDATE OR REPLACE transfers SET seq = 1",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit",
        "UPDATE OR REPLACE audit SET id = 1",
    ],
    "postgresql": ["TRUNCATE transfers CASCADE", "TRUNCATE audit", "TRUNCATE audit, transfers CASCADE"],
}
SCHEMA = [
    "ALTER TABLE transfers DISABLE TRIGGER ALL",
    "ALTER TABLE audit DISABLE TRIGGER ALL",
    "DROP TRIGGER transfers_no_change ON transfers",
    "DROP TRIGGER audit_no_change ON audit",
    "DROP TABLE audit",
    "ALTER TABLE transfers DROP CONSTRAINT transfers_amount_is_positive",
    "ALTER TABLE accounts DROP CONSTRAINT accounts_wallet_has_what_it_gives",
    "SET session_replication_role = replica",
    "UPDATE alembic_version SET version_num = 'x'",
]


@pytest.fixture
def lived(stage: Stage) -> Stage:
    """Money moved and staff acted."""
    for words in ("kirim 50rb ke 081298764567", "ya", PIN):
        stage.say("telegram", "budi", words)
    with stage.database.begin() as connection:
        audit.record(connection, at=now(connection), actor="ani", action="reply", subject="case 1")
        audit.record(connection, at=now(connection), actor="ani", action="hand back", subject="case 1")
    return stage


def test_the_program_cannot_change_what_happened(lived: Stage) -> None:
    database = lived.database
    before = history(database)
    statements = CHANGES + BY_DIALECT[database.engine.dialect.name]
    if not database.is_sqlite:
        statements += SCHEMA
    done = [statement for statement in statements if is_done(database, statement)]
    figure("D6", database, f"{len(statements) - len(done)} of {len(statements)} statements refused")
    assert done == []
    assert history(database) == before
    with database.read() as connection:
        assert check(connection) == []


def test_nor_can_the_owner_of_the_tables(lived: Stage) -> None:
    database = lived.database
    before = history(database)
    refused = 0
    statements = CHANGES + BY_DIALECT[database.engine.dialect.name]
    if not database.is_sqlite:  # Not even in a session that plays the replica, which skips ordinary triggers.
        replica = "SET session_replication_role = replica; "
        statements += [replica + statement for statement in CHANGES]
    for statement in statements:
        with pytest.raises(DBAPIError, match="never change"):
            as_owner(database, statement)
        refused += 1
    figure("D6", database, f"{refused} of {len(statements)} statements of an owner refused")
    assert history(database) == before


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_the_program_is_not_the_owner(database: Database) -> None:
    with database.begin() as connection:
        role = connection.execute(text("SELECT current_user")).scalar_one()
        owners = connection.execute(text("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"))
        owned = [row.tableowner for row in owners]
        rights = connection.execute(
            text(
                "SELECT table_name, privilege_type FROM information_schema.role_table_grants "
                "WHERE grantee = :role AND table_name IN ('transfers', 'audit')"
            ),
            {"role": APP_ROLE},
        )
        held = sorted((row.table_name, row.privilege_type) for row in rights)
    with database.read() as connection:
        reader = connection.execute(text("SELECT current_user")).scalar_one()
    assert role == reader == APP_ROLE
    assert APP_ROLE not in owned
    assert held == [("audit", "INSERT"), ("audit", "SELECT"), ("transfers", "INSERT"), ("transfers", "SELECT")]


def is_done(database: Database, statement: str) -> bool:
    """Return whether the database carries the statement out for the program."""
    try:
        with database.begin() as connection:
            connection.execute(text(statement))
    except DBAPIError:
        return False
    return True


def history(database: Database) -> list[tuple[object, ...]]:
    """Return every transfer and every line of the audit."""
    with database.read() as connection:
        rows = [tuple(row) for row in connection.execute(text("SELECT * FROM transfers ORDER BY seq"))]
        lines = [tuple(row) for row in connection.execute(text("SELECT * FROM audit ORDER BY id"))]
    assert rows
    assert lines
    return rows + lines
