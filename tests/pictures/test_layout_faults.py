"""Every kind of view as a picture, measured as the browser draws it: nothing on one another, no type under 8 points."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from charts.sizes import SIZE_NAMES, SIZES, SizeName
from data.build import build as build_store
from data.settings import today
from locales import words
from queries.store import Store, open_store
from reports.draw.pictures import Renderer, picture
from reports.draw.view_pictures import laid_out
from tests.benchmarks import synthetic
from views.build import build
from views.spec import view_spec

MEASURE = Path(__file__).with_name("measuring.js").read_text(encoding="utf-8")
#: What is read on paper has at least so many points.
SMALLEST = 8.0
TWO = "binhai,tongzhou"


class Shown(NamedTuple):
    """A view to be drawn: its kind, parameters, and how a trend is drawn."""

    kind: str
    parameters: dict[str, str]
    chart: str = "one"


REAL = [
    Shown("compare", {"metric": "resident_population", "year": "2020"}),
    Shown("compare", {"metric": "recon_received", "year": "2022", "districts": TWO}),
    Shown("map", {"metric": "resident_population", "year": "2020"}),
    Shown("years", {"metric": "resident_population", "from": "2010", "year": "2020"}),
    Shown("scatter", {"metric": "resident_population", "metric2": "hukou_population", "year": "2022"}),
    *(Shown("trend", {"metric": "gdp"}, chart) for chart in ("one", "shared", "own")),
    Shown("trend", {"metric": "recon_received", "districts": TWO}, "own"),
    *(Shown("trend", {"metric": "gdp", "view": view}) for view in ("index", "change")),
    Shown("metrics", {"dimension": "context"}),
    Shown("heat", {}),
    Shown("ready", {}),
    Shown("practices", {}),
    Shown("gaps", {"district": "hexi"}),
    Shown("tasks", {}),
    Shown("targets", {}),
    Shown("missing", {"dimension": "disputes"}),
    Shown("figures", {"district": "hexi"}),
    Shown("brief", {"district": "hexi"}),
]
MANY = [
    Shown("compare", {"metric": "m001", "year": "2011"}),
    Shown("years", {"metric": "m001", "from": "2010", "year": "2011"}),
    Shown("scatter", {"metric": "m001", "metric2": "m004", "year": "2011"}),
    *(Shown("trend", {"metric": "m001"}, chart) for chart in ("one", "shared", "own")),
    Shown("metrics", {}),
    Shown("missing", {}),
]


@pytest.fixture(scope="module")
def real() -> Store:
    return open_store(build_store())


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_store(synthetic.build(tmp_path_factory.mktemp("many"), 40, 12, 6))


def measured(
    warm: Renderer, store: Store, shown: Shown, size: SizeName, code: str, *, details: bool
) -> dict[str, Any]:
    """What the browser finds wrong with a picture, and its height."""
    parameters = {"from_" if name == "from" else name: value for name, value in shown.parameters.items()}
    view = build(store, words(code), view_spec(shown.kind, **parameters), today())
    figure = laid_out(
        view,
        size,
        data_version=store.version,
        released_on="2026-11-22",
        details=details,
        chart=shown.chart,
    )
    assert figure is not None
    svg = picture(figure, "svg", size).decode().split("?>", 1)[1]
    found = warm._warm().run(f"({MEASURE})({json.dumps(svg)})", time.monotonic() + 30)
    return {**found, "height": figure.layout.height}


def check(found: dict[str, Any], size: SizeName, *, details: bool) -> None:
    assert found["faults"] == []
    assert found["points"] >= SMALLEST - 0.01
    if details:
        assert found["cut"] == []
    else:
        assert found["height"] == SIZES[size].height


def faulty(warm: Renderer, store: Store, views: Sequence[Shown], size: SizeName) -> dict[str, object]:
    """The views with something wrong in a size; every other one with details, in the other language in turn."""
    found: dict[str, object] = {}
    for i, shown in enumerate(views):
        details, code = (i + SIZE_NAMES.index(size)) % 2 == 0, ("zh", "en")[i // 2 % 2]
        seen = measured(warm, store, shown, size, code, details=details)
        wrong = list(seen["faults"])
        if seen["points"] < SMALLEST - 0.01:
            wrong.append(f"type of {seen['points']} points")
        if details:
            wrong += [f"cut: {text}" for text in seen["cut"]]
        elif seen["height"] != SIZES[size].height:
            wrong.append(f"height {seen['height']}")
        if wrong:
            found[f"{shown} {code} details={details}"] = wrong
    return found


@pytest.mark.parametrize("size", SIZE_NAMES)
def test_a_few_districts(warm: Renderer, real: Store, size: SizeName) -> None:
    assert faulty(warm, real, REAL, size) == {}


@pytest.mark.parametrize("size", SIZE_NAMES)
def test_forty_districts(warm: Renderer, many: Store, size: SizeName) -> None:
    everyone = ",".join(many.catalogue.districts)
    views = [shown._replace(parameters={**shown.parameters, "districts": everyone}) for shown in MANY]
    assert faulty(warm, many, views, size) == {}


FAULTY = """<svg xmlns="http://www.w3.org/2000/svg" width="128" height="128" viewBox="0 0 96 96">
<text x="10" y="20" font-size="12">aaaa</text><text x="12" y="22" font-size="12">bbbb</text>
<text x="80" y="50" font-size="6">past the edge</text><text x="10" y="80" font-size="12">cut…</text>
<g class="points"><path class="point" d="M12,66h20v20h-20Z"/></g></svg>"""


def test_a_faulty_layout_is_found(warm: Renderer) -> None:
    warm.draw('{"data": [], "layout": {}}', "svg", 100, 100, 1)
    found = warm._warm().run(f"({MEASURE})({json.dumps(FAULTY)})", time.monotonic() + 30)
    assert found["faults"] == [
        "on one another: aaaa / bbbb",
        "over the edge: past the edge",
        "on a point: cut…",
    ]
    assert found["points"] == pytest.approx(6)
    assert found["cut"] == ["cut…"]
