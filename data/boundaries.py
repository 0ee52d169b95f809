"""Where do the districts lie? Shapes from the operator's file, else from the installed package, else none.

The package (geotool-cn) holds boundaries in WGS-84 whose licence is not clear: they are read from the
installation when a database is built, and nothing derived from them is kept with this project.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import metadata, util
from typing import TYPE_CHECKING, Any

from data import settings
from data.violations import Reason, Violation, violation

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

PACKAGE = "geotool-cn"
_MODULE = "GeoToolCN"

# A page with all shapes stays light: on average so many points a district (about 12 kB) are kept.
_POINTS_PER_DISTRICT = 600
_FIRST_TOLERANCE = 0.0002
_OUTLINE_TOLERANCE = 0.03
_DIGITS = 5

TableRow = tuple[str | float | None, ...]


@dataclass
class Boundaries:
    """Shapes of districts, outlines of provinces (adcode, name, shape), their source and its faults."""

    kind: str = "none"
    name: str = ""
    approval: str | None = None
    shapes: dict[str, BaseGeometry] = field(default_factory=dict)
    outlines: list[tuple[str, str, BaseGeometry]] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)

    def tables(self) -> dict[str, list[TableRow]]:
        """The rows of the tables boundaries, province_outlines and boundary_source."""
        rows: list[TableRow] = []
        for district, shape in _light(self.shapes).items():
            rows.append((district, _geojson(shape), *_middle(shape)))
        outlines = _outlined(self.outlines)
        return {
            "boundaries": rows,
            "province_outlines": [(code, name, _geojson(shape)) for code, name, shape in outlines],
            "boundary_source": [(self.kind, self.name, self.approval)],
        }


def boundaries(districts: Sequence[Mapping[str, Any]]) -> Boundaries:
    """Which shapes do these rows of districts.csv have? A district without a shape is left out."""
    path = settings.boundary_file()
    if path:
        from data.operator_file import read  # needs shapely

        shapes, violations = read(path, districts)
        return Boundaries("operator", path.name, settings.map_approval(), shapes, violations=violations)
    return _packaged(districts)


def without_shape(
    boundaries: Boundaries, districts: Iterable[tuple[int, Mapping[str, Any]]]
) -> list[Violation]:
    """Which rows of districts.csv (with their lines) no map will show? A warning each; it stops no build."""
    if boundaries.violations or not boundaries.shapes:
        return []
    return [
        violation("districts.csv", line, "adcode", str(row.get("adcode")), _NO_BOUNDARY)
        for line, row in districts
        if row.get("district_id") not in boundaries.shapes
    ]


_NO_BOUNDARY = Reason(
    "没有边界，地图上不显示该区，请核对代码或边界文件",
    "has no boundary and will not be on the map: check the code, or the file of boundaries",
)


def fingerprint() -> list[bytes]:
    """From what would the shapes come? Other bytes, other shapes."""
    path = settings.boundary_file()
    drawing = repr((_POINTS_PER_DISTRICT, _FIRST_TOLERANCE, _OUTLINE_TOLERANCE, _DIGITS)).encode()
    if not path:
        return [drawing, b"package", PACKAGE.encode(), (_package_version() or "").encode()]
    try:
        content = path.read_bytes()
    except OSError:
        content = b""  # reading it for the build says what is wrong
    return [drawing, b"operator", path.name.encode(), (settings.map_approval() or "").encode(), content]


def _package_version() -> str | None:
    if util.find_spec(_MODULE) is None:
        return None
    try:
        return metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:
        return None


def _packaged(districts: Sequence[Mapping[str, Any]]) -> Boundaries:
    version = _package_version()
    if version is None:
        return Boundaries()
    names = {str(d.get("adcode"))[:2] + "0000": str(d.get("province_zh")) for d in districts}
    codes = {str(d.get("district_id")): str(d.get("adcode")) for d in districts}
    found, outlines = _shapes(tuple(codes.values()), tuple(sorted(names)))
    shapes = {district: found[code] for district, code in codes.items() if code in found}
    outlined = [(code, names[code], outline) for code, outline in outlines.items()]
    return Boundaries("package", f"{PACKAGE} {version}", shapes=shapes, outlines=outlined)


@lru_cache(maxsize=2)
def _shapes(
    districts: tuple[str, ...], provinces: tuple[str, ...]
) -> tuple[Mapping[str, BaseGeometry], Mapping[str, BaseGeometry]]:
    """The shapes of districts and of provinces, those that the package has.

    Kept, because versions differ in their figures and hardly in their districts; opening the package is slow.
    """
    from GeoToolCN import GeoTool  # may be absent

    with GeoTool() as tool:
        found = (
            {code: shape for code in codes if (shape := _decoded(tool, code, level)) is not None}
            for codes, level in ((districts, "district"), (provinces, "province"))
        )
        return next(found), next(found)


def _decoded(tool: Any, adcode: str, level: str) -> BaseGeometry | None:
    """The shape of one division. The package has no public way to it, hence its version is pinned."""
    from shapely import make_valid
    from shapely.geometry import MultiPolygon

    table = tool._data
    index = table.index_of(adcode, level)
    stored = None if index is None else table.geometry(index)
    if stored is None:
        return None
    _, polygons = stored
    rings = [[_ring(table.scale, *ring) for ring in polygon] for polygon in polygons]
    shape: BaseGeometry = make_valid(MultiPolygon([(outer, holes) for outer, *holes in rings]))
    return shape


def _ring(scale: float, xs: Sequence[float], ys: Sequence[float]) -> list[tuple[float, float]]:
    return [(x / scale, y / scale) for x, y in zip(xs, ys, strict=True)]


def _light(shapes: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """The same shapes with fewer points where there are too many; edges shared by neighbours stay shared."""
    import shapely

    geometries, tolerance = list(shapes.values()), _FIRST_TOLERANCE
    light = geometries
    while shapely.get_num_coordinates(light).sum() > _POINTS_PER_DISTRICT * len(shapes) and tolerance < 1:
        light = list(shapely.coverage_simplify(geometries, tolerance))
        tolerance *= 1.5
    return dict(zip(shapes, light, strict=True))


def _outlined(outlines: list[tuple[str, str, BaseGeometry]]) -> list[tuple[str, str, BaseGeometry]]:
    import shapely

    simple = shapely.coverage_simplify([shape for _, _, shape in outlines], _OUTLINE_TOLERANCE)
    return [(code, name, shape) for (code, name, _), shape in zip(outlines, simple, strict=True)]


def _geojson(shape: BaseGeometry) -> str:
    from shapely.geometry import mapping

    content = mapping(shape)
    return json.dumps(
        {"type": content["type"], "coordinates": _rounded(content["coordinates"])}, separators=(",", ":")
    )


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, (int, float)):
        return round(float(coordinates), _DIGITS)
    return [_rounded(part) for part in coordinates]


def _middle(shape: BaseGeometry) -> tuple[float, float]:
    """The point inside that lies farthest from the border, where a label has most room."""
    import shapely

    lon, lat = shapely.maximum_inscribed_circle(shape).coords[0]
    return round(lon, _DIGITS), round(lat, _DIGITS)
