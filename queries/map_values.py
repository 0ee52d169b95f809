"""Where is it: the shapes of the districts and the value each one has in a comparison."""

from __future__ import annotations

from typing import NamedTuple

from queries.comparability import JudgedObservation
from queries.comparison import Comparison
from queries.records import District
from queries.store import Store


class Shape(NamedTuple):
    """A district's outline as GeoJSON text and a point inside it, in WGS-84 degrees."""

    district_id: str
    geometry: str
    lon: float
    lat: float


class Place(NamedTuple):
    """A district on the map: its shape if there is one, its figure if there is one."""

    district: District
    shape: Shape | None
    leading: JudgedObservation | None

    @property
    def is_ranked(self) -> bool:
        """Whether it has a figure that may be ordered: then it is shaded by it, else hatched, on every map."""
        return self.leading is not None and self.leading.compared


class BoundarySource(NamedTuple):
    """Where the outlines come from, and the approval number (审图号) they carry, if any."""

    kind: str
    name: str | None
    approval: str | None


class Outline(NamedTuple):
    """A province drawn quietly behind the districts."""

    adcode: str
    name_zh: str
    geometry: str


def shapes(store: Store) -> dict[str, Shape]:
    """The outlines held, by district; a district without one is missing here."""
    rows = store.records(Shape, "SELECT district_id, geometry, lon, lat FROM boundaries ORDER BY district_id")
    return {row.district_id: row for row in rows}


def outlines(store: Store) -> list[Outline]:
    """The provinces the districts lie in, where the source of outlines has them."""
    return store.records(Outline, "SELECT adcode, name_zh, geometry FROM province_outlines ORDER BY adcode")


def boundary_source(store: Store) -> BoundarySource:
    """Where the outlines come from."""
    rows = store.records(BoundarySource, "SELECT kind, name, approval FROM boundary_source LIMIT 1")
    return rows[0] if rows else BoundarySource("none", None, None)


def places(store: Store, comparison: Comparison) -> list[Place]:
    """Every district of a comparison with its shape and its leading figure, in display order."""
    known = shapes(store)
    figures = {f.observation.district_id: f for f in comparison.leading}
    return [Place(d, known.get(d.district_id), figures.get(d.district_id)) for d in comparison.districts]
