"""Do the pages stay quick while 20 people export at once, does everybody get their own file, what memory does it take?

`python -m tests.benchmarks.bench_at_once [--json FILE] [--seconds 40] [--pictures 10] [--reports 10] [--readers 6]`

Some readers ask for a rerun of a page every second; first alone, then while others ask for pictures one after the other
and make reports one after the other through the report page. Aim, reported and never asserted: 95 of 100 reruns under
300 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import os
import time
import zipfile
from collections.abc import Awaitable
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import httpx

from tests.benchmarks.report import p95, save
from tests.benchmarks.server import OURS, PAGES, serving
from tests.benchmarks.streamlit_client import Session
from views.draft import Draft, item

Row = tuple[str, float, str, float | None]
METRICS = ("recon_received", "resident_population", "gdp", "recon_concluded")
TEXT = {"docx": "word/document.xml", "pptx": "ppt/slides/slide1.xml"}


class Tally:
    """What the exporters got."""

    def __init__(self) -> None:
        self.pictures: list[float] = []
        self.reports: list[float] = []
        self.refused = 0
        self.mixed_up = 0
        self.memory = 0.0


async def reads(address: str, path: str, end: float, after: float) -> list[float]:
    """The times of the reruns of one reader, one a second."""
    times = []
    async with Session(address, path, PAGES[path]) as session:
        await session.rerun()
        await asyncio.sleep(after)
        while time.monotonic() < end:
            times.append(await session.rerun())
            await asyncio.sleep(max(0.0, 1.0 - times[-1]))
    return times


async def draws(client: httpx.AsyncClient, n: int, end: float, tally: Tally) -> None:
    """One who asks for pictures, one after the other."""
    turn = n
    while time.monotonic() < end:
        parameters = {"metric": METRICS[turn % len(METRICS)], "lang": ("zh", "en")[turn % 2]}
        parameters["format"] = ("png", "svg", "pdf")[turn % 3]
        start = time.perf_counter()
        answer = await client.get(f"/api/v1/trend?{urlencode(parameters)}")
        if answer.status_code == 200:
            tally.pictures.append(time.perf_counter() - start)
        else:
            tally.refused += 1
        turn += 1


def own_draft(n: int) -> Draft:
    """A draft that no one else has."""
    items = [item("trend", metric=m) for m in METRICS]
    items += [item("compare", metric=m, year=2022 - n % 3, title=f"Reader {n}") for m in METRICS]
    return Draft(title=f"Report of reader {n:03}", items=tuple(items))


async def makes(address: str, client: httpx.AsyncClient, n: int, end: float, tally: Tally) -> None:
    """One who makes reports of their own, one after the other, and looks whether they are theirs."""
    draft = own_draft(n)
    query = urlencode({"draft": draft.as_link(), "formats": "docx,pptx,pdf", "language": "zh"})
    async with Session(address, "/report", query) as session:
        await session.rerun()
        while time.monotonic() < end:
            took = await session.press("make")
            if len(session.downloads) < 4:  # the draft itself is one
                tally.refused += 1
                continue
            tally.reports.append(took)
            for label, url in session.downloads.items():
                part = TEXT.get(label.partition(" ")[0].rpartition(".")[2])
                if part:
                    content = (await client.get(url)).content
                    text = zipfile.ZipFile(io.BytesIO(content)).read(part).decode()
                    tally.mixed_up += draft.title not in text


def megabytes() -> float:
    """What all processes started from here hold for themselves, without what they share."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError):
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    ours = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in ours} - ours:
        ours |= more
    pages = 0
    for pid in ours - {os.getpid()}:
        with suppress(OSError, ValueError):  # not smaps: reading it holds up the process that is read
            _, resident, shared, *_ = map(int, Path(f"/proc/{pid}/statm").read_text().split())
            pages += resident - shared
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


async def watches(end: float, tally: Tally) -> None:
    """The most memory seen."""
    while time.monotonic() < end:
        tally.memory = max(tally.memory, await asyncio.to_thread(megabytes))
        await asyncio.sleep(1)


async def measured(address: str, options: argparse.Namespace) -> list[Row]:
    """Readers alone, then readers beside exporters."""
    paths = [list(PAGES)[i % len(PAGES)] for i in range(options.readers)]

    def readers(end: float) -> list[Awaitable[list[float]]]:
        return [reads(address, p, end, i / len(paths)) for i, p in enumerate(paths)]

    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(httpx.AsyncClient(base_url=f"http://{address}", timeout=600))
        quiet = [t for ts in await asyncio.gather(*readers(time.monotonic() + 10)) for t in ts]
        tally, end = Tally(), time.monotonic() + options.seconds
        busy_work = [draws(client, n, end, tally) for n in range(options.pictures)]
        busy_work += [makes(address, client, n, end, tally) for n in range(options.reports)]
        found = asyncio.gather(*readers(end))
        await asyncio.gather(*busy_work, watches(end, tally))
        busy = [t for ts in await found for t in ts]
    people = f"beside {options.pictures + options.reports} exporters"
    return [
        ("rerun, alone: median", median(quiet), "s", None),
        ("rerun, alone: p95", p95(quiet), "s", None),
        (f"rerun, {people}: median", median(busy), "s", None),
        (f"rerun, {people}: p95", p95(busy), "s", 0.3),
        (f"rerun, {people}: longest", max(busy), "s", None),
        ("reruns measured", len(busy), "", None),
        ("pictures made", len(tally.pictures), "", None),
        ("a picture: median", median(tally.pictures or [0.0]), "s", None),
        ("reports made (three formats)", len(tally.reports), "", None),
        ("a report: median", median(tally.reports or [0.0]), "s", None),
        ("refused", tally.refused, "", None),
        ("files that were another's", tally.mixed_up, "", None),
        ("memory of all processes, most", tally.memory, "MB", None),
    ]


def main() -> None:
    """Measure, print, save."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path, help="write the results to this file too")
    parser.add_argument("--seconds", type=float, default=40.0)
    parser.add_argument("--pictures", type=int, default=10, help="people who ask for pictures")
    parser.add_argument("--reports", type=int, default=10, help="people who make reports")
    parser.add_argument("--readers", type=int, default=6)
    options = parser.parse_args()
    with serving(OURS) as address:
        rows = asyncio.run(measured(address, options))
    for name, value, unit, aim in rows:
        print(f"{name:48}{value:9.3f} {unit}" + (f"  (aim under {aim:g})" if aim else ""))
    save(options.json, [{"name": n, "value": v, "unit": u, "aim": a} for n, v, u, a in rows])


if __name__ == "__main__":
    main()
