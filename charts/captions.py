"""What stands around a chart that leaves the page: the words for `captioned`, from the view itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from charts.captioned import Caption
from locales import Words
from queries.calculated import Calculation
from queries.comparison import Comparison
from queries.records import District, Document, Doubt, Metric, Observation
from queries.series_views import SeriesCalculation
from queries.trend import Trend
from queries.two_years import TwoYears
from views import doubts, explaining, sentences, wording
from views.evidence import graded
from views.view import View

#: Sources named in full; the rest are counted.
SOURCES = 4


def caption_of(view: View, data_version: str, released_on: str, *, details: bool = False) -> Caption:
    """Return what a reader must know who has only the picture of a view."""
    words, made = view.words, _caption(view, details=details)
    failed = [words.labelled(n.head, n.text) for n in view.noted("check") if n.grave]
    made = replace(made, notes=(*made.notes, *(t for t in failed if t not in made.details)))
    made = replace(made, fewer_sources=_fewer_sources(view) if made.sources else (), is_whole=details)
    return replace(made, imprint=imprint(words, data_version, released_on))


def _caption(view: View, *, details: bool) -> Caption:
    words, how, c = view.words, view.calculation, view.judged
    if c is not None:
        note = view.map.note if view.map else ""
        divided = how if isinstance(how, Calculation) else None
        return _of_comparison(words, c, divided, note, details=details)
    if view.trend is not None and view.trend.series:
        related = how if isinstance(how, SeriesCalculation) else None
        return _of_trend(words, view.trend, view.everyone, related, details=details)
    if view.two_years is not None and view.two_years.steps:
        return _of_two_years(words, view.two_years, view.everyone, details=details)
    return _other_caption(view, details=details)


def _other_caption(view: View, *, details: bool) -> Caption:
    """The caption of tables, and of drawings that no single metric names."""
    words = view.words
    is_table = not view.is_chart and view.spec.kind != "metrics"
    unit = words.gettext("unit: {unit}", unit=view.table.unit) if view.table and view.table.unit else ""
    subtitle = view.subtitle if not unit or unit in view.subtitle else f"{view.subtitle} · {unit}"
    notes = [
        words.sentence(view.verdict) if view.verdict else "",
        view.further_sentence,
        *(words.sentence(t) for t in (view.table.notes if view.table and is_table else ())),
        *(words.labelled(n.head, n.text) for n in view.noted("missing")),
    ]
    return Caption(
        view.title,
        subtitle,
        tuple(_once(notes)),
        sources_of(words, view.documents),
        details=_definitions(view) if details else (),
        alternative=view.sentence or view.title,
    )


def _once(texts: Sequence[str]) -> list[str]:
    """The texts without those that another one says too."""
    kept: list[str] = []
    for text in texts:
        if text and not any(text.endswith(other) for other in kept):
            kept.append(text)
    return kept


def _definitions(view: View) -> tuple[str, ...]:
    """Definitions and notes, for those who print them under the picture."""
    words = view.words
    are_several = len(view.metrics) > 1
    found = []
    for m in view.metrics:
        head = words.gettext("Definition")
        head = words.with_brackets(head, words.pick(m, "name")) if are_several else head
        text = words.pick(m, "definition")
        if text:
            found.append(words.labelled(head, text))
    return tuple(dict.fromkeys((*found, *(words.labelled(n.head, n.text) for n in view.notes))))


def _of_comparison(
    words: Words, c: Comparison, how: Calculation | None, map_note: str, *, details: bool
) -> Caption:
    """The caption of one metric at one year."""
    drawn = c.leading
    reasons: dict[str, list[str]] = {}
    for f in drawn:
        if not f.compared and f.reasons:
            why = wording.reason(words, f.reasons[0], f.observation)
            reasons.setdefault(why, []).append(sentences.name_of(words, c, f))
    notes = [
        words.sentence(explaining.verdict(words, c)),
        *(words.labelled(wording.districts(words, names), why) for why, names in reasons.items()),
        sentences.missing_sentence(words, c.missing, c.districts),
        _signs(words, [f.observation for f in drawn], unranked=any(not f.compared for f in drawn)),
        map_note,
    ]
    formula = [explaining.formula(words, how)] if how else []
    made = _of_metric(
        words,
        c,
        (how.source if how else c).metric,
        [_unit(words, c.metric)],
        notes,
        formula,
        alternative=sentences.sentence(words, c),
        details=details,
    )
    return replace(made, title=sentences.titled_finding(words, c))


def _of_trend(
    words: Words, t: Trend, everyone: Sequence[District], how: SeriesCalculation | None, *, details: bool
) -> Caption:
    """The caption of one metric over the years."""
    source = how.source if how else t
    lines = (
        [sentences.calculated_series_sentence(words, s, how.view) for s in t.series]
        if how
        else sentences.trend_sentences(words, t)
    )
    notes = [
        *lines,
        *explaining.breaks(words, t),
        sentences.missing_sentence(words, t.missing, everyone),
        words.remarks(explaining.signs(words, t)),
    ]
    subtitle = [_unit(words, t.metric), explaining.span(t)]
    formula = [explaining.series_formula(words, how)] if how else []
    alternative = sentences.trend_sentence(words, source)
    return _of_metric(
        words, t, source.metric, subtitle, notes, formula, alternative=alternative, details=details
    )


def _of_two_years(words: Words, t: TwoYears, everyone: Sequence[District], *, details: bool) -> Caption:
    """The caption of one metric at two years."""
    text = sentences.two_years_sentence(words, t)
    notes = (
        text,
        sentences.missing_sentence(words, t.missing, everyone),
        words.gettext("○ the earlier year, ● the later; a line where the two may be set against each other."),
    )
    subtitle = [f"{t.before.year} → {t.after.year}", _unit(words, t.metric)]
    return _of_metric(words, t, t.metric, subtitle, notes, alternative=text, details=details)


def _of_metric(
    words: Words,
    drawn: Comparison | Trend | TwoYears,
    metric: Metric,
    subtitle: Sequence[str],
    notes: Iterable[str],
    formula: Sequence[str] = (),
    *,
    alternative: str,
    details: bool,
) -> Caption:
    """The caption of a drawing of one metric, which is its title; what has a formula is calculated."""
    calculated = [words.gettext("calculated")] if formula else []
    return Caption(
        words.pick(metric, "name"),
        words.remarks([*subtitle, *calculated]),
        tuple(n for n in notes if n),
        sources_of(words, drawn.documents),
        details=_details(words, metric, formula, doubts.bearing(drawn)) if details else tuple(formula),
        alternative=alternative,
    )


def imprint(words: Words, data_version: str, released_on: str = "") -> str:
    """Where the picture comes from: the product, the version of its data and their date."""
    if not released_on:
        return words.gettext("Qujian · data version {version}", version=data_version)
    return words.gettext(
        "Qujian · data version {version} of {date}",
        version=data_version,
        date=words.date(dt.date.fromisoformat(released_on)),
    )


def _unit(words: Words, metric: Metric) -> str:
    return words.gettext("unit: {unit}", unit=words.unit(metric))


def _signs(words: Words, figures: Sequence[Observation], *, unranked: bool) -> str:
    """What the signs in the picture mean; only those that occur."""
    qualifiers = {o.qualifier for o in figures}
    signs = [
        ("≥", words.gettext("lower bound"), "at_least" in qualifiers),
        ("≤", words.gettext("upper bound"), "at_most" in qualifiers),
        ("≈", words.gettext("approximate"), "approx" in qualifiers),
        ("○", words.gettext("estimate"), any(o.status == "estimate" for o in figures)),
    ]
    texts = [f"{sign} {text}" for sign, text, occurs in signs if occurs]
    if unranked:
        texts.append(words.gettext("Grey: not ranked"))
    return words.remarks(texts)


def sources_of(words: Words, documents: Sequence[Document], most: int = SOURCES) -> tuple[str, ...]:
    """The documents behind the figures, each with its kind; past a few only how many more."""
    if not documents:
        return ()
    named = [graded(words, d) for d in documents[:most]]
    more = len(documents) - most
    if more > 0:
        named.append(words.ngettext("{n} more source", "{n} more sources", more))
    return (words.sentence(words.labelled(words.gettext("Sources"), words.statements(named))),)


def _fewer_sources(view: View) -> tuple[str, ...]:
    """The sources of a view with ever fewer of them named, for pictures with little room."""
    drawn = view.judged or view.trend or view.two_years
    documents = drawn.documents if drawn is not None else view.documents
    return tuple(
        text
        for most in range(min(SOURCES, len(documents)) - 1, 0, -1)
        for text in sources_of(view.words, documents, most)
    )


def _details(words: Words, metric: Metric, formula: Iterable[str], shown: Iterable[Doubt]) -> tuple[str, ...]:
    """Definition, formula and doubts, for those who print them under the picture."""
    definition = words.pick(metric, "definition")
    return (
        *((words.labelled(words.gettext("Definition"), definition),) if definition else ()),
        *formula,
        *(words.labelled(wording.gravity(words, d), words.pick(d, "text")) for d in shown),
    )
