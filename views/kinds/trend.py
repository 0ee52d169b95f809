"""One metric over the years, as published or calculated."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from locales import Words
from queries.comparison import documents_of
from queries.records import Observation
from queries.series_views import (
    CalculatedTrend,
    SeriesCalculation,
    average_growth,
    base_years,
    change,
    index,
    refuses,
)
from queries.store import Store
from queries.trend import Trend
from queries.trend import trend as trend_of
from views import doubts, explaining, selection, sentences, series_findings, wording
from views.evidence import evidence_of
from views.kinds.growth import growth_view
from views.spec import ViewSpec
from views.table import Cell, Column, Gap, Table, gap_legend, number, period
from views.view import Note, View, headline


def build(store: Store, words: Words, spec: ViewSpec) -> View:
    """Return how a metric went over the years, with what breaks each series; of average growth its table."""
    view, t = _series(store, words, spec)
    return growth_view(store, view, t) if spec.get("view") == "growth" and not view.is_refused else view


def _series(store: Store, words: Words, spec: ViewSpec) -> tuple[View, Trend]:
    """The lines of a metric as published or calculated, and the published trend."""
    published = trend_of(
        store,
        spec.get("metric"),
        selection.districts(store, spec),
        spec.year("from"),
        spec.year("to"),
        selection.quality(spec),
    )
    shown = _in_view(store, words, published, spec)
    t, notes = shown.trend, list(shown.notes)
    everyone = list(store.catalogue.districts.values())
    name = words.pick(t.metric, "name")
    notes += [Note(words.gettext("Break"), text, True, "break") for text in explaining.breaks(words, t)]
    notes += doubts.notes(words, published)
    lacking = sentences.missing_sentence(
        words, list(dict.fromkeys((*published.missing, *t.missing))), everyone
    )
    if lacking:
        notes.append(Note(words.gettext("Missing"), lacking, kind="missing"))
    span = explaining.span(t)
    documents = {d.document_id: d for d in published.documents}
    names = {d.district_id: words.pick(d, "name") for d in everyone}
    calculated = [words.gettext("calculated")] if t is not published else []
    view = View(
        spec,
        words,
        title=headline(_title(words, t, shown.calculation)),
        subtitle=" · ".join(p for p in (name, span, selection.unit(words, t.metric), *calculated) if p),
        sentence=_sentence(words, published, shown),
        section=selection.section(store, words, spec, t.metric),
        trend=t,
        everyone=tuple(everyone),
        shown=tuple(s.district.district_id for s in t.series),
        table=_trend_table(words, t, name),
        notes=tuple(dict.fromkeys(notes)),
        documents=published.documents,
        sentence_documents=documents_of(store, _in_sentence(published)),
        evidence=tuple(
            evidence_of(words, published.metric, o, names[o.district_id], documents[o.document_id])
            for o in published.evidence
        ),
        name=f"{name} {span}".strip(),
        finds=any(len(s.main) > 1 for s in t.series),
        calculation=shown.calculation,
        is_refused=shown.is_refused,
    )
    return view, published


def _in_sentence(t: Trend) -> list[Observation]:
    """The figures that the sentence names or follows from: the first and the last of each series."""
    ends = [(s, o) for s in t.series for o in (*s.main[:1], *s.main[-1:])]
    return [x for s, o in ends for x in s.alternatives(o)]


class _Shown(NamedTuple):
    """The trend as it is to be shown, how it was calculated, and what is to be said of it."""

    trend: Trend
    notes: tuple[Note, ...] = ()
    calculation: SeriesCalculation | None = None
    is_refused: bool = False


def _in_view(store: Store, words: Words, t: Trend, spec: ViewSpec) -> _Shown:
    """The trend in the view asked for; as published, with the reason, where it is refused."""
    view = spec.get("view")
    if view in ("index", "growth") and refuses(t.metric, "index"):
        return _refused(words, t, "rates")
    if view == "index":
        years, wanted = base_years(t), spec.year("base")
        if not years:
            return _refused(words, t, "index")
        base = wanted if wanted in years else years[0]
        shown = _calculated(words, index(store, t, base))
        if wanted in (None, base):
            return shown
        text = words.gettext(
            "No series has a figure of {wanted} to start an index from; it starts from {base}.",
            wanted=wanted,
            base=base,
        )
        return shown._replace(
            notes=(Note(words.gettext("Calculation"), text, kind="calculation"), *shown.notes)
        )
    if view == "change":
        changed = change(store, t)
        return _calculated(words, changed) if changed.trend.series else _refused(words, t, "change")
    if view == "growth" and not average_growth(store, t):
        return _refused(words, t, "growth")
    return _Shown(t)


def _refused(words: Words, t: Trend, why: str) -> _Shown:
    note = Note(words.gettext("Calculation"), explaining.series_refusal(words, why), kind="calculation")
    return _Shown(t, (note,), is_refused=True)


def _calculated(words: Words, calculated: CalculatedTrend) -> _Shown:
    formula = explaining.series_formula(words, calculated.calculation)
    note = Note(words.gettext("Calculation"), formula, kind="calculation")
    return _Shown(calculated.trend, (note,), calculated.calculation)


def _title(words: Words, t: Trend, how: SeriesCalculation | None) -> str:
    """The finding as a title, which names the view: an index with its base year, a change on the year before."""
    if how is None:
        return series_findings.of_trend(words, t)
    return series_findings.of_calculated(words, t, how)


def _sentence(words: Words, published: Trend, shown: _Shown) -> str:
    """What the view shows, and the published figures that it is calculated from."""
    text = sentences.trend_sentence(words, published)
    if shown.calculation is None:
        return text
    name = words.sentence(words.pick(shown.trend.metric, "name"))
    lines = (
        sentences.calculated_series_sentence(words, s, shown.calculation.view) for s in shown.trend.series
    )
    return words.paragraph([name, *lines, text])


def _trend_table(words: Words, t: Trend, title: str) -> Table | None:
    """A row a period and kind of figure, the oldest first; a column a district."""
    if not t.series:
        return None
    keyed: dict[tuple[Any, ...], dict[str, Observation]] = {}
    for s in t.series:
        for p in s.points:
            o = p.observation
            key: tuple[Any, ...] = (*_place(o), p.role != "main", words.pick(o, "scope_name"))
            turn = 0
            while s.district.district_id in keyed.get((*key, turn), {}):
                turn += 1
            keyed.setdefault((*key, turn), {})[s.district.district_id] = o
    rows: list[tuple[Cell, ...]] = []
    for key in sorted(keyed):  # by dates, not by how they are written
        row_figures = keyed[key]
        first = next(iter(row_figures.values()))
        is_conflict = (
            key[3]
            and first.whole_district
            and any(k[:3] == key[:3] and not k[3] and set(row_figures) & set(keyed[k]) for k in keyed)
        )
        remarks = ([words.gettext("conflicting")] if is_conflict else []) + (
            [] if first.whole_district else [words.pick(first, "scope_name") or wording.scope(words, first)]
        )
        rows.append(
            (
                period(words, first),
                *(
                    number(words, t.metric, row_figures[s.district.district_id])
                    if s.district.district_id in row_figures
                    else Gap("not_in_sources", "" if remarks else "—")
                    for s in t.series
                ),
                words.enumerated(remarks),
            )
        )
    remarked = any(row[-1] for row in rows)
    columns = (
        Column("period", words.gettext("Period"), weight=1.8),
        *(
            Column(s.district.district_id, words.pick(s.district, "name"), numeric=True, weight=1.2)
            for s in t.series
        ),
        Column("remark", words.gettext("Remark"), weight=1.4),
    )
    return Table(
        title=title,
        columns=columns if remarked else columns[:-1],
        rows=tuple(rows if remarked else (row[:-1] for row in rows)),
        unit=words.unit(t.metric),
        notes=(gap_legend(words),) if any(isinstance(c, Gap) and c.text for r in rows for c in r) else (),
    )


def _place(o: Observation) -> tuple[dt.date, dt.date, str]:
    return (o.period_end, o.period_start, o.period_basis)
