"""The first tables.

Revision: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.exc import DBAPIError

from models import audit, ledger_guard
from models.database import APP_ROLE

revision = "0001"
down_revision = None


def big_id() -> sa.types.TypeEngine[int]:
    """A 64-bit key that the database counts up, on both databases."""
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table, then what the database refuses, then what the program's role may."""
    make_tables()
    connection = op.get_bind()
    ledger_guard.guard(connection)
    audit.guard(connection)
    if connection.dialect.name == "postgresql":
        grant(connection)


def grant(connection: sa.Connection) -> None:
    """Give the program's role its rights; where no role may be made, the triggers alone refuse."""
    exists = sa.text("SELECT 1 FROM pg_roles WHERE rolname = :name")
    if connection.execute(exists, {"name": APP_ROLE}).first() is None:
        try:
            with connection.begin_nested():
                connection.execute(sa.text(f"CREATE ROLE {APP_ROLE} NOLOGIN"))
                connection.execute(sa.text(f"GRANT {APP_ROLE} TO CURRENT_USER"))
        except DBAPIError:
            return
    for right in (
        f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP_ROLE}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP_ROLE}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO {APP_ROLE}",
        f"REVOKE UPDATE, DELETE, TRUNCATE ON transfers, audit FROM {APP_ROLE}",
        f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {APP_ROLE}",
    ):
        connection.execute(sa.text(right))


