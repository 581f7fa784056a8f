"""Files: what people attach on the simulator's phones; kept in the sandbox's own store, the oldest let go.

A phone shows its own copy. What Telegram and Twilio hand out is another, which Twilio's can be asked to delete.
"""

from __future__ import annotations

import io
import re
import sqlite3
from dataclasses import dataclass

from PIL import Image

from models.photo_headers import Broken, NoPhoto, read_header
from sandbox.world import World

KEPT_BYTES_MAX = 64_000_000
UPLOAD_BYTES_MAX = 12_000_000
"""More than the wallet takes, so that a photo that is too big can be tried."""
SHOWN_PIXELS_MAX = 25_000_000
THUMB = (320, 320)
NAME_MAX = 80

_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]{1,60}")
_SIGNS = ((b"GIF8", "image/gif"), (b"%PDF-", "application/pdf"), (b"OggS", "audio/ogg"))


@dataclass(frozen=True)
class Attachment:
    """A file as a phone's app attaches it."""

    name: str
    type: str
    body: bytes
    width: int = 0
    height: int = 0

    @property
    def is_picture(self) -> bool:
        """Whether the app recognises a picture and can show it; other files go as documents."""
        return 0 < self.width * self.height <= SHOWN_PIXELS_MAX


@dataclass(frozen=True)
class File:
    """A file as a service hands it out."""

    type: str
    body: bytes


def attachment(name: str, declared: str, body: bytes) -> Attachment:
    """Return the file as an app takes it: by its content where that is plain, else by what it is said to be."""
    name = " ".join(name.split())[:NAME_MAX] or "file"
    try:
        header = read_header(body)
        return Attachment(name, f"image/{header.kind.lower()}", body, header.width, header.height)
    except (NoPhoto, Broken):
        found = next((kind for sign, kind in _SIGNS if body.startswith(sign)), declared.partition(";")[0].lower())
        return Attachment(name, found if _TYPE.fullmatch(found) else "application/octet-stream", body)


def thumbnail(body: bytes) -> bytes:
    """Return a small JPEG of a picture; an empty one if it cannot be drawn."""
    made = io.BytesIO()
    try:
        with Image.open(io.BytesIO(body), formats=("JPEG", "PNG", "WEBP")) as picture:
            picture.draft("RGB", THUMB)
            picture.thumbnail(THUMB)
            picture.convert("RGB").save(made, "JPEG", quality=80)
    except Exception:  # Whatever a tester chose: the phone then shows a frame without a picture.
        return b""
    return made.getvalue()


def keep(world: World, bubble: int, name: str, file: File) -> None:
    """Keep a file under the name that its service knows it by."""
    _add(world, bubble, name, file)


def show(world: World, bubble: int, sent: Attachment, small: bytes) -> None:
    """Have the phone show a picture in this bubble: small, or as it is where it could not be made so."""
    file = File("image/jpeg", small) if small else File(sent.type, sent.body)
    _add(world, bubble, f"shown-{bubble}", file, shown=True, tall=sent.height > sent.width)


def _add(world: World, bubble: int, name: str, file: File, *, shown: bool = False, tall: bool = False) -> None:
    with world.change() as db:
        db.execute(
            "INSERT INTO files (bubble, name, type, body, shown, tall) VALUES (?, ?, ?, ?, ?, ?)",
            (bubble, name, file.type, file.body, shown, tall),
        )
        db.execute(
            "DELETE FROM files WHERE id IN (SELECT id FROM (SELECT id, sum(length(body)) OVER (ORDER BY id DESC)"
            " AS total FROM files) WHERE total > ?)",
            (KEPT_BYTES_MAX,),
        )


def handed_out(world: World, name: str) -> File | None:
    """Return the file that a service has under this name."""
    return _one(world, "name = ? AND NOT shown", name)


def on_phone(world: World, phone: int, bubble: int) -> File | None:
    """Return the picture that a phone shows in this bubble."""
    return _one(world, "shown AND bubble = (SELECT id FROM bubbles WHERE phone = ? AND id = ?)", phone, bubble)


def shown_on(world: World, phone: int) -> dict[int, str]:
    """Return the bubbles of this phone that show a picture, each with its shape: `tall` or `wide`."""
    with world.change() as db:
        statement = "SELECT bubble, tall FROM files WHERE shown AND bubble IN (SELECT id FROM bubbles WHERE phone = ?)"
        return {int(row["bubble"]): "tall" if row["tall"] else "wide" for row in db.execute(statement, (phone,))}


def forget(world: World, name: str) -> bool:
    """Delete a service's copy; return whether there was one."""
    with world.change() as db:
        return db.execute("DELETE FROM files WHERE name = ? AND NOT shown", (name,)).rowcount > 0


def _one(world: World, condition: str, *values: str | int) -> File | None:
    with world.change() as db:
        row: sqlite3.Row | None = db.execute(f"SELECT type, body FROM files WHERE {condition}", values).fetchone()
    return File(row["type"], row["body"]) if row else None
