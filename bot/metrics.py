"""Metrics: `/metrics` for Prometheus, over all processes of all machines, and who may read it.

Sums come from `models/counts.py`, the rest is asked when it is read (`models/gauges.py`). Nothing in it is about one
customer: no number, name or text is ever a label.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from flask import Request
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.settings import Settings
from models.counts import ABOVE, STEPS, all_counts
from models.database import Database
from models.gauges import Gauge, gauges

Counts = dict[str, dict[tuple[str, ...], int]]

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via")
COUNTERS = {
    "refusals": ("what customers were refused, by the name of the fact", ("fact",)),
    "pin_tries": ("PINs tried", ("result",)),
    "pin_locks": ("PINs locked after ten wrong ones in a row", ()),
    "webhooks_refused": ("calls of webhooks that were not proved or not readable", ("channel", "status")),
    "sends": ("attempts to send a message, by how they ended", ("channel", "result")),
}
"""By name: what it counts, and its labels. Turns are told by their seconds."""


def may_read(request: Request, settings: Settings) -> bool:
    """Return whether the caller may read the figures.

    With METRICS_TOKEN whoever brings it; without, a client on this machine, and only where nobody else reaches us: a
    proxy calls from this machine too, and need not say that it forwards.
    """
    if settings.metrics_token:
        return hmac.compare_digest(request.headers.get("Authorization", "").encode(), settings.bearer)
    if settings.trusted_proxies or any(name in request.headers for name in FORWARDED):
        return False
    return _is_here(request.remote_addr or "") and _is_here(urlsplit(settings.pages or settings.own_url).hostname or "")


def render(database: Database) -> bytes:
    """Return every figure in Prometheus's text form."""
    with database.read() as connection:
        counts, now = all_counts(connection), gauges(connection)
    registry = CollectorRegistry()
    registry.register(_Figures(counts, now))
    return generate_latest(registry)


class _Figures(Collector):
    """What was read, as Prometheus's families."""

    def __init__(self, counts: Counts, now: Iterable[Gauge]) -> None:
        self._counts = counts
        self._now = list(now)

    def collect(self) -> Iterator[Metric]:
        """Yield each family."""
        yield _turns(self._counts.get("turns", {}), self._counts.get("turns_microseconds", {}))
        for name, (means, labels) in COUNTERS.items():
            family = CounterMetricFamily(f"kaspro_{name}", means, labels=labels)
            for values, total in (self._counts.get(name) or ({} if labels else {(): 0})).items():
                family.add_metric(values, total)
            yield family
        for each in self._now:
            gauge = GaugeMetricFamily(f"kaspro_{each.name}", each.means, labels=each.labels)
            for values, value in each.samples.items():
                gauge.add_metric(values, value)
            yield gauge


def _turns(steps: dict[tuple[str, ...], int], microseconds: dict[tuple[str, ...], int]) -> Metric:
    """Return the turns as a histogram; its buckets count all that took so long or less."""
    family = HistogramMetricFamily("kaspro_turn_seconds", "turns and how long they took", labels=("channel", "end"))
    for turn in sorted({values[:2] for values in steps}):
        total, buckets = 0, []
        for step in (*STEPS, ABOVE):
            total += steps.get((*turn, step), 0)
            buckets.append((step, float(total)))
        family.add_metric(turn, buckets, sum_value=microseconds.get(turn, 0) / 1_000_000)
    return family


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
