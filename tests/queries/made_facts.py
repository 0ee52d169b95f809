"""Facts nobody has published: figures in a database of their own, on the catalogue of the shipped one."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from data.contracts import TABLES
from data.schema import columns
from queries.observations import FIELDS
from queries.records import Doubt, Observation
from queries.store import Store

DOCUMENT = "tongzhou-lbg-2023"


class MadeStore(Store):
    """A store in memory that holds only the figures it is given."""

    def __init__(self, like: Store, figures: Sequence[Observation], doubts: Sequence[Doubt] = ()) -> None:
        self.path = Path(":memory:")
        self._connection = duckdb.connect(":memory:")
        self._local = threading.local()
        kinds = dict(columns(next(t for t in TABLES if t.name == "observations")))
        names = FIELDS.split(", ")
        definitions = ", ".join(f"{name} {kinds[name]}" for name in names)
        self._connection.execute(f"CREATE TABLE observations ({definitions})")
        if figures:
            row = f"({', '.join('?' * len(names))})"
            self._connection.execute(
                f"INSERT INTO observations VALUES {', '.join([row] * len(figures))}",
                [cell for o in figures for cell in o],
            )
        self.__dict__["meta"] = like.meta
        self.__dict__["catalogue"] = replace(like.catalogue, doubts=tuple(doubts))


def observation(
    observation_id: str,
    district_id: str,
    metric_id: str,
    year: int,
    low: float | None,
    high: float | None,
    **cells: object,
) -> Observation:
    """A figure of a whole district for a whole year, or as of its last day."""
    value = low if low is not None else high
    qualifier = "exact" if low == high else "at_least" if high is None else "approx" if low else "at_most"
    blank = dict.fromkeys(Observation._fields)
    return Observation(
        **(
            blank
            | {
                "observation_id": observation_id,
                "district_id": district_id,
                "metric_id": metric_id,
                "period_start": dt.date(year, 1, 1),
                "period_end": dt.date(year, 12, 31),
                "period_basis": "year",
                "value": value,
                "value_low": low,
                "value_high": high,
                "qualifier": qualifier,
                "status": "actual",
                "scope": "district",
                "document_id": DOCUMENT,
                "as_written": "",
                "year": year,
            }
            | cells
        )  # type: ignore[arg-type]
    )


def doubt(
    metric_id: str, districts: list[str], bars: str, first: int | None = None, last: int | None = None
) -> Doubt:
    """A doubt on a metric of some districts."""
    return Doubt("made", [metric_id], districts, first, last, "do_not_compare", bars, "存疑", "Doubtful")
