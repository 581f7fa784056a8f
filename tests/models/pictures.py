"""Pictures for tests: drawn, spoilt, and built byte by byte where no honest program would."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from sandbox import samples

PLACE = (("S", 6, 12, 30.0), ("E", 106, 49, 36.0))


def card() -> Image.Image:
    """An identity card on a desk."""
    return _card().copy()


def selfie() -> Image.Image:
    """Somebody who holds hers."""
    return _selfie().copy()


@cache
def _card() -> Image.Image:
    return samples.id_card("Budi Hartono")


@cache
def _selfie() -> Image.Image:
    return samples.selfie("Sari Wulandari")


def face() -> Image.Image:
    """A face before a plain wall: sharp in few places only."""
    image = Image.new("RGB", (960, 1280), "#d9d3c7")
    samples._person(ImageDraw.Draw(image), 480, 120, 1.0)
    return image


def page(ink: str = "#222222", paper: str = "#ffffff", size: int = 30) -> Image.Image:
    """A page of print."""
    image = Image.new("RGB", (1654, 1200), paper)
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(size)
    for line in range(40, 1160, round(size * 2.2)):
        pen.text((40, line), "NAMA CONTOH 0000 1234 JALAN CONTOH", font=font, fill=ink)
    return image


def written(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """Return the picture as a file."""
    made = io.BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def opened(data: bytes) -> Image.Image:
    """Return a file as a picture, decoded."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def blurred(image: Image.Image, radius: float) -> Image.Image:
    """Out of focus."""
    return image.filter(ImageFilter.GaussianBlur(radius))


def dimmed(image: Image.Image, light: float) -> Image.Image:
    """Taken with so much of the light, and with the grain of that."""
    return grainy(image.point(lambda value: int(value * light)), 4)


def washed(image: Image.Image) -> Image.Image:
    """Taken with a lamp on it."""
    return image.point(lambda value: min(255, int(value / 2 + 200)))


def grainy(image: Image.Image, strength: float) -> Image.Image:
    """With a camera's grain."""
    grain = Image.effect_noise(image.size, strength).convert("RGB")
    return ImageChops.add(image, grain, 1, -128)


def exif(orientation: int = 1, words: str = "") -> bytes:
    """Return EXIF with a place, a camera and words of the photographer."""
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010F] = f"Camera {words}"
    data[0x010E] = words
    data.get_ifd(0x8825).update({1: "S", 2: (6.0, 12.0, 30.0), 3: "E", 4: (106.0, 49.0, 36.0), 29: "2026:11:24"})
    return data.tobytes()


def png_chunk(name: bytes, body: bytes) -> bytes:
    """Return one part of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_bomb(width: int, height: int, *, before: bytes = b"") -> bytes:
    """Return a PNG of one colour, made without ever holding it: a few KiB for any size."""
    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = png_chunk(b"IHDR", head) + before + png_chunk(b"IDAT", rows) + png_chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def jpeg_of_size(width: int, height: int) -> bytes:
    """Return a small JPEG whose frame says that it is so large."""
    small = bytearray(written(card().resize((640, 480))))
    place = small.index(b"\xff\xc0")
    struct.pack_into(">HH", small, place + 5, height, width)
    return bytes(small)


def webp_of_size(width: int, height: int) -> bytes:
    """Return a WEBP whose canvas is said to be so large."""
    still = written(card().resize((640, 480)), "WEBP")
    canvas = struct.pack("<I", 0) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + canvas + still[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def scans_bomb(scans: int = 200) -> bytes:
    """Return a progressive JPEG that says its last scan over and over again."""
    whole = written(card().resize((640, 480)), progressive=True)
    last, end = whole.rindex(b"\xff\xda"), whole.rindex(b"\xff\xd9")
    return whole[:end] + whole[last:end] * scans + whole[end:]


FITS = b"SIMPLE  =                    T / conforms to FITS standard".ljust(2880) + bytes(2880)
TIFF = written(Image.new("RGB", (800, 600), "#888888"), "TIFF")
GIF = written(card().convert("P"), "GIF")
PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><script>alert(1)</script></svg>'
POSTSCRIPT = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 800 600\n"
