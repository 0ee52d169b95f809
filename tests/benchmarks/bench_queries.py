"""Every question of `queries` against the plainest SQL that fetches the same rows from the same file.

`python -m tests.benchmarks.bench_queries [--json FILE] [--synthetic FOLDER | --real-only] [--runs N]`

Both sides use one DuckDB instance with the same settings and run in turn. What ours does beyond fetching (judging what
may be ordered, choosing among conflicting figures, finding doubts and documents) is the price the ratio shows. The
small tables are read once per store and are warm on our side, as they are in the running dashboard.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from data.build import build
from data.store import DUCKDB_CONFIG
from queries import coverage, evidence, map_values, observations, practices, profile, ready
from queries.comparison import compare, years_to_compare
from queries.quality import EVERYTHING
from queries.records import Observation, System
from queries.store import Store, open_store
from queries.trend import trend
from tests.benchmarks import synthetic
from tests.benchmarks.report import Pair, in_turn, print_pairs, save

Statement = tuple[str, Sequence[Any]]
COLUMNS = ", ".join(Observation._fields)
O_COLUMNS = ", ".join(f"o.{f}" for f in Observation._fields)


class Sample(NamedTuple):
    """What is asked of a store."""

    metric: str
    year: int
    districts: list[str]
    words: str
    observation: str

    @property
    def district(self) -> str:
        """The one district for questions about one."""
        return self.districts[0]


class Case(NamedTuple):
    """A question and the statements that fetch the rows it needs."""

    name: str
    ours: Callable[[], object]
    bare: list[Statement]


def _any(column: str, values: Sequence[object]) -> str:
    return f"{column} IN ({', '.join('?' * len(values))})"


def of_a_choice(store: Store, s: Sample) -> Iterator[Case]:
    """Questions about chosen districts."""
    in_districts = _any("district_id", s.districts)
    figures = f"SELECT {COLUMNS} FROM observations WHERE metric_id = ? AND {in_districts}"
    of_year: Statement = (f"{figures} AND year = ?", [s.metric, *s.districts, s.year])
    of_all: Statement = (f"{figures} ORDER BY district_id, period_end", [s.metric, *s.districts])
    systems = ", ".join(System._fields)
    yield Case(
        "observations.of_metric_year",
        lambda: observations.of_metric_year(store, s.metric, s.year, s.districts),
        [of_year],
    )
    yield Case("compare", lambda: compare(store, s.metric, s.year, s.districts), [of_year])
    yield Case("years_to_compare", lambda: years_to_compare(store, s.metric, s.districts), [of_all])
    yield Case("trend", lambda: trend(store, s.metric, s.districts), [of_all])
    yield Case(
        "practice_matrix",
        lambda: practices.practice_matrix(store, s.districts),
        [(f"SELECT {systems} FROM systems WHERE {in_districts}", s.districts)],
    )
    c = compare(store, s.metric, s.year, s.districts)
    yield Case(
        "map_values.places",
        lambda: map_values.places(store, c),
        [("SELECT district_id, geometry, lon, lat FROM boundaries", [])],
    )


def of_one(store: Store, s: Sample) -> Iterator[Case]:
    """Questions about one district or one figure."""
    systems = ", ".join(System._fields)
    yield Case(
        "profile",
        lambda: profile.profile(store, s.district),
        [
            (f"SELECT {COLUMNS} FROM observations WHERE district_id = ?", [s.district]),
            (f"SELECT {systems} FROM systems WHERE district_id = ?", [s.district]),
        ],
    )
    yield Case(
        "headline",
        lambda: profile.headline(store, s.district),
        [
            (
                f"""SELECT {O_COLUMNS} FROM observations AS o JOIN metrics AS m USING (metric_id)
                    JOIN documents AS d USING (document_id)
                    WHERE o.district_id = ? AND m.dimension_id <> 'context' AND o.scope = 'district'
                      AND o.status = 'actual' AND o.qualifier = 'exact' AND d.reliability = 'official'
                    ORDER BY o.year DESC, m.ordinal LIMIT 1""",
                [s.district],
            )
        ],
    )
    metric, district = store.rows(
        "SELECT metric_id, district_id FROM observations WHERE observation_id = ?", [s.observation]
    )[0]
    yield Case(
        "evidence",
        lambda: evidence.evidence(store, s.observation),
        [
            (f"SELECT {COLUMNS} FROM observations WHERE observation_id = ?", [s.observation]),
            (
                f"SELECT {COLUMNS} FROM observations WHERE metric_id = ? AND district_id = ?",
                [metric, district],
            ),
        ],
    )


def of_everything(store: Store, s: Sample) -> Iterator[Case]:
    """Questions about the whole store."""
    joined = "observations AS o JOIN metrics AS m USING (metric_id) JOIN documents AS d USING (document_id)"
    counts = (
        "count(*), count(DISTINCT o.metric_id), max(o.year), count(*) FILTER (d.reliability = 'official')"
    )
    yield Case(
        "coverage.by_dimension",
        lambda: coverage.by_dimension(store),
        [(f"SELECT o.district_id, m.dimension_id, {counts} FROM {joined} GROUP BY ALL", [])],
    )
    yield Case(
        "coverage.by_metric",
        lambda: coverage.by_metric(store),
        [(f"SELECT o.district_id, m.dimension_id, o.metric_id, {counts} FROM {joined} GROUP BY ALL", [])],
    )
    yield Case(
        "coverage.by_district",
        lambda: coverage.by_district(store),
        [
            (
                "SELECT district_id, count(*), count(DISTINCT document_id), max(year) FROM observations GROUP BY ALL",
                [],
            ),
            ("SELECT district_id, count(DISTINCT practice_id) FROM systems GROUP BY ALL", []),
        ],
    )
    like = "(m.name_zh ILIKE ? OR m.name_en ILIKE ? OR t.name_zh ILIKE ? OR t.name_en ILIKE ? OR o.as_written ILIKE ?)"
    found = f"""FROM observations AS o JOIN metrics AS m USING (metric_id) JOIN districts AS t USING (district_id)
                WHERE {" AND ".join([like] * len(s.words.split()))}"""
    values = [f"%{word}%" for word in s.words.split() for _ in range(5)]
    yield Case(
        f"evidence.search '{s.words}', first 100",
        lambda: evidence.search(store, evidence.Filters(text=s.words), 100),
        [
            (f"SELECT count(*) {found}", values),
            (
                f"SELECT {O_COLUMNS} {found} ORDER BY m.ordinal, t.ordinal, o.period_end DESC LIMIT 100",
                values,
            ),
        ],
    )
    yield Case(
        "ready_sets (cached after the first time)",
        lambda: ready._ready_sets.__wrapped__(store, EVERYTHING),
        [(_CANDIDATES.format(columns=O_COLUMNS), [])],
    )


#: The figures of the first sixty metrics and years in which two or more districts have any.
_CANDIDATES = """SELECT {columns} FROM observations AS o JOIN (
    SELECT metric_id, year FROM observations WHERE scope = 'district' AND scope_name_zh IS NULL
    GROUP BY metric_id, year HAVING count(DISTINCT district_id) > 1
    ORDER BY count(DISTINCT district_id) DESC, year DESC LIMIT 60) AS c USING (metric_id, year)"""


def measured(store: Store, cases: Iterator[Case], runs: int) -> list[Pair]:
    """Each case and its bare statements, in turn."""
    bare = duckdb.connect(str(store.path), read_only=True, config=DUCKDB_CONFIG).cursor()

    def fetch(statements: list[Statement]) -> None:
        for sql, values in statements:
            bare.execute(sql, values).fetchall()

    return [in_turn(c.name, c.ours, lambda c=c: fetch(c.bare), runs) for c in cases]  # type: ignore[misc]


def real(runs: int) -> dict[str, list[Pair]]:
    """On the project's own facts."""
    store = open_store(build())
    sample = Sample("recon_received", 2022, list(store.catalogue.districts), "复议 通州", "TJ-206")
    cases = [*of_a_choice(store, sample), *of_one(store, sample), *of_everything(store, sample)]
    return {"the shipped facts, five districts": measured(store, iter(cases), runs)}


