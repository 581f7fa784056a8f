"""Transcripts: conversations as text files, played against the program. docs/add-a-flow.md explains their notation.

The program is restarted between any two lines, so whatever is not in the database is forgotten.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from bot.message import Kind, Outgoing
from models.customers import Tier
from models.figures import set_figure
from tests import sent_photos
from tests.stage import OTHER_PIN, PEOPLE, PIN, WRONG_PIN, Stage, shown

FOLDER = Path(__file__).parent / "conversations"
REFERENCE = re.compile(r"\bRef [2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}")
CODE = re.compile(r"(?<=kode OTP |OTP code )[0-9]{6}")
TOKEN = re.compile(r"(?<=`)[0-9]{4} [0-9]{4}(?=`)")
PAY_CODE = re.compile(r"(kirim_|tautan%20|by%20link%20)[2-9A-HJKMNP-Z]{10}\b")
LINK_CODE = re.compile(r"(hub_|text=link%20)[2-9A-HJKMNP-Z]{12}\b")
NEWEST_REFERENCE = text("SELECT reference FROM transfers WHERE reference IS NOT NULL ORDER BY seq DESC LIMIT 1")
CHANNELS = ("telegram", "whatsapp", "sms", "terminal")


@dataclass
class Block:
    """What is typed or happens, and what is then read on the phone in hand; no deed for a phone just taken up."""

    deed: str
    replies: list[str] = field(default_factory=list)


@dataclass
class Transcript:
    """One conversation."""

    path: Path
    name: str
    given: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def transcripts() -> Iterator[Transcript]:
    """Return every transcript of every file."""
    for path in sorted(FOLDER.rglob("*.txt")):
        yield from read(path)


def read(path: Path) -> list[Transcript]:
    """Return the transcripts of a file: `==` names one, `@` sets the scene, `--` takes up a phone, `>` is a deed."""
    found: list[Transcript] = []
    for line in path.read_text().splitlines():
        if line.startswith("== "):
            found.append(Transcript(path, line[3:].strip()))
        elif not found or (not line.strip() and not (found[-1].blocks and found[-1].blocks[-1].replies)):
            continue
        elif line.startswith("#") or (line.startswith("@ ") and not found[-1].blocks):
            found[-1].given.append(line)
        elif line.startswith(("-- ", "> ", "@ ")):
            found[-1].blocks.append(Block(line))
        elif line.strip():
            found[-1].blocks[-1].replies.append(line)
    return found


def write(path: Path, conversations: list[Transcript]) -> None:
    """Write a file's transcripts."""
    parts = []
    for each in conversations:
        lines = [f"== {each.name}", *each.given]
        for block in each.blocks:
            lines += [block.deed, *block.replies]
        parts.append("\n".join(lines))
    path.write_text("\n\n".join(parts) + "\n")


