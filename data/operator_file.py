"""Which shapes does the operator's own GeoJSON file give, and what is wrong with it?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from data.violations import Reason, Violation, violation

# Longitudes and latitudes of China with some room: anything else is metres, or latitude before longitude.
_LON, _LAT = (70.0, 140.0), (3.0, 55.0)

_NOT_READ = Reason(
    "无法读取，请检查 QUJIAN_BOUNDARIES 所写的路径", "cannot be read: check the path in QUJIAN_BOUNDARIES"
)
_NOT_UTF8 = Reason("不是 UTF-8 编码，请另存为 UTF-8", "is not UTF-8: save it as UTF-8")
_NOT_JSON = Reason("不是 JSON，请重新导出 GeoJSON", "is not JSON here: export the GeoJSON anew")
_NOT_COLLECTION = Reason(
    "不是 GeoJSON 的 FeatureCollection，请按此格式导出",
    "is not a GeoJSON FeatureCollection: export it as one",
)
_NOT_FEATURE = Reason("不是 Feature，请检查导出", "is not a Feature: check the export")
_NO_CODE = Reason(
    "属性中既无 adcode 也无 district_id，请补上其一",
    "has neither adcode nor district_id among its properties: add one",
)
_NOT_AREA = Reason("图形须为 Polygon 或 MultiPolygon", "must be a Polygon or MultiPolygon")
_NOT_DRAWN = Reason("坐标写法有误，请检查导出", "has coordinates that cannot be read: check the export")
_NOT_DEGREES = Reason(
    "坐标须为 WGS-84 经纬度（先经度后纬度，单位为度）",
    "must be WGS-84 degrees, longitude first: reproject the file",
)
_TWICE = Reason("同一区出现两次，只留一个", "draws a district a second time: keep one feature for it")
_NONE_KNOWN = Reason(
    "没有一个图形属于 districts.csv 中的区，请核对 adcode",
    "has no feature for any row of districts.csv: check its adcodes",
)


class _FeatureError(Exception):
    """One feature cannot be used."""

    def __init__(self, reason: Reason, value: str = "", column: str = "") -> None:
        self.reason, self.value, self.column = reason, value, column
        super().__init__(reason.en)


def read(
    path: Path, districts: Sequence[Mapping[str, Any]]
) -> tuple[dict[str, BaseGeometry], list[Violation]]:
    """Which of these districts have which shape in the file, and what is wrong with the file?"""
    try:
        features = _features(path)
    except _FeatureError as broken:
        return {}, [violation(str(path), int(broken.column or 0), "", broken.value, broken.reason)]
    shapes: dict[str, BaseGeometry] = {}
    violations: list[Violation] = []
    for number, feature in enumerate(features):
        place = f"features[{number}]"
        try:
            district = _district(feature, districts)
            if district is None:
                continue
            if district in shapes:
                raise _FeatureError(_TWICE, district)
            shapes[district] = _shape(feature)
        except _FeatureError as broken:
            violations.append(violation(str(path), 0, place + broken.column, broken.value, broken.reason))
    if not shapes and not violations:
        violations.append(violation(str(path), 0, "", "", _NONE_KNOWN))
    order = [str(row.get("district_id")) for row in districts]
    return {district: shapes[district] for district in order if district in shapes}, violations


def _features(path: Path) -> list[Any]:
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise _FeatureError(_NOT_READ, error.strerror or "") from None
    except UnicodeDecodeError:
        raise _FeatureError(_NOT_UTF8) from None
    except json.JSONDecodeError as error:
        raise _FeatureError(_NOT_JSON, error.msg, str(error.lineno)) from None
    except (RecursionError, ValueError):  # too deep, or a number of thousands of digits
        raise _FeatureError(_NOT_JSON) from None
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or content.get("type") != "FeatureCollection":
        raise _FeatureError(_NOT_COLLECTION)
    return features


def _district(feature: Any, districts: Sequence[Mapping[str, Any]]) -> str | None:
    """Which district does the feature draw? None where it is one that we do not compare."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise _FeatureError(_NOT_FEATURE)
    properties = feature.get("properties")
    given = {} if not isinstance(properties, dict) else properties
    if given.get("adcode") is None and given.get("district_id") is None:
        raise _FeatureError(_NO_CODE, column=".properties")
    for row in districts:
        if str(row.get("adcode")) == str(given.get("adcode")) or row.get("district_id") == given.get(
            "district_id"
        ):
            return str(row.get("district_id"))
    return None


def _shape(feature: dict[str, Any]) -> BaseGeometry:
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise _FeatureError(
            _NOT_AREA, str(geometry.get("type")) if isinstance(geometry, dict) else "", ".geometry"
        )
    if not all(_LON[0] <= lon <= _LON[1] and _LAT[0] <= lat <= _LAT[1] for lon, lat in _points(geometry)):
        raise _FeatureError(_NOT_DEGREES, column=".geometry")
    try:
        # Only what was looked at above goes on: bounding boxes and heights may hold anything.
        shape = shapely.from_geojson(
            json.dumps({"type": geometry["type"], "coordinates": _without_heights(geometry["coordinates"])})
        )
    except (shapely.errors.ShapelyError, ValueError, RecursionError):
        raise _FeatureError(_NOT_DRAWN, column=".geometry") from None
    if shape.is_empty:
        raise _FeatureError(_NOT_DRAWN, column=".geometry")
    if not shape.is_valid:
        fault = shapely.is_valid_reason(shape)
        raise _FeatureError(
            Reason(
                f"图形自相矛盾（{fault}），请修补后重新导出",
                f"is not a proper area ({fault}): repair it and export anew",
            ),
            column=".geometry",
        )
    return shape


def _points(geometry: dict[str, Any]) -> Iterator[tuple[float, float]]:
    """All points of the geometry. Raises _FeatureError where something else stands in their place."""
    open_parts = [geometry.get("coordinates")]
    while open_parts:
        part = open_parts.pop()
        if not isinstance(part, list) or not part:
            raise _FeatureError(_NOT_DRAWN, column=".geometry")
        if all(isinstance(item, list) for item in part):
            open_parts.extend(part)
        elif len(part) >= 2 and all(_is_number(item) for item in part):
            # Compared as they are: a whole number of hundreds of digits fits no float.
            yield part[0], part[1]
        else:
            raise _FeatureError(_NOT_DRAWN, column=".geometry")


def _is_number(item: object) -> bool:
    return isinstance(item, (int, float)) and not isinstance(item, bool)


def _without_heights(part: list[Any]) -> list[Any]:
    """The same coordinates, each with longitude and latitude only."""
    return [_without_heights(item) for item in part] if isinstance(part[0], list) else part[:2]