def large(folder: Path, runs: int) -> dict[str, list[Pair]]:
    """On 4.5 million invented figures."""
    store = open_store(synthetic.build(folder))
    every = list(store.catalogue.districts)
    few = Sample("m041", 2020, every[100:2600:500], "指标41 区100", "S-41-1500-2020")
    every_one = few._replace(districts=every)
    some = [*of_a_choice(store, few), *of_one(store, few)]
    return {
        "4.5 million figures, five of 3,000 districts": measured(store, iter(some), runs),
        "4.5 million figures, all 3,000 districts": measured(store, of_a_choice(store, every_one), runs),
        "4.5 million figures, the whole store": measured(store, of_everything(store, few), runs),
    }


def main() -> None:
    """Measure, print, save."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path, help="write the results to this file too")
    parser.add_argument("--runs", type=int, default=60, help="runs of each side (fewer where one takes long)")
    parser.add_argument("--real-only", action="store_true", help="leave the large store out")
    parser.add_argument(
        "--synthetic", type=Path, help="keep the large store in this folder, or use the one there"
    )
    options = parser.parse_args()
    results = real(options.runs)
    if not options.real_only:
        with tempfile.TemporaryDirectory() as temporary:
            folder = options.synthetic or Path(temporary)
            folder.mkdir(parents=True, exist_ok=True)
            results |= large(folder, options.runs)
    for title, pairs in results.items():
        print_pairs(title, pairs)
    save(options.json, {t: [p._asdict() | {"ratio": p.ratio} for p in pairs] for t, pairs in results.items()})


if __name__ == "__main__":
    main()
