"""All documents, with what rests on them."""

from __future__ import annotations

from markupsafe import Markup

from pages.shared.common_cache import cached_for_all
from pages.shared.page_context import PageContext
from pages.shared.templates import put
from queries.evidence import document_use, matching_documents


def draw(d: PageContext, text: str) -> None:
    """Draw the tab: the documents that match, with the numbers of their figures and systems."""
    put(_drawn(d, text))


@cached_for_all
def _drawn(d: PageContext, text: str) -> Markup:
    return d.render(
        "evidence/documents.html",
        documents=matching_documents(d.catalogue, text),
        uses=document_use(d.store),
    )
