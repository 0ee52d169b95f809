"""Evidence 数据来源: where does that number come from?"""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.parts import checking, html, provenance
from pages.parts.address import here, link
from pages.parts.controls import many_of, one_of, search_words, unknown, years_between
from pages.parts.desk import Desk, desk
from queries import wording
from queries.evidence import (
    Filters,
    document_use,
    evidence,
    matching_documents,
    matching_metrics,
    search,
)
from queries.records import Observation
from queries.series_choice import longest_first

#: Rows of a table before one turns the page.
ROWS = 50
TABS = ("figures", "documents", "metrics", "doubts", "checks")


def page() -> None:
    """Draw the page."""
    d = desk()
    words = d.words
    opened = st.query_params.get("observation", "")
    if opened:
        st.html(_opened(d, opened))
    tab_side, search_side = st.columns([1, 1], gap="small", vertical_alignment="bottom")
    names = {
        "figures": words.gettext("Figures"),
        "documents": words.gettext("Documents"),
        "metrics": words.gettext("Metrics"),
        "doubts": words.gettext("Doubts"),
        "checks": words.gettext("Checks"),
    }
    with tab_side:
        tab = one_of(
            "tab", words.gettext("Show"), TABS, default="figures", names=names.__getitem__, shown=True
        )
    with search_side:
        text = search_words(
            "q", words.gettext("Search in everything"), words.gettext("district, metric, document, wording …")
        )
    draw = {
        "figures": _figures,
        "documents": _documents,
        "metrics": _metrics,
        "doubts": _doubts,
        "checks": _checks,
    }
    draw[tab](d, text)
    unknown()


def _opened(d: Desk, observation_id: str) -> str:
    found = evidence(d.store, observation_id)
    if found is None:
        text = d.words.gettext("There is no figure “{id}”. Search for it below.", id=observation_id[:60])
        return html.notice(html.tag("p", text), "qj-warn")
    return provenance.card(d, found)


def _filters(d: Desk, text: str) -> Filters:
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
    active = sum(1 for k in keys if st.query_params.get(k))
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


