"""The issuer's text is read as it is, in every edition of it, and answers rightly where it is mistaken."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest

from faq.document import Document, DocumentWrong, read_document, read_topics
from faq.errata import CORRECTIONS
from faq.matcher import Matcher

ISSUER = Path(__file__).parents[2] / "faq" / "issuer.txt"
TEXT = ISSUER.read_text(encoding="utf-8")
PLACES = {"va_bca", "va_bni", "va_bri", "va_cimb", "va_other", "phone"}


@pytest.fixture(scope="module")
def document() -> Document:
    return read_document(str(ISSUER))


def edition(folder: Path, text: str | bytes) -> Document:
    path = folder / "edition.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_document(str(path))


def said(document: Document, topic: str) -> str:
    return document.topics[topic].texts[""]["en"]


def test_it_has_every_topic_that_ours_have(document: Document) -> None:
    assert document.published
    assert set(document.topics) == set(read_topics().topics)


@pytest.mark.parametrize(
    ("topic", "source", "words"),
    [
        ("what_is", "FAQ 1", "KasPro is a mobile payment app"),
        ("register", "FAQ 2", "3. Enter the OTP that are texted to your phone number"),
        ("contact", "FAQ 6, 8", "(021)50928595"),
        ("topup.bca.atm", "FAQ 9, ATM, BCA", "1. Enter your ATM card and BCA PIN."),
        ("topup.bni.sms", "FAQ 9, SMS Banking, BNI", "2. Send to 3346"),
        ("topup.cimb", "FAQ 9, CIMB", "Login to CIMB Clicks."),
        ("topup.digibos", "FAQ 9, Modern Channel, LKD Digibos", "Come to Mitra LKD Digibos."),
        ("topup.cash", "FAQ 9, Modern Channel", "000076"),
        ("topup", "FAQ 9", "ATM: BNI, CIMB, BCA, Other Bank"),
        ("withdraw", "FAQ 10", "Danamon"),
        ("withdraw.danamon", "FAQ 10, Danamon", "9. The ATM machine release the money, Please take your money."),
        ("limits", "Services Table", "Rp 40.000.000"),
        ("terms.definitions.pt_spi", "Definition 22", "PT. Solusi Pasti Indonesia"),
        ("terms.pin_secrecy", "terms 2.5", "confidentiality of the PIN"),
        ("terms.payment_refused", "terms 3.2", "  1. Funds in the User Account are insufficient."),
        ("terms.dormant_fee", "terms 3.8", "Rp. 5000 (five thousand rupiah)"),
    ],
)
def test_a_section_answers_as_it_is_published(document: Document, topic: str, source: str, words: str) -> None:
    assert document.topics[topic].source == source
    assert words in said(document, topic)
    assert document.topics[topic].texts[""]["id"] == said(document, topic)


def test_each_topic_says_its_own_section_and_no_more(document: Document) -> None:
    assert "Danamon" not in said(document, "withdraw.friend")
    assert "BRI" not in said(document, "topup.bca.mobile")
    assert "Terms and Condition" not in said(document, "withdraw.danamon")
    assert (
        said(document, "terms.interest")
        == "5. Users do not get interest on the placement of funds in the User Account."
    )


def test_mistakes_are_put_right_where_they_stand(document: Document) -> None:
    everything = "\n".join(said(document, topic) for topic in document.topics)
    assert "Enter 022 (CIMB Niaga bank code)" in said(document, "topup.other.atm")
    for mistake in ("KECA", "10901081991532498", "86931234567809", "081967362787", "oflline"):
        assert mistake not in everything
    assert "{va_bca}" in said(document, "topup.bca.internet")


def test_only_known_places_are_open_and_no_sign_is_our_markup(document: Document, tmp_path: Path) -> None:
    for topic in document.topics:
        names = {name for _, name, _, _ in Formatter().parse(said(document, topic)) if name is not None}
        assert names <= PLACES, topic
    odd = edition(tmp_path, TEXT.replace("FAQ\n", "FAQ\n").replace("Go to store.", "Go to *the* {store}_now.", 1))
    assert "{{store}}" in said(odd, "topup.alfamart")
    assert "*" not in said(odd, "topup.alfamart")


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("\n", "   \n"),
        "\ufeff" + TEXT,
        TEXT.replace("\n", "\n\n"),
        "\n\n" + TEXT.replace("10.How to Withdraw?", "\n\n10.How to Withdraw?\n"),
    ],
    ids=["crlf", "trailing blanks", "a mark at the beginning", "blank lines", "more blank lines"],
)
def test_an_edition_that_looks_different_says_the_same(document: Document, tmp_path: Path, text: str) -> None:
    assert edition(tmp_path, text) == document


def test_another_edition_answers_with_its_own_figures(tmp_path: Path) -> None:
    text = TEXT.replace("20.000.000", "25.000.000").replace("maximum 1,000,000", "maximum 2,000,000")
    other = edition(
        tmp_path, text.replace("Enter 002 (CIMB", "Enter 022 (CIMB").replace("Rp. 5000 (five", "Rp. 7000 (seven")
    )
    assert "Rp 25.000.000" in said(other, "limits")
    assert "maximum 2,000,000" in said(other, "withdraw.alfamart")
    assert "Enter 022 (CIMB" in said(other, "topup.other.atm")
    assert "Rp. 7000" in said(other, "terms.dormant_fee")


def test_a_question_that_is_new_is_not_taken_for_a_part_of_the_one_before(tmp_path: Path) -> None:
    other = edition(
        tmp_path, TEXT.replace("3.What is the benefit", "3.Is it open at night?\nAlways\n3.What is the benefit")
    )
    assert other == read_document(str(ISSUER))


def test_a_part_of_the_text_gives_a_part_of_the_topics(tmp_path: Path) -> None:
    part = edition(tmp_path, TEXT[: TEXT.index("3.What is the benefit")])
    assert set(part.topics) == {"what_is", "register"}
    assert Matcher(part).find("cara tarik tunai di alfamart").topic is None


@pytest.mark.parametrize("text", ["", "Lorem ipsum\n1. dolor\n", "<html><body>FAQ</body></html>"])
def test_a_file_in_which_nothing_is_recognised_is_wrong(tmp_path: Path, text: str) -> None:
    with pytest.raises(DocumentWrong, match="nothing of the issuer's text"):
        edition(tmp_path, text)


def test_a_file_that_is_no_text_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(DocumentWrong, match="UTF-8"):
        edition(tmp_path, b"1.What is KasPro?\n\xff\xfe")


def test_every_correction_has_its_effect(document: Document) -> None:
    everything = "\n".join(said(document, topic) for topic in document.topics)
    for each in CORRECTIONS:
        assert each.right in everything, each.line


def test_chat_words_find_the_published_section(document: Document) -> None:
    assert Matcher(document).find("gmn cara isi saldo bca lewat atm").topic == "topup.bca.atm"
