"""Two requests in one message are told apart, and one is never taken to pieces."""

from __future__ import annotations

import pytest

from bot.understand.asides import after_yes_but
from bot.understand.several import first_of_several

WISHES = frozenset({"balance", "history", "transfer", "withdraw", "topup", "human", "cancel", "language"})
TO_SARI, TO_UTAMI = "081298764567", "081311112222"


@pytest.mark.parametrize(
    ("text", "first", "rest"),
    [
        (f"cek saldo terus kirim 50rb ke {TO_SARI}", "cek saldo", f"kirim 50rb ke {TO_SARI}"),
        (f"kirim 50rb ke {TO_SARI} trus cek saldo", f"kirim 50rb ke {TO_SARI}", "cek saldo"),
        (f"kirim 50rb ke {TO_SARI}, abis itu cek saldo ya", f"kirim 50rb ke {TO_SARI}", "cek saldo ya"),
        (f"kirim 50rb ke {TO_SARI} buat makan lalu cek saldo", f"kirim 50rb ke {TO_SARI} buat makan", "cek saldo"),
        ("cek saldo dan mutasi", "cek saldo", "mutasi"),
        ("cek saldo\nmutasi", "cek saldo", "mutasi"),
        (f"check my balance and then send 50k to {TO_SARI}", "check my balance", f"send 50k to {TO_SARI}"),
        (f"kirim 50rb ke {TO_SARI} dan 60rb ke {TO_UTAMI}", f"kirim 50rb ke {TO_SARI}", f"60rb ke {TO_UTAMI}"),
    ],
)
def test_the_first_and_the_rest(text: str, first: str, rest: str) -> None:
    several = first_of_several(text, WISHES)
    assert several is not None
    assert (several.first, several.rest) == (first, (rest,))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (f"kirim 50rb ke {TO_SARI} terus cek saldo lalu mutasi", ("cek saldo", "mutasi")),
        (f"kirim 50rb ke {TO_SARI}, 60rb ke {TO_UTAMI}, 70rb ke {TO_SARI}",
         (f"60rb ke {TO_UTAMI}", f"70rb ke {TO_SARI}")),
        (f"kirim 50rb ke {TO_SARI}, cek saldo, 70rb ke {TO_UTAMI}", ("cek saldo", f"70rb ke {TO_UTAMI}")),
        ("kirim 50rb buat sari dan cek saldo", ("cek saldo",)),
        (f"cek saldo terus kirim 50rb ke {TO_SARI} buat makan dan isi saldo",
         (f"kirim 50rb ke {TO_SARI} buat makan dan isi saldo",)),
    ],
)  # fmt: skip
def test_the_rest_is_told_apart_at_once(text: str, rest: tuple[str, ...]) -> None:
    several = first_of_several(text, WISHES)
    assert several is not None
    assert several.rest == rest


@pytest.mark.parametrize(
    "text",
    [
        "", "saldo", f"kirim 50rb ke {TO_SARI}", f"kirim 50rb ke {TO_SARI} buat makan dan minum",
        f"kirim 50rb ke {TO_SARI} buat makan dan isi saldo", f"kirim 50rb ke {TO_SARI}, eh 60rb ke {TO_UTAMI}",
        f"kirim 50rb ke {TO_SARI} bukan 60rb ke {TO_UTAMI}", f"jangan kirim 50rb ke {TO_SARI}, cek saldo aja",
        f"kirim 50rb ke {TO_SARI} atau 60rb ke {TO_UTAMI}", "kirim 50rb ke sari dan budi", "ya terus kirim",
        "cara isi saldo dan kirim uang gimana?", "kirim terus", "saldo dan", "cek saldo dan cek saldo",
        ("cek saldo, " * 30).strip(", "), f"kirim 50rb ke {TO_SARI}, catatan: iuran",
        f"kirim 50rb ke {TO_SARI}, makasih",
    ],
)  # fmt: skip
def test_one_request_stays_one(text: str) -> None:
    assert first_of_several(text, WISHES) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("ya tapi ke sari", "ke sari"), ("yes but make it 60k", "make it 60k"), ("Oke, tapi 70rb", "70rb"),
        ("ok ok tp jangan sekarang", "jangan sekarang"), ("ya", ""), ("ya 60rb", ""), ("tapi 60rb", ""),
        ("tidak tapi 60rb", ""), ("ya tapi", ""),
    ],
)  # fmt: skip
def test_what_a_yes_adds_to_itself(text: str, rest: str) -> None:
    assert after_yes_but(text) == rest
