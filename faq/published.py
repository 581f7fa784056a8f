"""Published: the issuer's text read as it is, cut by its own headings into the topics of the help.

Asked by document.py for FAQ_DOCUMENT. Answers are the text alone, mended (mending.py); how customers ask for a topic
and its button are ours. Editions may differ in figures, blank lines and line ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from faq.document import read_topics
from faq.mending import mended_lines
from faq.topic import LABEL_MAX, LANGUAGES, Document, DocumentWrong, Topic

QUESTION = re.compile(r"(\d{1,2})\s*\.\s*(.+\?)")
QUESTIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("what_is", re.compile(r"what is kaspro\b")),
    ("register", re.compile(r"\bregister\b")),
    ("premium_benefits", re.compile(r"\bbenefits?\b.*\bpremium\b")),
    ("premium_upgrade", re.compile(r"\b(?:become|upgrade)\b.*\bpremium\b")),
    ("multiple_numbers", re.compile(r"\bdifferent numbers\b")),
    ("lost_phone", re.compile(r"\b(?:lost|stolen)\b")),
    ("change_pin", re.compile(r"\bchange\b.*\bpin\b")),
    ("blocked", re.compile(r"\bblocked\b")),
    ("topup", re.compile(r"\btop ?-?up\b")),
    ("withdraw", re.compile(r"\bwithdraw\b")),
)
CHAPTERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("preamble", re.compile(r"terms and conditions?")),
    ("definitions", re.compile(r"\d+\s*\.\s*definitions?")),
    ("table", re.compile(r"services? table")),
    ("terms 2", re.compile(r"\d+\s*\.\s*terms")),
    ("terms 3", re.compile(r"\d+\s*\.\s*use of kaspro services?")),
)
WAYS = {
    "mobile banking": "mobile", "internet banking": "internet", "sms banking": "sms", "atm": "atm",
    "modern channel": "cash",
}  # fmt: skip
PLACES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("bni", re.compile(r"(?:bank )?bni")),
    ("cimb", re.compile(r"(?:bank )?cimb(?: niaga)?")),
    ("bca", re.compile(r"(?:bank )?bca")),
    ("bri", re.compile(r"(?:bank )?bri")),
    ("other", re.compile(r"other banks?")),
    ("alfamart", re.compile(r"alfamart\b.{0,40}")),
    ("indomaret", re.compile(r"indomaret\b.{0,40}")),
    ("digibos", re.compile(r"(?:lkd )?digibos")),
    ("friend", re.compile(r"withdrawals? (?:with|from) (?:a )?friends?")),
    ("danamon", re.compile(r"(?:bank )?danamon")),
)
SHOPS = ("alfamart", "indomaret", "digibos")
TERMS = {
    "kaspro outlets": "outlets", "user accounts": "user_account", "application": "application", "bank atms": "bank_atm",
    "fund limit": "fund_limit", "udd": "udd", "force majeure": "force_majeure", "merchant": "merchant",
    "account number": "account_number", "kaspro": "kaspro", "users": "users", "regular users": "regular_user",
    "premium users": "premium_user", "payment of expenditures": "payment_of_expenditures",
    "bill payment": "bill_payment", "cash out withdrawal": "cash_out", "cash in": "cash_in", "pin": "pin",
    "kaspro system": "kaspro_system", "transaction": "transaction", "electronic money": "electronic_money",
    "pt spi": "pt_spi",
}  # fmt: skip
TERM = re.compile(r"\s*\d+\s*\.\s*[\"“”']([^\"“”']+)[\"“”']")
RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("pin_secrecy", re.compile(r"confidentiality of the pin")),
    ("non_transferable", re.compile(r"cannot be transferred")),
    ("payment_refused", re.compile(r"cannot be used for shopping payment")),
    ("blocked_reasons", re.compile(r"user violates")),
    ("fund_limit_change", re.compile(r"change the fund limit")),
    ("interest", re.compile(r"not get (?:any )?interest")),
    ("dormant_fee", re.compile(r"administration fee")),
    ("cash_in", re.compile(r"\(cash in\)")),
    ("cash_out", re.compile(r"\(cash out\)")),
)
NUMBERED = re.compile(r"(\s*)(\d+)\s*\.\s*")
SUB_POINT = 4


@dataclass
class Section:
    """A run of lines under a heading."""

    title: str
    source: str
    lines: list[str] = field(default_factory=list)


def read_published(path: Path) -> Document:
    """Return the topics that the text in this file has; raise DocumentWrong when it has none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentWrong(f"{path}: cannot be read as UTF-8 text") from error
    sections = _sections(mended_lines(text))
    found = {name: section for name, section in _topics(sections).items() if section.lines}
    if not found:
        raise DocumentWrong(f"{path}: nothing of the issuer's text is recognised in it")
    own = read_topics().topics
    return Document({name: _topic(name, found[name], own.get(name)) for name in sorted(found)}, published=True)


