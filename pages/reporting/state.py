"""The draft on the page: in the address, or in this visit where it is too long for an address."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from locales import Words, words
from pages.parts.adding import ADDED, DRAFT, LONG, carried_draft
from pages.parts.address import is_asked, remove, value
from pages.parts.address import write as write_parameter
from pages.parts.choices import choose_districts, choose_reliability
from pages.parts.controls import one_of, years_between
from pages.parts.desk import Desk
from queries.quality import FIRST_HAND, RELIABILITY
from queries.ready import CONTEXT
from queries.series_choice import longest_first
from reports.templates import TEMPLATES, Choice, draft, template_names
from views.draft import MOST_ITEMS, Draft, Item, from_link, with_reliability
from views.spec import KINDS, SpecError

#: The mark in the session that a change was left out.
TOO_LONG = "draft-too-long"


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
        remove(DRAFT)


def was_too_long() -> bool:
    """Whether the last change was left out because no file would have held it; asked once."""
    return bool(st.session_state.pop(TOO_LONG, False))


def is_long() -> bool:
    """Whether the draft is too long for the address."""
    return LONG in st.session_state


def forget() -> None:
    """Back to the templates."""
    st.session_state.pop(LONG, None)
    for key in (DRAFT, "item"):
        remove(key)


def own() -> tuple[Draft | None, SpecError | None]:
    """The writer's draft, if there is one, and what is wrong with that of the address."""
    try:
        _take_in()
    except SpecError as error:
        held = carried_draft()
        return (held if held.items else None), error
    if is_asked(DRAFT):
        try:
            return from_link(value(DRAFT)), None
        except SpecError as error:
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
    if len(items) > MOST_ITEMS:
        raise SpecError(_is_full(words("zh")), _is_full(words("en")))
    write(replace(carried, items=items))


def _is_full(spoken: Words) -> str:
    return spoken.gettext(
        "A report holds at most {most} items; the last one was not added. Remove some first.", most=MOST_ITEMS
    )


def opened(given: Draft) -> None:
    """Take up a draft from a file: it brings its own language, and work begins at its first item."""
    write(given)
    for key in ("item", "language", "reliability"):
        remove(key)


def from_template(d: Desk) -> Draft:
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
    return draft(d.store, template, choice, "zh" if d.words.code == "zh" else "en")


def with_sources(d: Desk, value: Draft) -> Draft:
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
