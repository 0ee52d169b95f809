"""How series stand on a page: legend of marks, what breaks them, the table."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from locales import Words
from pages.parts import checking
from pages.parts.desk import Desk
from pages.parts.html import doubt_list, figure_link, table, tag
from queries import sentences, wording
from queries.comparison import Missing
from queries.records import District
from queries.trend import Point, Series, Trend


def span(words: Words, t: Trend) -> str:
    """The years a trend covers."""
    years = [o.year for o in t.evidence]
    if not years:
        return ""
    return str(min(years)) if min(years) == max(years) else f"{min(years)}–{max(years)}"


def legend(words: Words, t: Trend) -> str:
    """What the unusual marks in this chart mean; only those that occur."""
    points = [p for s in t.series for p in s.points]
    texts = {
        "○": (
            words.gettext("estimate"),
            any(p.observation.status == "estimate" for p in points),
        ),
        "△": (words.gettext("lower bound"), any(p.observation.qualifier == "at_least" for p in points)),
        "×": (words.gettext("part of a year or of the district"), any(p.role == "aside" for p in points)),
        "⊐": (words.gettext("another document gives another figure"), any(p.role == "twin" for p in points)),
        "┊": (words.gettext("the basis changes here"), any(s.breaks for s in t.series)),
    }
    items = [
        f"<span><b aria-hidden='true'>{sign}</b> {escape(text)}</span>"
        for sign, (text, here) in texts.items()
        if here
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
    items = [
        "<li>"
        + escape(
            words.gettext(
                "{district}: {a} and {b} must not be set against each other.",
                district=words.pick(s.district, "name"),
                a=b.after_year,
                b=b.before_year,
            )
        )
        + "</li>"
        for s in t.series
        for b in s.breaks
    ]
    return f'<ul class="qj-reasons">{"".join(dict.fromkeys(items))}</ul>' if items else ""


def series_table(d: Desk, t: Trend) -> str:
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


def _cell(d: Desk, s: Series, period: tuple[object, ...]) -> str:
    points = [p for p in s.points if p.observation.period == period]
    return "<br>".join(_figure(d, s, p) for p in points)


def _figure(d: Desk, s: Series, p: Point) -> str:
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
