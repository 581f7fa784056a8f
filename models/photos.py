"""Photos: what a phone sent, made harmless and uniform, or refused with the reason. Pure functions.

Asked outside of transactions: decoding takes memory and time. Words for the reasons are the flows' business.
"""

from __future__ import annotations

import hashlib
import io
import math
import threading
from dataclasses import dataclass
from enum import StrEnum

from PIL import Image

from .photo_headers import Broken, Header, NoPhoto, read_header
from .photo_looks import looks_of

BYTES_MAX = 5_000_000
PIXELS_MAX = 25_000_000
HELD_BYTES_MAX = 115_000_000
"""What decoding may hold at once. A PNG of `PIXELS_MAX` needs 100; a progressive JPEG in the usual sampling less."""
SHORT_SIDE_MIN = 480
LONG_SIDE_MIN = 640
ASPECT_MAX = 4
"""Long side to short side; of a longer strip nothing would be left to read at `SIDE_MAX`."""
SIDE_MAX = 2000
"""The longest side of what is kept."""
QUALITY = 88

_FORMATS = ("JPEG", "PNG", "WEBP")
_PIXEL, _WEBP_COPIES = 4, 4
"""Bytes in a decoded pixel; how many times over WEBP's decoder holds the picture."""
_BAND = 32
_TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_one_at_a_time = threading.Lock()


class PhotoFault(StrEnum):
    """Why a photo cannot be used, in order of precedence."""

    TOO_BIG = "too_big"  # in bytes
    NOT_A_PHOTO = "not_a_photo"
    UNREADABLE = "unreadable"  # cut short or corrupt
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_SMALL = "too_small"
    BLANK = "blank"  # nearly one colour
    DARK = "dark"
    BLURRED = "blurred"
    BRIGHT = "bright"  # washed out


@dataclass(frozen=True)
class PhotoRefused:
    """This is no photo that we can use."""

    why: PhotoFault


@dataclass(frozen=True)
class Photo:
    """A JPEG of our own making: upright, with nothing in it but the picture."""

    data: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        """What tells this picture from any other."""
        return hashlib.sha256(self.data).hexdigest()


def read_photo(data: bytes) -> Photo | PhotoRefused:
    """Return the photo as it is to be kept, or why it cannot be used; whatever the bytes are, nothing is raised."""
    if len(data) > BYTES_MAX:
        return PhotoRefused(PhotoFault.TOO_BIG)
    try:
        header = read_header(data)
    except NoPhoto:
        return PhotoRefused(PhotoFault.NOT_A_PHOTO)
    except Broken:
        return PhotoRefused(PhotoFault.UNREADABLE)
    if why := _fault_of(header):
        return PhotoRefused(why)
    with _one_at_a_time:  # Two large ones at once would take twice the memory.
        try:
            image = _decoded(header)
        except Exception:  # A decoder that meets bytes made to hurt it raises whatever it likes.
            return PhotoRefused(PhotoFault.UNREADABLE)
        looks = looks_of(image)
        if looks.blank:
            return PhotoRefused(PhotoFault.BLANK)
        if looks.dark:
            return PhotoRefused(PhotoFault.DARK)
        if looks.blurred:
            return PhotoRefused(PhotoFault.BLURRED)
        if looks.bright:
            return PhotoRefused(PhotoFault.BRIGHT)
        made = io.BytesIO()
        image.save(made, "JPEG", quality=QUALITY)
    return Photo(made.getvalue(), *image.size)


def _fault_of(header: Header) -> PhotoFault | None:
    """Return what is wrong with a photo of this size, before it is decoded."""
    pixels = header.width * header.height
    if not pixels:
        return PhotoFault.UNREADABLE
    if pixels > PIXELS_MAX or _held(header) > HELD_BYTES_MAX:
        return PhotoFault.TOO_MANY_PIXELS
    short, long = sorted((header.width, header.height))
    if short < SHORT_SIDE_MIN or long < LONG_SIDE_MIN or long > ASPECT_MAX * short:
        return PhotoFault.TOO_SMALL
    return None


def _held(header: Header) -> int:
    """Return how many bytes decoding it holds at once."""
    copies = _WEBP_COPIES if header.kind == "WEBP" else 1
    return header.planes + copies * _PIXEL * header.width * header.height // _part(header) ** 2


def _part(header: Header) -> int:
    """Return by how much a JPEG is decoded smaller: a half, a quarter or an eighth, as long as enough is left."""
    longest = max(header.width, header.height)
    return next((part for part in (8, 4, 2) if header.kind == "JPEG" and longest >= part * SIDE_MAX), 1)


def _decoded(header: Header) -> Image.Image:
    """Return the picture upright, in RGB, at the size to be kept; only its first frame if it moves."""
    with Image.open(io.BytesIO(header.picture), formats=_FORMATS) as source:
        if source.size != (header.width, header.height) or source.format != header.kind:
            raise Broken("not what the header says")
        if header.kind == "JPEG":
            source.draft(None, (source.width // _part(header), source.height // _part(header)))
        source.load()
        small = _on_white(source)
    return small.transpose(_TURNED[header.orientation]) if header.orientation in _TURNED else small


def _on_white(source: Image.Image) -> Image.Image:
    """Return the picture in RGB on white, no longer than `SIDE_MAX`; made in bands, so that no second one is held."""
    scale = max(1.0, max(source.size) / SIDE_MAX)
    width, height = (max(1, round(side / scale)) for side in source.size)
    across, down = source.width / width, source.height / height
    made = Image.new("RGB", (width, height), "white")
    margin = math.ceil(3 * down) + 1  # As far as LANCZOS looks.
    for top in range(0, height, _BAND):
        bottom = min(top + _BAND, height)
        first = max(0, math.floor(top * down) - margin)
        last = min(source.height, math.ceil(bottom * down) + margin)
        band = _flat(source.crop((0, first, source.width, last)))
        if scale > 1:
            box = (0.0, top * down - first, width * across, min(bottom * down, source.height) - first)
            band = band.resize((width, bottom - top), Image.Resampling.LANCZOS, box)
        else:
            band = band.crop((0, top - first, width, bottom - first))
        made.paste(band, (0, top))
    return made


def _flat(band: Image.Image) -> Image.Image:
    """Return part of a picture in RGB, on white where it is clear."""
    if band.mode.startswith("I"):
        band = band.convert("I").point(lambda value: value / 256).convert("L")  # Sixteen bits to eight.
    if not band.has_transparency_data:
        return band.convert("RGB")
    clear = band.convert("RGBA")
    white = Image.new("RGB", clear.size, "white")
    white.paste(clear, mask=clear.getchannel("A"))
    return white
