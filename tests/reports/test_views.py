"""What stands in a report: the right figures, in both languages, and what nobody knows is named."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from queries.ready import CONTEXT
from queries.store import Store
from reports.templates import TEMPLATES
from views.draft import Draft, item
from views.table import Gap, Number

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def rows() -> dict[str, dict[str, str]]:
    with (ROOT / "data/observations.csv").open(encoding="utf-8", newline="") as file:
        return {r["observation_id"]: r for r in csv.DictReader(file)}


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("template", [t for t in TEMPLATES if t != "brief"])  # lines of words, no comparisons
def test_every_number_is_that_of_the_data(make, rows, template: str, code: str) -> None:  # type: ignore[no-untyped-def]
    compared = [b for b in make(template, code).views if b.comparison and b.table]
    assert compared
    for b in compared:
        shown = [row[1] for row in b.table.rows if isinstance(row[1], Number)]
        observations = [o for f in b.comparison.judgement.figures for o in (f.observation, *f.conflicts)]
        assert len(shown) == len(observations)
        for cell, o in zip(shown, observations, strict=True):
            assert isinstance(cell, Number)
            value = float(rows[o.observation_id]["value"])
            assert cell.value == pytest.approx(value * b.words.scale(b.comparison.metric), rel=1e-9)
            assert cell.text.startswith(cell.prefix) and cell.text.endswith(cell.suffix)
        assert {c.kind for row in b.table.rows for c in row if isinstance(c, Gap)} <= {
            "not_in_sources",
            "filtered",
        }


def test_annual_takes_law_before_context_then_practices_what_is_missing_and_older_figures(
    make,  # type: ignore[no-untyped-def]
    store: Store,
) -> None:
    views = make("annual", "zh").views
    kinds = [b.spec.kind for b in views]
    at = kinds.index("older")
    newest, older = at - 2, len(kinds) - at - 1
    assert kinds == ["compare"] * newest + ["practices", "missing", "older"] + ["compare"] * older
    for part in (views[:newest], views[at + 1 :]):
        metrics = [b.spec.get("metric") for b in part]
        assert metrics
        in_context = [store.catalogue.metrics[m].dimension_id == CONTEXT for m in metrics]
        assert in_context == sorted(in_context)
    compared = [b.spec.get("metric") for b in views if b.spec.kind == "compare"]
    assert len(set(compared)) == len(compared)


@pytest.mark.parametrize("template", TEMPLATES)
def test_english_reports_are_english_but_for_quotations(make, template: str) -> None:  # type: ignore[no-untyped-def]
    r = make(template, "en")
    assert r.views
    for b in r.views:
        texts = [b.title, b.subtitle, b.sentence, b.section, b.verdict, b.name, *(n.head for n in b.notes)]
        texts += [
            c if isinstance(c, str) else c.text for row in (b.table.rows if b.table else ()) for c in row
        ]
        assert [t for t in texts if re.search("[\u4e00-\u9fff]", t)] == []


def test_every_figure_has_its_wording_and_document(make, rows) -> None:  # type: ignore[no-untyped-def]
    written = {r["as_written"] for r in rows.values()}
    views = make("meeting", "zh").views
    assert any(b.evidence for b in views)
    for b in views:
        for e in b.evidence:
            assert e.as_written in written
            assert e.document in b.documents
        if b.comparison:
            assert len(b.evidence) == len(b.comparison.evidence)


def test_what_nobody_knows_is_named(make) -> None:  # type: ignore[no-untyped-def]
    view = make(Draft(items=(item("compare", metric="nothing"),)), "zh").views[0]
    assert "metric=nothing" in view.title
    assert view.table is None


def test_a_metric_without_figures_says_so(make, store: Store) -> None:  # type: ignore[no-untyped-def]
    with_figures = {
        m for (m,) in store.rows("SELECT DISTINCT metric_id FROM observations WHERE district_id = 'weicheng'")
    }
    lacking = next(m for m in store.catalogue.metrics if m not in with_figures)
    view = make(Draft(items=(item("compare", metric=lacking, districts="weicheng"),)), "en").views[0]
    assert "no figure" in view.sentence
    assert "Weicheng" in " ".join(n.text for n in view.notes)
