"""What this process counts and measures, in the text format of Prometheus; nothing of it names a person or a figure.

Counting is always on and costs next to nothing; whether anybody may read it is for whoever serves it to decide.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from threading import Lock

Labels = tuple[tuple[str, str], ...]
#: Upper ends of the bands of a histogram, in seconds.
BANDS = (0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

_LOCK = Lock()


class Counter:
    """A number that only grows, one for each combination of labels."""

    kind = "counter"

    def __init__(self, name: str, about: str) -> None:
        self.name, self.about = name, about
        self._values: dict[Labels, float] = {}
        _families[name] = self

    def add(self, amount: float = 1, **labels: str) -> None:
        """Add to the number with these labels."""
        key = tuple(sorted(labels.items()))
        with _LOCK:
            self._values[key] = self._values.get(key, 0) + amount

    def value(self, **labels: str) -> float:
        """Return the number with these labels."""
        return self._values.get(tuple(sorted(labels.items())), 0)

    def samples(self) -> Iterator[tuple[str, Labels, float]]:
        """Yield name, labels and value of each number."""
        with _LOCK:
            found = list(self._values.items())
        for labels, value in found:
            yield self.name, labels, value


class Histogram:
    """How long something took, in bands of seconds."""

    kind = "histogram"

    def __init__(self, name: str, about: str) -> None:
        self.name, self.about = name, about
        self._values: dict[Labels, tuple[list[int], float]] = {}
        _families[name] = self

    def observe(self, seconds: float, **labels: str) -> None:
        """Count one that took so long."""
        key = tuple(sorted(labels.items()))
        with _LOCK:
            counts, total = self._values.get(key, ([0] * (len(BANDS) + 1), 0.0))
            counts[bisect_left(BANDS, seconds)] += 1
            self._values[key] = counts, total + seconds

    def samples(self) -> Iterator[tuple[str, Labels, float]]:
        """Yield the bands, each with those below it, then the sum and the count."""
        with _LOCK:
            found = [(labels, list(counts), total) for labels, (counts, total) in self._values.items()]
        for labels, counts, total in found:
            below = 0
            for band, count in zip((*map(repr, BANDS), "+Inf"), counts, strict=True):
                below += count
                yield f"{self.name}_bucket", (*labels, ("le", band)), below
            yield f"{self.name}_sum", labels, total
            yield f"{self.name}_count", labels, below


class Gauge:
    """Numbers that are asked for when somebody reads them: label value → number, under one name of label."""

    kind = "gauge"

    def __init__(self, name: str, about: str, label: str, ask: Callable[[], Mapping[str, float]]) -> None:
        self.name, self.about = name, about
        self._label, self._ask = label, ask
        _families[name] = self

    def samples(self) -> Iterator[tuple[str, Labels, float]]:
        """Yield what is so now; a label without a value is left out."""
        for value, number in self._ask().items():
            yield self.name, ((self._label, value),) if value else (), number


_families: dict[str, Counter | Histogram | Gauge] = {}

BUILDS = Counter("qujian_builds_total", "Databases built, by outcome (built, failed).")
BUILD_SECONDS = Histogram("qujian_build_seconds", "How long building a database took.")
PUBLICATIONS = Counter(
    "qujian_publications_total", "Published versions taken into use here, and failures to do so, by outcome."
)


def text() -> str:
    """Return everything that is counted and measured, as Prometheus reads it (text format 0.0.4)."""
    lines = []
    for name, family in sorted(_families.items()):
        lines += [f"# HELP {name} {family.about}", f"# TYPE {name} {family.kind}"]
        lines += [f"{found}{_braces(labels)} {value:g}" for found, labels, value in family.samples()]
    return "\n".join(lines) + "\n"


def _braces(labels: Labels) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')
