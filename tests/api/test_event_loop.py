"""Nothing that a request asks for holds the event loop, which serves every reader, for longer than a moment.

Measured is the processor time of the loop's own thread, one callback at a time: how busy the machine is, and how long
the work takes elsewhere, does not count.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette

from data.build import build
from pages.api import routes as api
from pages.meeting import routes as meeting
from pages.shared.packed import FILES, Packed
from tests.waiting import SLOWEST, awaited
from views.draft import MOST_ITEMS, Draft, item

#: Seconds of processor time that one callback may take.
LONGEST = 0.05

DRAFT = Draft(items=tuple(item("compare", metric="gdp", year=2000 + n % 24) for n in range(MOST_ITEMS)))
GETS = [
    *(f"/api/v1/observations?limit=10000&format={form}" for form in ("json", "csv", "xlsx")),
    *(
        f"/api/v1/compare?metric=gdp&year=2022&format={form}"
        for form in ("json", "xlsx", "png", "svg", "pdf")
    ),
    "/api/v1/tasks?format=json",
    "/api/v1/documents?format=csv",
    "/meeting?template=meeting",
    "/wall",
    "/stage/deck?template=meeting",
    "/stage/file?template=meeting",
    "/stage/find?q=河西和河东谁的公职律师多",
    "/stage/open?page=/compare?metric=gdp%26year=2022",
    max(FILES, key=lambda name: FILES[name].stat().st_size),
]
POSTS = ["/stage/draft", "/stage/deck", "/stage/file"]


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """The processor time of every callback that an event loop runs from here on.

    What earlier tests have left in memory is no part of them: as the server does at its start, it is set aside.
    """
    found: list[float] = []
    run = asyncio.Handle._run

    def timed(self: asyncio.Handle) -> None:
        begin = time.thread_time()
        run(self)
        found.append(time.thread_time() - begin)

    monkeypatch.setattr(asyncio.Handle, "_run", timed)
    gc.collect()
    gc.freeze()
    yield found
    gc.unfreeze()


def test_no_step_of_a_request_holds_the_loop(steps: list[float]) -> None:
    build()
    app = Packed(Starlette(routes=[*api, *meeting]))
    body = DRAFT.as_json().encode()

    async def ask() -> list[int]:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(
            transport=transport,
            base_url="http://qujian",
            timeout=SLOWEST,
            headers={"Accept-Encoding": "gzip"},
        ) as client:
            calls = [client.get(a) for a in GETS] + [client.post(a, content=body) for a in POSTS]
            return [answer.status_code for answer in await asyncio.gather(*calls)]

    assert awaited(ask()) == [200] * (len(GETS) + len(POSTS))
    assert len(steps) > 100
    assert max(steps) < LONGEST


def test_the_measure_sees_what_holds_the_loop(steps: list[float]) -> None:
    async def hold() -> None:
        end = time.thread_time() + 2 * LONGEST
        while time.thread_time() < end:
            pass

    awaited(hold())
    assert max(steps) > LONGEST
