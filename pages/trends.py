"""Trends 趋势: where is it going?"""

from __future__ import annotations

import streamlit as st

from charts.lines import HEIGHT
from pages.shared import trend_controls as controls
from pages.shared.chart_clicks import draw_chart
from pages.shared.controls import unknown
from pages.shared.page_context import PageContext, page_context
from pages.shared.templates import put
from pages.shared.trend_parts import trend_parts
from views.selection import quality_parameters
from views.spec import ViewSpec, view_spec

#: The height of one of several charts, lower than one alone.
LOWER = 300


def page() -> None:
    """Draw the page."""
    d = page_context()
    metrics, chosen = controls.choose_series(d)
    o = controls.options(d)
    if not metrics:
        unknown()
        d.show("trends/no_metric.html")
        return
    quality = quality_parameters(o.quality, "reliability", "estimates")
    specs = [view_spec("trend", metric=m, view=o.view, **chosen, **quality) for m in metrics]
    if o.view == "index":
        base = controls.choose_base(d, specs[0])
        specs = [s.with_values(base=base) for s in specs]
    unknown()
    for spec in specs:
        _draw(d, spec, o.chart, HEIGHT if len(specs) == 1 else LOWER)


def _draw(d: PageContext, spec: ViewSpec, chart: str, height: int) -> None:
    """Draw one metric: chart, how to read it, the published figures."""
    parts = trend_parts(d, spec, chart, height)
    left, right = st.columns([2, 1], gap="small")
    with left:
        put(parts.head)
        if parts.figure is not None:
            draw_chart(parts.figure, d.theme, key=f"trend-{spec.get('metric')}", alt=parts.sentence)
        put(parts.under_the_chart)
    with right:
        put(parts.reading)
    put(parts.figures)


page()
