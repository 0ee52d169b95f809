"""Ways from what one reads to its form, for those who may propose changes; of a reader, so never kept for others."""

from __future__ import annotations

from typing import NamedTuple

from pages.shared.address import values
from pages.shared.identity import reader
from pages.shared.page_context import PageContext
from queries.evidence import evidence

#: Tab of Evidence → the table whose rows it lists.
TABLES = {"figures": "observations", "documents": "documents", "metrics": "metrics", "doubts": "doubts"}
#: So many documents and doubts have a link of their own.
MOST_LINKS = 5


class EditLink(NamedTuple):
    """A form of editing: what it does, and its address."""

    label: str
    href: str


def of_figure(d: PageContext, observation_id: str) -> None:
    """Draw the links from a figure: correct or withdraw it, doubt it; correct its document and doubts about it."""
    found = evidence(d.store, observation_id) if _may_edit() else None
    if found is None:
        return
    words = d.words
    links = [
        _link(d, words.gettext("Correct this figure"), observation=observation_id),
        _link(d, words.gettext("Withdraw it"), observation=observation_id, withdraw="yes"),
        _link(d, words.gettext("Add a doubt about it"), add="doubts", observation=observation_id),
        _document(d, found.document.document_id),
    ]
    for doubt in found.doubts[:MOST_LINKS]:
        name = words.gettext("Correct the doubt {id}", id=doubt.doubt_id)
        links.append(_link(d, name, table="doubts", key=doubt.doubt_id))
    d.show("evidence/editing.html", links=links)


def of_list(d: PageContext, tab: str) -> None:
    """Draw the links from the head of a list: add an entry, or choose one to correct or withdraw."""
    if tab not in TABLES or not _may_edit():
        return
    words = d.words
    adding = {
        "figures": words.gettext("Add a figure"),
        "documents": words.gettext("Add a document"),
        "metrics": words.gettext("Add a metric"),
        "doubts": words.gettext("Add a doubt"),
    }
    documents = [i for i in _chosen("document") if i in d.catalogue.documents]
    chosen = {"document": ",".join(documents[:1])} if tab == "figures" else {}
    links = [_link(d, adding[tab], add=TABLES[tab], **chosen)]
    if tab == "figures":
        links.append(_link(d, adding["documents"], add="documents"))
        links += [_document(d, i) for i in documents[:MOST_LINKS]]
    else:
        links.append(_link(d, words.gettext("Correct or withdraw one of the list"), table=TABLES[tab]))
    d.show("evidence/editing.html", links=links)


def _may_edit() -> bool:
    person = reader()
    return person is not None and person.may("propose")


def _chosen(key: str) -> list[str]:
    return [item for text in values(key) for item in text.split(",")]


def _document(d: PageContext, document_id: str) -> EditLink:
    title = d.words.titled(d.words.pick(d.catalogue.documents[document_id], "title"))
    return _link(
        d, d.words.gettext("Correct the document {title}", title=title), table="documents", key=document_id
    )


def _link(d: PageContext, label: str, **parameters: str) -> EditLink:
    return EditLink(label, d.link("edit", **parameters))
