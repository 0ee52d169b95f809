"""Reports to begin from: annual comparison, one district, one dimension, figures of a meeting, a page a district."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, get_args

from locales import Words, words
from queries.catalogue import Catalogue
from queries.coverage import by_dimension
from queries.overviews import what_compares
from queries.profile import profile
from queries.quality import FIRST_HAND, RELIABILITY, Quality
from queries.ready import CONTEXT, ReadySet, ready_sets
from queries.store import Store
from queries.trend import trend
from views import wording
from views.draft import MOST_ITEMS, Draft, Item, Language, item, with_reliability

Template = Literal["annual", "district", "dimension", "meeting", "brief"]
TEMPLATES: tuple[Template, ...] = get_args(Template)
#: How many comparisons a meeting, and how many series a brief or a topic can take in.
MEETING, SERIES = 6, 4
#: Years that a yearly report or a meeting speaks of, where none are asked for: as many as a five-year plan has.
SPAN = 5
#: A series is worth a picture of its own from this many points on.
SHORTEST_SERIES = 3


@dataclass(frozen=True)
class Choice:
    """What a template is asked for; empty means all."""

    districts: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    dimension: str = ""
    #: The kinds of sources let in: no reposts and compilations unless asked for.
    reliability: tuple[str, ...] = FIRST_HAND.reliability

    @property
    def quality(self) -> Quality:
        """Which figures are let in."""
        return Quality(self.reliability)

    @property
    def names_years(self) -> bool:
        """Whether a first or a last year is asked for."""
        return self.year_from is not None or self.year_to is not None

    def has(self, year: int) -> bool:
        """Whether a year is asked for."""
        return (self.year_from or 0) <= year <= (self.year_to or 9999)


def draft(store: Store, template: Template, choice: Choice, language: Language = "zh") -> Draft:
    """A template filled for the districts, metrics and years chosen; ids must exist (KeyError otherwise).

    Where it comes to more items than a draft holds, the last one says so, and how many districts are left out.
    """
    making = iter(_MAKERS[template](store, choice))
    items = list(islice(making, MOST_ITEMS + 1))
    if len(items) > MOST_ITEMS:
        kept = items[: MOST_ITEMS - 1]
        items = [*kept, left_out(kept, choice.districts, language)]
    whole = Draft(language=language, items=tuple(items), template=template)
    return with_reliability(whole, () if set(choice.reliability) == set(RELIABILITY) else choice.reliability)


def left_out(kept: Sequence[Item], districts: Sequence[str], language: Language) -> Item:
    """A text that says that a draft is full, and of how many of the districts it has nothing of their own."""
    codes = ("zh", "en") if language == "both" else (language,)
    begun = {i.spec.get("district") for i in kept}
    n = sum(d not in begun for d in districts) if begun != {""} else 0
    return item("text", title=" ".join(_full(words(code), n) for code in codes))


def _full(translator: Words, n: int) -> str:
    if not n:
        return translator.gettext(
            "Further items have no room here: a report holds at most {most}. Choose fewer districts or metrics.",
            most=MOST_ITEMS,
        )
    return translator.ngettext(
        "{n} more district has no room here: a report holds at most {most} items. Choose fewer districts.",
        "{n} more districts have no room here: a report holds at most {most} items. Choose fewer districts.",
        n,
        most=MOST_ITEMS,
    )


def template_names(words: Words) -> dict[str, str]:
    """The name of each template."""
    return {
        "annual": words.gettext("Annual comparison"),
        "district": words.gettext("District brief"),
        "dimension": words.gettext("Topic: one dimension"),
        "meeting": words.gettext("Figures for a meeting"),
        "brief": words.gettext("One page a district"),
    }


def title_of(store: Store, words: Words, d: Draft) -> str:
    """The title of a report whose writer gave none."""
    catalogue = store.catalogue
    if d.template == "annual":
        return words.gettext("Law-based government: annual comparison of districts")
    if d.template == "district":
        known = [words.pick(catalogue.districts[i], "name") for i in _focused(d) if i in catalogue.districts]
        names = wording.districts(words, known)
        return words.gettext("{districts}: brief on law-based government", districts=names)
    if d.template == "brief":
        known = [words.pick(catalogue.districts[i], "name") for i in _focused(d) if i in catalogue.districts]
        return words.gettext("{districts}: brief", districts=wording.districts(words, known))
    if d.template == "dimension":
        found = {
            catalogue.metrics[m].dimension_id
            for i in d.items
            for m in i.spec.many("metric")
            if i.spec.kind in ("compare", "trend") and m in catalogue.metrics
        } or {i.spec.get("dimension") for i in d.items if i.spec.get("dimension") in catalogue.dimensions}
        names = words.joined(words.pick(x, "name") for key, x in catalogue.dimensions.items() if key in found)
        return words.gettext("{dimension}: comparison of districts", dimension=names)
    if d.template == "meeting":
        return words.gettext("Law-based government: figures for the meeting")
    return words.gettext("Comparison of districts")


def _focused(d: Draft) -> list[str]:
    return list(dict.fromkeys(i.spec.get("district") for i in d.items if i.spec.get("district")))


def _everyone(store: Store, choice: Choice) -> list[str]:
    return list(choice.districts) or list(store.catalogue.districts)[:8]


def _is_context(catalogue: Catalogue, metric_id: str) -> bool:
    return catalogue.metrics[metric_id].dimension_id == CONTEXT


def _place(catalogue: Catalogue, metric_id: str) -> tuple[bool, int, int]:
    """Law-based government before context, then by dimension."""
    metric = catalogue.metrics[metric_id]
    return (
        _is_context(catalogue, metric_id),
        catalogue.dimensions[metric.dimension_id].ordinal,
        metric.ordinal,
    )


def _newest(store: Store, choice: Choice, districts: Sequence[str]) -> dict[str, int]:
    """For each metric asked for the newest year in which two or more of the districts may be ordered."""
    comparable = what_compares(store, districts, choice.quality)
    newest = {
        m: max(years)
        for m, counts in comparable.counts.items()
        if (years := [y for y in counts if choice.has(y)]) and (not choice.metrics or m in choice.metrics)
    }
    return dict(sorted(newest.items(), key=lambda pair: _place(store.catalogue, pair[0])))


def _comparisons(years: Mapping[str, int], districts: Sequence[str]) -> list[Item]:
    """A comparison of each metric in its year."""
    return [item("compare", metric=m, year=y, districts=districts) for m, y in years.items()]


def _annual(store: Store, choice: Choice) -> list[Item]:
    """For each metric the newest comparable set, what the districts do, what is missing, context, older figures."""
    districts = _everyone(store, choice)
    newest = _newest(store, choice, districts)
    first, last = _span(choice, newest.values())
    older = {m: y for m, y in newest.items() if y < first}
    within = {m: y for m, y in newest.items() if m not in older}
    context = {m: y for m, y in within.items() if _is_context(store.catalogue, m)}
    appendix = [item("older", from_=first, to=last), *_comparisons(older, districts)] if older else []
    return [
        *_comparisons({m: y for m, y in within.items() if m not in context}, districts),
        item("practices", districts=districts),
        *([item("missing", metric=choice.metrics, districts=districts)] if choice.metrics else []),
        item("missing", districts=districts),
        *_comparisons(context, districts),
        *appendix,
    ]


def _span(choice: Choice, years: Iterable[int]) -> tuple[int, int]:
    """The first and the last year to speak of: the newest ones, where none are asked for."""
    last = max(years, default=9999)
    return (0 if choice.names_years else last - SPAN + 1), last


def _district(store: Store, choice: Choice) -> Iterator[Item]:
    """A brief a district: where it compares, how it went, what it does, its figures, what is missing; then context."""
    everyone = list(store.catalogue.districts)[:8]
    for d in choice.districts or everyone:
        others = list(dict.fromkeys((d, *everyone)))
        newest_year: dict[str, int] = {}
        for s in sorted(_ready(store, choice), key=lambda s: -s.year):
            if d in s.district_ids and choice.has(s.year) and _includes(choice, s.metric_id):
                newest_year.setdefault(s.metric_id, s.year)
        order = sorted(newest_year, key=lambda m: _place(store.catalogue, m))
        series = [s.metric.metric_id for s in profile(store, d, choice.quality).series]
        long = [m for m in series if _includes(choice, m)][:SERIES]
        for is_context in (False, True):
            yield from (
                item("compare", metric=m, year=newest_year[m], districts=others, district=d)
                for m in order
                if _is_context(store.catalogue, m) is is_context
            )
            yield from (
                item("trend", metric=m, districts=[d], district=d, from_=choice.year_from, to=choice.year_to)
                for m in long
                if _is_context(store.catalogue, m) is is_context
            )
            if not is_context:
                yield item("practices", district=d)
                yield item("figures", district=d, from_=choice.year_from, to=choice.year_to)
                yield item("missing", district=d, districts=others)


def _ready(store: Store, choice: Choice) -> tuple[ReadySet, ...]:
    """The comparisons that hold among the sources let in."""
    return ready_sets(store, quality=choice.quality)


def _includes(choice: Choice, metric_id: str) -> bool:
    return not choice.metrics or metric_id in choice.metrics


def _dimension(store: Store, choice: Choice) -> list[Item]:
    """One dimension: comparisons, longest series, practices, the figures of each district, what is missing."""
    catalogue = store.catalogue
    districts = _everyone(store, choice)
    dimension = choice.dimension or _fullest(store, choice, districts)
    newest = {
        m: y
        for m, y in _newest(store, choice, districts).items()
        if catalogue.metrics[m].dimension_id == dimension
    }
    items = _comparisons(newest, districts)
    metrics = [
        m
        for m in catalogue.metrics.values()
        if m.dimension_id == dimension and _includes(choice, m.metric_id)
    ]
    long = []
    for m in metrics:
        t = trend(store, m.metric_id, districts, choice.year_from, choice.year_to, choice.quality)
        longest = max((len(s.main) for s in t.series), default=0)
        if longest >= SHORTEST_SERIES:
            long.append((-len(t.series), -longest, m.ordinal, m.metric_id))
    items += [
        item("trend", metric=m, districts=districts, from_=choice.year_from, to=choice.year_to)
        for *_, m in sorted(long)[:SERIES]
    ]
    items.append(item("practices", districts=districts, dimension=dimension))
    first_figures = len(items)
    shown = {
        c.district_id
        for c in by_dimension(store)
        if c.dimension_id == dimension and any(getattr(c, kind) for kind in choice.reliability)
    }
    items += [
        item("figures", district=d, dimension=dimension, from_=choice.year_from, to=choice.year_to)
        for d in districts
        if d in shown
    ]
    metric_ids = [m.metric_id for m in metrics]
    missing = [item("missing", metric=metric_ids, districts=districts)] if metric_ids else []
    # Before the figures of each district, which may be too many: what is missing must not be cut off.
    return (
        [*items, *missing]
        if len(items) < MOST_ITEMS
        else [*items[:first_figures], *missing, *items[first_figures:]]
    )


def _fullest(store: Store, choice: Choice, districts: Sequence[str]) -> str:
    """The dimension of the metrics asked for; else that of law-based government with most comparisons."""
    catalogue = store.catalogue
    if choice.metrics:
        return catalogue.metrics[choice.metrics[0]].dimension_id
    count = Counter(catalogue.metrics[m].dimension_id for m in _newest(store, choice, districts))
    lawful = [d for d in catalogue.dimensions if d != CONTEXT]
    return max(lawful or list(catalogue.dimensions), key=lambda d: count[d])


def _meeting(store: Store, choice: Choice) -> list[Item]:
    """The comparisons that say most, one a metric: law-based government first, actual figures, wide sets, newest.

    Then what the districts do, on one screen.
    """
    districts = _everyone(store, choice)
    sets = [
        s
        for s in _ready(store, choice)
        if len(set(districts).intersection(s.district_ids)) > 1
        and choice.has(s.year)
        and _includes(choice, s.metric_id)
    ]
    first, _ = _span(choice, (s.year for s in sets))
    chosen: dict[str, int] = {}
    for s in sets:
        if s.year >= first:
            chosen.setdefault(s.metric_id, s.year)
    most = dict(islice(chosen.items(), MEETING))
    return [*_comparisons(most, districts), item("practice_counts", districts=districts)]


def _brief(store: Store, choice: Choice) -> list[Item]:
    """One page a district, one after the other."""
    return [item("brief", district=d) for d in _everyone(store, choice)]


_MAKERS: Mapping[Template, Callable[[Store, Choice], Iterable[Item]]] = {
    "annual": _annual,
    "district": _district,
    "dimension": _dimension,
    "meeting": _meeting,
    "brief": _brief,
}
