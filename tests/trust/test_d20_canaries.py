"""D20: PINs, new PINs, codes and keypad links go through every flow and every error, and are found nowhere after it."""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

import flows.premium
import flows.secrets
from bot.engine import Turn
from bot.intake import End
from bot.message import Kind
from models.secrets import Secrets
from tests.stage import ID_NUMBERS, OTHER_PIN, PIN, WRONG_PIN, Stage
from tests.trust.leaks import codes, columns, leaks, tokens
from tests.trust.score import figure

CANARIES = (PIN, OTHER_PIN, WRONG_PIN)
NIK, SIM_NUMBER, WRONG_NIK = ID_NUMBERS["ktp"], ID_NUMBERS["sim"], "3171043002950003"
SARI = "081298764567"
SPELLINGS = [
    "{}", " {} ", "{}.", "{}!", "{} kak", "pin saya {}", "PINku {}", "pinnya {} ya", "ini kodenya {}", "otp: {}",
    "my pin is {}", "pin{}", "password {} tolong", "ya {}", "eh {}", "bukan, {}",
]  # fmt: skip
UNASKED = [each for each in SPELLINGS if not re.search("[a-z]", each) or re.search("pin|otp|kode", each.lower())]
"""Where nobody asks for a secret, other sentences with six digits in them are about something else."""


@pytest.fixture(autouse=True)
def everything_logged(caplog: pytest.LogCaptureFixture) -> None:
    """All that our loggers and the database's statements can tell."""
    for name in ("bot", "flows", "models", "app"):
        caplog.set_level(logging.DEBUG, logger=name)
    caplog.set_level(logging.INFO, logger="sqlalchemy")


def test_the_search_finds_what_is_there(stage: Stage) -> None:
    """The alarm rings: a name that is the PIN, an amount, a log record, a message."""
    with stage.database.begin() as connection:
        connection.execute(text("UPDATE customers SET last_name = 'pin 4 8 2 9 1 5'"))
        connection.execute(text("UPDATE customers SET link_not_before = 739164"))
    stage.intake.receive(stage.message("telegram", "budi", text="kirim Rp915.372 ke 081298764567"))
    stage.send()
    record = logging.LogRecord("bot", logging.INFO, "", 0, "typed %s", (PIN,), None)
    places = {each.split(":")[0] for each in leaks(stage, CANARIES, [record])}
    assert {
        "482915 in customers.last_name",
        "739164 in customers.link_not_before",
        "915372 in messages.text",
        "915372 in telegram text",
        "482915 in log of bot",
    } <= places


