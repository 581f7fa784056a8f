"""Photo looks: whether anything can be seen on a picture; asked by photos.py alone.

Measured on its luminance at one size, by Pillow alone. The thresholds were found on drawn cards and faces, sharp,
blurred, dimmed and compressed again; tests/models/test_photos.py holds them to it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageFilter, ImageStat

SIDE = 1280
"""The longest side on which looks are measured, so that they mean the same on any phone's camera."""
TILES = 6
"""Along each side. The sharpest tile counts: a face before a plain wall is sharp only in places."""

SPREAD_MIN, SPREAD_MIN_DARK = 6.0, 1.5
"""Standard deviation of the luminance; less is nearly one colour. In the dark all is near to black, and still there."""
DARK_MEAN_MAX, DARK_TOP_MAX = 45, 75
"""The mean, and what 99 of 100 pixels are below."""
BRIGHT_MEAN_MIN, BRIGHT_BOTTOM_MIN = 240, 180
"""The mean, and what all but 2 of 1,000 pixels are above: even ink is washed out."""
SHARPNESS_MIN = 0.016
"""See `Looks.sharpness`."""

_LAPLACE = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)
_GRAIN, _TELLING, _ROUNDING = 50.0, 0.08, 1.0
"""A tile tells something if its variance is more than grain makes, and no less than this part of the liveliest one's;
whole numbers alone give its edges some variance."""


@dataclass(frozen=True)
class Looks:
    """What was measured."""

    mean: float
    spread: float
    bottom: int
    """What 2 of 1,000 pixels are below."""
    top: int
    """What 1 of 100 pixels is above."""
    sharpness: float
    """Of the sharpest tile: the variance of its Laplacian over its own variance, so that contrast does not matter."""

    @property
    def blank(self) -> bool:
        """Nearly one colour."""
        return self.spread < (SPREAD_MIN_DARK if self.dark else SPREAD_MIN)

    @property
    def dark(self) -> bool:
        """Taken in the dark."""
        return self.mean < DARK_MEAN_MAX and self.top < DARK_TOP_MAX

    @property
    def bright(self) -> bool:
        """Washed out by light."""
        return self.mean > BRIGHT_MEAN_MIN and self.bottom > BRIGHT_BOTTOM_MIN

    @property
    def blurred(self) -> bool:
        """Sharp nowhere."""
        return self.sharpness < SHARPNESS_MIN


def looks_of(image: Image.Image) -> Looks:
    """Measure the picture."""
    grey = image.convert("L")
    grey.thumbnail((SIDE, SIDE))
    whole = ImageStat.Stat(grey)
    histogram = grey.histogram()
    return Looks(
        mean=whole.mean[0],
        spread=whole.stddev[0],
        bottom=_percentile(histogram, 0.002),
        top=_percentile(histogram, 0.99),
        sharpness=_sharpness(grey),
    )


def _sharpness(grey: Image.Image) -> float:
    # A little blur first takes the camera's grain away, which would pass for sharpness.
    calm = grey.filter(ImageFilter.GaussianBlur(1))
    edges = calm.filter(_LAPLACE)
    tiles = [(_variance(calm, box), _variance(edges, box)) for box in _tiles(*grey.size)]
    contrast = max(of_light for of_light, _ in tiles)
    # In a tile where next to nothing is, grain and rounding are all there is to measure.
    telling = [(light, edge) for light, edge in tiles if light >= max(_GRAIN, contrast * _TELLING)]
    return max((max(0.0, edge - _ROUNDING) / light for light, edge in telling), default=0.0)


def _tiles(width: int, height: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield the boxes of all tiles; the outermost pixels, which a filter does not reach, belong to none."""
    lefts, tops = ([2 + (side - 4) * nth // TILES for nth in range(TILES + 1)] for side in (width, height))
    for left, right in itertools.pairwise(lefts):
        for top, bottom in itertools.pairwise(tops):
            yield left, top, right, bottom


def _variance(image: Image.Image, box: tuple[int, int, int, int]) -> float:
    return float(ImageStat.Stat(image.crop(box)).var[0])


def _percentile(histogram: list[int], share: float) -> int:
    wanted, seen = share * sum(histogram), 0
    for value, count in enumerate(histogram):
        seen += count
        if seen > wanted:
            return value
    return len(histogram) - 1
