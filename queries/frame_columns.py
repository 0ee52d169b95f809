"""The columns of tidy rows, in their order: name, kind, meaning and unit of each, by what a row stands for.

Columns that come from a CSV file mean what `data/contracts.py` says of them. The API's JSON, CSV and XLSX have the
same columns; names, order and kinds are relied on by scripts elsewhere.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from data.contracts import TABLES
from data.dictionary import MEANINGS
from queries.plan_records import Target, Task, Unit
from queries.records import (
    Dimension,
    District,
    Document,
    Doubt,
    Metric,
    Observation,
    Practice,
    Release,
    System,
)

Kind = Literal["text", "integer", "number", "date", "truth", "list"]
#: The pandas type of each kind. All but `list` know a missing value: NA, for dates NaT.
DTYPES: dict[Kind, str] = {
    "text": "string",
    "integer": "Int64",
    "number": "Float64",
    "date": "datetime64[s]",
    "truth": "boolean",
    "list": "object",
}
_KINDS: dict[str, Kind] = {
    "text": "text",
    "integer": "integer",
    "year": "integer",
    "decimal": "number",
    "date": "date",
    "enum": "text",
    "reference": "text",
    "references": "list",
}


class Column(NamedTuple):
    """A column of tidy rows: its name, kind, meaning and, for quantities, the unit."""

    name: str
    kind: Kind
    meaning: str
    unit: str = ""


Columns = tuple[Column, ...]


def _of_file(table: str, fields: tuple[str, ...], unit: str = "") -> Columns:
    """Return the columns of a CSV file that a record has, in the record's order; `unit` is that of its decimals."""
    known = {c.name: c for t in TABLES if t.name == table for c in t.columns}
    return tuple(
        Column(f, _KINDS[known[f].kind], known[f].en, unit if known[f].kind == "decimal" else "")
        if f in known
        else Column(f, "integer", MEANINGS[f][1])
        for f in fields
    )


def _named(stem: str, meaning: str) -> Columns:
    return (
        Column(f"{stem}_zh", "text", f"{meaning}, in Chinese"),
        Column(f"{stem}_en", "text", f"{meaning}, in English"),
    )


_OWN_UNIT = "unit_zh, unit_en"
_METRIC_UNIT = "that of the metric"
_DISTRICT_ID = Column("district_id", "text", "Identifier of the district")
_METRIC_ID = Column("metric_id", "text", "Identifier of the metric")
_PLACE_NAME = (_DISTRICT_ID, *_named("district_name", "Name of the district"))
_STATE = (
    Column("state", "text", "State by the first rule of state_rules.csv that fits"),
    Column("level", "text", "Alert level of the state: green, amber, red, none"),
    *_named("state", "Name of the state"),
)

DISTRICTS = _of_file("districts", District._fields)
DIMENSIONS = _of_file("dimensions", Dimension._fields)
METRICS = _of_file("metrics", Metric._fields)
DOCUMENTS = _of_file("documents", Document._fields)
DOUBTS = _of_file("doubts", Doubt._fields)
SYSTEMS = _of_file("systems", System._fields)

