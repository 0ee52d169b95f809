"""The rows of the store as typed tuples; field names are the column names of the data dictionary."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple


class District(NamedTuple):
    """A district (区)."""

    district_id: str
    adcode: str
    name_zh: str
    name_en: str
    city_zh: str
    city_en: str
    province_zh: str
    province_en: str
    ordinal: int


class Dimension(NamedTuple):
    """A field of law-based government; `context` holds population, economy and area."""

    dimension_id: str
    name_zh: str
    name_en: str
    ordinal: int


class Metric(NamedTuple):
    """What is counted: unit, direction, basis (flow or stock) and definition."""

    metric_id: str
    dimension_id: str
    name_zh: str
    name_en: str
    unit_zh: str
    unit_en: str
    measure: str
    better: str
    basis: str
    per_capita: str
    share: str
    decimals: int
    definition_zh: str
    definition_en: str
    ordinal: int


class Document(NamedTuple):
    """A source document with its publisher, date, address and reliability."""

    document_id: str
    district_id: str | None
    title_zh: str
    title_en: str
    publisher_zh: str
    publisher_en: str
    kind: str
    published_on: dt.date | None
    report_year: int | None
    final_accounts: str
    url: str | None
    reliability: str
    ordinal: int
    #: The file in which a document was read in full; None where only excerpts of it were.
    seed_file: str | None = None

    @property
    def in_full(self) -> bool:
        """Whether all of it was read: what is not found in excerpts it may still contain."""
        return bool(self.seed_file)


class Doubt(NamedTuple):
    """A warning that goes with metrics, districts and years; empty lists and bounds mean all."""

    doubt_id: str
    metric_ids: list[str]
    district_ids: list[str]
    year_from: int | None
    year_to: int | None
    severity: str
    bars: str
    text_zh: str
    text_en: str

    def covers(self, metric_id: str, district_id: str, year: int) -> bool:
        """Whether the doubt touches a figure of this metric, district and year of period end."""
        return (
            (not self.metric_ids or metric_id in self.metric_ids)
            and (not self.district_ids or district_id in self.district_ids)
            and (self.year_from is None or year >= self.year_from)
            and (self.year_to is None or year <= self.year_to)
        )


class Absence(NamedTuple):
    """Where a document says that a figure is not published or cannot exist."""

    metric_id: str
    district_id: str
    year_from: int | None
    year_to: int | None
    kind: str
    document_id: str
    note_zh: str | None
    note_en: str | None


class Relation(NamedTuple):
    """A sum, ratio, difference or growth that published figures should satisfy, and by how much they may not."""

    relation_id: str
    kind: str
    result_metric_id: str
    part_metric_ids: list[str]
    sense: str
    slack: float
    text_zh: str
    text_en: str
    tolerance_note_zh: str
    tolerance_note_en: str


class Preference(NamedTuple):
    """One criterion, in order, for choosing among several figures of one district, metric and period."""

    ordinal: int
    criterion: str
    text_zh: str
    text_en: str


class Practice(NamedTuple):
    """A type of practice by which districts can be set side by side."""

    practice_id: str
    dimension_id: str
    name_zh: str
    name_en: str
    question_zh: str
    question_en: str
    ordinal: int


class System(NamedTuple):
    """A platform, mechanism, service, honour, case or plan that a district describes."""

    system_id: str
    district_id: str
    dimension_id: str
    name_zh: str
    name_en: str
    kind: str
    level: str | None
    summary_zh: str
    summary_en: str
    year: int | None
    status: str
    document_id: str
    section: str | None
    practice_id: str | None


class Observation(NamedTuple):
    """One published figure with everything it rests on."""

    observation_id: str
    district_id: str
    metric_id: str
    period_start: dt.date
    period_end: dt.date
    period_basis: str
    value: float
    value_low: float | None
    value_high: float | None
    qualifier: str
    status: str
    scope: str
    scope_name_zh: str | None
    scope_name_en: str | None
    document_id: str
    section: str | None
    as_written: str
    note_zh: str | None
    note_en: str | None
    year: int

    @property
    def whole_district(self) -> bool:
        """Whether it speaks of the whole district and nothing narrower."""
        return self.scope == "district" and not self.scope_name_zh

    @property
    def period(self) -> tuple[dt.date, dt.date, str]:
        """The period and what it rests on: two figures share a period only if all three agree."""
        return (self.period_start, self.period_end, self.period_basis)


class Release(NamedTuple):
    """A published version of the data."""

    version: str
    released_on: dt.date
    text_zh: str
    text_en: str
