"""Chat spellings come out plain; digits come out as they went in."""

from __future__ import annotations

import pytest

from bot.understand.normalise import normalise


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Halooooo", "halo"),
        ("  cek   SALDO \n dong ", "cek saldo dong"),
        ("yg kmrn gmn", "yang kemarin bagaimana"),
        ("ga bs tf", "tidak bisa transfer"),
        ("gak, nggak, tdk", "tidak, tidak, tidak"),
        ("sal\u200bdo\u202e", "saldo"),
        ("no hp sy", "nomor hp saya"),
        ("no", "no"),
        ("no, 60k", "no, 60k"),
        ("kirim 5000 ke budi", "kirim 5000 ke budi"),
        ("١٠٠٠ １０００", "١٠٠٠ １０００"),
        ("", ""),
    ],
)
def test_spelling_is_made_plain(text: str, plain: str) -> None:
    assert normalise(text) == plain
