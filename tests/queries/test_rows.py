"""Answers as data frames: the figures of the files, in documented columns, without a screen."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from data.settings import today
from locales import words
from queries.calculated import Calculated, calculate
from queries.comparison import compare
from queries.overviews import pair
from queries.series_views import index
from queries.store import Store
from queries.trend import trend
from queries.two_years import two_years
from views.build import build
from views.spec import view_spec

ROOT = Path(__file__).resolve().parents[2]


def _csv(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


OBSERVATIONS = {r["observation_id"]: r for r in _csv("observations")}
METRICS = {r["metric_id"]: r for r in _csv("metrics")}
DISTRICTS = {r["district_id"]: r for r in _csv("districts")}


def _are_those_of_the_files(frame: pd.DataFrame) -> None:
    assert len(frame)
    for row in frame.to_dict("records"):
        written = OBSERVATIONS[row["observation_id"]]
        assert row["value"] == float(written["value"])
        assert row["as_written"] == written["as_written"]
        assert row["district_name_zh"] == DISTRICTS[written["district_id"]]["name_zh"]
        assert row["unit_zh"] == METRICS[written["metric_id"]]["unit_zh"]
        assert row["period_end"] == pd.Timestamp(written["period_end"])


def test_a_comparison(store: Store) -> None:
    c = compare(store, "gdp", 2022, list(store.catalogue.districts))
    frame = c.to_frame()
    _are_those_of_the_files(frame)
    assert list(frame["observation_id"]) == [f.observation.observation_id for f in c.judgement.figures]
    ranked = frame[frame["compared"]]
    assert len(ranked) == len(c.judgement.compared) > 1
    assert (ranked["rank_first"] <= ranked["rank_last"]).all()
    assert frame[~frame["compared"]]["rank_first"].isna().all()
    assert frame["value"].dtype == "Float64" and frame["period_start"].dtype.kind == "M"


def test_a_trend(store: Store) -> None:
    t = trend(store, "gdp", list(store.catalogue.districts))
    frame = t.to_frame()
    _are_those_of_the_files(frame)
    expected = {i for i, o in OBSERVATIONS.items() if o["metric_id"] == "gdp"}
    assert set(frame["observation_id"]) == expected
    assert set(frame["role"]) <= {"main", "twin", "aside"}


def test_calculated_figures_bring_their_unit(store: Store) -> None:
    c = compare(store, "gdp", 2022, list(store.catalogue.districts))
    how = calculate(store, c, "per_10k")
    assert isinstance(how, Calculated)
    frame = how.comparison.to_frame()
    assert set(frame["unit_zh"]) == {how.comparison.metric.unit_zh} != {c.metric.unit_zh}
    t = trend(store, "gdp", ["tongzhou"])
    indexed = index(store, t, min(o.year for o in t.evidence)).trend.to_frame()
    assert 100.0 in set(indexed["value"])


def test_two_years_and_pairs(store: Store) -> None:
    everyone = list(store.catalogue.districts)
    both = two_years(store, "gdp", (2021, 2022), everyone)
    frame = both.to_frame()
    assert list(frame["district_id"]) == [s.district.district_id for s in both.steps] != []
    for row in frame.to_dict("records"):
        assert row["value_after"] == float(OBSERVATIONS[row["observation_id_after"]]["value"])
    together = pair(store, ("gdp", "gdp_growth"), 2022, everyone)
    assert list(together.to_frame()["district_id"]) == list(together.district_ids)


@pytest.mark.parametrize("code", ["zh", "en"])
def test_the_table_of_a_view(store: Store, code: str) -> None:
    view = build(store, words(code), view_spec("compare", metric="gdp", year=2022), today())
    assert view.comparison is not None and view.table is not None
    frame = view.to_frame()
    assert {c.key for c in view.table.columns} <= set(frame.columns)
    scale = words(code).scale(view.comparison.metric)
    first = view.comparison.judgement.figures[0].observation
    assert frame["figure"][0] == pytest.approx(first.value * scale)
