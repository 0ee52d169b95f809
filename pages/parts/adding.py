"""“Add to report”: a link that takes what is shown into the draft that the address carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from locales import Words
from pages.parts import html
from pages.parts.address import link
from reports.model import Draft, DraftError, Kind, Language, fits, from_link, item

#: The parameter that holds the draft of a report.
DRAFT = "draft"


def carried_draft() -> Draft:
    """The draft in the address; an empty one where there is none or it cannot be read."""
    try:
        return from_link(st.query_params[DRAFT]) if DRAFT in st.query_params else Draft()
    except DraftError:
        return Draft()


def add_to_report(words: Words, kind: Kind, asked: Mapping[str, str]) -> str:
    """A link to the report page with this item added; where the draft is full, a sentence that says so.

    `asked` is what is shown, in the words of the links; what an item does not understand is left out.
    """
    held = carried_draft()
    known = {name: value for name, value in asked.items() if fits(kind, name, value)}
    language: Language = held.language if held.items else "zh" if words.code == "zh" else "en"
    try:
        draft = replace(held, language=language, items=(*held.items, item(kind, **known)))
        to = link("report", **{DRAFT: draft.as_link()})
    except DraftError as error:
        return html.tag("p", error.message[words.code], "qj-small")
    n = len(held.items)
    text = (
        words.ngettext("Add to report ({n} item so far)", "Add to report ({n} items so far)", n)
        if n
        else words.gettext("Add to report")
    )
    return f'<p class="qj-downloads">{html.anchor(to, text)}</p>'
