"""What a comparison or a series shows, in one or two sentences fit for an official report.

Every statement follows from the judgement by a stated rule; nothing is said of causes, and "better" is never said.
The same sentence is the title's finding, the chart's text alternative and the API's `sentence_zh` / `sentence_en`.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isinf

from locales import Words
from queries.comparability import JudgedObservation
from queries.comparison import Comparison, Missing
from queries.intervals import Interval, difference, interval, order
from queries.overviews import Pair
from queries.records import District, Metric, Observation
from queries.trend import Series, Trend
from queries.two_years import Step, TwoYears
from views import differences, wording


def finding(words: Words, c: Comparison) -> str:
    """The one statement a comparison supports; it serves as the chart's title."""
    compared = c.judgement.compared
    if compared and c.is_within_group:
        return _within(words, c, compared)
    if len(compared) == 2:
        return _pair(words, c, compared[0], compared[1])
    if compared:
        return _several(words, c, compared)
    return _without_order(words, c)


def titled_finding(words: Words, c: Comparison) -> str:
    """The finding as a title that stands alone: metric, period, finding."""
    text = finding(words, c)
    if not c.judgement.compared:
        return text  # it names them itself
    pattern = (
        words.gettext("{metric}, {period} (estimates): {finding}")
        if c.judgement.forecasts
        else words.gettext("{metric}, {period}: {finding}")
    )
    return pattern.format(
        metric=words.pick(c.metric, "name"), period=period_of(words, c), finding=words.continued(text)
    )


def sentence(words: Words, c: Comparison) -> str:
    """The full sentence: metric, period, figures, the finding, who is not ranked and who is missing."""
    ordered = any(f.compared for f in c.leading)
    parts = [_listing(words, c), finding(words, c)] if ordered else [finding(words, c)]
    if ordered and c.list_document is not None:
        title = wording.document_title(words, c.list_document)
        parts.append(words.gettext("The figures are from one list ({title}).", title=title))
    unranked = _unranked(words, c)
    if unranked:
        parts.append(unranked)
    gap = missing_sentence(words, c.missing, c.districts)
    if gap:
        parts.append(gap)
    return _run(words, parts)


def period_of(words: Words, c: Comparison) -> str:
    """The period of the figures compared, in the shortest exact form."""
    periods = {wording.period(words, f.observation) for f in c.judgement.compared}
    return periods.pop() if len(periods) == 1 else words.year(c.year)


def name_of(words: Words, c: Comparison, judged_observation: JudgedObservation) -> str:
    """The name of a figure's district."""
    return words.pick(_district(c, judged_observation.observation.district_id), "name")


def _district(c: Comparison, district_id: str) -> District:
    return next(d for d in c.districts if d.district_id == district_id)


def _run(words: Words, sentences: Sequence[str]) -> str:
    """Sentences in a row; Chinese needs no space between them."""
    return words.paragraph(sentences)


def _listing(words: Words, c: Comparison) -> str:
    pattern = (
        words.gettext("{metric}, {period} (estimates): {figures}.")
        if c.judgement.forecasts
        else words.gettext("{metric}, {period}: {figures}.")
    )
    return pattern.format(
        metric=words.pick(c.metric, "name"),
        period=period_of(words, c),
        figures=_figures(words, c, [f for f in c.leading if f.compared]),
    )


def _figures(words: Words, c: Comparison, figures: Sequence[JudgedObservation]) -> str:
    return words.clauses(
        wording.first_of_districts(
            words,
            (
                words.gettext(
                    "{district} {amount}",
                    district=name_of(words, c, f),
                    amount=wording.quantity(
                        words, c.metric, f.observation, mark_estimate=not c.judgement.forecasts
                    ),
                )
                for f in figures
            ),
        )
    )


