"""Figures: each amount, code, prefix, number and duration of the issuer's text stands in the topics, or in the errata.

The text is read with its corrections, line by line. A topic must say, in both languages, each figure of its lines; what
it only quotes in the issuer's English does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.words import LANGUAGES, rupiah
from faq.document import read_topics
from faq.errata import CORRECTIONS
from models.figures import FIGURES
from models.phone import Phone
from models.va import PREFIXES, va_number

ROOT = Path(__file__).parents[2]
LINES = (ROOT / "faq/issuer.txt").read_text(encoding="utf-8").split("\n")
ERRATA = (ROOT / "docs/document-errata.md").read_text(encoding="utf-8")
TOPICS = read_topics().topics
BUDI = Phone("+6281277665544")

FIGURE = re.compile(
    r"(?P<address>[\w.]+@[\w.]*\w|\b\w+(?:\.\w+)*\.co\.id\b)"
    r"|(?P<place>\{\w+\})"
    r"|(?P<telephone>\(\d{3}\) ?\d+)"
    r"|(?P<article>(?<=rticle )\d\.\d|(?<=\d\.\d and )\d\.\d)"
    r"|(?P<amount>(?:IDR|Rp\.?) ?\d[\d.,]*\d|\d{1,3}(?:[.,]\d{3})+)"
    r"|(?P<digits>(?<![A-Za-z])\d+)"
)
LIST_NUMBER = re.compile(r"^\s*\d+\.\s*")
QUOTATION = re.compile(r"“[^”]*”")
BARE = re.compile(r"minutes|months|days|tries|per_")
"""The names of figures that are counts and lengths of time, not rupiah."""

SAID_IN: dict[tuple[int, int], str] = {
    (1, 11): "what_is",
    (12, 12): "premium_benefits limits",
    (13, 25): "premium_upgrade",
    (28, 28): "lost_phone contact",
    (38, 38): "blocked contact",
    (42, 44): "topup.bni topup.bni.mobile topup.mobile",
    (47, 48): "topup.cimb topup.cimb.mobile topup.mobile",
    (51, 52): "topup.bca topup.bca.mobile topup.mobile",
    (55, 56): "topup.bri topup.bri.mobile topup.mobile",
    (59, 60): "topup.other topup.other.mobile topup.mobile",
    (62, 69): "topup.other topup.other.mobile topup.mobile",
    (71, 77): "topup.bni.internet",
    (79, 84): "topup.cimb.internet",
    (85, 85): "topup.cimb.internet topup.internet topup.cimb topup.cimb.mobile topup.mobile topup",
    (87, 91): "topup.bca.internet",
    (93, 99): "topup.other.internet",
    (102, 102): "topup.bni.sms topup.sms",
    (103, 103): "topup.bni.sms topup.sms",
    (104, 104): "topup.bni.sms",
    (107, 111): "topup.bni.atm",
    (113, 121): "topup.cimb.atm",
    (122, 122): "topup.cimb.atm topup.cimb topup.atm topup",
    (124, 130): "topup.bca.atm",
    (132, 135): "topup.other.atm",
    (136, 136): "topup.other.atm topup.atm",
    (137, 141): "topup.other.atm",
    (144, 146): "topup.alfamart",
    (147, 147): "topup.alfamart topup.cash",
    (148, 150): "topup.alfamart",
    (152, 154): "topup.indomaret",
    (155, 155): "topup.indomaret topup.cash",
    (156, 158): "topup.indomaret",
    (160, 165): "topup.digibos",
    (166, 166): "topup.digibos topup.cash",
    (169, 170): "withdraw.alfamart",
    (171, 171): "withdraw.alfamart withdraw",
    (172, 174): "withdraw.alfamart",
    (176, 177): "withdraw.indomaret",
    (178, 178): "withdraw.indomaret withdraw",
    (179, 181): "withdraw.indomaret",
    (183, 188): "withdraw.friend",
    (189, 189): "withdraw.friend withdraw",
    (191, 191): "withdraw.danamon withdraw",
    (192, 199): "withdraw.danamon",
    (219, 219): "terms.definitions.cash_out",
    (220, 220): "terms.definitions.cash_in",
    (229, 229): "limits premium_benefits",
    (235, 235): "limits premium_benefits",
    (239, 239): "register",
    (254, 254): "terms.cash_in",
    (262, 262): "terms.dormant_fee",
}
"""Which topics say what these lines of the text say."""

DOCUMENTED = ("Services Table", "FAQ 9", "FAQ 10", "terms 3.8")
FIGURE_TOPICS = {
    "balance_max.regular": "limits",
    "balance_max.premium": "limits",
    "incoming_max.regular": "limits",
    "incoming_max.premium": "limits",
    "topup.min.cimb": "topup.cimb",
    "fee.dormant": "terms.dormant_fee",
    "dormant.months": "terms.dormant_fee",
}
"""The topics of figures that are not called after theirs."""


@dataclass(frozen=True)
class Stated:
    """A figure of the issuer's text, as it stands in a line."""

    line: int
    kind: str
    text: str

    def worded(self, language: str) -> str:
        """Return it as a topic says it to Budi."""
        if self.kind == "amount":
            return rupiah(int(re.sub(r"\D", "", self.text)), language)
        if self.kind == "telephone":
            return self.text.replace(")", ") ").replace("  ", " ")
        return filled(self.text, language) if self.kind == "place" else self.text

    def stands_in(self, text: str, language: str) -> bool:
        """Return whether the text says it: not as a part of a longer number, but that a prefix may begin one."""
        after = "" if self.text in PREFIXES.values() or self.text == "{phone}" else r"(?!\d|[.,]\d)"
        before = "" if self.text == "{phone}" else r"(?<!\d)(?<!\d[.,])"
        return re.search(before + re.escape(self.worded(language)) + after, text) is not None


