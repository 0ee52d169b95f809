"""Measuring side by side and printing what came out: medians and ratios of one run, as a table and as JSON."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple


class Pair(NamedTuple):
    """Two ways to the same end, measured in turn."""

    name: str
    ours: float
    bare: float
    runs: int

    @property
    def ratio(self) -> float:
        """How many times as long ours takes."""
        return self.ours / self.bare


def in_turn(
    name: str,
    ours: Callable[[], object],
    bare: Callable[[], object],
    runs: int = 60,
    longest: float = 20.0,
    fewest: int = 5,
) -> Pair:
    """Medians of both in seconds, run in turn so that both meet the same machine; fewer runs if it takes too long."""
    ours(), bare()
    mine: list[float] = []
    others: list[float] = []
    stop = time.perf_counter() + longest
    while len(mine) < runs and (time.perf_counter() < stop or len(mine) < fewest):
        start = time.perf_counter()
        ours()
        middle = time.perf_counter()
        bare()
        others.append(time.perf_counter() - middle)
        mine.append(middle - start)
    return Pair(name, median(mine), median(others), len(mine))


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    return quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def print_pairs(title: str, pairs: Sequence[Pair], ours: str = "ours", bare: str = "bare") -> None:
    """A small table in milliseconds."""
    print(f"\n{title}")
    print(f"{'':44}{ours + ' ms':>12}{bare + ' ms':>12}{'ratio':>8}{'runs':>6}")
    for p in pairs:
        print(f"{p.name:44}{p.ours * 1e3:12.2f}{p.bare * 1e3:12.2f}{p.ratio:8.2f}{p.runs:6}")


def save(path: Path | None, content: object) -> None:
    """Write the results as JSON, if a file was asked for."""
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
