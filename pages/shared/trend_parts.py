"""One metric on Trends as it is drawn: chart, how to read it, the published figures."""

from __future__ import annotations

from typing import Any, NamedTuple

from markupsafe import Markup

from charts.multiples import multiples
from charts.theme import styles_of
from charts.view_chart import view_chart
from pages.shared.common_cache import cached_for_all
from pages.shared.page_context import PageContext
from views.spec import ViewSpec
from views.view import View


class TrendParts(NamedTuple):
    """One metric as it is drawn; `figure` is None where there is nothing to draw."""

    head: Markup
    figure: Any
    sentence: str
    under_the_chart: Markup
    reading: Markup
    figures: Markup


@cached_for_all
def trend_parts(d: PageContext, spec: ViewSpec, chart: str, height: int) -> TrendParts:
    """Return what is drawn of a metric; `chart` is how the series are divided, `height` that of the chart in pixels."""
    published = d.view(spec.with_values(view="", base=""))
    v = d.view(spec) if spec.get("view") != "published" else published
    every = spec.many("districts") == tuple(d.catalogue.districts)
    figure = _figure(d, v, chart, height)
    return TrendParts(
        d.render("view/head.html", v=v),
        figure,
        v.sentence,
        d.render("trends/under_the_chart.html", v=v, published=published, has_chart=figure is not None),
        d.render("trends/reading.html", v=v, published=published),
        d.render(
            "trends/figures.html",
            spec=published.spec if v is published else v.shown_spec,
            published=published,
            chart=chart,
            granted=("districts",) if every else (),
        ),
    )


def _figure(d: PageContext, v: View, chart: str, height: int) -> Any:
    """The chart of a series, or of each district its own; None where there is nothing to draw."""
    if v.trend is None or not v.trend.series:
        return None
    if chart == "one":
        return view_chart(v, d.theme, height)
    return multiples(v.trend, styles_of(v, d.theme.mode), d.theme, shared=chart == "shared")
