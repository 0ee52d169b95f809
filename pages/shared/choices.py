"""The controls that several pages share: which metric, which districts, which year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from locales import Words
from pages.shared.common_cache import cached_for_all
from pages.shared.controls import many_of, one_of
from pages.shared.page_context import PageContext
from pages.shared.typed import typing
from queries.calculated import CalculatedView, possible_views
from queries.comparison import YearChoice, years_to_compare
from queries.observations import metrics_with_figures
from queries.quality import RELIABILITY, Quality
from queries.ready import comparable_metrics, ready_sets
from queries.records import Metric
from queries.series_choice import longest_first
from queries.store import Store
from views import explaining

#: Up to this many districts stand side by side; more are in a list to open.
SIDE_BY_SIDE = 8


def metric_labels(context: PageContext) -> Mapping[str, str]:
    """Return all metrics by id, each with what it is called in a list: its dimension, its name, ✓ if it compares.

    Those that compare somewhere come first, law-based government before context; last those without any figure.
    """
    return _metric_labels(context.store, context.words)


@cached_for_all
def _metric_labels(store: Store, words: Words) -> Mapping[str, str]:
    compares = comparable_metrics(store)
    having = metrics_with_figures(store)
    dimensions = store.catalogue.dimensions

    def place(m: Metric) -> tuple[bool, bool, bool, int, int]:
        return (
            m.metric_id not in having,
            m.metric_id not in compares,
            m.dimension_id == "context",
            dimensions[m.dimension_id].ordinal,
            m.ordinal,
        )

    def label(m: Metric) -> str:
        text = f"{words.pick(m, 'name')} · {words.pick(dimensions[m.dimension_id], 'name')}"
        if m.metric_id not in having:
            return f"{text} · {words.gettext('no figures yet')}"
        return f"✓ {text}" if m.metric_id in compares else text

    return {m.metric_id: label(m) for m in sorted(store.catalogue.metrics.values(), key=place)}


@cached_for_all
def years_of(store: Store, metric_id: str, district_ids: list[str], quality: Quality) -> list[YearChoice]:
    """Return the years in which districts have figures of a metric, as `years_to_compare` does."""
    return years_to_compare(store, metric_id, district_ids, quality)


def usual_metric(context: PageContext) -> str:
    """The metric to show first: that of the strongest comparison, in every chart that compares one metric."""
    ready = ready_sets(context.store)
    return ready[0].metric_id if ready else next(iter(context.catalogue.metrics))


def choose_metric(context: PageContext, default: str) -> str:
    """One metric out of a searchable list."""
    labels = metric_labels(context)
    return one_of(
        "metric",
        context.words.gettext("Metric"),
        list(labels),
        default=default,
        names=labels.__getitem__,
        said=context.metric_name,
        typing=typing(context.store, context.words, with_views=True),
    )


def choose_district(context: PageContext, *, shown: bool = False) -> str:
    """One district, the reader's own first; with `shown` all of a few stand side by side, more are a list to open."""
    ids = list(context.catalogue.districts)
    return one_of(
        "district",
        context.words.gettext("District"),
        ids,
        default=ids[0],
        names=context.district_label,
        said=context.district_name,
        shown=shown and len(ids) <= SIDE_BY_SIDE,
    )


def choose_districts(context: PageContext) -> list[str]:
    """The districts to show; all of them unless there are many."""
    return many_of(
        "districts",
        context.words.gettext("Districts"),
        context.district_ids,
        default=context.usual_districts,
        counted=lambda n: context.words.ngettext("{n} district", "{n} districts", n),
        names=context.district_label,
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
    return int(one_of("year", words.gettext("Year"), options, default=str(default), names=name, said=str))


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
    names = {"yes": words.gettext("include estimates"), "no": words.gettext("actual figures only")}
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
