"""What a reader chose stays; where it cannot be shown, the page says so and leads to what can, with the choice kept."""

from __future__ import annotations

import pytest

from tests.pages.reader import by_id, table, visit, year_of


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


@pytest.mark.parametrize("chart", ["years", "scatter"])
def test_another_chart_keeps_the_metric_or_says_that_it_cannot(chart: str) -> None:
    """Also that which is not in the address, because it is the usual one."""
    pages = [visit("compare", chart=c) for c in ("dots", chart)]
    before, after = (page.at.selectbox(key="control-metric").value for page in pages)
    names = by_id("metrics", "metric_id")
    said = f"{names[before]['name_zh']}没有可比较变化的两个年份，改为显示{names[after]['name_zh']}"
    assert (said in pages[1].main) == (before != after)
    assert pages[1].charts, "what is shown instead can be shown"


def test_what_compares_instead_compares_the_districts_chosen() -> None:
    districts = "binhai,hedong"
    page = visit("compare", metric="recon_received", districts=districts, year="2019", reliability="official")
    offered = [a for box in page.find("qj-notice") for a in box.iter("a")]
    links = [x for x in page.links if x.href in {a.get("href") for a in offered}]
    assert links
    for link in links:
        assert (link.parameters["districts"], link.parameters["reliability"]) == (districts, "official")
        (verdict,) = visit("compare", **link.parameters).find("qj-verdict")
        assert "qj-v-comparable" in verdict.get("class", "")


@pytest.mark.parametrize("named", [{"from": "2021"}, {"year": "2009"}, {"year": "2022"}, {}])
def test_one_year_named_is_completed_to_a_span_in_order(named: dict[str, str]) -> None:
    page = visit("compare", chart="years", metric="gdp", **named)
    first, last = (page.at.selectbox(key=f"control-{key}").value for key in ("from", "year"))
    assert first < last
    assert {"from": first, "year": last}.items() >= named.items()
