"""The districts on the overview: a card each, and where they lie."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from charts.map_layout import Region, regions
from charts.svg import LARGER, small_map
from pages.shared.page_context import PageContext
from queries.key_facts import KeyFacts, key_facts
from queries.map_values import Place, Shape, boundary_source, shapes
from queries.profile import residents
from queries.records import District, Observation
from views import wording
from views.captions import not_on_map


class Card(NamedTuple):
    """What the card of a district shows: the same few facts on each, in the same order."""

    district: District
    colour: str
    #: At the census.
    residents: Observation | None
    facts: KeyFacts
    #: The others of its newest comparison, as a list in words.
    others: str


class Panel(NamedTuple):
    """A small map of neighbouring districts."""

    region: Region
    #: SVG.
    drawing: str
    #: Their names, as a list in words.
    members: str


def cards(d: PageContext) -> Markup:
    """Return the cards of the usual districts; never a ranking."""
    styles = d.styles(d.usual_districts)
    shown = [_card(d, f, styles[f.district_id].colour) for f in key_facts(d.store, d.usual_districts)]
    return d.render("overview/cards.html", cards=shown, rest=len(d.catalogue.districts) - len(shown))


def _card(d: PageContext, facts: KeyFacts, colour: str) -> Card:
    district_id = facts.district_id
    compared = facts.newest.judgement.compared if facts.newest else ()
    others = [f.observation.district_id for f in compared if f.observation.district_id != district_id]
    return Card(
        d.catalogue.districts[district_id],
        colour,
        residents(d.store, district_id),
        facts,
        wording.districts(d.words, map(d.district_name, others)),
    )


def where(d: PageContext) -> Markup:
    """Return a panel for each group of neighbouring districts, each at its own scale."""
    known = shapes(d.store)
    places = [Place(d.catalogue.districts[i], known.get(i), None) for i in d.usual_districts]
    return d.render(
        "overview/where.html",
        panels=[_panel(d, region, known) for region in _regions(places)],
        approval=boundary_source(d.store).approval,
        lacking=not_on_map(d.words, places),
    )


def _panel(d: PageContext, region: Region, known: Mapping[str, Shape]) -> Panel:
    members = [d.catalogue.districts[i] for i in d.usual_districts if i in region.districts]
    size = _size(len(members), large=d.theme.large)
    fills = {i: style.colour for i, style in d.styles(d.usual_districts).items()}
    drawing = small_map(members, known, fills, d.theme, *size)
    return Panel(region, drawing, d.names(members))


def _regions(places: list[Place]) -> list[Region]:
    """The groups of neighbours, without the cities inside a group."""
    found = regions(places)
    return [r for r in found if not any(set(r.districts) < set(o.districts) for o in found)]


def _size(members: int, *, large: bool) -> tuple[int, int]:
    """Drawing units of a panel: in large text fewer in the same room, so that the names are larger."""
    width, height = (300, 230) if members > 1 else (170, 150)
    return (round(width / LARGER), round(height / LARGER)) if large else (width, height)