def _figures(d: Desk, text: str) -> None:
    words = d.words
    filters = _filters(d, text)
    number = _page_number()
    found = search(d.store, filters, limit=ROWS, offset=(number - 1) * ROWS)
    last = max(1, -(-found.total // ROWS))
    if number > last:
        number = last
        found = search(d.store, filters, limit=ROWS, offset=(number - 1) * ROWS)
    head = [
        words.gettext("District"),
        words.gettext("Metric"),
        words.gettext("Figure"),
        words.gettext("Period"),
        words.gettext("As written"),
        words.gettext("Scope"),
        words.gettext("Source"),
    ]
    count = words.ngettext("{n} figure", "{n} figures", found.total)
    st.html(
        html.tag(
            "p",
            count if found.total else words.gettext("Nothing matches. Fewer filters show more."),
            "qj-count",
        )
        + (html.table(head, [_figure_row(d, o) for o in found.figures], numeric=(2,)) if found.total else "")
        + _turn(d, number, last)
        + html.downloads(words, "observations", ("csv", "xlsx"), **_for_api())
    )


def _figure_row(d: Desk, o: Observation) -> list[str]:
    words = d.words
    metric = d.catalogue.metrics[o.metric_id]
    document = d.catalogue.documents[o.document_id]
    figure = html.anchor(
        link("evidence", **here("observation"), observation=o.observation_id),
        wording.quantity(words, metric, o),
        "qj-figure",
    )
    return [
        escape(d.district_name(o.district_id)),
        escape(words.pick(metric, "name")),
        figure,
        escape(wording.period(words, o)),
        f'<span lang="zh">{escape(o.as_written)}</span>',
        f'<span class="qj-nowrap">{escape(wording.scope(words, o))}</span>'
        if o.whole_district
        else escape(wording.scope(words, o)),
        f"{escape(words.pick(document, 'publisher'))} {html.reliability_mark(words, document)}",
    ]


def _page_number() -> int:
    asked = st.query_params.get("page", "1")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1


def _turn(d: Desk, number: int, last: int) -> str:
    """Links to the pages before and after."""
    if last == 1:
        return ""
    words = d.words
    parts = []
    if number > 1:
        parts.append(
            html.anchor(
                link("evidence", **here("page", "observation"), page=str(number - 1)),
                words.gettext("← Previous"),
            )
        )
    parts.append(escape(words.gettext("Page {page} of {last}", page=number, last=last)))
    if number < last:
        parts.append(
            html.anchor(
                link("evidence", **here("page", "observation"), page=str(number + 1)), words.gettext("Next →")
            )
        )
    return f'<p class="qj-turn">{" · ".join(parts)}</p>'


def _for_api() -> dict[str, str]:
    """The filters of this page in the words of the API, which are the same."""
    return here("lang", "page", "observation", "tab", "text")


def _documents(d: Desk, text: str) -> None:
    words = d.words
    used = document_use(d.store)
    found = matching_documents(d.catalogue, text)
    rows = []
    for doc in found:
        use = used[doc.document_id]
        figures = (
            html.anchor(link("evidence", document=doc.document_id), words.number(use.figures))
            if use.figures
            else "–"
        )
        rows.append(
            [
                escape(words.pick(doc, "title")) + provenance.address(doc),
                escape(words.pick(doc, "publisher")),
                escape(words.date(doc.published_on))
                if doc.published_on
                else escape(words.gettext("undated")),
                html.reliability_mark(words, doc),
                escape(d.district_name(doc.district_id))
                if doc.district_id
                else escape(words.gettext("several")),
                figures,
                words.number(use.systems) if use.systems else "–",
            ]
        )
    head = [
        words.gettext("Document"),
        words.gettext("Publisher"),
        words.gettext("Published"),
        words.gettext("Kind of source"),
        words.gettext("District"),
        words.gettext("Figures"),
        words.gettext("Systems"),
    ]
    count = words.ngettext("{n} document", "{n} documents", len(rows))
    st.html(
        html.tag("p", count, "qj-count")
        + html.table(head, rows, numeric=(5, 6))
        + html.downloads(words, "documents", ("csv", "xlsx"))
    )


def _metrics(d: Desk, text: str) -> None:
    """The dictionary of metrics."""
    words = d.words
    rows = [
        [
            html.anchor(link("compare", metric=m.metric_id), words.pick(m, "name"))
            + f"<br><small><code>{escape(m.metric_id)}</code></small>",
            escape(d.dimension_name(m.dimension_id)),
            escape(words.pick(m, "unit")),
            escape(provenance.basis_of(words, m)),
            escape(provenance.direction(words, m)),
            escape(words.pick(m, "definition")),
            html.anchor(link("evidence", metric=m.metric_id), words.gettext("figures")),
        ]
        for m in matching_metrics(d.catalogue, text)
    ]
    head = [
        words.gettext("Metric"),
        words.gettext("Dimension"),
        words.gettext("Unit"),
        words.gettext("Basis"),
        words.gettext("Direction"),
        words.gettext("Definition"),
        "",
    ]
    count = words.ngettext("{n} metric", "{n} metrics", len(rows))
    st.html(
        html.tag("p", count, "qj-count")
        + html.table(head, rows)
        + html.downloads(words, "metrics", ("csv", "xlsx"))
    )


def _checks(d: Desk, text: str) -> None:
    """Figures held against what other figures give."""
    st.html(checking.overview(d, text))


def _doubts(d: Desk, text: str) -> None:
    """What is known to be doubtful, the gravest first."""
    words = d.words
    wanted = text.lower().split()
    rows = []
    for doubt in d.catalogue.doubts:
        metrics = [d.metric_name(m) for m in doubt.metric_ids] or [words.gettext("all")]
        districts = [d.district_name(x) for x in doubt.district_ids] or [words.gettext("all")]
        haystack = " ".join([doubt.text_zh, doubt.text_en, *metrics, *districts]).lower()
        if all(w in haystack for w in wanted):
            years = "–".join(str(y) for y in dict.fromkeys((doubt.year_from or "…", doubt.year_to or "…")))
            rows.append(
                [
                    f'<b class="qj-{doubt.severity}">{escape(wording.severity(words, doubt.severity))}</b>',
                    escape(words.pick(doubt, "text")),
                    escape(words.joined(districts)),
                    escape(years if years != "…" else words.gettext("all")),
                    escape(words.joined(metrics[:3])) + (f" +{len(metrics) - 3}" if len(metrics) > 3 else ""),
                ]
            )
    head = [
        words.gettext("Gravity"),
        words.gettext("Doubt"),
        words.gettext("Districts"),
        words.gettext("Years"),
        words.gettext("Metrics"),
    ]
    count = words.ngettext("{n} doubt", "{n} doubts", len(rows))
    st.html(html.tag("p", count, "qj-count") + html.table(head, rows))


page()
