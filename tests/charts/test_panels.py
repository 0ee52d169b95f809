"""Maps in panels: far districts apart, names that do not lie on each other; scatters and small charts alike."""

from __future__ import annotations

from itertools import pairwise

import pytest

from charts.outlines import outline_map
from charts.panels import LABEL_SHARE, panels
from charts.scatter import label_places
from charts.several import several
from tests.charts.made import ZH, colours, comparison, observation, ranked
from tests.charts.test_deck import FIVE


def test_what_lies_far_apart_stands_in_panels_of_its_own() -> None:
    found = panels(FIVE)
    assert [[p.district.district_id for p in x.places] for x in found] == [
        ["hexi", "binhai", "hedong", "tongzhou"],
        ["weicheng"],
    ]
    ends = [x for p in found for x in p.domain]
    assert ends == sorted(ends) and ends[0] >= 0 and ends[-1] <= 1
    assert found[0].domain[1] - found[0].domain[0] > found[1].domain[1] - found[1].domain[0]


def test_names_stand_apart_and_inside_the_frame() -> None:
    (near, alone) = panels(FIVE)
    assert not alone.labels
    west, south, east, north = near.window
    for side in ("left", "right"):
        heights = sorted(s.y for s in near.labels.values() if s.side == side)
        least = (near.bounds[3] - near.bounds[1]) * LABEL_SHARE
        assert all(b - a >= least - 1e-9 for a, b in pairwise(heights))
    for spot in near.labels.values():
        assert west < spot.x < east and south <= spot.y <= north


def test_a_map_without_caption_says_what_it_is() -> None:
    c = comparison([], everyone=[p.district for p in FIVE])
    figure = outline_map(c, FIVE, [], ZH, "示意图")
    assert "示意图" in [a.text for a in figure.layout.annotations]
    assert "示意图" not in [a.text for a in outline_map(c, FIVE, [], ZH).layout.annotations]


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([(1, 1), (10, 10)], ["top center", "top center"]),
        ([(10, 10), (5, 5), (5.1, 5.4)], ["top center", "bottom center", "top center"]),
        ([(10, 10), (5, 5), (5, 5)], ["top center", "top center", "bottom center"]),
        ([], []),
    ],
)
def test_names_of_near_points_go_apart(points: list[tuple[float, float]], expected: list[str]) -> None:
    assert label_places(points) == expected


def test_small_charts_hold_every_compared_figure() -> None:
    sets = [comparison(ranked(observation("a", 9.0 + i), observation("b", 5))) for i in range(5)]
    figure = several(sets, colours(sets[0]), ZH, columns=2)
    ids = [t.customdata[0][0] for t in figure.data if t.customdata is not None]
    assert len(ids) == 10
    domains = [
        (figure.layout[f"xaxis{n}"].domain, figure.layout[f"yaxis{n}"].domain) for n in ("", 2, 3, 4, 5)
    ]
    assert len({(tuple(x), tuple(y)) for x, y in domains}) == 5
    assert all(0 <= low < high <= 1 for pair in domains for low, high in pair)
