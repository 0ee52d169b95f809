"""A client for the API's routes, mounted as the dashboard mounts them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

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
    with asyncio.Runner() as runner:
        client = httpx.AsyncClient(transport=transport, base_url="http://district")

        def ask(method: str, url: str, **options: object) -> httpx.Response:
            return runner.run(client.request(method, "/api/v1" + url, **options))  # type: ignore[arg-type]

        yield ask
        runner.run(client.aclose())


@pytest.fixture(scope="session")
def get(request_api: Get) -> Get:
    """`get(url)`: the response to a GET."""

    def ask(url: str, **options: object) -> httpx.Response:
        return request_api("GET", url, **options)

    return ask
