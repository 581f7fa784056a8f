"""Assembly: settings, database, channels, flows, sandbox; dispatches to the commands in `bot/cli.py`."""

from __future__ import annotations

import gc

gc.disable()  # Nothing of what is imported here is ever garbage, and looking for it takes a seventh of the start.

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path

# A link to the current release may lead elsewhere while this one still reads templates and the like.
sys.path.insert(0, str(Path(__file__).resolve().parent))

from flask import Flask, Response

import flows  # noqa: F401  importing them registers every flow and every wording
from bot import logs
from bot.channels.base import Channel
from bot.channels.fetching import Fetcher, Patience
from bot.channels.sms import Sms
from bot.channels.telegram import API_URL, Telegram
from bot.channels.whatsapp import WhatsApp
from bot.chat import FLOWS
from bot.commands import menu
from bot.intake import Intake, Services
from bot.keypad import keypad_pages
from bot.message import Traits
from bot.sender import Sender
from bot.settings import Settings, SettingsWrong, read_settings
from bot.taking import PhotoTaker
from bot.web import create_web
from bot.words import LANGUAGES, Raw, Speaker, t
from faq.document import DocumentWrong, read_document, read_topics
from flows.help import Help
from flows.secrets import pin_of
from models.clock import now
from models.database import Database
from models.media import MediaStore
from models.secrets import Secrets
from models.weak_pins import weak_pins
from staff.desk import staff_desk

gc.freeze()
gc.enable()

EPOCH = datetime.fromtimestamp(0, UTC)
TRAITS = {
    "telegram": Traits(deletes=True, buttons=True),
    "whatsapp": Traits(redacts=True, window=True),
    "terminal": Traits(),
    "sms": Traits(),
}


