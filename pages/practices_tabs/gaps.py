"""What do others have that we lack? A list for one district, planned ones counted apart; each opens what exactly."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from pages.practices_tabs.detail import practice_detail
from pages.shared.address import here
from pages.shared.common_cache import cached_for_all
from pages.shared.controls import one_of, opened_id
from pages.shared.page_context import PageContext
from pages.shared.templates import put
from views.spec import ViewSpec, view_spec


def draw(d: PageContext) -> None:
    """Draw the tab."""
    ids = list(d.catalogue.districts)
    side, _ = st.columns([1, 2])
    with side:
        chosen = one_of("district", d.words.gettext("District"), ids, default=ids[0], names=d.district_name)
    v = d.view(view_spec("gaps", district=chosen))
    opened = opened_id("practice", {g.practice.practice_id for g in v.lacking})
    put(_drawn(d, v.spec, opened, here("practices", "practice", "system")))


@cached_for_all
def _drawn(d: PageContext, spec: ViewSpec, opened: str, address: dict[str, str]) -> Markup:
    v = d.view(spec)
    detail = None
    if opened and v.practices:
        detail = practice_detail(d, v.practices, d.catalogue.practices[opened], address)
        detail = detail._replace(title="", subtitle="")  # its row says so
    return d.render("practices/gaps.html", v=v, kept=address, opened=opened, detail=detail)
