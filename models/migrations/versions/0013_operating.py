"""Operating: which processes are at work, what they counted, and when the books and a backup were last proved."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.database import APP_ROLE

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """As models/beats.py, models/counts.py and models/proofs.py say."""
    op.create_table(
        "beats",
        sa.Column("process", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("process"),
    )
    op.create_table(
        "counts",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("labels", sa.String(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", "labels"),
    )
    op.create_table(
        "proofs",
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("good", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("what"),
    )
    _let_the_program_back_up()


def _let_the_program_back_up() -> None:
    """On PostgreSQL pg_dump reads how far each sequence has counted; where the program has a role of its own."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    if connection.execute(sa.text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": APP_ROLE}).first():
        op.execute(f"GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE}")
        op.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON SEQUENCES TO {APP_ROLE}")
