"""What a reader may set on Compare besides metric, districts and year: one line under these."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from pages.shared.choices import choose_estimates, choose_reliability, choose_since
from pages.shared.controls import one_of
from pages.shared.page_context import PageContext
from queries.quality import Quality

CHARTS = ("dots", "years", "metrics", "scatter", "heat", "what")
#: The charts that look over several years: for these a reader may ask for recent figures only.
OVER_YEARS = ("metrics", "heat", "what")


@dataclass(frozen=True)
class Options:
    """The chart, and which figures are let in."""

    chart: str
    quality: Quality
    #: Whether the chosen districts are ordered within all districts.
    within_all: bool


def options(d: PageContext) -> Options:
    """Chart, kinds of sources, estimates, comparison group."""
    words = d.words
    names = {
        "dots": words.gettext("In order"),
        "years": words.gettext("Two years"),
        "metrics": words.gettext("By metric"),
        "scatter": words.gettext("Scatter"),
        "heat": words.gettext("Heat table"),
        "what": words.gettext("What compares"),
    }
    groups = {"shown": words.gettext("the chosen"), "all": words.gettext("all districts")}
    chart_side, source_side, estimate_side, group_side = st.columns([6, 2, 2, 2], gap="small")
    with chart_side:
        chart = one_of(
            "chart", words.gettext("Chart"), CHARTS, default="dots", names=names.__getitem__, shown=True
        )
    with source_side:
        reliability = choose_reliability(d)
    with estimate_side:
        estimates = choose_estimates(d)
    group, since = "shown", None
    with group_side:
        if chart in OVER_YEARS:
            since = choose_since(d)
        elif chart == "dots":
            label = words.gettext("Order within")
            group = one_of("group", label, list(groups), default="shown", names=groups.__getitem__)
    return Options(chart, Quality(reliability, estimates, since), group == "all")
