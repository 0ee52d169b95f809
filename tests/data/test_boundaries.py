"""Where the districts lie: from the package, from the operator's file, or unknown."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import Point, shape

from data.boundaries import Boundaries, boundaries
from data.build import DataError, build, version
from data.check import load
from data.settings import PACKAGE_FOLDER

DISTRICTS: Any = load(PACKAGE_FOLDER).values("districts")


def square(lon: float, lat: float, side: float = 0.1) -> dict[str, Any]:
    ring = [[lon, lat], [lon + side, lat], [lon + side, lat + side], [lon, lat + side], [lon, lat]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


@pytest.fixture
def operator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Write features (or any text) to the operator's file and point the settings to it."""

    def write(*features: Any, text: str | None = None) -> Path:
        path = tmp_path / "own.geojson"
        collection = {"type": "FeatureCollection", "features": list(features)}
        path.write_text(text if text is not None else json.dumps(collection), encoding="utf-8")
        monkeypatch.setenv("QUJIAN_BOUNDARIES", str(path))
        return path

    return write


def rows(found: Boundaries) -> dict[str, tuple[Any, ...]]:
    assert found.violations == []
    return {str(row[0]): row for row in found.tables()["boundaries"]}


def test_the_package_has_every_district() -> None:
    pytest.importorskip("GeoToolCN")
    found = boundaries(DISTRICTS)
    drawn = rows(found)
    assert list(drawn) == [row["district_id"] for row in DISTRICTS]
    for _, geometry, lon, lat in drawn.values():
        area = shape(json.loads(geometry))
        assert area.is_valid
        assert area.contains(Point(lon, lat))
    assert sum(len(row[1]) for row in drawn.values()) < 60_000
    assert found.tables()["boundary_source"] == [("package", "geotool-cn 3.1.0", None)]


def test_the_package_is_on_the_datum_of_maps() -> None:
    """GCJ-02 would put Tongzhou some 600 m off; in WGS-84 its middle is known to a few metres."""
    pytest.importorskip("GeoToolCN")
    middle = shape(json.loads(rows(boundaries(DISTRICTS))["tongzhou"][1])).centroid
    assert (middle.x, middle.y) == pytest.approx((116.7271, 39.8021), abs=0.0005)


def test_neighbours_share_their_edge() -> None:
    pytest.importorskip("GeoToolCN")
    drawn = rows(boundaries(DISTRICTS))
    hexi, hedong = (shape(json.loads(drawn[name][1])) for name in ("hexi", "hedong"))
    assert hexi.intersection(hedong).area == 0
    assert hexi.intersection(hedong).length > 0.03


def test_outlines_of_the_provinces() -> None:
    pytest.importorskip("GeoToolCN")
    outlines = boundaries(DISTRICTS).tables()["province_outlines"]
    assert [row[:2] for row in outlines] == [("110000", "北京市"), ("120000", "天津市"), ("610000", "陕西省")]
    assert sum(len(str(row[2])) for row in outlines) < 20_000
    assert shape(json.loads(str(outlines[0][2]))).contains(Point(116.4, 39.9))


def test_a_district_of_unknown_code_has_no_row() -> None:
    assert rows(boundaries([{"district_id": "x", "adcode": "999999", "province_zh": "某省"}])) == {}


def test_without_the_package_there_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_package = version(PACKAGE_FOLDER)
    monkeypatch.setitem(sys.modules, "GeoToolCN", None)
    assert version(PACKAGE_FOLDER) != with_package
    assert boundaries(DISTRICTS).tables() == {
        "boundaries": [],
        "province_outlines": [],
        "boundary_source": [("none", "", None)],
    }
    assert build(PACKAGE_FOLDER, tmp_path).is_file()


