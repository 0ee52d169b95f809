"""Answers as flat rows: one row a figure, in columns that `COLUMNS` explains.

The API writes these rows, and `Rows.to_frame` gives them to analysts as a pandas DataFrame.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from data.contracts import TABLES
from queries.intervals import Interval
from queries.records import District, Document, Metric, Observation

if TYPE_CHECKING:
    import pandas as pd

    from queries.comparability import Figure
    from queries.comparison import Comparison
    from queries.overviews import Pair
    from queries.trend import Trend
    from queries.two_years import TwoYears

_NAMES = ("district_id", "district_name_zh", "district_name_en")
#: The columns of a figure: those of observations.csv, its year, and names, unit and reliability for readers.
OBSERVATION = (
    *Observation._fields,
    *_NAMES[1:],
    "metric_name_zh",
    "metric_name_en",
    "unit_zh",
    "unit_en",
    "reliability",
)
#: What a comparison and a trend add to a figure.
RANKED = ("rank_first", "rank_last", "compared", "reasons", "conflicts")
POINT = ("role", "joined")
STEP = (
    *_NAMES,
    "metric_id",
    *(f"{name}_{end}" for end in ("before", "after") for name in ("observation_id", "year", "value")),
    "change_low",
    "change_high",
    "doubt_id",
)
PAIR = (
    *_NAMES,
    *(f"{name}_{axis}" for axis in ("x", "y") for name in ("metric_id", "observation_id", "value")),
)

_OF_OBSERVATIONS = next(t for t in TABLES if t.name == "observations")
#: Every column → what it means and, of numbers, in which unit: values are in that which `unit_zh` and `unit_en` name.
COLUMNS: Mapping[str, str] = {
    **{c.name: c.en for c in _OF_OBSERVATIONS.columns},
    "year": "Year of the end of the period",
    "district_name_zh": "Name of the district in Chinese",
    "district_name_en": "Name of the district in English",
    "metric_name_zh": "Name of the metric in Chinese",
    "metric_name_en": "Name of the metric in English",
    "unit_zh": "Unit of value, value_low and value_high in Chinese",
    "unit_en": "Unit of value, value_low and value_high in English",
    "reliability": "Kind of source: official, press or secondary",
    "rank_first": "The best rank that the exactness of the figures allows; missing for figures that are not ranked",
    "rank_last": "The worst such rank",
    "compared": "Whether the figure is ranked",
    "reasons": "Codes of why it is not, a list",
    "conflicts": "Identifiers of figures of the same district and period that say otherwise, a list",
    "role": "main: on the line; twin: conflicts with it; aside: of part of a year or of the district",
    "joined": "Whether the line from the main figure before may be drawn",
    "change_low": "Lower bound of the change, in the unit of the metric; missing where it is open or forbidden",
    "change_high": "Upper bound of the change",
    "doubt_id": "The doubt that forbids the change",
    **{
        f"{name}_{end}": f"{text}, {when}"
        for name, text in (
            ("observation_id", "Identifier of the figure"),
            ("year", "Year"),
            ("value", "Value"),
        )
        for end, when in (("before", "the earlier year"), ("after", "the later year"))
    },
    **{
        f"{name}_{axis}": f"{text} of the {which} metric"
        for name, text in (("metric_id", "Identifier"), ("observation_id", "Figure"), ("value", "Value"))
        for axis, which in (("x", "first"), ("y", "second"))
    },
}


class Rows(NamedTuple):
    """Rows under their columns."""

    columns: tuple[str, ...]
    data: list[tuple[Any, ...]]

    def to_frame(self) -> pd.DataFrame:
        """Return a tidy pandas DataFrame: a row a figure, columns as `COLUMNS` explains, days as datetime64."""
        import pandas as pd

        frame = pd.DataFrame(self.data, columns=list(self.columns))
        for name in ("period_start", "period_end"):
            if name in frame:
                frame[name] = pd.to_datetime(frame[name])
        return frame


def observation_row(
    o: Observation, district: District, metric: Metric, document: Document
) -> tuple[Any, ...]:
    """Return one figure as a row of `OBSERVATION`; a calculated figure brings the metric it is shown under."""
    names = (district.name_zh, district.name_en, metric.name_zh, metric.name_en)
    return (*o, *names, metric.unit_zh, metric.unit_en, document.reliability)


def bounds(values: Interval | None) -> tuple[float | None, float | None]:
    """Return both ends of an interval; None where it is open, or where there is none."""
    if values is None:
        return None, None
    low, high = (v if isfinite(v) else None for v in values)
    return low, high


def of_comparison(c: Comparison) -> Rows:
    """Return every figure of a comparison as a row of `OBSERVATION` and `RANKED`, in the order of display."""
    districts, documents = _by_id(c)
    data = [
        (
            *observation_row(
                f.observation,
                districts[f.observation.district_id],
                c.metric,
                documents[f.observation.document_id],
            ),
            *rank_row(f),
            [r.code for r in f.reasons],
            [x.observation_id for x in f.conflicts],
        )
        for f in c.judgement.figures
    ]
    return Rows((*OBSERVATION, *RANKED), data)


def rank_row(f: Figure) -> tuple[int | None, int | None, bool]:
    """Return the ranks a figure may have, and whether it is ranked."""
    return (f.rank.first if f.rank else None, f.rank.last if f.rank else None, f.compared)


def of_trend(t: Trend) -> Rows:
    """Return every figure of a trend as a row of `OBSERVATION` and `POINT`, district by district, oldest first."""
    documents = {d.document_id: d for d in t.documents}
    data = [
        (
            *observation_row(p.observation, s.district, t.metric, documents[p.observation.document_id]),
            p.role,
            p.joined,
        )
        for s in t.series
        for p in s.points
    ]
    return Rows((*OBSERVATION, *POINT), data)


def of_two_years(t: TwoYears) -> Rows:
    """Return a row of `STEP` for each district that has figures in both years."""
    data = []
    for s in t.steps:
        ends = (s.before.observation, s.after.observation)
        figures = (x for o in ends for x in (o.observation_id, o.year, o.value))
        doubt = s.doubt.doubt_id if s.doubt else None
        data.append((*_names(s.district), t.metric.metric_id, *figures, *bounds(s.change), doubt))
    return Rows(STEP, data)


def of_pair(p: Pair) -> Rows:
    """Return a row of `PAIR` for each district that is ranked in both metrics."""
    districts = {d.district_id: d for d in p.x.districts}
    x, y = ({f.observation.district_id: f.observation for f in c.judgement.compared} for c in (p.x, p.y))
    data = [
        (*_names(districts[d]), *(v for o in (x[d], y[d]) for v in (o.metric_id, o.observation_id, o.value)))
        for d in p.district_ids
    ]
    return Rows(PAIR, data)


def _names(d: District) -> tuple[str, str, str]:
    return d.district_id, d.name_zh, d.name_en


def _by_id(c: Comparison) -> tuple[dict[str, District], dict[str, Document]]:
    return {d.district_id: d for d in c.districts}, {d.document_id: d for d in c.documents}
