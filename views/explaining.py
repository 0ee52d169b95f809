"""What goes with an answer in words: verdict, restrictions, formulas, refusals, citations, states of practices.

Plain text for pages and files alike; pages escape it and dress it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from locales import Words
from queries.calculated import Calculation, Refusal
from queries.comparability import JudgedObservation
from queries.comparison import Comparison
from queries.practices import LackingPractice, PracticeCounts
from queries.quality import RELIABILITY
from queries.records import Document, Metric, Observation, System
from queries.requirements import Requirement
from queries.series_views import SeriesCalculation
from queries.trend import Point, Series, Trend
from views import wording


def verdict(words: Words, c: Comparison) -> str:
    """May this be compared? One line, without who is missing."""
    n = len(c.judgement.compared)
    texts = {
        "comparable": words.ngettext("Comparable: {n} district", "Comparable: {n} districts", n),
        "partly": words.ngettext("Comparable in part: {n} district", "Comparable in part: {n} districts", n),
        "not_comparable": words.gettext("Not comparable"),
        "single": words.gettext("Nothing to compare with: one district only"),
        "none": words.gettext("No figure for this year"),
    }
    notes = restrictions(words, c)
    if c.judgement.forecasts:
        notes.append(words.gettext("all are estimates (forecasts)"))
    if c.judgement.compared and not (c.judgement.decided or c.judgement.is_open):
        notes.append(words.gettext("order not fully decided"))
    if c.judgement.year_as_december:
        notes.append(words.gettext("a figure for a year counts as of 31 December"))
    if c.list_document is not None:
        notes.append(
            words.gettext("from one list ({title})", title=wording.document_title(words, c.list_document))
        )
    head = _without_order(words, c) if c.judgement.is_open else texts[c.judgement.verdict]
    return words.statements([head, *notes])


def _without_order(words: Words, c: Comparison) -> str:
    """Why figures that are of the same kind still allow no order."""
    n = words.number(len(c.judgement.compared))
    qualifiers = {f.observation.qualifier for f in c.judgement.compared}
    if qualifiers == {"at_least"}:
        return words.gettext("{n} districts, all lower bounds: no order can be stated", n=n)
    if qualifiers == {"at_most"}:
        return words.gettext("{n} districts, all upper bounds: no order can be stated", n=n)
    return words.gettext("{n} districts: figures of this exactness allow no order", n=n)


def restrictions(words: Words, c: Comparison) -> list[str]:
    """What the reader left out or in, so that the choice stays visible."""
    notes = []
    if c.is_within_group:
        notes.append(words.gettext("ordered within all districts"))
    if set(c.quality.reliability) != set(RELIABILITY):
        kinds = words.joined(wording.reliability(words, r) for r in c.quality.reliability)
        notes.append(words.gettext("only {kinds} sources", kinds=kinds))
    if not c.quality.estimates:
        notes.append(words.gettext("without estimates"))
    return notes


def standing(words: Words, f: JudgedObservation, o: Observation) -> str:
    """The rank of a figure, or that it conflicts or is not ranked."""
    if o is not f.observation:
        return words.gettext("conflicting")
    return wording.rank(words, f) if f.compared else words.gettext("not ranked")


def view_names(words: Words) -> dict[str, str]:
    """The name of each view of one year."""
    return {
        "published": words.gettext("as published"),
        "per_10k": words.gettext("per resident"),
        "per_km2": words.gettext("per km²"),
        "share": words.gettext("share of the whole"),
    }


def formula(words: Words, how: Calculation) -> str:
    """The formula of a calculated comparison in words, with the year of the divisor."""
    return words.gettext(
        "Calculated: {top} divided by {bottom} ({years}). Bounds, doubts and the kind of source of both apply.",
        top=words.pick(how.source.metric, "name"),
        bottom=words.pick(how.divisor, "name"),
        years=words.joined(str(y) for y in how.years),
    )


def refusal(words: Words, why: Refusal, name: Callable[[str], str]) -> str:
    """Why a view is not given, in one sentence."""
    lacking = wording.districts(words, (name(d) for d in why.district_ids))
    return {
        "not_per_head": words.gettext("A figure per resident makes no sense for this metric."),
        "not_per_area": words.gettext("A figure per km² makes no sense for this metric."),
        "no_whole": words.gettext("No whole is declared of which this metric would be a part."),
        "nothing_compares": words.gettext(
            "No figures compare in this year, so nothing is calculated from them."
        ),
        "no_population": words.gettext(
            "Not calculated: no one population date within two years is held for all districts ({districts}).",
            districts=lacking,
        ),
        "no_area": words.gettext(
            "Not calculated: no published area is held for {districts}.", districts=lacking
        ),
        "no_whole_figure": words.gettext(
            "Not calculated: no figure of the whole for the same period is held for {districts}.",
            districts=lacking,
        ),
        "no_positive_divisor": words.gettext(
            "Not calculated: the figure to divide by is zero or not surely positive for {districts}.",
            districts=lacking,
        ),
        "part_above_whole": words.gettext(
            "Not calculated: the part is larger than the whole in the figures of {districts}.",
            districts=lacking,
        ),
        "nothing_bounds": words.gettext(
            "Not calculated: the published bounds leave the result wholly open for {districts}.",
            districts=lacking,
        ),
    }[why.code]


def series_refusal(words: Words, view: str) -> str:
    """Why a view of a series is not given."""
    return {
        "rates": words.gettext("Rates have no index and no average growth."),
        "index": words.gettext("No figure is firm and above zero, so there is none to start an index from."),
        "change": words.gettext(
            "No two neighbouring years compare with a firm base above zero, so no change is calculated."
        ),
        "growth": words.gettext(
            "No series has two figures of which a growth may be calculated: both must be firm and above zero."
        ),
    }[view]


def series_formula(words: Words, how: SeriesCalculation) -> str:
    """The formula of an index or of a yearly change."""
    if how.view == "index":
        return words.gettext(
            "Calculated: each figure over that of {year}, times 100; only years that compare with it.",
            year=how.base_year,
        )
    if how.source.metric.measure == "rate":
        return words.gettext("Calculated: this year's rate less last year's, in percentage points.")
    return words.gettext(
        "Calculated: this year's figure over last year's, less one, in percent; no growth of a bound."
    )


def breaks(words: Words, t: Trend) -> list[str]:
    """Which years of which series must not be set against each other."""
    return list(
        dict.fromkeys(
            words.gettext(
                "{district}: {a} and {b} must not be set against each other.",
                district=words.pick(s.district, "name"),
                a=b.after_year,
                b=b.before_year,
            )
            for s in t.series
            for b in s.breaks
        )
    )


def span(t: Trend) -> str:
    """The years a trend covers."""
    return years_of(t.evidence)


def years_of(observations: Iterable[Observation]) -> str:
    """Return the first and the last year of observations, one where they are the same; '' without any."""
    years = {o.year for o in observations}
    return "–".join(str(y) for y in sorted({min(years), max(years)})) if years else ""


#: The marks of points on a line: by kind of bound, filled and hollow.
_MARKS = {"exact": ("●", "○"), "approx": ("●", "○"), "at_least": ("▲", "△"), "at_most": ("▼", "▽")}


def legend(words: Words, t: Trend) -> list[tuple[str, str]]:
    """What the unusual marks in a chart of this trend mean: sign and meaning of those that are drawn."""
    points = [p for s in t.series for p in s.points]
    found: dict[str, str] = {}
    for p in points:
        sign = mark(p)
        if sign not in found and _meaning(words, p):
            found[sign] = _meaning(words, p)
    lines = {
        "×": (words.gettext("part of a year or of the district"), any(p.role == "aside" for p in points)),
        "⊐": (words.gettext("another document gives another figure"), any(p.role == "twin" for p in points)),
        "┊": (words.gettext("the basis changes here"), any(s.breaks_between for s in t.series)),
        "": (words.gettext("Missing years stay open."), any(_has_gap(s) for s in t.series)),
    }
    return [*found.items(), *((sign, text) for sign, (text, occurs) in lines.items() if occurs)]


def signs(words: Words, t: Trend) -> list[str]:
    """The same as texts: each sign with its meaning."""
    return [f"{sign} {text}".strip() for sign, text in legend(words, t)]


def mark(p: Point) -> str:
    """The sign like which a point of a line is drawn: a cross where it stands apart, hollow where it is no firm one."""
    if p.role == "aside":
        return "×"
    filled, hollow = _MARKS[p.observation.qualifier]
    return hollow if p.observation.status == "estimate" or p.role == "twin" else filled


def _meaning(words: Words, p: Point) -> str:
    """What the sign of a point says; '' where it says nothing, or where the point is drawn as a cross."""
    if p.role == "aside":
        return ""
    o = p.observation
    bound = wording.qualifier(words, o.qualifier) if o.qualifier in ("at_least", "at_most") else ""
    estimate = wording.status(words, o.status) if o.status == "estimate" else ""
    return words.clauses(text for text in (bound, estimate) if text)


def _has_gap(s: Series) -> bool:
    return any(b.year - a.year > 1 for a, b in pairwise(s.main))


def citation(words: Words, document: Document) -> str:
    """Publisher, title and date as a report cites them."""
    publisher, title = words.pick(document, "publisher"), wording.document_title(words, document)
    dated = [words.date(document.published_on)] if document.published_on else []
    return words.clauses((words.language.citation.format(publisher, title), *dated))


def cited(words: Words, sentence: str, documents: Sequence[Document]) -> str:
    """A sentence with its sources, as a report quotes it."""
    if not documents:
        return sentence
    sources = words.statements(citation(words, d) for d in documents)
    return f"{sentence}{words.gettext(' (Sources: {sources})', sources=sources)}"


#: Signs for the states of a practice in a matrix.
STATE_SIGNS = {"in_use": "●", "planned": "○", "not_found": "–"}


def state(words: Words, code: str) -> str:
    """The state of a system or of a practice."""
    return {
        "in_use": words.gettext("in use"),
        "planned": words.gettext("planned"),
        "awarded": words.gettext("awarded"),
        "not_found": words.gettext("not found in our sources"),
    }[code]


def read(words: Words, code: str) -> str:
    """How far a document was read."""
    return {"full": words.gettext("in full"), "excerpts": words.gettext("excerpts")}[code]


def comparable(words: Words, code: str) -> str:
    """Whether districts compare by a metric."""
    return {"yes": words.gettext("some districts compare"), "no": words.gettext("nothing compares")}[code]


def outcome(words: Words, code: str) -> str:
    """What came of a check."""
    return {
        "agrees": words.gettext("agrees"),
        "disagrees": words.gettext("disagrees"),
        "unchecked": words.gettext("cannot be checked"),
    }[code]


def timing(words: Words, code: str) -> str:
    """Where the date of a task lies from today."""
    return {
        "passed": words.gettext("due by now"),
        "to_come": words.gettext("still to come"),
        "undated": words.gettext("no date"),
    }[code]


def unit_kind(words: Words, code: str) -> str:
    """The kind of a unit."""
    return {
        "party": words.gettext("Party body"),
        "office": words.gettext("office"),
        "department": words.gettext("department"),
        "court_procuratorate": words.gettext("court, procuratorate"),
        "group": words.gettext("group, not a single body"),
        "other": words.gettext("other"),
    }[code]


def practice_counts(words: Words, counts: PracticeCounts) -> str:
    """How many kinds of practice are in use, and how many more are planned."""
    in_use = words.ngettext("{n} kind of practice in use", "{n} kinds of practice in use", counts.in_use)
    return words.clauses([in_use, *practices_planned(words, counts)])


def practices_planned(words: Words, counts: PracticeCounts) -> list[str]:
    """How many more kinds of practice are only planned; none where there are none."""
    return [words.ngettext("{n} more planned", "{n} more planned", counts.planned)] if counts.planned else []


def not_found(words: Words) -> str:
    """What a practice that was not found does not mean."""
    return words.gettext(
        "Not found means not found in these documents; it does not mean that a district lacks it."
    )


def honour(words: Words, system: System) -> str:
    """An honour as a result of a practice: name and, where the document gives it, the year."""
    name = words.pick(system, "name")
    return words.with_brackets(name, words.year(system.year)) if system.year else name


def level(words: Words, code: str | None) -> str:
    """Who gave an honour."""
    return {
        "national": words.gettext("national"),
        "provincial": words.gettext("provincial"),
        "city": words.gettext("city level"),
        "district": words.gettext("district level"),
        None: words.gettext("level not stated"),
    }[code]


def orders(words: Words) -> dict[str, str]:
    """By what a list of gaps can be ordered."""
    return {
        "others": words.gettext("number of other districts"),
        "results": words.gettext("number of results"),
        "official": words.gettext("number of official sources"),
    }


def not_stated(words: Words, what: Iterable[str]) -> str:
    """That the documents do not say something: since when, with which result."""
    return words.gettext("Not stated in these documents: {what}.", what=words.enumerated(what))


def results_meant(words: Words) -> str:
    """What is counted as the result of a practice, and as its beginning."""
    return words.gettext(
        "Results are honours that the documents name for it; since is the earliest year they give."
    )


def dated(words: Words, documents: Iterable[Document]) -> str:
    """From which years documents are, by what they report on or else when they appeared; '' without any."""
    every = list(documents)
    years = {d.report_year or (d.published_on.year if d.published_on else None) for d in every} - {None}
    found = sorted(y for y in years if y)
    undated = sum(not d.report_year and not d.published_on for d in every)
    rest = words.ngettext("{n} undated", "{n} undated", undated) if undated else ""
    if not found:
        return rest
    span = words.between(str(found[0]), words.year(found[-1])) if len(found) > 1 else words.year(found[0])
    known = words.ngettext(
        "{n} document of {years}", "{n} documents of {years}", len(every) - undated, years=span
    )
    return words.clauses([known, rest] if rest else [known])


def demand(words: Words, metric: Metric, r: Requirement) -> str:
    """What is required, in words: court-appearance rate, 100%."""
    sign = {
        ">=": words.gettext("at least {amount}"),
        "=": "{amount}",
        "<=": words.gettext("at most {amount}"),
    }
    amount = words.with_unit(words.amount(r.target.value, metric), metric)
    scope = words.pick(r.target, "scope_name")
    what = words.pick(metric, "name")
    what = words.with_brackets(what, scope) if scope else what
    return words.labelled(what, sign[r.target.comparator].format(amount=amount))


def met(words: Words, evidence: str) -> str:
    """Whether a figure meets a requirement, in a word; '' where there is no figure."""
    return {
        "met": words.gettext("met"),
        "not_met": words.gettext("not met"),
        "undecided": words.gettext("cannot be decided"),
        "none": "",
    }[evidence]


def lacking(words: Words, practices: Sequence[LackingPractice], district: str) -> tuple[str, str]:
    """How many practices others have that our sources do not show for a district, and how many it plans ('': none)."""
    planned = sum(g.state == "planned" for g in practices)
    lead = words.ngettext(
        "Others have {n} practice in use that our sources do not show for {district}.",
        "Others have {n} practices in use that our sources do not show for {district}.",
        len(practices) - planned,
        district=district,
    )
    rest = words.ngettext("{n} more is planned there.", "{n} more are planned there.", planned)
    return lead, rest if planned else ""
