"""Whatever stands in the operator's boundary file is named like any other violation, never a traceback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from data.boundaries import boundaries
from data.check import load
from data.settings import PACKAGE_FOLDER

DISTRICTS: Any = load(PACKAGE_FOLDER).values("districts")
FEATURE = (
    '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"adcode": "120103"},'
    ' "geometry": {"type": "Polygon", "coordinates": %s}}]}'
)
RING = "[[[%s, 39], [118, 39], [118, 40], [117, 39]]]"
HOSTILE = {
    "hundreds of digits": FEATURE % (RING % ("9" * 400)),
    "thousands of digits": FEATURE % (RING % ("9" * 5000)),
    "huge exponent": FEATURE % (RING % "1e400"),
    "nan": FEATURE % (RING % "NaN"),
    "infinity": FEATURE % (RING % "-Infinity"),
    "true": FEATURE % (RING % "true"),
    "null": FEATURE % (RING % "null"),
    "text": FEATURE % (RING % '"117"'),
    "deep": FEATURE % ("[" * 500 + "117, 39" + "]" * 500),
    "deeper": FEATURE % ("[" * 200_000 + "117, 39" + "]" * 200_000),
    "object": FEATURE % "{}",
    "number": FEATURE % "7",
    "open ring": FEATURE % "[[[117, 39], [118, 39]]]",
    "uneven": FEATURE % "[[[117, 39], [[118, 39]]]]",
    "one level short": FEATURE % "[[117, 39], [118, 39], [118, 40], [117, 39]]",
    "lone surrogate": '{"type": "FeatureCollection", "features": ["\\ud800"]}',
    "code is a list": '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"adcode": [1]},'
    ' "geometry": null}]}',
    "code of digits": '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"adcode": '
    + "9" * 4000
    + '}, "geometry": null}]}',
    "type is a list": '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": '
    '{"adcode": 120103}, "geometry": {"type": ["Polygon"]}}]}',
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_json_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    path = tmp_path / "own.geojson"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("QUJIAN_BOUNDARIES", str(path))
    found = boundaries(DISTRICTS).violations
    assert found
    assert all(v.file == str(path) and v.reason_zh and v.text("zh") for v in found)


def test_heights_and_boxes_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ring = [[117, 39, 10**400], [118, 39, 1], [118, 40, 1], [117, 39, 1]]
    geometry = {"type": "Polygon", "coordinates": [ring], "bbox": [10**400]}
    feature = {"type": "Feature", "properties": {"adcode": 120103}, "geometry": geometry}
    path = tmp_path / "own.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    monkeypatch.setenv("QUJIAN_BOUNDARIES", str(path))
    found = boundaries(DISTRICTS)
    assert found.violations == []
    assert found.shapes["hexi"].bounds == (117, 39, 118, 40)
