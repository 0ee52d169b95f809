"""Report 报告: what do I hand in?"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.report_editor import files, items, state
from pages.shared import messages
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
        _show_draft(d, None)
        return
    own, broken = state.own()
    value = state.from_template(d) if own is None else _is_own(d, own)
    value, formats = _options(d, value)
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
        files.build(d, value, formats)
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
        return state.with_sources(d, value)


def _options(d: PageContext, value: Draft) -> tuple[Draft, tuple[Format, ...]]:
    """Title, language and formats."""
    words = d.words
    title_side, language_side, formats_side = st.columns([6, 3, 3], gap="small")
    with title_side:
        st.session_state["control-report-title"] = value.title
        st.text_input(
            words.gettext("Title of the report"),
            key="control-report-title",
            max_chars=LONGEST_TITLE,
            placeholder=title_of(d.store, words, value),
            on_change=lambda: state.write(
                replace(value, title=neutral(st.session_state["control-report-title"] or "")[:LONGEST_TITLE])
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
        messages.show("warning", text)


def _present(d: PageContext, value: Draft) -> None:
    """The way into the meeting room with this draft; one too long for an address has to be kept as a file first."""
    if not value.items:
        return
    try:
        href = d.link("meeting", draft=value.as_link())
    except SpecError as error:
        messages.show("small", error.message[d.words.code])
        return
    d.show("report/present.html", href=href)


page()
