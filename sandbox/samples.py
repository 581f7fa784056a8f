"""Samples: pictures to send from the simulator's phones, drawn when they are asked for; nobody real is on them."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from typing import Any

from PIL import Image, ImageDraw, ImageFilter, ImageFont

QUALITY = 88
SHADES = 24
INK, SKIN, HAIR, SHIRT = "#1d2b33", "#c68d63", "#2b1d16", "#3a6f8f"
DESK, CARD, STRIPE, SEAL = "#8d7660", "#dfeef5", "#9fc6da", "#b3261e"
PAGE = (1280, 960)
FRAME = (960, 1280)

SAMPLES: dict[str, tuple[str, Callable[[str], Image.Image]]] = {}
"""By name: what the page calls it, and what draws it for a person of this name."""


def sample(name: str, person: str, take: int = 0) -> bytes:
    """Return a sample as a phone's JPEG, each take in a light of its own; KeyError if there is none of this name."""
    _, draw = SAMPLES[name]
    shade = take % SHADES
    return jpeg(draw(person).point(lambda level: max(level - shade, 0)))


def jpeg(image: Image.Image) -> bytes:
    """Return the picture as a phone's camera app would hand it on."""
    made = io.BytesIO()
    image.save(made, "JPEG", quality=QUALITY)
    return made.getvalue()


def voice_note() -> bytes:
    """Return a moment of silence as a voice message is recorded: Opus in an OGG file."""
    head = struct.pack("<8sBBHIhB", b"OpusHead", 1, 1, 312, 48_000, 0, 0)
    tags = struct.pack("<8sI8sI", b"OpusTags", 8, b"specimen", 0)
    return _page(2, 0, 0, head) + _page(0, 0, 1, tags) + _page(4, 960, 2, b"\xf8\xff\xfe")


def _page(flags: int, position: int, number: int, packet: bytes) -> bytes:
    """Return one page of an OGG file with its checksum."""
    page = struct.pack("<4sBBqIIIBB", b"OggS", 0, flags, position, 1, number, 0, 1, len(packet)) + packet
    check = 0
    for byte in page:
        check ^= byte << 24
        for _ in range(8):
            check = (check << 1 ^ 0x04C11DB7 if check & 0x8000_0000 else check << 1) & 0xFFFF_FFFF
    return page[:22] + struct.pack("<I", check) + page[26:]


def sticker() -> bytes:
    """Return a sticker as WhatsApp sends it."""
    image = Image.new("RGBA", (512, 512))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((90, 220, 190, 440), 30, fill="#f2b233")
    pen.rounded_rectangle((210, 210, 430, 440), 60, fill="#f2b233")
    pen.polygon(((230, 230), (290, 60), (350, 80), (320, 240)), fill="#f2b233")
    made = io.BytesIO()
    image.save(made, "WEBP")
    return made.getvalue()


def id_card(person: str) -> Image.Image:
    """Draw an identity card of no country, lying on a desk."""
    image = _desk(PAGE)
    card = _card(person, 1040)
    image.paste(card, (120, 150))
    return image


def selfie(person: str) -> Image.Image:
    """Draw a person who holds that card."""
    image = Image.new("RGB", FRAME, "#d9d3c7")
    pen = ImageDraw.Draw(image)
    for line in range(0, FRAME[0], 120):
        pen.line((line, 0, line, FRAME[1]), fill="#cfc8ba", width=3)
    _person(pen, 480, 120, 1.0)
    card = _card(person, 520)
    at = (220, 800)
    image.paste(card, at)
    for left in (at[0] - 36, at[0] + card.width - 34):
        pen.rounded_rectangle((left, 900, left + 70, 1060), 34, fill=SKIN, outline="#a06c47", width=3)
        for finger in range(3):
            pen.line((left + 8, 945 + 36 * finger, left + 62, 945 + 36 * finger), fill="#a06c47", width=4)
    return image


def blank(person: str) -> Image.Image:  # noqa: ARG001  nobody is on it
    """Draw a picture of a table and nothing else."""
    return Image.new("RGB", PAGE, "#e8e6e0")


def blurred(person: str) -> Image.Image:
    """Draw the card by a shaking hand."""
    return id_card(person).filter(ImageFilter.GaussianBlur(14))