def _pair(words: Words, c: Comparison, a: JudgedObservation, b: JudgedObservation) -> str:
    """Two districts: higher by how much, equal, or not to be decided."""
    names = {"a": name_of(words, c, a), "b": name_of(words, c, b)}
    how = order(a.hull, b.hull)
    if how == "equal":
        return words.gettext("{a} and {b} are equal.", **names)
    if how == "undecided":
        if a.conflicts or b.conflicts:
            return words.gettext(
                "Which of {a} and {b} is higher cannot be decided: their documents give different figures.",
                **names,
            )
        return words.gettext(
            "Which of {a} and {b} is higher cannot be decided from figures of this exactness.", **names
        )
    if how == "lower":
        a, b = b, a
        names = {"a": names["b"], "b": names["a"]}
    names["gap"] = differences.gap(words, c.metric, a.hull, b.hull, calculated=c.is_calculated)
    rate = c.metric.measure == "rate"
    if not names["gap"]:  # less than a digit of the coarser figure
        return (
            words.gettext("{a} is above {b}.", **names)
            if rate
            else words.gettext("{a} exceeds {b}.", **names)
        )
    if isinf(difference(a.hull, b.hull).high):
        if rate:
            return words.gettext("{a} is at least {gap} above {b}.", **names)
        return words.gettext("{a} exceeds {b} by at least {gap}.", **names)
    if rate:
        return words.gettext("{a} is {gap} above {b}.", **names)
    return words.gettext("{a} exceeds {b} by {gap}.", **names)


def _within(words: Words, c: Comparison, compared: Sequence[JudgedObservation]) -> str:
    """Some districts in a larger group: the rank of each, and the median where it is one value."""
    parts = [
        words.gettext(
            "{district} ranks {rank} of {n}.",
            district=name_of(words, c, f),
            rank=wording.rank(words, f),
            n=len(compared),
        )
        for f in compared
        if f.observation.district_id in c.shown
    ]
    middle = c.judgement.median
    if middle is not None and middle.is_point:
        amount = words.with_unit(words.amount(middle.low, c.metric), c.metric)
        parts.append(words.gettext("The median of all is {amount}.", amount=amount))
    return _run(words, parts) or _without_order(words, c)


def _several(words: Words, c: Comparison, compared: Sequence[JudgedObservation]) -> str:
    """Three or more: the ends of the order, and whether anything between is open."""
    first, last = compared[0], compared[-1]
    n = len(compared)
    leaders = [f for f in compared if f.rank is not None and f.rank.last == 1]  # more than one: a tie
    bottom = last.rank is not None and last.rank.first == n
    parts = []
    if len(leaders) == n:
        parts.append(words.gettext("The {n} districts are equal.", n=n))
    elif len(leaders) > 1:
        parts.append(
            words.gettext(
                "Of {n} districts {districts} share the largest figure.",
                n=n,
                districts=wording.districts_in_title(words, [name_of(words, c, f) for f in leaders]),
            )
        )
    elif leaders and bottom:
        parts.append(
            words.gettext(
                "Of {n} districts {a} has the largest figure and {b} the smallest.",
                n=n,
                a=name_of(words, c, first),
                b=name_of(words, c, last),
            )
        )
    elif leaders:
        parts.append(
            words.gettext("Of {n} districts {a} has the largest figure.", n=n, a=name_of(words, c, first))
        )
    if bottom and len(leaders) != 1:
        parts.append(
            words.gettext("Of {n} districts {b} has the smallest figure.", n=n, b=name_of(words, c, last))
        )
    if not c.judgement.decided:
        open_ones = [name_of(words, c, f) for f in compared if f.rank and not f.rank.is_certain]
        parts.append(
            words.gettext(
                "The order among {districts} cannot be decided.",
                districts=wording.districts_in_title(words, open_ones),
            )
        )
    return _run(words, parts)


def _without_order(words: Words, c: Comparison) -> str:
    """No two figures may be ordered: say what there is instead."""
    leading = c.leading
    metric = words.pick(c.metric, "name")
    if not leading:
        return words.gettext(
            "{metric}: our sources hold no figure for {year} for the districts chosen.",
            metric=metric,
            year=words.year(c.year),
        )
    if len(leading) == 1:
        return words.gettext(
            "{metric}, {year}: of the districts chosen only {figures}.",
            metric=metric,
            year=words.year(c.year),
            figures=_figures(words, c, leading),
        )
    return words.gettext(
        "{metric}, {year}: {figures}. These figures cannot be ordered.",
        metric=metric,
        year=words.year(c.year),
        figures=_figures(words, c, leading),
    )


def _unranked(words: Words, c: Comparison) -> str:
    """Districts that have figures but take no part in the order."""
    if not c.judgement.compared:
        return ""
    ordered = {f.observation.district_id for f in c.judgement.compared}
    names = [name_of(words, c, f) for f in c.leading if f.observation.district_id not in ordered]
    if not names:
        return ""
    return words.ngettext(
        "{districts} has figures that are not ranked.",
        "{districts} have figures that are not ranked.",
        len(names),
        districts=wording.districts(words, names),
    )


