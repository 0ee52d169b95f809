"""Small SVG drawings: whole files, with names escaped, and true to the figures."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from charts.svg import small_map, spark, strip
from queries.map_values import Shape
from queries.trend import Point
from tests.charts.made import (
    DARK,
    EN,
    MONEY,
    ZH,
    colours,
    comparison,
    district,
    observation,
    ranked,
    series,
    square,
    trend,
)

NS = "{http://www.w3.org/2000/svg}"
HOSTILE = """<script>alert("1")</script>&'"]]>"""


def _parse(svg: str) -> ElementTree.Element:
    root = ElementTree.fromstring(svg)
    assert root.tag == f"{NS}svg"
    assert {e.tag.removeprefix(NS) for e in root.iter()} <= {
        "svg", "style", "text", "line", "circle", "path", "title", "g", "rect", "defs", "pattern",
    }  # fmt: skip
    for element in root.iter():
        assert not [a for a in element.attrib if a.startswith("on") or "href" in a]
    return root


def _texts(root: ElementTree.Element) -> list[str]:
    return [e.text or "" for e in root.iter(f"{NS}text")]


def test_strip_has_a_row_for_each_figure_compared() -> None:
    c = comparison(ranked(observation("a", 40), observation("b", 20), observation("c", 0)))
    root = _parse(strip(c, colours(c), ZH))
    assert _texts(root) == ["a区", "40", "b区", "20", "c区", "0"]
    x = [float(e.attrib["cx"]) for e in root.iter(f"{NS}circle")]
    assert x[0] > x[1] > x[2]
    assert (x[0] - x[2]) == pytest.approx(2 * (x[1] - x[2]), abs=0.2), "lengths are true to the figures"


def test_strip_draws_estimates_hollow_and_bounds_open() -> None:
    c = comparison(
        ranked(
            observation("a", 40, qualifier="at_least"),
            observation("b", 20, status="estimate"),
            observation("c", 10, qualifier="approx", low=8, high=12),
        )
    )
    root = _parse(strip(c, colours(c), ZH))
    fills = [e.attrib["fill"] for e in root.iter(f"{NS}circle")]
    assert fills[1] == ZH.paper
    assert ZH.paper not in (fills[0], fills[2])
    assert len(list(root.iter(f"{NS}path"))) == 1, "the arrow"
    assert len([e for e in root.iter(f"{NS}line") if e.attrib["stroke-width"] == "8"]) == 1, "the band"
    assert [t for t in _texts(root) if t[0] in "≥≈"] == ["≥40", "≈10"]


def test_strip_in_money_and_below_nought() -> None:
    c = comparison(ranked(observation("a", 500), observation("b", -20)), metric=MONEY)
    assert "50" in _texts(_parse(strip(c, colours(c), EN)))
    x = [float(e.attrib["cx"]) for e in _parse(strip(c, colours(c), ZH)).iter(f"{NS}circle")]
    assert all(0 <= v <= 300 for v in x)


def test_hostile_names_are_escaped() -> None:
    c = comparison(ranked(observation("a", 4), observation("b", 2)))
    strange = [d._replace(name_zh=HOSTILE, name_en=HOSTILE) for d in c.districts]
    for theme in (ZH, EN, DARK):
        svg = strip(comparison(c.judgement.compared, everyone=strange), colours(c), theme)
        assert "<script" not in svg
        assert HOSTILE in _texts(_parse(svg))
    shapes = {"a": Shape("a", square(117, 39), 117, 39)}
    svg = small_map(strange[:1], shapes, {"a": "#123456"}, ZH)
    assert HOSTILE in _texts(_parse(svg))


def test_spark_leaves_gaps_open() -> None:
    points = [
        Point(observation("a", 10, 2018), "main"),
        Point(observation("a", 12, 2019), "main", True),
        Point(observation("a", 30, 2022), "main"),
        Point(observation("a", 99, 2022, observation_id="t"), "twin"),
    ]
    s = series("a", points)
    root = _parse(spark(s, colours(trend(s))["a"], ZH))
    assert len(list(root.iter(f"{NS}circle"))) == 3
    assert len(list(root.iter(f"{NS}line"))) == 1
    assert _texts(root) == ["2018", "10", "2022", "30"]
    titles = [e.text for e in root.iter(f"{NS}title")]
    assert titles == ["2018年：10件", "2019年：12件", "2022年：30件"]


def test_spark_of_estimates_is_hollow() -> None:
    s = series(
        "a",
        [
            Point(observation("a", 1, 2020), "main"),
            Point(observation("a", 2, 2021, status="estimate"), "main"),
        ],
    )
    fills = [e.attrib["fill"] for e in _parse(spark(s, colours(trend(s))["a"], DARK)).iter(f"{NS}circle")]
    assert fills[1] == DARK.paper != fills[0]


def test_small_map_draws_each_district_once_and_inside() -> None:
    found = [district("a", 1), district("b", 2), district("c", 3)]
    shapes = {
        "a": Shape("a", square(117, 39), 117, 39),
        "b": Shape(
            "b",
            '{"type": "MultiPolygon", "coordinates": [[[[118,39],[119,39],[119,40],[118,39]]]]}',
            118.6,
            39.4,
        ),
    }
    fills = {"a": "#112233", "b": "#445566", "c": "#778899"}
    root = _parse(small_map(found, shapes, fills, ZH, 300, 220))
    paths = [p for p in root.iter(f"{NS}path") if "fill" in p.attrib]
    assert len(paths) == 2
    assert len({p.attrib["fill"] for p in paths}) == 2
    assert set(_texts(root)) == {"a区", "b区"}
    numbers = [float(n) for p in paths for n in re.findall(r"-?[\d.]+", p.attrib["d"])]
    assert min(numbers) >= 0
    assert max(numbers) <= 300
    assert small_map(found[2:], shapes, fills, ZH) == ""


def test_a_district_without_colour_is_hatched_in_a_small_map() -> None:
    found = [district("a", 1), district("b", 2)]
    shapes = {"a": Shape("a", square(117, 39), 117, 39), "b": Shape("b", square(118, 39), 118, 39)}
    root = _parse(small_map(found, shapes, {"a": "#112233", "b": None}, ZH))
    fills = [p.attrib["fill"] for p in root.iter(f"{NS}path") if "fill" in p.attrib]
    [pattern] = root.iter(f"{NS}pattern")
    assert fills == ["#112233", f"url(#{pattern.attrib['id']})"]
    assert not list(_parse(small_map(found, shapes, {"a": "#1", "b": "#2"}, ZH)).iter(f"{NS}pattern"))
