"""Average annual growth as a table: spans differ, so nothing is ordered."""

from __future__ import annotations

from dataclasses import replace

from locales import Words
from queries.intervals import Interval
from queries.records import Metric, Observation
from queries.series_views import average_growth
from queries.store import Store
from queries.trend import Trend
from views import explaining, series_findings, wording
from views.table import Column, Number, Phrase, Table
from views.view import View


def growth_view(store: Store, view: View, t: Trend) -> View:
    """How fast did each district grow a year between its first and its last figure? A view with the table alone."""
    words = view.words
    growths = average_growth(store, t)
    name = words.pick(t.metric, "name")
    if not growths:
        return replace(view, trend=None, table=None, about=(t.metric,))
    rate = t.metric._replace(unit_zh="%", unit_en="%", decimals=1, measure="index")
    nominal = t.metric.measure == "money"
    how = words.gettext(
        "Calculated: the n-th root of last over first figure, less one. Spans differ, so the rows are not ordered."
    )
    growth = words.gettext("nominal growth a year") if nominal else words.gettext("growth a year")
    table = Table(
        title=series_findings.growth_name(words, t.metric),
        columns=(
            Column("district", words.gettext("District"), weight=1.2),
            Column("from", words.gettext("From"), numeric=True, weight=2),
            Column("to", words.gettext("To"), numeric=True, weight=2),
            Column("growth", growth, numeric=True, weight=1.4),
        ),
        rows=tuple(
            (
                words.pick(g.district, "name"),
                *(_end(words, t.metric, o) for o in (g.first, g.last)),
                _rate(words, rate, g.rate),
            )
            for g in growths
        ),
        notes=(how,),
    )
    finding = series_findings.of_growth(words, t.metric, growths)
    return replace(
        view,
        trend=None,
        table=table,
        about=(t.metric,),
        title=finding,
        subtitle=" · ".join((name, explaining.span(t), words.gettext("calculated"))),
        sentence=words.paragraph((words.sentence(finding), view.sentence)),
        name=words.with_brackets(series_findings.growth_name(words, t.metric), explaining.span(t)),
        finds=True,
    )


def _end(words: Words, metric: Metric, o: Observation) -> Phrase:
    """A figure at the end of a series, and when it was."""
    text = words.with_brackets(wording.quantity(words, metric, o), wording.period(words, o))
    return Phrase(text, observation_id=o.observation_id)


def _rate(words: Words, rate: Metric, values: Interval) -> str:
    """A rate of growth, as a number too where it is one."""
    text = wording.span_of(words, rate, values)
    if not values.is_point:
        return text
    value = round(values.low, rate.decimals)
    return Phrase(text, number=Number(value, text, rate.decimals, suffix="%"))
