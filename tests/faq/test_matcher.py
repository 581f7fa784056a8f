"""Questions find their topic in both languages; what the document does not answer is refused."""

from __future__ import annotations

import statistics
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.understand.signs import SIGNS
from faq.document import Document, read_document, read_topics
from faq.matcher import Match, Matcher
from tests.faq.questions import in_scope, out_of_scope

ISSUER = Path(__file__).parents[2] / "faq" / "issuer.txt"
OURS = Matcher(read_topics())
RIGHT_MIN, CLOSE_MAX, WRONG_MAX, REFUSED_MIN = 0.90, 0.10, 0.03, 0.90


@pytest.fixture(scope="module", params=["our topics", "the text as published"])
def document(request: pytest.FixtureRequest) -> Document:
    return read_topics() if request.param == "our topics" else read_document(str(ISSUER))


@pytest.fixture(scope="module")
def matcher(document: Document) -> Matcher:
    return Matcher(document)


def outcome(match: Match, topic: str) -> str:
    if match.topic is not None:
        return "right" if match.topic == topic else "wrong"
    if match.alternatives:
        return "close" if topic in match.alternatives else "wrong"
    return "refused"


@pytest.mark.parametrize("language", ["id", "en"])
def test_questions_find_their_topic(matcher: Matcher, language: str) -> None:
    asked = in_scope(language)
    outcomes = Counter[str]()
    for text, topic in asked:
        match = matcher.find(text)
        came = outcome(match, topic)
        outcomes[came] += 1
        if came != "right":
            print(f"{came:8}{topic:40}{match.topic or match.alternatives} {match.confidence} <- {text}")
    print(language, dict(outcomes))
    close = min(outcomes["close"], CLOSE_MAX * len(asked))
    assert outcomes["right"] + close >= RIGHT_MIN * len(asked)
    assert outcomes["wrong"] <= WRONG_MAX * len(asked)


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_the_document_does_not_answer_is_refused(matcher: Matcher, language: str) -> None:
    asked = out_of_scope(language)
    answered = [text for text in asked if matcher.find(text).topic or matcher.find(text).alternatives]
    print(language, f"{len(answered)} of {len(asked)} answered:", answered)
    assert len(answered) <= (1 - REFUSED_MIN) * len(asked)


def test_the_questions_are_many_and_of_every_topic() -> None:
    everything = [text for language in ("id", "en") for text, _ in in_scope(language)]
    asks = {ask for topic in read_topics().topics.values() for said in topic.asks.values() for ask in said}
    assert len(everything) >= 120
    assert not asks & set(everything)
    assert min(len(out_of_scope("id")), len(out_of_scope("en"))) >= 30
    for language in ("id", "en"):
        families = {topic.split(".")[0] for topic in read_topics().topics}
        assert {topic.split(".")[0] for _, topic in in_scope(language)} == families


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("cara isi saldo lewat atm bca", "topup.bca.atm"),
        ("cara isi saldo lewat internet banking bca", "topup.bca.internet"),
        ("cara isi saldo lewat klikbca", "topup.bca.internet"),
        ("cara isi saldo lewat bca", "topup.bca"),
        ("cara isi saldo lewat atm", "topup.atm"),
        ("cara isi saldo lewat atm bri", "topup.bri"),
        ("cara isi saldo lewat sms bca", "topup.bca"),
        ("cara isi saldo lewat brimo", "topup.bri.mobile"),
        ("cara isi saldo lewat livin", "topup.other.mobile"),
        ("cara isi saldo lewat atm danamon", "topup.other.atm"),
        ("cara isi saldo pakai bank selain bca", "topup.other"),
        ("transfer dari bca ke kaspro gimana", "topup.bca"),
        ("cara isi saldo di dan+dan", "topup.alfamart"),
        ("cara isi saldo pakai uang tunai", "topup.cash"),
        ("cara isi saldo", "topup"),
        ("cara tarik tunai di ceriamart", "withdraw.indomaret"),
        ("cara tarik tunai di danamon", "withdraw.danamon"),
        ("cara tarik tunai lewat teman", "withdraw.friend"),
        ("cara tarik saldo ke rekening bank", "terms.cash_out"),
        ("cara tarik tunai", "withdraw"),
    ],
)
def test_bank_way_and_shop_decide_exactly(matcher: Matcher, text: str, topic: str) -> None:
    assert matcher.find(text).topic == topic