def test_the_operator_file_replaces_the_package(
    operator: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import duckdb

    before = version(PACKAGE_FOLDER)
    two_parts = {
        "type": "MultiPolygon",
        "coordinates": [square(117, 39)["coordinates"], square(118, 39, 0.2)["coordinates"]],
    }
    operator(
        feature(square(116.7, 39.8), adcode=110112),
        feature(two_parts, district_id="binhai"),
        feature(square(100, 30), adcode="510000"),
    )
    without_approval = version(PACKAGE_FOLDER)
    monkeypatch.setenv("QUJIAN_MAP_APPROVAL", "津S(2026)001")
    assert len({before, without_approval, version(PACKAGE_FOLDER)}) == 3

    path = build(PACKAGE_FOLDER, tmp_path / "store")
    with duckdb.connect(path, read_only=True) as connection:
        drawn = connection.execute("SELECT district_id, geometry, lon, lat FROM boundaries").fetchall()
        source = connection.execute("SELECT kind, name, approval FROM boundary_source").fetchall()
        outlines = connection.execute("SELECT count(*) FROM province_outlines").fetchone()
    assert [row[0] for row in drawn] == ["binhai", "tongzhou"]
    assert shape(json.loads(drawn[1][1])).equals(shape(square(116.7, 39.8)))
    assert shape(json.loads(drawn[0][1])).contains(Point(drawn[0][2:]))
    assert source == [("operator", "own.geojson", "津S(2026)001")]
    assert outlines == (0,), "outlines of another source would stand under the approval number"


def test_a_heavy_operator_file_is_thinned_along_shared_edges(operator: Callable[..., Path]) -> None:
    wave = [[117 + (i % 2) * 0.00005, 39 + i / 100_000] for i in range(10_000)]
    west = [*wave, [116.5, 39.1], [116.5, 39], wave[0]]
    east = [*wave, [117.5, 39.1], [117.5, 39], wave[0]]
    operator(
        *(
            feature({"type": "Polygon", "coordinates": [ring]}, district_id=name)
            for ring, name in ((west, "hexi"), (east, "hedong"))
        )
    )
    hexi, hedong = (shape(json.loads(row[1])) for row in rows(boundaries(DISTRICTS)).values())
    assert len(hexi.exterior.coords) + len(hedong.exterior.coords) < 1200
    assert hexi.intersection(hedong).area == 0
    assert hexi.union(hedong).geom_type == "Polygon"


BOW_TIE = {"type": "Polygon", "coordinates": [[[117, 39], [118, 40], [118, 39], [117, 40], [117, 39]]]}
FAULTS = [
    (feature(square(117, 39)), ".properties", "neither adcode nor district_id"),
    (feature(None, adcode="120103"), ".geometry", "must be a Polygon"),
    (feature({"type": "Point", "coordinates": [117, 39]}, adcode="120103"), ".geometry", "must be a Polygon"),
    (feature({"type": "Polygon", "coordinates": []}, adcode="120103"), ".geometry", "cannot be read"),
    (
        feature({"type": "Polygon", "coordinates": [[["a", "b"]]]}, adcode="120103"),
        ".geometry",
        "cannot be read",
    ),
    (
        feature({"type": "Polygon", "coordinates": [[117, 39]]}, adcode="120103"),
        ".geometry",
        "cannot be read",
    ),
    (feature(square(39, 117), adcode="120103"), ".geometry", "longitude first"),
    (feature(square(13_024_000, 4_730_000), adcode="120103"), ".geometry", "reproject"),
    (feature(BOW_TIE, adcode="120103"), ".geometry", "Self-intersection"),
    (feature(square(117, 39), adcode="120102"), "", "second time"),
    ({"type": "Polygon"}, "", "not a Feature"),
]


@pytest.mark.parametrize(("broken", "column", "words"), FAULTS, ids=[words for _, _, words in FAULTS])
def test_a_broken_feature_is_named(
    operator: Callable[..., Path], broken: Any, column: str, words: str
) -> None:
    path = operator(feature(square(117, 39), adcode="120102"), broken)
    [found] = boundaries(DISTRICTS).violations
    assert (found.file, found.column) == (str(path), f"features[1]{column}")
    assert words in found.reason_en


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('{"type": "FeatureCollection",\n"features": [', 2, "not JSON"),
        ("[" * 100_000, 0, "not JSON"),
        ("[]", 0, "not a GeoJSON FeatureCollection"),
        ('{"type": "Topology", "features": []}', 0, "not a GeoJSON FeatureCollection"),
        ('{"type": "FeatureCollection", "features": []}', 0, "no feature for any row"),
    ],
)
def test_a_broken_operator_file_stops_the_build(
    operator: Callable[..., Path], facts: Any, tmp_path: Path, text: str, line: int, words: str
) -> None:
    path = operator(text=text)
    other = facts.change("units", 0, kind="club")
    with pytest.raises(DataError) as caught:
        build(facts.path, tmp_path / "store")
    units, own = caught.value.violations
    assert (units.file, units.line) == ("units.csv", other)
    assert (own.file, own.line) == (str(path), line)
    assert words in own.reason_en


def test_an_operator_file_that_is_not_there(
    facts: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUJIAN_BOUNDARIES", str(tmp_path / "nowhere.geojson"))
    with pytest.raises(DataError, match=r"nowhere.geojson.*QUJIAN_BOUNDARIES"):
        build(facts.path, tmp_path / "store")
