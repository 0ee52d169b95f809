"""Lists of Evidence in the order of a column; the figures over all their pages, and never by their numbers."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest

from tests.pages.reader import Link, Seen, by_id, table, visit

#: Tab → the heads that sort it, by a click in the browser.
BUTTONS = {"documents": 8, "metrics": 7, "doubts": 5, "checks": 7}


def _heads(seen: Seen) -> dict[str, tuple[Link, str]]:
    """The heads that lead somewhere: text → the link, and in which order the column is."""
    found = {}
    for head in seen.root.iter("th"):
        for a in head.iter("a"):
            text = "".join(a.itertext())
            found[text] = (Link(a.get("href", ""), text, a.get("class", "")), head.get("aria-sort", ""))
    return found


def _ids(seen: Seen) -> list[str]:
    figures: list[Element] = [a for a in seen.find("qj-figure") if "observation=" in a.get("href", "")]
    return [Link(a.get("href", ""), "", "").parameters["observation"] for a in figures]


def test_figures_are_sorted_over_all_their_pages() -> None:
    rows = by_id("observations", "observation_id")
    newest = sorted((o["period_end"] for o in rows.values()), reverse=True)
    ends = [
        rows[i]["period_end"]
        for page in ("1", "2")
        for i in _ids(visit("evidence", order="-period", page=page))
    ]
    assert ends == newest[: len(ends)]
    assert len(ends) == 100


@pytest.mark.parametrize(
    ("head", "first"), [("区", "ascending"), ("时期", "descending"), ("来源", "ascending")]
)
def test_a_head_turns_the_order_and_leads_back(head: str, first: str) -> None:
    chosen = {"districts": "hexi,tongzhou", "metric": "gdp"}
    seen = visit("evidence", **chosen)
    usual, walked = _ids(seen), []
    for _ in range(3):
        link, now = _heads(seen)[head]
        walked.append(now)
        assert chosen.items() <= link.parameters.items()
        seen = visit("evidence", **{k: v for k, v in link.parameters.items() if k != "lang"})
    other = {"ascending": "descending", "descending": "ascending"}[first]
    assert walked == ["", first, other]
    assert _ids(seen) == usual
    assert sorted(_ids(visit("evidence", order="-district", **chosen))) == sorted(usual)


def test_figures_are_never_put_in_order_of_their_numbers() -> None:
    assert set(_heads(visit("evidence"))) == {"区", "时期", "来源"}
    seen = visit("evidence", order="figure")
    assert "order=figure" in seen.named or "order=figure" in seen.text
    assert _ids(seen) == _ids(visit("evidence"))


def test_districts_stand_in_the_order_of_the_lists() -> None:
    order = [d["district_id"] for d in table("districts")]
    rows = by_id("observations", "observation_id")
    places = [order.index(rows[i]["district_id"]) for i in _ids(visit("evidence", order="-district"))]
    assert places == sorted(places, reverse=True)


@pytest.mark.parametrize("tab", BUTTONS)
def test_other_lists_sort_in_the_browser(tab: str) -> None:
    seen = visit("evidence", tab=tab)
    assert sum(b.get("data-do") == "sort" for b in seen.root.iter("button")) == BUTTONS[tab]


def test_metrics_without_figures_come_last_and_lead_nowhere() -> None:
    """A metric that the forms define and no document has filled yet is said to be so, and is no link."""
    having = {o["metric_id"] for o in by_id("observations", "observation_id").values()}
    empty = [m["metric_id"] for m in table("metrics") if m["metric_id"] not in having]
    assert empty
    seen = visit("evidence", tab="metrics")
    assert f"其中{len(empty)}个暂无数据" in seen.text
    assert {x.parameters["metric"] for x in seen.links if "metric" in x.parameters} <= having
    options = visit("compare").at.selectbox(key="control-metric").options
    assert all(option.endswith("暂无数据") for option in options[-len(empty) :])
    assert not any("暂无数据" in option for option in options[: -len(empty)])
