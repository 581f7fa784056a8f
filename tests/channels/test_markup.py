"""Markup: one text as each channel shows it, and long texts cut."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.markup import pieces, plain, split, storable, telegram_html, units, whatsapp_text
from bot.channels.sms import Sms
from bot.channels.telegram import Telegram
from bot.channels.whatsapp import WhatsApp
from bot.message import Ask, Outgoing, Pressable

MARKED = "*Rp50.000* ke *Sari W.*: `4821 7736`"
PHRASES = {"id": {"consent": "Balas YA untuk {deed}, atau tulis yang mau diubah.", "pick": "Balas angkanya."}}


def test_our_marks_become_each_channels_own() -> None:
    assert telegram_html(MARKED) == "<b>Rp50.000</b> ke <b>Sari W.</b>: <code>4821 7736</code>"
    assert whatsapp_text(MARKED) == MARKED
    assert plain(MARKED) == "Rp50.000 ke Sari W.: 4821 7736"


def test_marks_in_a_value_are_never_ours() -> None:
    note = "ke *Sari*: \ue000lunas\ue000 \ue001x\ue001 \ue002y\ue002 \ue003z\ue003"
    assert telegram_html(note) == "ke <b>Sari</b>: *lunas* `x` _y_ ~z~"
    assert whatsapp_text(note) == "ke *Sari*: lunas x y z"
    assert plain(note) == "ke Sari: *lunas* `x` _y_ ~z~"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<b>Budi</b> & *Sari*", "&lt;b&gt;Budi&lt;/b&gt; &amp; <b>Sari</b>"),
        ("*a `b* c`", "<b>a `b</b> c`"),
        ("`*141*`", "<code>*141*</code>"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("*satu\ndua*", "*satu\ndua*"),
        ("*", "*"),
        ("", ""),
    ],
)
def test_telegram_gets_html_that_is_always_well_formed(text: str, html: str) -> None:
    assert telegram_html(text) == html


def test_a_short_text_is_one_part() -> None:
    assert split("Saldomu *Rp50.000*.", 100) == ["Saldomu *Rp50.000*."]
    assert split("", 100) == [""]


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        ("Satu dua. Tiga empat. Lima", 22, ["Satu dua. Tiga empat.", "Lima"]),
        ("Satu dua\ntiga empat lima", 18, ["Satu dua", "tiga empat lima"]),
        ("Rp50.000 sudah terkirim", 15, ["Rp50.000 sudah", "terkirim"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("kirim *Rp50.000 ke Sari* ya", 17, ["kirim", "*Rp50.000 ke Sari*", "ya"]),
        ("👍👍👍", 4, ["👍👍", "👍"]),
    ],
)
def test_a_long_text_is_cut_at_the_best_place(text: str, limit: int, parts: list[str]) -> None:
    assert split(text, limit) == parts


def test_a_text_one_character_too_long_for_telegram_is_two_parts() -> None:
    assert [len(part) for part in split("x" * 4097, 4096)] == [4096, 1]
    assert len(split("*" + "x" * 4096 + "*", 4096)) == 1, "marks do not count there"


def test_no_limit_holds_nothing() -> None:
    with pytest.raises(ValueError, match="no room"):
        split("Halo", 1)


@given(st.text(st.sampled_from("ab *`\n.!\ue000👍"), max_size=120), st.integers(2, 40))
def test_cutting_keeps_the_limit_and_loses_only_white_space(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert all(units(plain(part)) <= limit for part in parts)
    assert re.sub(r"\s", "", "".join(parts)) == re.sub(r"\s", "", text)


@given(
    st.lists(st.sampled_from(["*Rp50.000*", "`4821 7736`", "ke Sari.", "\n", "ya"]), max_size=30), st.integers(12, 40)
)
def test_cutting_never_parts_a_pair_of_marks(words: list[str], limit: int) -> None:
    text = " ".join(words)
    parts = split(text, limit)
    assert " ".join(map(telegram_html, parts)).count("<b>") == telegram_html(text).count("<b>")
    assert " ".join(map(plain, parts)).split() == plain(text).split()


def test_incoming_text_is_made_storable() -> None:
    assert storable("kirim\x00 50rb \ud83d") == "kirim 50rb \ufffd"
    assert storable("👍 José") == "👍 José"


def test_a_long_message_asks_once_in_its_last_piece() -> None:
    whatsapp = WhatsApp("AC1", "token", "+14155238886", phrases=PHRASES)
    menu = (Pressable("Cek saldo", data="a"), Pressable("Kirim uang", data="b"))
    out = Outgoing(
        "whatsapp:+6281277665544", "Kalimat ini *panjang*. " * 120, buttons=menu, ask=Ask.CHOICE, protect=True
    )
    said = pieces(out, whatsapp)
    assert len(said) == 2
    assert all(len(whatsapp.word(piece)) <= 1600 for piece in said)
    assert [piece.buttons for piece in said] == [(), menu]
    assert all(piece.protect for piece in said)
    assert said[0].text.endswith("*panjang*.")


@pytest.mark.parametrize("length", [1, 4095, 4096])
def test_what_fits_stays_one_message(length: int) -> None:
    out = Outgoing("77", "x" * length, hide_contact=True)
    assert pieces(out, Telegram("7:x", "s")) == [out]


def test_sms_pieces_hold_after_emoji_are_gone() -> None:
    sms = Sms("AC1", "token", "+14155238886")
    said = pieces(Outgoing("+6281277665544", "✅ *Rp50.000* terkirim… " * 40), sms)
    assert len(said) > 1
    assert all(len(sms.word(piece)) <= 160 for piece in said)
