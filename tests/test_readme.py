"""README names every setting, command and make target, and no document leads nowhere."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import _parser
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def commands(parser: argparse.ArgumentParser, before: str = "") -> Iterator[str]:
    """Return every command of the program; acts of a command follow its name."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, one in action.choices.items():
                inner = list(commands(one, f"{before}{name} "))
                yield from inner or [f"{before}{name}"]


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the tables under a heading of README."""
    part = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in part.splitlines() if line[:2] == "| "]


@pytest.mark.parametrize("name", Settings.model_fields)
def test_each_setting_stands_there_with_its_default(name: str) -> None:
    default = Settings.model_fields[name].default
    said = "empty" if default == "" else f"`{int(default) if isinstance(default, bool) else default}`"
    assert [f"`{name.upper()}`", said] in [row[:2] for row in rows("Settings")]


def test_no_other_setting_stands_there() -> None:
    named = {row[0].strip("`").lower() for row in rows("Settings")} - {"setting"}
    assert named == set(Settings.model_fields)


@pytest.mark.parametrize("command", list(commands(_parser())))
def test_each_command_stands_there(command: str) -> None:
    named = [part for row in rows("Commands") for part in re.findall(r"`([^`]+)`", row[0])]
    assert any(part == command or part.startswith(f"{command} ") for part in named)


@pytest.mark.parametrize("target", re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
def test_each_make_target_stands_there(target: str) -> None:
    assert f"`make {target}`" in [row[0] for row in rows("Commands")]


@pytest.mark.parametrize("document", DOCUMENTS, ids=[str(each.relative_to(ROOT)) for each in DOCUMENTS])
def test_each_link_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text())
    assert [link for link in links if not (document.parent / link).exists()] == []
