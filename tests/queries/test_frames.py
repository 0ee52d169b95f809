"""Results as DataFrames: values, units and ranks as the CSV files give them, types and columns as documented."""

from __future__ import annotations

import csv
import datetime as dt
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from data.settings import PACKAGE_FOLDER
from queries import coverage, frames, version_rows
from queries.calculated import Calculated, calculate
from queries.checks import all_checks
from queries.comparison import compare
from queries.differences import RowDifference
from queries.evidence import Filters, evidence, search
from queries.frame_columns import DTYPES, LAYOUTS
from queries.frames import Rows
from queries.overviews import pair, what_compares
from queries.plans import plans
from queries.practices import gaps, practice_matrix
from queries.requirements import requirements
from queries.series_views import average_growth
from queries.store import Store
from queries.trend import trend
from queries.two_years import two_years
from queries.versions import Why, versions

ROOT = Path(__file__).resolve().parents[2]
DISTRICTS = ["hexi", "binhai", "hedong", "tongzhou", "weicheng"]
TODAY = dt.date(2025, 6, 30)
#: A figure that is new, and a district that is called something else.
FIGURE = RowDifference(
    "observations",
    ("X-1",),
    None,
    {"district_id": "hexi", "metric_id": "gdp", "period_end": TODAY, "as_written": "1亿元"},
)
NAME = RowDifference("districts", ("hexi",), {"name_en": "Hexi"}, {"name_en": "Hexi District"})
WHY = Why("as in the source", "editor", "reviewer")
#: A result of every layout that has a function of its own.
RESULTS: dict[str, Callable[[Store], Rows]] = {
    "observations": lambda s: frames.observations(s.catalogue, search(s, Filters()).figures),
    "comparison": lambda s: frames.comparison([compare(s, "recon_received", 2022, DISTRICTS)]),
    "trend": lambda s: frames.trend(trend(s, "gdp", DISTRICTS)),
    "evidence": lambda s: frames.evidence(s.catalogue, evidence(s, "TJ-206")),  # type: ignore[arg-type]
    "two_years": lambda s: frames.two_years(two_years(s, "gdp", (2021, 2022), DISTRICTS)),
    "pair": lambda s: frames.pair(pair(s, ("gdp_growth", "fixed_asset_investment_growth"), 2019, DISTRICTS)),
    "growth": lambda s: frames.growth(
        s.catalogue.metrics["gdp"], average_growth(s, trend(s, "gdp", DISTRICTS))
    ),
    "ready": lambda s: frames.ready(s.catalogue, what_compares(s, DISTRICTS)),
    "coverage": lambda s: frames.coverage(coverage.by_metric(s)),
    "checks": lambda s: frames.checks(all_checks(s)),
    "practices": lambda s: frames.practices(practice_matrix(s, DISTRICTS)),
    "gaps": lambda s: frames.gaps("hedong", gaps(practice_matrix(s, DISTRICTS), "hedong")),
    "tasks": lambda s: frames.tasks(plans(s, TODAY)[0].tasks),
    "units": lambda s: frames.units(plans(s, TODAY)),
    "targets": lambda s: frames.targets(requirements(s, TODAY)),
    "versions": lambda s: version_rows.versions(versions(s)),
    "changes": lambda _: version_rows.changes([FIGURE, NAME], {("observations", ("X-1",)): [WHY]}),
}
#: Layouts of tables that are shown as they are filed.
FILED = {"districts", "dimensions", "metrics", "documents", "doubts", "systems"}


