"""Understanding: how long a help question, a request and a random text take to read, and what memory it needs."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from rapidfuzz import fuzz, process

from bot.evaluating import odd_texts, slowest
from bot.readings import reading
from faq.document import read_topics
from faq.matcher import Matcher
from tests.bench.figures import Line, Report, Spread
from tests.bench.places import Places
from tests.browser.program import ROOT

SETS = ROOT / "tests" / "understand" / "development"
AIMS = {"help": 0.5, "requests": 0.3}
ODD_TEXTS = 100_000
MEGABYTES_MAX = 120.0
LOADED = (
    "from faq.document import read_topics; from faq.matcher import Matcher; from bot.readings import reading;"
    "reading('cara isi saldo gimana', Matcher(read_topics()).find);"
    "print([line for line in open('/proc/self/status') if line.startswith('VmRSS')][0].split()[1])"
)
"""What a process has in memory that understands and does nothing else, in KB."""


def understanding(places: Places, kind: str, *, seconds: float, rounds: int, texts: int = ODD_TEXTS) -> Report:  # noqa: ARG001  it counts sentences
    """Return the median time of a sentence beside rapidfuzz over the titles alone, and of random texts the slowest."""
    report = Report()
    topics = read_topics().topics
    find = Matcher(read_topics()).find
    titles = [topic.title[language] for topic in topics.values() for language in topic.title]
    for name, aim in AIMS.items():
        lines = (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        sentences = [json.loads(line)["text"] for line in lines]
        ours = [_median(sentences, lambda text: reading(text, find)) for _ in range(rounds + 1)][1:]
        floor = [_median(sentences, lambda text: process.extractOne(text, titles, scorer=fuzz.token_set_ratio))]
        taken = Spread.of(ours)
        report.lines.append(
            Line(
                f"understanding: {name}",
                f"{taken.shown()} ms",
                f"{floor[0]:.2f} ms, rapidfuzz over the titles",
                aim=f"<= {aim} ms",
                reached=taken.median <= aim,
                more={"ms": ours, "floor_ms": floor},
            )
        )
    median, longest, text = slowest(odd_texts(texts), lambda each: reading(each, find))
    more = {"median_ms": median, "slowest_ms": longest, "text": text}
    shown = f"slowest {longest:.1f} ms"
    report.lines.append(Line(f"understanding: {texts:,} random texts", shown, f"median {median:.2f} ms", more=more))
    said = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    megabytes = int(said) / 1024
    aim_shown, reached = f"< {MEGABYTES_MAX:.0f}", megabytes < MEGABYTES_MAX
    report.lines.append(Line("understanding: a process", f"{megabytes:.0f} MB", aim=aim_shown, reached=reached))
    return report


def _median(sentences: Sequence[str], read: Callable[[str], object]) -> float:
    """Return the median processor time of one sentence, in milliseconds."""
    took = []
    for text in sentences:
        started = time.process_time()
        read(text)
        took.append((time.process_time() - started) * 1000)
    return statistics.median(took)
