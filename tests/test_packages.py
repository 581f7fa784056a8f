"""Packages: who may import whom. The import statements are read, so that no run-time trick hides one."""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = ("app", "bot", "faq", "flows", "models", "partners", "sandbox", "staff", "tests")
VALUES = (
    "models.cash_points",
    "models.blocking",
    "models.bots",
    "models.applications",
    "models.applying",
    "models.cash_requests",
    "models.clock",
    "models.closing",
    "models.codes",
    "models.counter_calls",
    "models.counters",
    "models.customers",
    "models.dormancy",
    "models.ending_tokens",
    "models.figures",
    "models.friend_answering",
    "models.friend_asking",
    "models.friend_cash",
    "models.friend_confirming",
    "models.forgotten_pin",
    "models.handing",
    "models.held",
    "models.id_numbers",
    "models.languages",
    "models.ledger",
    "models.limits",
    "models.link_codes",
    "models.linking",
    "models.making_tokens",
    "models.me",
    "models.money",
    "models.orders",
    "models.pay_codes",
    "models.phone",
    "models.photo_desk",
    "models.pins",
    "models.references",
    "models.registering",
    "models.sending",
    "models.standing",
    "models.statements",
    "models.tariff",
    "models.tokens",
    "models.topping_up",
    "models.upgrading",
    "models.va",
    "models.weak_pins",
)
"""What flows need of the models: value types, facts, orders and queries; neither tables nor the outbox."""

FLOWS_MAY = (
    "flows",
    "bot.buttons",
    "bot.chat",
    "bot.contact",
    "bot.deep_links",
    "bot.guide",
    "bot.masking",
    "bot.message",
    "bot.receipts",
    "bot.understand",
    "bot.words",
    *VALUES,
)

TURN = ("bot.engine", "bot.repair", "bot.replay", "bot.requesting", "bot.talk", "bot.waiting")
"""The files of a turn: they know no flow, channel or FAQ."""

ALLOWED: dict[str, tuple[str, ...]] = {
    "models": ("models",),
    "bot.message": (),
    "bot.understand": ("bot.understand",),
    "bot.guide": ("bot.message",),
    "bot.contact": ("bot.words",),
    "bot.chat": ("bot.guide", "bot.message", "bot.understand.agreement", "models.orders", "models.plain"),
    "bot.state": ("bot.chat",),
    "bot.masking": ("bot.chat", "models.conversations", "models.id_numbers"),
    "bot.words": ("bot.message", "models"),
    "bot.locale": (),
    "bot.buttons": ("bot.message", "bot.words"),
    "bot.receipts": ("bot.message", "bot.words", "models.orders"),
    "bot.commands": ("bot.words", "models.clock"),
    "bot.channels": ("bot.channels", "bot.message"),
    "bot.deep_links": ("bot.understand.vocabulary", "models.link_codes", "models.pay_codes", "models.references"),
    **dict.fromkeys(
        TURN,
        (
            *TURN,
            "bot.buttons",
            "bot.chat",
            "bot.contact",
            "bot.deep_links",
            "bot.guide",
            "bot.masking",
            "bot.message",
            "bot.state",
            "bot.understand",
            "bot.words",
            "models",
        ),
    ),
    "bot.saying": (*TURN, "bot.chat", "bot.message", "bot.state", "bot.words", "models.orders"),
    "bot.counting": ("models.counts", "models.orders"),
    "bot.intake": (
        *TURN,
        "bot.buttons",
        "bot.chat",
        "bot.counting",
        "bot.guide",
        "bot.masking",
        "bot.message",
        "bot.saying",
        "bot.state",
        "bot.understand.intents",
        "bot.words",
        "models",
    ),
    "bot.row_words": ("bot.message", "bot.saying", "bot.words", "models"),
    "bot.carrying": (
        "bot.channels.base",
        "bot.channels.markup",
        "bot.merging",
        "bot.message",
        "bot.outside",
        "bot.row_words",
        "models",
    ),
    "bot.outside": ("bot.channels.base", "bot.message", "models"),
    "bot.merging": ("bot.channels.base", "bot.message", "bot.outside", "bot.row_words", "models"),
    "bot.outcomes": ("bot.channels.base", "bot.message", "models"),
    "bot.sender": ("bot.carrying", "bot.channels.base", "bot.message", "bot.outcomes", "models"),
    "flows": FLOWS_MAY,
    "flows.help": (*FLOWS_MAY, "faq"),
    "bot": ("bot", "models"),
    "faq": ("faq", "bot.message", "bot.understand", "bot.words"),
    "partners": ("partners", "models", "bot.message"),
    "staff": ("staff", "models", "bot.message", "bot.words"),
    "sandbox": ("sandbox", "bot", "models", "partners"),
    "app": ("bot", "faq", "flows", "models", "partners", "sandbox", "staff"),
}
"""The table of the design: the longest name that fits a module is its rule."""


