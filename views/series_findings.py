"""What a series or a change between two years shows, as a title: metric, years, who went up and by how much.

A view that is calculated is named as what it is, with its base year: an index is no case count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from locales import Words
from queries.intervals import Interval, order
from queries.records import Metric
from queries.series_views import Growth, SeriesCalculation
from queries.trend import Series, Trend
from queries.two_years import Step, TwoYears
from views import sentences, wording
from views.view import headline

#: What may be said of a series: it went up, down, stayed; or why nothing is said.
Course = Literal["higher", "lower", "equal", "estimate", "broken", "undecided", "one", "none"]
#: Up to so many districts a title gives each its own amount; of more it names who went up and who down.
OWN_AMOUNTS = 3


class Moved(NamedTuple):
    """One district, how it moved, and between which figures."""

    name: str
    course: Course
    before: Interval | None = None
    after: Interval | None = None


def of_trend(words: Words, t: Trend) -> str:
    """Return the finding of published series as a title; of one series its sentence, which holds all that."""
    if len(t.series) < 2:
        return sentences.trend_sentences(words, t)[0]
    moved = [_of_series(words, s) for s in t.series]
    judged = [s for s in t.series if len(s.main) > 1]
    years = sorted({o.year for s in judged or t.series for o in s.main})
    return _titled(words, t.metric, _between(words, years), _changes(words, t.metric, moved))


def of_two_years(words: Words, t: TwoYears) -> str:
    """Return the finding of two years as a title."""
    moved = [_of_step(words, t, s) for s in t.steps]
    years = _between(words, (t.before.year, t.after.year))
    return _titled(words, t.metric, years, _changes(words, t.metric, moved))


def of_calculated(words: Words, t: Trend, how: SeriesCalculation) -> str:
    """Return the newest point of each series of an index or of yearly changes, after the name of what is shown."""
    series = [s for s in t.series if s.main]
    if how.view == "index":  # a base year alone says nothing
        series = [s for s in series if len(s.main) > 1] or series
    texts = (headline(sentences.calculated_series_sentence(words, s, how.view)) for s in series)
    return words.labelled(words.pick(t.metric, "name"), _first(words, texts))


def of_growth(words: Words, metric: Metric, growths: Sequence[Growth]) -> str:
    """Return how fast each district grew a year; spans differ, so nothing is ordered."""
    rate = metric._replace(unit_zh="%", unit_en="%", decimals=1, measure="index")
    texts = (
        words.gettext(
            "{district} {rate} ({start} to {end})",
            district=words.pick(g.district, "name"),
            rate=wording.span_of(words, rate, g.rate),
            start=wording.period(words, g.first),
            end=wording.period(words, g.last),
        )
        for g in growths
    )
    return words.labelled(growth_name(words, metric), _first(words, texts))


def growth_name(words: Words, metric: Metric) -> str:
    """Return the name of the view of average growth; growth of money is nominal."""
    pattern = (
        words.gettext("{metric}, average nominal growth a year")
        if metric.measure == "money"
        else words.gettext("{metric}, average growth a year")
    )
    return pattern.format(metric=words.pick(metric, "name"))


def _first(words: Words, texts: Iterable[str]) -> str:
    return words.statements(wording.first_of_districts(words, texts, wording.NAMED_IN_TITLE))


def _of_series(words: Words, s: Series) -> Moved:
    line, name = s.main, words.pick(s.district, "name")
    if len(line) < 2:
        return Moved(name, "one" if line else "none")
    if s.breaks:
        return Moved(name, "broken")
    if line[0].status != line[-1].status:
        return Moved(name, "estimate")
    return _moved(name, s.hull(line[0]), s.hull(line[-1]))


def _of_step(words: Words, t: TwoYears, s: Step) -> Moved:
    name = words.pick(s.district, "name")
    if s.change is None:
        return Moved(name, "broken" if s.doubt else "estimate")
    return _moved(name, s.before.hull, s.after.hull)


def _moved(name: str, before: Interval, after: Interval) -> Moved:
    return Moved(name, order(after, before), before, after)


def _changes(words: Words, metric: Metric, moved: Sequence[Moved]) -> str:
    """Who moved how: each with its amount where there are few, else gathered by direction."""
    decided = [m for m in moved if m.before is not None and m.after is not None and m.course != "undecided"]
    own = (
        [
            words.gettext(
                "{district} {change}",
                district=m.name,
                change=sentences.change_between(words, metric, m.before, m.after),
            )
            for m in decided
            if m.before is not None and m.after is not None
        ]
        if len(decided) <= OWN_AMOUNTS
        else []
    )
    texts = _courses(words, is_rate=metric.measure == "rate")
    rest = [
        text.format(districts=wording.districts_in_title(words, names))
        for course, text in texts.items()
        if (names := [m.name for m in moved if m.course == course and not (own and m in decided)])
    ]
    return words.statements([*own, *rest])


def _courses(words: Words, *, is_rate: bool) -> dict[Course, str]:
    """What is said of the districts of each course."""
    districts = "{districts}"
    return {
        "higher": words.gettext("a rise in {districts}", districts=districts)
        if is_rate
        else words.gettext("up in {districts}", districts=districts),
        "lower": words.gettext("a fall in {districts}", districts=districts)
        if is_rate
        else words.gettext("down in {districts}", districts=districts),
        "equal": words.gettext("unchanged in {districts}", districts=districts),
        "undecided": words.gettext("whether {districts} rose cannot be decided", districts=districts),
        "estimate": words.gettext(
            "{districts} not judged, as one figure is an estimate", districts=districts
        ),
        "broken": words.gettext("{districts} not judged, as the basis changes", districts=districts),
        "one": words.gettext("{districts} with one year only", districts=districts),
        "none": words.gettext("{districts} without a figure of a whole year", districts=districts),
    }


def _titled(words: Words, metric: Metric, years: str, finding: str) -> str:
    return words.gettext(
        "{metric}, {years}: {finding}", metric=words.pick(metric, "name"), years=years, finding=finding
    )


def _between(words: Words, years: Sequence[int]) -> str:
    first, last = (words.year(years[0]), words.year(years[-1])) if years else ("", "")
    return first if first == last else words.between(first, last)