class Player:
    """Plays one transcript on a stage."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._hand = ("telegram", "budi")
        self._seen: dict[tuple[str, str], int] = {}
        self._buttons: dict[tuple[str, str], str] = {}

    def play(self, transcript: Transcript) -> Transcript:
        """Return the transcript as it really goes; phones that were never looked at come at the end."""
        played = Transcript(transcript.path, transcript.name, transcript.given)
        people = {name: "" if name in ("budi", "sari") else "stranger" for name in PEOPLE}
        for line in transcript.given:
            words = line.removeprefix("@ ").split(":", 1)
            if line.startswith("@ ") and len(words) == 2 and words[0] in people:
                people[words[0]] = words[1]
        for name, how in people.items():
            self._add(name, how)
        for line in transcript.given:
            if line.startswith("@ ") and line[2:].split(":")[0] not in people:
                self._event(line[2:])
        for phone in self._phones():
            self._seen[phone] = len(self._stage.phone(*phone))
        for block in transcript.blocks:
            self._stage.restart()
            self._deed(block.deed)
            played.blocks.append(Block(block.deed, self._read()))
        for phone in self._phones():
            if len(self._stage.phone(*phone)) > self._seen.get(phone, 0):
                self._hand = phone
                played.blocks.append(Block(f"-- {phone[0]} {phone[1]}", self._read()))
        return played

    def _phones(self) -> list[tuple[str, str]]:
        return [(channel, name) for name in PEOPLE for channel in ("telegram", "whatsapp", "sms")]

    def _add(self, name: str, how: str) -> None:
        """`@ budi: stranger` or any of `regular`, `premium`, an amount, `telegram`, `whatsapp`, `en`."""
        words = how.split()
        if "stranger" in words:
            return
        tier = Tier.PREMIUM if name == "budi" else Tier.REGULAR
        tier = next((Tier(word) for word in words if word in list(Tier)), tier)
        amount = next((int(word) for word in words if word.isdigit()), 1_250_000 if name == "budi" else 0)
        channels = [word for word in words if word in CHANNELS]
        channels = channels or (["whatsapp", "telegram"] if name == "budi" else ["telegram", "whatsapp"])
        language = "en" if "en" in words else "id"
        self._stage.add(name, tier=tier, balance=amount, channels=channels, language=language)

    def _event(self, what: str) -> None:
        """`bank bca budi 500000`, `premium sari`, `clock 31 minutes`, `figure fee.transfer 500`, `reset-pin budi`."""
        match shlex.split(what):
            case ["bank", bank, name, amount]:
                self._stage.pay_in(name, int(amount), bank)
            case ["premium", name]:
                self._stage.make_premium(name)
            case ["clock", count, unit]:
                self._stage.wait(timedelta(**{unit: int(count)}))
            case ["cashier", partner, action, name, amount, *code]:
                self._stage.cashier(partner, action, name, int(amount), code=self._code(name, *code))
            case ["figure", name, value]:
                with self._stage.database.begin() as connection:
                    set_figure(connection, name, int(value))
            case ["blocks", channel, name]:
                self._stage.block(channel, name)
            case ["blocks", channel, name, "silently"]:
                self._stage.block(channel, name, told=False)
            case ["unblocks", channel, name]:
                self._stage.unblock(channel, name)
            case ["staff", *arguments]:
                self._stage.staff([each.replace("{ref}", self._reference()) for each in arguments])
            case _:
                raise ValueError(f"no such event: {what}")
        self._stage.send()

    def _code(self, name: str, said: str = "") -> str | None:
        """Return the digits said at a till: none for the newest token; `salah` for other ones."""
        if said != "salah":
            return said or None
        right = self._stage.token(name)
        return right[:-1] + ("1" if right[-1] == "0" else "0")

    def _reference(self) -> str:
        """Return the newest reference there is."""
        with self._stage.database.read() as connection:
            return str(connection.execute(NEWEST_REFERENCE).scalar_one())

    def _deed(self, line: str) -> None:
        if line.startswith("-- "):
            channel, name = line[3:].split()
            self._hand = (channel, name)
        elif line.startswith("@ "):
            self._event(line[2:])
        else:
            self._say(line[2:])

    def _say(self, words: str) -> None:
        channel, name = self._hand
        stage = self._stage
        old = words.endswith("] (lama)")
        if words.startswith("[") and (words.endswith("]") or old):
            stage.tap(channel, name, words.removesuffix(" (lama)")[1:-1], old=1 if old else 0)
            return
        match words.strip("()").split(" ") if words.startswith("(") and words.endswith(")") else []:
            case ["PIN"]:
                stage.enter(channel, name, PIN)
            case ["PIN", "lain"]:
                stage.enter(channel, name, OTHER_PIN)
            case ["PIN", "salah"]:
                stage.enter(channel, name, WRONG_PIN)
            case ["PIN", digits] if digits.isdigit():
                stage.enter(channel, name, digits)
            case ["PIN", "halaman", "lama"]:
                stage.enter_on(stage.page(channel, name, old=1), PIN)
            case ["kasir", amount] if amount.isdigit():
                stage.cashier("indomaret", "topup", name, int(amount))
                stage.send()
            case ["kasir" | "ATM"]:
                stage.redeem(name)
                stage.send()
            case ["OTP"]:
                stage.say(channel, name, stage.code(name))
            case ["kontak", "sendiri"]:
                stage.share(channel, name, name)
            case ["kontak", whose]:
                stage.share(channel, name, whose)
            case ["foto"]:
                stage.send_photo(channel, name)
            case ["foto", "kosong"]:
                stage.send_photo(channel, name, sent_photos.blank())
            case ["foto", "kabur"]:
                stage.send_photo(channel, name, sent_photos.blurred())
            case ["foto", "hilang"]:
                stage.hear(channel, name, Kind.PHOTO, media="gone")
            case ["foto", "sama"]:
                stage.hear(channel, name, Kind.PHOTO, media=list(stage.recorders[channel].files)[-1])
            case ["foto", "pdf"]:
                stage.hear(channel, name, Kind.OTHER)
            case ["foto", "dua", "sekaligus"]:
                self._two_photos(channel, name)
            case ["foto", "halaman"]:
                stage.upload(channel, name)
            case ["foto", "halaman", "kosong"]:
                stage.upload(channel, name, sent_photos.blank())
            case ["nomor", "KTP"]:
                stage.enter_number(channel, name)
            case ["nomor", "salah"]:
                stage.enter_number(channel, name, "1234567890123456")
            case ["tautan"]:
                stage.say(channel, name, stage.link(channel, name))
            case ["tautan", whose]:
                stage.say(channel, name, stage.link(channel, whose))
            case ["telat", minutes, *text] if minutes.isdigit():
                at = stage.now() - timedelta(minutes=int(minutes))
                stage.hear(channel, name, text=" ".join(text), late=at)
            case ["stiker"]:
                stage.hear(channel, name, Kind.OTHER)
            case ["suara"]:
                stage.hear(channel, name, Kind.VOICE)
            case ["edit", *text]:
                stage.hear(channel, name, text=" ".join(text), edited=True)
            case []:
                stage.say(channel, name, words)
            case _:
                raise ValueError(f"nobody can do {words}")

    def _two_photos(self, channel: str, name: str) -> None:
        """Two photos chosen at once: the second comes before anything was said to the first."""
        for _ in range(2):
            album = "album-1" if channel == "telegram" else ""
            media = self._stage.uploaded(channel)
            said = self._stage.message(channel, name, Kind.PHOTO, media=media, album=album)
            self._stage.intake.receive(said)
        self._stage.send()

    def _read(self) -> list[str]:
        """Return what is new on the phone in hand, as lines; `[..]` stands for the same buttons as before."""
        channel, name = self._hand
        new: list[Outgoing] = self._stage.phone(channel, name)[self._seen.get(self._hand, 0) :]
        self._seen[self._hand] = len(self._stage.phone(channel, name))
        lines: list[str] = []
        for out in new:
            told = REFERENCE.sub("Ref 8F2K-9QTM", shown(out, channel))
            told = LINK_CODE.sub(r"\g<1>7H2K9QTM4XW5", PAY_CODE.sub(r"\g<1>7H2K9QTM4X", told))
            said = CODE.sub("731204", TOKEN.sub("4821 7736", told)).splitlines()
            if said and said[-1].startswith("[") and said[-1].endswith("]"):
                same = self._buttons.get(self._hand) == said[-1]
                self._buttons[self._hand] = said[-1]
                if same:
                    said[-1] = "[..]"
            lines += [line for line in said if line.strip()]  # Blank lines only part conversations here.
        return lines
