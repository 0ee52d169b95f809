"""A client for the API's routes, mounted as the dashboard mounts them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from starlette.applications import Starlette

from data.build import build
from pages.api import routes
from queries.store import Store, open_store

Get = Callable[..., httpx.Response]


@pytest.fixture(scope="session")
def store() -> Store:
    return open_store(build())


@pytest.fixture(scope="session")
def request_api() -> Iterator[Get]:
    """`request_api(method, url, **httpx options)`; the URL is taken as it stands after /api/v1."""
    build()
    transport = httpx.ASGITransport(Starlette(routes=routes), raise_app_exceptions=True)
    runner = asyncio.Runner()
    with ThreadPoolExecutor(max_workers=1) as thread:
        client = httpx.AsyncClient(transport=transport, base_url="http://district")

        def ask(method: str, url: str, **options: object) -> httpx.Response:
            # In a thread of its own: a browser test before may have left a loop running in this one.
            return thread.submit(runner.run, client.request(method, "/api/v1" + url, **options)).result()  # type: ignore[arg-type]

        yield ask
        thread.submit(runner.run, client.aclose()).result()
        thread.submit(runner.close).result()


@pytest.fixture(scope="session")
def get(request_api: Get) -> Get:
    """`get(url)`: the response to a GET."""

    def ask(url: str, **options: object) -> httpx.Response:
        return request_api("GET", url, **options)

    return ask
