"""A figure that does not fit others says so wherever it is shown: page, picture, screen, list of a district."""

from __future__ import annotations

import pytest

from charts.captions import caption_of
from data.build import build
from data.settings import today
from locales import words
from queries.checks import Check, disagreements
from queries.current import current_store
from queries.store import Store, open_store
from reports.presentation.screens import of_view
from tests.pages.reader import visit
from tests.queries import oracle
from views import wording
from views.build import build as view
from views.doubts import on_single
from views.spec import ViewSpec, view_spec
from views.view import View


@pytest.fixture
def store() -> Store:
    build()
    return current_store()


FAILED = disagreements(open_store(build()))
CODES = ("zh", "en")


def test_some_figures_do_not_fit() -> None:
    assert len(FAILED) > 3, "nothing below says anything otherwise"


def _shown(store: Store, code: str, spec: ViewSpec) -> View:
    return view(store, words(code), spec, today())


def _specs(c: Check) -> list[ViewSpec]:
    o = c.result
    place = {"metric": o.metric_id, "districts": o.district_id}
    return [view_spec("compare", year=o.year, **place), view_spec("trend", **place)]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("check", FAILED, ids=lambda c: c.result.observation_id)
def test_the_view_of_the_figure_says_both_numbers(store: Store, check: Check, code: str) -> None:
    metric = store.catalogue.metrics[check.result.metric_id]
    published = wording.quantity(words(code), metric, check.result)
    specs = _specs(check)
    assert specs
    for spec in specs:
        v = _shown(store, code, spec)
        found = [n for n in v.noted("check") if published in n.text]
        assert found, spec
        assert all(n.grave for n in found)
        assert any(words(code).pick(check.relation, "text") in n.text for n in found)
        for details in (False, True):
            caption = caption_of(v, "", "", details=details)
            lines = [*caption.notes, *caption.details]
            assert sum(found[0].text in line for line in lines) == 1
        assert [found[0].head, found[0].text, True] in of_view(v, 0)["notes"]


@pytest.mark.parametrize("check", FAILED, ids=lambda c: c.result.observation_id)
def test_a_figure_that_others_were_checked_against_names_it_without_blame(store: Store, check: Check) -> None:
    part = check.parts[0]
    v = _shown(store, "zh", view_spec("trend", metric=part.metric_id, districts=part.district_id))
    results = {c.result.observation_id for c in FAILED}
    shown = {e.observation.observation_id for e in v.evidence}
    named = [n for n in v.noted("check") if words("zh").pick(check.relation, "text") in n.text]
    assert named
    assert any(n.grave for n in named) == bool(results & shown)


def test_the_page_says_it(store: Store) -> None:
    o = FAILED[-1].result
    page = visit("compare", metric=o.metric_id, year=str(o.year), districts=o.district_id)
    assert "核对不符" in page.main


@pytest.mark.parametrize("district", [d["district_id"] for d in oracle.table("districts")])
def test_the_list_of_a_district_says_what_bears_on_its_figures(store: Store, district: str) -> None:
    v = _shown(store, "zh", view_spec("figures", district=district))
    shown = [e.observation for e in v.evidence]
    doubts = {
        d.text_zh
        for o in shown
        for d in store.catalogue.doubts_on(o.metric_id, district, o.year)
        if d.severity != "note" and d.bars in ("none", "both")
    }
    assert {n.text for n in v.noted("doubt")} == doubts
    assert on_single(words("zh"), store.catalogue, []) == []
    failed = [c for c in FAILED if c.result.observation_id in {o.observation_id for o in shown}]
    assert sum(n.grave for n in v.noted("check")) == len(failed)
