"""Is everything in order with the facts? All violations of all files at once.

Files are read row by row, those first that others refer to. Of a row nothing is kept but what later ones need, so a
file of millions of rows takes no more memory than one of thousands.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from pathlib import Path

from data import state_rules
from data.columns import Table
from data.contracts import BY_NAME, TABLES
from data.file_check import FileCheck, Known, Values
from data.reading import Sheet, rows
from data.settings import source
from data.violations import Findings, Violation

#: Called with the name of a table and a row of it that can be stored.
Take = Callable[[str, Values], object]
#: Called with the bytes read so far, and those there are.
Progress = Callable[[int, int], object]

#: Tables that are kept, being small: somebody looks at all their rows together.
KEPT = ("districts", "dimensions", "metrics", "releases", "state_rules")


@dataclass
class Facts:
    """What was found in all files."""

    violations: list[Violation] = field(default_factory=list)
    #: What was read although it is not written as asked: worth knowing, and no reason to build nothing.
    notes: list[Violation] = field(default_factory=list)
    #: How many rows each file has.
    counts: dict[str, int] = field(default_factory=dict)
    #: The rows of small files with the lines they stand on; a cell that could not be parsed is not in its row.
    kept: dict[str, list[tuple[int, Values]]] = field(default_factory=dict)

    def values(self, table: str) -> list[Values]:
        """Which rows has one of the tables `KEPT`, in the order of its file?"""
        return [values for _, values in self.kept[table]]

    def lines(self, table: str) -> list[tuple[int, Values]]:
        """The same rows, each with the line it stands on."""
        return self.kept[table]


def check(folder: Path) -> list[Violation]:
    """What is wrong with the CSV files of this folder? Sorted by file and line; empty: nothing."""
    return load(folder).violations


def load(folder: Path, take: Take = lambda *_: None, progress: Progress = lambda *_: None) -> Facts:
    """What do the CSV files say, and what is wrong with them? `take` is given the rows until anything is wrong."""
    facts = Facts(kept={name: [] for name in KEPT})
    violations, notes = Findings(), Findings()
    paths = {t.name: source(folder, t.file, shipped=t.shipped) for t in TABLES}
    sizes = {name: _size(path) for name, path in paths.items()}
    known: dict[str, Known] = {}
    done, total = 0, sum(sizes.values())
    for table in _parents_first():
        sheet = Sheet(table, paths[table.name], violations, notes)
        checking = FileCheck(sheet, known)
        for row in rows(sheet, lambda at, done=done: progress(done + at, total)):  # type: ignore[misc]
            values = checking.row(row)
            if table.name in KEPT:
                facts.kept[table.name].append((row.line, values))
            if not violations:
                take(table.name, values)
        checking.close()
        known[table.name] = checking.known
        facts.counts[table.name] = sheet.rows
        done += sizes[table.name]
        progress(done, total)
    if known["state_rules"].sheet.whole:
        violations.add(state_rules.faults(BY_NAME["state_rules"], facts.lines("state_rules")))
    facts.violations, facts.notes = violations.lines(), notes.lines()
    return facts


def _parents_first() -> list[Table]:
    parents = {t.name: [c.table for c in t.columns if c.table] for t in TABLES}
    return [BY_NAME[name] for name in TopologicalSorter(parents).static_order()]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # reading it says what is wrong
