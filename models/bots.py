"""Bots: under which name people find us on each channel, so that links to us can be written.

The sender learns the name at its start and keeps it here; a flow that offers a link asks for it.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel


class BotRow(SQLModel, table=True):
    """Who we are on one channel."""

    __tablename__ = "bots"

    channel: str = Field(primary_key=True)
    name: str = Field(description="Telegram: the bot's username; WhatsApp: our number, digits only")


_KEEP = text(
    "INSERT INTO bots (channel, name) VALUES (:channel, :name) "
    "ON CONFLICT (channel) DO UPDATE SET name = excluded.name WHERE bots.name <> excluded.name"
)
_NAME = text("SELECT name FROM bots WHERE channel = :channel")


def keep_name(connection: Connection, channel: str, name: str) -> None:
    """Keep our name on this channel."""
    connection.execute(_KEEP, {"channel": channel, "name": name})


def our_name(connection: Connection, channel: str) -> str:
    """Return our name on this channel; empty while it is not known."""
    return str(connection.execute(_NAME, {"channel": channel}).scalar_one_or_none() or "")