SAMPLES |= {
    "id": ("Sample ID card", id_card),
    "selfie": ("Sample selfie with ID", selfie),
    "blank": ("Blank", blank),
    "blurred": ("Blurred", blurred),
}


def _desk(size: tuple[int, int]) -> Image.Image:
    image = Image.new("RGB", size, DESK)
    pen = ImageDraw.Draw(image)
    for number, line in enumerate(range(0, size[1], 14)):
        pen.line((0, line, size[0], line + number % 5 * 3), fill="#856e59" if number % 2 else "#957e68", width=2)
    return image


def _card(person: str, width: int) -> Image.Image:
    """Draw the card, 1040 wide, and return it at this width."""
    card = Image.new("RGB", (1040, 656), CARD)
    pen = ImageDraw.Draw(card)
    for line in range(-656, 1040, 26):
        pen.line((line, 656, line + 656, 0), fill="#d2e6ef", width=3)
    pen.rectangle((0, 0, 1040, 104), fill=STRIPE)
    pen.text((40, 22), "SPECIMEN CARD", font=_font(52), fill=INK)
    pen.text((1000, 40), "NOT A DOCUMENT", font=_font(28), fill=INK, anchor="ra")
    pen.text((40, 132), "No. 0000 0000 0000 0000", font=_font(46), fill=INK)
    rows = (
        ("Name", person.upper()[:26] or "SOMEBODY"),
        ("Born", "SAMPLE TOWN, 01-01-2000"),
        ("Address", "JALAN CONTOH 1"),
        ("Village", "CONTOH"),
        ("Occupation", "SAMPLE"),
        ("Valid until", "NEVER"),
    )
    for number, (label, value) in enumerate(rows):
        at = 220 + 66 * number
        pen.text((40, at), label, font=_font(30), fill="#42606e")
        pen.text((230, at), value, font=_font(32), fill=INK)
    pen.rectangle((780, 200, 1000, 490), fill="#b8423a")
    face = card.crop((780, 200, 1000, 490))
    _person(ImageDraw.Draw(face), 110, 34, 0.42)
    card.paste(face, (780, 200))
    pen.rectangle((780, 200, 1000, 490), outline=INK, width=3)
    pen.text((890, 530), "SPECIMEN", font=_font(38), fill=SEAL, anchor="ma")
    pen.rounded_rectangle((772, 518, 1008, 586), 10, outline=SEAL, width=5)
    pen.rectangle((0, 0, 1039, 655), outline="#6f93a5", width=3)
    return card.resize((width, 656 * width // 1040), Image.Resampling.LANCZOS)


def _person(pen: ImageDraw.ImageDraw, middle: int, top: int, scale: float) -> None:
    """Draw head and shoulders, 700 high at scale 1."""

    def box(left: float, above: float, right: float, below: float) -> tuple[float, float, float, float]:
        return middle + left * scale, top + above * scale, middle + right * scale, top + below * scale

    wide = max(1, round(6 * scale))
    pen.rounded_rectangle(box(-330, 540, 330, 1300), 160 * scale, fill=SHIRT)
    pen.rectangle(box(-70, 430, 70, 580), fill="#b57c54")
    pen.ellipse(box(-205, -10, 205, 430), fill=HAIR)
    pen.ellipse(box(-175, 40, 175, 500), fill=SKIN)
    pen.pieslice(box(-185, 10, 185, 330), 180, 360, fill=HAIR)
    for side in (-1, 1):
        pen.arc(box(side * 80 - 44, 205, side * 80 + 44, 265), 200, 340, fill=HAIR, width=2 * wide)
        pen.ellipse(box(side * 80 - 36, 240, side * 80 + 36, 282), fill="white", outline=HAIR, width=wide)
        pen.ellipse(box(side * 80 - 16, 245, side * 80 + 16, 277), fill=HAIR)
    pen.line((*box(0, 270, 0, 270)[:2], *box(-18, 350, 0, 350)[:2]), fill="#8f5f3e", width=wide)
    pen.arc(box(-24, 335, 24, 365), 20, 160, fill="#8f5f3e", width=wide)
    pen.chord(box(-70, 360, 70, 440), 20, 160, fill="#8a3b34", outline=HAIR, width=wide)


def _font(size: int) -> Any:
    return ImageFont.load_default(size)
