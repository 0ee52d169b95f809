"""Where does the table begin in a text, and what separates its cells? Office programs add lines and use semicolons."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import NamedTuple

from data.violations import Reason

#: Within so many lines from the top the header is looked for.
TOP = 10
SEPARATORS = {
    ",": ("逗号", "a comma"),
    ";": ("分号", "a semicolon"),
    "\t": ("制表符", "a tab"),
    "，": ("全角逗号", "a full-width comma"),
}


class Layout(NamedTuple):
    """Lines above the header, and the character between cells; `faults` are what is wrong with that."""

    skipped: int
    separator: str
    faults: tuple[Reason, ...]
    known: bool


def layout(lines: Sequence[str], names: Sequence[str]) -> Layout:
    """How a table with columns of these names stands in a file, by its first `TOP` lines.

    Not `known` where none of them looks like its header.
    """
    places = [(number, separator) for number in range(len(lines)) for separator in SEPARATORS]
    best = max(places, key=lambda p: _names_in(lines[p[0]], p[1], names), default=(0, ","))
    if not lines or _names_in(lines[best[0]], best[1], names) * 2 < len(names):
        return Layout(0, ",", (), known=False)
    number, separator = best
    return Layout(number, separator, tuple(_faults(lines[:number], separator)), known=True)


def _names_in(line: str, separator: str, names: Sequence[str]) -> int:
    """How many of the names stand in a line."""
    try:
        cells = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return 0
    return len(set(cells) & set(names))


def _faults(above: Sequence[str], separator: str) -> list[Reason]:
    reasons = []
    filled = [line.strip() for line in above if line.strip()]
    declared = [line for line in filled if line.lower().startswith("sep=")]
    if declared:
        reasons.append(
            Reason(
                f"第一行是 {declared[0]}，不是表头，请删去这一行",
                f"begins with {declared[0]}, not with the header: delete that line",
            )
        )
    if len(filled) > len(declared):
        reasons.append(
            Reason(
                f"第一行不是表头，表头在第{len(above) + 1}行，请删去上面的行",
                f"does not begin with its header, which stands on line {len(above) + 1}: delete what is above it",
            )
        )
    if separator != ",":
        zh, en = SEPARATORS[separator]
        reasons.append(
            Reason(
                f"分隔符是{zh}，须用逗号，请另存为“CSV UTF-8”",
                f"has {en} between its cells where a comma is asked for: save it as “CSV UTF-8”",
            )
        )
    return reasons
