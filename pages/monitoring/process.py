"""What this process counts and takes, for Prometheus; nothing of it names a person or a figure.

Counting is always on and costs next to nothing; whether anybody may read it is for whoever serves it to decide.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from data import telemetry
from pages.monitoring import following
from pages.shared import limits

#: Upper ends of the bands of a histogram, in seconds.
BANDS = (0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

disable_created_metrics()  # type: ignore[no-untyped-call]
_REGISTRY = CollectorRegistry()


def _counter(name: str, about: str, *labels: str) -> Counter:
    """Return a new counter, which is read as NAME_total."""
    return Counter(name, about, labels, registry=_REGISTRY)


def _histogram(name: str, about: str, *labels: str) -> Histogram:
    """Return a new histogram of seconds."""
    return Histogram(name, about, labels, registry=_REGISTRY, buckets=BANDS)


class _GaugeCollector(Collector):
    """Numbers that are asked for when somebody reads them."""

    def __init__(self, name: str, about: str, label: str, ask: Callable[[], Mapping[str, float]]) -> None:
        self._name, self._about, self._labels, self._ask = name, about, [label] if label else [], ask

    def collect(self) -> Iterator[GaugeMetricFamily]:
        family = GaugeMetricFamily(self._name, self._about, labels=self._labels)
        for value, number in self._ask().items():
            family.add_metric([value] if self._labels else [], number)
        yield family


def _gauge(name: str, about: str, label: str, ask: Callable[[], Mapping[str, float]]) -> None:
    """Add numbers that are asked for at each reading: value of the label ('' for no label) → number."""
    _REGISTRY.register(_GaugeCollector(name, about, label, ask))


REQUESTS = _counter(
    "qujian_requests", "Requests answered, by method and class of status.", "method", "status"
)
REQUEST_SECONDS = _histogram("qujian_request_seconds", "How long answering took.")
RERUNS = _histogram("qujian_rerun_seconds", "How long a run of a page took, by page.", "page")
BUILDS = _counter("qujian_builds", "Databases built, by outcome (built, failed).", "outcome")
BUILD_SECONDS = _histogram("qujian_build_seconds", "How long building a database took.")
PUBLICATIONS = _counter(
    "qujian_publications",
    "Published versions taken into use here, and failures to do so, by outcome.",
    "outcome",
)
_PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")
_STATM = Path("/proc/self/statm")
#: Open websockets: a page that somebody has before him holds one.
_open = {"": 0.0}


def opened(by: int) -> None:
    """Count a websocket that opens (1) or closes (-1)."""
    _open[""] += by


def _memory() -> Mapping[str, float]:
    try:
        return {"": int(_STATM.read_text().split()[1]) * _PAGE_SIZE}
    except (OSError, ValueError, IndexError):  # no /proc on this system
        return {}


def _ready() -> Mapping[str, float]:
    found = following.known()
    state = found.state if found else None
    if state is None:
        return {}
    return {"workspace": state.is_reachable, "version": state.is_served or state.publication is None}


def _count_build(outcome: str, seconds: float) -> None:
    BUILDS.labels(outcome=outcome).inc()
    BUILD_SECONDS.observe(seconds)


def _count_publication(outcome: str) -> None:
    PUBLICATIONS.labels(outcome=outcome).inc()


telemetry.on_build.append(_count_build)
telemetry.on_publication.append(_count_publication)
_gauge("qujian_queue_length", "Jobs that run or wait, by kind.", "kind", limits.lengths)
_gauge("qujian_websockets", "Open websockets.", "", lambda: _open)
_gauge("qujian_memory_bytes", "Memory of this process.", "", _memory)
_gauge("qujian_processor_seconds", "Processor time of this process.", "", lambda: {"": time.process_time()})
_gauge("qujian_ready", "Whether the workspace answers, and the newest version is served.", "what", _ready)


def text() -> str:
    """Return everything that is counted and measured, as Prometheus reads it (text format 0.0.4)."""
    return generate_latest(_REGISTRY).decode()
