"""Topic files are read whole; a file that is wrong is named in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from faq.document import Document, DocumentWrong, Topic, read_document, read_topics

HELLO = """\
title: Saldo
label: Saldo
source: FAQ 1
ask: saldo itu apa
ask: apa itu saldo

Uang yang *bisa dipakai*: {phone}.

Baris kedua.
=== premium
Uang Premium.
=== blocked
Akun diblokir.
"""


def written(folder: Path, **pages: str) -> Path:
    """Write topic files, one text for both languages or one each: `hello` or `hello_en`."""
    for language in ("id", "en"):
        (folder / language).mkdir(exist_ok=True)
    for name, text in pages.items():
        languages = [name[-2:]] if name.endswith(("_id", "_en")) else ["id", "en"]
        for language in languages:
            (folder / language / f"{name.removesuffix(f'_{language}')}.md").write_text(text, encoding="utf-8")
    return folder


def wrong(folder: Path) -> str:
    with pytest.raises(DocumentWrong) as raised:
        read_topics(folder)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_a_topic_is_read_whole(tmp_path: Path) -> None:
    document = read_topics(written(tmp_path, hello=HELLO))
    topic = document.topics["hello"]
    assert not document.published
    assert (topic.name, topic.source, topic.title["id"], topic.label["en"]) == ("hello", "FAQ 1", "Saldo", "Saldo")
    assert topic.asks["id"] == ("saldo itu apa", "apa itu saldo")
    assert topic.texts[""]["id"] == "Uang yang *bisa dipakai*: {phone}.\n\nBaris kedua."
    assert set(topic.texts) == {"", "premium", "blocked"}


def test_the_first_of_several_people_with_a_text_gets_it(tmp_path: Path) -> None:
    topic = read_topics(written(tmp_path, hello=HELLO)).topics["hello"]
    assert topic.text_for("blocked", "premium")["id"] == "Akun diblokir."
    assert topic.text_for("stranger", "premium")["id"] == "Uang Premium."
    assert topic.text_for("regular") == topic.text_for() == topic.texts[""]


def test_line_ends_and_a_mark_at_the_beginning_change_nothing(tmp_path: Path) -> None:
    plain = read_topics(written(tmp_path, hello=HELLO))
    for language in ("id", "en"):
        (tmp_path / language / "hello.md").write_bytes(b"\xef\xbb\xbf" + HELLO.replace("\n", "  \r\n").encode())
    assert read_topics(tmp_path) == plain


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("title: Saldo\n", ""), "has no title"),
        (("ask: saldo itu apa\nask: apa itu saldo\n", ""), "has no ask"),
        (("source: FAQ 1\n", ""), "has no source"),
        (("label: Saldo", "label: Saldo yang bisa dipakai sekarang"), "20 at most"),
        (("title: Saldo", "titel: Saldo"), "no such line"),
        (("title: Saldo", "title: Saldo\ntitle: Uang"), "two lines title"),
        (("=== premium", "=== admin"), "'admin' is unknown"),
        (("=== blocked", "=== premium"), "'premium' is unknown or there twice"),
        (("Akun diblokir.\n", ""), "the text for blocked is empty"),
        (("{phone}", "{phone"), "a brace is not closed"),
        (("{phone}", "{0.real}"), "is no place"),
        (("{phone}", "{}"), "is no place"),
        (("{phone}", "{phone:>10}"), "is no place"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_in_one_line(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    message = wrong(written(tmp_path, hello=HELLO, other_id=HELLO, other_en=HELLO.replace(*change)))
    assert message.startswith("en/other.md: ")
    assert said in message


def test_both_languages_must_be_there_for_the_same_people(tmp_path: Path) -> None:
    assert wrong(written(tmp_path, hello_id=HELLO)) == "en/hello.md: is not there"
    written(tmp_path, hello_en=HELLO.replace("=== blocked\nAkun diblokir.\n", ""))
    assert "same people" in wrong(tmp_path)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    written(tmp_path, hello=HELLO)
    (tmp_path / "id" / "hello.md").write_bytes(b"title: \xff\xfe")
    assert wrong(tmp_path) == "id/hello.md: cannot be read as UTF-8"


def test_a_folder_without_topics_and_an_odd_name_are_wrong(tmp_path: Path) -> None:
    assert "no topics" in wrong(tmp_path)
    assert "a topic's name" in wrong(written(tmp_path, **{"Top Up": HELLO}))


def test_no_path_means_our_own_topics() -> None:
    assert read_document("") == read_topics()


@pytest.mark.parametrize("path", ["no/such/file.txt", "."])
def test_a_document_that_cannot_be_read_is_wrong(path: str) -> None:
    with pytest.raises(DocumentWrong):
        read_document(path)


def test_everybody_has_a_text_in_every_topic() -> None:
    document: Document = read_topics()
    topics: list[Topic] = list(document.topics.values())
    assert all(set(topic.text_for("stranger")) == {"id", "en"} for topic in topics)
