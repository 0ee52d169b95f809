"""What differs between two databases, against the CSV files themselves and the rules worked out a second time."""

from __future__ import annotations

import csv
import random
import shutil
from collections import defaultdict
from collections.abc import Mapping
from itertools import permutations
from pathlib import Path

import pytest

from data.build import built_beside
from queries.differences import Differences, differences
from queries.store import Store
from tests.queries import oracle
from tests.queries.oracle import Row, Verdict

#: How many figures are corrected, and how many withdrawn.
CORRECTED, WITHDRAWN = 25, 12


def _edited(seed: int) -> tuple[list[Row], set[str], set[str]]:
    """The figures with some of them changed; the ids of those corrected and of those withdrawn."""
    chance = random.Random(seed)
    rows = [dict(row) for row in oracle.table("observations")]
    # mostly such as take part in a comparison
    ordered = {
        o["observation_id"]
        for metric_id, year in oracle.all_sets()
        for o in oracle.judge(metric_id, oracle.observations(metric_id, year)).ordered.values()
    }
    chosen = chance.sample(sorted(ordered), CORRECTED + WITHDRAWN)
    corrected, withdrawn = set(chosen[:CORRECTED]), set(chosen[CORRECTED:])
    for row in rows:
        if row["observation_id"] in corrected:
            decimals = int(oracle.by_id("metrics", "metric_id")[row["metric_id"]]["decimals"])
            changed = float(row["value"]) * chance.choice([0.3, 0.9, 1.1, 4])
            value = f"{max(changed, 1):.{decimals}f}"
            row |= {"value": value, "value_low": value, "value_high": value, "qualifier": "exact"}
            if chance.random() < 0.3:
                row |= {"value_high": "", "qualifier": "at_least"}
    return [row for row in rows if row["observation_id"] not in withdrawn], corrected, withdrawn


def _built(folder: Path, rows: list[Row]) -> Store:
    """The database of the shipped facts with other figures."""
    facts = folder / "facts"
    facts.mkdir(parents=True)
    for source in oracle.FACTS.glob("*.csv"):
        shutil.copyfile(source, facts / source.name)
    with (facts / "observations.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return Store(built_beside(facts, folder / "store"))


def _sets(rows: list[Row]) -> dict[tuple[str, int], Verdict]:
    """What compares: metric and year → the verdict."""
    groups: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for o in rows:
        groups[o["metric_id"], oracle.year_of(o)].append(o)
    judged = {key: oracle.judge(key[0], group) for key, group in groups.items()}
    return {key: verdict for key, verdict in judged.items() if len(verdict.ordered) > 1}


def _above(verdict: Verdict) -> set[tuple[str, str]]:
    """The pairs of which the first is certainly above the second."""
    spans = {
        district: oracle.widest(oracle.bounds(o) for o in (figure, *verdict.conflicts.get(district, ())))
        for district, figure in verdict.ordered.items()
    }
    return {pair for pair in permutations(spans, 2) if oracle.above(spans[pair[0]], spans[pair[1]])}


def _expected(before: Verdict | None, after: Verdict | None) -> str:
    """What became of a comparison; '' where it is as it was."""
    if before is None or after is None:
        return "appeared" if before is None else "disappeared"
    if {(b, a) for a, b in _above(before)} & _above(after):
        return "turned"
    if before.ordered.keys() != after.ordered.keys():
        return "members"
    more = len(_above(after)) - len(_above(before))
    return "" if not more else "decided" if more > 0 else "undecided"


@pytest.mark.parametrize("seed", range(3))
def test_rows_and_comparisons(seed: int, store: Store, tmp_path: Path) -> None:
    rows, corrected, withdrawn = _edited(seed)
    found = differences(store, _built(tmp_path, rows))
    assert {r.table for r in found.rows} == {"observations"}
    kinds = {kind: {r.key[0] for r in found.of_kind(kind)} for kind in ("added", "changed", "withdrawn")}
    assert kinds == {"added": set(), "changed": corrected, "withdrawn": withdrawn}
    was, now = _sets([dict(r) for r in oracle.table("observations")]), _sets(rows)
    expected = {
        key: kind for key in was.keys() | now.keys() if (kind := _expected(was.get(key), now.get(key)))
    }
    assert {(c.metric_id, c.year): c.kind for c in found.comparisons} == expected
    assert len(set(expected.values())) > 2, "the edits try too little"
    for c in found.comparisons:
        _agree(c.before, was.get((c.metric_id, c.year)))
        _agree(c.after, now.get((c.metric_id, c.year)))
        if c.kind == "turned":
            key = (c.metric_id, c.year)
            assert set(c.turned) == {p for p in _above(was[key]) if p[::-1] in _above(now[key])}


def _agree(ranked: tuple[object, ...], verdict: Verdict | None) -> None:
    ranks: Mapping[str, tuple[int, int]] = verdict.ranks if verdict else {}
    assert {r.district_id: tuple(r.rank) for r in ranked} == ranks  # type: ignore[attr-defined]


def test_the_other_way_round_it_is_the_other_way_round(store: Store, tmp_path: Path) -> None:
    other = _built(tmp_path, _edited(7)[0])
    there, back = differences(store, other), differences(other, store)
    turned_back = {"added": "withdrawn", "withdrawn": "added", "changed": "changed"}
    assert {(r.key, turned_back[r.kind]) for r in there.rows} == {(r.key, r.kind) for r in back.rows}
    assert {
        (r.before, r.after) == (b.after, b.before) for r, b in zip(there.rows, back.rows, strict=True)
    } == {True}
    opposite = {
        "appeared": "disappeared",
        "disappeared": "appeared",
        "decided": "undecided",
        "undecided": "decided",
    }
    assert {(c.metric_id, c.year, opposite.get(c.kind, c.kind)) for c in there.comparisons} == {
        (c.metric_id, c.year, c.kind) for c in back.comparisons
    }


def test_the_same_facts_do_not_differ(store: Store) -> None:
    assert differences(store, Store(store.path)) == Differences((), ())