@pytest.mark.parametrize(
    ("spelt", "topic"),
    [
        ("gmn cr isi sldo lwt atm bca", "topup.bca.atm"),
        ("cara narik uang di indomrt", "withdraw.indomaret"),
        ("CARA TOPUP DI ALFAMART???", "topup.alfamart"),
        ("upgrde ke premum gmn", "premium_upgrade"),
        ("what is forcemajeure", "terms.definitions.force_majeure"),
        ("how do i withdrw at danamn", "withdraw.danamon"),
    ],
)
def test_chat_spelling_and_slips_are_understood(matcher: Matcher, spelt: str, topic: str) -> None:
    assert matcher.find(spelt).topic == topic


def test_two_topics_that_may_be_meant_are_both_offered(matcher: Matcher) -> None:
    match = matcher.find("di alfamart gimana")
    assert match.topic is None
    assert set(match.alternatives) == {"topup.alfamart", "withdraw.alfamart"}
    assert 0 < match.confidence <= 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "?",
        "😀🎉",
        "081298764567",
        "50000",
        "' OR 1=1; DROP TABLE users;--",
        "a" * 401,
        "cara " * 100,
        "\x00\u202e",
        "asdfgh qwerty",
    ],
)
def test_what_says_nothing_is_matched_to_nothing(matcher: Matcher, text: str) -> None:
    assert matcher.find(text) == Match(None, 0.0)


def test_a_topic_is_found_by_each_of_its_own_ways_of_asking() -> None:
    topics = read_topics().topics
    asked = [(ask, name) for name, topic in topics.items() for asks in topic.asks.values() for ask in asks]
    assert [(ask, name) for ask, name in asked if OURS.find(ask) != Match(name, 1.0)] == []


@given(some.text(max_size=420))
@settings(max_examples=150, deadline=None)
def test_any_text_is_heard_without_a_crash(text: str) -> None:
    match = OURS.find(text)
    assert 0 <= match.confidence <= 1


def test_at_most_three_are_offered_and_confidence_is_a_share(matcher: Matcher) -> None:
    for language in ("id", "en"):
        for text in [*(text for text, _ in in_scope(language)), *out_of_scope(language)]:
            match = matcher.find(text)
            assert 0 <= match.confidence <= 1
            assert len(match.alternatives) in ((0,) if match.topic else (0, 2, 3))


def test_the_same_question_has_the_same_answer_in_any_thread(matcher: Matcher) -> None:
    asked = [text for text, _ in in_scope("id")]
    expected = [matcher.find(text) for text in asked]
    answers: list[list[Match]] = []
    threads = [
        threading.Thread(target=lambda: answers.append([matcher.find(text) for text in asked])) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [expected] * len(threads)


def test_a_document_without_a_topic_never_answers_with_it() -> None:
    whole = read_topics().topics
    matcher = Matcher(Document({name: whole[name] for name in ("topup", "register")}))
    assert matcher.find("cara isi saldo lewat atm bca").topic in (None, "topup")
    assert matcher.find("saldo dapat bunga ga") == Match(None, 0.0)


def test_signs_name_topics_that_there_are() -> None:
    assert {topic for topic, _ in SIGNS} <= read_topics().topics.keys()


def test_it_is_quick(document: Document) -> None:
    began = time.perf_counter()
    matcher = Matcher(document)
    built = time.perf_counter() - began
    times = []
    for text in [text for language in ("id", "en") for text, _ in in_scope(language)]:
        began = time.perf_counter()
        matcher.find(text)
        times.append(time.perf_counter() - began)
    median, most = statistics.median(times) * 1e6, max(times) * 1e6
    print(f"built in {built:.3f} s; a question takes {median:.0f} µs, {most:.0f} µs at most")
