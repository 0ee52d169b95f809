"""Which figures a reader looks for: the restrictions, folded away until used."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import streamlit as st

from pages.shared.address import value
from pages.shared.controls import many_of, years_between
from pages.shared.page_context import PageContext
from queries.evidence import QUALIFIERS, SCOPES, STATUSES, Filters
from queries.quality import RELIABILITY
from queries.series_choice import longest_first
from views import wording

#: The restrictions of each column.
COLUMNS = (
    ("districts", "reliability"),
    ("dimension", "qualifier"),
    ("metric", "scope"),
    ("document", "status"),
)


class Restriction(NamedTuple):
    """One parameter: what it is called, its ids and how these are called."""

    label: str
    ids: Iterable[str]
    names: Callable[[str], str]


def filters(d: PageContext, text: str) -> Filters:
    """Draw the restrictions, folded away until used; return what the reader chose."""
    words = d.words
    restrictions = _restrictions(d)
    active = sum(1 for key in (*restrictions, "from", "to") if value(key))
    label = (
        words.ngettext("Filters ({n} active)", "Filters ({n} active)", active)
        if active
        else words.gettext("Filters")
    )
    chosen: dict[str, tuple[str, ...]] = {}
    with st.expander(label, expanded=False, key="filters"):
        for column, keys in zip(st.columns(len(COLUMNS), gap="small"), COLUMNS, strict=True):
            with column:
                for key in keys:
                    r = restrictions[key]
                    chosen[key] = tuple(many_of(key, r.label, list(r.ids), default=[], names=r.names))
        first, last = years_between(words.gettext("Years"), longest_first(d.store).years)
    return Filters(
        text=text,
        districts=chosen["districts"],
        dimensions=chosen["dimension"],
        metrics=chosen["metric"],
        documents=chosen["document"],
        reliability=chosen["reliability"],
        qualifier=chosen["qualifier"],
        scope=chosen["scope"],
        status=chosen["status"],
        year_from=first,
        year_to=last,
    )


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
    }
