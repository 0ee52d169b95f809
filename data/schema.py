"""Which tables does the database have, and of which types?"""

from __future__ import annotations

from data.columns import Column, Table
from data.contracts import TABLES
from data.search_index import COLUMNS as SEARCH_INDEX
from data.search_index import NAMES
from data.summaries import SUMMARIES

_SQL_TYPES = {
    "text": "VARCHAR",
    "integer": "INTEGER",
    "year": "INTEGER",
    "decimal": "DOUBLE",
    "date": "DATE",
    "enum": "VARCHAR",
    "reference": "VARCHAR",
    "references": "VARCHAR[]",
}

# Columns that the build adds: where a row stood in its file, the year a figure belongs to, the text it is found by.
ADDED: dict[str, tuple[tuple[str, str], ...]] = {
    "districts": (("ordinal", "INTEGER"),),
    "metrics": (("ordinal", "INTEGER"),),
    "documents": (("ordinal", "INTEGER"),),
    "observations": (("year", "INTEGER"), ("position", "INTEGER"), ("searched", "VARCHAR")),
}

#: Those of them that say where a row stood in its file, from 0.
PLACE = {"districts": "ordinal", "metrics": "ordinal", "documents": "ordinal", "observations": "position"}

#: Tables that the build writes besides those of the facts, from outside of them.
OTHER_TABLES: dict[str, tuple[tuple[str, str], ...]] = {
    "boundaries": (
        ("district_id", "VARCHAR"),
        ("geometry", "VARCHAR"),
        ("lon", "DOUBLE"),
        ("lat", "DOUBLE"),
    ),
    "province_outlines": (("adcode", "VARCHAR"), ("name_zh", "VARCHAR"), ("geometry", "VARCHAR")),
    "boundary_source": (("kind", "VARCHAR"), ("name", "VARCHAR"), ("approval", "VARCHAR")),
    "meta": (("key", "VARCHAR"), ("value", "VARCHAR")),
}
#: Tables that the build derives from the facts: counts, and what is found by its name.
DERIVED_TABLES: dict[str, tuple[tuple[str, str], ...]] = {
    **{name: summary.columns for name, summary in SUMMARIES.items()},
    "names": NAMES,
    "search_index": SEARCH_INDEX,
}


def columns(table: Table) -> tuple[tuple[str, str], ...]:
    """Which columns has the table in the database, with their SQL types?"""
    return of_file(table) + ADDED.get(table.name, ())


def of_file(table: Table) -> tuple[tuple[str, str], ...]:
    """Which of them stand in its file?"""
    return tuple((c.name, _SQL_TYPES[c.kind]) for c in table.columns)


def definition(
    name: str,
    parts: tuple[tuple[str, str], ...],
    required: frozenset[str] = frozenset(),
    *,
    temporary: bool = False,
) -> str:
    """The statement that creates a table."""
    lines = (f'"{column}" {kind}{" NOT NULL" if column in required else ""}' for column, kind in parts)
    return f'CREATE {"TEMP " * temporary}TABLE "{name}" ({", ".join(lines)})'


def definitions() -> list[str]:
    """The statements that create all tables."""
    facts = [
        definition(t.name, columns(t), frozenset(c.name for c in t.columns if _filled(c))) for t in TABLES
    ]
    others = (OTHER_TABLES | DERIVED_TABLES).items()
    return facts + [definition(name, parts) for name, parts in others]


def all_columns() -> set[tuple[str, str]]:
    """Which tables does the database have, each with which column?"""
    facts = {t.name: columns(t) for t in TABLES}
    return {
        (table, name) for table, parts in (facts | OTHER_TABLES | DERIVED_TABLES).items() for name, _ in parts
    }


def _filled(column: Column) -> bool:
    return column.required or column.kind == "references"
