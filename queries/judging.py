"""Judge what compares in a database, by all processors.

`python -m queries.judging DATABASE RELIABILITY ESTIMATES SINCE` prints the sets as JSON, as `queries.ready` keeps them
beside a large database.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from queries.quality import Quality
from queries.ready import as_row, candidates, judged
from queries.store import open_store

#: So many metrics and years are given to a process at once.
_PORTION = 10


def main(path: str, reliability: str, estimates: str, since: str) -> None:
    """Print the sets of one choice of sources, in the order of the candidates."""
    quality = Quality(tuple(reliability.split(",")), estimates == "1", int(since) if since else None)
    work = [(path, metric_id, year, quality) for metric_id, year in candidates(open_store(Path(path)))]
    workers = max(min(os.cpu_count() or 1, len(work)), 1)
    context = multiprocessing.get_context("spawn")  # DuckDB's threads survive no fork
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        found = [row for row in pool.map(_row, work, chunksize=_PORTION) if row is not None]
    json.dump(found, sys.stdout, separators=(",", ":"))


def _row(work: tuple[str, str, int, Quality]) -> list[Any] | None:
    path, metric_id, year, quality = work
    found = judged(open_store(Path(path)), metric_id, year, quality)
    return None if found is None else as_row(found)


if __name__ == "__main__":
    main(*sys.argv[1:])
