"""World: what the sandbox's phones, and the services behind them, remember.

One small SQLite file, shared by all processes and deliberately apart from the wallet's database: no money lives here.
The doubles write what a call carried, the hands write what a person did, and the page shows it.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from markupsafe import Markup

from sandbox import markup

CHAT_ID_BASE = 700_000_000
TYPING_SECONDS = 5
TOAST_SECONDS = 4
CALLS_KEPT = 500
LOCK_WAIT_SECONDS = 10

SCHEMA = """
CREATE TABLE IF NOT EXISTS phones (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, channel TEXT NOT NULL, number TEXT NOT NULL,
    language TEXT NOT NULL, hidden INTEGER NOT NULL, gone INTEGER NOT NULL DEFAULT 0,
    revision INTEGER NOT NULL DEFAULT 1, read_to INTEGER NOT NULL DEFAULT 0, typing_at REAL NOT NULL DEFAULT 0,
    toast TEXT NOT NULL DEFAULT '', toast_at REAL NOT NULL DEFAULT 0,
    keyboard TEXT NOT NULL DEFAULT '[]', keyboard_once INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX IF NOT EXISTS phones_number ON phones (channel, number) WHERE NOT gone;
CREATE TABLE IF NOT EXISTS bubbles (
    id INTEGER PRIMARY KEY AUTOINCREMENT, phone INTEGER NOT NULL, mine INTEGER NOT NULL, kind TEXT NOT NULL,
    text TEXT NOT NULL, style TEXT NOT NULL, at REAL NOT NULL, edited INTEGER NOT NULL DEFAULT 0,
    deleted INTEGER NOT NULL DEFAULT 0, protected INTEGER NOT NULL DEFAULT 0, ticks TEXT NOT NULL DEFAULT '',
    keys TEXT NOT NULL DEFAULT '[]');
CREATE INDEX IF NOT EXISTS bubbles_phone ON bubbles (phone, id);
CREATE TABLE IF NOT EXISTS sms (id INTEGER PRIMARY KEY, at REAL NOT NULL, number TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS calls (
    id INTEGER PRIMARY KEY, at REAL NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, code TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS failures (id INTEGER PRIMARY KEY, channel TEXT NOT NULL, kind TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS taps (id TEXT PRIMARY KEY, phone INTEGER NOT NULL, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS updates (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY, phone INTEGER NOT NULL, bubble INTEGER NOT NULL, url TEXT NOT NULL, headers TEXT NOT NULL,
    body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS files (
    id INTEGER PRIMARY KEY, bubble INTEGER NOT NULL, name TEXT NOT NULL UNIQUE, type TEXT NOT NULL, body BLOB NOT NULL,
    shown INTEGER NOT NULL, tall INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS twilio_messages (
    id INTEGER PRIMARY KEY, sid TEXT NOT NULL UNIQUE, recipient TEXT NOT NULL, sender TEXT NOT NULL, body TEXT NOT NULL,
    direction TEXT NOT NULL, status TEXT NOT NULL, at REAL NOT NULL, error INTEGER, callback TEXT NOT NULL DEFAULT '',
    bubble INTEGER);
CREATE TRIGGER IF NOT EXISTS bubble_came AFTER INSERT ON bubbles BEGIN
    UPDATE phones SET revision = revision + 1, typing_at = CASE WHEN NEW.mine THEN typing_at ELSE 0 END
    WHERE id = NEW.phone; END;
CREATE TRIGGER IF NOT EXISTS bubble_changed AFTER UPDATE ON bubbles BEGIN
    UPDATE phones SET revision = revision + 1 WHERE id = NEW.phone; END;
CREATE TRIGGER IF NOT EXISTS phone_changed
    AFTER UPDATE OF language, read_to, typing_at, toast_at, keyboard, gone ON phones BEGIN
    UPDATE phones SET revision = revision + 1 WHERE id = NEW.id; END;
CREATE TRIGGER IF NOT EXISTS sms_came AFTER INSERT ON sms BEGIN
    UPDATE phones SET revision = revision + 1 WHERE number = NEW.number; END;
"""


@dataclass(frozen=True)
class Phone:
    """One person's phone with one chat app on it; `hidden` keeps a WhatsApp user's number from businesses."""

    id: int
    name: str
    channel: str
    number: str
    language: str
    hidden: bool = False

    @property
    def chat_id(self) -> int:
        """The Telegram user's id, which is her private chat's too."""
        return CHAT_ID_BASE + self.id

    @property
    def external_user_id(self) -> str:
        """WhatsApp's lasting id of this person towards one business, as Twilio writes it."""
        return "whatsapp:ID." + hashlib.sha256(f"bsuid {self.id}".encode()).hexdigest()[:24].upper()

    @property
    def whatsapp_address(self) -> str:
        """What Twilio puts into `From`: the number, or the lasting id where the number is hidden."""
        return self.external_user_id if self.hidden else f"whatsapp:{self.number}"


@dataclass(frozen=True)
class Key:
    """A button: under a bubble (`data`, `url` or `copy`) or in the reply keyboard (`text` or `contact`)."""

    label: str
    data: str = ""
    url: str = ""
    copy: str = ""
    contact: bool = False
    text: bool = False


Rows = tuple[tuple[Key, ...], ...]


@dataclass(frozen=True)
class Bubble:
    """One message on a phone; its id is Telegram's message id as well, and rises over all phones."""

    id: int
    phone: int
    mine: bool
    kind: str
    text: str
    html: Markup
    at: datetime
    edited: bool
    deleted: bool
    protected: bool
    ticks: str
    keys: Rows
    style: str = ""
    """How the text is marked up: `html`, `whatsapp` or not at all."""


@dataclass(frozen=True)
class Sms:
    """A text message that came to a number."""

    at: datetime
    to: str
    text: str


@dataclass(frozen=True)
class Call:
    """A call between the wallet and a partner."""

    at: datetime
    who: str
    what: str
    code: str


@dataclass(frozen=True)
class Command:
    """An entry of the bot's menu."""

    command: str
    description: str


@dataclass(frozen=True)
class Webhook:
    """Where the bot asked for its updates; an empty url means that it fetches them."""

    url: str = ""
    secret: str = ""


class World:
    """What the phones and the services behind them remember."""

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self.path = path
        self.now = now
        self._readers: list[Callable[[Sequence[int]], None]] = []
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._connect()) as db:
            db.executescript(SCHEMA)

    # Phones

    def phones(self) -> list[Phone]:
        """Return all phones, oldest first."""
        return [_phone(row) for row in self._all("SELECT * FROM phones WHERE NOT gone ORDER BY id")]

    def phone(self, phone_id: int) -> Phone:
        """Return this phone; KeyError if there is none."""
        rows = self._all("SELECT * FROM phones WHERE id = ? AND NOT gone", phone_id)
        if not rows:
            raise KeyError(phone_id)
        return _phone(rows[0])

    def add_phone(self, name: str, channel: str, number: str, language: str, hidden: bool = False) -> Phone:
        """Add a phone; ValueError if a phone has this number on this channel already."""
        with self.change() as db:
            try:
                row = db.execute(
                    "INSERT INTO phones (name, channel, number, language, hidden) VALUES (?, ?, ?, ?, ?) RETURNING *",
                    (name, channel, number, language, hidden),
                ).fetchone()
            except sqlite3.IntegrityError as taken:
                raise ValueError(f"{number} is on {channel} already") from taken
            return _phone(row)

    def remove_phone(self, phone_id: int) -> None:
        """Take the phone away with all it showed; its ids are never used again."""
        with self.change() as db:
            db.execute("UPDATE phones SET gone = 1 WHERE id = ?", (phone_id,))
            db.execute("DELETE FROM files WHERE bubble IN (SELECT id FROM bubbles WHERE phone = ?)", (phone_id,))
            db.execute("DELETE FROM bubbles WHERE phone = ?", (phone_id,))
            db.execute("DELETE FROM deliveries WHERE phone = ?", (phone_id,))

    def telegram_phone(self, chat_id: int) -> Phone | None:
        """Return the phone with this Telegram chat."""
        return next(
            (phone for phone in self.phones() if phone.channel == "telegram" and phone.chat_id == chat_id), None
        )

    def whatsapp_phone(self, address: str) -> Phone | None:
        """Return the phone that a `whatsapp:` address reaches: by its number or by WhatsApp's lasting id."""
        found = (phone for phone in self.phones() if phone.channel == "whatsapp")
        return next((phone for phone in found if address in (f"whatsapp:{phone.number}", phone.external_user_id)), None)

    def set_language(self, phone_id: int, language: str) -> None:
        """Set the language of the phone's apps."""
        self._do("UPDATE phones SET language = ? WHERE id = ?", language, phone_id)

    # What a phone shows

    def bubbles(self, phone_id: int, last: int = 80) -> list[Bubble]:
        """Return the last messages on the phone, oldest first, deleted ones included but empty."""
        rows = self._all("SELECT * FROM bubbles WHERE phone = ? ORDER BY id DESC LIMIT ?", phone_id, last)
        return [_bubble(row) for row in reversed(rows)]

    def bubble(self, phone_id: int, bubble_id: int) -> Bubble:
        """Return this message of this phone; KeyError if there is none."""
        rows = self._all("SELECT * FROM bubbles WHERE phone = ? AND id = ?", phone_id, bubble_id)
        if not rows:
            raise KeyError(bubble_id)
        return _bubble(rows[0])

    def reply_keys(self, phone_id: int) -> Rows:
        """Return the reply keyboard that the phone shows now."""
        rows = self._all("SELECT keyboard FROM phones WHERE id = ?", phone_id)
        return _keys(rows[0]["keyboard"]) if rows else ()

    def toast(self, phone_id: int) -> str:
        """Return what the last answer to a tap shows for a moment."""
        rows = self._all("SELECT toast FROM phones WHERE id = ? AND toast_at > ?", phone_id, self._ago(TOAST_SECONDS))
        return str(rows[0]["toast"]) if rows else ""

    def typing(self, phone_id: int) -> bool:
        """Return whether the bot seems to be typing."""
        return bool(
            self._all("SELECT 1 FROM phones WHERE id = ? AND typing_at > ?", phone_id, self._ago(TYPING_SECONDS))
        )

    def sms(self, number: str) -> list[Sms]:
        """Return the text messages to this number, newest last."""
        rows = self._all("SELECT * FROM sms WHERE number = ? ORDER BY id", number)
        return [Sms(_time(row["at"]), row["number"], row["text"]) for row in rows]

    def revision(self, phone_id: int) -> int:
        """Return a number that is another whenever the phone shows something else."""
        rows = self._all("SELECT revision FROM phones WHERE id = ?", phone_id)
        stored = int(rows[0]["revision"]) if rows else 0
        # A toast and the typing mark go away by themselves, without anything being written.
        return stored * 4 + 2 * bool(self.toast(phone_id)) + self.typing(phone_id)

    def unread(self, phone_id: int) -> int:
        """Return how many messages of the bot came since the phone was last looked at."""
        rows = self._all(
            "SELECT count(*) AS number FROM bubbles JOIN phones ON phones.id = phone"
            " WHERE phone = ? AND NOT mine AND NOT deleted AND bubbles.id > read_to",
            phone_id,
        )
        return int(rows[0]["number"])

    def mark_read(self, phone_id: int) -> None:
        """Say that the person has looked at the phone; whoever watches reads hears of messages newly read."""
        with self.change() as db:
            found = db.execute(
                "SELECT bubbles.id FROM bubbles JOIN phones ON phones.id = phone"
                " WHERE phone = ? AND NOT mine AND NOT deleted AND bubbles.id > read_to ORDER BY bubbles.id",
                (phone_id,),
            ).fetchall()
            read = [int(row["id"]) for row in found]
            if read:
                db.execute("UPDATE phones SET read_to = ? WHERE id = ?", (read[-1], phone_id))
        for hear in self._readers if read else ():
            hear(read)

    def watch_reads(self, hear: Callable[[Sequence[int]], None]) -> None:
        """Have `hear` called with the ids of the messages that a person has just read, in this process."""
        self._readers.append(hear)

    # What the doubles and the hands put there

    def add_bubble(
        self,
        phone_id: int,
        text: str,
        *,
        mine: bool = False,
        kind: str = "text",
        style: str = "",
        protected: bool = False,
        keys: Rows = (),
    ) -> Bubble:
        """Put a message on the phone; `style` is how its text is marked up: `html`, `whatsapp` or not at all."""
        with self.change() as db:
            row = db.execute(
                "INSERT INTO bubbles (phone, mine, kind, text, style, at, protected, keys)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING *",
                (phone_id, mine, kind, text, style, self.now().timestamp(), protected, _packed(keys)),
            ).fetchone()
            return _bubble(row)

    def edit_bubble(self, bubble_id: int, text: str, style: str = "", keys: Rows = ()) -> None:
        """Replace a message's text and buttons, and mark it as edited."""
        statement = "UPDATE bubbles SET text = ?, style = ?, keys = ?, edited = 1 WHERE id = ?"
        self._do(statement, text, style, _packed(keys), bubble_id)

    def set_keys(self, bubble_id: int, keys: Rows) -> None:
        """Replace the buttons under a message."""
        self._do("UPDATE bubbles SET keys = ? WHERE id = ?", _packed(keys), bubble_id)

    def set_ticks(self, bubble_id: int, ticks: str) -> None:
        """Set the delivery mark of a message."""
        self._do("UPDATE bubbles SET ticks = ? WHERE id = ?", ticks, bubble_id)

    def delete_bubble(self, bubble_id: int) -> None:
        """Take a message off the phone: nothing of what it said stays."""
        with self.change() as db:
            db.execute("UPDATE bubbles SET deleted = 1, text = '', keys = '[]' WHERE id = ?", (bubble_id,))
            db.execute("DELETE FROM files WHERE bubble = ?", (bubble_id,))

    def set_keyboard(self, phone_id: int, keys: Rows, *, once: bool = False) -> None:
        """Show another reply keyboard; `once` puts it away after one press."""
        self._do("UPDATE phones SET keyboard = ?, keyboard_once = ? WHERE id = ?", _packed(keys), once, phone_id)

    def pressed(self, phone_id: int) -> None:
        """Put a reply keyboard away that was for one press."""
        self._do("UPDATE phones SET keyboard = '[]' WHERE id = ? AND keyboard_once", phone_id)

    def show_toast(self, phone_id: int, text: str) -> None:
        """Show the answer to a tap for a moment."""
        self._do("UPDATE phones SET toast = ?, toast_at = ? WHERE id = ?", text, self.now().timestamp(), phone_id)

    def show_typing(self, phone_id: int) -> None:
        """Show for a moment that the bot is typing."""
        self._do("UPDATE phones SET typing_at = ? WHERE id = ?", self.now().timestamp(), phone_id)

    def add_sms(self, number: str, text: str) -> None:
        """Have a text message come to this number."""
        self._do("INSERT INTO sms (at, number, text) VALUES (?, ?, ?)", self.now().timestamp(), number, text)

    # The bot's settings at Telegram

    def webhook(self) -> Webhook:
        """Return where the bot asked for its updates."""
        return Webhook(**self.recall("webhook", {}))

    def set_webhook(self, webhook: Webhook) -> None:
        """Keep where the bot wants its updates."""
        self.keep("webhook", asdict(webhook))

    def commands(self, language: str, chat_id: int = 0) -> list[Command]:
        """Return the bot's menu in this chat: its own, else the one in this language, or the one for every language."""
        menus = self.recall("commands", {})
        return [
            Command(**entry) for entry in menus.get(f"chat {chat_id}") or menus.get(language) or menus.get("") or []
        ]

    def set_commands(self, language: str, commands: Sequence[Command]) -> None:
        """Keep the bot's menu for a language, or with an empty one for all others."""
        menus = self.recall("commands", {})
        self.keep("commands", {**menus, language: [asdict(command) for command in commands]})
        self._do("UPDATE phones SET revision = revision + 1")

    # Partner calls, and trouble made on purpose

    def log(self, last: int = 20) -> list[Call]:
        """Return the last partner calls, newest last."""
        rows = self._all("SELECT * FROM calls ORDER BY id DESC LIMIT ?", last)
        return [Call(_time(row["at"]), row["who"], row["what"], row["code"]) for row in reversed(rows)]

    def note(self, who: str, what: str, code: str | int) -> None:
        """Add a partner call to the log, which keeps the last few hundred."""
        with self.change() as db:
            values = (self.now().timestamp(), who, what, str(code))
            added = db.execute("INSERT INTO calls (at, who, what, code) VALUES (?, ?, ?, ?)", values).lastrowid or 0
            db.execute("DELETE FROM calls WHERE id <= ?", (added - CALLS_KEPT,))

    def fail_next(self, channel: str, kind: str) -> None:
        """Have the next send on this channel fail: `429`, `500`, `403` or `hang-up` (sent, but the answer is lost)."""
        self._do("INSERT INTO failures (channel, kind) VALUES (?, ?)", channel, kind)

    def take_failure(self, channel: str) -> str:
        """Return how this send is to fail, once; empty if it is to succeed."""
        with self.change() as db:
            statement = (
                "DELETE FROM failures WHERE id = (SELECT min(id) FROM failures WHERE channel = ?) RETURNING kind"
            )
            rows = db.execute(statement, (channel,)).fetchall()
            return str(rows[0]["kind"]) if rows else ""

    # The store

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one change, alone: all of it or nothing is kept."""
        with closing(self._connect()) as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    def recall(self, name: str, default: Any) -> Any:
        """Return the value kept under this name."""
        rows = self._all("SELECT value FROM kept WHERE name = ?", name)
        return json.loads(rows[0]["value"]) if rows else default

    def keep(self, name: str, value: Any) -> None:
        """Keep a plain value under this name."""
        self._do("INSERT OR REPLACE INTO kept (name, value) VALUES (?, ?)", name, json.dumps(value))

    def seconds_since(self, name: str) -> float:
        """Return how long ago this was asked last, in real time; a great while at first."""
        now = time.time()
        with self.change() as db:
            row = db.execute("SELECT value FROM kept WHERE name = ?", (name,)).fetchone()
            db.execute("INSERT OR REPLACE INTO kept (name, value) VALUES (?, ?)", (name, json.dumps(now)))
        return now - float(json.loads(row["value"])) if row is not None else float("inf")

    def next_number(self, name: str, first: int) -> int:
        """Return the next number of a series, which rises by one over all processes."""
        with self.change() as db:
            row = db.execute(
                "INSERT INTO kept (name, value) VALUES (?, ?)"
                " ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
                (name, first),
            ).fetchone()
            return int(row["value"])

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=LOCK_WAIT_SECONDS, isolation_level=None)
        db.row_factory = sqlite3.Row
        # Cardboard may be lost in a power cut; waiting for the disk would make the phones slow.
        db.execute("PRAGMA synchronous = OFF")
        return db

    def _all(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        with closing(self._connect()) as db:
            return db.execute(statement, values).fetchall()

    def _do(self, statement: str, *values: Any) -> None:
        with self.change() as db:
            db.execute(statement, values)

    def _ago(self, seconds: float) -> float:
        return self.now().timestamp() - seconds


def _phone(row: sqlite3.Row) -> Phone:
    return Phone(row["id"], row["name"], row["channel"], row["number"], row["language"], bool(row["hidden"]))


def _bubble(row: sqlite3.Row) -> Bubble:
    return Bubble(
        id=row["id"],
        phone=row["phone"],
        mine=bool(row["mine"]),
        kind=row["kind"],
        text=row["text"],
        html=markup.shown(row["text"], row["style"]),
        at=_time(row["at"]),
        edited=bool(row["edited"]),
        deleted=bool(row["deleted"]),
        protected=bool(row["protected"]),
        ticks=row["ticks"],
        keys=_keys(row["keys"]),
        style=row["style"],
    )


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _keys(packed: str) -> Rows:
    return tuple(tuple(Key(**key) for key in row) for row in json.loads(packed))


def _packed(keys: Rows) -> str:
    return json.dumps([[asdict(key) for key in row] for row in keys])
