"""What changed between two versions of the data, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from data.contracts import BY_NAME
from locales import Words
from queries.catalogue import Catalogue
from queries.differences import ComparisonKind, Differences, RowDifference, RowKind
from queries.version_rows import plain
from views.row_codes import code_name

#: How much of a text names a row.
LONGEST_NAME = 60


def sentence(words: Words, found: Differences) -> str:
    """Return all that changed as one sentence: rows by kind, comparisons by what became of them."""
    rows = Counter((row.table == "observations", row.kind) for row in found.rows)
    comparisons = Counter(c.kind for c in found.comparisons)
    parts = [
        *(_figures(words, kind, rows[True, kind]) for kind in ROW_KINDS if rows[True, kind]),
        *(_entries(words, kind, rows[False, kind]) for kind in ROW_KINDS if rows[False, kind]),
        *(_compared(words, kind, n) for kind in COMPARISON_ORDER if (n := comparisons[kind])),
    ]
    return words.sentence(words.statements(parts) if parts else words.gettext("Nothing has changed"))


ROW_KINDS: tuple[RowKind, ...] = ("added", "changed", "withdrawn")
COMPARISON_ORDER: tuple[ComparisonKind, ...] = (
    "appeared", "turned", "decided", "undecided", "members", "disappeared",
)  # fmt: skip


def _figures(words: Words, kind: RowKind, n: int) -> str:
    if kind == "added":
        return words.ngettext("{n} figure was added", "{n} figures were added", n)
    if kind == "changed":
        return words.ngettext("{n} figure was corrected", "{n} figures were corrected", n)
    return words.ngettext("{n} figure was withdrawn", "{n} figures were withdrawn", n)


def _entries(words: Words, kind: RowKind, n: int) -> str:
    if kind == "added":
        return words.ngettext("{n} other entry was added", "{n} other entries were added", n)
    if kind == "changed":
        return words.ngettext("{n} other entry was changed", "{n} other entries were changed", n)
    return words.ngettext("{n} other entry was withdrawn", "{n} other entries were withdrawn", n)


def _compared(words: Words, kind: ComparisonKind, n: int) -> str:
    if kind == "appeared":
        return words.ngettext("{n} comparison became possible", "{n} comparisons became possible", n)
    if kind == "turned":
        return words.ngettext("in {n} comparison the order turned", "in {n} comparisons the order turned", n)
    if kind == "decided":
        return words.ngettext(
            "in {n} comparison more of the order is certain",
            "in {n} comparisons more of the order is certain",
            n,
        )
    if kind == "undecided":
        return words.ngettext(
            "in {n} comparison less of the order is certain",
            "in {n} comparisons less of the order is certain",
            n,
        )
    if kind == "members":
        return words.ngettext(
            "in {n} comparison other districts take part", "in {n} comparisons other districts take part", n
        )
    return words.ngettext("{n} comparison is no longer possible", "{n} comparisons are no longer possible", n)


def row_kind(words: Words, kind: RowKind) -> str:
    """Return what became of a row."""
    return {
        "added": words.gettext("added"),
        "changed": words.gettext("changed"),
        "withdrawn": words.gettext("withdrawn"),
    }[kind]


def comparison_kind(words: Words, kind: ComparisonKind) -> str:
    """Return what became of a comparison."""
    return {
        "appeared": words.gettext("became possible"),
        "turned": words.gettext("order turned"),
        "decided": words.gettext("more certain"),
        "undecided": words.gettext("less certain"),
        "members": words.gettext("other districts"),
        "disappeared": words.gettext("no longer possible"),
    }[kind]


def table_name(words: Words, table: str) -> str:
    """Return what a file of the facts holds."""
    return {
        "districts": words.gettext("Districts"),
        "dimensions": words.gettext("Dimensions"),
        "metrics": words.gettext("Metrics"),
        "documents": words.gettext("Documents"),
        "observations": words.gettext("Figures"),
        "targets": words.gettext("Requirements"),
        "tasks": words.gettext("Tasks"),
        "units": words.gettext("Units"),
        "task_units": words.gettext("Units of tasks"),
        "practices": words.gettext("Practices"),
        "systems": words.gettext("Systems"),
        "doubts": words.gettext("Doubts"),
        "relations": words.gettext("Relations between figures"),
        "preferences": words.gettext("Which of several figures counts"),
        "absences": words.gettext("What is not published"),
        "synonyms": words.gettext("Other names"),
    }.get(table, table)


def row_name(words: Words, catalogue: Catalogue, row: RowDifference) -> str:
    """Return what a row is about: of a figure district, metric and year, of others their name or first words."""
    district, metric = (
        words.pick(record, "name") if record else ""
        for record in (
            catalogue.districts.get(str(row.value("district_id"))),
            catalogue.metrics.get(str(row.value("metric_id"))),
        )
    )
    year = row.value("period_end")
    if row.table == "observations":
        parts = (district, metric, words.year(year.year))
        return words.clauses(part for part in parts if part)
    values = row.after or row.before or {}
    text = _named(words, values) or "+".join(row.key)
    return words.clauses(part for part in (district, text[:LONGEST_NAME]) if part)


def _named(words: Words, values: Mapping[str, Any]) -> str:
    stems = ("title", "name", "text", "note")
    codes = (words.code, *(code for code in ("zh", "en") if code != words.code))
    found: Iterable[Any] = (values.get(f"{stem}_{code}") for stem in stems for code in codes)
    return str(next((text for text in found if text), ""))


def shown(words: Words, table: str, column: str, value: Any) -> str:
    """Return a value of a row as readers of a language write it; codes in words."""
    declared = BY_NAME[table].column(column)
    if declared.kind == "enum" and value:
        return code_name(words, BY_NAME[table], declared, value)
    if isinstance(value, float):
        return words.number(value, 0 if value.is_integer() else None)
    return plain(value) or words.gettext("(empty)")
