"""Which figures a reader looks for: the restrictions, folded away until used."""

from __future__ import annotations

import streamlit as st

from pages.shared.address import value
from pages.shared.controls import many_of, years_between
from pages.shared.page_context import PageContext
from queries.evidence import Filters
from queries.series_choice import longest_first
from views import wording


def filters(d: PageContext, text: str) -> Filters:
    """The restrictions, folded away until used."""
    words, catalogue = d.words, d.catalogue
    years = longest_first(d.store).years
    keys = (
        "districts",
        "dimension",
        "metric",
        "document",
        "from",
        "to",
        "reliability",
        "qualifier",
        "scope",
        "status",
    )
    active = sum(1 for k in keys if value(k))
    label = (
        words.ngettext("Filters ({n} active)", "Filters ({n} active)", active)
        if active
        else words.gettext("Filters")
    )
    with st.expander(label, expanded=False, key="filters"):
        one, two, three, four = st.columns(4, gap="small")
        with one:
            districts = many_of(
                "districts",
                words.gettext("Districts"),
                list(catalogue.districts),
                default=[],
                names=d.district_name,
            )
            reliability = many_of(
                "reliability",
                words.gettext("Kind of source"),
                ["official", "press", "secondary"],
                default=[],
                names=lambda x: wording.reliability(words, x),
            )
        with two:
            dimensions = many_of(
                "dimension",
                words.gettext("Dimensions"),
                list(catalogue.dimensions),
                default=[],
                names=d.dimension_name,
            )
            qualifier = many_of(
                "qualifier",
                words.gettext("Exactness"),
                ["exact", "approx", "at_least", "at_most"],
                default=[],
                names=lambda x: wording.qualifier(words, x),
            )
        with three:
            metrics = many_of(
                "metric", words.gettext("Metrics"), list(catalogue.metrics), default=[], names=d.metric_name
            )
            scope = many_of(
                "scope",
                words.gettext("Scope"),
                ["district", "department", "area", "site"],
                default=[],
                names=lambda x: wording.scope_kind(words, x),
            )
        with four:
            documents = many_of(
                "document",
                words.gettext("Documents"),
                list(catalogue.documents),
                default=[],
                names=lambda x: words.pick(catalogue.documents[x], "title"),
            )
            status = many_of(
                "status",
                words.gettext("Status"),
                ["actual", "estimate"],
                default=[],
                names=lambda x: wording.status(words, x),
            )
        first, last = years_between(words.gettext("Years"), years)
    return Filters(
        text=text,
        districts=districts,
        dimensions=dimensions,
        metrics=metrics,
        documents=documents,
        reliability=reliability,
        qualifier=qualifier,
        scope=scope,
        status=status,
        year_from=first,
        year_to=last,
    )
