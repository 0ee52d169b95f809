"""The words for what figures carry: qualifiers, bases, scopes, reasons, kinds of gaps.

Codes of the data and of `comparability` in, readers' words out. Interface texts, so they go through `locales`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from math import ceil, floor, inf, isinf
from typing import Protocol

from locales import Words
from queries.comparability import JudgedObservation, Reason
from queries.intervals import Interval, interval
from queries.records import Document, Doubt, Metric, Observation

#: How many districts a sentence names, and a title where more cannot be told apart; the rest are counted.
NAMED, NAMED_IN_TITLE = 20, 6


def quantity(words: Words, metric: Metric, o: Observation, *, mark_estimate: bool = True) -> str:
    """A figure in running text with its exactness and status: 不少于1,000亿元（预计）."""
    text = bounded(words, o.qualifier, words.with_unit(words.amount(o.value, metric), metric))
    if mark_estimate and o.status == "estimate":
        text += words.gettext(" (estimate)")
    return text


def bounded(words: Words, qualifier: str, amount: str) -> str:
    """An amount with the word for its exactness."""
    patterns = {
        "exact": "{amount}",
        "approx": words.gettext("about {amount}", amount="{amount}"),
        "at_least": words.gettext("at least {amount}", amount="{amount}"),
        "at_most": words.gettext("at most {amount}", amount="{amount}"),
    }
    return patterns[qualifier].format(amount=amount)


def label(words: Words, metric: Metric, o: Observation) -> str:
    """A short label for a mark in a chart: ≥1,000, ≈14.6, 934; estimates carry an E."""
    sign = {"exact": "", "approx": "≈", "at_least": "≥", "at_most": "≤"}[o.qualifier]
    suffix = words.gettext(" est.") if o.status == "estimate" else ""
    unit = "%" if words.unit(metric).startswith("%") else ""
    return f"{sign}{words.amount(o.value, metric)}{unit}{suffix}"


def some(words: Words, items: Iterable[str], most: int = 8) -> str:
    """The first of a list in a sentence, and how many more there are: A, B and 3 others."""
    texts = list(items)
    rest = len(texts) - most
    if rest <= 0:
        return words.joined(texts)
    return words.joined([*texts[:most], words.ngettext("{n} other", "{n} others", rest)])


def districts(words: Words, names: Iterable[str], most: int = NAMED) -> str:
    """Districts by name in a sentence: the first, and how many more there are."""
    return words.joined(first_of_districts(words, names, most))


def districts_in_title(words: Words, names: Sequence[str]) -> str:
    """Districts by name in a title: all of them, unless there are very many."""
    return districts(words, names, NAMED if len(names) <= NAMED else NAMED_IN_TITLE)


def first_of_districts(words: Words, texts: Iterable[str], most: int = NAMED) -> list[str]:
    """Return texts on a district each: the first, and how many more there are."""
    every = list(texts)
    rest = len(every) - most
    if rest <= 0:
        return every
    return [*every[:most], words.ngettext("{n} more district", "{n} more districts", rest)]


class Period(Protocol):
    """What has a period: a figure that is published, or one on its way there."""

    @property
    def period_start(self) -> dt.date:
        """Return its first day."""

    @property
    def period_end(self) -> dt.date:
        """Return its last day."""

    @property
    def period_basis(self) -> str:
        """Return what it rests on."""


def period(words: Words, o: Period) -> str:
    """The period of a figure and what it rests on, where that is not simply a year or a date."""
    if o.period_basis == "year":
        return words.span(o.period_start, o.period_end)
    if o.period_basis == "cumulative":
        return words.gettext("cumulative to {date}", date=words.date(o.period_end))
    if o.period_basis == "as_published":
        return words.gettext("published {date}, period not stated", date=words.date(o.period_end))
    span = words.span(o.period_start, o.period_end)
    if o.period_basis == "multi_year":
        return words.gettext("{span}, several years together", span=span)
    if o.period_basis == "half_year":
        return words.gettext("{span} (half-year)", span=span)
    if o.period_basis == "part_year":
        return words.gettext("{span} (part of a year)", span=span)
    return span


def dated_estimate(words: Words, o: Observation) -> str:
    """The period of a figure; that it is an estimate, where it is one or rests on one."""
    text = period(words, o)
    return words.with_brackets(text, status(words, o.status)) if o.status == "estimate" else text


def scope(words: Words, o: Observation) -> str:
    """Whom the figure covers: the whole district, or which part of it."""
    name = words.pick(o, "scope_name")
    if o.whole_district:
        return words.gettext("whole district")
    kinds = {
        "district": words.gettext("group within the district"),
        "department": words.gettext("department"),
        "area": words.gettext("part of the district"),
        "site": words.gettext("site"),
    }
    kind = kinds[o.scope]
    return words.gettext("{kind}: {name}", kind=kind, name=name) if name else kind


def basis(words: Words, code: str) -> str:
    """What a period rests on."""
    return {
        "year": words.gettext("calendar year"),
        "half_year": words.gettext("half-year"),
        "part_year": words.gettext("part of a year"),
        "multi_year": words.gettext("several years together"),
        "as_of": words.gettext("state on a date"),
        "cumulative": words.gettext("cumulative total"),
        "as_published": words.gettext("period not stated, dated to publication"),
    }[code]


def status(words: Words, code: str) -> str:
    """Actual or estimate."""
    return {"actual": words.gettext("actual"), "estimate": words.gettext("estimate")}[code]


def qualifier(words: Words, code: str) -> str:
    """How exact a figure is."""
    return {
        "exact": words.gettext("exact"),
        "approx": words.gettext("approximate"),
        "at_least": words.gettext("lower bound"),
        "at_most": words.gettext("upper bound"),
    }[code]


def exactness(words: Words, metric: Metric, o: Observation) -> str:
    """How exact a figure is, and between which bounds it lies where it is not exact."""
    kind = qualifier(words, o.qualifier)
    if o.qualifier == "exact":
        return kind
    bounds = span_of(words, metric, interval(o.value_low, o.value_high))
    return words.gettext("{kind}: {range}", kind=kind, range=bounds)


def section(words: Words, o: Observation) -> str:
    """Where in its document a figure stands; a bare number is that of a paragraph."""
    if not o.section:
        return words.gettext("not recorded")
    return words.gettext("paragraph {n}", n=o.section) if o.section.isdecimal() else o.section


def document_title(words: Words, document: Document) -> str:
    """The title of a document as running text names it."""
    return words.titled(words.pick(document, "title"))


def published(words: Words, document: Document) -> str:
    """Who published a document and when."""
    dated = words.date(document.published_on) if document.published_on else words.gettext("undated")
    return words.clauses((words.pick(document, "publisher"), dated))


def scope_kind(words: Words, code: str) -> str:
    """The kind of scope, for filters."""
    return {
        "district": words.gettext("whole district"),
        "department": words.gettext("department"),
        "area": words.gettext("part of the district"),
        "site": words.gettext("site"),
    }[code]


def reliability(words: Words, code: str) -> str:
    """What kind of source a document is."""
    return {
        "official": words.gettext("official"),
        "press": words.gettext("press"),
        "secondary": words.gettext("secondary"),
    }[code]


def severity(words: Words, code: str) -> str:
    """How grave a doubt is."""
    return {
        "note": words.gettext("Note"),
        "caution": words.gettext("Caution"),
        "do_not_compare": words.gettext("Do not compare"),
    }[code]


def gravity(words: Words, doubt: Doubt) -> str:
    """How grave a doubt is; one that forbids comparing says what: districts may compare where years do not."""
    if doubt.severity == "do_not_compare" and doubt.bars == "years":
        return words.gettext("Do not compare years")
    if doubt.severity == "do_not_compare" and doubt.bars == "districts":
        return words.gettext("Do not compare districts")
    return severity(words, doubt.severity)


def missing(words: Words, kind: str) -> str:
    """Which kind of gap it is."""
    return {
        "not_in_sources": words.gettext("not in our sources"),
        "not_published": words.gettext("not published"),
        "not_applicable": words.gettext("not applicable"),
        "filtered": words.gettext("left out by the filters"),
        "beside": words.gettext("not calculated, because not ranked"),
        "no_base": words.gettext("no figure to start from"),
        "one_year": words.gettext("a figure in one of the two years only"),
        "other_kind": words.gettext("figures in both years, but of different kinds"),
    }[kind]


def reason(words: Words, why: Reason, o: Observation) -> str:
    """Why a figure is not ranked, in one sentence."""
    if why.code == "doubt" and why.doubt is not None:
        return words.pick(why.doubt, "text")
    return {
        "scope": words.gettext("It covers only part of the district ({scope}).", scope=scope(words, o)),
        "basis": words.gettext("Its period is of another kind: {basis}.", basis=basis(words, o.period_basis)),
        "list": words.gettext("It is not from the list that the others are from."),
        "period": words.gettext("Its period is not that of the others: {period}.", period=period(words, o)),
        "status": (
            words.gettext("It is an estimate; the others are actual figures.")
            if o.status == "estimate"
            else words.gettext("It is an actual figure; the others are estimates.")
        ),
        "preferred": words.gettext("Another figure of this district stands for the period."),
        "doubt": "",
        "alone": words.gettext("No other district has a figure it may be ordered with."),
    }[why.code]


def rank(words: Words, judged_observation: JudgedObservation) -> str:
    """The rank of a figure, or the ranks it may have: 1, 2–3."""
    if judged_observation.rank is None:
        return ""
    first, last = judged_observation.rank
    return str(first) if first == last else f"{first}–{last}"


def span_of(words: Words, metric: Metric, values: Interval) -> str:
    """A range of values with its unit: 12件, at least 12件, 12–14件; that it is open where any value is possible."""
    if values.is_unknown:
        return words.gettext("cannot be decided")

    def amount(value: float) -> str:
        # Differences of published decimals carry binary dust; no metric has more than a few decimals.
        return words.amount(round(value, 6), metric)

    if values.is_point:
        return words.with_unit(amount(values.low), metric)
    values = outward(values, metric.decimals)
    if values.high == inf:
        return bounded(words, "at_least", words.with_unit(amount(values.low), metric))
    if values.low == -inf:
        return bounded(words, "at_most", words.with_unit(amount(values.high), metric))
    return words.with_unit(f"{amount(values.low)}–{amount(values.high)}", metric)


def outward(values: Interval, decimals: int) -> Interval:
    """Bounds rounded so that nothing possible is left out: what is at least 3.46 is at least 3.4, not 3.5."""
    step = 10**decimals
    low, high = (v if isinf(v) else round(v * step, 6) for v in values)
    return Interval(low if isinf(low) else floor(low) / step, high if isinf(high) else ceil(high) / step)


def gap(words: Words, metric: Metric, values: Interval) -> str:
    """A difference with its unit; rates differ in percentage points."""
    if metric.measure != "rate" or values.is_unknown:
        return span_of(words, metric, values)
    text = span_of(words, metric._replace(unit_zh="%", unit_en="%"), values)
    number = text[: text.rindex("%")]
    return number + words.ngettext(" percentage point", " percentage points", 1 if number == "1" else 2)


def signed_gap(words: Words, metric: Metric, values: Interval) -> str:
    """A change with its sign: +656,295人, −48,458人, −5 to +3%, ≤ −3.1%; each end of a band has its own.

    That it cannot be decided where both ends are open.
    """
    if values.is_unknown:
        return words.gettext("cannot be decided")

    def signed(value: float) -> str:
        text = words.amount(round(value, 6), metric)
        return text if value <= 0 else f"+{text}"

    low, high = values if values.is_point else outward(values, metric.decimals)
    if low == high:
        text = signed(low)
    elif isinf(high):
        text = f"≥ {signed(low)}"
    elif isinf(low):
        text = f"≤ {signed(high)}"
    else:
        text = words.between(signed(low), signed(high))
    if metric.measure != "rate":
        return words.with_unit(text, metric)
    return text + words.ngettext(" percentage point", " percentage points", 1 if text in ("+1", "−1") else 2)
