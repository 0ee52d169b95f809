"""The controls that several pages share: which metric, which districts, which year."""

from __future__ import annotations

from collections.abc import Sequence

from pages.shared.controls import many_of, one_of
from pages.shared.page_context import PageContext
from queries.calculated import CalculatedView, possible_views
from queries.comparison import YearChoice
from queries.quality import RELIABILITY
from queries.ready import comparable_metrics, ready_sets
from queries.records import Metric
from queries.series_choice import longest_first
from views import explaining


def metrics_in_order(context: PageContext) -> list[str]:
    """All metrics, those that compare somewhere first, law-based government before context."""
    compares = comparable_metrics(context.store)

    def place(m: Metric) -> tuple[bool, bool, int, int]:
        dimension = context.catalogue.dimensions[m.dimension_id]
        is_context = m.dimension_id == "context"
        return (m.metric_id not in compares, is_context, dimension.ordinal, m.ordinal)

    return [m.metric_id for m in sorted(context.catalogue.metrics.values(), key=place)]


def metric_label(context: PageContext, metric_id: str) -> str:
    """A metric in a list: its dimension, its name, and whether districts can be compared by it."""
    metric = context.catalogue.metrics[metric_id]
    text = f"{context.words.pick(metric, 'name')} · {context.dimension_name(metric.dimension_id)}"
    return f"✓ {text}" if metric_id in comparable_metrics(context.store) else text


def usual_metric(context: PageContext) -> str:
    """The metric to show first: that of the strongest comparison, in every chart that compares one metric."""
    ready = ready_sets(context.store)
    return ready[0].metric_id if ready else next(iter(context.catalogue.metrics))


def choose_metric(context: PageContext, default: str) -> str:
    """One metric out of a searchable list."""
    return one_of(
        "metric",
        context.words.gettext("Metric"),
        metrics_in_order(context),
        default=default,
        names=lambda m: metric_label(context, m),
    )


def choose_districts(context: PageContext) -> list[str]:
    """The districts to show; all of them unless there are many."""
    return many_of(
        "districts",
        context.words.gettext("Districts"),
        list(context.catalogue.districts),
        default=context.usual_districts,
        names=context.district_name,
    )


def choose_year(context: PageContext, choices: Sequence[YearChoice], default: int) -> int:
    """One of the years with figures; each says how many districts compare in it."""
    words = context.words
    by_year = {str(c.year): c for c in choices}

    def name(year: str) -> str:
        c = by_year.get(year)
        if c is None:
            return year
        if c.comparable:
            return words.ngettext(
                "{year} ({n} comparable)", "{year} ({n} comparable)", c.comparable, year=year
            )
        return words.ngettext("{year} ({n} district)", "{year} ({n} districts)", c.with_figures, year=year)

    options = list(by_year) or [str(default)]
    return int(one_of("year", words.gettext("Year"), options, default=str(default), names=name))


def choose_reliability(context: PageContext, usual: Sequence[str] = RELIABILITY) -> tuple[str, ...]:
    """Which kinds of sources are let in; `usual` where the reader has not chosen."""
    words = context.words
    names = {
        ",".join(RELIABILITY): words.gettext("all sources"),
        "official,press": words.gettext("official and press"),
        "official": words.gettext("official only"),
    }
    chosen = one_of(
        "reliability",
        words.gettext("Grade of sources"),
        list(names),
        default=",".join(usual),
        names=names.__getitem__,
    )
    return tuple(chosen.split(","))


def choose_estimates(context: PageContext) -> bool:
    """Whether estimates are let in."""
    words = context.words
    names = {"yes": words.gettext("with estimates"), "no": words.gettext("actual figures only")}
    return (
        one_of("estimates", words.gettext("Status"), list(names), default="yes", names=names.__getitem__)
        == "yes"
    )


def choose_since(context: PageContext) -> int | None:
    """The first year let in; None for all years."""
    words = context.words
    first, last = longest_first(context.store).years
    years = [str(y) for y in range(last, first, -1)]
    names = {"all": words.gettext("all years")} | {y: words.gettext("since {year}", year=y) for y in years}
    chosen = one_of("from", words.gettext("Years"), list(names), default="all", names=names.__getitem__)
    return None if chosen == "all" else int(chosen)


def choose_view(context: PageContext, metric_id: str) -> CalculatedView | None:
    """As published (None) or one of the views that make sense for the metric."""
    names = explaining.view_names(context.words)
    possible = possible_views(context.store, context.catalogue.metrics[metric_id])
    label = context.words.gettext("Figures")
    chosen = one_of("view", label, ["published", *possible], default="published", names=names.__getitem__)
    return next((v for v in possible if v == chosen), None)
