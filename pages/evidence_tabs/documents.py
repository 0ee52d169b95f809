"""All documents, with what rests on them."""

from __future__ import annotations

from markupsafe import Markup

from pages.evidence_tabs.filters import in_words_of_the_api, list_filters
from pages.shared.common_cache import cached_for_all
from pages.shared.page_context import PageContext
from pages.shared.templates import put
from queries.evidence import Filters, document_use
from queries.lists import listing


def draw(d: PageContext) -> None:
    """Draw the tab: the documents that match, with the numbers of their figures and systems."""
    chosen = list_filters(d, "documents")
    put(_drawn(d, chosen.filters) or d.render("shared/nothing.html", ways=chosen.ways))


@cached_for_all
def _drawn(d: PageContext, wanted: Filters) -> Markup | None:
    documents = listing(d.store, "documents").matching(wanted)
    if not documents:
        return None
    return d.render(
        "evidence/documents.html",
        documents=documents,
        uses=document_use(d.store),
        saved=in_words_of_the_api(wanted),
    )
