"""Only a message that is wholly a yes is a yes."""

from __future__ import annotations

import pytest

from bot.understand.agreement import agreement


@pytest.mark.parametrize(
    "text",
    [
        "ya", "Ya", "YA", "iya", "yes", "Yes", "y", "ok", "OK", "oke", "okay", "ok lanjut", "ya kirim", "ya, kirim",
        "Ya, kirim.", "setuju", "yes send", "yes, send it", "Yes, send", "lanjut", "betul", "benar", "boleh", "gas",
        "iyaaa", "yaa", "okeee 👍", "ya 👍🏽", "ya!", "ya ya ya", "iya dong", "oke deh", "ya kirim aja",
        "Ya, buat token", "Ya, blokir akun", "sip", "siap kak", "go ahead", "that's right", "sure", "*ya*",
    ],
)  # fmt: skip
def test_a_plain_yes_agrees(text: str) -> None:
    assert agreement(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "tidak", "Tidak.", "nggak", "ngga", "ga", "gak", "enggak", "no", "No!", "nooo", "nope", "jangan",
        "jangan dulu", "ga jadi", "gak jadi", "tidak jadi", "ga usah", "not now", "not right now", "no thanks",
        "nanti aja", "belum", "bukan", "tidak dulu", "ga dulu deh", "tidak setuju", "don't", "no no no",
    ],
)  # fmt: skip
def test_a_plain_no_declines(text: str) -> None:
    assert agreement(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "", "?", "👍", "ya?", "yes?", "Ya, kirim?", "that's not right", "not right", "sure? no", "yes but make it 60k",
        "ya tapi ke sari", "ya 60rb", "ok 60rb", "ya ke budi", "yes no", "ya nggak", "ya tidak", "iya gak",
        "ya ga yakin", "ga boleh", "not ok", "tidak benar", "ya nanti", "ok, batal", "lanjut besok",
        "oke oke tapi nanti", "ya udah", "ok thanks", "kirim", "send", "hmm", "1", "ya 1", "ok ❌", "ya 👎", "ya 🤔",
        "😂", "y\u200ba", "\u202eya", "yа", "ｙｅｓ", "ya kirim 60rb", "yes send 60k", "ya salah", "betul salah",
        "ya" * 50, "y e s", "ya\x00", "saldo", "if yes", "kalau ya", "bukan ya",
    ],
)  # fmt: skip
def test_anything_else_is_neither(text: str) -> None:
    assert agreement(text) is None
