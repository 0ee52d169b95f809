"""The sweep asks for what there is and notices what fails."""

from __future__ import annotations

import pytest

from pages.compare_views import what
from pages.shared.address import PAGES
from queries.current import current_store
from tests.sweeping.addresses import Address, api, pages, pictures
from tests.sweeping.visits import ask, visit


def test_every_page_and_every_metric_with_figures_is_asked_for() -> None:
    store = current_store()
    found = pages(store)
    assert len(found) > 3069
    assert {a.path for a in found} == set(PAGES)
    with_figures = {m for (m,) in store.rows("SELECT DISTINCT metric_id FROM observations")}
    for path in ("compare", "map", "trends"):
        assert {a.parameters.get("metric") for a in found if a.path == path} >= with_figures
    assert len({str(a) for a in found}) == len(found)


def test_answers_and_pictures_are_asked_for() -> None:
    store = current_store()
    assert len(api(store)) > 3000
    assert len({a.parameters["format"] for a in api(store)}) == 3
    assert {a.parameters["format"] for a in pictures(store)} == {"png", "svg", "pdf"}


def test_a_page_that_fails_is_noticed_with_its_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    address = Address("compare", {"lang": "zh", "chart": "what"})
    assert visit(address) == ""

    def broken(*_given: object) -> None:
        raise ZeroDivisionError("qj")

    monkeypatch.setattr(what, "draw", broken)
    assert visit(address)


def test_a_refusal_of_the_api_is_noticed() -> None:
    assert ask(Address("api/v1/compare", {"metric": "gdp", "format": "json"})) == ""
    assert ask(Address("api/v1/compare", {"metric": "gdp", "jahr": "2022"})).startswith("422")
