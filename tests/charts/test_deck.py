"""The map: views that follow from where districts lie, shades only for what compares, and no request to anywhere."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from charts.colour_steps import shade
from charts.deck import deck_map
from charts.map_layout import NEIGHBOURS, camera, out_of_view, regions
from charts.theme import Theme
from queries.map_values import Outline, Place
from tests.charts.made import (
    DARK,
    EN,
    ZH,
    comparison,
    district,
    observation,
    place,
    ranked,
    square,
    texts_in,
    unranked,
)

TIANJIN, BEIJING, XIANYANG = ("天津市", "Tianjin"), ("北京市", "Beijing"), ("咸阳市", "Xianyang")
FIVE = [
    place(district("hexi", 1, *TIANJIN), 117.2, 39.1),
    place(district("binhai", 2, *TIANJIN), 117.7, 39.0),
    place(district("hedong", 3, *TIANJIN), 117.25, 39.12),
    place(district("tongzhou", 4, *BEIJING), 116.7, 39.8),
    place(district("weicheng", 5, *XIANYANG), 108.7, 34.4),
]


def _deck(places: list[Place], theme: Theme = ZH, *, outlines: list[Outline] | None = None) -> dict[str, Any]:
    figures = [p.leading for p in places if p.leading]
    c = comparison(
        [f for f in figures if f.compared],
        [f for f in figures if not f.compared],
        everyone=[p.district for p in places],
    )
    found: dict[str, Any] = json.loads(deck_map(c, places, outlines or [], theme, None).deck.to_json())
    return found


def _layer(drawn: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [layer for layer in drawn["layers"] if layer["id"] == name]
    return found


def _features(drawn: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {f["properties"]["district_id"]: f for f in _layer(drawn, "districts")["data"]["features"]}


def _with(figures: dict[str, Any]) -> list[Place]:
    return [p._replace(leading=figures.get(p.district.district_id)) for p in FIVE]


def _compared(**values: float) -> dict[str, Any]:
    ordered = sorted(values.items(), key=lambda v: -v[1])
    return {f.observation.district_id: f for f in ranked(*(observation(d, v) for d, v in ordered))}


# -- views ---------------------------------------------------------------------------------------------------


def test_what_a_view_shows_none_of_is_out_of_view() -> None:
    together, tianjin, xianyang = regions(FIVE)
    assert [r.region_id for r in out_of_view(FIVE, together)] == ["xianyang"]
    assert [r.region_id for r in out_of_view(FIVE, tianjin)] == ["xianyang"]
    assert [r.region_id for r in out_of_view(FIVE, xianyang)] == ["tianjin-beijing"]
    assert out_of_view(FIVE, None) == []


def test_views_of_the_five() -> None:
    found = regions(FIVE)
    assert [(v.region_id, v.name("zh"), v.name("en")) for v in found] == [
        ("tianjin-beijing", "天津—北京", "Tianjin–Beijing"),
        ("tianjin", "天津", "Tianjin"),
        ("xianyang", "咸阳", "Xianyang"),
    ]
    assert [v.districts for v in found] == [
        ("hexi", "binhai", "hedong", "tongzhou"),
        ("hexi", "binhai", "hedong"),
        ("weicheng",),
    ]


def test_views_follow_from_the_places() -> None:
    assert regions([]) == []
    assert regions([p._replace(shape=None) for p in FIVE]) == []
    assert [v.region_id for v in regions(FIVE[4:])] == ["xianyang"]
    far = place(district("far", 6, "成都市", "Chengdu"), 104.0, 30.6)
    assert [v.region_id for v in regions([*FIVE, far])][-2:] == ["xianyang", "chengdu"]


def test_neighbours_in_a_chain_are_one_view() -> None:
    step = NEIGHBOURS * 0.9
    chain = [place(district(f"d{i}", i), 100 + i * step, 30) for i in (0, 2, 4, 1, 3)]
    (only,) = regions(chain)
    assert set(only.districts) == {"d0", "d1", "d2", "d3", "d4"}


def test_the_camera_frames_the_view() -> None:
    xianyang = regions(FIVE)[2]
    there = camera(FIVE, xianyang)
    assert (there.longitude, there.latitude) == (pytest.approx(108.7), pytest.approx(34.4, abs=0.01))
    assert camera(FIVE, None).zoom < camera(FIVE, regions(FIVE)[0]).zoom < there.zoom <= 13
    nowhere = camera([], None)
    assert 70 < nowhere.longitude < 140


# -- layers --------------------------------------------------------------------------------------------------


def test_no_basemap_and_every_layer_has_an_id() -> None:
    assert deck_map(comparison(), FIVE, [], ZH, None).deck.map_provider is None
    drawn = _deck(FIVE)
    assert "mapProvider" not in drawn
    ids = [layer["id"] for layer in drawn["layers"]]
    assert ids == ["provinces", "districts", "hatching", "leaders", "names"]
    assert [layer["id"] for layer in drawn["layers"] if layer.get("pickable")] == ["districts"]


@pytest.mark.parametrize("theme", [ZH, EN, DARK])
def test_nothing_points_outside(theme: Theme) -> None:
    drawn = _deck(_with(_compared(hexi=3, binhai=5)), theme)
    assert [t for t in texts_in(drawn) if "://" in t or t.startswith("//")] == []


def test_shades_follow_the_values() -> None:
    features = _features(_deck(_with(_compared(hexi=10, binhai=20, hedong=15))))
    fills = {d: tuple(f["properties"]["fill"][:3]) for d, f in features.items()}
    assert fills["hexi"] == shade(10, 10, 20, ZH)
    assert fills["binhai"] == shade(20, 10, 20, ZH)
    assert sum(fills["hexi"]) > sum(fills["hedong"]) > sum(fills["binhai"]), "more is deeper on light paper"
    assert fills["tongzhou"] == fills["weicheng"] not in {fills["hexi"], fills["binhai"], fills["hedong"]}


def test_equal_values_have_one_shade() -> None:
    fills = {
        d: f["properties"]["fill"] for d, f in _features(_deck(_with(_compared(hexi=7, binhai=7)))).items()
    }
    assert fills["hexi"] == fills["binhai"]


def test_what_is_not_compared_is_hatched() -> None:
    figures = _compared(hexi=10, binhai=20)
    figures["hedong"] = unranked(observation("hedong", 999))[0]
    drawn = _deck(_with(figures))
    paths = _layer(drawn, "hatching")["data"]
    assert paths

    def touches(p: Place) -> bool:
        assert p.shape
        return any(
            abs(x - p.shape.lon) < 0.1 and abs(y - p.shape.lat) < 0.1
            for path in paths
            for x, y in path["path"]
        )

    apart = {
        p.district.district_id: touches(p) for p in FIVE if p.district.district_id in {"binhai", "tongzhou"}
    }
    assert apart == {"binhai": False, "tongzhou": True}
    everything = _deck(_with(_compared(hexi=1, binhai=2, hedong=3, tongzhou=4, weicheng=5)))
    assert _layer(everything, "hatching")["data"] == []


def test_a_figure_beside_does_not_stretch_the_shades() -> None:
    figures = _compared(hexi=10, binhai=20)
    alone = _features(_deck(_with(figures)))["binhai"]["properties"]["fill"]
    figures["hedong"] = unranked(observation("hedong", 9_999))[0]
    assert _features(_deck(_with(figures)))["binhai"]["properties"]["fill"] == alone


def test_tooltips_speak_the_readers_language() -> None:
    places = _with(_compared(hexi=1234, binhai=20))
    zh, en = _features(_deck(places, ZH)), _features(_deck(places, EN))
    assert (zh["hexi"]["properties"]["name"], zh["hexi"]["properties"]["figure"]) == ("hexi区", "1,234件")
    assert (en["hexi"]["properties"]["name"], en["hexi"]["properties"]["figure"]) == ("hexi", "1,234 cases")
    assert zh["weicheng"]["properties"]["figure"] != en["weicheng"]["properties"]["figure"]
    names = {label["text"] for label in _layer(_deck(places, ZH), "names")["data"]}
    assert names == {f"{p.district.district_id}区" for p in FIVE}


def test_hostile_names_come_into_tooltips_as_values_only() -> None:
    """Streamlit escapes what it fills into a tooltip, but not the tooltip itself."""
    hostile = FIVE[0].district._replace(name_zh="<img src=x onerror=alert(1)>")
    places = [FIVE[0]._replace(district=hostile), *FIVE[1:]]
    drawn = deck_map(comparison(everyone=[p.district for p in places]), places, [], ZH, None).deck
    assert set(re.sub(r"</?(b|br)>", "", drawn._tooltip["html"]).replace("}", "").split("{")) == {
        "", "name", "figure", "period", "note",
    }  # fmt: skip


def test_a_district_without_shape_is_left_to_the_list() -> None:
    drawn = _deck([FIVE[0]._replace(shape=None), *FIVE[1:]])
    assert "hexi" not in _features(drawn)
    assert len(_features(drawn)) == 4


def test_provinces_are_outlines_only() -> None:
    drawn = _deck(FIVE, outlines=[Outline("12", "天津市", square(117, 39, 1))])
    layer = _layer(drawn, "provinces")
    assert len(layer["data"]["features"]) == 1
    assert layer["filled"] is False
