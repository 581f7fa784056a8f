"""Words: everything the wallet can say is said in both languages, and nothing a customer wrote can pass for ours."""

from __future__ import annotations

import dataclasses
import re
import string
import typing
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from babel.dates import format_datetime
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

import flows
from bot import buttons, commands
from bot.channels.markup import plain, telegram_html, whatsapp_text
from bot.locale.collect import CATALOGUE, collected
from bot.message import Button, Reply, Words
from bot.receipts import receipt_of
from bot.words import LANGUAGES, Speaker, clean, clock_time, counted, has_words, rupiah, t, worded
from models.clock import WIB
from models.money import Money
from models.orders import Fact, all_facts
from models.phone import Phone

NOW = datetime(2026, 11, 24, 7, 5, tzinfo=UTC)
LABEL_MAX = 20
SPOKEN = (
    *(each for each in vars(buttons).values() if isinstance(each, Button)),
    *(Button(words, f"flow:{name}") for name, words in commands.COMMANDS.items()),
)


def indonesian() -> dict[str, str]:
    """Return the catalogue."""
    with CATALOGUE.open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id}


SENTENCES = sorted({sentence for sentence, _ in collected()})
CATALOGUED = indonesian()


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


# Every sentence.


def test_every_sentence_has_its_indonesian() -> None:
    assert [sentence for sentence in SENTENCES if not CATALOGUED.get(sentence)] == []


def test_the_catalogue_holds_what_is_said_and_nothing_else() -> None:
    assert sorted(CATALOGUED) == SENTENCES


def test_both_languages_have_the_same_places() -> None:
    assert [each for each in SENTENCES if places(each) != places(CATALOGUED.get(each, each))] == []


def test_both_languages_have_the_same_marks() -> None:
    def marks(sentence: str) -> tuple[int, int]:
        return sentence.count("*"), sentence.count("`")

    assert [each for each in SENTENCES if marks(each) != marks(CATALOGUED.get(each, each))] == []
    assert [each for each in (*SENTENCES, *CATALOGUED.values()) if any(count % 2 for count in marks(each))] == []


@pytest.mark.parametrize("word", ["nggak", "gagal", "invalid", "anda", "error", "failed", "please enter a valid"])
def test_words_that_we_do_not_use(word: str) -> None:
    found = re.compile(rf"\b{word}\b", re.IGNORECASE)
    assert [each for each in (*SENTENCES, *CATALOGUED.values()) if found.search(each)] == []


def test_emoji_are_few_and_stand_first() -> None:
    others = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
    for each in (*SENTENCES, *CATALOGUED.values()):
        first = re.match("(✅|⏳|⚠️) ", each)
        assert not others.search(each[first.end() :] if first else each), each


def test_a_sentence_begins_with_the_same_sign_in_both_languages() -> None:
    for sentence, translated in CATALOGUED.items():
        for sign in ("✅", "⏳", "⚠️"):
            assert sentence.startswith(sign) == translated.startswith(sign), sentence


# Facts.


@pytest.mark.parametrize("name", sorted(all_facts()))
def test_every_fact_has_words(name: str) -> None:
    assert has_words(all_facts()[name])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(all_facts()))
def test_every_fact_is_said(name: str, language: str) -> None:
    told = made_up(all_facts()[name])
    reply = worded(told)
    said = Speaker(language, NOW).say(reply.words)
    assert said
    assert not re.search(r"[{}]", said)
    for button in reply.buttons:
        assert Speaker(language, NOW).say(button.label)
    receipt = receipt_of(told)
    for words in (receipt.heading, receipt.text, *(row for rows in receipt.rows for row in _flat(rows))):
        assert words is None or Speaker(language, NOW).say(words)


def _flat(row: Any) -> list[Words]:
    return [row] if isinstance(row, Words) else [words for part in row for words in _flat(part)]


def made_up(kind: type[Fact]) -> Fact:
    """Return a fact of this sort, with values of the right types."""
    hints = typing.get_type_hints(kind)
    return kind(**{field.name: _value(hints[field.name]) for field in dataclasses.fields(kind)})


def _value(wanted: Any) -> Any:
    values: dict[Any, Any] = {str: "Sari", int: 3, bool: True, datetime: NOW, date: NOW.date()}
    if wanted in values:
        return values[wanted]
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return next(iter(wanted))
    if wanted is Money:
        return Money(50_000)
    if wanted is Phone:
        return Phone("+6281298764567")
    supertype = getattr(wanted, "__supertype__", None)
    if supertype is not None:
        return wanted(_value(supertype))
    raise TypeError(f"no value made up for {wanted}")


# Buttons.


def labels() -> list[Words]:
    """Return every button's label that stands in the code, by the places where one is made."""
    found = [button.label for button in SPOKEN]
    for name in all_facts():
        found += [button.label for button in worded(made_up(all_facts()[name])).buttons]
    root = Path(flows.__file__).parents[1]
    for path in (*(root / "flows").glob("*.py"), *(root / "bot").glob("*.py")):
        found += [t(label) for label in re.findall(r'Button\(t\("([^"{]+)"\)', path.read_text())]
    return found


