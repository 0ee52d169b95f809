"""What a reader looks for in a tab: the restrictions, folded away until used, and the way back from each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from pages.shared.controls import many_of, search_words, years_between
from pages.shared.page_context import PageContext
from pages.shared.ways import Way, ways_back
from queries.evidence import QUALIFIERS, SCOPES, STATUSES, Filters
from queries.lists import COMPARABLE, OUTCOMES, READ, ListName, counts, extent
from queries.quality import RELIABILITY
from queries.series_choice import longest_first
from views import explaining, wording

#: What the tab with the figures can be narrowed by, and the others.
FIGURES = ("districts", "dimension", "metric", "document", "reliability", "qualifier", "scope", "status")
LISTS: Mapping[ListName, tuple[str, ...]] = {
    "documents": ("districts", "reliability", "read"),
    "metrics": ("dimension", "comparable"),
    "doubts": ("districts", "dimension", "metric"),
    "checks": ("districts", "dimension", "metric", "outcome"),
}
#: How many restrictions stand side by side.
SIDE_BY_SIDE = 4
#: The parameters of the words to be found, and of the years.
TEXT, YEARS = ("q",), ("from", "to")


class Restriction(NamedTuple):
    """One parameter: what it is called, its ids and how these are called."""

    label: str
    ids: Iterable[str]
    names: Callable[[str], str]


class Chosen(NamedTuple):
    """What the reader chose, and the way back from each of it."""

    filters: Filters
    ways: tuple[Way, ...]


def figure_filters(d: PageContext) -> Chosen:
    """Draw what figures can be narrowed by; return what the reader chose."""
    return _filters(d, FIGURES, {}, longest_first(d.store).years, d.words.gettext("Years"))


def list_filters(d: PageContext, name: ListName) -> Chosen:
    """Draw what one of the lists can be narrowed by, each choice with how many entries it has."""
    label = d.words.gettext("Published") if name == "documents" else d.words.gettext("Years")
    return _filters(d, LISTS[name], counts(d.store, name), extent(d.store, name), label)


def _filters(
    d: PageContext,
    keys: Sequence[str],
    numbers: Mapping[str, Mapping[str, int]],
    years: tuple[int, int] | None,
    years_label: str,
) -> Chosen:
    words = d.words
    found = _restrictions(d)
    find = words.gettext("Find in this list")
    filters = [
        (find, TEXT),
        *((found[key].label, (key,)) for key in keys),
        *([(years_label, YEARS)] if years else []),
    ]
    ways = ways_back(d, "evidence", filters, "observation", "page")
    head = words.gettext("Filters")
    if ways:
        head = words.ngettext("Filters ({n} active)", "Filters ({n} active)", len(ways))
    chosen: dict[str, tuple[str, ...]] = {}
    first = last = None
    with st.expander(head, expanded=False, key="filters"):
        text_side, years_side = st.columns(2, gap="small")
        with text_side:
            text = search_words("q", find, words.gettext("district, metric, document, wording …"))
        if years:
            with years_side:
                first, last = years_between(years_label, years)
        for begin in range(0, len(keys), SIDE_BY_SIDE):
            row = keys[begin : begin + SIDE_BY_SIDE]
            for column, key in zip(st.columns(SIDE_BY_SIDE, gap="small"), row, strict=False):
                with column:
                    chosen[key] = _choice(d, key, found[key], numbers.get(key))
    return Chosen(_as_filters(text, chosen, first, last), ways)


def _choice(d: PageContext, key: str, r: Restriction, numbers: Mapping[str, int] | None) -> tuple[str, ...]:
    def counted(i: str) -> str:
        return d.words.with_brackets(r.names(i), d.words.number(numbers.get(i, 0))) if numbers else r.names(i)

    return tuple(many_of(key, r.label, list(r.ids), default=[], names=counted, said=r.names))


def _as_filters(
    text: str, chosen: Mapping[str, tuple[str, ...]], first: int | None, last: int | None
) -> Filters:
    return Filters(
        text=text,
        districts=chosen.get("districts", ()),
        dimensions=chosen.get("dimension", ()),
        metrics=chosen.get("metric", ()),
        documents=chosen.get("document", ()),
        reliability=chosen.get("reliability", ()),
        qualifier=chosen.get("qualifier", ()),
        scope=chosen.get("scope", ()),
        status=chosen.get("status", ()),
        read=chosen.get("read", ()),
        comparable=chosen.get("comparable", ()),
        outcome=chosen.get("outcome", ()),
        year_from=first,
        year_to=last,
    )


def in_words_of_the_api(wanted: Filters) -> dict[str, str]:
    """Return what the API is asked for to give all that matches; what is not wanted is empty."""
    lists = {
        "districts": wanted.districts,
        "dimension": wanted.dimensions,
        "metric": wanted.metrics,
        "document": wanted.documents,
        "reliability": wanted.reliability,
        "qualifier": wanted.qualifier,
        "status": wanted.status,
        "scope": wanted.scope,
        "read": wanted.read,
        "comparable": wanted.comparable,
        "outcome": wanted.outcome,
    }
    years = {"from": str(wanted.year_from or ""), "to": str(wanted.year_to or "")}
    return {"q": wanted.text} | {name: ",".join(ids) for name, ids in lists.items()} | years


def _restrictions(d: PageContext) -> dict[str, Restriction]:
    words, catalogue = d.words, d.catalogue

    def title(document_id: str) -> str:
        return words.pick(catalogue.documents[document_id], "title")

    def in_words(of: Callable[..., str]) -> Callable[[str], str]:
        return lambda code: of(words, code)

    return {
        "districts": Restriction(words.gettext("Districts"), d.district_ids, d.district_label),
        "dimension": Restriction(words.gettext("Dimensions"), catalogue.dimensions, d.dimension_name),
        "metric": Restriction(words.gettext("Metrics"), catalogue.metrics, d.metric_name),
        "document": Restriction(words.gettext("Documents"), catalogue.documents, title),
        "reliability": Restriction(
            words.gettext("Kind of source"), RELIABILITY, in_words(wording.reliability)
        ),
        "qualifier": Restriction(words.gettext("Exactness"), QUALIFIERS, in_words(wording.qualifier)),
        "scope": Restriction(words.gettext("Scope"), SCOPES, in_words(wording.scope_kind)),
        "status": Restriction(words.gettext("Status"), STATUSES, in_words(wording.status)),
        "read": Restriction(words.gettext("Read"), READ, in_words(explaining.read)),
        "comparable": Restriction(
            words.gettext("Comparability"), COMPARABLE, in_words(explaining.comparable)
        ),
        "outcome": Restriction(words.gettext("Outcome"), OUTCOMES, in_words(explaining.outcome)),
    }
