"""The ranked list beside the map: it is the legend, and a click selects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from charts.colour_steps import Rgb, fill_of
from charts.map_layout import extent
from pages.shared.page_context import PageContext
from queries.map_values import Place
from queries.records import District, Observation
from views import wording
from views.view import MapView


class Entry(NamedTuple):
    """One district of the list."""

    district: District
    #: Where a click selects it.
    href: str
    #: Its figure, or of which kind the gap is.
    observation: Observation | None
    gap: str
    #: Its place in the order, and its colour on the map as red, green, blue; both only where it is ordered.
    rank: str
    colour: Rgb | None


class RankedList(NamedTuple):
    """The districts in order, then those without figure; and the one that is selected."""

    entries: list[Entry]
    selected: Entry | None


def ranked_list(d: PageContext, m: MapView, selected: str, kept: Mapping[str, str]) -> RankedList:
    """Return what `map/in_order.html` draws; `selected` is a district, or '', `kept` what every link keeps."""
    by_id = {p.district.district_id: p for p in m.places}
    ranked = [by_id[f.observation.district_id] for f in m.comparison.leading]
    rest = [p for p in m.places if p.leading is None]
    ends = extent(m.places)
    entries = [_entry(d, m, p, kept, ends) for p in [*ranked, *rest]]
    return RankedList(entries, next((e for e in entries if e.district.district_id == selected), None))


def _entry(d: PageContext, m: MapView, p: Place, kept: Mapping[str, str], ends: tuple[float, float]) -> Entry:
    """One district; `ends` are the figures that are shaded palest and deepest."""
    district_id, f = p.district.district_id, p.leading
    href, colour = d.link("map", **kept, district=district_id), fill_of(p, ends, d.theme)
    if f is None:
        kind = next(x.kind for x in m.comparison.missing if x.district_id == district_id)
        return Entry(p.district, href, None, wording.missing(d.words, kind), "", colour)
    return Entry(
        p.district, href, f.observation, "", wording.rank(d.words, f) if p.is_ranked else "–", colour
    )
