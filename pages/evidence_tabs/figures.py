"""All figures that match, a page at a time; each opens its provenance."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from pages.evidence_tabs.filters import figure_filters, in_words_of_the_api
from pages.shared.address import here, value
from pages.shared.common_cache import cached_for_all
from pages.shared.controls import opened_id
from pages.shared.page_context import PageContext
from pages.shared.paging import page_number
from pages.shared.templates import put
from pages.shared.ways import Way
from queries.evidence import ORDERS, DocumentUse, Filters, document_use, search
from queries.plans import plans
from queries.records import Document

#: Rows of a table before one turns the page.
ROWS = 50
#: As many rows as the API gives in one file.
MOST_ROWS = "10000"
#: As many of the documents chosen are described above the table.
DOCUMENTS_SHOWN = 3


#: Column → the order after the first click on its head.
FIRST = {"district": "district", "period": "-period", "source": "source"}


class HeadWay(NamedTuple):
    """Where the head of a column leads, and in which order the column is now ('' for none)."""

    href: str
    now: str


class UsedDocument(NamedTuple):
    """A document one came for and what rests on it; `tasks` holds the number of tasks of each of its plans."""

    document: Document
    use: DocumentUse
    tasks: list[int]


def draw(d: PageContext) -> None:
    """Draw the tab: filters, one page of figures, links to turn it and to save all."""
    chosen = figure_filters(d)
    order = opened_id("order", ORDERS)
    put(
        _figures(
            d, chosen.filters, chosen.ways, page_number(value("page")), order, here("evidence", "observation")
        )
    )


@cached_for_all
def _figures(
    d: PageContext, wanted: Filters, ways: tuple[Way, ...], number: int, order: str, address: dict[str, str]
) -> Markup:
    found = search(d.store, wanted, ROWS, (number - 1) * ROWS, order)
    last = max(1, -(-found.total // ROWS))
    if number > last:
        number = last
        found = search(d.store, wanted, ROWS, (number - 1) * ROWS, order)
    return d.render(
        "evidence/figures.html",
        documents=[_used(d, i) for i in wanted.documents[:DOCUMENTS_SHOWN]],
        further_documents=len(wanted.documents) - DOCUMENTS_SHOWN,
        found=found,
        number=number,
        last=last,
        kept=address,
        ways=ways,
        heads=_heads(d, order, address),
        saved=saved_figures(wanted),
    )


def _heads(d: PageContext, order: str, address: dict[str, str]) -> dict[str, HeadWay]:
    """Where a click on the head of a column leads: one way round, the other, and back to the usual order."""
    kept = {name: given for name, given in address.items() if name not in ("order", "page")}
    found = {}
    for column, first in FIRST.items():
        other = column if first.startswith("-") else f"-{column}"
        following = {"": first, first: other}.get(order if order in (first, other) else "", "")
        now = "" if order not in (first, other) else "descending" if order.startswith("-") else "ascending"
        found[column] = HeadWay(d.link("evidence", **kept, order=following), now)
    return found


def _used(d: PageContext, document_id: str) -> UsedDocument:
    return UsedDocument(
        d.catalogue.documents[document_id],
        document_use(d.store)[document_id],
        [len(p.tasks) for p in plans(d.store, d.today) if p.document.document_id == document_id],
    )


def saved_figures(wanted: Filters) -> dict[str, str]:
    """Return what `observations` of the API is asked for to give all figures that match; written from the filters."""
    return in_words_of_the_api(wanted) | {"limit": MOST_ROWS}