def _sections(lines: list[str]) -> dict[str, Section]:
    """Return the text by its headings: "register", "topup/atm/bca", "withdraw/danamon", "terms 3"."""
    sections: dict[str, Section] = {}
    chapter = way = number = ""
    at = Section("", "")
    for line in lines:
        plain = " ".join(line.split()).rstrip(":")
        heading, place, question = _chapter(plain), "", QUESTION.fullmatch(plain)
        if heading:
            chapter, way, number = heading, "", question[1] if question else ""
            at = Section(question[2] if question else plain, f"FAQ {number}" if question else plain)
            key = chapter
        elif chapter == "topup" and plain.lower() in WAYS:
            way = WAYS[plain.lower()]
            at, key = Section(plain, f"FAQ {number}, {plain}"), f"topup/{way}"
        elif chapter in ("topup", "withdraw") and (place := _first(PLACES, plain.lower())):
            if place in SHOPS and chapter == "topup":
                way = "cash"
            key = f"{chapter}/{way}/{place}" if way else f"{chapter}/{place}"
            above = f", {sections[f'topup/{way}'].title}" if f"topup/{way}" in sections else ""
            at = Section(plain, f"FAQ {number}{above}, {plain}")
        else:
            if plain:
                at.lines.append(line)
            continue
        at = sections.setdefault(key, at)
    return sections


def _chapter(plain: str) -> str:
    """Return what a heading of the first rank opens, or nothing; a question that we do not know opens "other"."""
    question = QUESTION.fullmatch(plain)
    if question is not None:
        return next((name for name, pattern in QUESTIONS if pattern.search(question[2].lower())), "other")
    return _first(CHAPTERS, plain.lower())


def _first(patterns: Iterable[tuple[str, re.Pattern[str]]], plain: str) -> str:
    return next((name for name, pattern in patterns if pattern.fullmatch(plain)), "")


def _topics(sections: dict[str, Section]) -> dict[str, Section]:
    """Return the sections by the topic that they answer."""
    topics = {name: sections[name] for name, _ in QUESTIONS if name in sections}
    contacts = [line for name in ("lost_phone", "blocked") if name in topics for line in topics[name].lines]
    topics["contact"] = Section("KasPro customer support", "FAQ 6, 8", contacts)
    if "table" in sections:
        topics["limits"] = sections["table"]
    topics |= _money_in(sections) | _money_out(sections)
    topics |= _definitions(sections.get("definitions")) | _rules(sections)
    return topics


