"""Routes whose modules are loaded when somebody comes: the libraries of a workspace would double a start without."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from importlib import import_module

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def lazy_routes(package: str, answers: Mapping[str, tuple[str, str]]) -> list[Route]:
    """Return routes for addresses, each answered by a function of a module of the package."""
    return [
        Route(path, _answering(f"{package}.{module}", name), methods=["GET", "POST"])
        for path, (module, name) in answers.items()
    ]


def _answering(module: str, name: str) -> Callable[[Request], Awaitable[Response]]:
    async def handler(request: Request) -> Response:
        loaded = await anyio.to_thread.run_sync(import_module, module)
        answer: Response = await getattr(loaded, name)(request)
        return answer

    return handler
