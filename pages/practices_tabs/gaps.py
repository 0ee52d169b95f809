"""What do others have that we lack? A list for one district, planned ones counted apart."""

from __future__ import annotations

import streamlit as st

from pages.shared.controls import one_of
from pages.shared.matrices import documents_of_practices
from pages.shared.page_context import PageContext
from queries.practices import PracticeMatrix, gaps
from views import explaining
from views.spec import view_spec


def draw(d: PageContext, matrix: PracticeMatrix) -> None:
    """Draw the tab."""
    words = d.words
    ids = [x.district_id for x in matrix.districts]
    side, _ = st.columns([1, 2])
    with side:
        chosen = one_of("district", words.gettext("District"), ids, default=ids[0], names=d.district_name)
    found = gaps(matrix, chosen)
    name = d.district_name(chosen)
    d.show(
        "practices/gaps.html",
        name=name,
        found=found,
        finding=" ".join(explaining.lacking(words, found, name)).strip(),
        documents=documents_of_practices(d),
        spec=view_spec("gaps", district=chosen),
    )