def _money_in(sections: dict[str, Section]) -> dict[str, Section]:
    """Return FAQ 9 by bank and way, by bank, by way, and as a list of what there is."""
    topics: dict[str, Section] = {}
    ways: dict[str, list[str]] = {}
    for key, section in sections.items():
        if not key.startswith("topup/") or key.count("/") != 2:
            continue
        _, way, place = key.split("/")
        above = sections.get(f"topup/{way}", Section(way.capitalize(), section.source))
        full = Section(f"{above.title}: {section.title}", section.source, section.lines)
        topics[f"topup.{place}" if place in SHOPS else f"topup.{place}.{way}"] = full
        _add(topics, f"topup.{way}", section.title, full, above)
        if place not in SHOPS:
            bank = Section(section.title, f"{sections['topup'].source}, {section.title}")
            _add(topics, f"topup.{place}", above.title, full, bank)
        ways.setdefault(above.title, []).append(section.title)
    if "topup" in sections:
        listed = [f"{way}: {', '.join(places)}" for way, places in ways.items()]
        topics["topup"] = Section(sections["topup"].title, sections["topup"].source, sections["topup"].lines + listed)
    return topics


def _add(topics: dict[str, Section], name: str, heading: str, part: Section, of: Section) -> None:
    """Add a part under its heading to a topic of several parts."""
    whole = topics.setdefault(name, Section(of.title, of.source))
    whole.lines += [heading, *part.lines]


def _money_out(sections: dict[str, Section]) -> dict[str, Section]:
    """Return FAQ 10 by place, and as a list of places."""
    places = {key.partition("/")[2]: each for key, each in sections.items() if key.startswith("withdraw/")}
    topics = {f"withdraw.{place}": section for place, section in places.items()}
    if "withdraw" in sections:
        of = sections["withdraw"]
        topics["withdraw"] = Section(of.title, of.source, of.lines + [each.title for each in places.values()])
    return topics


def _definitions(chapter: Section | None) -> dict[str, Section]:
    """Return the definitions by the term that they begin with."""
    topics: dict[str, Section] = {}
    for number, lines in _items(chapter):
        match = TERM.match(lines[0])
        name = TERMS.get(" ".join(match[1].lower().split())) if match else None
        if match and name:
            topics[f"terms.definitions.{name}"] = Section(match[1], f"Definition {number}", lines)
    return topics


def _rules(sections: dict[str, Section]) -> dict[str, Section]:
    """Return the items of terms 2 and 3 that answer something, by the words that make each of them."""
    topics: dict[str, Section] = {}
    for chapter in ("terms 2", "terms 3"):
        for number, lines in _items(sections.get(chapter)):
            said = " ".join(" ".join(lines).lower().split())
            name = next((name for name, pattern in RULES if pattern.search(said)), "")
            if name:
                topics.setdefault(f"terms.{name}", Section(f"T{chapter[1:]}.{number}", f"{chapter}.{number}", lines))
    return topics


def _items(chapter: Section | None) -> list[tuple[int, list[str]]]:
    """Return the numbered items of a chapter with all their lines; a sub-point is part of its item."""
    items: list[tuple[int, list[str]]] = []
    for line in chapter.lines if chapter else ():
        match = NUMBERED.match(line)
        if match and int(match[2]) == len(items) + 1 and len(match[1]) < SUB_POINT:
            items.append((len(items) + 1, [line]))
        elif items:
            items[-1][1].append(line)
    return items


def _topic(name: str, section: Section, own: Topic | None) -> Topic:
    """Return the section as a topic: its words in both languages, and our ways of asking for it."""
    text = "\n".join(f"  {line.strip()}" if _is_sub_point(line) else line.strip() for line in section.lines)
    label = section.title if len(section.title) <= LABEL_MAX else f"{section.title[: LABEL_MAX - 1].rstrip()}…"
    return Topic(
        name=name,
        source=section.source,
        title=dict.fromkeys(LANGUAGES, section.title),
        label=own.label if own else dict.fromkeys(LANGUAGES, label),
        asks=own.asks if own else dict.fromkeys(LANGUAGES, (section.title,)),
        texts={"": dict.fromkeys(LANGUAGES, text)},
    )


def _is_sub_point(line: str) -> bool:
    match = NUMBERED.match(line)
    return match is not None and len(match[1]) >= SUB_POINT
