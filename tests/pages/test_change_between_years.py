"""A change is stated between an earlier and a later year, or the page says why not and leads to years that work."""

from __future__ import annotations

from tests.pages.reader import table, visit, year_of


def test_a_metric_of_one_year_has_no_change() -> None:
    years: dict[str, set[int]] = {}
    for o in table("observations"):
        years.setdefault(o["metric_id"], set()).add(year_of(o))
    metric = next(m for m, found in years.items() if len(found) == 1)
    page = visit("compare", chart="years", metric=metric)
    assert "持平" not in page.main and not page.charts
    assert f"所选均为{min(years[metric])}年" in page.main
    assert "没有两个年份有同类数据" in page.main


def test_a_year_against_itself_is_refused_and_leads_to_years_that_work() -> None:
    page = visit("compare", chart="years", metric="gdp", **{"from": "2022", "year": "2022"})
    assert "所选均为2022年" in page.main and not page.charts
    offered = [link for link in page.links if "→" in link.text]
    assert offered
    assert visit("compare", **offered[0].parameters).charts
