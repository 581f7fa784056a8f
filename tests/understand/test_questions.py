"""What asks for an explanation, and what asks for something to be done now."""

from __future__ import annotations

import pytest

from bot.understand.questions import is_question
from tests.faq.questions import in_scope


@pytest.mark.parametrize(
    "text",
    [
        "cara isi saldo di atm bca?", "cara isi saldo di atm bca", "gmn cara kirim uang",
        "bisa tarik tunai di indomaret?",
        "boleh ga pin dikasih ke orang", "saldo di kaspro dapet bunga ga", "berapa maksimal saldo premium",
        "kenapa akun saya diblokir", "kok pembayaran saya ditolak", "apa itu udd", "langkah top up di atm bca",
        "syarat jadi premium apa aja", "how do i top up from bca", "can i top up at alfamart", "what is udd",
        "why was my payment declined", "is there a minimum", "do i earn interest on my balance",
        "may my wife use my account", "are natural disasters covered", "steps to top up at a bca atm",
        "minimum withdrawal with a friend", "tell me about premium", "hp dual sim bisa bikin 2 akun?",
    ],
)  # fmt: skip
def test_a_question_asks_for_an_explanation(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "isi saldo lewat bca", "kirim 50rb ke budi", "bisa kirim 50rb ke budi?", "saldo saya berapa",
        "berapa saldo saya?",
        "what's my balance?", "can you show my balance please", "how much money do I have?",
        "tolong kirim 50rb ke budi",
        "can you send 50k to budi?", "hp saya hilang", "can I talk to a human?", "mutasi bulan lalu", "tarik tunai",
        "ganti pin dong", "ya", "tidak", "50rb?", "081298764567", "/start", "", "?", "halo", "makasih ya kak",
    ],
)  # fmt: skip
def test_a_request_is_no_question(text: str) -> None:
    assert not is_question(text)


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_customers_ask_of_the_help_is_worded_as_a_question(language: str) -> None:
    asked = [is_question(text) for text, _ in in_scope(language)]
    assert sum(asked) >= 0.92 * len(asked)


def test_a_long_text_is_no_question() -> None:
    assert not is_question("kenapa " * 100)