def _facts(table: str) -> list[dict[str, str]]:
    with (PACKAGE_FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _cell(value: object) -> str:
    return "" if pd.isna(value) else str(value)


def test_every_layout_is_that_of_a_result_or_of_a_file() -> None:
    assert RESULTS.keys() | FILED == LAYOUTS.keys()


@pytest.mark.parametrize("name", RESULTS)
def test_a_frame_has_the_documented_columns_and_types(store: Store, name: str) -> None:
    rows = RESULTS[name](store)
    frame = rows.to_frame()
    assert len(frame) == len(rows.data) > 0
    assert list(frame.columns) == [c.name for c in LAYOUTS[name]]
    for column in LAYOUTS[name]:
        assert str(frame[column.name].dtype) == DTYPES[column.kind], column.name
        for shown, cell in zip(frame[column.name], rows.column(column.name), strict=True):
            if cell is None:
                assert pd.isna(shown)
            else:
                assert shown == (pd.Timestamp(cell) if column.kind == "date" else cell)
    assert Rows(rows.columns, []).to_frame().dtypes.equals(frame.dtypes)


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_column_is_described_and_every_quantity_has_a_unit(name: str) -> None:
    described = frames.describe(name)
    assert list(described.columns) == ["name", "dtype", "unit", "meaning"]
    assert described["name"].is_unique
    assert (described["meaning"].str.len() > 3).all()
    numbers = described[described["dtype"] == "Float64"]
    assert (numbers["unit"] != "").all()


def test_observations_are_those_of_the_file_with_the_unit_of_their_metric(store: Store) -> None:
    found = search(store, Filters()).to_frame(store.catalogue).set_index("observation_id")
    facts = _facts("observations")
    metrics = {m["metric_id"]: m for m in _facts("metrics")}
    documents = {d["document_id"]: d for d in _facts("documents")}
    assert len(found) == len(facts)
    for fact in facts:
        row = found.loc[fact["observation_id"]]
        for end in ("value", "value_low", "value_high"):
            assert (pd.isna(row[end]) and fact[end] == "") or float(row[end]) == float(fact[end])
        assert row["period_start"] == pd.Timestamp(fact["period_start"])
        assert row["year"] == int(fact["period_end"][:4])
        assert [row["unit_zh"], row["unit_en"]] == [
            metrics[fact["metric_id"]][f"unit_{x}"] for x in ("zh", "en")
        ]
        assert row["reliability"] == documents[fact["document_id"]]["reliability"]
        assert (_cell(row["note_zh"]), row["as_written"]) == (fact["note_zh"], fact["as_written"])


def test_ranks_follow_from_the_intervals_in_the_frame(store: Store) -> None:
    certain = ranges = 0
    for metric_id, years in what_compares(store, DISTRICTS).counts.items():
        for year in years:
            frame = compare(store, metric_id, year, DISTRICTS).to_frame()
            ordered = frame[frame["compared"] & (frame["conflicts"].map(len) == 0)]
            assert frame.loc[~frame["compared"], "rank_first"].isna().all()
            if len(ordered) != frame["compared"].sum():
                continue  # what conflicts widens the interval by figures that have no row here
            low = ordered["value_low"].fillna(float("-inf"))
            high = ordered["value_high"].fillna(float("inf"))
            for at, row in ordered.iterrows():
                others = ordered.index != at
                tied = (low == high) & (low == low[at]) & (high == high[at])
                above, below = (low > high[at])[others], ((high < low[at]) | tied)[others]
                assert row["rank_first"] == 1 + above.sum()
                assert row["rank_last"] == len(ordered) - below.sum()
                certain += bool(row["rank_first"] == row["rank_last"])
                ranges += bool(row["rank_first"] != row["rank_last"])
    assert certain and ranges


def test_a_calculated_comparison_brings_its_own_unit(store: Store) -> None:
    published = compare(store, "gdp", 2020, DISTRICTS)
    outcome = calculate(store, published, "per_km2")
    assert isinstance(outcome, Calculated)
    frame = outcome.comparison.to_frame()
    gdp = published.to_frame().set_index("observation_id")["value"]
    areas = [o for o in _facts("observations") if o["metric_id"] == "land_area"]
    assert len(frame)
    assert set(frame["unit_en"]) == {outcome.comparison.metric.unit_en} != {published.metric.unit_en}
    for row in frame.itertuples():
        own = [float(o["value"]) for o in areas if o["district_id"] == row.district_id]
        quotients = [gdp[row.observation_id] / area for area in own]
        assert any(row.value == pytest.approx(q, rel=0.001) for q in quotients)


def test_a_trend_is_every_figure_of_the_metric_in_the_file(store: Store) -> None:
    frame = trend(store, "gdp", DISTRICTS).to_frame()
    facts = {
        o["observation_id"]: float(o["value"]) for o in _facts("observations") if o["metric_id"] == "gdp"
    }
    assert dict(zip(frame["observation_id"], frame["value"], strict=True)) == facts
    lines = frame[frame["role"] == "main"]
    assert not lines.duplicated(["district_id", "year"]).any()


def test_two_years_and_pairs_take_their_values_from_the_file(store: Store) -> None:
    facts = {o["observation_id"]: float(o["value"]) for o in _facts("observations")}
    steps = two_years(store, "gdp", (2021, 2022), DISTRICTS).to_frame()
    points = pair(store, ("gdp_growth", "fixed_asset_investment_growth"), 2019, DISTRICTS).to_frame()
    for frame, ends in ((steps, ("before", "after")), (points, ("x", "y"))):
        assert len(frame)
        for end in ends:
            assert [facts[i] for i in frame[f"observation_id_{end}"]] == list(frame[f"value_{end}"])
    assert (steps["year_before"] == 2021).all() and (steps["year_after"] == 2022).all()


def test_plans_practices_and_coverage_count_what_the_files_hold(store: Store) -> None:
    tasks = pd.concat([plan.to_frame() for plan in plans(store, TODAY)])
    assert set(tasks["task_id"]) == {t["task_id"] for t in _facts("tasks")}
    carriers = _facts("task_units")
    for row in tasks.itertuples():
        assert sorted(row.lead) == sorted(
            c["unit_id"] for c in carriers if c["task_id"] == row.task_id and c["role"] == "lead"
        )
    matrix = practice_matrix(store, DISTRICTS).to_frame()
    assert len(matrix) == len(_facts("practices")) * len(DISTRICTS)
    assert {s for found in matrix["systems"] for s in found} == {
        s["system_id"] for s in _facts("systems") if s["practice_id"]
    }
    assert frames.coverage(coverage.by_dimension(store)).to_frame()["figures"].sum() == len(
        _facts("observations")
    )


def _run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_notebook_of_the_readme_runs_without_streamlit() -> None:
    section = (
        (ROOT / "README.md").read_text(encoding="utf-8").split("## In a notebook\n")[1].split("\n## ")[0]
    )
    (snippet,) = re.findall(r"```python\n(.*?)```", section, re.S)
    check = """
import sys
assert c.judgement.verdict == "comparable"
assert len(figures) == 2 and figures["rank_first"].notna().all()
assert len(everything.data) and len(gdp)
print("streamlit" in sys.modules, "plotly" in sys.modules)
"""
    assert _run(snippet + check).strip() == "False False"


def test_pandas_is_imported_only_when_a_frame_is_made() -> None:
    modules = [
        f"{p}.{f.stem}" for p in ("queries", "views") for f in (ROOT / p).glob("*.py") if f.stem != "__init__"
    ]
    assert len(modules) > 30
    assert _run(f"import {', '.join(modules)}, sys; print('pandas' in sys.modules)").strip() == "False"
