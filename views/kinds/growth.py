"""Average annual growth as a table of its own, for pictures: spans differ, so nothing is ordered."""

from __future__ import annotations

from dataclasses import replace

from locales import Words
from queries.records import Metric, Observation
from queries.series_views import average_growth
from queries.store import Store
from queries.trend import Trend
from views import explaining, wording
from views.table import Column, Phrase, Table
from views.view import View


def growth_view(store: Store, view: View, t: Trend) -> View:
    """How fast did each district grow a year between its first and its last figure? A view with the table alone."""
    words = view.words
    growths = average_growth(store, t)
    name = words.pick(t.metric, "name")
    if not growths:
        return replace(view, trend=None, table=None)
    rate = t.metric._replace(unit_zh="%", unit_en="%", decimals=1, measure="index")
    nominal = t.metric.measure == "money"
    how = words.gettext(
        "Calculated: the n-th root of last over first figure, less one. Spans differ, so the rows are not ordered."
    )
    growth = words.gettext("nominal growth a year") if nominal else words.gettext("growth a year")
    table = Table(
        title=name,
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
                wording.span_of(words, rate, g.rate),
            )
            for g in growths
        ),
        notes=(how,),
    )
    return replace(
        view,
        trend=None,
        table=table,
        title=words.labelled(name, words.gettext("average annual growth")),
        subtitle=" · ".join((explaining.span(t), words.gettext("calculated"))),
    )


def _end(words: Words, metric: Metric, o: Observation) -> Phrase:
    """A figure at the end of a series, and when it was."""
    text = words.with_brackets(wording.quantity(words, metric, o), wording.period(words, o))
    return Phrase(text, observation_id=o.observation_id)
