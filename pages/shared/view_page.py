"""A view on a page: finding and chart on the left, how to read it on the right, table and files below."""

from __future__ import annotations

from typing import Any

import streamlit as st

from charts.view_chart import view_chart
from pages.shared.chart_clicks import draw_chart
from pages.shared.page_context import PageContext
from views import sentences
from views.spec import ViewSpec
from views.view import View


def draw_view(d: PageContext, v: View, *, reading: str, key: str, chart: Any = None, **given: Any) -> None:
    """Draw a view; `reading` is the template of what stands on the right.

    `chart` is the figure to draw in place of that of the view. `key` tells the chart from others on the page.
    """
    left, right = st.columns([2, 1], gap="small")
    with left:
        d.show("view/head.html", v=v)
        figure = view_chart(v, d.theme) if chart is None else chart
        if figure is not None:
            draw_chart(figure, d.theme, key=key, alt=v.sentence)
        d.show("view/foot.html", v=v)
    with right:
        d.show(reading, v=v, **given)
    d.show("view/below.html", v=v, has_picture=figure is not None)


def draw_survey(d: PageContext, spec: ViewSpec, css: str = "") -> None:
    """Draw a view over several comparisons, over the whole width; copied are the sentences of all of them."""
    v = d.view(spec)
    sentence = d.words.paragraph(sentences.sentence(d.words, c) for c in v.several) or v.sentence
    d.show("view/whole.html", v=v, sentence=sentence, css=css)
