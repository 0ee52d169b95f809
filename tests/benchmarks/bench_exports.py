"""How long exports take: pictures through the warm renderer against single ones, slides, the annual report.

`python -m tests.benchmarks.bench_exports [--json FILE] [--pictures 30] [--single 30]`

Aims, reported and never asserted: 15 times faster and under 0.2 s a picture; 30 native slides under 2 s; the annual
report in four formats under 15 s.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

import plotly.graph_objects as go

from data.build import build
from data.settings import today
from locales import words
from queries.ready import ready_sets
from queries.store import Store, open_store
from reports.draw.chromium import browser_path
from reports.draw.pictures import picture, renderer
from reports.draw.view_pictures import laid_out
from reports.files import FORMATS, Format, make
from reports.templates import Choice, draft
from tests.benchmarks.report import p95, save
from views.build import build as build_view
from views.draft import Draft, item
from views.spec import view_spec

Row = tuple[str, float, str, float | None]


def figures(store: Store, n: int) -> list[go.Figure]:
    """Captioned slides of comparisons that hold, each another one as long as there are any."""
    ids = list(store.catalogue.districts)
    sets = ready_sets(store)
    found = []
    for i in range(n):
        ready = sets[i % len(sets)]
        spec = view_spec("compare", metric=ready.metric_id, year=ready.year, districts=ids)
        made = laid_out(
            build_view(store, words("zh"), spec, today()), "slide", data_version=store.version, released_on=""
        )
        assert made is not None
        found.append(made)
    return found


def timed(work: Callable[[], object]) -> float:
    """Seconds some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def pictures(store: Store, many: int, single: int) -> list[Row]:
    """The same pictures through the warm browser and each through one of its own."""
    drawn = figures(store, many)
    cold = timed(lambda: picture(drawn[0], "png"))
    rows: list[Row] = [("first picture, browser started", cold, "s", None)]
    warm: dict[str, list[float]] = {}
    for name, form, scale in (("png", "png", 1), ("png 2x", "png", 2), ("svg", "svg", 1), ("pdf", "pdf", 1)):
        warm[name] = [timed(partial(picture, f, form, "slide", scale)) for f in drawn]
        rows.append((f"{many} pictures, warm, {name}: each", median(warm[name]), "s", 0.2))
        rows.append((f"{many} pictures, warm, {name}: p95", p95(warm[name]), "s", None))
    with ThreadPoolExecutor(20) as people:
        start = time.perf_counter()
        waits = list(people.map(lambda f: timed(lambda: picture(f, "png")), (drawn * 20)[:20]))
        rows.append(("20 people at once, one picture each: all", time.perf_counter() - start, "s", None))
        rows.append(("20 people at once: median wait", median(waits), "s", None))
    renderer.close()
    if single:
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder, "one.png")
            alone = [timed(partial(f.write_image, target)) for f in drawn[:single]]
        rows.append((f"{len(alone)} single fig.write_image: each", median(alone), "s", None))
        rows.append(("ratio of sums", sum(alone) / len(alone) / (sum(warm["png"]) / many), "times", 15))
    return rows


def _made(store: Store, d: Draft, form: Format) -> None:
    for _ in make(store, d, [form], today()):
        pass


def reports(store: Store) -> list[Row]:
    """Thirty slides and the annual report, pictures included, from a cold browser."""
    rows: list[Row] = []
    ready = (ready_sets(store) * 30)[:30]
    items = tuple(item("compare", metric=r.metric_id, year=r.year, districts=r.district_ids) for r in ready)
    slides = replace(draft(store, "annual", Choice()), items=items)
    seconds = timed(lambda: list(make(store, slides, ["pptx"], today())))
    rows.append(("30 native slides", seconds, "s", 2.0))
    annual = draft(store, "annual", Choice())
    whole = 0.0
    for form in FORMATS:
        seconds = timed(partial(_made, store, annual, form))
        whole += seconds
        rows.append((f"annual report, {form}", seconds, "s", None))
    rows.append(("annual report, all formats", whole, "s", 15.0))
    renderer.close()
    return rows


def print_rows(rows: Sequence[Row]) -> None:
    """A small table with the aims beside."""
    for name, value, unit, aim in rows:
        aimed = "" if aim is None else f"  (aim {'over' if unit == 'times' else 'under'} {aim:g})"
        print(f"{name:48}{value:9.3f} {unit}{aimed}")


def main() -> None:
    """Measure, print, save."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path, help="write the results to this file too")
    parser.add_argument("--pictures", type=int, default=30)
    parser.add_argument("--single", type=int, default=30, help="single calls to compare with; 0 for none")
    options = parser.parse_args()
    os.environ.setdefault("BROWSER_PATH", browser_path() or "")  # for the counterpart too
    store = open_store(build())
    rows = [*pictures(store, options.pictures, options.single), *reports(store)]
    print_rows(rows)
    save(options.json, [{"name": n, "value": v, "unit": u, "aim": a} for n, v, u, a in rows])


if __name__ == "__main__":
    main()
