"""What people type into a list of metrics is found as the search finds it, whatever the list calls it."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.reader import Seen, visit

#: What is typed, the metric and the view that it means.
TYPED = {
    "GDP": ("gdp", "published"),
    "人均GDP": ("gdp", "per_10k"),
    "gong zhi lü shi": ("public_lawyers", "published"),
    "負責人出庭": ("court_appearance_rate", "published"),
    "gzls": ("public_lawyers", "published"),
}


def _metric(at: AppTest) -> str:
    """The metric in the address."""
    found: str | list[str] = at.query_params["metric"]
    return found if isinstance(found, str) else found[0]


def _typed(page: Seen, text: str) -> AppTest:
    box = page.at.selectbox(key="control-metric")
    box.options.append(text)  # as a browser offers it
    return box.set_value(text).run()


@pytest.mark.parametrize("address", ["compare", "map"])
@pytest.mark.parametrize("text", TYPED)
def test_what_is_typed_is_found(address: str, text: str) -> None:
    metric, view = TYPED[text]
    at = _typed(visit(address), text)
    assert _metric(at) == metric
    assert (at.selectbox(key="control-metric").value, at.selectbox(key="control-view").value) == (
        metric,
        view,
    )
    assert f"“{text}”：" in Seen(at, "zh").main


def test_where_it_may_mean_several_the_comparable_comes_first_and_others_are_named() -> None:
    at = _typed(visit("compare"), "复议")
    assert _metric(at) == "recon_received"
    assert "也可能指：行政复议审结" in Seen(at, "zh").main


def test_what_nobody_calls_so_leaves_the_choice() -> None:
    page = visit("compare", metric="public_lawyers", year="2024")
    at = _typed(page, "<b>永动机</b>")
    assert _metric(at) == "public_lawyers"
    assert at.selectbox(key="control-metric").value == "public_lawyers"
    assert "没有与“<b>永动机</b>”相符的指标，所选不变" in Seen(at, "zh").main
    assert "永动机" not in Seen(at.run(), "zh").main, "it is said once"


def test_trends_add_what_is_typed_to_what_is_chosen() -> None:
    page = visit("trends", metric="recon_received")
    at = page.at.multiselect(key="control-metric").set_value(["recon_received", "负责人出庭"]).run()
    assert _metric(at) == "recon_received,court_appearance_rate"
    at = at.multiselect(key="control-metric").set_value([]).run()
    assert _metric(at) == "", "a list can be emptied"
