"""D23: files made to hurt, addresses made to lead astray: little memory, nothing hidden is kept, no secret leaves."""

from __future__ import annotations

import io
import json
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from sqlalchemy import text
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from bot.channels.base import Ignored, Request, Unfetched
from bot.channels.fetching import Fetcher
from bot.channels.whatsapp import API_HOST, FORM, WhatsApp
from bot.message import Kind, Message
from models.database import Database
from models.kept_photos import PhotoKind, context, photos_of
from models.media import MediaStore
from models.photos import BYTES_MAX, PhotoFault
from models.secrets import Secrets
from models.vault import decrypt, existing_key
from tests.channels.stores import QUICK, Map, certified, gives, leads_to, store
from tests.databases import postgres_server
from tests.models import pictures
from tests.models.pictures import card, written
from tests.stage import Stage
from tests.trust.leaks import columns
from tests.trust.score import figure

ROOT = Path(__file__).parents[2]
PEAK_MIB_MAX = 200
SECONDS_MAX = 10.0
CANARY = "CANARY-8F2K9QTM"
ACCOUNT, TOKEN, PUBLIC_URL = "AC" + "0" * 32, "0123456789abcdef", "https://kaspro.example"
PATH = f"/2010-04-01/Accounts/{ACCOUNT}/Messages/MM{'1' * 32}/Media/ME{'2' * 32}"

KEPT = ""
GALLERY = 30
SECRETS = Secrets(key="k" * 40, pepper="p" * 40)
LARGE = (5000, 5000)


def zipped() -> bytes:
    """Return a ZIP with something to run in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("run.html", f"<script>alert('{CANARY}')</script>")
    return made.getvalue()


def noted(**more: str) -> PngInfo:
    """Return the notes of a PNG."""
    notes = PngInfo()
    for name, value in more.items():
        notes.add_itxt(name, value)
    return notes


def unpacking(mebibytes: int) -> bytes:
    """Return parts of a PNG that unpack to so much of nothing: text, and a profile of colours."""
    packed = zlib.compress(bytes(1024 * 1024), 9)
    words = [pictures.png_chunk(b"zTXt", f"k{nth}".encode() + b"\0\0" + packed) for nth in range(mebibytes)]
    whole = zlib.compress(bytes(mebibytes * 1024 * 1024), 9)
    return b"".join(words) + pictures.png_chunk(b"iCCP", b"p\0\0" + whole)


def exif_in_circles() -> bytes:
    """Return EXIF whose next directory is itself, with more entries than there are bytes."""
    return b"Exif\0\0II*\0" + struct.pack("<IH", 8, 65_535) + struct.pack("<HHII", 0x8769, 4, 1, 8)


def still(image: Image.Image, frames: int, kind: str) -> bytes:
    """Return a moving picture."""
    others = [image.rotate(nth) for nth in range(1, frames)]
    return written(image, kind, save_all=True, append_images=others, **({"quality": 30} if kind == "WEBP" else {}))


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    # As large as may be: what is allowed must fit too.
    "largest.png": (lambda: written(card().resize(LARGE).quantize(16).convert("RGBA"), "PNG"), KEPT),
    "largest.jpg": (lambda: written(card().resize(LARGE), quality=60), KEPT),
    "largest_progressive.jpg": (lambda: written(card().resize(LARGE), quality=60, progressive=True), KEPT),
    "undivided.jpg": (lambda: written(card().resize((3999, 3999)), quality=60, progressive=True), KEPT),
    "full_colour.jpg": (
        lambda: written(card().resize((3390, 3390)), quality=60, progressive=True, subsampling=0),
        KEPT,
    ),
    "four_inks.jpg": (
        lambda: written(card().resize((3095, 3095)).convert("CMYK"), quality=60, progressive=True, subsampling=0),
        KEPT,
    ),
    "largest.webp": (
        lambda: written(card().resize((2680, 2680)).quantize(16).convert("RGBA"), "WEBP", lossless=True),
        KEPT,
    ),
    "sixteen_bits.png": (lambda: written(card().convert("L").resize(LARGE).convert("I;16"), "PNG"), PhotoFault.BLANK),
    # Larger than may be.
    "bomb_9000.jpg": (lambda: pictures.png_bomb(9000, 9000), PhotoFault.TOO_MANY_PIXELS),
    "bomb_30000.png": (lambda: pictures.png_bomb(30_000, 30_000), PhotoFault.TOO_MANY_PIXELS),
    "bomb.jpg": (lambda: pictures.jpeg_of_size(65_535, 65_535), PhotoFault.TOO_MANY_PIXELS),
    "bomb.webp": (lambda: pictures.webp_of_size(16_383, 16_383), PhotoFault.TOO_MANY_PIXELS),
    "full_colour_bomb.jpg": (
        lambda: written(card().resize(LARGE), quality=30, progressive=True, subsampling=0),
        PhotoFault.TOO_MANY_PIXELS,
    ),
    "strip.png": (lambda: pictures.png_bomb(40_000, 600), PhotoFault.TOO_SMALL),
    "scans.jpg": (lambda: pictures.scans_bomb(300), PhotoFault.UNREADABLE),
    "notes.png": (lambda: pictures.png_bomb(1280, 960, before=unpacking(100)), PhotoFault.BLANK),
    "frames.png": (lambda: still(card().resize((640, 480)), 12, "PNG"), KEPT),
    "frames.webp": (lambda: still(card().resize((640, 480)), 30, "WEBP"), KEPT),
    "bytes.jpg": (lambda: written(card()) + bytes(BYTES_MAX), PhotoFault.TOO_BIG),
    # Something else under the name of a photo.
    "fits.jpg": (lambda: pictures.FITS, PhotoFault.NOT_A_PHOTO),
    "tiff.jpg": (lambda: pictures.TIFF, PhotoFault.NOT_A_PHOTO),
    "pdf.jpg": (lambda: pictures.PDF, PhotoFault.NOT_A_PHOTO),
    "svg.jpg": (lambda: pictures.SVG, PhotoFault.NOT_A_PHOTO),
    "eps.jpg": (lambda: pictures.POSTSCRIPT, PhotoFault.NOT_A_PHOTO),
    "gif.jpg": (lambda: pictures.GIF, PhotoFault.NOT_A_PHOTO),
    "zip.jpg": (zipped, PhotoFault.NOT_A_PHOTO),
    "empty.jpg": (lambda: b"", PhotoFault.NOT_A_PHOTO),
    "cut.jpg": (lambda: written(card())[:20_000], PhotoFault.UNREADABLE),
    "tiff_in_jpeg.jpg": (lambda: b"\xff\xd8\xff" + pictures.TIFF, PhotoFault.UNREADABLE),
    # A photo, and more.
    "gps.jpg": (lambda: written(card(), exif=pictures.exif(6, CANARY), comment=CANARY), KEPT),
    "gps.png": (lambda: written(card(), "PNG", exif=pictures.exif(1, CANARY), pnginfo=noted(Comment=CANARY)), KEPT),
    "gps.webp": (lambda: written(card(), "WEBP", exif=pictures.exif(1, CANARY), xmp=CANARY.encode()), KEPT),
    "profile.jpg": (lambda: written(card(), icc_profile=CANARY.encode() * 100), KEPT),
    "and_zip.jpg": (lambda: written(card()) + zipped(), KEPT),
    "and_zip.png": (lambda: written(card(), "PNG") + zipped(), KEPT),
    "and_zip.webp": (lambda: written(card(), "WEBP") + zipped(), KEPT),
    "two.jpg": (
        lambda: written(card(), "MPO", save_all=True, append_images=[card()], exif=pictures.exif(1, CANARY)),
        KEPT,
    ),
    "circles.jpg": (lambda: written(card(), exif=exif_in_circles()), KEPT),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is made of every hostile file, and of thirty more as if a customer sent her gallery."""
    files, made = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("made")
    for name, (make, _) in HOSTILE.items():
        (files / name).write_bytes(make())
    for nth in range(GALLERY):
        (files / f"gallery_{nth:02}.jpg").write_bytes(written(card(), exif=pictures.exif(1, f"{CANARY} {nth}")))
    told = run("read", files, made)
    wanted = {name: str(outcome) for name, (_, outcome) in HOSTILE.items()}
    wanted |= {f"gallery_{nth:02}.jpg": KEPT for nth in range(GALLERY)}
    assert told["outcomes"] == wanted
    figure("D23", "", f"{len(wanted)} files, peak {told['peak']} MiB, slowest {told['slowest']:.1f} s")
    assert told["peak"] <= PEAK_MIB_MAX
    assert told["slowest"] < SECONDS_MAX
    return made


