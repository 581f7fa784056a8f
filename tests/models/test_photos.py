"""Photos: what a phone takes is kept, harmless and uniform; what shows nothing is told apart by why."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from models.photo_headers import read_header
from models.photo_looks import looks_of
from models.photos import BYTES_MAX, SIDE_MAX, Photo, PhotoFault, PhotoRefused, read_photo
from sandbox import samples
from tests.models import pictures
from tests.models.pictures import blurred, dimmed, grainy, washed, written

CANARY = "CANARY-7F3K"


def kept(data: bytes) -> Photo:
    photo = read_photo(data)
    assert isinstance(photo, Photo), photo
    return photo


def why(data: bytes) -> PhotoFault:
    refused = read_photo(data)
    assert isinstance(refused, PhotoRefused)
    return refused.why


# What is kept.


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_kind_of_picture_becomes_a_jpeg(kind: str) -> None:
    photo = kept(written(pictures.card(), kind))
    image = pictures.opened(photo.data)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (1280, 960))
    assert (photo.width, photo.height) == image.size
    assert len(photo.digest) == 64


def test_the_same_file_gives_the_same_bytes_and_another_does_not() -> None:
    data = written(pictures.card())
    assert kept(data) == kept(data)
    assert kept(data).digest != kept(written(pictures.selfie())).digest


def test_a_large_photo_is_kept_smaller_and_looks_the_same() -> None:
    large = pictures.card().resize((4000, 3000), Image.Resampling.LANCZOS)
    for data in (written(large), written(large, progressive=True), written(large.quantize(64), "PNG")):
        photo = kept(data)
        assert (photo.width, photo.height) == (SIDE_MAX, 1500)
        assert difference(pictures.opened(photo.data), large.resize((SIDE_MAX, 1500), Image.Resampling.LANCZOS)) < 4


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_turned_photo_is_kept_upright(orientation: int, kind: str) -> None:
    upright = pictures.card()
    turn = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    lying = upright.transpose(Image.Transpose(turn[orientation])) if orientation in turn else upright
    photo = kept(written(lying, kind, exif=pictures.exif(orientation)))
    assert (photo.width, photo.height) == upright.size
    assert difference(pictures.opened(photo.data), upright) < 4


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_the_picture_is_kept(kind: str) -> None:
    profile = f"{CANARY} profile".encode() * 50
    data = written(pictures.card(), kind, exif=pictures.exif(words=CANARY), icc_profile=profile, comment=CANARY)
    assert CANARY.encode() in data
    photo = kept(data + f"{CANARY} at the end".encode())
    assert CANARY.encode() not in photo.data
    image = pictures.opened(photo.data)
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_zip_behind_a_photo_is_gone() -> None:
    behind = io.BytesIO()
    with zipfile.ZipFile(behind, "w") as archive:
        archive.writestr("payload.html", CANARY)
    both = written(pictures.card()) + behind.getvalue()
    assert zipfile.is_zipfile(io.BytesIO(both))
    assert not zipfile.is_zipfile(io.BytesIO(kept(both).data))


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_a_moving_picture_the_first_frame_is_kept(kind: str) -> None:
    data = written(pictures.card(), kind, save_all=True, append_images=[pictures.selfie().resize((1280, 960))] * 3)
    assert difference(pictures.opened(kept(data).data), pictures.card()) < 6


def test_of_two_pictures_in_one_file_the_first_is_kept() -> None:
    data = written(pictures.card(), "MPO", save_all=True, append_images=[pictures.selfie()])
    assert pictures.opened(data).format == "MPO"
    assert difference(pictures.opened(kept(data).data), pictures.card()) < 4


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "P", "I;16", "CMYK"])
def test_whatever_its_colours_are_made_of(mode: str) -> None:
    image = pictures.card()
    if mode == "I;16":
        image = image.convert("L").point(lambda value: value * 257, "I").convert("I;16")
    else:
        image = image.quantize(256) if mode == "P" else image.convert(mode)
    photo = kept(written(image, "JPEG" if mode == "CMYK" else "PNG"))
    grey = pictures.opened(photo.data).convert("L")
    assert difference(grey.convert("RGB"), pictures.card().convert("L").convert("RGB")) < 8


def test_what_is_clear_becomes_white() -> None:
    image = pictures.card().convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 1280, 140))
    assert pictures.opened(kept(written(image, "PNG")).data).getpixel((10, 10)) == (255, 255, 255)


# What is refused, before anything is decoded.


def test_more_bytes_than_five_million_are_refused() -> None:
    data = written(pictures.card())
    assert isinstance(read_photo(data + bytes(BYTES_MAX - len(data))), Photo)
    assert why(data + bytes(BYTES_MAX - len(data) + 1)) is PhotoFault.TOO_BIG


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"halo",
        pictures.FITS,
        pictures.TIFF,
        pictures.GIF,
        pictures.PDF,
        pictures.SVG,
        pictures.POSTSCRIPT,
    ],
)
def test_what_is_no_photo_is_refused_by_its_content(data: bytes) -> None:
    assert why(data) is PhotoFault.NOT_A_PHOTO


@pytest.mark.parametrize(
    "data",
    [
        pictures.png_bomb(9000, 9000),
        pictures.png_bomb(5001, 5001),
        pictures.jpeg_of_size(65_000, 65_000),
        pictures.jpeg_of_size(5001, 5001),
        pictures.webp_of_size(16_000, 16_000),
        pictures.webp_of_size(2690, 2690),
    ],
)
def test_more_pixels_than_can_be_held_are_refused_by_the_header(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "open", lambda *_, **__: pytest.fail("a decoder was asked"))
    assert why(data) is PhotoFault.TOO_MANY_PIXELS


@pytest.mark.parametrize(
    ("size", "fault"),
    [
        ((640, 480), None),
        ((480, 640), None),
        ((639, 480), PhotoFault.TOO_SMALL),
        ((640, 479), PhotoFault.TOO_SMALL),
        ((4000, 481), PhotoFault.TOO_SMALL),
        ((1, 1), PhotoFault.TOO_SMALL),
    ],
)
def test_a_photo_has_a_smallest_size(size: tuple[int, int], fault: PhotoFault | None) -> None:
    read = read_photo(written(pictures.card().resize(size, Image.Resampling.LANCZOS)))
    assert (read.why if isinstance(read, PhotoRefused) else None) is fault


# What cannot be read.


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.95])
def test_a_file_cut_short_is_refused(kind: str, share: float) -> None:
    data = written(pictures.card(), kind)
    assert why(data[: int(len(data) * share)]) is PhotoFault.UNREADABLE


def test_a_picture_that_says_itself_over_and_over_is_refused() -> None:
    assert why(pictures.scans_bomb()) is PhotoFault.UNREADABLE


def test_a_second_frame_cannot_belie_the_first() -> None:
    data = written(pictures.card())
    place = data.index(b"\xff\xc0")
    length = 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    assert why(data[:place] + data[place : place + length] * 2 + data[place + length :]) is PhotoFault.UNREADABLE


def test_a_size_that_is_not_the_pictures_is_refused() -> None:
    assert why(pictures.webp_of_size(2000, 2000)) is PhotoFault.UNREADABLE
    assert why(pictures.jpeg_of_size(0, 2000)) is PhotoFault.UNREADABLE


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.data())
def test_no_bytes_however_bent_raise(kind: str, data: st.DataObject) -> None:
    bent = bytearray(SMALL[kind])
    for _ in range(data.draw(st.integers(1, 6))):
        bent[data.draw(st.integers(0, min(len(bent) - 1, 2000)))] = data.draw(st.integers(0, 255))
    assert isinstance(read_photo(bytes(bent)), Photo | PhotoRefused)


@given(st.binary(max_size=200), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"]))
def test_nor_do_any_others(data: bytes, start: bytes) -> None:
    assert isinstance(read_photo(start + data), PhotoRefused)


SMALL = {
    kind: written(pictures.card().resize((640, 480)), kind, exif=pictures.exif(6)) for kind in ("JPEG", "PNG", "WEBP")
}


# What can be seen on it.


SHARP: dict[str, Callable[[], Image.Image]] = {
    "card": pictures.card,
    "selfie": pictures.selfie,
    "face": pictures.face,
    "print": pictures.page,
    "pale print": lambda: pictures.page("#9a9a90", "#d8d8cc", 34),
    "small print": lambda: pictures.page(size=14),
    "smallest card": lambda: pictures.card().resize((640, 480), Image.Resampling.LANCZOS),
    "large card": lambda: pictures.card().resize((4000, 3000), Image.Resampling.LANCZOS),
    "soft card": lambda: blurred(pictures.card(), 1.5),
    "soft selfie": lambda: blurred(pictures.selfie(), 1.5),
    "grainy card": lambda: grainy(pictures.card(), 8),
    "card in the evening": lambda: dimmed(pictures.card(), 0.4),
}


READABLE = [(name, quality) for name in SHARP for quality in (90, 60, 30) if (name, quality) != ("face", 30)]
"""All but one: a drawn face has no skin or hair, and what little is sharp about it is at the limit."""


@pytest.mark.parametrize(("name", "quality"), READABLE)
def test_a_photo_that_can_be_read_is_kept(name: str, quality: int) -> None:
    kept(written(SHARP[name](), quality=quality))


@pytest.mark.parametrize("quality", [90, 30])
@pytest.mark.parametrize("radius", [6, 8, 14, 30])
@pytest.mark.parametrize("name", ["card", "selfie", "face", "print", "smallest card"])
def test_a_blurred_one_is_told_apart(name: str, radius: int, quality: int) -> None:
    assert why(written(blurred(SHARP[name](), radius), quality=quality)) is PhotoFault.BLURRED


@pytest.mark.parametrize("quality", [90, 30])
@pytest.mark.parametrize("light", [0.2, 0.1, 0.05])
@pytest.mark.parametrize("name", ["card", "selfie", "face", "smallest card"])
def test_one_taken_in_the_dark_is_told_apart(name: str, light: float, quality: int) -> None:
    assert why(written(dimmed(SHARP[name](), light), quality=quality)) is PhotoFault.DARK


@pytest.mark.parametrize("name", ["card", "selfie", "smallest card"])
def test_one_washed_out_is_told_apart(name: str) -> None:
    assert why(written(washed(SHARP[name]()))) is PhotoFault.BRIGHT


@pytest.mark.parametrize("colour", ["black", "white", "#808080", "#b3261e", "#e8e6e0"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_one_of_one_colour_is_told_apart(colour: str, kind: str) -> None:
    assert why(written(Image.new("RGB", (1280, 960), colour), kind)) is PhotoFault.BLANK


@pytest.mark.parametrize(
    ("name", "fault"),
    [("id", None), ("selfie", None), ("blank", PhotoFault.BLANK), ("blurred", PhotoFault.BLURRED)],
)
def test_the_simulators_samples_are_what_they_are_called(name: str, fault: PhotoFault | None) -> None:
    read = read_photo(samples.sample(name, "Budi Hartono"))
    assert (read.why if isinstance(read, PhotoRefused) else None) is fault


def test_what_was_measured_lies_well_apart() -> None:
    sharp = [looks_of(draw()).sharpness for name, draw in SHARP.items() if name != "face"]
    soft = [looks_of(blurred(SHARP[name](), 6)).sharpness for name in ("card", "selfie", "print", "smallest card")]
    assert min(sharp) > 2 * max(soft)


def test_a_header_is_read_without_the_rest() -> None:
    header = read_header(written(pictures.card(), exif=pictures.exif(6, CANARY)))
    assert (header.kind, header.width, header.height, header.orientation) == ("JPEG", 1280, 960, 6)
    assert CANARY.encode() not in header.picture


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return by how much two pictures of one size differ, a channel and pixel, on the average."""
    assert one.size == other.size
    return float(max(ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).mean))
