"""Names on maps of up to 40 neighbours: on no foreign shape, on no other name, on no line; left out where no place is.

The districts are invented: a grid of neighbours whose corners are shifted, so that none is like another.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Sequence
from itertools import combinations

import pytest
from shapely import LineString, Polygon, box
from shapely.geometry import shape

from charts.colour_steps import SHADES, ink_on, shade
from charts.deck import deck_map
from charts.map_labels import Label, Labels, labels_of
from charts.map_layout import SHARES, Seen, camera
from charts.outlines import not_named_in, panels_of
from charts.theme import Mode, Theme
from queries.map_values import Place, Shape
from tests.charts.made import DARK, EN, ZH, comparison, district, observation, ranked

#: Map on the page of a usual screen and of a phone, pictures of a slide and of a sheet, in pixels.
WIDE, PHONE, PICTURE, SHEET = (830, 520), (360, 520), (904, 300), (738, 700)


def _places(count: int, seed: int) -> list[Place]:
    """Invented neighbours, eight in a row."""
    luck = random.Random(seed)
    columns, rows = 8, -(-count // 8)
    corners = {
        (i, j): (110 + 0.2 * (i + luck.uniform(-0.35, 0.35)), 35 + 0.2 * (j + luck.uniform(-0.35, 0.35)))
        for i in range(columns + 1)
        for j in range(rows + 1)
    }
    found = []
    for n in range(count):
        j, i = divmod(n, columns)
        ring = [corners[c] for c in ((i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1), (i, j))]
        inside = Polygon(ring).representative_point()
        geometry = json.dumps({"type": "Polygon", "coordinates": [ring]})
        d = district(f"d{n}", n + 1)._replace(name_zh=f"{chr(0x7532 + n)}河区", name_en=f"District {n + 1}")
        found.append(Place(d, Shape(d.district_id, geometry, inside.x, inside.y), None))
    return found


def _shapes(places: Sequence[Place], seen: Seen) -> dict[str, Polygon]:
    """The districts as they are seen, in pixels."""
    return {
        p.district.district_id: Polygon(
            [seen.project(*point) for point in shape(json.loads(p.shape.geometry)).exterior.coords]
        )
        for p in places
        if p.shape
    }


def _box(label: Label) -> Polygon:
    return box(label.left, label.top, label.left + label.width, label.top + label.height)


def _faults(labels: Labels, shapes: dict[str, Polygon]) -> list[str]:
    """Every name that lies where none may lie."""
    named = {d: label for d, label in labels.items() if label}
    boxes = {d: _box(label) for d, label in named.items()}
    lines = {d: LineString(label.line) for d, label in named.items() if label.line}
    return [
        *(f"{a} on {b}" for a, b in combinations(boxes, 2) if boxes[a].intersects(boxes[b])),
        *(f"{a} over {b}" for a in boxes for b in shapes if a != b and boxes[a].intersects(shapes[b])),
        *(f"line of {a} over {b}" for a in lines for b in boxes if a != b and lines[a].intersects(boxes[b])),
        *(f"lines of {a} and {b} cross" for a, b in combinations(lines, 2) if lines[a].crosses(lines[b])),
        *(f"{d} not within" for d in named if d not in lines and not shapes[d].contains(boxes[d])),
        *(f"line of {d} leads elsewhere" for d, line in lines.items() if not shapes[d].intersects(line)),
    ]


def _seen(places: Sequence[Place], size: tuple[int, int], share: float = SHARES[0]) -> Seen:
    return Seen(camera(places, None, *size, share), *size)


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize(("count", "seed"), [(40, 1), (40, 2), (24, 3), (9, 4), (2, 5), (1, 6)])
def test_no_name_covers_a_shape_or_another_name(size: tuple[int, int], count: int, seed: int) -> None:
    places = _places(count, seed)
    seen = _seen(places, size)
    sizes = {p.district.district_id: (78.0, 22.0) for p in places}
    labels = labels_of(places, sizes, seen.project, *size)
    assert _faults(labels, _shapes(places, seen)) == []
    assert labels.keys() == sizes.keys()
    assert labels == labels_of(places, sizes, seen.project, *size), (
        "the same map has its names in the same places"
    )
    for label in filter(None, labels.values()):
        assert label.left >= 0 and label.left + label.width <= size[0]
        assert label.top >= 0 and label.top + label.height <= size[1]


def test_on_a_usual_screen_nearly_all_of_forty_districts_are_named() -> None:
    places = _places(40, 1)
    made = deck_map(comparison(everyone=[p.district for p in places]), places, [], ZH, None, WIDE)
    assert len(made.not_named) <= 2


def test_on_a_phone_who_finds_no_place_is_named_apart() -> None:
    places = _places(40, 1)
    made = deck_map(comparison(everyone=[p.district for p in places]), places, [], ZH, None, PHONE)
    [names] = [layer for layer in json.loads(made.deck.to_json())["layers"] if layer["id"] == "names"]
    drawn = {text["text"] for text in names["data"]}
    assert made.not_named and drawn
    assert drawn | {d.name_zh for d in made.not_named} == {p.district.name_zh for p in places}


def test_a_nearer_view_keeps_the_names_apart() -> None:
    """One cannot go farther away than the view that opens; nearer, every box takes less of the map."""
    places = _places(40, 2)
    seen = _seen(places, WIDE)
    sizes = {p.district.district_id: (78.0, 22.0) for p in places}
    labels = labels_of(places, sizes, seen.project, *WIDE)
    nearer = seen._replace(camera=seen.camera._replace(zoom=seen.camera.zoom + 1))
    moved = {}
    for d, label in labels.items():
        if label:
            (x0, y0), (x, y) = label.at, nearer.project(*seen.degrees(*label.at))
            line = label.line and ((x, y), nearer.project(*seen.degrees(*label.line[1])))
            moved[d] = label._replace(left=label.left + x - x0, top=label.top + y - y0, line=line)
    assert _faults(moved, _shapes(places, nearer)) == []
    drawn = json.loads(deck_map(comparison(), places, [], ZH, None, WIDE).deck.to_json())
    assert drawn["initialViewState"]["minZoom"] == drawn["initialViewState"]["zoom"]


@pytest.mark.parametrize("size", [PICTURE, SHEET])
@pytest.mark.parametrize("theme", [ZH, EN])
def test_pictures_keep_names_and_figures_apart(size: tuple[int, int], theme: Theme) -> None:
    places = _places(40, 7)
    c = comparison(ranked(*(observation(p.district.district_id, 1000 + n) for n, p in enumerate(places))))
    places = [p._replace(leading=f) for p, f in zip(places, c.leading, strict=True)]
    [panel] = panels_of(c, places, theme, *size)
    shapes = {
        p.district.district_id: Polygon(
            [panel.project(*point) for point in shape(json.loads(p.shape.geometry)).exterior.coords]
        )
        for p in places
        if p.shape
    }
    assert _faults(panel.labels, shapes) == []
    said = not_named_in(c, [panel], theme)
    for p in places:
        if panel.labels[p.district.district_id] is None:
            assert theme.words.pick(p.district, "name") in said


def test_forty_names_are_placed_in_a_moment() -> None:
    """It takes some 12 ms of a processor that does nothing else; the bound allows for a busy one."""
    places = _places(40, 1)
    seen = _seen(places, WIDE)
    sizes = {p.district.district_id: (78.0, 22.0) for p in places}
    taken = []
    for _ in range(5):
        start = time.process_time()
        labels_of(places, sizes, seen.project, *WIDE)
        taken.append(time.process_time() - start)
    assert min(taken) < 0.15


@pytest.mark.parametrize("theme", [ZH, DARK])
def test_names_are_legible_on_every_shade(theme: Theme) -> None:
    for step in range(101):
        fill = shade(step, 0, 100, theme)
        assert _contrast(ink_on(fill), fill) >= 4.5
    assert set(SHADES) == set(Mode.__args__)  # type: ignore[attr-defined]


def _contrast(ink: str, fill: tuple[int, int, int]) -> float:
    """WCAG 2.2, written out anew."""

    def light(colour: tuple[int, ...]) -> float:
        parts = [
            c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    a, b = sorted((light(fill), light(tuple(bytes.fromhex(ink[1:])))))
    return (b + 0.05) / (a + 0.05)