@dataclass(frozen=True)
class Wallet:
    """The whole program for one set of settings; parts are made when they are first asked for, after any fork."""

    settings: Settings

    @cached_property
    def database(self) -> Database:
        """The database."""
        return Database(self.settings.database_url)

    @cached_property
    def secrets(self) -> Secrets:
        """What hashes and seals."""
        return Secrets(key=self.settings.secret_key, pepper=self.settings.pin_pepper)

    @cached_property
    def channels(self) -> dict[str, Channel]:
        """The channels whose credentials are set."""
        settings = self.settings
        found: dict[str, Channel] = {}
        if settings.telegram_token:
            found["telegram"] = Telegram(
                settings.telegram_token,
                settings.telegram_secret,
                settings.telegram_api_url or API_URL,
                fetcher=Fetcher(Patience(connect=3, read=4, total=4)),  # For each of two calls.
                menus=menu,
            )
        twilio = (settings.twilio_account_sid, settings.twilio_auth_token)
        # Twilio signs the address that it calls, so without PUBLIC_URL no call could be proved: the channel is closed.
        if all(twilio) and settings.twilio_whatsapp_from and settings.public_url:
            found["whatsapp"] = WhatsApp(
                *twilio,
                settings.twilio_whatsapp_from,
                api_url=settings.twilio_api_url,
                status_url=f"{settings.public_url}/whatsapp/status",
                phrases=whatsapp_phrases(),
                fetcher=Fetcher(Patience(connect=3, read=6, total=7)),  # A turn has ten seconds in all.
                templates=settings.templates,
            )
        if all(twilio) and settings.twilio_sms_from:
            found["sms"] = Sms(*twilio, settings.twilio_sms_from, settings.twilio_api_url)
        return found

    @cached_property
    def media(self) -> MediaStore:
        """The folder of encrypted photos."""
        return MediaStore(self.settings.media_path)

    @cached_property
    def photos(self) -> PhotoTaker:
        """What fetches, checks and keeps photos."""
        return PhotoTaker(self.database, self.secrets, self.media, self.channels)

    @cached_property
    def guide(self) -> Help:
        """The help."""
        return help_from(self.settings.faq_document)

    @cached_property
    def services(self) -> Services:
        """What intake works with."""
        return Services(
            secrets=self.secrets,
            flows=FLOWS,
            pin=pin_of,
            guide=self.guide,
            traits=TRAITS.__getitem__,
            default_language=self.settings.default_language,
            pages=self.settings.pages,
            typed_pins=self.settings.pin_entry == "either",
            photos=self.photos,
        )

    @cached_property
    def intake(self) -> Intake:
        """Takes messages."""
        return Intake(self.database, self.services)

    def sender(self, channels: dict[str, Channel] | None = None, *, lane: str = "") -> Sender:
        """Return a sender over these channels, or over all that are open."""
        return Sender(self.database, channels or self.channels, self.secrets, TRAITS.__getitem__, lane=lane)

    @cached_property
    def web(self) -> Flask:
        """The web app, with the sandbox's pages when it is on."""
        weak_pins()  # Worked out now, not within the first transaction that asks.
        web = create_web(self.settings, self.database, self.intake, self.channels)
        if self.settings.pages:
            web.register_blueprint(keypad_pages(self.database, self.intake, self.secrets, apps=self._apps()))
        https = self.settings.public_url.startswith("https://")
        web.register_blueprint(staff_desk(self.database, self.secrets, https=https))
        if self.settings.sandbox:
            self._open_sandbox(web)
        else:
            web.add_url_rule("/", view_func=lambda: Response("KasPro\n", mimetype="text/plain"), endpoint="name")
        return web

    def _apps(self) -> dict[str, str]:
        """Return what leads back from a page to each channel's app; Telegram's address of a bot is not known here."""
        if self.settings.sandbox:
            return dict.fromkeys(("telegram", "whatsapp"), f"{self.settings.own_url}/")
        number = self.settings.twilio_whatsapp_from.removeprefix("whatsapp:").removeprefix("+")
        return {"whatsapp": f"https://wa.me/{number}"} if number else {}

    def _open_sandbox(self, web: Flask) -> None:
        from sandbox.office import SandboxOffice, office_endpoints
        from sandbox.page import simulator_page
        from sandbox.phones import Hands
        from sandbox.telegram import telegram_double
        from sandbox.twilio import twilio_double
        from sandbox.world import World

        settings, database = self.settings, self.database

        def wallet_time() -> datetime:
            with database.read() as connection:
                return now(connection)

        world = World(Path("var") / "sandbox.db", wallet_time)
        hands = Hands(
            world,
            base_url=settings.own_url,
            public_url=settings.public_url,
            telegram_secret=settings.telegram_secret,
            twilio_auth_token=settings.twilio_auth_token,
            account_sid=settings.twilio_account_sid,
            whatsapp_sender=settings.twilio_whatsapp_from,
        )
        office = SandboxOffice(database, self.secrets, world)
        web.register_blueprint(simulator_page(world, hands, office))
        web.register_blueprint(office_endpoints(office, world))
        web.register_blueprint(telegram_double(world, settings.telegram_token))
        twilio = (settings.twilio_account_sid, settings.twilio_auth_token)
        web.register_blueprint(twilio_double(world, *twilio, window=WhatsApp.window, templates=settings.templates))


@cache
def help_from(document: str) -> Help:
    """Return the help that answers from this document, or from our own topics if none is named; read once."""
    try:
        own = read_topics()
        return Help(read_document(document) if document else own, own)
    except DocumentWrong as wrong:
        raise SettingsWrong(f"FAQ_DOCUMENT: {wrong}") from wrong


def whatsapp_phrases() -> dict[str, dict[str, str]]:
    """Return what stands in for buttons on WhatsApp, and the label that opens a list, by language."""
    consent = t("Reply YES to {deed}, or write what to change.", deed=Raw("{deed}"))
    pick = t("Reply with the number.")
    opens = t("Choose")
    speakers = {language: Speaker(language, EPOCH) for language in LANGUAGES}
    return {
        name: {"consent": one.say(consent), "pick": one.say(pick), "open": one.say(opens)}
        for name, one in speakers.items()
    }


def main(arguments: list[str]) -> int:
    """Run one command; a wrong setting is named in one line."""
    from bot import cli

    process = next(iter(arguments), "")
    logs.set_up("plain", process)

    def make() -> Wallet:
        settings = read_settings()
        logs.set_up(settings.log_format, process)
        return Wallet(settings)

    try:
        return cli.run(arguments, make, lambda: help_from(Settings().faq_document).find)
    except SettingsWrong as wrong:
        print(f"app.py: {wrong}", file=sys.stderr)  # noqa: T201  the operator reads it
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
