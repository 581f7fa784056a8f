"""Collects the customers' words into the Indonesian catalogue: `make words`, then translate what is empty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
CATALOGUE = Path(__file__).parent / "id" / "LC_MESSAGES" / "kaspro.po"
SOURCES = ("app.py", "bot", "flows")
KEYWORDS = {"t": None, "counted": (1, 2)}


def collected() -> Iterator[tuple[str, str]]:
    """Return each sentence with the file that says it."""
    for source in SOURCES:
        for path in sorted((ROOT / source).rglob("*.py")) if (ROOT / source).is_dir() else [ROOT / source]:
            with path.open("rb") as file:
                for _line, found, *_ in extract("python", file, keywords=KEYWORDS):
                    for sentence in found if isinstance(found, tuple) else (found,):
                        if any(sign.isalpha() for sign in _without_places(sentence)):
                            yield sentence, str(path.relative_to(ROOT))


def _without_places(sentence: str) -> str:
    return "".join(part.partition("}")[2] if "}" in part else part for part in sentence.split("{"))


def main() -> None:
    """Write the catalogue anew: sentences in the order of the code, translations kept, what nobody says dropped."""
    with CATALOGUE.open("rb") as file:
        known = {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id}
    catalogue = Catalog(locale="id", project="KasPro", version="1", charset="utf-8")
    places: dict[str, list[str]] = {}
    for sentence, name in collected():
        places.setdefault(sentence, [])
        if name not in places[sentence]:
            places[sentence].append(name)
    for sentence, names in places.items():
        catalogue.add(sentence, known.get(sentence, ""), locations=[(name, 1) for name in names])
    with CATALOGUE.open("wb") as file:
        write_po(file, catalogue, width=0, include_lineno=False, omit_header=False, sort_output=False)
    missing = [sentence for sentence in places if not known.get(sentence)]
    print(f"{len(places)} sentences, {len(missing)} without Indonesian")  # noqa: T201  a command answers
    for sentence in missing:
        print(f"  {sentence}")  # noqa: T201  a command answers


if __name__ == "__main__":
    main()
