"""What compares, kept beside a large database: judging millions of figures takes minutes of processor time.

The file is named after the rules' code and goes with its database; where either changes, it is made anew. It belongs
to `queries`, not to the build, since only `queries` knows the rules.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from data.store import beside, write_beside
from queries.quality import Quality
from queries.store import Store, open_store

_log = logging.getLogger(__name__)
Item = TypeVar("Item")
Found = TypeVar("Found")

#: From so many figures on it takes longer to judge them than to read what was found, and several processors help.
MANY = 100_000
#: So many metrics and years are given to a process at once.
_PORTION = 10


def figures_to_judge(store: Store) -> int:
    """Return how many districts have a figure, over all metrics and years that may compare."""
    sql = "SELECT coalesce(sum(whole_districts), 0) FROM metric_years WHERE whole_districts > 1"
    return int(store.rows(sql)[0][0])


def read(store: Store, quality: Quality) -> list[Any] | None:
    """Return what was kept for this quality, as JSON gave it; None where nothing was, or it cannot be read."""
    try:
        return list(json.loads(beside(store.path, _name(quality)).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write(store: Store, quality: Quality, content: Sequence[Any]) -> None:
    """Keep it for the next start; where it cannot be written, that start judges again."""
    try:
        write_beside(store.path, _name(quality), json.dumps(content, separators=(",", ":")))
    except OSError as error:
        _log.warning("What compares could not be kept beside %s: %s", store.path, error)


def in_all_processes(
    store: Store, find: Callable[[Store, Item], Found], items: Sequence[Item]
) -> Iterator[Found]:
    """Yield what a function of a module finds for each item, in their order, on all processors."""
    workers = min(os.cpu_count() or 1, len(items))
    context = multiprocessing.get_context("spawn")  # a server has threads, which no fork survives
    work = [(store.path, find, item) for item in items]
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        try:
            yield from pool.map(_found, work, chunksize=_PORTION)
        except BrokenProcessPool:
            raise OSError("a process that judges figures was ended from outside") from None


def _found(work: tuple[Path, Callable[[Store, Any], Any], Any]) -> Any:
    path, find, item = work
    return find(open_store(path), item)


def _name(quality: Quality) -> str:
    digest = sha256(f"{rules()} {sorted(quality.reliability)} {quality.estimates} {quality.since}".encode())
    return f"ready-{digest.hexdigest()[:16]}.json"


@cache
def rules() -> str:
    """Return what stands for the code that decides what compares: a hash of this package."""
    digest = sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
