"""Topics: each is there in both languages, whole and in our voice; quotations and errata stand in the issuer's text."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from bot.understand.normalise import normalise
from bot.words import LANGUAGES
from faq.document import read_topics
from faq.errata import CORRECTIONS, Correction
from models.figures import FIGURES
from models.va import PREFIXES

ROOT = Path(__file__).parents[2]
ISSUER = (ROOT / "faq/issuer.txt").read_text(encoding="utf-8")
LINES = ISSUER.split("\n")
PLAIN = " ".join(ISSUER.split())
FOLDER = ROOT / "faq/topics"
TOPICS = read_topics().topics


def _list(names: str) -> list[str]:
    return names.split()


GENERAL = _list(
    "what_is register premium_benefits premium_upgrade multiple_numbers lost_phone change_pin blocked contact limits"
)
PAIRS = _list(
    "bni.mobile bni.internet bni.sms bni.atm cimb.mobile cimb.internet cimb.atm bca.mobile bca.internet bca.atm "
    "bri.mobile other.mobile other.internet other.atm"
)
BANKS = _list("bni cimb bca bri other")
WAYS = _list("mobile internet sms atm cash")
SHOPS = _list("alfamart indomaret digibos")
WITHDRAW = _list("alfamart indomaret friend danamon")
TERMS = _list(
    "non_transferable payment_refused blocked_reasons fund_limit_change interest cash_in cash_out dormant_fee "
    "pin_secrecy"
)
DEFINITIONS = _list(
    "outlets user_account application bank_atm fund_limit udd force_majeure merchant account_number kaspro users "
    "regular_user premium_user payment_of_expenditures bill_payment cash_out cash_in pin kaspro_system transaction "
    "electronic_money pt_spi"
)
NAMES = [
    *GENERAL,
    "topup",
    *(f"topup.{name}" for name in (*BANKS, *PAIRS, *WAYS, *SHOPS)),
    "withdraw",
    *(f"withdraw.{name}" for name in WITHDRAW),
    *(f"terms.{name}" for name in TERMS),
    *(f"terms.definitions.{name}" for name in DEFINITIONS),
]
OF_TERMS = [name for name in NAMES if name.startswith("terms.")]

PLACES = (
    {"phone"} | {f"va_{bank}" for bank in PREFIXES} | {figure.name.replace(".", "_") for figure in FIGURES.values()}
)
LENGTH_MIN, LENGTH_MAX, LENGTH_OF_TERMS = 40, 700, 900
ASKS_MIN, ASKS_MAX = 6, 12
QUOTATION = re.compile(r"“([^”]*)”")
MENU = re.compile(r"\b[A-Z]{4,}\b")
"""The banks' own words on their machines."""
NEVER_SAID = {
    "id": r"anda|nggak|gak|dana|plafon|riwayat|sandi|voucher|admin|cs|kode verifikasi|refund|suspend|mohon|gagal",
    "en": r"reload|payout|funds|voucher|admin|refund|suspended|can't|don't|isn't|hasn't|won't|sorry|oops",
}
"""Words that VOICE's list understands and never says, and what its manners leave out."""


def raw(name: str, language: str) -> str:
    return (FOLDER / language / f"{name}.md").read_text(encoding="utf-8")


def texts(name: str, language: str) -> list[str]:
    return [text[language] for text in TOPICS[name].texts.values()]


def own(text: str) -> str:
    """Return what we say, without what we quote."""
    return QUOTATION.sub("", text)


