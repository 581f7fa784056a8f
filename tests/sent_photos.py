"""Sent photos: what people on the stage send when they are asked for a photo; no two of the good ones are the same."""

from __future__ import annotations

import io
import itertools
from functools import cache

from PIL import Image, ImageDraw, ImageFilter

from sandbox import samples

_nth = itertools.count(1)


@cache
def _card() -> Image.Image:
    return samples.id_card("Sari Wulandari").resize((960, 640))


def good() -> bytes:
    """Return a photo that can be used, of a card on a desk; another one each time."""
    image = _card().copy()
    ImageDraw.Draw(image).text((8, 8), f"photo {next(_nth)}", fill="black")
    return _written(image)


def blank() -> bytes:
    """Return a photo of one colour: the lens was covered."""
    return _written(Image.new("RGB", (960, 640), "#8a8f93"))


def blurred() -> bytes:
    """Return a photo out of focus."""
    return _written(_card().filter(ImageFilter.GaussianBlur(14)))


def _written(image: Image.Image) -> bytes:
    made = io.BytesIO()
    image.save(made, "JPEG", quality=80)
    return made.getvalue()
