"""Versions 更新记录: which versions of the data are there, and what changed from one to another?"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.shared.address import value
from pages.shared.controls import one_of, unknown
from pages.shared.identity import reader
from pages.shared.page_context import PageContext, page_context
from pages.shared.templates import put
from pages.shared.versions_parts import compared, listed
from queries.current import current_store
from queries.versions import Version, versions


def page() -> None:
    """Draw the page. It is on all versions, whichever the address asks for."""
    d, found = page_context(), versions(current_store())
    kept = [v for v in found if v.is_kept]
    if len(kept) > 1:
        first, last = _controls(d, kept)
        put(compared(d, first, last), links_as_they_are=True)
    unknown()
    person = reader()
    may_propose = person is not None and person.may("propose")
    put(listed(d, found, value("page"), may_propose=may_propose), links_as_they_are=True)


def _controls(d: PageContext, found: Sequence[Version]) -> tuple[str, str]:
    """Draw the controls; return the two versions that are compared, the earlier first."""
    names = [v.version for v in found]
    after_side, before_side = st.columns([1, 1], gap="small")
    with after_side:
        last = one_of("to", d.words.gettext("Version"), names, default=names[0])
    with before_side:
        rest = [name for name in names if name != last]
        earlier = names[names.index(last) + 1 :]
        first = one_of("from", d.words.gettext("Compared with"), rest, default=(earlier or rest)[0])
    return (first, last) if names.index(first) > names.index(last) else (last, first)


page()