def test_the_topics_are_those_that_are_agreed() -> None:
    assert sorted(TOPICS) == sorted(NAMES)
    assert len(PAIRS) == 14


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_topic_is_whole(name: str, language: str) -> None:
    head, _, text = raw(name, language).partition("\n\n")
    keys = [line.partition(": ")[0] for line in head.split("\n")]
    assert keys[:3] == ["title", "label", "source"]
    assert set(keys[3:]) == {"ask"}
    assert ASKS_MIN <= len(keys[3:]) <= ASKS_MAX
    assert text.strip()
    assert len(TOPICS[name].label[language]) <= 20


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_topic_is_short_and_in_our_voice(name: str, language: str) -> None:
    longest = LENGTH_OF_TERMS if name in OF_TERMS else LENGTH_MAX
    for text in texts(name, language):
        assert LENGTH_MIN <= len(text) <= longest
        spoken = MENU.sub("", own(text)).lower()
        assert not re.search(rf"\b(?:{NEVER_SAID[language]})\b", spoken)
        assert text.count("*") % 2 == 0
        assert text.count("`") % 2 == 0
    assert not re.search(r"\banda\b|\bnggak\b", raw(name, language).lower() if language == "id" else "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_its_places_are_known(name: str, language: str) -> None:
    for text in texts(name, language):
        assert set(re.findall(r"\{(\w*)\}", text)) <= PLACES


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_places(name: str) -> None:
    for said in TOPICS[name].texts.values():
        indonesian, english = (Counter(re.findall(r"\{(\w+)\}", said[language])) for language in LANGUAGES)
        assert set(indonesian) == set(english)


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_and_titles_are_unique(language: str) -> None:
    for called in ([t.label[language] for t in TOPICS.values()], [t.title[language] for t in TOPICS.values()]):
        assert [each for each, times in Counter(called).items() if times > 1] == []


def test_no_example_question_belongs_to_two_topics() -> None:
    homes: dict[str, set[str]] = {}
    for topic in TOPICS.values():
        for ask in (ask for asks in topic.asks.values() for ask in asks):
            homes.setdefault(normalise(ask).strip(" ?"), set()).add(topic.name)
    assert {ask: names for ask, names in homes.items() if len(names) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OF_TERMS)
def test_terms_quote_the_issuer_as_published(name: str, language: str) -> None:
    for text in texts(name, language):
        quoted = QUOTATION.findall(text)
        assert quoted
        assert [each for each in quoted if " ".join(each.split()) not in PLAIN] == []
        article = re.search(r"(?:Syarat pasal|Terms) (\d\.\d+):", text)
        assert article
        assert article[1] in TOPICS[name].source
        assert own(text).startswith(text[:20])  # Help first, then the contract.
        mark = "hanya bantuan; yang mengikat hanya teks Inggris" if language == "id" else "only the quoted text"
        assert mark in text


@pytest.mark.parametrize(("bank", "spoken"), [("bca", "BCA"), ("bni", "BNI"), ("bri", "BRI"), ("cimb", "CIMB Niaga")])
def test_a_bank_that_only_has_a_number_is_answered_by_number_and_app(bank: str, spoken: str) -> None:
    lines = TOPICS[f"topup.{bank}.mobile"].texts[""]["id"].split("\n")
    assert lines[:2] == [
        f"Nomor virtual account {spoken}-mu: `{{va_{bank}}}`",
        f"Tempel di {spoken} mobile, isi jumlahnya, ikuti langkah virtual account di aplikasimu. "
        "Saldo bertambah otomatis, kabarnya ke sini.",
    ]


def test_the_limits_of_premium_are_said_in_one_line() -> None:
    assert TOPICS["limits"].texts["premium"]["id"] == (
        "Sampai {balance_max_premium}, uang masuk {incoming_max_premium} per bulan."
    )


def test_indomaret_begins_with_its_rule() -> None:
    assert (
        TOPICS["topup.indomaret"]
        .texts[""]["id"]
        .startswith(
            "Kelipatan {topup_indomaret_multiple}, paling banyak {topup_indomaret_max}. "
            "Tokennya berlaku {token_minutes} menit, jadi buat saat di kasir."
        )
    )


@pytest.mark.parametrize("each", CORRECTIONS, ids=lambda each: f"{each.line}-{each.wrong[:12]}")
def test_a_correction_finds_its_mistake_once(each: Correction) -> None:
    assert LINES[each.line - 1].count(each.wrong) == 1
    assert set(re.findall(r"\{(\w+)\}", each.right)) <= PLACES
    assert each.why.endswith(".")


def test_no_strangers_number_is_left_by_the_corrections() -> None:
    read = list(LINES)
    for each in CORRECTIONS:
        read[each.line - 1] = read[each.line - 1].replace(each.wrong, each.right)
    assert [line for line in read if re.search(r"08\d{8,}|8693\d+", line)] == []


ROW = re.compile(r"\| (?P<lines>\d+(?:, \d+)*)(?P<mended> ✎)? \| `(?P<text>[^`]+)` \|")
ROWS = [
    (row["lines"], row["text"], row["mended"] is not None)
    for row in map(ROW.match, (ROOT / "docs/document-errata.md").read_text(encoding="utf-8").splitlines())
    if row
]


@pytest.mark.parametrize(("lines", "text", "mended"), ROWS)
def test_the_errata_stand_in_their_lines(lines: str, text: str, mended: bool) -> None:
    numbers = [int(each) for each in lines.split(", ")]
    assert [number for number in numbers if text not in LINES[number - 1]] == []
    if mended:
        assert set(numbers) <= {each.line for each in CORRECTIONS}


def test_each_line_of_the_errata_table_is_read() -> None:
    table = (ROOT / "docs/document-errata.md").read_text(encoding="utf-8").splitlines()
    assert len(ROWS) == sum(bool(re.match(r"\| \d", line)) for line in table)


@pytest.mark.parametrize("number", sorted({each.line for each in CORRECTIONS}))
def test_no_correction_is_without_its_row(number: int) -> None:
    assert any(mended and str(number) in lines.split(", ") for lines, _, mended in ROWS)
