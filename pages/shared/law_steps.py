"""From one law-based metric to the next on a map: a presenter goes through all that compare, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from pages.shared.common_cache import cached_for_all
from pages.shared.page_context import PageContext
from queries.calculated import possible_views
from queries.overviews import LawMetric, law_metrics
from queries.quality import Quality
from views.spec import ViewSpec


class Step(NamedTuple):
    """Where a step leads: its address, the metric, the year, and whether that is another year than now."""

    href: str
    metric: str
    year: int
    is_other_year: bool


@cached_for_all
def law_steps(d: PageContext, spec: ViewSpec, quality: Quality, kept: Mapping[str, str]) -> Markup:
    """Return the way to the metric before and after that of a map; '' where no other is. Links keep `kept`."""
    found = law_metrics(d.store, spec.many("districts"), quality)
    ids = [m.metric_id for m in found]
    now, year = spec.get("metric"), int(spec.get("year"))
    if not [i for i in ids if i != now]:
        return Markup()
    place = ids.index(now) if now in ids else None
    before, after = (-1, 0) if place is None else ((place - 1) % len(ids), (place + 1) % len(ids))
    return d.render(
        "map/law_steps.html",
        before=_step(d, found[before], year, kept),
        after=_step(d, found[after], year, kept),
        place=0 if place is None else place + 1,
        total=len(ids),
        name=d.metric_name(now),
        year=year,
    )


def _step(d: PageContext, metric: LawMetric, now: int, kept: Mapping[str, str]) -> Step:
    """The step to a metric: in the present year if districts compare in it, else in the one in which most do."""
    year = metric.year_near(now)
    possible = possible_views(d.store, d.catalogue.metrics[metric.metric_id])
    address = {k: v for k, v in kept.items() if k != "view" or v in possible}
    href = d.link("map", **address, metric=metric.metric_id, year=str(year))
    return Step(href, d.metric_name(metric.metric_id), year, year != now)
