"""What accounts cost those who read: reruns of every page without a workspace, and with one for somebody signed in.

`python -m tests.benchmarks.bench_accounts [--runs 200]`

One session, reruns one after the other; the two servers run at the same time and are asked in turn, so that whatever
else the machine does falls on both.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from data.build import build
from data.workspace import people, sessions
from data.workspace.database import open_workspace
from pages.shared.identity import COOKIE
from tests.benchmarks.server import OURS, PAGES, serving
from tests.benchmarks.streamlit_client import Session


@contextmanager
def _store(folder: Path) -> Iterator[None]:
    before = os.environ.get("QUJIAN_STORE")
    os.environ["QUJIAN_STORE"] = str(folder)
    try:
        build()
        yield
    finally:
        os.environ.pop("QUJIAN_STORE")
        if before is not None:
            os.environ["QUJIAN_STORE"] = before


def _signed_in() -> str:
    """Make an editor; the cookie of somebody who is signed in as this."""
    workspace = open_workspace()
    person = people.add(workspace, None, "编辑", "editor", "correct horse 电池")
    return f"{COOKIE}={sessions.token(workspace, person)}"


async def _in_turn(without: Session, signed_in: Session, runs: int) -> tuple[list[float], list[float]]:
    times: tuple[list[float], list[float]] = ([], [])
    async with without, signed_in:
        for _ in range(5):
            await without.rerun()
            await signed_in.rerun()
        for number in range(runs):
            # whoever is asked second runs beside what the first one's server still does: each is so every other time
            for session, found in [(without, times[0]), (signed_in, times[1])][:: 1 if number % 2 else -1]:
                found.append(await session.rerun())
    return times


def main() -> None:
    """Measure and print milliseconds and the ratio of each page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=200)
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        stack.enter_context(_store(folder / "without"))
        bare = stack.enter_context(serving(OURS))
        stack.enter_context(_store(folder / "with"))
        cookie = _signed_in()
        ours = stack.enter_context(serving(OURS))
        print(f"{'':12}{'without':>9}{'signed in':>11}{'ratio':>8}  (ms, median)")
        for path, query in PAGES.items():
            pair = (Session(bare, path, query), Session(ours, path, query, cookie))
            without, signed_in = map(median, asyncio.run(_in_turn(*pair, options.runs)))
            print(f"{path:12}{without * 1e3:9.1f}{signed_in * 1e3:11.1f}{signed_in / without:8.2f}")


if __name__ == "__main__":
    main()
