"""What this process counts and measures, for Prometheus; nothing of it names a person or a figure.

Counting is always on and costs next to nothing; whether anybody may read it is for whoever serves it to decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

#: Upper ends of the bands of a histogram, in seconds.
BANDS = (0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

disable_created_metrics()  # type: ignore[no-untyped-call]
_REGISTRY = CollectorRegistry()


def counter(name: str, about: str, *labels: str) -> Counter:
    """Return a new counter, which is read as NAME_total."""
    return Counter(name, about, labels, registry=_REGISTRY)


def histogram(name: str, about: str, *labels: str) -> Histogram:
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


def gauge(name: str, about: str, label: str, ask: Callable[[], Mapping[str, float]]) -> None:
    """Add numbers that are asked for at each reading: value of the label ('' for no label) → number."""
    _REGISTRY.register(_GaugeCollector(name, about, label, ask))


BUILDS = counter("qujian_builds", "Databases built, by outcome (built, failed).", "outcome")
BUILD_SECONDS = histogram("qujian_build_seconds", "How long building a database took.")
PUBLICATIONS = counter(
    "qujian_publications",
    "Published versions taken into use here, and failures to do so, by outcome.",
    "outcome",
)


def text() -> str:
    """Return everything that is counted and measured, as Prometheus reads it (text format 0.0.4)."""
    return generate_latest(_REGISTRY).decode()
