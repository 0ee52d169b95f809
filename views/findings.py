"""The sentence with which a page opens: what there is to say at a glance, with figures and year.

For pages that show no view of their own (the overview, a district), and for what a map adds to its title.
"""

from __future__ import annotations

from typing import NamedTuple

from locales import Words
from queries.catalogue import Catalogue
from queries.comparability import JudgedObservation
from queries.comparison import Comparison
from queries.key_facts import KeyFacts, LawBased
from queries.practices import PracticeCounts
from queries.records import Metric, Observation, Release
from views import explaining, sentences, wording


class Finding(NamedTuple):
    """A finding as a title, without its stop, and the sentence under it ('' where there is no more to say)."""

    title: str
    sentence: str


def of_overview(words: Words, catalogue: Catalogue, found: LawBased) -> Finding:
    """What compares of law-based government, among how many districts, who is left out; and the newest of it."""
    if found.newest is None:
        return Finding(words.gettext("No figures of law-based government can be compared today"), "")
    n_metrics, n_sets, n_districts = found.metrics, found.sets, len(found.having)
    title = words.gettext(
        "{metrics} can be compared today ({sets}), among {districts}",
        metrics=words.ngettext(
            "{n} metric of law-based government", "{n} metrics of law-based government", n_metrics
        ),
        sets=words.ngettext("{n} comparison", "{n} comparisons", n_sets),
        districts=words.ngettext("{n} district", "{n} districts", n_districts),
    )
    names = [words.pick(catalogue.districts[i], "name") for i in found.without]
    if names:
        without = words.gettext("none of {districts}", districts=wording.districts_in_title(words, names))
        title = words.statements([title, without])
    return Finding(title, newest(words, found.newest))


def of_district(
    words: Words, catalogue: Catalogue, facts: KeyFacts, alone: Observation | None = None
) -> Finding:
    """In how many metrics a district compares, its practices, where figures are lacking; and its newest comparison.

    `alone` is its newest firm figure, which is given where it takes part in no comparison.
    """
    parts = [
        _compared(words, facts),
        practices(words, facts.practices),
        _dimensions(words, facts),
    ]
    name = words.pick(catalogue.districts[facts.district_id], "name")
    sentence = (
        newest(words, facts.newest)
        if facts.newest
        else _alone(words, catalogue.metrics[alone.metric_id], alone)
        if alone
        else ""
    )
    return Finding(words.labelled(name, words.clauses(parts)), sentence)


def _alone(words: Words, metric: Metric, o: Observation) -> str:
    """A figure that nothing compares with."""
    return words.gettext(
        "Newest firm figure, which no other district has to compare: {period}, {metric}, {amount}.",
        period=wording.period(words, o),
        metric=words.pick(metric, "name"),
        amount=wording.quantity(words, metric, o),
    )


def newest(words: Words, c: Comparison) -> str:
    """The newest comparison with its figures and what it shows."""
    return words.labelled(words.gettext("Newest comparison"), sentences.sentence(words, c))


def of_release(words: Words, release: Release) -> str:
    """What the publishers say has changed in the newest version of the data."""
    return words.gettext(
        "Data {version}, released {date}: {text}",
        version=release.version,
        date=words.date(release.released_on),
        text=words.pick(release, "text"),
    )


def of_map(words: Words, c: Comparison, own: str) -> str:
    """The figures at both ends of an order, and where the reader's own district stands; '' where nothing is ordered."""
    compared = c.judgement.compared
    if not compared:
        return ""
    figures = [_figure(words, c, f) for f in compared]
    ends = (
        words.sentence(words.clauses(figures))
        if len(figures) < 3
        else words.gettext("From {low} to {high}.", low=figures[-1], high=figures[0])
    )
    return words.paragraph([ends, _rank_of(words, c, own)])


def _figure(words: Words, c: Comparison, f: JudgedObservation) -> str:
    return words.gettext(
        "{district} {amount}",
        district=sentences.name_of(words, c, f),
        amount=wording.quantity(words, c.metric, f.observation),
    )


def _rank_of(words: Words, c: Comparison, own: str) -> str:
    """The own district's figure and rank; that it is not ranked, where it has a figure and is not."""
    f = next((f for f in c.leading if f.observation.district_id == own), None)
    if f is None:
        return ""
    if not f.compared:
        name = sentences.name_of(words, c, f)
        return words.ngettext(
            "{districts} has figures that are not ranked.",
            "{districts} have figures that are not ranked.",
            1,
            districts=name,
        )
    return words.gettext(
        "My district: {figure}, rank {rank} of {n}.",
        figure=_figure(words, c, f),
        rank=wording.rank(words, f),
        n=len(c.judgement.compared),
    )


def _compared(words: Words, facts: KeyFacts) -> str:
    """In how many of the metrics that compare at all."""
    if not facts.comparable:
        return words.gettext("no figure of law-based government compares")
    if not facts.metrics:
        return words.ngettext(
            "not in the {n} metric of law-based government that compares between districts",
            "in none of the {n} metrics of law-based government that compare between districts",
            facts.comparable,
        )
    return words.ngettext(
        "in {own} of the {n} metric of law-based government that compares between districts",
        "in {own} of the {n} metrics of law-based government that compare between districts",
        facts.comparable,
        own=words.number(facts.metrics),
    )


def practices(words: Words, counts: PracticeCounts) -> str:
    """How many kinds of practice are in use, and how many more are planned; none found is no zero."""
    if not any(counts):
        return words.gettext("no practice in our sources")
    return explaining.practice_counts(words, counts)


def missing(words: Words, facts: KeyFacts) -> str:
    """In how many of the metrics that compare a district does not, and the dimensions without any figure of it."""
    parts = []
    if facts.lacking:
        parts.append(
            words.ngettext(
                "{lacking} of the {n} metric that compares",
                "{lacking} of the {n} metrics that compare",
                facts.comparable,
                lacking=words.number(facts.lacking),
            )
        )
    names = words.enumerated(words.pick(d, "name") for d in facts.empty)
    parts.append(words.labelled(_dimensions(words, facts), names) if names else _dimensions(words, facts))
    return words.statements(parts)


def _dimensions(words: Words, facts: KeyFacts) -> str:
    """On how many dimensions our sources hold no figure."""
    n = len(facts.empty)
    if not n:
        return words.gettext("figures on every dimension")
    return words.ngettext("no figure on {n} dimension", "no figure on {n} dimensions", n)