@cache
def modules() -> dict[str, Path]:
    """Return our modules by name, the tests apart."""
    found = {"app": ROOT / "app.py"}
    for package in (name for name in OURS if name not in ("app", "tests")):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(name: str, path: Path) -> Iterator[str]:
    """Return each module, or name in a module, that a file imports anywhere in it."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            of = (
                importlib.util.resolve_name("." * node.level + (node.module or ""), package)
                if node.level
                else node.module
            )
            yield from (f"{of}.{each.name}" for each in node.names)


def module_of(wanted: str) -> str:
    """Return the module in which an imported name stands."""
    while wanted and wanted not in modules() and wanted.partition(".")[0] in OURS[:-1]:
        wanted = wanted.rpartition(".")[0]
    return wanted


def within(module: str, names: tuple[str, ...]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in names)


def rule_for(module: str) -> tuple[str, ...]:
    fitting = [name for name in ALLOWED if within(module, (name,))]
    return ALLOWED[max(fitting, key=len)]


@pytest.mark.parametrize("module", sorted(modules()))
def test_it_imports_only_what_it_may(module: str) -> None:
    ours = {module_of(each) for each in imported(module, modules()[module]) if each.partition(".")[0] in OURS}
    forbidden = {each for each in ours if each not in ("bot", module) and not within(each, rule_for(module))}
    assert forbidden == set()


def test_nothing_but_the_program_imports_the_sandbox() -> None:
    for module, path in modules().items():
        if not within(module, ("sandbox", "app")):
            assert not [each for each in imported(module, path) if within(each, ("sandbox",))], module


def test_the_program_opens_the_sandbox_only_when_it_is_on() -> None:
    top_level = ast.parse(modules()["app"].read_text()).body
    named = [node.module or "" for node in top_level if isinstance(node, ast.ImportFrom)]
    assert not [name for name in named if within(name, ("sandbox",))]


def test_nothing_imports_the_tests_or_the_program() -> None:
    for module, path in modules().items():
        assert not [each for each in imported(module, path) if within(each, ("tests", "app"))], module


def test_the_models_know_neither_the_web_nor_a_channel() -> None:
    outside = {"flask", "werkzeug", "telegram", "twilio", "httpx", "babel", "gunicorn"}
    for module, path in modules().items():
        if within(module, ("models",)):
            assert not {each.partition(".")[0] for each in imported(module, path)} & outside, module


def test_understanding_needs_no_database() -> None:
    for module, path in modules().items():
        if within(module, ("bot.understand", "bot.message", "bot.chat")):
            assert not [each for each in imported(module, path) if within(each, ("sqlalchemy", "sqlmodel"))], module


def test_whatever_is_imported_is_ours_or_required() -> None:
    required = {
        line.split("==")[0].split("[")[0].lower().replace("-", "_")
        for line in (ROOT / "requirements.txt").read_text().splitlines()
    }
    named_otherwise = {"PIL": "pillow", "argon2": "argon2_cffi", "telegram": "python_telegram_bot", "werkzeug": "flask"}
    for module, path in modules().items():
        for each in imported(module, path):
            top = each.partition(".")[0]
            if top in sys.stdlib_module_names or top in OURS:
                continue
            assert named_otherwise.get(top, top).lower() in required, f"{module} imports {top}"
