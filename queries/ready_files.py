"""What compares, kept beside a large database: judging millions of figures takes minutes of processor time.

The file is named after the rules' code and goes with its database; where either changes, it is made anew. It belongs
to `queries`, not to the build, since only `queries` knows the rules.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from data.store import beside, write_beside
from queries.quality import Quality
from queries.store import Store

_log = logging.getLogger(__name__)

#: From so many figures on it takes longer to judge them than to read what was found, and several processors help.
MANY = 100_000


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


def judged_by_all_processors(store: Store, quality: Quality) -> list[Any]:
    """Return the rows that `queries.judging` finds. Raises OSError where it cannot run or fails.

    A program of its own: Streamlit takes the place of `__main__` while a page runs, and processes that are started
    from there would begin with the page.
    """
    choice = [",".join(quality.reliability), str(int(quality.estimates)), str(quality.since or "")]
    command = [sys.executable, "-m", "queries.judging", str(store.path), *choice]
    done = subprocess.run(command, cwd=Path(__file__).parents[1], stdout=subprocess.PIPE, check=False)
    try:
        return list(json.loads(done.stdout))
    except ValueError:
        raise OSError(f"queries.judging ended with exit code {done.returncode}") from None


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