def missing_sentence(words: Words, gaps: Sequence[Missing], districts: Sequence[District]) -> str:
    """Which chosen districts have no figure, and of which kind the gap is; '' if none."""
    names = {d.district_id: words.pick(d, "name") for d in districts}
    texts = {
        "not_in_sources": words.gettext("Not in our sources: {districts}.", districts="{districts}"),
        "not_published": words.gettext("Not published: {districts}.", districts="{districts}"),
        "not_applicable": words.gettext("Not applicable: {districts}.", districts="{districts}"),
        "filtered": words.gettext("Left out by the filters: {districts}.", districts="{districts}"),
        "beside": words.gettext("Not calculated, because not ranked: {districts}.", districts="{districts}"),
        "one_year": words.gettext(
            "A figure in one of the two years only: {districts}.", districts="{districts}"
        ),
        "other_kind": words.gettext(
            "Figures in both years, but of different kinds of period or scope: {districts}.",
            districts="{districts}",
        ),
        "no_base": words.gettext("No figure to start from: {districts}.", districts="{districts}"),
    }
    parts = []
    for kind, text in texts.items():
        lacking = [names[g.district_id] for g in gaps if g.kind == kind]
        if lacking:
            parts.append(text.format(districts=wording.districts(words, lacking)))
    return _run(words, parts)


def trend_sentence(words: Words, t: Trend) -> str:
    """For each series its first and last figure and the change, and what breaks it."""
    several = [words.gettext("{metric}.", metric=words.pick(t.metric, "name"))] if len(t.series) > 1 else []
    return _run(words, [*several, *trend_sentences(words, t)])


def trend_sentences(words: Words, t: Trend) -> list[str]:
    """The same, one sentence a series; the metric is named where there is one series only."""
    if not t.series:
        return [
            words.gettext(
                "{metric}: our sources hold no figure for the districts and years chosen.",
                metric=words.pick(t.metric, "name"),
            )
        ]
    found = (series_sentence(words, s, with_metric=len(t.series) == 1) for s in t.series)
    return [words.sentence(text) for text in wording.first_of_districts(words, found)]


def series_sentence(words: Words, s: Series, *, with_metric: bool = True) -> str:
    """One series: its first and last figure and the change, or why none is stated."""
    name = words.pick(s.district, "name")
    subject = (
        words.gettext("{district}, {metric}", district=name, metric=words.pick(s.metric, "name"))
        if with_metric
        else name
    )
    line = s.main
    if not line:
        return words.gettext(
            "{subject}: no figure of the whole district for a whole year or a stated date.", subject=subject
        )
    first, last = line[0], line[-1]
    texts = {
        "subject": subject,
        "first": wording.quantity(words, s.metric, first),
        "last": wording.quantity(words, s.metric, last),
        "start": wording.period(words, first),
        "end": wording.period(words, last),
    }
    if first is last:
        return words.gettext("{subject}: {first} ({start}) only.", **texts)
    if s.breaks:
        return words.gettext(
            "{subject}: {first} ({start}), {last} ({end}); the series is broken and allows no overall change.",
            **texts,
        )
    return words.gettext(
        "{subject}: {first} ({start}), {last} ({end}); {change}.",
        change=_change(words, s, first, last),
        **texts,
    )


def _change(words: Words, s: Series, first: Observation, last: Observation) -> str:
    """Up, down, unchanged, or not to be decided, whichever of conflicting figures is true.

    Estimates are not set against actual figures.
    """
    if first.status != last.status:
        return words.gettext("one is an estimate, so no change is stated")
    return change_between(words, s.metric, s.hull(first), s.hull(last))


def change_between(words: Words, metric: Metric, a: Interval, b: Interval) -> str:
    """How `b` stands to the earlier `a`: up, down, unchanged or not to be decided."""
    how = order(b, a)
    if how == "equal":
        return words.gettext("unchanged")
    if how == "undecided":
        return words.gettext("whether it rose cannot be decided")
    rate = differences.in_percent(metric)
    if how == "higher":
        gap = differences.gap(words, metric, b, a)
        if rate:
            return words.gettext("a rise of {gap}", gap=gap) if gap else words.gettext("a rise")
        return words.gettext("up {gap}", gap=gap) if gap else words.gettext("up")
    gap = differences.gap(words, metric, a, b)
    if rate:
        return words.gettext("a fall of {gap}", gap=gap) if gap else words.gettext("a fall")
    return words.gettext("down {gap}", gap=gap) if gap else words.gettext("down")


