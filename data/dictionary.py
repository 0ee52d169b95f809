"""What does every table, column, dimension and metric mean? One Markdown text from contracts and facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from data.check import Facts, load
from data.columns import Column, Table
from data.contracts import TABLES
from data.schema import ADDED, DERIVED_TABLES, OTHER_TABLES
from data.violations import DataError

INTRODUCTION = """# Data dictionary 数据字典

Made by `python -m data dictionary` from the contracts and the data: do not edit.
本文件由上述命令生成，请勿手改。

`→` names the file a column refers to; `;` means several joined by semicolons.
*Required* columns are never empty.
"""

# What the build adds, in words; their names and types come from the schema.
MEANINGS = {
    "ordinal": ("在文件中的次序，从0起", "Place of the row in its file, from 0"),
    "year": ("period_end 的年份", "Year of period_end"),
    "position": ("在 observations.csv 中的次序，从0起", "Place of the row in observations.csv, from 0"),
    "searched": (
        "查找数字时所查的文字（小写）：原文、标识、说明、范围",
        "The text in which words are looked for, in small letters: as written, id, notes, scope",
    ),
    "boundaries": (
        "各区的界线（GeoJSON，WGS-84）与区内一点；无界线的区无此行",
        "Shape of each district (GeoJSON, WGS-84) and a point inside; no row where there is no shape",
    ),
    "province_outlines": ("各区所在省市的简化轮廓", "Strongly simplified outlines of their provinces"),
    "boundary_source": (
        "界线从何而来及其审图号",
        "Where the shapes come from (package, operator, none), and their approval number",
    ),
    "meta": (
        "data_version、released_on、content_hash、schema_version",
        "data_version, released_on, content_hash, schema_version",
    ),
    "coverage": (
        "各区各指标的数字个数、最新与最早年份、各级来源的个数、全区数字的年数",
        "Of each district and metric: figures (all, by grade of source), extent, years with a whole-district figure",
    ),
    "metric_years": (
        "各指标各年有数字的区数，及有全区数字的区数",
        "Of each metric and year: districts with a figure, and with a figure of the whole district",
    ),
    "document_use": (
        "各区出自各文件的数字与制度平台的个数",
        "Of each document and district: figures and systems that rest on it",
    ),
    "names": (
        "各区、各维度、各指标的叫法（简体、拼音、首字母），供理解问句",
        "What districts, dimensions and metrics are called: folded, in pinyin, by initials; for questions",
    ),
    "search_index": (
        "可按名称查找的条目：名称的各种写法（简体、拼音、首字母）与其余文字",
        "What is found by its name: its names folded, in pinyin and by initials, and its other text",
    ),
}


def dictionary(folder: Path) -> str:
    """The data dictionary of the facts in this folder. Raises DataError where they are broken."""
    facts = load(folder)
    if facts.violations:
        raise DataError(facts.violations)
    parts = [INTRODUCTION, *_files(), *_additions(), *_dimensions(facts), *_metrics(facts)]
    return "\n".join(parts)


def _files() -> Iterator[str]:
    yield "## Files 文件\n"
    for table in TABLES:
        yield f"### {table.file}\n"
        yield f"{table.en}. {table.zh}。 Key: {_code(table.key)}.\n"
        yield _table(
            ("Column", "Type", "Required", "含义", "Meaning"), (_described(c, table) for c in table.columns)
        )


def _described(column: Column, table: Table) -> tuple[str, ...]:
    return f"`{column.name}`", _type(column, table), "yes" if column.required else "", column.zh, column.en


def _type(column: Column, table: Table) -> str:
    if column.kind == "enum":
        kind = "one of " + _code(column.values)
    elif column.table:
        kind = f"→ {column.table}" + (" `;`" if column.kind == "references" else "")
    else:
        kind = column.kind
    return f"{kind}, unique" if column.unique or table.key == (column.name,) else kind


def _additions() -> Iterator[str]:
    yield "## What the build adds 建库时增加\n"
    yield "The database has one table a file, with the columns above, and:\n"
    added = [
        (f"`{table}.{name}`", kind, *MEANINGS[name])
        for table, columns in ADDED.items()
        for name, kind in columns
    ]
    tables = [
        (f"`{name}`", _code(c for c, _ in columns), *MEANINGS[name])
        for name, columns in (OTHER_TABLES | DERIVED_TABLES).items()
    ]
    yield _table(("Column or table", "Type or columns", "含义", "Meaning"), added + tables)


def _dimensions(facts: Facts) -> Iterator[str]:
    yield "## Dimensions 维度\n"
    rows = _by_ordinal(facts)
    yield _table(
        ("No.", "Dimension", "名称", "Name"),
        ((str(row["ordinal"]), f"`{row['dimension_id']}`", row["name_zh"], row["name_en"]) for row in rows),
    )


def _metrics(facts: Facts) -> Iterator[str]:
    yield "## Metrics 指标\n"
    for dimension in _by_ordinal(facts):
        metrics = [row for row in facts.values("metrics") if row["dimension_id"] == dimension["dimension_id"]]
        yield f"### {dimension['name_zh']} {dimension['name_en']} ({len(metrics)})\n"
        yield _table(("Metric", "名称", "Name", "单位 Unit", "定义", "Definition"), map(_metric, metrics))


def _metric(row: dict[str, Any]) -> tuple[str, ...]:
    unit = row["unit_zh"] if row["unit_zh"] == row["unit_en"] else f"{row['unit_zh']} {row['unit_en']}"
    return (
        f"`{row['metric_id']}`",
        row["name_zh"],
        row["name_en"],
        unit,
        row["definition_zh"],
        row["definition_en"],
    )


def _by_ordinal(facts: Facts) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = list(facts.values("dimensions"))
    return sorted(rows, key=lambda row: row["ordinal"])


def _table(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    names = list(header)
    lines = [_line(names), _line("---" for _ in names), *map(_line, rows)]
    return "\n".join(lines) + "\n"


def _line(cells: Iterable[Any]) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
