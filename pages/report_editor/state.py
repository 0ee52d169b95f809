"""The reader's draft on the page Report: in the address, or in this visit where it is too long for an address.

The reader's browser keeps it besides (pages/shared/draft.js): the page shows it the draft with `kept_draft`, and a
visit that begins on this page brings it along in the address.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import streamlit as st

from pages.shared.address import remove, value
from pages.shared.address import write as write_parameter
from pages.shared.choices import choose_districts, choose_reliability
from pages.shared.controls import one_of, years_between
from pages.shared.page_context import PageContext
from queries.quality import FIRST_HAND, RELIABILITY
from queries.ready import CONTEXT
from queries.series_choice import longest_first
from reports.templates import TEMPLATES, Choice, draft, template_names
from views.draft import LANGUAGE_OF, LONGEST_LINK, LONGEST_PACKED, Draft, Item, from_link, with_reliability
from views.spec import KINDS, SpecError

#: The parameter that holds the draft, and its value where the draft is too long for an address.
DRAFT, KEPT = "draft", "kept"
#: Where such a draft is during a visit.
LONG = "long-draft"
#: The mark in the session that a change was left out.
TOO_LONG = "draft-too-long"
#: The mark in the session that another draft was begun: the browser keeps the one before, to be brought back.
ANEW = "draft-anew"


def take_in() -> None:
    """Move a draft too long for an address, which the browser sent in one, to this visit."""
    sent = value(DRAFT)
    if len(sent) <= LONGEST_LINK:
        return
    try:
        write(from_link(sent, LONGEST_PACKED))
    except SpecError:
        write_parameter(DRAFT, sent[:LONGEST_LINK])  # as unreadable as all of it; the page says so


def write(changed: Draft) -> None:
    """Keep a changed draft in the address; a long one in this visit; one that no file would hold not at all."""
    if not changed.fits_file:
        st.session_state[TOO_LONG] = True
        return
    st.session_state.pop(LONG, None)
    try:
        write_parameter(DRAFT, changed.as_link())
    except SpecError:
        st.session_state[LONG] = changed
        write_parameter(DRAFT, KEPT)


def was_too_long() -> bool:
    """Whether the last change was left out because no file would have held it; asked once."""
    return bool(st.session_state.pop(TOO_LONG, False))


def is_long() -> bool:
    """Whether the draft is too long for the address."""
    return value(DRAFT) == KEPT


def is_awaited() -> bool:
    """Whether the browser keeps a long draft that this visit does not have yet."""
    return is_long() and LONG not in st.session_state


def forget() -> None:
    """Back to the templates."""
    st.session_state.pop(LONG, None)
    st.session_state[ANEW] = True
    for key in (DRAFT, "item"):
        remove(key)


def own() -> tuple[Draft | None, SpecError | None]:
    """The writer's draft, if there is one, and what is wrong with that of the address."""
    if is_long():
        return st.session_state.get(LONG), None
    try:
        return (from_link(value(DRAFT)) if value(DRAFT) else None), None
    except SpecError as error:
        return None, error


class KeptDraft(NamedTuple):
    """What the browser is shown of the draft: it packed, '' where it was given up, None to leave it as it is."""

    kept: str | None
    #: Whether another draft was begun: the browser keeps the one before.
    is_anew: bool


def kept_draft(shown: Draft | None) -> KeptDraft:
    """Return what the browser is to keep of the writer's own draft (None: there is none); that it is anew only once."""
    is_anew = bool(st.session_state.pop(ANEW, False))
    kept = shown.packed() if shown is not None else KEPT if is_awaited() else "" if is_anew else None
    return KeptDraft(kept, is_anew)


def opened(given: Draft) -> None:
    """Take up a draft from a file: it brings its own language, and work begins at its first item."""
    write(given)
    st.session_state[ANEW] = True
    for key in ("item", "language", "reliability"):
        remove(key)


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
            order = list(d.catalogue.districts)
            district = one_of(
                "district", d.words.gettext("District"), order, default=order[0], names=d.district_name
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
        else:
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


def changed_item(value: Draft, place: int, item: Item) -> Draft:
    """The draft with one item exchanged."""
    items = list(value.items)
    items[place] = item
    return replace(value, items=tuple(items))


def moved(value: Draft, place: int, by: int) -> Draft:
    """The draft with one item moved up or down."""
    items = list(value.items)
    to = min(max(place + by, 0), len(items) - 1)
    items.insert(to, items.pop(place))
    return replace(value, items=tuple(items))


def without(value: Draft, place: int) -> Draft:
    """The draft without one item."""
    return replace(value, items=value.items[:place] + value.items[place + 1 :])
