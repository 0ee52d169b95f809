"""While heavy work of every kind goes on, small requests are answered, and one too many is told when to come again."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from data.build import build
from pages.api import routes as api
from pages.meeting import answers, routes, work
from pages.shared import limits
from pages.shared.limits import Busy, Kept, Limit
from queries import current
from queries.store import Store
from reports.jobs import worker_pool
from reports.jobs.job_queue import QueueFull
from tests.waiting import awaited, eventually_async
from views.draft import LONGEST_COMMENT, LONGEST_LINK, MOST_ITEMS, Draft, item

Client = httpx.AsyncClient
#: Seconds after which a test that hangs is ended; none waits for it, and on a busy machine none comes near it.
HANGS = 400


class Gate:
    """A job the test holds: it counts who came in and lets nobody out before it is opened."""

    def __init__(self) -> None:
        self.inside = 0
        self._lock, self._open = threading.Lock(), threading.Event()

    def job(self, *_given: Any) -> Any:
        with self._lock:
            self.inside += 1
        assert self._open.wait(HANGS)
        return self.value

    value: Any = "{}"

    def open(self) -> None:
        self._open.set()


@pytest.fixture
def gate() -> Iterator[Gate]:
    made = Gate()
    yield made
    made.open()


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    build()
    work._presentations.clear()
    work._walls.clear()
    yield
    work._presentations.clear()
    work._walls.clear()


async def health(_request: Request) -> PlainTextResponse:
    """As Streamlit's own: in the event loop, from nothing."""
    return PlainTextResponse("ok")


def run(test: Callable[[Client], Awaitable[None]]) -> None:
    """Run a test with a client of the dashboard's routes, in a thread and event loop of its own."""
    app = Starlette(routes=[Route("/_stcore/health", health), *api, *routes])

    async def begin() -> None:
        async with Client(
            transport=httpx.ASGITransport(app), base_url="http://qujian", timeout=HANGS
        ) as client:
            await asyncio.wait_for(test(client), HANGS)

    awaited(begin())


def assert_refused(answer: httpx.Response) -> None:
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Cache-Control"] == "no-store"
    error = answer.json()["error"]
    assert set(error) == {"code", "message", "message_zh", "parameter"}
    assert "try again" in error["message"]
    assert "稍后再试" in error["message_zh"]


def picture(n: int) -> str:
    return f"/api/v1/compare?metric=gdp&year={1950 + n}&format=png"


def presentation(n: int) -> str:
    """Each another one, so that none waits for the same."""
    return f"/stage/deck?draft={Draft(title=f'{n}', items=(item('text', comment='x'),)).as_link()}"


def take_along(n: int) -> str:
    return presentation(n).replace("/stage/deck", "/stage/file")


def pages_open(n: int) -> str:
    return f"/stage/open?page=/compare?metric=gdp%26year={2000 + n % 20}"


def table(n: int) -> str:
    return f"/api/v1/observations?limit={n + 1}"


def question(n: int) -> str:
    return f"/stage/find?q={n}"


#: The kind of work, the address that asks for it, and the function that does it.
KINDS = {
    "pictures": (limits.pictures, picture, (worker_pool.pictures, "run")),
    "presentations": (limits.presentations, presentation, (worker_pool.pictures, "run")),
    "files to take along": (limits.presentations, take_along, (worker_pool.pictures, "run")),
    "open pages": (limits.drafts, pages_open, (answers, "of_pages")),
    "tables": (limits.questions, table, ("pages.api.responses", "store_of")),
    "questions from the audience": (limits.questions, question, (answers, "hits")),
}


