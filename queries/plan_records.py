"""The rows of plans as typed tuples; field names are the column names of the data dictionary."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple


class Task(NamedTuple):
    """One task of a district's plan."""

    task_id: str
    district_id: str
    ordinal: int
    chapter_no: int
    chapter_zh: str
    chapter_en: str
    title_zh: str
    title_en: str
    due: dt.date | None
    dimension_id: str
    document_id: str


class Unit(NamedTuple):
    """A body that carries tasks; `group` units stand for many and are no single body."""

    unit_id: str
    name_zh: str
    name_en: str
    kind: str


class Target(NamedTuple):
    """What a district requires of itself: a target to be reached, or a standard to be kept."""

    target_id: str
    district_id: str
    metric_id: str
    comparator: str
    value: float
    period_start: dt.date | None
    due: dt.date | None
    kind: str
    scope_name_zh: str | None
    scope_name_en: str | None
    document_id: str
    section: str | None
    as_written: str
    task_id: str | None


class StateRule(NamedTuple):
    """One rule by which a requirement gets its state; the first that fits counts."""

    ordinal: int
    evidence: str
    timing: str
    state: str
    level: str
    sign: str
    name_zh: str
    name_en: str
    text_zh: str
    text_en: str
