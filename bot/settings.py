"""Settings: read once by `app.py` from the environment, `.env` and `var/secrets.env`; handed to whoever needs them."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.channels.whatsapp_templates import read_sids

VAR = Path("var")
SECRETS_FILE = VAR / "secrets.env"


class SettingsWrong(Exception):
    """A setting is missing or malformed; the text is one line for the operator."""


class Settings(BaseSettings):
    """Every setting, by the name it has in the environment."""

    model_config = SettingsConfigDict(env_file=(SECRETS_FILE, ".env"), env_ignore_empty=True, extra="ignore")

    database_url: str = Field(default=f"sqlite:///{VAR}/kaspro.db", description="SQLite file or postgresql://…")
    host: str = Field(default="127.0.0.1", description="address to listen on")
    port: int = Field(default=8000, ge=1, le=65535, description="port to listen on")
    public_url: str = Field(default="", description="https://… under which the channels and customers reach us")
    trusted_proxies: int = Field(default=0, ge=0, le=5, description="how many proxies stand before us")
    secret_key: str = Field(default="", description="seals and signs; 32 characters or more")
    pin_pepper: str = Field(default="", description="without it no PIN can be verified; keep it apart from backups")
    pin_entry: Literal["either", "keypad"] = Field(default="either", description="whether typed PINs are taken too")
    default_language: Literal["id", "en"] = Field(default="id", description="in which strangers are greeted")
    faq_document: str = Field(default="", description="the issuer's text to answer from; empty for our own topics")
    telegram_token: str = Field(default="", description="from @BotFather; empty closes the channel")
    telegram_secret: str = Field(default="", description="1 to 256 of A-Z a-z 0-9 _ -; proves Telegram's calls")
    telegram_api_url: str = Field(default="", description="empty for Telegram itself")
    twilio_account_sid: str = Field(default="", description="AC…; empty closes WhatsApp and SMS")
    twilio_auth_token: str = Field(default="", description="signs Twilio's calls")
    twilio_whatsapp_from: str = Field(default="", description="whatsapp:+… of the sender; empty closes WhatsApp")
    twilio_sms_from: str = Field(default="", description="+… of the sender; empty closes SMS, and so registering")
    twilio_api_url: str = Field(default="", description="empty for Twilio itself")
    twilio_templates: str = Field(default="", description="name=HX…,name=HX…; `twilio templates` prints the names")
    media_path: Path = Field(default=VAR / "media", description="folder of the customers' photos, encrypted")
    log_format: Literal["json", "plain"] = Field(default="json", description="one JSON object a line, or plain text")
    metrics_token: str = Field(default="", description="a bearer token for /metrics; 32 characters or more")
    sandbox: bool = Field(default=False, description="the simulator and its outside world; never in production")

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, value: str) -> str:
        try:
            url = make_url(value)
        except (ArgumentError, ValueError):
            url = None
        kind = url.get_backend_name() if url is not None else ""
        if url is None or kind not in ("sqlite", "postgresql") or url.database in (None, "", ":memory:"):
            raise ValueError("must be sqlite:///a/file or postgresql://…")
        return value

    @field_validator("public_url", "telegram_api_url", "twilio_api_url")
    @classmethod
    def _is_a_url(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment):
            raise ValueError("must be a plain http or https URL")
        return value.rstrip("/")

    @field_validator("twilio_templates")
    @classmethod
    def _names_templates(cls, value: str) -> str:
        read_sids(value)
        return value

    @field_validator("telegram_secret")
    @classmethod
    def _is_a_secret(cls, value: str) -> str:
        if value and not (len(value) <= 256 and value.isascii() and value.replace("_", "").replace("-", "").isalnum()):
            raise ValueError("must be 1 to 256 characters of A-Z a-z 0-9 _ -")
        return value

    @field_validator("metrics_token")
    @classmethod
    def _is_a_token(cls, value: str) -> str:
        if value and not (len(value) >= 32 and value.isascii() and value.isprintable() and " " not in value):
            raise ValueError("must be 32 characters or more, without a space")
        return value

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.telegram_token and not self.telegram_secret and self.public_url and not self.sandbox:
            raise ValueError("TELEGRAM_SECRET must be set for the webhook under PUBLIC_URL")
        if self.pin_entry == "keypad" and not self.pages:
            raise ValueError("PIN_ENTRY=keypad needs PUBLIC_URL: without it there is no keypad page")
        return self

    @property
    def pages(self) -> str:
        """The URL under which keypad pages are reached; empty when customers cannot reach us."""
        return self.public_url or (self.own_url if self.sandbox else "")

    @property
    def bearer(self) -> bytes:
        """What a client that may read the figures sends as its Authorization."""
        return f"Bearer {self.metrics_token}".encode()

    @property
    def own_url(self) -> str:
        """The URL of this program on this machine."""
        return f"http://{'127.0.0.1' if self.host in ('0.0.0.0', '::') else self.host}:{self.port}"  # noqa: S104  not bound here

    @property
    def templates(self) -> dict[str, str]:
        """The SIDs of WhatsApp's templates that were made, by name."""
        return read_sids(self.twilio_templates)

    @property
    def polls(self) -> bool:
        """Whether Telegram is polled: only Telegram itself, and only when it cannot reach us."""
        return bool(self.telegram_token) and not self.public_url and not self.telegram_api_url and not self.sandbox

    def for_sandbox(self) -> Settings:
        """Return the settings with made-up values for missing credentials, and with the doubles as the channels."""
        made = hashlib.sha256(f"sandbox {self.secret_key}".encode()).hexdigest()
        url = self.public_url or self.own_url
        return self.model_copy(
            update={
                "public_url": url,
                "telegram_token": self.telegram_token or f"7000000001:sandbox-{made[:24]}",
                "telegram_secret": self.telegram_secret or made[:40],
                "telegram_api_url": self.telegram_api_url or f"{self.own_url}/sandbox/telegram",
                "twilio_account_sid": self.twilio_account_sid or f"AC{made[:32]}",
                "twilio_auth_token": self.twilio_auth_token or made[32:],
                "twilio_whatsapp_from": self.twilio_whatsapp_from or "whatsapp:+628001234567",
                "twilio_sms_from": self.twilio_sms_from or "+628001234567",
                "twilio_api_url": self.twilio_api_url or f"{self.own_url}/sandbox/twilio",
            }
        )


def read_settings() -> Settings:
    """Return the settings; raise `SettingsWrong` with one line that names what is missing or malformed."""
    settings = settings_as_they_are()
    for name in ("secret_key", "pin_pepper"):
        if len(getattr(settings, name)) < 32:
            raise SettingsWrong(f"{name.upper()}: must be set, to 32 characters or more")
    return settings.for_sandbox() if settings.sandbox else settings


def settings_as_they_are() -> Settings:
    """Return the settings, whether secrets are among them or not; raise `SettingsWrong` if one is malformed."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else ""
        raise SettingsWrong(f"{name}: {first['msg']}".removeprefix(": ").replace("Value error, ", "")) from error


def make_secrets() -> bool:
    """Make SECRET_KEY and PIN_PEPPER once, in `var/secrets.env` (mode 600); return whether they were made now."""
    if SECRETS_FILE.exists():
        return False
    VAR.mkdir(exist_ok=True)
    descriptor = os.open(SECRETS_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(f"SECRET_KEY={secrets.token_urlsafe(36)}\nPIN_PEPPER={secrets.token_urlsafe(36)}\n")
    return True