def corrected(number: int) -> str:
    """Return a line of the text as it is read."""
    line = LINES[number - 1]
    for each in CORRECTIONS:
        if each.line == number:
            line = line.replace(each.wrong, each.right)
    return line


def stated(line: str, number: int) -> Iterator[Stated]:
    """Yield the figures of a line; the number of a step or of a question is none."""
    for match in FIGURE.finditer(LIST_NUMBER.sub("", line)):
        assert match.lastgroup
        yield Stated(number, match.lastgroup, match[0])


def default(name: str, language: str) -> str:
    """Return what is said for a place, to Budi and by the figures as they come."""
    if name == "phone":
        return BUDI.local
    if name.startswith("va_"):
        return va_number(name.removeprefix("va_"), BUDI)
    figure = next(each for each in FIGURES.values() if each.name.replace(".", "_") == name)
    return str(figure.value) if BARE.search(figure.name) else rupiah(figure.value, language)


def filled(text: str, language: str) -> str:
    """Return a text with its places filled."""
    return re.sub(r"\{(\w+)\}", lambda match: default(match[1], language), text)


def said(topic: str, language: str) -> str:
    """Return what a topic says to everybody in its own words, and the source it names."""
    own = QUOTATION.sub("", TOPICS[topic].texts[""][language])
    return filled(own, language) + "\n" + TOPICS[topic].source


FIGURES_STATED = [each for number in range(1, len(LINES) + 1) for each in stated(corrected(number), number)]
NEEDED = [
    (topic, each)
    for each in FIGURES_STATED
    for (first, last), topics in SAID_IN.items()
    if first <= each.line <= last
    for topic in topics.split()
]


def test_the_text_has_the_figures_that_we_know_of() -> None:
    texts = {each.text for each in FIGURES_STATED}
    assert {"022", "3929", "10901", "81212", "3346", "16", "000076", "(021)50928595", "support@kaspro.id"} <= texts
    assert {"IDR20.000.000", "Rp 2.000.000", "Rp 40.000.000", "Rp. 5000", "50,000", "IDR 1,000,000", "6"} <= texts
    assert len(FIGURES_STATED) >= 70


def test_every_figure_belongs_to_a_topic() -> None:
    homes = {each for _, each in NEEDED}
    assert [each for each in FIGURES_STATED if each not in homes] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", sorted({topic for topic, _ in NEEDED}))
def test_a_topic_says_the_figures_of_its_lines(topic: str, language: str) -> None:
    text = said(topic, language)
    assert [each for name, each in NEEDED if name == topic and not each.stands_in(text, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_that_a_topic_drops_is_missed(language: str) -> None:
    """Each needed figure is taken out of its topic in turn."""
    for topic, each in NEEDED:
        without = said(topic, language).replace(each.worded(language), "…")
        assert not each.stands_in(without, language), f"{topic} without {each}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [each.name for each in FIGURES.values() if each.source in DOCUMENTED])
def test_a_figure_of_the_document_is_a_place_in_its_topic(name: str, language: str) -> None:
    """Two figures of one value (Danamon's least and multiple) are two places."""
    subject, _, _ = name.rpartition(".")
    topic = FIGURE_TOPICS.get(name, subject)
    assert "{" + name.replace(".", "_") + "}" in TOPICS[topic].texts[""][language]


@pytest.mark.parametrize("number", sorted({each.line for each in CORRECTIONS}))
def test_a_figure_that_is_corrected_stands_in_the_errata(number: int) -> None:
    rows = [row for row in ERRATA.splitlines() if re.match(rf"\| (?:\d+, )*{number}(?:, \d+)*(?: ✎)? \|", row)]
    assert rows
    read = re.sub(r"[^\d ]", "", filled(corrected(number), "id"))
    lost = {re.sub(r"\D", "", each.text) for each in stated(LINES[number - 1], number)}
    assert [figure for figure in lost if figure not in read and not any(figure in row for row in rows)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", sorted(TOPICS))
def test_a_topic_types_no_amount_and_invents_no_figure(topic: str, language: str) -> None:
    """An amount is an operator's figure, so a place; a code that is typed is the issuer's."""
    issuers = {each.text for number, line in enumerate(LINES, 1) for each in stated(line, number)}
    for text in TOPICS[topic].texts.values():
        own = "\n".join(LIST_NUMBER.sub("", line) for line in QUOTATION.sub("", text[language]).split("\n"))
        own = re.sub(r"\{\w+\}|FAQ \d+|(?:[Pp]asal|[Tt]erms|[Aa]rticle|\() ?\d\.\d+(?:\.\d+)?", "", own)
        assert not re.search(r"Rp ?\d", own)
        assert [
            each for each in re.findall(r"\(\d{3}\) \d+|\d[\d.,]*\d|\d", own) if each.replace(") ", ")") not in issuers
        ] == []