def test_a_button_fits_on_every_channel() -> None:
    said = {Speaker(language, NOW).say(label) for label in labels() for language in LANGUAGES}
    assert len(said) > 30
    assert [each for each in said if len(each) > LABEL_MAX] == []
    assert [each for each in said if re.search(r"[*`_~{}]", each)] == []


# Money and time.


@given(st.integers(0, 10**15))
def test_money_is_grouped_as_each_language_groups_it(amount: int) -> None:
    assert rupiah(amount, "id") == "Rp" + format_decimal(amount, locale="id")
    assert rupiah(amount, "en") == "Rp" + format_decimal(amount, locale="en")
    assert rupiah(-amount, "id").lstrip("-") == rupiah(amount, "id")
    assert Speaker("id", NOW).say(t("{amount}", amount=Money(amount))) == rupiah(amount, "id")


@pytest.mark.parametrize(
    ("at", "in_indonesian", "in_english"),
    [
        (NOW, "14.05 WIB", "14:05 WIB"),
        (datetime(2026, 11, 23, 17, 0, tzinfo=UTC), "00.00 WIB", "00:00 WIB"),
        (datetime(2026, 11, 23, 16, 59, tzinfo=UTC), "23 Nov 23.59 WIB", "23 Nov 23:59 WIB"),
        (datetime(2026, 8, 17, 3, 0, tzinfo=UTC), "17 Agu 10.00 WIB", "17 Aug 10:00 WIB"),
        (datetime(2025, 12, 31, 16, 59, tzinfo=UTC), "31 Des 2025 23.59 WIB", "31 Dec 2025 23:59 WIB"),
    ],
)
def test_time_is_told_in_wib(at: datetime, in_indonesian: str, in_english: str) -> None:
    assert clock_time(at, NOW, "id") == in_indonesian
    assert clock_time(at, NOW, "en") == in_english


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)))  # noqa: DTZ001  made UTC below
def test_a_day_is_named_as_each_language_names_it(naive: datetime) -> None:
    at = naive.replace(tzinfo=UTC)
    for language in LANGUAGES:
        day = format_datetime(at.astimezone(WIB), "d MMM y", locale=language)
        assert clock_time(at, at + timedelta(days=400), language).startswith(day)


def test_a_number_of_things_is_counted() -> None:
    for count, said in ((1, "Wrong PIN. One try left."), (2, "Wrong PIN. 2 tries left.")):
        words = counted("Wrong PIN. One try left.", "Wrong PIN. {count} tries left.", count)
        assert Speaker("en", NOW).say(words) == said
        assert "PIN" in Speaker("id", NOW).say(words)


@pytest.mark.parametrize("value", [True, 1.5, None, b"x", ["x"]])
def test_a_value_of_no_sort_that_can_be_said_is_a_mistake_of_ours(value: Any) -> None:
    with pytest.raises(TypeError):
        Speaker("id", NOW).say(t("{value}", value=value))


# What customers write.


@pytest.mark.parametrize("sign", ["*", "_", "~", "`", "```", "*_~"])
def test_a_customers_marks_are_no_marks_of_ours(sign: str) -> None:
    said = Speaker("id", NOW).say(t("*{name}*", name=f"{sign}Sari{sign}"))
    assert telegram_html(said) == f"<b>{sign}Sari{sign}</b>"
    assert plain(said) == f"{sign}Sari{sign}"
    assert whatsapp_text(said) == "*Sari*"


def test_a_customers_tags_are_no_tags() -> None:
    said = Speaker("id", NOW).say(t("*{name}*", name="<a href='x'>&amp;"))
    assert telegram_html(said) == "<b>&lt;a href='x'&gt;&amp;amp;</b>"


UNSEEN = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u061c\u180e\u00ad"
    "\u2028\u2029\x00\x07\n\r\t\x1b\x7f\x85\ue000\ue003\uf8ff"
)


@pytest.mark.parametrize("sign", UNSEEN, ids=[f"U+{ord(sign):04X}" for sign in UNSEEN])
def test_what_cannot_be_seen_is_not_repeated(sign: str) -> None:
    said = Speaker("id", NOW).say(t("{name}", name=f"Sari{sign}Wati"))
    assert sign not in said
    assert said == "Sari Wati"


@given(st.text(max_size=60))
def test_a_customers_words_stay_on_their_line_and_in_their_place(words: str) -> None:
    said = Speaker("id", NOW).say(t("*{name}* ({phone})", name=words, phone=Phone("+6281298764567")))
    assert len(said.splitlines()) == 1
    assert said.startswith("*")
    assert said.endswith("* (0812••••4567)")
    assert not re.search("[*`_~]", clean(words))
    assert telegram_html(said).count("<b>") == (1 if clean(words) else 0)


def test_places_in_a_customers_words_are_not_filled() -> None:
    assert (
        Speaker("id", NOW).say(t("{name} {amount}", name="{amount} {0} %s", amount=Money(1))) == "{amount} {0} %s Rp1"
    )


def test_a_number_is_shown_in_part() -> None:
    assert Speaker("id", NOW).say(t("{phone}", phone=Phone("+6281298764567"))) == "0812••••4567"


def test_an_unknown_language_is_answered_in_indonesian() -> None:
    assert Speaker("xx", NOW).language == "id"
    assert isinstance(worded(made_up(next(iter(all_facts().values())))), Reply)
