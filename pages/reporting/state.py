"""The draft on the page: in the address, or in this visit where it is too long for an address."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.parts.adding import ADDED, DRAFT, LONG, carried_draft
from pages.parts.address import is_asked, remove, value
from pages.parts.address import write as write_parameter
from pages.parts.choices import choose_districts
from pages.parts.controls import one_of, years_between
from pages.parts.desk import Desk
from queries.ready import CONTEXT
from queries.series_choice import longest_first
from reports.model import MOST_ITEMS, Draft, DraftError, Item, from_link
from reports.templates import TEMPLATES, Choice, draft, template_names


def write(changed: Draft) -> None:
    """Keep a changed draft in the address; a long one in this visit."""
    st.session_state.pop(LONG, None)
    try:
        write_parameter(DRAFT, changed.as_link())
    except DraftError:
        st.session_state[LONG] = changed
        remove(DRAFT)


def is_long() -> bool:
    """Whether the draft is too long for the address."""
    return LONG in st.session_state


def forget() -> None:
    """Back to the templates."""
    st.session_state.pop(LONG, None)
    for key in (DRAFT, "item"):
        remove(key)


def own() -> tuple[Draft | None, DraftError | None]:
    """The writer's draft, if there is one, and what is wrong with that of the address."""
    try:
        _take_in()
    except DraftError as error:
        return None, error
    if is_asked(DRAFT):
        try:
            return from_link(value(DRAFT)), None
        except DraftError as error:
            return None, error
    return st.session_state.get(LONG), None


def _take_in() -> None:
    """Add the item that another page sent alone, because the draft has no room in an address."""
    sent = value(ADDED)
    if not is_asked(ADDED):
        return
    remove(ADDED)
    carried = carried_draft()
    items = (*carried.items, *from_link(sent).items)
    if len(items) <= MOST_ITEMS:
        write(replace(carried, items=items))


def opened(given: Draft) -> None:
    """Take up a draft from a file: it brings its own language, and work begins at its first item."""
    write(given)
    for key in ("item", "language"):
        remove(key)


def from_template(d: Desk) -> Draft:
    """A draft from the template, districts and years that the controls name."""
    names = template_names(d.words)
    template_side, districts_side, more_side = st.columns([3, 6, 3], gap="small")
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
            usual = draft(d.store, "dimension", Choice(tuple(districts)))
            known = {
                m.dimension_id
                for i in usual.items
                for x in i.many("metric")
                if (m := d.catalogue.metrics.get(x))
            }
            default = next((i for i in order if i in known), order[0])
            dimension = one_of(
                "dimension", d.words.gettext("Dimension"), order, default=default, names=d.dimension_name
            )
        else:
            first, last = years_between(d.words.gettext("Years"), longest_first(d.store).years)
    choice = Choice(tuple(districts), (), first, last, dimension)
    return draft(d.store, template, choice, "zh" if d.words.code == "zh" else "en")


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
