"""“Add to report”: a link that takes what is shown into the draft that the address carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from locales import Words
from pages.parts import html
from pages.parts.address import carried, is_asked, link, value
from views.draft import MOST_ITEMS, Draft, Language, from_link, item
from views.spec import Kind, SpecError, fits

#: The parameter that holds the draft of a report, and the one for an item that has no room in it any more.
DRAFT, ADDED = "draft", "add"
#: Where a draft too long for the address is kept during a visit.
LONG = "long-draft"


def carried_draft() -> Draft:
    """The draft in the address, else the long one of this visit; an empty one where there is none to read."""
    try:
        if is_asked(DRAFT):
            return from_link(value(DRAFT))
    except SpecError:
        return Draft()
    held: Draft = st.session_state.get(LONG, Draft())
    return held


def add_to_report(words: Words, kind: Kind, asked: Mapping[str, str]) -> str:
    """A link to the report page with this item added; where the draft is full, a sentence that says so.

    `asked` is what is shown, in the words of the links; what an item does not understand is left out.
    """
    held = carried_draft()
    known = {name: value for name, value in asked.items() if fits(kind, name, value)}
    language: Language = held.language if held.items else "zh" if words.code == "zh" else "en"
    n = len(held.items)
    if n >= MOST_ITEMS:
        text = words.gettext("The report is full: it holds {n} items.", n=n)
        return html.tag("p", text, "qj-small")
    added = item(kind, **known)
    try:
        to = link("report", **{DRAFT: replace(held, language=language, items=(*held.items, added)).as_link()})
    except SpecError:  # too long for an address: the report page takes the one item into what it holds
        to = link("report", **carried("report"), **{ADDED: Draft(items=(added,)).as_link()})
    text = (
        words.ngettext("Add to report ({n} item so far)", "Add to report ({n} items so far)", n)
        if n
        else words.gettext("Add to report")
    )
    return f'<p class="qj-downloads">{html.anchor(to, text)}</p>'
