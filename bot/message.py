"""What all channels share: a customer's message, and what is said back.

A channel turns bytes into `Message` and `Outgoing` into bytes. Nothing here knows a channel by name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What sort of message a customer sent."""

    TEXT = "text"
    TAP = "tap"
    CONTACT = "contact"
    PHOTO = "photo"
    VOICE = "voice"
    OTHER = "other"  # sticker, place, document: heard, and answered that it cannot be read
    SECRET = "secret"  # noqa: S105  from the keypad page


@dataclass(frozen=True)
class Contact:
    """A shared contact; `own` says that the channel vouches for it being the sender's own number."""

    phone: str
    name: str = ""
    own: bool = False


@dataclass(frozen=True)
class Message:
    """One message of a customer, checked for shape and origin."""

    channel: str
    sender: str
    """The channel's lasting id of the person: a Telegram user's chat, WhatsApp's `ExternalUserId`."""
    key: str
    """The channel's id of this delivery (`update_id`, `MessageSid`): the same key is the same message."""
    kind: Kind = Kind.TEXT
    text: str = ""
    button: str = ""
    """For a tap: what the button carries."""
    contact: Contact | None = None
    address: str = ""
    """Where an answer goes, when it is not `sender`."""
    phone: str = ""
    """The sender's own number in E.164, when the channel vouches for it (WhatsApp)."""
    name: str = ""
    """What the sender calls herself on the channel."""
    language: str = ""
    """The language of the sender's app, if the channel tells: `id`, `en`."""
    message_id: str = ""
    """The channel's id of the message itself (for a tap: of the message the button hangs on)."""
    callback: str = ""
    """For a tap: what the channel wants answered."""
    media: str = ""
    """For a photo: where the channel keeps it (Telegram's `file_id`, Twilio's URL)."""
    album: str = ""
    """For a photo that was sent together with others: what the channel calls them."""
    data: bytes = field(default=b"", repr=False)
    """For a photo from a page: its bytes."""
    edited: bool = False
    body: str = ""
    """A digest of the delivery's bytes, to tell a repeat from another message under the same key."""
    secret: str = field(default="", repr=False)
    """From the keypad page: the digits, kept nowhere."""
    link: str = ""
    """From a page: the question its link was made for."""
    at: datetime | None = None
    """When it was written, if the channel tells; only her pace goes by it."""
    late: datetime | None = None
    """When it was written, if it reached us so late that nothing may be done because of it."""
    more_late: bool = False
    """Whether another late one of hers follows, which is answered for both."""

    @property
    def to(self) -> str:
        """Where an answer goes."""
        return self.address or self.sender


class Ask(StrEnum):
    """What a message asks of its reader; channels without buttons word it by this."""

    NOTHING = ""
    CHOICE = "choice"  # pick one: buttons, or a numbered menu
    ANSWER = "answer"  # type something; buttons only help
    CONSENT = "consent"  # agree or change: never a number
    SECRET = "secret"  # noqa: S105  the keypad page, or digits typed


@dataclass(frozen=True)
class Pressable:
    """A button as it goes out. Exactly one of `data`, `url`, `copy` is set, or `contact` asks for the own number."""

    label: str
    data: str = ""
    url: str = ""
    copy: str = ""
    contact: bool = False


@dataclass(frozen=True)
class Outgoing:
    """One message as a channel sends it. Text in our markup: `*bold*`, `` `code` ``; values in it hold no marks."""

    to: str
    text: str
    language: str = "id"
    buttons: tuple[Pressable, ...] = ()
    ask: Ask = Ask.NOTHING
    protect: bool = False
    """The channel should stop forwarding and saving, where it can."""
    hide_contact: bool = False
    """Takes the reply keyboard with the contact button away again."""
    notice: str = ""
    """The subject of the approved notice by which it goes, outside the time in which the channel takes free words."""


class Deed(StrEnum):
    """A silent act on a channel: not paced, not shown in the transcript."""

    DELETE = "delete"  # a customer's message, for a PIN was in it
    ANSWER_TAP = "answer_tap"  # stops the button's spinner
    DROP_BUTTONS = "drop_buttons"  # from a message whose question is over
    TYPING = "typing"
    MENU = "menu"  # the app's menu of commands, in the chat's language
    REDACT = "redact"  # what a carrier keeps of a customer's message, for a PIN was in it


@dataclass(frozen=True)
class Doing:
    """One silent act as a channel carries it out; `target` is the message or callback it is about."""

    deed: Deed
    to: str
    target: str = ""


class Result(StrEnum):
    """How an attempt to send ended."""

    SENT = "sent"
    RETRY = "retry"  # certainly not sent: try again later
    FAILED = "failed"  # certainly not sent, and never will be
    BLOCKED = "blocked"  # the customer blocked the bot
    UNKNOWN = "unknown"  # perhaps sent: never blindly again
    OUTSIDE = "outside"  # certainly not sent: the channel takes no free words now, only approved notices
    SHUT = "shut"  # certainly not sent: the channel does not take our credentials, so nothing else will go either


@dataclass(frozen=True)
class Sent:
    """What came of sending."""

    result: Result
    message_id: str = ""
    error: str = ""
    retry_after: float = 0.0


@dataclass(frozen=True)
class Words:
    """A sentence not yet in anybody's language: an English msgid and the values for its places."""

    msgid: str
    values: dict[str, Any] = field(default_factory=dict)
    other: str = ""
    """The msgid for more than one, when the sentence counts (`count` is among the values)."""


@dataclass(frozen=True)
class Written(Words):
    """Words that stand in no catalogue, in each language: a topic of the help."""

    texts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Button:
    """A button under a reply. `does` says what a tap is, by its first word:

    `answer:…` answers the open question, `change:…` asks that question anew, `do:…` is a command (`do:cancel`) - these
    three hold for that question only; `flow:…` starts a conversation at any time; `copy:…` copies; `contact:` shares
    the number.
    """

    label: Words
    does: str


@dataclass(frozen=True)
class Reply:
    """What is said back: words, at most one question in them, and buttons."""

    words: Words | tuple[Words, ...]
    """Several sentences stand on a line each."""
    buttons: tuple[Button, ...] = ()
    ask: Ask = Ask.NOTHING
    protect: bool = False


@dataclass(frozen=True)
class Traits:
    """What a channel can do, as far as what is said depends on it."""

    deletes: bool = False
    """The bot can delete a customer's message."""
    buttons: bool = False
    """Buttons can always be tapped, and taken away; otherwise choices can be numbered and consent typed."""
    redacts: bool = False
    """A carrier keeps customers' messages, and can be told to wipe the words of one."""
    window: bool = False
    """The channel takes free words only for so long after the customer's own, so that some are held for her."""