OBSERVATIONS = (
    *_of_file("observations", Observation._fields, _OWN_UNIT),
    *_named("district_name", "Name of the district"),
    *_named("metric_name", "Name of the metric as shown; a calculated one has its own"),
    *_named("unit", "Unit of value, value_low and value_high"),
    Column("reliability", "text", "Reliability of the document: official, press, secondary"),
)
COMPARISON = (
    *OBSERVATIONS,
    Column("rank_first", "integer", "First rank it may have, 1 the largest; empty: not ordered", "rank"),
    Column("rank_last", "integer", "Last rank it may have; empty: not ordered", "rank"),
    Column("compared", "truth", "Whether it takes part in the order"),
    Column("reasons", "list", "Codes of the reasons why it is not ranked"),
    Column("doubts", "list", "Identifiers of the doubts that touch it"),
    Column("conflicts", "list", "Other figures of the same district, period and status"),
)
#: What `views.rows` adds to a comparison, after `reasons`.
REASONS = (
    Column("reasons_zh", "list", "The reasons in words, in Chinese"),
    Column("reasons_en", "list", "The reasons in words, in English"),
)
TREND = (
    *OBSERVATIONS,
    Column(
        "role", "text", "main: on the line; twin: in conflict with it; aside: of part of a year or district"
    ),
    Column("joined", "truth", "Whether a line may be drawn from the main figure before"),
)
EVIDENCE = (*OBSERVATIONS, Column("relation", "text", "figure, same_figure or other_period"))
TWO_YEARS = (
    *_PLACE_NAME,
    _METRIC_ID,
    *(
        column
        for end in ("before", "after")
        for column in (
            Column(f"observation_id_{end}", "text", f"Figure of the year {end}"),
            Column(f"year_{end}", "integer", f"Year of period_end, {end}"),
            Column(f"value_{end}", "number", f"Value {end}", _METRIC_UNIT),
        )
    ),
    Column(
        "change_low", "number", "Least change; empty: open or forbidden", f"{_METRIC_UNIT}; points of a rate"
    ),
    Column(
        "change_high",
        "number",
        "Greatest change; empty: open or forbidden",
        f"{_METRIC_UNIT}; points of a rate",
    ),
    Column("doubt_id", "text", "The doubt that forbids to set the two years against each other"),
)
PAIR = (
    *_PLACE_NAME,
    *(
        column
        for axis in ("x", "y")
        for column in (
            Column(f"metric_id_{axis}", "text", f"Metric of the {axis} axis"),
            Column(f"observation_id_{axis}", "text", f"Figure of the {axis} axis"),
            Column(f"value_{axis}", "number", f"Value of the {axis} axis", _METRIC_UNIT),
        )
    ),
)
GROWTH = (
    *_PLACE_NAME,
    _METRIC_ID,
    Column("first_observation_id", "text", "Figure at the beginning"),
    Column("first_year", "integer", "Its year"),
    Column("last_observation_id", "text", "Figure at the end"),
    Column("last_year", "integer", "Its year"),
    Column("growth_low", "number", "Least average growth; empty: open", "percent a year"),
    Column("growth_high", "number", "Greatest average growth; empty: open", "percent a year"),
)
READY = (
    _METRIC_ID,
    *_named("metric_name", "Name of the metric"),
    Column("dimension_id", "text", "Dimension of the metric"),
    *_named("dimension_name", "Name of the dimension"),
    Column("year", "integer", "Year of period_end"),
    Column("districts", "integer", "How many of the chosen districts compare", "districts"),
)
COVERAGE = (
    _DISTRICT_ID,
    Column("dimension_id", "text", "Dimension"),
    Column("metric_id", "text", "Metric; empty where counted by dimension"),
    Column("figures", "integer", "How many figures there are", "figures"),
    Column("metrics", "integer", "Of how many metrics", "metrics"),
    Column("newest_year", "integer", "Newest year of period_end"),
    Column("oldest_year", "integer", "Oldest year of period_end"),
    *(
        Column(name, "integer", f"Figures from {name} documents", "figures")
        for name in ("official", "press", "secondary")
    ),
)
CHECKS = (
    Column("relation_id", "text", "Identifier of the relation"),
    Column("kind", "text", "Kind of relation, as in relations.csv"),
    Column("sense", "text", "What the relation says of the result, as in relations.csv"),
    Column("outcome", "text", "agrees, disagrees or unchecked"),
    _DISTRICT_ID,
    _METRIC_ID,
    Column("observation_id", "text", "The published figure that is checked"),
    Column("period_start", "date", "First day of its period"),
    Column("period_end", "date", "Last day of its period"),
    Column("value", "number", "Its value", _METRIC_UNIT),
    Column("computed_low", "number", "Least value that the parts give; empty: open or none", _METRIC_UNIT),
    Column(
        "computed_high", "number", "Greatest value that the parts give; empty: open or none", _METRIC_UNIT
    ),
    Column("parts", "list", "Figures it is checked with"),
    Column("missing_metrics", "list", "Metrics of parts without a figure of the same period and scope"),
    Column("document_id", "text", "Document of the figure"),
    *_named("text", "The relation in words"),
)
PRACTICES = (
    *_of_file("practices", Practice._fields),
    _DISTRICT_ID,
    Column("state", "text", "in_use, planned or not_found in the documents"),
    Column("systems", "list", "Systems that the documents name"),
)
GAPS = (
    Column("practice_id", "text", "Identifier of the practice"),
    *_named("name", "Name of the practice"),
    _DISTRICT_ID,
    Column("state", "text", "planned or not_found in the documents"),
    Column("in_use_in", "list", "Districts that have it in use"),
    Column("planned_in", "list", "Districts that have it planned"),
    Column(
        "official_in", "list", "Of those that have it in use, districts of which an official document says so"
    ),
    Column("systems", "list", "What exactly those have that have it in use: entries of systems"),
    Column("results", "list", "Of these entries, the honours, the one result that the data give"),
)
TASKS = (
    *_of_file("tasks", Task._fields),
    Column("lead", "list", "Units that lead it"),
    Column("responsible", "list", "Units that share in it"),
    Column("targets", "list", "Its requirements"),
    Column("due_with_targets", "date", "Its own date, else the latest of its requirements"),
    *_STATE,
)
UNITS = (
    *_of_file("units", Unit._fields),
    _DISTRICT_ID,
    Column("document_id", "text", "The plan"),
    Column("lead", "integer", "Tasks that it leads", "tasks"),
    Column("responsible", "integer", "Tasks that it shares in", "tasks"),
    Column("tasks", "integer", "Tasks in all, each once", "tasks"),
    Column("due", "integer", "Of these, tasks whose date has passed on the day of meta.today", "tasks"),
)
TARGETS = (
    *_of_file("targets", Target._fields, _METRIC_UNIT),
    Column("evidence", "text", "met, not_met, undecided or none, by the district's newest figure"),
    Column("observation_id", "text", "That figure"),
    *_STATE,
    Column("others", "list", "The other districts and how they stand, as district=evidence"),
)
VERSIONS = (
    *_of_file("releases", Release._fields),
    Column("is_current", "truth", "Whether it is what everybody sees unless they ask for another"),
    Column("published_at", "text", "When it was published, in UTC; empty: it came with the files"),
    Column("published_by", "text", "Who published it"),
    Column("added", "integer", "Rows it added; empty: nobody counted", "rows"),
    Column("changed", "integer", "Rows it changed", "rows"),
    Column("withdrawn", "integer", "Rows it withdrew", "rows"),
)
CHANGES = (
    Column("table", "text", "File that holds the row, without .csv"),
    Column("row", "text", "Key of the row; several cells joined by +"),
    Column("kind", "text", "added, changed or withdrawn"),
    Column("column", "text", "The column that is changed; empty where the whole row is new or gone"),
    Column("before", "text", "Its value before; of a withdrawn row what it was called or said"),
    Column("after", "text", "Its value after; of an added row what it is called or says"),
    _DISTRICT_ID,
    _METRIC_ID,
    Column("year", "integer", "Year of period_end of a figure"),
    Column("reason", "text", "Why, in the words of who proposed it; empty: it came with the files"),
    Column("author", "text", "Who proposed it"),
    Column("decided_by", "text", "Who accepted it"),
)

#: What a row stands for → its columns.
LAYOUTS: dict[str, Columns] = {
    "districts": DISTRICTS,
    "dimensions": DIMENSIONS,
    "metrics": METRICS,
    "documents": DOCUMENTS,
    "doubts": DOUBTS,
    "systems": SYSTEMS,
    "observations": OBSERVATIONS,
    "comparison": COMPARISON,
    "trend": TREND,
    "evidence": EVIDENCE,
    "two_years": TWO_YEARS,
    "pair": PAIR,
    "growth": GROWTH,
    "ready": READY,
    "coverage": COVERAGE,
    "checks": CHECKS,
    "practices": PRACTICES,
    "gaps": GAPS,
    "tasks": TASKS,
    "units": UNITS,
    "targets": TARGETS,
    "versions": VERSIONS,
    "changes": CHANGES,
}
