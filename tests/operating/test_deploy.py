"""The files of docs/deploy: they name what is there, and what can be checked without a machine of their own is."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import _parser
from bot.metrics import COUNTERS
from models.database import Database
from tests.operating.test_metrics import figures
from tests.test_readme import commands

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "docs" / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
COMMANDS = {each.partition(" ")[0] for each in commands(_parser())}
OPERATING = (ROOT / "docs" / "operating.md").read_text()
NAMED_ANEW = {"turn_seconds_count", "turn_seconds_bucket"}


def names_of(database: Database) -> set[str]:
    """Return the name of every figure there can be."""
    read = {name.partition(" ")[0].removeprefix("kaspro_") for name in figures(database)}
    labelled = {"queue_length", "channel_rests", "cases_open", "heard_seconds", "proof_age_seconds", "proof_good"}
    return read | labelled | NAMED_ANEW | {"turn_seconds"} | {f"{name}_total" for name in COUNTERS}


@pytest.mark.parametrize("unit", UNITS, ids=[each.name for each in UNITS])
def test_units_start_commands_that_there_are(unit: Path) -> None:
    for command in re.findall(r"app\.py ([a-z-]+)", unit.read_text()):
        assert command in COMMANDS
    if unit.suffix == ".service":
        assert re.search(r"^User=kaspro$", unit.read_text(), re.MULTILINE)
        assert "ProtectSystem=strict" in unit.read_text()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_finds_no_mistake_in_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        program = "/opt/kaspro/current/.venv/bin/python"
        (tmp_path / unit.name).write_text(unit.read_text().replace(program, sys.executable))
    found = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert [line for line in found.stderr.splitlines() if "kaspro" in line] == []


def test_alarms_name_figures_that_there_are(database: Database) -> None:
    named = set(re.findall(r"kaspro_(\w+)", (DEPLOY / "alerts.yml").read_text()))
    assert named - names_of(database) == set()


def test_each_figure_is_explained(database: Database) -> None:
    for name in names_of(database) - {"turn_seconds_sum"}:
        plain = name.removesuffix("_bucket").removesuffix("_created").removesuffix("_sum")
        assert plain in OPERATING, name


def test_what_was_not_tried_is_said_to_be() -> None:
    for name in ("Dockerfile", "compose.yaml"):
        assert "Not tried" in (DEPLOY / name).read_text()
    assert "**Not\ntried**" in OPERATING


def test_the_image_holds_the_program_and_nothing_else() -> None:
    kept = {line[1:] for line in (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines() if line[:1] == "!"}
    packages = {each.name for each in ROOT.iterdir() if (each / "__init__.py").exists()} - {"tests"}
    assert kept == packages | {"app.py", "requirements.txt"}


def test_compose_starts_commands_that_there_are() -> None:
    started = re.findall(r"command: \[([a-z-]+)\]", (DEPLOY / "compose.yaml").read_text())
    assert started == ["migrate", "serve", "send", "work"]
    assert set(started) <= COMMANDS


def test_nothing_of_ours_is_open_to_the_outside_by_nginx() -> None:
    site = (DEPLOY / "nginx.conf").read_text()
    for hidden in ("= /healthz", "= /metrics", "/sandbox/"):
        assert f"location {hidden} {{ return 404; }}" in site
    assert "access_log off;" in site
    assert "$proxy_add_x_forwarded_for" not in site
