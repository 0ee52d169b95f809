"""What differs between two databases: rows of the facts, and the comparisons that appear, disappear or turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import duckdb

from data.columns import Table
from data.contracts import TABLES
from data.store import DUCKDB_CONFIG
from queries import observations
from queries.comparability import judge
from queries.intervals import Interval, RankRange
from queries.quality import EVERYTHING, Quality
from queries.ready import ReadySet, ready_sets
from queries.store import Store

#: Tables that say what a release holds, or rules, and no facts.
NOT_COMPARED = ("releases", "state_rules")

Values = Mapping[str, Any]
#: Two districts, the first above the second.
Pair = tuple[str, str]
RowKind = Literal["added", "changed", "withdrawn"]
#: What became of a comparison: it became possible, it no longer is, a pair in it is ordered the other way round, it
#: was or is no longer decided who is above whom, other districts take part.
ComparisonKind = Literal["appeared", "disappeared", "turned", "decided", "undecided", "members"]


class RowDifference(NamedTuple):
    """A row of the facts that only one of two databases has, or that is not the same in both."""

    table: str
    key: tuple[str, ...]
    before: Values | None
    after: Values | None

    @property
    def kind(self) -> RowKind:
        """What became of the row."""
        if self.before is None:
            return "added"
        return "withdrawn" if self.after is None else "changed"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns whose values differ; none where the row is new or gone."""
        if self.before is None or self.after is None:
            return ()
        return tuple(name for name, value in self.before.items() if self.after[name] != value)

    def value(self, column: str) -> Any:
        """Return a value of the row as it is, or as it was where it is gone; None where it has no such column."""
        return (self.after or self.before or {}).get(column)


class Ranked(NamedTuple):
    """A district in a comparison: the ranks it may have, and what its figure may be."""

    district_id: str
    rank: RankRange
    interval: Interval


class ComparisonDifference(NamedTuple):
    """A comparison that is not what it was: the districts ordered before and after, the largest first."""

    metric_id: str
    year: int
    kind: ComparisonKind
    before: tuple[Ranked, ...]
    after: tuple[Ranked, ...]
    #: The pairs of which the first was above the second and is below it now.
    turned: tuple[Pair, ...] = ()


class Differences(NamedTuple):
    """All that differs: rows in the order of the files, comparisons in the order in which readers meet them."""

    rows: tuple[RowDifference, ...]
    comparisons: tuple[ComparisonDifference, ...]

    def of_kind(self, kind: RowKind) -> list[RowDifference]:
        """Return the rows of one kind."""
        return [row for row in self.rows if row.kind == kind]


@lru_cache(maxsize=4)
def differences(before: Store, after: Store, quality: Quality = EVERYTHING) -> Differences:
    """Return what differs between two databases, the comparisons of the figures that `quality` lets in."""
    rows = tuple(row_differences(before, after))
    return Differences(rows, tuple(_comparisons(before, after, rows, quality)))


def row_differences(before: Store, after: Store) -> Iterator[RowDifference]:
    """Give each row that differs, in the order of the files, then of their keys."""
    if before.content_hash == after.content_hash:
        return
    with duckdb.connect(config=DUCKDB_CONFIG) as connection:
        for name, store in (("old", before), ("new", after)):
            path = str(store.path).replace("'", "''")
            connection.execute(f"ATTACH '{path}' AS {name} (READ_ONLY)")
        for table in TABLES:
            if table.name not in NOT_COMPARED:
                yield from _rows_of(connection, table)


def _rows_of(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterator[RowDifference]:
    old, new = (_only_in(connection, table, *order) for order in (("old", "new"), ("new", "old")))
    for key in sorted(old.keys() | new.keys()):
        yield RowDifference(table.name, key, old.get(key), new.get(key))


def _only_in(
    connection: duckdb.DuckDBPyConnection, table: Table, one: str, other: str
) -> dict[tuple[str, ...], Values]:
    """The rows of a table that are not the same in the other database, by their keys."""
    names = table.column_names
    listed = ", ".join(f'"{name}"' for name in names)
    found = connection.execute(
        f'SELECT {listed} FROM {one}."{table.name}" EXCEPT SELECT {listed} FROM {other}."{table.name}"'
    ).fetchall()
    rows = (dict(zip(names, row, strict=True)) for row in found)
    return {tuple("" if row[k] is None else str(row[k]) for k in table.key): row for row in rows}


def _comparisons(
    before: Store, after: Store, rows: Iterable[RowDifference], quality: Quality
) -> Iterator[ComparisonDifference]:
    old = {(s.metric_id, s.year): s for s in ready_sets(before, quality)}
    new = {(s.metric_id, s.year): s for s in ready_sets(after, quality)}
    touched = _touched(rows)
    for metric_id, year in [*new, *(key for key in old if key not in new)]:
        key = (metric_id, year)
        if key in touched or old.get(key) != new.get(key):
            order = (_ranked(before, old.get(key), quality), _ranked(after, new.get(key), quality))
            found = _difference(metric_id, year, *order)
            if found:
                yield found


def _touched(rows: Iterable[RowDifference]) -> set[tuple[str, int]]:
    """The metrics and years of figures that differ: their order may change where the same districts take part."""
    return {
        (values["metric_id"], values["period_end"].year)
        for row in rows
        if row.table == "observations"
        for values in (row.before, row.after)
        if values is not None
    }


def _ranked(store: Store, ready: ReadySet | None, quality: Quality) -> tuple[Ranked, ...]:
    if ready is None:
        return ()
    figures = quality.keep(observations.of_metric_year(store, ready.metric_id, ready.year), store.catalogue)
    found = judge(store.catalogue.metrics[ready.metric_id], figures, store.catalogue).compared
    return tuple(Ranked(f.observation.district_id, f.rank, f.hull) for f in found if f.rank)


def _difference(
    metric_id: str, year: int, before: tuple[Ranked, ...], after: tuple[Ranked, ...]
) -> ComparisonDifference | None:
    if [r[:2] for r in before] == [r[:2] for r in after]:
        return None
    was, now = _decided_pairs(before, after)
    turned = tuple(pair for pair in sorted(was) if pair[::-1] in now)
    kind = _kind(before, after, turned, len(now) - len(was))
    return ComparisonDifference(metric_id, year, kind, before, after, turned) if kind else None


def _kind(
    before: tuple[Ranked, ...], after: tuple[Ranked, ...], turned: tuple[Pair, ...], more_decided: int
) -> ComparisonKind | None:
    if not before or not after:
        return "appeared" if after else "disappeared"
    if turned:
        return "turned"
    if {r.district_id for r in before} != {r.district_id for r in after}:
        return "members"
    if not more_decided:
        return None
    return "decided" if more_decided > 0 else "undecided"


def _decided_pairs(before: tuple[Ranked, ...], after: tuple[Ranked, ...]) -> tuple[set[Pair], set[Pair]]:
    """The pairs of which the first is above the second, before and after; only those that may have changed."""
    old, new = ({r.district_id: r.interval for r in side} for side in (before, after))
    moved = [d for d in old.keys() & new.keys() if old[d] != new[d]]
    return _pairs(moved, old), _pairs(moved, new)


def _pairs(moved: Iterable[str], intervals: Mapping[str, Interval]) -> set[Pair]:
    return {
        pair
        for one in moved
        for other in intervals
        for pair in ((one, other), (other, one))
        if intervals[pair[0]].low > intervals[pair[1]].high
    }
