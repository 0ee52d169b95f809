"""What a writer may choose on the page Report: a template and what it is about, sources, title, language, formats."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.report_editor import state
from pages.shared.choices import choose_districts, choose_reliability
from pages.shared.controls import many_of, one_of, years_between
from pages.shared.page_context import PageContext
from queries.quality import FIRST_HAND, RELIABILITY
from queries.ready import CONTEXT
from queries.series_choice import longest_first
from reports.files import FORMATS, Format
from reports.templates import TEMPLATES, Choice, draft, template_names, title_of
from reports.write.slide_extent import EXTENTS, MOST, Extent
from views.draft import DRAFT_LANGUAGES, LANGUAGE_OF, Draft, with_reliability
from views.draft_values import LONGEST_TITLE
from views.plain_text import neutral
from views.spec import KINDS

#: What the formats are called.
NAMES = {"pptx": "PPTX", "docx": "DOCX", "xlsx": "XLSX", "pdf": "PDF", "html": "HTML"}


def from_template(d: PageContext) -> Draft:
    """A draft from the template, districts and years that the controls name."""
    names = template_names(d.words)
    template_side, districts_side, more_side, sources_side = st.columns([3, 4, 3, 2], gap="small")
    with sources_side:
        sources = choose_reliability(d, FIRST_HAND.reliability)
    with template_side:
        label = d.words.gettext("Template")
        chosen = one_of("template", label, TEMPLATES, default="annual", names=names.__getitem__)
    template = next(t for t in TEMPLATES if t == chosen)
    dimension, district, first, last = "", "", None, None
    if template == "district":
        with districts_side:
            order = d.district_ids
            district = one_of(
                "district", d.words.gettext("District"), order, default=order[0], names=d.district_label
            )
        districts = [district]
    else:
        with districts_side:
            districts = choose_districts(d)
    with more_side:
        if template == "dimension":
            order = [i for i in d.catalogue.dimensions if i != CONTEXT] + [CONTEXT]
            usual = draft(d.store, "dimension", Choice(tuple(districts), reliability=sources))
            known = {
                m.dimension_id
                for i in usual.items
                for x in i.spec.many("metric")
                if (m := d.catalogue.metrics.get(x))
            }
            default = next((i for i in order if i in known), order[0])
            dimension = one_of(
                "dimension", d.words.gettext("Dimension"), order, default=default, names=d.dimension_name
            )
        elif template != "brief":  # the newest of everything
            first, last = years_between(d.words.gettext("Years"), longest_first(d.store).years)
    choice = Choice(tuple(districts), (), first, last, dimension, sources)
    return draft(d.store, template, choice, LANGUAGE_OF[d.words.code])


def with_sources(d: PageContext, value: Draft) -> Draft:
    """The writer's draft with the kinds of sources that the reader chooses for all of it."""
    own = {
        i.spec.many("reliability") or RELIABILITY
        for i in value.items
        if "reliability" in KINDS[i.spec.kind].parameters
    }
    usual = next(iter(own)) if len(own) == 1 else RELIABILITY
    if usual not in (RELIABILITY[:1], RELIABILITY[:2]):
        usual = RELIABILITY
    chosen = choose_reliability(d, usual)
    return value if chosen == usual else with_reliability(value, chosen if chosen != RELIABILITY else ())


def options(d: PageContext, value: Draft) -> tuple[Draft, tuple[Format, ...]]:
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


def slides(d: PageContext, value: Draft, formats: tuple[Format, ...]) -> Extent:
    """How much of the draft its slides hold; no question where no slides are wanted."""
    words = d.words
    usual: Extent = "brief" if value.template == "district" else "whole"
    if "pptx" not in formats:
        return usual
    names = {
        "whole": words.gettext("all items"),
        "brief": words.gettext("at most {n} slides", n=MOST),
        "appendix": words.gettext("{n} slides and an appendix", n=MOST),
    }
    label = words.gettext("Extent of the slides")
    chosen = one_of("slides", label, EXTENTS, default=usual, names=names.__getitem__)
    return next(x for x in EXTENTS if x == chosen)