def two_years_sentence(words: Words, t: TwoYears) -> str:
    """For each district how far it moved between two years, or that its years do not compare."""
    name = words.pick(t.metric, "name")
    if t.before.year == t.after.year:
        year = words.year(t.after.year)
        return words.gettext(
            "{metric}: a change needs two years; here both are {year}.", metric=name, year=year
        )
    if not t.is_in_order:
        return words.gettext("{metric}: a change needs the earlier year first.", metric=name)
    if not t.steps:
        return words.gettext(
            "{metric}: no district has figures of the same kind for both years.", metric=name
        )
    lead = words.gettext("{metric}.", metric=name)
    return _run(words, [lead, *(_step(words, t, s) for s in t.steps)])


def _step(words: Words, t: TwoYears, s: Step) -> str:
    texts = {
        "district": words.pick(s.district, "name"),
        "first": wording.quantity(words, t.metric, s.before.observation),
        "last": wording.quantity(words, t.metric, s.after.observation),
        "start": wording.period(words, s.before.observation),
        "end": wording.period(words, s.after.observation),
    }
    if s.change is None and s.doubt is None:
        how = words.gettext("one is an estimate, so no change is stated")
        return words.gettext("{district}: {first} ({start}), {last} ({end}); {change}.", change=how, **texts)
    if s.change is None:
        return words.gettext(
            "{district}: {first} ({start}), {last} ({end}); the two must not be set against each other.",
            **texts,
        )
    how = change_between(words, t.metric, s.before.hull, s.after.hull)
    return words.gettext("{district}: {first} ({start}), {last} ({end}); {change}.", change=how, **texts)


def pair_sentence(words: Words, p: Pair) -> str:
    """Both figures of each district of a scatter; nothing is said of a connection."""
    x = {f.observation.district_id: f for f in p.x.judgement.compared}
    y = {f.observation.district_id: f for f in p.y.judgement.compared}
    parts = [
        words.gettext(
            "{district}: {x} and {y}.",
            district=name_of(words, p.x, x[i]),
            x=wording.quantity(words, p.x.metric, x[i].observation),
            y=wording.quantity(words, p.y.metric, y[i].observation),
        )
        for i in p.district_ids
    ]
    lead = words.gettext(
        "{x} and {y}, {year}:",
        x=words.pick(p.x.metric, "name"),
        y=words.pick(p.y.metric, "name"),
        year=words.year(p.x.year),
    )
    end = words.gettext("That two figures stand together says nothing of a cause.")
    return _run(words, [lead, *parts, end])


def calculated_series_sentence(words: Words, s: Series, view: str) -> str:
    """The newest point of an index or of a yearly change."""
    if not s.points:
        return ""
    last = s.points[-1].observation
    end = wording.dated_estimate(words, last)
    texts = {"district": words.pick(s.district, "name"), "end": end}
    if view == "index":
        amount = wording.bounded(words, last.qualifier, words.amount(last.value, s.metric))
        return words.gettext("{district}, {end}: {amount} points.", amount=amount, **texts)
    return _on_the_year_before(words, s.metric, interval(last.value_low, last.value_high), texts)


def _on_the_year_before(words: Words, metric: Metric, values: Interval, texts: dict[str, str]) -> str:
    """A yearly change in words: up, down, unchanged; with its sign where it may be either."""
    if values.low > 0:
        amount = wording.span_of(words, metric, values)
        return words.gettext("{district}, {end}: up {amount} on the year before.", amount=amount, **texts)
    if values.high < 0:
        amount = wording.span_of(words, metric, Interval(-values.high, -values.low))
        return words.gettext("{district}, {end}: down {amount} on the year before.", amount=amount, **texts)
    if values == (0, 0):
        return words.gettext("{district}, {end}: unchanged on the year before.", **texts)
    change = wording.signed_gap(words, metric, values)
    return words.gettext("{district}, {end}: {change} on the year before.", change=change, **texts)
