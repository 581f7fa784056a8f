"""Photo headers: what a file says of itself before anything in it is decoded; asked by photos.py alone.

A size, which way up it is, and the picture's own bytes. What else a file may carry (where it was taken, previews,
further pictures, whatever was glued to its end) is left behind here, so that no decoder ever reads it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

UPRIGHT = 1
ORIENTATION_TAG = 0x0112
SCANS_MAX = 64
"""A progressive JPEG may say the whole picture over again in some fifty bytes; cameras make about ten scans."""

_SEQUENTIAL, _PROGRESSIVE = {0xC0, 0xC1, 0xC9}, {0xC2, 0xCA}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_LONE = {0x01, *range(0xD0, 0xD8)}
_APP0, _APP1, _APP14, _COMMENT, _SCAN, _END = 0xE0, 0xE1, 0xEE, 0xFE, 0xDA, 0xD9
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}


class NoPhoto(Exception):
    """These bytes are none of the three kinds of picture."""


class Broken(Exception):
    """They begin as such a picture, and go on otherwise."""


@dataclass(frozen=True)
class Header:
    """What a file says of itself."""

    kind: Literal["JPEG", "PNG", "WEBP"]
    width: int
    height: int
    orientation: int
    """As EXIF counts it: 1 is upright, 2 to 8 are turned or mirrored."""
    picture: bytes
    """A file with the picture and nothing else."""
    planes: int = 0
    """For a progressive JPEG: how many bytes its decoder must hold besides the picture."""


def read_header(data: bytes) -> Header:
    """Return what the file says of itself; raise `NoPhoto` or `Broken`."""
    try:
        if data.startswith(b"\xff\xd8\xff"):
            return _jpeg(data)
        if data.startswith(_PNG):
            return _png(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
    except (IndexError, ValueError, struct.error) as error:
        raise Broken(type(error).__name__) from error
    raise NoPhoto


def _jpeg(data: bytes) -> Header:
    kept, frames, orientation = [b"\xff\xd8"], [], UPRIGHT
    for marker, segment, place in _segments(data):
        body = segment[4:]
        if marker == _SCAN:
            kept.append(data[place:])
            break
        if marker in _FRAMES:
            frames.append((marker, body))
        if marker == _APP1 and body.startswith(b"Exif\0\0"):
            orientation = _orientation(body[6:])
        if not (_APP0 <= marker <= 0xEF or marker == _COMMENT) or marker in (_APP0, _APP14):
            kept.append(segment)
    # Another frame could belie the size that was checked.
    if len(frames) != 1 or frames[0][0] not in _SEQUENTIAL | _PROGRESSIVE or data.count(b"\xff\xda") > SCANS_MAX:
        raise Broken("frames or scans")
    marker, frame = frames[0]
    _, height, width, components = struct.unpack_from(">BHHB", frame)
    planes = 0
    if marker in _PROGRESSIVE:
        factors = [(sampling >> 4, sampling & 15) for sampling in frame[7 : 6 + 3 * components : 3]]
        largest = max(across for across, _ in factors) * max(down for _, down in factors)
        planes = 2 * width * height * sum(across * down for across, down in factors) // largest if largest else 0
    return Header("JPEG", width, height, orientation, b"".join(kept), planes)


def _segments(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Yield marker, whole segment and place of each part before the first scan, and that scan's head."""
    place = 2
    while True:
        if data[place] != 0xFF:
            raise Broken("no marker")
        while data[place + 1] == 0xFF:
            place += 1
        marker = data[place + 1]
        if marker in _LONE:
            place += 2
            continue
        if marker == _END:
            raise Broken("no scan")
        (length,) = struct.unpack_from(">H", data, place + 2)
        segment = data[place : place + 2 + length]
        if length < 2 or len(segment) != 2 + length:
            raise Broken("cut short")
        yield marker, segment, place
        place += 2 + length


def _png(data: bytes) -> Header:
    kept, orientation, place = [_PNG], UPRIGHT, len(_PNG)
    width, height = struct.unpack_from(">II", data, 16)
    if data[12:16] != b"IHDR":
        raise Broken("no header")
    while place < len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if end > len(data):
            raise Broken("cut short")
        if name in _PNG_KEPT:
            kept.append(data[place:end])
        if name == b"eXIf":
            orientation = _orientation(data[place + 8 : end - 4])
        if name == b"IEND":
            return Header("PNG", width, height, orientation, b"".join(kept))
        place = end
    raise Broken("no end")


def _webp(data: bytes) -> Header:
    chunks = list(_riff(data))
    name, body = chunks[0]
    if name == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        across, down = struct.unpack_from("<HH", body, 6)
        width, height = across & 0x3FFF, down & 0x3FFF
    elif name == b"VP8L" and body[0] == 0x2F:
        (bits,) = struct.unpack_from("<I", body, 1)
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif name == b"VP8X":
        width = int.from_bytes(body[4:7], "little") + 1
        height = int.from_bytes(body[7:10], "little") + 1
    else:
        raise Broken("no header")
    exif = next((body for name, body in chunks if name == b"EXIF"), b"")
    return Header("WEBP", width, height, _orientation(exif.removeprefix(b"Exif\0\0")), data)


def _riff(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the parts of a WEBP; an unfinished last one is left to the decoder."""
    place, end = 12, min(len(data), 8 + int(struct.unpack_from("<I", data, 4)[0]))
    while place + 8 <= end:
        name, length = struct.unpack_from("<4sI", data, place)
        yield name, data[place + 8 : place + 8 + length]
        place += 8 + length + length % 2


def _orientation(exif: bytes) -> int:
    """Return which way up EXIF says the picture is; upright where it makes no sense."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None:
        return UPRIGHT
    try:
        (place,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, place)
        for entry in range(place + 2, place + 2 + 12 * count, 12):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, entry)
            if tag == ORIENTATION_TAG:
                return value if kind == 3 and 1 <= value <= 8 else UPRIGHT
    except struct.error:
        pass
    return UPRIGHT
