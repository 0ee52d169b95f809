"""Report 报告: what do I hand in?"""

from __future__ import annotations

import streamlit as st

from pages.report_editor import controls, files, items, keeping, signing, state
from pages.shared import messages
from pages.shared.controls import unknown
from pages.shared.page_context import PageContext, page_context
from reports.report import left_out
from reports.report import unknown as strange
from reports.templates import title_of
from views.draft import Draft
from views.spec import SpecError
from views.wording import some


def page() -> None:
    """Draw the page."""
    d = page_context()
    person = keeping.begin(d)
    if state.is_awaited():
        _show_draft(d, None)
        return
    own, broken = state.own()
    value = controls.from_template(d) if own is None else _is_own(d, own)
    value, formats = controls.options(d, value)
    signing.choose(d, value)
    _show_draft(d, None if own is None else value)
    unknown()
    if broken is not None:
        messages.show("warning", broken.message[d.words.code])
    if state.was_too_long():
        text = d.words.gettext(
            "The last change was not kept: the draft would be too long to be kept as a file."
        )
        messages.show("warning", text)
    _strange(d, value)
    keeping.part(d, person, value)
    at = items.place(value)
    left, right = st.columns([2, 1], gap="small")
    with left:
        d.show(
            "report/heading.html",
            title=value.title or title_of(d.store, d.words, value),
            n=len(value.items),
            left_out=left_out(d.store, d.words, value),
        )
        items.listing(d, value, at)
    with right:
        files.build(d, value, formats, controls.slides(d, value, formats))
        _present(d, value)
        items.editor(d, value, at)
        files.keep(d, value)


def _show_draft(d: PageContext, own: Draft | None) -> None:
    """Show the writer's own draft to the script that keeps it in the browser."""
    d.show("report/draft.html", is_awaited=state.is_awaited(), **state.kept_draft(own)._asdict())


def _is_own(d: PageContext, value: Draft) -> Draft:
    """That this is the writer's own draft, which sources it lets in, and the way back to the templates."""
    text_side, sources_side, back_side = st.columns([7, 2, 3], gap="small", vertical_alignment="bottom")
    with text_side:
        text = d.words.gettext(
            "Your own draft. Add more with “Add to report” under charts and tables of the other pages."
        )
        messages.show("small", text)
    with back_side:
        st.button(
            d.words.gettext("Start again from a template"), on_click=state.forget, key="control-to-templates"
        )
    with sources_side:
        return controls.with_sources(d, value)


def _strange(d: PageContext, value: Draft) -> None:
    """Ids of the draft that nobody knows."""
    found = strange(d.store, value)
    if found:
        text = d.words.gettext(
            "Left out, because it is not known here: {values}",
            values=some(d.words, (f[:60] for f in found)),
        )
        messages.show("warning", text)


def _present(d: PageContext, value: Draft) -> None:
    """The way into the meeting with this draft; one too long for an address has to be kept as a file first."""
    if not value.items:
        return
    try:
        href = d.link("meeting", draft=value.as_link())
    except SpecError as error:
        messages.show("small", error.message[d.words.code])
        return
    d.show("report/present.html", href=href)


page()
