"""A view on a page: finding and chart on the left, how to read it on the right, table and files below."""

from __future__ import annotations

from typing import Any, NamedTuple

import streamlit as st
from markupsafe import Markup

from charts.view_chart import view_chart
from pages.shared.chart_clicks import draw_chart
from pages.shared.common_cache import cached_for_all
from pages.shared.page_context import PageContext
from pages.shared.templates import put
from views import sentences
from views.spec import ViewSpec

#: Addresses, each with what it is called.
Links = tuple[tuple[str, str], ...]


class Parts(NamedTuple):
    """A view as it is drawn; `figure` is None where there is nothing to draw."""

    head: Markup
    figure: Any
    sentence: str
    foot: Markup
    reading: Markup
    below: Markup


def draw_view(d: PageContext, spec: ViewSpec, *, reading: str, key: str, elsewhere: Links = ()) -> None:
    """Draw a view; `reading` is the template of what stands on the right.

    `key` tells the chart from others on the page; `elsewhere` is what compares where this does not.
    """
    parts = _parts(d, spec, reading, elsewhere)
    left, right = st.columns([2, 1], gap="small")
    with left:
        put(parts.head)
        if parts.figure is not None:
            draw_chart(parts.figure, d.theme, key=key, alt=parts.sentence)
        put(parts.foot)
    with right:
        put(parts.reading)
    put(parts.below)


@cached_for_all
def _parts(d: PageContext, spec: ViewSpec, reading: str, elsewhere: Links) -> Parts:
    v = d.view(spec)
    figure = view_chart(v, d.theme)
    return Parts(
        d.render("view/head.html", v=v),
        figure,
        v.sentence,
        d.render("view/foot.html", v=v, has_chart=figure is not None),
        d.render(reading, v=v, elsewhere=elsewhere),
        d.render("view/below.html", v=v, has_picture=figure is not None),
    )


def draw_survey(d: PageContext, spec: ViewSpec, css: str = "") -> None:
    """Draw a view over several comparisons, over the whole width; copied are the sentences of all of them."""
    put(_survey(d, spec, css))


@cached_for_all
def _survey(d: PageContext, spec: ViewSpec, css: str) -> Markup:
    v = d.view(spec)
    sentence = d.words.paragraph(sentences.sentence(d.words, c) for c in v.several) or v.sentence
    return d.render("view/whole.html", v=v, sentence=sentence, css=css)
