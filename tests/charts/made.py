"""Comparisons and trends made by hand: charts are drawn without a database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from charts.theme import Theme, styles
from locales import words
from queries.comparability import JudgedObservation, Judgement, Reason, Verdict
from queries.comparison import Comparison, Missing
from queries.intervals import Interval, RankRange
from queries.map_values import Place, Shape
from queries.records import District, Document, Doubt, Metric, Observation
from queries.trend import Break, Point, Series, Trend

METRIC = Metric(
    "cases",
    "law",
    "案件数",
    "Cases",
    "件",
    "cases",
    "count",
    "neutral",
    "flow",
    "no",
    "no",
    0,
    "定义",
    "It.",
    1,
)
MONEY = METRIC._replace(
    metric_id="gdp", name_zh="总值", name_en="GDP", unit_zh="亿元", unit_en="100 million yuan", decimals=2
)
RATE = METRIC._replace(
    metric_id="rate", name_zh="比率", name_en="Rate", unit_zh="%", unit_en="%", measure="rate", decimals=1
)
DOUBT = Doubt("d1", [], [], 2020, None, "do_not_compare", "years", "口径变了", "The basis changed.")

ZH, EN = Theme(words("zh")), Theme(words("en"))
DARK = Theme(words("zh"), "dark")


def district(district_id: str, ordinal: int = 1, city: str = "天津市", city_en: str = "Tianjin") -> District:
    return District(
        district_id, f"{ordinal:06}", f"{district_id}区", district_id, city, city_en, city, city_en, ordinal
    )


def document(document_id: str = "doc", title: str = "公报") -> Document:
    return Document(
        document_id,
        None,
        title,
        title,
        "区政府",
        "Government",
        "report",
        None,
        None,
        "no",
        None,
        "official",
        1,
    )


def observation(district_id: str, value: float, year: int = 2022, **changes: Any) -> Observation:
    """An exact, actual figure of a whole district and year, but for the changes."""
    qualifier = changes.get("qualifier", "exact")
    low = None if qualifier == "at_most" else changes.pop("low", value)
    high = None if qualifier == "at_least" else changes.pop("high", value)
    plain = Observation(
        f"{district_id}-{year}",
        district_id,
        "cases",
        dt.date(year, 1, 1),
        dt.date(year, 12, 31),
        "year",
        value,
        low,
        high,
        "exact",
        "actual",
        "district",
        None,
        None,
        "doc",
        None,
        f"{value}件",
        None,
        None,
        year,
    )
    return plain._replace(**changes)


def ranked(
    *observations: Observation, conflicts: dict[str, Sequence[Observation]] | None = None
) -> list[JudgedObservation]:
    """Figures that take part in an order, in the order given."""
    return [
        JudgedObservation(o, rank=RankRange(i, i), conflicts=tuple((conflicts or {}).get(o.district_id, ())))
        for i, o in enumerate(observations, 1)
    ]


def unranked(*observations: Observation) -> list[JudgedObservation]:
    """Figures that are not ranked."""
    return [JudgedObservation(o, (Reason("scope"),)) for o in observations]


def comparison(
    compared: Sequence[JudgedObservation] = (),
    not_ranked: Sequence[JudgedObservation] = (),
    metric: Metric = METRIC,
    median: Interval | None = None,
    missing: Sequence[str] = (),
    everyone: Sequence[District] | None = None,
) -> Comparison:
    ids = dict.fromkeys([*(f.observation.district_id for f in [*compared, *not_ranked]), *missing])
    verdict: Verdict = "comparable" if compared and not not_ranked else "partly" if compared else "none"
    return Comparison(
        metric=metric,
        year=2022,
        districts=tuple(everyone or [district(d, i) for i, d in enumerate(ids, 1)]),
        judgement=Judgement(verdict, tuple(compared), tuple(not_ranked), median=median),
        missing=tuple(Missing(d, "not_in_sources") for d in missing),
        doubts=(),
        documents=(document(),),
        data_version="1",
    )


def series(
    district_id: str, points: Sequence[Point], breaks: Sequence[Break] = (), metric: Metric = METRIC
) -> Series:
    return Series(metric, district(district_id), tuple(points), tuple(breaks))


def trend(*found: Series) -> Trend:
    return Trend(found[0].metric if found else METRIC, found, (), (), (document(),), "1")


def colours(c: Comparison | Trend, theme: Theme = ZH) -> dict[str, Any]:
    """The marks of the districts of a comparison or trend."""
    everyone = list(c.districts) if isinstance(c, Comparison) else [s.district for s in c.series]
    return styles(everyone, [d.district_id for d in everyone], theme.mode)


def square(lon: float, lat: float, half: float = 0.1) -> str:
    """A square around a point, as GeoJSON."""
    west, east, south, north = lon - half, lon + half, lat - half, lat + half
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return f'{{"type": "Polygon", "coordinates": [{ring}]}}'


def place(d: District, lon: float, lat: float, figure: JudgedObservation | None = None) -> Place:
    return Place(d, Shape(d.district_id, square(lon, lat), lon, lat), figure)


def texts_in(value: object) -> Iterator[str]:
    """Every text anywhere inside something read from JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)
