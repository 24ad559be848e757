"""The press in numbers, for Prometheus: the counts of the store, and where each node is.

The same from every process of a node, since none is counted in a process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from broadsheet.ops.reporting import whole_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from prometheus_client import Metric

    from broadsheet.ops.reporting import Report
    from broadsheet.press.rack.answers import Status

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST
COUNTED: Final = {
    "hits": "Requests answered from the store.",
    "misses": "Requests for which a page was rendered.",
    "audited": "Sheets rendered again to see whether they are right.",
    "findings": "Sheets that were found not to be right, though no change had been logged.",
}
NODE: Final = ["node"]


class Press(Collector):
    """Asks the store and the database at that moment."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def collect(self) -> Iterator[Metric]:
        told = whole_report(self._now)
        yield _gauge("database_up", "Whether the database answers.", told.is_database_there)
        yield _gauge("store_up", "Whether sheets can be read.", told.store is not None)
        if told.store is not None:
            yield from _of_store(told.store)
            yield _gauge("sheets_wrong", "Sheets that wait to be pressed again.", told.wrong)
        yield from _of_nodes(told)


def exposition(now: datetime) -> bytes:
    """All numbers as Prometheus reads them."""
    registry = CollectorRegistry()
    registry.register(Press(now))
    return generate_latest(registry)


def _of_store(store: Status) -> Iterator[Metric]:
    yield _gauge("sheets", "Sheets in the store.", store.sheets)
    yield _gauge("sheets_missing", "Sheets that say that there is nothing.", store.missing)
    yield _gauge("store_bytes", "Bytes that the store uses.", store.size)
    yield _gauge("store_bound_bytes", "Bytes that it may use.", store.bound)
    for name, meaning in COUNTED.items():
        count = store.counts.get(name, 0)
        yield CounterMetricFamily(f"broadsheet_press_{name}", meaning, value=count)


def _of_nodes(told: Report) -> Iterator[Metric]:
    lag = GaugeMetricFamily(
        "broadsheet_node_lag_seconds", "Age of the oldest change not handled yet.", labels=NODE
    )
    pending = GaugeMetricFamily(
        "broadsheet_node_pending_changes", "Changes not handled yet.", labels=NODE
    )
    took = GaugeMetricFamily(
        "broadsheet_node_latency_seconds", "From the last change until it was handled.", labels=NODE
    )
    seen = GaugeMetricFamily(
        "broadsheet_node_seen_timestamp_seconds", "When its worker was last seen.", labels=NODE
    )
    for node in told.nodes:
        lag.add_metric([node.name], node.lag(told.at))
        pending.add_metric([node.name], node.pending)
        seen.add_metric([node.name], node.seen_at.timestamp())
        if node.latency is not None:
            took.add_metric([node.name], node.latency)
    yield from (lag, pending, took, seen)


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(f"broadsheet_{name}", meaning, value=value)
