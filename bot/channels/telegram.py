"""Telegram: updates in by webhook or by polling, messages out by the Bot API.

Its updates are read in telegram_updates.py, its buttons laid out in telegram_keyboard.py. The Bot API has no idempotent
send, so what became of a message is told apart with care: only what certainly did not arrive may be sent again.
"""

from __future__ import annotations

import contextlib
import hmac
import json
import logging
import os
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

import httpx
from telegram import Bot, BotCommandScopeChat, LinkPreviewOptions
from telegram.constants import ChatAction, ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from bot.channels import telegram_keyboard, telegram_updates
from bot.channels.base import Ignored, NotProven, Request, TooLarge, Unfetched
from bot.channels.fetching import BYTES_MAX, Fetcher, Place
from bot.channels.markup import plain, telegram_html
from bot.message import Deed, Doing, Message, Outgoing, Result, Sent

# The library is moving from seconds to timedeltas and warns at each number; this is its switch to the new way.
os.environ.setdefault("PTB_TIMEDELTA", "true")

API_URL = "https://api.telegram.org"
UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""What we ask Telegram for; it keeps the list until it is told another."""
POLL_SECONDS = 25
ANSWER_BYTES_MAX = 65_536

Menus = Mapping[str, Sequence[tuple[str, str]]]
"""The commands and what they do, by language."""

_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
_FILE_PATH = re.compile(r"(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_./-]{0,300}")
_REFUSED = (BadRequest, ChatMigrated, Conflict)


class Telegram:
    """The Telegram bot with this token, in private chats only."""

    name = "telegram"
    text_max = 4096
    pace = 1.0
    looks_up = False

    def __init__(
        self,
        token: str,
        secret: str,
        api_url: str = API_URL,
        *,
        timeout: float = 10.0,
        connections: int = 32,
        fetcher: Fetcher | None = None,
        menus: Callable[[], Menus] = dict,
    ) -> None:
        """`menus` gives the commands by language, for a chat that chose one."""
        self.bot_id = token.partition(":")[0]
        self._token = token
        self._secret = secret
        self._api_url = api_url.rstrip("/")
        self._timeout = timeout
        self._connections = connections
        self._fetcher = fetcher or Fetcher()
        self._menus = menus
        self._opened: tuple[Bot, _RawUpdates] | None = None

    def prove(self, request: Request) -> None:
        """Return if the request carries the secret that the webhook was set with; raise `NotProven` otherwise."""
        told = request.header("X-Telegram-Bot-Api-Secret-Token")
        if not self._secret or not hmac.compare_digest(_bytes(told), _bytes(self._secret)):
            raise NotProven("wrong or missing secret token")

    def read(self, request: Request) -> Message | Ignored:
        """Return what the update says; raise `Unreadable` if it is none."""
        return telegram_updates.read(request.body, self.bot_id)

    def word(self, out: Outgoing) -> str:
        """Return the text without marks; the buttons are Telegram's own."""
        return plain(out.text)

    async def send(self, out: Outgoing) -> Sent:
        """Send one message, once, and say what became of it."""
        text, keyboard = telegram_html(out.text), telegram_keyboard.markup(out)
        try:
            message = await self._bot().send_message(
                chat_id=out.to,
                text=text,
                parse_mode=ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                protect_content=out.protect,
                reply_markup=keyboard,
            )
        except TelegramError as error:
            return self._outcome(error)
        except telegram_updates.BAD_SHAPES as error:  # Accepted, and answered in a form we do not know.
            return Sent(Result.UNKNOWN, error=type(error).__name__)
        return Sent(Result.SENT, str(message.message_id))

    async def do(self, doing: Doing) -> Sent:
        """Carry out a silent act; a lost answer is `RETRY`, since doing it twice does no harm."""
        act = self._act(doing)
        try:
            await act
        except TelegramError as error:
            outcome = self._outcome(error)
            return Sent(Result.RETRY, error=outcome.error) if outcome.result is Result.UNKNOWN else outcome
        except telegram_updates.BAD_SHAPES as error:
            return Sent(Result.SENT, error=type(error).__name__)
        return Sent(Result.SENT)

    async def look_up(self, out: Outgoing, since: float) -> Sequence[str] | None:  # noqa: ARG002
        """Return None: a bot cannot read what it said."""
        return None

    def fetch(self, media: str) -> bytes:
        """Return the file with this id; raise `Unfetched`, whose words never hold the token."""
        told = self._fetched(f"/bot{self._token}/getFile?file_id={quote(media, safe='')}", bytes_max=ANSWER_BYTES_MAX)
        try:
            file = json.loads(told)["result"]
            path, size = str(file["file_path"]), int(file.get("file_size") or 0)
        except telegram_updates.BAD_SHAPES as error:
            raise Unfetched("no file in the answer", permanent=False) from error
        if size > BYTES_MAX:
            raise TooLarge
        if not _FILE_PATH.fullmatch(path):
            raise Unfetched("a strange path", permanent=True)
        return self._fetched(f"/file/bot{self._token}/{path}", bytes_max=BYTES_MAX)

    def _fetched(self, path: str, *, bytes_max: int) -> bytes:
        place = Place.under(self._api_url, re.escape(path.partition("?")[0]), ours=self._api_url != API_URL)
        return self._fetcher.fetch(f"{self._api_url}{path}", [place], bytes_max=bytes_max)

    async def close(self) -> None:
        """Give connections back."""
        if self._opened is not None:
            (bot, raw), self._opened = self._opened, None
            await bot.request.shutdown()
            await raw.shutdown()

    async def username(self) -> str:
        """Return the name under which people find the bot, without its @; raise `TelegramError` on trouble."""
        return (await self._bot().get_me()).username or ""

    async def set_up(self, public_url: str, commands: Menus, *, max_connections: int = 16) -> None:
        """Have updates sent to `public_url`/telegram and show the commands, Indonesian where no language fits."""
        bot = self._bot()
        await bot.set_webhook(
            url=f"{public_url.rstrip('/')}/telegram",
            secret_token=self._secret,
            allowed_updates=UPDATES,
            drop_pending_updates=False,
            max_connections=max_connections,
        )
        await self.set_commands(commands)

    async def set_commands(self, commands: Menus) -> None:
        """Show the commands by language, Indonesian where no language fits."""
        for language, named in commands.items():
            await self._bot().set_my_commands(list(named), language_code=None if language == "id" else language)

    async def drop_webhook(self) -> None:
        """Have updates kept for `poll`."""
        await self._bot().delete_webhook(drop_pending_updates=False)

    async def poll(self, offset: int | None) -> list[tuple[int, bytes]]:
        """Return the updates from `offset` on, with their ids, waiting for one; raise `TelegramError` on trouble."""
        bot, raw = self._connect()
        raw.payload = b""
        # One update that the library cannot read must not hold back those behind it.
        with contextlib.suppress(*telegram_updates.BAD_SHAPES):
            await bot.get_updates(offset=offset, timeout=POLL_SECONDS, allowed_updates=UPDATES)
        return raw.updates()

    def _bot(self) -> Bot:
        return self._connect()[0]

    def _connect(self) -> tuple[Bot, _RawUpdates]:
        """Return the bot and its poll, made within the running loop: their connections belong to that loop."""
        if self._opened is None:
            logging.getLogger("httpx").setLevel(logging.WARNING)  # It logs each URL, and ours hold the token.
            waits: dict[str, Any] = dict.fromkeys(("connect_timeout", "read_timeout", "write_timeout"), self._timeout)
            raw = _RawUpdates(connection_pool_size=1, **waits)
            bot = Bot(
                self._token,
                base_url=f"{self._api_url}/bot",
                base_file_url=f"{self._api_url}/file/bot",
                get_updates_request=raw,
                request=HTTPXRequest(self._connections, pool_timeout=self._timeout / 2, **waits),
            )
            self._opened = bot, raw
        return self._opened

    def _act(self, doing: Doing) -> Awaitable[object]:
        bot = self._bot()
        match doing.deed:
            case Deed.DELETE:
                return bot.delete_message(doing.to, int(doing.target))
            case Deed.ANSWER_TAP:
                return bot.answer_callback_query(doing.target)
            case Deed.DROP_BUTTONS:
                return bot.edit_message_reply_markup(doing.to, int(doing.target), reply_markup=None)
            case Deed.TYPING:
                return bot.send_chat_action(doing.to, ChatAction.TYPING)
            case Deed.MENU:
                commands = list(self._menus().get(doing.target, ()))
                return bot.set_my_commands(commands, scope=BotCommandScopeChat(doing.to))
        raise ValueError(f"a bot cannot {doing.deed}")

    def _outcome(self, error: TelegramError) -> Sent:
        """Return what an error says of the message: not sent, never to be sent, or not known."""
        said = f"{type(error).__name__}: {error}".replace(self._token, "…")[:200]
        if isinstance(error, RetryAfter):
            return Sent(Result.RETRY, error=said, retry_after=_seconds(error))
        if isinstance(error, Forbidden):
            return Sent(Result.BLOCKED, error=said)
        if isinstance(error, InvalidToken):
            return Sent(Result.SHUT, error=said)
        if isinstance(error, _REFUSED):
            return Sent(Result.FAILED, error=said)
        if isinstance(error.__cause__, _NEVER_LEFT) or error.message.startswith("Too Many Requests"):
            return Sent(Result.RETRY, error=said)
        return Sent(Result.UNKNOWN, error=said)


class _RawUpdates(HTTPXRequest):
    """Keeps the last answer as it came, for the library's objects hide what they do not know."""

    payload = b""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        code, self.payload = await super().do_request(*args, **kwargs)
        return code, self.payload

    def updates(self) -> list[tuple[int, bytes]]:
        """Return what getUpdates answered, each with its id; what has none cannot be confirmed, nor come again."""
        try:
            told = json.loads(self.payload)["result"]
        except telegram_updates.BAD_SHAPES as error:
            raise NetworkError(f"getUpdates answered in another form: {type(error).__name__}") from error
        return [(each["update_id"], json.dumps(each).encode()) for each in told if telegram_updates.has_id(each)]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()