def test_hostile_files_take_little_memory_and_leave_nothing_behind(stage: Stage, made: Path, tmp_path: Path) -> None:
    told = run("keep", made, tmp_path / "media", url_of(stage.database))
    number, hits = stored(stage.database, tmp_path / "media")
    seen = f"{number} kept, peak {told['peak']} MiB, {len(hits)} canary hits"
    figure("D23", stage.database, seen, secrets=len(hits))
    assert hits == []
    assert number == len(list(made.iterdir())) >= GALLERY
    assert told["peak"] <= PEAK_MIB_MAX


def run(*arguments: str | Path) -> dict[str, Any]:
    """Do it in a program of its own, and return what that told."""
    command = [sys.executable, "-m", "tests.trust.hostile", *map(str, arguments)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=180)
    assert ended.returncode == 0, ended.stderr
    told: dict[str, Any] = json.loads(ended.stdout)
    return told


def stored(database: Database, folder: Path) -> tuple[int, list[str]]:
    """Return how many photos are kept, and where anything stands that was to be left behind."""
    store_of, hits = MediaStore(folder), [name for name, value in columns(database) if CANARY in str(value)]
    with database.read() as connection:
        customer = connection.execute(text("SELECT MIN(id) FROM customers")).scalar_one()
        kept = photos_of(connection, customer)
        key = existing_key(connection, SECRETS, customer)
    assert key is not None
    for one in kept:
        sealed = store_of.read(one.name)
        plain = decrypt(key, sealed, context(customer, PhotoKind.ID))
        hits += [one.name for part in (CANARY.encode(), b"PK\x03\x04", b"Exif", b"JFIF") if part in sealed]
        hits += [one.name for part in (CANARY.encode(), b"PK\x03\x04", b"Exif", b"<script") if part in plain]
        hits += [
            one.name
            for part in (pictures.opened(plain).getexif(), pictures.opened(plain).info.get("icc_profile"))
            if part
        ]
    files_there = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files_there) == len(kept)
    return len(kept), hits


