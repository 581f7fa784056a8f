"""Settings: read from the environment, named in one line when they are wrong, made up where the sandbox may."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import SECRETS_FILE, Settings, SettingsWrong, make_secrets, read_settings

ROOT = Path(__file__).parents[1]
NAMES = [name.upper() for name in Settings.model_fields]
SECRETS = {"SECRET_KEY": "k" * 32, "PIN_PEPPER": "p" * 32}
TELEGRAM = {"TELEGRAM_TOKEN": "7000000001:AA", "TELEGRAM_SECRET": "s3cret_-"}


@pytest.fixture(autouse=True)
def _nothing_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty folder, and an environment without a setting of ours."""
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def reading(monkeypatch: pytest.MonkeyPatch, **environment: str) -> Settings:
    for name, value in {**SECRETS, **environment}.items():
        monkeypatch.setenv(name, value)
    return read_settings()


def wrong(monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    with pytest.raises(SettingsWrong) as caught:
        reading(monkeypatch, **environment)
    return str(caught.value)


# What works.


def test_the_two_secrets_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = reading(monkeypatch)
    assert settings.database_url == "sqlite:///var/kaspro.db"
    assert (settings.host, settings.port, settings.trusted_proxies) == ("127.0.0.1", 8000, 0)
    assert (settings.pin_entry, settings.default_language, settings.sandbox) == ("either", "id", False)
    assert (settings.pages, settings.telegram_token, settings.twilio_auth_token) == ("", "", "")


def test_an_empty_setting_is_one_that_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reading(monkeypatch, PORT="", SANDBOX="", PIN_ENTRY="").port == 8000


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=9001\nHOST=0.0.0.0\n# PUBLIC_URL=https://x\nSOMETHING_ELSE=1\n")
    settings = reading(monkeypatch, PORT="9002")
    assert (settings.host, settings.port, settings.public_url) == ("0.0.0.0", 9002, "")  # noqa: S104  only read
    assert settings.own_url == "http://127.0.0.1:9002"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://kaspro.example", "https://kaspro.example"),
        ("https://kaspro.example/", "https://kaspro.example"),
        ("http://10.0.0.7:8000/wallet/", "http://10.0.0.7:8000/wallet"),
    ],
)
def test_a_url_is_kept_without_its_last_slash(monkeypatch: pytest.MonkeyPatch, url: str, kept: str) -> None:
    settings = reading(monkeypatch, PUBLIC_URL=url)
    assert (settings.public_url, settings.pages) == (kept, kept)


@pytest.mark.parametrize(
    "url", ["sqlite:///var/kaspro.db", "sqlite:////srv/kaspro.db", "postgresql://kaspro:p%40ss@db.internal:5432/kaspro"]
)
def test_either_database_is_taken(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    assert reading(monkeypatch, DATABASE_URL=url).database_url == url


# What is wrong is named in one line.


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "k" * 31),
        ("PIN_PEPPER", ""),
        ("PIN_PEPPER", "short"),
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_PROXIES", "all"),
        ("PUBLIC_URL", "kaspro.example"),
        ("PUBLIC_URL", "ftp://kaspro.example"),
        ("PUBLIC_URL", "https://"),
        ("PUBLIC_URL", "https://["),
        ("PUBLIC_URL", "https://kaspro.example/?a=1"),
        ("PUBLIC_URL", "https://kaspro.example/#a"),
        ("TELEGRAM_API_URL", "telegram"),
        ("TWILIO_API_URL", "//twilio"),
        ("TELEGRAM_SECRET", "with space"),
        ("TELEGRAM_SECRET", "é"),
        ("TELEGRAM_SECRET", "s" * 257),
        ("PIN_ENTRY", "typed"),
        ("DEFAULT_LANGUAGE", "jv"),
        ("SANDBOX", "perhaps"),
        ("DATABASE_URL", "kaspro.db"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "mysql://kaspro@db/kaspro"),
        ("DATABASE_URL", "postgresql://db:port/kaspro"),
    ],
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    said = wrong(monkeypatch, **{name: value})
    assert said.startswith(f"{name}: ")
    assert "\n" not in said


def test_no_secret_stands_in_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "hush" not in wrong(monkeypatch, SECRET_KEY="hush")
    assert "hush hush" not in wrong(monkeypatch, TELEGRAM_SECRET="hush hush")
    assert "hush" not in wrong(monkeypatch, DATABASE_URL="mysql://kaspro:hush@db/kaspro")


def test_a_webhook_needs_its_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    said = wrong(monkeypatch, TELEGRAM_TOKEN="7:AA", PUBLIC_URL="https://kaspro.example")
    assert said == "TELEGRAM_SECRET must be set for the webhook under PUBLIC_URL"


def test_keypads_alone_need_a_url_that_customers_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "PUBLIC_URL" in wrong(monkeypatch, PIN_ENTRY="keypad")
    assert reading(monkeypatch, PIN_ENTRY="keypad", PUBLIC_URL="https://kaspro.example").pin_entry == "keypad"


