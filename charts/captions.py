"""What stands around a chart when it leaves the house: the words for `captioned`, from the answer itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from charts.captioned import Caption
from locales import Words
from queries.calculated import Calculation
from queries.comparison import Comparison
from queries.records import District, Document, Doubt, Metric, Observation
from queries.series_views import SeriesCalculation
from queries.trend import Trend
from queries.two_years import TwoYears
from views import explaining, sentences, wording

#: Sources named in full; the rest are counted.
SOURCES = 4


def comparison_caption(
    words: Words,
    c: Comparison,
    released_on: str = "",
    *,
    details: bool = False,
    how: Calculation | None = None,
    map_note: str = "",
) -> Caption:
    """The caption of one metric at one year."""
    drawn = c.leading_figures
    reasons: dict[str, list[str]] = {}
    for f in drawn:
        if not f.compared and f.reasons:
            why = wording.reason(words, f.reasons[0], f.observation)
            reasons.setdefault(why, []).append(sentences.name_of(words, c, f))
    stop = "。" if words.code == "zh" else "."
    notes = [
        explaining.verdict(words, c) + stop,
        *(words.joined(names) + _colon(words) + why for why, names in reasons.items()),
        sentences.missing_sentence(words, c.missing, c.districts),
        _signs(words, [f.observation for f in drawn], hollow=True, beside=any(not f.compared for f in drawn)),
        map_note,
    ]
    subtitle = [words.pick(c.metric, "name"), sentences.period_of(words, c), _unit(words, c.metric)]
    if how:
        subtitle.append(words.gettext("calculated"))
    formula = [explaining.formula(words, how)] if how else []
    return Caption(
        sentences.finding(words, c),
        _row(words, subtitle),
        tuple(n for n in notes if n),
        sources_of(words, c.documents),
        imprint(words, c.data_version, released_on),
        _details(words, (how.source if how else c).metric, formula, c.doubts) if details else tuple(formula),
        sentences.sentence(words, c),
    )


def trend_caption(
    words: Words,
    t: Trend,
    everyone: Sequence[District],
    released_on: str = "",
    *,
    details: bool = False,
    how: SeriesCalculation | None = None,
) -> Caption:
    """The caption of one metric over the years."""
    source = how.source if how else t
    lines = (
        [sentences.calculated_series_sentence(words, s, how.view) for s in t.series]
        if how
        else sentences.trend_sentences(words, t)
    )
    signs = [f"{sign} {text}" for sign, text in explaining.legend(words, t)]
    notes = [
        *lines,
        *explaining.breaks(words, t),
        sentences.missing_sentence(words, t.missing, everyone),
        _row(words, [*signs, words.gettext("Missing years stay open.")]),
    ]
    subtitle = [_unit(words, t.metric), explaining.span(t)]
    if how:
        subtitle.append(words.gettext("calculated"))
    formula = [explaining.series_formula(words, how)] if how else []
    return Caption(
        words.pick(source.metric, "name"),
        _row(words, subtitle),
        tuple(n for n in notes if n),
        sources_of(words, t.documents),
        imprint(words, t.data_version, released_on),
        _details(words, source.metric, formula, t.doubts) if details else tuple(formula),
        sentences.trend_sentence(words, source),
    )


def two_years_caption(
    words: Words, t: TwoYears, everyone: Sequence[District], released_on: str = "", *, details: bool = False
) -> Caption:
    """The caption of one metric at two years."""
    text = sentences.two_years_sentence(words, t)
    notes = (
        text,
        sentences.missing_sentence(words, t.missing, everyone),
        words.gettext("○ the earlier year, ● the later; a line where the two may be set against each other."),
    )
    years = f"{t.before.year} → {t.after.year}"
    return Caption(
        words.pick(t.metric, "name"),
        _row(words, [years, _unit(words, t.metric)]),
        tuple(n for n in notes if n),
        sources_of(words, t.documents),
        imprint(words, t.after.data_version, released_on),
        _details(words, t.metric, (), t.doubts) if details else (),
        text,
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


def _row(words: Words, parts: Iterable[str]) -> str:
    """Short remarks beside each other."""
    return ("　" if words.code == "zh" else "; ").join(p for p in parts if p)


def _colon(words: Words) -> str:
    return "：" if words.code == "zh" else ": "


def _signs(words: Words, figures: Iterable[Observation], *, hollow: bool, beside: bool) -> str:
    """What the signs in the picture mean; only those that occur."""
    found = list(figures)
    qualifiers = {o.qualifier for o in found}
    signs = [
        ("≥", words.gettext("lower bound"), "at_least" in qualifiers),
        ("≤", words.gettext("upper bound"), "at_most" in qualifiers),
        ("≈", words.gettext("approximate"), "approx" in qualifiers),
        ("○", words.gettext("estimate"), hollow and any(o.status == "estimate" for o in found)),
    ]
    texts = [f"{sign} {text}" for sign, text, occurs in signs if occurs]
    if beside:
        texts.append(words.gettext("Grey: stands beside the order"))
    return _row(words, texts)


def sources_of(words: Words, documents: Sequence[Document]) -> tuple[str, ...]:
    """The documents behind the figures, each with its kind; past a few only how many more."""
    if not documents:
        return ()
    bracket = "（{}）" if words.code == "zh" else " ({})"
    named = [
        explaining.citation(words, d) + bracket.format(wording.reliability(words, d.reliability))
        for d in documents[:SOURCES]
    ]
    more = len(documents) - SOURCES
    if more > 0:
        named.append(words.ngettext("{n} more source", "{n} more sources", more))
    stop, separator = ("。", "；") if words.code == "zh" else (".", "; ")
    return (words.gettext("Sources") + _colon(words) + separator.join(named) + stop,)


def _details(
    words: Words, metric: Metric, formula: Iterable[str], doubts: Iterable[Doubt]
) -> tuple[str, ...]:
    """Definition, formula and doubts, for those who print them under the picture."""
    colon = _colon(words)
    definition = words.pick(metric, "definition")
    return (
        *((words.gettext("Definition") + colon + definition,) if definition else ()),
        *formula,
        *(wording.gravity(words, d) + colon + words.pick(d, "text") for d in doubts),
    )
