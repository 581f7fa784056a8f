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
        "Ya, buat token",
        "Ya, blokir akun", "sip", "siap kak", "go ahead", "that's right", "sure", "*ya*", "yoi", "yep go ahead",
        "that's correct", "betul pak", "iya bu", "iya benar", "ya betul", "yes please", "yes that's right", "ok gas",
        "oke lanjutkan", "ya lanjut", "sip lanjut", "yup", "correct", "of course", "tentu", "iya kirim sekarang",
        "yes do it", "ok send it", "absolutely", "yes of course", "benar kak", "iya saya setuju", "saya setuju",
        "yes i agree", "confirm", "okedeh", "ok deh kirim", "ya sudah benar", "iya udah bener", "sudah benar",
        "lanjut aja", "lanjut kak", "boleh kak", "boleh banget", "monggo", "yes i'm sure", "ya saya yakin",
        "saya yakin", "oke siap", "siap lanjut", "ok ya", "iya oke", "sounds good", "looks good", "all good",
    ],
)  # fmt: skip
def test_a_plain_yes_agrees(text: str) -> None:
    assert agreement(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "tidak", "Tidak.", "nggak", "ngga", "ga", "gak", "enggak", "no", "No!", "nooo", "nope", "jangan",
        "jangan dulu", "ga jadi", "gak jadi", "tidak jadi", "ga usah", "not now", "not right now", "no thanks",
        "nanti aja", "belum", "bukan", "tidak dulu", "ga dulu deh", "tidak setuju", "don't", "no no no", "i disagree",
        "bukan itu", "no that's wrong", "no way", "jangan kak",
    ],
)  # fmt: skip
def test_a_plain_no_declines(text: str) -> None:
    assert agreement(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "", "?", "👍", "ya?", "yes?", "Ya, kirim?", "that's not right", "not right", "sure? no",
        "yes but make it 60k",
        "ya tapi ke sari", "ya 60rb", "ok 60rb", "ya ke budi", "yes no", "ya nggak", "ya tidak", "iya gak",
        "ya ga yakin", "ga boleh", "not ok", "tidak benar", "ya nanti", "ok, batal", "lanjut besok",
        "oke oke tapi nanti", "ya udah", "ok thanks", "kirim", "send", "hmm", "1", "ya 1", "ok ❌",
        "ya 👎", "ya 🤔", "😂",
        "y\u200ba", "\u202eya", "yа", "ｙｅｓ", "ya kirim 60rb", "yes send 60k", "ya salah", "betul salah",
        "yayayayayayayayayayayayayayayayayayayayayayayayayayayayayayayayayayayayayayayayayayayayayayayayayaya",
        "y e s", "ya\x00", "saldo", "if yes", "kalau ya", "bukan ya", "ok wait", "iya sih tapi", "that's right?",
        "is that right", "ok but not now", "yes later", "ya besok", "ok stop", "oke batal", "ya jangan", "ya jgn",
        "yes don't", "no yes", "iya ga", "iya enggak", "iya kali", "ya kali", "ya mungkin", "maybe", "maybe yes",
        "kayaknya iya", "i guess", "belum benar", "not sure", "unsure", "ga yakin", "belum yakin", "ya udah deh nanti",
        "yaudah", "oke makasih", "yes to sari", "send it to budi", "hmm ya", "ya hmm", "eh ya", "ok saldo", "ya menu",
        "lanjut nanti", "oke tapi", "ok tapi", "yes and also 10k to joko", "ya dan ke joko", "yes cancel", "ok cancel",
        "oke ganti jumlahnya", "ya ganti", "ganti", "bisa", "bisa ga", "boleh ga", "boleh?", "ok?", "ya dong?",
        "ya...?", "benarkah", "really", "really?", "yes really?", "sure thing?", "who is this", "ya siapa", "ok siapa",
        "ok berapa", "ya berapa biayanya", "wait", "tunggu", "bentar", "ya bentar", "ok sebentar", "oke tunggu dulu",
        "ya dulu deh", "ok hold on", "yes hold on", "yes wait", "sip nanti", "siap nanti", "setuju tapi",
        "setuju kalau", "agree if", "no problem", "tidak apa apa", "gapapa", "ga papa", "ya ga apa apa", "ok no",
        "okay not", "right", "yes right?", "yes it is not", "it is", "yes it isn't", "yeah right", "yeah no",
        "yeah nah", "sure sure?", "oh ok", "oh ya", "oh iya", "o iya", "ya ampun", "ya allah", "yah",
        "iya nih bingung", "ok bingung", "yes i think", "ya kayaknya", "ya kok", "ya loh", "boleh juga", "boleh tau",
        "boleh tanya", "boleh nanya", "ok tanya", "gas nanti", "gaskeun besok", "lanjut ke sari", "go", "go back",
        "go ahead tomorrow", "do it later", "send it later", "kirim nanti", "ya kirim nanti", "confirm?",
        "confirm later", "benar ga", "benar tidak", "betul ga", "betul?", "iya bukan", "ya bukan budi", "yes not budi",
        "tidak setuju ya", "ga ya", "nggak ya", "ok lah nanti", "iya lupa", "ya lupa pin", "no sure", "of course not",
        "tentu tidak", "tentu bukan", "jelas tidak", "ya masa", "masa iya", "iya apa", "apa iya", "yes what",
        "ok what", "ya gimana", "ok gimana", "agreed?", "y/n", "ya/tidak", "yes or no", "ya atau tidak",
        "ya ya ya tidak", "send no", "send it no", "do it not", "don't do it", "i don't agree", "saya tidak setuju",
        "cancel", "batal",
    ],
)  # fmt: skip
def test_anything_else_is_neither(text: str) -> None:
    assert agreement(text) is None