def test_the_program_says_it_in_one_line_and_ends(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in NAMES}
    command = [sys.executable, str(ROOT / "app.py"), "check-books"]
    ended = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    complaint = "app.py: SECRET_KEY: must be set, to 32 characters or more\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", complaint)
    assert list(tmp_path.iterdir()) == []


# Polling.


def test_telegram_is_polled_only_where_it_cannot_call_and_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not reading(monkeypatch).polls
    assert reading(monkeypatch, **TELEGRAM).polls
    assert reading(monkeypatch, TELEGRAM_TOKEN="7:AA", TELEGRAM_SECRET="").polls
    assert not reading(monkeypatch, **TELEGRAM, PUBLIC_URL="https://kaspro.example").polls
    assert not reading(monkeypatch, **TELEGRAM, PUBLIC_URL="", TELEGRAM_API_URL="http://127.0.0.1:9/x").polls
    assert not reading(monkeypatch, **TELEGRAM, TELEGRAM_API_URL="", SANDBOX="1").polls


# The sandbox.


def test_the_sandbox_makes_up_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = reading(monkeypatch, SANDBOX="1", PORT="9003", PIN_ENTRY="keypad")
    assert settings.public_url == settings.pages == settings.own_url == "http://127.0.0.1:9003"
    assert settings.telegram_api_url == "http://127.0.0.1:9003/sandbox/telegram"
    assert settings.twilio_api_url == "http://127.0.0.1:9003/sandbox/twilio"
    assert re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", settings.telegram_token)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,256}", settings.telegram_secret)
    assert re.fullmatch(r"AC[0-9a-f]{32}", settings.twilio_account_sid)
    assert settings.twilio_auth_token
    assert settings.twilio_whatsapp_from.startswith("whatsapp:+62")
    assert settings.twilio_sms_from.startswith("+62")
    assert reading(monkeypatch, SANDBOX="1") == settings


def test_the_sandbox_keeps_what_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {
        "PUBLIC_URL": "https://kaspro.example",
        "TELEGRAM_TOKEN": "7:AA",
        "TELEGRAM_SECRET": "s",
        "TELEGRAM_API_URL": "http://elsewhere:1",
        "TWILIO_ACCOUNT_SID": "AC1",
        "TWILIO_AUTH_TOKEN": "t",
        "TWILIO_WHATSAPP_FROM": "whatsapp:+6281",
        "TWILIO_SMS_FROM": "+6282",
        "TWILIO_API_URL": "http://elsewhere:2",
    }
    settings = reading(monkeypatch, SANDBOX="1", **given)
    assert {name: getattr(settings, name.lower()) for name in given} == given


def test_two_wallets_make_up_different_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    first = reading(monkeypatch, SANDBOX="1")
    second = reading(monkeypatch, SANDBOX="1", SECRET_KEY="q" * 32)
    assert first.telegram_secret != second.telegram_secret
    assert first.twilio_auth_token != second.twilio_auth_token


# Secrets that are made.


def test_secrets_are_made_once_for_their_owner_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert make_secrets()
    made = SECRETS_FILE.read_text()
    assert stat.S_IMODE(SECRETS_FILE.stat().st_mode) == 0o600
    settings = read_settings()
    assert len(settings.secret_key) >= 32
    assert len(settings.pin_pepper) >= 32
    assert settings.secret_key != settings.pin_pepper
    assert not make_secrets()
    assert SECRETS_FILE.read_text() == made
    monkeypatch.setenv("SECRET_KEY", "k" * 40)
    assert read_settings().secret_key == "k" * 40


def test_no_two_wallets_have_the_same_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = set()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        make_secrets()
        made.add(SECRETS_FILE.read_text())
    assert len(made) == 2


# The example.


def test_the_example_lists_every_setting_with_a_line_about_it() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    listed = [line.partition("=")[0] for line in lines if line and not line.startswith("#")]
    assert sorted(listed) == sorted(NAMES)
    assert len(set(listed)) == len(listed)
    about = "".join("#" if line.startswith("#") else "=" if line else " " for line in lines)
    assert all(block.startswith("#") and "=" in block for block in about.split()[1:])


def test_the_example_can_be_used_as_it_stands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text((ROOT / ".env.example").read_text())
    assert reading(monkeypatch) == Settings(secret_key="k" * 32, pin_pepper="p" * 32)
    assert read_settings().model_copy(update={"secret_key": "", "pin_pepper": ""}) == Settings.model_construct()


def test_templates_are_read_and_a_malformed_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    sid = "HX" + "0" * 32
    assert reading(monkeypatch, TWILIO_TEMPLATES=f"list_1={sid}, money_in_id={sid}").templates == {
        "list_1": sid,
        "money_in_id": sid,
    }
    assert wrong(monkeypatch, TWILIO_TEMPLATES="list_1=HX12").startswith("TWILIO_TEMPLATES: must be name=HX…")
    assert "no template 'list_11'" in wrong(monkeypatch, TWILIO_TEMPLATES=f"list_11={sid}")
