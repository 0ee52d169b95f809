"""What a brief says of a district: each part by its rule, and nothing that the facts do not say."""

from __future__ import annotations

import datetime as dt

import pytest

from locales import words
from queries.brief import RARE, Brief, brief
from queries.practices import figures_in_paragraph, gaps, practice_matrix
from queries.quality import EVERYTHING, FIRST_HAND, Quality
from queries.ready import CONTEXT, ready_sets
from queries.store import Store
from tests.queries import oracle
from views.build import build
from views.spec import view_spec
from views.view import View

DAY = dt.date(2026, 11, 22)
DISTRICTS = [d["district_id"] for d in oracle.table("districts")]
TASKS, TARGETS = oracle.table("tasks"), oracle.table("targets")


def _brief(store: Store, district_id: str, quality: Quality = FIRST_HAND) -> Brief:
    return brief(store, district_id, DAY, quality)


def _view(store: Store, district_id: str, code: str = "zh", **named: str) -> View:
    return build(store, words(code), view_spec("brief", district=district_id, **named), DAY)


@pytest.mark.parametrize("quality", [EVERYTHING, FIRST_HAND])
@pytest.mark.parametrize("district_id", DISTRICTS)
def test_it_stands_where_it_compares_by_the_newest_set_of_each_metric(
    store: Store, district_id: str, quality: Quality
) -> None:
    b = _brief(store, district_id, quality)
    own = [s for s in ready_sets(store, quality) if district_id in s.district_ids]
    assert b.n_compared == len({s.metric_id for s in own})
    for s in b.standings:
        c = s.comparison
        alike = [x for x in own if (x.metric_id, x.forecasts) == (c.metric.metric_id, c.judgement.forecasts)]
        assert c.year == max(x.year for x in alike)
        assert s.own.rank is not None and s.own.observation.district_id == district_id
    context = [s.comparison.metric.dimension_id == CONTEXT for s in b.standings]
    assert context == sorted(context), "law-based government first"


def test_only_rises_and_falls_that_may_be_stated_are_changes(store: Store) -> None:
    changes = [c for d in DISTRICTS for c in _brief(store, d, EVERYTHING).changes]
    assert changes
    for c in changes:
        before, after = c.step.before.observation, c.step.after.observation
        assert before.year < after.year and before.status == after.status
        assert before.period_basis == after.period_basis
        assert c.step.change and (c.step.change.low > 0 or c.step.change.high < 0)


@pytest.mark.parametrize("district_id", DISTRICTS)
def test_practices_are_those_that_most_others_have_in_use_and_planned_ones_are_counted_apart(
    store: Store, district_id: str
) -> None:
    b = _brief(store, district_id)
    found = gaps(practice_matrix(store, DISTRICTS), district_id)
    unknown = [g for g in found if g.state == "not_found"]
    assert (b.n_practices, b.n_planned) == (len(unknown), len(found) - len(unknown))
    having = [len(p.lacking.having) for p in b.practices]
    assert having == sorted((len(g.having) for g in unknown), reverse=True)[: len(having)]
    for p in b.practices:
        assert p.example.system.status != "planned"
        assert p.example.system.practice_id == p.lacking.practice.practice_id
        assert p.example.system.district_id in {d.district_id for d in p.lacking.having}


def _share_a_rare_run(a: str, b: str, names: list[str]) -> bool:
    runs = {a[i : i + 3] for i in range(len(a) - 2)} & {b[i : i + 3] for i in range(len(b) - 2)}
    return any(sum(run in name for name in names) <= RARE for run in runs)


@pytest.mark.parametrize("district_id", DISTRICTS)
def test_a_figure_beside_a_practice_is_of_its_paragraph_and_called_alike(
    store: Store, district_id: str
) -> None:
    """A paragraph speaks of many things: an elderly-care base has not cancelled 55 approvals."""
    names = [r["name_zh"] for t in ("metrics", "practices", "systems") for r in oracle.table(t)]
    practices = _brief(store, district_id).practices
    assert practices
    for p in practices:
        system = p.example.system
        beside = {o.observation_id for o in figures_in_paragraph(store, system)}
        for o in p.example.figures:
            metric = store.catalogue.metrics[o.metric_id]
            assert o.observation_id in beside
            assert metric.dimension_id == system.dimension_id
            assert any(
                _share_a_rare_run(metric.name_zh, name, names)
                for name in (system.name_zh, p.lacking.practice.name_zh)
            )


