"""How series stand on a page: legend of marks, what breaks them, the table."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from locales import Words
from pages.shared import checking
from pages.shared.html import doubt_list, figure_link, table, tag
from pages.shared.page_context import PageContext
from queries.comparison import Missing
from queries.records import District
from queries.trend import Point, Series, Trend
from views import explaining, sentences, wording


def legend(words: Words, t: Trend) -> str:
    """What the unusual marks in this chart mean; only those that occur."""
    items = [
        f"<span><b aria-hidden='true'>{sign}</b> {escape(text)}</span>"
        for sign, text in explaining.legend(words, t)
    ]
    gaps = words.gettext("Missing years stay open.")
    return f'<p class="qj-legend">{"".join(items)}<span>{escape(gaps)}</span></p>'


def reading(words: Words, t: Trend, everyone: Sequence[District], also: Sequence[Missing] = ()) -> str:
    """What the series show and what must not be read into them."""
    gap = sentences.missing_sentence(words, list(dict.fromkeys((*t.missing, *also))), everyone)
    return "".join(
        [
            tag("h3", words.gettext("What the figures show"), "qj-side"),
            *(tag("p", text, "qj-series") for text in sentences.trend_sentences(words, t)),
            tag("p", gap, "qj-gap"),
            tag("p", words.pick(t.metric, "definition"), "qj-small"),
            _breaks(words, t),
            tag("h3", words.gettext("To be read with care"), "qj-side") if t.doubts else "",
            doubt_list(words, t.doubts),
        ]
    )


def _breaks(words: Words, t: Trend) -> str:
    items = [f"<li>{escape(text)}</li>" for text in explaining.breaks(words, t)]
    return f'<ul class="qj-reasons">{"".join(items)}</ul>' if items else ""


def series_table(d: PageContext, t: Trend) -> str:
    """One row a period, one column a district; every number leads to its evidence, with a sign where it was checked."""
    words = d.words
    if not t.series:
        return ""
    periods = sorted(
        {
            (p.observation.period_end, p.observation.period_start, p.observation.period_basis)
            for s in t.series
            for p in s.points
        },
        reverse=True,
    )
    head = [words.gettext("Period"), *(words.pick(s.district, "name") for s in t.series)]
    rows = []
    for end, start, basis in periods:
        cells = [_cell(d, s, (start, end, basis)) for s in t.series]
        first = next(
            p.observation for s in t.series for p in s.points if p.observation.period == (start, end, basis)
        )
        rows.append([escape(wording.period(words, first)), *cells])
    caption = f"{words.pick(t.metric, 'name')} ({words.unit(t.metric)})"
    return table(head, rows, numeric=range(1, len(head)), caption=caption)


def _cell(d: PageContext, s: Series, period: tuple[object, ...]) -> str:
    points = [p for p in s.points if p.observation.period == period]
    return "<br>".join(_figure(d, s, p) for p in points)


def _figure(d: PageContext, s: Series, p: Point) -> str:
    words = d.words
    o = p.observation
    text = wording.bounded(words, o.qualifier, words.amount(o.value, s.metric))
    notes = []
    if o.status == "estimate":
        notes.append(words.gettext("estimate"))
    if p.role == "twin":
        notes.append(words.gettext("conflicting"))
    if not o.whole_district:
        notes.append(words.pick(o, "scope_name") or wording.scope(words, o))
    note = (
        f" <small>{escape('，'.join(notes) if words.code == 'zh' else ', '.join(notes))}</small>"
        if notes
        else ""
    )
    return figure_link(words, s.metric, o, text) + checking.sign(d, o.observation_id) + note