def partial(name: str, table: str, columns: list[str], where: str) -> None:
    """Make an index over the rows that fit, on both databases."""
    op.create_index(name, table, columns, unique=False, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def make_tables() -> None:
    """As the SQLModel classes say; a test compares them."""
    op.create_table(
        "audit",
        sa.Column("id", big_id(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offset_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "codes",
        sa.Column("id", big_id(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("run_key", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("tries_left", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("codes_phone", "codes", ["phone", "sent_at"], unique=False)
    op.create_index("codes_sent", "codes", ["sent_at"], unique=False)
    op.create_table(
        "customers",
        sa.Column("id", big_id(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("last_name", sa.String(), nullable=False),
        sa.Column("tier", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("pin", sa.String(), nullable=False),
        sa.Column("pin_wrong", sa.Integer(), nullable=False),
        sa.Column("pin_not_before", sa.BigInteger(), nullable=False),
        sa.Column("link_wrong", sa.Integer(), nullable=False),
        sa.Column("link_not_before", sa.BigInteger(), nullable=False),
        sa.Column("reset_until", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("email"),
        sa.UniqueConstraint("phone"),
    )
    op.create_table(
        "figures",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("highest", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("value >= 0 AND highest >= value", name="figures_not_negative"),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "lanes",
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("lane"),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "staff",
        sa.Column("id", big_id(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "statuses",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("provider_id", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "provider_id", "status"),
    )
    op.create_table(
        "accounts",
        sa.Column("id", big_id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=True),
        sa.Column("debits_posted", sa.BigInteger(), nullable=False),
        sa.Column("credits_posted", sa.BigInteger(), nullable=False),
        sa.Column("debits_pending", sa.BigInteger(), nullable=False),
        sa.Column("credits_pending", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("moved_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "kind <> 'wallet' OR credits_posted - debits_posted - debits_pending >= 0",
            name="accounts_wallet_has_what_it_gives",
        ),
        sa.CheckConstraint(
            "kind IN ('wallet', 'bank', 'fees', 'merchant', 'biller', 'correction')", name="accounts_kind_is_known"
        ),
        sa.CheckConstraint(
            "debits_posted >= 0 AND credits_posted >= 0 AND debits_pending >= 0 AND credits_pending >= 0",
            name="accounts_sums_not_negative",
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("customer_id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "asked_amounts",
        sa.Column("payer_id", sa.BigInteger(), nullable=False),
        sa.Column("payee_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["payee_id"],
            ["customers.id"],
        ),
        sa.ForeignKeyConstraint(
            ["payer_id"],
            ["customers.id"],
        ),
        sa.PrimaryKeyConstraint("payer_id", "payee_id", "day", "amount"),
    )
    op.create_table(
        "identities",
        sa.Column("id", big_id(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=True),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("blocked_us", sa.Boolean(), nullable=False),
        sa.Column("last_in_at", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("identities_channel_sender", "identities", ["channel", "sender"], unique=True)
    op.create_index(op.f("ix_identities_customer_id"), "identities", ["customer_id"], unique=False)
    op.create_table(
        "refused_tries",
        sa.Column("payer_id", sa.BigInteger(), nullable=False),
        sa.Column("payee_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["payee_id"],
            ["customers.id"],
        ),
        sa.ForeignKeyConstraint(
            ["payer_id"],
            ["customers.id"],
        ),
        sa.PrimaryKeyConstraint("payer_id", "payee_id", "day"),
    )
    op.create_table(
        "used_pins",
        sa.Column("id", big_id(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("pin", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("used_pins_customer", "used_pins", ["customer_id", "pin"], unique=True)
    op.create_table(
        "checkpoints",
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("debits", sa.BigInteger(), nullable=False),
        sa.Column("credits", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
        ),
        sa.PrimaryKeyConstraint("account_id", "seq"),
    )
    op.create_table(
        "conversations",
        sa.Column("id", big_id(), nullable=False),
        sa.Column("identity_id", sa.BigInteger(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["identity_id"],
            ["identities.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("identity_id"),
    )
    op.create_table(
        "incoming",
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
        ),
        sa.PrimaryKeyConstraint("account_id", "month"),
    )
    op.create_table(
        "transfers",
        sa.Column("seq", big_id(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("debit_account_id", sa.BigInteger(), nullable=False),
        sa.Column("credit_account_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("pending_id", sa.String(), nullable=True),
        sa.Column("reverses_id", sa.String(), nullable=True),
        sa.Column("order_key", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("debit_balance_after", sa.BigInteger(), nullable=True),
        sa.Column("debit_version", sa.BigInteger(), nullable=True),
        sa.Column("credit_balance_after", sa.BigInteger(), nullable=True),
        sa.Column("credit_version", sa.BigInteger(), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("(step IN ('post', 'void')) = (pending_id IS NOT NULL)", name="transfers_hold_is_named"),
        sa.CheckConstraint("code <> 'reversal' OR reverses_id IS NOT NULL", name="transfers_reversal_names_original"),
        sa.CheckConstraint(
            "code IN ('topup', 'transfer', 'fee', 'withdraw', 'payment', 'reversal', 'correction')",
            name="transfers_code_is_known",
        ),
        sa.CheckConstraint("expires_at IS NULL OR step = 'pending'", name="transfers_only_holds_expire"),
        sa.CheckConstraint(
            "reverses_id IS NULL OR (step = 'posted' AND code = 'reversal')", name="transfers_reversal_is_posted"
        ),
        sa.CheckConstraint("step IN ('posted', 'pending', 'post', 'void')", name="transfers_step_is_known"),
        sa.CheckConstraint(
            "(debit_version IS NULL) = (debit_balance_after IS NULL) AND (credit_version IS NULL) = "
            "(credit_balance_after IS NULL)",
            name="transfers_wallet_sides_are_whole",
        ),
        sa.CheckConstraint("amount > 0 AND amount <= 9007199254740991", name="transfers_amount_is_positive"),
        sa.CheckConstraint("debit_account_id <> credit_account_id", name="transfers_between_two_accounts"),
        sa.ForeignKeyConstraint(
            ["credit_account_id"],
            ["accounts.id"],
        ),
        sa.ForeignKeyConstraint(
            ["debit_account_id"],
            ["accounts.id"],
        ),
        sa.ForeignKeyConstraint(
            ["pending_id"],
            ["transfers.id"],
        ),
        sa.ForeignKeyConstraint(
            ["reverses_id"],
            ["transfers.id"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
        sa.UniqueConstraint("pending_id"),
        sa.UniqueConstraint("reference"),
    )
    partial("transfers_house_credits", "transfers", ["credit_account_id", "seq"], "credit_version IS NULL")
    partial("transfers_house_debits", "transfers", ["debit_account_id", "seq"], "debit_version IS NULL")
    partial("transfers_reverses", "transfers", ["reverses_id"], "reverses_id IS NOT NULL")
    partial(
        "transfers_wallet_credits",
        "transfers",
        ["credit_account_id", "created_at", "seq"],
        "credit_version IS NOT NULL",
    )
    partial(
        "transfers_wallet_debits", "transfers", ["debit_account_id", "created_at", "seq"], "debit_version IS NOT NULL"
    )
    op.create_table(
        "cases",
        sa.Column("id", big_id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=True),
        sa.Column("customer_id", sa.BigInteger(), nullable=True),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("cases_conversation", "cases", ["conversation_id", "status"], unique=False)
    op.create_index("cases_open", "cases", ["status", "id"], unique=False)
    op.create_table(
        "links",
        sa.Column("id", big_id(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("identity_id", sa.BigInteger(), nullable=False),
        sa.Column("run_key", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
        ),
        sa.ForeignKeyConstraint(
            ["identity_id"],
            ["identities.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("fingerprint"),
    )
    op.create_index(op.f("ix_links_conversation_id"), "links", ["conversation_id"], unique=False)
    op.create_table(
        "messages",
        sa.Column("id", big_id(), nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=True),
        sa.Column("customer_id", sa.BigInteger(), nullable=True),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("delivery", sa.String(), nullable=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("provider_id", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("extra", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("silent", sa.String(), nullable=False),
        sa.Column("flow", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("run_key", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("fact", sa.String(), nullable=False),
        sa.Column("fact_data", sa.String(), nullable=False),
        sa.Column("reply_to", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=False),
        sa.Column("lease_until", sa.BigInteger(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("delivery"),
    )
    op.create_index(op.f("ix_messages_customer_id"), "messages", ["customer_id"], unique=False)
    op.create_index("messages_conversation", "messages", ["conversation_id", "id"], unique=False)
    op.create_index("messages_lane", "messages", ["lane", "status"], unique=False)
    op.create_index("messages_provider", "messages", ["channel", "provider_id"], unique=False)
    partial(
        "messages_questions",
        "messages",
        ["conversation_id", "id"],
        "direction = 'out' AND (kind = 'drop_buttons' OR (kind = 'text' AND question <> ''))",
    )
    op.create_index("messages_queue", "messages", ["status", "not_before"], unique=False)
    op.create_index("messages_reply", "messages", ["reply_to"], unique=False)
    partial("messages_to_forget", "messages", ["created_at"], "channel = 'telegram' AND delivery IS NOT NULL")
