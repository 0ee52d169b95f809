"""A rerun of every page against a rerun of a bare one-chart app, asked by the same client: alone and with 50 visitors.

`python -m tests.benchmarks.bench_rerun [--pages / /compare …] [--json FILE] [--sessions 50] [--pause 5] [--rounds 4]`

Alone: one session, reruns one after the other. With 50: as many sessions are open, each asks for a rerun every `pause`
seconds, evenly spread. Times run from asking until the script has finished; each server runs alone on the machine.
"""

from __future__ import annotations

import argparse
import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.benchmarks.report import p95, save
from tests.benchmarks.server import BARE, OURS, PAGES, serving
from tests.benchmarks.streamlit_client import Session


class Times(NamedTuple):
    """What one page took, in seconds; `first` is the first run of a session, the server being warm."""

    page: str
    first: float
    alone: float
    alone_p95: float
    together: float
    together_p95: float
    kilobytes: float
    exceptions: int


async def page_times(address: str, path: str, query: str, options: argparse.Namespace) -> Times:
    """Measure one page of a running server."""
    async with Session(address, path, query) as warm_up:
        for _ in range(3):
            await warm_up.rerun()
    async with Session(address, path, query) as session:
        first = await session.rerun()
        before = session.received
        alone = [await session.rerun() for _ in range(options.runs)]
        kilobytes = (session.received - before) / len(alone) / 1e3
        exceptions = session.exceptions
    together = await _together(address, path, query, options) if options.sessions > 1 else alone
    return Times(
        path, first, median(alone), p95(alone), median(together), p95(together), kilobytes, exceptions
    )


async def _together(address: str, path: str, query: str, options: argparse.Namespace) -> list[float]:
    """The times of all reruns of many sessions that ask in a steady rhythm."""
    async with AsyncExitStack() as stack:
        sessions = [
            await stack.enter_async_context(Session(address, path, query)) for _ in range(options.sessions)
        ]
        for session in sessions:
            await session.rerun()

        async def visit(number: int, session: Session) -> list[float]:
            await asyncio.sleep(options.pause * number / len(sessions))
            times = []
            for _ in range(options.rounds):
                times.append(await session.rerun())
                await asyncio.sleep(max(0.0, options.pause - times[-1]))
            return times

        found = await asyncio.gather(*(visit(n, s) for n, s in enumerate(sessions)))
    return [t for times in found for t in times]


def measured(script: Path, pages: dict[str, str], options: argparse.Namespace) -> list[Times]:
    """Measure pages of one app, each after the other, on a server started for it."""
    with serving(script) as address:
        return [asyncio.run(page_times(address, path, query, options)) for path, query in pages.items()]


def print_times(bare: Times, ours: list[Times], sessions: int) -> None:
    """A table of milliseconds and of ratios to the bare app."""
    print(
        f"\n{'':12}{'first':>9}{'alone':>9}{'p95':>9}{'ratio':>8}"
        f"{f'with {sessions}':>10}{'p95':>9}{'ratio':>8}{'kB/rerun':>10}  (ms)"
    )
    for t in (bare, *ours):
        name = "bare app" if t is bare else t.page
        print(
            f"{name:12}{t.first * 1e3:9.1f}{t.alone * 1e3:9.1f}{t.alone_p95 * 1e3:9.1f}{t.alone / bare.alone:8.2f}"
            f"{t.together * 1e3:10.1f}{t.together_p95 * 1e3:9.1f}{t.together / bare.together:8.2f}{t.kilobytes:10.1f}"
            + (f"  {t.exceptions} exceptions shown!" if t.exceptions else "")
        )


def main() -> None:
    """Measure, print, save."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--pages", nargs="*", default=list(PAGES), help="paths, with a query string if you like"
    )
    parser.add_argument("--json", type=Path, help="write the results to this file too")
    parser.add_argument("--runs", type=int, default=50, help="reruns of the one session alone")
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument(
        "--pause", type=float, default=5.0, help="seconds between the reruns of one of many sessions"
    )
    parser.add_argument("--rounds", type=int, default=4, help="reruns of each of many sessions")
    options = parser.parse_args()
    addresses = [(page.partition("?")[0], page.partition("?")[2]) for page in options.pages]
    pages = {path: query or PAGES.get(path, "") for path, query in addresses}
    (bare,) = measured(BARE, {"/": ""}, options)
    ours = measured(OURS, pages, options) if pages else []
    print_times(bare, ours, options.sessions)
    save(options.json, {"bare": bare._asdict(), "ours": [t._asdict() for t in ours], "options": {
        k: v for k, v in vars(options).items() if isinstance(v, (int, float))
    }})  # fmt: skip


if __name__ == "__main__":
    main()