@pytest.mark.parametrize("day", [dt.date(2022, 6, 1), dt.date(2024, 1, 1), DAY])
def test_dates_to_come_stand_before_those_that_passed_the_nearest_first(store: Store, day: dt.date) -> None:
    b = brief(store, "hedong", day)
    dated = sum(t["district_id"] == "hedong" and bool(t["due"]) for t in (*TASKS, *TARGETS))
    assert b.n_commitments == dated and b.has_plan
    dues = [c.due for c in b.commitments]
    coming = [d for d in dues if d >= day]
    assert dues[: len(coming)] == sorted(coming)
    assert dues[len(coming) :] == sorted(dues[len(coming) :], reverse=True)


def test_a_district_without_a_plan_says_so(store: Store) -> None:
    said = " ".join(x.text for part in _view(store, "hexi").brief for x in part.lines)
    assert "现有来源中没有该区的规划或实施方案。" in said
    assert "现有来源中没有该区的规划" not in " ".join(
        x.text for part in _view(store, "hedong").brief for x in part.lines
    )


@pytest.mark.parametrize("district_id", DISTRICTS)
def test_what_lacks_is_what_others_compare_in_and_it_has_no_figure_of(store: Store, district_id: str) -> None:
    g = _brief(store, district_id).gaps
    compared = {s.metric_id for s in ready_sets(store, FIRST_HAND)}
    lacking = {m.metric_id for metrics in g.without_figure.values() for m in metrics}
    documents = oracle.by_id("documents", "document_id")
    rows = [o for o in oracle.table("observations") if o["district_id"] == district_id]
    first_hand = {
        o["metric_id"] for o in rows if documents[o["document_id"]]["reliability"] in FIRST_HAND.reliability
    }
    assert g.compared == len(compared) and lacking == compared - first_hand
    filtered = {m.metric_id for m in g.without_figure.get("filtered", ())}
    assert filtered == lacking & {o["metric_id"] for o in rows}


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("district_id", DISTRICTS)
def test_every_line_with_a_figure_carries_the_number_of_its_source(
    store: Store, district_id: str, code: str
) -> None:
    v = _view(store, district_id, code, reliability="official,press")
    cited: dict[int, None] = {}
    for part in v.brief:
        for x in part.lines:
            cited |= dict.fromkeys(r.number for r in x.references)
            if part.part_id in ("standing", "changes", "practices") and x.head:
                assert x.references, x
    assert list(cited) == list(range(1, len(v.documents) + 1)), "numbered as they are first cited"
    by_figure = {e.observation.observation_id: e.document for e in v.evidence}
    for part in v.brief:
        for r in (r for x in part.lines for r in x.references if r.observation_id in by_figure):
            assert v.documents[r.number - 1] == by_figure[r.observation_id]


@pytest.mark.parametrize("code", ["zh", "en"])
def test_estimates_are_called_so_and_practices_number_three_to_five(store: Store, code: str) -> None:
    for district_id in DISTRICTS:
        v = _view(store, district_id, code)
        b = _brief(store, district_id, EVERYTHING)
        parts = {part.part_id: part for part in v.brief}
        assert 3 <= len(parts["practices"].lines) <= 5
        for line, s in zip(parts["standing"].lines, b.standings, strict=False):
            if s.own.observation.status == "estimate":
                assert words(code).gettext(" (estimate)") in line.text


def test_the_table_holds_every_line(store: Store) -> None:
    v = _view(store, "tongzhou")
    assert v.table
    assert [row[:2] for row in v.table.rows] == [(x.head, x.text) for part in v.brief for x in part.lines]
    assert list(v.table.groups.values()) == [part.heading for part in v.brief]
