"""Building a database from large CSV files, against the bare `COPY` of the largest of them into the same columns.

`python -m tests.benchmarks.bench_build [--districts N] [--json FILE]`

The files hold the invented figures of `synthetic`. Ours reads, checks every cell, row, key and reference, puts the
figures in order and derives the counts and the search index; `COPY` reads one file. Then what compares is judged by
all processors, and read back as the next start of the server does. Each in a process of its own, for its memory.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import duckdb

from data import schema
from data.contracts import BY_NAME, TABLES
from data.settings import PACKAGE_FOLDER
from tests.benchmarks import synthetic
from tests.benchmarks.report import save

_OBSERVATIONS = schema.definition("observations", schema.of_file(BY_NAME["observations"]))
BUILD = "from pathlib import Path; from data.build import build; print(build(Path({0!r}), Path({1!r})))"
COPY = """
import duckdb
connection = duckdb.connect({1!r})
connection.execute({2!r})
connection.execute("COPY observations FROM '{0}' (HEADER)")
"""
JUDGE = """
from pathlib import Path
from queries.ready import ready_sets
from queries.store import open_store
if __name__ == "__main__":
    print(len(ready_sets(open_store(Path({0!r})))))
"""
#: The process says itself what it had: what the system counts for a child begins with the memory of its parent.
_PEAK = """
if __name__ == "__main__":
    print([line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")][0])
"""


class Run(NamedTuple):
    """What a process took: seconds, and the greatest memory it had at once."""

    name: str
    seconds: float
    megabytes: float


def write_files(store: Path, folder: Path) -> None:
    """Write the rows of a large store as CSV files, those it has none of from the shipped facts."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(store), read_only=True) as connection:
        for table in TABLES:
            path = folder / table.file
            if not connection.execute(f"SELECT count(*) FROM {table.name}").fetchall()[0][0]:
                lines = (PACKAGE_FOLDER / table.file).read_text(encoding="utf-8").splitlines(keepends=True)
                path.write_text("".join(lines if table.needs_rows else lines[:1]), encoding="utf-8")
                continue
            cells = {"references": "array_to_string({0}, ';') AS {0}", "decimal": "{0}::BIGINT AS {0}"}
            columns = ", ".join(cells.get(c.kind, "{0}").format(c.name) for c in table.columns)
            order = "ORDER BY position" if table.name == "observations" else ""
            connection.execute(f"COPY (SELECT {columns} FROM {table.name} {order}) TO '{path}' (HEADER)")


def run(name: str, code: str) -> Run:
    """Run a program in a process of its own and see what it takes."""
    with tempfile.NamedTemporaryFile("w", suffix=".py") as program:
        program.write(code + _PEAK)
        program.flush()
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, program.name],
            env=os.environ | {"PYTHONPATH": "."},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return Run(name, time.perf_counter() - start, int(done.stdout.split()[-1]) / 1024)


def main() -> None:
    """Measure, print, save."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--districts", type=int, default=300, help="1,500 figures each, 300 or more; 3000: 4.5 million"
    )
    parser.add_argument("--json", type=Path, help="write the results to this file too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        store = synthetic.build(folder, options.districts)
        write_files(store, folder / "facts")
        store.unlink()
        figures = folder / "facts" / "observations.csv"
        runs = [
            run("COPY", COPY.format(str(figures), str(folder / "bare.duckdb"), _OBSERVATIONS)),
            run("build", BUILD.format(str(folder / "facts"), str(folder / "store"))),
        ]
        built = str(next((folder / "store").glob("*.duckdb")))
        runs += [run("judge", JUDGE.format(built)), run("read what was judged", JUDGE.format(built))]
        size = figures.stat().st_size / 1e6
    count = options.districts * synthetic.METRICS * synthetic.YEARS
    print(f"\n{count:,} figures, {size:,.0f} MB as CSV\n{'':28}{'s':>9}{'× COPY':>9}{'MB':>9}")
    for r in runs:
        print(f"{r.name:28}{r.seconds:9.1f}{r.seconds / runs[0].seconds:9.1f}{r.megabytes:9.0f}")
    save(options.json, [r._asdict() for r in runs])


if __name__ == "__main__":
    main()
