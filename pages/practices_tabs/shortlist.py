"""The shortlist of gaps: an ordinary control in the address; it goes into the report as a gap list of these alone."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from pages.shared.common_cache import cached_for_all
from pages.shared.controls import many_of
from pages.shared.page_context import PageContext
from pages.shared.templates import put
from views.spec import ViewSpec


def choose_shortlist(d: PageContext, spec: ViewSpec, usual: Sequence[str]) -> None:
    """Choose among all gaps of the district, whatever the filters show; `usual` until the reader does."""
    every = d.view(spec.with_values(dimension="")).lacking
    names = {g.practice.practice_id: d.words.pick(g.practice, "name") for g in every}
    choice, adding = st.columns([3, 2], gap="small", vertical_alignment="bottom")
    with choice:
        chosen = many_of(
            "shortlist",
            d.words.gettext("Shortlist for the report"),
            list(names),
            default=usual,
            names=names.__getitem__,
        )
    with adding:
        put(_adding(d, spec.with_values(dimension="", shortlist=",".join(chosen)), len(chosen)))


@cached_for_all
def _adding(d: PageContext, spec: ViewSpec, n: int) -> Markup:
    return d.render("practices/shortlist.html", spec=spec, n=n)
