"""What columns are called in forms; what each of them means is said by the data dictionary."""

from __future__ import annotations

from functools import lru_cache

from data.columns import Column, Table
from locales import Words


def column_label(words: Words, table: Table, column: Column) -> str:
    """Return what a column is called."""
    known = _labels(words)
    if column.name in table.key and column.pattern and len(table.key) == 1:
        return words.gettext("Identifier")
    found = known.get(f"{table.name}.{column.name}") or known.get(column.name)
    if found:
        return found
    stem, _, language = column.name.rpartition("_")
    what = known[stem]
    if language == "zh":
        return words.gettext("{what}, in Chinese", what=what)
    return words.gettext("{what}, in English", what=what)


def meaning(words: Words, declared: Column | Table) -> str:
    """Return what a column or a table means, as the data dictionary says."""
    return declared.zh if words.code == "zh" else declared.en


@lru_cache(maxsize=4)
def _labels(words: Words) -> dict[str, str]:
    return {
        "district_id": words.gettext("District"),
        "dimension_id": words.gettext("Dimension"),
        "metric_id": words.gettext("Metric"),
        "document_id": words.gettext("Document"),
        "task_id": words.gettext("Task"),
        "unit_id": words.gettext("Unit that carries it"),
        "practice_id": words.gettext("Kind of practice"),
        "adcode": words.gettext("Administrative division code"),
        "ordinal": words.gettext("Order number"),
        "name_zh": words.gettext("Name, in Chinese"),
        "name_en": words.gettext("Name, in English"),
        "city": words.gettext("City"),
        "province": words.gettext("Province or municipality"),
        "unit": words.gettext("Unit"),
        "measure": words.gettext("Kind of quantity"),
        "better": words.gettext("Which direction is good"),
        "basis": words.gettext("Over a period or at a date"),
        "per_capita": words.gettext("Per resident makes sense"),
        "share": words.gettext("Is a part of a whole"),
        "decimals": words.gettext("Decimals"),
        "definition": words.gettext("Definition"),
        "title": words.gettext("Title"),
        "publisher": words.gettext("Publisher"),
        "kind": words.gettext("Kind"),
        "published_on": words.gettext("Published"),
        "report_year": words.gettext("Year it reports on"),
        "final_accounts": words.gettext("Reports final accounts"),
        "url": words.gettext("Web address"),
        "reliability": words.gettext("Kind of source"),
        "seed_file": words.gettext("File it was read in full from"),
        "period_start": words.gettext("First day of the period"),
        "period_end": words.gettext("Last day of the period"),
        "period_basis": words.gettext("What the period rests on"),
        "value": words.gettext("The value"),
        "value_low": words.gettext("Lower end"),
        "value_high": words.gettext("Upper end"),
        "qualifier": words.gettext("Exactness"),
        "status": words.gettext("Status"),
        "systems.status": words.gettext("State"),
        "scope": words.gettext("Scope"),
        "scope_name": words.gettext("Department, area or site"),
        "section": words.gettext("Section"),
        "as_written": words.gettext("As written"),
        "note": words.gettext("Note"),
        "comparator": words.gettext("At least, exactly or at most"),
        "due": words.gettext("By which day"),
        "chapter_no": words.gettext("Number of the chapter"),
        "chapter": words.gettext("Title of the chapter"),
        "role": words.gettext("Part in the task"),
        "question": words.gettext("What a leader would ask"),
        "level": words.gettext("Level"),
        "summary": words.gettext("What it does"),
        "year": words.gettext("Year"),
        "metric_ids": words.gettext("Metrics"),
        "district_ids": words.gettext("Districts"),
        "year_from": words.gettext("First year"),
        "year_to": words.gettext("Last year"),
        "severity": words.gettext("Gravity"),
        "bars": words.gettext("What it forbids to order with"),
        "text": words.gettext("In words"),
        "result_metric_id": words.gettext("Metric that is checked"),
        "part_metric_ids": words.gettext("Its parts, in order"),
        "sense": words.gettext("Equal, or may be larger"),
        "slack": words.gettext("Allowed difference"),
        "tolerance_note": words.gettext("Why it may lie off"),
        "criterion": words.gettext("Criterion"),
        "term": words.gettext("The other name"),
        "view": words.gettext("How it is shown"),
        "version": words.gettext("Version"),
        "released_on": words.gettext("Day of the release"),
    }
