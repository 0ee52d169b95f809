"""Identifiers for new rows, as those there are look: the next number, or words that say what it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from data.columns import Table
from data.identifiers import is_identifier
from data.workspace.merging import Cells

#: Tables whose rows are numbered; others are called by what they are.
NUMBERED = ("observations", "targets", "systems", "tasks")
#: Where a new row looks for the prefix of its number: rows that share this column with it, the closest first.
CLOSEST = ("document_id", "district_id")
#: The longest part of a name that an identifier takes up.
LONGEST_STEM = 48

_NUMBERED = re.compile(r"(.+-)(\d+)", re.ASCII)


def identified(table: Table, cells: Cells, rows: Sequence[Cells], taken: Collection[str]) -> Cells:
    """Return the cells of a new row with what nobody need think up: its identifier and its place in the order.

    `taken` are identifiers that somebody is about to use. What was typed stays.
    """
    found = dict(cells)
    if "ordinal" in table.column_names and not found.get("ordinal"):
        found["ordinal"] = _next_ordinal(table, found, rows)
    name = table.key[0]
    if len(table.key) == 1 and table.column(name).pattern and not found.get(name):
        known = {row[name] for row in rows} | set(taken)
        found[name] = (
            _numbered(table, found, rows, known) if table.name in NUMBERED else _named(table, found, known)
        )
    return found


def _next_ordinal(table: Table, cells: Cells, rows: Iterable[Cells]) -> str:
    beside = [row for row in rows if table.name != "tasks" or row["document_id"] == cells.get("document_id")]
    return str(max((int(row["ordinal"]) for row in beside if row["ordinal"].isdecimal()), default=0) + 1)


def _numbered(table: Table, cells: Cells, rows: Sequence[Cells], known: Collection[str]) -> str:
    """The next number after those of the closest rows, as wide as they are."""
    key = table.key[0]
    groups = [[row for row in rows if row[name] == cells.get(name)] for name in CLOSEST if cells.get(name)]
    for group in (*groups, rows):
        prefixes = Counter(m[1] for row in group if (m := _NUMBERED.fullmatch(row[key])))
        if prefixes:
            prefix = prefixes.most_common(1)[0][0]
            break
    else:
        prefix = f"{table.name}-"
    numbers = [m[2] for i in known if (m := _NUMBERED.fullmatch(i)) and m[1] == prefix]
    width = max(map(len, numbers), default=2)
    return f"{prefix}{max(map(int, numbers), default=0) + 1:0{width}d}"


def _named(table: Table, cells: Cells, known: Collection[str]) -> str:
    """A name in small letters, with a number behind it where it is taken."""
    joint = "-" if table.name == "documents" else "_"
    words = re.findall(r"[a-z0-9]+", _stem(table, cells).lower())
    stem = joint.join(words)[:LONGEST_STEM].strip(joint)
    stem = stem if is_identifier(stem) else table.name[:-1]
    number = 1
    while (found := stem if number == 1 else f"{stem}{joint}{number}") in known:
        number += 1
    return found


def _stem(table: Table, cells: Cells) -> str:
    if table.name == "documents":
        year = cells.get("report_year") or cells.get("published_on", "")[:4]
        return " ".join((cells.get("district_id") or "several", cells.get("kind", ""), year))
    if table.name == "doubts":
        first = [cells.get(name, "").split(";")[0] for name in ("district_ids", "metric_ids", "year_from")]
        return " ".join(first)
    return cells.get("name_en") or cells.get("text_en") or ""
