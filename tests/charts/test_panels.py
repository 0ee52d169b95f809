"""Maps in panels: far districts apart, names that do not lie on each other; scatters and small charts alike."""

from __future__ import annotations

import pytest

from charts.outlines import outline_map
from charts.panels import panels
from charts.scatter import label_places
from charts.several import several
from tests.charts.made import ZH, colours, comparison, observation, ranked
from tests.charts.test_deck import FIVE

SIZES = {p.district.district_id: (70.0, 20.0) for p in FIVE}


def test_what_lies_far_apart_stands_in_panels_of_its_own() -> None:
    found = panels(FIVE, SIZES, 800, 500)
    assert [[p.district.district_id for p in x.places] for x in found] == [
        ["hexi", "binhai", "hedong", "tongzhou"],
        ["weicheng"],
    ]
    ends = [x for p in found for x in p.domain]
    assert ends == sorted(ends) and ends[0] >= 0 and ends[-1] <= 1
    assert found[0].domain[1] - found[0].domain[0] > found[1].domain[1] - found[1].domain[0]


def test_a_panel_shows_its_districts_whole_and_finds_its_way_back() -> None:
    found = panels(FIVE, SIZES, 800, 500)
    assert len(found) == 2
    for panel in found:
        west, south, east, north = panel.window
        assert west < panel.bounds[0] and south < panel.bounds[1]
        assert panel.bounds[2] < east and panel.bounds[3] < north
        x, y = panel.project(*panel.degrees(12, 34))
        assert (x, y) == (pytest.approx(12), pytest.approx(34))


def test_who_found_no_place_is_said_under_the_map() -> None:
    c = comparison(ranked(*(observation(p.district.district_id, 5) for p in FIVE)))
    crowded = [p._replace(leading=f) for p, f in zip(FIVE, c.leading, strict=True)]
    figure = outline_map(c, crowded, [], ZH, "示意图", size=(150, 90))
    texts = " ".join(a.text for a in figure.layout.annotations)
    lacking = [p for p in FIVE if f"<b>{p.district.name_zh}</b>" not in texts]
    assert lacking
    for p in lacking:
        assert f"{p.district.name_zh}（5" in texts


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
