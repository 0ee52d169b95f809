"""Report 报告: what do I hand in?"""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from pages.report_editor import files, items, state
from pages.shared import html
from pages.shared.address import link
from pages.shared.controls import many_of, one_of, unknown
from pages.shared.page_context import PageContext, page_context
from reports.files import FORMATS, Format
from reports.report import left_out
from reports.report import unknown as strange
from reports.templates import title_of
from views.draft import DRAFT_LANGUAGES, LONGEST_TITLE, Draft
from views.plain_text import neutral
from views.spec import SpecError
from views.wording import some

#: What the formats are called.
NAMES = {"pptx": "PPTX", "docx": "DOCX", "xlsx": "XLSX", "pdf": "PDF", "html": "HTML"}


def page() -> None:
    """Draw the page."""
    d = page_context()
    if state.is_awaited():
        st.html(
            html.notice(html.tag("p", d.words.gettext("Your draft is being opened …"))) + state.mark(d, None)
        )
        return
    own, broken = state.own()
    value = state.from_template(d) if own is None else _is_own(d, own)
    value, formats = _options(d, value)
    st.html(state.mark(d, None if own is None else value))
    unknown()
    if broken is not None:
        st.html(html.notice(html.tag("p", broken.message[d.words.code]), "qj-warn"))
    if state.was_too_long():
        text = d.words.gettext(
            "The last change was not kept: the draft would be too long to be kept as a file."
        )
        st.html(html.notice(html.tag("p", text), "qj-warn"))
    _strange(d, value)
    at = items.place(value)
    left, right = st.columns([2, 1], gap="medium")
    with left:
        st.html(html.heading(value.title or title_of(d.store, d.words, value), _count(d, value)))
        _left_out(d, value)
        st.html(items.listing(d, value, at))
    with right:
        files.build(d, value, formats)
        _present(d, value)
        items.editor(d, value, at)
        files.keep(d, value)


def _is_own(d: PageContext, value: Draft) -> Draft:
    """That this is the writer's own draft, which sources it lets in, and the way back to the templates."""
    text_side, sources_side, back_side = st.columns([7, 2, 3], gap="small", vertical_alignment="bottom")
    with text_side:
        text = d.words.gettext(
            "Your own draft. Add more with “Add to report” under charts and tables of the other pages."
        )
        st.html(html.tag("p", text, "qj-small"))
    with back_side:
        st.button(d.words.gettext("Start again from a template"), on_click=state.forget, key="to-templates")
    with sources_side:
        return state.with_sources(d, value)


def _options(d: PageContext, value: Draft) -> tuple[Draft, tuple[Format, ...]]:
    """Title, language and formats."""
    words = d.words
    title_side, language_side, formats_side = st.columns([6, 3, 3], gap="small")
    with title_side:
        st.session_state["report-title"] = value.title
        st.text_input(
            words.gettext("Title of the report"),
            key="report-title",
            max_chars=LONGEST_TITLE,
            placeholder=title_of(d.store, words, value),
            on_change=lambda: state.write(
                replace(value, title=neutral(st.session_state["report-title"] or "")[:LONGEST_TITLE])
            ),
        )
    languages = {
        "zh": words.gettext("Chinese"),
        "en": words.gettext("English"),
        "both": words.gettext("both"),
    }
    with language_side:
        chosen = one_of(
            "language",
            words.gettext("Language of the files"),
            DRAFT_LANGUAGES,
            default=value.language,
            names=languages.__getitem__,
            shown=True,
        )
    with formats_side:
        label = words.gettext("Formats")
        forms = many_of("formats", label, FORMATS, default=FORMATS[:2], names=NAMES.__getitem__)
    language = next(x for x in DRAFT_LANGUAGES if x == chosen)
    return replace(value, language=language), tuple(f for f in FORMATS if f in forms)


def _strange(d: PageContext, value: Draft) -> None:
    """Ids of the draft that nobody knows."""
    found = strange(d.store, value)
    if found:
        text = d.words.gettext(
            "Left out, because it is not known here: {values}",
            values=some(d.words, (f[:60] for f in found)),
        )
        st.html(html.notice(html.tag("p", text), "qj-warn"))


def _present(d: PageContext, value: Draft) -> None:
    """The way into the meeting room with this draft; one too long for an address has to be kept as a file first."""
    if not value.items:
        return
    try:
        url = link("meeting", draft=value.as_link())
    except SpecError as error:
        st.html(html.tag("p", error.message[d.words.code], "qj-small"))
        return
    text = d.words.gettext("Present on screen")
    st.html(f'<p><a class="qj-present" href="{escape(url)}" target="_top">{escape(text)}</a></p>')


def _left_out(d: PageContext, value: Draft) -> None:
    """How many figures of the districts the choice of sources leaves out."""
    text = left_out(d.store, d.words, value)
    if text:
        st.html(html.tag("p", text, "qj-small"))


def _count(d: PageContext, value: Draft) -> str:
    return d.words.ngettext("{n} item", "{n} items", len(value.items))


page()
