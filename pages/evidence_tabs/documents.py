"""All documents, with what rests on them."""

from __future__ import annotations

from pages.shared.page_context import PageContext
from queries.evidence import document_use, matching_documents


def draw(d: PageContext, text: str) -> None:
    """Draw the tab: the documents that match, with the numbers of their figures and systems."""
    d.show(
        "evidence/documents.html",
        documents=matching_documents(d.catalogue, text),
        uses=document_use(d.store),
    )
