"""Document: the help's topics, read from faq/topics, or from the issuer's text when a path is given.

Read once at start-up by app.py. A file that is wrong stops the start in one line; nothing is left out in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter

from faq.topic import LABEL_MAX, LANGUAGES, WHOS, Document, DocumentWrong, Topic

__all__ = ["Document", "DocumentWrong", "Topic", "read_document", "read_topics"]

TOPICS = Path(__file__).parent / "topics"
NAME = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)*")
HEADER = re.compile(r"(title|label|source|ask):\s*(.*)")
SECTION = re.compile(r"===\s*(\w*)")
PLACE = re.compile(r"[a-z][a-z0-9_]*")


@dataclass
class Page:
    """One topic in one language, as its file says it."""

    title: str = ""
    label: str = ""
    source: str = ""
    asks: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)


def read_document(path: str) -> Document:
    """Return our own topics for an empty path, else the issuer's text in that file."""
    if not path:
        return read_topics()
    from faq.published import read_published  # It reads our topics too, for how they are asked for.

    return read_published(Path(path))


def read_topics(folder: Path = TOPICS) -> Document:
    """Return the topics of a folder that holds one folder a language; raise DocumentWrong for a file that is wrong."""
    pages = {language: dict(_pages(folder / language)) for language in LANGUAGES}
    names = sorted({name for each in pages.values() for name in each})
    if not names:
        raise DocumentWrong(f"{folder}: no topics are there")
    return Document(
        {name: _topic(name, {language: pages[language].get(name) for language in LANGUAGES}) for name in names}
    )


def _pages(folder: Path) -> Iterator[tuple[str, Page]]:
    for path in sorted(folder.glob("*.md")):
        file, name = f"{folder.name}/{path.name}", path.name.removesuffix(".md")
        if not NAME.fullmatch(name):
            raise DocumentWrong(f"{file}: a topic's name is small letters, digits, _ and dots")
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise DocumentWrong(f"{file}: cannot be read as UTF-8") from error
        yield name, _page(file, text)


def _page(file: str, text: str) -> Page:
    """Return what a file says; its header ends at the first empty line."""
    page, lines = Page(), iter(text.splitlines())
    for line in lines:
        if not line.strip():
            break
        _read_header(file, page, line)
    _read_texts(file, page, list(lines))
    for what, there in (("title", page.title), ("label", page.label), ("source", page.source), ("ask", page.asks)):
        if not there:
            raise DocumentWrong(f"{file}: has no {what}")
    if len(page.label) > LABEL_MAX:
        raise DocumentWrong(f"{file}: the label has {len(page.label)} characters, {LABEL_MAX} at most")
    return page


def _read_header(file: str, page: Page, line: str) -> None:
    match = HEADER.fullmatch(line.strip())
    if match is None:
        raise DocumentWrong(f"{file}: the header has no such line: {line.strip()[:60]}")
    key, value = match[1], match[2].strip()
    if key == "ask":
        page.asks.append(value)
    elif getattr(page, key):
        raise DocumentWrong(f"{file}: has two lines {key}")
    else:
        setattr(page, key, value)


def _read_texts(file: str, page: Page, lines: list[str]) -> None:
    who, parts = "", dict[str, list[str]]({"": []})
    for line in lines:
        section = SECTION.fullmatch(line.strip())
        if section is None:
            parts[who].append(line.rstrip())
            continue
        who = section[1]
        if who not in WHOS or who in parts:
            raise DocumentWrong(f"{file}: a text for {who or 'nobody'!r} is unknown or there twice")
        parts[who] = []
    for who, said in parts.items():
        page.texts[who] = "\n".join(said).strip()
        if not page.texts[who]:
            raise DocumentWrong(f"{file}: the text for {who or 'everybody'} is empty")
        _check_places(file, page.texts[who])


def _check_places(file: str, text: str) -> None:
    """Raise DocumentWrong unless each brace belongs to a {place}."""
    try:
        places = [(name, spec, how) for _, name, spec, how in Formatter().parse(text) if name is not None]
    except ValueError as error:
        raise DocumentWrong(f"{file}: a brace is not closed or not opened") from error
    for name, spec, how in places:
        if spec or how or not PLACE.fullmatch(name):
            raise DocumentWrong(f"{file}: {{{name}}} is no place")


def _topic(name: str, pages: dict[str, Page | None]) -> Topic:
    """Return the topic of its pages; raise DocumentWrong unless all languages say the same things."""
    there = {language: page for language, page in pages.items() if page is not None}
    for language in LANGUAGES:
        if language not in there:
            raise DocumentWrong(f"{language}/{name}.md: is not there")
    first, *others = there.values()
    if any(page.texts.keys() != first.texts.keys() for page in others):
        raise DocumentWrong(f"{name}.md: the languages do not have texts for the same people")
    return Topic(
        name=name,
        source=first.source,
        title={language: page.title for language, page in there.items()},
        label={language: page.label for language, page in there.items()},
        asks={language: tuple(page.asks) for language, page in there.items()},
        texts={who: {language: page.texts[who] for language, page in there.items()} for who in first.texts},
    )