@pytest.mark.parametrize("kind", KINDS)
def test_others_are_answered_and_one_too_many_is_refused(
    kind: str, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit, address, (owner, name) = KINDS[kind]
    if isinstance(owner, str):
        monkeypatch.setattr(f"{owner}.{name}", gate.job)
    else:
        monkeypatch.setattr(owner, name, gate.job)

    async def test(client: Client) -> None:
        calls = [asyncio.create_task(client.get(address(n))) for n in range(limit.most)]
        try:
            await eventually_async(lambda: gate.inside > 0 and limit._admitted == limit.most)
            assert (await client.get("/_stcore/health")).text == "ok"
            assert (await client.get("/stage/alive")).status_code == 200
            assert_refused(await client.get(address(limit.most)))
            others = [other for other, *_ in KINDS.values() if other is not limit]
            assert others
            for other in others:
                assert other._admitted == 0, "one kind of work takes no places of another"
        finally:
            gate.open()
            await asyncio.gather(*calls)
        assert limit._admitted == 0

    run(test)


def test_drafts_that_are_sent_are_read_off_the_loop_and_bounded(
    gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "from_json", gate.job)
    gate.value = Draft(items=(item("text", comment="x"),))

    async def test(client: Client) -> None:
        most = limits.drafts.most
        calls = [asyncio.create_task(client.post("/stage/draft", content=b"{}")) for _ in range(most)]
        try:
            await eventually_async(lambda: gate.inside > 0 and limits.drafts._admitted == most)
            assert (await client.get("/_stcore/health")).text == "ok"
            assert_refused(await client.post("/stage/draft", content=b"{}"))
        finally:
            gate.open()
            found = await asyncio.gather(*calls)
        assert [answer.status_code for answer in found] == [200] * most

    run(test)


def test_nothing_asks_the_database_in_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening a database and every query take their time; in the loop all readers would wait for them."""
    in_loop: list[str] = []

    def watched(owner: type, name: str) -> None:
        own = getattr(owner, name)

        def call(*given: Any, **named: Any) -> Any:
            try:
                asyncio.get_running_loop()
                in_loop.append(name)
            except RuntimeError:
                pass
            return own(*given, **named)

        monkeypatch.setattr(owner, name, call)

    watched(current._Current, "get")
    watched(Store, "rows")
    long = Draft(items=tuple(item("text", comment="x" * 900) for _ in range(20)))
    link = Draft(items=(item("compare", metric="gdp", year=2020),)).as_link()
    addresses = [
        "/api/v1/metrics", "/api/v1/observations?format=xlsx", "/stage/alive", "/stage/find?q=gdp",
        f"/stage/deck?draft={link}", f"/stage/file?draft={link}", "/stage/deck?question=metric:gdp",
        "/stage/open?page=/compare&page=/trends&page=/district&page=/report", "/stage/wall", "/stage/plotly.js",
        "/meeting", f"/meeting?draft={link}", "/wall",
    ]  # fmt: skip

    async def test(client: Client) -> None:
        for address in addresses:
            answer = await client.get(address)
            assert answer.status_code == 200, address
            assert in_loop == [], address
        for address in ("/stage/draft", "/stage/deck", "/stage/file"):
            answer = await client.post(address, content=long.as_json().encode())
            assert answer.status_code == 200, address
            assert in_loop == [], address

    run(test)


def test_the_same_presentation_is_made_once_for_all_who_wait(
    gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_pool.pictures, "run", gate.job)

    async def test(client: Client) -> None:
        calls = [asyncio.create_task(client.get(presentation(1))) for _ in range(45)]
        await eventually_async(lambda: gate.inside > 0 and limits.questions._admitted == 0)
        gate.open()
        assert [(await a).status_code for a in calls] == [200] * 45
        assert gate.inside == 1
        assert (await client.get(presentation(1))).status_code == 200
        assert gate.inside == 1, "and kept"

    run(test)


@pytest.mark.parametrize(
    ("raised", "status", "code"),
    [(QueueFull(), 503, "busy"), (worker_pool.WorkerLost("killed"), 500, "work_failed")],
)
def test_no_presentation_is_made_by_the_process_that_serves_readers(
    monkeypatch: pytest.MonkeyPatch, raised: Exception, status: int, code: str
) -> None:
    def run_there(*_given: Any) -> Any:
        raise raised

    def made_here(*_given: Any) -> Any:
        raise AssertionError("made in the process of the server")

    monkeypatch.setattr(worker_pool.pictures, "run", run_there)
    monkeypatch.setattr(work, "presentation_json_at", made_here)
    monkeypatch.setattr(work, "wall_at", made_here)

    async def test(client: Client) -> None:
        for address in (presentation(2), take_along(2), "/stage/wall"):
            answer = await client.get(address)
            assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
            assert ("Retry-After" in answer.headers) == (status == 503)

    run(test)


def test_a_document_that_finds_no_place_says_so_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*_given: Any) -> Any:
        raise Busy

    monkeypatch.setattr(limits.questions, "run", full)

    async def test(client: Client) -> None:
        for address, text in (("/meeting?lang=zh", "稍后再试"), ("/wall?lang=en", "try again")):
            answer = await client.get(address)
            assert answer.status_code == 503
            assert int(answer.headers["Retry-After"]) > 0
            assert answer.headers["Content-Type"].startswith("text/html")
            assert text in answer.text
            assert 'http-equiv="refresh"' in answer.text

    run(test)


def test_pages_with_malformed_addresses_are_left_out_and_named() -> None:
    async def test(client: Client) -> None:
        answer = await client.get("/stage/open", params={"page": ["//[", "/compare?metric=gdp&year=2020"]})
        assert answer.status_code == 200
        assert answer.json()["skipped"] == 1
        assert answer.json()["unreadable"] == ["//["]
        assert answer.json()["draft"]
        alone = await client.get("/stage/open?page=//[")
        assert (alone.status_code, alone.json()["draft"]) == (200, "")

    run(test)


def test_open_pages_with_many_metrics_become_no_more_screens_than_a_draft_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[int] = []
    from reports.presentation import running_orders

    own = running_orders.item
    monkeypatch.setattr(
        running_orders, "item", lambda *given, **named: made.append(1) or own(*given, **named)
    )

    async def test(client: Client) -> None:
        metrics = [row["metric_id"] for row in (await client.get("/api/v1/metrics")).json()["data"]]
        assert len(metrics) > 200
        pages = [f"/compare?year={2000 + n}&metric={','.join(metrics)}" for n in range(3)]
        answer = await client.get("/stage/open", params={"page": pages})
        assert answer.json()["draft"] or answer.json()["kept"]
        assert len(made) <= len(pages) * MOST_ITEMS

    run(test)


def test_a_draft_too_long_for_a_link_comes_back_and_is_presented_and_taken_along() -> None:
    comment = "".join(chr(0x4E00 + n * 7 % 20000) for n in range(LONGEST_COMMENT))
    long = Draft(title="长草稿", language="zh", items=(item("text", title="第一项", comment=comment),))

    async def test(client: Client) -> None:
        kept = (await client.post("/stage/draft", content=long.as_json().encode())).json()["kept"]
        assert len(kept) > LONGEST_LINK
        answer = await client.post("/stage/deck?kept=yes", content=kept.encode())
        assert answer.status_code == 200
        assert "第一项" in {s["title"] for s in answer.json()["said"]["zh"]["screens"]}
        file = await client.post("/stage/file?kept=yes&lang=zh", content=kept.encode())
        assert file.status_code == 200
        assert comment[:100] in file.text
        document = await client.get("/meeting?kept=yes")
        assert 'id="scripts"' in document.text

    run(test)


@pytest.mark.parametrize("address", ["/stage/draft", "/stage/deck", "/stage/file"])
def test_what_is_sent_and_no_draft_is_refused_in_both_languages(address: str) -> None:
    async def test(client: Client) -> None:
        for content in (b"", b"{", b"[" * 100_000, b"\xff\xfe", b'{"qujian_draft": 1}', b" " * 3_000_000):
            answer = await client.post(address, content=content)
            assert answer.status_code == 422
            error = answer.json()["error"]
            assert error["code"] == "draft"
            assert error["message"] and error["message_zh"]

    run(test)


def test_a_limit_waits_no_longer_than_its_patience() -> None:
    async def test() -> None:
        limit, gate = Limit(running=1, waiting=1, patience=0.05), Gate()
        first = asyncio.create_task(limit.run(gate.job))
        await eventually_async(lambda: gate.inside == 1)
        with pytest.raises(Busy):
            await limit.run(gate.job)
        gate.open()
        assert await first == "{}"
        assert await limit.run(gate.job) == "{}", "the places are free again"

    awaited(test())


def test_a_failure_is_not_kept() -> None:
    async def test() -> None:
        kept, tries = Kept(Limit(1, 1, HANGS), 2), []

        def fails_once() -> str:
            tries.append(1)
            if len(tries) == 1:
                raise ZeroDivisionError
            return "made"

        with pytest.raises(ZeroDivisionError):
            await kept.get(fails_once)
        assert await kept.get(fails_once) == "made"

    awaited(test())