def test_no_secret_is_left_of_any_flow(
    stage: Stage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    registers(stage)
    links(stage)
    for channel in ("telegram", "whatsapp"):
        types_it_unasked(stage, channel)
        sends(stage, channel)
    changes_the_pin(stage)
    resets_the_pin(stage)
    crashes(stage, monkeypatch)
    stage.send()
    records = caplog.records
    hits = leaks(stage, CANARIES, records)
    values = sum(1 for _ in columns(stage.database))
    secrets = len(CANARIES) + len(codes(stage)) + len(tokens(stage))
    told = f"{secrets} secrets, {values} values of columns, {len(records)} log records: {len(hits)} hits"
    figure("D20", stage.database, told, secrets=len(hits))
    assert hits == []
    assert len(codes(stage)) == 2
    assert any(record.name.startswith("sqlalchemy") for record in records)
    with stage.database.read() as connection:
        sealed = connection.execute(text("SELECT COUNT(*) FROM messages WHERE sealed IS NOT NULL"))
        assert sealed.scalar_one() == 0


def test_the_digest_of_a_message_tells_nothing_without_the_key(stage: Stage) -> None:
    """Whoever has the database and knows all but six digits of a body cannot try them out."""
    body = '{"update_id":1,"message":{"text":"482915"}}'
    stage.intake.receive(stage.message("telegram", "budi", text=PIN, body=body))
    with stage.database.read() as connection:
        asked = text("SELECT digest FROM messages WHERE direction = 'in' ORDER BY id DESC LIMIT 1")
        kept = connection.execute(asked).scalar_one()
    keyless = {hashlib.new(name, body.encode()).hexdigest() for name in ("md5", "sha1", "sha256", "sha512", "blake2b")}
    keyless |= {hmac.new(key, body.encode(), hashlib.sha256).hexdigest() for key in (b"", b"body", b"fingerprint")}
    assert kept not in keyless
    other = Secrets(key="another key " * 4, pepper=stage.settings.pin_pepper)
    assert kept != other.fingerprint("body", body)
    assert kept == stage.secrets.fingerprint("body", body)


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
def test_no_id_number_is_left_of_an_application(
    channel: str,
    stage: Stage,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asks_for_premium(stage, channel, monkeypatch)
    stage.staff(["add", "dewi", "--role", "reviewer"])
    for act in (
        ["applications"],
        ["refuse", "1", "--photo", "id", "--reason", "cut", "--by", "dewi"],
        ["applications"],
    ):
        assert stage.staff(act) == 0
    stage.send_photo(channel, "sari", text=f"ini nik {NIK}")
    assert stage.staff(["approve", "1", "--by", "dewi"]) == 0
    stage.send()
    assert "Premium" in stage.last(channel, "sari")
    assert leaks(stage, (NIK, SIM_NUMBER, WRONG_NIK), caplog.records) == []
    printed = capsys.readouterr()
    files = [each for each in stage.media.path.rglob("*") if each.is_file()]
    assert len(files) == 3
    if stage.database.is_sqlite:
        files.append(Path(str(stage.database.url.database)))
    for number in (NIK, SIM_NUMBER, WRONG_NIK):
        assert number not in printed.out + printed.err
        assert not [file for file in files if number.encode() in file.read_bytes()]


def asks_for_premium(stage: Stage, channel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sari types her number at every step, in every spelling, edited, as a caption, to a person, and on the page."""

    def types_it(*numbers: str) -> None:
        for number in numbers:
            for spelling in ("{}", "nik saya {}", "{} ya kak", "no ktp:{}", "ini ({}), dicek"):
                for spelt in (
                    number,
                    " ".join(number),
                    f"{number[:6]} {number[6:12]} {number[12:]}",
                    f"{number[:4]}-{number[4:]}",
                ):
                    words = spelling.format(spelt)
                    stage.intake.receive(stage.message(channel, "sari", text=words))
                    stage.intake.receive(stage.message(channel, "sari", text=words, edited=True))
                    stage.intake.receive(stage.message(channel, "sari", Kind.OTHER, text=words))

    def types_it_to_all(*numbers: str) -> None:
        types_it(*numbers)
        talk(stage, channel, "sari", "petugas", *numbers, "menu")

    types_it_to_all(NIK)
    talk(stage, channel, "sari", "naik premium", "ktp")
    types_it_to_all(NIK)
    stage.send_photo(channel, "sari", text=f"nik {NIK}")
    types_it_to_all(NIK)
    stage.send_photo(channel, "sari", text=NIK)
    types_it_to_all(NIK, SIM_NUMBER)
    stage.say(channel, "sari", "halo")
    answer = stage.enter_number(channel, "sari", WRONG_NIK)
    assert 'role="alert"' in answer.text
    assert WRONG_NIK not in answer.text

    def breaks(*_given: Any, **_named: Any) -> Any:
        raise RuntimeError("a mistake of ours")

    with monkeypatch.context() as broken:
        broken.setattr(flows.premium, "seal_number", breaks)
        assert stage.enter_number(channel, "sari", NIK).status_code == 503
    with monkeypatch.context() as broken:
        broken.setattr(Turn, "take", breaks)
        types_it(NIK, SIM_NUMBER)
    stage.say(channel, "sari", "halo")
    page = stage.page(channel, "sari")
    assert stage.enter_number(channel, "sari", NIK).status_code == 303
    assert NIK not in stage.web.get(page).text
    types_it(NIK)
    stage.say(channel, "sari", "halo")
    stage.enter(channel, "sari", PIN)


def talk(stage: Stage, channel: str, name: str, *said: str) -> None:
    """Somebody types these one after the other; handed over to a person, she goes back to the bot."""
    for words in said:
        received = stage.intake.receive(stage.message(channel, name, text=words))
        assert received.end is End.HANDLED
        if received.outcome is not None and received.outcome.mode == "person":
            stage.intake.receive(stage.message(channel, name, text="menu"))


def registers(stage: Stage) -> None:
    """Joko opens a wallet, and types every secret where it does not belong."""
    say = partial(talk, stage, "telegram", "joko")
    say(PIN, "pin saya " + PIN, "daftar", OTHER_PIN)
    stage.share("telegram", "joko", "joko")
    stage.send()
    code = stage.code("joko")
    say(PIN, "kode " + code, " ".join(code), code + ".", f"{code} kak")
    say(code, code, OTHER_PIN, "pin " + OTHER_PIN, "Joko", PIN, "Susilo", PIN, "joko@contoh.id")
    say("ini " + OTHER_PIN, OTHER_PIN + ".", OTHER_PIN, PIN, OTHER_PIN)
    stage.send()
    stage.enter("telegram", "joko", OTHER_PIN)
    assert stage.id_of("joko")


def links(stage: Stage) -> None:
    """Joko takes up WhatsApp, links Sari's wallet by mistake of hers, and guesses."""
    say = partial(talk, stage, "whatsapp", "joko")
    say("hubungkan akun", SARI)
    stage.send()
    say(stage.code("sari"), WRONG_PIN, PIN + ".", "4 8 2 9 1 5", "pin " + PIN)
    stage.send()
    stage.enter("whatsapp", "joko", WRONG_PIN)
    say("batal", stage.code("sari"))


def types_it_unasked(stage: Stage, channel: str) -> None:
    """The PIN where nobody asks for it, in every spelling; in a caption; edited; to a person."""
    for spelling in UNASKED:
        stage.intake.receive(stage.message(channel, "budi", text=spelling.format(PIN)))
        stage.intake.receive(stage.message(channel, "budi", text=spelling.format(PIN), edited=True))
    for words in ("4 8 2 9 1 5", "482 915", "4-8-2-9-1-5", "pin 4 8 2 9 1 5", "４８２９１５"):
        stage.intake.receive(stage.message(channel, "budi", text=words))
    stage.hear(channel, "budi", Kind.PHOTO, text="pin saya " + PIN)
    for words in ("petugas", PIN, "pin saya " + PIN, "4 8 2 9 1 5", "batal"):
        stage.say(channel, "budi", words)


def sends(stage: Stage, channel: str) -> None:
    """The PIN at every question of a transfer, in every spelling, and then where it belongs."""
    say = partial(talk, stage, channel, "budi")
    say("kirim uang", PIN, "pin " + PIN, SARI, "pin " + PIN, "4 8 2 9 1 5", "50rb", PIN, "buat pin " + PIN)
    say(f"kirim 50rb ke {SARI} buat pin {PIN}", f"kirim 50rb ke {SARI}", "ya")
    for spelling in SPELLINGS[2:]:
        say(spelling.format(PIN))
        stage.intake.receive(stage.message(channel, "budi", text=spelling.format(PIN), edited=True))
    say("482.915", "4 8 2 9 1 5", "482 915", "４８２９１５", "4829155", f"kirim 50rb ke {SARI} buat {PIN}")
    say("batal", f"kirim 50rb ke {SARI}", "ya", WRONG_PIN)
    stage.send()
    stage.enter(channel, "budi", WRONG_PIN)
    before = stage.balance("budi")
    say(PIN)
    assert stage.balance("budi") == before - 50_000
    say(f"kirim 50rb ke {SARI}", "ya")
    stage.send()
    page = stage.page(channel, "budi")
    assert PIN not in stage.web.post(page, data={"pin": PIN}, follow_redirects=True).get_data(as_text=True)
    assert stage.balance("budi") == before - 100_000


def changes_the_pin(stage: Stage) -> None:
    """Typed in one chat, entered in the other; one had before, two that differ, a weak one."""
    for words in ("ganti pin", WRONG_PIN, PIN, PIN, "123456", OTHER_PIN, WRONG_PIN, "pin " + OTHER_PIN):
        stage.say("telegram", "budi", words)
    for words in ("batal", "ganti pin", PIN, OTHER_PIN, OTHER_PIN):
        stage.say("telegram", "budi", words)
    assert "PIN" in stage.last("whatsapp", "budi")
    stage.say("whatsapp", "budi", "ganti pin")
    for pin in (PIN, OTHER_PIN, WRONG_PIN, OTHER_PIN):
        stage.enter("whatsapp", "budi", pin)


def resets_the_pin(stage: Stage) -> None:
    """Sari forgot hers; staff let her set a new one."""
    stage.staff(["add", "ani", "--role", "agent"])
    for words in ("lupa pin", "Sari Wulandari", "sari@contoh.id", "belum ada"):
        stage.say("telegram", "sari", words)
    stage.staff(["reset-pin", SARI, "--reason", "KTP", "--by", "ani"])
    stage.send()
    stage.tap("telegram", "sari", "Buat PIN baru")
    for words in (stage.code("sari"), PIN, OTHER_PIN, WRONG_PIN, OTHER_PIN, OTHER_PIN):
        stage.say("telegram", "sari", words)


def crashes(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own mistake in the very turn of the PIN, typed and entered."""
    stage.wait(timedelta(hours=2))
    for words in ("batal", f"kirim 50rb ke {SARI}", "ya"):
        stage.say("telegram", "budi", words)

    def breaks(*_given: Any, **_named: Any) -> Any:
        raise RuntimeError("a mistake of ours")

    with monkeypatch.context() as broken:
        broken.setattr(flows.secrets, "try_pin", breaks)
        for spelling in ("{}", "pin {}", "{}."):
            stage.say("telegram", "budi", spelling.format(OTHER_PIN))
        assert stage.enter("telegram", "budi", OTHER_PIN).status_code == 503
    with monkeypatch.context() as broken:
        broken.setattr(Turn, "take", breaks)
        for spelling in SPELLINGS:
            stage.intake.receive(stage.message("whatsapp", "budi", text="pin " + spelling.format(OTHER_PIN)))
            stage.intake.receive(stage.message("telegram", "budi", text=spelling.format(OTHER_PIN)))
    with stage.database.read() as connection:
        failed = connection.execute(text("SELECT COUNT(*) FROM messages WHERE status = 'failed' AND direction = 'in'"))
        assert failed.scalar_one() > 3