def url_of(database: Database) -> str:
    """Return the URL by which another program reaches the same database."""
    if database.is_sqlite:
        return f"sqlite:///{database.url.database}"
    return str(postgres_server().get_uri(database.url.database))


# Addresses.


def attacks(port: int) -> list[str]:
    """Return addresses that a forged or twisted MediaUrl0 may have; a service listens at this port of this machine."""
    return [
        f"http://127.0.0.1:{port}{PATH}",
        f"http://localhost:{port}{PATH}",
        f"http://[::1]:{port}{PATH}",
        f"http://[::ffff:127.0.0.1]:{port}{PATH}",
        f"http://2130706433:{port}{PATH}",
        f"http://0x7f.1:{port}{PATH}",
        f"http://0:{port}{PATH}",
        f"https://127.0.0.1:{port}{PATH}",
        f"https://{API_HOST}:{port}{PATH}",
        f"https://{API_HOST}@127.0.0.1:{port}{PATH}",
        f"https://{API_HOST}:x@127.0.0.1:{port}{PATH}",
        f"https://127.0.0.1:{port}\\@{API_HOST}{PATH}",
        f"https://127.0.0.1:{port}#@{API_HOST}{PATH}",
        f"https://127.0.0.1:{port}?@{API_HOST}{PATH}",
        f"https://{API_HOST}.127.0.0.1.nip.io:{port}{PATH}",
        "http://169.254.169.254/latest/meta-data/iam/",
        f"https://{API_HOST}/2010-04-01/Accounts/{ACCOUNT}/Messages.json",
        f"https://{API_HOST}{PATH}/../../../../Calls.json",
        f"https://{API_HOST}{PATH.replace(ACCOUNT, 'AC' + '9' * 32)}",
        "file:///etc/passwd",
        "file://localhost/etc/passwd",
        f"gopher://127.0.0.1:{port}/_GET%20/",
        "data:image/png;base64,AAAA",
        f"\thttps://{API_HOST}{PATH}",
    ]


def test_no_address_leads_inside_and_no_secret_goes_out(tmp_path: Path) -> None:
    tls = certified(tmp_path, API_HOST, "mms.twiliocdn.com")
    asked = sent_on = 0
    with store(gives(b"inside")) as inside:
        for media in attacks(inside.port):
            message = heard(media)
            assert message.kind is Kind.PHOTO
            with pytest.raises(Unfetched) as caught:
                whatsapp(Fetcher(QUICK)).fetch(message.media)
            assert caught.value.permanent
            asked += 1
        for media in attacks(inside.port):
            # The same as places that Twilio itself is made to lead to.
            with store(leads_to(media), tls=tls.server) as api, pytest.raises(Unfetched):
                whatsapp(Map({API_HOST: api}, tls.client).fetcher()).fetch(f"https://{API_HOST}{PATH}")
            asked += 1
        reached = len(inside.heard)
    with (
        store(leads_to("https://mms.twiliocdn.com/a"), tls=tls.server) as api,
        store(gives(written(card())), tls=tls.server) as cdn,
    ):
        seen = Map({API_HOST: api, "mms.twiliocdn.com": cdn}, tls.client)
        assert whatsapp(seen.fetcher()).fetch(f"https://{API_HOST}{PATH}") == written(card())
        sent_on = sum("authorization" in call.headers for call in cdn.heard)
    told = f"{asked} addresses tried, {reached} reached inside, {sent_on} credentials sent on"
    figure("D23", "", told, secrets=sent_on)
    assert (reached, sent_on) == (0, 0)


class AtTwilio(WhatsApp):
    """Deletes nothing: tests do not call Twilio itself."""

    def _delete(self, path: str) -> None:
        pass


def whatsapp(fetcher: Fetcher) -> WhatsApp:
    return AtTwilio(ACCOUNT, TOKEN, "whatsapp:+628", phrases={}, timeout=0.3, fetcher=fetcher)


def heard(media: str) -> Message:
    """Return the message of a form that is signed, as all that come in are."""
    form = {
        "MessageSid": "MM" + "1" * 32,
        "From": "whatsapp:+6281277665544",
        "Body": "",
        "NumMedia": "1",
        "MediaUrl0": media,
        "MediaContentType0": "image/jpeg",
    }
    url = f"{PUBLIC_URL}/whatsapp"
    signature = RequestValidator(TOKEN).compute_signature(url, form)
    request = Request(url, {"Content-Type": FORM, "X-Twilio-Signature": signature}, urlencode(form).encode())
    channel = whatsapp(Fetcher(QUICK))
    channel.prove(request)
    message = channel.read(request)
    assert not isinstance(message, Ignored)
    return message
