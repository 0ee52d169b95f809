"""What do others have that we lack? A list for one district, planned ones counted apart."""

from __future__ import annotations

import streamlit as st

from pages.shared.controls import one_of
from pages.shared.page_context import PageContext
from views.spec import view_spec


def draw(d: PageContext) -> None:
    """Draw the tab."""
    ids = list(d.catalogue.districts)
    side, _ = st.columns([1, 2])
    with side:
        chosen = one_of("district", d.words.gettext("District"), ids, default=ids[0], names=d.district_name)
    d.show("practices/gaps.html", v=d.view(view_spec("gaps", district=chosen)))
